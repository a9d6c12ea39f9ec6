using EnvLint.Diagnostics;
using EnvLint.Rules.Pip;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Pip;

public sealed class SudoPipTests() : RuleTest<SudoPip>("setup.sh")
{
    [Fact]
    public void In_a_script() => Reports(
        "[|sudo pip install|] torch\n", message: "'sudo pip install' changes the system's Python, whatever environment is active", severity: Severity.Warning);

    [Fact]
    public void With_options_and_by_python()
    {
        Reports("[|sudo -H pip3 install|] -U torch\n");
        Reports("[|sudo -E -H python3 -m pip install|] torch\n");
        Reports("[|sudo env X=1 pip install|] torch\n");
        Reports("[|sudo /usr/bin/pip3 install|] torch\n");
    }

    [Fact]
    public void In_an_image() => Reports("FROM ubuntu:22.04\nRUN [|sudo pip3 install|] torch\n", file: "Dockerfile");

    [Theory]
    [InlineData("pip install torch\n")]
    [InlineData("sudo apt-get install -y python3-pip\n")]
    [InlineData("sudo -u jovyan pip install torch\n")]
    [InlineData("sudo --user=jovyan pip install torch\n")]
    [InlineData("sudo env \"PATH=$PATH\" pip install torch\n")]
    [InlineData("sudo --preserve-env=PATH pip install torch\n")]
    [InlineData("sudo /opt/venv/bin/pip install torch\n")]
    [InlineData("sudo /opt/conda/bin/python -m pip install torch\n")]
    [InlineData("sudo \"$VENV/bin/pip\" install torch\n")]
    [InlineData("sudo pip install --target /srv/lib torch\n")]
    [InlineData("sudo pip3 install -U jetson-stats\n")]
    [InlineData("sudo pip uninstall torch\n")]
    [InlineData("echo sudo pip install torch\n")]
    [InlineData("# sudo pip install torch\ntrue\n")]
    public void Others_are_silent(string text) => IsSilent(text);
}
