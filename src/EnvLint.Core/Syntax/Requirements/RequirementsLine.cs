using System.Collections.Immutable;
using EnvLint.Text;

namespace EnvLint.Syntax.Requirements;

/// <summary>The kinds of line.</summary>
public enum RequirementsLineKind
{
    /// <summary>A requirement, an address or a path, with options of its own perhaps.</summary>
    Requirement,

    /// <summary><c>-e</c> with a folder or an address.</summary>
    Editable,

    /// <summary>Options alone: <c>-r other.txt</c>, <c>--index-url …</c>.</summary>
    Options,
}

/// <summary>An option of a line.</summary>
/// <param name="Name">Its long name: <c>--requirement</c> also for <c>-r</c>. As written where it is not known.</param>
/// <param name="NameSpan">The place of its name, in the line's text.</param>
/// <param name="Value">Its value without quotes; null where it takes none or none is there.</param>
/// <param name="ValueSpan">The value's place, without quotes where they surround it.</param>
public sealed record RequirementsOption(string Name, TextSpan NameSpan, string? Value, TextSpan ValueSpan)
{
    /// <summary>Whether pip takes it in a file.</summary>
    public bool IsKnown { get; init; } = true;
}

/// <summary>A line of a requirements file, its continuations joined and its comment taken off.</summary>
public sealed class RequirementsLine
{
    private readonly SpanMap _map;

    internal RequirementsLine(string text, SpanMap map)
    {
        Text = text;
        _map = map;
    }

    /// <summary>What kind of line it is.</summary>
    public RequirementsLineKind Kind { get; internal init; }

    /// <summary>The line without continuations, comment and blanks around. The spans of its parts are offsets into this text.</summary>
    public string Text { get; }

    /// <summary>The place in the file, from the first to the last character.</summary>
    public TextSpan Span => _map.ToOuter(new TextSpan(0, Text.Length));

    /// <summary>The requirement, its spans being offsets into its own text, which begins at <see cref="RequirementStart"/>; null where there is none or it holds variables.</summary>
    public Requirement? Requirement { get; internal init; }

    /// <summary>Where the requirement's text begins in the line's.</summary>
    public int RequirementStart { get; internal init; }

    /// <summary>The options in order.</summary>
    public ImmutableArray<RequirementsOption> Options { get; internal init; } = [];

    /// <summary>Whether a part of it stands in a variable: <c>${NAME}</c>.</summary>
    public bool HasVariables { get; internal init; }

    /// <summary>What could not be read, in order; the spans are offsets into <see cref="Text"/>.</summary>
    public ImmutableArray<RequirementError> Errors { get; internal init; } = [];

    /// <summary>The place in the file of a span of <see cref="Text"/>.</summary>
    /// <param name="inner">The span.</param>
    public TextSpan ToFile(TextSpan inner) => _map.ToOuter(inner);

    /// <summary>The way from the requirement's text to the file.</summary>
    public SpanMap RequirementMap => Requirement is { } requirement ? _map.Compose(SpanMap.Slice(RequirementStart, requirement.Text.Length)) : _map;

    /// <summary>Reads one line that stands by itself, such as an item of the pip part of a conda environment.</summary>
    /// <param name="text">The line, without line ends.</param>
    public static RequirementsLine Parse(string text) => RequirementsLineParser.Parse(text, SpanMap.Slice(0, text.Length));
}
