using System.Text;
using EnvLint.Syntax.Toml;
using EnvLint.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.Core.Tests.Syntax.Toml;

public sealed class TomlLosslessTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "tests", "EnvLint.Core.Tests", "Data", "Syntax", "Toml");

    private static readonly string Sample = File.ReadAllText(Path.Combine(Folder, "sample.toml"));

    // Pieces that meet each other in all ways: what a random string of characters would hardly ever make.
    private static readonly string[] Pieces =
    [
        "a", "b.c", "\"q\"", "'l'", "\"\"\"", "'''", "\"", "'", "=", " = ", ".", ",", "[", "]", "[[", "]]", "{", "}", "#", "# c", "\n", "\r\n", "\r",
        " ", "\t", "1", "-0", "0x1F", "1_000", "1.5e3", "inf", "true", "2024-02-29", "07:32:00", "T", "Z", "\\", "\\n", "\\u00E9", "\\\n", "\uFEFF",
        "\uD83D", "\uDE00", "\u0000", "é", "a = 1\n", "[t]\n", "[[t]]\n", "a.b = {c = 1}\n", "x = [\n", "y = {",
    ];

    [Fact]
    public void Tokens_of_the_sample_tile_its_text()
    {
        var document = TomlDocument.Parse(Sample);

        Assert.Empty(document.Errors);
        AssertLossless(document, Sample);
    }

    [Fact]
    public void Tokens_of_the_sample_put_together_are_its_text()
    {
        var text = new StringBuilder();
        foreach (var token in TomlDocument.Parse(Sample).Tokens)
        {
            text.Append(Sample, token.Start, token.Length);
        }

        Assert.Equal(Sample, text.ToString());
    }

    [Fact]
    public void No_token_of_the_sample_is_skipped_or_runs_over_a_line_end_that_is_not_its_own()
    {
        foreach (var token in TomlDocument.Parse(Sample).Tokens)
        {
            Assert.NotEqual(TomlTokenKind.Skipped, token.Kind);
            if (token.Kind is not (TomlTokenKind.Newline or TomlTokenKind.MultilineBasicString or TomlTokenKind.MultilineLiteralString))
            {
                Assert.DoesNotContain('\n', Sample.Substring(token.Start, token.Length));
            }
        }
    }

    [Fact]
    public void Tokens_of_the_sample_are_those_of_the_baseline() =>
        Assert.Equal(File.ReadAllText(Path.Combine(Folder, "sample.tokens")).ReplaceLineEndings("\n"), Baseline(TomlDocument.Parse(Sample)));

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Every_beginning_of_the_sample_is_taken_and_stays_lossless(string lineEnd) =>
        TreeAssert.EachBeginning(Sample.ReplaceLineEndings(lineEnd), static text => AssertLossless(TomlDocument.Parse(text), text));

    [Fact]
    public void The_sample_without_any_one_character_is_taken_and_stays_lossless()
    {
        for (var i = 0; i < Sample.Length; i++)
        {
            var text = Sample.Remove(i, 1);
            AssertLossless(TomlDocument.Parse(text), text);
        }
    }

    [Fact]
    public void Line_ends_of_Windows_change_no_value()
    {
        var document = TomlDocument.Parse(Sample.ReplaceLineEndings("\r\n"));

        Assert.Empty(document.Errors);
        Assert.Equal(TomlText.Show(TomlDocument.Parse(Sample).Root), TomlText.Show(document.Root));
    }

    [Fact]
    public void Any_string_is_tiled() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>().Filter(static text => text is not null), static text => AssertLossless(TomlDocument.Parse(text), text))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Any_row_of_pieces_of_TOML_is_tiled()
    {
        var texts = Gen.Elements(Pieces).ListOf().Select(static pieces => string.Concat(pieces));
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(3000),
            Prop.ForAll(Arb.From(texts), static text => AssertLossless(TomlDocument.Parse(text), text)));
    }

    internal static void AssertLossless(TomlDocument document, string text)
    {
        Assert.Same(text, document.Text);
        TreeAssert.Tiles(text, document.Tokens, static token => token.Span);
        TreeAssert.Within(text, document.Errors.Select(static error => error.Span));
        TreeAssert.Within(text, document.Comments);
        for (var i = 1; i < document.Errors.Length; i++)
        {
            Assert.True(document.Errors[i - 1].Span.Start <= document.Errors[i].Span.Start, "errors are in order");
        }

        var end = 0;
        foreach (var statement in document.Statements)
        {
            Assert.True(statement.Span.Start >= end && statement.Span.Contains(statement.Key.Span), "statements are in order and hold their keys");
            end = statement.Span.End;
            if (statement is TomlKeyValue pair)
            {
                Assert.True(pair.Value is TomlInvalid { Span.IsEmpty: true } || pair.Span.Contains(pair.Value.Span), "a pair holds its value");
                AssertNested(pair.Value);
            }
        }

        Assert.True(end <= text.Length);
        if (document.Tokens.Any(static token => token.Kind == TomlTokenKind.Skipped))
        {
            Assert.NotEmpty(document.Errors);
        }

        if (document.Errors.IsEmpty)
        {
            AssertNothingInvalid(document.Root);
        }
    }

    private static void AssertNested(TomlValue value)
    {
        if (value is TomlArray array)
        {
            var end = array.Span.Start;
            foreach (var item in array.Items)
            {
                Assert.True(item.Span.Start >= end && array.Span.Contains(item.Span), "an array holds its items in order");
                end = item.Span.End;
                AssertNested(item);
            }
        }
        else if (value is TomlInlineTable table)
        {
            var end = table.Span.Start;
            foreach (var pair in table.KeyValues)
            {
                Assert.True(pair.Span.Start >= end && table.Span.Contains(pair.Span), "an inline table holds its pairs in order");
                end = pair.Span.End;
                AssertNested(pair.Value);
            }
        }
        else if (value is TomlString text)
        {
            Assert.True(text.Span.Contains(text.ContentSpan), "a string holds its content");
        }
    }

    private static void AssertNothingInvalid(TomlValue value)
    {
        Assert.NotEqual(TomlValueKind.Invalid, value.Kind);
        if (value is TomlTable table)
        {
            foreach (var entry in table.Entries)
            {
                AssertNothingInvalid(entry.Value);
            }
        }
        else if (value is TomlArray array)
        {
            foreach (var item in array.Items)
            {
                AssertNothingInvalid(item);
            }
        }
    }

    private static string Baseline(TomlDocument document)
    {
        var lines = new StringBuilder();
        foreach (var token in document.Tokens)
        {
            lines.Append(token.Kind).Append(' ')
                .Append(document.Text, token.Start, token.Length)
                .Replace("\n", "\\n", lines.Length - token.Length, token.Length)
                .Append('\n');
        }

        return lines.ToString();
    }
}
