using EnvLint.Syntax.Toml;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Syntax.Toml;

public sealed class TomlMeaningTests
{
    [Theory]
    [InlineData("a.b.c = 1\na.d = 2", "{a: {b: {c: 1}, d: 2}}")]
    [InlineData("[a.b]\nc = 1\n[a]\nd = 2", "{a: {b: {c: 1}, d: 2}}")]
    [InlineData("[[a]]\nb = 1\n[a.c]\nd = 1\n[[a]]\nb = 2", "{a: [{b: 1, c: {d: 1}}, {b: 2}]}")]
    [InlineData("[[a.b]]\n[[a.b.c]]\nd = 1\n[[a.b.c]]\n", "{a: {b: [{c: [{d: 1}, {}]}]}}")]
    [InlineData("a = {b.c = 1, \"b\".d = [{e = 2}]}", "{a: {b: {c: 1, d: [{e: 2}]}}}")]
    [InlineData("1.2 = 3\n\"\" = 4", "{1: {2: 3}, : 4}")]
    [InlineData("a = -9223372036854775808\nb = 0x7fff_ffff_ffff_ffff\nc = 0b101\nd = 0o17\ne = +1_0", "{a: -9223372036854775808, b: 9223372036854775807, c: 5, d: 15, e: 10}")]
    [InlineData("a = 1_0.5e-1\nb = -inf\nc = +nan\nd = 1e400\ne = 1E0_1", "{a: 1.05f, b: -Infinityf, c: NaNf, d: Infinityf, e: 10f}")]
    [InlineData("a = 1979-05-27 07:32:00.1234567891-07:30", "{a: OffsetDateTime(1979-5-27 7:32:0.123456789 -450)}")]
    [InlineData("a = 1979-05-27t07:32:00z\nb = 1979-05-27T07:32:00", "{a: OffsetDateTime(1979-5-27 7:32:0.0 0), b: LocalDateTime(1979-5-27 7:32:0.0 0)}")]
    [InlineData("a = 1979-05-27 \nb = 23:59:60.5", "{a: LocalDate(1979-5-27 0:0:0.0 0), b: LocalTime(0-0-0 23:59:60.500000000 0)}")]
    [InlineData("a = [1979-05-27 , 1]", "{a: [LocalDate(1979-5-27 0:0:0.0 0), 1]}")]
    [InlineData("a = \"\\t\\u00e9\\U0001F600\\\\\\\"\"", "{a: \"\té\U0001F600\\\"\"}")]
    [InlineData("a = 'C:\\n'", "{a: \"C:\\n\"}")]
    [InlineData("a = \"\"\"\r\nb\r\n  \\\r\n\r\n  c\"\"\"", "{a: \"b\\n  c\"}")]
    [InlineData("a = '''\n\nb''c'''''", "{a: \"\\nb''c''\"}")]
    [InlineData("a = \"\"\"\"\"\"\nb = ''''''", "{a: \"\", b: \"\"}")]
    public void A_document_means_what_it_says(string text, string meaning)
    {
        var document = TomlDocument.Parse(text);

        Assert.Empty(document.Errors);
        Assert.Equal(meaning, TomlText.Show(document.Root));
    }

    [Fact]
    public void A_nanosecond_is_the_last_digit_that_counts()
    {
        Assert.True(TomlDocument.Parse("a = 00:00:00.0000000019").Root.TryGet("a", out TomlDateTime? time));
        Assert.Equal(1, time.Nanosecond);
    }

    [Fact]
    public void An_entry_leads_to_its_key_its_value_and_its_statement()
    {
        const string Text = "[tool.\"uv\"]\nindex.url = 'x'\n";
        var document = TomlDocument.Parse(Text);

        Assert.True(document.Root.TryGet("tool", out var tool));
        Assert.Equal("tool", Slice(Text, tool.KeySpan));
        Assert.True(((TomlTable)tool.Value).TryGet("uv", out var uv));
        Assert.Equal("\"uv\"", Slice(Text, uv.KeySpan));
        Assert.Equal("[tool.\"uv\"]", Slice(Text, uv.Value.Span));
        Assert.Same(document.Statements[0], uv.Statement);
        Assert.True(((TomlTable)uv.Value).TryGet("index", out var index));
        Assert.Equal("index", Slice(Text, index.Value.Span));
        Assert.True(((TomlTable)index.Value).TryGet("url", out var url));
        Assert.Equal("'x'", Slice(Text, url.Value.Span));
        Assert.Equal("index.url = 'x'", Slice(Text, url.Statement.Span));
    }

    [Fact]
    public void Tables_know_what_made_them()
    {
        var root = TomlDocument.Parse("d.x = 1\ni = {}\n[a.b]\n[[e]]").Root;

        Assert.Equal(TomlTableForm.Root, root.Form);
        Assert.Equal(TomlTableForm.Dotted, Table(root, "d").Form);
        Assert.Equal(TomlTableForm.Inline, Assert.IsType<TomlInlineTable>(Table(root, "i")).Form);
        Assert.Equal(TomlTableForm.Implicit, Table(root, "a").Form);
        Assert.Equal(TomlTableForm.Header, Table(root, "a", "b").Form);
        var array = Assert.IsType<TomlArray>(root.Find("e"));
        Assert.True(array.IsArrayOfTables);
        Assert.Equal(TomlTableForm.Element, ((TomlTable)array.Items[0]).Form);
    }

    [Fact]
    public void Lookups_say_no_to_what_is_not_there_or_of_another_type()
    {
        var root = TomlDocument.Parse("a = 1\nb = {c = 'x'}").Root;

        Assert.False(root.TryGet("A", out _));
        Assert.False(root.TryGet("a", out TomlString? _));
        Assert.True(root.TryGet("a", out TomlInteger? _));
        Assert.Null(root.Find("a", "c"));
        Assert.Null(root.Find("b", "d"));
        Assert.Equal("x", Assert.IsType<TomlString>(root.Find("b", "c")).Value);
        Assert.Same(root, root.Find());
    }

    [Fact]
    public void A_table_of_many_names_finds_each_of_them()
    {
        var root = TomlDocument.Parse(string.Concat(Enumerable.Range(0, 100).Select(static i => $"k{i} = {i}\n"))).Root;

        for (var i = 0; i < 100; i++)
        {
            Assert.True(root.TryGet($"k{i}", out TomlInteger? value));
            Assert.Equal(i, value.Value);
            Assert.Equal($"k{i}", root.Entries[i].Name);
        }

        Assert.False(root.TryGet("k100", out _));
    }

    [Fact]
    public void Statements_and_comments_stand_in_the_order_of_the_text()
    {
        const string Text = "# one\na = 1 # two\n[t] # three\nb = [ # four\n]\n[[u]]\n";
        var document = TomlDocument.Parse(Text);

        Assert.Equal(["a = 1", "[t]", "b = [ # four\n]", "[[u]]"], document.Statements.Select(static statement => Slice(Text, statement.Span)));
        Assert.Equal(["# one", "# two", "# three", "# four"], document.Comments.Select(static span => Slice(Text, span)));
        Assert.Equal([false, true], document.Statements.OfType<TomlTableHeader>().Select(static header => header.IsArray));
    }

    [Fact]
    public void Inline_tables_keep_their_pairs_as_written()
    {
        const string Text = "a = { b.c = 1, 'd' = 2 }";
        var table = Assert.IsType<TomlInlineTable>(TomlDocument.Parse(Text).Root.Find("a"));

        Assert.Equal(["b.c = 1", "'d' = 2"], table.KeyValues.Select(static pair => Slice(Text, pair.Span)));
        Assert.Equal(["b", "c"], table.KeyValues[0].Key.Parts.Select(static part => part.Name));
        Assert.Equal("'d'", Slice(Text, table.KeyValues[1].Key.Last.Span));
        Assert.Equal("{ b.c = 1, 'd' = 2 }", Slice(Text, table.Span));
    }

    [Theory]
    [InlineData("a = 'torch==2.1'", "torch", "torch")]
    [InlineData("a = \"x\\ttorch\"", "torch", "torch")]
    [InlineData("a = \"x\\ttorch\"", "\t", "\\")]
    [InlineData("a = \"\\U0001F600 torch\"", "torch", "torch")]
    [InlineData("a = \"\"\"\nx \\\n   torch\"\"\"", "torch", "torch")]
    [InlineData("a = '''\r\nx\r\ntorch'''", "torch", "torch")]
    [InlineData("a = '''\r\nx\r\ntorch'''", "x\ntorch", "x\r\ntorch")]
    public void A_place_in_a_string_leads_back_to_the_document(string document, string inValue, string inText)
    {
        var text = Assert.IsType<TomlString>(TomlDocument.Parse(document).Root.Find("a"));

        var span = text.CreateMap(document).ToOuter(new TextSpan(text.Value.IndexOf(inValue, StringComparison.Ordinal), inValue.Length));

        Assert.Equal(inText, Slice(document, span));
    }

    [Theory]
    [InlineData("a = ''", true)]
    [InlineData("a = 'x\\n'", true)]
    [InlineData("a = \"x\"", true)]
    [InlineData("a = '''\nx\n'''", true)]
    [InlineData("a = \"x\\n\"", false)]
    [InlineData("a = '''x\r\n'''", false)]
    [InlineData("a = \"\"\"\\\n\"\"\"", false)]
    public void A_string_without_escapes_is_verbatim(string document, bool verbatim)
    {
        var text = Assert.IsType<TomlString>(TomlDocument.Parse(document).Root.Find("a"));

        Assert.Equal(verbatim, text.IsVerbatim);
        Assert.Equal(verbatim, Slice(document, text.ContentSpan) == text.Value);
        Assert.Equal(text.ContentSpan.Start, text.CreateMap(document).ToOuter(0));
    }

    private static TomlTable Table(TomlTable root, params string[] path) => Assert.IsAssignableFrom<TomlTable>(root.Find(path));

    private static string Slice(string text, TextSpan span) => text.Substring(span.Start, span.Length);
}
