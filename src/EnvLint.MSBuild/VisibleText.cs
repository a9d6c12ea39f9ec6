using System.Globalization;
using System.Text;

namespace EnvLint.MSBuild;

/// <summary>Makes text of a manifest fit for a build's log, which goes to terminals and to what reads commands out of logs.</summary>
internal static class VisibleText
{
    // What the agents of Azure Pipelines take for a command, wherever it stands in a line.
    private static readonly string[] s_commands = ["##vso[", "##["];

    /// <summary>The text on one line; characters that are hidden, move the cursor or are half a character are spelled out as <c>\x1b</c> or <c>\u{202e}</c>.</summary>
    /// <param name="text">The text.</param>
    public static string Of(string text)
    {
        var output = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                // Format characters beyond the first plane: tags, and marks of musical notation.
                if (CharUnicodeInfo.GetUnicodeCategory(text, i) == UnicodeCategory.Format)
                {
                    output.Append(Escaped(char.ConvertToUtf32(text, i)));
                }
                else
                {
                    output.Append(text, i, 2);
                }

                i++;
            }
            else if (IsHidden(text[i]) || StartsCommand(text, i))
            {
                output.Append(Escaped(text[i]));
            }
            else
            {
                output.Append(text[i]);
            }
        }

        return output.ToString();
    }

    private static bool IsHidden(char c) => c >= 0x7F
        ? CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate
        : c < ' ';

    private static bool StartsCommand(string text, int index)
    {
        foreach (var command in s_commands)
        {
            if (string.Compare(text, index, command, 0, command.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                return true;
            }
        }

        return false;
    }

    private static string Escaped(int value) => string.Format(CultureInfo.InvariantCulture, value < 0x80 ? @"\x{0:x2}" : @"\u{{{0:x}}}", value);
}
