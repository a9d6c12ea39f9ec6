namespace EnvLint.Manifests.Conda;

/// <summary>Says which YAML files are environment files of conda: by name, and where others use the name too, by the keys at the margin.</summary>
internal static class CondaFileName
{
    private static readonly string[] s_keys = ["dependencies", "channels", "prefix"];

    // Keys of other formats that share names with ours: Kubernetes, compose, workflows, charts, lock files.
    private static readonly string[] s_foreign =
        ["apiVersion", "kind", "services", "jobs", "on", "metadata", "package", "packages", "stages", "steps", "resources", "spec", "env_specs", "flutter", "$schema", "conda_file"];

    private static readonly string[] s_folders = ["env", "envs", "environment", "environments", "conda", "conda-env", "conda-envs", "conda_env", "conda_envs"];

    /// <summary>The name that conda looks for itself.</summary>
    public static bool IsOwn(ReadOnlySpan<char> name) =>
        name.Equals("environment.yml", StringComparison.OrdinalIgnoreCase) || name.Equals("environment.yaml", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a path is one that people give to environment files, and others to theirs: the text has to say.</summary>
    public static bool May(string path)
    {
        var slash = path.LastIndexOf('/');
        var name = path.AsSpan(slash + 1);
        var extension = name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) ? 4 : name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) ? 5 : 0;
        if (extension == 0 || name.Length == extension)
        {
            return false;
        }

        var stem = name[..^extension];
        if (stem.EndsWith("conda-lock", StringComparison.OrdinalIgnoreCase) || stem.EndsWith(".devenv", StringComparison.OrdinalIgnoreCase)
            || path.Contains(".github/", StringComparison.Ordinal))
        {
            return false;
        }

        return stem.StartsWith("env", StringComparison.OrdinalIgnoreCase)
            || stem.StartsWith("conda", StringComparison.OrdinalIgnoreCase)
            || stem.EndsWith("environment", StringComparison.OrdinalIgnoreCase)
            || stem.EndsWith("conda", StringComparison.OrdinalIgnoreCase)
            || (stem.EndsWith("env", StringComparison.OrdinalIgnoreCase) && stem.Length > 3 && stem[^4] is '-' or '_' or '.')
            || IsInFolder(path.AsSpan(0, Math.Max(slash, 0)));
    }

    /// <summary>Whether the text of a file with conda's own name can be an environment file.</summary>
    public static bool IsOwnText(ReadOnlySpan<char> text)
    {
        var any = false;
        var hasName = false;
        var hasOther = false;
        foreach (var line in text.EnumerateLines())
        {
            if (KeyOf(line) is not { IsEmpty: false } key)
            {
                // { name: x, dependencies: [y] }
                any |= line is ['{', ..] && text.Contains("dependencies", StringComparison.Ordinal);
                continue;
            }

            if (Is(key, s_foreign))
            {
                return false;
            }

            // Many files have a name: alone it says something, among keys of others it does not.
            var isName = key is "name";
            var isOurs = !isName && (Is(key, s_keys) || IsNear(key));
            any |= isOurs;
            hasName |= isName;
            hasOther |= !isName && !isOurs;
        }

        return any || (hasName && !hasOther);
    }

    /// <summary>Whether the text of a file with a name that many use is an environment file.</summary>
    public static bool IsText(ReadOnlySpan<char> text)
    {
        var hasList = false;
        var hasOther = false;
        var hasPip = false;
        var isOpen = false;
        foreach (var line in text.EnumerateLines())
        {
            var key = KeyOf(line);
            if (key.IsEmpty)
            {
                var item = line.TrimStart(" \t");
                if (item.IsEmpty || item[0] == '#')
                {
                    continue;
                }

                // The first line below "dependencies:" has to be an item.
                hasList |= isOpen && item.StartsWith("- ", StringComparison.Ordinal);
                isOpen = false;
                hasPip |= item.StartsWith("- pip:", StringComparison.Ordinal);
                continue;
            }

            isOpen = false;
            if (Is(key, s_foreign))
            {
                return false;
            }

            if (key is "dependencies")
            {
                var value = line[(line.IndexOf(':') + 1)..].TrimStart(" \t");
                isOpen = value.IsEmpty || value[0] == '#';
                hasList |= value is ['[', ..];
            }
            else
            {
                hasOther |= key is "channels" or "name";
            }
        }

        return hasList && (hasOther || hasPip);
    }

    private static bool IsInFolder(ReadOnlySpan<char> folder)
    {
        var name = folder[(folder.LastIndexOf('/') + 1)..];
        foreach (var known in s_folders)
        {
            if (name.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // A key at the margin; empty for any other line.
    private static ReadOnlySpan<char> KeyOf(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty || line[0] is ' ' or '\t' or '#' or '-' or '{' or '[' or '%')
        {
            return [];
        }

        var colon = line.IndexOf(':');
        return colon <= 0 || (colon + 1 < line.Length && line[colon + 1] is not (' ' or '\t')) ? [] : line[..colon].Trim(" \t\"'");
    }

    private static bool Is(ReadOnlySpan<char> key, string[] names)
    {
        foreach (var name in names)
        {
            if (key.SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
    }

    // dependecies, dependancies, dependency, channel, chanels: what CND001 is there for.
    private static bool IsNear(ReadOnlySpan<char> key) =>
        key.Length is > 4 and < 16
        && (key.StartsWith("dep", StringComparison.OrdinalIgnoreCase) || key.StartsWith("chan", StringComparison.OrdinalIgnoreCase));
}
