using System.Buffers;
using System.Collections.Immutable;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Linking;
using EnvLint.Manifests;
using EnvLint.Text;

namespace EnvLint.Engine;

/// <summary>What the files of a root say of each other: who installs a list, who builds a Dockerfile. Nothing is read before the first question; serves all threads.</summary>
/// <remarks>Each file adds its own part. After a change of one, its part is made again and those that were made with its help; the answers are put together anew only where a part is another one then.</remarks>
public sealed class ProjectIndex : IProjectIndex
{
    // A root with more is no project.
    private const int MaximumFiles = 5_000;

    private static readonly string[] s_builds = ["docker", "podman", "buildah", "nerdctl", "build:"];
    private static readonly string[] s_installs = ["-r", "--requirement", "-c ", "--constraint", "env create", "env update", "--file", "pip sync"];

    // What requirements files end with; a list of another name is told where it stands.
    private const string ListEnding = ".txt";

    private static readonly SearchValues<char> s_nameEnds = SearchValues.Create(" \t\r\n/\\\"'=,:[](){}<>`;&|");

    private readonly ILinkedFiles _files;
    private readonly Func<IReadOnlyList<(string Path, ManifestKind Kind)>> _manifests;
    private readonly Func<string, ManifestKind>? _kindOf;
    private readonly Lock _gate = new();

    // Of their own lock: who tells of a change does not wait for an answer that is being found.
    private readonly Lock _changing = new();
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private List<Entry>? _entries;
    private Dictionary<string, string?>? _contexts;
    private Dictionary<string, List<Entry>>? _byName;
    private int _contextsAt;
    private int _namesAt;
    private int _revision;

    /// <summary>Makes an index of files that do not change.</summary>
    /// <param name="files">The files.</param>
    /// <param name="manifests">The manifests of the root with their kinds, paths as findings name them, in ordinal order; asked once at most.</param>
    public ProjectIndex(ILinkedFiles files, Func<IReadOnlyList<(string Path, ManifestKind Kind)>> manifests)
        : this(files, manifests, kindOf: null)
    {
    }

    /// <summary>Makes an index of files that may change.</summary>
    /// <param name="files">The files.</param>
    /// <param name="manifests">As for files that do not change.</param>
    /// <param name="kindOf">What a file is now, <see cref="ManifestKind.None"/> for one that is gone; asked of files that changed. Null where none does.</param>
    public ProjectIndex(ILinkedFiles files, Func<IReadOnlyList<(string Path, ManifestKind Kind)>> manifests, Func<string, ManifestKind>? kindOf)
    {
        _files = files;
        _manifests = manifests;
        _kindOf = kindOf;
    }

    /// <summary>A file is not what it was, or it came or went.</summary>
    /// <param name="path">Its path, as findings name it.</param>
    public void Change(string path)
    {
        lock (_changing)
        {
            _revision++;
            _changed.Add(path);
        }
    }

    /// <summary>All links between files, in the order of the files.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    public ImmutableArray<ProjectLink> Links(CancellationToken cancellationToken)
    {
        var links = ImmutableArray.CreateBuilder<ProjectLink>();
        foreach (var file in Analyze([.. s_builds, .. s_installs], cancellationToken))
        {
            foreach (var link in file.Facts?.Links ?? [])
            {
                links.Add(new ProjectLink(link.Kind, file.Source, link.Span, link.Path, Build: null, ""));
            }

            foreach (var build in file.Facts?.ImageBuilds ?? [])
            {
                if (BuildPlace.Find(build, file.Source.Path, _files) is { } place)
                {
                    links.Add(new ProjectLink(FileLinkKind.Build, file.Source, BuildFindings.HeadOf(build), place.Dockerfile.Path, build, place.Context));
                }
            }
        }

        return links.DrainToImmutable();
    }

    /// <inheritdoc/>
    public string? ContextOf(string dockerfile) => Contexts().GetValueOrDefault(dockerfile);

    /// <inheritdoc/>
    public bool IsBuilt(string dockerfile) => Contexts().ContainsKey(dockerfile);

    /// <inheritdoc/>
    public bool IsIndexNamedFor(string list)
    {
        var isInstalled = false;
        foreach (var entry in Names().GetValueOrDefault(list[(list.LastIndexOf('/') + 1)..]) ?? [])
        {
            foreach (var (installed, namesIndex, _) in InstallsOf(entry))
            {
                if (string.Equals(installed, list, StringComparison.Ordinal))
                {
                    if (!namesIndex)
                    {
                        return false;
                    }

                    isInstalled = true;
                }
            }
        }

        return isInstalled;
    }

    /// <inheritdoc/>
    public int InstallsOf(string list)
    {
        var count = 0;
        foreach (var entry in Names().GetValueOrDefault(list[(list.LastIndexOf('/') + 1)..]) ?? [])
        {
            // The requests of one command stand together.
            var last = -1;
            foreach (var (installed, _, at) in InstallsOf(entry))
            {
                if (at != last && string.Equals(installed, list, StringComparison.Ordinal))
                {
                    last = at;
                    count++;
                }
            }
        }

        return count;
    }

    private int Revision
    {
        get
        {
            lock (_changing)
            {
                return _revision;
            }
        }
    }

    // The manifests as they are now, and the changes that were told of so far. Under the lock.
    private List<Entry> Entries(out int revision)
    {
        string[] changed;
        lock (_changing)
        {
            revision = _revision;
            changed = [.. _changed];
            _changed.Clear();
        }

        if (_entries is null)
        {
            _entries = [];
            foreach (var (path, kind) in _manifests())
            {
                _entries.Add(new Entry(path, kind));
            }
        }
        else if (_kindOf is not null)
        {
            foreach (var path in changed)
            {
                Take(_entries, path, _kindOf(path));
            }
        }

        return _entries;
    }

    private void Take(List<Entry> entries, string path, ManifestKind kind)
    {
        var at = PlaceOf(entries, path);
        if (at < entries.Count && entries[at].Path == path)
        {
            if (entries[at].Kind == kind)
            {
                entries[at].Forget();
                return;
            }

            Remove(entries, at, at + 1);
        }

        if (kind != ManifestKind.None)
        {
            entries.Insert(at, new Entry(path, kind));
            return;
        }

        // A folder that is gone takes what was in it along.
        var below = path + "/";
        var start = PlaceOf(entries, below);
        var end = start;
        while (end < entries.Count && entries[end].Path.StartsWith(below, StringComparison.Ordinal))
        {
            end++;
        }

        Remove(entries, start, end);
    }

    private void Remove(List<Entry> entries, int start, int end)
    {
        if (end > start)
        {
            entries.RemoveRange(start, end - start);
            _contexts = null;
            _byName = null;
        }
    }

    // Where a path is or would be.
    private static int PlaceOf(List<Entry> entries, string path)
    {
        var low = 0;
        for (var high = entries.Count; low < high;)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(entries[middle].Path, path) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private Dictionary<string, string?> Contexts()
    {
        lock (_gate)
        {
            if (_contexts is not null && _contextsAt == Revision)
            {
                return _contexts;
            }

            var entries = Entries(out var revision);
            var isNew = _contexts is null;
            for (var i = 0; i < entries.Count && i < MaximumFiles; i++)
            {
                // The commands of images build none, and asking them would ask for their own contexts.
                isNew |= entries[i].Kind != ManifestKind.Dockerfile && Renew(entries[i]);
            }

            if (isNew)
            {
                _contexts = new Dictionary<string, string?>(StringComparer.Ordinal);
                for (var i = 0; i < entries.Count && i < MaximumFiles; i++)
                {
                    foreach (var (dockerfile, context) in entries[i].Builds ?? [])
                    {
                        _contexts[dockerfile] = _contexts.TryGetValue(dockerfile, out var known) && known != context ? null : context;
                    }
                }
            }

            _contextsAt = revision;
            return _contexts!;
        }
    }

    // Finds the builds of a file anew where that is needed; whether they are others then. Under the lock.
    private bool Renew(Entry entry)
    {
        if (entry.Builds is not null && (entry.BuildReads is null || (entry.BuildReads.AreStillTrue() && entry.PlaceReads!.AreStillTrue())))
        {
            return false;
        }

        var before = entry.LastBuilds;
        entry.BuildReads = null;
        entry.PlaceReads = null;
        (string Dockerfile, string Context)[] builds = [];
        if (_files.Read(entry.Path) is { } source && ContainsAny(source.Content, s_builds))
        {
            // Where a build leads to does not depend on what the Dockerfile says.
            var (files, places) = _kindOf is null ? (_files, _files) : (entry.BuildReads = new Reads(_files, index: null), (ILinkedFiles)(entry.PlaceReads = new Reads(_files, index: null, isTextRead: false)));
            builds = BuildsOf(source, entry.Kind, files, places);
            entry.BuildReads?.LetGo();
            entry.PlaceReads?.LetGo();
        }

        entry.Builds = entry.LastBuilds = builds;
        return !builds.AsSpan().SequenceEqual(before);
    }

    private static (string Dockerfile, string Context)[] BuildsOf(SourceText source, ManifestKind kind, ILinkedFiles files, ILinkedFiles places)
    {
        var builds = new List<(string, string)>();
        foreach (var build in FileAnalysis.Of(source, kind, new AnalysisOptions { Files = files }, CancellationToken.None).Facts?.ImageBuilds ?? [])
        {
            if (BuildPlace.Find(build, source.Path, places) is { } place)
            {
                builds.Add((place.Dockerfile.Path, place.Context));
            }
        }

        return [.. builds];
    }

    // The files that may install a list, by the name of the list: only those are lowered that name it at all.
    private Dictionary<string, List<Entry>> Names()
    {
        lock (_gate)
        {
            if (_byName is not null && _namesAt == Revision)
            {
                return _byName;
            }

            var entries = Entries(out var revision);
            var isNew = _byName is null;
            for (var i = 0; i < entries.Count && i < MaximumFiles; i++)
            {
                if (entries[i].Names is null)
                {
                    var before = entries[i].LastNames;
                    entries[i].Names = entries[i].LastNames = _files.ReadOnce(entries[i].Path) is { } source ? NamesIn(source.Content) : [];
                    isNew |= !entries[i].LastNames.AsSpan().SequenceEqual(before);
                }
            }

            if (isNew)
            {
                _byName = new Dictionary<string, List<Entry>>(StringComparer.Ordinal);
                for (var i = 0; i < entries.Count && i < MaximumFiles; i++)
                {
                    foreach (var name in entries[i].Names!)
                    {
                        if (!_byName.TryGetValue(name, out var files))
                        {
                            _byName.Add(name, files = []);
                        }

                        files.Add(entries[i]);
                    }
                }
            }

            _namesAt = revision;
            return _byName!;
        }
    }

    // The names of lists in a file that may install some, each once.
    private static string[] NamesIn(string text)
    {
        if (!ContainsAny(text, s_installs))
        {
            return [];
        }

        var known = new HashSet<string>(StringComparer.Ordinal);
        var names = new List<string>();
        for (var at = text.IndexOf(ListEnding, StringComparison.Ordinal); at >= 0; at = text.IndexOf(ListEnding, at + 1, StringComparison.Ordinal))
        {
            var name = text[(text.AsSpan(0, at).LastIndexOfAny(s_nameEnds) + 1)..(at + ListEnding.Length)];
            if (known.Add(name))
            {
                names.Add(name);
            }
        }

        return [.. names];
    }

    // The lists that a file installs. Two threads may find out the same.
    private (string List, bool NamesIndex, int At)[] InstallsOf(Entry entry)
    {
        (string List, bool NamesIndex, int At)[]? known;
        Reads? reads;
        int revision;
        lock (_gate)
        {
            known = entry.Installs;
            reads = entry.InstallReads;
            revision = Revision;
            if (known is not null && entry.InstallsAt == revision)
            {
                return known;
            }
        }

        if (known is null || reads?.AreStillTrue() == false)
        {
            reads = _kindOf is null ? null : new Reads(_files, this);
            known = FindInstalls(entry, reads ?? _files, reads ?? (IProjectIndex)this);
            reads?.LetGo();
        }

        lock (_gate)
        {
            entry.Installs = known;
            entry.InstallReads = reads;
            entry.InstallsAt = revision;
        }

        return known;
    }

    private static (string List, bool NamesIndex, int At)[] FindInstalls(Entry entry, ILinkedFiles files, IProjectIndex index)
    {
        if (files.ReadOnce(entry.Path) is not { } source)
        {
            return [];
        }

        var installs = new List<(string List, bool NamesIndex, int At)>();
        foreach (var environment in FileAnalysis.Of(source, entry.Kind, new AnalysisOptions { Files = files, Index = index }, CancellationToken.None).Facts?.Environments ?? [])
        {
            foreach (var request in environment.Requests)
            {
                // A list that names another is installed by what installs it.
                if (request is { Manager: PackageManager.Pip, LinkedFile: { } linked, Command: { } command })
                {
                    installs.Add((linked.Path, NamesIndex(request.Sources), command.Span.Start));
                }
            }
        }

        return [.. installs];
    }

    // On the command line, by a variable, or by words that are not known.
    private static bool NamesIndex(PackageSources sources)
    {
        if (!sources.IsComplete || sources.TorchBackend is not null || sources.Index is { IsElsewhere: false })
        {
            return true;
        }

        foreach (var word in sources.ExtraIndexes)
        {
            if (!word.IsElsewhere)
            {
                return true;
            }
        }

        foreach (var word in sources.FindLinks)
        {
            if (!word.IsElsewhere)
            {
                return true;
            }
        }

        return false;
    }

    private IEnumerable<FileAnalysis> Analyze(string[] words, CancellationToken cancellationToken)
    {
        var options = new AnalysisOptions { Files = _files, Index = this };
        Entry[] entries;
        lock (_gate)
        {
            entries = [.. Entries(out _)];
        }

        for (var i = 0; i < entries.Length && i < MaximumFiles; i++)
        {
            if (_files.Read(entries[i].Path) is { } source && ContainsAny(source.Content, words))
            {
                yield return FileAnalysis.Of(source, entries[i].Kind, options, cancellationToken);
            }
        }
    }

    private static bool ContainsAny(string text, string[] words)
    {
        foreach (var word in words)
        {
            if (text.Contains(word, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    // What one file adds. What was found before is kept to see whether something else is found.
    private sealed class Entry(string path, ManifestKind kind)
    {
        public string Path { get; } = path;

        public ManifestKind Kind { get; } = kind;

        public (string Dockerfile, string Context)[]? Builds { get; set; }

        public (string Dockerfile, string Context)[]? LastBuilds { get; set; }

        public Reads? BuildReads { get; set; }

        public Reads? PlaceReads { get; set; }

        public string[]? Names { get; set; }

        public string[]? LastNames { get; set; }

        public (string List, bool NamesIndex, int At)[]? Installs { get; set; }

        public Reads? InstallReads { get; set; }

        public int InstallsAt { get; set; } = -1;

        public void Forget()
        {
            Builds = null;
            Names = null;
            Installs = null;
        }
    }
}
