using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Reporting.Html;
using EnvLint.Reporting.Tests.Stack;
using EnvLint.Text;

namespace EnvLint.Reporting.Tests.Html;

public sealed class HtmlFormatTests
{
    private static readonly HtmlFormat Format = new();

    private static Page Write(Report report) => Page.Parse(Format.Write(report));

    private static Page WriteOne(Marked file, string message = "Something is wrong", string label = "") => Write(Sample.Report(Sample.Finding(file, message: message, label: label)));

    [Fact]
    public void A_report_with_everything()
    {
        // Without style sheet and script, which have tests of their own in a browser.
        var text = Format.Write(Sample.Everything());
        foreach (var tag in (string[])["style", "script"])
        {
            var start = text.IndexOf($"<{tag}>", StringComparison.Ordinal) + tag.Length + 2;
            text = text.Remove(start, text.IndexOf($"</{tag}>", StringComparison.Ordinal) - start);
        }

        Expected.Matches("html/everything.html", System.Text.RegularExpressions.Regex.Replace(text, "sha256-[^']+", "sha256-"));
    }

    [Theory]
    [InlineData("style", "style-src", "report.css", "/*<![CDATA[*/\n", "\n/*]]>*/")]
    [InlineData("script", "script-src", "report.js", "//<![CDATA[\n", "\n//]]>")]
    public void The_policy_allows_the_one_style_sheet_and_the_one_script_and_nothing_else(string tag, string directive, string file, string start, string end)
    {
        var text = Format.Write(Sample.Everything());
        var from = text.IndexOf($"<{tag}>", StringComparison.Ordinal) + tag.Length + 2;
        var content = text[from..text.IndexOf($"</{tag}>", StringComparison.Ordinal)];
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
        var policy = Page.Parse(text).Meta("Content-Security-Policy");

        Assert.Equal(1, text.Split($"<{tag}").Length - 1);
        Assert.Contains($"; {directive} 'sha256-{hash}';", policy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal(start + Source(file).TrimEnd() + end, content);
    }

    [Fact]
    public void Style_sheet_and_script_are_small_and_ask_the_network_for_nothing()
    {
        var assets = Source("report.css") + Source("report.js");

        Assert.InRange(assets.Length, 1_000, 40_000);
        foreach (var word in (string[])["url(", "@import", "http", "fetch", "XMLHttp", "WebSocket", "innerHTML", "eval", "]]>", "</", "\\"])
        {
            Assert.DoesNotContain(word, assets.Replace("href^=http]", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_finding_tells_what_text_tells()
    {
        var page = Write(Sample.Everything());
        var finding = page.ById("f4");

        Assert.Equal(4, page.OfClass("finding").Count());
        Assert.Equal("error", (string?)finding.Attribute("data-severity"));
        Assert.Equal("FWK001", (string?)finding.Attribute("data-rule"));
        Assert.Equal("errorFWK001torchvision 0.19.0 does not belong to torch 2.5.1 (it was built for 2.4.0)", finding.Descendants(Page.Xhtml + "h4").Single().Value.Replace(" FWK001 ", "FWK001", StringComparison.Ordinal));
        Assert.Equal(["docker/Docker file:3:43torch-companions", "envlint.toml:2:11"], finding.Descendants(Page.Xhtml + "p").Where(static e => (string?)e.Attribute("class") == "place").Select(static e => e.Value.Replace(" ", "", StringComparison.Ordinal).Replace("Dockerfile", "Docker file", StringComparison.Ordinal)));
        var frames = finding.Descendants(Page.Xhtml + "pre").Where(static e => (string?)e.Attribute("class") == "frame").Select(static e => e.Value).ToList();
        Assert.Equal(
            "3│ RUN pip install torch==2.5.1 torchvision==0.19.0\n │                 ------------ torch is pinned here\n │                                           ^^^^^^ use 0.20.1\n",
            frames[0]);
        Assert.Equal("2│ driver = \"551.78\"\n │           ------ the driver is declared here\n", frames[1]);
        Assert.Contains("note torch 2.5.1 goes with torchvision 0.20.1 (table of 2026-10)", finding.Value, StringComparison.Ordinal);
        Assert.Contains("depends on the declared target (target)", finding.Value, StringComparison.Ordinal);
        Assert.Contains("Write 0.20.1 envlint check --fix --unsafe-fixes", finding.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fix_is_shown_as_the_lines_before_and_after_it()
    {
        var diff = Write(Sample.Everything()).ById("f4").Descendants(Page.Xhtml + "pre").Single(static e => (string?)e.Attribute("class") == "diff");

        Assert.Equal("  \n- RUN pip install torch==2.5.1 torchvision==0.19.0\n+ RUN pip install torch==2.5.1 torchvision==0.20.1\n", diff.Value);
        Assert.Equal("19.0", diff.Element(Page.Xhtml + "del")!.Element(Page.Xhtml + "b")!.Value);
        Assert.Equal("20.1", diff.Element(Page.Xhtml + "ins")!.Element(Page.Xhtml + "b")!.Value);
    }

    [Theory]
    [InlineData("a = [0|1|0]\r\nb\r\n", "2", "- a = 1\n+ a = 2\n  b\n")]
    [InlineData("x\ny\n[0|z\n|0]v\nw\n", "", "  y\n- z\n  v\n")]
    [InlineData("[0|a|0]", "<b>&\u202e", "- a\n+ <b>&\\u{202e}\n")]
    [InlineData("a\r\nb[0|\r|0]\nc", "", "  a\n- b\\x0d\n+ b\n  c\n")]
    public void A_diff_of_any_text(string text, string newText, string expected)
    {
        var file = new Marked("f", text);
        var page = Write(Sample.Report(Sample.Finding(file) with { Fix = Fix.Safe("Do it", TextEdit.Replace(file[0], newText)) }));

        Assert.Equal(expected, page.OfClass("diff").Single().Value);
    }

    [Fact]
    public void A_long_line_and_a_long_fix_are_cut()
    {
        var file = new Marked("f", new string('a', 5_000) + "[0|b|0]" + new string('c', 5_000) + "\n");
        var many = string.Concat(Enumerable.Range(0, 500).Select(static i => $"line {i}\n"));

        var cut = Write(Sample.Report(Sample.Finding(file) with { Fix = Fix.Safe("Do it", TextEdit.Replace(file[0], "x")) })).OfClass("diff").Single().Value;
        var longFix = Write(Sample.Report(Sample.Finding(file) with { Fix = Fix.Safe("Do it", TextEdit.Insert(0, many)) })).OfClass("diff").Single().Value;

        Assert.Contains("aabcc", cut, StringComparison.Ordinal);
        Assert.Contains("aaxcc", cut, StringComparison.Ordinal);
        Assert.InRange(cut.Length, 300, 600);
        Assert.Contains("more lines", longFix, StringComparison.Ordinal);
        Assert.InRange(longFix.Length, 100, 1_000);
    }

    [Fact]
    public void A_fix_of_several_files_shows_them_all()
    {
        var file = new Marked("a.txt", "[0|a|0]\n");
        var other = new SourceText("b/<c>.txt", "one\ntwo\n");
        var fix = Fix.Safe("Do it", TextEdit.Replace(file[0], "x")).And(other, TextEdit.Replace(new TextSpan(4, 3), "2"));

        var page = Write(Sample.Report(Sample.Finding(file) with { Fix = fix }));

        Assert.Equal(["- a\n+ x\n", "  one\n- two\n+ 2\n"], page.OfClass("diff").Select(static e => e.Value));
        Assert.Contains("Do it, here and in b/<c>.txt", page.OfClass("fix").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fix_whose_edits_are_wrong_shows_no_diff()
    {
        var file = new Marked("f", "[0|a|0]");
        var page = Write(Sample.Report(Sample.Finding(file) with { Fix = new Fix("Do it", FixSafety.Safe, [TextEdit.Delete(new TextSpan(0, 99))]) }));

        Assert.Empty(page.OfClass("diff"));
        Assert.Contains("Do it", page.ById("f1").Value, StringComparison.Ordinal);
    }

    // Each character that a font of equal widths may not have stands in a box of the columns that the carets count.
    [Theory]
    [InlineData("漢字[0|x|0]", "c2:漢 c2:字")]
    [InlineData("\U0001F600\U0001F600[0|x|0]", "c2:\U0001F600 c2:\U0001F600")]
    [InlineData("\U0001F468\u200D\U0001F469\u200D\U0001F467[0|x|0]", "c2:\U0001F468\u200D\U0001F469\u200D\U0001F467")]
    [InlineData("\U0001F44D\U0001F3FD[0|x|0]", "c2:\U0001F44D\U0001F3FD")]
    [InlineData("\u2764\uFE0F[0|x|0]", "c2:\u2764\uFE0F")]
    [InlineData("e\u0301a[0|x|0]", "c1:e\u0301")]
    [InlineData("\u05d0\u05d1[0|x|0]", "c1:\u05d0 c1:\u05d1")]
    [InlineData("é, ä, Ж…→│[0|x|0]", "")]
    [InlineData("plain[0|x|0]", "")]
    public void Carets_stand_under_their_place_behind_characters_of_any_width(string text, string boxes)
    {
        var frame = WriteOne(new Marked("f", text)).OfClass("frame").Single();

        Assert.Equal(boxes, string.Join(' ', frame.Elements().Where(static e => (string?)e.Attribute("class") is "c1" or "c2").Select(static e => $"{(string?)e.Attribute("class")}:{e.Value}")));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("' onmouseover='alert(1)")]
    [InlineData("]]> --> </style></script> &amp; &#x3c;")]
    [InlineData("{{7*7}} ${x} `x`")]
    public void Text_from_outside_stays_text(string hostile)
    {
        var file = new SourceText(hostile, hostile + "\n" + hostile);
        var rule = Sample.Rule("FWK002", hostile, hostile, Severity.Warning, page: $"# X: y\n\n{hostile}\n\n- {hostile}\n\n```text bad {hostile}\n{hostile}\n```\n\n| {hostile} |\n|---|\n| x |\n");
        var report = Sample.Report(Sample.Finding(file, new TextSpan(0, 3), rule, hostile, hostile).With(new RelatedLocation(new SourceText(hostile + "2", hostile), new TextSpan(0, 1), hostile)) with
        {
            Notes = [hostile],
            Target = hostile,
            Fix = Fix.Safe(hostile, TextEdit.Insert(0, hostile)),
        }) with { Files = [new CheckedFile(hostile, "shell")], Stacks = [StackSample.Hostile()] };

        var page = Write(report);

        Assert.Single(page.All("script"));
        Assert.Empty(page.All("img"));
        Assert.Contains(hostile, page.ById("f1").Descendants(Page.Xhtml + "h4").Single().Value, StringComparison.Ordinal);
        Assert.Equal([hostile], page.OfClass("group").Select(static e => (string?)e.Attribute("data-file")));
    }

    [Fact]
    public void What_people_would_not_see_is_made_visible()
    {
        var page = WriteOne(new Marked("a\u202eb.txt", "x\x1b[0|y|0]"), "evil\n\u2066message\ud800");

        Assert.Contains("evil\\x0a\\u{2066}message\\u{d800}", page.ById("t1").Value, StringComparison.Ordinal);
        Assert.Contains("a\\u{202e}b.txt:1:3", page.ById("f1").Value, StringComparison.Ordinal);
        Assert.Contains("x\\x1by", page.OfClass("frame").Single().Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[a](javascript:alert(1))")]
    [InlineData("[a](data:text/html,x)")]
    [InlineData("[a](//example.org)")]
    [InlineData("[a](HTTPS://example.org)")]
    [InlineData("[a](#f1)")]
    public void A_page_links_to_the_web_or_to_nothing(string markdown)
    {
        var rule = Sample.Rule("FWK002", "x", "y", Severity.Error, page: markdown);

        Assert.Empty(Write(Sample.Report(Sample.Finding(new Marked("f", "[0|x|0]"), rule))).OfClass("page").Single().Descendants(Page.Xhtml + "a"));
    }

    [Fact]
    public void The_page_of_each_rule_that_spoke_stands_there_once()
    {
        var page = Write(Sample.Everything());

        Assert.Equal(["ENV007 old-knowledge", "FWK001 torch-companions", "WSL005 wsl-bad-size", "WSL024 wsl-low-memory"], page.OfClass("rule").Select(static e => e.Descendants(Page.Xhtml + "h3").Single().Value));
        var body = page.ById("rule-FWK001");
        Assert.Equal("torch", body.Descendants(Page.Xhtml + "code").First().Value);
        Assert.Equal("https://example.org/releases", (string?)body.Descendants(Page.Xhtml + "a").Single().Attribute("href"));
        Assert.Equal("Why", body.Descendants(Page.Xhtml + "h4").Single().Value);
        Assert.Equal("RUN pip install torch==2.5.1 torchvision==0.19.0\n", body.Descendants(Page.Xhtml + "pre").Single().Value);
        Assert.Equal("The tables are old.", page.ById("rule-ENV007").Value.Trim());
    }

    [Fact]
    public void A_run_without_findings_says_what_was_checked()
    {
        var page = Write(Sample.Report() with { Files = [new CheckedFile("docker/Dockerfile", "dockerfile"), new CheckedFile(".wslconfig", "wslconfig")] });

        Assert.Equal("EnvLint: no findings", page.All("title").Single().Value);
        Assert.Contains("EnvLint checked 12 files and has nothing to say.", page.ById("summary").Value, StringComparison.Ordinal);
        Assert.Equal(["docker/Dockerfile dockerfile", ".wslconfig wslconfig"], page.OfClass("files").Single().Descendants(Page.Xhtml + "li").Select(static e => e.Value));
        Assert.Empty(page.All("form"));
        Assert.Empty(page.OfClass("rules"));
    }

    [Fact]
    public void A_run_that_is_not_complete_says_so()
    {
        Assert.Contains("The run is not complete", Write(Sample.Report() with { IsComplete = false }).ById("summary").Value, StringComparison.Ordinal);
        Assert.DoesNotContain("not complete", Write(Sample.Report()).ById("summary").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_of_a_picture_leads_to_the_finding_of_its_line()
    {
        var answers = StackSample.Everything();
        var file = answers[1].Stack.Parts.Single(static part => part.Name == "torch").Place.File;
        var page = Write(Sample.Report(Sample.Finding(file, new TextSpan(0, 5))) with { Stacks = answers });

        Assert.Equal("3 stacks: 1 in conflict, 1 ok, 1 not known. One more uses no GPU, as far as is known, and is not drawn.", page.OfClass("lead").First().Value);
        Assert.Equal(3, page.Root.Descendants().Count(static e => e.Name.LocalName == "svg" && (string?)e.Attribute("class") == "envlint-stack"));
        Assert.All(page.OfClass("envlint-link"), static link => Assert.Equal("#f1", (string?)link.Attribute("href")));
        Assert.NotEmpty(page.OfClass("envlint-link"));
        Assert.Empty(page.OfClass("envlint-part"));
    }

    [Fact]
    public void Many_environments_do_not_stand_before_the_findings()
    {
        var one = StackSample.Everything()[1];
        ImmutableArray<Environment.Stack.StackAnswer> many = [.. Enumerable.Range(0, 20).Select(i => one with { Stack = one.Stack with { Name = $"e{i}" } })];

        var page = Write(Sample.Report() with { Stacks = many });

        Assert.Equal(20, page.OfClass("environment").Count());
        Assert.Equal("12 more environments", page.OfClass("more").Single().Element(Page.Xhtml + "summary")!.Value);
        Assert.Equal(12, page.OfClass("more").Single().Elements(Page.Xhtml + "details").Count());
        Assert.Single(page.OfClass("environment"), static e => e.Attribute("open") is not null);
        Assert.Empty(Write(Sample.Report() with { Stacks = many[..9] }).OfClass("more"));
    }

    [Fact]
    public void The_output_is_the_same_each_time() => Assert.Equal(Format.Write(Sample.Everything()), Format.Write(Sample.Everything()));

    private static string Source(string name)
    {
        var data = typeof(Expected).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "DataFolder").Value!;
        return File.ReadAllText(Path.Combine(data, "../../../src/EnvLint.Reporting/Html", name));
    }
}
