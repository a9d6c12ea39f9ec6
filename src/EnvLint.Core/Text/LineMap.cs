namespace EnvLint.Text;

/// <summary>A line and a column, both from 0; the column counts UTF-16 code units, as LSP does.</summary>
/// <param name="Line">Line number from 0.</param>
/// <param name="Column">UTF-16 code units from the start of the line.</param>
public readonly record struct LinePosition(int Line, int Column);

/// <summary>Where the lines of a text begin. A line ends with <c>\n</c>, <c>\r\n</c> or a lone <c>\r</c> and with nothing else.</summary>
public sealed class LineMap
{
    private readonly int[] _starts;
    private readonly int _length;

    private LineMap(int[] starts, int length)
    {
        _starts = starts;
        _length = length;
    }

    /// <summary>Number of lines; a text that ends in a line end has an empty last line.</summary>
    public int Count => _starts.Length;

    /// <summary>Finds the lines of a text.</summary>
    /// <param name="text">The text.</param>
    public static LineMap Create(string text)
    {
        var count = 1;
        for (var i = 0; i < text.Length; i++)
        {
            if (IsLineEnd(text, i))
            {
                count++;
            }
        }

        var starts = new int[count];
        var line = 1;
        for (var i = 0; i < text.Length; i++)
        {
            if (IsLineEnd(text, i))
            {
                starts[line++] = i + 1;
            }
        }

        return new LineMap(starts, text.Length);
    }

    /// <summary>Offset at which a line begins.</summary>
    /// <param name="line">Line number from 0.</param>
    public int StartOf(int line) => _starts[line];

    /// <summary>Offset just behind a line, its line end included.</summary>
    /// <param name="line">Line number from 0.</param>
    public int EndOf(int line) => line + 1 < _starts.Length ? _starts[line + 1] : _length;

    /// <summary>The line that holds an offset.</summary>
    /// <param name="position">An offset from 0 to the text's length.</param>
    public int LineOf(int position)
    {
        var index = Array.BinarySearch(_starts, position);
        return index >= 0 ? index : ~index - 1;
    }

    /// <summary>Line and column of an offset.</summary>
    /// <param name="position">An offset from 0 to the text's length.</param>
    public LinePosition PositionOf(int position)
    {
        var line = LineOf(position);
        return new LinePosition(line, position - _starts[line]);
    }

    private static bool IsLineEnd(string text, int index) =>
        text[index] == '\n' || (text[index] == '\r' && (index + 1 == text.Length || text[index + 1] != '\n'));
}
