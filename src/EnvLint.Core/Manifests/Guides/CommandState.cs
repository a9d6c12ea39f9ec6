namespace EnvLint.Manifests.Guides;

/// <summary>Whether a command of a terminal goes on behind a line: an open quote or here-document, a backslash or an operator at the end.</summary>
internal sealed class CommandState
{
    private readonly List<string> _heredocs = [];
    private char _quote;
    private bool _continues;

    /// <summary>Whether the next line belongs to the command.</summary>
    public bool IsIncomplete => _quote != '\0' || _continues || _heredocs.Count > 0;

    /// <summary>Whether the next line is text of a here-document.</summary>
    public bool IsInHeredoc => _quote == '\0' && !_continues && _heredocs.Count > 0;

    /// <summary>Whether the line ended in a backslash that blanks behind it keep from joining the next one, though it was meant to.</summary>
    public bool EndsInBackslash { get; private set; }

    /// <summary>Whether a line was meant to go on with one that ended so.</summary>
    /// <param name="line">The line.</param>
    public bool WasToGoOnWith(ReadOnlySpan<char> line) => EndsInBackslash && line.TrimStart() is ['-' or '&' or '|', ..];

    /// <summary>Forgets the command.</summary>
    public void Reset()
    {
        _heredocs.Clear();
        _quote = '\0';
        _continues = false;
        EndsInBackslash = false;
    }

    /// <summary>Reads a line of the command, without prompt and line end.</summary>
    public void Read(ReadOnlySpan<char> line)
    {
        if (IsInHeredoc)
        {
            if (line.Trim().SequenceEqual(_heredocs[0]))
            {
                _heredocs.RemoveAt(0);
            }

            return;
        }

        _continues = false;
        for (var i = 0; i < line.Length; i++)
        {
            var character = line[i];
            if (_quote != '\0')
            {
                if (character == _quote)
                {
                    _quote = '\0';
                }
                else if (character == '\\' && _quote == '"')
                {
                    i++;
                }

                continue;
            }

            switch (character)
            {
                case '\\':
                    i++;
                    _continues = i >= line.Length;
                    break;
                case '\'' or '"':
                    _quote = character;
                    break;
                case '#' when i == 0 || line[i - 1] is ' ' or '\t' or ';':
                    return;
                case '<' when line[i..].StartsWith("<<", StringComparison.Ordinal):
                    i = Heredoc(line, i);
                    break;
            }
        }

        EndsInBackslash = false;
        if (_quote == '\0' && !_continues)
        {
            var text = line.TrimEnd();
            _continues = text.EndsWith("&&", StringComparison.Ordinal) || text.EndsWith('|');
            EndsInBackslash = text.EndsWith('\\') && text.Length < line.Length;
        }
    }

    // Behind "<<": the delimiter, with or without quotes. Returns the last character read.
    private int Heredoc(ReadOnlySpan<char> line, int position)
    {
        position += 2;
        if (position < line.Length && line[position] is '<' or '(')
        {
            return position;
        }

        while (position < line.Length && line[position] is '-' or ' ' or '\t' or '\'' or '"' or '\\')
        {
            position++;
        }

        var end = position;
        while (end < line.Length && (char.IsAsciiLetterOrDigit(line[end]) || line[end] is '_' or '-' or '.'))
        {
            end++;
        }

        if (end == position)
        {
            return position - 1;
        }

        _heredocs.Add(line[position..end].ToString());
        return end < line.Length && line[end] is '\'' or '"' ? end : end - 1;
    }
}
