using System.Text;
using EnvLint.Reporting.Display;

namespace EnvLint.Reporting.Stack;

/// <summary>The fonts of a picture.</summary>
internal enum SvgFont
{
    /// <summary>That of sentences.</summary>
    Plain,

    /// <summary>The same, bold.</summary>
    Bold,

    /// <summary>One of equal widths, for versions and paths.</summary>
    Mono,
}

/// <summary>Measures and breaks text for a picture whose reader's fonts are not known: widths are those of a wide font, so that text never leaves its box.</summary>
/// <remarks>Texts are those that <see cref="VisibleText.Escape"/> gave.</remarks>
internal static class SvgText
{
    // Thousandths of the font's size.
    private const int MonoColumn = 620;
    private const int Wide = 1300;

    /// <summary>The width of a text in pixels, rounded up.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The font's size in pixels.</param>
    /// <param name="font">The font.</param>
    public static int WidthOf(string text, int size, SvgFont font = SvgFont.Plain)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += Of(rune, font);
        }

        return ((width * size) + 999) / 1000;
    }

    /// <summary>Breaks a text at blanks, and words that are too long wherever they are.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The font's size in pixels.</param>
    /// <param name="width">The width of a line in pixels.</param>
    /// <param name="most">The most lines; what is left over is cut off with an ellipsis.</param>
    /// <param name="first">The width of the first line; 0 for that of the others.</param>
    /// <param name="font">The font.</param>
    public static List<string> Wrap(string text, int size, int width, int most, int first = 0, SvgFont font = SvgFont.Plain)
    {
        var lines = new List<string>();
        for (var rest = text; rest.Length > 0;)
        {
            var room = lines.Count == 0 && first > 0 ? first : width;
            if (lines.Count == most - 1)
            {
                lines.Add(Cut(rest, size, room, font));
                break;
            }

            var end = Fitting(rest, size, room, font);
            if (end < rest.Length)
            {
                var blank = rest.LastIndexOf(' ', end, end + 1);
                end = blank > 0 ? blank : end;
            }

            lines.Add(rest[..end]);
            rest = rest[end..].TrimStart(' ');
        }

        return lines;
    }

    /// <summary>A text without the end that does not fit, and an ellipsis in its place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The font's size in pixels.</param>
    /// <param name="width">The room in pixels.</param>
    /// <param name="font">The font.</param>
    public static string Cut(string text, int size, int width, SvgFont font = SvgFont.Plain) =>
        WidthOf(text, size, font) <= width ? text : text[..Fitting(text, size, width - size, font)] + "…";

    /// <summary>A text without the beginning that does not fit: of a path the end says which file it is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The font's size in pixels.</param>
    /// <param name="width">The room in pixels.</param>
    /// <param name="font">The font.</param>
    public static string CutStart(string text, int size, int width, SvgFont font = SvgFont.Plain)
    {
        if (WidthOf(text, size, font) <= width)
        {
            return text;
        }

        var room = (width - size) * 1000 / size;
        var start = text.Length;
        while (start > 0)
        {
            var length = start > 1 && char.IsSurrogatePair(text[start - 2], text[start - 1]) ? 2 : 1;
            Rune.DecodeFromUtf16(text.AsSpan(start - length, length), out var rune, out _);
            room -= Of(rune, font);
            if (room < 0)
            {
                break;
            }

            start -= length;
        }

        return "…" + text[start..];
    }

    // At least one character, so that breaking ends.
    private static int Fitting(string text, int size, int width, SvgFont font)
    {
        var room = width * 1000 / size;
        var end = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            room -= Of(rune, font);
            if (room < 0 && end > 0)
            {
                break;
            }

            end += rune.Utf16SequenceLength;
        }

        return end;
    }

    private static int Of(Rune rune, SvgFont font)
    {
        var columns = CharacterWidth.Of(rune);
        if (font == SvgFont.Mono)
        {
            return columns > 1 ? Wide : rune.IsAscii ? columns * MonoColumn : columns * 900;
        }

        var width = (char)Math.Min(rune.Value, char.MaxValue) switch
        {
            _ when columns == 0 => 0,
            _ when columns > 1 => Wide,
            'i' or 'j' or 'l' or '\'' or '|' => 340,
            ' ' or '.' or ',' or ':' or ';' or 'f' or 't' or 'I' or '/' or '-' or '·' => 400,
            'r' or '(' or ')' or '[' or ']' or '!' => 430,
            'm' or 'w' or 'M' or 'W' or '@' or '%' or '&' => 1010,
            '+' or '=' or '<' or '>' or '≥' or '~' or '#' => 850,
            >= 'A' and <= 'Z' => 790,
            >= '0' and <= '9' => 650,
            >= 'a' and <= 'z' => 640,
            <= '~' => 650,
            _ => 1000,
        };
        return font == SvgFont.Bold ? width * 114 / 100 : width;
    }
}
