using System.Collections.Immutable;
using EnvLint.Baseline;
using EnvLint.Workspace;

namespace EnvLint.Cli.Checking;

/// <summary>A baseline file that a run uses.</summary>
/// <param name="file">Absolute path.</param>
/// <param name="shownName">Its name for people, relative to the folder that they are in.</param>
/// <param name="document">What it says; null for a file that is not there.</param>
/// <param name="isAskedFor">Whether an option or the configuration names it.</param>
internal sealed class UsedBaseline(string file, string shownName, BaselineDocument? document, bool isAskedFor)
{
    /// <summary>Absolute path.</summary>
    public string File { get; } = file;

    /// <summary>Its name for people.</summary>
    public string ShownName { get; } = shownName;

    /// <summary>What it says; nothing where there is no file.</summary>
    public BaselineDocument Document { get; } = document ?? BaselineDocument.Empty;

    /// <summary>Whether there is such a file.</summary>
    public bool Exists { get; } = document is not null;

    /// <summary>Whether an option or the configuration names it.</summary>
    public bool IsAskedFor { get; } = isAskedFor;

    /// <summary>The folder that its paths start from.</summary>
    public WorkspaceRoot? Home { get; set; }
}

/// <summary>A baseline in the use of one root.</summary>
/// <param name="used">The baseline.</param>
/// <param name="view">How the files of the root see it.</param>
internal sealed class BaselineOfRoot(UsedBaseline used, RootBaseline view)
{
    /// <summary>The baseline.</summary>
    public UsedBaseline Used { get; } = used;

    /// <summary>How the files of the root see it.</summary>
    public RootBaseline View { get; } = view;
}

/// <summary>The baselines of a run: the one that is named for all roots, or each root's own; each is read once.</summary>
/// <param name="options">The command line.</param>
/// <param name="workingDirectory">What a name on it starts from.</param>
internal sealed class BaselineSet(CheckOptions options, string workingDirectory)
{
    private readonly Dictionary<string, UsedBaseline> _used = new(WorkspaceRoot.PathComparer);

    /// <summary>The baselines that roots use.</summary>
    public IReadOnlyCollection<UsedBaseline> All => _used.Values;

    /// <summary>The baseline of a root.</summary>
    /// <param name="root">The root.</param>
    /// <param name="found">Its configuration.</param>
    /// <param name="mustExist">Whether it is wrong if there is no such file; where it is not, that is a baseline without entries.</param>
    /// <returns>Null where none is asked for; where baselines are written, one of the usual name takes its place.</returns>
    /// <exception cref="UsageException">The file is not there, or something is wrong with it.</exception>
    public BaselineOfRoot? For(WorkspaceRoot root, FoundConfiguration? found, bool mustExist)
    {
        if (Locate(root, found) is not { } file)
        {
            return null;
        }

        if (!_used.TryGetValue(file, out var used))
        {
            var isAskedFor = options.BaselineFile is not null || found?.Result.Configuration.Baseline is not null;
            var shown = Path.GetRelativePath(workingDirectory, file).Replace('\\', '/');
            var document = BaselineFiles.Read(file, shown, unsaved: null, out var error);
            if (document is null && (error is not null || mustExist))
            {
                throw new UsageException(error ?? MissingText(found, shown));
            }

            _used.Add(file, used = new UsedBaseline(file, shown, document, isAskedFor));
        }

        return new BaselineOfRoot(used, View(used, root));
    }

    /// <summary>A baseline as the files of a root see it.</summary>
    /// <param name="used">The baseline.</param>
    /// <param name="root">The root.</param>
    /// <exception cref="UsageException">It serves files elsewhere already, with paths that could be the same.</exception>
    public RootBaseline View(UsedBaseline used, WorkspaceRoot root)
    {
        var home = BaselineFiles.HomeOf(used.File, root, workingDirectory);
        if (used.Home is { } known && !WorkspaceRoot.PathComparer.Equals(known.Path, home.Path))
        {
            throw new UsageException(
                $"one baseline cannot serve both {known.Path} and {home.Path}: put {used.ShownName} into a root around both, or check one after the other");
        }

        used.Home = home;
        return BaselineFiles.For(used.Document, home, root);
    }

    private string? Locate(WorkspaceRoot root, FoundConfiguration? found)
    {
        if (options.BaselineFile is { } named)
        {
            return Path.GetFullPath(named, workingDirectory);
        }

        var (home, path) = found is { Result.Configuration.Baseline.Path: { } configured } ? (found.Home, configured) : (root, options.WritesBaseline ? BaselineFiles.DefaultName : "");
        if (BaselineFiles.LeadsOut(home, path))
        {
            throw new UsageException($"{path}: no baseline: the link leads out of the root or nowhere");
        }

        return path.Length == 0 ? null : home.FullPath(path);
    }

    private string MissingText(FoundConfiguration? found, string shown)
    {
        if (options.BaselineFile is null && found?.Result.Configuration.Baseline is { } reference)
        {
            var position = reference.Source.Lines.PositionOf(reference.Span.Start);
            return $"{reference.Source.Path}:{position.Line + 1}:{position.Column + 1}: there is no baseline '{reference.Text}'; 'envlint baseline' writes it";
        }

        return $"--baseline: no such file: {shown}; 'envlint baseline --baseline {shown}' writes it";
    }
}
