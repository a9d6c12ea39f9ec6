namespace EnvLint.Syntax.Requirements;

/// <summary>Names of projects and extras.</summary>
public static class ProjectName
{
    /// <summary>A name as PEP 503 compares it: lower case, runs of <c>-_.</c> as one dash.</summary>
    /// <param name="name">A name in any spelling.</param>
    public static string Normalize(ReadOnlySpan<char> name)
    {
        Span<char> buffer = name.Length <= 128 ? stackalloc char[name.Length] : new char[name.Length];
        var length = 0;
        foreach (var character in name)
        {
            if (character is '-' or '_' or '.')
            {
                if (length > 0 && buffer[length - 1] != '-')
                {
                    buffer[length++] = '-';
                }
            }
            else
            {
                buffer[length++] = char.ToLowerInvariant(character);
            }
        }

        return buffer[..length].ToString();
    }

    /// <summary>The length of the name at the beginning of a text: letters, digits and <c>-_.</c>, with a letter or digit at both ends.</summary>
    internal static int LengthAt(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_' or '.'))
        {
            end++;
        }

        while (end > 0 && !char.IsAsciiLetterOrDigit(text[end - 1]))
        {
            end--;
        }

        return end > 0 && char.IsAsciiLetterOrDigit(text[0]) ? end : 0;
    }
}
