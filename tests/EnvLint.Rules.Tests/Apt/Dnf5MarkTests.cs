using EnvLint.Diagnostics;
using EnvLint.Rules.Apt;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Apt;

public sealed class Dnf5MarkTests() : RuleTest<Dnf5Mark>("Dockerfile")
{
    [Theory]
    [InlineData("FROM fedora:42\nRUN dnf mark [|install|] gcc\n", "FROM fedora:42\nRUN dnf mark user gcc\n")]
    [InlineData("FROM fedora:41\nRUN dnf -y mark [|remove|] gcc make\n", "FROM fedora:41\nRUN dnf -y mark dependency gcc make\n")]
    [InlineData("FROM example/x:1\nRUN dnf5 mark [|install|] gcc\n", "FROM example/x:1\nRUN dnf5 mark user gcc\n")]
    public void Has_another_word(string text, string expected) => Reports(text, fixedText: expected, severity: Severity.Warning, safety: FixSafety.Safe);

    [Fact]
    public void Says_which() => Reports(
        "FROM fedora:43\nRUN dnf mark [|install|] gcc\n", fixedText: "FROM fedora:43\nRUN dnf mark user gcc\n", message: "dnf 5 does not know 'mark install': the word is 'user'");

    [Theory]
    [InlineData("FROM fedora:40\nRUN dnf mark install gcc\n")]
    [InlineData("FROM rockylinux:9\nRUN dnf mark install gcc\n")]
    [InlineData("FROM fedora:42\nRUN dnf mark user gcc && dnf mark group x gcc\n")]
    [InlineData("FROM fedora:42\nRUN dnf install -y mark install\n")]
    [InlineData("FROM example/x:1\nRUN dnf mark install gcc\n")]
    [InlineData("FROM fedora:42\nRUN dnf $WHAT mark install\n")]
    public void Is_silent(string text) => IsSilent(text);

    [Fact]
    public void A_script_may_run_on_any_release() => IsSilent("dnf mark install gcc\n", file: "setup.sh");
}
