using EnvLint.Diagnostics;
using EnvLint.Rules.Conda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Conda;

public sealed class BasePythonChangedTests() : RuleTest<BasePythonChanged>("Dockerfile")
{
    [Theory]
    [InlineData("conda install -y [|python=3.9|]", "python=3.9")]
    [InlineData("conda install -y -n base [|python==3.9.7|] numpy", "python==3.9.7")]
    [InlineData("mamba update -y [|\"python=3.9.*\"|]", "python=3.9.*")]
    public void Another_Python(string command, string word) => Reports(
        $"FROM continuumio/miniconda3\nRUN {command}\n",
        message: $"'{word}' puts Python 3.9 into conda's base environment, on whose Python conda itself runs",
        severity: Severity.Warning);

    [Fact]
    public void Named_in_a_script() => Reports("#!/bin/bash\nconda install -y -n base [|python=3.10|]\n", file: "setup.sh");

    [Fact]
    public void Another_one_than_the_installers() => Reports(
        "FROM ubuntu:22.04\nRUN wget -q https://repo.anaconda.com/miniconda/Miniconda3-py311_24.1.2-0-Linux-x86_64.sh && sh Miniconda3-py311_24.1.2-0-Linux-x86_64.sh -b -p /opt/conda\nRUN conda install -y [|python=3.9|]\n");

    [Theory]
    [InlineData("conda create -y -n x python=3.9")]
    [InlineData("conda install -y -n x python=3.9")]
    [InlineData("conda install -y 'python>=3.9'")]
    [InlineData("conda install -y python")]
    [InlineData("conda install -y python=3")]
    [InlineData("conda install -y numpy=1.26")]
    [InlineData("micromamba install -y -n base python=3.9")]
    [InlineData("conda create -y -n x && . activate x && conda install -y python=3.9")]
    [InlineData("conda install -y conda==24.11.1 pip python=3.11")]
    [InlineData("if true; then conda install -y python=3.9; fi")]
    public void Nothing_to_say(string command) => IsSilent($"FROM continuumio/miniconda3\nRUN {command}\n");

    [Fact]
    public void The_installer_has_it() => IsSilent(
        "FROM ubuntu:22.04\nRUN wget -q https://repo.anaconda.com/miniconda/Miniconda3-py39_24.1.2-0-Linux-x86_64.sh && sh Miniconda3-py39_24.1.2-0-Linux-x86_64.sh -b -p /opt/conda\nRUN conda install -y python=3.9\n");

    [Fact]
    public void The_shell_runs_in_an_environment() => IsSilent(
        "FROM continuumio/miniconda3\nENV V=3.6\nRUN conda create -y --name container python=$V\nSHELL [\"/opt/conda/bin/conda\", \"run\", \"-n\", \"container\", \"/bin/bash\", \"-c\"]\nRUN conda install -y python=$V mkl\n");

    [Fact]
    public void An_active_environment_of_a_terminal_is_not_known() => IsSilent("#!/bin/bash\nconda install -y python=3.9\n", file: "setup.sh");
}
