using System.Buffers;
using EnvLint.Text;

namespace EnvLint.Manifests.Guides;

/// <summary>Finds what a reader is to fill in: <c>&lt;tag&gt;</c>, and <c>...</c> for what is left out.</summary>
internal static class GuidePlaceholders
{
    private const int LongestName = 60;

    private static readonly SearchValues<char> s_marks = SearchValues.Create("<.");

    /// <summary>Makes variables of placeholders, so that the shell's grammar takes them and their values are not known.</summary>
    /// <param name="text">Commands.</param>
    /// <param name="shell">Their shell.</param>
    /// <returns>A text of the same length, so that all places stay.</returns>
    public static string ToVariables(string text, GuideShell shell)
    {
        char[]? result = null;
        for (var i = text.AsSpan().IndexOfAny(s_marks); i >= 0 && i < text.Length;)
        {
            var length = LengthAt(text, i);
            if (length > 2)
            {
                result ??= text.ToCharArray();
                Write(result.AsSpan(i, length), shell);
            }
            else if (OpenVersionAt(text, i) is { IsEmpty: false } version)
            {
                result ??= text.ToCharArray();
                Write(result.AsSpan(version.Start, version.Length), shell);
                length = version.End - i;
            }

            var from = i + Math.Max(length, 1);
            var next = text.AsSpan(from).IndexOfAny(s_marks);
            i = next < 0 ? -1 : from + next;
        }

        return result is null ? text : new string(result);
    }

    /// <summary>Whether a line holds a placeholder, or stands for lines that are left out.</summary>
    /// <param name="line">The line.</param>
    public static bool IsIn(string line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '<' && LengthAt(line, i) > 0)
            {
                return true;
            }
        }

        return IsElision(line);
    }

    /// <summary>Whether a line stands for lines that are left out.</summary>
    /// <param name="line">The line.</param>
    public static bool IsElision(ReadOnlySpan<char> line)
    {
        var text = line.Trim();
        return !text.IsEmpty && text.Trim(".…～~・︙⋮:[]()#\\").Trim() is var rest && (rest.IsEmpty ? text.Length > 2 || text[0] is '…' or '⋮' or '︙' or '～' : rest is "略" or "中略" or "省略" or "以下略");
    }

    // The whole of "11.x" and "2.xx" from its dot; empty for anything else.
    private static TextSpan OpenVersionAt(string text, int dot)
    {
        var start = dot;
        while (start > 0 && char.IsAsciiDigit(text[start - 1]) && dot - start < LongestName)
        {
            start--;
        }

        var end = dot + 1;
        while (end < text.Length && text[end] is 'x' or 'X' && end - dot < 4)
        {
            end++;
        }

        return start < dot && end > dot + 1 && (start == 0 || text[start - 1] is '=' or ' ' or ':' or '-' or '\n') && (end == text.Length || !(char.IsAsciiLetterOrDigit(text[end]) || text[end] == '.'))
            ? TextSpan.FromBounds(start, end)
            : default;
    }

    // The length of a placeholder at a place; 0 for none.
    private static int LengthAt(string text, int position)
    {
        if (text[position] == '.')
        {
            // A word of three dots or more.
            var end = position;
            while (end < text.Length && text[end] == '.')
            {
                end++;
            }

            var isWord = (position == 0 || char.IsWhiteSpace(text[position - 1])) && (end == text.Length || char.IsWhiteSpace(text[end]));
            return isWord && end - position > 2 ? end - position : end - position > 1 ? 1 : 0;
        }

        if (position + 2 >= text.Length || !char.IsLetter(text[position + 1]))
        {
            return 0;
        }

        for (var i = position + 1; i < text.Length && i < position + LongestName; i++)
        {
            if (text[i] == '>')
            {
                return text[i - 1] == ' ' ? 0 : i + 1 - position;
            }

            if (!char.IsLetterOrDigit(text[i]) && text[i] is not ('_' or '-' or ' ' or '.' or '|' or '/'))
            {
                return 0;
            }
        }

        return 0;
    }

    private static void Write(Span<char> placeholder, GuideShell shell)
    {
        for (var i = 1; i < placeholder.Length; i++)
        {
            placeholder[i] = char.IsAsciiLetterOrDigit(placeholder[i]) ? placeholder[i] : '_';
        }

        placeholder[0] = shell == GuideShell.Batch ? '%' : '$';
        if (shell == GuideShell.Batch)
        {
            placeholder[^1] = '%';
        }
    }
}
