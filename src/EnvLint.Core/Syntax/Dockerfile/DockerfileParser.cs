using System.Collections.Immutable;
using System.Text;
using EnvLint.Text;

namespace EnvLint.Syntax.Dockerfile;

/// <summary>Parses Dockerfiles by the grammar of BuildKit's stable frontend.</summary>
public static class DockerfileParser
{
    /// <summary>Parses a text. Never throws on any text: what the builder would refuse is among the tree's errors, and parsing goes on behind it.</summary>
    /// <param name="text">The Dockerfile, or a piece of one.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static DockerfileTree Parse(string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new DockerfileReader(text, cancellationToken).Read();
    }
}

/// <summary>Goes through the lines: directives, comments, continuations, here-documents.</summary>
internal sealed class DockerfileReader(string text, CancellationToken cancellationToken)
{
    // The builder reads lines into a buffer of 64 KiB.
    private const int MaxLineBytes = 65_535;

    private readonly ImmutableArray<DockerfileToken>.Builder _tokens = ImmutableArray.CreateBuilder<DockerfileToken>(Math.Max(16, text.Length / 12));
    private readonly ImmutableArray<DockerfileDirective>.Builder _directives = ImmutableArray.CreateBuilder<DockerfileDirective>();
    private readonly ImmutableArray<DockerfileInstruction>.Builder _instructions = ImmutableArray.CreateBuilder<DockerfileInstruction>();
    private readonly ImmutableArray<TextSpan>.Builder _comments = ImmutableArray.CreateBuilder<TextSpan>();
    private readonly List<SyntaxError> _errors = [];

    // Of the instruction that is being read.
    private readonly List<SpanMap.Segment> _segments = [];
    private readonly List<DockerfileToken> _between = [];
    private readonly List<(DockerfileTokenKind Kind, int End)> _classes = [];

    private char _escape = '\\';
    private string? _frontend;
    private bool _directivesOver;
    private bool _afterShebang;
    private bool _isLineTooLong;

    // The current line: its first character, the end of its content, and the start of the next line.
    private int _lineStart;
    private int _lineEnd;
    private int _next;

    public DockerfileTree Read()
    {
        while (NextLine())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var start = SkipBlanks(_lineStart, _lineEnd);
            if (start == _lineEnd)
            {
                _directivesOver = true;
                AddToken(DockerfileTokenKind.Blank, _lineStart, _lineEnd);
                AddToken(DockerfileTokenKind.Newline, _lineEnd, _next);
            }
            else if (text[start] == '#')
            {
                AddToken(DockerfileTokenKind.Blank, _lineStart, start);
                ReadComment(start);
                AddToken(DockerfileTokenKind.Newline, _lineEnd, _next);
            }
            else
            {
                NoteForeignDirective(start);
                _directivesOver = true;
                ReadInstruction(start);
            }
        }

        var hasStage = CheckStages();
        if (_instructions.Count == 0 && _errors.Count == 0)
        {
            _errors.Add(new SyntaxError(new TextSpan(0, 0), "expected an instruction"));
        }

        return new DockerfileTree(
            text,
            _directives.DrainToImmutable(),
            _escape,
            _instructions.DrainToImmutable(),
            _comments.DrainToImmutable(),
            _tokens.DrainToImmutable(),
            SortedErrors())
        {
            HasStage = hasStage,
            Frontend = _frontend,
        };
    }

    private bool NextLine()
    {
        if (_next >= text.Length)
        {
            return false;
        }

        _lineStart = _next;
        var end = text.IndexOf('\n', _lineStart);
        _next = end < 0 ? text.Length : end + 1;
        end = end < 0 ? text.Length : end;
        if (!_isLineTooLong && end - _lineStart > MaxLineBytes / 3 && Encoding.UTF8.GetByteCount(text.AsSpan(_lineStart, end - _lineStart)) > MaxLineBytes)
        {
            _isLineTooLong = true;
            _errors.Add(new SyntaxError(TextSpan.FromBounds(_lineStart, end), $"expected no line longer than {MaxLineBytes} bytes"));
        }

        while (end > _lineStart && text[end - 1] == '\r')
        {
            end--;
        }

        _lineEnd = end;
        if (_lineStart == 0 && text[0] == '\uFEFF')
        {
            AddToken(DockerfileTokenKind.Blank, 0, 1);
            _lineStart = 1;
            _lineEnd = Math.Max(_lineEnd, 1);
        }

        return true;
    }

    private void ReadComment(int start)
    {
        var span = TextSpan.FromBounds(start, _lineEnd);
        var isDirective = !_directivesOver && TryReadDirective(span);
        AddToken(isDirective ? DockerfileTokenKind.Directive : DockerfileTokenKind.Comment, start, _lineEnd);
        if (!isDirective)
        {
            _comments.Add(span);
        }
    }

    private bool TryReadDirective(TextSpan span)
    {
        var start = SkipBlanks(span.Start + 1, span.End);
        if (span.Start == (text[0] == '\uFEFF' ? 1 : 0) && text.AsSpan(span.Start).StartsWith("#!", StringComparison.Ordinal))
        {
            // The builder looks for the frontend behind such a line too, but its parser takes the line for a comment.
            _afterShebang = true;
            return false;
        }

        if (!SplitDirective(start, span.End, out var name, out var valueStart, out var valueEnd))
        {
            _directivesOver = true;
            return false;
        }

        foreach (var earlier in _directives)
        {
            if (earlier.Name == name)
            {
                if (!_afterShebang)
                {
                    _errors.Add(new SyntaxError(span, $"expected only one '{name}' directive"));
                }

                _directivesOver = true;
                return false;
            }
        }

        var value = text[valueStart..valueEnd];
        if (name == "escape")
        {
            if (_afterShebang)
            {
                return false;
            }

            if (value is "\\" or "`")
            {
                _escape = value[0];
            }
            else
            {
                _errors.Add(new SyntaxError(TextSpan.FromBounds(valueStart, valueEnd), "expected '\\' or '`' as the escape character"));
            }
        }
        else if (name == "syntax")
        {
            var blank = value.IndexOf(' ', StringComparison.Ordinal);
            _frontend = blank < 0 ? value : value[..blank];
        }

        _directives.Add(new DockerfileDirective(name, value, span, TextSpan.FromBounds(valueStart, valueEnd)));
        return true;
    }

    // name = value, with one of the three known names.
    private bool SplitDirective(int start, int end, out string name, out int valueStart, out int valueEnd)
    {
        name = "";
        valueStart = valueEnd = 0;
        var nameEnd = start;
        while (nameEnd < end && char.IsAsciiLetterOrDigit(text[nameEnd]))
        {
            nameEnd++;
        }

        var word = text.AsSpan(start, nameEnd - start);
        name = word.Equals("syntax", StringComparison.OrdinalIgnoreCase) ? "syntax"
            : word.Equals("escape", StringComparison.OrdinalIgnoreCase) ? "escape"
            : word.Equals("check", StringComparison.OrdinalIgnoreCase) ? "check"
            : "";
        var position = SkipDirectiveBlanks(nameEnd, end);
        if (name.Length == 0 || position >= end || text[position] != '=')
        {
            return false;
        }

        position++;
        valueStart = SkipDirectiveBlanks(position, end);
        valueEnd = end;
        while (valueEnd > valueStart && IsDirectiveBlank(text[valueEnd - 1]))
        {
            valueEnd--;
        }

        if (valueStart == valueEnd)
        {
            // Only blanks: the last of them is the value, which fits no directive but is one.
            valueStart = end - 1;
            valueEnd = end;
            return position < end;
        }

        return true;
    }

    // A first line "// syntax=..." names a frontend too, of a language that has such comments.
    private void NoteForeignDirective(int start)
    {
        if (_instructions.Count == 0 && !_directivesOver && _directives.Count == 0 && text.AsSpan(start, _lineEnd - start).StartsWith("//", StringComparison.Ordinal)
            && SplitDirective(SkipBlanks(start + 2, _lineEnd), _lineEnd, out var name, out var valueStart, out var valueEnd) && name == "syntax")
        {
            _frontend = text[valueStart..valueEnd];
        }
    }

    private void ReadInstruction(int start)
    {
        _segments.Clear();
        _between.Clear();
        _classes.Clear();
        AddToken(DockerfileTokenKind.Blank, _lineStart, start);
        var length = 0;
        var lineEnd = _lineEnd;
        var next = _next;
        while (true)
        {
            var end = ContinuationStart(start, lineEnd);
            var goesOn = end >= 0;
            end = goesOn ? end : lineEnd;
            if (end > start)
            {
                _segments.Add(new SpanMap.Segment(length, start, end - start));
                length += end - start;
            }

            if (!goesOn)
            {
                break;
            }

            _between.Add(new DockerfileToken(DockerfileTokenKind.LineContinuation, end, next - end));
            if (!NextContinuedLine())
            {
                lineEnd = next = _next;
                break;
            }

            start = _lineStart;
            lineEnd = _lineEnd;
            next = _next;
        }

        var emptyAt = _segments.Count == 0 ? lineEnd : _segments[0].Outer;
        var line = new JoinedLine(text, _segments, emptyAt);
        var parser = new DockerfileInstructionParser(line, _escape, _frontend is not null, _classes);
        var draft = parser.Parse();
        EmitTokens(line);
        AddToken(DockerfileTokenKind.Newline, lineEnd, next);
        if (draft is null)
        {
            var at = _between[0];
            _errors.Add(new SyntaxError(new TextSpan(at.Start, 1), "expected an instruction behind the line continuation"));
            return;
        }

        if (parser.Error is not null)
        {
            _errors.Add(parser.Error);
        }

        ImmutableArray<DockerfileHeredoc> heredocs = [];
        var heredocEnd = 0;
        if (draft.Innermost.CanHoldHeredocs && line.Text.Contains("<<", StringComparison.Ordinal))
        {
            heredocs = ReadHeredocs(line, out heredocEnd);
        }

        _instructions.Add(draft.ToInstruction(line, heredocs, heredocEnd));
    }

    // The next line that belongs to the instruction: comment lines and blank lines are passed over.
    private bool NextContinuedLine()
    {
        while (NextLine())
        {
            var start = SkipBlanks(_lineStart, _lineEnd);
            if (start < _lineEnd && text[start] != '#')
            {
                return true;
            }

            AddBetween(DockerfileTokenKind.Blank, _lineStart, start);
            if (start < _lineEnd)
            {
                AddBetween(DockerfileTokenKind.Comment, start, _lineEnd);
                _comments.Add(TextSpan.FromBounds(start, _lineEnd));
            }

            AddBetween(DockerfileTokenKind.Newline, _lineEnd, _next);
        }

        return false;
    }

    // Where the escape character stands that takes away the line end, or -1. Two of them are an escaped one.
    private int ContinuationStart(int start, int end)
    {
        while (end > start && text[end - 1] is ' ' or '\t')
        {
            end--;
        }

        return end > start && text[end - 1] == _escape && (end - 1 == start || text[end - 2] != _escape) ? end - 1 : -1;
    }

    private void EmitTokens(JoinedLine line)
    {
        var between = 0;
        var current = 0;
        foreach (var segment in line.Segments)
        {
            while (between < _between.Count && _between[between].Start < segment.Outer)
            {
                _tokens.Add(_between[between++]);
            }

            var position = segment.Inner;
            var end = segment.Inner + segment.Length;
            while (position < end)
            {
                while (_classes[current].End <= position)
                {
                    current++;
                }

                var stop = Math.Min(end, _classes[current].End);
                AddToken(_classes[current].Kind, segment.Outer + position - segment.Inner, segment.Outer + stop - segment.Inner);
                position = stop;
            }
        }

        while (between < _between.Count)
        {
            _tokens.Add(_between[between++]);
        }
    }

    private ImmutableArray<DockerfileHeredoc> ReadHeredocs(JoinedLine line, out int end)
    {
        end = 0;
        var operators = DockerfileHeredocOperator.Find(line.Text);
        if (operators.Count == 0)
        {
            return [];
        }

        var result = ImmutableArray.CreateBuilder<DockerfileHeredoc>(operators.Count);
        var isUnterminated = false;
        foreach (var found in operators)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var bodyStart = _next;
            var bodyEnd = text.Length;
            var isClosed = false;
            while (NextLine())
            {
                var start = _lineStart;
                while (found.StripsTabs && start < _lineEnd && text[start] == '\t')
                {
                    start++;
                }

                if (text.AsSpan(start, _lineEnd - start).SequenceEqual(found.Name))
                {
                    isClosed = true;
                    bodyEnd = _lineStart;
                    break;
                }
            }

            var operatorSpan = line.ToSpan(found.Start, found.End);
            AddToken(DockerfileTokenKind.HeredocText, bodyStart, bodyEnd);
            if (isClosed)
            {
                AddToken(DockerfileTokenKind.HeredocEnd, _lineStart, _lineEnd);
                AddToken(DockerfileTokenKind.Newline, _lineEnd, _next);
                end = _lineEnd;
            }
            else
            {
                end = text.Length;
                if (!isUnterminated)
                {
                    isUnterminated = true;
                    _errors.Add(new SyntaxError(operatorSpan, $"expected a line '{found.Name}' that ends the here-document"));
                }
            }

            var (body, map) = ReadBody(bodyStart, bodyEnd, found.StripsTabs);
            result.Add(new DockerfileHeredoc(found.Name, found.IsQuoted, found.StripsTabs, found.FileDescriptor, operatorSpan, body, map, isClosed));
        }

        return result.MoveToImmutable();
    }

    private (string Body, SpanMap Map) ReadBody(int start, int end, bool stripsTabs)
    {
        if (!stripsTabs || text.AsSpan(start, end - start).IndexOf('\t') < 0)
        {
            return (text[start..end], SpanMap.Slice(start, end - start));
        }

        var body = new StringBuilder(end - start);
        var segments = new List<SpanMap.Segment>();
        while (start < end)
        {
            var lineEnd = text.IndexOf('\n', start, end - start);
            lineEnd = lineEnd < 0 ? end : lineEnd + 1;
            while (start < lineEnd && text[start] == '\t')
            {
                start++;
            }

            if (lineEnd > start)
            {
                segments.Add(new SpanMap.Segment(body.Length, start, lineEnd - start));
                body.Append(text, start, lineEnd - start);
            }

            start = lineEnd;
        }

        return (body.ToString(), segments.Count == 0 ? SpanMap.Slice(end, 0) : SpanMap.FromSegments(segments));
    }

    // In front of the first stage only ARG may stand. A text without any stage may be a piece of a file: that is HasStage's to say.
    private bool CheckStages()
    {
        DockerfileInstruction? tooEarly = null;
        foreach (var instruction in _instructions)
        {
            if (instruction.Kind == DockerfileInstructionKind.From)
            {
                if (tooEarly is not null)
                {
                    _errors.Add(new SyntaxError(tooEarly.KeywordSpan, "expected FROM or ARG as the first instruction"));
                }

                return true;
            }

            if (instruction.Kind is not (DockerfileInstructionKind.Arg or DockerfileInstructionKind.Unknown))
            {
                tooEarly ??= instruction;
            }
        }

        return false;
    }

    private ImmutableArray<SyntaxError> SortedErrors()
    {
        // The place first, the order of finding second: List.Sort alone is not stable.
        var order = new (SyntaxError Error, int Index)[_errors.Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = (_errors[i], i);
        }

        Array.Sort(order, static (a, b) => a.Error.Span.Start != b.Error.Span.Start ? a.Error.Span.Start.CompareTo(b.Error.Span.Start) : a.Index.CompareTo(b.Index));
        var sorted = ImmutableArray.CreateBuilder<SyntaxError>(order.Length);
        foreach (var (error, _) in order)
        {
            sorted.Add(error);
        }

        return sorted.MoveToImmutable();
    }

    private static bool IsDirectiveBlank(char character) => character is ' ' or '\t' or '\n' or '\f' or '\r';

    private int SkipDirectiveBlanks(int position, int end)
    {
        while (position < end && IsDirectiveBlank(text[position]))
        {
            position++;
        }

        return position;
    }

    private int SkipBlanks(int position, int end)
    {
        while (position < end && char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        return position;
    }

    private void AddToken(DockerfileTokenKind kind, int start, int end)
    {
        if (end > start)
        {
            _tokens.Add(new DockerfileToken(kind, start, end - start));
        }
    }

    private void AddBetween(DockerfileTokenKind kind, int start, int end)
    {
        if (end > start)
        {
            _between.Add(new DockerfileToken(kind, start, end - start));
        }
    }
}
