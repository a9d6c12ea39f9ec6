using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using EnvLint.Baseline;
using EnvLint.Cli.Terminal;
using EnvLint.Cli.Watching;
using EnvLint.Collections;
using EnvLint.Configuration;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Knowledge;
using EnvLint.Manifests;
using EnvLint.Reporting;
using EnvLint.Reporting.Display;
using EnvLint.Rules;
using EnvLint.Workspace;
using EnvLint.Workspace.Host;
using EnvLint.Workspace.Reading;
using EnvLint.Workspace.Walking;
using EnvLint.Workspace.Writing;

namespace EnvLint.Cli.Checking;

/// <summary>One run of <c>check</c> or <c>fix</c>: paths in, reports and exit code out.</summary>
/// <param name="context">Streams and surroundings.</param>
/// <param name="options">The command line.</param>
/// <param name="names">The rules.</param>
/// <param name="memory">What the round before found, where the run goes on; a round that finds the same prints nothing.</param>
/// <param name="printing">Called before the first byte of a report, where the run goes on.</param>
internal sealed class CheckRun(CommandContext context, CheckOptions options, RuleNames names, WatchMemory? memory = null, Action? printing = null)
{
    private const int KindWidth = 14;

    // More than these help nobody; the rest is counted.
    private const int MostGone = 20;

    private static readonly Func<long> Clock = static () => System.Environment.TickCount64;

    private readonly string _workingDirectory = context.WorkingDirectory();
    private readonly Dictionary<WorkspaceRoot, RootSettings> _settings = [];
    private readonly BaselineSet _baselines = memory?.Baselines ?? new(options, context.WorkingDirectory());
    private IReadOnlyList<WorkspaceFile> _files = [];
    private IReadOnlyList<WorkspaceFile> _folders = [];
    private bool _hasFailure;

    /// <summary>Does what is asked.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">A path, a configuration or an output file is wrong.</exception>
    /// <exception cref="OperationCanceledException">A person ended the run.</exception>
    public int Run()
    {
        var started = Clock();
        if (options.StandardInputName is { } name)
        {
            return CheckStandardInput(name);
        }

        var files = Collect();
        Tell($"{files.Files.Count} files found in {Clock() - started} ms");
        if (options.ShowFiles)
        {
            return ShowFiles(files.Files);
        }

        _files = files.Files;
        _folders = _baselines.All.Count > 0 ? BaselineScope.FoldersOf(options, _workingDirectory, files) : [];
        memory?.Take(files);
        var outcomes = Check(files);
        if (memory is { HasChanged: true })
        {
            Tell($"{memory.Analyzed} of {outcomes.Count} files analysed in this round");
        }

        if (memory is { HasChanged: false } && !memory.IsFirst)
        {
            return ExitCode.Success;
        }

        printing?.Invoke();
        if (memory is not null)
        {
            Warn(files.Problems);
        }

        Tell($"{outcomes.Count} files checked after {Clock() - started} ms");
        var exitCode = Finish(outcomes);
        Tell($"done after {Clock() - started} ms");
        return exitCode;
    }

    private FileCollection Collect()
    {
        FileCollection files;
        try
        {
            files = FileCollector.Collect(options.Paths, _workingDirectory, OptionsOf, options.ForceExclude, CancellationToken.None);
        }
        catch (PathNotFoundException exception)
        {
            throw new UsageException(exception.Message);
        }

        if (memory is null)
        {
            Warn(files.Problems);
        }

        return options.ThisMachine ? WithMachine(files) : files;

        WalkOptions OptionsOf(WorkspaceRoot root) => SettingsOf(root).WalkOptions(useIgnoreFiles: !options.NoIgnore);
    }

    // The machine's own files belong to no root: what holds for the first one named decides which rules speak, and on which target.
    private FileCollection WithMachine(FileCollection files)
    {
        var machine = MachineFiles.Find(new LocalMachine(context.Variable, LocalMachine.UsualPatience));
        foreach (var gap in machine.Gaps)
        {
            Tell($"{gap}");
        }

        var all = new List<WorkspaceFile>(files.Files);
        WorkspaceRoot? root = null;
        foreach (var path in machine.Files)
        {
            var full = Path.GetFullPath(path);
            if (all.Exists(file => WorkspaceRoot.PathComparer.Equals(file.Root.FullPath(file.Path), full)))
            {
                continue;
            }

            if (root is null)
            {
                root = WorkspaceRoot.At(Path.GetPathRoot(full) ?? full);
                _settings.Add(root, _settings[files.Roots[0]].ForMachine(options, names));
            }

            all.Add(new WorkspaceFile(root, root.RelativePath(full) ?? path, path, IsNamed: false));
        }

        all.Sort(static (left, right) => string.CompareOrdinal(left.ShownPath, right.ShownPath));
        return files with { Files = all };
    }

    // Who asks about a machine wants to know, not to have its settings changed.
    private void TellMachine(List<FileOutcome> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            if (!outcome.Settings.IsMachine)
            {
                continue;
            }

            foreach (var diagnostic in outcome.Findings.Diagnostics)
            {
                if (diagnostic.Fix is { } fix && fix.Safety >= options.LowestSafety)
                {
                    Warn($"{outcome.File.ShownPath} is not mended: it belongs to this machine; name it to have it mended");
                    break;
                }
            }
        }
    }

    private RootSettings SettingsOf(WorkspaceRoot root)
    {
        if (!_settings.TryGetValue(root, out var settings))
        {
            _settings.Add(root, settings = memory?.SettingsOf(root, () => Load(root)) ?? Load(root));
        }

        return settings;

        RootSettings Load(WorkspaceRoot folder)
        {
            var loaded = RootSettings.Load(folder, options, names, _workingDirectory, _baselines);
            Tell($"root: {folder.Path}");
            Tell($"configuration: {loaded.Configuration?.Source.Path ?? "none"}");
            if (loaded.Baseline is { } baseline)
            {
                Tell($"baseline: {baseline.Used.ShownName}");
            }

            foreach (var target in loaded.Targets)
            {
                Tell($"target: {target.Name}");
            }

            return loaded;
        }
    }

    private void Warn(IReadOnlyList<WalkProblem> problems)
    {
        foreach (var problem in problems)
        {
            Warn($"{problem.Path}: {problem.Reason}");
        }
    }

    private int ShowFiles(IReadOnlyList<WorkspaceFile> files)
    {
        var style = TerminalStyle.Of(context, options.Color);
        var text = new StringBuilder();
        foreach (var file in files)
        {
            var kind = ManifestFiles.KindOf(file, _settings[file.Root].Configuration);
            if (kind != ManifestKind.None)
            {
                text.Append(ManifestKindNames.Of(kind).PadRight(KindWidth)).Append(VisibleText.Escape(file.ShownPath, style.UseAscii)).Append('\n');
            }
        }

        context.Output.Write(Encoding.UTF8.GetBytes(text.ToString()));
        if (text.Length == 0)
        {
            TellNoManifest();
        }

        return ExitCode.Success;
    }

    private int CheckStandardInput(string name)
    {
        var full = Path.GetFullPath(name, _workingDirectory);
        var root = WorkspaceRoot.Find(full, isFolder: false, _workingDirectory);
        var path = root.RelativePath(full) ?? Path.GetFileName(full);
        var settings = SettingsOf(root);
        var file = new WorkspaceFile(root, path, path, IsNamed: true);
        if (options.ForceExclude && settings.IsExcluded(path))
        {
            return Finish([]);
        }

        _files = [file];
        var checker = new FileChecker(new Analyzer(RuleCatalog.Instance), options, CancellationToken.None);
        var outcome = checker.Check(file, settings, FileReader.Read(context.Input, path));
        if (!options.ShowFiles)
        {
            return Finish(outcome is null ? [] : [outcome]);
        }

        if (outcome is not null)
        {
            Messages.Output(context, ManifestKindNames.Of(outcome.Kind).PadRight(KindWidth) + path);
        }

        return ExitCode.Success;
    }

    private List<FileOutcome> Check(FileCollection collection)
    {
        var files = collection.Files;
        // One file that is only read needs no good order at its end.
        var cancellationToken = files.Count > 1 || options.Fix ? context.CatchInterrupt() : CancellationToken.None;
        var checker = new FileChecker(new Analyzer(RuleCatalog.Instance), options, cancellationToken);
        var progress = Progress.Start(context, files.Count, options.Quiet, Clock, options.Color);
        FileOutcome?[] results;
        try
        {
            results = OrderedParallel.Run(
                files,
                options.Jobs,
                file => memory is null ? checker.Check(file, _settings[file.Root]) : memory.Check(checker, file, _settings[file.Root]),
                progress.Report,
                cancellationToken);
            memory?.EndRound();
        }
        finally
        {
            progress.Clear();
        }

        var outcomes = new List<FileOutcome>(results.Length);
        foreach (var result in results)
        {
            if (result is not null)
            {
                outcomes.Add(result);
            }
        }

        FinishFixes(outcomes, cancellationToken);
        foreach (var settings in _settings.Values)
        {
            if (settings is { Configuration: { } configuration, ConfigurationHome: { } home } && IsAskedFor(home.FullPath(configuration.Source.Path)))
            {
                outcomes.AddRange(checker.CheckConfiguration(
                    settings, path => Path.GetRelativePath(collection.BaseFolder, home.FullPath(path)).Replace(Path.DirectorySeparatorChar, '/')));
            }
        }

        return outcomes;
    }

    // What several files need is mended after each of them by itself, one root after the other.
    private void FinishFixes(List<FileOutcome> outcomes, CancellationToken cancellationToken)
    {
        foreach (var settings in _settings.Values)
        {
            if (settings.Fixer is not { } fixer)
            {
                continue;
            }

            var files = new List<FixedFile>();
            WorkspaceFile? beside = null;
            foreach (var outcome in outcomes)
            {
                if (ReferenceEquals(outcome.Settings, settings) && outcome.Fixed is { } file)
                {
                    files.Add(file);
                    beside = outcome.File;
                }
            }

            foreach (var linked in fixer.Finish(files, cancellationToken))
            {
                var place = outcomes.FindIndex(outcome => string.CompareOrdinal(outcome.File.ShownPath, linked.Path) > 0);
                outcomes.Insert(place < 0 ? outcomes.Count : place, FileChecker.OfLinked(linked, settings, beside!));
            }

            foreach (var blocked in fixer.Blocked)
            {
                Warn($"{blocked.Diagnostic.Source.Path}: {blocked.Diagnostic.Rule.Code} is not mended: the fix would change {blocked.Path}, and {blocked.Reason}");
            }
        }

        for (var i = 0; i < outcomes.Count; i++)
        {
            outcomes[i] = outcomes[i].Fixed is { IsLinked: false } ? FileChecker.Finished(outcomes[i]) : outcomes[i];
        }
    }

    // The paths named limit what is reported: a configuration is when it, or a folder around it, is named.
    private bool IsAskedFor(string configurationFile)
    {
        foreach (var path in options.Paths)
        {
            if (WorkspaceRoot.At(Path.GetFullPath(path, _workingDirectory)).RelativePath(configurationFile) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private int Finish(List<FileOutcome> outcomes)
    {
        var manifests = 0;
        foreach (var outcome in outcomes)
        {
            manifests += outcome.Kind == ManifestKind.None ? 0 : 1;
        }

        if (manifests == 0)
        {
            TellNoManifest();
        }

        TellAge(outcomes);
        if (options.Fix || options.Diff)
        {
            TellMachine(outcomes);
        }

        if (options.Diff)
        {
            WriteDiff(outcomes);
        }
        else if (options.Fix)
        {
            WriteFixes(outcomes);
        }

        // A diff changes nothing: all that was found is still there.
        var shown = options.Diff ? outcomes.ConvertAll(static outcome => outcome with { Findings = outcome.Unfixed, Change = null, Mended = 0 }) : outcomes;
        var report = CreateReport(shown, manifests) with { HasBaseline = _baselines.All.Count > 0, GoneFromBaseline = TellGone(shown) };
        report = options.Outputs.Exists(static output => output.Format.WantsProject) ? AddProject(report, shown) : report;
        foreach (var output in options.Outputs)
        {
            Write(report, output);
        }

        WriteStatistics(report);

        return _hasFailure ? ExitCode.Failure
            : shown.Exists(Fails) ? ExitCode.Findings
            : ExitCode.Success;
    }

    // Old tables are told once, in front of the first manifest.
    private void TellAge(List<FileOutcome> outcomes)
    {
        var index = outcomes.FindIndex(static outcome => outcome.Kind != ManifestKind.None);
        if (index < 0 || KnowledgeAge.Find(names, outcomes[index].Findings.Source, KnowledgeTables.Newest, options.Today) is not { } old)
        {
            return;
        }

        var first = outcomes[index];
        var told = first.Settings.Filter.Apply(old.Source, [old], [], first.File.Path).Diagnostics;
        outcomes[index] = first with { Findings = first.Findings with { Diagnostics = [.. told, .. first.Findings.Diagnostics] } };
    }

    private static bool Fails(FileOutcome outcome)
    {
        foreach (var diagnostic in outcome.Findings.Diagnostics)
        {
            if (outcome.Settings.FailOn.Includes(diagnostic.Severity))
            {
                return true;
            }
        }

        return false;
    }

    private Report CreateReport(List<FileOutcome> outcomes, int filesChecked)
    {
        var shown = ImmutableArray.CreateBuilder<Diagnostic>();
        var suppressed = ImmutableArray.CreateBuilder<SuppressedDiagnostic>();
        var mended = 0;
        foreach (var outcome in outcomes)
        {
            shown.AddRange(outcome.Findings.Diagnostics);
            suppressed.AddRange(outcome.Findings.Suppressed);
            _hasFailure |= outcome.HasFailure;
            mended += outcome.Mended;
        }

        return Report.Create(new ToolInfo(CommandLine.Name, BuildInfo.Version, KnowledgeTables.Newest), names.Rules, shown.ToImmutable(), suppressed.ToImmutable(), filesChecked) with
        {
            Fixed = mended,
            IsComplete = !_hasFailure,
            Files = options.Outputs.Exists(static output => output.Format.WantsFiles) ? FilesOf(outcomes) : [],
        };
    }

    // Each text is read once more for its environments; only a format that draws them is worth that.
    private Report AddProject(Report report, List<FileOutcome> outcomes)
    {
        var manifests = outcomes.FindAll(static outcome => outcome.Kind != ManifestKind.None);
        var cancellationToken = context.CatchInterrupt();
        var answers = OrderedParallel.Run(
            manifests,
            options.Jobs,
            outcome => StackAnswers.Of(outcome.File, outcome.Settings, outcome.Kind, outcome.Findings.Source, cancellationToken),
            finished: null,
            cancellationToken);
        return report with { Files = FilesOf(outcomes), Stacks = StackAnswers.Shown(answers) };
    }

    private static ImmutableArray<CheckedFile> FilesOf(List<FileOutcome> outcomes)
    {
        var files = ImmutableArray.CreateBuilder<CheckedFile>();
        foreach (var outcome in outcomes)
        {
            if (outcome.Kind != ManifestKind.None)
            {
                files.Add(new CheckedFile(outcome.File.ShownPath, ManifestKindNames.Of(outcome.Kind)));
            }
        }

        return files.DrainToImmutable();
    }

    private void WriteFixes(List<FileOutcome> outcomes)
    {
        var places = new Dictionary<FixedFile, int>();
        for (var i = 0; i < outcomes.Count; i++)
        {
            if (outcomes[i].Fixed is { } file)
            {
                places.Add(file, i);
            }
        }

        var done = new HashSet<int>();
        for (var i = 0; i < outcomes.Count; i++)
        {
            List<int> group = [i];
            foreach (var file in outcomes[i].Fixed?.Together ?? [])
            {
                if (places[file] != i)
                {
                    group.Add(places[file]);
                }
            }

            group.Sort();
            if (done.Add(group[0]))
            {
                WriteTogether(outcomes, group);
            }
        }
    }

    // All files of a group or none of them.
    private void WriteTogether(List<FileOutcome> outcomes, List<int> group)
    {
        var changed = group.FindAll(place => outcomes[place].Change is not null);
        for (var i = 0; i < changed.Count; i++)
        {
            var (file, (before, after)) = (outcomes[changed[i]].File, outcomes[changed[i]].Change!.Value);
            if (FileWriter.Replace(file.Root, file.Path, before, after) is not { IsWritten: false, Reason: var reason })
            {
                continue;
            }

            _hasFailure = true;
            var others = new List<string>();
            foreach (var place in changed)
            {
                if (place != changed[i])
                {
                    others.Add(outcomes[place].File.ShownPath);
                }
            }

            Messages.Error(context, $"{CommandLine.Name}: {file.ShownPath} cannot be written: {reason}{(others.Count == 0 ? "" : $"; what had to change with it is left as it was: {string.Join(", ", others)}")}");
            for (var j = 0; j < i; j++)
            {
                var (written, (was, now)) = (outcomes[changed[j]].File, outcomes[changed[j]].Change!.Value);
                if (FileWriter.Replace(written.Root, written.Path, now, was) is { IsWritten: false, Reason: var why })
                {
                    Messages.Error(context, $"{CommandLine.Name}: {written.ShownPath} is changed and cannot be put back: {why}");
                }
            }

            foreach (var place in group)
            {
                outcomes[place] = outcomes[place] with { Findings = outcomes[place].Unfixed, Change = null, Mended = 0 };
            }

            return;
        }
    }

    private void WriteDiff(List<FileOutcome> outcomes)
    {
        // For a terminal nothing raw; for a pipe the very bytes, or no patch would apply.
        var style = TerminalStyle.Of(context, options.Color);
        Func<string, string> show = context.IsOutputTerminal() ? line => VisibleText.Escape(line, style.UseAscii) : static line => line;
        using var writer = new StreamWriter(context.Output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        foreach (var outcome in outcomes)
        {
            if (outcome.Change is var (before, after))
            {
                UnifiedDiff.Write(before, after, writer, show);
            }
        }
    }

    // Which entries of a baseline have nothing to hide any more; their number.
    private int TellGone(List<FileOutcome> outcomes)
    {
        var count = 0;
        foreach (var used in _baselines.All)
        {
            var matches = new HashSet<string>(StringComparer.Ordinal);
            foreach (var outcome in outcomes)
            {
                if (outcome.Settings.Baseline?.Used == used)
                {
                    matches.UnionWith(outcome.Findings.BaselineMatches);
                }
            }

            var scope = new BaselineScope(used, options, names, _files, outcomes, _folders, _settings.GetValueOrDefault);
            var gone = new List<BaselineEntry>();
            foreach (var entry in used.Document.Entries)
            {
                if (!matches.Contains(entry.Fingerprint) && scope.Covers(entry))
                {
                    gone.Add(entry);
                }
            }

            count += gone.Count;
            TellGone(used, gone);
        }

        return count;
    }

    private void TellGone(UsedBaseline used, List<BaselineEntry> gone)
    {
        if (gone.Count == 0 || options.Quiet)
        {
            return;
        }

        var command = options.BaselineFile is null ? "envlint baseline" : $"envlint baseline --baseline {used.ShownName}";
        Warn(gone.Count == 1
            ? $"a finding of {used.ShownName} is gone; '{command}' takes it out:"
            : string.Create(CultureInfo.InvariantCulture, $"{gone.Count} findings of {used.ShownName} are gone; '{command}' takes them out:"));
        for (var i = 0; i < Math.Min(gone.Count, MostGone); i++)
        {
            Messages.Error(context, $"  {gone[i].Path}: {gone[i].Code} {gone[i].Message}");
        }

        if (gone.Count > MostGone)
        {
            Messages.Error(context, string.Create(CultureInfo.InvariantCulture, $"  and {gone.Count - MostGone} more"));
        }
    }

    // The formats for people show them; where standard output belongs to a program or to nobody, standard error does.
    private void WriteStatistics(Report report)
    {
        if (!options.Statistics)
        {
            return;
        }

        foreach (var output in options.Outputs)
        {
            if (output is { File: null, Format: TextFormat or ConciseFormat })
            {
                return;
            }
        }

        using var writer = new StreamWriter(context.Error, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        RuleStatistics.Write(report, writer);
    }

    private void Write(Report report, OutputRequest output)
    {
        var style = output.File is null ? TerminalStyle.Of(context, options.Color) : default;
        var reportOptions = new ReportOptions
        {
            UseColor = style.UseColor,
            UseAscii = style.UseAscii,
            WriteSummary = !options.Quiet,
            ShowTargets = HasSeveralTargets(),
            IncludeSuppressed = options.SarifIncludeSuppressed,
            WriteStatistics = options.Statistics,
        };
        if (output.File is not { } file)
        {
            output.Format.Write(report, context.Output, reportOptions);
            return;
        }

        try
        {
            using var stream = new FileStream(Path.GetFullPath(file, _workingDirectory), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
            output.Format.Write(report, stream, reportOptions);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--format: {file} cannot be written: {exception.Message}");
        }
    }

    private bool HasSeveralTargets()
    {
        foreach (var settings in _settings.Values)
        {
            if (settings.Targets.Length > 1)
            {
                return true;
            }
        }

        return false;
    }

    private void TellNoManifest()
    {
        if (!options.Quiet)
        {
            Messages.Error(context, $"{CommandLine.Name}: no manifest found");
        }
    }

    private void Warn(string line)
    {
        if (!options.Quiet)
        {
            Messages.Error(context, $"{CommandLine.Name}: {line}");
        }
    }

    private void Tell(FormattableString line)
    {
        if (options.Verbose)
        {
            Messages.Error(context, line.ToString(CultureInfo.InvariantCulture));
        }
    }
}
