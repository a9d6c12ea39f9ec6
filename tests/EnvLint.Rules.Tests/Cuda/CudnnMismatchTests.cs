using EnvLint.Rules.Cuda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Cuda;

public sealed class CudnnMismatchTests() : RuleTest<CudnnMismatch>("Dockerfile")
{
    [Fact]
    public void Version_names_another_cuda()
    {
        var found = Reports(
            "FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nRUN apt-get install -y [|libcudnn8=8.9.7.29-1+cuda11.8|] libcudnn8-dev=8.9.7.29-1+cuda11.8\n",
            message: "'libcudnn8=8.9.7.29-1+cuda11.8' is cuDNN for CUDA 11, and the CUDA of 'nvidia/cuda:12.4.1-devel-ubuntu22.04' is 12.4.1");
        Assert.Single(found[0].Related);
    }

    [Theory]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04", "libcudnn9-cuda-13")]
    [InlineData("nvidia/cuda:13.0.1-runtime-ubuntu24.04", "libcudnn9-cuda-12")]
    [InlineData("nvidia/cuda:11.8.0-base-ubuntu22.04", "cudnn9-cuda-12")]
    public void Name_names_another_cuda(string image, string package) => Reports($"FROM {image}\nRUN apt-get install -y [|{package}|]\n");

    [Fact]
    public void Arguments_are_shown()
    {
        var found = Reports("ARG CUDA=12.4.1\nFROM nvidia/cuda:${CUDA}-devel-ubuntu22.04\nARG V=8.9.7.29-1+cuda11.8\nRUN apt-get install -y [|libcudnn8=$V|]\n");
        Assert.Equal(3, found[0].Related.Length);
    }

    [Theory]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04", "apt-get install -y libcudnn8=8.9.7.29-1+cuda12.2 libcudnn9-cuda-12")]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04", "apt-get install -y libcudnn8 nvidia-cudnn")]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04", "apt-get install -y cuda-libraries-11-8 libcudnn9-cuda-11")]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04", "pip install nvidia-cudnn-cu11")]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04", "if [ -n \"$OLD\" ]; then apt-get install -y libcudnn9-cuda-11; fi")]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04", "apt-get remove -y libcudnn9-cuda-11; echo apt-get install libcudnn9-cuda-11")]
    [InlineData("ubuntu:22.04", "apt-get install -y libcudnn9-cuda-11")]
    [InlineData("registry.example.com/base:1", "apt-get install -y libcudnn9-cuda-11")]
    public void Others_are_silent(string image, string command) => IsSilent($"FROM {image}\nRUN {command}\n");

    [Fact]
    public void Machine_of_a_script_is_silent() => IsSilent("sudo apt-get install -y cuda-toolkit-12-4 libcudnn9-cuda-11\n", file: "setup.sh", crlf: false);
}
