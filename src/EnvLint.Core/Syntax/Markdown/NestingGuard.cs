using EnvLint.Text;

namespace EnvLint.Syntax.Markdown;

/// <summary>Keeps lists and quotes from nesting deeper than anyone writes.</summary>
internal static class NestingGuard
{
    private const int MaximumDepth = 8;
    private const int TabWidth = 4;

    /// <summary>Writes blanks over the front matter, and over what stands behind too many marks of lists and quotes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="frontMatter">The front matter.</param>
    /// <returns>A text of the same length with the same lines.</returns>
    public static string Blank(string text, TextSpan frontMatter)
    {
        char[]? result = null;
        if (!frontMatter.IsEmpty)
        {
            result = text.ToCharArray();
            BlankOut(result, frontMatter.Start, frontMatter.End);
        }

        // Columns of the marks that may still hold a line, each further right than the one before: a mark ends all that stand at its column or behind.
        var open = new int[MaximumDepth];
        var count = 0;
        foreach (var line in new TextLineEnumerator(text, frontMatter.End))
        {
            var position = line.Start;
            var column = 0;
            while (true)
            {
                SkipBlanks(text, line.End, ref position, ref column);
                var length = MarkLength(text, position, line.End);
                if (length == 0)
                {
                    break;
                }

                while (count > 0 && open[count - 1] >= column)
                {
                    count--;
                }

                if (count == MaximumDepth)
                {
                    result ??= text.ToCharArray();
                    BlankOut(result, position, line.End);
                    break;
                }

                open[count++] = column;
                position += length;
                column += length;
            }
        }

        return result is null ? text : new string(result);
    }

    /// <summary>The length of the mark of a quote or of a list's item at a place; 0 for none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">The place.</param>
    /// <param name="end">Where the line ends.</param>
    public static int MarkLength(string text, int position, int end)
    {
        if (position >= end)
        {
            return 0;
        }

        var length = 1;
        switch (text[position])
        {
            case '>':
                return 1;
            case '-' or '*' or '+':
                break;
            case >= '0' and <= '9':
                while (position + length < end && char.IsAsciiDigit(text[position + length]))
                {
                    length++;
                }

                if (length > 9 || position + length >= end || text[position + length] is not ('.' or ')'))
                {
                    return 0;
                }

                length++;
                break;
            default:
                return 0;
        }

        return position + length == end || text[position + length] is ' ' or '\t' ? length : 0;
    }

    /// <summary>Goes over blanks and keeps count of the columns.</summary>
    public static void SkipBlanks(string text, int end, ref int position, ref int column)
    {
        while (position < end && text[position] is ' ' or '\t')
        {
            column += text[position] == '\t' ? TabWidth - (column % TabWidth) : 1;
            position++;
        }
    }

    private static void BlankOut(char[] text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (text[i] is not ('\n' or '\r'))
            {
                text[i] = ' ';
            }
        }
    }
}
