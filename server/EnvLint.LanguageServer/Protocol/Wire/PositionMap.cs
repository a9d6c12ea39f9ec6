using System.Text.Json;
using EnvLint.LanguageServer.Documents;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Protocol.Wire;

/// <summary>Between lines and columns of the wire and offsets in a text.</summary>
/// <param name="encoding">What the columns count.</param>
internal sealed class PositionMap(PositionEncoding encoding)
{
    /// <summary>What the columns count.</summary>
    public PositionEncoding Encoding { get; } = encoding;

    /// <summary>The offset of a position: behind a line's end it is the line's end, behind the last line the text's end.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">The position.</param>
    public int OffsetOf(SourceText text, WirePosition position)
    {
        if (position.Line >= text.Lines.Count)
        {
            return text.Length;
        }

        var line = text.LineSpan(position.Line);
        return line.Start + ColumnOf(text.Content.AsSpan(line.Start, line.Length), Math.Max(0, position.Character - MarkIn(text, position.Line)));
    }

    /// <summary>The stretch of a range.</summary>
    /// <param name="text">The text.</param>
    /// <param name="range">The range; one that ends before it starts is turned round.</param>
    public TextSpan SpanOf(SourceText text, WireRange range)
    {
        var start = OffsetOf(text, range.Start);
        var end = OffsetOf(text, range.End);
        return TextSpan.FromBounds(Math.Min(start, end), Math.Max(start, end));
    }

    /// <summary>Makes the text that comes of changes, each in the text that those before it left.</summary>
    /// <param name="text">The text before.</param>
    /// <param name="changes">The changes.</param>
    public string Apply(string text, List<WireChange> changes)
    {
        foreach (var change in changes)
        {
            if (change.Range is not { } range)
            {
                text = change.Text;
                continue;
            }

            var lineStart = StartOfLine(text, 0, range.Start.Line);
            var start = OffsetIn(text, lineStart, range.Start.Character);
            var end = range.End.Line >= range.Start.Line
                ? OffsetIn(text, StartOfLine(text, lineStart, range.End.Line - range.Start.Line), range.End.Character)
                : OffsetIn(text, StartOfLine(text, 0, range.End.Line), range.End.Character);
            (start, end) = (Math.Min(start, end), Math.Max(start, end));
            text = string.Concat(text.AsSpan(0, start), change.Text, text.AsSpan(end));
        }

        return text;
    }

    /// <summary>Writes a position.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="text">The text.</param>
    /// <param name="offset">The offset; one beyond the text is its end.</param>
    public void Write(Utf8JsonWriter json, SourceText text, int offset)
    {
        offset = Math.Clamp(offset, 0, text.Length);

        // A shell takes the \r of a line end for a part of the word; a client has no place between the two.
        if (offset > 0 && offset < text.Length && text.Content[offset] == '\n' && text.Content[offset - 1] == '\r')
        {
            offset--;
        }

        var (line, column) = text.Lines.PositionOf(offset);
        if (Encoding == PositionEncoding.Utf8)
        {
            column = System.Text.Encoding.UTF8.GetByteCount(text.Content.AsSpan(offset - column, column));
        }

        json.WriteStartObject();
        json.WriteNumber("line"u8, line);
        json.WriteNumber("character"u8, column + MarkIn(text, line));
        json.WriteEndObject();
    }

    /// <summary>Writes a range.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="text">The text.</param>
    /// <param name="span">The stretch.</param>
    public void Write(Utf8JsonWriter json, SourceText text, TextSpan span)
    {
        json.WriteStartObject();
        json.WritePropertyName("start"u8);
        Write(json, text, span.Start);
        json.WritePropertyName("end"u8);
        Write(json, text, span.End);
        json.WriteEndObject();
    }

    // A client that shows the byte order mark as a character counts it.
    private int MarkIn(SourceText text, int line) => line > 0 || !text.HadMark ? 0 : Encoding == PositionEncoding.Utf8 ? 3 : 1;

    // The start of the line that is so many lines further on; -1 behind the last one.
    private static int StartOfLine(string text, int start, int lines)
    {
        for (; lines > 0 && start >= 0; lines--)
        {
            var end = text.AsSpan(start).IndexOfAny('\n', '\r');
            if (end < 0)
            {
                return -1;
            }

            start += end + 1;
            if (text[start - 1] == '\r' && start < text.Length && text[start] == '\n')
            {
                start++;
            }
        }

        return start;
    }

    private int OffsetIn(string text, int lineStart, int character)
    {
        if (lineStart < 0)
        {
            return text.Length;
        }

        var line = text.AsSpan(lineStart);
        var end = line.IndexOfAny('\n', '\r');
        return lineStart + ColumnOf(end < 0 ? line : line[..end], character);
    }

    // UTF-16 code units up to a column; a column within a character of several bytes is the character's start.
    private int ColumnOf(ReadOnlySpan<char> line, int character)
    {
        if (Encoding == PositionEncoding.Utf16)
        {
            return Math.Min(character, line.Length);
        }

        var column = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            character -= rune.Utf8SequenceLength;
            if (character < 0)
            {
                break;
            }

            column += rune.Utf16SequenceLength;
        }

        return column;
    }
}

/// <summary>A change as the client sends it.</summary>
/// <param name="Range">What is replaced; null for the whole text.</param>
/// <param name="Text">What stands there then.</param>
internal sealed record WireChange(WireRange? Range, string Text);
