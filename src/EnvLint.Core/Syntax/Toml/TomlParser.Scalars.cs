using System.Globalization;
using EnvLint.Text;

namespace EnvLint.Syntax.Toml;

internal sealed partial class TomlParser
{
    private TomlValue ParseScalar()
    {
        var start = _position;
        var end = ScalarEnd(start + 1);
        var first = _text[start];
        var length = end - start;
        if (length >= 5 && IsDigit(first) && ((_text[start + 4] == '-' && IsDigits(start, 4)) || (_text[start + 2] == ':' && IsDigit(_text[start + 1]))))
        {
            // A blank may stand in the place of the T between date and time.
            if (length == 10 && _text[start + 4] == '-' && end + 1 < _text.Length && _text[end] == ' ' && IsDigit(_text[end + 1]))
            {
                end = ScalarEnd(end + 1);
            }

            return ParseDateTime(start, end);
        }

        if (Is(start, end, "true") || Is(start, end, "false"))
        {
            Take(TomlTokenKind.Boolean, length);
            return new TomlBoolean(new TextSpan(start, length), first == 't');
        }

        var digits = first is '+' or '-' ? start + 1 : start;
        if (Is(digits, end, "inf") || Is(digits, end, "nan"))
        {
            Take(TomlTokenKind.Float, length);
            var value = _text[digits] == 'n' ? double.NaN : first == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return new TomlFloat(new TextSpan(start, length), value);
        }

        if (digits < end && IsDigit(_text[digits]))
        {
            return ParseNumber(start, digits, end);
        }

        return InvalidScalar(start, end, first == '.' || (digits > start && digits < end && _text[digits] == '.')
            ? "a number needs a digit in front of its point"
            : "this is not a value; a string needs quotes");
    }

    private TomlValue ParseNumber(int start, int digits, int end)
    {
        if (_text[digits] == '0' && digits + 1 < end && _text[digits + 1] is 'x' or 'o' or 'b' or 'X' or 'O' or 'B')
        {
            return ParsePrefixedInteger(start, digits, end);
        }

        var position = SkipDigits(digits, end, out var underscores);
        if (position < 0)
        {
            return InvalidScalar(start, end, "an underscore must stand between two digits");
        }

        if (_text[digits] == '0' && position > digits + 1)
        {
            return InvalidScalar(start, end, "a decimal number has no leading zeros");
        }

        if (position == end)
        {
            return ParseInteger(start, digits, end);
        }

        if (_text[position] == '.')
        {
            position++;
            if (position == end || !IsDigit(_text[position]))
            {
                return InvalidScalar(start, end, "a number needs a digit behind its point");
            }

            position = SkipDigits(position, end, out var inFraction);
            underscores |= inFraction;
            if (position < 0)
            {
                return InvalidScalar(start, end, "an underscore must stand between two digits");
            }
        }

        if (position < end && _text[position] is 'e' or 'E')
        {
            position++;
            if (position < end && _text[position] is '+' or '-')
            {
                position++;
            }

            if (position == end || !IsDigit(_text[position]))
            {
                return InvalidScalar(start, end, "an exponent needs a digit");
            }

            position = SkipDigits(position, end, out var inExponent);
            underscores |= inExponent;
            if (position < 0)
            {
                return InvalidScalar(start, end, "an underscore must stand between two digits");
            }
        }

        if (position < end)
        {
            return InvalidScalar(start, end, "this is not a value; a string needs quotes");
        }

        var text = _text.Substring(start, end - start);
        if (underscores)
        {
            text = text.Replace("_", "");
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            // Older runtimes refuse what is beyond the range instead of giving infinity.
            value = _text[start] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        }

        Take(TomlTokenKind.Float, end - start);
        return new TomlFloat(TextSpan.FromBounds(start, end), value);
    }

    private TomlValue ParseInteger(int start, int digits, int end)
    {
        // Negative numbers reach one further than positive ones, so the sum is kept below zero.
        var value = 0L;
        for (var i = digits; i < end; i++)
        {
            if (_text[i] == '_')
            {
                continue;
            }

            var digit = _text[i] - '0';
            if (value < (long.MinValue + digit) / 10)
            {
                return InvalidScalar(start, end, "this number does not fit into 64 bits");
            }

            value = (value * 10) - digit;
        }

        if (_text[start] != '-')
        {
            if (value == long.MinValue)
            {
                return InvalidScalar(start, end, "this number does not fit into 64 bits");
            }

            value = -value;
        }

        Take(TomlTokenKind.Integer, end - start);
        return new TomlInteger(TextSpan.FromBounds(start, end), value);
    }

    private TomlValue ParsePrefixedInteger(int start, int digits, int end)
    {
        if (digits > start)
        {
            return InvalidScalar(start, end, "only a decimal number can have a sign");
        }

        var bits = _text[digits + 1] switch
        {
            'x' => 4,
            'o' => 3,
            'b' => 1,
            _ => 0,
        };
        if (bits == 0)
        {
            return InvalidScalar(start, end, "the prefix of a number is written in lower case");
        }

        var value = 0UL;
        var afterDigit = false;
        var overflow = false;
        for (var i = digits + 2; i < end; i++)
        {
            var c = _text[i];
            if (c == '_')
            {
                if (!afterDigit)
                {
                    return InvalidScalar(start, end, "an underscore must stand between two digits");
                }

                afterDigit = false;
                continue;
            }

            var digit = c switch
            {
                >= '0' and <= '9' => c - '0',
                >= 'a' and <= 'f' => c - 'a' + 10,
                >= 'A' and <= 'F' => c - 'A' + 10,
                _ => int.MaxValue,
            };
            if (digit >= 1 << bits)
            {
                return InvalidScalar(start, end, bits switch
                {
                    4 => "0x is followed by hexadecimal digits",
                    3 => "0o is followed by octal digits",
                    _ => "0b is followed by binary digits",
                });
            }

            overflow |= value > (ulong)long.MaxValue >> bits;
            value = (value << bits) | (uint)digit;
            afterDigit = true;
        }

        if (!afterDigit)
        {
            return InvalidScalar(start, end, end == digits + 2 ? "the prefix of a number is followed by digits" : "an underscore must stand between two digits");
        }

        if (overflow)
        {
            return InvalidScalar(start, end, "this number does not fit into 64 bits");
        }

        Take(TomlTokenKind.Integer, end - start);
        return new TomlInteger(TextSpan.FromBounds(start, end), (long)value);
    }

    private TomlValue ParseDateTime(int start, int end)
    {
        var position = start;
        int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, nanosecond = 0, offset = 0;
        var hasDate = _text[start + 4] == '-' && _text[start + 2] != ':';
        var hasTime = true;
        var kind = TomlValueKind.LocalTime;
        if (hasDate)
        {
            if (!TryNumber(ref position, end, 4, out year)
                || !TryCharacter(ref position, end, '-')
                || !TryNumber(ref position, end, 2, out month)
                || !TryCharacter(ref position, end, '-')
                || !TryNumber(ref position, end, 2, out day))
            {
                return InvalidScalar(start, end, "a date is written as YYYY-MM-DD");
            }

            if (month is < 1 or > 12 || day < 1 || day > DaysIn(year, month))
            {
                return InvalidScalar(start, end, "there is no such day");
            }

            hasTime = position < end;
            kind = hasTime ? TomlValueKind.LocalDateTime : TomlValueKind.LocalDate;
            if (hasTime && _text[position++] is not ('T' or 't' or ' '))
            {
                return InvalidScalar(start, end, "a date is written as YYYY-MM-DD");
            }
        }

        if (hasTime)
        {
            if (!TryNumber(ref position, end, 2, out hour)
                || !TryCharacter(ref position, end, ':')
                || !TryNumber(ref position, end, 2, out minute)
                || !TryCharacter(ref position, end, ':')
                || !TryNumber(ref position, end, 2, out second))
            {
                return InvalidScalar(start, end, "a time is written as HH:MM:SS in TOML 1.0");
            }

            if (hour > 23 || minute > 59 || second > 60)
            {
                return InvalidScalar(start, end, "there is no such time of day");
            }

            if (TryCharacter(ref position, end, '.'))
            {
                if (position == end || !IsDigit(_text[position]))
                {
                    return InvalidScalar(start, end, "the fraction of a second needs a digit");
                }

                for (var unit = 100_000_000; position < end && IsDigit(_text[position]); position++)
                {
                    nanosecond += unit * (_text[position] - '0');
                    unit /= 10;
                }
            }

            if (hasDate && position < end)
            {
                kind = TomlValueKind.OffsetDateTime;
                if (!TryCharacter(ref position, end, 'Z') && !TryCharacter(ref position, end, 'z'))
                {
                    var sign = _text[position++];
                    if (sign is not ('+' or '-')
                        || !TryNumber(ref position, end, 2, out var offsetHour)
                        || !TryCharacter(ref position, end, ':')
                        || !TryNumber(ref position, end, 2, out var offsetMinute)
                        || offsetHour > 23
                        || offsetMinute > 59)
                    {
                        return InvalidScalar(start, end, "an offset from UTC is written as Z, +HH:MM or -HH:MM");
                    }

                    offset = ((offsetHour * 60) + offsetMinute) * (sign == '-' ? -1 : 1);
                }
            }
        }

        if (position < end)
        {
            return InvalidScalar(start, end, "nothing can follow a date or time");
        }

        Take(TomlTokenKind.DateTime, end - start);
        return new TomlDateTime(TextSpan.FromBounds(start, end), kind, year, month, day, hour, minute, second, nanosecond, offset);
    }

    private TomlInvalid InvalidScalar(int start, int end, string message)
    {
        var span = TextSpan.FromBounds(start, end);
        Take(TomlTokenKind.Skipped, span.Length);
        Error(span, message);
        return new TomlInvalid(span);
    }

    // Behind the last character that can belong to a value without quotes or brackets.
    private int ScalarEnd(int position)
    {
        while (position < _text.Length
            && _text[position] is not (' ' or '\t' or '\n' or ',' or ']' or '}' or '[' or '{' or '#' or '=' or '"' or '\'')
            && !IsNewlineAt(position))
        {
            position++;
        }

        return position;
    }

    // Behind a row of digits with single underscores between them; -1 if an underscore stands elsewhere.
    private int SkipDigits(int position, int end, out bool underscores)
    {
        underscores = false;
        while (position < end)
        {
            if (_text[position] == '_')
            {
                underscores = true;
                if (position + 1 == end || !IsDigit(_text[position + 1]))
                {
                    return -1;
                }
            }
            else if (!IsDigit(_text[position]))
            {
                break;
            }

            position++;
        }

        return position;
    }

    private bool TryNumber(ref int position, int end, int digits, out int value)
    {
        value = 0;
        if (position + digits > end || !IsDigits(position, digits))
        {
            return false;
        }

        for (var stop = position + digits; position < stop; position++)
        {
            value = (value * 10) + (_text[position] - '0');
        }

        return true;
    }

    private bool TryCharacter(ref int position, int end, char c)
    {
        if (position == end || _text[position] != c)
        {
            return false;
        }

        position++;
        return true;
    }

    private bool IsDigits(int position, int count)
    {
        for (var i = position; i < position + count; i++)
        {
            if (!IsDigit(_text[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static int DaysIn(int year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };
}
