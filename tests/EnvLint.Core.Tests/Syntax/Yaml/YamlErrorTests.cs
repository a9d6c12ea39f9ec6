using EnvLint.Syntax.Yaml;

namespace EnvLint.Core.Tests.Syntax.Yaml;

/// <summary>What stands before an error stands, and nothing behind it is claimed.</summary>
public sealed class YamlErrorTests
{
    [Theory]
    [InlineData("a: 1\nb:\n[|\t|]c: 2\n", "a tab cannot indent a line of YAML")]
    [InlineData("a: 1\nb: [|'open|]\n", "the quote is never closed")]
    [InlineData("a: 1\nb: c[||]: d\n", "a ':' cannot stand here: the text in front of it is already a value, or the line is indented wrongly")]
    [InlineData("a: 1\nb: [|@|]x\n", "a plain value cannot begin with '@': put it in quotes")]
    [InlineData("a: 1\nb: \"\\q\"\n", "no such escape in double quotes")]
    [InlineData("a: 1\nb:\n  - x\n [|-|] y\n", null)]
    [InlineData("a: 1\nb: {x: 1,\n", null)]
    [InlineData("a: 1\nb: 2\n x: 3\n", null)]
    [InlineData("a: 1\nb: *\n", null)]
    public void The_first_entry_stands(string marked, string? message)
    {
        var start = marked.IndexOf("[|", StringComparison.Ordinal);
        var text = start < 0 ? marked : marked.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
        var set = YamlAssert.Parse(text);
        Assert.False(set.IsComplete);
        var error = Assert.Single(set.Errors);
        if (message is not null)
        {
            Assert.Equal(message, error.Message);
            if (start >= 0)
            {
                Assert.Equal(start, error.Span.Start);
            }
        }

        var mapping = Assert.IsType<YamlMapping>(set.Root);
        Assert.False(mapping.IsComplete);
        Assert.Equal("a", mapping.Entries[0].Name);
    }

    [Fact]
    public void Items_before_an_error_stand()
    {
        var set = YamlAssert.Parse("dependencies:\n  - numpy\n  - pip:\n    - torch\n    - 'open\n");
        var list = Assert.IsType<YamlSequence>(Assert.IsType<YamlMapping>(set.Root).Find("dependencies")!.Value);
        Assert.False(list.IsComplete);
        Assert.Equal(2, list.Items.Length);
        var pip = Assert.IsType<YamlSequence>(Assert.IsType<YamlMapping>(list.Items[1].Value).Find("pip")!.Value);
        Assert.Equal("torch", Assert.IsType<YamlScalar>(Assert.Single(pip.Items).Value).Value);
    }

    [Theory]
    [InlineData("a: 1\nb: [x, y\nc: 2\n")]
    [InlineData("a: 1\nb: [x, ']', # ]\nc: [d]\n")]
    public void A_bracket_that_is_never_closed(string text)
    {
        var set = YamlAssert.Parse(text);
        var error = Assert.Single(set.Errors);
        Assert.Equal("'[' is never closed", error.Message);
        Assert.Equal(text.IndexOf('['), error.Span.Start);
    }

    [Fact]
    public void What_only_the_library_refuses_is_no_error()
    {
        var set = YamlAssert.Parse("a: 1\nb: [x,\ny]\n");
        Assert.Empty(set.Errors);
        Assert.False(set.IsComplete);
        Assert.Equal("a", Assert.IsType<YamlMapping>(set.Root).Entries[0].Name);
    }

    [Fact]
    public void A_complete_text_has_no_error()
    {
        var set = YamlAssert.Parse("a: 1\nb: [x, y]\nc: {z: 1}\n");
        Assert.True(set.IsComplete);
        Assert.Empty(set.Errors);
        Assert.True(Assert.IsType<YamlMapping>(set.Root).IsComplete);
    }
}
