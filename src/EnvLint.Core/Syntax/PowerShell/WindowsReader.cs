using System.Buffers;
using System.Collections.Immutable;
using EnvLint.Text;

namespace EnvLint.Syntax.PowerShell;

/// <summary>What both readers do alike: tokens, statements, words under construction.</summary>
internal abstract class WindowsReader(string text, CancellationToken cancellationToken)
{
    private static readonly SearchValues<char> s_noFolder = SearchValues.Create("\"'|&;$%");

    private readonly ImmutableArray<WindowsToken>.Builder _tokens = ImmutableArray.CreateBuilder<WindowsToken>();

    protected string Text { get; } = text;

    protected int Position { get; private set; }

    protected CancellationToken CancellationToken { get; } = cancellationToken;

    protected ImmutableArray<WindowsStatement>.Builder Statements { get; } = ImmutableArray.CreateBuilder<WindowsStatement>();

    protected bool IsEnd => Position >= Text.Length;

    /// <summary>The character at the position; NUL at the end.</summary>
    protected char Current => Position < Text.Length ? Text[Position] : '\0';

    /// <summary>The character behind the position; NUL at the end.</summary>
    protected char Next => Position + 1 < Text.Length ? Text[Position + 1] : '\0';

    public WindowsScript Run(WindowsDialect dialect)
    {
        Read();
        return new WindowsScript(Text, dialect, _tokens.DrainToImmutable(), Statements.DrainToImmutable());
    }

    protected abstract void Read();

    /// <summary>Passes over characters and makes them a token, or a part of the one before it.</summary>
    protected void Take(WindowsTokenKind kind, int length)
    {
        if (length <= 0)
        {
            return;
        }

        if (kind is WindowsTokenKind.Word or WindowsTokenKind.Blank && _tokens.Count > 0 && _tokens[^1].Kind == kind)
        {
            _tokens[^1] = new WindowsToken(kind, new TextSpan(_tokens[^1].Span.Start, _tokens[^1].Span.Length + length));
        }
        else
        {
            _tokens.Add(new WindowsToken(kind, new TextSpan(Position, length)));
        }

        Position += length;
    }

    protected bool TakeLineEnd()
    {
        if (Current == '\r' && Next == '\n')
        {
            Take(WindowsTokenKind.LineEnd, 2);
            return true;
        }

        if (!IsEnd && Current is '\n' or '\r')
        {
            Take(WindowsTokenKind.LineEnd, 1);
            return true;
        }

        return false;
    }

    /// <summary>Length of the line end at an offset; 0 where there is none.</summary>
    protected int LineEndLength(int offset) =>
        offset >= Text.Length ? 0
        : Text[offset] == '\n' ? 1
        : Text[offset] != '\r' ? 0
        : offset + 1 < Text.Length && Text[offset + 1] == '\n' ? 2 : 1;

    /// <summary>How far it is to the end of the line.</summary>
    protected int RestOfLine()
    {
        var length = Text.AsSpan(Position).IndexOfAny('\n', '\r');
        return length < 0 ? Text.Length - Position : length;
    }

    /// <summary>Takes <c>PS C:\&gt;</c> or <c>C:\Users\me&gt;</c> at the beginning of a line, where a command was copied with it.</summary>
    protected void TakePrompt()
    {
        var line = Text.AsSpan(Position, RestOfLine());
        var path = line;
        var isPowerShell = line.StartsWith("PS ", StringComparison.Ordinal) || line.StartsWith("PS>", StringComparison.Ordinal);
        if (isPowerShell)
        {
            path = line[2..].TrimStart(' ');
        }
        else if (!(line.Length > 3 && char.IsAsciiLetter(line[0]) && line[1] == ':' && line[2] == '\\'))
        {
            return;
        }

        var end = path.IndexOf('>');
        if (end < 0)
        {
            return;
        }

        var folder = path[..end];
        var isFolder = folder.IsEmpty ? isPowerShell : folder[0] is '~' or '/' || (folder.Length > 1 && folder[1] == ':');
        if (isFolder && folder.IndexOfAny(s_noFolder) < 0 && !folder.Contains(".exe", StringComparison.OrdinalIgnoreCase)
            && !folder.Contains(".cmd", StringComparison.OrdinalIgnoreCase) && !folder.Contains(".bat", StringComparison.OrdinalIgnoreCase)
            && !(end + 1 < path.Length && path[end + 1] == '>'))
        {
            Take(WindowsTokenKind.Prompt, line.Length - path.Length + end + 1);
        }
    }

    /// <summary>A word under construction.</summary>
    protected sealed class WordBuilder(string text, int start)
    {
        private readonly ImmutableArray<WindowsWordPart>.Builder _parts = ImmutableArray.CreateBuilder<WindowsWordPart>();
        private int _textStart;
        private int _textEnd = -1;

        public bool IsQuoted { get; set; }

        /// <summary>Adds text that stands for itself.</summary>
        public void AddText(int from, int end)
        {
            if (end <= from)
            {
                return;
            }

            if (_textEnd != from)
            {
                Flush();
                _textStart = from;
            }

            _textEnd = end;
        }

        public void Add(WindowsWordPartKind kind, int from, int end, string value)
        {
            Flush();
            _parts.Add(new WindowsWordPart(kind, TextSpan.FromBounds(from, end), value));
        }

        public WindowsWord Finish(int end)
        {
            Flush();
            return new WindowsWord(TextSpan.FromBounds(start, end), _parts.DrainToImmutable(), IsQuoted);
        }

        private void Flush()
        {
            if (_textEnd >= 0)
            {
                _parts.Add(new WindowsWordPart(WindowsWordPartKind.Text, TextSpan.FromBounds(_textStart, _textEnd), text[_textStart.._textEnd]));
                _textEnd = -1;
            }
        }
    }
}
