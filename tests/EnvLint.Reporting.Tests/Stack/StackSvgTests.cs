using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using EnvLint.Environment;
using EnvLint.Environment.Stack;
using EnvLint.Reporting.Stack;
using EnvLint.Text;

namespace EnvLint.Reporting.Tests.Stack;

public sealed class StackSvgTests
{
    private const string Broken = "FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04\nRUN pip install torch==2.12.0 tensorflow==2.20.0 --index-url https://download.pytorch.org/whl/cu130\n";

    [Theory]
    [InlineData(0, "ok")]
    [InlineData(1, "conflict")]
    [InlineData(2, "unknown")]
    [InlineData(3, "idle")]
    public void Each_verdict(int index, string name) => Expected.Matches($"stack/{name}.svg", Lines(StackSvg.Draw([StackSample.Everything()[index]])));

    [Fact]
    public void Names_of_any_length_and_many_parts() => Expected.Matches("stack/wide.svg", Lines(StackSvg.Draw([StackSample.Wide()])));

    [Fact]
    public void Names_that_are_hostile() => Expected.Matches("stack/hostile.svg", Lines(StackSvg.Draw([StackSample.Hostile()])));

    [Fact]
    public void What_is_in_conflict_is_marked_by_shape_and_words_and_tied_to_the_sentence()
    {
        var svg = Parse(StackSvg.Draw(StackSample.OfText("docker/Dockerfile", Broken, "platform=wsl2,driver=551.78,gpu=RTX 3060")));

        var broken = Boxes(svg).Where(static box => Texts(box).Contains("does not fit")).Select(static box => Texts(box)[0]);
        Assert.Equal(["torch2.12.0+cu130", "driver551.78, up to CUDA 12.4"], broken);

        // Each has a line to the rail that ends at the panel.
        var tie = Assert.Single(svg.Elements(), static e => e.Name.LocalName == "path" && ((string?)e.Attribute("d"))!.Count(static c => c == 'M') == 3);
        Assert.Contains('V', (string)tie.Attribute("d")!);
        Assert.Contains("What is known to mend it, any one of these:", Texts(svg));
        Assert.Contains("torch 2.12.0 from https://download.pytorch.org/whl/cu126", Texts(svg));
    }

    [Fact]
    public void What_fits_has_no_mark_of_conflict()
    {
        var svg = StackSvg.Draw([StackSample.Everything()[0]]);
        Assert.DoesNotContain("does not fit", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("--envlint-conflict", svg, StringComparison.Ordinal);
        Assert.Contains("it runs there, as far as is known", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_tells_where_it_stands_and_can_have_the_focus()
    {
        var parts = Parse(StackSvg.Draw([StackSample.Everything()[1]])).Descendants().Where(static e => e.Attribute("tabindex") is not null).ToList();

        Assert.Equal(
            ["serving/requirements.txt:1:1", "serving/requirements.txt:2:1", "serving/Dockerfile:1:6", "serving/Dockerfile:1:6"],
            parts.Select(static part => $"{(string?)part.Attribute("data-path")}:{(string?)part.Attribute("data-line")}:{(string?)part.Attribute("data-column")}"));
        Assert.All(parts, static part => Assert.Equal(("envlint-part", "link"), ((string?)part.Attribute("class"), (string?)part.Attribute("role"))));
        Assert.All(parts, static part => Assert.Equal((string?)part.Attribute("aria-label"), (string?)part.Elements().First(static e => e.Name.LocalName == "title")));
    }

    [Fact]
    public void The_machine_is_no_place_to_go_to() =>
        Assert.All(
            Boxes(Parse(StackSvg.Draw([StackSample.Everything()[0]]))).Where(static box => Texts(box)[0].StartsWith("driver", StringComparison.Ordinal)),
            static box => Assert.Empty(Parts(box)));

    [Fact]
    public void Several_targets_stand_below_each_other_under_one_title()
    {
        var svg = Parse(StackSvg.Draw([.. StackSample.OfText("Dockerfile", Broken, "platform=linux,driver=590.44.01,gpu=RTX 3060"), .. StackSample.OfText("Dockerfile", Broken, "platform=linux,driver=551.78,gpu=GTX 1080")]));
        var texts = Texts(svg);
        Assert.Single(texts, "Dockerfile");
        Assert.Equal(2, texts.Count(static text => text == "on Linux"));
        Assert.Equal(["ok", "conflict"], texts.Where(static text => text is "ok" or "conflict"));
    }

    [Theory]
    [InlineData("cluster", TargetPlatform.Linux, "on cluster (Linux)")]
    [InlineData("wsl2", TargetPlatform.Wsl2, "on WSL 2")]
    [InlineData("gpu=RTX 3060", TargetPlatform.Unknown, "on the target")]
    [InlineData("RTX 3060", TargetPlatform.Unknown, "on RTX 3060")]
    public void A_target_is_called_as_people_know_it(string name, TargetPlatform platform, string shown) =>
        Assert.Contains(shown, Texts(Parse(StackSvg.Draw([StackSample.Everything()[0] with { Target = new TargetProfile(name, platform) { Gpu = "RTX 3060" } }]))));

    [Fact]
    public void It_needs_nothing_of_the_page()
    {
        foreach (var svg in All().Select(static answers => StackSvg.Draw(answers)))
        {
            Assert.DoesNotContain("<style", svg, StringComparison.Ordinal);
            Assert.DoesNotContain(" style=", svg, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", svg, StringComparison.Ordinal);
            Assert.DoesNotContain(" id=", svg, StringComparison.Ordinal);
            Assert.DoesNotContain("url(", svg, StringComparison.Ordinal);
            Assert.DoesNotContain(svg, static c => c is < ' ' or (>= '\x7f' and <= '\x9f') or '\u202e' or '\u200b' or '\u2028');
        }
    }

    [Fact]
    public void Boxes_do_not_overlap_and_texts_stay_in_them()
    {
        foreach (var svg in All().Select(static answers => Parse(StackSvg.Draw(answers))))
        {
            var width = Number(svg, "width");
            var height = Number(svg, "height");
            var bottom = 0;
            foreach (var box in Boxes(svg))
            {
                var rectangle = box.Descendants().First(static e => e.Name.LocalName == "rect");
                var (top, left) = (Number(rectangle, "y"), Number(rectangle, "x"));
                var right = left + Number(rectangle, "width");
                Assert.True(top > bottom, "a box begins above the end of the one before it");
                bottom = top + Number(rectangle, "height");
                Assert.True(bottom <= height && right <= width);
                foreach (var part in Parts(box))
                {
                    Assert.Equal(["x", "y", "width", "height"], new[] { "x", "y", "width", "height" }.Where(name => Number(part, name) == Number(rectangle, name)));
                }

                foreach (var text in box.Descendants().Where(static e => e.Name.LocalName == "text" && (string?)e.Attribute("text-anchor") != "middle"))
                {
                    var y = Number(text, "y");
                    Assert.InRange(y, top + 10, bottom - 4);
                    var (start, end) = Extent(text);
                    Assert.True(start >= left && end <= right, $"'{text.Value}' leaves its box");
                }
            }

            foreach (var text in svg.Elements().Where(static e => e.Name.LocalName == "text"))
            {
                Assert.True(Extent(text).End <= width, $"'{text.Value}' leaves the picture");
                Assert.InRange(Number(text, "y"), 0, height);
            }
        }
    }

    [Fact]
    public void A_path_that_no_attribute_can_hold_is_shown_and_leads_nowhere()
    {
        var box = Boxes(Parse(StackSvg.Draw([StackSample.Hostile()])))[0];
        Assert.Empty(Parts(box));
        Assert.Contains(Texts(box), static text => text.Contains("a\\x1b[2J\\u{202e}\"]<script>", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a b c", 10, "a b c")]
    [InlineData("one two three four five", 90, "one two|three four|five")]
    [InlineData("wwwwwwwwwwww", 60, "wwww|wwww|wwww")]
    [InlineData("😀😀😀😀😀😀", 60, "😀😀😀|😀😀😀")]
    [InlineData("one two three four five six seven eight nine ten eleven twelve", 90, "one two|three four|five six|seven eig…")]
    [InlineData("", 90, "")]
    public void Lines_break_at_blanks_and_within_words_that_are_too_long(string text, int width, string expected)
    {
        if (width == 10)
        {
            // Whatever the room, one character stands on a line.
            Assert.Equal(5, string.Concat(SvgText.Wrap("abcde", 14, 1, 100)).Length);
            return;
        }

        var lines = SvgText.Wrap(text, 14, width, 4);
        Assert.Equal(expected, string.Join('|', lines));
        Assert.All(lines, line => Assert.InRange(SvgText.WidthOf(line, 14), 0, width));
    }

    [Theory]
    [InlineData("a/b.txt:1:1", 400, "a/b.txt:1:1")]
    [InlineData("some/long/folder/requirements.txt:12:1", 170, "…irements.txt:12:1")]
    [InlineData("日本語/😀😀😀😀😀😀😀😀😀😀/r.txt:1:1", 150, "…😀😀/r.txt:1:1")]
    public void Of_a_path_the_end_is_kept(string path, int width, string expected)
    {
        var cut = SvgText.CutStart(path, 14, width, SvgFont.Mono);
        Assert.Equal(expected, cut);
        Assert.InRange(SvgText.WidthOf(cut, 14, SvgFont.Mono), 0, width);
    }

    private static IEnumerable<ImmutableArray<StackAnswer>> All()
    {
        foreach (var answer in StackSample.Everything().Append(StackSample.Wide()).Append(StackSample.Hostile()))
        {
            yield return [answer];
        }

        yield return StackSample.OfText("Dockerfile", Broken, null);
        yield return StackSample.OfText(new string('W', 300) + "/Dockerfile", Broken, "platform=linux,driver=470.82,gpu=GTX 1080");
        yield return [Long("WWWWWWWWWWMMMMMMMMMM@@@@@@@@%%%%%%%%"), Long("日本語のとても長い名前"), Long("😀👩‍👩‍👧‍👦🏳️‍🌈"), Long("iiiii lllll .....")];

        static StackAnswer Long(string word)
        {
            var text = string.Concat(Enumerable.Repeat(word, 20));
            var conflict = StackSample.Everything()[1];
            var part = conflict.Conflict!.Parts[0] with { Name = text, Place = new StackPlace(new SourceText(text + "/x.txt", "torch"), new TextSpan(0, 5)) };
            part = part with { Options = [new StackOption(text, text) { Text = text + " " + text, Cuda = "12.4" }] };
            return conflict with
            {
                Stack = conflict.Stack with { Name = text, Parts = [part] },
                Target = conflict.Target! with { Name = text, Gpu = text },
                Conflict = conflict.Conflict with { Parts = [part], Sentence = text, Sources = [text], WithGpu = true },
                Mends = [text, "short"],
            };
        }
    }

    private static (int Start, int End) Extent(XElement text)
    {
        var x = Number(text, "x");
        var spans = text.Elements().ToList();
        var width = spans.Count == 0
            ? SvgText.WidthOf(text.Value, Number(text, "font-size"), FontOf(text))
            : spans.Sum(static span => SvgText.WidthOf(span.Value, Number(span, "font-size"), FontOf(span)) + (span.Attribute("dx") is null ? 0 : Number(span, "dx")));
        return (string?)text.Attribute("text-anchor") switch
        {
            "end" => (x - width, x),
            "middle" => (x - (width / 2), x + (width / 2)),
            _ => (x, x + width),
        };
    }

    private static SvgFont FontOf(XElement text) => text.Attribute("font-family") is not null ? SvgFont.Mono : text.Attribute("font-weight") is not null ? SvgFont.Bold : SvgFont.Plain;

    private static int Number(XElement element, string attribute) => int.Parse((string)element.Attribute(attribute)!, CultureInfo.InvariantCulture);

    private static XElement Parse(string svg) => XElement.Parse(svg);

    private static List<XElement> Boxes(XElement svg) => [.. svg.Elements().Where(static e => (string?)e.Attribute("class") == "envlint-box")];

    private static IEnumerable<XElement> Parts(XElement box) => box.Descendants().Where(static e => e.Attribute("data-path") is not null);

    private static List<string> Texts(XElement element) => [.. element.Descendants().Where(static e => e.Name.LocalName == "text").Select(static e => e.Value)];

    // One element on a line, so that a difference can be read.
    private static string Lines(string svg) => svg.Replace("><", ">\n<", StringComparison.Ordinal) + "\n";
}
