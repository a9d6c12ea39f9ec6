namespace EnvLint.Text;

/// <summary>Leads from the offsets of an embedded text (the shell inside <c>RUN</c>, a heredoc, a fenced block) to those of the file around it.</summary>
/// <remarks>
/// The embedded text is a row of segments that were each copied unchanged out of the file; what lies between them there
/// (a backslash and its line end, a comment line inside a continued instruction, the indentation of a block) is not part of it.
/// </remarks>
public sealed class SpanMap
{
    private readonly Segment[] _segments;

    private SpanMap(Segment[] segments) => _segments = segments;

    /// <summary>A stretch that was copied unchanged.</summary>
    /// <param name="Inner">Offset in the embedded text.</param>
    /// <param name="Outer">Offset in the file.</param>
    /// <param name="Length">Length in UTF-16 code units.</param>
    public readonly record struct Segment(int Inner, int Outer, int Length);

    /// <summary>The map of a text that is the file itself, or one unbroken slice of it.</summary>
    /// <param name="outerStart">Where the slice begins in the file.</param>
    /// <param name="length">Length of the slice.</param>
    public static SpanMap Slice(int outerStart, int length) => new([new Segment(0, outerStart, length)]);

    /// <summary>A map from its segments, which must be in the order of the embedded text and tile it.</summary>
    /// <param name="segments">The segments; at least one.</param>
    /// <exception cref="ArgumentException">The segments are empty or leave a gap in the embedded text.</exception>
    public static SpanMap FromSegments(IReadOnlyList<Segment> segments)
    {
        if (segments.Count == 0)
        {
            throw new ArgumentException("A map needs at least one segment.", nameof(segments));
        }

        var array = new Segment[segments.Count];
        var next = 0;
        for (var i = 0; i < array.Length; i++)
        {
            array[i] = segments[i];
            if (array[i].Inner != next)
            {
                throw new ArgumentException("The segments must tile the embedded text.", nameof(segments));
            }

            next += array[i].Length;
        }

        return new SpanMap(array);
    }

    /// <summary>The place in the file of an offset in the embedded text.</summary>
    /// <param name="inner">An offset from 0 to the embedded text's length.</param>
    public int ToOuter(int inner)
    {
        var segment = _segments[Find(inner)];
        return segment.Outer + Math.Min(inner - segment.Inner, segment.Length);
    }

    /// <summary>The span in the file of a span in the embedded text; what lies between its segments is covered too.</summary>
    /// <param name="inner">A span of the embedded text.</param>
    public TextSpan ToOuter(TextSpan inner)
    {
        var start = ToOuter(inner.Start);
        if (inner.Length == 0)
        {
            return new TextSpan(start, 0);
        }

        // The end belongs to the last character covered: the next segment may begin lines further down.
        return TextSpan.FromBounds(start, ToOuter(inner.End - 1) + 1);
    }

    /// <summary>How far from an offset the embedded text was copied without a break.</summary>
    /// <param name="inner">An offset in the embedded text.</param>
    /// <param name="end">Where to stop at the latest.</param>
    /// <returns>A length of at least 1 where <paramref name="inner"/> lies before <paramref name="end"/>.</returns>
    public int RunLength(int inner, int end)
    {
        var segment = _segments[Find(inner)];
        return Math.Max(1, Math.Min(segment.Inner + segment.Length, end) - inner);
    }

    /// <summary>The map of a text that is embedded in the embedded text, straight to the file.</summary>
    /// <param name="innerMost">The map from the innermost text to the text that this map describes.</param>
    public SpanMap Compose(SpanMap innerMost)
    {
        var result = new List<Segment>(innerMost._segments.Length);
        foreach (var part in innerMost._segments)
        {
            var done = 0;
            do
            {
                var segment = _segments[Find(part.Outer + done)];
                var offset = part.Outer + done - segment.Inner;
                var length = Math.Min(part.Length - done, Math.Max(segment.Length - offset, 0));
                if (length == 0)
                {
                    length = part.Length - done;
                }

                result.Add(new Segment(part.Inner + done, segment.Outer + offset, length));
                done += length;
            }
            while (done < part.Length);
        }

        return new SpanMap(result.ToArray());
    }

    // The last segment that begins at or before the offset and is not empty, so that a boundary belongs to what follows it.
    private int Find(int inner)
    {
        var low = 0;
        var high = _segments.Length - 1;
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
