using System.Collections.Immutable;
using EnvLint.Text;
using EnvLint.Versions;

namespace EnvLint.Syntax.Requirements;

/// <summary>The forms in which pip takes a requirement.</summary>
public enum RequirementForm
{
    /// <summary>A project's name, with versions or without: <c>torch&gt;=2.1</c>.</summary>
    Name,

    /// <summary>A name and an address: <c>torch @ https://…/torch-2.3.1-…whl</c>.</summary>
    DirectReference,

    /// <summary>An address alone, also of a repository: <c>git+https://…</c>.</summary>
    Link,

    /// <summary>A file or folder: <c>./wheels/torch-2.3.1-…whl</c>, <c>.</c>, <c>.[dev]</c>.</summary>
    Path,
}

/// <summary>An extra between the brackets of a requirement.</summary>
/// <param name="Name">Its name, normalised.</param>
/// <param name="Span">Its place.</param>
public sealed record RequirementExtra(string Name, TextSpan Span);

/// <summary>A requirement of PEP 508, or an address or path in its place. All spans are offsets into <see cref="Text"/>.</summary>
public sealed class Requirement
{
    internal Requirement(string text) => Text = text;

    /// <summary>The text that was parsed.</summary>
    public string Text { get; }

    /// <summary>The form.</summary>
    public RequirementForm Form { get; internal init; }

    /// <summary>The project's name, normalised by PEP 503; for an address or path that of the wheel or of <c>#egg=</c>; empty where it is not known.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>Where the name stands as such; empty for an address or path.</summary>
    public TextSpan NameSpan { get; internal init; }

    /// <summary>The extras in order.</summary>
    public ImmutableArray<RequirementExtra> Extras { get; internal init; } = [];

    /// <summary>The brackets and what is between them; empty where there are none.</summary>
    public TextSpan ExtrasSpan { get; internal init; }

    /// <summary>The versions that are wanted.</summary>
    public Pep440SpecifierSet Specifiers { get; internal init; } = Pep440SpecifierSet.Any;

    /// <summary>The comparisons without blanks and parentheses around; empty, at the place where they would stand, where there are none.</summary>
    public TextSpan SpecifiersSpan { get; internal init; }

    /// <summary>The address or path; empty for a name.</summary>
    public string Url { get; internal init; } = "";

    /// <summary>Where the address or path stands.</summary>
    public TextSpan UrlSpan { get; internal init; }

    /// <summary>What the file name of a wheel at the address or path says; null where it is none.</summary>
    public WheelName? Wheel { get; internal init; }

    /// <summary>The condition behind <c>;</c>; null where there is none or it could not be read.</summary>
    public Marker? Marker { get; internal init; }

    /// <summary>The condition's place; empty where there is none.</summary>
    public TextSpan MarkerSpan { get; internal init; }

    /// <summary>What could not be read, in order of position.</summary>
    public ImmutableArray<RequirementError> Errors { get; internal init; } = [];

    /// <summary>Whether all of it could be read.</summary>
    public bool IsValid => Errors.IsEmpty;

    /// <summary>The one version that fits, by <c>==</c> or by the wheel's name; null where several may.</summary>
    public Pep440Version? Version => Specifiers.PinnedVersion ?? Wheel?.Version;

    /// <summary>Reads a requirement. Never throws; takes time linear in the text's length.</summary>
    /// <param name="text">The text, without options behind it.</param>
    public static Requirement Parse(string text) => RequirementParser.Parse(text);

    /// <summary>Whether the condition holds; true where there is none.</summary>
    /// <param name="environment">The environment.</param>
    public MarkerResult Applies(MarkerEnvironment environment) => Marker?.Evaluate(environment) ?? (MarkerSpan.IsEmpty ? MarkerResult.True : MarkerResult.Unknown);
}
