using EnvLint.Diagnostics;
using EnvLint.Rules.Stack;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Stack;

public sealed class NoKernelForGpuTests() : RuleTest<NoKernelForGpu>("setup.sh")
{
    private const string Blackwell = "platform=linux,gpu=RTX 5090";

    [Fact]
    public void New_GPU_with_an_old_build() => Reports(
        "pip install [|torch==2.6.0|] --index-url https://download.pytorch.org/whl/cu124\n",
        message: "torch 2.6.0 from the index cu124, a build for CUDA 12.4, has no code for the target's GPU (RTX 5090, compute capability 12.0)",
        severity: Severity.Error,
        target: Blackwell);

    [Fact]
    public void Another_build_of_the_release() => Reports(
        "pip install [|torch==2.7.1|] torchvision --index-url https://download.pytorch.org/whl/cu126\n",
        "pip install torch==2.7.1 torchvision --index-url https://download.pytorch.org/whl/cu128\n",
        target: Blackwell,
        safety: FixSafety.Suggested);

    [Fact]
    public void Local_version() => Reports(
        "pip install [|torch==2.8.0+cu126|] --index-url https://download.pytorch.org/whl/cu126\n",
        "pip install torch==2.8.0+cu129 --index-url https://download.pytorch.org/whl/cu129\n",
        "torch 2.8.0+cu126 has no code for the target's GPU (RTX 5090, compute capability 12.0)",
        target: Blackwell);

    [Fact]
    public void Old_GPU_with_todays_build() => Reports(
        "pip install [|torch|]\n",
        "pip install torch --index-url https://download.pytorch.org/whl/cu126\n",
        "today's torch, 2.14.1 from PyPI, a build for CUDA 13.0, has no code for the target's GPU (GTX 1080, compute capability 6.1)",
        Severity.Warning,
        target: "platform=wsl2,gpu=GTX 1080");

    [Fact]
    public void Volta_left_with_a_release() => Reports(
        "pip install [|torch==2.11.0|] --index-url https://download.pytorch.org/whl/cu128\n",
        "pip install torch==2.11.0 --index-url https://download.pytorch.org/whl/cu126\n",
        target: "platform=linux,compute-capability=7.0");

    [Fact]
    public void Driver_limits_what_is_offered() => Reports(
        "pip install [|torch==2.8.0|] --index-url https://download.pytorch.org/whl/cu126\n",
        "pip install torch==2.8.0 --index-url https://download.pytorch.org/whl/cu129\n",
        target: Blackwell + ",driver=570.124.06");

    [Fact]
    public void Conda() => Reports(
        "conda install -y [|pytorch=2.5|] pytorch-cuda=12.4 -c pytorch -c nvidia\n",
        message: "today's torch, 2.5.1+cu124, has no code for the target's GPU (RTX 5090, compute capability 12.0)",
        target: Blackwell);

    [Fact]
    public void Guide_with_another_framework() => Reports(
        "# Setup\n\n```bash\nconda install [|pytorch|] torchvision pytorch-cuda=11.8 -c pytorch -c nvidia\n```\n\n```bash\nconda install -c conda-forge tensorflow=2.14.0\n```\n",
        message: "today's torch, 2.5.1+cu118, has no code for the target's GPU (RTX 5090, compute capability 12.0)",
        severity: Severity.Error,
        target: Blackwell,
        file: "README.md");

    [Fact]
    public void Old_toolkit_of_conda() => Reports(
        "name: x\nchannels:\n  - pytorch\ndependencies:\n  - [|pytorch=1.12.1|]\n  - cudatoolkit=11.3\n", target: Blackwell, file: "environment.yml");

    [Fact]
    public void Extra_of_jax() => Reports(
        "pip install [|'jax[cuda13]==0.8.0'|]\n",
        message: "jax[cuda13] 0.8.0 has no code for the target's GPU (V100, compute capability 7.0): it begins with 7.5",
        target: "platform=linux,gpu=V100");

    [Fact]
    public void Extra_of_TensorFlow() => Reports("pip install [|'tensorflow[and-cuda]==2.18.0'|]\n", target: "platform=linux,gpu=GTX 980 Ti");

    [Theory]
    [InlineData("torch==2.7.1 --index-url https://download.pytorch.org/whl/cu128", "RTX 5090")]
    [InlineData("torch", "RTX 5090")]
    [InlineData("torch==2.9.1", "RTX 5070 Ti")]
    [InlineData("torch==2.4.1 --index-url https://download.pytorch.org/whl/cu121", "RTX 4090")]
    [InlineData("torch==2.4.1 --index-url https://download.pytorch.org/whl/cu121", "RTX 3060")]
    [InlineData("torch==2.4.1 --index-url https://download.pytorch.org/whl/cu121", "GTX 1080")]
    [InlineData("torch==2.14.0 --index-url https://download.pytorch.org/whl/cu126", "GTX 1080")]
    [InlineData("torch==2.9.1 --index-url https://download.pytorch.org/whl/cu128", "V100")]
    [InlineData("torch==2.14.0", "T4")]
    [InlineData("torch==2.6.0", "Radeon 7900")]
    [InlineData("torch==2.5.1+cu122 --index-url https://download.pytorch.org/whl/cu122", "RTX 5090")]
    [InlineData("torch==1.8.1+cu92 -f https://download.pytorch.org/whl/torch_stable.html", "RTX 5090")]
    [InlineData("torch==2.6.0 --index-url https://download.pytorch.org/whl/cpu", "RTX 5090")]
    [InlineData("torch==2.6.0 --index-url https://wheels.example.com/simple", "RTX 5090")]
    [InlineData("--pre torch --index-url https://download.pytorch.org/whl/nightly/cu126", "RTX 5090")]
    [InlineData("'jax[cuda12]==0.8.0'", "V100")]
    [InlineData("'tensorflow[and-cuda]==2.18.0'", "GTX 1080")]
    [InlineData("tensorflow", "GTX 980")]
    public void Builds_with_code_or_not_known(string arguments, string gpu) => IsSilent($"pip install {arguments}\n", target: $"platform=linux,gpu={gpu}");

    [Theory]
    [InlineData("platform=linux")]
    [InlineData("gpu=RTX 5090")]
    [InlineData("platform=linux,driver=570.26")]
    [InlineData("platform=linux,gpu=Jetson AGX Orin")]
    [InlineData(null)]
    public void Targets_that_do_not_say(string? target) => IsSilent("pip install torch==2.6.0\n", target: target);

    [Fact]
    public void Windows_takes_builds_for_the_CPU() => IsSilent("pip install torch==2.6.0\n", target: "platform=windows,gpu=RTX 5090");

    [Theory]
    [InlineData("pytorch=2.5 -c conda-forge")]
    [InlineData("pytorch=2.5 pytorch-cuda=12.4 -c conda-forge -c pytorch -c nvidia")]
    [InlineData("pytorch=2.5 cpuonly -c pytorch")]
    public void Other_channels(string arguments) => IsSilent($"conda install -y {arguments}\n", target: Blackwell);

    [Theory]
    [InlineData("requirements_rocm.txt", "torch==2.6.0\n")]
    [InlineData("docs/Windows.md", "```bash\npip install torch==2.0.1+cu117\n```\n")]
    public void For_another_machine(string file, string text) => IsSilent(text, file: file, target: "platform=linux,gpu=RTX 5090");
}
