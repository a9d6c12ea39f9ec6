using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslSyntaxErrorTests() : RuleTest<WslSyntaxError>("wsl.conf")
{
    [Fact]
    public void A_hyphen_in_a_key_ends_the_reading() => Reports(
        "[automount]\n[|mount-fs-tab = true|]\nroot = /\n",
        message: "WSL expects `=` behind `mount` and finds `-`: WSL stops reading here and ignores `automount.root`");

    [Fact]
    public void A_colon_is_no_equals_sign() => Reports(
        "[boot]\n[|systemd: true|]\n[user]\ndefault=me\n",
        message: "WSL expects `=` behind `systemd` and finds `:`: WSL stops reading here and ignores `user.default`");

    [Fact]
    public void On_the_host_only_the_line_is_lost() => Reports(
        "[wsl2]\n[|memory 4GB|]\nprocessors=2\n",
        message: "WSL expects `=` behind `memory` and finds `4`: WSL skips the line",
        file: ".wslconfig");

    [Fact]
    public void Each_bad_line_of_the_host_is_named() => Reports(
        "[wsl2]\n[|localhost_forwarding=false|]\n[|memory|] # c\n[|-|]\n[|kernelCommandLine=\"a|]\n",
        file: ".wslconfig");

    [Fact]
    public void A_key_without_value_and_sign_is_named() => Reports(
        "[boot]\n[|systemd|]\n",
        message: "there is no `=` behind `systemd`: WSL stops reading here");

    [Fact]
    public void An_open_quote_is_named() => Reports(
        "[boot]\n[|command=sh -c \"a|]\nsystemd=true\n",
        message: "the value of `command` opens a double quote and never closes it: WSL stops reading here and ignores `boot.systemd`");

    [Fact]
    public void Many_lost_keys_are_counted() => Reports(
        "[|1|]\n[boot]\na=1\nb=2\n[user]\nc=3\nd=4\ne=5\nf=6\n",
        message: "a line cannot begin with `1`: WSL stops reading here and ignores `boot.a`, `boot.b`, `user.c`, `user.d` and 2 more");

    [Fact]
    public void The_right_spelling_of_a_key_is_in_the_note()
    {
        var finding = Assert.Single(Reports("[wsl2]\n[|localhost_forwarding=false|]\n", file: ".wslconfig"));
        Assert.Contains("localhostForwarding", Assert.Single(finding.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Nameserver_lines_beside_settings_belong_elsewhere()
    {
        var finding = Assert.Single(Reports("[network]\ngenerateResolvConf=false\n[|nameserver 1.1.1.1|]\n"));
        Assert.Contains("resolv.conf", Assert.Single(finding.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_parses_is_fine() => IsSilent("[boot]\nsystemd=true\n# a: b\n");

    [Fact]
    public void Nothing_behind_the_stop_is_looked_at() => Reports("[|=|]\n2\n3\n[boot]\nsystemd 4\n");

    [Fact]
    public void A_wrong_comment_is_another_rule() => IsSilent("; a\n[boot]\n");

    [Fact]
    public void A_bad_header_is_another_rule() => IsSilent("[boot\nsystemd=true\n");

    [Fact]
    public void A_bad_escape_is_another_rule() => IsSilent("[boot]\ncommand=\\$HOME\n");

    [Fact]
    public void A_dotted_key_is_another_rule() => IsSilent("wsl2.memory=4GB\n", file: ".wslconfig");

    [Fact]
    public void A_no_break_space_is_another_rule() => IsSilent("[boot]\nsystemd\u00A0=true\n");

    [Fact]
    public void A_line_that_a_carriage_return_cuts_off_is_another_rule() => IsSilent("[boot]\r\ncommand=a \\\r\n b\r\n");

    [Fact]
    public void Another_format_is_left_alone() => IsSilent(":WSLInterop:M::MZ::/init:PF\n");
}
