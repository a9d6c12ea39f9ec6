using System.Buffers;

namespace EnvLint.Syntax.Yaml;

/// <summary>What a plain scalar is by the core schema of YAML 1.2.</summary>
internal static class YamlScalarTypes
{
    private static readonly SearchValues<char> s_hexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    public static YamlScalarType Of(string value)
    {
        switch (value)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return YamlScalarType.Null;
            case "true" or "True" or "TRUE" or "false" or "False" or "FALSE":
                return YamlScalarType.Boolean;
            case ".nan" or ".NaN" or ".NAN":
                return YamlScalarType.Float;
        }

        var text = value.AsSpan();
        if (text.StartsWith("0o", StringComparison.Ordinal))
        {
            return text.Length > 2 && text[2..].IndexOfAnyExceptInRange('0', '7') < 0 ? YamlScalarType.Integer : YamlScalarType.Text;
        }

        if (text.StartsWith("0x", StringComparison.Ordinal))
        {
            return text.Length > 2 && text[2..].IndexOfAnyExcept(s_hexDigits) < 0 ? YamlScalarType.Integer : YamlScalarType.Text;
        }

        if (text[0] is '+' or '-')
        {
            text = text[1..];
        }

        if (text is ".inf" or ".Inf" or ".INF")
        {
            return YamlScalarType.Float;
        }

        // digits [. digits] [e digits], with a digit before or behind the point.
        var whole = Digits(ref text);
        if (text.IsEmpty)
        {
            return whole > 0 ? YamlScalarType.Integer : YamlScalarType.Text;
        }

        var fraction = 0;
        if (text[0] == '.')
        {
            text = text[1..];
            fraction = Digits(ref text);
        }

        if (whole + fraction == 0)
        {
            return YamlScalarType.Text;
        }

        if (text is ['e' or 'E', ..])
        {
            text = text[1..];
            if (text is ['+' or '-', ..])
            {
                text = text[1..];
            }

            return Digits(ref text) > 0 && text.IsEmpty ? YamlScalarType.Float : YamlScalarType.Text;
        }

        return text.IsEmpty ? YamlScalarType.Float : YamlScalarType.Text;
    }

    private static int Digits(ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var count = end < 0 ? text.Length : end;
        text = text[count..];
        return count;
    }
}
