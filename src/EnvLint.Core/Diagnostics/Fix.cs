using System.Collections.Immutable;
using EnvLint.Text;

namespace EnvLint.Diagnostics;

/// <summary>The smallest edit that mends a finding.</summary>
/// <param name="Title">What it does, in the imperative: <c>Write 8GB</c>.</param>
/// <param name="Safety">Whether it may be applied without a person's look.</param>
/// <param name="Edits">Edits of the finding's own file, in order of position, without overlaps.</param>
public sealed record Fix(string Title, FixSafety Safety, ImmutableArray<TextEdit> Edits)
{
    /// <summary>The encoding that the file gets with the fix; null keeps what it has.</summary>
    public TextEncoding? Encoding { get; init; }

    /// <summary>A fix that is applied with <c>--fix</c>.</summary>
    /// <param name="title">What it does, in the imperative.</param>
    /// <param name="edits">The edits.</param>
    public static Fix Safe(string title, params ReadOnlySpan<TextEdit> edits) => new(title, FixSafety.Safe, Sort(edits));

    /// <summary>A fix that is applied with <c>--unsafe-fixes</c> only.</summary>
    /// <param name="title">What it does, in the imperative.</param>
    /// <param name="edits">The edits.</param>
    public static Fix Suggested(string title, params ReadOnlySpan<TextEdit> edits) => new(title, FixSafety.Suggested, Sort(edits));

    private static ImmutableArray<TextEdit> Sort(ReadOnlySpan<TextEdit> edits)
    {
        var array = edits.ToArray();
        if (array.Length > 1)
        {
            Array.Sort(array, static (left, right) => left.Span.CompareTo(right.Span));
        }

        return ImmutableArray.Create(array);
    }
}
