using System.Collections.Immutable;
using EnvLint.Environment.Facts;
using EnvLint.Manifests.PyProject;
using EnvLint.Syntax.Requirements;
using EnvLint.Syntax.Toml;

namespace EnvLint.Environment.Lowering;

/// <summary>Finds where uv, Poetry or PDM take the projects of a <c>pyproject.toml</c> from.</summary>
/// <remarks>A file that names none of these tools says nothing: whoever installs it may name an index.</remarks>
internal sealed class PyProjectSources
{
    // Of one project nobody has more entries: each request looks at all of them.
    private const int MaximumEntries = 100;

    private readonly PyProjectFile _file;
    private readonly MarkerEnvironment _markers;
    private readonly ImmutableArray<IndexAlias> _aliases;
    private readonly PackageSources _common;
    private readonly Dictionary<string, List<UvSource>> _uv = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PyProjectIndex> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TomlString?> _poetry = new(StringComparer.Ordinal);

    public PyProjectSources(PyProjectFile file, MarkerEnvironment markers, bool isMember, ImmutableArray<IndexAlias> aliases)
    {
        _file = file;
        _markers = markers;
        _aliases = aliases;
        foreach (var source in file.UvSources)
        {
            if (!_uv.TryGetValue(source.Project, out var list))
            {
                _uv.Add(source.Project, list = []);
            }

            list.Add(source);
        }

        foreach (var index in file.Poetry is null ? file.UvIndexes : file.OtherSources)
        {
            if (index.Name is { } name)
            {
                _named.TryAdd(name.Value, index);
            }
        }

        foreach (var dependency in file.PoetryDependencies)
        {
            if (dependency.Source is { } source)
            {
                // Where markers choose between several sources, what asks for the project does not tell which it gets.
                var project = ProjectName.Normalize(dependency.Name);
                _poetry[project] = !_poetry.TryGetValue(project, out var first) || first?.Value == source.Value ? source : null;
            }
        }

        _common = isMember ? Unknown : file.Uv is { } uv ? OfUv(uv) : file.Poetry is not null ? OfPoetry() : OfPdm();
    }

    /// <summary>Where a project is taken from that comes from no index, or from one that is not known.</summary>
    public static PackageSources Unknown { get; } = new() { IsComplete = false };

    /// <summary>Where a project is taken from.</summary>
    /// <param name="project">The project, normalised.</param>
    /// <param name="part">What asks for it.</param>
    /// <param name="requirement">How it is asked for.</param>
    /// <returns>The sources, and the address of the file that uv takes in place of all versions; null for none.</returns>
    public (PackageSources Sources, string? Url) Of(string project, PyProjectPart part, Requirement requirement)
    {
        if (_file.Uv is null)
        {
            return (_poetry.TryGetValue(project, out var source) ? NamedOrUnknown(source) : _common, null);
        }

        if (!_uv.TryGetValue(project, out var entries))
        {
            return (_common, null);
        }

        if (entries.Count > MaximumEntries)
        {
            return (Unknown, null);
        }

        // What is for other machines than those looked at gets the sources of those machines.
        var isElsewhere = requirement.Applies(_markers) == MarkerResult.False;
        UvSource? found = null;
        foreach (var entry in entries)
        {
            if (entry.IsUnclear || (isElsewhere && entry.Marker is not null) || (entry.Extra is not null && part.Kind == PyProjectPartKind.Main))
            {
                // Of the project's own request an extra may change the index.
                return (Unknown, null);
            }

            if ((entry.Extra is not null && part != new PyProjectPart(PyProjectPartKind.Extra, entry.Extra))
                || (entry.Group is not null && part != new PyProjectPart(PyProjectPartKind.Group, entry.Group)))
            {
                continue;
            }

            switch (Holds(entry.Marker))
            {
                case MarkerResult.Unknown:
                    return (Unknown, null);
                case MarkerResult.True:
                    found ??= entry;
                    break;
            }
        }

        return found switch
        {
            null => (_common, null),
            { Index: { } index } => (Named(index), null),
            { Url.Value: { } url } when url.EndsWith(".whl", StringComparison.Ordinal) && !url.Contains(' ', StringComparison.Ordinal) => (PackageSources.Default, url),
            _ => (Unknown, null),
        };
    }

    /// <summary>Where Poetry takes a project from.</summary>
    /// <param name="project">The project, normalised.</param>
    /// <param name="source">The source that its entry names; null for none.</param>
    public PackageSources OfPoetry(string project, TomlString? source) =>
        source is not null ? Named(source) : _file.Uv is null && _poetry.TryGetValue(project, out var other) ? NamedOrUnknown(other) : _common;

    private PackageSources NamedOrUnknown(TomlString? source) => source is null ? Unknown : Named(source);

    private MarkerResult Holds(TomlString? marker) =>
        marker is null ? MarkerResult.True : Requirement.Parse($"x ; {marker.Value}").Applies(_markers);

    // One index, and no other: uv and Poetry ask nothing else for a project that names its source.
    private PackageSources Named(TomlString name) =>
        _named.TryGetValue(name.Value, out var index) && index.Url is { } url
            ? new PackageSources { Index = WordOf(url), FirstIndexWins = true, IsComplete = WordOf(url).Value is not null }
            : string.Equals(name.Value, "PyPI", StringComparison.OrdinalIgnoreCase) && _file.Poetry is not null ? PackageSources.Default : Unknown;

    private PackageSources OfUv(TomlTable uv)
    {
        var indexes = ImmutableArray.CreateBuilder<Word>();
        Word? main = null;
        foreach (var index in _file.UvIndexes)
        {
            if (index.Url is not { } url)
            {
                return Unknown;
            }

            if (index.IsDefault)
            {
                main ??= WordOf(url);
            }
            else if (!index.IsExplicit)
            {
                indexes.Add(WordOf(url));
            }
        }

        main ??= uv.Find("index-url") is TomlString named ? WordOf(named) : null;
        AddAll(indexes, uv.Find("extra-index-url"));
        var pages = ImmutableArray.CreateBuilder<Word>();
        AddAll(pages, uv.Find("find-links"));
        var isComplete = indexes.Count + pages.Count <= PackageSources.MaximumPlaces && uv.Find("torch-backend") is null && !HasPipSettings(uv)
            && main is null or { Value: not null }
            && AreKnown(indexes) && AreKnown(pages);
        return isComplete
            ? new PackageSources
            {
                Index = main,
                ExtraIndexes = indexes.DrainToImmutable(),
                FindLinks = pages.DrainToImmutable(),
                FirstIndexWins = uv.Find("index-strategy") is not TomlString { Value: not "first-index" },
                NoIndex = uv.Find("no-index") is TomlBoolean { Value: true },
                AllowsPreReleases = uv.Find("prerelease") is TomlString { Value: "allow" },
            }
            : Unknown;
    }

    private static bool AreKnown(ImmutableArray<Word>.Builder words)
    {
        foreach (var word in words)
        {
            if (word.Value is null)
            {
                return false;
            }
        }

        return true;
    }

    // [tool.uv.pip] counts for "uv pip" alone, and which of both is used nobody knows.
    private static bool HasPipSettings(TomlTable uv)
    {
        foreach (var entry in uv.Find("pip") is TomlTable pip ? pip.Entries : [])
        {
            if (entry.Name is "torch-backend" or "index-url" or "extra-index-url" or "index" or "find-links" or "no-index" or "index-strategy" or "prerelease")
            {
                return true;
            }
        }

        return false;
    }

    private void AddAll(ImmutableArray<Word>.Builder list, TomlValue? value)
    {
        if (value is TomlString one)
        {
            list.Add(WordOf(one));
        }

        foreach (var item in value is TomlArray array ? array.Items : [])
        {
            if (item is TomlString text)
            {
                list.Add(WordOf(text));
            }
        }
    }

    // Sources beside PyPI are asked for all projects, in an order that depends on Poetry's version.
    private PackageSources OfPoetry()
    {
        foreach (var source in _file.OtherSources)
        {
            if (!source.IsExplicit && !string.Equals(source.Name?.Value, "PyPI", StringComparison.OrdinalIgnoreCase))
            {
                return Unknown;
            }
        }

        return PackageSources.Default;
    }

    private PackageSources OfPdm() => _file.OtherSources.IsEmpty ? PackageSources.Default : Unknown;

    private Word WordOf(TomlString text) =>
        PipSources.AsKnown(
            new Word(text.ContentSpan, _file.Source.ToString(text.ContentSpan), text.Value.Contains('$', StringComparison.Ordinal) ? null : text.Value, isQuoted: false, hasGlob: false, [], syntax: null),
            _aliases);
}
