using EnvLint.Diagnostics;
using EnvLint.Rules.Frameworks;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Frameworks;

public sealed class WindowsCpuDefaultTests() : RuleTest<WindowsCpuDefault>("setup.ps1")
{
    private const string Gpu = "platform=windows,gpu=RTX 3060,driver=576.80";

    [Fact]
    public void On_a_target_with_a_GPU()
    {
        var found = Reports(
            "pip install [|torch==2.7.1|] torchvision==0.22.1\n",
            fixedText: "pip install torch==2.7.1 torchvision==0.22.1 --index-url https://download.pytorch.org/whl/cu128\n",
            message: "torch from PyPI is a build for the CPU on Windows, and the target has a GPU",
            target: Gpu);
        Assert.NotNull(found[0].Target);
    }

    [Fact]
    public void The_driver_decides_over_the_index() => Reports(
        "pip install [|torch==2.7.1|]\n", fixedText: "pip install torch==2.7.1 --index-url https://download.pytorch.org/whl/cu118\n", target: "platform=windows,gpu=RTX 3060,driver=472.12");

    [Fact]
    public void Packages_for_a_GPU_beside_it() => Reports("pip install [|torch==2.4.1|] onnxruntime-gpu==1.20.0\n");

    [Fact]
    public void A_project_is_a_hint() => Reports("[project]\ndependencies = [\"[|torch>=2.1|]\"]\n", severity: Severity.Info, file: "pyproject.toml", target: Gpu);

    [Fact]
    public void A_list_is_a_hint() => Reports("[|torch==2.4.1|]\nnumpy\n", severity: Severity.Info, file: "requirements.txt", target: Gpu);

    [Theory]
    [InlineData("pip install torch==2.7.1 --index-url https://download.pytorch.org/whl/cu128")]
    [InlineData("pip install torch --extra-index-url https://download.pytorch.org/whl/cu126")]
    [InlineData("pip install torch==2.7.1+cu128 --index-url https://download.pytorch.org/whl/cu128")]
    [InlineData("pip install torch --index-url https://download.pytorch.org/whl/cpu")]
    [InlineData("# CPU only\npip install torch")]
    [InlineData("pip install torch --index-url $env:TORCH_INDEX")]
    [InlineData("pip uninstall -y torch\npip install torch")]
    [InlineData("pip install numpy")]
    public void Others(string text) => IsSilent(text + "\n", target: Gpu);

    [Theory]
    [InlineData(null, "setup.ps1", "pip install torch\n")]
    [InlineData("platform=windows", "requirements.txt", "torch\n")]
    [InlineData("platform=linux,gpu=RTX 3060", "requirements.txt", "torch\n")]
    [InlineData("platform=windows,gpu=RTX 3060", "requirements.txt", "torch; sys_platform == 'linux'\n")]
    [InlineData("platform=windows,gpu=RTX 3060", "Dockerfile", "FROM python:3.11\nRUN pip install torch\n")]
    public void Elsewhere(string? target, string file, string text) => IsSilent(text, target: target, file: file);
}
