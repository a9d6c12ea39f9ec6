namespace EnvLint.Text;

/// <summary>A replacement of one stretch of a text.</summary>
/// <param name="Span">What is replaced, in UTF-16 offsets of the text before the edit; empty for an insertion.</param>
/// <param name="NewText">What stands there afterwards; empty for a deletion.</param>
public sealed record TextEdit(TextSpan Span, string NewText)
{
    /// <summary>An edit that puts text at a place.</summary>
    /// <param name="position">Offset in UTF-16 code units.</param>
    /// <param name="text">The text to put there.</param>
    public static TextEdit Insert(int position, string text) => new(new TextSpan(position, 0), text);

    /// <summary>An edit that removes a stretch.</summary>
    /// <param name="span">What to remove.</param>
    public static TextEdit Delete(TextSpan span) => new(span, "");

    /// <summary>An edit that puts <paramref name="text"/> in the place of a stretch.</summary>
    /// <param name="span">What to replace.</param>
    /// <param name="text">The text that stands there afterwards.</param>
    public static TextEdit Replace(TextSpan span, string text) => new(span, text);
}
