using System.Collections.Immutable;
using System.Text;
using EnvLint.Text;

namespace EnvLint.Testing;

/// <summary>A span that a test has marked.</summary>
/// <param name="Code">The code in <c>{|CODE:span|}</c>; null for <c>[|span|]</c>.</param>
/// <param name="Span">The span in the text without markers.</param>
public readonly record struct MarkedSpan(string? Code, TextSpan Span);

/// <summary>A text with its markers taken out: <c>[|span|]</c>, <c>{|CODE:span|}</c>, and <c>$$</c> where positions are asked for.</summary>
/// <param name="Text">The text without markers.</param>
/// <param name="Spans">The marked spans, in order of position.</param>
/// <param name="Positions">The offsets of <c>$$</c>, in order.</param>
public sealed record Markup(string Text, ImmutableArray<MarkedSpan> Spans, ImmutableArray<int> Positions)
{
    /// <summary>Takes the markers out.</summary>
    /// <param name="markup">The text with markers.</param>
    /// <param name="positions">Whether <c>$$</c> is a marker; in shell text it is the process number.</param>
    /// <exception cref="ArgumentException">A marker opens or closes without its other half.</exception>
    public static Markup Parse(string markup, bool positions = false)
    {
        var text = new StringBuilder(markup.Length);
        var spans = new List<MarkedSpan>();
        var places = ImmutableArray.CreateBuilder<int>();
        var open = new Stack<(char Close, string? Code, int Start)>();
        for (var i = 0; i < markup.Length; i++)
        {
            var next = i + 1 < markup.Length ? markup[i + 1] : '\0';
            if (positions && markup[i] == '$' && next == '$')
            {
                places.Add(text.Length);
                i++;
            }
            else if (markup[i] == '[' && next == '|')
            {
                open.Push((']', null, text.Length));
                i++;
            }
            else if (markup[i] == '{' && next == '|' && CodeAt(markup, i + 2) is { } code)
            {
                open.Push(('}', code, text.Length));
                i += 2 + code.Length;
            }
            else if (markup[i] == '|' && open.Count > 0 && next == open.Peek().Close)
            {
                var (_, marked, start) = open.Pop();
                spans.Add(new MarkedSpan(marked, TextSpan.FromBounds(start, text.Length)));
                i++;
            }
            else if (markup[i] == '|' && next == ']' && open.Count == 0)
            {
                throw new ArgumentException($"'|]' at offset {i} of the markup closes nothing.", nameof(markup));
            }
            else
            {
                text.Append(markup[i]);
            }
        }

        if (open.Count > 0)
        {
            throw new ArgumentException($"A marker that opens at offset {open.Peek().Start} of the text is never closed.", nameof(markup));
        }

        return new Markup(text.ToString(), [.. spans.OrderBy(static span => span.Span)], places.ToImmutable());
    }

    private static string? CodeAt(string markup, int start)
    {
        var end = start;
        while (end < markup.Length && char.IsAsciiLetterOrDigit(markup[end]))
        {
            end++;
        }

        return end > start && end < markup.Length && markup[end] == ':' ? markup[start..end] : null;
    }
}
