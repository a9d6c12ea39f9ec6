using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using EnvLint.Environment;
using EnvLint.Environment.Stack;
using EnvLint.Reporting.Display;

namespace EnvLint.Reporting.Stack;

/// <summary>Draws an environment as a pile of layers: frameworks on top, the machine's GPU at the bottom, and what cannot hold together tied to the sentence that says why.</summary>
/// <remarks>
/// The picture is one <c>svg</c> element that stands in a page of HTML. It has no script, no style sheet and no identifiers, so that several stand in one page, also in one
/// that forbids inline styles. Its colours and fonts are the page's where it sets these properties, else those of a light page: <c>--envlint-foreground</c>, <c>--envlint-muted</c>, <c>--envlint-box</c>,
/// <c>--envlint-border</c>, <c>--envlint-machine</c>, <c>--envlint-link</c>, <c>--envlint-ok</c>, <c>--envlint-conflict</c>, <c>--envlint-conflict-box</c>, <c>--envlint-unknown</c>, <c>--envlint-on-color</c>,
/// <c>--envlint-font</c>, <c>--envlint-mono</c>. What is said at a place is covered by an element of class <c>envlint-part</c> that can have the focus, with <c>data-path</c> (from the root), <c>data-line</c> and <c>data-column</c> (from 1, UTF-16).
/// </remarks>
public static class StackSvg
{
    private const string Foreground = "var(--envlint-foreground, #1f2328)";
    private const string Muted = "var(--envlint-muted, #59636e)";
    private const string Box = "var(--envlint-box, #f6f8fa)";
    private const string Border = "var(--envlint-border, #c8d1da)";
    private const string Machine = "var(--envlint-machine, #eaeef2)";
    private const string Link = "var(--envlint-link, #0969da)";
    private const string Ok = "var(--envlint-ok, #1a7f37)";
    private const string Conflict = "var(--envlint-conflict, #cf222e)";
    private const string ConflictBox = "var(--envlint-conflict-box, #ffebe9)";
    private const string Unknown = "var(--envlint-unknown, #9a6700)";
    private const string OnColor = "var(--envlint-on-color, #ffffff)";
    private const string Sans = "var(--envlint-font, system-ui, sans-serif)";
    private const string Mono = "var(--envlint-mono, ui-monospace, monospace)";

    /// <summary>Draws one environment.</summary>
    /// <param name="answers">What is known of it, one for each target; not empty.</param>
    /// <returns>The <c>svg</c> element.</returns>
    public static string Draw(ImmutableArray<StackAnswer> answers)
    {
        var drawing = new Drawing(linkOf: null);
        drawing.Title(answers[0].Stack.Name);
        return Draw(answers, drawing);
    }

    /// <summary>Draws one environment for a page that names it itself and in which nothing listens: a part is a plain link where there is something to lead to, else a picture.</summary>
    /// <param name="answers">What is known of it, one for each target; not empty.</param>
    /// <param name="linkOf">The address of what the page says of a place, fit for an attribute as it is; null for nothing.</param>
    /// <returns>The <c>svg</c> element.</returns>
    public static string Draw(ImmutableArray<StackAnswer> answers, Func<StackPlace, string?> linkOf) => Draw(answers, new Drawing(linkOf));

    private static string Draw(ImmutableArray<StackAnswer> answers, Drawing drawing)
    {
        foreach (var answer in answers)
        {
            drawing.Add(answer);
        }

        return drawing.Finish(answers);
    }

    private enum MendLine
    {
        Head,
        First,
        More,
        Source,
    }

    private sealed class Drawing(Func<StackPlace, string?>? linkOf)
    {
        private const int Width = 680;
        private const int Edge = 14;

        // Of a box: where its mark, its text and its text's end are.
        private const int MarkAt = 20;
        private const int TextAt = 40;
        private const int Padding = 14;

        // Beside the boxes, where a line leads from those in conflict down to the sentence.
        private const int Rail = 26;

        private const int NameSize = 14;
        private const int TextSize = 13;
        private const int SmallSize = 12;
        private const int LineHeight = 18;

        // Text that is longer than any screen is cut.
        private const int MostLines = 12;

        private readonly StringBuilder _svg = new();
        private int _y = Edge;

        public void Title(string name)
        {
            var shown = VisibleText.Escape(name);
            foreach (var line in SvgText.Wrap(shown, 16, Width - (2 * Edge), 3, font: SvgFont.Bold))
            {
                _y += 22;
                Text(Edge, _y - 5, line, 16, Foreground, SvgFont.Bold);
            }
        }

        public void Add(StackAnswer answer)
        {
            _y += 6;
            Verdict(answer);
            _y += 10;
            var rows = StackRow.Of(answer);
            var breaks = false;
            var hasMachine = false;
            foreach (var row in rows)
            {
                breaks |= row.Mark == StackMark.Breaks;
                hasMachine |= row.Place is null;
            }

            var right = Width - Edge - (breaks ? Rail : 0);
            var tied = new List<int>();
            var machine = false;
            foreach (var row in rows)
            {
                if (row.Place is null && !machine)
                {
                    machine = true;
                    Divide(right, "the machine");
                }

                var top = _y;
                Slab(row, right);
                if (row.Mark == StackMark.Breaks)
                {
                    tied.Add((top + _y) / 2);
                }

                _y += 6;
            }

            if (!hasMachine)
            {
                Divide(right, "the machine");
                OpenMachine(answer, right);
                _y += 6;
            }

            _y += 8;
            if (tied.Count > 0)
            {
                Tie(tied, right);
            }

            if (answer.Conflict is { } conflict)
            {
                Panel(conflict, answer.Mends);
            }
            else
            {
                Remark(answer);
            }

            _y += 14;
        }

        public string Finish(ImmutableArray<StackAnswer> answers)
        {
            var output = new StringBuilder(_svg.Length + 2000);
            var height = _y + Edge - 14;
            output.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"envlint-stack\" role=\"group\" width=\"{Width}\" height=\"{height}\" viewBox=\"0 0 {Width} {height}\" font-family=\"{Sans}\">");
            output.Append("<title>").AppendXml(VisibleText.Escape(answers[0].Stack.Name)).Append("</title><desc>");
            foreach (var answer in answers)
            {
                output.AppendXml(Description(answer));
            }

            return output.Append("</desc>").Append(_svg).Append("</svg>").ToString();
        }

        // The picture in words.
        private static string Description(StackAnswer answer)
        {
            var text = new StringBuilder();
            text.Append(PlatformText(answer)).Append(": ").Append(Word(answer.Verdict)).Append(". ");
            foreach (var row in StackRow.Of(answer))
            {
                text.Append(VisibleText.Escape($"{row.Layer} {row.What}")).Append(row.Mark == StackMark.Breaks ? ", in conflict. " : ". ");
            }

            var end = answer.Conflict?.Sentence ?? answer.Reason;
            return (end.Length > 0 ? text.Append(VisibleText.Escape(end)).Append(". ") : text).ToString();
        }

        private static string Word(StackVerdict verdict) => verdict switch
        {
            StackVerdict.Ok => "ok",
            StackVerdict.Conflict => "conflict",
            _ => "not known",
        };

        // The name that a target has in the configuration; of one made of keys the platform: its driver and GPU are boxes.
        private static string PlatformText(StackAnswer answer)
        {
            if (answer.Target is not { } target)
            {
                return answer.Stack.IsPlatformAssumed ? "on Linux, as no target is declared" : "no target is declared";
            }

            var isNamed = !target.Name.Contains('=', StringComparison.Ordinal) && target.Name is not ("wsl2" or "linux" or "windows");
            var platform = target.Platform switch
            {
                TargetPlatform.Wsl2 => "WSL 2",
                TargetPlatform.Linux => "Linux",
                TargetPlatform.Windows => "Windows",
                _ => "",
            };
            return isNamed ? $"on {VisibleText.Escape(target.Name)}{(platform.Length > 0 ? $" ({platform})" : "")}" : platform.Length > 0 ? $"on {platform}" : "on the target";
        }

        private void Verdict(StackAnswer answer)
        {
            var (color, mark) = answer.Verdict switch
            {
                StackVerdict.Ok => (Ok, StackMark.Fits),
                StackVerdict.Conflict => (Conflict, StackMark.Breaks),
                _ => (Unknown, StackMark.Unknown),
            };
            var word = Word(answer.Verdict);
            var width = SvgText.WidthOf(word, SmallSize, SvgFont.Bold) + 36;
            var dashes = mark == StackMark.Unknown ? " stroke-dasharray=\"4 3\"" : "";
            _svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Edge}\" y=\"{_y}\" width=\"{width}\" height=\"24\" rx=\"12\" fill=\"none\" stroke=\"{color}\" stroke-width=\"1.5\"{dashes}/>");
            Mark(Edge + 14, _y + 12, mark);
            Text(Edge + 26, _y + 16, word, SmallSize, color, SvgFont.Bold);
            var room = Width - Edge - Edge - width - 10;
            Text(Edge + width + 10, _y + 16, SvgText.Cut(PlatformText(answer), TextSize, room), TextSize, Muted);
            _y += 24;
        }

        // Above it is what the files say, below it what the target says.
        private void Divide(int right, string label)
        {
            _y += 2;
            var width = SvgText.WidthOf(label, 11);
            _svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Edge} {_y + 7}h12M{Edge + 24 + width} {_y + 7}H{right}\" fill=\"none\" stroke=\"{Border}\"/>");
            Text(Edge + 18, _y + 11, label, 11, Muted);
            _y += 20;
        }

        private void Slab(StackRow row, int right)
        {
            var name = SvgText.Cut(VisibleText.Escape(row.Layer), NameSize, (right - Edge) / 2, SvgFont.Bold);
            var what = VisibleText.Escape(row.What);
            var needs = NeedsText(row);
            var place = row.Place is { } known ? VisibleText.Escape(PlaceText(known)) : "";
            var room = right - Edge - TextAt - Padding;
            var nameWidth = SvgText.WidthOf(name, NameSize, SvgFont.Bold) + 10;
            var whatLines = SvgText.Wrap(what, TextSize, room, 4, room - nameWidth, SvgFont.Mono);
            var placeWidth = SvgText.WidthOf(place, SmallSize, SvgFont.Mono);
            var isBeside = place.Length > 0 && whatLines.Count < 2 && nameWidth + SvgText.WidthOf(what, TextSize, SvgFont.Mono) + 20 + placeWidth <= room;
            var needLines = SvgText.Wrap(needs, SmallSize, room, 5);
            var isBroken = row.Mark == StackMark.Breaks;
            var below = needLines.Count + (isBroken ? 1 : 0) + (place.Length > 0 && !isBeside ? 1 : 0);
            var height = 20 + (LineHeight * (Math.Max(1, whatLines.Count) + below));

            var label = LabelOf(row, name, what, needs, place);
            var leads = linkOf is null && row.Place is { } target && IsXml(target.File.Path);
            var address = row.Place is { } at ? linkOf?.Invoke(at) : null;
            if (address is not null)
            {
                _svg.Append("<a class=\"envlint-link\" href=\"").Append(address).Append("\" aria-label=\"").AppendXml(label).Append("\">");
            }

            _svg.Append("<g class=\"envlint-box\"");
            _ = leads ? _svg.Append("><g aria-hidden=\"true\">") : _svg.Append(" role=\"img\" aria-label=\"").AppendXml(label).Append("\"><title>").AppendXml(label).Append("</title>");
            var (stroke, fill, weight) = row.Mark switch
            {
                StackMark.Breaks => (Conflict, ConflictBox, "2.5"),
                StackMark.Unknown => (Unknown, "none", "1.5"),
                _ => (Border, row.Place is null ? Machine : Box, "1"),
            };
            _svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Edge}\" y=\"{_y}\" width=\"{right - Edge}\" height=\"{height}\" rx=\"7\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"{weight}\"{(row.Mark == StackMark.Unknown ? " stroke-dasharray=\"6 4\"" : "")}/>");
            Mark(Edge + MarkAt, _y + 19, row.Mark);
            var y = _y + 24;
            _svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Edge + TextAt}\" y=\"{y}\" fill=\"{Foreground}\"><tspan font-size=\"{NameSize}\" font-weight=\"600\">");
            _svg.AppendXml(name);
            _svg.Append(CultureInfo.InvariantCulture, $"</tspan><tspan dx=\"9\" font-size=\"{TextSize}\" font-family=\"{Mono}\">");
            _svg.AppendXml(whatLines.Count > 0 ? whatLines[0] : "").Append("</tspan></text>");
            y += LineHeight;
            for (var i = 1; i < whatLines.Count; i++)
            {
                Text(Edge + TextAt, y, whatLines[i], TextSize, Foreground, SvgFont.Mono);
                y += LineHeight;
            }

            if (isBeside)
            {
                Text(right - Padding, _y + 24, place, SmallSize, Link, SvgFont.Mono, isAtEnd: true);
            }

            if (isBroken)
            {
                Text(Edge + TextAt, y, "does not fit", SmallSize, Conflict, SvgFont.Bold);
                y += LineHeight;
            }

            foreach (var line in needLines)
            {
                Text(Edge + TextAt, y, line, SmallSize, Muted);
                y += LineHeight;
            }

            if (place.Length > 0 && !isBeside)
            {
                Text(Edge + TextAt, y, SvgText.CutStart(place, SmallSize, room, SvgFont.Mono), SmallSize, Link, SvgFont.Mono);
            }

            if (leads)
            {
                _svg.Append("</g>");
                Cover(row.Place!, label, right, _y, height);
            }

            _svg.Append("</g>").Append(address is null ? "" : "</a>");
            _y += height;
        }

        // What is drawn of a part is for the eyes; its label says the same.
        private static string LabelOf(StackRow row, string name, string what, string needs, string place) =>
            string.Join(", ", new List<string> { $"{name} {what}", row.Mark == StackMark.Breaks ? "does not fit" : "", needs, place }.FindAll(static piece => piece.Length > 0));

        // A part that stands somewhere can be reached with the keyboard, and tells where.
        private void Cover(StackPlace place, string label, int right, int top, int height)
        {
            var position = place.File.Lines.PositionOf(place.Span.Start);
            _svg.Append("<rect class=\"envlint-part\" role=\"link\" tabindex=\"0\" cursor=\"pointer\" fill=\"none\" pointer-events=\"all\"").Append(CultureInfo.InvariantCulture, $" x=\"{Edge}\" y=\"{top}\" width=\"{right - Edge}\" height=\"{height}\" rx=\"7\" aria-label=\"");
            _svg.AppendXml(label).Append("\" data-path=\"").AppendXml(place.File.Path);
            _svg.Append(CultureInfo.InvariantCulture, $"\" data-line=\"{position.Line + 1}\" data-column=\"{position.Column + 1}\"><title>");
            _svg.AppendXml(label).Append("</title></rect>");
        }

        private void OpenMachine(StackAnswer answer, int right)
        {
            var row = answer.Target is null
                ? new StackRow(StackMark.Unknown, "driver and GPU", "not declared", StackTextFormat.NeedsText(answer.Needs with { Pythons = [] }) is { Length: > 0 } text ? $"what it takes: {text}" : "", null)
                : new StackRow(StackMark.Unknown, "driver and GPU", "not known", "the target does not say them, or is another machine", null);
            Slab(row with { Needs = row.Needs.Replace(">=", "≥", StringComparison.Ordinal) }, right);
        }

        private void Tie(List<int> heights, int right)
        {
            var x = Width - Edge - 7;
            var path = new StringBuilder();
            foreach (var y in heights)
            {
                path.Append(CultureInfo.InvariantCulture, $"M{right} {y}H{x}");
            }

            path.Append(CultureInfo.InvariantCulture, $"M{x} {heights[0]}V{_y}");
            _svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" fill=\"none\" stroke=\"{Conflict}\" stroke-width=\"2\"/>");
            foreach (var y in heights)
            {
                _svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{right}\" cy=\"{y}\" r=\"4\" fill=\"{Conflict}\"/>");
            }
        }

        private void Panel(StackConflict conflict, ImmutableArray<string> mends)
        {
            var room = Width - (2 * Edge) - TextAt - Padding;
            var sentence = SvgText.Wrap(VisibleText.Escape(conflict.Sentence), NameSize, room, MostLines, font: SvgFont.Bold);
            var lines = new List<(string Text, MendLine Kind)>();
            if (!mends.IsEmpty)
            {
                lines.Add((mends.Length == 1 ? "What is known to mend it:" : "What is known to mend it, any one of these:", MendLine.Head));
                foreach (var mend in mends)
                {
                    var kind = MendLine.First;
                    foreach (var line in SvgText.Wrap(VisibleText.Escape(mend), TextSize, room - 18, MostLines))
                    {
                        lines.Add((line, kind));
                        kind = MendLine.More;
                    }
                }
            }

            foreach (var source in conflict.Sources)
            {
                foreach (var line in SvgText.Wrap(VisibleText.Escape(source), 11, room, 3))
                {
                    lines.Add((line, MendLine.Source));
                }
            }

            var height = 22 + (20 * sentence.Count) + (19 * lines.Count) + (lines.Count > 0 ? 6 : 0);
            _svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Edge}\" y=\"{_y}\" width=\"{Width - (2 * Edge)}\" height=\"{height}\" rx=\"7\" fill=\"{ConflictBox}\" stroke=\"{Conflict}\" stroke-width=\"2\"/>");
            Mark(Edge + MarkAt, _y + 20, StackMark.Breaks);
            var y = _y + 25;
            foreach (var line in sentence)
            {
                Text(Edge + TextAt, y, line, NameSize, Foreground, SvgFont.Bold);
                y += 20;
            }

            y += 5;
            foreach (var (text, kind) in lines)
            {
                if (kind == MendLine.First)
                {
                    _svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{Edge + TextAt + 6}\" cy=\"{y - 4}\" r=\"2.5\" fill=\"{Foreground}\"/>");
                }

                var isMend = kind is MendLine.First or MendLine.More;
                Text(Edge + TextAt + (isMend ? 18 : 0), y, text, kind == MendLine.Source ? 11 : TextSize, isMend ? Foreground : Muted);
                y += 19;
            }

            _y += height;
        }

        private void Remark(StackAnswer answer)
        {
            var text = answer.Reason.Length > 0 ? answer.Reason : "it runs there, as far as is known";
            var mark = answer.Verdict == StackVerdict.Ok ? StackMark.Fits : StackMark.Unknown;
            Mark(Edge + MarkAt, _y + 11, mark);
            var room = Width - (2 * Edge) - TextAt - Padding;
            var y = _y + 16;
            foreach (var line in SvgText.Wrap(VisibleText.Escape(text), TextSize, room, MostLines, font: SvgFont.Bold))
            {
                Text(Edge + TextAt, y, line, TextSize, Foreground, SvgFont.Bold);
                y += LineHeight;
            }

            foreach (var line in SvgText.Wrap(answer.Target is null ? "" : NeedsText(answer.Needs), SmallSize, room, MostLines))
            {
                Text(Edge + TextAt, y, line, SmallSize, Muted);
                y += LineHeight;
            }

            _y = y - 4;
        }

        // Told apart by shape as well as by colour: a disc with a tick, a diamond with a cross, a broken ring with a question mark.
        private void Mark(int x, int y, StackMark mark)
        {
            switch (mark)
            {
                case StackMark.Fits:
                    _svg.Append(CultureInfo.InvariantCulture, $"<g aria-hidden=\"true\"><circle cx=\"{x}\" cy=\"{y}\" r=\"8\" fill=\"{Ok}\"/><path d=\"M{x - 4} {y}l3 3 5 -6\" fill=\"none\" stroke=\"{OnColor}\" stroke-width=\"2\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/></g>");
                    break;
                case StackMark.Breaks:
                    _svg.Append(CultureInfo.InvariantCulture, $"<g aria-hidden=\"true\"><path d=\"M{x} {y - 10}l10 10 -10 10 -10 -10z\" fill=\"{Conflict}\"/><path d=\"M{x - 3} {y - 3}l6 6m0 -6l-6 6\" fill=\"none\" stroke=\"{OnColor}\" stroke-width=\"2\" stroke-linecap=\"round\"/></g>");
                    break;
                default:
                    _svg.Append(CultureInfo.InvariantCulture, $"<g aria-hidden=\"true\"><circle cx=\"{x}\" cy=\"{y}\" r=\"7.5\" fill=\"none\" stroke=\"{Unknown}\" stroke-width=\"1.5\" stroke-dasharray=\"3 2\"/><text x=\"{x}\" y=\"{y + 4}\" font-size=\"12\" font-weight=\"700\" text-anchor=\"middle\" fill=\"{Unknown}\">?</text></g>");
                    break;
            }
        }

        private void Text(int x, int y, string text, int size, string color, SvgFont font = SvgFont.Plain, bool isAtEnd = false)
        {
            _svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{color}\"");
            _svg.Append(font switch { SvgFont.Bold => " font-weight=\"600\"", SvgFont.Mono => $" font-family=\"{Mono}\"", _ => "" }).Append(isAtEnd ? " text-anchor=\"end\"" : "").Append('>').AppendXml(text).Append("</text>");
        }

        private static string NeedsText(StackRow row)
        {
            var needs = VisibleText.Escape(row.Needs).Replace(">=", "≥", StringComparison.Ordinal);
            return needs.Length > 0 && row.Mark != StackMark.Unknown && row.Place is not null ? $"needs {needs}" : needs;
        }

        private static string NeedsText(StackNeeds needs) =>
            StackTextFormat.NeedsText(needs) is { Length: > 0 } text ? $"needs {text.Replace(">=", "≥", StringComparison.Ordinal)}" : "";

        private static string PlaceText(StackPlace place)
        {
            var position = place.File.Lines.PositionOf(place.Span.Start);
            return string.Create(CultureInfo.InvariantCulture, $"{place.File.Path}:{position.Line + 1}:{position.Column + 1}");
        }

        // Whether an attribute can hold a path as it is.
        private static bool IsXml(string path)
        {
            foreach (var rune in path.EnumerateRunes())
            {
                if (rune.Value is < ' ' or 0xFFFE or 0xFFFF or 0xFFFD)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
