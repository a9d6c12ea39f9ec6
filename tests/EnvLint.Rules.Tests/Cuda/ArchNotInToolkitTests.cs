using EnvLint.Diagnostics;
using EnvLint.Rules.Cuda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Cuda;

public sealed class ArchNotInToolkitTests() : RuleTest<ArchNotInToolkit>("Dockerfile")
{
    [Fact]
    public void Newer_than_the_toolkit() => Reports(
        "FROM nvidia/cuda:11.7.1-devel-ubuntu22.04\nENV TORCH_CUDA_ARCH_LIST=\"8.0;8.6;[|8.9|];9.0+PTX\"\nRUN python setup.py install\n",
        "FROM nvidia/cuda:11.7.1-devel-ubuntu22.04\nENV TORCH_CUDA_ARCH_LIST=\"8.0;8.6\"\nRUN python setup.py install\n",
        "'8.9', '9.0+PTX' in TORCH_CUDA_ARCH_LIST are nothing that the nvcc of CUDA 11.7.1 compiles for: Ada Lovelace (8.9) came with CUDA 11.8",
        Severity.Error,
        FixSafety.Suggested);

    [Fact]
    public void Older_than_the_toolkit() => Reports(
        "FROM nvidia/cuda:13.0.1-devel-ubuntu24.04\nRUN cmake -DCMAKE_CUDA_ARCHITECTURES=\"[|70|];80\" .\n",
        message: "'70' is nothing that the nvcc of CUDA 13.0.1 compiles for: Volta (7.0) went with CUDA 13.0");

    [Theory]
    [InlineData("nvcc -gencode arch=[|compute_89|],code=sm_89 a.cu")]
    [InlineData("nvcc -arch=[|sm_90|] a.cu")]
    [InlineData("nvcc --gpu-architecture=[|sm_120|] a.cu")]
    [InlineData("make [|NVCCFLAGS='-gencode arch=compute_90a,code=sm_90a'|]")]
    [InlineData("cmake -DCMAKE_CUDA_ARCHITECTURES:STRING=[|89-real|] .")]
    public void Options_of_commands(string command) => Reports($"FROM nvidia/cuda:11.6.2-devel-ubuntu20.04\nRUN {command}\n", severity: Severity.Error);

    [Theory]
    [InlineData("ENV TORCH_CUDA_ARCH_LIST=[|Hopper|]\nRUN make")]
    [InlineData("ENV TORCH_CUDA_ARCH_LIST=[|Ada+PTX|]\nRUN make")]
    [InlineData("RUN TORCH_CUDA_ARCH_LIST='[|9.0|]' pip install --no-build-isolation flash-attn")]
    [InlineData("ENV CUDAARCHS=[|90|]\nRUN cmake .")]
    [InlineData("ENV NVCC_APPEND_FLAGS='-gencode arch=[|compute_90|],code=sm_90'\nRUN make")]
    public void Names_and_other_variables(string instructions) => Reports($"FROM nvidia/cuda:11.6.2-devel-ubuntu20.04\n{instructions}\n", severity: Severity.Error);

    [Fact]
    public void Toolkit_of_the_distribution() => Reports(
        "FROM ubuntu:22.04\nRUN apt-get install -y nvidia-cuda-toolkit\nRUN nvcc -arch=[|sm_89|] a.cu\n",
        message: "'sm_89' is nothing that the nvcc of CUDA 11.5 compiles for: Ada Lovelace (8.9) came with CUDA 11.8");

    [Fact]
    public void Toolkit_that_comes_later() => Reports(
        "FROM ubuntu:22.04\nENV TORCH_CUDA_ARCH_LIST=[|12.0|]\nRUN apt-get install -y cuda-toolkit-12-4\nRUN make\n", severity: Severity.Error);

    [Theory]
    [InlineData("ENV TORCH_CUDA_ARCH_LIST=[|9.0|]\nRUN pip install numpy")]
    [InlineData("ARG TORCH_CUDA_ARCH_LIST=[|9.0|]\nRUN make")]
    [InlineData("RUN nvcc -arch=[|sm_90|] a.cu || true")]
    public void What_may_not_be_compiled_is_a_warning(string instructions) => Reports($"FROM nvidia/cuda:11.6.2-devel-ubuntu20.04\n{instructions}\n", severity: Severity.Warning);

    [Theory]
    [InlineData("nvidia/cuda:12.8.1-devel-ubuntu22.04", "ENV TORCH_CUDA_ARCH_LIST=\"5.0;7.0;8.6+PTX;9.0a 12.0\"\nRUN make")]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04", "ENV TORCH_CUDA_ARCH_LIST=\"Pascal;Ampere;All;Common\"\nRUN make")]
    [InlineData("nvidia/cuda:11.0.3-devel-ubuntu20.04", "ENV TORCH_CUDA_ARCH_LIST=Ampere\nRUN make")]
    [InlineData("nvidia/cuda:11.6.2-devel-ubuntu20.04", "RUN cmake -DCMAKE_CUDA_ARCHITECTURES=native . && cmake -DCMAKE_CUDA_ARCHITECTURES=all-major . && cmake -DCMAKE_CUDA_ARCHITECTURES=OFF .")]
    [InlineData("nvidia/cuda:11.6.2-devel-ubuntu20.04", "RUN cmake -DCMAKE_CUDA_ARCHITECTURES=$ARCHES . && echo -arch=sm_90")]
    [InlineData("nvidia/cuda:11.6.2-runtime-ubuntu20.04", "ENV TORCH_CUDA_ARCH_LIST=9.0\nRUN make")]
    [InlineData("registry.example.com/cuda:11.6", "ENV TORCH_CUDA_ARCH_LIST=9.0\nRUN make")]
    [InlineData("nvidia/cuda:11.6.2-devel-ubuntu20.04", "ENV TORCH_CUDA_ARCH_LIST=9.0\nRUN apt-get install -y cuda-toolkit-12-4\nRUN make")]
    [InlineData("nvidia/cuda:11.6.2-devel-ubuntu20.04", "RUN if [ -n \"$NEW\" ]; then nvcc -arch=sm_90 a.cu; fi")]
    [InlineData("nvidia/cuda:11.6.2-devel-ubuntu20.04", "ENV ARCHES=9.0 SM=sm_90 TORCH_CUDA_ARCH_LIST=\"99.9\"\nRUN make")]
    public void Others_are_silent(string image, string instructions) => IsSilent($"FROM {image}\n{instructions}\n");

    [Fact]
    public void Machine_of_a_script_is_silent() => IsSilent("sudo apt-get install -y cuda-toolkit-11-6\nexport TORCH_CUDA_ARCH_LIST=9.0\nmake\n", file: "build.sh", crlf: false);
}
