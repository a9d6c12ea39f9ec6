using EnvLint.Text;

namespace EnvLint.Syntax.Markdown;

/// <summary>The lines of a text, without their line ends.</summary>
/// <param name="text">The text.</param>
/// <param name="start">Where the first line begins.</param>
internal struct TextLineEnumerator(string text, int start)
{
    private int _next = start;

    /// <summary>The line.</summary>
    public TextSpan Current { get; private set; }

    /// <summary>Itself.</summary>
    public readonly TextLineEnumerator GetEnumerator() => this;

    /// <summary>Goes on to the next line; a text that ends with a line end has no empty last line.</summary>
    public bool MoveNext()
    {
        if (_next >= text.Length)
        {
            return false;
        }

        var length = text.AsSpan(_next).IndexOfAny('\n', '\r');
        var end = length < 0 ? text.Length : _next + length;
        Current = TextSpan.FromBounds(_next, end);
        _next = end + 1;
        if (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n')
        {
            _next++;
        }

        return true;
    }
}
