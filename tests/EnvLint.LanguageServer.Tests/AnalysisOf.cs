using System.Collections.Immutable;
using EnvLint.Configuration;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Documents;
using EnvLint.Manifests;
using EnvLint.Rules;
using EnvLint.Suppression;
using EnvLint.Testing;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Tests;

/// <summary>Makes what a session knows of a document, without a session: the files are in memory, as is the root.</summary>
internal static class AnalysisOf
{
    /// <summary>The version that reads the configuration.</summary>
    public const string ToolVersion = "0.1.0";

    /// <summary>The folder that the paths are below; it is on no disk.</summary>
    public const string RootUri = "file:///project/";

    private static readonly Analyzer Engine = new(RuleCatalog.Instance);

    /// <summary>The names of all rules.</summary>
    public static RuleNames Names { get; } = new(RuleCatalog.Instance);

    /// <summary>A document without a target.</summary>
    /// <param name="path">Its path from the root; says what it is, with its text where the name does not.</param>
    /// <param name="text">Its text.</param>
    /// <param name="beside">Other files of the root; an <c>envlint.toml</c> among them is the configuration.</param>
    public static DocumentAnalysis Text(string path, string text, params (string Path, string Text)[] beside) => Text(path, text, [], beside);

    /// <summary>A document on targets.</summary>
    /// <param name="path">Its path from the root.</param>
    /// <param name="text">Its text.</param>
    /// <param name="targets">Targets as <c>--target</c> takes them: <c>platform=wsl2,driver=551.78</c>; empty leaves the configuration's.</param>
    /// <param name="beside">Other files of the root; an <c>envlint.toml</c> among them is the configuration.</param>
    /// <exception cref="ArgumentException">A target is none, or the document is neither a manifest nor a configuration.</exception>
    public static DocumentAnalysis Text(string path, string text, string[] targets, params (string Path, string Text)[] beside)
    {
        var texts = beside.Append((path, text)).ToDictionary(static file => file.Item1, static file => file.Item2, StringComparer.Ordinal);
        var files = new MemoryFiles(texts);
        var source = new SourceText(path, text);
        var configurationFile = ConfigurationLoader.FileNames.FirstOrDefault(name => texts.TryGetValue(name, out var content) && ConfigurationLoader.HasConfiguration(new SourceText(name, content)));
        var configuration = configurationFile is null ? null : ConfigurationLoader.Load(new SourceText(configurationFile, texts[configurationFile]), ToolVersion, files.Read).Configuration;
        var filter = new ResultFilter(Names, RuleSelection.Create(Names, configuration, SelectionOptions.None), configuration, new ResultFilterOptions());
        ImmutableArray<TargetProfile> profiles = [.. targets.Select(target => Parse(target, configuration))];
        var project = new ServerProject
        {
            Root = null,
            Configuration = configuration,
            ConfigurationFile = configurationFile is null ? null : "/project/" + configurationFile,
            Targets = profiles.IsEmpty && configuration?.Target is { } declared ? [declared] : profiles,
            Names = Names,
            Files = files,
            AddressOf = AddressOf,
        };
        return path is "envlint.toml" or ".envlint.toml" ? OfConfiguration(source, project, filter) : OfManifest(source, project, filter, files, texts);
    }

    /// <summary>The address of a file of the root.</summary>
    /// <param name="path">Its path from the root.</param>
    public static DocumentAddress AddressOf(string path) => DocumentAddress.Of(RootUri + path);

    private static TargetProfile Parse(string text, ProjectConfiguration? configuration) =>
        TargetKeys.Parse(text, configuration, out var target) is { } error ? throw new ArgumentException($"'{text}' is no target: {error}.", nameof(text)) : target!;

    private static DocumentAnalysis OfConfiguration(SourceText source, ServerProject project, ResultFilter filter)
    {
        return new DocumentAnalysis
        {
            Address = AddressOf(source.Path),
            Version = 1,
            Text = source,
            Kind = ManifestKind.None,
            Project = project,
            Findings = Check(source, CancellationToken.None),
            Recheck = Check,
        };

        FileFindings Check(SourceText text, CancellationToken cancellationToken)
        {
            var (alone, errors) = ConfigurationLoader.Parse(text, ToolVersion);
            return filter.Apply(alone) is [var findings] ? findings with { SyntaxErrors = errors.Length } : new FileFindings(text, [], [], errors.Length);
        }
    }

    private static DocumentAnalysis OfManifest(SourceText source, ServerProject project, ResultFilter filter, MemoryFiles files, Dictionary<string, string> texts)
    {
        var (kind, scope) = Classify(source.Path, source.Content, project.Configuration);
        if (kind == ManifestKind.None)
        {
            throw new ArgumentException($"'{source.Path}' is no manifest.", nameof(source));
        }

        var options = new AnalysisOptions
        {
            Target = project.Targets.IsEmpty ? null : project.Targets[0],
            Scope = scope,
            Files = files,
            Index = new ProjectIndex(files, () => [.. texts.Keys.Order(StringComparer.Ordinal).Select(path => (path, Classify(path, texts[path], project.Configuration).Kind)).Where(static file => file.Kind != ManifestKind.None)]),
            Images = project.Configuration?.Images ?? [],
            Indexes = project.Configuration?.Indexes ?? [],
        };
        var (findings, file, hasFailure) = Check(source, CancellationToken.None);
        return new DocumentAnalysis
        {
            Address = AddressOf(source.Path),
            Version = 1,
            Text = source,
            Kind = kind,
            Project = project,
            File = file,
            Options = options,
            Findings = findings,
            HasFailure = hasFailure,
            Recheck = (text, cancellationToken) => Check(text, cancellationToken).Findings,
        };

        (FileFindings Findings, FileAnalysis File, bool HasFailure) Check(SourceText text, CancellationToken cancellationToken)
        {
            var result = Engine.AnalyzeFile(text, kind, options, cancellationToken);
            var raw = result.Diagnostics;
            var failed = result.HasFailure;
            for (var i = 1; i < project.Targets.Length; i++)
            {
                var other = Engine.AnalyzeFile(text, kind, options with { Target = project.Targets[i] }, cancellationToken);
                raw = raw.AddRange(other.Diagnostics);
                failed |= other.HasFailure;
            }

            return (filter.Apply(text, raw, SuppressionLayout.FindDirectives(result.File), text.Path), result.File, failed);
        }
    }

    private static (ManifestKind Kind, ScopeKind Scope) Classify(string path, string text, ProjectConfiguration? configuration) =>
        configuration?.Classify(path) is { } declared
            ? (declared.Kind ?? ManifestClassifier.Classify(path, text), declared.Scope)
            : (ManifestClassifier.Classify(path, text), ScopeKind.Unknown);
}
