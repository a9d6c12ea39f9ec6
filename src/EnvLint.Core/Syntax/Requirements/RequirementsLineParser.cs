using System.Collections.Immutable;
using System.Text;
using EnvLint.Text;

namespace EnvLint.Syntax.Requirements;

/// <summary>Reads one line: a requirement up to the first word with a dash in front, then options.</summary>
internal static class RequirementsLineParser
{
    /// <summary>Reads a line.</summary>
    /// <param name="text">The line without comment and continuations.</param>
    /// <param name="map">Leads to the file.</param>
    public static RequirementsLine Parse(string text, SpanMap map)
    {
        var errors = new List<RequirementError>();
        var start = StartOfOptions(text);
        var options = Options(text, start, errors);
        var hasVariables = HasVariable(text);
        var headStart = 0;
        while (headStart < start && char.IsWhiteSpace(text[headStart]))
        {
            headStart++;
        }

        var head = text.AsSpan(headStart, start - headStart).TrimEnd();
        Requirement? requirement = null;
        var kind = RequirementsLineKind.Requirement;
        if (!head.IsEmpty)
        {
            // Nobody knows what a variable stands for, so nothing is wrong with the line.
            if (!HasVariable(head))
            {
                requirement = Requirement.Parse(head.ToString());
                var place = 0;
                foreach (var error in requirement.Errors)
                {
                    errors.Insert(place++, error with { Span = new TextSpan(error.Span.Start + headStart, error.Span.Length) });
                }
            }
        }
        else if (Editable(options) is { } editable)
        {
            kind = RequirementsLineKind.Editable;

            // A folder or an address: a plain word there is no name on PyPI.
            if (editable.Value is { } value && !HasVariable(value) && value.Length == editable.ValueSpan.Length && Requirement.Parse(value) is { Form: not RequirementForm.Name } address)
            {
                requirement = address;
                headStart = editable.ValueSpan.Start;
            }
        }
        else
        {
            kind = RequirementsLineKind.Options;
        }

        return new RequirementsLine(text, map)
        {
            Kind = kind,
            Requirement = requirement,
            RequirementStart = headStart,
            Options = options,
            HasVariables = hasVariables,
            Errors = [.. errors],
        };
    }

    // ${NAME} in capitals; pip leaves others as they are.
    private static bool HasVariable(ReadOnlySpan<char> text)
    {
        while (text.IndexOf("${", StringComparison.Ordinal) is >= 0 and var start)
        {
            text = text[(start + 2)..];
            var end = 0;
            while (end < text.Length && (char.IsAsciiLetterUpper(text[end]) || char.IsAsciiDigit(text[end]) || text[end] == '_'))
            {
                end++;
            }

            if (end > 0 && end < text.Length && text[end] == '}')
            {
                return true;
            }
        }

        return false;
    }

    private static int StartOfOptions(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '-' && (i == 0 || char.IsWhiteSpace(text[i - 1])))
            {
                return i;
            }
        }

        return text.Length;
    }

    private static RequirementsOption? Editable(ImmutableArray<RequirementsOption> options)
    {
        foreach (var option in options)
        {
            if (option.Name == "--editable")
            {
                return option;
            }
        }

        return null;
    }

    private static ImmutableArray<RequirementsOption> Options(string text, int start, List<RequirementError> errors)
    {
        if (start == text.Length)
        {
            return [];
        }

        var result = ImmutableArray.CreateBuilder<RequirementsOption>(1);
        var position = start;
        while (Next(text, ref position, errors) is var word && !word.Span.IsEmpty)
        {
            // A word that belongs to no option: pip passes it over.
            if (word.Value.Length < 2 || word.Value[0] != '-')
            {
                continue;
            }

            var isLong = word.Value[1] == '-';
            var equals = isLong ? word.Value.IndexOf('=', StringComparison.Ordinal) : -1;
            var name = isLong ? equals < 0 ? word.Value : word.Value[..equals] : word.Value[..2];
            var nameSpan = new TextSpan(word.Span.Start, Math.Min(name.Length, word.Span.Length));
            if (RequirementsOptions.Find(name) is not { } known)
            {
                if (RequirementsOptions.IsOfCommandLine(name))
                {
                    errors.Add(new RequirementError(nameSpan, $"pip takes '{name}' on the command line only, not in a file"));
                }

                result.Add(new RequirementsOption(name, nameSpan, null, new TextSpan(word.Span.End, 0)) { IsKnown = false });
            }
            else if (!known.TakesValue)
            {
                result.Add(new RequirementsOption(known.Name, nameSpan, null, new TextSpan(word.Span.End, 0)));
            }
            else if (equals >= 0 || (!isLong && word.Value.Length > 2))
            {
                var from = equals >= 0 ? equals + 1 : 2;
                result.Add(new RequirementsOption(known.Name, nameSpan, word.Value[from..], Inner(text, TextSpan.FromBounds(Math.Min(word.Span.Start + from, word.Span.End), word.Span.End))));
            }
            else
            {
                var value = Next(text, ref position, errors);
                if (value.Span.IsEmpty)
                {
                    errors.Add(new RequirementError(nameSpan, $"expected a value behind '{name}'"));
                    result.Add(new RequirementsOption(known.Name, nameSpan, null, new TextSpan(word.Span.End, 0)));
                }
                else
                {
                    result.Add(new RequirementsOption(known.Name, nameSpan, value.Value, Inner(text, value.Span)));
                }
            }
        }

        return result.DrainToImmutable();
    }

    // The text between quotes that surround a value.
    private static TextSpan Inner(string text, TextSpan span) =>
        span.Length >= 2 && text[span.Start] is '"' or '\'' && text[span.Start] == text[span.End - 1] ? new TextSpan(span.Start + 1, span.Length - 2) : span;

    // The next word as a POSIX shell splits them: quotes, and a backslash that takes the next character as it is.
    private static (string Value, TextSpan Span) Next(string text, ref int position, List<RequirementError> errors)
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        var start = position;
        StringBuilder? value = null;
        var quote = '\0';
        var opened = 0;
        while (position < text.Length && (quote != '\0' || !char.IsWhiteSpace(text[position])))
        {
            var character = text[position];
            if (quote != '\0' ? character == quote : character is '"' or '\'')
            {
                value ??= new StringBuilder().Append(text, start, position - start);
                (quote, opened) = (quote == '\0' ? character : '\0', position);
            }
            else if (character == '\\' && quote != '\'' && position + 1 < text.Length)
            {
                value ??= new StringBuilder().Append(text, start, position - start);
                value.Append(text[++position]);
            }
            else
            {
                value?.Append(character);
            }

            position++;
        }

        if (quote != '\0')
        {
            errors.Add(new RequirementError(new TextSpan(opened, 1), "the quotation mark is not closed"));
        }

        return (value?.ToString() ?? text[start..position], TextSpan.FromBounds(start, position));
    }
}
