using System.Text;

namespace EnvLint.Reporting.Display;

/// <summary>One row of a frame, put together from left to right.</summary>
internal sealed class FrameRow
{
    private readonly List<(int Start, Style Style)> _pieces = [];
    private readonly StringBuilder _text = new();

    /// <summary>Puts text behind what is there.</summary>
    /// <param name="text">The text.</param>
    /// <param name="style">Its meaning.</param>
    public FrameRow Add(string text, Style style = Style.Plain)
    {
        _pieces.Add((_text.Length, style));
        _text.Append(text);
        return this;
    }

    /// <summary>Puts a character behind what is there, several times.</summary>
    /// <param name="glyph">The character.</param>
    /// <param name="count">How often; nothing happens below 1.</param>
    /// <param name="style">Its meaning.</param>
    public FrameRow Add(char glyph, int count, Style style = Style.Plain)
    {
        if (count > 0)
        {
            _pieces.Add((_text.Length, style));
            _text.Append(glyph, count);
        }

        return this;
    }

    /// <summary>Writes the row without blanks at its end, and starts anew.</summary>
    /// <param name="writer">Where to.</param>
    public void End(StyledWriter writer)
    {
        var length = _text.Length;
        while (length > 0 && _text[length - 1] == ' ')
        {
            length--;
        }

        for (var i = 0; i < _pieces.Count; i++)
        {
            var (start, style) = _pieces[i];
            var end = Math.Min(i + 1 < _pieces.Count ? _pieces[i + 1].Start : length, length);
            if (end > start)
            {
                writer.Write(_text.ToString(start, end - start), style);
            }
        }

        writer.EndLine();
        _pieces.Clear();
        _text.Clear();
    }
}
