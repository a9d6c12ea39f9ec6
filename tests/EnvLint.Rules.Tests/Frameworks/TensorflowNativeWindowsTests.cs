using EnvLint.Diagnostics;
using EnvLint.Rules.Frameworks;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Frameworks;

public sealed class TensorflowNativeWindowsTests() : RuleTest<TensorflowNativeWindows>("setup.ps1")
{
    private const string Gpu = "platform=windows,gpu=RTX 3060";

    [Fact]
    public void On_a_target_with_a_GPU()
    {
        var found = Reports(
            "pip install [|tensorflow==2.15.0|]\n",
            message: "'tensorflow==2.15.0' uses no GPU on Windows itself: the last release that does is 2.10, and the target has a GPU",
            target: Gpu);
        Assert.NotNull(found[0].Target);
    }

    [Fact]
    public void The_extra_asks_for_a_GPU() => Reports(
        "pip install [|\"tensorflow[and-cuda]==2.17.0\"|]\n",
        message: "'tensorflow==2.17.0' uses no GPU on Windows itself: the last release that does is 2.10, and the extra 'and-cuda' asks for one");

    [Fact]
    public void Without_a_bound_it_is_today_s_choice() => Reports("pip install [|tensorflow|]\n", severity: Severity.Warning, target: Gpu);

    [Fact]
    public void A_list() => Reports("numpy\n[|tensorflow>=2.12|]\n", file: "requirements.txt", target: Gpu);

    [Fact]
    public void In_a_linked_file()
    {
        Beside("requirements.txt", "tensorflow[and-cuda]==2.17.0\n");
        Reports("pip install -r [|requirements.txt|]\n");
    }

    [Theory]
    [InlineData("pip install tensorflow==2.10.1")]
    [InlineData("pip install \"tensorflow<2.11\"")]
    [InlineData("pip install \"tensorflow>=2.9,<2.13\"")]
    [InlineData("pip install tensorflow-cpu==2.10.0 tensorflow-directml-plugin")]
    [InlineData("pip install tensorflow==2.15.0 tensorflow-directml-plugin")]
    [InlineData("# CPU only\npip install tensorflow==2.15.0")]
    [InlineData("wsl pip install tensorflow[and-cuda]==2.17.0")]
    public void Others(string text) => IsSilent(text + "\n", target: Gpu);

    [Theory]
    [InlineData(null, "setup.ps1", "pip install tensorflow==2.15.0\n")]
    [InlineData("platform=windows", "requirements.txt", "tensorflow==2.15.0\n")]
    [InlineData("platform=wsl2,gpu=RTX 3060", "setup.sh", "pip install tensorflow[and-cuda]==2.17.0\n")]
    [InlineData("platform=windows,gpu=RTX 3060", "requirements.txt", "tensorflow==2.15.0; sys_platform == 'linux'\n")]
    [InlineData("platform=windows,gpu=RTX 3060", "Dockerfile", "FROM python:3.11\nRUN pip install tensorflow==2.15.0\n")]
    public void Elsewhere(string? target, string file, string text) => IsSilent(text, target: target, file: file);
}
