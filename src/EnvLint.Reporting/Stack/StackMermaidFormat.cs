using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using EnvLint.Engine;
using EnvLint.Environment.Stack;
using EnvLint.Reporting.Display;

namespace EnvLint.Reporting.Stack;

/// <summary>A Mermaid flow chart: one box per stack, its layers below each other, what breaks in red.</summary>
public sealed class StackMermaidFormat : StackFormat
{
    /// <inheritdoc/>
    public override string Name => "mermaid";

    /// <inheritdoc/>
    public override void Write(ImmutableArray<StackAnswer> answers, ToolInfo tool, Stream output, ReportOptions options)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine("flowchart TB");
        writer.WriteLine("  classDef fits fill:#e6f4ea,stroke:#1e8e3e,color:#0d3b1a");
        writer.WriteLine("  classDef breaks fill:#fce8e6,stroke:#d93025,color:#5c120c");
        writer.WriteLine("  classDef unknown fill:#fef7e0,stroke:#f9ab00,color:#4a3500");
        for (var i = 0; i < answers.Length; i++)
        {
            if (!IsIdle(answers[i]))
            {
                Write(answers[i], i, writer);
            }
        }
    }

    private static void Write(StackAnswer answer, int index, StreamWriter writer)
    {
        var verdict = answer.Verdict switch
        {
            StackVerdict.Ok => "ok",
            StackVerdict.Conflict => "conflict",
            _ => "unknown",
        };
        var title = answer.Target is { } target ? $"{answer.Stack.Name} on {target.Name}: {verdict}" : $"{answer.Stack.Name}: {verdict}";
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  subgraph s{index}[\"{Escape(title)}\"]"));
        var rows = StackRow.Of(answer);
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            var style = row.Mark switch
            {
                StackMark.Fits => "fits",
                StackMark.Breaks => "breaks",
                _ => "unknown",
            };
            var needs = row.Needs.Length > 0 ? $"<br/>{Escape(row.Needs)}" : "";
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    s{index}l{i}[\"{Escape(row.Layer)} {Escape(row.What)}{needs}\"]:::{style}"));
        }

        var text = answer.Conflict?.Sentence ?? answer.Reason;
        if (text.Length > 0)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    s{index}v([\"{Escape(text)}\"]):::{(answer.Conflict is null ? "unknown" : "breaks")}"));
        }

        for (var i = 0; i + 1 < rows.Length; i++)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    s{index}l{i} --> s{index}l{i + 1}"));
        }

        writer.WriteLine("  end");
    }

    // Mermaid knows the entities of HTML, written with # for &. %%{ would begin a directive, wherever it stands.
    private static string Escape(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in VisibleText.Escape(text))
        {
            _ = c switch
            {
                '"' => result.Append("#quot;"),
                '#' => result.Append("#35;"),
                '<' => result.Append("#lt;"),
                '>' => result.Append("#gt;"),
                '%' => result.Append("#37;"),
                '&' => result.Append("#amp;"),
                '`' => result.Append("#96;"),
                _ => result.Append(c),
            };
        }

        return result.ToString();
    }
}
