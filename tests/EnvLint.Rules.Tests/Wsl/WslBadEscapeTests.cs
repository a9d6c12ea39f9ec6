using EnvLint.Diagnostics;
using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslBadEscapeTests() : RuleTest<WslBadEscape>(".wslconfig")
{
    [Fact]
    public void An_unknown_escape_drops_the_line() => Reports(
        "[wsl2]\nkernel=C:[|\\U|]sers\\me\\bzImage\n",
        fixedText: "[wsl2]\nkernel=C:\\\\Users\\\\me\\\\bzImage\n",
        message: "`\\U` is no escape: WSL drops the line of `kernel`",
        safety: FixSafety.Safe);

    [Fact]
    public void Backspace_line_feed_and_tab_are_taken_without_a_word() => Reports(
        "[wsl2]\nkernel=C:[|\\b|]in\\new\\tool\n",
        fixedText: "[wsl2]\nkernel=C:\\\\bin\\\\new\\\\tool\n",
        message: "`\\b` becomes a backspace: WSL looks for `C:<U+0008>in<U+000A>ew<U+0009>ool`");

    [Fact]
    public void Pairs_are_kept_where_others_are_doubled() => Reports(
        "[wsl2]\nswapFile=\"D:\\\\wsl[|\\t|]mp\\\\s.vhdx\" # c\n",
        fixedText: "[wsl2]\nswapFile=\"D:\\\\wsl\\\\tmp\\\\s.vhdx\" # c\n");

    [Fact]
    public void A_server_gets_four_backslashes() => Reports(
        "[wsl2]\nkernel=\\\\server[|\\s|]hare\\k\n",
        fixedText: "[wsl2]\nkernel=\\\\\\\\server\\\\share\\\\k\n");

    [Fact]
    public void A_backslash_at_the_end_takes_the_next_setting_in() => Reports(
        "[wsl2]\nswapFile=D:\\\\wsl[|\\|]\nmemory=4GB\n",
        fixedText: "[wsl2]\nswapFile=D:\\\\wsl\\\\\nmemory=4GB\n",
        message: "the backslash at the end of the line takes in the next one: `memory=4GB` becomes part of `swapFile`");

    [Fact]
    public void A_backslash_at_the_end_takes_the_next_header_in() => Reports(
        "[wsl2]\nkernelCommandLine=quiet [|\\|]\n[experimental]\nsparseVhd=true\n",
        fixedText: "[wsl2]\nkernelCommandLine=quiet \n[experimental]\nsparseVhd=true\n");

    [Fact]
    public void A_backslash_before_the_closing_quote_takes_it_away() => Reports(
        "[wsl2]\nswapFile=\"D:\\\\wsl[|\\\"|]\nmemory=4GB\n",
        fixedText: "[wsl2]\nswapFile=\"D:\\\\wsl\\\\\"\nmemory=4GB\n",
        message: "the backslash takes the closing quote away: WSL drops the line of `swapFile`");

    [Fact]
    public void A_backslash_at_the_end_of_the_file_is_no_escape() => Reports(
        "[wsl2]\nkernel=C:\\\\wsl[|\\|]",
        fixedText: "[wsl2]\nkernel=C:\\\\wsl\\\\",
        message: "nothing follows the backslash: WSL drops the line of `kernel`");

    [Fact]
    public void In_a_command_of_the_guest_it_ends_the_reading() => Reports(
        "[boot]\ncommand=echo [|\\$|]HOME \\; true\nsystemd=true\n",
        fixedText: "[boot]\ncommand=echo \\\\$HOME \\\\; true\nsystemd=true\n",
        message: "`\\$` is no escape: WSL stops reading here and ignores `boot.systemd`",
        file: "wsl.conf");

    [Fact]
    public void Keys_under_a_header_that_fails_count_as_what_they_are_meant_for() => Reports(
        "[wsl2] ; x\nkernel=C:[|\\t|]emp\n",
        fixedText: "[wsl2] ; x\nkernel=C:\\\\temp\n");

    [Fact]
    public void Doubled_backslashes_are_right() => IsSilent("[wsl2]\nkernel=C:\\\\bin\\\\new\\\\tool\n");

    [Fact]
    public void Forward_slashes_are_right() => IsSilent("[wsl2]\nkernel=C:/bin/new/tool\n");

    [Fact]
    public void Escapes_in_a_command_may_be_meant() => IsSilent("[boot]\ncommand=printf 'a\\tb\\n'\n", file: "wsl.conf");

    [Fact]
    public void Escaped_quotes_are_right() => IsSilent("[boot]\ncommand=sh -c \\\"echo hi\\\"\n", file: "wsl.conf");

    [Fact]
    public void A_continuation_that_continues_is_right() => IsSilent("[wsl2]\nswapfile=E:\\\\wsl-b\\\nuild\\\\swap.vhdx # c\n");

    [Fact]
    public void A_continued_command_is_right() => IsSilent("[boot]\ncommand=a \\\n  FOO=bar b \\\n  c\n", file: "wsl.conf", crlf: false);

    [Fact]
    public void Behind_the_stop_nothing_is_said() => IsSilent("[boot\ncommand=\\$HOME\n", file: "wsl.conf");

    [Fact]
    public void Backslashes_in_comments_are_fine() => IsSilent("[wsl2]\nmemory=4GB # C:\\Users\n# D:\\new\\\n");
}
