using System.Text;
using EnvLint.Syntax.PowerShell;
using EnvLint.Text;

namespace EnvLint.Environment.Lowering;

/// <summary>Makes of words of Windows the text that another program reads as commands, with the way back to the file.</summary>
internal sealed class WindowsText(EmbeddedText outer, WindowsDialect dialect)
{
    private readonly StringBuilder _text = new();
    private readonly List<SpanMap.Segment> _segments = [];

    /// <summary>The text of one word, as the argument that a program gets.</summary>
    public static EmbeddedText Argument(EmbeddedText outer, WindowsDialect dialect, WindowsWord word)
    {
        var text = new WindowsText(outer, dialect);
        text.Add(word, isQuoted: false);
        return text.Finish(word.Span.Start);
    }

    /// <summary>The command line that several words are for a program.</summary>
    public static EmbeddedText CommandLine(EmbeddedText outer, WindowsDialect dialect, ReadOnlySpan<WindowsWord> words)
    {
        var text = new WindowsText(outer, dialect);
        for (var i = 0; i < words.Length; i++)
        {
            if (i > 0)
            {
                text.Add(" ", words[i].Span.Start - 1);
            }

            var isQuoted = words[i].IsQuoted;
            if (isQuoted)
            {
                text.Add("\"", words[i].Span.Start);
            }

            text.Add(words[i], isQuoted);
            if (isQuoted)
            {
                text.Add("\"", words[i].Span.End - 1);
            }
        }

        return text.Finish(words[0].Span.Start);
    }

    private EmbeddedText Finish(int start) =>
        new(outer.File, _text.ToString(), outer.Map.Compose(_segments.Count == 0 ? SpanMap.Slice(start, 0) : SpanMap.FromSegments(_segments)));

    private void Add(WindowsWord word, bool isQuoted)
    {
        foreach (var part in word.Parts)
        {
            switch (part.Kind)
            {
                case WindowsWordPartKind.Text:
                    Copy(part, isQuoted);
                    break;
                case WindowsWordPartKind.Escape:
                    if (isQuoted && part.Text == "\"")
                    {
                        Add("\\", part.Span.Start);
                    }

                    Add(part.Text, part.Span.End - 1);
                    break;
                case WindowsWordPartKind.Variable when dialect == WindowsDialect.PowerShell && outer.Text[part.Span.Start] == '$':
                    // What PowerShell puts there is not known; to a shell the name is a variable that is not known either.
                    _segments.Add(new SpanMap.Segment(_text.Length, part.Span.Start, part.Span.Length));
                    _text.Append(outer.Text, part.Span.Start, part.Span.Length);
                    break;
                default:
                    Add("$", part.Span.Start);
                    Add("_", part.Span.End - 1);
                    break;
            }
        }
    }

    private void Copy(WindowsWordPart part, bool isQuoted)
    {
        var from = 0;
        while (from < part.Text.Length)
        {
            var quote = isQuoted ? part.Text.IndexOf('"', from) : -1;
            var end = quote < 0 ? part.Text.Length : quote;
            if (end > from)
            {
                _segments.Add(new SpanMap.Segment(_text.Length, part.Span.Start + from, end - from));
                _text.Append(part.Text, from, end - from);
            }

            from = end;
            if (quote >= 0)
            {
                Add("\\", part.Span.Start + quote);
                Add("\"", part.Span.Start + quote);
                from++;
            }
        }
    }

    // One character that stands for the one at a place.
    private void Add(string character, int place)
    {
        _segments.Add(new SpanMap.Segment(_text.Length, place, character.Length));
        _text.Append(character);
    }
}
