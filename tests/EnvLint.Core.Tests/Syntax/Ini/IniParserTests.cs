using EnvLint.Syntax.Ini;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Syntax.Ini;

public sealed class IniParserTests
{
    [Fact]
    public void A_section_and_its_settings_are_read()
    {
        var document = Host("[wsl2]\nmemory = 4GB\n\tswap=0\n");

        Assert.Empty(document.Errors);
        Assert.Equal(["wsl2.memory=4GB", "wsl2.swap=0"], Settings(document));
    }

    [Fact]
    public void A_comment_needs_no_blank_before_it()
    {
        var document = Host("[wsl2] # a\nmemory=4GB# b\n#c\n  # d\n");

        Assert.Empty(document.Errors);
        Assert.Equal(["wsl2.memory=4GB"], Settings(document));
        Assert.Equal(["# a", "# b", "#c", "# d"], Texts(document, IniTokenKind.Comment));
        Assert.Equal("# b", Text(document, Single(document).CommentSpan));
    }

    [Fact]
    public void Quotes_vanish_and_protect_blanks_and_hashes()
    {
        var setting = Single(Host("[wsl2]\nkernelCommandLine= \" a # b \"c \t\n"));

        Assert.Equal(" a # b c", setting.Value);
        Assert.True(setting.IsRead);
    }

    [Fact]
    public void Single_quotes_are_ordinary_characters()
        => Assert.Equal("'a", Single(Host("a='a # b'\n")).Value);

    [Fact]
    public void Escapes_become_their_characters()
        => Assert.Equal("\\ \" \b \n \t", Single(Host(@"a=\\ \"" \b \n \t")).Value);

    [Fact]
    public void Escapes_at_the_end_of_a_value_are_not_trimmed()
        => Assert.Equal("x\t", Single(Host("a=x\\t  \n")).Value);

    [Fact]
    public void An_unknown_escape_drops_the_line_on_the_host()
    {
        var document = Host("[wsl2]\nkernel=C:\\Users\\me # c\nmemory=4GB\n");

        var error = Assert.Single(document.Errors);
        Assert.Equal(IniErrorKind.InvalidEscape, error.Kind);
        Assert.Equal("\\U", document.Source.ToString(error.Span));
        Assert.Equal(2, error.Line);
        Assert.Null(document.StoppedBy);
        Assert.Equal(["wsl2.memory=4GB"], Settings(document));
        Assert.Equal("C:\\Users\\me", Text(document, document.Statements.OfType<IniSetting>().First().ValueSpan));
    }

    [Fact]
    public void An_unknown_escape_ends_the_reading_in_the_guest()
    {
        var document = Guest("[boot]\ncommand=echo \\$HOME\nsystemd=true\n[user]\ndefault=me\n");

        Assert.NotNull(document.StoppedBy);
        Assert.Empty(Settings(document));
        var behind = document.Statements.OfType<IniSetting>().Where(static setting => setting.IsBehindStop).ToList();
        Assert.Equal(["systemd", "default"], behind.Select(static setting => setting.Key));
        Assert.Equal(["boot", "user"], behind.Select(static setting => setting.Header?.Name));
    }

    [Fact]
    public void Only_the_first_error_of_the_guest_is_one()
    {
        var document = Guest("; a\n; b\n[boot\nsystemd\n");

        Assert.Single(document.Errors);
        Assert.Equal(4, document.Statements.Length);
    }

    [Fact]
    public void A_backslash_at_the_end_of_a_line_takes_the_line_end_out()
    {
        var setting = Single(Guest("[boot]\ncommand=a \\\n b\n"));

        Assert.Equal("a  b", setting.Value);
        Assert.Equal(3, setting.Line);
    }

    [Fact]
    public void On_the_host_a_continuation_works_with_carriage_returns()
        => Assert.Equal("E:\\wsl-build", Single(Host("[wsl2]\r\nswapfile=E:\\\\wsl-b\\\r\nuild\r\n")).Value);

    [Fact]
    public void In_the_guest_a_carriage_return_breaks_the_continuation()
    {
        var document = Guest("[boot]\r\ncommand=a \\\r\n b\r\nsystemd=true\r\n");

        Assert.Equal(["boot.command=a "], Settings(document));
        Assert.Equal(IniErrorKind.Expected, document.StoppedBy?.Kind);
        Assert.Equal("'='", document.StoppedBy?.Expected);
        Assert.Single(document.Tokens, static token => token.Kind == IniTokenKind.BrokenContinuation);
    }

    [Fact]
    public void Carriage_returns_are_taken_by_the_guest_and_counted_as_lines_of_their_own()
    {
        var document = Guest("[network]\r\nhostname=foo\r\n");

        Assert.Empty(document.Errors);
        Assert.Equal("foo", Single(document).Value);
        Assert.Equal(3, Single(document).Line);
    }

    [Fact]
    public void An_open_quote_drops_the_line()
    {
        var document = Host("[wsl2]\nkernelCommandLine=\"a # b\nmemory=4GB\n");

        var error = Assert.Single(document.Errors);
        Assert.Equal("\"", error.Expected);
        Assert.Equal(2, error.Line);
        Assert.Equal(["wsl2.memory=4GB"], Settings(document));
    }

    [Theory]
    [InlineData("[ wsl2 ]", IniErrorKind.InvalidSection, "")]
    [InlineData("[=b", IniErrorKind.InvalidSection, "")]
    [InlineData("[]", IniErrorKind.InvalidSection, "")]
    [InlineData("[", IniErrorKind.InvalidSection, "")]
    [InlineData("[wsl2", IniErrorKind.Expected, "']'")]
    [InlineData("[wsl 2]", IniErrorKind.Expected, "']'")]
    [InlineData("[wsl-2]", IniErrorKind.Expected, "']'")]
    [InlineData("[wsl2] x", IniErrorKind.Expected, "' ' or '\\n'")]
    [InlineData("; note", IniErrorKind.InvalidKey, "")]
    [InlineData("2a=b", IniErrorKind.InvalidKey, "")]
    [InlineData("\u00A0a=b", IniErrorKind.InvalidKey, "")]
    [InlineData("a b=c", IniErrorKind.Expected, "'='")]
    [InlineData("a.b=c", IniErrorKind.Expected, "'='")]
    [InlineData("a", IniErrorKind.Expected, "'='")]
    [InlineData("a\u00E4=c", IniErrorKind.Expected, "'='")]
    public void A_line_that_fails_says_what_is_missing(string line, IniErrorKind kind, string expected)
    {
        foreach (var dialect in new[] { IniDialect.Host, IniDialect.Guest })
        {
            var error = Assert.Single(Parse(line + "\n", dialect).Errors);
            Assert.Equal(kind, error.Kind);
            Assert.Equal(expected, error.Expected);
        }
    }

    [Theory]
    [InlineData("[ experimental ]", "wsl2.a")]
    [InlineData("[experimental] ; c", "expe.a")]
    [InlineData("[experimental", "expe.a")]
    [InlineData("[ws] x", "ws")]
    [InlineData("[Boot] x", "Boot.a")]
    public void After_a_bad_header_the_name_is_cut_to_the_length_of_the_last_good_one(string header, string name)
        => Assert.Equal(name, Assert.Single(Host($"[wsl2]\n{header}\na=1\n").Statements.OfType<IniSetting>()).FullName);

    [Fact]
    public void The_cut_name_stays_until_the_next_good_header()
    {
        var document = Host("[experimental]\n[wsl2] ; c\na=1\nb=2\n[ x ]\nc=3\n[wsl2]\nd=4\n");

        Assert.Equal(["wsl2", "wsl2", "wsl2", "wsl2.d"], document.Statements.OfType<IniSetting>().Select(static setting => setting.FullName));
    }

    [Fact]
    public void A_bad_header_still_names_what_is_meant()
    {
        var headers = Host("[ wsl2 ]\n[wsl 2] # c\n[experimental\n[boot] // x\n").Statements.Cast<IniHeader>();

        Assert.Equal(["wsl2", "wsl 2", "experimental", "boot"], headers.Select(static header => header.Name));
    }

    [Fact]
    public void A_byte_order_mark_matters_to_the_guest_only()
    {
        Assert.Empty(IniDocument.Parse(new SourceText(".wslconfig", "[wsl2]\na=1", TextEncoding.Utf8Bom), IniDialect.Host).Errors);
        Assert.Empty(IniDocument.Parse(new SourceText(".wslconfig", "[wsl2]\na=1", TextEncoding.Utf16LittleEndian), IniDialect.Host).Errors);

        var guest = IniDocument.Parse(new SourceText("wsl.conf", "\uFEFF[boot]\na=1"), IniDialect.Guest);
        Assert.Equal(IniErrorKind.InvalidKey, guest.StoppedBy?.Kind);
        Assert.Equal(1, guest.StoppedBy?.Line);
        Assert.All(guest.Statements, static statement => Assert.True(statement.IsBehindStop));
        Assert.NotNull(IniDocument.Parse(new SourceText("wsl.conf", "[boot]\n", TextEncoding.Utf16LittleEndian), IniDialect.Guest).StoppedBy);
    }

    [Fact]
    public void The_host_cuts_a_character_to_its_low_byte()
    {
        Assert.Equal("C:\\J\u00F6rg\u0028\u0037", Single(Host("a=C:\\\\Jörg用户".Replace("用户", "\u7528\u6237", StringComparison.Ordinal))).Value);
        Assert.Equal("ab", Single(Host("a=ab\u0100cd")).Value);
        Assert.Equal("\u7528", Single(Guest("a=\u7528")).Value);
    }

    [Fact]
    public void A_lone_carriage_return_ends_a_value_but_not_a_comment()
    {
        var document = Host("a=1\rb=2 # x\rc=3\nd=4");

        Assert.Equal(["a=1", "b=2", "d=4"], Settings(document));
    }

    [Fact]
    public void An_empty_value_is_a_value()
    {
        var document = Host("[wsl2]\nmemory=\nswap= # none\nkernel=\"\"\nx=");

        Assert.Equal(["wsl2.memory=", "wsl2.swap=", "wsl2.kernel=", "wsl2.x="], Settings(document));
    }

    [Fact]
    public void Tokens_tell_what_came_from_quotes_and_escapes()
    {
        var document = Host("a=x\"y # z\"\\\\w\\\n v # c\n");

        var tokens = document.ValueTokens(Single(document)).ToArray();
        Assert.Equal(
            [IniTokenKind.Text, IniTokenKind.Quote, IniTokenKind.QuotedText, IniTokenKind.Quote, IniTokenKind.Escape, IniTokenKind.Text, IniTokenKind.Continuation, IniTokenKind.Text],
            tokens.Select(static token => token.Kind));
    }

    internal static IniDocument Parse(string text, IniDialect dialect) => IniDocument.Parse(new SourceText("file", text), dialect);

    private static IniDocument Host(string text) => Parse(text, IniDialect.Host);

    private static IniDocument Guest(string text) => Parse(text, IniDialect.Guest);

    private static IniSetting Single(IniDocument document) => Assert.Single(document.Statements.OfType<IniSetting>());

    private static string Text(IniDocument document, TextSpan span) => document.Source.ToString(span);

    private static IEnumerable<string> Texts(IniDocument document, IniTokenKind kind) =>
        document.Tokens.Where(token => token.Kind == kind).Select(token => Text(document, token.Span));

    private static IEnumerable<string> Settings(IniDocument document) =>
        document.Statements.OfType<IniSetting>().Where(static setting => setting.IsRead).Select(static setting => $"{setting.FullName}={setting.Value}");
}
