using System.Security.Cryptography;
using System.Text;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Diagnostics;

public sealed class FingerprintTests
{
    [Fact]
    public void It_is_what_its_definition_says()
    {
        var line = SHA256.HashData("RUN pip install torch==2.1"u8);
        using var bytes = new MemoryStream();
        Field("PIP001");
        Field("docker/Dockerfile");
        Field("torch==2.1");
        bytes.Write(line);
        Field("1");

        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())),
            Single("PIP001", "docker/Dockerfile", "FROM x\n  RUN\tpip   install [|torch==2.1|] \n"));

        void Field(string text)
        {
            bytes.Write(BitConverter.GetBytes(Encoding.UTF8.GetByteCount(text)));
            bytes.Write(Encoding.UTF8.GetBytes(text));
        }
    }

    // Frozen: whoever must change this value must choose a new name for the definition.
    [Fact]
    public void Its_value_never_changes_under_this_name() =>
        Assert.Equal("53359c6e5d3d875d3cec8d4df94e2af3877a256930b51c48136e22d7876db06b", Single("WSL005", ".wslconfig", "[wsl2]\nmemory=[|8gb|]\n"));

    [Theory]
    [InlineData("a [|b|] c\n", "first\nsecond\n\na [|b|] c\n")]
    [InlineData("a [|b|] c\n", "  a\t [|b|]   c  \r\n")]
    [InlineData("[|a\nb|]", "[|a\r\n    b|]")]
    [InlineData("a [|b|] c", "a [|b|] c\nmore")]
    public void Moved_and_reindented_text_keeps_it(string before, string after) =>
        Assert.Equal(Single("ABC001", "f", before), Single("ABC001", "f", after));

    [Theory]
    [InlineData("a [|b|] c", "a b [|c|]")]
    [InlineData("a [|b|] c", "a [|b|] d")]
    [InlineData("a [|b|]", "a [|b |]c")]
    [InlineData("a[|b|]", "a [|b|]")]
    public void Another_span_or_line_has_another(string one, string other) =>
        Assert.NotEqual(Single("ABC001", "f", one), Single("ABC001", "f", other));

    [Fact]
    public void Code_and_path_count()
    {
        const string text = "a [|b|] c";
        Assert.NotEqual(Single("ABC001", "f", text), Single("ABC002", "f", text));
        Assert.NotEqual(Single("ABC001", "f", text), Single("ABC001", "g", text));
    }

    [Fact]
    public void Equal_findings_are_told_apart_by_their_order()
    {
        var source = new SourceText("f", "x\nx\nx\n");
        var all = Fingerprint.OfAll([Finding(source, 0, 1), Finding(source, 2, 1), Finding(source, 4, 1)]).ToArray();
        Assert.Equal(3, all.Distinct(StringComparer.Ordinal).Count());

        var shorter = new SourceText("f", "y\nx\nx\n");
        Assert.Equal(all[..2], Fingerprint.OfAll([Finding(shorter, 2, 1), Finding(shorter, 4, 1)]));
    }

    [Fact]
    public void Hiding_a_finding_leaves_the_fingerprints_of_its_equals()
    {
        var source = new SourceText("f", "x\nx\nx\n");
        var (first, second, third) = (Finding(source, 0, 1), Finding(source, 2, 1), Finding(source, 4, 1));
        var tool = new ToolInfo("envlint", "1.0.0", "");
        var open = Report.Create(tool, [], [third, first, second], [], 1).Fingerprints;
        var hidden = Report.Create(tool, [], [third, first], [new SuppressedDiagnostic(second, SuppressionKind.InSource, "why")], 1).Fingerprints;
        Assert.Equal([open.Diagnostics[0], open.Diagnostics[2]], hidden.Diagnostics.AsEnumerable());
        Assert.Equal([open.Diagnostics[1]], hidden.Suppressed.AsEnumerable());
    }

    [Fact]
    public void Lone_surrogates_and_empty_texts_have_one_too()
    {
        Assert.Equal(64, Single("ABC001", "f", "[||]").Length);
        Assert.Equal(64, Single("ABC001", "f", "a [|\ud83d|] b").Length);
    }

    private static string Single(string code, string path, string markup)
    {
        var start = markup.IndexOf("[|", StringComparison.Ordinal);
        var end = markup.IndexOf("|]", StringComparison.Ordinal) - 2;
        var source = new SourceText(path, markup.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal));
        return Assert.Single(Fingerprint.OfAll([Finding(source, start, end - start, code)]));
    }

    private static Diagnostic Finding(SourceText source, int start, int length, string code = "ABC001") => new()
    {
        Rule = new RuleDescriptor
        {
            Code = code,
            Name = "a-rule",
            Title = "A rule",
            Category = RuleCategory.Correctness,
            Severity = Severity.Warning,
            Since = "0.1.0",
            Page = "",
        },
        Severity = Severity.Warning,
        Message = "Something is wrong",
        Source = source,
        Span = new TextSpan(start, length),
    };
}
