using System.Collections.Immutable;
using System.Globalization;
using EnvLint.Engine;
using EnvLint.Environment.Stack;
using EnvLint.Reporting.Stack;
using EnvLint.Text;

namespace EnvLint.Reporting.Html;

/// <summary>Writes the pictures of environments, each with its verdict and the same in words.</summary>
/// <param name="html">Where to.</param>
/// <param name="findings">The number of the first finding of each line, by <see cref="LineOf"/>; empty where the page has no findings.</param>
internal sealed class HtmlStacks(HtmlWriter html, Dictionary<string, int> findings)
{
    // So many pictures are opened from the start, whatever they say; of more only the first that is in conflict: the findings are not far then.
    private const int MostOpen = 2;

    // Of a large project the findings would be far below.
    private const int MostInSight = 8;

    private bool _isOneOpen;

    /// <summary>How many stacks there are of each verdict.</summary>
    public sealed class Counts
    {
        private Counts(ImmutableArray<StackAnswer> answers)
        {
            foreach (var answer in answers)
            {
                if (StackFormat.IsIdle(answer))
                {
                    Idle++;
                }
                else if (answer.Verdict == StackVerdict.Ok)
                {
                    Ok++;
                }
                else if (answer.Verdict == StackVerdict.Conflict)
                {
                    Conflict++;
                }
                else
                {
                    Unknown++;
                }
            }
        }

        /// <summary>How many run.</summary>
        public int Ok { get; }

        /// <summary>How many do not.</summary>
        public int Conflict { get; }

        /// <summary>Of how many that is not known.</summary>
        public int Unknown { get; }

        /// <summary>How many use no GPU.</summary>
        public int Idle { get; }

        /// <summary>How many have something to show.</summary>
        public int Shown => Ok + Conflict + Unknown;

        /// <summary>Counts answers.</summary>
        /// <param name="answers">The answers, one for each environment and target.</param>
        public static Counts Of(ImmutableArray<StackAnswer> answers) => new(answers);

        /// <summary>The numbers: <c>2 stacks: 1 in conflict, 1 ok</c>.</summary>
        public override string ToString()
        {
            var words = new List<string>();
            Add(Conflict, "in conflict");
            Add(Ok, "ok");
            Add(Unknown, "not known");
            return $"{Words.Count(Shown, "stack", "stacks")}: {string.Join(", ", words)}";

            void Add(int count, string what)
            {
                if (count > 0)
                {
                    words.Add($"{count.ToString(CultureInfo.InvariantCulture)} {what}");
                }
            }
        }
    }

    /// <summary>How a line is named among the findings.</summary>
    /// <param name="source">The file.</param>
    /// <param name="span">A place on the line.</param>
    public static string LineOf(SourceText source, TextSpan span) => string.Create(CultureInfo.InvariantCulture, $"{source.Path}:{source.Lines.LineOf(span.Start)}");

    /// <summary>Writes the section of a report.</summary>
    /// <param name="answers">The answers, those of one environment behind each other.</param>
    public void WriteSection(ImmutableArray<StackAnswer> answers)
    {
        var counts = Counts.Of(answers);
        html.Write($"<section class=\"environments\" aria-labelledby=\"environments\">\n<h2 id=\"environments\">Environments</h2>\n<p class=\"lead\">{Sentence(counts)}</p>\n");
        Write(answers, opensAll: counts.Shown <= MostOpen);
        html.Raw("</section>\n");
    }

    /// <summary>Writes the pictures.</summary>
    /// <param name="answers">The answers, those of one environment behind each other.</param>
    /// <param name="opensAll">Whether all are open, and not only the first in conflict; else what is more than a few is folded up.</param>
    public void Write(ImmutableArray<StackAnswer> answers, bool opensAll)
    {
        var environments = Group(answers);
        for (var i = 0; i < environments.Count; i++)
        {
            if (i == MostInSight && !opensAll && environments.Count > MostInSight + 1)
            {
                html.Write($"<details class=\"more\"><summary>{environments.Count - MostInSight} more environments</summary>\n");
            }

            WriteEnvironment(environments[i], opensAll);
        }

        html.Raw(!opensAll && environments.Count > MostInSight + 1 ? "</details>\n" : "");
    }

    // Those of one environment that have something to show.
    private static List<ImmutableArray<StackAnswer>> Group(ImmutableArray<StackAnswer> answers)
    {
        var environments = new List<ImmutableArray<StackAnswer>>();
        for (var i = 0; i < answers.Length;)
        {
            var stack = answers[i].Stack;
            var shown = ImmutableArray.CreateBuilder<StackAnswer>();
            for (; i < answers.Length && answers[i].Stack.Name == stack.Name && answers[i].Stack.File.Path == stack.File.Path; i++)
            {
                if (!StackFormat.IsIdle(answers[i]))
                {
                    shown.Add(answers[i]);
                }
            }

            if (shown.Count > 0)
            {
                environments.Add(shown.DrainToImmutable());
            }
        }

        return environments;
    }

    /// <summary>What the numbers say, in a sentence.</summary>
    /// <param name="counts">The numbers.</param>
    public static string Sentence(Counts counts)
    {
        var idle = counts.Idle switch
        {
            0 => "",
            1 => " One more uses no GPU, as far as is known, and is not drawn.",
            _ => $" {counts.Idle.ToString(CultureInfo.InvariantCulture)} more use no GPU, as far as is known, and are not drawn.",
        };
        return $"{counts}.{idle}";
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
        var isOpen = opensAll || (worst.Verdict == StackVerdict.Conflict && !_isOneOpen);
        _isOneOpen |= isOpen;
        html.Raw($"<details class=\"environment {kind}\"{(isOpen ? " open=\"open\"" : "")}>");
        html.Write($"<summary><h3>{answers[0].Stack.Name}</h3><span class=\"verdict\"><svg class=\"icon\" aria-hidden=\"true\"><use href=\"#i-{icon}\" /></svg>{WordOf(worst.Verdict)}</span>");
        if ((worst.Conflict?.Sentence ?? worst.Reason) is { Length: > 0 } why)
        {
            html.Write($"<span class=\"why\">{why}</span>");
        }

        html.Raw("</summary>\n<div class=\"inside\">");
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
        findings.TryGetValue(LineOf(place.File, place.Span), out var number)
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
