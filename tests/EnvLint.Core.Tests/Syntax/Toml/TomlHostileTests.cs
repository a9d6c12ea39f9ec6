using EnvLint.Syntax.Toml;
using EnvLint.Testing;

namespace EnvLint.Core.Tests.Syntax.Toml;

/// <summary>A megabyte of malice: parsing comes to an end, without deep recursion and without work that grows faster than the text.</summary>
public sealed class TomlHostileTests
{
    private const int Size = 1 << 20;

    // Nothing is timed. A text of this size with work for each pair of characters would not end while somebody waits.
    [Theory]
    [InlineData("", "[", "")]
    [InlineData("a = ", "[", "")]
    [InlineData("a = ", "[\n", "")]
    [InlineData("a = ", "[ [\n", "")]
    [InlineData("a = [\n", "[a\n", "")]
    [InlineData("a = [\n", "[a,", "")]
    [InlineData("a = [", "a ", "")]
    [InlineData("a = [", "\"", "")]
    [InlineData("a = [\n", "x = [\n", "")]
    [InlineData("a = [\n", "\"x\" 1\n", "")]
    [InlineData("a = ", "{a=", "")]
    [InlineData("a = ", "{a={", "")]
    [InlineData("a = ", "{a=1,\n", "")]
    [InlineData("a = {", "=,", "}")]
    [InlineData("a = {", "=", "}")]
    [InlineData("a = {", "b", "")]
    [InlineData("a = {", "a=[{", "")]
    [InlineData("a = {b={b={b={b=1", "\n", "")]
    [InlineData("a = {b={b={b={b=[{b=1", " # c\n", "")]
    [InlineData("", "a.", "a = 1")]
    [InlineData("[", "a.", "a]")]
    [InlineData("", "a . ", "")]
    [InlineData("", "a.a.a.a.a.a = 1\n", "")]
    [InlineData("", "[a.a.a.a.a.a]\n", "")]
    [InlineData("", "[[a]]\n", "")]
    [InlineData("", "[[a]]\n[a.b]\n", "")]
    [InlineData("", "a = 1\n", "")]
    [InlineData("", "a\n", "")]
    [InlineData("", "\"\"\"\n", "")]
    [InlineData("", "a = \"\"\"\n", "")]
    [InlineData("", "a = '''x\n", "")]
    [InlineData("a = \"", "\\q", "\"")]
    [InlineData("a = \"", "\\u", "\"")]
    [InlineData("a = \"\"\"", "\\ ", "\"\"\"")]
    [InlineData("a = \"\"\"", "\\\n", "\"\"\"")]
    [InlineData("a = \"\"\"", "\\\"", "\"\"\"")]
    [InlineData("a = \"\"\"", "\"\"x", "")]
    [InlineData("a = ", "1", "")]
    [InlineData("a = ", "1_", "1")]
    [InlineData("a = 0.", "1", "")]
    [InlineData("a = 0x", "0", "")]
    [InlineData("a = 00:00:00.", "1", "")]
    [InlineData("# ", "\u0001", "")]
    [InlineData("", "\r", "")]
    [InlineData("", "\uFEFF", "")]
    [InlineData("", "\u0000", "")]
    [InlineData("", " ", "")]
    [InlineData("", "}", "")]
    [InlineData("a = [", "}", "")]
    [InlineData("a = [", "]", "")]
    public void A_megabyte_of_the_same_is_taken(string head, string piece, string tail)
    {
        var text = head + string.Concat(Enumerable.Repeat(piece, Size / piece.Length)) + tail;

        var document = TomlDocument.Parse(text);

        TreeAssert.Tiles(text, document.Tokens, static token => token.Span);
        Assert.True(document.Errors.Length <= text.Length);
    }

    [Fact]
    public void A_megabyte_of_different_names_is_taken_without_an_error()
    {
        var text = string.Concat(Enumerable.Range(0, 60_000).Select(static i => $"key{i} = {i}\n[table{i}]\n"));

        var document = TomlDocument.Parse(text);

        Assert.Empty(document.Errors);
        Assert.Equal(60_001, document.Root.Entries.Length);
    }

    [Fact]
    public void A_huge_array_is_taken_without_an_error()
    {
        var text = "a = [" + string.Concat(Enumerable.Repeat("1,\n", Size / 3)) + "]";

        var document = TomlDocument.Parse(text);

        Assert.Empty(document.Errors);
        Assert.Equal(Size / 3, Assert.IsType<TomlArray>(document.Root.Find("a")).Items.Length);
    }

    [Theory]
    [InlineData("a = ", "[", "", "]", 199)]
    [InlineData("a = ", "{a = ", "1", "}", 199)]
    [InlineData("", "a.", "a = 1", "", 199)]
    [InlineData("[", "a.", "a]", "", 199)]
    public void What_lies_two_hundred_levels_deep_is_taken_and_one_more_is_not(string head, string open, string middle, string close, int levels)
    {
        Assert.Empty(TomlDocument.Parse(Nested(levels)).Errors);
        Assert.Contains("200 levels", Assert.Single(TomlDocument.Parse(Nested(levels + 1) + "\n[b]").Errors).Message, StringComparison.Ordinal);
        Assert.NotNull(TomlDocument.Parse(Nested(levels + 1) + "\n[b]").Root.Find("b"));

        string Nested(int count) =>
            head + string.Concat(Enumerable.Repeat(open, count)) + middle + string.Concat(Enumerable.Repeat(close, count));
    }

    [Fact]
    public void Levels_of_headers_keys_and_values_count_together()
    {
        var header = "[" + string.Concat(Enumerable.Repeat("h.", 99)) + "h]\n";
        var key = string.Concat(Enumerable.Repeat("k.", 49)) + "k = ";

        Assert.Empty(TomlDocument.Parse(header + key + new string('[', 50) + new string(']', 50)).Errors);
        Assert.NotEmpty(TomlDocument.Parse(header + key + new string('[', 51) + new string(']', 51)).Errors);
    }

    [Fact]
    public void A_document_costs_little_more_than_its_tokens_and_values()
    {
        var text = "[project]\nname = \"demo\"\ndependencies = [\n" + string.Concat(Enumerable.Repeat("  \"torch==2.9.0\",\n", 1000)) + "]\n";
        TomlDocument.Parse(text);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var document = TomlDocument.Parse(text);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // Per line: four tokens of 12 bytes, a string of 12 characters (46 bytes), its node (64 bytes), a place in the array; lists grow by doubling.
        Assert.Equal(1000, Assert.IsType<TomlArray>(document.Root.Find("project", "dependencies")).Items.Length);
        Assert.InRange(allocated, 1000 * 120, 1000 * 400);
    }
}
