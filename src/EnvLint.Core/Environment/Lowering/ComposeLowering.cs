using System.Collections.Immutable;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Linking;
using EnvLint.Manifests;
using EnvLint.Manifests.Compose;
using EnvLint.Syntax.Shell;
using EnvLint.Syntax.Yaml;
using EnvLint.Text;

namespace EnvLint.Environment.Lowering;

/// <summary>Turns the services of a compose file into facts: images, builds, requests for a GPU, variables and commands.</summary>
/// <remarks>Services that share a part through an anchor share its facts, so that nothing is said of one place twice.</remarks>
internal sealed class ComposeLowering
{
    private readonly ComposeFile _file;
    private readonly FactCollector _facts;
    private readonly ComposeInterpolation _interpolation;
    private readonly Dictionary<TextSpan, ImageUse> _images = [];
    private readonly Dictionary<TextSpan, ImageBuild> _builds = [];
    private readonly Dictionary<TextSpan, GpuRequest> _gpus = [];
    private readonly Dictionary<TextSpan, VariableSet> _variables = [];
    private readonly HashSet<TextSpan> _commands = [];
    private readonly HashSet<TextSpan> _inline = [];
    private readonly ImmutableArray<EmbeddedFile>.Builder _embedded = ImmutableArray.CreateBuilder<EmbeddedFile>();

    private ComposeLowering(ComposeFile file, FactCollector facts, ILinkedFiles? files)
    {
        _file = file;
        _facts = facts;
        var hasVariables = file.Source.Content.Contains('$', StringComparison.Ordinal);
        var values = hasVariables && RelativePath.Combine(file.Source.Path, ".env") is { } path && files?.Read(path) is { } source ? DotEnvFile.Read(source) : null;
        _interpolation = new ComposeInterpolation(values ?? new Dictionary<string, VariableValue?>(StringComparer.Ordinal));
    }

    /// <summary>Lowers a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="facts">Takes the facts.</param>
    /// <param name="files">The files beside it; null where none can be read.</param>
    /// <returns>The Dockerfiles that are written in it.</returns>
    public static ImmutableArray<EmbeddedFile> Run(ComposeFile file, FactCollector facts, ILinkedFiles? files)
    {
        var lowering = new ComposeLowering(file, facts, files);
        foreach (var service in file.Services)
        {
            facts.CancellationToken.ThrowIfCancellationRequested();
            lowering.Service(service);
        }

        return lowering._embedded.DrainToImmutable();
    }

    private void Service(ComposeService service)
    {
        var scope = new Scope(ScopeKind.Container, [new ScopeEvidence(service.Entry.Key.Span, $"it is the container of service '{service.Name}'")], null);
        var image = service.Build is null ? Image(service.Image, scope) : null;
        var build = Build(service, scope);
        var gpus = Gpus(service, scope);
        var variables = Environment(service, scope, out var table);
        var first = _facts.Commands.Count;
        var words = Commands(service, scope, table);
        var commands = ImmutableArray.CreateBuilder<CommandUse>(_facts.Commands.Count - first);
        for (var i = first; i < _facts.Commands.Count; i++)
        {
            commands.Add(_facts.Commands[i]);
        }

        _facts.Add(new ServiceUse
        {
            Span = service.Entry.Span,
            Scope = scope,
            Order = _facts.NextOrder,
            Service = service,
            Image = image,
            Build = build,
            Words = words,
            Commands = commands.MoveToImmutable(),
            Gpus = gpus,
            Variables = variables,
        });
        _facts.EndSequence(scope, basedOn: null, ShellOrigin.Service);
    }

    private bool IsHere(ComposeFile file) => ReferenceEquals(file, _file);

    private ComposeValue? Value(ComposeText? text) => text is not null && IsHere(text.File) ? _interpolation.Evaluate(_file.Source, text.Scalar) : null;

    private Word? WordOf(ComposeText? text) => Value(text)?.ToWord();

    private ImageUse? Image(ComposeText? text, Scope scope)
    {
        if (WordOf(text) is not { } word)
        {
            return null;
        }

        if (!_images.TryGetValue(word.Span, out var use))
        {
            var reference = word.Value is { } value ? ImageReference.Parse(value) : null;
            use = new ImageUse
            {
                Span = word.Span,
                Scope = scope,
                Order = _facts.NextOrder,
                Word = word,
                Reference = reference,
                Role = ImageRole.Service,
                Like = _facts.LikeOf(reference),
            };
            _images.Add(word.Span, use);
            _facts.Add(use);
        }

        return use;
    }

    private ImageBuild? Build(ComposeService service, Scope scope)
    {
        if (service.Build is not { } build || !IsHere(build.Field.File))
        {
            return null;
        }

        if (build.Inline is not null)
        {
            Inline(build.Inline);
            return null;
        }

        var span = build.Field.Entry.Span;
        if (_builds.TryGetValue(span, out var known))
        {
            return known;
        }

        var isComplete = service.IsComplete && IsOwn(build.Context) && IsOwn(build.Dockerfile) && IsOwn(build.Target);
        var arguments = ImmutableArray.CreateBuilder<BuildArgument>(build.Arguments.Length);
        HashSet<string>? seen = null;
        foreach (var argument in build.Arguments)
        {
            if (!IsOwn(argument.Text) || argument.Name.Contains('$', StringComparison.Ordinal))
            {
                isComplete = false;
            }
            else if ((seen ??= new(StringComparer.Ordinal)).Add(argument.Name))
            {
                arguments.Add(new BuildArgument(argument.Name, WordOf(argument), argument.Span));
            }
        }

        var fact = new ImageBuild
        {
            Span = span,
            Scope = scope,
            Order = _facts.NextOrder,
            Context = WordOf(build.Context),
            Dockerfile = WordOf(build.Dockerfile),
            Target = WordOf(build.Target),
            Arguments = arguments.DrainToImmutable(),
            Command = null,
            IsComplete = isComplete,
        };
        _builds.Add(span, fact);
        _facts.Add(fact);
        return fact;

        bool IsOwn(ComposeText? text) => text is null || IsHere(text.File);
    }

    private void Inline(ComposeText text)
    {
        // A variable that is not known may be anything, a whole instruction too.
        if (Value(text) is { IsKnown: true } value && _inline.Add(value.Span))
        {
            _embedded.Add(new EmbeddedFile("Dockerfile", ManifestKind.Dockerfile, value.Text));
        }
    }

    private Word? WordOf(ComposePair pair)
    {
        if (Value(pair.Text) is not { } value)
        {
            return null;
        }

        return pair.ValueStart == 0 ? value.ToWord()
            : pair.ValueStart <= value.Text.Text.Length ? value.ToWord(pair.ValueStart, value.Text.Text.Length - pair.ValueStart, value.IsKnown ? value.Text.Text[pair.ValueStart..] : null)
            : null;
    }

    private ImmutableArray<GpuRequest> Gpus(ComposeService service, Scope scope)
    {
        if (service.GpuRequests.IsEmpty)
        {
            return [];
        }

        var result = ImmutableArray.CreateBuilder<GpuRequest>(service.GpuRequests.Length);
        foreach (var request in service.GpuRequests)
        {
            if (!IsHere(request.File))
            {
                continue;
            }

            if (!_gpus.TryGetValue(request.Span, out var fact))
            {
                fact = Gpu(request, scope);
                _gpus.Add(request.Span, fact);
                _facts.Add(fact);
            }

            result.Add(fact);
        }

        return result.DrainToImmutable();
    }

    private GpuRequest Gpu(ComposeGpuRequest request, Scope scope)
    {
        var device = request.Form is ComposeGpuForm.Reservation or ComposeGpuForm.Gpus ? request.Node as YamlMapping : null;
        var scalar = request.Node as YamlScalar;
        return new GpuRequest
        {
            Span = request.Span,
            Scope = scope,
            Order = _facts.NextOrder,
            Form = request.Form,
            Driver = request.Form is ComposeGpuForm.Runtime or ComposeGpuForm.Device ? WordOf(scalar) : WordOf(device?.Find("driver")?.Value.Resolved as YamlScalar),
            Count = request.Form == ComposeGpuForm.Gpus && device is null ? WordOf(scalar) : WordOf(device?.Find("count")?.Value.Resolved as YamlScalar),
            DeviceIds = Words(device?.Find("device_ids")),
            Capabilities = Words(device?.Find("capabilities")),
        };
    }

    private Word? WordOf(YamlScalar? scalar) => scalar is null ? null : _interpolation.Evaluate(_file.Source, scalar).ToWord();

    private ImmutableArray<Word> Words(YamlEntry? entry)
    {
        if (entry?.Value.Resolved is not YamlSequence list)
        {
            return [];
        }

        var result = ImmutableArray.CreateBuilder<Word>(list.Items.Length);
        foreach (var item in list.Items)
        {
            if (WordOf(item.Value.Resolved as YamlScalar) is { } word)
            {
                result.Add(word);
            }
        }

        return result.DrainToImmutable();
    }

    private ImmutableArray<VariableSet> Environment(ComposeService service, Scope scope, out VariableTable table)
    {
        table = new VariableTable();
        var result = ImmutableArray.CreateBuilder<VariableSet>(service.Environment.Length);
        foreach (var pair in service.Environment)
        {
            if (table.Contains(pair.Name))
            {
                continue;
            }

            if (pair.Text is not null && !IsHere(pair.Text.File))
            {
                table.Set(pair.Name, null);
                continue;
            }

            if (!_variables.TryGetValue(pair.Span, out var set))
            {
                set = new VariableSet
                {
                    Span = pair.Span,
                    Scope = scope,
                    Order = _facts.NextOrder,
                    Name = pair.Name,
                    NameSpan = pair.NameSpan,
                    Value = WordOf(pair),
                    Kind = VariableSetKind.Env,
                };
                _variables.Add(pair.Span, set);
                _facts.Add(set);
            }

            result.Add(set);
            table.Set(pair.Name, set.Value is { Value: { } text } word ? new VariableValue(text, word.Origins.Add(new ValueOrigin(pair.Name, text, set.Span))) : null);
        }

        return result.DrainToImmutable();
    }

    private ImmutableArray<Word> Commands(ComposeService service, Scope scope, VariableTable table)
    {
        var words = new List<ComposeWord>();
        var isHere = Read(service.Entrypoint, words, table) & Read(service.Command, words, table);
        if (isHere && words.Count > 0 && (_commands.Add(words[0].Word.Span) | _commands.Add(words[^1].Word.Span)))
        {
            // Options alone are arguments of the image's own entry point.
            if (words[0].Word.Value is not { } program || program.Length == 0 || program[0] != '-')
            {
                Exec(words, scope, table);
            }
        }

        Healthcheck(service.Healthcheck, scope, table);
        var result = ImmutableArray.CreateBuilder<Word>(words.Count);
        foreach (var word in words)
        {
            result.Add(word.Word);
        }

        return isHere ? result.MoveToImmutable() : [];
    }

    // False where another file holds it.
    private bool Read(ComposeCommand? command, List<ComposeWord> words, VariableTable table)
    {
        if (command is null)
        {
            return true;
        }

        foreach (var text in command.Words)
        {
            if (Value(text) is not { } value)
            {
                return false;
            }

            // What compose would put in is not what the container's environment has under that name.
            foreach (var name in value.UnknownNames)
            {
                table.Set(name, null);
            }

            if (command.IsList)
            {
                words.Add(new ComposeWord(value.ToWord(), value.Text));
            }
            else
            {
                ComposeWords.Split(value, words);
            }
        }

        return true;
    }

    private void Healthcheck(ComposeCommand? command, Scope scope, VariableTable table)
    {
        if (command is not { Words: [var first, ..] } || !IsHere(first.File) || !_commands.Add(first.Scalar.Span))
        {
            return;
        }

        var words = new List<ComposeWord>();
        if (!command.IsList)
        {
            Shell(Value(first)!.Text, scope, table);
        }
        else if (command.Words.Length > 1 && Read(command, words, table))
        {
            if (words[0].Word.Is("CMD-SHELL"))
            {
                Shell(words[1].Text, scope, table);
            }
            else if (words[0].Word.Is("CMD"))
            {
                words.RemoveAt(0);
                Exec(words, scope, table);
            }
        }
    }

    private void Exec(List<ComposeWord> words, Scope scope, VariableTable table)
    {
        var plain = ImmutableArray.CreateBuilder<Word>(words.Count);
        var span = words[0].Word.Span;
        foreach (var word in words)
        {
            plain.Add(word.Word);
            span = TextSpan.Union(span, word.Word.Span);
        }

        var stripped = CommandPrefixes.Strip(plain);
        var use = new CommandUse
        {
            Span = span,
            Scope = scope,
            Order = _facts.NextOrder,
            Program = stripped.Program,
            ProgramWord = stripped.ProgramWord,
            Arguments = stripped.Arguments,
            Prefixes = stripped.Prefixes,
            Assignments = [],
            Redirections = [],
            Shell = null,
            Syntax = null,
            Layer = 0,
            IsConditional = false,
            Failure = FailureEffect.Unknown,
        };
        _facts.Add(use);
        FactExtractor.Extract(use, _facts, table);

        // ["bash", "-c", "…"]: the string is shell text.
        if (use.Program is not ("sh" or "bash" or "dash" or "ash" or "zsh") || use.Invocation is not { } invocation || !invocation.Has("-c") || invocation.Operands is not [var command, ..])
        {
            return;
        }

        foreach (var word in words)
        {
            if (ReferenceEquals(word.Word, command))
            {
                Shell(word.Text, scope, table);
            }
        }
    }

    private void Shell(EmbeddedText text, Scope scope, VariableTable table)
    {
        var tree = ShellParser.Parse(text.Text, ShellDialect.Bash, _facts.CancellationToken);
        var mark = table.Enter();
        ShellLowering.Run(_facts, new ShellSource(text, tree, ShellOrigin.Service, scope), table, layer: 0, pipefail: false, exitsOnFailure: false);
        table.LeaveSubshell(mark);
    }
}
