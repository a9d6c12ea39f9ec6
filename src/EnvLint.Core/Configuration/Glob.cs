using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace EnvLint.Configuration;

/// <summary>A pattern for paths relative to the root, written with <c>/</c>.</summary>
/// <remarks>
/// <para><c>*</c> and <c>?</c> stand for characters other than <c>/</c>; <c>[a-z]</c> and <c>[!a-z]</c> for one character of a set or outside it;
/// <c>{a,b}</c> for one of several; <c>\</c> takes the meaning from the character behind it. A component <c>**</c> stands for any number of folders, also none.</para>
/// <para>A pattern without <c>/</c> fits a name in any folder; one with <c>/</c> fits the whole path from the root. <c>x/</c> and <c>x/**</c> fit the folder and all that is in it.
/// Letter case counts on every system, so that the same commit gives the same result everywhere.</para>
/// <para>Matching takes time in proportion to the length of the path times that of the pattern, whatever they are.</para>
/// </remarks>
public sealed class Glob
{
    /// <summary>Longest pattern, also after its alternatives are written out, in UTF-16 code units.</summary>
    public const int LongestPattern = 512;

    /// <summary>Most alternatives that braces may multiply to.</summary>
    public const int MostAlternatives = 64;

    private readonly ImmutableArray<Step[]> _alternatives;

    private Glob(string pattern, ImmutableArray<Step[]> alternatives)
    {
        Pattern = pattern;
        _alternatives = alternatives;
    }

    private enum StepKind : byte
    {
        Literal,
        AnyCharacter,
        Set,

        /// <summary><c>*</c>.</summary>
        Star,

        /// <summary>Where a component that <c>**/</c> stands for may begin.</summary>
        FoldersStart,

        /// <summary>Inside such a component; its <c>/</c> leads back to <see cref="FoldersStart"/>.</summary>
        FoldersInside,

        /// <summary>The end, or <c>/</c> and all that follows.</summary>
        TailStart,

        /// <summary>All that follows.</summary>
        TailInside,
    }

    /// <summary>The pattern as written.</summary>
    public string Pattern { get; }

    /// <summary>Reads a pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="glob">The result; null where there is an error.</param>
    /// <param name="error">What is wrong, without a full stop; null where nothing is.</param>
    public static bool TryParse(string pattern, [NotNullWhen(true)] out Glob? glob, [NotNullWhen(false)] out string? error)
    {
        glob = null;
        if (pattern.Length > LongestPattern)
        {
            error = $"a pattern has at most {LongestPattern} characters";
            return false;
        }

        var alternatives = ImmutableArray.CreateBuilder<Step[]>(1);
        foreach (var flat in ExpandBraces(pattern, out error))
        {
            if (!TryCompile(flat, out var steps, out error))
            {
                return false;
            }

            alternatives.Add(steps);
        }

        if (error is not null)
        {
            return false;
        }

        glob = new Glob(pattern, alternatives.ToImmutable());
        return true;
    }

    /// <summary>Whether a path fits.</summary>
    /// <param name="path">Path relative to the root, with <c>/</c>, without <c>./</c> in front and <c>/</c> behind.</param>
    public bool IsMatch(ReadOnlySpan<char> path)
    {
        foreach (var steps in _alternatives)
        {
            if (IsMatch(steps, path))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a path or one of the folders above it fits: what excludes a folder excludes what it holds.</summary>
    /// <param name="path">Path relative to the root, with <c>/</c>.</param>
    public bool IsMatchWithFolders(ReadOnlySpan<char> path)
    {
        for (var end = path.Length; end > 0; end = path[..end].LastIndexOf('/'))
        {
            if (IsMatch(path[..end]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The pattern as written.</summary>
    public override string ToString() => Pattern;

    private static bool IsMatch(Step[] steps, ReadOnlySpan<char> path)
    {
        // Literals in front decide most paths without the machinery below.
        var prefix = 0;
        while (prefix < steps.Length && steps[prefix].Kind == StepKind.Literal)
        {
            if (prefix >= path.Length || path[prefix] != steps[prefix].Character)
            {
                return false;
            }

            prefix++;
        }

        if (prefix == steps.Length)
        {
            return path.Length == prefix;
        }

        // All places of the pattern that the path read so far can have led to.
        Span<bool> places = stackalloc bool[steps.Length + 1];
        Span<bool> next = stackalloc bool[steps.Length + 1];
        places.Clear();
        places[prefix] = true;
        FollowEmpty(steps, places);
        foreach (var c in path[prefix..])
        {
            next.Clear();
            var alive = false;
            for (var i = prefix; i < steps.Length; i++)
            {
                if (places[i] && steps[i].Advance(i, c) is var to and >= 0)
                {
                    next[to] = true;
                    alive = true;
                }
            }

            if (!alive)
            {
                return false;
            }

            FollowEmpty(steps, next);
            var reused = places;
            places = next;
            next = reused;
        }

        return places[steps.Length];
    }

    // Steps that may stand for nothing lead on at once. They lead forwards only, so one pass is enough.
    private static void FollowEmpty(Step[] steps, Span<bool> places)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            if (!places[i])
            {
                continue;
            }

            switch (steps[i].Kind)
            {
                case StepKind.Star or StepKind.TailInside:
                    places[i + 1] = true;
                    break;
                case StepKind.FoldersStart or StepKind.TailStart:
                    places[i + 2] = true;
                    break;
            }
        }
    }

    private static List<string> ExpandBraces(string pattern, out string? error)
    {
        var done = new List<string>();
        var open = new Stack<string>();
        open.Push(pattern);
        error = null;
        while (open.TryPop(out var current))
        {
            var brace = FindBrace(current);
            if (brace < 0)
            {
                done.Add(current);
            }
            else if (FindParts(current, brace) is { } parts)
            {
                for (var i = parts.Count - 1; i > 0; i--)
                {
                    var text = string.Concat(current.AsSpan(0, brace), current.AsSpan(parts[i - 1] + 1, parts[i] - parts[i - 1] - 1), current.AsSpan(parts[^1] + 1));
                    open.Push(text);
                }
            }
            else
            {
                error = "'{' has no '}'";
                break;
            }

            if (done.Count + open.Count > MostAlternatives)
            {
                error = $"the braces multiply to more than {MostAlternatives} patterns";
                break;
            }
        }

        return error is null ? done : [];
    }

    // The first '{' that is neither quoted nor inside a set.
    private static int FindBrace(string pattern)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case '[':
                    i = EndOfSet(pattern, i) is var end and >= 0 ? end : i;
                    break;
                case '{':
                    return i;
            }
        }

        return -1;
    }

    // Offsets of the '{', its commas and its '}'; null where the '}' is missing.
    private static List<int>? FindParts(string pattern, int brace)
    {
        var parts = new List<int> { brace };
        var depth = 0;
        for (var i = brace; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case '[':
                    i = EndOfSet(pattern, i) is var end and >= 0 ? end : i;
                    break;
                case '{':
                    depth++;
                    break;
                case ',' when depth == 1:
                    parts.Add(i);
                    break;
                case '}' when --depth == 0:
                    parts.Add(i);
                    return parts;
            }
        }

        return null;
    }

    // Offset of the ']' that ends the set; a ']' that comes first belongs to the set.
    private static int EndOfSet(string pattern, int start)
    {
        var first = start + 1;
        if (first < pattern.Length && pattern[first] is '!' or '^')
        {
            first++;
        }

        for (var i = first; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
            {
                i++;
            }
            else if (pattern[i] == ']' && i > first)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool TryCompile(string pattern, [NotNullWhen(true)] out Step[]? result, [NotNullWhen(false)] out string? error)
    {
        result = null;
        var text = pattern;
        while (text.StartsWith("./", StringComparison.Ordinal))
        {
            text = text[2..];
        }

        var anchored = text.TrimEnd('/').Contains('/', StringComparison.Ordinal);
        text = text.TrimStart('/');
        if (text.EndsWith('/'))
        {
            text = text.TrimEnd('/') + "/**";
        }

        // Of several "**" at the end one says all.
        while (text == "**/**" || text.EndsWith("/**/**", StringComparison.Ordinal))
        {
            text = text[..^3];
        }

        if (text.Length == 0 || text == "/**")
        {
            error = "the pattern is empty";
            return false;
        }

        if (text == ".." || text.StartsWith("../", StringComparison.Ordinal) || text.Contains("/../", StringComparison.Ordinal) || text.EndsWith("/..", StringComparison.Ordinal))
        {
            error = "a pattern cannot lead out of the root";
            return false;
        }

        var steps = new List<Step>(text.Length + 2);
        if (!anchored)
        {
            steps.Add(new Step(StepKind.FoldersStart));
            steps.Add(new Step(StepKind.FoldersInside));
        }

        for (var i = 0; i < text.Length; i++)
        {
            var isComponentStart = i == 0 || text[i - 1] == '/';
            switch (text[i])
            {
                case '/' when text.AsSpan(i) is "/**":
                    steps.Add(new Step(StepKind.TailStart));
                    steps.Add(new Step(StepKind.TailInside));
                    i += 2;
                    break;
                case '*' when isComponentStart && text.AsSpan(i) is "**":
                    steps.Add(new Step(StepKind.TailInside));
                    i++;
                    break;
                case '*' when isComponentStart && text.AsSpan(i).StartsWith("**/", StringComparison.Ordinal):
                    steps.Add(new Step(StepKind.FoldersStart));
                    steps.Add(new Step(StepKind.FoldersInside));
                    i += 2;
                    break;
                case '*':
                    if (steps.Count == 0 || steps[^1].Kind != StepKind.Star)
                    {
                        steps.Add(new Step(StepKind.Star));
                    }

                    break;
                case '?':
                    steps.Add(new Step(StepKind.AnyCharacter));
                    break;
                case '[':
                    var end = EndOfSet(text, i);
                    if (end < 0)
                    {
                        error = "'[' has no ']'";
                        return false;
                    }

                    steps.Add(ReadSet(text.AsSpan(i + 1, end - i - 1)));
                    i = end;
                    break;
                case '\\':
                    if (i + 1 == text.Length)
                    {
                        error = "nothing follows the last '\\'";
                        return false;
                    }

                    steps.Add(new Step(StepKind.Literal, text[++i]));
                    break;
                default:
                    steps.Add(new Step(StepKind.Literal, text[i]));
                    break;
            }
        }

        result = steps.ToArray();
        error = null;
        return true;
    }

    private static Step ReadSet(ReadOnlySpan<char> inside)
    {
        var isNegated = inside[0] is '!' or '^';
        if (isNegated)
        {
            inside = inside[1..];
        }

        var ranges = new List<(char First, char Last)>();
        for (var i = 0; i < inside.Length; i++)
        {
            var first = ReadSetCharacter(inside, ref i);
            var last = first;
            if (i + 2 < inside.Length && inside[i + 1] == '-')
            {
                i += 2;
                last = ReadSetCharacter(inside, ref i);
            }

            ranges.Add((first, last));
        }

        return new Step(StepKind.Set, isNegated, ranges.ToArray());
    }

    private static char ReadSetCharacter(ReadOnlySpan<char> inside, ref int index)
    {
        if (inside[index] == '\\' && index + 1 < inside.Length)
        {
            index++;
        }

        return inside[index];
    }

    private readonly struct Step
    {
        private readonly bool _isNegated;
        private readonly (char First, char Last)[]? _ranges;

        public Step(StepKind kind, char character = '\0')
        {
            Kind = kind;
            Character = character;
        }

        public Step(StepKind kind, bool isNegated, (char First, char Last)[] ranges)
            : this(kind)
        {
            _isNegated = isNegated;
            _ranges = ranges;
        }

        public StepKind Kind { get; }

        public char Character { get; }

        // Where a character leads from this step at an index; -1 for nowhere.
        public int Advance(int index, char c) => Kind switch
        {
            StepKind.Literal => c == Character ? index + 1 : -1,
            StepKind.AnyCharacter => c != '/' ? index + 1 : -1,
            StepKind.Set => c != '/' && IsInSet(c) ? index + 1 : -1,
            StepKind.Star => c != '/' ? index : -1,
            StepKind.FoldersStart => c != '/' ? index + 1 : -1,
            StepKind.FoldersInside => c != '/' ? index : index - 1,
            StepKind.TailStart => c == '/' ? index + 1 : -1,
            _ => index,
        };

        private bool IsInSet(char c)
        {
            foreach (var (first, last) in _ranges ?? [])
            {
                if (c >= first && c <= last)
                {
                    return !_isNegated;
                }
            }

            return _isNegated;
        }
    }
}
