using System.Collections.Immutable;
using EnvLint.Text;

namespace EnvLint.Suppression;

/// <summary>A comment that may hold a directive.</summary>
/// <param name="Span">The comment with its marks, in offsets of the file.</param>
/// <param name="Covered">The stretch of the file whose findings an <c>ignore=</c> in it hides.</param>
/// <param name="IsAtTop">Whether only comments and blank lines stand above it: the place of <c>ignore-file=</c>.</param>
public readonly record struct SuppressionComment(TextSpan Span, TextSpan Covered, bool IsAtTop);

/// <summary>What makes a directive hide nothing at all.</summary>
public enum SuppressionFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It names no rule: ENV006.</summary>
    NoCode,

    /// <summary>Its <c>until</c> cannot be read: ENV005.</summary>
    BadDate,

    /// <summary>It is not written as a directive is: ENV004.</summary>
    Malformed,
}

/// <summary>A word in a directive that is to name rules.</summary>
/// <param name="Text">As written.</param>
/// <param name="Span">Where it stands.</param>
public readonly record struct SuppressionCode(string Text, TextSpan Span);

/// <summary><c># envlint: ignore=CODE[,CODE] [until=YYYY-MM-DD] [-- reason]</c>, or <c>ignore-file=</c>.</summary>
public sealed record SuppressionDirective
{
    /// <summary>The comment that holds it.</summary>
    public required SuppressionComment Comment { get; init; }

    /// <summary>From the comment's mark to the end of the directive.</summary>
    public required TextSpan Span { get; init; }

    /// <summary>Whether it speaks for the whole file.</summary>
    public bool IsWholeFile { get; init; }

    /// <summary>The codes, names and prefixes in order.</summary>
    public ImmutableArray<SuppressionCode> Codes { get; init; } = [];

    /// <summary>The last day on which it holds; null where it holds for ever.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Where <c>until=…</c> stands; empty where it does not.</summary>
    public TextSpan UntilSpan { get; init; }

    /// <summary>The reason given; empty for none.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What makes it hide nothing.</summary>
    public SuppressionFault Fault { get; init; }

    /// <summary>What is wrong, as the end of a sentence; empty where nothing is.</summary>
    public string FaultText { get; init; } = "";

    /// <summary>Where it is wrong.</summary>
    public TextSpan FaultSpan { get; init; }
}
