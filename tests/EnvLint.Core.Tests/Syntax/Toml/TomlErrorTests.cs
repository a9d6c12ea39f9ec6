using EnvLint.Syntax.Toml;
using EnvLint.Testing;

namespace EnvLint.Core.Tests.Syntax.Toml;

/// <summary>What TOML 1.0 forbids: each error once, and exactly at the marked place.</summary>
public sealed class TomlErrorTests
{
    [Theory]
    // Lines
    [InlineData("a = 1 [|b|] = 2")]
    [InlineData("a = \"x\" [|y|]")]
    [InlineData("[a] [|b|] = 1")]
    [InlineData("[|=|] 1")]
    [InlineData("a[||]")]
    [InlineData("a[||] 1")]
    [InlineData("a =[||]")]
    [InlineData("a = [||]# nothing")]
    [InlineData("a.[||]")]
    [InlineData("a.[|.b|] = 1")]
    [InlineData("[|é|] = 1")]
    [InlineData("[|\"\"\"a\"\"\"|] = 1")]
    [InlineData("[|\rb|]\na = 1")]
    // Headers
    [InlineData("[a[||]")]
    [InlineData("[a[||]\nb = 1")]
    [InlineData("[[a[||]]")]
    [InlineData("[a][|]|]")]
    [InlineData("[[|]|]")]
    [InlineData("[a.[|]|]")]
    // Strings
    [InlineData("a = [|\"open|]")]
    [InlineData("a = [|'open|]\nb = 1")]
    [InlineData("a = [|\"\"\"|]open\nb = 1")]
    [InlineData("a = [|'''|]open\nb = 1")]
    [InlineData("a = \"[|\\q|]\"")]
    [InlineData("a = \"[|\\x|]41\"")]
    [InlineData("a = \"[|\\u12|]\"")]
    [InlineData("a = \"[|\\U00110000|]\"")]
    [InlineData("a = \"[|\\uD800|]\"")]
    [InlineData("a = \"[|\\q|] [|\\z|]\"")]
    [InlineData("a = \"\"\"x [|\\ |]y\"\"\"")]
    [InlineData("a = \"x[|\u0001\u0002|]y\"")]
    [InlineData("a = 'x[|\u007F|]y'")]
    [InlineData("a = 'x[|\r|]y'")]
    [InlineData("a = '''x[|\r|]y\r\n'''")]
    [InlineData("# x[|\u0000|]y")]
    [InlineData("# x[|\r|]y\r\n")]
    [InlineData("a = \"\"\"x\"\"\"\"\"[|\"|]")]
    // Numbers
    [InlineData("a = [|01|]")]
    [InlineData("a = [|-00|]")]
    [InlineData("a = [|1__0|]")]
    [InlineData("a = [|1_|]")]
    [InlineData("a = [|_1|]")]
    [InlineData("a = [|0x|]")]
    [InlineData("a = [|0x_1|]")]
    [InlineData("a = [|0x1_|]")]
    [InlineData("a = [|+0x1|]")]
    [InlineData("a = [|0X1|]")]
    [InlineData("a = [|0o8|]")]
    [InlineData("a = [|0b2|]")]
    [InlineData("a = [|9223372036854775808|]")]
    [InlineData("a = [|-9223372036854775809|]")]
    [InlineData("a = [|99999999999999999999999|]")]
    [InlineData("a = [|0x8000000000000000|]")]
    [InlineData("a = [|1.|]")]
    [InlineData("a = [|.5|]")]
    [InlineData("a = [|1.e5|]")]
    [InlineData("a = [|1e|]")]
    [InlineData("a = [|1._5|]")]
    [InlineData("a = [|1_.5|]")]
    [InlineData("a = [|01.5|]")]
    [InlineData("a = [|+|]")]
    [InlineData("a = [|Inf|]")]
    [InlineData("a = 1[|,5|]")]
    // Words
    [InlineData("a = [|yes|]")]
    [InlineData("a = [|True|]")]
    [InlineData("a = [|C:\\data|]")]
    // Dates and times
    [InlineData("a = [|2023-02-29|]")]
    [InlineData("a = [|1900-02-29|]")]
    [InlineData("a = [|2023-13-01|]")]
    [InlineData("a = [|2023-00-01|]")]
    [InlineData("a = [|2023-04-31|]")]
    [InlineData("a = [|2023-1-1|]")]
    [InlineData("a = [|24:00:00|]")]
    [InlineData("a = [|12:60:00|]")]
    [InlineData("a = [|12:00:61|]")]
    [InlineData("a = [|12:00|]")]
    [InlineData("a = [|12:00:00.|]")]
    [InlineData("a = [|2023-01-01T|]")]
    [InlineData("a = [|2023-01-01T12:00:00+24:00|]")]
    [InlineData("a = [|2023-01-01T12:00:00+1:00|]")]
    [InlineData("a = [|12:00:00Z|]")]
    [InlineData("a = [|2023-01-01x|]")]
    // Arrays
    [InlineData("a = [1[||] 2]")]
    [InlineData("a = [1,[||],2]")]
    [InlineData("a = [[||],1]")]
    [InlineData("a = [[|x|], 1]")]
    [InlineData("a = [{b = 1[||]]")]
    // Inline tables
    [InlineData("a = {b = 1[||] c = 2}")]
    [InlineData("a = {b = 1[|,|]}")]
    [InlineData("a = {[||],b = 1}")]
    [InlineData("a = {b[||]}")]
    [InlineData("a = {b =[||]}")]
    [InlineData("a = {1[||]+ = 2}")]
    [InlineData("a = {[|+|] = 2, c = 1}")]
    [InlineData("a = {b = 1[||]\nc = 2")]
    [InlineData("a = {b = 1,[|\n|]c = 2}")]
    [InlineData("a = {b = 1[|\n|]}")]
    [InlineData("a = {b = 1, [|#|] why\nc = 2}")]
    [InlineData("a = {b = [1[||]}")]
    public void Grammar_is_refused_at_its_place(string markup) => AssertErrors(markup);

    [Fact]
    public void Halves_of_surrogate_pairs_are_refused_at_their_place()
    {
        // Not as rows of data: an attribute cannot hold such a string.
        AssertErrors("a = 'x[|\uD83D|]y'");
        AssertErrors("a = \"x[|\uDE00|]\"");
        AssertErrors("a = '''\n[|\uDE00\uD83D|]'''");
        AssertErrors("# [|\uD83D|]");
    }

    [Theory]
    [InlineData("a = 1\n[|a|] = 2")]
    [InlineData("a = 1\n[|\"a\"|] = 2")]
    [InlineData("a = 1\n[|a|].b = 2")]
    [InlineData("a.b = 1\n[|a|] = 2")]
    [InlineData("a.b = 1\na.[|b|] = 2")]
    [InlineData("a.b = 1\na.[|b|].c = 2")]
    [InlineData("[a]\nb = 1\n[[|a|]]\nc = 1")]
    [InlineData("[a]\nb = 1\n[[|a|]]\n[|b|] = 1")]
    [InlineData("[a.b]\n[a]\n[|b|] = 1")]
    [InlineData("[a.b]\n[a]\n[|b|].c = 1")]
    [InlineData("[a.b.c]\n[a]\nb.[|c|].d = 1")]
    [InlineData("[a.b.c]\n[a]\nb.d = 1\n[a.[|b|]]")]
    [InlineData("[a]\nb.c = 1\n[a.[|b|]]")]
    [InlineData("a.b = 1\n[[|a|]]")]
    [InlineData("a = 1\n[[|a|]]")]
    [InlineData("a = 1\n[[|a|].b]")]
    [InlineData("a = {}\n[[|a|]]")]
    [InlineData("a = {}\n[[|a|].b]")]
    [InlineData("a = {b.c = 1}\n[|a|].d = 1")]
    [InlineData("a = {b = 1, [|b|] = 2}")]
    [InlineData("a = {b = {}, [|b|].c = 2}")]
    [InlineData("a = {b.c = 1, [|b|] = 2}")]
    [InlineData("a = []\n[[[|a|]]]")]
    [InlineData("a = [{}]\n[[|a|].b]")]
    [InlineData("a = []\n[|a|].b = 1")]
    [InlineData("[a]\n[[[|a|]]]")]
    [InlineData("[a.b]\n[[[|a|]]]")]
    [InlineData("[[a]]\n[[|a|]]")]
    [InlineData("[[a.b]]\n[a]\n[|b|].c = 1")]
    [InlineData("[[a.b]]\n[a.[|b|]]")]
    [InlineData("[[a]]\nb = 1\n[|b|] = 2\n[[a]]\nb = 1")]
    [InlineData("[[a]]\n[a.b]\n[a.[|b|]]")]
    [InlineData("[a[||]\n[[|a|]]")]
    public void Meaning_is_refused_at_the_name_that_breaks_it(string markup) => AssertErrors(markup);

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF# comment")]
    [InlineData("a.b = 1\na.c = 2")]
    [InlineData("[a.b]\n[a]\nc = 1")]
    [InlineData("[a.b.c]\n[a]\nb.d = 1\nb.e = 2")]
    [InlineData("[a]\nb.c = 1\n[a.b.d]")]
    [InlineData("[a]\nb = 1\n[c]\nb = 1")]
    [InlineData("[[a]]\nb = 1\n[[a]]\nb = 1")]
    [InlineData("[[a]]\n[a.b]\n[[a]]\n[a.b]")]
    [InlineData("[a]\n[[a.b]]\n[[a.b]]")]
    [InlineData("a = {b.c = 1, b.d = 2}")]
    [InlineData("a = [{b = 1}, {b = 1}]")]
    [InlineData("a = [1,]")]
    [InlineData("a = [\n[1],\n[true],\n[ inf ],\n['x']\n, [ nan ]\n]")]
    [InlineData("a = {b = [\n1, # one\n]}")]
    [InlineData("a = \"\"\"\\\n\n   b \\  \n c\"\"\"")]
    [InlineData("a = '''''x'''''")]
    [InlineData("\"\" = 1\n'a b' = 2\n\"a\\tb\" = 3")]
    [InlineData("1 = 1\n2.3 = 4")]
    [InlineData("true = false\ninf = nan\n2024-02-29 = 1")]
    [InlineData("a = 2024-02-29\nb = 2000-02-29\nc = 23:59:60")]
    [InlineData("a = 2024-02-29 # date\nb = 2024-02-29 ")]
    [InlineData("a = +0\nb = -0\nc = 0e00\nd = 0x00\ne = 1e0_1")]
    [InlineData("a = \"\uD83D\uDE00\" # \uD83D\uDE00")]
    [InlineData("a=1\r\nb=2\r\n")]
    public void Valid_documents_have_no_error(string text) => Assert.Empty(TomlDocument.Parse(text).Errors);

    private static void AssertErrors(string markup)
    {
        var (text, spans, _) = Markup.Parse(markup);
        var document = TomlDocument.Parse(text);

        Assert.Equal(spans.Select(static span => span.Span), document.Errors.Select(static error => error.Span));
        Assert.All(document.Errors, static error => Assert.False(string.IsNullOrWhiteSpace(error.Message) || error.Message.EndsWith('.')));
        TomlLosslessTests.AssertLossless(document, text);
    }
}
