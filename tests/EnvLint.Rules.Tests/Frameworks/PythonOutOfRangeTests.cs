using EnvLint.Rules.Frameworks;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Frameworks;

public sealed class PythonOutOfRangeTests() : RuleTest<PythonOutOfRange>("Dockerfile")
{
    [Fact]
    public void Python_is_too_new()
    {
        var found = Reports(
            "FROM python:3.12\nRUN pip install [|torch==2.1.2|]\n",
            message: "torch==2.1.2 has wheels for Python 3.8 to 3.11, and this environment has 3.12");
        Assert.Single(found[0].Related);
    }

    [Fact]
    public void Python_is_too_old() => Reports("FROM python:3.8-slim\nRUN pip install [|torch==2.5.1|]\n");

    [Fact]
    public void Bounds_inside_the_old_ones() => Reports("FROM python:3.13\nRUN pip install [|'torch>=2.0,<2.3'|]\n");

    [Fact]
    public void One_finding_for_torch_and_its_companions() => Reports("FROM python:3.12\nRUN pip install [|torch==1.13.1|] torchvision==0.14.1 torchaudio==0.13.1\n");

    [Fact]
    public void A_companion_alone() => Reports("FROM python:3.12\nRUN pip install [|torchvision==0.15.2|]\n");

    [Fact]
    public void Conda_environment() => Reports(
        "conda create -y -n ml python=3.12\nconda activate ml\npip install [|tensorflow==2.15.0|]\n", file: "setup.sh",
        message: "tensorflow==2.15.0 has wheels for Python 3.9 to 3.11, and this environment has 3.12");

    [Fact]
    public void Jax() => Reports("FROM python:3.9\nRUN pip install [|jax==0.4.31|]\n");

    [Theory]
    [InlineData("FROM python:3.12\nRUN pip install torch==2.2.2\n")]
    [InlineData("FROM python:3.12\nRUN pip install torch==2.3.0\n")]
    [InlineData("FROM python:3.13\nRUN pip install torch==2.5.1\n")]
    [InlineData("FROM python:3.11\nRUN pip install torch==1.13.1\n")]
    [InlineData("FROM python:3.14\nRUN pip install 'torch>=2.0'\n")]
    [InlineData("FROM python:3.14\nRUN pip install torch\n")]
    [InlineData("FROM python:3.8\nRUN pip install 'torch<=2.6'\n")]
    [InlineData("FROM python:3.8\nRUN pip install 'torch>=2.4,<2.6'\n")]
    [InlineData("FROM python:3.12\nRUN pip install 'torch<2'\n")]
    [InlineData("FROM python:3.12\nRUN pip install torch==1.6.0\n")]
    [InlineData("FROM python:3.12\nRUN pip install torch==2.99.0\n")]
    [InlineData("FROM python:3.12\nRUN pip install \"torch==2.1.2; python_version < '3.12'\"\n")]
    [InlineData("FROM python:3.12\nRUN pip install torch==2.1.2 --index-url https://wheels.example.com/\n")]
    [InlineData("FROM python:3\nRUN pip install torch==2.1.2\n")]
    [InlineData("FROM ubuntu:24.04\nRUN pip install torch==2.1.2\n")]
    [InlineData("FROM python:3.12\nRUN python3.11 -m venv /v && /v/bin/pip install torch==2.1.2\n")]
    [InlineData("FROM python:2.7\nRUN pip install tensorflow==1.15.0\n")]
    [InlineData("FROM python:3.11\nRUN pip install tensorflow==2.15.1\n")]
    [InlineData("FROM python:3.13\nRUN conda install -y pytorch==1.13.1\n")]
    public void Others(string text) => IsSilent(text);

    [Fact]
    public void Python_is_chosen_behind() => IsSilent("pip install torch==2.1.2\nconda install -y python=3.12\n", file: "setup.sh");
}
