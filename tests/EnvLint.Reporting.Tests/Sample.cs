using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.Reporting.Tests;

/// <summary>A text with numbered places: <c>[0|</c> opens place 0 and <c>|0]</c> closes it. Places may overlap.</summary>
internal sealed partial class Marked
{
    private readonly SortedDictionary<int, TextSpan> _spans = [];

    public Marked(string path, string markup, TextEncoding encoding = TextEncoding.Utf8)
    {
        var text = new StringBuilder();
        var starts = new Dictionary<int, int>();
        var last = 0;
        foreach (Match match in Marker().Matches(markup))
        {
            text.Append(markup, last, match.Index - last);
            last = match.Index + match.Length;
            if (match.Groups["open"].Success)
            {
                starts.Add(match.Groups["open"].ValueSpan[0] - '0', text.Length);
            }
            else
            {
                var number = match.Groups["close"].ValueSpan[0] - '0';
                _spans.Add(number, TextSpan.FromBounds(starts[number], text.Length));
            }
        }

        text.Append(markup, last, markup.Length - last);
        Source = new SourceText(path, text.ToString(), encoding);
    }

    public SourceText Source { get; }

    public TextSpan this[int number] => _spans[number];

    [GeneratedRegex(@"\[(?<open>\d)\||\|(?<close>\d)\]")]
    private static partial Regex Marker();
}

/// <summary>Rules, findings and reports to write.</summary>
internal static class Sample
{
    public static readonly ToolInfo Tool = new("envlint", "0.1.0", "2026-10");

    public static readonly RuleDescriptor Companions = Rule("FWK001", "torch-companions", "torch, torchvision and torchaudio do not belong together", Severity.Error, page: """
        # FWK001: torch-companions

        torchvision and torchaudio are built against one release of `torch`; see the [release table](https://example.org/releases).
        With another one the import fails.

        ## Why

        The compiled operators look for symbols of that release.

        ```dockerfile
        RUN pip install torch==2.5.1 torchvision==0.19.0
        ```
        """);

    public static readonly RuleDescriptor Size = Rule("WSL005", "wsl-bad-size", "A size is written as WSL does not read it", Severity.Error, category: RuleCategory.Correctness, page: """
        # WSL005: wsl-bad-size

        WSL takes `8GB`, not `8gb`.
        """);

    public static readonly RuleDescriptor Memory = Rule("WSL024", "wsl-low-memory", "Little memory for a project with a GPU framework", Severity.Warning, confidence: Confidence.Low, category: RuleCategory.Performance);

    public static readonly RuleDescriptor Knowledge = Rule("ENV007", "old-knowledge", "The tables are old", Severity.Info, category: RuleCategory.Checker);

    public static RuleDescriptor Rule(
        string code,
        string name,
        string title,
        Severity severity,
        Confidence confidence = Confidence.High,
        RuleCategory category = RuleCategory.Compatibility,
        string page = "",
        string? help = null) => new()
        {
            Code = code,
            Name = name,
            Title = title,
            Category = category,
            Severity = severity,
            Confidence = confidence,
            Since = "0.1.0",
            PageSource = () => page,
            HelpAddress = help,
        };

    public static Diagnostic Finding(Marked file, RuleDescriptor? rule = null, string message = "Something is wrong", string label = "") =>
        Finding(file.Source, file[0], rule, message, label);

    public static Diagnostic Finding(SourceText source, TextSpan span, RuleDescriptor? rule = null, string message = "Something is wrong", string label = "") => new()
    {
        Rule = rule ?? Companions,
        Severity = (rule ?? Companions).Severity,
        Confidence = (rule ?? Companions).Confidence,
        Message = message,
        Source = source,
        Span = span,
        Label = label,
    };

    public static Diagnostic With(this Diagnostic diagnostic, params ImmutableArray<RelatedLocation> related) => diagnostic with { Related = related };

    public static Report Report(params ImmutableArray<Diagnostic> diagnostics) => Create(diagnostics, []);

    public static Report Create(ImmutableArray<Diagnostic> diagnostics, ImmutableArray<SuppressedDiagnostic> suppressed, int files = 12) =>
        Engine.Report.Create(Tool, [Knowledge, Companions, Size, Memory], diagnostics, suppressed, files);

    /// <summary>A report that has everything: four severities and grades, two files, fixes, notes, hidden findings.</summary>
    public static Report Everything()
    {
        var docker = new Marked("docker/Docker file", "FROM python:3.12\n\nRUN pip install [1|torch==2.5.1|1] torchvision==[2|[0|0.19.0|2]|0]\n");
        var config = new Marked(".wslconfig", "[wsl2]\r\nmemory=[0|8gb|0]\r\n[2|gpuSupport|2]=[1|true|1]\r\n");
        var target = new Marked("envlint.toml", "[target]\ndriver = \"[0|551.78|0]\"\n");
        return Create(
            [
                Finding(docker, Companions, "torchvision 0.19.0 does not belong to torch 2.5.1 (it was built for 2.4.0)", "use 0.20.1")
                    .With(new RelatedLocation(docker.Source, docker[1], "torch is pinned here"), new RelatedLocation(target.Source, target[0], "the driver is declared here")) with
                {
                    Notes = ["torch 2.5.1 goes with torchvision 0.20.1 (table of 2026-10)"],
                    Fix = Fix.Suggested("Write 0.20.1", TextEdit.Replace(docker[2], "0.20.1")),
                    Target = "target",
                },
                Finding(config, Size, "\"8gb\" is not a size to WSL, which takes capital letters only") with
                {
                    Fix = Fix.Safe("Write 8GB", TextEdit.Replace(config[0], "8GB")),
                },
                Finding(config.Source, config[1], Memory, "Less than 8 GB for a project with torch") with
                {
                    Fix = Fix.Safe("Remove the line", TextEdit.Delete(TextSpan.FromBounds(config[2].Start, config.Source.Length)), TextEdit.Insert(0, "# checked\r\n")),
                },
                Finding(config.Source, new TextSpan(0, 0), Knowledge, "The tables are of 2026-10") with { Severity = Severity.Info },
            ],
            [
                new SuppressedDiagnostic(Finding(config.Source, config[2], Memory, "Known"), SuppressionKind.InSource, "the lab's machines\nhave more"),
                new SuppressedDiagnostic(Finding(config.Source, config[2], Size, "Old"), SuppressionKind.Baseline, ""),
            ]);
    }

    /// <summary>Places that are easily counted wrong: at line ends, at the end of a file, behind wide characters, empty ones, long ones.</summary>
    public static Report Places()
    {
        var script = new Marked("scripts/größe # 1.sh", "#!/bin/sh\r\n[0|echo \U0001F600é[1|x|1]\r|0]\n[2|if true\r\nthen[3||3]\r\n|2][4|fi|4]\r\n[5||5]");
        return Create(
            [
                Finding(script.Source, script[0], Companions, "Up to the middle of a line end"),
                Finding(script.Source, script[1], Companions, "Behind characters of two and four bytes"),
                Finding(script.Source, script[2], Size, "Two lines whole"),
                Finding(script.Source, script[3], Memory, "At a line end"),
                Finding(script.Source, script[4], Knowledge, "On the last line that has text"),
                Finding(script.Source, script[5], Memory, "At the end of the file"),
                Finding(new SourceText("empty.txt", ""), default, Memory, "Of a file without text"),
            ],
            []);
    }

    /// <summary>Texts that mean something else in one format or another.</summary>
    public static Report Hostile()
    {
        var file = new Marked("a b/::error file=x,line=1::%0A\n<&\"'>(1,2).sh", "echo [0|```|0] </script> @team [1|<b>|1] \x1b[31m\n");
        var text = "bad\r\n::error::%25%0A \x1b[2J<script>alert(1)</script> ]]> --> `x` ``` \ud83d \u202e \ufffe @team https://evil.example www.evil.example a|b *c* _d_ [e](f) ![g](h) # \\ &amp; {0} ${i}";
        return Create(
            [
                Finding(file.Source, file[0], Size, text, text).With(new RelatedLocation(file.Source, file[1], text)) with
                {
                    Notes = [text],
                    Fix = Fix.Safe(text, TextEdit.Replace(file[0], text)),
                    Target = text,
                },
            ],
            []);
    }

    public static string Write(this ReportFormat format, Report report, ReportOptions? options = null)
    {
        using var stream = new MemoryStream();
        format.Write(report, stream, options ?? new ReportOptions());
        return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(stream.ToArray());
    }
}
