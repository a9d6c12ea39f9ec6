namespace EnvLint.Manifests.Compose;

/// <summary>Says which YAML files are compose files: by name, and by the keys at the margin.</summary>
internal static class ComposeFileName
{
    // Keys of workflows, of Kubernetes and of charts, which stand beside "services" there or in files of the same name.
    private static readonly string[] s_foreign = ["apiVersion", "kind", "jobs", "on", "stages", "dependencies", "spec"];

    /// <summary>Whether a name is one that people give to compose files: <c>compose.yaml</c>, <c>docker-compose.gpu.yml</c>, <c>dev.compose.yml</c>.</summary>
    /// <param name="name">The name without folders.</param>
    public static bool Is(ReadOnlySpan<char> name)
    {
        var extension = name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) ? 4 : name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) ? 5 : 0;
        if (extension == 0)
        {
            return false;
        }

        var stem = name[..^extension];
        foreach (var word in (ReadOnlySpan<string>)["docker-compose", "docker_compose", "compose"])
        {
            if (stem.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (stem.Length == word.Length || stem[word.Length] is '.' or '-' or '_'))
            {
                return true;
            }
        }

        return stem.EndsWith(".compose", StringComparison.OrdinalIgnoreCase) || stem.EndsWith("-compose", StringComparison.OrdinalIgnoreCase) || stem.EndsWith("_compose", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether the text of a file with such a name is a compose file.</summary>
    /// <param name="text">The text.</param>
    public static bool IsText(ReadOnlySpan<char> text)
    {
        var hasServices = false;
        foreach (var line in text.EnumerateLines())
        {
            var key = KeyOf(line);
            if (key.IsEmpty)
            {
                // {"services": {…}}
                hasServices |= line is ['{', ..] && text.Contains("services", StringComparison.Ordinal);
                continue;
            }

            foreach (var foreign in s_foreign)
            {
                if (key.SequenceEqual(foreign))
                {
                    return false;
                }
            }

            hasServices |= key is "services";
        }

        return hasServices;
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
}
