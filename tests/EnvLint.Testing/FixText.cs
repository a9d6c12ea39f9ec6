using EnvLint.Diagnostics;
using EnvLint.Text;
using Xunit;

namespace EnvLint.Testing;

/// <summary>Applies fixes to a text.</summary>
public static class FixText
{
    /// <summary>Applies the fixes of findings, in order of position; one that overlaps an earlier one is left out whole.</summary>
    /// <param name="source">The file.</param>
    /// <param name="diagnostics">The findings.</param>
    /// <returns>The mended file, and whether a fix was left out.</returns>
    public static (SourceText Source, bool LeftOut) Apply(SourceText source, IEnumerable<Diagnostic> diagnostics)
    {
        var accepted = new List<TextEdit>();
        var leftOut = false;
        var encoding = source.Encoding;
        foreach (var fix in diagnostics.Select(static diagnostic => diagnostic.Fix).OfType<Fix>())
        {
            // Two findings may ask for the same edit: it is made once.
            var added = fix.Edits.Where(edit => !accepted.Contains(edit)).ToList();
            if (added.Exists(edit => accepted.Exists(other => Clash(edit.Span, other.Span))))
            {
                leftOut = true;
                continue;
            }

            accepted.AddRange(added);
            encoding = fix.Encoding ?? encoding;
        }

        // As the fix applier does: a line end that a fix inserts becomes the file's own.
        var lineEnd = source.Content.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var text = source.Content;
        foreach (var edit in accepted.OrderByDescending(static edit => edit.Span))
        {
            text = string.Concat(text.AsSpan(0, edit.Span.Start), edit.NewText.ReplaceLineEndings(lineEnd), text.AsSpan(edit.Span.End));
        }

        return (new SourceText(source.Path, text, encoding), leftOut);
    }

    /// <summary>Applies what the fixes of findings change in other files; edits of one file that overlap earlier ones are left out.</summary>
    /// <param name="files">The other files: path and text.</param>
    /// <param name="diagnostics">The findings.</param>
    /// <returns>The files as they are then.</returns>
    public static Dictionary<string, string> ApplyElsewhere(IReadOnlyDictionary<string, string> files, IEnumerable<Diagnostic> diagnostics)
    {
        var result = files.ToDictionary(StringComparer.Ordinal);
        foreach (var other in diagnostics.SelectMany(static diagnostic => diagnostic.Fix?.Elsewhere ?? []).GroupBy(static other => other.Source.Path))
        {
            var source = other.First().Source;
            Assert.Equal(files[other.Key], source.Content);
            var edits = other.SelectMany(static one => one.Edits).Distinct().Order(Comparer<TextEdit>.Create(static (left, right) => left.Span.CompareTo(right.Span)));
            var text = source.Content;
            var last = text.Length + 1;
            foreach (var edit in edits.Reverse().Where(edit => edit.Span.End <= last))
            {
                text = string.Concat(text.AsSpan(0, edit.Span.Start), edit.NewText.ReplaceLineEndings(source.LineEnd), text.AsSpan(edit.Span.End));
                last = edit.Span.Start;
            }

            result[other.Key] = text;
        }

        return result;
    }

    /// <summary>The edits of a fix lie in the file, in order, do not overlap, and change something.</summary>
    /// <param name="source">The file.</param>
    /// <param name="fix">The fix.</param>
    public static void AssertWellFormed(SourceText source, Fix fix)
    {
        TreeAssert.Within(source.Content, fix.Edits.Select(static edit => edit.Span));
        for (var i = 1; i < fix.Edits.Length; i++)
        {
            Assert.True(fix.Edits[i].Span.Start >= fix.Edits[i - 1].Span.End, $"The edits of the fix '{fix.Title}' overlap or are not in order");
        }

        var path = source.Path;
        foreach (var other in fix.Elsewhere)
        {
            TreeAssert.Within(other.Source.Content, other.Edits.Select(static edit => edit.Span));
            Assert.NotEqual(path, other.Source.Path);
            Assert.Contains(other.Edits, edit => other.Source.ToString(edit.Span) != edit.NewText);
        }

        Assert.True(
            !fix.Elsewhere.IsEmpty || fix.Edits.Any(edit => source.ToString(edit.Span) != edit.NewText) || (fix.Encoding is { } encoding && encoding != source.Encoding),
            $"The fix '{fix.Title}' changes nothing");
        Assert.False(string.IsNullOrWhiteSpace(fix.Title) || fix.Title.EndsWith('.'), $"'{fix.Title}' is no title: a few words without a full stop");
    }

    private static bool Clash(TextSpan left, TextSpan right) =>
        left.Overlaps(right) || left.Start == right.Start || (left.IsEmpty && right.Contains(left.Start)) || (right.IsEmpty && left.Contains(right.Start));
}
