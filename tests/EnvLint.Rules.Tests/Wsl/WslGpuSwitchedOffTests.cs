using EnvLint.Diagnostics;
using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslGpuSwitchedOffTests() : RuleTest<WslGpuSwitchedOff>(".wslconfig")
{
    private const string Gpu = "platform=wsl2,gpu=RTX 3060";

    [Fact]
    public void The_device_is_gone_everywhere() => Reports(
        "[wsl2]\nmemory=8GB\n[|gpuSupport = false|]\n",
        fixedText: "[wsl2]\nmemory=8GB\n",
        message: "`gpuSupport=false` takes the GPU away from every distribution",
        safety: FixSafety.Safe,
        target: Gpu);

    [Fact]
    public void Safe_mode_takes_more() => Reports(
        "[wsl2]\n[|safemode=1|]\nmemory=8GB",
        fixedText: "[wsl2]\nmemory=8GB",
        message: "`safemode=1` takes the GPU away from every distribution, and its drives and network too",
        target: "driver=551.78,platform=wsl2");

    [Fact]
    public void A_kernel_of_ones_own_may_lack_the_driver() => Reports(
        "[wsl2]\n[|kernel=C:\\\\wsl\\\\bzImage|]\n",
        message: "a kernel of one's own has no GPU unless it was built with the dxgkrnl driver",
        severity: Severity.Info,
        confidence: Confidence.Low,
        target: Gpu);

    [Theory]
    [InlineData("[gpu]\n[|enabled=false|]\n", "`enabled=false` takes the GPU away from this distribution")]
    [InlineData("[automount]\n[|ldconfig=0|]\n", "`ldconfig=0` keeps the loader from finding the driver's libcuda.so.1")]
    public void A_distribution_is_cut_off(string text, string message) => Reports(
        text, fixedText: text[..(text.IndexOf('\n', StringComparison.Ordinal) + 1)], message: message, target: Gpu, file: "wsl.conf");

    [Fact]
    public void The_path_is_a_lesser_loss() => Reports(
        "[gpu]\n[|appendLibPath=false|]\n",
        fixedText: "[gpu]\n",
        message: "`appendLibPath=false` leaves nvidia-smi off the search path",
        severity: Severity.Warning,
        target: "cuda=12.4,platform=wsl2",
        file: "wsl.conf");

    [Theory]
    [InlineData(null)]
    [InlineData("platform=wsl2")]
    public void Who_uses_no_gpu_may_switch_it_off(string? target) => IsSilent("[wsl2]\ngpuSupport=false\n", target: target);

    [Theory]
    [InlineData("[wsl2]\ngpuSupport=true\nsafeMode=false\nkernel=\n")]
    [InlineData("[wsl2]\nguiApplications=false\n")]
    [InlineData("[wsl2]\n# gpuSupport=false\n")]
    [InlineData("[wsl2]\ngpuSupport=true\ngpuSupport=false\n")]
    [InlineData("[wsl2]\ngpuSupport=no\n")]
    [InlineData("[gpu]\nenabled=false\n")]
    public void What_takes_nothing_away_is_right(string text) => IsSilent(text, target: Gpu);

    [Theory]
    [InlineData("[gpu]\nenabled=true\nappendLibPath=true\n")]
    [InlineData("[interop]\nenabled=false\n")]
    [InlineData("[automount]\nenabled=false\n")]
    public void Other_settings_of_a_distribution_are_right(string text) => IsSilent(text, target: Gpu, file: "wsl.conf");

    [Fact]
    public void A_guide_that_installs_for_a_gpu_wants_it() => Reports(
        "Edit `.wslconfig`:\n\n```ini\n[wsl2]\n[|gpuSupport=false|]\n```\n\nThen:\n\n```bash\npip install flash-attn\n```\n",
        fixedText: "Edit `.wslconfig`:\n\n```ini\n[wsl2]\n```\n\nThen:\n\n```bash\npip install flash-attn\n```\n",
        file: "README.md",
        crlf: false);

    [Fact]
    public void A_script_that_runs_on_a_gpu_wants_it() => Reports(
        "sudo tee /etc/wsl.conf <<'EOF'\n[gpu]\n[|enabled=false|]\nEOF\nnvidia-smi\n",
        fixedText: "sudo tee /etc/wsl.conf <<'EOF'\n[gpu]\nEOF\nnvidia-smi\n",
        file: "setup.sh");

    [Fact]
    public void A_guide_for_something_else_does_not() => IsSilent(
        "Edit `.wslconfig`:\n\n```ini\n[wsl2]\ngpuSupport=false\n```\n\nThen:\n\n```bash\npip install flask\n```\n", file: "README.md");
}
