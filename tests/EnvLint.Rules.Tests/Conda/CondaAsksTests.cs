using EnvLint.Diagnostics;
using EnvLint.Rules.Conda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Conda;

public sealed class CondaAsksTests() : RuleTest<CondaAsks>("Dockerfile")
{
    [Theory]
    [InlineData("conda install", " numpy")]
    [InlineData("mamba create", " -n x python=3.11")]
    [InlineData("micromamba update", " --all")]
    [InlineData("conda clean", " --all")]
    [InlineData("conda env remove", " -n x")]
    public void In_an_image(string head, string tail) => Reports(
        $"FROM a\nRUN [|{head}|]{tail} && true\n",
        $"FROM a\nRUN {head} -y{tail} && true\n",
        $"'{head}' without '-y' asks for confirmation, and goes on only because the end of its input counts as yes",
        Severity.Info,
        FixSafety.Safe);

    [Fact]
    public void In_a_script() => Reports(
        "#!/bin/bash\n[|conda install|] numpy\n",
        "#!/bin/bash\nconda install -y numpy\n",
        "'conda install' without '-y' waits for confirmation",
        file: "setup.sh");

    [Theory]
    [InlineData("conda install -y numpy")]
    [InlineData("conda install numpy --yes")]
    [InlineData("conda install -qy numpy")]
    [InlineData("conda clean -afy")]
    [InlineData("conda clean -tipsy")]
    [InlineData("mamba env update -n base -f x.yml")]
    [InlineData("yes | conda install numpy")]
    [InlineData("conda install numpy < /dev/null")]
    [InlineData("conda create --dry-run -n x")]
    [InlineData("conda install $PACKAGES")]
    [InlineData("conda install --json numpy")]
    [InlineData("conda env create -f environment.yml")]
    [InlineData("conda run -n x install numpy")]
    [InlineData("conda config --set always_yes yes && conda install numpy")]
    [InlineData("CONDA_ALWAYS_YES=true conda install numpy")]
    [InlineData("echo conda install numpy")]
    [InlineData("micromamba clean --all")]
    public void Nothing_to_say(string command) => IsSilent($"FROM a\nRUN {command}\n");

    [Fact]
    public void Configured_for_the_image() => IsSilent("FROM a\nENV CONDA_ALWAYS_YES=true\nRUN conda install numpy\n");
}
