using EnvLint.Diagnostics;
using EnvLint.Rules.Pip;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Pip;

public sealed class PipUpgradesCondaTests() : RuleTest<PipUpgradesConda>("setup.sh")
{
    private const string Setup = "conda create -y -n ml python=3.11 numpy\nconda activate ml\n";

    [Fact]
    public void Reinstalled_by_force()
    {
        var found = Reports(
            Setup + "[|pip install|] --force-reinstall torch\n",
            Setup + "pip install --force-reinstall --no-deps torch\n",
            "'--force-reinstall' makes pip install again what the packages need, over what conda has installed",
            Severity.Info,
            FixSafety.Suggested);
        Assert.Equal("conda installs 'numpy' into the same environment", found[0].Related[0].Message);
    }

    [Fact]
    public void Upgraded_eagerly() => Reports(
        Setup + "[|pip install|] -U --upgrade-strategy eager torch einops\n", Setup + "pip install -U --upgrade-strategy only-if-needed torch einops\n");

    [Fact]
    public void Whatever_is_installed() => Reports(
        "FROM continuumio/miniconda3\nRUN conda install -y scipy\nRUN [|pip install|] --ignore-installed torch\n",
        "FROM continuumio/miniconda3\nRUN conda install -y scipy\nRUN pip install --ignore-installed --no-deps torch\n",
        file: "Dockerfile");

    [Theory]
    [InlineData("pip install torch\n")]
    [InlineData("pip install -U torch\n")]
    [InlineData("pip install -U --upgrade-strategy only-if-needed torch\n")]
    [InlineData("pip install --upgrade-strategy eager torch\n")]
    [InlineData("pip install --force-reinstall --no-deps torch\n")]
    [InlineData("/srv/venv/bin/pip install --force-reinstall torch\n")]
    public void What_fits_stays(string text) => IsSilent(Setup + text);

    [Fact]
    public void Python_alone_is_nothing_to_move() => IsSilent("conda create -y -n ml python=3.11 pip\nconda activate ml\npip install --force-reinstall torch\n");

    [Fact]
    public void Another_pip_comes_first() => IsSilent("FROM continuumio/miniconda3\nRUN conda install -y scipy\nENV PATH=/usr/local/bin:$PATH\nRUN pip install -I torch\n", file: "Dockerfile");

    [Fact]
    public void Outside_of_conda() => IsSilent("pip install --force-reinstall torch\n");
}
