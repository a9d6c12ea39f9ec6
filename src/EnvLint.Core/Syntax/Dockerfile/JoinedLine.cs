using EnvLint.Text;

namespace EnvLint.Syntax.Dockerfile;

/// <summary>An instruction's lines joined as the builder joins them, with the way back to the file.</summary>
internal sealed class JoinedLine
{
    // Without empty segments, in order, tiling Text; empty only where Text is empty.
    private readonly List<SpanMap.Segment> _segments;
    private readonly int _emptyAt;

    /// <param name="file">The parsed text.</param>
    /// <param name="segments">What was taken over unchanged, in order, none of it empty. Not copied: must not change while the line is in use.</param>
    /// <param name="emptyAt">Where the line would stand if it is empty.</param>
    public JoinedLine(string file, List<SpanMap.Segment> segments, int emptyAt)
    {
        _segments = segments;
        _emptyAt = emptyAt;
        Text = _segments.Count switch
        {
            0 => "",
            1 => file.Substring(_segments[0].Outer, _segments[0].Length),
            _ => Join(file, _segments),
        };
    }

    /// <summary>The joined text.</summary>
    public string Text { get; }

    public List<SpanMap.Segment> Segments => _segments;

    /// <summary>The place of an offset; at a seam the place of what follows it.</summary>
    public int ToOuter(int inner)
    {
        if (_segments.Count == 0)
        {
            return _emptyAt;
        }

        var segment = _segments[Find(inner)];
        return segment.Outer + Math.Min(inner - segment.Inner, segment.Length);
    }

    /// <summary>The place just behind the character in front of an offset.</summary>
    public int EndToOuter(int inner) => inner == 0 ? ToOuter(0) : ToOuter(inner - 1) + 1;

    /// <summary>The span in the file; an empty one stands behind the character in front of it.</summary>
    public TextSpan ToSpan(int start, int end) =>
        start >= end ? new TextSpan(EndToOuter(start), 0) : TextSpan.FromBounds(ToOuter(start), EndToOuter(end));

    /// <summary>The map of a slice of the text.</summary>
    public SpanMap ToMap(int start, int end)
    {
        if (start >= end)
        {
            return SpanMap.Slice(EndToOuter(start), 0);
        }

        var first = Find(start);
        if (_segments[first].Inner + _segments[first].Length >= end)
        {
            return SpanMap.Slice(_segments[first].Outer + start - _segments[first].Inner, end - start);
        }

        var parts = new List<SpanMap.Segment>();
        AddSegments(parts, 0, start, end - start);
        return SpanMap.FromSegments(parts);
    }

    /// <summary>Adds the segments of a stretch of the text.</summary>
    /// <param name="target">Where they go.</param>
    /// <param name="inner">The stretch's offset in the text that the target describes.</param>
    /// <param name="start">The stretch's offset in <see cref="Text"/>.</param>
    /// <param name="length">Its length.</param>
    public void AddSegments(List<SpanMap.Segment> target, int inner, int start, int length)
    {
        for (var i = Find(start); length > 0 && i < _segments.Count; i++)
        {
            var segment = _segments[i];
            var offset = start - segment.Inner;
            var taken = Math.Min(length, segment.Length - offset);
            target.Add(new SpanMap.Segment(inner, segment.Outer + offset, taken));
            inner += taken;
            start += taken;
            length -= taken;
        }
    }

    private static string Join(string file, List<SpanMap.Segment> segments)
    {
        var last = segments[^1];
        return string.Create(last.Inner + last.Length, (file, segments), static (target, state) =>
        {
            foreach (var segment in state.segments)
            {
                state.file.AsSpan(segment.Outer, segment.Length).CopyTo(target[segment.Inner..]);
            }
        });
    }

    private int Find(int inner)
    {
        var low = 0;
        var high = _segments.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_segments[middle].Inner <= inner)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }
}

/// <summary>Collects characters of a <see cref="JoinedLine"/> and remembers where each came from.</summary>
internal sealed class MappedTextBuilder
{
    private readonly System.Text.StringBuilder _text = new();
    private readonly List<SpanMap.Segment> _runs = [];

    public int Length => _text.Length;

    /// <summary>Adds a character that stands for the one at an offset of the line.</summary>
    public void Append(char character, int at)
    {
        if (_runs.Count > 0 && _runs[^1] is var last && last.Outer + last.Length == at)
        {
            _runs[^1] = last with { Length = last.Length + 1 };
        }
        else
        {
            _runs.Add(new SpanMap.Segment(_text.Length, at, 1));
        }

        _text.Append(character);
    }

    /// <summary>Adds a slice of the line unchanged.</summary>
    public void Append(ReadOnlySpan<char> slice, int at)
    {
        if (slice.Length > 0)
        {
            _runs.Add(new SpanMap.Segment(_text.Length, at, slice.Length));
            _text.Append(slice);
        }
    }

    public override string ToString() => _text.ToString();

    /// <summary>The map from the collected text to the file.</summary>
    /// <param name="line">The line that the characters came from.</param>
    /// <param name="emptyAt">The offset in the line where an empty text stands.</param>
    public SpanMap ToMap(JoinedLine line, int emptyAt)
    {
        if (_runs.Count == 0)
        {
            return SpanMap.Slice(line.EndToOuter(emptyAt), 0);
        }

        var segments = new List<SpanMap.Segment>(_runs.Count);
        foreach (var run in _runs)
        {
            line.AddSegments(segments, run.Inner, run.Outer, run.Length);
        }

        return SpanMap.FromSegments(segments);
    }
}
