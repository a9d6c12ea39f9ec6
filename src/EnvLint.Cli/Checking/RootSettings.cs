using System.Collections.Immutable;
using EnvLint.Baseline;
using EnvLint.Configuration;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Manifests;
using EnvLint.Workspace;
using EnvLint.Workspace.Walking;

namespace EnvLint.Cli.Checking;

/// <summary>What holds for all files of a root: configuration, selection, targets.</summary>
internal sealed class RootSettings
{
    private readonly ImmutableArray<Glob> _exclude;
    private readonly bool _isWatched;
    private ILinkedFiles? _files;
    private Dictionary<string, FileStamp> _stamps = [];
    private WorkspaceFile? _beside;
    private ProjectIndex? _index;

    // Made once: the stamps must be older than what the index reads.
    private object? _indexGate;
    private ProjectFixer? _fixer;

    private RootSettings(FoundConfiguration? found, BaselineOfRoot? baseline, ImmutableArray<Glob> exclude, ResultFilter filter, ImmutableArray<TargetProfile> targets, FailOn failOn, IReadOnlyCollection<string> configurationPaths, bool isWatched)
    {
        ConfigurationPaths = configurationPaths;
        _isWatched = isWatched;
        Configuration = found?.Result.Configuration;
        ConfigurationHome = found?.Home;
        Baseline = baseline;
        _exclude = exclude;
        Filter = filter;
        Targets = targets;
        FailOn = failOn;
    }

    /// <summary>Whether they hold for files of the machine, which belong to no root: these are told of and left alone, and lead to no others.</summary>
    public bool IsMachine { get; private init; }

    /// <summary>The same selection and targets for the files of the machine; paths of the configuration and the baseline do not speak of them.</summary>
    /// <param name="options">The command line.</param>
    /// <param name="names">The rules.</param>
    public RootSettings ForMachine(CheckOptions options, RuleNames names) =>
        new(found: null, baseline: null, [], FilterOf(options, names, Configuration is null ? null : Configuration with { PerFileIgnores = [] }, baseline: null), Targets, FailOn, [], isWatched: false) { IsMachine = true };

    /// <summary>The other files of the root, for a file that names them; each is read once in a run.</summary>
    /// <param name="file">A file of the root.</param>
    public ILinkedFiles FilesOf(WorkspaceFile file) => LazyInitializer.EnsureInitialized(ref _files, ILinkedFiles () =>
    {
        var prefix = PrefixOf(file);
        return _isWatched ? new RenewedFiles(file.Root, prefix) : new LinkedFiles(file.Root, prefix);
    });

    /// <summary>What the files of the root say of each other.</summary>
    /// <param name="file">A file of the root.</param>
    public ProjectIndex IndexOf(WorkspaceFile file) => LazyInitializer.EnsureInitialized(ref _index, ref _indexGate, () => _isWatched ? WatchedIndex(file) : new ProjectIndex(FilesOf(file), () => ManifestsOf(file)));

    /// <summary>The files whose texts the configuration was made of, there or not, as absolute paths; kept for a run that goes on only.</summary>
    public IReadOnlyCollection<string> ConfigurationPaths { get; }

    /// <summary>Looks at the files of the root anew, for a run that goes on.</summary>
    /// <param name="touched">Absolute paths of what changed; null where that is not known.</param>
    public void Renew(IReadOnlySet<string>? touched)
    {
        (_files as RenewedFiles)?.Renew();
        if (_index is not { } index || _beside is not { } beside)
        {
            return;
        }

        var prefix = PrefixOf(beside);
        var now = StampsOf(beside);
        foreach (var (path, stamp) in now)
        {
            if (!_stamps.TryGetValue(path, out var before) || before != stamp || touched?.Contains(beside.Root.FullPath(path)) == true)
            {
                index.Change(prefix + path);
            }
        }

        foreach (var path in _stamps.Keys)
        {
            if (!now.ContainsKey(path))
            {
                index.Change(prefix + path);
            }
        }

        // What is no manifest may have come or gone: what was found with its help is found out again.
        index.Change(prefix);
        Volatile.Write(ref _stamps, now);
    }

    /// <summary>Forgets what was read of the files: they are others now, or are called something else.</summary>
    public void ForgetFiles()
    {
        _files = null;
        _index = null;
        _beside = null;
    }

    /// <summary>Whether a file of the root led to a file, in a run that goes on.</summary>
    /// <param name="path">Its path relative to the root.</param>
    public bool WasAsked(string path) => Volatile.Read(ref _files) is RenewedFiles files && files.WasAsked(path);

    /// <summary>What mends the files of the root.</summary>
    /// <param name="file">A file of the root.</param>
    /// <param name="open">Says how a file that a fix leads to is checked, and whether it may be changed.</param>
    /// <param name="lowest">The least safety that is applied.</param>
    public ProjectFixer FixerOf(WorkspaceFile file, Func<string, LinkedFixFile?> open, FixSafety lowest) => LazyInitializer.EnsureInitialized(ref _fixer, () =>
    {
        var prefix = file.ShownPath[..^file.Path.Length];
        var files = new MendedFiles(FilesOf(file));
        var index = new ProjectIndex(
            files, () => ManifestsOf(file), path => ManifestFiles.KindOf(new WorkspaceFile(file.Root, path[prefix.Length..], path, IsNamed: false), Configuration));
        return new ProjectFixer(files, index, lowest, open);
    });

    /// <summary>What mends the files of the root; null where none was to be mended.</summary>
    public ProjectFixer? Fixer => _fixer;

    private static string PrefixOf(WorkspaceFile file) => file.ShownPath[..^file.Path.Length];

    // The stamps come first: what changes from here on is seen in the next round.
    private ProjectIndex WatchedIndex(WorkspaceFile file)
    {
        var prefix = PrefixOf(file);
        Volatile.Write(ref _stamps, StampsOf(file));
        _beside = file;
        return new ProjectIndex(FilesOf(file), () => ManifestsOf(file), KindOf);

        ManifestKind KindOf(string path) => path.Length > prefix.Length && path.StartsWith(prefix, StringComparison.Ordinal) && Volatile.Read(ref _stamps).ContainsKey(path[prefix.Length..])
            ? ManifestFiles.KindOf(new WorkspaceFile(file.Root, path[prefix.Length..], path, IsNamed: false), Configuration)
            : ManifestKind.None;
    }

    private Dictionary<string, FileStamp> StampsOf(WorkspaceFile file)
    {
        var stamps = new Dictionary<string, FileStamp>(StringComparer.Ordinal);
        foreach (var path in FileWalker.Walk(file.Root, "", WalkOptions(useIgnoreFiles: true), [], CancellationToken.None))
        {
            stamps.Add(path, FileStamp.Of(file.Root.FullPath(path)));
        }

        return stamps;
    }

    private List<(string Path, ManifestKind Kind)> ManifestsOf(WorkspaceFile file)
    {
        var prefix = PrefixOf(file);
        var manifests = new List<(string, ManifestKind)>();
        foreach (var path in FileWalker.Walk(file.Root, "", WalkOptions(useIgnoreFiles: true), [], CancellationToken.None))
        {
            var kind = ManifestFiles.KindOf(new WorkspaceFile(file.Root, path, prefix + path, IsNamed: false), Configuration);
            if (kind != ManifestKind.None)
            {
                manifests.Add((prefix + path, kind));
            }
        }

        return manifests;
    }

    /// <summary>The root's configuration, if there is one.</summary>
    public ProjectConfiguration? Configuration { get; }

    /// <summary>The folder that the paths of its files are relative to.</summary>
    public WorkspaceRoot? ConfigurationHome { get; }

    /// <summary>The baseline, and how the root sees it; null for none.</summary>
    public BaselineOfRoot? Baseline { get; }

    /// <summary>Leads from what the rules said to what is shown.</summary>
    public ResultFilter Filter { get; }

    /// <summary>The targets; empty where none is declared.</summary>
    public ImmutableArray<TargetProfile> Targets { get; }

    /// <summary>What fails.</summary>
    public FailOn FailOn { get; }

    /// <summary>Reads the configuration of a root and puts the command line on top.</summary>
    /// <param name="root">The root.</param>
    /// <param name="options">The command line.</param>
    /// <param name="names">The rules.</param>
    /// <param name="workingDirectory">What a configuration file's name starts from.</param>
    /// <param name="baselines">The baselines of the run; null where none counts.</param>
    /// <exception cref="UsageException">The configuration, the baseline or a target is wrong.</exception>
    public static RootSettings Load(WorkspaceRoot root, CheckOptions options, RuleNames names, string workingDirectory, BaselineSet? baselines = null)
    {
        var paths = options.Watch ? new HashSet<string>(WorkspaceRoot.PathComparer) : null;
        var found = ReadConfiguration(root, options, workingDirectory, paths);
        var configuration = found?.Result.Configuration;
        var baseline = baselines?.For(root, found, mustExist: !options.WritesBaseline);
        var filter = FilterOf(options, names, configuration, options.WritesBaseline ? null : baseline?.View);
        return new RootSettings(found, baseline, options.Exclude, filter, ReadTargets(options, configuration), options.FailOn ?? configuration?.FailOn ?? FailOn.Error, paths ?? (IReadOnlyCollection<string>)[], options.Watch);
    }

    /// <summary>Whether a file or folder is left out.</summary>
    /// <param name="path">Path relative to the root.</param>
    public bool IsExcluded(string path)
    {
        foreach (var glob in _exclude)
        {
            if (glob.IsMatchWithFolders(path))
            {
                return true;
            }
        }

        return Configuration is not null && Configuration.IsExcluded(path);
    }

    /// <summary>What the walk below a folder of the root takes: what may be a manifest, by its name.</summary>
    /// <param name="useIgnoreFiles">Whether ignore files of git count.</param>
    public WalkOptions WalkOptions(bool useIgnoreFiles) => ManifestFiles.WalkOptions(Configuration, IsExcluded, useIgnoreFiles);

    private static ResultFilter FilterOf(CheckOptions options, RuleNames names, ProjectConfiguration? configuration, RootBaseline? baseline) => new(
        names,
        RuleSelection.Create(names, configuration, options.Selection),
        configuration,
        new ResultFilterOptions { MinSeverity = options.MinSeverity, MinConfidence = options.MinConfidence, Today = options.Today, Baseline = baseline });

    private static FoundConfiguration? ReadConfiguration(WorkspaceRoot root, CheckOptions options, string workingDirectory, HashSet<string>? paths)
    {
        Func<string, string?>? note = paths is null ? null : path =>
        {
            paths.Add(path);
            return null;
        };

        if (options.NoConfiguration)
        {
            return null;
        }

        FoundConfiguration? found;
        if (options.ConfigurationFile is { } named)
        {
            var file = Path.GetFullPath(named, workingDirectory);
            paths?.Add(file);
            found = File.Exists(file) ? ConfigurationFiles.Read(file, BuildInfo.Version, note) : throw new UsageException($"--config: no such file: {named}");
        }
        else
        {
            found = ConfigurationFiles.Find(root, BuildInfo.Version, note);
        }

        if (found is { Result.Errors: { IsEmpty: false } errors })
        {
            var lines = ImmutableArray.CreateBuilder<string>(errors.Length);
            foreach (var error in errors)
            {
                lines.Add(error.Describe());
            }

            throw new UsageException(lines.MoveToImmutable());
        }

        return found;
    }

    private static ImmutableArray<TargetProfile> ReadTargets(CheckOptions options, ProjectConfiguration? configuration)
    {
        if (options.Targets.IsEmpty)
        {
            return configuration?.Target is { } declared ? [declared] : [];
        }

        var targets = ImmutableArray.CreateBuilder<TargetProfile>(options.Targets.Length);
        foreach (var text in options.Targets)
        {
            if (TargetKeys.Parse(text, configuration, out var target) is { } error)
            {
                throw new UsageException($"--target: {error}");
            }

            if (target is not null)
            {
                targets.Add(target);
            }
        }

        return targets.ToImmutable();
    }
}
