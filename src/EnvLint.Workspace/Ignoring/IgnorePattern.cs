namespace EnvLint.Workspace.Ignoring;

/// <summary>One line of an ignore file.</summary>
internal sealed class IgnorePattern
{
    // PATH_MAX of Linux: a longer line names no file, and bounds the matcher's depth.
    private const int LongestPattern = 4096;

    private readonly byte[] _pattern;
    private readonly int _literalLength;
    private readonly bool _directoryOnly;
    private readonly bool _nameOnly;

    private IgnorePattern(byte[] pattern, int literalLength, bool negated, bool directoryOnly, bool nameOnly)
    {
        _pattern = pattern;
        _literalLength = literalLength;
        IsNegated = negated;
        _directoryOnly = directoryOnly;
        _nameOnly = nameOnly;
    }

    /// <summary>Whether the line begins with <c>!</c> and takes back what earlier lines ignored.</summary>
    public bool IsNegated { get; }

    /// <summary>Reads one line; null for blank lines, comments and lines that are too long to name a file.</summary>
    /// <param name="line">The line without its line end.</param>
    public static IgnorePattern? Parse(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty || line[0] == '#')
        {
            return null;
        }

        var zero = line.IndexOf((byte)0);
        line = TrimTrailingSpaces(zero < 0 ? line : line[..zero]);
        var negated = !line.IsEmpty && line[0] == '!';
        if (negated)
        {
            line = line[1..];
        }

        var directoryOnly = !line.IsEmpty && line[^1] == '/';
        if (directoryOnly)
        {
            line = line[..^1];
        }

        if (line.IsEmpty || line.Length > LongestPattern)
        {
            return null;
        }

        var nameOnly = !line.Contains((byte)'/');
        if (line[0] == '/')
        {
            line = line[1..];
        }

        var special = line.IndexOfAny("*?[\\"u8);
        return new IgnorePattern(line.ToArray(), special < 0 ? line.Length : special, negated, directoryOnly, nameOnly);
    }

    /// <summary>Whether the line speaks of a path.</summary>
    /// <param name="path">The path from the ignore file's folder, in UTF-8 with <c>/</c>.</param>
    /// <param name="isDirectory">Whether it is a folder.</param>
    /// <param name="ignoreCase">Whether the file system takes names in either case.</param>
    public bool Matches(ReadOnlySpan<byte> path, bool isDirectory, bool ignoreCase)
    {
        if (_directoryOnly && !isDirectory)
        {
            return false;
        }

        var pattern = _pattern.AsSpan();
        if (_nameOnly)
        {
            var name = path[(path.LastIndexOf((byte)'/') + 1)..];
            return _literalLength == pattern.Length
                ? SameLetters(pattern, name, ignoreCase)
                : WildMatch.IsMatch(pattern, name, pathName: false, ignoreCase);
        }

        if (path.Length < _literalLength || !SameLetters(pattern[.._literalLength], path[.._literalLength], ignoreCase))
        {
            return false;
        }

        // Git matches what follows the literal start by itself: in "a/b**/c" the stars open a pattern and cross slashes.
        var rest = pattern[_literalLength..];
        return rest.IsEmpty ? path.Length == _literalLength : WildMatch.IsMatch(rest, path[_literalLength..], pathName: true, ignoreCase);
    }

    private static bool SameLetters(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, bool ignoreCase)
    {
        if (!ignoreCase)
        {
            return left.SequenceEqual(right);
        }

        if (left.Length != right.Length)
        {
            return false;
        }

        for (var i = 0; i < left.Length; i++)
        {
            if (left[i] != right[i]
                && !(char.IsAsciiLetter((char)left[i]) && char.IsAsciiLetter((char)right[i]) && (left[i] | 0x20) == (right[i] | 0x20)))
            {
                return false;
            }
        }

        return true;
    }

    // Blanks at the end do not count unless a backslash stands before them.
    private static ReadOnlySpan<byte> TrimTrailingSpaces(ReadOnlySpan<byte> line)
    {
        var end = -1;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == ' ')
            {
                end = end < 0 ? i : end;
                continue;
            }

            end = -1;
            if (line[i] == '\\' && ++i == line.Length)
            {
                return line;
            }
        }

        return end < 0 ? line : line[..end];
    }
}
