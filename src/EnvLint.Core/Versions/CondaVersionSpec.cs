using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using EnvLint.Text;

namespace EnvLint.Versions;

/// <summary>What a spec of conda demands of a version: <c>1.11.*</c>, <c>&gt;=1,&lt;2|&gt;3</c>.</summary>
/// <remarks>
/// Regular expressions and asterisks in the middle speak of the version's text; what they take is not known here. So there are two sets: what is taken for
/// certain, and what may be taken.
/// </remarks>
public sealed class CondaVersionSpec
{
    /// <summary>Takes every version.</summary>
    public static readonly CondaVersionSpec Any = new("*", CondaVersionSet.All, CondaVersionSet.All, []);

    private static readonly SearchValues<char> s_numbers = SearchValues.Create("0123456789.");

    private const int DeepestNesting = 64;

    private readonly CondaVersionSet _certain;
    private readonly CondaVersionSet _possible;

    private CondaVersionSpec(string text, CondaVersionSet certain, CondaVersionSet possible, ImmutableArray<CondaDoubt> doubts)
    {
        Text = text;
        _certain = certain;
        _possible = possible;
        Doubts = doubts;
    }

    /// <summary>The spec as it was read.</summary>
    public string Text { get; }

    /// <summary>What conda reads otherwise than it is meant, with places in <see cref="Text"/>.</summary>
    public ImmutableArray<CondaDoubt> Doubts { get; }

    /// <summary>Whether no version at all can be taken. False says nothing.</summary>
    public bool IsEmpty => _possible.IsEmpty;

    /// <summary>Whether versions above some version are refused for certain.</summary>
    public bool HasUpperBound => _possible.HasUpperBound;

    /// <summary>The one version that is taken; null where there may be more, or none.</summary>
    public CondaVersion? PinnedVersion => _certain.Single is { } version && version.Equals(_possible.Single) ? version : null;

    /// <summary>The first two numbers, where all versions that may be taken have the same, pre-releases of the next one aside: 3.10 of <c>3.10.*</c> and of <c>&gt;=3.10,&lt;3.11</c>; null otherwise.</summary>
    public (int Major, int Minor)? OnlyMinor
    {
        get
        {
            // It has to be written somewhere.
            var rest = Text.AsSpan();
            while (rest.IndexOfAnyInRange('0', '9') is >= 0 and var start)
            {
                rest = rest[start..];
                var end = rest.IndexOfAnyExcept(s_numbers);
                var number = end < 0 ? rest : rest[..end];
                rest = rest[number.Length..];
                var dot = number.IndexOf('.');
                var second = dot < 0 ? -1 : number[(dot + 1)..].IndexOf('.');
                var minor = dot < 0 ? [] : second < 0 ? number[(dot + 1)..] : number.Slice(dot + 1, second);
                if (int.TryParse(dot < 0 ? [] : number[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
                    && int.TryParse(minor, NumberStyles.None, CultureInfo.InvariantCulture, out var next)
                    && CondaVersion.TryParse($"{first}.{next}", out var series) && CondaVersion.TryParse($"{first}.{(long)next + 1}", out var following)
                    && !IsEmpty && CondaVersionSet.Intersection([_possible, Minor(series, following).Complement()]).IsEmpty)
                {
                    return (first, next);
                }
            }

            return null;
        }
    }

    /// <summary>Reads a spec.</summary>
    /// <param name="text">The spec.</param>
    /// <param name="error">What conda refuses, and where in <paramref name="text"/>.</param>
    /// <returns>Null where conda refuses the text.</returns>
    public static CondaVersionSpec? Parse(string text, out SyntaxError? error)
    {
        var reader = new Reader(text);
        var sets = reader.ReadAll();
        error = reader.Error;
        return error is null ? new CondaVersionSpec(text, sets.Certain, sets.Possible, reader.Doubts.ToImmutable()) : null;
    }

    /// <summary>Whether a version is taken; null where that is not known.</summary>
    /// <param name="version">The version.</param>
    public bool? Contains(CondaVersion version) => !_possible.Contains(version) ? false : _certain.Contains(version) ? true : null;

    /// <summary>What both take.</summary>
    /// <param name="other">The other spec.</param>
    public CondaVersionSpec Intersect(CondaVersionSpec other) => new(
        $"{Inner(Text)},{Inner(other.Text)}",
        CondaVersionSet.Intersection([_certain, other._certain]),
        CondaVersionSet.Intersection([_possible, other._possible]),
        []);

    /// <inheritdoc/>
    public override string ToString() => Text;

    // Pre-releases of the next one come before it and after all of this one; nobody who writes <3.11 means them.
    private static CondaVersionSet Minor(CondaVersion series, CondaVersion following) => CondaVersionSet.Union(
    [
        CondaVersionSet.BeginningWith(series),
        CondaVersionSet.Intersection([CondaVersionSet.Newer(series, orSame: true), CondaVersionSet.Older(following, orSame: false)]),
    ]);

    private static string Inner(string text) => text.Contains('|', StringComparison.Ordinal) ? $"({text})" : text;

    private readonly record struct Sets(CondaVersionSet Certain, CondaVersionSet Possible)
    {
        public static readonly Sets Unknown = new(CondaVersionSet.None, CondaVersionSet.All);

        public static Sets Of(CondaVersionSet set) => new(set, set);
    }

    private sealed class Reader(string text)
    {
        private int _position;
        private int _depth;

        public SyntaxError? Error { get; private set; }

        public ImmutableArray<CondaDoubt>.Builder Doubts { get; } = ImmutableArray.CreateBuilder<CondaDoubt>();

        public Sets ReadAll()
        {
            var sets = ReadAlternatives();
            if (_position < text.Length)
            {
                Fail(_position, 1, "')' has no '('");
            }

            return sets;
        }

        // a|b|c: the comma binds tighter.
        private Sets ReadAlternatives()
        {
            var certain = new List<CondaVersionSet>();
            var possible = new List<CondaVersionSet>();
            while (true)
            {
                var sets = ReadConditions();
                certain.Add(sets.Certain);
                possible.Add(sets.Possible);
                if (Error is not null || !Take('|'))
                {
                    return new Sets(CondaVersionSet.Union(certain), CondaVersionSet.Union(possible));
                }
            }
        }

        // a,b,c
        private Sets ReadConditions()
        {
            var certain = new List<CondaVersionSet>();
            var possible = new List<CondaVersionSet>();
            while (true)
            {
                var sets = ReadOne();
                certain.Add(sets.Certain);
                possible.Add(sets.Possible);
                if (Error is not null || !Take(','))
                {
                    return new Sets(CondaVersionSet.Intersection(certain), CondaVersionSet.Intersection(possible));
                }
            }
        }

        private Sets ReadOne()
        {
            SkipBlanks();
            if (Take('('))
            {
                return ReadParentheses();
            }

            var start = _position;
            if (_position < text.Length && text[_position] == '^')
            {
                var end = text.IndexOf('$', _position);
                if (end >= 0)
                {
                    _position = end + 1;
                    SkipJuxtaposed();
                    return Sets.Unknown;
                }
            }

            var length = text.AsSpan(_position).IndexOfAny("()|,");
            _position = length < 0 ? text.Length : _position + length;
            var sets = ReadCondition(start, text.AsSpan(start, _position - start).TrimEnd().Length);
            if (_position < text.Length && text[_position] == '(')
            {
                SkipJuxtaposed();
                return Sets.Unknown;
            }

            return sets;
        }

        private Sets ReadParentheses()
        {
            if (++_depth > DeepestNesting)
            {
                Fail(_position - 1, 1, "parentheses are nested too deeply");
                return Sets.Unknown;
            }

            var open = _position - 1;
            var sets = ReadAlternatives();
            _depth--;
            SkipBlanks();
            if (Error is null && !Take(')'))
            {
                Fail(open, 1, "'(' has no ')'");
            }

            return SkipJuxtaposed() ? Sets.Unknown : sets;
        }

        // 1.2(1.3): nothing joins the two, and what conda makes of it is nobody's intention.
        private bool SkipJuxtaposed()
        {
            SkipBlanks();
            var start = _position;
            var depth = 0;
            while (Error is null && _position < text.Length && (depth > 0 || text[_position] is not (',' or '|' or ')')))
            {
                depth += text[_position] switch { '(' => 1, ')' => -1, _ => 0 };
                _position++;
            }

            if (depth > 0)
            {
                Fail(start, _position - start, "'(' has no ')'");
            }

            return _position > start;
        }

        private Sets ReadCondition(int start, int length)
        {
            var condition = text.AsSpan(start, length);
            if (condition.IsEmpty)
            {
                Fail(start, start < text.Length ? 1 : 0, "a version is missing");
                return Sets.Unknown;
            }

            if (condition[0] == '^' || condition[^1] == '$')
            {
                if (condition[0] != '^' || condition[^1] != '$')
                {
                    Fail(start, length, condition[0] == '^' ? "conda has no operator '^'" : "a regular expression begins with '^' and ends with '$'");
                }

                return Sets.Unknown;
            }

            var operatorLength = condition[0] switch
            {
                '=' or '!' or '<' or '>' or '~' when condition.Length > 1 && condition[1] == '=' => 2,
                '=' or '!' or '<' or '>' or '~' => 1,
                _ => 0,
            };
            if (operatorLength == 0)
            {
                return ReadPlain(start, condition);
            }

            var sign = condition[..operatorLength];
            if (sign is "!" or "~" || (condition.Length > operatorLength && condition[operatorLength] is '=' or '<' or '>' or '!' or '~'))
            {
                var end = operatorLength;
                while (end < condition.Length && condition[end] is '=' or '<' or '>' or '!' or '~')
                {
                    end++;
                }

                Fail(start, end, $"conda has no operator '{condition[..end]}'");
                return Sets.Unknown;
            }

            if (condition.Length == operatorLength)
            {
                Fail(start, operatorLength, $"no version stands behind '{sign}'");
                return Sets.Unknown;
            }

            return ReadOperator(start, sign.ToString(), condition[operatorLength..]);
        }

        private Sets ReadOperator(int start, string sign, ReadOnlySpan<char> operand)
        {
            var at = start + sign.Length;
            var name = operand;
            var hasWildcard = name.EndsWith(".*");
            if (hasWildcard)
            {
                name = name[..^2];
                if (sign == "~=")
                {
                    Fail(at + name.Length, 2, "'.*' cannot stand behind '~='");
                    return Sets.Unknown;
                }
            }

            if (char.IsWhiteSpace(operand[0]))
            {
                Fail(start, sign.Length + 1, $"a blank cannot stand behind '{sign}'");
                return Sets.Unknown;
            }

            if (ReadVersion(at, name) is not { } version)
            {
                return Sets.Unknown;
            }

            if (hasWildcard && sign is "==" or "<=" or ">" or "<")
            {
                // < 1.2.* and < 1.2 differ by pre-releases only; nobody means those.
                if (sign is not "<")
                {
                    Doubt(CondaDoubtKind.DroppedWildcard, start, sign.Length + operand.Length, $"conda drops '.*' and reads '{sign}{name}'");
                }
            }
            else if (!hasWildcard && name.Contains('*') && sign is "=" or "!=" or "<=" or "==")
            {
                var matches = sign == "!=" ? "this refuses nothing" : sign == "<=" ? $"this refuses {name.TrimEnd('*')} itself" : "this takes no version";
                Doubt(CondaDoubtKind.LiteralAsterisk, start, sign.Length + operand.Length, $"an asterisk behind '{sign}' is a character, so {matches}");
            }

            return sign switch
            {
                "=" => Sets.Of(CondaVersionSet.BeginningWith(version)),
                "==" => Sets.Of(CondaVersionSet.Exactly(version)),
                "!=" => Sets.Of((hasWildcard ? CondaVersionSet.BeginningWith(version) : CondaVersionSet.Exactly(version)).Complement()),
                "<" => Sets.Of(CondaVersionSet.Older(version, orSame: false)),
                "<=" => Sets.Of(CondaVersionSet.Older(version, orSame: true)),
                ">" => Sets.Of(CondaVersionSet.Newer(version, orSame: false)),
                ">=" => Sets.Of(CondaVersionSet.Newer(version, orSame: true)),
                _ => Compatible(version),
            };
        }

        // ~=1.2.3 is >=1.2.3 and 1.2.*; ~=1 has nothing left to begin with, and conda stops at it or not as the solver likes.
        private static Sets Compatible(CondaVersion version)
        {
            var newer = CondaVersionSet.Newer(version, orSame: true);
            var dot = version.Text.LastIndexOf('.');
            return dot >= 0 && CondaVersion.TryParse(version.Text[..dot], out var series)
                ? Sets.Of(CondaVersionSet.Intersection([newer, CondaVersionSet.BeginningWith(series)]))
                : new Sets(CondaVersionSet.None, newer);
        }

        private Sets ReadPlain(int start, ReadOnlySpan<char> condition)
        {
            if (condition is "*")
            {
                return Sets.Of(CondaVersionSet.All);
            }

            if (condition.TrimEnd('*').Contains('*'))
            {
                return Sets.Unknown;
            }

            if (condition[^1] == '*')
            {
                return ReadVersion(start, condition.TrimEnd('*').TrimEnd('.')) is { } beginning
                    ? Sets.Of(CondaVersionSet.BeginningWith(beginning))
                    : Sets.Unknown;
            }

            if (condition.Contains('@'))
            {
                return Sets.Unknown;
            }

            return ReadVersion(start, condition) is { } version ? Sets.Of(CondaVersionSet.Exactly(version)) : Sets.Unknown;
        }

        private CondaVersion? ReadVersion(int start, ReadOnlySpan<char> name)
        {
            var version = CondaVersion.Parse(name.ToString(), out var error);
            if (error is not null)
            {
                Fail(start + error.Span.Start, error.Span.Length, error.Message);
            }

            return version;
        }

        private bool Take(char character)
        {
            if (_position < text.Length && text[_position] == character)
            {
                _position++;
                return true;
            }

            return false;
        }

        private void SkipBlanks()
        {
            while (_position < text.Length && char.IsWhiteSpace(text[_position]))
            {
                _position++;
            }
        }

        private void Fail(int start, int length, string message) => Error ??= new SyntaxError(new TextSpan(start, length), message);

        private void Doubt(CondaDoubtKind kind, int start, int length, string message) => Doubts.Add(new CondaDoubt(kind, new TextSpan(start, length), message));
    }
}
