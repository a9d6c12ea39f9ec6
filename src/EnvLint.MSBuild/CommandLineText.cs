using System.Text;

namespace EnvLint.MSBuild;

/// <summary>Arguments as one text, which is all that this .NET takes.</summary>
internal static class CommandLineText
{
    /// <summary>Puts arguments in quotes, so that each arrives as it is: by the rules of Windows, which .NET follows elsewhere, too.</summary>
    /// <param name="arguments">The arguments.</param>
    public static string Join(IEnumerable<string> arguments)
    {
        var text = new StringBuilder();
        foreach (var argument in arguments)
        {
            text.Append(text.Length == 0 ? "\"" : " \"");
            var backslashes = 0;
            foreach (var c in argument)
            {
                if (c == '\\')
                {
                    backslashes++;
                    continue;
                }

                // Backslashes count only before a quote: there each is written twice.
                text.Append('\\', c == '"' ? (backslashes * 2) + 1 : backslashes).Append(c);
                backslashes = 0;
            }

            text.Append('\\', backslashes * 2).Append('"');
        }

        return text.ToString();
    }
}
