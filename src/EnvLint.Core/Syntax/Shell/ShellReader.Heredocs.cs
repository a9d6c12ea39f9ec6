using System.Collections.Immutable;
using System.Text;
using EnvLint.Text;

namespace EnvLint.Syntax.Shell;

/// <content>Here-documents.</content>
internal sealed partial class ShellReader
{
    // Each level of here-documents inside here-documents reads its text once more to find the end.
    private const int MaxHeredocDepth = 8;

    /// <summary>A here-document whose text begins behind the current line.</summary>
    private readonly record struct PendingHeredoc(ShellRedirection Redirection, string Delimiter, bool IsQuoted, bool StripsTabs);

    private void AddHeredoc(ShellRedirection redirection, ShellWord delimiter)
    {
        var quoted = false;
        var text = delimiter.Parts is [ShellLiteral literal] ? literal.Text : Unquote(delimiter.Parts, ref quoted);
        _pending.Add(new PendingHeredoc(redirection, text, quoted, redirection.Kind == ShellRedirectionKind.HeredocStripTabs));
    }

    /// <summary>The delimiter: quotes are taken away, nothing is expanded.</summary>
    private string Unquote(ImmutableArray<ShellWordPart> parts, ref bool quoted)
    {
        var result = new StringBuilder();
        foreach (var part in parts)
        {
            switch (part)
            {
                case ShellLiteral literal:
                    result.Append(literal.Text);
                    break;
                case ShellEscape escape:
                    quoted = true;
                    result.Append(escape.Text);
                    break;
                case ShellSingleQuoted single:
                    quoted = true;
                    result.Append(single.Text);
                    break;
                case ShellDoubleQuoted inner:
                    quoted = true;
                    var ignored = false;
                    result.Append(Unquote(inner.Parts, ref ignored));
                    break;
                default:
                    result.Append(_script, part.Span.Start, part.Span.Length);
                    break;
            }
        }

        return result.ToString();
    }

    /// <summary>Reads the texts of the here-documents of the line that has just ended.</summary>
    private void ReadHeredocs()
    {
        // Texts may themselves hold here-documents: those are pushed above these and are gone again afterwards.
        var count = _pending.Count;
        for (var i = _pendingBase; i < count; i++)
        {
            ReadHeredoc(_pending[i]);
        }

        _pending.RemoveRange(_pendingBase, _pending.Count - _pendingBase);
    }

    private void ReadHeredoc(PendingHeredoc heredoc)
    {
        var start = _pos;
        var line = _pos;
        var delimiterEnd = -1;
        while (line < _end && !IsDelimiter(line, heredoc, out delimiterEnd))
        {
            line = NextLine(line, joins: !heredoc.IsQuoted);
        }

        var closed = delimiterEnd >= 0;
        var mark = _parts.Count;
        if (line > start)
        {
            if (heredoc.IsQuoted || _heredocDepth >= MaxHeredocDepth)
            {
                Emit(ShellTokenKind.HeredocText, start, line);
                _parts.Add(new ShellLiteral(SpanOf(start, line), _text[start..line]));
            }
            else
            {
                ReadHeredocText(line);
            }
        }

        _pos = line;
        var parts = Pop(_parts, mark);
        heredoc.Redirection.Heredoc = new ShellHeredoc(SpanOf(start, line), heredoc.Delimiter, heredoc.IsQuoted, heredoc.StripsTabs, closed, parts);
        if (closed)
        {
            Take(ShellTokenKind.HeredocEnd, delimiterEnd);
            if (At(_pos) == '\n')
            {
                Take(ShellTokenKind.Newline, _pos + 1);
            }
        }
    }

    private void ReadHeredocText(int end)
    {
        var outerEnd = _end;
        var enclosing = _enclosing;
        var pendingBase = _pendingBase;
        var inSubstitution = _inSubstitution;
        var noSubscripts = _noSubscripts;
        _end = end;
        _enclosing = Closers.None;
        _pendingBase = _pending.Count;
        _inSubstitution = false;
        _keywordAt = -1;
        _heredocDepth++;

        // bash looks into the text only when it expands it.
        _silent++;
        ParseInner(InnerKind.Heredoc, quoted: true);
        _silent--;
        CloseHeredocs();
        _heredocDepth--;
        _end = outerEnd;
        _enclosing = enclosing;
        _pendingBase = pendingBase;
        _inSubstitution = inSubstitution;
        _noSubscripts = noSubscripts;
        _keywordAt = -1;
    }

    /// <summary>Gives the here-documents whose text never began an empty one: the shell only warns.</summary>
    private void CloseHeredocs()
    {
        for (var i = _pendingBase; i < _pending.Count; i++)
        {
            var heredoc = _pending[i];
            heredoc.Redirection.Heredoc = new ShellHeredoc(SpanOf(_end, _end), heredoc.Delimiter, heredoc.IsQuoted, heredoc.StripsTabs, closed: false, []);
        }

        Drop(_pending, _pendingBase);
    }

    /// <summary>Whether the line is the one that ends the here-document.</summary>
    private bool IsDelimiter(int line, in PendingHeredoc heredoc, out int end)
    {
        end = -1;
        var position = line;
        while (heredoc.StripsTabs && At(position) == '\t')
        {
            position++;
        }

        foreach (var c in heredoc.Delimiter)
        {
            if (!heredoc.IsQuoted)
            {
                position = Skip(position);
            }

            if (position >= _end || _text[position] != c)
            {
                return false;
            }

            position++;
        }

        if (!heredoc.IsQuoted)
        {
            position = Skip(position);
        }

        if (position < _end && _text[position] != '\n')
        {
            // In '$( … )' the closing parenthesis may stand on the same line.
            if (!_inSubstitution)
            {
                return false;
            }

            var length = _text.AsSpan(position, _end - position).IndexOfAny(')', '\n');
            if (length < 0 || _text[position + length] != ')')
            {
                return false;
            }
        }

        end = position;
        return true;
    }

    /// <summary>Where the next line begins; a line that a backslash joins to it belongs to this one.</summary>
    private int NextLine(int position, bool joins)
    {
        while (true)
        {
            var length = _text.AsSpan(position, _end - position).IndexOf('\n');
            if (length < 0)
            {
                return _end;
            }

            var end = position + length;
            var backslashes = 0;
            while (joins && end - backslashes > position && _text[end - backslashes - 1] == '\\')
            {
                backslashes++;
            }

            position = end + 1;
            if (backslashes % 2 == 0)
            {
                return position;
            }
        }
    }
}
