using System.Text;

namespace EnvLint.Reporting.Sarif;

/// <summary>Paths as the addresses that SARIF wants: percent-encoded, relative ones relative to <c>%SRCROOT%</c>.</summary>
internal static class SarifUri
{
    /// <summary>The address of a path.</summary>
    /// <param name="path">Relative to the root, with <c>/</c>; or absolute for a file of the machine (<c>/etc/wsl.conf</c>, <c>C:/Users/…</c>, <c>//server/share/…</c>).</param>
    /// <param name="isRelative">Whether the address is relative to the root.</param>
    public static string Of(string path, out bool isRelative)
    {
        isRelative = false;
        if (path.StartsWith("//", StringComparison.Ordinal))
        {
            return "file:" + Encode(path);
        }

        if (path.StartsWith('/'))
        {
            return "file://" + Encode(path);
        }

        if (HasDrive(path))
        {
            return $"file:///{path[0]}:{Encode(path[2..])}";
        }

        isRelative = true;
        return Encode(path);
    }

    /// <summary>Whether a path is that of a file of the machine.</summary>
    /// <param name="path">The path.</param>
    public static bool IsAbsolute(string path) => path.StartsWith('/') || HasDrive(path);

    private static bool HasDrive(string path) => path.Length > 2 && char.IsAsciiLetter(path[0]) && path[1] == ':' && path[2] == '/';

    // Each byte that is neither unreserved (RFC 3986) nor the separator; the colon too, which would make a scheme of a folder.
    private static string Encode(string path)
    {
        var output = new StringBuilder(path.Length + 16);
        foreach (var b in Encoding.UTF8.GetBytes(path))
        {
            var c = (char)b;
            if (char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '.' or '_' or '~')
            {
                output.Append(c);
            }
            else
            {
                output.Append('%').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return output.ToString();
    }
}
