using EnvLint.Rules.Conda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Conda;

public sealed class UnsolvablePythonTests() : RuleTest<UnsolvablePython>("environment.yml")
{
    [Fact]
    public void A_Python_that_came_later()
    {
        var found = Reports(
            "channels:\n  - pytorch\n  - conda-forge\ndependencies:\n  - python=3.12\n  - pytorch[|=1.12|]\n",
            message: "'pytorch=1.12' has no build for Python 3.12: it is of the time of Python 3.7 to 3.10");
        Assert.Single(found[0].Related);
    }

    [Fact]
    public void A_Python_that_it_refuses() => Reports("channels:\n  - conda-forge\ndependencies:\n  - python=3.7\n  - pytorch[|=2.1.0|]\n");

    [Fact]
    public void The_channel_itself_is_stricter() => Reports("dependencies:\n  - python=3.12\n  - pytorch::pytorch[|=2.0.1|]\n");

    [Fact]
    public void A_companion() => Reports("conda create -y -n ml -c pytorch python=3.12 torchvision[|=0.12|]\n", file: "setup.sh");

    [Fact]
    public void TensorFlow() => Reports("channels:\n  - conda-forge\ndependencies:\n  - python=3.12\n  - tensorflow[|=2.10|]\n");

    [Theory]
    [InlineData("python=3.10\n  - pytorch=1.12")]
    [InlineData("python=3.11\n  - pytorch=1.12")]
    [InlineData("python=3.12\n  - pytorch")]
    [InlineData("python=3.12\n  - pytorch>=1.12")]
    [InlineData("python=3.12\n  - pytorch=2.4")]
    [InlineData("python>=3.10\n  - pytorch=1.12")]
    [InlineData("python=3.12\n  - pytorch=1.4")]
    [InlineData("python=3.12\n  - numpy=1.20")]
    [InlineData("python=3.13\n  - pytorch=2.99")]
    [InlineData("pytorch=1.12")]
    public void Others(string text) => IsSilent("channels:\n  - pytorch\n  - conda-forge\ndependencies:\n  - " + text + "\n");

    [Theory]
    [InlineData("environment.yml", "channels:\n  - example\n  - pytorch\ndependencies:\n  - python=3.12\n  - pytorch=1.12\n")]
    [InlineData("environment.yml", "dependencies:\n  - python=3.12\n  - pip\n  - pip:\n      - torch==1.12.1\n")]
    [InlineData("setup.sh", "conda create -y -n a python=3.12\nconda create -y -n b python=3.9\nconda install -y -n b -c pytorch pytorch=1.12\n")]
    public void Elsewhere(string file, string text) => IsSilent(text, file: file);
}
