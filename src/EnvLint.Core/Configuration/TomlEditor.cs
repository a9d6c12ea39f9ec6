using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using EnvLint.Syntax.Toml;
using EnvLint.Text;

namespace EnvLint.Configuration;

/// <summary>Finds the edits that put values into a TOML document or take them out. What they do not speak of stays as it is: comments, order, line ends, spelling.</summary>
/// <remarks>The edits of several calls are edits of the one text, and do not overlap where each call is about another key.</remarks>
/// <param name="document">A document without errors.</param>
/// <param name="lineEnd">What ends the lines that are added.</param>
internal sealed class TomlEditor(TomlDocument document, string lineEnd)
{
    private readonly string _text = document.Text;

    /// <summary>A text as a TOML string in double quotes.</summary>
    /// <param name="value">The text.</param>
    public static string Quote(string value)
    {
        var result = new StringBuilder("\"", value.Length + 2);
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' or '\\' => result.Append('\\').Append(character),
                '\t' => result.Append("\\t"),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                < ' ' or '\u007F' => result.Append("\\u").Append(((int)character).ToString("X4", CultureInfo.InvariantCulture)),
                _ => result.Append(character),
            };
        }

        return result.Append('"').ToString();
    }

    /// <summary>The edit that gives keys that a table does not have yet their values. The table is made where it is not there.</summary>
    /// <param name="path">Names of the table, from the root inwards; empty for the root.</param>
    /// <param name="entries">Names with values as TOML writes them; at least one.</param>
    /// <returns>Null where something else than a table stands there.</returns>
    public TextEdit? Add(ReadOnlySpan<string> path, IReadOnlyList<(string Name, string Value)> entries)
    {
        var table = document.Root;
        TomlInlineTable? inline = null;
        var inlineDepth = 0;
        var depth = 0;
        while (depth < path.Length && table.TryGet(path[depth], out var entry))
        {
            if (entry.Value is not TomlTable next)
            {
                return null;
            }

            table = next;
            depth++;
            if (next is TomlInlineTable braces)
            {
                (inline, inlineDepth) = (braces, depth);
            }
        }

        if (inline is not null)
        {
            return IntoBraces(inline, Prefix(path[inlineDepth..]), entries);
        }

        if (table.Form == TomlTableForm.Dotted)
        {
            return BelowDotted(path[..depth], Prefix(path[depth..]), entries);
        }

        if (depth < path.Length || table.Form == TomlTableForm.Implicit)
        {
            return AsTable(path, depth, entries);
        }

        return table.Form == TomlTableForm.Root ? AtTop(entries) : BelowHeader(table, entries);
    }

    /// <summary>The edits that put a string at the end of an array.</summary>
    /// <param name="array">The array.</param>
    /// <param name="value">The item as TOML writes it.</param>
    public ImmutableArray<TextEdit> Append(TomlArray array, string value)
    {
        if (array.Items.IsEmpty)
        {
            return [TextEdit.Insert(array.Span.Start + 1, value)];
        }

        var last = array.Items[^1].Span;
        var comma = CommaBetween(last.End, array.Span.End);
        var end = LineEndAt(comma < 0 ? last.End : comma);
        var isOnLinesOfTheirOwn = end < array.Span.End && IsBlank(LineStart(last.Start), last.Start);
        if (!isOnLinesOfTheirOwn)
        {
            return [TextEdit.Insert(last.End, ", " + value)];
        }

        var line = lineEnd + _text[LineStart(last.Start)..last.Start] + value;
        return comma >= 0
            ? [TextEdit.Insert(end, line + ",")]
            : end == last.End ? [TextEdit.Insert(end, "," + line)] : [TextEdit.Insert(last.End, ","), TextEdit.Insert(end, line)];
    }

    /// <summary>The edit that takes a key with its value out of a table that is not in braces: its line, with the comment behind it.</summary>
    /// <param name="entry">An entry whose value is no table.</param>
    public TextEdit Remove(TomlEntry entry) =>
        TextEdit.Delete(TextSpan.FromBounds(LineStart(entry.Statement.Span.Start), NextLine(entry.Statement.Span.End)));

    /// <summary>The edit that writes the braces anew in which a table stands, with other values.</summary>
    /// <param name="path">Names of the table, from the root inwards.</param>
    /// <param name="entries">Names with values as TOML writes them; null takes a name out.</param>
    /// <returns>Null for a table that does not stand in braces.</returns>
    public TextEdit? Rewrite(ReadOnlySpan<string> path, IReadOnlyList<(string Name, string? Value)> entries)
    {
        TomlInlineTable? braces = null;
        var depth = 0;
        TomlTable table = document.Root;
        for (var i = 0; i < path.Length && table.TryGet(path[i], out TomlTable? next); i++)
        {
            table = next;
            if (next is TomlInlineTable found)
            {
                (braces, depth) = (found, i + 1);
            }
        }

        if (braces is null)
        {
            return null;
        }

        var text = new StringBuilder();
        var open = new List<(string Name, string? Value)>(entries);
        foreach (var item in braces.KeyValues)
        {
            var value = _text[item.Value.Span.Start..item.Value.Span.End];
            if (item.Key.Parts.Length == path.Length - depth + 1 && StartsWith(header: null, item, path[depth..]) && open.FindIndex(entry => entry.Name == item.Key.Last.Name) is >= 0 and var index)
            {
                value = open[index].Value;
                open.RemoveAt(index);
            }

            if (value is not null)
            {
                text.Append(text.Length == 0 ? "" : ", ").Append(_text, item.Span.Start, item.Value.Span.Start - item.Span.Start).Append(value);
            }
        }

        foreach (var (name, value) in open)
        {
            if (value is not null)
            {
                text.Append(text.Length == 0 ? "" : ", ").Append(Prefix(path[depth..])).Append(Key(name)).Append(" = ").Append(value);
            }
        }

        return TextEdit.Replace(braces.Span, text.Length == 0 ? "{}" : $"{{ {text} }}");
    }

    private static TextEdit IntoBraces(TomlInlineTable braces, string prefix, IReadOnlyList<(string Name, string Value)> entries)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in entries)
        {
            text.Append(text.Length == 0 ? "" : ", ").Append(prefix).Append(Key(name)).Append(" = ").Append(value);
        }

        return braces.KeyValues.IsEmpty
            ? TextEdit.Replace(braces.Span, $"{{ {text} }}")
            : TextEdit.Insert(braces.KeyValues[^1].Span.End, $", {text}");
    }

    // a.b = 1 makes the table a: what else it holds is written in the same way below it.
    private TextEdit BelowDotted(ReadOnlySpan<string> path, string rest, IReadOnlyList<(string Name, string Value)> entries)
    {
        TomlStatement? last = null;
        var headerLength = 0;
        TomlTableHeader? header = null;
        foreach (var statement in document.Statements)
        {
            if (statement is TomlTableHeader next)
            {
                header = next;
            }
            else if ((header?.Key.Parts.Length ?? 0) is var length && length < path.Length && StartsWith(header, statement, path))
            {
                last = statement;
                headerLength = length;
            }
        }

        // Such a table has a statement: it was made by one.
        var parts = last!.Key.Parts;
        var prefix = _text[parts[0].Span.Start..parts[path.Length - headerLength - 1].Span.End];
        return InsertLines(last.Span.End, Lines(IndentOf(last), $"{prefix}.{rest}", entries));
    }

    private TextEdit BelowHeader(TomlTable table, IReadOnlyList<(string Name, string Value)> entries)
    {
        TomlStatement? last = null;
        foreach (var statement in document.Statements)
        {
            if (last is not null && statement is TomlTableHeader)
            {
                break;
            }

            last = last is not null || statement.Span == table.Span ? statement : null;
        }

        return InsertLines(last!.Span.End, Lines(IndentOf(last), "", entries));
    }

    private TextEdit AtTop(IReadOnlyList<(string Name, string Value)> entries)
    {
        TomlStatement? last = null;
        foreach (var statement in document.Statements)
        {
            if (statement is TomlTableHeader)
            {
                // Above the first table, and above the comment that speaks of it.
                return last is null ? AboveTable(statement, Lines("", "", entries)) : InsertLines(last.Span.End, Lines(IndentOf(last), "", entries));
            }

            last = statement;
        }

        return last is null ? AtEnd(Lines("", "", entries)) : InsertLines(last.Span.End, Lines(IndentOf(last), "", entries));
    }

    private TextEdit AsTable(ReadOnlySpan<string> path, int depth, IReadOnlyList<(string Name, string Value)> entries)
    {
        var header = Prefix(path);
        var lines = $"[{header[..^1]}]{lineEnd}{Lines("", "", entries)}";
        TomlStatement? last = null;
        TomlTableHeader? current = null;
        foreach (var statement in document.Statements)
        {
            current = statement as TomlTableHeader ?? current;
            if (depth > 0 && StartsWith(current, ReferenceEquals(current, statement) ? null : statement, path[..depth]))
            {
                // A table of which there are only the tables in it comes in front of those.
                if (depth == path.Length)
                {
                    return AboveTable(current!, lines);
                }

                last = statement;
            }
        }

        if (last is null)
        {
            return AtEnd(lines);
        }

        var position = NextLine(last.Span.End);
        var isLast = position == _text.Length;
        return TextEdit.Insert(position, $"{(EndsLine(position) ? "" : lineEnd)}{lineEnd}{lines}{(isLast || IsBlank(position, LineEndAt(position)) ? "" : lineEnd)}");
    }

    private TextEdit AboveTable(TomlStatement header, string lines)
    {
        var position = LineStart(header.Span.Start);
        while (position > 0 && LineStart(position - 1) is var above && _text.AsSpan(above, position - above).TrimStart().StartsWith("#"))
        {
            position = above;
        }

        // A comment at the very top speaks of the file, not of the table below it.
        if (position == 0)
        {
            position = LineStart(header.Span.Start);
        }

        return TextEdit.Insert(position, $"{lines}{lineEnd}");
    }

    private TextEdit AtEnd(string lines)
    {
        var end = _text.Length;
        var content = _text.AsSpan().TrimEnd().Length;
        var gap = content == 0 ? "" : !EndsLine(end) ? lineEnd + lineEnd : _text.AsSpan(content).Count('\n') > 1 ? "" : lineEnd;
        return TextEdit.Insert(end, gap + lines);
    }

    private TextEdit InsertLines(int behind, string lines)
    {
        var position = NextLine(behind);
        return TextEdit.Insert(position, EndsLine(position) ? lines : lineEnd + lines);
    }

    private string Lines(string indent, string prefix, IReadOnlyList<(string Name, string Value)> entries)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in entries)
        {
            text.Append(indent).Append(prefix).Append(Key(name)).Append(" = ").Append(value).Append(lineEnd);
        }

        return text.ToString();
    }

    private static bool StartsWith(TomlTableHeader? header, TomlStatement? statement, ReadOnlySpan<string> path)
    {
        var headerLength = header?.Key.Parts.Length ?? 0;
        if (headerLength + (statement?.Key.Parts.Length ?? 0) < path.Length)
        {
            return false;
        }

        for (var i = 0; i < path.Length; i++)
        {
            var part = i < headerLength ? header!.Key.Parts[i] : statement!.Key.Parts[i - headerLength];
            if (!string.Equals(part.Name, path[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    private static string Prefix(ReadOnlySpan<string> names)
    {
        var text = new StringBuilder();
        foreach (var name in names)
        {
            text.Append(Key(name)).Append('.');
        }

        return text.ToString();
    }

    private static string Key(string name)
    {
        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_'))
            {
                return Quote(name);
            }
        }

        return name.Length == 0 ? "\"\"" : name;
    }

    // Offset of the first comma between items; -1 for none.
    private int CommaBetween(int start, int end)
    {
        var low = 0;
        var high = document.Tokens.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = document.Tokens[middle].Start < start ? (middle + 1, high) : (low, middle);
        }

        for (; low < document.Tokens.Length && document.Tokens[low].Start < end; low++)
        {
            if (document.Tokens[low].Kind == TomlTokenKind.Comma)
            {
                return document.Tokens[low].Start;
            }
        }

        return -1;
    }

    private string IndentOf(TomlStatement statement)
    {
        var start = LineStart(statement.Span.Start);
        return _text[start..statement.Span.Start];
    }

    private bool IsBlank(int start, int end) => _text.AsSpan(start, end - start).IsWhiteSpace();

    private bool EndsLine(int position) => position == 0 || _text[position - 1] == '\n';

    private int LineStart(int position) => position == 0 ? 0 : _text.LastIndexOf('\n', position - 1) + 1;

    // Behind the last character of a line, its line end not included.
    private int LineEndAt(int position)
    {
        var end = _text.IndexOf('\n', position);
        return end < 0 ? _text.Length : end > position && _text[end - 1] == '\r' ? end - 1 : end;
    }

    private int NextLine(int position)
    {
        var end = _text.IndexOf('\n', position);
        return end < 0 ? _text.Length : end + 1;
    }
}
