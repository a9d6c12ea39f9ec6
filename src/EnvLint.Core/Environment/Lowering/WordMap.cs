using EnvLint.Environment.Facts;
using EnvLint.Text;

namespace EnvLint.Environment.Lowering;

/// <summary>Leads from the value of a word to the file, where the word is written out.</summary>
internal static class WordMap
{
    /// <summary>The map of a word; null where a variable, an escape or a continuation stands in it.</summary>
    /// <param name="word">The word.</param>
    public static SpanMap? Of(Word word)
    {
        if (word.Value is not { } value || word.Raw.Length != word.Span.Length || !word.Origins.IsEmpty)
        {
            return null;
        }

        if (string.Equals(word.Raw, value, StringComparison.Ordinal))
        {
            return SpanMap.Slice(word.Span.Start, value.Length);
        }

        // Without its quotation marks the raw text is the value: "torch>=2.1", torch'>='2.1
        var segments = new List<SpanMap.Segment>();
        var inner = 0;
        var start = 0;
        var quote = '\0';
        for (var i = 0; i <= word.Raw.Length; i++)
        {
            var atQuote = i < word.Raw.Length && (quote == '\0' ? word.Raw[i] is '"' or '\'' : word.Raw[i] == quote);
            if (!atQuote && i < word.Raw.Length)
            {
                continue;
            }

            if (i > start)
            {
                if (inner + i - start > value.Length || !value.AsSpan(inner, i - start).SequenceEqual(word.Raw.AsSpan(start, i - start)))
                {
                    return null;
                }

                segments.Add(new SpanMap.Segment(inner, word.Span.Start + start, i - start));
                inner += i - start;
            }

            if (atQuote)
            {
                quote = quote == '\0' ? word.Raw[i] : '\0';
            }

            start = i + 1;
        }

        return inner == value.Length && segments.Count > 0 ? SpanMap.FromSegments(segments) : null;
    }
}
