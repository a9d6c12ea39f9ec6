using EnvLint.Environment.Facts;

namespace EnvLint.Environment.Linking;

/// <summary>The folder that commands run in, as far as <c>cd</c> and <c>WORKDIR</c> show it.</summary>
/// <remarks>
/// Empty where the text begins; <c>a/b</c> below that; <c>/a/b</c> where it is absolute; <c>@/a</c> below the folder of the script itself;
/// <c>#/a</c> below the root of the project. Null where it is not known.
/// </remarks>
internal static class WorkingFolder
{
    /// <summary>The name under which a table of variables keeps the folder: none that a variable can have.</summary>
    public const string Variable = "\0folder";

    /// <summary>The folder of the script itself.</summary>
    public const string Script = "@";

    /// <summary>The root of the project.</summary>
    public const string Root = "#";

    /// <summary>What a path means in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="path">The path.</param>
    /// <returns>In the form that folders have; null where it is not known.</returns>
    public static string? Combine(string? folder, string path)
    {
        if (path.StartsWith('~') || path.AsSpan().IndexOfAny('$', '\0', '\n') >= 0)
        {
            return null;
        }

        if (path.StartsWith('/'))
        {
            folder = "";
        }
        else if (folder is null)
        {
            return null;
        }

        var isAbsolute = path.StartsWith('/') || folder.StartsWith('/');
        var parts = new List<string>();
        if (!Add(parts, folder, isAbsolute) || !Add(parts, path, isAbsolute))
        {
            return null;
        }

        var text = string.Join('/', parts);
        return isAbsolute ? "/" + text : text;
    }

    private static bool Add(List<string> parts, string path, bool isAbsolute)
    {
        foreach (var part in path.Split('/'))
        {
            if (part is "" or ".")
            {
                continue;
            }

            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count > 0 && parts[^1] is not (".." or Script or Root))
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (parts is [Root])
            {
                return false;
            }
            else if (!isAbsolute)
            {
                parts.Add(part);
            }
        }

        return true;
    }

    /// <summary>What <c>cd</c>, <c>pushd</c> or <c>popd</c> leads to.</summary>
    /// <param name="use">The command.</param>
    /// <param name="folders">The folder, and behind line ends those that <c>popd</c> leads back to; null where it is not known.</param>
    public static string? Change(CommandUse use, string? folders)
    {
        var end = folders?.IndexOf('\n', StringComparison.Ordinal) ?? -1;
        if (use.Program == "popd")
        {
            return end < 0 || !use.Arguments.IsEmpty ? null : folders![(end + 1)..];
        }

        var current = end < 0 ? folders : folders![..end];
        Word? target = null;
        foreach (var argument in use.Arguments)
        {
            if (argument.Value is "--" or "-P" or "-L" or "-e")
            {
                continue;
            }

            if (target is not null)
            {
                return null;
            }

            target = argument;
        }

        if (target is null || target.Is("-") || target.Is("") || target.HasGlob)
        {
            return null;
        }

        var next = target.Value is { } value ? Combine(current, value) : OfScript(target.Raw);
        return next is null || use.Program != "pushd" || folders is null ? next : $"{next}\n{folders}";
    }

    /// <summary>The first of the folders that a table keeps.</summary>
    /// <param name="folders">The folder, and behind line ends those that <c>popd</c> leads back to.</param>
    public static string First(string folders) => folders.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? folders[..end] : folders;

    // "$(dirname "$0")/..", ${0%/*}: the folder of the script.
    private static string? OfScript(string raw)
    {
        var text = raw.Replace("\"", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal);
        foreach (var start in s_starts)
        {
            if (text.StartsWith(start, StringComparison.Ordinal) && (text.Length == start.Length || text[start.Length] == '/'))
            {
                return Combine(Script, text[start.Length..].TrimStart('/'));
            }
        }

        return null;
    }

    private static readonly string[] s_starts =
    [
        "$(dirname $0)", "$(dirname -- $0)", "$(dirname ${0})", "$(dirname ${BASH_SOURCE[0]})", "$(dirname -- ${BASH_SOURCE[0]})", "$(dirname $BASH_SOURCE)", "$(dirname ${BASH_SOURCE})",
        "$(dirname $(realpath $0))", "$(dirname $(readlink -f $0))", "$(dirname $(readlink -f ${BASH_SOURCE[0]}))", "$(dirname $(realpath ${BASH_SOURCE[0]}))",
        "`dirname $0`", "${0%/*}", "${BASH_SOURCE%/*}", "%~dp0", "$PSScriptRoot",
    ];
}
