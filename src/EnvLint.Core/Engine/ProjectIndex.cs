using System.Buffers;
using System.Collections.Immutable;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Linking;
using EnvLint.Manifests;

namespace EnvLint.Engine;

/// <summary>What the files of a root say of each other: who installs a list, who builds a Dockerfile. Nothing is read before the first question; serves all threads.</summary>
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
    private readonly Lazy<IReadOnlyList<(string Path, ManifestKind Kind)>> _manifests;
    private readonly Lazy<Dictionary<string, string?>> _contexts;
    private readonly Lazy<Dictionary<string, List<(string Path, ManifestKind Kind)>>> _byName;
    private readonly Dictionary<string, List<(string List, bool NamesIndex)>> _installs = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Makes an index.</summary>
    /// <param name="files">The files.</param>
    /// <param name="manifests">The manifests of the root with their kinds, paths as findings name them, in order; asked once at most.</param>
    public ProjectIndex(ILinkedFiles files, Func<IReadOnlyList<(string Path, ManifestKind Kind)>> manifests)
    {
        _files = files;
        _manifests = new(manifests);
        _contexts = new(FindContexts);
        _byName = new(FindNames);
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
    public string? ContextOf(string dockerfile) => _contexts.Value.GetValueOrDefault(dockerfile);

    /// <inheritdoc/>
    public bool IsBuilt(string dockerfile) => _contexts.Value.ContainsKey(dockerfile);

    /// <inheritdoc/>
    public bool IsIndexNamedFor(string list)
    {
        var isInstalled = false;
        foreach (var (path, kind) in _byName.Value.GetValueOrDefault(list[(list.LastIndexOf('/') + 1)..]) ?? [])
        {
            foreach (var (installed, namesIndex) in InstallsOf(path, kind))
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

    private Dictionary<string, string?> FindContexts()
    {
        var contexts = new Dictionary<string, string?>(StringComparer.Ordinal);

        // The commands of images build none, and asking them would ask for their own contexts.
        foreach (var file in Analyze(s_builds, CancellationToken.None, images: false))
        {
            foreach (var build in file.Facts?.ImageBuilds ?? [])
            {
                if (BuildPlace.Find(build, file.Source.Path, _files) is { } place)
                {
                    var path = place.Dockerfile.Path;
                    contexts[path] = contexts.TryGetValue(path, out var known) && known != place.Context ? null : place.Context;
                }
            }
        }

        return contexts;
    }

    // The files that may install a list, by the name of the list: only those are lowered that name it at all.
    private Dictionary<string, List<(string Path, ManifestKind Kind)>> FindNames()
    {
        var names = new Dictionary<string, List<(string Path, ManifestKind Kind)>>(StringComparer.Ordinal);
        var manifests = _manifests.Value;
        for (var i = 0; i < manifests.Count && i < MaximumFiles; i++)
        {
            if (_files.ReadOnce(manifests[i].Path) is not { } source || !ContainsAny(source.Content, s_installs))
            {
                continue;
            }

            var text = source.Content;
            for (var at = text.IndexOf(ListEnding, StringComparison.Ordinal); at >= 0; at = text.IndexOf(ListEnding, at + 1, StringComparison.Ordinal))
            {
                var name = text[(text.AsSpan(0, at).LastIndexOfAny(s_nameEnds) + 1)..(at + ListEnding.Length)];
                if (!names.TryGetValue(name, out var files))
                {
                    names.Add(name, files = []);
                }

                if (files.Count == 0 || files[^1].Path != manifests[i].Path)
                {
                    files.Add(manifests[i]);
                }
            }
        }

        return names;
    }

    // The lists that a file installs. Two threads may find out the same.
    private List<(string List, bool NamesIndex)> InstallsOf(string path, ManifestKind kind)
    {
        lock (_gate)
        {
            if (_installs.TryGetValue(path, out var known))
            {
                return known;
            }
        }

        var installs = new List<(string List, bool NamesIndex)>();
        if (_files.ReadOnce(path) is { } source)
        {
            foreach (var environment in FileAnalysis.Of(source, kind, new AnalysisOptions { Files = _files, Index = this }, CancellationToken.None).Facts?.Environments ?? [])
            {
                foreach (var request in environment.Requests)
                {
                    // A list that names another is installed by what installs it.
                    if (request is { Manager: PackageManager.Pip, LinkedFile: { } linked, Command: not null })
                    {
                        installs.Add((linked.Path, NamesIndex(request.Sources)));
                    }
                }
            }
        }

        lock (_gate)
        {
            _installs[path] = installs;
        }

        return installs;
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

    private IEnumerable<FileAnalysis> Analyze(string[] words, CancellationToken cancellationToken, bool images = true)
    {
        var options = new AnalysisOptions { Files = _files, Index = images ? this : null };
        var manifests = _manifests.Value;
        for (var i = 0; i < manifests.Count && i < MaximumFiles; i++)
        {
            var (path, kind) = manifests[i];
            if ((images || kind != ManifestKind.Dockerfile) && _files.Read(path) is { } source && ContainsAny(source.Content, words))
            {
                yield return FileAnalysis.Of(source, kind, options, cancellationToken);
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
}
