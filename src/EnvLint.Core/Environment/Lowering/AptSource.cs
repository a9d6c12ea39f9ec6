namespace EnvLint.Environment.Lowering;

/// <summary>Reads entries of apt's source lists.</summary>
internal static class AptSource
{
    /// <summary>Address and keyring of <c>deb [signed-by=KEYRING] ADDRESS SUITE …</c>, of a deb822 <c>URIs:</c> line, or of a bare address.</summary>
    /// <param name="entry">One entry.</param>
    public static (string? Url, string SignedBy) Parse(string entry)
    {
        var text = entry.Trim();
        if (text.StartsWith("URIs:", StringComparison.OrdinalIgnoreCase))
        {
            return (text[5..].Trim(), "");
        }

        if (text.StartsWith("deb-src", StringComparison.Ordinal))
        {
            text = text[7..].TrimStart();
        }
        else if (text.StartsWith("deb ", StringComparison.Ordinal) || text.StartsWith("deb\t", StringComparison.Ordinal) || text.StartsWith("deb[", StringComparison.Ordinal))
        {
            text = text[3..].TrimStart();
        }
        else
        {
            return (text.Length == 0 ? null : text, "");
        }

        var signedBy = "";
        if (text.StartsWith('['))
        {
            var end = text.IndexOf(']', StringComparison.Ordinal);
            if (end < 0)
            {
                return (null, "");
            }

            foreach (var option in text[1..end].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (option.StartsWith("signed-by=", StringComparison.OrdinalIgnoreCase))
                {
                    signedBy = option["signed-by=".Length..];
                }
            }

            text = text[(end + 1)..].TrimStart();
        }

        var blank = text.AsSpan().IndexOfAny(' ', '\t');
        var url = blank < 0 ? text : text[..blank];
        return (url.Length == 0 ? null : url, signedBy);
    }
}
