using EnvLint.Diagnostics;
using EnvLint.Rules.Frameworks;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Frameworks;

public sealed class TensorflowGpuRemovedTests() : RuleTest<TensorflowGpuRemoved>("setup.sh")
{
    [Fact]
    public void Without_a_version() => Reports(
        "pip install [|tensorflow-gpu|]\n",
        "pip install 'tensorflow[and-cuda]'\n",
        "'tensorflow-gpu' is no longer a package: the release that pip takes fails on purpose, and TensorFlow with the GPU is 'tensorflow[and-cuda]'",
        safety: FixSafety.Safe);

    [Fact]
    public void In_an_image() => Reports(
        "FROM python:3.10\nRUN pip3 install numpy [|tensorflow_gpu|]\n", "FROM python:3.10\nRUN pip3 install numpy 'tensorflow[and-cuda]'\n", file: "Dockerfile");

    [Fact]
    public void In_quotes() => Reports("pip install [|\"tensorflow-gpu>=2.4\"|]\n", "pip install \"tensorflow[and-cuda]>=2.4\"\n");

    [Fact]
    public void Versions_that_keep_the_plain_name() => Reports("pip install [|tensorflow-gpu==2.12.0|]\n", "pip install tensorflow==2.12.0\n");

    [Fact]
    public void Versions_that_never_were() => Reports("pip install [|tensorflow-gpu==2.15.0|]\n", "pip install 'tensorflow[and-cuda]==2.15.0'\n");

    // The extra's libraries are for Linux.
    [Fact]
    public void On_Windows() => Reports(
        "pip install [|tensorflow-gpu|]\n",
        message: "'tensorflow-gpu' is no longer a package: the release that pip takes fails on purpose, and TensorFlow has no GPU on Windows itself behind 2.10",
        file: "setup.bat");

    [Theory]
    [InlineData("pip install tensorflow-gpu==2.10.1")]
    [InlineData("pip install tensorflow-gpu==2.11.0")]
    [InlineData("pip install 'tensorflow-gpu<2.11'")]
    [InlineData("pip install 'tensorflow-gpu>=1.15,<2.0'")]
    [InlineData("pip install tensorflow-gpu~=2.4.0")]
    [InlineData("pip install tensorflow-gpu==1.15")]
    [InlineData("pip install tensorflow-gpu --index-url https://pypi.example.com/simple")]
    [InlineData("pip install tensorflow-gpu --no-index --find-links ./wheels")]
    [InlineData("conda install -y tensorflow-gpu")]
    [InlineData("pip install tensorflow")]
    [InlineData("pip uninstall -y tensorflow-gpu")]
    [InlineData("echo 'pip install tensorflow-gpu'")]
    [InlineData("# pip install tensorflow-gpu")]
    public void Others(string command) => IsSilent(command + "\n");
}
