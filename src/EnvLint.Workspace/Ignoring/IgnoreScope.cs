namespace EnvLint.Workspace.Ignoring;

/// <summary>The ignore files that hold for one folder: its own, then those of the folders above, then <c>.git/info/exclude</c>.</summary>
/// <remarks>Immutable: a folder's scope is made from its parent's.</remarks>
internal sealed class IgnoreScope
{
    private readonly IgnoreScope? _parent;
    private readonly IgnorePattern[] _patterns;
    private readonly int _baseLength;
    private readonly bool _ignoreCase;

    private IgnoreScope(IgnoreScope? parent, IgnorePattern[] patterns, int baseLength, bool ignoreCase)
    {
        _parent = parent;
        _patterns = patterns;
        _baseLength = baseLength;
        _ignoreCase = ignoreCase;
    }

    /// <summary>A scope without patterns.</summary>
    /// <param name="ignoreCase">Whether the file system takes names in either case, as git assumes on Windows and macOS.</param>
    public static IgnoreScope Empty(bool ignoreCase) => new(null, [], 0, ignoreCase);

    /// <summary>The scope with one more ignore file, which wins over those before it.</summary>
    /// <param name="content">The file's bytes.</param>
    /// <param name="baseLength">Length in UTF-8 of the folder's path from the root, its last <c>/</c> included; 0 for the root.</param>
    public IgnoreScope With(ReadOnlySpan<byte> content, int baseLength)
    {
        var patterns = new List<IgnorePattern>();
        if (content.StartsWith("\uFEFF"u8))
        {
            content = content[3..];
        }

        while (!content.IsEmpty)
        {
            var end = content.IndexOf((byte)'\n');
            var line = end < 0 ? content : content[..end];
            content = end < 0 ? [] : content[(end + 1)..];
            if (!line.IsEmpty && line[^1] == '\r')
            {
                line = line[..^1];
            }

            if (IgnorePattern.Parse(line) is { } pattern)
            {
                patterns.Add(pattern);
            }
        }

        return patterns.Count == 0 ? this : new IgnoreScope(this, patterns.ToArray(), baseLength, _ignoreCase);
    }

    /// <summary>Whether a path is ignored. The folders above it are not looked at: who walks does not enter an ignored folder.</summary>
    /// <param name="path">The path from the root, in UTF-8 with <c>/</c>; inside the scope's folder.</param>
    /// <param name="isDirectory">Whether it is a folder.</param>
    public bool IsIgnored(ReadOnlySpan<byte> path, bool isDirectory)
    {
        for (var scope = this; scope is not null; scope = scope._parent)
        {
            var relative = path[scope._baseLength..];
            for (var i = scope._patterns.Length - 1; i >= 0; i--)
            {
                if (scope._patterns[i].Matches(relative, isDirectory, scope._ignoreCase))
                {
                    return !scope._patterns[i].IsNegated;
                }
            }
        }

        return false;
    }
}
