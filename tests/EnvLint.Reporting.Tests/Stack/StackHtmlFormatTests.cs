using EnvLint.Reporting.Stack;
using EnvLint.Reporting.Tests.Html;

namespace EnvLint.Reporting.Tests.Stack;

public sealed class StackHtmlFormatTests
{
    private static readonly StackHtmlFormat Format = new();

    [Fact]
    public void Each_environment_has_its_picture_its_verdict_and_its_words()
    {
        var page = Page.Parse(Format.Write(StackSample.Everything()));

        Assert.Equal("EnvLint: 3 stacks: 1 in conflict, 1 ok, 1 not known", page.All("title").Single().Value);
        var environments = page.OfClass("environment").ToList();
        Assert.Equal(["ok", "conflict", "not known"], environments.Select(static e => e.Descendants(Page.Xhtml + "span").First(static s => (string?)s.Attribute("class") == "verdict").Value));
        Assert.All(environments, static e => Assert.Equal("open", (string?)e.Attribute("open")));
        Assert.All(environments, static e => Assert.Single(e.Descendants(), static d => d.Name.LocalName == "svg" && (string?)d.Attribute("class") == "envlint-stack"));
        Assert.Contains("serving/requirements.txt:1:1", environments[1].Descendants(Page.Xhtml + "table").Single().Value, StringComparison.Ordinal);
        Assert.Contains("a driver 580.65.06 or newer on the target", environments[1].Value, StringComparison.Ordinal);
        Assert.Empty(page.OfClass("envlint-link"));
    }

    [Fact]
    public void Without_an_environment_it_says_so() =>
        Assert.Equal("No environment was found.", Page.Parse(Format.Write([])).OfClass("lead").Single().Value);

    [Fact]
    public void Without_a_gpu_there_is_nothing_to_draw() =>
        Assert.Equal("No environment uses a GPU, as far as is known.", Page.Parse(Format.Write([StackSample.Everything()[3]])).OfClass("lead").Single().Value);

    [Fact]
    public void Names_that_are_hostile_stay_text()
    {
        var page = Page.Parse(Format.Write([StackSample.Hostile(), StackSample.Wide()]));

        Assert.Single(page.All("script"));
        Assert.Contains("name\\x0d\\x0a\\u{2028}end \"x\" #1 <i> --> y %%{init}%%", page.All("h3").First().Value, StringComparison.Ordinal);
    }
}
