using System.Text;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Completing;

/// <summary>A word of a command.</summary>
/// <param name="Span">Its place, quotes included.</param>
/// <param name="Value">The word without quotes and escapes.</param>
internal readonly record struct CommandWord(TextSpan Span, string Value);

/// <summary>The command around the cursor.</summary>
/// <param name="words">Its words; one of them, perhaps empty, is that of the cursor.</param>
/// <param name="index">Which.</param>
/// <param name="typed">What stands of it in front of the cursor, without quotes and escapes.</param>
internal sealed class CommandAtCursor(List<CommandWord> words, int index, string typed)
{
    /// <summary>The words.</summary>
    public List<CommandWord> Words { get; } = words;

    /// <summary>The cursor's word.</summary>
    public int Index { get; } = index;

    /// <summary>What stands of the cursor's word in front of the cursor.</summary>
    public string Typed { get; } = typed;
}

/// <summary>
/// Cuts a stretch of shell text into commands as far as completion needs it, finished or not: a quote that is never closed ends with its line.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="position">Offset of the cursor.</param>
/// <param name="escape">What takes a line end away.</param>
/// <param name="hasCommentLines">Whether lines of comments inside a continued command are no part of it, as in a Dockerfile.</param>
internal sealed class CommandReader(string text, int position, char escape, bool hasCommentLines)
{
    private readonly List<CommandWord> _words = [];
    private readonly List<bool> _isFile = [];
    private readonly StringBuilder _value = new();
    private string? _typed;
    private bool _nextIsFile;

    /// <summary>The command around the cursor.</summary>
    /// <param name="start">Where the stretch begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <returns>Null where the cursor is in a comment, in the name of a file behind <c>&lt;</c> or <c>&gt;</c>, or outside the stretch.</returns>
    public CommandAtCursor? Read(int start, int end)
    {
        var i = start;
        while (i <= end)
        {
            if (i < end && ContinuationLength(i, end) is > 0 and var length)
            {
                // Behind the backslash is no place for a word.
                if (position > i && position < i + length)
                {
                    return null;
                }

                i = SkipCommentLines(i + length, end);
                if (i < 0)
                {
                    return null;
                }
            }
            else if (i == end || IsSeparator(text[i]))
            {
                if (position <= i)
                {
                    return Finish();
                }

                i++;
                _words.Clear();
                _isFile.Clear();
                _nextIsFile = false;
            }
            else if (text[i] is ' ' or '\t' or '\r')
            {
                i++;
            }
            else if (text[i] is '<' or '>')
            {
                _nextIsFile = true;
                i++;
            }
            else if (text[i] == '#')
            {
                var comment = i;
                i = LineEnd(i, end);
                if (position > comment && position <= i)
                {
                    return null;
                }
            }
            else
            {
                i = Word(i, end);
            }
        }

        return null;
    }

    private static bool IsSeparator(char character) => character is '\n' or ';' or '|' or '&' or '(' or ')' or '`';

    private int ContinuationLength(int at, int end)
    {
        if (text[at] != escape || at + 1 >= end)
        {
            return 0;
        }

        var next = at + 1;
        while (hasCommentLines && next < end && text[next] is ' ' or '\t')
        {
            next++;
        }

        return next < end && text[next] == '\n' ? next + 1 - at
            : next + 1 < end && text[next] == '\r' && text[next + 1] == '\n' ? next + 2 - at
            : 0;
    }

    // Behind a continuation; -1 where the cursor is in a comment there.
    private int SkipCommentLines(int at, int end)
    {
        while (hasCommentLines && at < end)
        {
            var next = at;
            while (next < end && text[next] is ' ' or '\t')
            {
                next++;
            }

            if (next >= end || text[next] is not ('#' or '\n' or '\r'))
            {
                return at;
            }

            var lineEnd = LineEnd(next, end);
            if (position >= at && position <= lineEnd)
            {
                return text[next] == '#' && position > next ? -1 : at;
            }

            if (lineEnd >= end)
            {
                return at;
            }

            at = lineEnd + 1;
        }

        return at;
    }

    private int LineEnd(int at, int end)
    {
        var newline = text.IndexOf('\n', at, end - at);
        return newline < 0 ? end : newline;
    }

    private int Word(int start, int end)
    {
        _value.Clear();
        string? typed = null;
        var quote = '\0';
        var quoteEnd = end;
        var i = start;
        while (i < end)
        {
            if (i == position)
            {
                typed = _value.ToString();
            }

            var character = text[i];
            if (quote != '\0')
            {
                if (i == quoteEnd || character == quote)
                {
                    // A quote that its line does not close ends with it.
                    if (character == quote && i < quoteEnd)
                    {
                        i++;
                    }

                    quote = '\0';
                    continue;
                }

                if (character == '\\' && quote == '"' && i + 1 < end && text[i + 1] is '"' or '\\' or '$')
                {
                    i++;
                    character = text[i];
                }

                _value.Append(character);
                i++;
                continue;
            }

            if (character is '"' or '\'')
            {
                quote = character;
                quoteEnd = Closes(i, end) ? end : LineEnd(i, end);
                i++;
            }
            else if (character is ' ' or '\t' or '\r' or '<' or '>' || IsSeparator(character) || ContinuationLength(i, end) > 0)
            {
                break;
            }
            else
            {
                if (character == '\\' && escape == '\\' && i + 1 < end)
                {
                    i++;
                    if (i == position)
                    {
                        typed = _value.ToString();
                    }

                    character = text[i];
                }

                _value.Append(character);
                i++;
            }
        }

        if (i == position)
        {
            typed ??= _value.ToString();
        }

        if (typed is not null)
        {
            _typed = typed;
        }

        _words.Add(new CommandWord(TextSpan.FromBounds(start, i), _value.ToString()));
        _isFile.Add(_nextIsFile);
        _nextIsFile = false;
        return i;
    }

    private bool Closes(int at, int end)
    {
        for (var i = at + 1; i < end; i++)
        {
            if (text[i] == text[at])
            {
                return true;
            }

            if (text[i] == '\\' && text[at] == '"')
            {
                i++;
            }
        }

        return false;
    }

    private CommandAtCursor? Finish()
    {
        for (var i = 0; i < _words.Count; i++)
        {
            if (_words[i].Span.Start <= position && position <= _words[i].Span.End)
            {
                return _isFile[i] || _typed is null ? null : new CommandAtCursor(_words, i, _typed);
            }
        }

        var index = 0;
        while (index < _words.Count && _words[index].Span.End < position)
        {
            index++;
        }

        // Behind < or > stands the name of a file.
        var isFile = index < _isFile.Count ? _isFile[index] : _nextIsFile;
        _words.Insert(index, new CommandWord(new TextSpan(position, 0), ""));
        return isFile ? null : new CommandAtCursor(_words, index, "");
    }
}
