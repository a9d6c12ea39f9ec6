using System.Globalization;
using EnvLint.Text;

namespace EnvLint.Reporting.Display;

/// <summary>A place as people count it: lines and columns from 1, columns in UTF-16 code units, the end behind the last character.</summary>
/// <remarks>Line ends are no columns: a stretch that takes one in ends with the line's text, not on the next line.</remarks>
internal readonly struct ShownPlace
{
    /// <summary>Counts a place; a span that leaves the text is cut to it.</summary>
    /// <param name="source">The file.</param>
    /// <param name="span">The place.</param>
    public ShownPlace(SourceText source, TextSpan span)
    {
        var start = Math.Clamp(span.Start, 0, source.Length);
        var end = Math.Clamp(span.End, start, source.Length);
        (Line, Column) = Locate(source, start);
        (EndLine, EndColumn) = end == start ? (Line, Column) : Locate(source, end - 1);
        if (end > start)
        {
            EndColumn = Math.Min(EndColumn + 1, source.LineSpan(EndLine - 1).Length + 1);
        }
    }

    /// <summary>Line of the start.</summary>
    public int Line { get; }

    /// <summary>Column of the start.</summary>
    public int Column { get; }

    /// <summary>Line of the last character.</summary>
    public int EndLine { get; }

    /// <summary>Column behind the last character.</summary>
    public int EndColumn { get; }

    /// <summary>Whether the place covers no character: an empty span, or nothing but a line end.</summary>
    public bool IsEmpty => Line == EndLine && Column == EndColumn;

    /// <summary>The start as <c>path:line:column</c>, fit to be shown.</summary>
    /// <param name="source">The file.</param>
    public string With(SourceText source) => With(source.Path);

    /// <summary>The start as <c>path:line:column</c>, fit to be shown, with the path that the format wants.</summary>
    /// <param name="source">The file.</param>
    /// <param name="options">How the report is written.</param>
    public string With(SourceText source, ReportOptions options) => With(options.PathInRepository(source.Path));

    private string With(string path) => string.Create(CultureInfo.InvariantCulture, $"{VisibleText.Escape(path)}:{Line}:{Column}");

    private static (int Line, int Column) Locate(SourceText source, int position)
    {
        var (line, column) = source.Lines.PositionOf(position);
        return (line + 1, Math.Min(column, source.LineSpan(line).Length) + 1);
    }
}
