using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using EnvLint.Engine;
using EnvLint.Environment.Stack;
using EnvLint.Reporting.Display;

namespace EnvLint.Reporting.Stack;

/// <summary>A picture of each stack for the terminal: frameworks on top, the GPU at the bottom, and where it breaks.</summary>
public sealed class StackTextFormat : StackFormat
{
    // What a terminal beside an editor shows; words are never cut, so paths and addresses may be longer.
    private const int Width = 120;
    private const int MostNames = 3;

    /// <inheritdoc/>
    public override string Name => "text";

    /// <inheritdoc/>
    public override void Write(ImmutableArray<StackAnswer> answers, ToolInfo tool, Stream output, ReportOptions options)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        var styled = new StyledWriter(writer, options.UseColor);
        var idle = new List<string>();
        foreach (var answer in answers)
        {
            if (!IsIdle(answer))
            {
                new Picture(answer, styled, options.UseAscii).Write();
            }
            else if (!idle.Contains(answer.Stack.Name))
            {
                idle.Add(answer.Stack.Name);
            }
        }

        WriteIdle(idle, styled, options.UseAscii);
        if (options.WriteSummary)
        {
            WriteSummary(answers, styled);
        }
    }

    private static void WriteIdle(List<string> names, StyledWriter writer, bool useAscii)
    {
        if (names.Count == 0)
        {
            return;
        }

        var shown = string.Join(", ", names.Count <= MostNames ? names : names[..MostNames]);
        writer.Write($"nothing is known to use a GPU in {VisibleText.Escape(shown, useAscii)}");
        if (names.Count > MostNames)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $" and {names.Count - MostNames} more"));
        }

        writer.EndLine();
    }

    /// <summary>What it takes to run, in one line; empty for nothing.</summary>
    /// <param name="needs">What it takes.</param>
    internal static string NeedsText(StackNeeds needs)
    {
        var parts = new List<string>();
        if (needs is { DriverLinux: { } linux, DriverWindows: { } windows })
        {
            parts.Add($"driver >= {linux} (Windows and WSL: {windows})");
        }

        if (!needs.ComputeCapabilities.IsEmpty)
        {
            parts.Add($"GPU {Knowledge.DottedNumber.Ranges(needs.ComputeCapabilities, Knowledge.CudaDrivers.ComputeCapabilities)}");
        }

        if (!needs.Pythons.IsEmpty)
        {
            parts.Add($"Python {Knowledge.DottedNumber.Ranges(needs.Pythons, Knowledge.PythonReleases.Minors)}");
        }

        return string.Join(", ", parts);
    }

    private static void WriteSummary(ImmutableArray<StackAnswer> answers, StyledWriter writer)
    {
        var conflicts = 0;
        var unknown = 0;
        var idle = 0;
        foreach (var answer in answers)
        {
            var isIdle = IsIdle(answer);
            idle += isIdle ? 1 : 0;
            conflicts += answer.Verdict == StackVerdict.Conflict ? 1 : 0;
            unknown += !isIdle && answer.Verdict == StackVerdict.Unknown ? 1 : 0;
        }

        writer.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"{answers.Length} {(answers.Length == 1 ? "stack" : "stacks")}: {answers.Length - conflicts - unknown - idle} ok, {conflicts} in conflict, {unknown} unknown{(idle > 0 ? $", {idle} without a GPU" : "")}"));
        writer.EndLine();
    }

    /// <summary>The picture of one answer.</summary>
    private sealed class Picture(StackAnswer answer, StyledWriter writer, bool useAscii)
    {
        // Builds with longer names have what they need on a line of its own.
        private const int WidestBuild = 48;

        private readonly Glyphs _glyphs = useAscii ? Glyphs.Ascii : Glyphs.Unicode;

        public void Write()
        {
            WriteTitle();
            var rows = StackRow.Of(answer);
            var layer = 0;
            var what = 0;
            foreach (var row in rows)
            {
                layer = Math.Max(layer, row.Layer.Length);
                if (row.Place is not null && VisibleText.WidthOf(Shown(row.What)) is <= WidestBuild and var width)
                {
                    what = Math.Max(what, width);
                }
            }

            // All places stand behind what they are of, or all below it.
            var needs = 0;
            var isWide = false;
            foreach (var row in rows)
            {
                needs = Math.Max(needs, Shown(row.Needs).Length);
            }

            foreach (var row in rows)
            {
                isWide |= row.Place is { } place && Math.Max(0, VisibleText.WidthOf(Shown(row.What)) - what) + 8 + layer + what + needs + VisibleText.WidthOf(Shown(PlaceText(place))) > Width;
            }

            foreach (var row in rows)
            {
                WriteRow(row, layer, what, isWide ? -1 : needs);
            }

            WriteEnd();
        }

        private string Shown(string text) => VisibleText.Escape(text, useAscii);

        private void WriteTitle()
        {
            var name = Shown(answer.Stack.Name);
            var target = answer.Target is { } declared ? $"on {Shown(declared.Name)}" : answer.Stack.IsPlatformAssumed ? "on Linux" : "";
            var (word, style) = answer.Verdict switch
            {
                StackVerdict.Ok => ("ok", Style.Info),
                StackVerdict.Conflict => ("conflict", Style.Error),
                _ => ("unknown", Style.Warning),
            };
            writer.Write(_glyphs.Top, Style.Frame);
            writer.Write(" ");
            writer.Write(name, Style.Emphasis);
            if (target.Length > 0)
            {
                if (VisibleText.WidthOf(name) + VisibleText.WidthOf(target) + word.Length + 5 > Width)
                {
                    writer.EndLine();
                    writer.Write(_glyphs.Bar, Style.Frame);
                }

                writer.Write($" {target}");
            }

            writer.Write(": ");
            writer.Write(word, style);
            writer.EndLine();
        }

        private void WriteRow(StackRow row, int layer, int what, int needs)
        {
            var (mark, style) = row.Mark switch
            {
                StackMark.Fits => (_glyphs.Fits, Style.Info),
                StackMark.Breaks => (_glyphs.Breaks, Style.Error),
                _ => ("?", Style.Warning),
            };
            writer.Write(_glyphs.Bar, Style.Frame);
            writer.Write(" ");
            writer.Write(mark, style);
            writer.Write(" ");
            writer.Write(row.Layer.PadRight(layer), row.Mark == StackMark.Breaks ? Style.Error : Style.Plain);
            writer.Write("  ");

            var shown = Shown(row.What);
            var place = row.Place is { } known ? Shown(PlaceText(known)) : "";
            var blanks = what - VisibleText.WidthOf(shown);
            var need = Shown(row.Needs);
            writer.Write(shown);
            if (blanks >= 0 && need.Length > 0 && 6 + layer + what + need.Length <= Width)
            {
                writer.Write(new string(' ', blanks + 2));
                writer.Write(need, Style.Secondary);
                blanks = needs - need.Length;
            }
            else if (need.Length > 0)
            {
                WriteBelow(Wrap(need, Width - layer - 6), layer, Style.Secondary);
                blanks = -1;
            }
            else if (needs >= 0)
            {
                // Nothing fills the column that a long name reaches into.
                blanks = Math.Max(0, blanks + (needs > 0 ? needs + 2 : 0));
            }

            if (place.Length > 0)
            {
                if (needs >= 0)
                {
                    writer.Write(new string(' ', blanks + 2));
                    writer.Write(place, Style.Frame);
                }
                else
                {
                    WriteBelow([place], layer, Style.Frame);
                }
            }

            writer.EndLine();
        }

        // Ends the line and writes on below what stands there.
        private void WriteBelow(List<string> lines, int layer, Style style)
        {
            foreach (var line in lines)
            {
                writer.EndLine();
                writer.Write(_glyphs.Bar, Style.Frame);
                writer.Write(new string(' ', layer + 5));
                writer.Write(line, style);
            }
        }

        private void WriteEnd()
        {
            var lines = new List<(string Label, string Text)>();
            if (answer.Conflict is { } conflict)
            {
                Add("", conflict.Sentence);
                foreach (var mend in answer.Mends)
                {
                    Add("help: ", mend);
                }

                foreach (var source in conflict.Sources)
                {
                    Add("note: ", source);
                }
            }
            else
            {
                Add("", answer.Reason.Length > 0 ? answer.Reason : "it runs there, as far as is known");
                if (NeedsText(answer.Needs) is { Length: > 0 } needs)
                {
                    Add("needs: ", needs);
                }
            }

            for (var i = 0; i < lines.Count; i++)
            {
                writer.Write(i == lines.Count - 1 ? _glyphs.Bottom : _glyphs.Bar, Style.Frame);
                writer.Write(" ");
                writer.Write(lines[i].Label, Style.Secondary);
                writer.Write(lines[i].Text);
                writer.EndLine();
            }

            writer.EndLine();

            void Add(string label, string text)
            {
                foreach (var line in Wrap(Shown(text), Width - 2 - label.Length))
                {
                    lines.Add((label, line));
                    label = new string(' ', label.Length);
                }
            }
        }

        // At blanks; a word that is longer has a line of its own.
        private static List<string> Wrap(string text, int width)
        {
            var lines = new List<string>();
            var line = "";
            foreach (var word in text.Split(' '))
            {
                if (line.Length > 0 && VisibleText.WidthOf(line) + 1 + VisibleText.WidthOf(word) > width)
                {
                    lines.Add(line);
                    line = word;
                }
                else
                {
                    line = line.Length == 0 ? word : $"{line} {word}";
                }
            }

            lines.Add(line);
            return lines;
        }

        private static string PlaceText(StackPlace place)
        {
            var position = place.File.Lines.PositionOf(place.Span.Start);
            return string.Create(CultureInfo.InvariantCulture, $"{place.File.Path}:{position.Line + 1}:{position.Column + 1}");
        }
    }

    private sealed record Glyphs(string Top, string Bar, string Bottom, string Fits, string Breaks)
    {
        public static Glyphs Unicode { get; } = new("┌", "│", "└", "✓", "✗");

        public static Glyphs Ascii { get; } = new("/", "|", "\\", "+", "x");
    }
}
