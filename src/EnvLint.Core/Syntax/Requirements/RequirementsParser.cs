using System.Collections.Immutable;
using System.Text;
using EnvLint.Text;

namespace EnvLint.Syntax.Requirements;

/// <summary>Splits a requirements file into lines in the order in which pip does: first continuations, then comments, then what is left.</summary>
/// <param name="text">The text.</param>
internal sealed class RequirementsParser(string text)
{
    private readonly ImmutableArray<RequirementsToken>.Builder _tokens = ImmutableArray.CreateBuilder<RequirementsToken>();
    private readonly ImmutableArray<RequirementsLine>.Builder _lines = ImmutableArray.CreateBuilder<RequirementsLine>();
    private readonly ImmutableArray<TextSpan>.Builder _comments = ImmutableArray.CreateBuilder<TextSpan>();

    // The physical lines of one line: what each holds, and the end of what takes it to the next.
    private readonly List<(TextSpan Content, int End)> _parts = [];
    private readonly StringBuilder _joined = new();
    private int _position;

    public RequirementsDocument Parse(CancellationToken cancellationToken)
    {
        if (text.Length > 0 && text[0] == '\uFEFF')
        {
            Token(RequirementsTokenKind.ByteOrderMark, 0, 1);
            _position = 1;
        }

        while (_position < text.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Line();
        }

        return new RequirementsDocument(text, _tokens.DrainToImmutable(), _lines.DrainToImmutable(), _comments.DrainToImmutable());
    }

    private void Line()
    {
        _parts.Clear();
        while (true)
        {
            var start = _position;
            var end = text.AsSpan(start).IndexOfAny('\r', '\n');
            end = end < 0 ? text.Length : start + end;
            var next = end == text.Length ? end : text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? end + 2 : end + 1;
            _position = next;

            // A line that is all comment is never continued; it ends what was.
            var isContinued = end > start && text[end - 1] == '\\' && !IsComment(start, end);
            if (isContinued)
            {
                while (end > start && text[end - 1] == '\\')
                {
                    end--;
                }
            }

            _parts.Add((TextSpan.FromBounds(start, end), next));
            if (!isContinued || next == text.Length)
            {
                break;
            }
        }

        Finish();
    }

    private bool IsComment(int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        return start < end && text[start] == '#';
    }

    private void Finish()
    {
        var joined = Joined(out var map);
        var comment = CommentStart(joined);
        var contentEnd = comment < 0 ? joined.Length : comment;
        var content = joined.AsSpan(0, contentEnd);
        var start = content.Length - content.TrimStart().Length;
        var length = content.Trim().Length;
        Tokens(start, start + length, comment < 0 ? joined.Length : comment);
        if (length > 0)
        {
            var own = _parts is [var (only, _)] ? SpanMap.Slice(only.Start + start, length) : map.Compose(SpanMap.Slice(start, length));
            _lines.Add(RequirementsLineParser.Parse(joined.Substring(start, length), own));
        }
    }

    private string Joined(out SpanMap map)
    {
        if (_parts is [var (only, _)])
        {
            map = SpanMap.Slice(only.Start, only.Length);
            return text.Substring(only.Start, only.Length);
        }

        _joined.Clear();
        var segments = new List<SpanMap.Segment>(_parts.Count);
        for (var i = 0; i < _parts.Count; i++)
        {
            var part = _parts[i].Content;

            // An empty part has no character to lead anywhere, but the map must have one at all.
            if (part.Length > 0 || (i == _parts.Count - 1 && segments.Count == 0))
            {
                segments.Add(new SpanMap.Segment(_joined.Length, part.Start, part.Length));
            }

            _joined.Append(text, part.Start, part.Length);
        }

        map = SpanMap.FromSegments(segments);
        return _joined.ToString();
    }

    // A # at the beginning, or behind a blank; or the line that ended the continuation because it is a comment.
    private int CommentStart(string joined)
    {
        var last = _parts[^1].Content;
        var limit = _parts.Count > 1 && IsComment(last.Start, last.End) ? joined.Length - last.Length : joined.Length;
        for (var i = joined.IndexOf('#', StringComparison.Ordinal); i >= 0 && i < limit; i = joined.IndexOf('#', i + 1))
        {
            if (i == 0 || char.IsWhiteSpace(joined[i - 1]))
            {
                return i;
            }
        }

        return limit < joined.Length ? joined.IndexOf('#', limit) : -1;
    }

    // Cuts the physical lines at the places where the joined line changes from blanks to text to comment.
    private void Tokens(int contentStart, int contentEnd, int comment)
    {
        var inner = 0;
        foreach (var (content, end) in _parts)
        {
            var position = content.Start;
            position = Cut(RequirementsTokenKind.Blank, position, content.End, contentStart - inner - (position - content.Start));
            position = Cut(RequirementsTokenKind.Text, position, content.End, contentEnd - inner - (position - content.Start));
            position = Cut(RequirementsTokenKind.Blank, position, content.End, comment - inner - (position - content.Start));
            if (position < content.End)
            {
                Token(RequirementsTokenKind.Comment, position, content.End);
                _comments.Add(TextSpan.FromBounds(position, content.End));
            }

            if (end > content.End)
            {
                Token(text[content.End] == '\\' ? RequirementsTokenKind.Continuation : RequirementsTokenKind.LineEnd, content.End, end);
            }

            inner += content.Length;
        }
    }

    private int Cut(RequirementsTokenKind kind, int position, int end, int length)
    {
        var stop = Math.Min(end, position + Math.Max(length, 0));
        if (stop > position)
        {
            Token(kind, position, stop);
        }

        return stop;
    }

    private void Token(RequirementsTokenKind kind, int start, int end) => _tokens.Add(new RequirementsToken(kind, TextSpan.FromBounds(start, end)));
}
