namespace EnvLint.Environment.Lowering;

/// <summary>Reads entries of apt's source lists.</summary>
internal static class AptSource
{
    /// <summary>Address, keyring and suite of <c>deb [signed-by=KEYRING] ADDRESS SUITE …</c>, of a deb822 <c>URIs:</c> line, or of a bare address.</summary>
    /// <param name="entry">One entry.</param>
    public static (string? Url, string SignedBy, string Suite) Parse(string entry)
    {
        var text = entry.Trim();
        if (text.StartsWith("URIs:", StringComparison.OrdinalIgnoreCase))
        {
            return (text[5..].Trim(), "", "");
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
            return (text.Length == 0 ? null : text, "", "");
        }

        var signedBy = "";
        if (text.StartsWith('['))
        {
            var close = text.IndexOf(']', StringComparison.Ordinal);
            if (close < 0)
            {
                return (null, "", "");
            }

            foreach (var option in text[1..close].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (option.StartsWith("signed-by=", StringComparison.OrdinalIgnoreCase))
                {
                    signedBy = option["signed-by=".Length..];
                }
            }

            text = text[(close + 1)..].TrimStart();
        }

        var blank = text.AsSpan().IndexOfAny(' ', '\t');
        var url = blank < 0 ? text : text[..blank];
        var rest = blank < 0 ? "" : text[blank..].Trim();
        var end = rest.AsSpan().IndexOfAny(' ', '\t');
        return (url.Length == 0 ? null : url, signedBy, end < 0 ? rest : rest[..end]);
    }
}
