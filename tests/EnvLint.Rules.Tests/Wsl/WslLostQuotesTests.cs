using EnvLint.Diagnostics;
using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslLostQuotesTests() : RuleTest<WslLostQuotes>("wsl.conf")
{
    [Fact]
    public void The_shell_never_sees_double_quotes() => Reports(
        "[boot]\ncommand=sh -c [|\"echo hi\"|]\nsystemd=true\n",
        fixedText: "[boot]\ncommand=sh -c \\\"echo hi\\\"\nsystemd=true\n",
        message: "WSL takes these quotes out: the shell runs `sh -c echo hi`",
        safety: FixSafety.Safe);

    [Fact]
    public void All_of_them_are_escaped() => Reports(
        "[boot]\ncommand=a \"b\" [|\"c d\"|] \"$E\"\n",
        fixedText: "[boot]\ncommand=a \\\"b\\\" \\\"c d\\\" \\\"$E\\\"\n");

    [Fact]
    public void A_hash_inside_stays_protected() => Reports(
        "[boot]\ncommand=echo [|\"a # b\"|] # c\n",
        fixedText: "[boot]\ncommand=echo \\\"\"a # b\"\\\" # c\n");

    [Fact]
    public void Empty_quotes_are_an_argument() => Reports(
        "[boot]\ncommand=useradd -c [|\"\"|] me\n",
        fixedText: "[boot]\ncommand=useradd -c \\\"\\\" me\n");

    [Fact]
    public void Quotes_around_everything_stay() => Reports(
        "[boot]\ncommand=\"sh -c [|\"echo hi\"|] && echo ready\"\n",
        fixedText: "[boot]\ncommand=\"sh -c \\\"echo hi\\\" && echo ready\"\n",
        safety: FixSafety.Safe);

    [Fact]
    public void Quotes_at_both_ends_may_be_two_arguments() => Reports(
        "[boot]\ncommand=[|\"/opt/my tools/start\"|] --name \"a b\"\n",
        fixedText: "[boot]\ncommand=\\\"/opt/my tools/start\\\" --name \\\"a b\\\"\n");

    [Fact]
    public void The_kernel_sees_none_either() => Reports(
        "[wsl2]\nkernelCommandLine=dyndbg=[|\"file a.c +p\"|] quiet\n",
        fixedText: "[wsl2]\nkernelCommandLine=dyndbg=\\\"file a.c +p\\\" quiet\n",
        message: "WSL takes these quotes out: the kernel gets `dyndbg=file a.c +p quiet`",
        file: ".wslconfig");

    [Theory]
    [InlineData("sh -c 'echo hi'")]
    [InlineData("\"service docker start\"")]
    [InlineData("echo \"hi\" > \"/tmp/a.log\"")]
    [InlineData("sh -c \\\"echo hi\\\"")]
    [InlineData("echo hi # \"a b\"")]
    [InlineData("\"sh -c \\\"echo hi\\\"\"")]
    [InlineData("\"mkdir -p \"/run/models\" && chown me /run/models\"")]
    public void Commands_that_lose_nothing_are_right(string command) => IsSilent($"[boot]\ncommand={command}\n");

    [Fact]
    public void Quotes_around_other_values_are_right() => IsSilent("[automount]\noptions=\"metadata,umask=22\"\n");

    [Fact]
    public void A_command_that_is_not_read_does_not_count() => IsSilent("[user]\ncommand=sh -c \"echo hi\"\n");
}
