using System.Collections.Immutable;
using EnvLint.Text;

namespace EnvLint.Environment.Linking;

/// <summary>What a <c>.dockerignore</c> leaves out of a build context: the last pattern that matches a path or a folder above it decides.</summary>
internal sealed class ContextIgnore
{
    // Patterns against paths cost the product of their lengths.
    private const int MaximumPatterns = 2_000;
    private const int MaximumLength = 500;

    private readonly ImmutableArray<Pattern> _patterns;

    private ContextIgnore(SourceText source, ImmutableArray<Pattern> patterns)
    {
        Source = source;
        _patterns = patterns;
    }

    /// <summary>The file.</summary>
    public SourceText Source { get; }

    /// <summary>Reads the file.</summary>
    /// <param name="source">Its text.</param>
    public static ContextIgnore Parse(SourceText source)
    {
        var patterns = ImmutableArray.CreateBuilder<Pattern>();
        var content = source.Content;
        for (var start = 0; start < content.Length && patterns.Count < MaximumPatterns;)
        {
            var end = content.IndexOf('\n', start) is >= 0 and var found ? found : content.Length;
            var line = content.AsSpan(start, end - start);
            if (!line.StartsWith("#"))
            {
                var text = line.Trim();
                var span = new TextSpan(start + (line.Length - line.TrimStart().Length), text.Length);
                var isNegated = text.StartsWith("!");
                var path = Clean(isNegated ? text[1..].Trim() : text);
                if (path.Length is > 0 and <= MaximumLength)
                {
                    patterns.Add(new Pattern(path, isNegated, span));
                }
            }

            start = end + 1;
        }

        return new ContextIgnore(source, patterns.DrainToImmutable());
    }

    /// <summary>The place of the pattern that leaves a path out; null where it is in the context, or a part of it.</summary>
    /// <param name="path">The path below the context's folder.</param>
    /// <param name="isFolder">Whether it is a folder, of which patterns with <c>!</c> may bring back a part.</param>
    public TextSpan? PatternOf(string path, bool isFolder)
    {
        if (path.Length > MaximumLength)
        {
            return null;
        }

        TextSpan? result = null;
        foreach (var pattern in _patterns)
        {
            if (pattern.IsNegated && isFolder)
            {
                return null;
            }

            if (pattern.IsNegated != (result is null) && MatchesPathOrParent(pattern.Path, path))
            {
                result = pattern.IsNegated ? null : pattern.Span;
            }
        }

        return result;
    }

    // As the builder cleans it: no empty parts, no '.', no '..' that leads nowhere.
    private static string Clean(ReadOnlySpan<char> text)
    {
        var parts = new List<string>();
        foreach (var part in text.ToString().Split('/'))
        {
            if (part is "" or ".")
            {
                continue;
            }

            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        return string.Join('/', parts);
    }

    private static bool MatchesPathOrParent(string pattern, string path)
    {
        for (var end = path.IndexOf('/', StringComparison.Ordinal); end >= 0; end = path.IndexOf('/', end + 1))
        {
            if (Matches(pattern, path.AsSpan(0, end)))
            {
                return true;
            }
        }

        return Matches(pattern, path);
    }

    // Each step leads from the places of the path that may be reached to those behind it.
    private static bool Matches(string pattern, ReadOnlySpan<char> path)
    {
        var reached = new bool[path.Length + 1];
        reached[0] = true;
        for (var at = 0; at < pattern.Length;)
        {
            var next = new bool[path.Length + 1];
            if (pattern[at] == '*' && at + 1 < pattern.Length && pattern[at + 1] == '*')
            {
                var start = at;
                at += 2;
                var hasSlash = at < pattern.Length && pattern[at] == '/';
                at += hasSlash ? 1 : 0;

                // '**' at the end takes everything, as it does at the beginning of a pattern that goes on without other signs; else whole folders.
                var takesAll = at == pattern.Length || (start == 0 && !hasSlash && pattern.AsSpan(at).IndexOfAny("*?[\\") < 0);
                var isOpen = false;
                for (var i = 0; i <= path.Length; i++)
                {
                    next[i] = reached[i] || (isOpen && (takesAll || path[i - 1] == '/'));
                    isOpen |= reached[i];
                }
            }
            else if (pattern[at] == '*')
            {
                at++;
                for (var i = 0; i <= path.Length; i++)
                {
                    next[i] = reached[i] || (i > 0 && next[i - 1] && path[i - 1] != '/');
                }
            }
            else
            {
                var end = EndOfOne(pattern, at);
                for (var i = 0; i < path.Length; i++)
                {
                    next[i + 1] = reached[i] && (path[i] != '/' || pattern[at] == '/') && ContextPattern.IsMatch(pattern.AsSpan(at, end - at), path.Slice(i, 1));
                }

                at = end;
            }

            reached = next;
        }

        return reached[^1];
    }

    private static int EndOfOne(string pattern, int at) => pattern[at] switch
    {
        '\\' when at + 1 < pattern.Length => at + 2,
        '[' when pattern.AsSpan(at + 1).IndexOf(']') is > 0 and var length => at + length + 2,
        _ => at + 1,
    };

    /// <summary>A line.</summary>
    private sealed record Pattern(string Path, bool IsNegated, TextSpan Span);
}
