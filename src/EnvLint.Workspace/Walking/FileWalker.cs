using System.Buffers;
using System.IO.Enumeration;
using System.Text;
using EnvLint.Collections;
using EnvLint.Workspace.Ignoring;

namespace EnvLint.Workspace.Walking;

/// <summary>Something that could not be read on the way; the walk goes on.</summary>
/// <param name="Path">The folder or file, relative to the root with <c>/</c>; <c>.</c> for the root itself.</param>
/// <param name="Reason">What the system says.</param>
public sealed record WalkProblem(string Path, string Reason);

/// <summary>What a walk takes and leaves.</summary>
public sealed record WalkOptions
{
    /// <summary>Whether <c>.gitignore</c> files and <c>.git/info/exclude</c> count.</summary>
    public bool UseIgnoreFiles { get; init; } = true;

    /// <summary>Whether a file may be of interest, by its path relative to the root with <c>/</c>.</summary>
    public required Func<string, bool> IsCandidate { get; init; }

    /// <summary>Whether a file or folder is left out on purpose, by its path relative to the root with <c>/</c>, and whether it is a folder.</summary>
    public required Func<string, bool, bool> IsExcluded { get; init; }
}

/// <summary>Finds files below a folder of a root, folder by folder, without following links to folders.</summary>
/// <remarks>
/// Only <c>.git</c>, <c>.hg</c> and <c>.svn</c> are left out by name: anything else that should be is in a <c>.gitignore</c> already or can be
/// excluded. A link to a file counts when the file lies inside the root. The order is by path, ordinal, whatever the file system says.
/// </remarks>
public sealed class FileWalker
{
    private static readonly EnumerationOptions FolderOptions = new()
    {
        AttributesToSkip = default,
        IgnoreInaccessible = false,
        RecurseSubdirectories = false,
        ReturnSpecialDirectories = false,
    };

    private readonly WorkspaceRoot _root;
    private readonly WalkOptions _options;
    private readonly List<string> _files = [];
    private readonly List<WalkProblem> _problems = [];

    private FileWalker(WorkspaceRoot root, WalkOptions options)
    {
        _root = root;
        _options = options;
    }

    /// <summary>Walks a folder.</summary>
    /// <param name="root">The root that holds it.</param>
    /// <param name="folder">Path of the folder relative to the root with <c>/</c>; empty for the root.</param>
    /// <param name="options">What to take.</param>
    /// <param name="problems">Takes what could not be read.</param>
    /// <param name="cancellationToken">Ends the walk between two folders.</param>
    /// <returns>Paths relative to the root with <c>/</c>, in ordinal order.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IReadOnlyList<string> Walk(
        WorkspaceRoot root, string folder, WalkOptions options, ICollection<WalkProblem> problems, CancellationToken cancellationToken)
    {
        var walker = new FileWalker(root, options);
        walker.Walk(folder, cancellationToken);
        Sorting.Order(walker._files, string.CompareOrdinal);
        Sorting.Order(walker._problems, static (left, right) => string.CompareOrdinal(left.Path, right.Path));
        foreach (var problem in walker._problems)
        {
            problems.Add(problem);
        }

        return walker._files;
    }

    /// <summary>Whether ignore files leave out a path, or a folder above it. It need not be there.</summary>
    /// <param name="root">The root that holds it.</param>
    /// <param name="path">Path relative to the root with <c>/</c>.</param>
    public static bool IsIgnored(WorkspaceRoot root, string path)
    {
        var walker = new FileWalker(root, new WalkOptions { IsCandidate = static _ => false, IsExcluded = static (_, _) => false });
        var scope = walker.ScopeAbove("");
        for (var start = 0; ;)
        {
            scope = walker.WithIgnoreFile(scope, path[..start], path[..start] + ".gitignore");
            var slash = path.IndexOf('/', start);
            var part = Encoding.UTF8.GetBytes(slash < 0 ? path : path[..slash]);
            if (scope.IsIgnored(part, isDirectory: true) || (slash < 0 && scope.IsIgnored(part, isDirectory: false)))
            {
                return true;
            }

            if (slash < 0)
            {
                return false;
            }

            start = slash + 1;
        }
    }

    private void Walk(string folder, CancellationToken cancellationToken)
    {
        // An explicit stack: a tree may be deeper than a thread's stack.
        var pending = new Stack<(string Prefix, IgnoreScope Scope)>();
        var entries = new List<Entry>();
        var start = folder.Length == 0 ? "" : folder + "/";
        pending.Push((start, ScopeAbove(start)));
        while (pending.TryPop(out var current))
        {
            cancellationToken.ThrowIfCancellationRequested();
            entries.Clear();
            if (!List(current.Prefix, entries))
            {
                continue;
            }

            var scope = current.Scope;
            if (_options.UseIgnoreFiles && entries.Exists(static entry => entry.IsIgnoreFile))
            {
                scope = WithIgnoreFile(scope, current.Prefix, current.Prefix + ".gitignore");
            }

            foreach (var entry in entries)
            {
                if (entry.IsIgnoreFile || IsLeftOut(scope, entry))
                {
                    continue;
                }

                if (entry.IsDirectory)
                {
                    pending.Push((entry.Path + "/", scope));
                }
                else if (!entry.IsLink || _root.Holds(entry.Path))
                {
                    _files.Add(entry.Path);
                }
            }
        }
    }

    // The ignore files of the root and of the folders between it and where the walk begins.
    private IgnoreScope ScopeAbove(string prefix)
    {
        var scope = IgnoreScope.Empty(OperatingSystem.IsWindows() || OperatingSystem.IsMacOS());
        if (!_options.UseIgnoreFiles)
        {
            return scope;
        }

        scope = WithIgnoreFile(scope, "", ".git/info/exclude");
        for (var slash = -1; ;)
        {
            // The last part is the folder itself: its own ignore file is found when it is listed.
            var part = prefix[..(slash + 1)];
            slash = prefix.IndexOf('/', slash + 1);
            if (slash < 0)
            {
                return scope;
            }

            scope = WithIgnoreFile(scope, part, part + ".gitignore");
        }
    }

    private IgnoreScope WithIgnoreFile(IgnoreScope scope, string prefix, string path)
    {
        // As git does: a .gitignore that is a link is none, so that no tree makes the walk read elsewhere.
        var file = new FileInfo(_root.FullPath(path));
        try
        {
            if (!file.Exists || file.LinkTarget is not null || file.Length is 0 or > Reading.FileReader.DefaultLimit)
            {
                return scope;
            }

            return scope.With(File.ReadAllBytes(file.FullName), Encoding.UTF8.GetByteCount(prefix));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _problems.Add(new WalkProblem(path, Reasons.Of(exception)));
            return scope;
        }
    }

    private bool List(string prefix, List<Entry> entries)
    {
        try
        {
            using var enumerator = new FolderEnumerator(_root.FullPath(prefix), prefix, _options);
            while (enumerator.MoveNext())
            {
                entries.Add(enumerator.Current);
            }

            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _problems.Add(new WalkProblem(prefix.Length == 0 ? "." : prefix[..^1], Reasons.Of(exception, prefix)));
            return false;
        }
    }

    private bool IsLeftOut(IgnoreScope scope, Entry entry)
    {
        if (_options.IsExcluded(entry.Path, entry.IsDirectory))
        {
            return true;
        }

        var length = Encoding.UTF8.GetMaxByteCount(entry.Path.Length);
        byte[]? rented = null;
        Span<byte> buffer = length <= 512 ? stackalloc byte[512] : rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            return scope.IsIgnored(buffer[..Encoding.UTF8.GetBytes(entry.Path, buffer)], entry.IsDirectory);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    private readonly record struct Entry(string Path, bool IsDirectory, bool IsLink, bool IsIgnoreFile);

    private sealed class FolderEnumerator(string folder, string prefix, WalkOptions options)
        : FileSystemEnumerator<Entry>(folder, FolderOptions)
    {
        private Entry _entry;

        protected override bool ShouldIncludeEntry(ref FileSystemEntry entry)
        {
            var name = entry.FileName;
            if (entry.IsDirectory)
            {
                if (name is ".git" or ".hg" or ".svn" || IsLink(ref entry))
                {
                    return false;
                }

                _entry = new Entry(string.Concat(prefix, name), IsDirectory: true, IsLink: false, IsIgnoreFile: false);
                return true;
            }

            if (name is ".gitignore")
            {
                _entry = new Entry("", IsDirectory: false, IsLink: false, IsIgnoreFile: true);
                return true;
            }

            var path = string.Concat(prefix, name);
            if (!options.IsCandidate(path))
            {
                return false;
            }

            // Asked of candidates only: it costs a call of the system.
            _entry = new Entry(path, IsDirectory: false, IsLink(ref entry), IsIgnoreFile: false);
            return true;
        }

        protected override Entry TransformEntry(ref FileSystemEntry entry) => _entry;

        // A reparse point of Windows need not be a link: files kept in a cloud are such points too.
        private static bool IsLink(ref FileSystemEntry entry) =>
            entry.Attributes.HasFlag(FileAttributes.ReparsePoint)
            && (!OperatingSystem.IsWindows() || entry.ToFileSystemInfo().LinkTarget is not null);
    }
}
