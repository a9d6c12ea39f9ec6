namespace EnvLint.Text;

/// <summary>The text of one file: its path, its characters without byte order mark, and the encoding they were read from.</summary>
/// <remarks>Immutable. Lines are found on first use.</remarks>
public sealed class SourceText
{
    private LineMap? _lines;
    private string? _lineEnd;

    /// <summary>Makes a text. A leading U+FEFF in <paramref name="content"/> is taken off and noted as <see cref="TextEncoding.Utf8Bom"/>.</summary>
    /// <param name="path">Path relative to the root, with <c>/</c>; shown to people, never opened.</param>
    /// <param name="content">The characters.</param>
    /// <param name="encoding">What the bytes were.</param>
    public SourceText(string path, string content, TextEncoding encoding = TextEncoding.Utf8)
    {
        Path = path;
        if (content.Length > 0 && content[0] == '\uFEFF')
        {
            content = content.Substring(1);
            HadMark = true;
            if (encoding == TextEncoding.Utf8)
            {
                encoding = TextEncoding.Utf8Bom;
            }
        }

        Content = content;
        Encoding = encoding;
    }

    /// <summary>Path relative to the root, with <c>/</c>.</summary>
    public string Path { get; }

    /// <summary>The whole text. All spans are offsets into this string.</summary>
    public string Content { get; }

    /// <summary>The encoding that the file had, and gets again when it is written.</summary>
    public TextEncoding Encoding { get; }

    /// <summary>Whether a byte order mark stood in front of the characters that this was made of: whoever holds those counts one more in the first line.</summary>
    public bool HadMark { get; }

    /// <summary>Number of UTF-16 code units.</summary>
    public int Length => Content.Length;

    /// <summary>The lines of the text.</summary>
    public LineMap Lines => _lines ??= LineMap.Create(Content);

    /// <summary>The line end that most lines have: <c>\n</c>, <c>\r\n</c> or <c>\r</c>; <c>\n</c> where there is none.</summary>
    public string LineEnd => _lineEnd ??= MostUsedLineEnd(Content);

    /// <summary>The code unit at an offset.</summary>
    /// <param name="index">An offset from 0.</param>
    public char this[int index] => Content[index];

    /// <summary>The text of a span, as a new string.</summary>
    /// <param name="span">A span of this text.</param>
    public string ToString(TextSpan span) => Content.Substring(span.Start, span.Length);

    /// <summary>The text of a line without its line end.</summary>
    /// <param name="line">Line number from 0.</param>
    public string LineText(int line) => ToString(LineSpan(line));

    /// <summary>The span of a line without its line end.</summary>
    /// <param name="line">Line number from 0.</param>
    public TextSpan LineSpan(int line)
    {
        var start = Lines.StartOf(line);
        var end = Lines.EndOf(line);
        if (end > start && Content[end - 1] == '\n')
        {
            end--;
        }

        if (end > start && Content[end - 1] == '\r')
        {
            end--;
        }

        return TextSpan.FromBounds(start, end);
    }

    /// <summary>A span whose ends do not stand between the two characters of a line end: one that does is moved in front of them.</summary>
    /// <param name="span">A span of this text.</param>
    public TextSpan OutOfLineEnd(TextSpan span) => TextSpan.FromBounds(OutOfLineEnd(span.Start), OutOfLineEnd(span.End));

    /// <summary>The same file with other text.</summary>
    /// <param name="content">The new characters.</param>
    public SourceText WithContent(string content) => new(Path, content, Encoding);

    private int OutOfLineEnd(int position) =>
        position > 0 && position < Length && Content[position] == '\n' && Content[position - 1] == '\r' ? position - 1 : position;

    private static string MostUsedLineEnd(string content)
    {
        int lineFeeds = 0, pairs = 0, returns = 0;
        for (var i = NextLineEnd(content, 0); i >= 0; i = NextLineEnd(content, i))
        {
            if (content[i] == '\n')
            {
                lineFeeds++;
                i++;
            }
            else if (i + 1 < content.Length && content[i + 1] == '\n')
            {
                pairs++;
                i += 2;
            }
            else
            {
                returns++;
                i++;
            }
        }

        return pairs > lineFeeds && pairs >= returns ? "\r\n" : returns > lineFeeds ? "\r" : "\n";
    }

    private static int NextLineEnd(string content, int start)
    {
        var next = content.AsSpan(start).IndexOfAny('\r', '\n');
        return next < 0 ? -1 : start + next;
    }
}
