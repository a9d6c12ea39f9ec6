using EnvLint.Configuration;

namespace EnvLint.Core.Tests.Configuration;

public sealed class NearestNameTests
{
    private static readonly string[] Keys = ["select", "ignore", "exclude", "extends", "severity", "per-file-ignores", "target", "gpu"];

    [Theory]
    [InlineData("selct", "select")]
    [InlineData("slect", "select")]
    [InlineData("ingore", "ignore")]
    [InlineData("Ignore", "ignore")]
    [InlineData("per_file_ignores", "per-file-ignores")]
    [InlineData("targets", "target")]
    [InlineData("gup", "gpu")]
    [InlineData("extend", "extends")]
    public void A_slip_leads_to_the_name(string name, string expected) => Assert.Equal(expected, NearestName.Find(name, Keys));

    [Theory]
    [InlineData("")]
    [InlineData("colour")]
    [InlineData("xyz")]
    [InlineData("a")]
    [InlineData("excluderandsomethingelse")]
    public void Another_word_leads_nowhere(string name) => Assert.Null(NearestName.Find(name, Keys));

    [Fact]
    public void Very_long_words_lead_nowhere()
    {
        Assert.Null(NearestName.Find(new string('a', 100_000), Keys));
        Assert.Null(NearestName.Find("aaaa", [new string('a', 100_000)]));
    }

    [Fact]
    public void The_first_of_equally_near_names_wins() => Assert.Equal("ab1", NearestName.Find("ab3", ["ab1", "ab2"]));
}
