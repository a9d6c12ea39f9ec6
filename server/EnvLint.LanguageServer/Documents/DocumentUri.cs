using System.Text;

namespace EnvLint.LanguageServer.Documents;

/// <summary>Between URIs and paths of this machine.</summary>
internal static class DocumentUri
{
    private const string FileScheme = "file";

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What a URI says.</summary>
    /// <param name="Path">The absolute path on this machine; null for what is no file here.</param>
    /// <param name="Name">The last part of its path; empty where it has none.</param>
    /// <param name="Key">Equal for URIs that lead to the same document.</param>
    /// <param name="IsUntitled">Whether it is a document that was never saved.</param>
    internal readonly record struct Parts(string? Path, string Name, string Key, bool IsUntitled);

    /// <summary>Reads a URI. Never throws: what is no URI has no path.</summary>
    /// <param name="uri">The URI.</param>
    /// <param name="isWindows">Whether the machine's paths are those of Windows.</param>
    public static Parts Parse(string uri, bool isWindows)
    {
        var colon = SchemeLength(uri);
        if (colon < 0 || !uri.AsSpan(0, colon).Equals(FileScheme, StringComparison.OrdinalIgnoreCase))
        {
            return ParseOther(uri, colon);
        }

        // In a file's URI a bare # or ? is taken for a part of its name: clients forget to encode it, and never send a fragment.
        var rest = uri[(colon + 1)..];
        var authority = "";
        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            var slash = rest.IndexOf('/', 2);
            authority = Decode(slash < 0 ? rest[2..] : rest[2..slash]) ?? "";
            rest = slash < 0 ? "/" : rest[slash..];
        }

        if (Decode(rest) is not { } decoded || decoded.Contains('\0', StringComparison.Ordinal))
        {
            return new Parts(null, NameOf(rest), uri, IsUntitled: false);
        }

        // file:////server/share is an older way to write \\server\share.
        if (isWindows && authority.Length == 0 && decoded.StartsWith("//", StringComparison.Ordinal) && PartsOf(decoded.Replace('\\', '/')) is [var first, .. var others])
        {
            return OfShare(first, others, isWindows);
        }

        if (authority.Length > 0 && !authority.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return OfShare(authority, PartsOf(decoded.Replace('\\', '/')), isWindows);
        }

        if (IsDrive(decoded))
        {
            return OfDrive(decoded, isWindows);
        }

        var parts = PartsOf(isWindows ? decoded.Replace('\\', '/') : decoded);
        var path = "/" + string.Join('/', parts);

        // A path without a drive is none of Windows.
        return new Parts(isWindows ? null : path, parts.Count > 0 ? parts[^1] : "", path, IsUntitled: false);
    }

    /// <summary>The URI of a file.</summary>
    /// <param name="fullPath">Absolute path.</param>
    /// <param name="isWindows">Whether it is a path of Windows.</param>
    public static string OfPath(string fullPath, bool isWindows)
    {
        var path = isWindows ? fullPath.Replace('\\', '/') : fullPath;
        var uri = new StringBuilder("file://", path.Length + 16);
        if (isWindows && path.StartsWith("//", StringComparison.Ordinal))
        {
            path = path[2..];
        }
        else if (!path.StartsWith('/'))
        {
            uri.Append('/');
        }

        foreach (var value in Encoding.UTF8.GetBytes(path))
        {
            if (char.IsAsciiLetterOrDigit((char)value) || value is (byte)'/' or (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~')
            {
                uri.Append((char)value);
            }
            else
            {
                uri.Append('%').Append(HexDigit(value >> 4)).Append(HexDigit(value & 15));
            }
        }

        return uri.ToString();
    }

    private static Parts ParseOther(string uri, int colon)
    {
        var rest = uri.AsSpan(colon + 1);
        var end = rest.IndexOfAny('?', '#');
        var scheme = colon < 0 ? [] : uri.AsSpan(0, colon);
        return new Parts(null, NameOf((end < 0 ? rest : rest[..end]).ToString()), colon < 0 ? ":" + uri : Normalize(uri), scheme.Equals("untitled", StringComparison.OrdinalIgnoreCase));
    }

    private static Parts OfShare(string server, List<string> parts, bool isWindows)
    {
        // \\wsl$ is the older name of \\wsl.localhost. In there letter case counts, as it does on Linux.
        var isWsl = server.Equals("wsl$", StringComparison.OrdinalIgnoreCase) || server.Equals("wsl.localhost", StringComparison.OrdinalIgnoreCase);
        var name = parts.Count > 0 ? parts[^1] : "";
        var joined = string.Join('/', parts);
        var key = isWsl ? "//wsl.localhost/" + joined : "//" + (server + "/" + joined).ToLowerInvariant();
        return new Parts(isWindows ? $@"\\{server}\{joined.Replace('/', '\\')}" : null, name, key, IsUntitled: false);
    }

    private static Parts OfDrive(string decoded, bool isWindows)
    {
        var parts = PartsOf(decoded[3..].Replace('\\', '/'));
        var path = $"{char.ToUpperInvariant(decoded[1])}:\\{string.Join('\\', parts)}";

        // Windows takes names in either case for the same.
        return new Parts(isWindows ? path : null, parts.Count > 0 ? parts[^1] : "", path.ToLowerInvariant(), IsUntitled: false);
    }

    // "/c:" or "/c:/…"; "|" is how older programs write it.
    private static bool IsDrive(string path) =>
        path.Length >= 3 && path[0] == '/' && char.IsAsciiLetter(path[1]) && path[2] is ':' or '|' && (path.Length == 3 || path[3] is '/' or '\\');

    private static List<string> PartsOf(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part == "..")
            {
                if (parts.Count > 0)
                {
                    parts.RemoveAt(parts.Count - 1);
                }
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        return parts;
    }

    // Letters, digits, '+', '-' and '.', and a letter first.
    private static int SchemeLength(string uri)
    {
        for (var i = 0; i < uri.Length; i++)
        {
            var value = uri[i];
            if (value == ':')
            {
                return i > 0 ? i : -1;
            }

            if (!char.IsAsciiLetter(value) && (i == 0 || !(char.IsAsciiDigit(value) || value is '+' or '-' or '.')))
            {
                return -1;
            }
        }

        return -1;
    }

    private static string NameOf(string path)
    {
        var trimmed = path.TrimEnd('/', '\\');
        var name = trimmed[(trimmed.LastIndexOfAny(['/', '\\']) + 1)..];
        return Decode(name) ?? name;
    }

    // Null where the escapes are no UTF-8. A % that begins no escape stands for itself.
    private static string? Decode(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length;)
        {
            bytes.Clear();
            for (; i + 2 < text.Length && text[i] == '%' && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]); i += 3)
            {
                bytes.Add((byte)((HexValue(text[i + 1]) << 4) | HexValue(text[i + 2])));
            }

            if (bytes.Count == 0)
            {
                result.Append(text[i++]);
                continue;
            }

            try
            {
                result.Append(s_strict.GetString([.. bytes]));
            }
            catch (DecoderFallbackException)
            {
                return null;
            }
        }

        return result.ToString();
    }

    // The same URI with its needless escapes undone and the others in capital letters.
    private static string Normalize(string uri)
    {
        if (!uri.Contains('%', StringComparison.Ordinal))
        {
            return uri;
        }

        var result = new StringBuilder(uri.Length);
        for (var i = 0; i < uri.Length; i++)
        {
            if (uri[i] != '%' || i + 2 >= uri.Length || !char.IsAsciiHexDigit(uri[i + 1]) || !char.IsAsciiHexDigit(uri[i + 2]))
            {
                result.Append(uri[i]);
                continue;
            }

            var value = (HexValue(uri[i + 1]) << 4) | HexValue(uri[i + 2]);
            if (char.IsAsciiLetterOrDigit((char)value) || value is '-' or '.' or '_' or '~' or ':' or '+' or '@')
            {
                result.Append((char)value);
            }
            else
            {
                result.Append('%').Append(HexDigit(value >> 4)).Append(HexDigit(value & 15));
            }

            i += 2;
        }

        return result.ToString();
    }

    private static int HexValue(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static char HexDigit(int value) => (char)(value < 10 ? '0' + value : 'A' + value - 10);
}
