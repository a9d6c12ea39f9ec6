using EnvLint.Syntax.Toml;

namespace EnvLint.Core.Tests.Syntax.Toml;

/// <summary>A mistake costs its line and one error; what stands around it is read.</summary>
public sealed class TomlRecoveryTests
{
    [Theory]
    [InlineData("a = 1\n= = =\nb = 2", "{a: 1, b: 2}")]
    [InlineData("a = 1\nnonsense here\nb = 2", "{a: 1, b: 2}")]
    [InlineData("a = 1 2 3 \"x\nb = 2", "{a: 1, b: 2}")]
    [InlineData("a = \"open\nb = 2", "{a: \"open\", b: 2}")]
    [InlineData("a = \"\"\"open\nb = 2\nc = 3", "{a: \"open\", b: 2, c: 3}")]
    [InlineData("a = yes\nb = 2", "{a: ?, b: 2}")]
    [InlineData("a =\nb = 2", "{a: ?, b: 2}")]
    [InlineData("a = 2023-02-30\nb = 2", "{a: ?, b: 2}")]
    [InlineData("[t\na = 1\n[u]\nb = 2", "{t: {a: 1}, u: {b: 2}}")]
    [InlineData("[]\na = 1\n[u]\nb = 2", "{u: {b: 2}}")]
    [InlineData("a = [1, 2\nb = 2", "{a: [1, 2], b: 2}")]
    [InlineData("a = [\n  1,\n  2,\nb = 2", "{a: [1, 2], b: 2}")]
    [InlineData("a = [\n  \"x\",\n\"q\".r = 2", "{a: [\"x\"], q: {r: 2}}")]
    [InlineData("a = [\n  \"x\",\n  [\"y\",\n[t.u]\nb = 2", "{a: [\"x\", [\"y\"]], t: {u: {b: 2}}}")]
    [InlineData("a = [\n  \"x\"\n[[t]]\nb = 2", "{a: [\"x\"], t: [{b: 2}]}")]
    [InlineData("a = [\n  1 2,\n  3\n]\nb = 2", "{a: [1, 2, 3], b: 2}")]
    [InlineData("a = [\n  one,\n  3\n]\nb = 2", "{a: [?, 3], b: 2}")]
    [InlineData("a = { b = 1\nc = 2", "{a: {b: 1}, c: 2}")]
    [InlineData("a = { b = 1,\n  c = 2\n}\nd = 3", "{a: {b: 1, c: 2}, d: 3}", 2)]
    [InlineData("a = { b = , c = 2 }\nd = 3", "{a: {b: ?, c: 2}, d: 3}")]
    [InlineData("a = { b 1, c = 2 }\nd = 3", "{a: {c: 2}, d: 3}")]
    [InlineData("a = [{ b = 1 ]\nd = 3", "{a: [{b: 1}], d: 3}")]
    [InlineData("a = ]\nd = 3", "{a: ?, d: 3}")]
    [InlineData("a = 1\na = 2\nb = 3", "{a: 1, b: 3}")]
    [InlineData("[a]\nb = 1\n[a]\nc = 2", "{a: {b: 1, c: 2}}")]
    [InlineData("a = 1\n[a]\nb = 1\n[c]\nd = 1", "{a: 1, c: {d: 1}}")]
    public void The_rest_of_the_document_is_read(string text, string meaning, int errors = 1)
    {
        var document = TomlDocument.Parse(text);

        Assert.Equal(meaning, TomlText.Show(document.Root));
        Assert.Equal(errors, document.Errors.Length);
        TomlLosslessTests.AssertLossless(document, text);
    }

    [Theory]
    [InlineData("a = [\n[true],\n[inf]\n]", "{a: [[true], [Infinityf]]}")]
    [InlineData("a = [\n  [1],\n  [[2]]\n]", "{a: [[1], [[2]]]}")]
    [InlineData("a = [\n  \"b = 1\",\n  '[c]'\n]", "{a: [\"b = 1\", \"[c]\"]}")]
    [InlineData("a = '''\n[t]\nb = 1\n'''", "{a: \"[t]\\nb = 1\\n\"}")]
    public void What_looks_like_a_statement_and_is_none_stays_a_value(string text, string meaning)
    {
        var document = TomlDocument.Parse(text);

        Assert.Empty(document.Errors);
        Assert.Equal(meaning, TomlText.Show(document.Root));
    }

    [Fact]
    public void An_array_without_its_bracket_is_marked_where_it_begins()
    {
        const string Text = "a = [\n  [1,\n  2,\nb = 1";

        var error = Assert.Single(TomlDocument.Parse(Text).Errors);

        Assert.Equal(Text.LastIndexOf('['), error.Span.Start);
        Assert.Equal(1, error.Span.Length);
    }

    [Fact]
    public void An_error_of_meaning_is_said_beside_an_error_of_grammar()
    {
        var document = TomlDocument.Parse("a = 1\na = 2 x");

        Assert.Equal([6, 12], document.Errors.Select(static error => error.Span.Start));
    }
}
