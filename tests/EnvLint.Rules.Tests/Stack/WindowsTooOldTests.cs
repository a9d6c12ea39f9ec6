using EnvLint.Diagnostics;
using EnvLint.Rules.Stack;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Stack;

public sealed class WindowsTooOldTests() : RuleTest<WindowsTooOld>("setup.sh")
{
    [Fact]
    public void No_GPU_in_WSL() => Reports(
        "pip install [|onnxruntime-gpu==1.18.0|]\n",
        message: "the target's Windows, build 19041, hands no GPU to WSL: that came with build 19044, and 'onnxruntime-gpu' is for a GPU",
        target: "platform=wsl2,windows-build=19041");

    [Fact]
    public void Settings_that_came_later() => Reports(
        "[wsl2]\nmemory=16GB\n[|networkingMode|]=mirrored\n[|dnsTunneling|]=true\n",
        message: "`networkingMode` does nothing on the target's Windows, build 19045: it came with build 22621\n`dnsTunneling` does nothing on the target's Windows, build 19045: it came with build 22621",
        severity: Severity.Warning,
        target: "platform=wsl2,windows-build=19045",
        file: ".wslconfig");

    [Theory]
    [InlineData("[wsl2]\nnetworkingMode=mirrored\n", "platform=wsl2,windows-build=22631")]
    [InlineData("[wsl2]\nnetworkingMode=nat\n", "platform=wsl2,windows-build=19045")]
    [InlineData("[wsl2]\nmemory=16GB\n", "platform=wsl2,windows-build=19045")]
    [InlineData("[wsl2]\nnetworkingMode=mirrored\n", "platform=wsl2")]
    [InlineData("[wsl2]\nnetworkingMode=mirrored\n", "platform=linux,windows-build=19045")]
    public void Settings_that_are_there(string text, string target) => IsSilent(text, target: target, file: ".wslconfig");

    [Theory]
    [InlineData("platform=wsl2,windows-build=19044")]
    [InlineData("platform=wsl2,windows-build=26100")]
    [InlineData("platform=wsl2")]
    public void New_enough_or_not_said(string target) => IsSilent("pip install onnxruntime-gpu==1.18.0\n", target: target);

    [Fact]
    public void Nothing_uses_a_GPU() => IsSilent("pip install numpy\n", target: "platform=wsl2,windows-build=19041");
}
