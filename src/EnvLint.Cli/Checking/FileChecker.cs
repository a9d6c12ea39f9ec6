using EnvLint.Configuration;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Manifests;
using EnvLint.Suppression;
using EnvLint.Text;
using EnvLint.Workspace;
using EnvLint.Workspace.Reading;
using EnvLint.Workspace.Writing;

namespace EnvLint.Cli.Checking;

/// <summary>What came of one file.</summary>
/// <param name="File">The file.</param>
/// <param name="Settings">What holds for its root.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Findings">What there is to say of it, fixes made or not.</param>
internal sealed record FileOutcome(WorkspaceFile File, RootSettings Settings, ManifestKind Kind, FileFindings Findings)
{
    /// <summary>Whether a rule failed on it.</summary>
    public bool HasFailure { get; init; }

    /// <summary>Whether the file could not be read, and what it holds is not known.</summary>
    public bool IsUnread { get; init; }

    /// <summary>The text as it was read, and what the fixes made of it; null where they changed nothing.</summary>
    public (SourceText Before, SourceText After)? Change { get; init; }

    /// <summary>Number of findings that were mended.</summary>
    public int Mended { get; init; }

    /// <summary>The file while it is mended; null where none is, or where it needs no other.</summary>
    public FixedFile? Fixed { get; init; }

    /// <summary>Takes note of rules that fail on it while it is mended.</summary>
    public FailureNote? Failure { get; init; }

    /// <summary>What was found before any fix was made.</summary>
    public required FileFindings Unfixed { get; init; }
}

/// <summary>Whether a rule failed on a file that is checked time and again.</summary>
internal sealed class FailureNote
{
    /// <summary>Whether one did.</summary>
    public bool IsSet { get; set; }
}

/// <summary>Reads, checks and mends one file at a time; serves all threads.</summary>
internal sealed class FileChecker(Analyzer analyzer, CheckOptions options, CancellationToken cancellationToken)
{
    /// <summary>Reads and checks a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="settings">What holds for its root.</param>
    /// <param name="reads">Notes what is asked of other files; null where nobody wants to know. Counts where nothing is mended.</param>
    /// <returns>The outcome; null for a file that turns out to be no manifest.</returns>
    public FileOutcome? Check(WorkspaceFile file, RootSettings settings, Reads? reads = null) =>
        ManifestFiles.Read(file, settings.Configuration) is { } read ? Check(file, settings, read, reads) : null;

    /// <summary>Checks what was read.</summary>
    /// <param name="file">The file.</param>
    /// <param name="settings">What holds for its root.</param>
    /// <param name="read">What came of reading it.</param>
    /// <param name="reads">Notes what is asked of other files; null where nobody wants to know. Counts where nothing is mended.</param>
    /// <returns>The outcome; null for a file that turns out to be no manifest.</returns>
    public FileOutcome? Check(WorkspaceFile file, RootSettings settings, ReadResult read, Reads? reads = null)
    {
        var kind = ManifestFiles.KindOf(file.Path, settings.Configuration, read);
        if (kind == ManifestKind.None)
        {
            return null;
        }

        if (read is not TextRead { Source: var source })
        {
            return Report(file, settings, kind, analyzer.ReportUnreadable(file.ShownPath, kind, ManifestFiles.Describe(read)));
        }

        if ((!options.Fix && !options.Diff) || settings.IsMachine)
        {
            var (findings, failed) = settings.IsMachine
                ? Check(file, settings, kind, source, files: null, index: null)
                : Check(file, settings, kind, source, reads ?? settings.FilesOf(file), reads ?? (IProjectIndex)settings.IndexOf(file));
            return new FileOutcome(file, settings, kind, findings) { HasFailure = failed, Unfixed = findings };
        }

        var failure = new FailureNote();
        var mended = settings.FixerOf(file, path => Open(path, file, settings), options.LowestSafety).Start(source, CheckerOf(file, settings, kind, failure));
        return Finished(new FileOutcome(file, settings, kind, mended.Findings) { Unfixed = mended.Unfixed, Fixed = mended, Failure = failure });
    }

    /// <summary>The outcome with what became of its file since.</summary>
    /// <param name="outcome">The outcome.</param>
    public static FileOutcome Finished(FileOutcome outcome)
    {
        if (outcome.Fixed is not { } file)
        {
            return outcome;
        }

        var mended = 0;
        foreach (var applied in file.Applied)
        {
            mended += applied.Count;
        }

        return outcome with { Findings = file.Findings, Mended = mended, HasFailure = outcome.Failure is { IsSet: true }, Change = file.IsChanged ? (file.Unfixed.Source, file.Findings.Source) : null };
    }

    /// <summary>The outcome of a file that was changed because another leads to it: nothing is said of it.</summary>
    /// <param name="linked">The file.</param>
    /// <param name="settings">What holds for its root.</param>
    /// <param name="beside">A file of the same root.</param>
    public static FileOutcome OfLinked(FixedFile linked, RootSettings settings, WorkspaceFile beside)
    {
        var nothing = linked.Findings with { Diagnostics = [], Suppressed = [] };
        return new FileOutcome(beside with { Path = InRoot(linked.Path, beside), ShownPath = linked.Path, IsNamed = false }, settings, ManifestKind.None, nothing)
        {
            Unfixed = nothing,
            Fixed = linked,
            Change = (linked.Unfixed.Source, linked.Findings.Source),
        };
    }

    private LinkedFixFile? Open(string path, WorkspaceFile beside, RootSettings settings)
    {
        var file = beside with { Path = InRoot(path, beside), ShownPath = path, IsNamed = false };
        return new LinkedFixFile(
            CheckerOf(file, settings, ManifestFiles.KindOf(file, settings.Configuration), failure: null),
            settings.IsExcluded(file.Path) ? "it is excluded" : FileWriter.WhyNot(file.Root, file.Path));
    }

    private static string InRoot(string path, WorkspaceFile beside) => path[(beside.ShownPath.Length - beside.Path.Length)..];

    private Func<SourceText, Reads, FileFindings> CheckerOf(WorkspaceFile file, RootSettings settings, ManifestKind kind, FailureNote? failure) => (text, reads) =>
    {
        var (findings, hasFailure) = kind == ManifestKind.None ? (new FileFindings(text, [], [], SyntaxErrors: 0), false) : Check(file, settings, kind, text, reads, reads);
        if (hasFailure && failure is not null)
        {
            failure.IsSet = true;
        }

        return findings;
    };

    /// <summary>Looks for words in a configuration that name no rule.</summary>
    /// <param name="settings">The configuration with its filter.</param>
    /// <param name="shownPathOf">The path that findings name, of a file of the configuration.</param>
    /// <returns>One outcome for each of its files with findings; their kind is none.</returns>
    public IEnumerable<FileOutcome> CheckConfiguration(RootSettings settings, Func<string, string> shownPathOf)
    {
        if (settings is not { Configuration: { } configuration, ConfigurationHome: { } home })
        {
            yield break;
        }

        foreach (var found in settings.Filter.Apply(configuration))
        {
            var source = new SourceText(shownPathOf(found.Source.Path), found.Source.Content, found.Source.Encoding);
            var findings = CheckText(source);
            var outcome = new FileOutcome(new WorkspaceFile(home, found.Source.Path, source.Path, IsNamed: false), settings, ManifestKind.None, findings) { Unfixed = findings };
            var fixes = options.Fix || options.Diff ? new FixApplier(CheckText, options.LowestSafety).Apply(findings) : null;
            yield return fixes is { IsChanged: true } ? outcome with { Findings = fixes.Remaining, Change = (source, fixes.Source), Mended = CountOf(fixes) } : outcome;
        }

        static int CountOf(FixOutcome fixes)
        {
            var count = 0;
            foreach (var applied in fixes.Applied)
            {
                count += applied.Count;
            }

            return count;
        }

        // Each file by itself: what it extends has an outcome of its own.
        FileFindings CheckText(SourceText text)
        {
            var (alone, errors) = ConfigurationLoader.Parse(text, BuildInfo.Version);
            return settings.Filter.Apply(alone) is [var findings]
                ? findings with { SyntaxErrors = errors.Length }
                : new FileFindings(text, [], [], errors.Length);
        }
    }

    private (FileFindings Findings, bool HasFailure) Check(WorkspaceFile file, RootSettings settings, ManifestKind kind, SourceText text, ILinkedFiles? files, IProjectIndex? index)
    {
        var scope = settings.Configuration?.Classify(file.Path)?.Scope ?? ScopeKind.Unknown;
        var analysis = new AnalysisOptions { Scope = scope, Files = files, Index = index, Images = settings.Configuration?.Images ?? [], Indexes = settings.Configuration?.Indexes ?? [] };
        var result = analyzer.AnalyzeFile(text, kind, analysis, settings.Targets, cancellationToken);
        return (settings.Filter.Apply(text, result.Diagnostics, SuppressionLayout.FindDirectives(result.File), file.Path), result.HasFailure);
    }

    private static FileOutcome Report(WorkspaceFile file, RootSettings settings, ManifestKind kind, FileResult result)
    {
        var findings = settings.Filter.Apply(result.File.Source, result.Diagnostics, [], file.Path);
        return new FileOutcome(file, settings, kind, findings) { HasFailure = result.HasFailure, IsUnread = true, Unfixed = findings };
    }
}
