using System.Collections.Immutable;

namespace EnvLint.Environment.Lowering;

/// <summary>A requirement as it stands on pip's command line.</summary>
/// <param name="Name">The project's name, normalised by PEP 503.</param>
/// <param name="Extras">Extras in lower case.</param>
/// <param name="Constraint">The version specifiers, without blanks around.</param>
internal sealed record PipRequirement(string Name, ImmutableArray<string> Extras, string Constraint)
{
    /// <summary>Reads <c>name[extra]==1.0; marker</c>.</summary>
    /// <returns>Null for paths, addresses and archives.</returns>
    public static PipRequirement? Parse(string text)
    {
        var value = text.AsSpan().Trim();
        var end = 0;
        while (end < value.Length && (char.IsAsciiLetterOrDigit(value[end]) || value[end] is '-' or '_' or '.'))
        {
            end++;
        }

        if (end == 0 || !char.IsAsciiLetterOrDigit(value[0]) || value[..end].EndsWith(".whl") || value[..end].EndsWith(".gz") || value[..end].EndsWith(".zip"))
        {
            return null;
        }

        var name = value[..end];
        var rest = value[end..].TrimStart();
        // A colon or slash behind the name makes it an address or a path.
        if (rest is [':' or '/' or '\\' or '+', ..])
        {
            return null;
        }

        ImmutableArray<string> extras = [];
        if (rest is ['[', ..])
        {
            var close = rest.IndexOf(']');
            if (close < 0)
            {
                return null;
            }

            extras = [.. rest[1..close].ToString().ToLowerInvariant().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
            rest = rest[(close + 1)..].TrimStart();
        }

        var marker = rest.IndexOf(';');
        if (marker >= 0)
        {
            rest = rest[..marker];
        }

        return new PipRequirement(Normalize(name), extras, rest.Trim().ToString());
    }

    /// <summary>A name as PEP 503 compares it: lower case, runs of <c>-_.</c> as one dash.</summary>
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
}
