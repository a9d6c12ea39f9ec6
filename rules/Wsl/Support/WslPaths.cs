namespace EnvLint.Rules.Wsl.Support;

/// <summary>Paths in <c>.wslconfig</c>: WSL takes them literally, from a service on Windows.</summary>
internal static class WslPaths
{
    /// <summary>Why a path leads nowhere; null where it may lead somewhere.</summary>
    /// <param name="path">The path as WSL sees it.</param>
    internal static string? WhyNowhere(string path)
    {
        if (Variable(path))
        {
            return "WSL expands no variables in it";
        }

        if (path.StartsWith('~'))
        {
            return "WSL does not expand `~`";
        }

        if (path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal))
        {
            return "it is a path inside a distribution and WSL looks for it on Windows";
        }

        return IsAbsolute(path) ? null : "it has no drive and no folder";
    }

    /// <summary>Whether a path begins with a drive or a server.</summary>
    /// <param name="path">The path as WSL sees it.</param>
    internal static bool IsAbsolute(string path) =>
        path.StartsWith('\\') || path.StartsWith("//", StringComparison.Ordinal)
        || (path.Length > 2 && char.IsAsciiLetter(path[0]) && path[1] == ':' && path[2] is '\\' or '/');

    // %NAME%, as cmd writes it, or $env:NAME.
    private static bool Variable(string path)
    {
        var first = path.IndexOf('%', StringComparison.Ordinal);
        var second = first < 0 ? -1 : path.IndexOf('%', first + 1);
        return second > first + 1 || path.StartsWith("$env:", StringComparison.OrdinalIgnoreCase);
    }
}
