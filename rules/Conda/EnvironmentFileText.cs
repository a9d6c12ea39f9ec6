using EnvLint.Syntax.Yaml;
using EnvLint.Text;

namespace EnvLint.Rules.Conda;

/// <summary>Lines of an environment file, for edits that take or add whole ones.</summary>
internal static class EnvironmentFileText
{
    /// <summary>The lines that a stretch fills but for blanks and a comment behind it, with the line end of the last.</summary>
    /// <param name="source">The file.</param>
    /// <param name="span">The stretch.</param>
    /// <returns>Null where something else stands on its lines, or where no other line would be left.</returns>
    public static TextSpan? WholeLines(SourceText source, TextSpan span)
    {
        var first = source.Lines.LineOf(span.Start);
        var last = source.Lines.LineOf(span.End);
        var start = source.Lines.StartOf(first);
        if (!source.Content.AsSpan(start, span.Start - start).IsWhiteSpace())
        {
            return null;
        }

        var rest = source.Content.AsSpan(span.End, source.LineSpan(last).End - span.End).TrimStart(" \t");
        if (!rest.IsEmpty && rest[0] != '#')
        {
            return null;
        }

        var end = source.Lines.EndOf(last);
        return start == 0 && end == source.Length ? null : TextSpan.FromBounds(start, end);
    }

    /// <summary>The blanks in front of an item whose dash begins its line; null where something else stands there.</summary>
    /// <param name="source">The file.</param>
    /// <param name="item">The item.</param>
    public static string? Indentation(SourceText source, YamlItem item)
    {
        var start = source.Lines.StartOf(source.Lines.LineOf(item.Span.Start));
        var text = source.Content.AsSpan(start, item.Span.Start - start);
        return source[item.Span.Start] == '-' && text.IndexOfAnyExcept(' ') < 0 ? text.ToString() : null;
    }

    /// <summary>Whether a text can stand in YAML without quotes, also between brackets: a name with a version.</summary>
    /// <param name="text">The text.</param>
    public static bool IsPlain(string text)
    {
        if (text.Length == 0 || !char.IsAsciiLetter(text[0]))
        {
            return false;
        }

        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_' or '.' or '=' or '<' or '>' or '!' or '~' or '*' or '+'))
            {
                return false;
            }
        }

        return true;
    }
}
