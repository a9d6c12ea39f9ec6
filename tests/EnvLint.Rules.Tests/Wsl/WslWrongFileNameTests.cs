using EnvLint.Diagnostics;
using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslWrongFileNameTests() : RuleTest<WslWrongFileName>(".wslconfig")
{
    [Theory]
    [InlineData(".wslconfig.txt", "`.wslconfig`")]
    [InlineData("windows/.wslconf", "`.wslconfig`")]
    [InlineData("etc/wsl.conf.txt", "`wsl.conf`")]
    public void A_file_of_another_name_is_never_read(string path, string right)
    {
        var finding = Assert.Single(Reports("[||][wsl2]\nmemory=4GB\n", severity: Severity.Warning, file: path));
        Assert.Contains(right, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dot_file_without_its_dot_may_be_stored_so() => Reports(
        "[||][wsl2]\nmemory=4GB\n",
        message: "WSL reads `.wslconfig` and no file named `wslconfig`",
        severity: Severity.Info,
        confidence: Confidence.Low,
        file: "dotfiles/wslconfig");

    [Theory]
    [InlineData(".wslconfig")]
    [InlineData("windows/.WSLCONFIG")]
    [InlineData("etc/wsl.conf")]
    public void The_right_names_are_right(string path) => IsSilent("[wsl2]\nmemory=4GB\n", file: path);

    [Fact]
    public void An_empty_file_is_nothing() => IsSilent("# nothing\n", file: ".wslconfig.txt");

    [Fact]
    public void A_template_is_left_alone() => IsSilent("[wsl2]\nmemory={{ memory }}\n", file: ".wslconfig.txt");

    [Theory]
    [InlineData("echo '[wsl2]' > [|~/.wslconfig|]\n")]
    [InlineData("echo memory=8GB >> [|$HOME/.wslconfig|]\n")]
    [InlineData("printf '[wsl2]\\n' | sudo tee [|/root/.wslconfig|]\n")]
    public void Written_from_Linux_it_lies_where_nobody_looks(string script) =>
        Reports(script, severity: Severity.Warning, confidence: Confidence.High, file: "setup.sh", target: "wsl2");

    [Fact]
    public void Where_the_shell_runs_is_worth_knowing_first() => Reports(
        "echo '[wsl2]' > [|~/.wslconfig|]\n",
        message: "`~/.wslconfig` lies inside Linux, where WSL does not look: it reads `.wslconfig` in the Windows user's profile",
        severity: Severity.Info,
        confidence: Confidence.Low,
        file: "setup.sh");

    [Theory]
    [InlineData("echo '[wsl2]' > /mnt/c/Users/me/.wslconfig\n")]
    [InlineData("echo '[wsl2]' > \"$WINHOME/.wslconfig\"\n")]
    [InlineData("cat ~/.wslconfig\n")]
    [InlineData("echo '[boot]' | sudo tee /etc/wsl.conf\n")]
    [InlineData("echo '~/.wslconfig' > notes.txt\n")]
    public void Written_elsewhere_it_is_right(string script) => IsSilent(script, file: "setup.sh", target: "wsl2");
}
