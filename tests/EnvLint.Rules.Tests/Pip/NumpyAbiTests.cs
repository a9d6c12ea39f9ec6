using EnvLint.Diagnostics;
using EnvLint.Rules.Pip;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Pip;

public sealed class NumpyAbiTests() : RuleTest<NumpyAbi>("requirements.txt")
{
    [Fact]
    public void An_open_numpy()
    {
        var found = Reports(
            "torch==2.1.2\n[|numpy|]\n",
            fixedText: "torch==2.1.2\nnumpy<2\n",
            message: "'torch==2.1.2' is compiled for NumPy 1, and 'numpy' takes NumPy 2",
            safety: FixSafety.Suggested);
        Assert.Single(found[0].Related);
    }

    [Fact]
    public void A_lower_bound() => Reports("numpy>=1.21  # arrays\n".Replace("numpy>=1.21", "[|numpy>=1.21|]", StringComparison.Ordinal) + "torch<2.2,>=2.0\n", fixedText: "numpy>=1.21,<2  # arrays\ntorch<2.2,>=2.0\n");

    [Fact]
    public void A_pin_of_NumPy_2() => Reports("torch==2.0.1\n[|numpy==2.0.1|]\n");

    [Fact]
    public void In_a_shell_the_bound_needs_quotes() => Reports(
        "FROM python:3.10-slim\nRUN pip install torch==2.2.0 [|numpy|]\n",
        fixedText: "FROM python:3.10-slim\nRUN pip install torch==2.2.0 \"numpy<2\"\n",
        file: "Dockerfile");

    [Fact]
    public void TensorFlow_brings_it_along() => Reports(
        "FROM python:3.10\nRUN pip install [|tensorflow==2.10.0|]\n",
        message: "'tensorflow==2.10.0' is compiled for NumPy 1 and does not say so: pip takes NumPy 2 for it",
        file: "Dockerfile");

    [Theory]
    [InlineData("torch==1.13.1\n[|numpy|]\n", "torch==1.13.1\nnumpy<2\n")]
    [InlineData("[|tensorflow==2.9.1|]\n", null)]
    public void Less_certain(string text, string? fixedText) => Reports(text, fixedText, severity: Severity.Info);

    [Theory]
    [InlineData("torch==2.1.2\nnumpy<2")]
    [InlineData("torch==2.1.2\nnumpy==1.26.4")]
    [InlineData("torch==2.1.2\nnumpy~=1.24")]
    [InlineData("torch==2.3.0\nnumpy")]
    [InlineData("torch>=2.1\nnumpy")]
    [InlineData("torch\nnumpy")]
    [InlineData("torch==2.1.2")]
    [InlineData("torch==2.1.2\nscipy==1.10.1\nnumpy")]
    [InlineData("torch==2.1.2\nnumba<0.59\nnumpy")]
    [InlineData("torch==2.1.2\ntransformers<4.45\nnumpy")]
    [InlineData("torch==2.1.2\nnumpy; python_version < '3.9'\nnumpy<2; python_version >= '3.9'")]
    [InlineData("-c constraints.txt\ntorch==2.1.2\nnumpy==1.26.4")]
    [InlineData("tensorflow==2.15.0")]
    [InlineData("tensorflow==2.14.1")]
    [InlineData("tensorflow==2.18.0\nnumpy")]
    [InlineData("tensorflow==2.10.0\nnumpy<2")]
    [InlineData("tensorflow")]
    public void Others(string text) => IsSilent(text + "\n");

    [Theory]
    [InlineData("FROM python:3.8\nRUN pip install torch==2.1.2 numpy")]
    [InlineData("FROM nvidia/cuda:11.8.0-runtime-ubuntu20.04\nRUN pip3 install torch==2.1.2 numpy")]
    [InlineData("FROM example.org/base:1\nRUN pip3 install torch==2.1.2 numpy")]
    [InlineData("FROM python:3.10\nENV PIP_CONSTRAINT=/c.txt\nRUN pip install torch==2.1.2 numpy")]
    [InlineData("FROM python:3.10\nRUN pip install -c c.txt torch==2.1.2 numpy")]
    [InlineData("FROM python:3.10\nRUN pip install -r unseen.txt\nRUN pip install torch==2.1.2 numpy")]
    [InlineData("FROM python:3.10\nRUN pip install torch==2.1.2 numpy\nRUN pip install 'numpy<2'")]
    [InlineData("FROM python:3.10\nRUN pip install torch==2.1.2 numpy $MORE")]
    public void Images(string text) => IsSilent(text + "\n", file: "Dockerfile");

    [Fact]
    public void The_numpy_of_conda() => IsSilent("dependencies:\n  - python=3.10\n  - numpy=1.26\n  - pip\n  - pip:\n      - torch==2.1.2\n      - numpy\n", file: "environment.yml");
}
