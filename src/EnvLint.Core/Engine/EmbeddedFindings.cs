using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Text;

namespace EnvLint.Engine;

/// <summary>Carries findings from a file that stands inside another to the places that they have there.</summary>
internal static class EmbeddedFindings
{
    /// <summary>The finding as one of the outer file.</summary>
    /// <param name="diagnostic">A finding in the embedded file.</param>
    /// <param name="embedded">The embedded file.</param>
    /// <param name="inner">Its text as the rules saw it.</param>
    /// <param name="outer">The file around it.</param>
    /// <returns>Null where the finding is about the file's encoding, which an embedded text has not.</returns>
    public static Diagnostic? ToOuter(Diagnostic diagnostic, EmbeddedFile embedded, SourceText inner, SourceText outer)
    {
        if (diagnostic.Fix is { Encoding: not null })
        {
            return null;
        }

        var related = diagnostic.Related;
        if (!related.IsEmpty)
        {
            var carried = ImmutableArray.CreateBuilder<RelatedLocation>(related.Length);
            foreach (var location in related)
            {
                carried.Add(ReferenceEquals(location.Source, inner) ? location with { Source = outer, Span = embedded.Text.ToFile(location.Span) } : location);
            }

            related = carried.MoveToImmutable();
        }

        return diagnostic with
        {
            Source = outer,
            Span = embedded.Text.ToFile(diagnostic.Span),
            Related = related,
            Fix = diagnostic.Fix is { } fix ? ToOuter(fix, embedded, outer) : null,
        };
    }

    // An edit is carried only where it replaces one unbroken stretch and brings no line of its own: an indented or quoted block has
    // something in front of each line that the edit knows nothing of.
    private static Fix? ToOuter(Fix fix, EmbeddedFile embedded, SourceText outer)
    {
        var edits = ImmutableArray.CreateBuilder<TextEdit>(fix.Edits.Length);
        foreach (var edit in fix.Edits)
        {
            var span = embedded.Text.ToFile(edit.Span);
            var isUnbroken = span.Length == edit.Span.Length
                && embedded.Text.Text.AsSpan(edit.Span.Start, edit.Span.Length).SequenceEqual(outer.Content.AsSpan(span.Start, span.Length));
            if (!isUnbroken || (edit.NewText.Contains('\n', StringComparison.Ordinal) && !IsAtLineStart(outer, span.Start, embedded, edit.Span.Start)))
            {
                return null;
            }

            edits.Add(new TextEdit(span, edit.NewText));
        }

        return fix with { Edits = edits.MoveToImmutable() };
    }

    // Whether the line of the embedded text begins where the outer file's line begins: then a new line needs nothing in front of it.
    private static bool IsAtLineStart(SourceText outer, int outerOffset, EmbeddedFile embedded, int innerOffset)
    {
        var text = embedded.Text.Text;
        var start = innerOffset == 0 ? 0 : text.LastIndexOf('\n', innerOffset - 1) + 1;
        return outer.Lines.StartOf(outer.Lines.PositionOf(outerOffset).Line) == embedded.Text.Map.ToOuter(start);
    }
}
