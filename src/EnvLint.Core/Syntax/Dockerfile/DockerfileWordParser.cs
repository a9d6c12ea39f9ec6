using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using EnvLint.Text;

namespace EnvLint.Syntax.Dockerfile;

/// <summary>Takes a word apart. One pass; an error ends it.</summary>
internal sealed class DockerfileWordParser(string raw, char escape)
{
    // Words in words: ${a:-${b:-${c}}}. Nobody writes more than a few.
    private const int MaxDepth = 100;

    private const char NoStop = '\0';

    private int _position;
    private int _depth;
    private SyntaxError? _error;

    public DockerfileWordSyntax Parse()
    {
        if (raw.AsSpan().IndexOfAny('$', '\'', '"') < 0 && !raw.Contains(escape) && !raw.Contains("<<", StringComparison.Ordinal))
        {
            return new DockerfileWordSyntax(raw, raw.Length == 0 ? [] : [new DockerfileLiteralPart(raw, new TextSpan(0, raw.Length), false)], null);
        }

        var parts = ImmutableArray.CreateBuilder<DockerfileWordPart>();
        ParseParts(parts, NoStop, rawEscapes: false);
        var tiled = parts.Count == 0 ? 0 : parts[^1].Span.End;
        if (tiled < raw.Length)
        {
            parts.Add(new DockerfileLiteralPart(raw[tiled..], TextSpan.FromBounds(tiled, raw.Length), false));
        }

        return new DockerfileWordSyntax(raw, parts.DrainToImmutable(), _error);
    }

    private bool IsAtEnd => _position >= raw.Length;

    private static bool IsSpecialName(char character) => character is '@' or '*' or '#' or '?' or '-' or '$' or '!';

    // Up to the stop character, which is consumed, or the end.
    private void ParseParts(ImmutableArray<DockerfileWordPart>.Builder parts, char stop, bool rawEscapes)
    {
        var plainStart = _position;
        while (_error is null && !IsAtEnd)
        {
            var character = raw[_position];
            if (stop != NoStop && character == stop)
            {
                AddPlain(parts, plainStart, _position);
                _position++;
                return;
            }

            if (character == '$')
            {
                AddPlain(parts, plainStart, _position);
                ParseDollar(parts, isQuoted: false);
                plainStart = _position;
            }
            else if (character == '\'')
            {
                AddPlain(parts, plainStart, _position);
                ParseSingleQuotes(parts);
                plainStart = _position;
            }
            else if (character == '"')
            {
                AddPlain(parts, plainStart, _position);
                ParseDoubleQuotes(parts, rawEscapes);
                plainStart = _position;
            }
            else if (character == escape)
            {
                AddPlain(parts, plainStart, _position);
                var start = _position++;
                if (!IsAtEnd)
                {
                    _position += char.IsHighSurrogate(raw[_position]) && _position + 1 < raw.Length ? 2 : 1;
                }

                parts.Add(new DockerfileLiteralPart(raw[(rawEscapes ? start : start + 1).._position], TextSpan.FromBounds(start, _position), true));
                plainStart = _position;
            }
            else if (character == '<' && _position + 1 < raw.Length && raw[_position + 1] == '<')
            {
                // Blanks behind "<<" belong to the word: a here-document may have them in front of its name.
                var start = _position;
                _position += 2;
                if (!IsAtEnd && raw[_position] is ' ' or '\t' or '\r')
                {
                    AddPlain(parts, plainStart, start);
                    while (!IsAtEnd && raw[_position] is ' ' or '\t' or '\r')
                    {
                        _position++;
                    }

                    parts.Add(new DockerfileLiteralPart(raw[start.._position], TextSpan.FromBounds(start, _position), true));
                    plainStart = _position;
                }
            }
            else
            {
                _position++;
            }
        }

        if (_error is not null)
        {
            return;
        }

        AddPlain(parts, plainStart, _position);
        if (stop != NoStop)
        {
            Fail(raw.Length, $"expected '{stop}' at the end of the substitution");
        }
    }

    private void AddPlain(ImmutableArray<DockerfileWordPart>.Builder parts, int start, int end)
    {
        if (end > start)
        {
            parts.Add(new DockerfileLiteralPart(raw[start..end], TextSpan.FromBounds(start, end), false));
        }
    }

    private void ParseSingleQuotes(ImmutableArray<DockerfileWordPart>.Builder parts)
    {
        var start = _position;
        var end = raw.IndexOf('\'', start + 1);
        if (end < 0)
        {
            Fail(start, "expected a closing single quote");
            return;
        }

        _position = end + 1;
        parts.Add(new DockerfileLiteralPart(raw[(start + 1)..end], TextSpan.FromBounds(start, _position), true));
    }

    private void ParseDoubleQuotes(ImmutableArray<DockerfileWordPart>.Builder parts, bool rawEscapes)
    {
        var open = _position;
        var start = _position++;
        var value = new StringBuilder();
        while (!IsAtEnd)
        {
            var character = raw[_position];
            if (character == '"')
            {
                _position++;
                parts.Add(new DockerfileLiteralPart(value.ToString(), TextSpan.FromBounds(start, _position), true));
                return;
            }

            if (character == '$')
            {
                parts.Add(new DockerfileLiteralPart(value.ToString(), TextSpan.FromBounds(start, _position), true));
                value.Clear();
                ParseDollar(parts, isQuoted: true);
                if (_error is not null)
                {
                    return;
                }

                start = _position;
                continue;
            }

            _position++;
            if (character == escape && !IsAtEnd && (raw[_position] is '"' or '$' || raw[_position] == escape))
            {
                if (rawEscapes)
                {
                    value.Append(character);
                }

                character = raw[_position++];
            }
            else if (character == escape && rawEscapes)
            {
                value.Append(character);
            }

            value.Append(character);
        }

        Fail(open, "expected a closing double quote");
    }

    private void ParseDollar(ImmutableArray<DockerfileWordPart>.Builder parts, bool isQuoted)
    {
        var start = _position++;
        if (IsAtEnd || raw[_position] != '{')
        {
            var bareName = ParseName();
            var bareSpan = TextSpan.FromBounds(start, _position);
            parts.Add(bareName.Length == 0
                ? new DockerfileLiteralPart("$", bareSpan, isQuoted)
                : new DockerfileVariablePart(bareName, TextSpan.FromBounds(start + 1, _position), DockerfileVariableOperator.None, false, [], [], bareSpan, isQuoted));
            return;
        }

        _position++;
        if (IsAtEnd)
        {
            Fail(start, "expected '}' at the end of the substitution");
            return;
        }

        if (raw[_position] is '{' or '}' or ':')
        {
            Fail(start, "expected the name of a variable behind '${'");
            return;
        }

        var nameStart = _position;
        var name = ParseName();
        var nameSpan = TextSpan.FromBounds(nameStart, _position);
        if (IsAtEnd)
        {
            Fail(start, "expected '}' at the end of the substitution");
            return;
        }

        var sign = raw[_position++];
        if (sign == '}')
        {
            parts.Add(new DockerfileVariablePart(name, nameSpan, DockerfileVariableOperator.None, false, [], [], TextSpan.FromBounds(start, _position), isQuoted));
            return;
        }

        var hasColon = sign == ':';
        if (hasColon)
        {
            if (IsAtEnd)
            {
                Fail(start, "expected '}' at the end of the substitution");
                return;
            }

            sign = raw[_position++];
        }

        DockerfileVariableOperator kind;
        switch (sign)
        {
            case '-':
                kind = DockerfileVariableOperator.Default;
                break;
            case '+':
                kind = DockerfileVariableOperator.Alternative;
                break;
            case '?':
                kind = DockerfileVariableOperator.Required;
                break;
            case '#' when !hasColon:
                kind = DockerfileVariableOperator.RemovePrefix;
                break;
            case '%' when !hasColon:
                kind = DockerfileVariableOperator.RemoveSuffix;
                break;
            case '/' when !hasColon:
                kind = DockerfileVariableOperator.ReplaceFirst;
                break;
            default:
                if (!hasColon || sign is '#' or '%')
                {
                    Fail(start, $"the builder knows no substitution '{(hasColon ? ":" : "")}{sign}'");
                    return;
                }

                kind = DockerfileVariableOperator.Unsupported;
                break;
        }

        if (++_depth > MaxDepth)
        {
            Fail(start, $"expected no more than {MaxDepth} substitutions inside each other");
            return;
        }

        var operand = ImmutableArray.CreateBuilder<DockerfileWordPart>();
        var replacement = ImmutableArray.CreateBuilder<DockerfileWordPart>();
        if (kind == DockerfileVariableOperator.ReplaceFirst)
        {
            if (!IsAtEnd && raw[_position] == '/')
            {
                kind = DockerfileVariableOperator.ReplaceAll;
                _position++;
            }

            ParseParts(operand, '/', rawEscapes: true);
            if (_error is null)
            {
                ParseParts(replacement, '}', rawEscapes: true);
            }
        }
        else
        {
            ParseParts(operand, '}', rawEscapes: kind is DockerfileVariableOperator.RemovePrefix or DockerfileVariableOperator.RemoveSuffix);
        }

        _depth--;
        if (_error is null)
        {
            parts.Add(new DockerfileVariablePart(name, nameSpan, kind, hasColon, operand.DrainToImmutable(), replacement.DrainToImmutable(), TextSpan.FromBounds(start, _position), isQuoted));
        }
    }

    // Letters, digits and '_'; a leading digit makes a number; one sign is a special variable.
    private string ParseName()
    {
        var start = _position;
        if (!IsAtEnd && char.IsDigit(raw[_position]))
        {
            while (!IsAtEnd && char.IsDigit(raw[_position]))
            {
                _position++;
            }
        }
        else if (!IsAtEnd && IsSpecialName(raw[_position]))
        {
            _position++;
        }
        else
        {
            while (!IsAtEnd)
            {
                if (char.IsLetterOrDigit(raw[_position]) || raw[_position] == '_')
                {
                    _position++;
                }
                else if (char.IsHighSurrogate(raw[_position]) && IsLetterOrDigitPair(_position))
                {
                    _position += 2;
                }
                else
                {
                    break;
                }
            }
        }

        return raw[start.._position];
    }

    private bool IsLetterOrDigitPair(int position) =>
        CharUnicodeInfo.GetUnicodeCategory(raw, position) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber;

    private void Fail(int start, string message) => _error ??= new SyntaxError(TextSpan.FromBounds(Math.Min(start, raw.Length), raw.Length), message);
}
