using EnvLint.Environment.Facts;
using EnvLint.Text;

namespace EnvLint.Environment.Lowering;

/// <summary>The variables of a <c>.env</c> file, which compose reads beside its own file.</summary>
internal static class DotEnvFile
{
    /// <summary>Reads the variables; of two with one name the last counts.</summary>
    /// <param name="source">The file.</param>
    public static Dictionary<string, VariableValue?> Read(SourceText source)
    {
        var result = new Dictionary<string, VariableValue?>(StringComparer.Ordinal);
        var text = source.Content.AsSpan();
        foreach (var range in text.SplitAny('\n', '\r'))
        {
            var (offset, length) = range.GetOffsetAndLength(text.Length);
            var line = text.Slice(offset, length);
            var start = line.Length - line.TrimStart().Length;
            line = line.Trim();
            if (line.StartsWith("export ", StringComparison.Ordinal))
            {
                var rest = line["export ".Length..].TrimStart();
                start += line.Length - rest.Length;
                line = rest;
            }

            var equals = line.IndexOf('=');
            if (line.IsEmpty || line[0] == '#' || equals <= 0)
            {
                continue;
            }

            var name = line[..equals].TrimEnd().ToString();
            var raw = line[(equals + 1)..];
            var value = raw.TrimStart();
            var valueStart = offset + start + equals + 1 + raw.Length - value.Length;
            result[name] = Value(value) is { } known
                ? new VariableValue(known.Text, [new ValueOrigin(name, known.Text, new TextSpan(valueStart + known.Start, known.Text.Length), source)])
                : null;
        }

        return result;
    }

    // Without quotes, or behind its first one; a comment needs a blank in front of it. What is made from other variables, and what goes on in the next line, is not known.
    private static (string Text, int Start)? Value(ReadOnlySpan<char> value)
    {
        if (value is ['"' or '\'', ..])
        {
            var end = value[1..].IndexOf(value[0]);
            return end < 0 || (value[0] == '"' && value.Slice(1, end).IndexOfAny('$', '\\') >= 0) ? null : (value.Slice(1, end).ToString(), 1);
        }

        var comment = value.IndexOf(" #", StringComparison.Ordinal);
        var plain = (comment < 0 ? value : value[..comment]).TrimEnd();
        return plain.Contains('$') ? null : (plain.ToString(), 0);
    }
}
