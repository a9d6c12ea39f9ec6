using System.Collections.Immutable;
using System.Globalization;
using EnvLint.Collections;
using EnvLint.Knowledge;
using EnvLint.Syntax.Ini;

namespace EnvLint.Manifests.Wsl;

/// <summary>Reads values as WSL does: each method is one of the C functions behind its configuration.</summary>
public static class WslValueParser
{
    /// <summary>The default path of a value through WSL: by the kind of its key.</summary>
    /// <param name="text">The value, quotes and escapes resolved.</param>
    /// <param name="key">The key.</param>
    /// <param name="dialect">Which of the two readers: their C <c>long</c> differs.</param>
    public static WslValue Parse(string text, WslKey key, IniDialect dialect)
    {
        switch (key.Kind)
        {
            case WslValueKind.Boolean:
                var boolean = ParseBoolean(text);
                return new WslValue { Kind = key.Kind, IsValid = boolean is not null, Boolean = boolean };
            case WslValueKind.Integer:
                var integer = ParseInteger(text, dialect);
                return new WslValue { Kind = key.Kind, IsValid = integer is not null, Integer = integer };
            case WslValueKind.Size:
                var bytes = ParseSize(text);
                return new WslValue { Kind = key.Kind, IsValid = bytes is not null, Bytes = bytes };
            case WslValueKind.Enumeration:
                var name = ParseName(text, key.Values);
                return new WslValue { Kind = key.Kind, IsValid = name is not null, Name = name };
            case WslValueKind.MacAddress:
                return new WslValue { Kind = key.Kind, IsValid = IsMacAddress(text) };
            case WslValueKind.IPv4Address:
                return new WslValue { Kind = key.Kind, IsValid = IsIPv4Address(text) };
            case WslValueKind.PortList:
                var ports = ParsePorts(text);
                return new WslValue { Kind = key.Kind, IsValid = !ports.Exists(static port => port.Port is null), Ports = ports };
            default:
                return new WslValue { Kind = key.Kind, IsValid = true };
        }
    }

    /// <summary><c>1</c>, <c>0</c>, <c>true</c>, <c>false</c>, in any case; null for anything else.</summary>
    /// <param name="text">The value.</param>
    public static bool? ParseBoolean(string text)
    {
        if (text is "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return text is "0" || text.Equals("false", StringComparison.OrdinalIgnoreCase) ? false : null;
    }

    /// <summary>C's <c>strtol</c> with base 0 over the whole text; null where text is left over, or the number does not fit an <c>int</c>.</summary>
    /// <param name="text">The value.</param>
    /// <param name="dialect">On Windows <c>long</c> has 32 bits and stops at its limits; on Linux a larger number is refused.</param>
    public static int? ParseInteger(string text, IniDialect dialect)
    {
        var position = SkipSpace(text, 0);
        var negative = TakeSign(text, ref position);
        uint radix = 10;
        if (position < text.Length && text[position] == '0')
        {
            if (position + 2 < text.Length && text[position + 1] is 'x' or 'X' && char.IsAsciiHexDigit(text[position + 2]))
            {
                radix = 16;
                position += 2;
            }
            else
            {
                radix = 8;
            }
        }

        if (position >= text.Length)
        {
            return null;
        }

        long number = 0;
        for (; position < text.Length; position++)
        {
            var digit = DigitOf(text[position]);
            if (digit >= radix)
            {
                return null;
            }

            // Far above an int and far below a long: enough to know that it does not fit.
            number = Math.Min((number * radix) + digit, 1L << 40);
        }

        number = negative ? -number : number;
        if (number is >= int.MinValue and <= int.MaxValue)
        {
            return (int)number;
        }

        return dialect == IniDialect.Host ? (negative ? int.MinValue : int.MaxValue) : null;
    }

    /// <summary>Digits and an upper-case unit of 1024; null for anything else. Too large a number wraps, as a negative one does.</summary>
    /// <param name="text">The value.</param>
    public static ulong? ParseSize(string text)
    {
        var position = SkipSpace(text, 0);
        var negative = TakeSign(text, ref position);
        var first = position;
        ulong number = 0;
        var overflow = false;
        for (; position < text.Length && char.IsAsciiDigit(text[position]); position++)
        {
            var digit = (ulong)(text[position] - '0');
            overflow |= number > (ulong.MaxValue - digit) / 10;
            number = unchecked((number * 10) + digit);
        }

        if (position == first)
        {
            return null;
        }

        number = overflow ? ulong.MaxValue : negative ? unchecked(0 - number) : number;

        // Zero is known by its text: a single 0 at the very start.
        if (number == 0 && (text[0] != '0' || position != 1))
        {
            return null;
        }

        int? shift = text.AsSpan(position) switch
        {
            "" or "B" => 0,
            "K" or "KB" => 10,
            "M" or "MB" => 20,
            "G" or "GB" => 30,
            "T" or "TB" => 40,
            _ => null,
        };
        return shift is { } bits ? unchecked(number << bits) : null;
    }

    /// <summary>The name as the table spells it; null for anything else.</summary>
    /// <param name="text">The value.</param>
    /// <param name="names">The names, compared without regard to case.</param>
    public static string? ParseName(string text, ImmutableArray<string> names)
    {
        foreach (var name in names)
        {
            if (name.Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>Six pairs of hexadecimal digits with one kind of separator, <c>:</c> or <c>-</c>.</summary>
    /// <param name="text">The value.</param>
    public static bool IsMacAddress(string text)
    {
        if (text.Length != 17 || text[2] is not (':' or '-'))
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (i % 3 == 2 ? text[i] != text[2] : !char.IsAsciiHexDigit(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Four decimal numbers up to 255 between dots.</summary>
    /// <param name="text">The value.</param>
    public static bool IsIPv4Address(string text)
    {
        var parts = 0;
        foreach (var range in text.AsSpan().Split('.'))
        {
            var part = text.AsSpan()[range];
            if (++parts > 4 || part.Length is 0 or > 3 || !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                return false;
            }
        }

        return parts == 4;
    }

    /// <summary>The items between commas, each through C++'s <c>stoi</c>; empty items are dropped.</summary>
    /// <param name="text">The value.</param>
    public static ImmutableArray<WslPort> ParsePorts(string text)
    {
        var ports = ImmutableArray.CreateBuilder<WslPort>();
        foreach (var range in text.AsSpan().Split(','))
        {
            var (start, length) = range.GetOffsetAndLength(text.Length);
            if (length > 0)
            {
                ports.Add(ParsePort(text, start, start + length));
            }
        }

        return ports.DrainToImmutable();
    }

    /// <summary>What WSL makes of a host name: letters, digits, single hyphens and one dot, neither at an end; <c>localhost</c> if nothing is left.</summary>
    /// <param name="text">The value of <c>network.hostname</c>.</param>
    public static string CleanHostName(string text)
    {
        const int Longest = 64;
        var result = new List<char>(Longest);
        var dot = false;
        foreach (var c in text)
        {
            var last = result.Count == 0 ? '\0' : result[^1];
            var takes = c switch
            {
                '.' => !dot && last is not ('\0' or '-'),
                '-' => last is not ('\0' or '-' or '.'),
                _ => char.IsAsciiLetterOrDigit(c),
            };
            if (takes)
            {
                dot |= c == '.';
                result.Add(c);
            }
        }

        var length = Math.Min(result.Count, Longest);
        while (length > 0 && result[length - 1] is '.' or '-')
        {
            length--;
        }

        return length == 0 ? "localhost" : new string([.. result.Slice(0, length)]);
    }

    private static WslPort ParsePort(string text, int start, int end)
    {
        var position = SkipSpace(text, start);
        var textStart = Math.Min(position, end);
        var textEnd = end;
        while (textEnd > textStart && IsSpace(text[textEnd - 1]))
        {
            textEnd--;
        }

        var negative = TakeSign(text, ref position);
        var first = position;
        long number = 0;
        while (position < end && char.IsAsciiDigit(text[position]))
        {
            number = Math.Min((number * 10) + (text[position] - '0'), 1L << 40);
            position++;
        }

        number = negative ? -number : number;
        var isPort = position > first && position <= end && number is > 0 and <= ushort.MaxValue;
        return new WslPort(textStart, text[textStart..textEnd], isPort ? (int)number : null, isPort && position < textEnd);
    }

    private static int SkipSpace(string text, int position)
    {
        while (position < text.Length && IsSpace(text[position]))
        {
            position++;
        }

        return position;
    }

    private static bool TakeSign(string text, ref int position)
    {
        if (position >= text.Length || text[position] is not ('+' or '-'))
        {
            return false;
        }

        return text[position++] == '-';
    }

    // isspace of the C locale.
    private static bool IsSpace(char c) => c is ' ' or (>= '\t' and <= '\r');

    private static uint DigitOf(char c) => c switch
    {
        >= '0' and <= '9' => (uint)(c - '0'),
        >= 'a' and <= 'f' => (uint)(c - 'a' + 10),
        >= 'A' and <= 'F' => (uint)(c - 'A' + 10),
        _ => uint.MaxValue,
    };
}
