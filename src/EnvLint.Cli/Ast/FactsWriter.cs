using EnvLint.Collections;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Manifests;
using EnvLint.Text;

namespace EnvLint.Cli.Ast;

/// <summary>Writes what the checker understood of a file as JSON: its facts in the order of the file, and the scopes in which they hold.</summary>
/// <remarks>A value that is not known is <c>null</c>. Facts of a linked file name it as <c>file</c>, and their spans are of that file.</remarks>
internal sealed class FactsWriter : FileJsonWriter
{
    private readonly List<Scope> _scopes = [];
    private readonly Dictionary<Scope, int> _scopeNumbers = [];
    private readonly List<PackageSources> _sources = [];
    private readonly Dictionary<PackageSources, int> _sourceNumbers = new(ReferenceEqualityComparer.Instance);

    private FactsWriter(Stream stream, FileAnalysis file)
        : base(stream, file)
    {
    }

    /// <summary>Writes the facts of a file.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="file">The file.</param>
    public static void Write(Stream stream, FileAnalysis file)
    {
        using var writer = new FactsWriter(stream, file);
        writer.WriteFile();
    }

    private void WriteFile()
    {
        OpenFile();
        var facts = Collect(File.Facts);
        WriteScopes(facts);
        WriteStages();
        WriteSettings();
        List("facts", facts, WriteFact);
        List("environments", File.Facts?.Environments ?? [], WriteEnvironment);
        WriteSources();
        List("embedded", File.Embedded, embedded =>
        {
            Open("File", embedded.Text.ToFile(new TextSpan(0, embedded.Text.Text.Length)));
            Json.WriteString("path", embedded.Path);
            Json.WriteString("kind", ManifestKindNames.Of(embedded.Kind));
            Close();
        });
        CloseFile();
    }

    // In the order of the file, then in that of their sequence.
    private static List<Fact> Collect(FileFacts? facts)
    {
        var result = new List<Fact>();
        if (facts is not null)
        {
            result.AddRange(facts.Commands);
            result.AddRange(facts.Packages);
            result.AddRange(facts.Repositories);
            result.AddRange(facts.Downloads);
            result.AddRange(facts.Images);
            result.AddRange(facts.ContainerRuns);
            result.AddRange(facts.Variables);
            result.AddRange(facts.FileWrites);
            result.AddRange(facts.ImageBuilds);
            result.AddRange(facts.GpuRequests);
            result.AddRange(facts.Services);
            Sorting.Order(result, static (left, right) => left.Span.Start != right.Span.Start ? left.Span.Start.CompareTo(right.Span.Start) : left.Order.CompareTo(right.Order));
        }

        return result;
    }

    private void WriteScopes(List<Fact> facts)
    {
        foreach (var fact in facts)
        {
            Number(fact.Scope);
        }

        foreach (var environment in File.Facts?.Environments ?? [])
        {
            Number(environment.Scope);
        }

        List("scopes", _scopes, scope =>
        {
            Json.WriteStartObject();
            Json.WriteNumber("id", Number(scope));
            Json.WriteString("kind", scope.Kind.ToString());
            if (scope.Stage is { } stage)
            {
                Json.WriteNumber("stage", stage.Index);
            }

            List("evidence", scope.Evidence, evidence =>
            {
                if (evidence.Span.IsEmpty)
                {
                    Json.WriteStartObject();
                }
                else
                {
                    Open("Evidence", evidence.Span);
                }

                Json.WriteString("text", evidence.Text);
                Close();
            });
            Json.WriteEndObject();
        });
    }

    private int Number(Scope scope)
    {
        if (!_scopeNumbers.TryGetValue(scope, out var number))
        {
            number = _scopes.Count;
            _scopeNumbers.Add(scope, number);
            _scopes.Add(scope);
        }

        return number;
    }

    private void WriteStages()
    {
        List("stages", File.Dockerfile?.Stages ?? [], stage =>
        {
            Json.WriteStartObject();
            Json.WriteNumber("index", stage.Index);
            Text("name", stage.Name);
            Text("base", stage.BaseImage is { } image ? Show(image) : null);
            if (stage.Parent is { } parent)
            {
                Json.WriteNumber("parent", parent.Index);
            }

            Json.WriteEndObject();
        });
    }

    private void WriteSettings()
    {
        List("settings", File.Wsl?.Settings ?? [], setting =>
        {
            Open("Setting", setting.Syntax.Span);
            Text("key", setting.Key?.FullName);
            Json.WriteString("value", setting.Text);
            Flag("effective", setting.IsEffective);
            Close();
        });
    }

    private void WriteFact(Fact fact)
    {
        Open(fact.GetType().Name, fact.Span);
        Json.WriteNumber("scope", Number(fact.Scope));
        switch (fact)
        {
            case CommandUse use:
                Json.WriteString("program", use.Program);
                Words("arguments", use.Arguments);
                Words("prefixes", use.Prefixes);
                Text("subcommand", use.Invocation?.Subcommand);
                Flag("conditional", use.IsConditional);
                break;
            case PackageRequest request:
                WriteRequest(request);
                break;
            case RepositoryUse repository:
                Json.WriteString("kind", repository.Kind.ToString());
                Json.WriteString("manager", repository.Manager.ToString());
                Value("url", repository.Url);
                Text("suite", repository.Suite);
                Text("signedBy", repository.SignedBy);
                Text("cudaDistribution", repository.CudaDistribution);
                Text("localCuda", repository.LocalCudaVersion);
                break;
            case Download download:
                Value("url", download.Url.Value);
                Value("output", download.Output);
                break;
            case ImageUse image:
                Json.WriteString("role", image.Role.ToString());
                Value("image", image.Reference is { } reference ? Show(reference) : null);
                Text("like", image.Like is { } like ? Show(like) : "");
                Origins(image.Word);
                break;
            case ContainerRun run:
                Value("image", run.Reference is { } started ? Show(started) : null);
                Words("arguments", run.Arguments);
                break;
            case VariableSet variable:
                Json.WriteString("name", variable.Name);
                Value("value", variable.Value?.Value);
                Json.WriteString("kind", variable.Kind.ToString());
                Flag("append", variable.IsAppend);
                Flag("conditional", variable.IsConditional);
                break;
            case ImageBuild build:
                WriteBuild(build);
                break;
            case GpuRequest gpu:
                Json.WriteString("form", gpu.Form.ToString());
                Text("driver", gpu.Driver?.Value);
                Text("count", gpu.Count?.Value);
                Words("devices", gpu.DeviceIds);
                Words("capabilities", gpu.Capabilities);
                break;
            case ServiceUse service:
                Json.WriteString("name", service.Service.Name);
                Words("words", service.Words);
                Flag("incomplete", !service.Service.IsComplete);
                break;
            case FileWrite write:
                Value("path", write.Path.Value);
                Value("content", write.Content);
                Flag("append", write.IsAppend);
                break;
        }

        Close();
    }

    private void WriteBuild(ImageBuild build)
    {
        Word("context", build.Context);
        Word("dockerfile", build.Dockerfile);
        Word("target", build.Target);
        List("arguments", build.Arguments, argument =>
        {
            Open("Argument", argument.Span);
            Json.WriteString("name", argument.Name);
            Value("value", argument.Value?.Value);
            Close();
        });
        Flag("incomplete", !build.IsComplete);
    }

    private void Word(string name, Word? word)
    {
        if (word is not null)
        {
            Value(name, word.Value);
        }
    }

    private void WriteRequest(PackageRequest request)
    {
        Json.WriteString("manager", request.Manager.ToString());
        Json.WriteString("name", request.Name);
        Text("constraint", request.Constraint);
        List("extras", request.Extras, Json.WriteStringValue);
        Text("part", request.Part);
        Text("channel", request.Channel);
        Text("file", request.LinkedFile?.Path);
        Flag("isConstraint", request.IsConstraint);
        Flag("conditional", request.IsConditional);
        Origins(request.Word);
        if (request.Sources != PackageSources.Default)
        {
            Json.WriteNumber("sources", Number(request.Sources));
        }
    }

    // The requests of a command or file share theirs, which may be long: written once.
    private void WriteSources() =>
        List("sources", _sources, sources =>
        {
            Json.WriteStartObject();
            Json.WriteNumber("id", Number(sources));
            if (sources.Index is { } index)
            {
                Value("index", index.Value);
            }

            Words("extraIndexes", sources.ExtraIndexes);
            Words("findLinks", sources.FindLinks);
            Words("channels", sources.Channels);
            Text("torchBackend", sources.TorchBackend?.ToString());
            Flag("noIndex", sources.NoIndex);
            Flag("firstIndexWins", sources.FirstIndexWins);
            Flag("overridesChannels", sources.OverridesChannels);
            Flag("allowsPreReleases", sources.AllowsPreReleases);
            Flag("incomplete", !sources.IsComplete);
            Json.WriteEndObject();
        });

    private int Number(PackageSources sources)
    {
        if (!_sourceNumbers.TryGetValue(sources, out var number))
        {
            number = _sources.Count;
            _sourceNumbers.Add(sources, number);
            _sources.Add(sources);
        }

        return number;
    }

    private void WriteEnvironment(PythonEnvironment environment)
    {
        Json.WriteStartObject();
        Text("name", environment.Name);
        Json.WriteString("kind", environment.Kind.ToString());
        Json.WriteNumber("scope", Number(environment.Scope));
        if (environment.Python is { } python)
        {
            Json.WritePropertyName("python");
            Open("Python", python.Span);
            Json.WriteString("constraint", python.Constraint);
            Value("version", python.Version is { } version ? $"{version.Major}.{version.Minor}" : null);
            Json.WriteString("text", python.Text);
            Close();
        }

        List("requests", environment.Requests, request =>
        {
            Open("PackageRequest", request.Span, request.LinkedFile);
            WriteRequest(request);
            Close();
        });
        Flag("complete", environment.IsComplete);
        Json.WriteEndObject();
    }

    private void Words(string name, IReadOnlyList<Word> words) =>
        List(name, words, word =>
        {
            if (word.Value is { } value)
            {
                Json.WriteStringValue(value);
            }
            else
            {
                Json.WriteStartObject();
                Json.WriteString("unknown", word.Raw);
                Json.WriteEndObject();
            }
        });

    private void Origins(Word word) =>
        List("origins", word.Origins, origin =>
        {
            Open("Origin", origin.Span);
            Json.WriteString("variable", origin.Variable);
            Json.WriteString("value", origin.Value);
            Close();
        });

    private void Value(string name, string? value)
    {
        if (value is null)
        {
            Json.WriteNull(name);
        }
        else
        {
            Json.WriteString(name, value);
        }
    }

    // There only when it says something.
    private void Text(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            Json.WriteString(name, value);
        }
    }

    private static string Show(ImageReference image) =>
        image.FullRepository + (image.Tag.Length == 0 ? "" : ":" + image.Tag) + (image.Digest.Length == 0 ? "" : "@" + image.Digest);
}
