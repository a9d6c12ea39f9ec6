using EnvLint.Syntax.Yaml;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Syntax.Yaml;

/// <summary>Keys, values, entries, comments and aliases stand where the tree says.</summary>
public sealed class YamlTreeTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\u2028")]
    public void Places_are_exact_whatever_ends_a_line(string lineEnd)
    {
        var text = string.Join(lineEnd, "# an environment", "name: gpu 🦄  # the name", "dependencies:", "  - numpy >=1.2 # why", "  # between", "  - pip:", "    - 'torch'", "prefix:", "");
        var mapping = YamlAssert.Mapping(text);
        Assert.Equal(["name", "dependencies", "prefix"], mapping.Entries.Select(static entry => entry.Name));
        Assert.Equal(["name: gpu 🦄", "gpu 🦄"], [Slice(mapping.Entries[0].Span), Slice(mapping.Entries[0].Value.Span)]);
        var list = Assert.IsType<YamlSequence>(mapping.Entries[1].Value);
        Assert.Equal("- numpy >=1.2", Slice(list.Items[0].Span));
        Assert.Equal("numpy >=1.2", Slice(list.Items[0].Value.Span));
        Assert.StartsWith("- pip:", Slice(list.Items[1].Span), StringComparison.Ordinal);
        Assert.EndsWith("'torch'", Slice(list.Items[1].Span), StringComparison.Ordinal);
        Assert.Equal("prefix:", Slice(mapping.Entries[2].Span));
        Assert.Equal(YamlScalarType.Null, Assert.IsType<YamlScalar>(mapping.Entries[2].Value).Type);
        Assert.Equal(["# an environment", "# the name", "# why", "# between"], YamlAssert.Parse(text).Comments.Select(Slice));

        string Slice(TextSpan span) => text.Substring(span.Start, span.Length);
    }

    [Theory]
    [InlineData("a: [x, 'y', {k: v}]", "[x, 'y', {k: v}]", "x|'y'|{k: v}")]
    [InlineData("a: [b: c, [d]: e]", "[b: c, [d]: e]", "b: c|[d]: e")]
    [InlineData("a:\n- x\n-\n- - y\n  - z", "- x\n-\n- - y\n  - z", "- x|-|- - y\n  - z")]
    [InlineData("a:\n  # -\n  -   # c\n   b", "-   # c\n   b", "-   # c\n   b")]
    [InlineData("a: &l !!seq # c\n - b", "- b", "- b")]
    [InlineData("a: []", "[]", "")]
    [InlineData("a:\n- |\n x\n\n- >-  # c\n y\n z\n", "- |\n x\n\n- >-  # c\n y\n z", "- |\n x|- >-  # c\n y\n z")]
    public void Items_of_sequences(string text, string whole, string items)
    {
        var mapping = YamlAssert.Mapping(text);
        var sequence = Assert.IsType<YamlSequence>(mapping.Entries[0].Value);
        Assert.Equal(whole, text.Substring(sequence.Span.Start, sequence.Span.Length));
        Assert.Equal(items, string.Join('|', sequence.Items.Select(item => text.Substring(item.Span.Start, item.Span.Length))));
    }

    [Fact]
    public void A_comment_is_one_behind_a_blank_only()
    {
        const string Text = "a: b#c # d\n&x#y k: '#' #\nz: \"# no\"\n";
        Assert.Equal(["# d", "#"], YamlAssert.Parse(Text).Comments.Select(comment => Text.Substring(comment.Start, comment.Length)));
        const string Block = "a: | # yes\n  # text\n# again\nb: 1";
        Assert.Equal(["# yes", "# again"], YamlAssert.Parse(Block).Comments.Select(comment => Block.Substring(comment.Start, comment.Length)));
    }

    [Fact]
    public void A_key_that_comes_twice_is_seen_twice()
    {
        var mapping = YamlAssert.Mapping("a: 1\nb: 2\na: 3\n");
        Assert.Equal(3, mapping.Entries.Length);
        Assert.Equal("3", Value(mapping.Find("a")));
        Assert.Equal(["3", "2"], mapping.Expand().Entries.Select(Value));
    }

    [Fact]
    public void Several_documents()
    {
        const string Text = "%YAML 1.2\n---\na: 1\n...\n# between\n--- # c\n- b\n---\n";
        var set = YamlAssert.Parse(Text);
        Assert.Equal(3, set.Documents.Length);
        Assert.IsType<YamlMapping>(set.Documents[0].Root);
        Assert.IsType<YamlSequence>(set.Documents[1].Root);
        Assert.Equal(YamlScalarType.Null, Assert.IsType<YamlScalar>(set.Documents[2].Root).Type);
        Assert.All(set.Documents, static document => Assert.Equal("---", Text.Substring(document.Marker.Start, document.Marker.Length)));
        Assert.Equal([Text.IndexOf("---", StringComparison.Ordinal), Text.IndexOf("--- #", StringComparison.Ordinal), Text.LastIndexOf("---", StringComparison.Ordinal)], set.Documents.Select(static document => document.Marker.Start));
        Assert.True(Assert.Single(YamlAssert.Parse("a: 1\n").Documents).Marker.IsEmpty);
        Assert.Empty(YamlAssert.Parse("# nothing\n\n").Documents);
    }

    [Fact]
    public void An_alias_stands_for_the_last_node_of_its_name_above_it()
    {
        var mapping = YamlAssert.Mapping("a: &x one\nb: *x\nc: &x two\nd: *x\n");
        Assert.Equal(["one", "one", "two", "two"], mapping.Entries.Select(Value));
    }

    [Fact]
    public void An_alias_inside_what_it_stands_for_is_not_resolved()
    {
        var mapping = YamlAssert.Mapping("a: &x one\nb: &x [*x]\n");
        Assert.Null(Assert.IsType<YamlSequence>(mapping.Entries[1].Value).Items[0].Value.Resolved);
    }

    [Fact]
    public void Anchors_end_with_their_document()
    {
        var set = YamlAssert.Parse("a: &x 1\n---\nb: *x\n");
        var error = Assert.Single(set.Errors);
        Assert.Equal("no anchor '&x' stands above this alias", error.Message);
        Assert.True(set.IsComplete);
    }

    [Theory]
    [InlineData("<<: *b\nz: own", "z=own x=1 y=2")]
    [InlineData("<<: [*b, *c]", "x=1 y=2 w=4")]
    [InlineData("<<: [*c, *b]", "x=3 w=4 y=2")]
    [InlineData("x: 0\n<<: *b", "x=0 y=2")]
    [InlineData("<<: *b\n<<: *c", "x=1 y=2 w=4")]
    [InlineData("<<: {x: 5, <<: *c}", "x=5 w=4")]
    [InlineData("'<<': 1", "<<=1")]
    public void Merge_keys_bring_what_is_new(string text, string expected)
    {
        var set = YamlAssert.Mapping($"b: &b {{x: 1, y: 2}}\nc: &c {{x: 3, w: 4}}\nm:\n  {text.Replace("\n", "\n  ")}");
        var (entries, complete) = Assert.IsType<YamlMapping>(set.Find("m")!.Value).Expand();
        Assert.True(complete);
        Assert.Equal(expected, string.Join(' ', entries.Select(static entry => $"{entry.Name}={Value(entry)}")));
    }

    [Theory]
    [InlineData("<<: *nothing")]
    [InlineData("<<: text")]
    [InlineData("<<: [1]")]
    public void What_is_merged_may_be_unknown(string text) =>
        Assert.False(Assert.IsType<YamlMapping>(YamlParser.Parse(text, CancellationToken.None).Root).Expand().IsComplete);

    [Theory]
    [InlineData("", YamlScalarType.Null)]
    [InlineData("~", YamlScalarType.Null)]
    [InlineData("null", YamlScalarType.Null)]
    [InlineData("'null'", YamlScalarType.Text)]
    [InlineData("nulls", YamlScalarType.Text)]
    [InlineData("true", YamlScalarType.Boolean)]
    [InlineData("yes", YamlScalarType.Text)]
    [InlineData("3", YamlScalarType.Integer)]
    [InlineData("-3", YamlScalarType.Integer)]
    [InlineData("0x1F", YamlScalarType.Integer)]
    [InlineData("0x", YamlScalarType.Text)]
    [InlineData("0o17", YamlScalarType.Integer)]
    [InlineData("3.10", YamlScalarType.Float)]
    [InlineData(".5", YamlScalarType.Float)]
    [InlineData("5.", YamlScalarType.Float)]
    [InlineData("1e3", YamlScalarType.Float)]
    [InlineData("1.2e-3", YamlScalarType.Float)]
    [InlineData("-.inf", YamlScalarType.Float)]
    [InlineData(".", YamlScalarType.Text)]
    [InlineData("+", YamlScalarType.Text)]
    [InlineData("1.2.3", YamlScalarType.Text)]
    [InlineData("1e", YamlScalarType.Text)]
    [InlineData("!!str 3", YamlScalarType.Text)]
    [InlineData("\"3\"", YamlScalarType.Text)]
    [InlineData("|\n  3", YamlScalarType.Text)]
    public void What_a_scalar_is(string written, YamlScalarType type) =>
        Assert.Equal(type, Assert.IsType<YamlScalar>(YamlAssert.Mapping("a: " + written).Entries[0].Value).Type);

    private static string? Value(YamlEntry? entry) => (entry?.Value.Resolved as YamlScalar)?.Value;
}
