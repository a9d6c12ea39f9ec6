using EnvLint.Reporting.Display;

namespace EnvLint.Reporting.Html;

/// <summary>Takes the rows of a frame and writes them as markup, each character as wide as the frame counts it.</summary>
/// <param name="html">Where to.</param>
internal sealed class HtmlFrameWriter(HtmlWriter html) : StyledWriter(html.Output, useColor: false)
{
    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> text, Style style = Style.Plain)
    {
        if (style == Style.Plain)
        {
            WriteColumns(text.ToString());
            return;
        }

        html.Raw(style switch
        {
            Style.Frame => "<span class=\"g\">",
            Style.Secondary => "<span class=\"s\">",
            Style.Error => "<span class=\"e\">",
            Style.Warning => "<span class=\"w\">",
            _ => "<span class=\"i\">",
        });
        WriteColumns(text.ToString());
        html.Raw("</span>");
    }

    /// <summary>Writes text that is already fit to be shown. What a browser takes from a font of other widths stands in a box of one or two columns.</summary>
    /// <param name="text">The text, of one line.</param>
    public void WriteColumns(string text)
    {
        if (!NeedsBoxes(text))
        {
            html.Escaped(text);
            return;
        }

        var columns = VisibleText.ColumnsOf(text);
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            while (i < text.Length && IsOfTheFont(text[i]) && (i + 1 == text.Length || columns[i + 1] > columns[i]))
            {
                i++;
            }

            // A mark, a style or a joiner behind the last one belongs to it.
            if (i > start && i < text.Length && Belongs(text, columns, i))
            {
                i--;
            }

            html.Escaped(text.AsSpan(start, i - start));
            if (i == text.Length)
            {
                return;
            }

            start = i++;
            while (i < text.Length && Belongs(text, columns, i))
            {
                i++;
            }

            html.Raw((columns[i] - columns[start]) switch { <= 1 => "<span class=\"c1\">", 2 => "<span class=\"c2\">", _ => "<span>" });
            html.Escaped(text.AsSpan(start, i - start));
            html.Raw("</span>");
        }
    }

    private static bool NeedsBoxes(string text)
    {
        foreach (var c in text)
        {
            if (!IsOfTheFont(c))
            {
                return true;
            }
        }

        return false;
    }

    // Letters of Europe, punctuation, arrows and lines, which fonts of equal widths have. Not the marks that join what is before them.
    private static bool IsOfTheFont(char c) => c is < '\u0300' or (>= '\u0370' and < '\u0483') or (>= '\u2010' and < '\u2028') or (>= '\u2190' and < '\u2194') or (>= '\u2500' and < '\u2580');

    // Whether it takes no column of its own, or turns what is before it into a picture.
    private static bool Belongs(string text, int[] columns, int index)
    {
        var next = index + (index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]) ? 2 : 1);
        return columns[next] == columns[index] || text[index] == '\uFE0F' || char.IsLowSurrogate(text[index]);
    }
}
