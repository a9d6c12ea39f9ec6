using EnvLint.Diagnostics;
using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslHypervisorOffTests() : RuleTest<WslHypervisorOff>("setup.bat")
{
    private const string Message = "'hypervisorlaunchtype off' keeps the hypervisor from starting with Windows: WSL 2 and Docker Desktop do not run then";

    [Fact]
    public void Wsl_does_not_start() => Reports(
        "[|bcdedit /set hypervisorlaunchtype off|]\nwsl --install\n", fixedText: "bcdedit /set hypervisorlaunchtype auto\nwsl --install\n", message: Message, safety: FixSafety.Safe);

    [Fact]
    public void Nor_does_docker() => Reports(
        "[|bcdedit.exe /set \"{current}\" HypervisorLaunchType Off|]\ndocker run x\n", fixedText: "bcdedit.exe /set \"{current}\" HypervisorLaunchType auto\ndocker run x\n", file: "setup.ps1");

    [Fact]
    public void A_target_that_is_wsl_needs_it() => Reports(
        "[|bcdedit /set hypervisorlaunchtype off|]", fixedText: "bcdedit /set hypervisorlaunchtype auto", target: "wsl2");

    [Fact]
    public void In_a_branch_it_may_not_come_to_it() => Reports(
        "if \"%1\"==\"vbox\" [|bcdedit /set hypervisorlaunchtype off|]\nwsl --status\n",
        fixedText: "if \"%1\"==\"vbox\" bcdedit /set hypervisorlaunchtype auto\nwsl --status\n",
        severity: Severity.Warning);

    [Fact]
    public void Alone_it_may_be_meant() => Reports(
        "[|bcdedit /set hypervisorlaunchtype off|]", fixedText: "bcdedit /set hypervisorlaunchtype auto", severity: Severity.Info, confidence: Confidence.Medium);

    [Theory]
    [InlineData("bcdedit /set hypervisorlaunchtype auto\nwsl --install")]
    [InlineData("if \"%1\"==\"on\" (\n bcdedit /set hypervisorlaunchtype auto\n) else (\n bcdedit /set hypervisorlaunchtype off\n)\nwsl --status")]
    [InlineData("bcdedit /set hypervisorlaunchtype %1\nwsl --status")]
    [InlineData("bcdedit /enum\nwsl --status")]
    [InlineData("echo bcdedit /set hypervisorlaunchtype off\nwsl --status")]
    [InlineData("REM bcdedit /set hypervisorlaunchtype off\nwsl --status")]
    [InlineData("bcdedit /set nx OptOut\nwsl --status")]
    public void What_leaves_it_on_is_right(string text) => IsSilent(text);
}
