using System.Buffers;
using System.Text;
using EnvLint.Text;

namespace EnvLint.Syntax.Markdown;

/// <summary>Text that closes a fence.</summary>
/// <param name="At">Where it is missing, in the file.</param>
/// <param name="Text">What is missing.</param>
internal readonly record struct FenceInsertion(int At, string Text);

/// <summary>Finds fences that were meant to be closed and are not.</summary>
internal sealed class FenceRepair(string text, int start)
{
    // Each repair may read to the end of the text once more.
    private const int MaximumRepairs = 32;

    private static readonly SearchValues<char> s_code = SearchValues.Create("=(){};$|\"");

    private readonly List<FenceInsertion> _insertions = [];
    private readonly List<int> _containers = [];
    private Fence? _fence;
    private TextSpan _previous;

    /// <summary>Finds the places, in order.</summary>
    public List<FenceInsertion> Find()
    {
        if (!text.AsSpan(start).Contains("```", StringComparison.Ordinal))
        {
            return _insertions;
        }

        var from = start;
        while (from >= 0)
        {
            from = Scan(from);
        }

        return _insertions;
    }

    // Where to go on after a fence that nothing closes was closed before the text that follows; -1 at the end.
    private int Scan(int from)
    {
        foreach (var line in new TextLineEnumerator(text, from))
        {
            if (_fence is not { } fence)
            {
                Outside(line);
            }
            else if (!Inside(line, fence))
            {
                _fence = null;
                Outside(line);
            }

            _previous = line;
        }

        if (_fence is not { } open || !open.IsCode || _insertions.Count >= MaximumRepairs || TextBehind(open, text.Length) is not { } end)
        {
            return -1;
        }

        _insertions.Add(new FenceInsertion(end, Closing(open) + "\n"));
        _fence = null;
        return end;
    }

    private void Outside(TextSpan line)
    {
        var position = line.Start;
        var column = 0;
        var quotes = 0;
        while (true)
        {
            NestingGuard.SkipBlanks(text, line.End, ref position, ref column);
            var length = NestingGuard.MarkLength(text, position, line.End);
            if (length == 0)
            {
                break;
            }

            if (text[position] == '>')
            {
                quotes++;
            }
            else
            {
                while (_containers.Count > 0 && _containers[^1] > column)
                {
                    _containers.RemoveAt(_containers.Count - 1);
                }

                _containers.Add(column + length + 1);
            }

            position += length;
            column += length;
        }

        var mark = position < line.End ? text[position] : '\0';
        var count = Run(position, line.End, mark);
        if (mark is not ('`' or '~') || count < 3)
        {
            return;
        }

        var info = text.AsSpan(position + count, line.End - position - count).Trim();
        if (mark == '`' && info.Contains('`'))
        {
            return;
        }

        var indentation = 0;
        foreach (var container in _containers)
        {
            indentation = container <= column ? Math.Max(indentation, container) : indentation;
        }

        // Further in it is code of another kind.
        if (column - indentation >= 4)
        {
            return;
        }

        // Right below a tag of HTML a fence is HTML, too, and the next one opens where it should close.
        if (quotes == 0 && IsTag(text.AsSpan(_previous.Start, _previous.Length).Trim()) && _insertions.Count < MaximumRepairs)
        {
            _insertions.Add(new FenceInsertion(line.Start, " \n"));
        }

        _fence = new Fence(line, position, column, mark, count, quotes, indentation, IsCode(info));
    }

    private static bool IsTag(ReadOnlySpan<char> line) => line.Length > 2 && line[0] == '<' && line[^1] == '>' && line[1] != '!';

    // Whether the fence is still open behind the line.
    private bool Inside(TextSpan line, Fence fence)
    {
        if (line.Start <= fence.Position)
        {
            return true;
        }

        var position = line.Start;
        var column = 0;
        NestingGuard.SkipBlanks(text, line.End, ref position, ref column);
        for (var quotes = 0; quotes < fence.Quotes; quotes++)
        {
            if (position >= line.End || text[position] != '>')
            {
                return false;
            }

            position++;
            column++;
            NestingGuard.SkipBlanks(text, line.End, ref position, ref column);
        }

        if (position >= line.End)
        {
            return true;
        }

        if (column < fence.Indentation)
        {
            return false;
        }

        var rest = text.AsSpan(position, line.End - position).TrimEnd();
        var count = Run(position, line.End, fence.Mark);
        if (count >= fence.Count && rest.Length == count && column - fence.Indentation < 4)
        {
            _fence = null;
            return true;
        }

        if (!fence.IsCode || fence.Mark != '`' || _insertions.Count >= MaximumRepairs)
        {
            return true;
        }

        if (count == fence.Count && column == fence.Column && IsCode(rest[count..].Trim()) && !rest[count..].Contains('`'))
        {
            // The next fence opens: this one was never closed.
            _insertions.Add(new FenceInsertion(TextBehind(fence, line.Start) ?? line.Start, Closing(fence) + "\n"));
            return false;
        }

        if (count == 0 && EndsWithFence(rest, fence.Count))
        {
            _insertions.Add(new FenceInsertion(position + rest.Length - fence.Count, "\n" + Prefix(fence)));
            _fence = null;
        }

        return true;
    }

    private int Run(int position, int end, char mark)
    {
        var length = text.AsSpan(position, end - position).IndexOfAnyExcept(mark);
        return length < 0 ? end - position : length;
    }

    // CMD ["bash"]```: the only backquotes of the line are as many as opened the fence. Code may speak of fences in its comments.
    private static bool EndsWithFence(ReadOnlySpan<char> line, int count) =>
        line.Length > count && line.IndexOf('`') == line.Length - count && line[(line.Length - count)..].IndexOfAnyExcept('`') < 0
        && line[0] is not ('#' or '/' or '*' or '-' or ';' or '\'' or '"' or '%');

    // A fence of Markdown, or of nothing, may well hold fences.
    private static bool IsCode(ReadOnlySpan<char> info) =>
        !info.IsEmpty && (char.IsAsciiLetter(info[0]) || info[0] is ':' or '{')
        && !info.StartsWith("md", StringComparison.OrdinalIgnoreCase) && !info.StartsWith("markdown", StringComparison.OrdinalIgnoreCase)
        && !info.StartsWith("text", StringComparison.OrdinalIgnoreCase) && !info.StartsWith("diff", StringComparison.OrdinalIgnoreCase);

    // Where below an empty line the text goes on: "## Title", which a comment of a script seldom looks like, or a sentence.
    private int? TextBehind(Fence fence, int limit)
    {
        var isBelowEmpty = false;
        foreach (var line in new TextLineEnumerator(text, fence.Line.End))
        {
            if (line.Start >= limit)
            {
                break;
            }

            var rest = text.AsSpan(line.Start, line.Length);
            var signs = Run(line.Start, line.End, '#');
            if (isBelowEmpty && line.Start > fence.Line.End && ((signs is >= 2 and <= 6 && signs < rest.Length && rest[signs] == ' ') || IsSentence(rest.Trim())))
            {
                return line.Start;
            }

            isBelowEmpty = rest.IsWhiteSpace();
        }

        return null;
    }

    // "To start, you need the data:"
    private static bool IsSentence(ReadOnlySpan<char> line)
    {
        if (line.Length < 20 || !char.IsAsciiLetterUpper(line[0]) || line[^1] is not ('.' or ':' or '!' or '?' or ',') || line.IndexOfAny(s_code) >= 0)
        {
            return false;
        }

        return line.Count(' ') >= 4;
    }

    private string Closing(Fence fence) => Prefix(fence) + new string(fence.Mark, fence.Count);

    // What stands before the opening fence, with blanks for the marks of lists.
    private string Prefix(Fence fence)
    {
        var prefix = new StringBuilder(fence.Position - fence.Line.Start);
        for (var i = fence.Line.Start; i < fence.Position; i++)
        {
            prefix.Append(text[i] is '>' or '\t' ? text[i] : ' ');
        }

        return prefix.ToString();
    }

    /// <summary>An open fence.</summary>
    /// <param name="Line">Its line.</param>
    /// <param name="Position">Where its marks begin.</param>
    /// <param name="Column">The column of that place.</param>
    /// <param name="Mark">What it is made of.</param>
    /// <param name="Count">How many.</param>
    /// <param name="Quotes">How many quotes hold it.</param>
    /// <param name="Indentation">The column below which a line leaves the list that holds it.</param>
    /// <param name="IsCode">Whether it names a language in which fences do not stand.</param>
    private sealed record Fence(TextSpan Line, int Position, int Column, char Mark, int Count, int Quotes, int Indentation, bool IsCode);
}
