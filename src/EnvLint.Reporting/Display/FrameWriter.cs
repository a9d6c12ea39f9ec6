using System.Globalization;
using System.Text;
using EnvLint.Collections;
using EnvLint.Text;

namespace EnvLint.Reporting.Display;

/// <summary>Draws the source lines of a finding with marks under the places it speaks of.</summary>
/// <remarks>
/// The work for one mark does not grow with the length of its line or the number of lines it covers: long lines are cut around
/// their marks before anything is measured, and of a long stretch only its ends are shown.
/// </remarks>
internal sealed class FrameWriter(StyledWriter writer, bool asciiOnly)
{
    // Lines of up to this many code units are shown whole; of longer ones a window, which begins a little before its first mark.
    private const int LongestWholeLine = 200;
    private const int WindowLength = 160;
    private const int WindowLead = 40;

    // A stretch of more lines than this shows its first three and its last two.
    private const int LongestWholeStretch = 6;
    private const int LaneLimit = 3;

    private readonly FrameGlyphs _glyphs = asciiOnly ? FrameGlyphs.Ascii : FrameGlyphs.Unicode;
    private readonly FrameRow _row = new();
    private readonly FrameMark?[] _open = new FrameMark?[LaneLimit];
    private int _gutter;
    private int _lanes;

    /// <summary>Columns in front of the frame.</summary>
    public int Gutter => _gutter;

    /// <summary>Makes room for the largest line number of a finding.</summary>
    /// <param name="lastLine">The last line that is shown, from 0.</param>
    public void SetGutter(int lastLine) => _gutter = (lastLine + 1).ToString(CultureInfo.InvariantCulture).Length;

    /// <summary>Draws a file's part of a finding.</summary>
    /// <param name="source">The file.</param>
    /// <param name="marks">Its marks; the first one is named in the heading.</param>
    /// <param name="isFirst">Whether it is the finding's own file.</param>
    public void WriteFile(SourceText source, List<FrameMark> marks, bool isFirst)
    {
        if (!isFirst)
        {
            StartRow().End(writer);
        }

        var place = string.Create(
            CultureInfo.InvariantCulture,
            $"{VisibleText.Escape(source.Path, asciiOnly)}:{marks[0].StartLine + 1}:{marks[0].StartColumn + 1}");
        _row.Add(' ', _gutter).Add(isFirst ? _glyphs.Arrow : ":::", Style.Frame).Add(" ").Add(place).End(writer);
        if (source.Length == 0)
        {
            return; // a finding about the file as a whole: nothing to show
        }

        StartRow().End(writer);
        WriteLines(source, marks);
    }

    /// <summary>Draws the lines of a file with their marks, without its heading.</summary>
    /// <param name="source">The file.</param>
    /// <param name="marks">Its marks.</param>
    public void WriteLines(SourceText source, List<FrameMark> marks)
    {
        AssignLanes(marks);
        var previous = -1;
        foreach (var line in LinesToShow(marks))
        {
            if (previous >= 0 && line > previous + 1)
            {
                _row.Add(' ', _gutter).Add(_glyphs.Gap, 1, Style.Frame);
                AddLanes(drawn: null).End(writer);
            }

            WriteLine(source, line, marks);
            previous = line;
        }
    }

    private FrameRow StartRow() => _row.Add(' ', _gutter).Add(_glyphs.Bar, 1, Style.Frame);

    private void AssignLanes(List<FrameMark> marks)
    {
        Array.Clear(_open);
        _lanes = 0;
        var stretches = marks.FindAll(static mark => mark.EndLine > mark.StartLine);
        Sorting.Order(stretches, static (left, right) => left.StartLine != right.StartLine ? left.StartLine - right.StartLine : right.EndLine - left.EndLine);
        Span<int> busyTo = [-1, -1, -1];
        foreach (var mark in stretches)
        {
            for (var lane = 0; lane < LaneLimit; lane++)
            {
                if (busyTo[lane] < mark.StartLine)
                {
                    busyTo[lane] = mark.EndLine;
                    mark.Lane = lane;
                    _lanes = Math.Max(_lanes, lane + 1);
                    break;
                }
            }
        }
    }

    private static SortedSet<int> LinesToShow(List<FrameMark> marks)
    {
        var lines = new SortedSet<int>();
        foreach (var mark in marks)
        {
            lines.Add(mark.StartLine);
            if (mark.Lane < 0)
            {
                continue; // one line, or one stretch too many: only its first line is marked
            }

            var isWhole = mark.EndLine - mark.StartLine < LongestWholeStretch;
            for (var line = mark.StartLine; line <= mark.EndLine; line++)
            {
                if (!isWhole && line == mark.StartLine + 3)
                {
                    line = mark.EndLine - 1;
                }

                lines.Add(line);
            }
        }

        // A row that says "one line left out" is no shorter than the line.
        var previous = int.MaxValue - 2;
        var between = new List<int>();
        foreach (var line in lines)
        {
            if (line == previous + 2)
            {
                between.Add(previous + 1);
            }

            previous = line;
        }

        lines.UnionWith(between);
        return lines;
    }

    private void WriteLine(SourceText source, int line, List<FrameMark> marks)
    {
        var span = source.LineSpan(line);
        var text = source.Content.AsSpan(span.Start, span.Length);
        var number = (line + 1).ToString(CultureInfo.InvariantCulture);
        var places = PlacesOn(line, marks, span.Length);
        var next = 0;
        do
        {
            var (start, end) = Window(text, places, next);
            var first = next;
            while (next < places.Count && (next == first || end == text.Length || places[next].Start < end - (WindowLead / 2)))
            {
                next++;
            }

            WriteWindow(text, start, end, number, places.GetRange(first, next - first));
        }
        while (next < places.Count);
    }

    /// <summary>The stretch of a line to show for its marks from a certain one on.</summary>
    private static (int Start, int End) Window(ReadOnlySpan<char> text, List<Place> places, int next)
    {
        if (text.Length <= LongestWholeLine)
        {
            return (0, text.Length);
        }

        var start = next < places.Count ? Math.Max(0, places[next].Start - WindowLead) : 0;
        start = Math.Min(start, text.Length - WindowLength);
        var end = start + WindowLength;
        for (var steps = 0; steps < 8 && start > 0 && !StartsCharacter(text, start); steps++)
        {
            start--;
        }

        for (var steps = 0; steps < 8 && end < text.Length && !StartsCharacter(text, end); steps++)
        {
            end++;
        }

        return (start, end);
    }

    private static bool StartsCharacter(ReadOnlySpan<char> text, int index)
    {
        if (char.IsSurrogate(text[index]))
        {
            return !char.IsLowSurrogate(text[index]);
        }

        return text[index] < 0x300 || CharacterWidth.Of(new Rune(text[index])) > 0;
    }

    private List<Place> PlacesOn(int line, List<FrameMark> marks, int length)
    {
        var places = new List<Place>();
        foreach (var mark in marks)
        {
            if (mark.Lane >= 0)
            {
                if (mark.StartLine == line)
                {
                    places.Add(new Place(mark, PlaceKind.Top, mark.StartColumn, mark.StartColumn + 1));
                }
                else if (mark.EndLine == line)
                {
                    places.Add(new Place(mark, PlaceKind.Bottom, Math.Max(0, mark.EndColumn - 1), mark.EndColumn));
                }
            }
            else if (mark.StartLine == line)
            {
                places.Add(new Place(mark, PlaceKind.Whole, mark.StartColumn, mark.EndLine == line ? mark.EndColumn : length));
            }
        }

        Sorting.Order(places, static (left, right) => left.Start != right.Start ? left.Start - right.Start : right.Mark.IsPrimary.CompareTo(left.Mark.IsPrimary));
        return places;
    }

    private void WriteWindow(ReadOnlySpan<char> line, int start, int end, string number, List<Place> places)
    {
        var text = line[start..end];
        var columns = new int[text.Length + 1];
        var shown = new StringBuilder(text.Length + 16);
        VisibleText.RenderLine(text, shown, columns, asciiOnly);
        var lead = start > 0 ? _glyphs.Ellipsis.Length : 0;

        // A stretch that begins with the line needs no row of its own for its beginning.
        var indent = line.Length - line.TrimStart(" \t").Length;
        foreach (var place in places)
        {
            if (place.Kind == PlaceKind.Top && start == 0 && place.Start <= indent && _open[place.Mark.Lane] is null)
            {
                _open[place.Mark.Lane] = place.Mark;
                place.IsDrawn = true;
            }
        }

        _row.Add(' ', _gutter - number.Length).Add(number, Style.Frame).Add(_glyphs.Bar, 1, Style.Frame);
        AddLanes(places);
        _row.Add(' ', 1).Add(lead > 0 ? _glyphs.Ellipsis : "", Style.Frame).Add(shown.ToString()).Add(end < line.Length ? _glyphs.Ellipsis : "", Style.Frame).End(writer);

        foreach (var place in places)
        {
            if (place.Kind == PlaceKind.Top && !place.IsDrawn)
            {
                WriteEnd(place, _glyphs.Top, ColumnOf(place.Start), "");
                _open[place.Mark.Lane] = place.Mark;
            }
        }

        WriteMarks(places, ColumnOf);

        for (var lane = _lanes - 1; lane >= 0; lane--)
        {
            foreach (var place in places)
            {
                if (place.Kind == PlaceKind.Bottom && place.Mark.Lane == lane)
                {
                    WriteEnd(place, _glyphs.Bottom, Math.Max(0, ColumnOf(place.End) - 1), place.Mark.Label);
                    _open[lane] = null;
                }
            }
        }

        int ColumnOf(int position) => lead + columns[Math.Clamp(position - start, 0, columns.Length - 1)];
    }

    private void WriteMarks(List<Place> places, Func<int, int> columnOf)
    {
        var right = -1; // behind what the row holds; -1 while no row is begun
        var free = 0; // where the next mark may stand at the earliest: two blanks behind a label
        foreach (var place in places)
        {
            if (place.Kind != PlaceKind.Whole)
            {
                continue;
            }

            var mark = place.Mark;
            var start = columnOf(place.Start);
            var length = Math.Max(1, columnOf(place.End) - start);
            if (right >= 0 && start < free)
            {
                _row.End(writer);
                right = -1;
            }

            if (right < 0)
            {
                StartRow();
                AddLanes(drawn: null).Add(' ', 1);
                right = 0;
            }

            _row.Add(' ', start - right).Add(mark.IsPrimary ? '^' : '-', length, mark.Style);
            right = free = start + length;
            if (mark.Label.Length > 0)
            {
                _row.Add(" ").Add(mark.Label, mark.Style);
                right += 1 + VisibleText.WidthOf(mark.Label);
                free = right + 2;
            }
        }

        if (right >= 0)
        {
            _row.End(writer);
        }
    }

    /// <summary>The row that leads from a lane to the column at which its stretch begins or ends.</summary>
    private void WriteEnd(Place place, char corner, int column, string label)
    {
        var mark = place.Mark;
        StartRow();
        _row.Add(' ', 1);
        for (var lane = 0; lane < mark.Lane; lane++)
        {
            AddLane(_open[lane], _glyphs.Bar);
            _row.Add(' ', 1);
        }

        _row.Add(corner, 1, mark.Style).Add(_glyphs.Dash, ((_lanes - mark.Lane) * 2) - 1 + column, mark.Style).Add(mark.IsPrimary ? '^' : '-', 1, mark.Style);
        if (label.Length > 0)
        {
            _row.Add(" ").Add(label, mark.Style);
        }

        _row.End(writer);
    }

    private FrameRow AddLanes(List<Place>? drawn)
    {
        for (var lane = 0; lane < _lanes; lane++)
        {
            var mark = _open[lane];
            var begins = mark is not null && drawn?.Exists(place => place.IsDrawn && place.Mark == mark) == true;
            _row.Add(' ', 1);
            AddLane(mark, begins ? _glyphs.Top : _glyphs.Bar);
        }

        return _row;
    }

    private void AddLane(FrameMark? mark, char glyph) => _row.Add(mark is null ? ' ' : glyph, 1, mark?.Style ?? Style.Plain);

    private enum PlaceKind
    {
        Whole,
        Top,
        Bottom,
    }

    /// <summary>What of a mark lies on one line, in code units of the line.</summary>
    private sealed class Place(FrameMark mark, PlaceKind kind, int start, int end)
    {
        public FrameMark Mark { get; } = mark;

        public PlaceKind Kind { get; } = kind;

        public int Start { get; } = start;

        public int End { get; } = end;

        /// <summary>Whether the source row itself shows the beginning.</summary>
        public bool IsDrawn { get; set; }
    }
}
