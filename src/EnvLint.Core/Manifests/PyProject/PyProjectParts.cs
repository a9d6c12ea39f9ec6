using EnvLint.Syntax.Toml;
using EnvLint.Text;

namespace EnvLint.Manifests.PyProject;

/// <summary>What asks for a requirement of a project.</summary>
public enum PyProjectPartKind
{
    /// <summary>The project itself: always installed.</summary>
    Main,

    /// <summary>An extra of the project.</summary>
    Extra,

    /// <summary>A group of dependencies that is not published: of PEP 735, of uv or of Poetry.</summary>
    Group,

    /// <summary>uv's <c>constraint-dependencies</c>: they limit versions and ask for nothing.</summary>
    Constraint,

    /// <summary>uv's <c>override-dependencies</c>: they take the place of whatever else is asked of a project.</summary>
    Override,
}

/// <summary>A part of a project that has requirements of its own.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name, normalised; empty where it has none.</param>
public readonly record struct PyProjectPart(PyProjectPartKind Kind, string Name)
{
    /// <summary>The project itself.</summary>
    public static PyProjectPart Main { get; } = new(PyProjectPartKind.Main, "");

    /// <summary>The part as it stands behind the project's name: <c>[cu124]</c> for an extra, <c>:dev</c> for a group, nothing for the project itself.</summary>
    public string Suffix => Kind switch
    {
        PyProjectPartKind.Extra => $"[{Name}]",
        PyProjectPartKind.Group => $":{Name}",
        _ => "",
    };
}

/// <summary>A requirement that stands in a list of strings.</summary>
/// <param name="Text">The string.</param>
/// <param name="Part">What asks for it.</param>
public sealed record PyProjectRequirement(TomlString Text, PyProjectPart Part);

/// <summary>A package index, or a source of packages.</summary>
/// <param name="Name">Its name; null where it has none.</param>
/// <param name="Url">Its address; null where it has none, as the entry for PyPI has.</param>
/// <param name="Span">What names it.</param>
public sealed record PyProjectIndex(TomlString? Name, TomlString? Url, TextSpan Span)
{
    /// <summary>Whether it takes the place of PyPI: uv's <c>default = true</c>.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Whether it serves only those projects that name it.</summary>
    public bool IsExplicit { get; init; }
}

/// <summary>An entry of <c>[tool.uv.sources]</c>: where one project is taken from.</summary>
/// <param name="Project">The project, normalised.</param>
/// <param name="Span">The entry.</param>
public sealed record UvSource(string Project, TextSpan Span)
{
    /// <summary>The name of an index; null without one.</summary>
    public TomlString? Index { get; init; }

    /// <summary>The address of a file; null without one.</summary>
    public TomlString? Url { get; init; }

    /// <summary>The condition; null without one.</summary>
    public TomlString? Marker { get; init; }

    /// <summary>The extra for which it counts, normalised; null where it counts for all.</summary>
    public string? Extra { get; init; }

    /// <summary>The group for which it counts, normalised; null where it counts for all.</summary>
    public string? Group { get; init; }

    /// <summary>Whether its condition, extra or group cannot be read.</summary>
    public bool IsUnclear { get; init; }
}

/// <summary>An entry of a table of dependencies of Poetry, or one of several for the same project.</summary>
/// <param name="Name">The project as written.</param>
/// <param name="NameSpan">Its place.</param>
/// <param name="Span">The entry: the text of the version where that is all, else the table.</param>
/// <param name="Part">What asks for it.</param>
public sealed record PoetryDependency(string Name, TextSpan NameSpan, TextSpan Span, PyProjectPart Part)
{
    /// <summary>The versions; null where none are given.</summary>
    public TomlString? Version { get; init; }

    /// <summary>Extras in order, as written.</summary>
    public IReadOnlyList<string> Extras { get; init; } = [];

    /// <summary>Whether only an extra of the project brings it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The name of a source; null without one.</summary>
    public TomlString? Source { get; init; }

    /// <summary>The address or path of a file; null without one.</summary>
    public TomlString? File { get; init; }

    /// <summary>Whether it comes from a repository or a folder.</summary>
    public bool IsElsewhere { get; init; }

    /// <summary>The condition; null without one.</summary>
    public TomlString? Markers { get; init; }

    /// <summary>The Pythons for which it counts; null for all.</summary>
    public TomlString? Python { get; init; }

    /// <summary>The system for which it counts; null for all.</summary>
    public TomlString? Platform { get; init; }

    /// <summary>Whether it has another shape than Poetry reads.</summary>
    public bool IsUnclear { get; init; }
}
