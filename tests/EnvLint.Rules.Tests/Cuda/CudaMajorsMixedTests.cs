using EnvLint.Diagnostics;
using EnvLint.Rules.Cuda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Cuda;

public sealed class CudaMajorsMixedTests() : RuleTest<CudaMajorsMixed>("requirements.txt")
{
    [Fact]
    public void Torch_and_RAPIDS()
    {
        var found = Reports(
            "torch==2.4.1\n[|cudf-cu11==24.4.1|]\n",
            message: "'cudf-cu11' is for CUDA 11, and torch 2.4.1 is a build for CUDA 12.1: one process would load both");
        Assert.Single(found[0].Related);
    }

    [Theory]
    [InlineData("torch==2.4.1\n[|cupy-cuda11x|]\n")]
    [InlineData("torch==2.4.1\n[|jax[cuda13]|]\nnumpy\n")]
    [InlineData("--index-url https://download.pytorch.org/whl/cu118\n--extra-index-url https://pypi.org/simple\ntorch==2.4.1\n[|tensorflow[and-cuda]==2.17.0|]\n")]
    public void Frameworks(string text) => Reports(text);

    [Fact]
    public void In_two_commands() => Reports("pip install torch==2.4.1\npip install [|cudf-cu11|] --extra-index-url https://pypi.nvidia.com\n", file: "setup.sh");

    [Fact]
    public void Libraries_beside_torch_are_a_hint() => Reports(
        "torch==2.4.1\n[|nvidia-cublas-cu11==11.11.3.6|]\n",
        message: "'nvidia-cublas-cu11' is for CUDA 11, and torch 2.4.1 is a build for CUDA 12.1",
        severity: Severity.Info);

    [Theory]
    [InlineData("torch==2.4.1\ncudf-cu12")]
    [InlineData("torch==2.4.1\nnvidia-cublas-cu12\nnvidia-cudnn-cu12")]
    [InlineData("nvidia-cublas-cu11\nnvidia-cublas-cu12")]
    [InlineData("torch\ncudf-cu11")]
    [InlineData("torch==2.4.1+cpu\ncudf-cu11")]
    [InlineData("jax\ncudf-cu11")]
    [InlineData("torch==2.4.1\njax[cuda12-local]")]
    [InlineData("torch==2.4.1\nonnxruntime-gpu==1.16.3")]
    [InlineData("torch==2.4.1; sys_platform == 'win32'\ncudf-cu11; sys_platform == 'linux'")]
    [InlineData("torch==2.4.1\nnvidia-ml-py")]
    public void Others(string text) => IsSilent(text + "\n");

    [Theory]
    [InlineData("setup.sh", "if $OLD; then pip install cudf-cu11; else pip install cudf-cu12; fi\n")]
    [InlineData("setup.sh", "python -m venv a\na/bin/pip install torch==2.4.1\npython -m venv b\nb/bin/pip install cudf-cu11\n")]
    [InlineData("INSTALL.md", "```bash\npip install cudf-cu11\n```\n\n```bash\npip install cudf-cu12\n```\n")]
    public void Alternatives(string file, string text) => IsSilent(text, file: file);
}
