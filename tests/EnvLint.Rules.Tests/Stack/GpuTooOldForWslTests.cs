using EnvLint.Rules.Stack;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Stack;

public sealed class GpuTooOldForWslTests() : RuleTest<GpuTooOldForWsl>("setup.sh")
{
    [Fact]
    public void Maxwell() => Reports(
        "sudo apt-get update\npip install [|onnxruntime-gpu==1.18.0|]\nnvidia-smi\n",
        message: "the target's GPU (GTX 980, compute capability 5.2) is not there in WSL 2, which takes compute capability 6.0 and newer: 'onnxruntime-gpu' is for a GPU",
        target: "platform=wsl2,gpu=GTX 980");

    [Fact]
    public void Images_run_there_too() => Reports("FROM [|nvidia/cuda:12.4.1-runtime-ubuntu22.04|]\n", target: "platform=wsl2,compute-capability=5.0", file: "Dockerfile");

    [Theory]
    [InlineData("platform=wsl2,gpu=GTX 1080")]
    [InlineData("platform=linux,gpu=GTX 980")]
    [InlineData("platform=windows,gpu=GTX 980")]
    [InlineData("platform=wsl2,gpu=some card")]
    [InlineData("platform=wsl2")]
    public void Other_targets(string target) => IsSilent("pip install onnxruntime-gpu==1.18.0\n", target: target);

    [Theory]
    [InlineData("pip install numpy\n")]
    [InlineData("echo nvidia-smi\n")]
    public void Nothing_uses_a_GPU(string text) => IsSilent(text, target: "platform=wsl2,gpu=GTX 980");
}
