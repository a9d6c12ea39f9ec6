using EnvLint.Testing;
using EnvLint.Text;

namespace EnvLint.Rules.Tests.Testing;

public sealed class MarkupTests
{
    [Fact]
    public void Marked_span_is_taken_out()
    {
        var markup = Markup.Parse("memory=[|8gb|]\n");
        Assert.Equal("memory=8gb\n", markup.Text);
        Assert.Equal([new MarkedSpan(null, new TextSpan(7, 3))], markup.Spans.ToArray());
    }

    [Fact]
    public void Spans_nest_and_carry_codes()
    {
        var markup = Markup.Parse("a {|WSL005:b [|c|] d|} e [||]");
        Assert.Equal("a b c d e ", markup.Text);
        Assert.Equal([new MarkedSpan("WSL005", new TextSpan(2, 5)), new MarkedSpan(null, new TextSpan(4, 1)), new MarkedSpan(null, new TextSpan(10, 0))], markup.Spans.ToArray());
    }

    [Fact]
    public void Shell_text_keeps_its_own_bars_and_braces()
    {
        const string text = "{ a || b; } | c; [[ -n $x || -n $$ ]] && echo ${y} >| f";
        var markup = Markup.Parse(text);
        Assert.Equal(text, markup.Text);
        Assert.Empty(markup.Spans);
    }

    [Fact]
    public void Positions_are_taken_out_where_they_are_asked_for()
    {
        var markup = Markup.Parse("a$$b$$", positions: true);
        Assert.Equal("ab", markup.Text);
        Assert.Equal([1, 2], markup.Positions.ToArray());
    }

    [Theory]
    [InlineData("a [|b")]
    [InlineData("a b|]")]
    [InlineData("a {|WSL005:b|]")]
    public void Half_a_marker_is_an_error(string markup) => Assert.Throws<ArgumentException>(() => Markup.Parse(markup));
}
