using System.Collections.Immutable;
using System.Globalization;
using EnvLint.Configuration;
using EnvLint.Text;

namespace EnvLint.Suppression;

/// <summary>Reads directives out of comments.</summary>
/// <remarks>
/// A directive begins the comment, or follows a <c>#</c> inside it. Comments of other tools (<c>hadolint ignore=</c>, <c>check=skip=</c>,
/// <c>shellcheck disable=</c>) and prose that speaks of EnvLint are no directives.
/// </remarks>
public static class SuppressionParser
{
    /// <summary>What every directive holds: a text without it needs no parser.</summary>
    public const string Marker = "envlint:";

    private static readonly string[] Verbs = ["ignore", "ignore-file"];

    /// <summary>Whether a text may hold a directive.</summary>
    /// <param name="text">The text.</param>
    public static bool MayHoldDirective(string text) => text.Contains(Marker, StringComparison.Ordinal);

    /// <summary>Reads the directives of a file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="comments">Its comments.</param>
    public static ImmutableArray<SuppressionDirective> Parse(SourceText source, ImmutableArray<SuppressionComment> comments)
    {
        var result = ImmutableArray.CreateBuilder<SuppressionDirective>();
        foreach (var comment in comments)
        {
            if (ParseComment(source.Content, comment) is { } directive)
            {
                result.Add(directive);
            }
        }

        return result.ToImmutable();
    }

    private static SuppressionDirective? ParseComment(string text, SuppressionComment comment)
    {
        var end = comment.Span.End;
        if (text.AsSpan(comment.Span.Start, comment.Span.Length).StartsWith("<!--", StringComparison.Ordinal)
            && text.AsSpan(comment.Span.Start, comment.Span.Length).EndsWith("-->", StringComparison.Ordinal))
        {
            end -= 3;
        }
        else if (text.AsSpan(comment.Span.Start, comment.Span.Length).StartsWith("<#", StringComparison.Ordinal)
            && text.AsSpan(comment.Span.Start, comment.Span.Length).EndsWith("#>", StringComparison.Ordinal) && comment.Span.Length >= 4)
        {
            end -= 2;
        }

        while (end > comment.Span.Start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        if (FindStart(text, comment.Span.Start, end) is not var (start, body))
        {
            return null;
        }

        return new Reader(text, comment, TextSpan.FromBounds(start, end), body, end).Read();
    }

    // The mark that opens the directive and the offset behind "envlint:".
    private static (int Start, int Body)? FindStart(string text, int start, int end)
    {
        // REM and :: of batch files.
        var first = text.AsSpan(start, end - start).StartsWith("rem", StringComparison.OrdinalIgnoreCase) ? start + 3 : start;
        while (first < end && text[first] == ':')
        {
            first++;
        }

        var isFirst = true;
        for (var i = first; i < end;)
        {
            var mark = i;
            while (i < end && text[i] is '#' or '/' or '<' or '!' or '-' or ' ' or '\t')
            {
                i++;
            }

            if (text.AsSpan(i, end - i).StartsWith(Marker, StringComparison.Ordinal))
            {
                return (isFirst ? start : mark, i + Marker.Length);
            }

            isFirst = false;
            i = text.IndexOf('#', i, end - i);
            if (i < 0)
            {
                return null;
            }
        }

        return null;
    }

    private ref struct Reader(string text, SuppressionComment comment, TextSpan span, int position, int end)
    {
        private int _position = position;

        public SuppressionDirective? Read()
        {
            SkipBlanks();
            var verbStart = _position;
            while (_position < end && (char.IsAsciiLetter(text[_position]) || text[_position] is '-' or '_'))
            {
                _position++;
            }

            var verb = text[verbStart.._position];
            var verbSpan = TextSpan.FromBounds(verbStart, _position);
            SkipBlanks();
            var hasEquals = _position < end && text[_position] == '=';
            if (verb is not ("ignore" or "ignore-file"))
            {
                if (!hasEquals && NearestName.Find(verb, Verbs) is null && verb is not ("disable" or "suppress" or "skip" or "noqa"))
                {
                    return null;
                }

                return Faulty(SuppressionFault.Malformed, $"'{verb}' is no directive, write ignore=CODE or ignore-file=CODE", verb.Length > 0 ? verbSpan : span);
            }

            var isWholeFile = verb == "ignore-file";
            if (!hasEquals)
            {
                return _position == end || text.AsSpan(_position).StartsWith("--", StringComparison.Ordinal)
                    ? Faulty(SuppressionFault.NoCode, $"write {verb}=CODE", verbSpan)
                    : Faulty(SuppressionFault.Malformed, $"'=' is missing, write {verb}=CODE", verbSpan);
            }

            _position++;
            var codes = ReadCodes();
            if (codes.IsEmpty)
            {
                return Faulty(SuppressionFault.NoCode, $"write {verb}=CODE", verbSpan);
            }

            var directive = new SuppressionDirective { Comment = comment, Span = span, IsWholeFile = isWholeFile, Codes = codes };
            if (isWholeFile && !comment.IsAtTop)
            {
                return directive with { Fault = SuppressionFault.Malformed, FaultText = "ignore-file belongs above everything else in the file", FaultSpan = verbSpan };
            }

            return ReadOptions(directive);
        }

        private ImmutableArray<SuppressionCode> ReadCodes()
        {
            var codes = ImmutableArray.CreateBuilder<SuppressionCode>();
            while (true)
            {
                SkipBlanks();
                var start = _position;
                while (_position < end && text[_position] is not (',' or ' ' or '\t'))
                {
                    _position++;
                }

                var word = text[start.._position];
                if (word.StartsWith("--", StringComparison.Ordinal) || word.Contains('=', StringComparison.Ordinal))
                {
                    // "ignore= -- reason" and "ignore= until=…": what follows belongs to the rest of the directive.
                    _position = start;
                    return codes.ToImmutable();
                }

                if (word.Length > 0)
                {
                    codes.Add(new SuppressionCode(word, TextSpan.FromBounds(start, _position)));
                }

                SkipBlanks();
                if (_position >= end || text[_position] != ',')
                {
                    return codes.ToImmutable();
                }

                _position++;
            }
        }

        private SuppressionDirective ReadOptions(SuppressionDirective directive)
        {
            while (true)
            {
                SkipBlanks();
                if (_position >= end)
                {
                    return directive;
                }

                if (text.AsSpan(_position, end - _position).StartsWith("--", StringComparison.Ordinal))
                {
                    return directive with { Reason = text[(_position + 2)..end].Trim() };
                }

                var start = _position;
                while (_position < end && text[_position] is not (' ' or '\t'))
                {
                    _position++;
                }

                var word = text[start.._position];
                var wordSpan = TextSpan.FromBounds(start, _position);
                if (!word.StartsWith("until=", StringComparison.Ordinal))
                {
                    return directive with { Fault = SuppressionFault.Malformed, FaultText = $"'{word}' has no meaning here, a reason stands behind '--'", FaultSpan = wordSpan };
                }

                if (directive.Until is not null)
                {
                    return directive with { Fault = SuppressionFault.Malformed, FaultText = "'until' stands there twice", FaultSpan = wordSpan };
                }

                if (!DateOnly.TryParseExact(word.AsSpan("until=".Length), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until))
                {
                    return directive with
                    {
                        Fault = SuppressionFault.BadDate,
                        FaultText = word.Length == "until=".Length ? "the date is missing" : $"'{word["until=".Length..]}' is no date",
                        FaultSpan = wordSpan,
                    };
                }

                directive = directive with { Until = until, UntilSpan = wordSpan };
            }
        }

        private readonly SuppressionDirective Faulty(SuppressionFault fault, string faultText, TextSpan faultSpan) =>
            new() { Comment = comment, Span = span, Fault = fault, FaultText = faultText, FaultSpan = faultSpan };

        private void SkipBlanks()
        {
            while (_position < end && text[_position] is ' ' or '\t')
            {
                _position++;
            }
        }
    }
}
