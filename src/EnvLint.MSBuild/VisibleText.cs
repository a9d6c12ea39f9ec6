using System.Globalization;
using System.Text;
using EnvLint.Reporting.Display;

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
            var length = char.IsSurrogatePair(text, i) ? 2 : 1;
            var value = length == 2 ? char.ConvertToUtf32(text, i) : text[i];
            if (HiddenCharacters.Contains(value) || HiddenCharacters.IsJoiner(value) || StartsCommand(text, i))
            {
                output.AppendFormat(CultureInfo.InvariantCulture, value < 0x100 ? @"\x{0:x2}" : @"\u{{{0:x}}}", value);
            }
            else
            {
                output.Append(text, i, length);
            }

            i += length - 1;
        }

        return output.ToString();
    }

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
}
