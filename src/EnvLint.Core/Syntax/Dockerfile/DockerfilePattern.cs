using System.Text;

namespace EnvLint.Syntax.Dockerfile;

/// <summary>A pattern of <c>${x#p}</c>, <c>${x%p}</c> and <c>${x/p/r}</c>: <c>*</c>, <c>?</c>, and a backslash in front of either or of itself.</summary>
internal sealed class DockerfilePattern
{
    // Steps of matching that a file may cost before the answer is "unknown".
    private const int MaxSteps = 4_000_000;

    private const int AnyOne = -1;
    private const int AnyRun = -2;

    // Code points, or one of the two wildcards.
    private readonly int[] _items;
    private int _steps;

    private DockerfilePattern(int[] items) => _items = items;

    /// <summary>Reads a pattern.</summary>
    /// <param name="pattern">The pattern, its backslashes kept.</param>
    /// <returns>The pattern, or null where the builder refuses an escape in it.</returns>
    public static DockerfilePattern? TryParse(string pattern)
    {
        var source = ToCodePoints(pattern);
        var items = new List<int>(source.Length);
        for (var i = 0; i < source.Length; i++)
        {
            switch (source[i])
            {
                case '*':
                    items.Add(AnyRun);
                    break;
                case '?':
                    items.Add(AnyOne);
                    break;
                case '\\' when i + 1 < source.Length && source[i + 1] is '}' or '/':
                    break;
                case '\\':
                    i++;
                    if (i >= source.Length || source[i] is not ('*' or '?' or '\\'))
                    {
                        return null;
                    }

                    items.Add(source[i]);
                    break;
                default:
                    items.Add(source[i]);
                    break;
            }
        }

        return new DockerfilePattern([.. items]);
    }

    /// <summary>The value without what the pattern matches at its start.</summary>
    /// <param name="value">The value.</param>
    /// <param name="longest">Whether to take the longest match rather than the shortest.</param>
    /// <returns>The rest, or null where matching would cost too much.</returns>
    public string? RemovePrefix(string value, bool longest)
    {
        var points = ToCodePoints(value);
        var end = Match(points, 0, longest);
        return _steps > MaxSteps ? null : end < 0 ? value : FromCodePoints(points, end, points.Length);
    }

    /// <summary>The value without what the pattern matches at its end.</summary>
    /// <param name="value">The value.</param>
    /// <param name="longest">Whether to take the longest match rather than the shortest.</param>
    /// <returns>The rest, or null where matching would cost too much.</returns>
    public string? RemoveSuffix(string value, bool longest)
    {
        var points = ToCodePoints(value);
        Array.Reverse(points);
        Array.Reverse(_items);
        var end = Match(points, 0, longest);
        Array.Reverse(_items);
        Array.Reverse(points);
        return _steps > MaxSteps ? null : end < 0 ? value : FromCodePoints(points, 0, points.Length - end);
    }

    /// <summary>The value with its first match replaced.</summary>
    /// <param name="value">The value.</param>
    /// <param name="replacement">What to put there.</param>
    /// <returns>The result, or null where matching would cost too much.</returns>
    public string? ReplaceFirst(string value, string replacement)
    {
        var points = ToCodePoints(value);
        for (var start = 0; start <= points.Length; start++)
        {
            var end = Match(points, start, longest: true);
            if (_steps > MaxSteps)
            {
                return null;
            }

            if (end >= 0)
            {
                return FromCodePoints(points, 0, start) + replacement + FromCodePoints(points, end, points.Length);
            }
        }

        return value;
    }

    /// <summary>The value with every match replaced; an empty match right behind another is none.</summary>
    /// <param name="value">The value.</param>
    /// <param name="replacement">What to put there; <c>$0</c> in it stands for the match, as the builder has it.</param>
    /// <returns>The result, or null where matching would cost too much.</returns>
    public string? ReplaceAll(string value, string replacement)
    {
        var points = ToCodePoints(value);
        var result = new StringBuilder();
        var copied = 0;
        var start = 0;
        while (start <= points.Length)
        {
            var end = Match(points, start, longest: true);
            if (_steps > MaxSteps || result.Length > DockerfileVariables.MaxValueLength)
            {
                return null;
            }

            if (end < 0)
            {
                start++;
                continue;
            }

            result.Append(FromCodePoints(points, copied, start));
            if (end > copied || start == 0)
            {
                AppendReplacement(result, replacement, FromCodePoints(points, start, end));
            }

            copied = end;
            start = end > start ? end : start + 1;
        }

        return result.Append(FromCodePoints(points, copied, points.Length)).ToString();
    }

    // "$$" is a dollar sign, $0 the match, any other $name or ${name} nothing.
    private static void AppendReplacement(StringBuilder result, string template, string match)
    {
        var position = 0;
        while (position < template.Length)
        {
            var dollar = template.IndexOf('$', position);
            if (dollar < 0)
            {
                break;
            }

            result.Append(template, position, dollar - position);
            position = dollar + 1;
            if (position < template.Length && template[position] == '$')
            {
                result.Append('$');
                position++;
                continue;
            }

            var nameStart = position < template.Length && template[position] == '{' ? position + 1 : position;
            var nameEnd = nameStart;
            while (nameEnd < template.Length && (char.IsLetterOrDigit(template[nameEnd]) || template[nameEnd] == '_'))
            {
                nameEnd++;
            }

            var isBraced = nameStart > position;
            if (nameEnd == nameStart || (isBraced && (nameEnd >= template.Length || template[nameEnd] != '}')))
            {
                result.Append('$');
                continue;
            }

            if (template.AsSpan(nameStart, nameEnd - nameStart) is "0")
            {
                result.Append(match);
            }

            position = isBraced ? nameEnd + 1 : nameEnd;
        }

        result.Append(template, position, template.Length - position);
    }

    private static int[] ToCodePoints(string text)
    {
        var points = new List<int>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                points.Add(char.ConvertToUtf32(text[i], text[i + 1]));
                i++;
            }
            else
            {
                points.Add(text[i]);
            }
        }

        return [.. points];
    }

    private static string FromCodePoints(int[] points, int start, int end)
    {
        var result = new StringBuilder(end - start);
        for (var i = start; i < end; i++)
        {
            if (points[i] < 0x10000)
            {
                result.Append((char)points[i]);
            }
            else
            {
                result.Append(char.ConvertFromUtf32(points[i]));
            }
        }

        return result.ToString();
    }

    // The end of the shortest or longest match at a place, or -1. All positions in the pattern are followed at once, so that
    // no pattern makes it go back.
    private int Match(int[] points, int start, bool longest)
    {
        var length = _items.Length;
        _steps += length + 1;
        var current = new bool[length + 1];
        var next = new bool[length + 1];
        Enter(current, 0);
        var found = current[length] ? start : -1;
        if (found >= 0 && !longest)
        {
            return found;
        }

        for (var at = start; at < points.Length; at++)
        {
            _steps += length + 1;
            if (_steps > MaxSteps)
            {
                return -1;
            }

            Array.Clear(next);
            var isAlive = false;
            for (var i = 0; i < length; i++)
            {
                if (!current[i])
                {
                    continue;
                }

                if (_items[i] == AnyRun ? points[at] != '\n' : _items[i] == AnyOne ? points[at] != '\n' : _items[i] == points[at])
                {
                    Enter(next, _items[i] == AnyRun ? i : i + 1);
                    isAlive = true;
                }
            }

            if (!isAlive)
            {
                break;
            }

            (current, next) = (next, current);
            if (current[length])
            {
                found = at + 1;
                if (!longest)
                {
                    return found;
                }
            }
        }

        return found;
    }

    private void Enter(bool[] states, int index)
    {
        while (!states[index])
        {
            states[index] = true;
            if (index < _items.Length && _items[index] == AnyRun)
            {
                index++;
            }
        }
    }
}
