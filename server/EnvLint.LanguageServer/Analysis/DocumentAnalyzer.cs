using System.Collections.Immutable;
using System.Text;
using EnvLint.Configuration;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.LanguageServer.Documents;
using EnvLint.Manifests;
using EnvLint.Rules;
using EnvLint.Suppression;
using EnvLint.Text;
using EnvLint.Workspace;
using EnvLint.Workspace.Reading;

namespace EnvLint.LanguageServer.Analysis;

/// <summary>A document to look at: a text, what is told of it, and what holds for its root.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Path">Its path from the root; its name for what is no file.</param>
/// <param name="Language">What the editor calls its language; empty for a file that is not open.</param>
/// <param name="Version">The client's number of the text; null for a file that is not open.</param>
/// <param name="Loaded">What holds for its root.</param>
/// <param name="IsConfiguration">Whether it is a configuration file.</param>
internal sealed record AnalyzedDocument(DocumentAddress Address, string Path, string Language, int? Version, LoadedProject Loaded, bool IsConfiguration);

/// <summary>Makes what is known of a document. Serves all threads.</summary>
internal sealed class DocumentAnalyzer(Analyzer analyzer, string version)
{
    private const string PyProject = "pyproject.toml";
    /// <summary>The code of what is wrong with a configuration, too.</summary>
    public const string SyntaxErrorCode = "ENV001";
    private const string FailureCode = "ENV003";

    /// <summary>Analyses a text.</summary>
    /// <param name="document">The document.</param>
    /// <param name="text">The text.</param>
    /// <param name="files">The files around it; null where it has none.</param>
    /// <param name="index">What they say of each other; null where there are none.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Null for what is neither a manifest nor a configuration file, and for what the configuration leaves out.</returns>
    public DocumentAnalysis? Analyze(AnalyzedDocument document, SourceText text, ILinkedFiles? files, IProjectIndex? index, CancellationToken cancellationToken) =>
        Analyze(document, IsTooLarge(text) ? new TooLarge(FileReader.DefaultLimit) : FirstZero(text) is { } offset ? new BinaryContent(offset) : new TextRead(text), text, files, index, cancellationToken);

    /// <summary>Analyses what came of reading a file.</summary>
    /// <param name="document">The document.</param>
    /// <param name="read">What came of it.</param>
    /// <param name="files">The files around it; null where it has none.</param>
    /// <param name="index">What they say of each other; null where there are none.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>As for a text.</returns>
    public DocumentAnalysis? Analyze(AnalyzedDocument document, ReadResult read, ILinkedFiles? files, IProjectIndex? index, CancellationToken cancellationToken) =>
        Analyze(document, read, read is TextRead { Source: var source } ? source : new SourceText(document.Path, ""), files, index, cancellationToken);

    private DocumentAnalysis? Analyze(AnalyzedDocument document, ReadResult read, SourceText text, ILinkedFiles? files, IProjectIndex? index, CancellationToken cancellationToken)
    {
        var configuration = document.Loaded.Project.Configuration;
        if (document.IsConfiguration)
        {
            return OfConfiguration(document, text);
        }

        if (configuration?.IsExcluded(document.Path) == true)
        {
            return null;
        }

        var kind = ManifestFiles.KindOf(document.Path, configuration, read);
        if (kind == ManifestKind.None && document.Address.IsUntitled && read is TextRead)
        {
            kind = ManifestClassifier.ClassifyLanguage(document.Language, text.Content);
        }

        if (kind == ManifestKind.None)
        {
            return null;
        }

        return read is TextRead ? OfManifest(document, text, kind, files, index, cancellationToken) : OfUnreadable(document, text, kind, read);
    }

    private DocumentAnalysis OfManifest(AnalyzedDocument document, SourceText text, ManifestKind kind, ILinkedFiles? files, IProjectIndex? index, CancellationToken cancellationToken)
    {
        var project = document.Loaded.Project;
        var options = new AnalysisOptions
        {
            Target = project.Targets.IsEmpty ? null : project.Targets[0],
            Scope = project.Configuration?.Classify(document.Path)?.Scope ?? ScopeKind.Unknown,
            Files = files,
            Index = index,
            Images = project.Configuration?.Images ?? [],
            Indexes = project.Configuration?.Indexes ?? [],
        };
        var (findings, result) = Check(text, cancellationToken);
        return new DocumentAnalysis
        {
            Address = document.Address,
            Version = document.Version,
            Text = text,
            Kind = kind,
            Project = project,
            File = result.File,
            Options = options,
            Findings = findings,
            HasFailure = result.HasFailure,
            Recheck = (other, token) => Check(other, token).Findings,
        };

        (FileFindings Findings, FileResult Result) Check(SourceText source, CancellationToken token)
        {
            var found = analyzer.AnalyzeFile(source, kind, options, project.Targets, token);
            var filtered = document.Loaded.Filter.Apply(source, found.Diagnostics, SuppressionLayout.FindDirectives(found.File), document.Path);
            return (IsConfigured(document) ? Joined(filtered, CheckConfiguration(document, source)) : filtered, found);
        }
    }

    private DocumentAnalysis OfUnreadable(AnalyzedDocument document, SourceText text, ManifestKind kind, ReadResult read)
    {
        var result = analyzer.ReportUnreadable(document.Path, kind, ManifestFiles.Describe(read));
        return new DocumentAnalysis
        {
            Address = document.Address,
            Version = document.Version,
            Text = text,
            Kind = kind,
            Project = document.Loaded.Project,
            Findings = document.Loaded.Filter.Apply(text, result.Diagnostics, [], document.Path),
            HasFailure = result.HasFailure,
            Recheck = static (other, _) => new FileFindings(other, [], [], SyntaxErrors: 0),
        };
    }

    private DocumentAnalysis OfConfiguration(AnalyzedDocument document, SourceText text) => new()
    {
        Address = document.Address,
        Version = document.Version,
        Text = text,
        Kind = ManifestKind.None,
        Project = document.Loaded.Project,
        Findings = CheckConfiguration(document, text),
        Recheck = (other, _) => CheckConfiguration(document, other),
    };

    /// <summary>What is said of a text on which the engine itself failed: no rule said anything of it.</summary>
    /// <param name="document">The document.</param>
    /// <param name="text">The text.</param>
    /// <param name="exception">What was thrown.</param>
    public DocumentAnalysis ReportFailure(AnalyzedDocument document, SourceText text, Exception exception)
    {
        var project = document.Loaded.Project;
        ImmutableArray<Diagnostic> found = project.Names.Find(FailureCode) is not { } rule ? [] :
        [
            new Diagnostic
            {
                Rule = rule,
                Severity = Severity.Error,
                Message = $"EnvLint itself failed on this file, and nothing of it was checked: {exception.GetType().Name}: {exception.Message}",
                Source = text,
                Span = default,
            },
        ];
        return new DocumentAnalysis
        {
            Address = document.Address,
            Version = document.Version,
            Text = text,
            Kind = document.IsConfiguration ? ManifestKind.None : ManifestFiles.KindOf(document.Path, project.Configuration, out _),
            Project = project,
            Findings = new FileFindings(text, found, [], SyntaxErrors: 0),
            HasFailure = true,
            Recheck = static (other, _) => new FileFindings(other, [], [], SyntaxErrors: 0),
        };
    }

    // Whether a pyproject.toml is the configuration of its root, too.
    private static bool IsConfigured(AnalyzedDocument document) =>
        document.Address.Name == PyProject && document.Loaded.Project is { Root: { } root, ConfigurationFile: { } file } && root.FullPath(document.Path) == file;

    // What cannot be read of a configuration is an error of its syntax; words that name no rule are what envlint check says of them.
    private FileFindings CheckConfiguration(AnalyzedDocument document, SourceText text)
    {
        var (alone, errors) = ConfigurationLoader.Parse(text, version);
        var found = document.Loaded.Filter.Apply(alone) is [var findings] ? findings : new FileFindings(text, [], [], SyntaxErrors: 0);
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        if (document.Loaded.Project.Names.Find(SyntaxErrorCode) is { } rule)
        {
            foreach (var error in errors)
            {
                diagnostics.Add(Of(error, text, rule));
            }

            // What only shows with the files that it extends.
            foreach (var error in document.Loaded.Found?.Result.Errors ?? [])
            {
                if (error.Source.Content == text.Content && document.Loaded.Found!.Home.FullPath(error.Source.Path) == document.Address.FullPath && !Holds(errors, error))
                {
                    diagnostics.Add(Of(error, text, rule));
                }
            }
        }

        diagnostics.AddRange(found.Diagnostics);
        diagnostics.Sort(static (left, right) => left.Span.CompareTo(right.Span));
        return found with { Diagnostics = diagnostics.DrainToImmutable(), SyntaxErrors = errors.Length };
    }

    private static FileFindings Joined(FileFindings manifest, FileFindings configuration)
    {
        var diagnostics = manifest.Diagnostics.ToBuilder();
        foreach (var diagnostic in configuration.Diagnostics)
        {
            // A table that is no TOML is told once.
            if (!Tells(manifest, diagnostic))
            {
                diagnostics.Add(diagnostic);
            }
        }

        diagnostics.Sort(Report.Compare);
        return manifest with { Diagnostics = diagnostics.DrainToImmutable() };
    }

    private static bool Tells(FileFindings findings, Diagnostic diagnostic)
    {
        foreach (var other in findings.Diagnostics)
        {
            if (ReferenceEquals(other.Rule, diagnostic.Rule) && other.Span == diagnostic.Span)
            {
                return true;
            }
        }

        return false;
    }

    private static Diagnostic Of(ConfigurationError error, SourceText text, RuleDescriptor rule) => new()
    {
        Rule = rule,
        Severity = Severity.Error,
        Message = error.Message,
        Source = text,
        Span = error.Span,
        Fix = error.Nearest is { } nearest ? Fix.Suggested($"Write {nearest}", TextEdit.Replace(error.Span, nearest)) : null,
    };

    private static bool Holds(ImmutableArray<ConfigurationError> errors, ConfigurationError error)
    {
        foreach (var other in errors)
        {
            if (other.Span == error.Span && other.Message == error.Message)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTooLarge(SourceText text) =>
        text.Length > FileReader.DefaultLimit / 3 && Encoding.UTF8.GetByteCount(text.Content) > FileReader.DefaultLimit;

    // In bytes, as a reader of the file tells it.
    private static long? FirstZero(SourceText text)
    {
        var zero = text.Content.IndexOf('\0', StringComparison.Ordinal);
        return zero < 0 ? null : Encoding.UTF8.GetByteCount(text.Content.AsSpan(0, zero));
    }
}
