using EnvLint.Syntax.Yaml;
using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.Core.Tests.Syntax.Yaml;

/// <summary>Any text has a tree: cut anywhere, made by chance, or made with malice.</summary>
public sealed class YamlHostileTests
{
    private const int Size = 1 << 18;

    private static readonly string[] s_whole =
    [
        "# head\nname: gpu\nchannels: [pytorch, \"nvidia\", 'conda-forge']\ndependencies:\n  - python=3.11  # why\n  - pip:\n      - torch==2.4.0 ; sys_platform == 'linux'\n      - --extra-index-url https://x/y#z\nprefix: /home/x\n",
        "%YAML 1.2\n%TAG !e! tag:e,1:\n---\n? &k !e!t key\n: |2-\n    two\n\n  lines\nfold: >+\n  a\n   b\n\n  c\n\nmore: *k\n...\n---\n- - a\n  - {b: [c: d, ? e], \"f\\u00e4\": 'h''i\n\n  j', k: \"l\\\n    m\"}\n",
        "a: &x {k: 1}\r\nb:\r\n  <<: [*x, *x]\r\n  r: 'q\r\n\r\n   r'\r\n  's': |\r\n    🦄 text\r\n  # c\r\n",
        "a:\r- b\r-\t\"\\U0001F984\\ud83e\\udd84\\x41\"\r- \u2028\u0085# no\r",
    ];

    public static TheoryData<int> Wholes => [.. Enumerable.Range(0, s_whole.Length)];

    [Theory]
    [MemberData(nameof(Wholes))]
    public void A_text_cut_anywhere_has_a_tree(int whole)
    {
        var text = s_whole[whole];
        Assert.Empty(YamlAssert.Parse(text).Errors);
        for (var length = 0; length < text.Length; length++)
        {
            YamlAssert.Parse(text[..length]);
            YamlAssert.Parse(text[length..]);
        }
    }

    [Fact]
    public void Any_text_has_a_tree()
    {
        string[] pieces =
        [
            "a", "b c", "-", "- ", ":", ": ", "? ", "\n", "\n  ", "\n    ", "\r\n", "\r", "\t", " ", "#", " # c", "[", "]", "{", "}", ",", ", ", "&a ", "*a", "!t ", "!", "|", ">", "|-\n", ">2+\n",
            "'", "''", "\"", "\\", "\\n", "\\u", "\\ud83e", "%", "@", "`", "---", "\n---\n", "\n...\n", "<<: ", "🦄", "\ud83e", "\u2028", "\u0085", "\uFEFF", "~", "1", ".", "null", "{{ x }}",
        ];
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(60),
            Prop.ForAll(
                Gen.Elements(pieces).ListOf().ToArbitrary(),
                parts => { YamlAssert.Parse(string.Concat(parts)); }));
    }

    // Nothing is timed. A text of this size with work for each pair of characters would not end while somebody waits.
    [Theory]
    [InlineData("", "[", "")]
    [InlineData("", "{", "")]
    [InlineData("", "[\n", "")]
    [InlineData("", "{a: ", "")]
    [InlineData("", "[{", "")]
    [InlineData("", "- ", "")]
    [InlineData("", "- - -\n", "")]
    [InlineData("", "? ", "")]
    [InlineData("", ": ", "")]
    [InlineData("", "a: b: ", "")]
    [InlineData("", "a:\n", "")]
    [InlineData("", "- a\n", "")]
    [InlineData("", "\"", "")]
    [InlineData("", "'", "")]
    [InlineData("a: '", "''", "'")]
    [InlineData("a: \"", "\\n", "\"")]
    [InlineData("a: \"", "\\\n", "\"")]
    [InlineData("a: \"", "\\u0041", "\"")]
    [InlineData("", "&a ", "")]
    [InlineData("&", "a", " b")]
    [InlineData("*", "a", "")]
    [InlineData("", "&a a\n", "")]
    [InlineData("", "- &a *a\n", "")]
    [InlineData("", "- &a b\n- *a\n", "")]
    [InlineData("", "!t ", "")]
    [InlineData("!", "%41", "")]
    [InlineData("", "a", "")]
    [InlineData("", "a b ", "")]
    [InlineData("a: ", "b\n ", "")]
    [InlineData("a: |\n ", "b\n ", "")]
    [InlineData("a: >\n ", "b\n\n ", "")]
    [InlineData("a: |\n", "\n", "")]
    [InlineData("a: |\n", " \n", " b")]
    [InlineData("a: b", "\n", "")]
    [InlineData("a: b", " ", "")]
    [InlineData("", "#", "")]
    [InlineData("", "# c\n", "")]
    [InlineData("a: b", " #", "")]
    [InlineData("", "---\n", "")]
    [InlineData("", "...\n", "")]
    [InlineData("", "%TAG !a! b\n", "")]
    [InlineData("", "%a\n", "")]
    [InlineData("[", "a,", "]")]
    [InlineData("[", "a: b,", "]")]
    [InlineData("{", "a,", "}")]
    [InlineData("{", "a: {},\n", "}")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "a,\n", "")]
    [InlineData("", "<<: *a\n", "")]
    [InlineData("", "\t", "")]
    [InlineData("", "\0", "")]
    [InlineData("", "\uFEFF", "")]
    [InlineData("", "\u2028", "")]
    [InlineData("", "\ud83e", "")]
    public void A_long_text_of_malice(string head, string repeated, string tail)
    {
        var text = head + string.Concat(Enumerable.Repeat(repeated, Size / repeated.Length)) + tail;
        var set = YamlParser.Parse(text, CancellationToken.None);
        Assert.All(set.Errors, error => Assert.InRange(error.Span.End, 0, text.Length));
    }

    [Theory]
    [InlineData("[", false)]
    [InlineData("- ", false)]
    [InlineData("{a: ", false)]
    public void Nesting_is_bounded(string open, bool isComplete)
    {
        var text = string.Concat(Enumerable.Repeat(open, YamlParser.MaxDepth + 1));
        var set = YamlAssert.Parse(text);
        Assert.Equal(isComplete, set.IsComplete);
        Assert.Equal("sequences and mappings nest deeper than 256 levels", Assert.Single(set.Errors).Message);
    }

    [Fact]
    public void Nesting_up_to_the_bound_is_read() =>
        Assert.Empty(YamlAssert.Parse(string.Concat(Enumerable.Repeat("- ", YamlParser.MaxDepth)) + "a").Errors);

    [Fact]
    public void An_alias_bomb_costs_what_is_written()
    {
        // Each level names the one before ten times: written out, more entries than there are atoms.
        var text = "a0: &a0 {k0: v}\n" + string.Concat(Enumerable.Range(1, 100).Select(static i =>
            $"a{i}: &a{i} {{k{i}: v, <<: [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]}}\n"));
        var root = YamlAssert.Mapping(text);
        var (entries, complete) = Assert.IsType<YamlMapping>(root.Find("a100")!.Value).Expand();
        Assert.True(complete);
        Assert.Equal(101, entries.Length);
    }

    [Fact]
    public void Merges_may_follow_each_other_as_often_as_they_like()
    {
        var text = "a0: &a0 {k: v}\n" + string.Concat(Enumerable.Range(1, 20000).Select(static i => $"a{i}: &a{i} {{<<: *a{i - 1}}}\n"));
        var root = YamlParser.Parse(text, CancellationToken.None).Root;
        var last = Assert.IsType<YamlMapping>(Assert.IsType<YamlMapping>(root).Entries[^1].Value);
        Assert.Equal("k", Assert.Single(last.Expand().Entries).Name);
    }

    [Fact]
    public void The_work_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => YamlParser.Parse(string.Concat(Enumerable.Repeat("- a\n", 5000)), source.Token));
    }
}
