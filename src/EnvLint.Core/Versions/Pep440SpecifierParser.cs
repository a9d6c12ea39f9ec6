using System.Collections.Immutable;
using EnvLint.Text;

namespace EnvLint.Versions;

/// <summary>Reads a list of comparisons. After a mistake it goes on behind the next comma.</summary>
internal static class Pep440SpecifierParser
{
    /// <summary>Reads a stretch of a text.</summary>
    /// <param name="text">The text; spans are offsets into it.</param>
    /// <param name="start">Where the list begins.</param>
    /// <param name="end">Where it ends at the latest.</param>
    public static Pep440SpecifierSet Parse(string text, int start, int end)
    {
        var specifiers = ImmutableArray.CreateBuilder<Pep440Specifier>();
        var errors = ImmutableArray.CreateBuilder<Pep440SpecifierError>();
        var position = SkipBlanks(text, start, end);
        while (position < end)
        {
            // A comma at the very end is taken, a second one or one in front is not.
            if (text[position] == ',')
            {
                errors.Add(new Pep440SpecifierError(Pep440SpecifierErrorKind.Comma, new TextSpan(position, 1), "a comma without a comparison in front of it", ""));
                position = SkipBlanks(text, position + 1, end);
                continue;
            }

            position = SkipBlanks(text, One(text, position, end, specifiers, errors), end);
            if (position < end && text[position] == ',')
            {
                position = SkipBlanks(text, position + 1, end);
            }
            else if (position < end)
            {
                var next = EndOfNext(text, position, end);
                errors.Add(new Pep440SpecifierError(
                    Pep440SpecifierErrorKind.Comma,
                    TextSpan.FromBounds(position, next),
                    $"expected ',' before '{Shown(text, position, next)}'"));
                if (!IsOperator(text[position]))
                {
                    position = Math.Min(EndOfClause(text, position, end) + 1, end);
                }
            }
        }

        return specifiers.Count == 0 && errors.Count == 0 ? Pep440SpecifierSet.Any : new(specifiers.DrainToImmutable(), errors.DrainToImmutable());
    }

    /// <summary>Whether a character belongs to an operator.</summary>
    public static bool IsOperator(char character) => character is '=' or '<' or '>' or '!' or '~';

    // One comparison; returns where the reading goes on.
    private static int One(string text, int start, int end, ImmutableArray<Pep440Specifier>.Builder specifiers, ImmutableArray<Pep440SpecifierError>.Builder errors)
    {
        var position = start;
        while (position < end && IsOperator(text[position]))
        {
            position++;
        }

        var operatorSpan = TextSpan.FromBounds(start, position);
        if (Operator(text.AsSpan(start, position - start)) is not { } comparison)
        {
            var (span, message, replacement) = WrongOperator(text, operatorSpan, end);
            errors.Add(new Pep440SpecifierError(Pep440SpecifierErrorKind.NoOperator, span, message, replacement));
            return EndOfClause(text, position, end);
        }

        position = SkipBlanks(text, position, end);
        var versionEnd = EndOfPiece(text, position, end);
        var versionSpan = TextSpan.FromBounds(position, versionEnd);
        if (versionSpan.IsEmpty)
        {
            errors.Add(new Pep440SpecifierError(Pep440SpecifierErrorKind.NoVersion, operatorSpan, $"expected a version behind '{text.Substring(start, operatorSpan.Length)}'"));
            return EndOfClause(text, position, end);
        }

        var written = text.AsSpan(position, versionSpan.Length);
        if (comparison == Pep440Operator.Identical)
        {
            // Any text goes here, if only for installers of old.
            var exact = Pep440Version.TryParse(written, out var read) ? read : null;
            specifiers.Add(new Pep440Specifier(comparison, exact, false, written.ToString(), TextSpan.FromBounds(start, versionEnd), operatorSpan, versionSpan));
            return versionEnd;
        }

        var isPrefix = written.EndsWith(".*", StringComparison.Ordinal);
        var number = isPrefix ? written[..^2] : written;
        if (!Pep440Version.TryParse(number, out var version))
        {
            errors.Add(new Pep440SpecifierError(Pep440SpecifierErrorKind.BadVersion, versionSpan, $"'{Shown(text, position, versionEnd)}' is no version of PEP 440"));
            return versionEnd;
        }

        if (Fault(comparison, version, isPrefix, text, versionSpan) is { } fault)
        {
            errors.Add(fault);
            return versionEnd;
        }

        specifiers.Add(new Pep440Specifier(comparison, version, isPrefix, written.ToString(), TextSpan.FromBounds(start, versionEnd), operatorSpan, versionSpan));
        return versionEnd;
    }

    private static Pep440SpecifierError? Fault(Pep440Operator comparison, Pep440Version version, bool isPrefix, string text, TextSpan span)
    {
        var symbol = Pep440Specifier.Symbol(comparison);
        if (isPrefix && comparison is not (Pep440Operator.Equal or Pep440Operator.NotEqual))
        {
            var replacement = comparison is Pep440Operator.AtLeast or Pep440Operator.Below ? text.Substring(span.Start, span.Length - 2) : null;
            return new Pep440SpecifierError(Pep440SpecifierErrorKind.Wildcard, span, $"'.*' goes with '==' and '!=' only, not with '{symbol}'", replacement);
        }

        if (isPrefix && (version.IsPreRelease || version.IsPostRelease || version.HasLocal))
        {
            return new Pep440SpecifierError(Pep440SpecifierErrorKind.Wildcard, span, "'.*' stands behind the numbers of a release only");
        }

        if (version.HasLocal && comparison is not (Pep440Operator.Equal or Pep440Operator.NotEqual))
        {
            var replacement = text.Substring(span.Start, text.IndexOf('+', span.Start) - span.Start);
            return new Pep440SpecifierError(Pep440SpecifierErrorKind.Local, span, $"a local version ('+{version.LocalText}') goes with '==' and '!=' only, not with '{symbol}'", replacement);
        }

        return comparison == Pep440Operator.Compatible && version.Release.Length < 2
            ? new Pep440SpecifierError(Pep440SpecifierErrorKind.TooShort, span, $"'~=' needs at least two numbers, as in '~={version.Release[0].ToString()}.0'", null)
            : null;
    }

    private static (TextSpan Span, string Message, string? Replacement) WrongOperator(string text, TextSpan operatorSpan, int end)
    {
        if (operatorSpan.IsEmpty)
        {
            var piece = TextSpan.FromBounds(operatorSpan.Start, EndOfPiece(text, operatorSpan.Start, end));
            return (piece, $"expected a comparison such as '==' before '{Shown(text, piece.Start, piece.End)}'", null);
        }

        var written = text.Substring(operatorSpan.Start, Math.Min(operatorSpan.Length, 8));
        var right = written switch
        {
            "=" => "==",
            "=>" => ">=",
            "=<" => "<=",
            "=~" or "~" or "~==" => "~=",
            "<>" or "!" or "=!" => "!=",
            "==>" or ">==" => ">=",
            "<==" => "<=",
            _ => null,
        };
        return (operatorSpan, right is null ? $"'{written}' is no comparison" : $"'{written}' is no comparison: it is written '{right}'", right);
    }

    /// <summary>The comparison that is written like this; null for none.</summary>
    public static Pep440Operator? Operator(ReadOnlySpan<char> text) => text switch
    {
        "==" => Pep440Operator.Equal,
        "!=" => Pep440Operator.NotEqual,
        "~=" => Pep440Operator.Compatible,
        "<=" => Pep440Operator.AtMost,
        ">=" => Pep440Operator.AtLeast,
        "<" => Pep440Operator.Below,
        ">" => Pep440Operator.Above,
        "===" => Pep440Operator.Identical,
        _ => null,
    };

    private static int SkipBlanks(string text, int position, int end)
    {
        while (position < end && char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        return position;
    }

    // A version ends at a blank, a comma, or where the next comparison begins.
    private static int EndOfPiece(string text, int position, int end)
    {
        while (position < end && text[position] != ',' && !char.IsWhiteSpace(text[position]) && !(IsOperator(text[position]) && !IsEpoch(text, position, end)))
        {
            position++;
        }

        return position;
    }

    // A comparison with its version, or a word.
    private static int EndOfNext(string text, int position, int end)
    {
        while (position < end && IsOperator(text[position]))
        {
            position++;
        }

        return EndOfPiece(text, SkipBlanks(text, position, end), end);
    }

    private static bool IsEpoch(string text, int position, int end) =>
        text[position] == '!' && position + 1 < end && char.IsAsciiDigit(text[position + 1]);

    private static int EndOfClause(string text, int position, int end)
    {
        var comma = text.IndexOf(',', position, end - position);
        return comma < 0 ? end : comma;
    }

    // Messages stay short whatever a file holds.
    private static string Shown(string text, int start, int end) => end - start <= 40 ? text[start..end] : $"{text.AsSpan(start, 40)}…";
}
