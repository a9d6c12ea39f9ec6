using EnvLint.Diagnostics;
using EnvLint.Rules.Cuda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Cuda;

public sealed class CudaPathOfOtherVersionTests() : RuleTest<CudaPathOfOtherVersion>("Dockerfile")
{
    [Fact]
    public void Home_of_another_release() => Reports(
        "FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nENV CUDA_HOME=[|/usr/local/cuda-11.8|]\n",
        "FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nENV CUDA_HOME=/usr/local/cuda\n",
        "'/usr/local/cuda-11.8' is not there: the CUDA of 'nvidia/cuda:12.4.1-devel-ubuntu22.04' is 12.4.1",
        safety: FixSafety.Suggested);

    [Theory]
    [InlineData("ENV PATH=[|/usr/local/cuda-11.8|]/bin:$PATH", "ENV PATH=/usr/local/cuda/bin:$PATH")]
    [InlineData("ENV LD_LIBRARY_PATH=\"[|/usr/local/cuda-11.8|]/lib64:${LD_LIBRARY_PATH}\"", "ENV LD_LIBRARY_PATH=\"/usr/local/cuda/lib64:${LD_LIBRARY_PATH}\"")]
    [InlineData("RUN export CUDA_HOME=[|/usr/local/cuda-11.8|] && make", "RUN export CUDA_HOME=/usr/local/cuda && make")]
    [InlineData("RUN CUDA_HOME=[|/usr/local/cuda-12.1|] pip install .", "RUN CUDA_HOME=/usr/local/cuda pip install .")]
    public void Paths_and_variables_of_commands(string instruction, string expected) =>
        Reports($"FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\n{instruction}\n", $"FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\n{expected}\n");

    [Fact]
    public void Each_variable_is_told_once() => Reports(
        "FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nENV CUDA_HOME=[|/usr/local/cuda-11.8|]\nENV PATH=[|/usr/local/cuda-11.8|]/bin:$PATH\n",
        "FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nENV CUDA_HOME=/usr/local/cuda\nENV PATH=/usr/local/cuda/bin:$PATH\n");

    [Fact]
    public void Argument_has_no_fix()
    {
        var found = Reports("ARG CUDA=12.4.1\nFROM nvidia/cuda:${CUDA}-devel-ubuntu22.04\nARG V=11.8\nENV CUDA_HOME=[|/usr/local/cuda-$V|]\n");
        Assert.Equal(3, found[0].Related.Length);
    }

    [Theory]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04", "ENV CUDA_HOME=/usr/local/cuda-12.4 PATH=/usr/local/cuda/bin:$PATH")]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04", "ENV CUDA_HOME=/usr/local/cuda-12")]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04", "ENV CUDA_HOME=/opt/cuda-11.8")]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04", "ENV CUDA_HOME=/usr/local/cuda-$V")]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04", "RUN apt-get install -y cuda-toolkit-11-8\nENV CUDA_HOME=/usr/local/cuda-11.8")]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04", "RUN apt-get install -y cuda-libraries-11-8\nENV LD_LIBRARY_PATH=/usr/local/cuda-11.8/lib64")]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04", "RUN sh cuda_11.8.0_520.61.05_linux.run --silent --toolkit\nENV CUDA_HOME=/usr/local/cuda-11.8")]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04", "RUN ./install_cuda.sh\nENV CUDA_HOME=/usr/local/cuda-11.8")]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04", "COPY --from=other /usr/local/cuda-11.8 /usr/local/cuda-11.8\nENV CUDA_HOME=/usr/local/cuda-11.8")]
    [InlineData("ubuntu:22.04", "ENV CUDA_HOME=/usr/local/cuda-11.8")]
    [InlineData("registry.example.com/base:1", "ENV CUDA_HOME=/usr/local/cuda-11.8")]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04", "RUN ls /usr/local/cuda-11.8")]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04", "RUN if [ -d /usr/local/cuda-11.8 ]; then export CUDA_HOME=/usr/local/cuda-11.8; fi")]
    public void Others_are_silent(string image, string instructions) => IsSilent($"FROM {image}\n{instructions}\n");

    [Fact]
    public void Machine_of_a_script_is_silent() => IsSilent("export CUDA_HOME=/usr/local/cuda-11.8\n", file: "build.sh", crlf: false);
}
