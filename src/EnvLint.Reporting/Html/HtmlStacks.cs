using System.Collections.Immutable;
using System.Globalization;
using EnvLint.Engine;
using EnvLint.Environment.Stack;
using EnvLint.Reporting.Stack;

namespace EnvLint.Reporting.Html;

/// <summary>Writes the pictures of environments, each with its verdict and the same in words.</summary>
/// <param name="html">Where to.</param>
/// <param name="findings">The number of the first finding of a line, from 0, of a file; empty where the page has no findings.</param>
internal sealed class HtmlStacks(HtmlWriter html, Dictionary<(string Path, int Line), int> findings)
{
    // So many pictures are opened from the start, whatever they say; of more only those in conflict.
    private const int MostOpen = 2;

    /// <summary>How many environments there are of each verdict.</summary>
    public readonly record struct Counts(int Ok, int Conflict, int Unknown, int Idle)
    {
        /// <summary>How many have something to show.</summary>
        public int Shown => Ok + Conflict + Unknown;

        /// <summary>Counts answers.</summary>
        /// <param name="answers">The answers, one for each environment and target.</param>
        public static Counts Of(ImmutableArray<StackAnswer> answers)
        {
            int ok = 0, conflict = 0, unknown = 0, idle = 0;
            foreach (var answer in answers)
            {
                if (StackFormat.IsIdle(answer))
                {
                    idle++;
                }
                else if (answer.Verdict == StackVerdict.Ok)
                {
                    ok++;
                }
                else if (answer.Verdict == StackVerdict.Conflict)
                {
                    conflict++;
                }
                else
                {
                    unknown++;
                }
            }

            return new Counts(ok, conflict, unknown, idle);
        }
    }

    /// <summary>Writes the section of a report; nothing where no environment has anything to show.</summary>
    /// <param name="answers">The answers, those of one environment behind each other.</param>
    public void WriteSection(ImmutableArray<StackAnswer> answers)
    {
        var counts = Counts.Of(answers);
        if (counts.Shown == 0)
        {
            return;
        }

        html.Write($"<section class=\"environments\" aria-labelledby=\"environments\">\n<h2 id=\"environments\">Environments</h2>\n<p class=\"lead\">{Sentence(counts)}</p>\n");
        Write(answers, opensAll: counts.Shown <= MostOpen);
        html.Raw("</section>\n");
    }

    /// <summary>Writes the pictures.</summary>
    /// <param name="answers">The answers, those of one environment behind each other.</param>
    /// <param name="opensAll">Whether all are open, and not only those in conflict.</param>
    public void Write(ImmutableArray<StackAnswer> answers, bool opensAll)
    {
        for (var i = 0; i < answers.Length;)
        {
            var first = i++;
            while (i < answers.Length && answers[i].Stack.Name == answers[first].Stack.Name && answers[i].Stack.File.Path == answers[first].Stack.File.Path)
            {
                i++;
            }

            var shown = ImmutableArray.CreateBuilder<StackAnswer>();
            foreach (var answer in answers.AsSpan()[first..i])
            {
                if (!StackFormat.IsIdle(answer))
                {
                    shown.Add(answer);
                }
            }

            if (shown.Count > 0)
            {
                WriteEnvironment(shown.DrainToImmutable(), opensAll);
            }
        }
    }

    /// <summary>What the numbers say, in a sentence.</summary>
    /// <param name="counts">The numbers.</param>
    public static string Sentence(Counts counts)
    {
        var words = new List<string>();
        Add(counts.Conflict, "in conflict");
        Add(counts.Ok, "ok");
        Add(counts.Unknown, "not known");
        var idle = counts.Idle switch
        {
            0 => "",
            1 => " One more uses no GPU, as far as is known, and is not drawn.",
            _ => $" {counts.Idle.ToString(CultureInfo.InvariantCulture)} more use no GPU, as far as is known, and are not drawn.",
        };
        return $"{Words.Count(counts.Shown, "stack", "stacks")}: {string.Join(", ", words)}.{idle}";

        void Add(int count, string what)
        {
            if (count > 0)
            {
                words.Add($"{count.ToString(CultureInfo.InvariantCulture)} {what}");
            }
        }
    }

    private void WriteEnvironment(ImmutableArray<StackAnswer> answers, bool opensAll)
    {
        var worst = answers[0];
        foreach (var answer in answers)
        {
            if (answer.Verdict == StackVerdict.Conflict || (answer.Verdict == StackVerdict.Unknown && worst.Verdict == StackVerdict.Ok))
            {
                worst = worst.Verdict == StackVerdict.Conflict ? worst : answer;
            }
        }

        var (kind, icon) = KindOf(worst.Verdict);
        html.Raw($"<details class=\"environment {kind}\"{(opensAll || worst.Verdict == StackVerdict.Conflict ? " open=\"open\"" : "")}>");
        html.Write($"<summary><h3>{answers[0].Stack.Name}</h3><span class=\"verdict\"><svg class=\"icon\" aria-hidden=\"true\"><use href=\"#i-{icon}\" /></svg>{WordOf(worst.Verdict)}</span></summary>\n<div class=\"inside\">");
        html.Write($"<div class=\"picture\" tabindex=\"0\" role=\"group\" aria-label=\"Picture of {answers[0].Stack.Name}\">");
        html.Raw(StackSvg.Draw(answers, LinkOf));
        html.Raw("</div>\n<details class=\"words\"><summary>The same in words</summary>");
        foreach (var answer in answers)
        {
            WriteWords(answer);
        }

        html.Raw("</details></div></details>\n");
    }

    private void WriteWords(StackAnswer answer)
    {
        html.Raw("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table of the layers\"><table><caption>");
        html.Write($"{(answer.Target is { } target ? $"On {target.Name}" : "Without a target")}: {WordOf(answer.Verdict)}</caption><thead><tr><th scope=\"col\">Layer</th><th scope=\"col\">Is</th><th scope=\"col\">Needs</th><th scope=\"col\">Place</th></tr></thead><tbody>");
        foreach (var row in StackRow.Of(answer))
        {
            html.Write($"<tr><th scope=\"row\">{row.Layer}</th><td>{row.What}{(row.Mark == StackMark.Breaks ? " (does not fit)" : "")}</td><td>{row.Needs}</td><td>");
            if (row.Place is { } place)
            {
                var position = place.File.Lines.PositionOf(place.Span.Start);
                html.Write($"<code>{place.File.Path}:{position.Line + 1}:{position.Column + 1}</code>");
            }

            html.Raw("</td></tr>");
        }

        html.Raw("</tbody></table></div>");
        if ((answer.Conflict?.Sentence ?? answer.Reason) is { Length: > 0 } sentence)
        {
            html.Write($"<p>{sentence}.</p>");
        }

        if (!answer.Mends.IsEmpty)
        {
            html.Raw("<p>What is known to mend it:</p><ul>");
            foreach (var mend in answer.Mends)
            {
                html.Write($"<li>{mend}</li>");
            }

            html.Raw("</ul>");
        }
    }

    private string? LinkOf(StackPlace place) =>
        findings.TryGetValue((place.File.Path, place.File.Lines.LineOf(place.Span.Start)), out var number)
            ? "#f" + number.ToString(CultureInfo.InvariantCulture)
            : null;

    private static (string Kind, string Icon) KindOf(StackVerdict verdict) => verdict switch
    {
        StackVerdict.Ok => ("ok", "ok"),
        StackVerdict.Conflict => ("conflict", "error"),
        _ => ("unknown", "warning"),
    };

    private static string WordOf(StackVerdict verdict) => verdict switch
    {
        StackVerdict.Ok => "ok",
        StackVerdict.Conflict => "conflict",
        _ => "not known",
    };
}
