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
    /// <inheritdoc/>
    public override string Name => "text";

    /// <inheritdoc/>
    public override void Write(ImmutableArray<StackAnswer> answers, ToolInfo tool, Stream output, ReportOptions options)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        var styled = new StyledWriter(writer, options.UseColor);
        var glyphs = options.UseAscii ? Glyphs.Ascii : Glyphs.Unicode;
        var idle = new List<string>();
        foreach (var answer in answers)
        {
            if (!answer.Stack.Parts.IsEmpty)
            {
                Write(answer, styled, glyphs, options.UseAscii);
            }
            else if (!idle.Contains(answer.Stack.Name))
            {
                idle.Add(answer.Stack.Name);
            }
        }

        // A picture of nothing helps nobody.
        if (idle.Count > 0)
        {
            styled.Write($"nothing is known to use a GPU in {VisibleText.Escape(string.Join(", ", idle), options.UseAscii)}");
            styled.EndLine();
        }

        if (options.WriteSummary)
        {
            WriteSummary(answers, styled);
        }
    }

    private static void Write(StackAnswer answer, StyledWriter writer, Glyphs glyphs, bool useAscii)
    {
        writer.Write(glyphs.Top, Style.Frame);
        writer.Write(" ");
        writer.Write(VisibleText.Escape(answer.Stack.Name, useAscii), Style.Emphasis);
        if (answer.Target is { } target)
        {
            writer.Write(" on ");
            writer.Write(VisibleText.Escape(target.Name, useAscii));
        }
        else if (answer.Stack.IsPlatformAssumed)
        {
            writer.Write(" on Linux");
        }

        writer.Write(": ");
        var (word, style) = answer.Verdict switch
        {
            StackVerdict.Ok => ("ok", Style.Info),
            StackVerdict.Conflict => ("conflict", Style.Error),
            _ => ("unknown", Style.Warning),
        };
        writer.Write(word, style);
        writer.EndLine();

        var rows = StackRow.Of(answer);
        var layer = 0;
        var what = 0;
        var needs = 0;
        foreach (var row in rows)
        {
            layer = Math.Max(layer, row.Layer.Length);
            what = Math.Max(what, VisibleText.Escape(row.What, useAscii).Length);
            needs = Math.Max(needs, VisibleText.Escape(row.Needs, useAscii).Length);
        }

        foreach (var row in rows)
        {
            writer.Write(glyphs.Bar, Style.Frame);
            writer.Write(" ");
            var (mark, markStyle) = row.Mark switch
            {
                StackMark.Fits => (glyphs.Fits, Style.Info),
                StackMark.Breaks => (glyphs.Breaks, Style.Error),
                _ => ("?", Style.Warning),
            };
            writer.Write(mark, markStyle);
            writer.Write(" ");
            writer.Write(row.Layer.PadRight(layer), row.Mark == StackMark.Breaks ? Style.Error : Style.Plain);
            writer.Write("  ");
            var last = row.Needs.Length == 0 && row.Place is null;
            var shown = VisibleText.Escape(row.What, useAscii);
            writer.Write(last ? shown : shown.PadRight(what));
            if (!last)
            {
                writer.Write("  ");
                var need = VisibleText.Escape(row.Needs, useAscii);
                writer.Write(row.Place is null ? need : need.PadRight(needs), Style.Secondary);
            }

            if (row.Place is { } place)
            {
                writer.Write("  ");
                writer.Write(VisibleText.Escape(PlaceText(place), useAscii), Style.Frame);
            }

            writer.EndLine();
        }

        WriteEnd(answer, writer, glyphs, useAscii);
    }

    private static void WriteEnd(StackAnswer answer, StyledWriter writer, Glyphs glyphs, bool useAscii)
    {
        var lines = new List<(string Label, string Text)>();
        if (answer.Conflict is { } conflict)
        {
            lines.Add(("", conflict.Sentence));
            foreach (var mend in answer.Mends)
            {
                lines.Add(("help: ", mend));
            }

            foreach (var source in conflict.Sources)
            {
                lines.Add(("note: ", source));
            }
        }
        else
        {
            lines.Add(("", answer.Reason.Length > 0 ? answer.Reason : "it runs there, as far as is known"));
            if (NeedsText(answer.Needs) is { Length: > 0 } needs)
            {
                lines.Add(("needs: ", needs));
            }
        }

        for (var i = 0; i < lines.Count; i++)
        {
            writer.Write(i == lines.Count - 1 ? glyphs.Bottom : glyphs.Bar, Style.Frame);
            writer.Write(" ");
            writer.Write(lines[i].Label, Style.Secondary);
            writer.Write(VisibleText.Escape(lines[i].Text, useAscii));
            writer.EndLine();
        }

        writer.EndLine();
    }

    private static string NeedsText(StackNeeds needs)
    {
        var parts = new List<string>();
        if (needs is { DriverLinux: { } linux, DriverWindows: { } windows })
        {
            parts.Add($"driver >= {linux} (Windows and WSL: {windows})");
        }

        if (!needs.ComputeCapabilities.IsEmpty)
        {
            parts.Add($"GPU {StackRow.Range(needs.ComputeCapabilities, Knowledge.CudaDrivers.ComputeCapabilities)}");
        }

        if (!needs.Pythons.IsEmpty)
        {
            parts.Add($"Python {StackRow.Range(needs.Pythons, Knowledge.PythonReleases.Minors)}");
        }

        return string.Join(", ", parts);
    }

    private static void WriteSummary(ImmutableArray<StackAnswer> answers, StyledWriter writer)
    {
        var conflicts = 0;
        var unknown = 0;
        foreach (var answer in answers)
        {
            conflicts += answer.Verdict == StackVerdict.Conflict ? 1 : 0;
            unknown += answer.Verdict == StackVerdict.Unknown ? 1 : 0;
        }

        writer.Write(string.Create(
            CultureInfo.InvariantCulture, $"{answers.Length} {(answers.Length == 1 ? "stack" : "stacks")}: {answers.Length - conflicts - unknown} ok, {conflicts} in conflict, {unknown} unknown"));
        writer.EndLine();
    }

    private static string PlaceText(StackPlace place)
    {
        var position = place.File.Lines.PositionOf(place.Span.Start);
        return string.Create(CultureInfo.InvariantCulture, $"{place.File.Path}:{position.Line + 1}:{position.Column + 1}");
    }

    private sealed record Glyphs(string Top, string Bar, string Bottom, string Fits, string Breaks)
    {
        public static Glyphs Unicode { get; } = new("┌", "│", "└", "✓", "✗");

        public static Glyphs Ascii { get; } = new("/", "|", "\\", "+", "x");
    }
}
