using EnvLint.Text;

namespace EnvLint.Reporting.Display;

/// <summary>A place to be marked under its source line. Lines and columns from 0, columns in UTF-16 code units without line ends.</summary>
internal sealed class FrameMark
{
    /// <summary>Makes a mark; a span that leaves the text is cut to it.</summary>
    /// <param name="source">The file.</param>
    /// <param name="span">The place.</param>
    /// <param name="label">What is said beside the mark; already fit to be shown, empty for nothing.</param>
    /// <param name="isPrimary">Whether it is the finding's own place.</param>
    /// <param name="style">How a terminal shows it.</param>
    public FrameMark(SourceText source, TextSpan span, string label, bool isPrimary, Style style)
    {
        var place = new ShownPlace(source, span);
        (StartLine, StartColumn) = (place.Line - 1, place.Column - 1);
        (EndLine, EndColumn) = (place.EndLine - 1, place.EndColumn - 1);
        Label = label;
        IsPrimary = isPrimary;
        Style = style;
    }

    public int StartLine { get; }

    public int StartColumn { get; }

    public int EndLine { get; }

    /// <summary>Behind the last code unit.</summary>
    public int EndColumn { get; }

    public string Label { get; }

    public bool IsPrimary { get; }

    public Style Style { get; }

    /// <summary>The bar at the left that a mark of several lines is drawn with; -1 for none.</summary>
    public int Lane { get; set; } = -1;
}
