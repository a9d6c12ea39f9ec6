using System.Diagnostics;
using EnvLint.Syntax.Ini;
using EnvLint.Testing;
using EnvLint.Text;
using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.Core.Tests.Syntax.Ini;

public sealed class IniTreeTests
{
    private const string Sample =
        "# settings\r\n[wsl2] # all\nmemory = 8GB\nkernel=C:\\\\a \"b # c\" \\\n  d # e\n\n" +
        "[ experimental ]\nsparseVhd=true ; no\nbad key=1\n; note\n[auto\n\tkernelCommandLine=\"open\nswapFile=C:\\Users\\me\r\n\rx=\\\n";

    private static readonly string[] Pieces =
    [
        "[", "]", "wsl2", "experimental", "boot", "memory", "=", " ", "\t", "\n", "\r\n", "\r", "#", ";", "//", "\"", "\\", "\\\\", "\\n",
        "\\U", "\\\n", "\\\r\n", "4GB", "true", ".", "-", "\u00A0", "\u00E4", "\u7528", "\uD83D\uDE00", "\uD83D", "\0", "1",
    ];

    public static TheoryData<string> Broken => new()
    {
        "", "\n", "[", "]", "=", "\\", "\"", "#", "[a", "[a]b", "a=\\", "a=\"", "a=\"\\", "a=\\\r", "a=\r", "\r", "\r\r\n", "[\n", "a\n=b", "\0", "a=\0b", "\uD83D", "a=\\\uD83D\uDE00",
    };

    [Fact]
    public void Tokens_of_a_file_tile_it() => AssertWhole(Sample);

    [Theory]
    [MemberData(nameof(Broken))]
    public void Tokens_of_a_broken_file_tile_it(string text) => AssertWhole(text);

    [Fact]
    public void Each_beginning_of_a_file_is_taken() => TreeAssert.EachBeginning(Sample, AssertWhole);

    [Fact]
    public void Each_removed_character_leaves_a_file_that_is_taken()
    {
        for (var i = 0; i < Sample.Length; i++)
        {
            AssertWhole(Sample.Remove(i, 1));
        }
    }

    [Fact]
    public void Any_text_is_taken()
    {
        var texts = Gen.Elements(Pieces).ListOf().Select(static pieces => string.Concat(pieces));
        Check.QuickThrowOnFailure(Prop.ForAll(texts.ToArbitrary(), static text =>
        {
            AssertWhole(text);
            return true;
        }));
    }

    [Fact]
    public void The_host_reads_the_same_with_either_line_end()
    {
        var texts = Gen.Elements(Pieces.Where(static piece => !piece.Contains('\r', StringComparison.Ordinal)).ToArray()).ListOf().Select(static pieces => string.Concat(pieces));
        Check.QuickThrowOnFailure(Prop.ForAll(texts.ToArbitrary(), static text =>
        {
            var unix = IniParserTests.Parse(text, IniDialect.Host);
            var windows = IniParserTests.Parse(text.Replace("\n", "\r\n", StringComparison.Ordinal), IniDialect.Host);
            Assert.Equal(Facts(unix), Facts(windows));
            return true;
        }));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("\"")]
    [InlineData("\\")]
    [InlineData("\\\n")]
    [InlineData("a=\\\n")]
    [InlineData("[a")]
    [InlineData("#")]
    [InlineData("\r")]
    [InlineData("a ")]
    [InlineData("a=b\n")]
    [InlineData("[a]\n")]
    public void Hostile_files_take_linear_time(string piece)
    {
        // Far above what a linear parser needs, far below what a quadratic one does.
        const int Length = 200_000;
        var text = string.Concat(Enumerable.Repeat(piece, Length / piece.Length));
        foreach (var prefix in new[] { "", "a=", "a=\"", "[" })
        {
            var watch = Stopwatch.StartNew();
            IniParserTests.Parse(prefix + text, IniDialect.Host);
            IniParserTests.Parse(prefix + text, IniDialect.Guest);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{Length} characters took {watch.Elapsed}");
        }
    }

    private static void AssertWhole(string text)
    {
        foreach (var dialect in new[] { IniDialect.Host, IniDialect.Guest })
        {
            var document = IniParserTests.Parse(text, dialect);
            var content = document.Source.Content;
            TreeAssert.Tiles(content, document.Tokens, static token => token.Span);
            TreeAssert.Within(content, document.Statements.Select(static statement => statement.Span));
            TreeAssert.Within(content, document.Errors.Select(static error => error.Span));
            var next = 0;
            foreach (var statement in document.Statements)
            {
                Assert.True(statement.Span.Start >= next && statement.Span.Length > 0, $"{statement.GetType().Name} at {statement.Span} begins before {next} or is empty");
                next = statement.Span.End;
                if (statement is IniSetting setting)
                {
                    Assert.Equal(setting.Key, document.Source.ToString(setting.KeySpan));
                    Assert.True(setting.Span.Contains(setting.ValueSpan));
                    var tokens = document.ValueTokens(setting);
                    Assert.Equal(setting.ValueSpan.Length, tokens.ToArray().Sum(static token => token.Span.Length));
                }
            }

            Assert.Equal(dialect == IniDialect.Guest && document.Errors.Length > 0, document.StoppedBy is not null);
        }
    }

    private static IEnumerable<string> Facts(IniDocument document) =>
        document.Errors.Select(static error => $"{error.Kind} {error.Expected} {error.Line}")
            .Concat(document.Statements.OfType<IniSetting>().Where(static setting => setting.IsRead).Select(static setting => $"{setting.FullName}={setting.Value} {setting.Line}"));
}
