using System.Globalization;
using EnvLint.Baseline;
using EnvLint.Cli.Terminal;
using EnvLint.Configuration;
using EnvLint.Engine;
using EnvLint.Rules;
using EnvLint.Suppression;
using EnvLint.Workspace;

namespace EnvLint.Cli.Checking;

/// <summary>One run of <c>baseline</c>: paths in, files of known findings out.</summary>
internal sealed class BaselineRun(CommandContext context, CheckOptions options, RuleNames names)
{
    private readonly string _workingDirectory = context.WorkingDirectory();
    private readonly Dictionary<WorkspaceRoot, RootSettings> _settings = [];
    private readonly BaselineSet _baselines = new(options, context.WorkingDirectory());

    /// <summary>Does what is asked.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">A path, a configuration or a baseline is wrong, or one cannot be written.</exception>
    /// <exception cref="OperationCanceledException">A person ended the run.</exception>
    public int Run()
    {
        var files = NamedFiles.Collect(options, _workingDirectory, SettingsOf);
        foreach (var problem in files.Problems)
        {
            Tell($"{problem.Path}: {problem.Reason}");
        }

        var outcomes = Check(files.Files);
        if (outcomes.Count == 0)
        {
            Tell("no manifest found");
        }

        var folders = BaselineScope.FoldersOf(options, _workingDirectory, files);
        foreach (var used in _baselines.All)
        {
            Write(used, outcomes, new BaselineScope(used, options, names, files.Files, outcomes, folders, _settings.GetValueOrDefault));
        }

        var failed = outcomes.Find(static outcome => outcome.HasFailure);
        if (failed is not null)
        {
            Messages.Error(context, $"{CommandLine.Name}: a rule failed on {failed.File.ShownPath}: 'envlint check' tells more");
        }

        return failed is null ? ExitCode.Success : ExitCode.Failure;
    }

    private RootSettings SettingsOf(WorkspaceRoot root)
    {
        if (!_settings.TryGetValue(root, out var settings))
        {
            _settings.Add(root, settings = RootSettings.Load(root, options, names, _workingDirectory, _baselines));
        }

        return settings;
    }

    private List<FileOutcome> Check(IReadOnlyList<WorkspaceFile> files)
    {
        var cancellationToken = context.CatchInterrupt();
        var checker = new FileChecker(new Analyzer(RuleCatalog.Instance), options, cancellationToken);
        return NamedFiles.Check(context, options, files, file => checker.Check(file, _settings[file.Root]), cancellationToken);
    }

    private void Write(UsedBaseline used, List<FileOutcome> outcomes, BaselineScope scope)
    {
        var entries = new List<BaselineEntry>();
        foreach (var outcome in outcomes)
        {
            if (outcome.Settings.Baseline is { } baseline && baseline.Used == used)
            {
                entries.AddRange(RootBaseline.Record(outcome.Findings, baseline.View.PathOf(outcome.File.Path)));
            }
        }

        // That a rule failed is no finding to live with.
        entries.RemoveAll(static entry => entry.Code == SuppressionCodes.InternalError);
        foreach (var entry in used.Document.Entries)
        {
            if (!scope.Covers(entry))
            {
                entries.Add(entry);
            }
        }

        var document = new BaselineDocument(entries);
        var added = Missing(document, used.Document);
        var removed = Missing(used.Document, document);
        if (!used.Exists && !used.IsAskedFor && document.Entries.IsEmpty)
        {
            Say($"{used.ShownName} is not written: there is nothing to record");
            return;
        }

        if (BaselineFiles.Write(used.File, document) is { IsWritten: false, Reason: var reason })
        {
            throw new UsageException($"{used.ShownName} cannot be written: {reason}");
        }

        var count = document.Entries.Length;
        var total = string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "finding" : "findings")}");
        if (!used.Exists)
        {
            Say($"wrote {used.ShownName}: {total}");
            Advise(used);
            return;
        }

        Say(added.Count == 0 && removed.Count == 0
            ? $"wrote {used.ShownName}: {total}, as before"
            : string.Create(CultureInfo.InvariantCulture, $"wrote {used.ShownName}: {total}, {added.Count} added, {removed.Count} removed"));
        List(added, '+');
        List(removed, '-');
    }

    private void Advise(UsedBaseline used)
    {
        if (!used.IsAskedFor)
        {
            Tell($"'baseline = \"{BaselineFiles.DefaultName}\"' in {ConfigurationLoader.FileNames[0]}, or '--baseline {used.ShownName}', makes 'envlint check' hide them");
        }
    }

    private static List<BaselineEntry> Missing(BaselineDocument document, BaselineDocument from)
    {
        var missing = new List<BaselineEntry>();
        foreach (var entry in document.Entries)
        {
            if (!from.Holds(entry.Fingerprint))
            {
                missing.Add(entry);
            }
        }

        return missing;
    }

    private void List(List<BaselineEntry> entries, char sign)
    {
        foreach (var entry in entries)
        {
            Say($"{sign} {entry.Path}: {entry.Code} {entry.Message}");
        }
    }

    private void Say(string line)
    {
        if (!options.Quiet)
        {
            Messages.Output(context, line);
        }
    }

    private void Tell(string line) => Messages.Note(context, options.Quiet, line);
}
