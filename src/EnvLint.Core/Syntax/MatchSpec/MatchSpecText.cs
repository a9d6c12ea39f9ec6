using EnvLint.Text;

namespace EnvLint.Syntax.MatchSpec;

/// <summary>What is left of a spec after parts of it were taken out, with the place of each character.</summary>
internal readonly struct MatchSpecText
{
    private readonly int[] _offsets;

    private MatchSpecText(string text, int[] offsets)
    {
        Text = text;
        _offsets = offsets;
    }

    public string Text { get; }

    public int Length => Text.Length;

    public static MatchSpecText Of(string text)
    {
        var offsets = new int[text.Length];
        for (var i = 0; i < offsets.Length; i++)
        {
            offsets[i] = i;
        }

        return new MatchSpecText(text, offsets);
    }

    public MatchSpecText Slice(int start, int end) => new(Text[start..end], _offsets[start..end]);

    public MatchSpecText Trim()
    {
        var start = 0;
        var end = Length;
        while (start < end && char.IsWhiteSpace(Text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(Text[end - 1]))
        {
            end--;
        }

        return start == 0 && end == Length ? this : Slice(start, end);
    }

    public MatchSpecText Without(int start, int end) => new(Text.Remove(start, end - start), [.. _offsets[..start], .. _offsets[end..]]);

    public MatchSpecText WithoutBlanks()
    {
        if (!Text.Contains(' ', StringComparison.Ordinal))
        {
            return this;
        }

        var offsets = new List<int>(Length);
        for (var i = 0; i < Length; i++)
        {
            if (Text[i] != ' ')
            {
                offsets.Add(_offsets[i]);
            }
        }

        return new MatchSpecText(Text.Replace(" ", "", StringComparison.Ordinal), [.. offsets]);
    }

    /// <summary>The place of a stretch; one behind the end stands behind the last character.</summary>
    public TextSpan SpanOf(int start, int length)
    {
        if (Length == 0)
        {
            return default;
        }

        if (start >= Length)
        {
            return new TextSpan(_offsets[^1] + 1, 0);
        }

        return length <= 0 ? new TextSpan(_offsets[start], 0) : TextSpan.FromBounds(_offsets[start], _offsets[Math.Min(start + length, Length) - 1] + 1);
    }

    public TextSpan Span => SpanOf(0, Length);
}
