using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Text;

namespace EnvLint.Engine;

/// <summary>Keeps the places of findings out of line ends.</summary>
/// <remarks>
/// To a POSIX shell a carriage return is a character like any other: the last word of a line that ends with <c>\r\n</c> holds it.
/// Nobody sees it there, and an editor knows no column behind it.
/// </remarks>
internal static class VisiblePlaces
{
    /// <summary>The finding, with places that end where lines are seen to end.</summary>
    /// <param name="diagnostic">The finding.</param>
    public static Diagnostic Of(Diagnostic diagnostic)
    {
        var span = diagnostic.Source.OutOfLineEnd(diagnostic.Span);
        if (span != diagnostic.Span)
        {
            diagnostic = diagnostic with { Span = span };
        }

        for (var i = 0; i < diagnostic.Related.Length; i++)
        {
            var related = diagnostic.Related[i];
            span = related.Source.OutOfLineEnd(related.Span);
            if (span != related.Span)
            {
                diagnostic = diagnostic with { Related = diagnostic.Related.SetItem(i, related with { Span = span }) };
            }
        }

        return diagnostic.Fix is { } fix && HasTornLineEnd(diagnostic.Source, fix) ? Of(diagnostic, fix) : diagnostic;
    }

    // What is put into a file must not tear a line end apart. What is taken out may be the carriage return itself.
    private static Diagnostic Of(Diagnostic diagnostic, Fix fix)
    {
        var mended = fix with { Edits = Of(diagnostic.Source, fix.Edits) };
        for (var i = 0; i < fix.Elsewhere.Length; i++)
        {
            var other = fix.Elsewhere[i];
            mended = mended with { Elsewhere = mended.Elsewhere.SetItem(i, other with { Edits = Of(other.Source, other.Edits) }) };
        }

        return diagnostic with { Fix = mended };
    }

    private static bool HasTornLineEnd(SourceText source, Fix fix)
    {
        var found = HasTornLineEnd(source, fix.Edits);
        foreach (var other in fix.Elsewhere)
        {
            found |= HasTornLineEnd(other.Source, other.Edits);
        }

        return found;
    }

    private static bool HasTornLineEnd(SourceText source, ImmutableArray<TextEdit> edits)
    {
        foreach (var edit in edits)
        {
            if (edit.Span.IsEmpty && source.OutOfLineEnd(edit.Span) != edit.Span)
            {
                return true;
            }
        }

        return false;
    }

    private static ImmutableArray<TextEdit> Of(SourceText source, ImmutableArray<TextEdit> edits)
    {
        for (var i = 0; i < edits.Length; i++)
        {
            var span = source.OutOfLineEnd(edits[i].Span);
            if (edits[i].Span.IsEmpty && span != edits[i].Span)
            {
                edits = edits.SetItem(i, TextEdit.Insert(span.Start, edits[i].NewText));
            }
        }

        return edits;
    }
}
