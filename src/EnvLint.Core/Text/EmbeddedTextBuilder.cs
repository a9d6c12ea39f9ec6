using System.Text;

namespace EnvLint.Text;

/// <summary>Puts an embedded text together from stretches of another one.</summary>
/// <param name="outer">The text that the stretches come from.</param>
internal sealed class EmbeddedTextBuilder(EmbeddedText outer)
{
    private readonly StringBuilder _text = new();
    private readonly List<SpanMap.Segment> _segments = [];

    /// <summary>Whether nothing has been added yet.</summary>
    public bool IsEmpty => _segments.Count == 0;

    /// <summary>Adds a stretch.</summary>
    /// <param name="start">Where it begins in the outer text.</param>
    /// <param name="end">Where it ends there.</param>
    public void Add(int start, int end)
    {
        if (end > start)
        {
            _segments.Add(new SpanMap.Segment(_text.Length, start, end - start));
            _text.Append(outer.Text, start, end - start);
        }
    }

    /// <summary>Adds a line end that stands for a place.</summary>
    /// <param name="at">The place in the outer text.</param>
    public void AddLineEnd(int at)
    {
        _segments.Add(new SpanMap.Segment(_text.Length, at, 1));
        _text.Append('\n');
    }

    /// <summary>The text; the builder is empty afterwards.</summary>
    public EmbeddedText Build()
    {
        var text = _text.ToString();
        var map = outer.Map.Compose(_segments.Count == 0 ? SpanMap.Slice(0, 0) : SpanMap.FromSegments(_segments));
        _text.Clear();
        _segments.Clear();
        return new EmbeddedText(outer.File, text, map);
    }
}
