using EnvLint.Diagnostics;
using EnvLint.Rules.Wsl;
using EnvLint.Testing;
using EnvLint.Text;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslEncodingTests() : RuleTest<WslEncoding>("wsl.conf")
{
    [Fact]
    public void A_byte_order_mark_loses_the_whole_file()
    {
        var finding = Assert.Single(Reports(
            "[||][boot]\nsystemd=true\n[user]\ndefault=me\n",
            fixedText: "[boot]\nsystemd=true\n[user]\ndefault=me\n",
            message: "the file begins with a byte order mark: WSL takes its first byte for an invalid key and ignores `boot.systemd` and `user.default`",
            encoding: TextEncoding.Utf8Bom));
        Assert.Equal(TextEncoding.Utf8, finding.Fix?.Encoding);
    }

    [Fact]
    public void Utf16_loses_the_whole_file() => Reports(
        "[||][boot]\nsystemd=true\n",
        fixedText: "[boot]\nsystemd=true\n",
        message: "the file is UTF-16: WSL takes its first byte for an invalid key and ignores `boot.systemd`",
        encoding: TextEncoding.Utf16LittleEndian);

    [Fact]
    public void With_nothing_to_lose_it_is_a_warning() => Reports(
        "[||]# empty\n",
        fixedText: "# empty\n",
        severity: Severity.Warning,
        encoding: TextEncoding.Utf8Bom);

    [Fact]
    public void A_no_break_space_before_a_key_ends_the_reading() => Reports(
        "[boot]\n[|\u00A0|]systemd=true\n[user]\ndefault=me\n",
        fixedText: "[boot]\nsystemd=true\n[user]\ndefault=me\n",
        message: "the character U+00A0 (no-break space) is neither blank nor tab to WSL: WSL stops reading here and ignores `user.default`");

    [Fact]
    public void A_no_break_space_before_the_equals_sign_drops_the_line() => Reports(
        "[wsl2]\nmemory[|\u00A0|]= 4GB\n",
        fixedText: "[wsl2]\nmemory= 4GB\n",
        message: "the character U+00A0 (no-break space) is neither blank nor tab to WSL: it skips the line",
        file: ".wslconfig");

    [Fact]
    public void Invisible_characters_around_a_header_count() => Reports(
        "[[|\u200B|]wsl2]\nmemory=4GB\n[experimental][|\u00A0\u00A0|]\n",
        fixedText: "[wsl2]\nmemory=4GB\n[experimental]\n",
        file: ".wslconfig");

    [Fact]
    public void Invisible_characters_in_a_value_spoil_it() => Reports(
        "[wsl2]\nmemory=8[|\u00A0|]GB\u200B\n",
        fixedText: "[wsl2]\nmemory=8GB\n",
        message: "the character U+00A0 (no-break space) is part of the value of `memory`: WSL does not take it and keeps the default, 50% of host RAM",
        file: ".wslconfig");

    [Fact]
    public void A_carriage_return_breaks_a_continuation() => Reports(
        "[boot]\r\ncommand=a [|\\|]\r\n b\r\n[user]\r\ndefault=me\r\n",
        fixedText: "[boot]\r\ncommand=a \\\n b\r\n[user]\r\ndefault=me\r\n",
        message: "the backslash stands before a carriage return and continues nothing: `command` ends here, and the next line is read on its own; WSL stops there and ignores `user.default`");

    [Fact]
    public void A_continuation_without_carriage_return_is_right() => IsSilent("[boot]\ncommand=a \\\n b\n", crlf: false);

    [Fact]
    public void Carriage_returns_alone_are_fine() => IsSilent("[boot]\r\nsystemd=true\r\n");

    [Fact]
    public void On_the_host_a_continuation_may_have_carriage_returns() => IsSilent("[wsl2]\r\nswapfile=E:\\\\b\\\r\nuild.vhdx\r\n", file: ".wslconfig");

    [Fact]
    public void On_the_host_a_byte_order_mark_is_fine() => IsSilent("[wsl2]\nmemory=4GB\n", file: ".wslconfig", encoding: TextEncoding.Utf8Bom);

    [Fact]
    public void Invisible_characters_in_comments_are_fine() => IsSilent("#\u00A0a\n[boot] #\u00A0b\nsystemd=true #\u00A0c\n");

    [Fact]
    public void Letters_of_other_scripts_are_no_invisible_characters() => IsSilent("[boot]\nsyst\u00E4md=true\n");

    [Fact]
    public void A_value_that_is_bad_anyway_is_another_rule() => IsSilent("[wsl2]\nmemory=8\u00A0gib\n", file: ".wslconfig");

    [Fact]
    public void Text_may_hold_a_no_break_space() => IsSilent("[boot]\ncommand=echo\u00A0a\n");
}
