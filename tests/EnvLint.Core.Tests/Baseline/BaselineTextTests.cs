using EnvLint.Baseline;
using EnvLint.Text;
using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.Core.Tests.Baseline;

public sealed class BaselineTextTests
{
    private static readonly string One = new('1', 64);
    private static readonly string Two = new('2', 64);

    [Fact]
    public void Entries_stand_in_one_order_each_on_its_line()
    {
        var text = BaselineText.Write(new BaselineDocument([new BaselineEntry(Two, "B", "b", "x"), new BaselineEntry(One, "B", "a", "x"), new BaselineEntry(new string('3', 64), "A", "b", "x")]));

        Assert.Equal(
            $$"""
            {
              "version": 1,
              "fingerprint": "envlint/v1",
              "findings": [
                { "path": "a", "code": "B", "message": "x", "fingerprint": "{{One}}" },
                { "path": "b", "code": "A", "message": "x", "fingerprint": "{{new string('3', 64)}}" },
                { "path": "b", "code": "B", "message": "x", "fingerprint": "{{Two}}" }
              ]
            }

            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void Of_equal_fingerprints_one_is_kept() =>
        Assert.Equal("first", Assert.Single(new BaselineDocument([new BaselineEntry(One, "A", "a", "first"), new BaselineEntry(One, "A", "a", "second")]).Entries).Message);

    [Fact]
    public void What_is_written_is_read() => Prop.ForAll(ArbMap.Default.ArbFor<string[]>(), static words =>
    {
        var entries = words.Select(static (word, i) => new BaselineEntry(i.ToString("x64", System.Globalization.CultureInfo.InvariantCulture), "ENV001", word ?? "", (word ?? "") + "\"\\\n\u202e\ud83d\ude00")).ToList();
        var text = BaselineText.Write(new BaselineDocument(entries));
        var read = BaselineText.Parse(new SourceText("x.json", text), out var error);

        return error is null
            && text.Count(static c => c == '\n') == entries.Count + (entries.Count == 0 ? 5 : 6)
            && text.All(static c => c is '\n' || !char.IsControl(c))
            && !text.Contains('\u202e')
            && BaselineText.Write(read!) == text
            && entries.All(entry => read!.Holds(entry.Fingerprint));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_is_read_or_told() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), static text =>
    {
        var source = new SourceText("x.json", text ?? "");
        var read = BaselineText.Parse(source, out var error);
        return read is null != error is null && (error is null || (error.Position >= 0 && error.Position <= source.Length && error.Describe().StartsWith("x.json:", StringComparison.Ordinal)));
    }).QuickCheckThrowOnFailure();

    // Each beginning of a file, and a file with a character in the place of another.
    [Fact]
    public void A_damaged_file_is_told_or_means_the_same()
    {
        var whole = BaselineText.Write(new BaselineDocument([new BaselineEntry(One, "A", "ä", "\ud83d\ude00"), new BaselineEntry(Two, "A", "b", "x")]));
        for (var length = 0; length < whole.Length - 1; length++)
        {
            Assert.Null(BaselineText.Parse(new SourceText("x.json", whole[..length]), out var error));
            Assert.InRange(error!.Position, 0, length);
        }

        for (var i = 0; i < whole.Length; i++)
        {
            foreach (var other in "\"{}[],:x7\\ \n\ud83d")
            {
                var source = new SourceText("x.json", whole[..i] + other + whole[(i + 1)..]);
                var read = BaselineText.Parse(source, out var error);
                Assert.True(read is null != error is null);
                Assert.InRange(error?.Position ?? 0, 0, source.Length);
            }
        }
    }

    [Theory]
    [InlineData("{ \"version\": 1, \"version\": 1 }", 16, "'version' is there twice")]
    [InlineData("{ \"version\": 1, \"other\": 1 }", 16, "a baseline has no key 'other'")]
    [InlineData("{ \"version\": 1.5 }", 13, "this version of a baseline is not known")]
    [InlineData("{ \"version\": \"1\" }", 13, "this version of a baseline is not known")]
    [InlineData("{ \"findings\": [] }", 2, "'version' and 'fingerprint' must stand above 'findings'")]
    [InlineData(Head + "{} ] }", 57, "'findings' must be a list")]
    [InlineData(Head + "[ {} ] }", 59, "'path' is missing")]
    [InlineData(Head + "[ { \"path\": 1 } ] }", 69, "'path' must be a string")]
    [InlineData(Head + "[ { \"path\": \"\\ud800\" } ] }", 69, "half a character is escaped here")]
    [InlineData(Head + "[ { \"path\": \"a\", \"path\": \"b\" } ] }", 74, "'path' is there twice")]
    [InlineData(Head + "[ { \"line\": \"a\" } ] }", 61, "a finding has no key 'line'")]
    [InlineData(Head + "[ { \"fingerprint\": \"12\" } ] }", 76, "a fingerprint has 64 small hexadecimal digits")]
    [InlineData(Head + "[] } {}", 62, "this is no valid JSON")]
    [InlineData(Head + "[], }", 61, "this is no valid JSON")]
    public void What_is_wrong_is_told_with_its_place(string text, int position, string message)
    {
        Assert.Null(BaselineText.Parse(new SourceText("x.json", text), out var error));
        Assert.StartsWith(message, error!.Message, StringComparison.Ordinal);
        Assert.Equal(position, error.Position);
    }

    [Fact]
    public void Lines_may_end_as_on_Windows_and_begin_with_a_mark()
    {
        var text = "\uFEFF" + BaselineText.Write(new BaselineDocument([new BaselineEntry(One, "A", "a", "x")])).ReplaceLineEndings("\r\n");

        Assert.True(BaselineText.Parse(new SourceText("x.json", text), out _)!.Holds(One));
    }

    private const string Head = "{ \"version\": 1, \"fingerprint\": \"envlint/v1\", \"findings\": ";
}
