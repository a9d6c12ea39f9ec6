using System.Collections.Immutable;
using System.Globalization;
using System.Text;
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

    private readonly string _workingDirectory = context.WorkingDirectory();
    private readonly Dictionary<WorkspaceRoot, RootSettings> _settings = [];
    private readonly BaselineSet _baselines = memory?.Baselines ?? new(options, context.WorkingDirectory());
    private IReadOnlyList<WorkspaceFile> _files = [];
    private IReadOnlyList<WorkspaceFile> _folders = [];
    private string _baseFolder = context.WorkingDirectory();
    private bool _hasFailure;

    /// <summary>Does what is asked.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">A path, a configuration or an output file is wrong.</exception>
    /// <exception cref="OperationCanceledException">A person ended the run.</exception>
    public int Run()
    {
        var started = System.Environment.TickCount64;
        if (options.StandardInputName is { } name)
        {
            return CheckStandardInput(name);
        }

        var files = Collect();
        Tell($"{files.Files.Count} files found in {System.Environment.TickCount64 - started} ms");
        if (options.ShowFiles)
        {
            return ShowFiles(files.Files);
        }

        _files = files.Files;
        _baseFolder = files.BaseFolder;
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

        Tell($"{outcomes.Count} files checked after {System.Environment.TickCount64 - started} ms");
        var exitCode = Finish(outcomes);
        Tell($"done after {System.Environment.TickCount64 - started} ms");
        return exitCode;
    }

    private FileCollection Collect()
    {
        var files = NamedFiles.Collect(options, _workingDirectory, SettingsOf);
        if (memory is null)
        {
            Warn(files.Problems);
        }

        return options.ThisMachine ? WithMachine(files) : files;
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
        _baseFolder = root.Path;
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
        var outcomes = NamedFiles.Check(
            context,
            options,
            files,
            file => memory is null ? checker.Check(file, _settings[file.Root]) : memory.Check(checker, file, _settings[file.Root]),
            cancellationToken);
        memory?.EndRound();
        if (options.Fix || options.Diff)
        {
            new FixWriter(context, options).Finish(outcomes, _settings.Values, cancellationToken);
        }

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
            WriteFixes(outcomes);
        }

        // A diff changes nothing: all that was found is still there.
        var shown = options.Diff ? outcomes.ConvertAll(static outcome => outcome with { Findings = outcome.Unfixed, Change = null, Mended = 0 }) : outcomes;
        var report = CreateReport(shown, manifests) with { HasBaseline = _baselines.All.Count > 0, GoneFromBaseline = new GoneEntries(context, options, names).Tell(_baselines, _files, shown, _folders, _settings.GetValueOrDefault) };
        report = options.Outputs.Exists(static output => output.Format.WantsProject) ? AddProject(report, shown) : report;
        _hasFailure |= !new ReportWriter(context, options).Write(report, HasSeveralTargets(), _baseFolder);

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
        outcomes[index] = first with { Findings = WithAge(first.Findings), Unfixed = WithAge(first.Unfixed) };

        FileFindings WithAge(FileFindings findings) => findings with { Diagnostics = [.. told, .. findings.Diagnostics] };
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
        var fixes = new FixWriter(context, options);
        fixes.TellMachine(outcomes);
        if (options.Diff)
        {
            fixes.WriteDiff(outcomes);
            return;
        }

        _hasFailure |= !fixes.Write(outcomes);

        // The files that others lead to are what was written now.
        foreach (var settings in _settings.Values)
        {
            settings.ForgetFiles();
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

    private void TellNoManifest() => Warn("no manifest found");

    private void Warn(string line) => Messages.Note(context, options.Quiet, line);

    private void Tell(FormattableString line)
    {
        if (options.Verbose)
        {
            Messages.Error(context, line.ToString(CultureInfo.InvariantCulture));
        }
    }
}
