using System.Globalization;
using System.Text;

namespace EnvLint.Reporting.Display;

/// <summary>Makes text fit to be shown: what is hidden, would move the cursor or would be a command to what reads logs is spelled out as <c>\x1b</c> or <c>\u{202e}</c>.</summary>
public static class VisibleText
{
    // What a log's reader takes for a command wherever it stands in a line: the agents of Azure Pipelines both, the runner of GitHub the second.
    private const string AgentCommand = "##vso[";
    private const string RunnerCommand = "##[";

    private const int TabSize = 4;
    private const int EmojiStyle = 0xFE0F;

    /// <summary>A text of one line, such as a message or a path. Tabs and line ends are spelled out too, and the first of two colons that it begins with.</summary>
    /// <param name="text">The text.</param>
    /// <param name="asciiOnly">Spells out everything beyond ASCII.</param>
    public static string Escape(string text, bool asciiOnly = false)
    {
        var begin = text.AsSpan().IndexOfAnyExcept(' ');
        var plain = begin < 0 || text[begin] != ':';
        foreach (var c in text)
        {
            if (c is < ' ' or > '~' or '#')
            {
                plain = false;
                break;
            }
        }

        if (plain)
        {
            return text;
        }

        var output = new StringBuilder(text.Length + 16);
        Render(text, output, columns: default, asciiOnly, expandTabs: false);

        // Whatever begins with a path or a name: to the runner of GitHub a line is a command that begins so, blanks or not.
        for (var i = 0; i + 1 < output.Length && (output[i] == ':' || char.IsWhiteSpace(output[i])); i++)
        {
            if (output[i] == ':')
            {
                return output[i + 1] == ':' ? output.Remove(i, 1).Insert(i, "\\x3a").ToString() : output.ToString();
            }
        }

        return output.ToString();
    }

    /// <summary>A stretch of a source line, with tabs as blanks up to the next column that is a multiple of four.</summary>
    /// <param name="text">The stretch; no line end in it.</param>
    /// <param name="output">Takes what is to be shown.</param>
    /// <param name="columns">Takes, for each code unit and for the end, the column it begins at; one longer than <paramref name="text"/>.</param>
    /// <param name="asciiOnly">Spells out everything beyond ASCII.</param>
    public static void RenderLine(ReadOnlySpan<char> text, StringBuilder output, Span<int> columns, bool asciiOnly) =>
        Render(text, output, columns, asciiOnly, expandTabs: true);

    /// <summary>Columns of a text that is already fit to be shown.</summary>
    /// <param name="text">What <see cref="Escape"/> gave.</param>
    public static int WidthOf(string text) => ColumnsOf(text)[^1];

    /// <summary>The column that each code unit begins at, and that behind the last one.</summary>
    /// <param name="text">What <see cref="Escape"/> or <see cref="RenderLine"/> gave.</param>
    internal static int[] ColumnsOf(string text)
    {
        var columns = new int[text.Length + 1];
        Render(text, new StringBuilder(text.Length), columns, asciiOnly: false, expandTabs: false);
        return columns;
    }

    private static void Render(ReadOnlySpan<char> text, StringBuilder output, Span<int> columns, bool asciiOnly, bool expandTabs)
    {
        var column = 0;
        var clusterWidth = 0; // of the character that a following mark, style or joiner belongs to
        var previous = 0;
        var joined = false;
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (!columns.IsEmpty)
            {
                columns[i] = column;
            }

            if (c == '#' && StartsCommand(text[i..]))
            {
                column += AppendEscape(output, c);
                clusterWidth = 0;
                previous = c;
                joined = false;
                i++;
                continue;
            }

            if (c is >= ' ' and <= '~')
            {
                output.Append(c);
                column += clusterWidth = 1;
                previous = c;
                joined = false;
                i++;
                continue;
            }

            if (c == '\t' && expandTabs)
            {
                var blanks = TabSize - (column % TabSize);
                output.Append(' ', blanks);
                column += blanks;
                clusterWidth = 0;
                previous = c;
                joined = false;
                i++;
                continue;
            }

            var isScalar = Rune.DecodeFromUtf16(text[i..], out var rune, out var length) == System.Buffers.OperationStatus.Done;
            var value = isScalar ? rune.Value : c;
            var next = i + length < text.Length ? text[i + length] : 0;
            if (asciiOnly || HiddenCharacters.Contains(value) || (HiddenCharacters.IsJoiner(value) && (previous < 0x80 || next < 0x80)))
            {
                column += AppendEscape(output, value);
                clusterWidth = 0;
                joined = false;
            }
            else
            {
                output.Append(text.Slice(i, length));
                var width = CharacterWidth.Of(rune);
                if (value == EmojiStyle)
                {
                    // Turns a character of one column into a picture of two.
                    width = clusterWidth == 1 ? 1 : 0;
                    clusterWidth += width;
                }
                else if (value is >= 0x1F3FB and <= 0x1F3FF && clusterWidth == 2)
                {
                    width = 0; // a skin tone changes the picture before it
                }
                else if (joined && clusterWidth == 2)
                {
                    width = 0; // part of the picture before it
                }
                else if (width > 0)
                {
                    clusterWidth = width;
                }

                column += width;
                joined = value == HiddenCharacters.Joiner;
            }

            for (var k = 1; k < length && !columns.IsEmpty; k++)
            {
                columns[i + k] = columns[i];
            }

            previous = value;
            i += length;
        }

        if (!columns.IsEmpty)
        {
            columns[text.Length] = column;
        }
    }

    private static bool StartsCommand(ReadOnlySpan<char> text) =>
        text.StartsWith(RunnerCommand, StringComparison.Ordinal) || text.StartsWith(AgentCommand, StringComparison.OrdinalIgnoreCase);

    private static int AppendEscape(StringBuilder output, int value)
    {
        var before = output.Length;
        if (value < 0x100)
        {
            output.Append("\\x").Append(value.ToString("x2", CultureInfo.InvariantCulture));
        }
        else
        {
            output.Append("\\u{").Append(value.ToString("x", CultureInfo.InvariantCulture)).Append('}');
        }

        return output.Length - before;
    }
}
