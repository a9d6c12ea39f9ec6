using EnvLint.Diagnostics;
using EnvLint.Rules.Pip;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Pip;

public sealed class GitProtocolTests() : RuleTest<GitProtocol>("requirements.txt")
{
    [Fact]
    public void In_a_requirements_file() => Reports(
        "git+[|git://github.com/|]NVIDIA/apex.git#egg=apex\n-e git+[|git://github.com/|]x/y@main\napex @ git+[|git://github.com/|]NVIDIA/apex\n",
        "git+https://github.com/NVIDIA/apex.git#egg=apex\n-e git+https://github.com/x/y@main\napex @ git+https://github.com/NVIDIA/apex\n",
        severity: Severity.Error,
        safety: FixSafety.Safe);

    [Fact]
    public void On_a_command_line()
    {
        Reports("RUN pip install 'git+[|git://github.com/|]x/y.git'\n", "RUN pip install 'git+https://github.com/x/y.git'\n", "GitHub does not answer the unencrypted git protocol: 'git://github.com' fails", file: "Dockerfile");
        Reports("git clone --depth 1 [|git://github.com/|]x/y.git\n", "git clone --depth 1 https://github.com/x/y.git\n", file: "setup.sh");
        Reports("git submodule add [|git://github.com/|]x/y.git\n", "git submodule add https://github.com/x/y.git\n", file: "setup.sh");
        Reports("pip install -e \"git+[|git://github.com/|]x/y.git#egg=y\"\n", "pip install -e \"git+https://github.com/x/y.git#egg=y\"\n", file: "setup.sh");
    }

    [Fact]
    public void A_variable_is_not_edited() => Reports("U=git://github.com/x/y\ngit clone [|$U|]\n", file: "setup.sh");

    [Theory]
    [InlineData("git+https://github.com/x/y.git#egg=y\n# git+git://github.com/x/y\n")]
    [InlineData("git+git://git.example.org/x/y.git\n")]
    [InlineData("git+ssh://git@github.com/x/y.git\n")]
    public void Other_requirements_are_silent(string text) => IsSilent(text);

    [Theory]
    [InlineData("git clone https://github.com/x/y.git\n")]
    [InlineData("git config --global url.\"https://github.com/\".insteadOf git://github.com/\ngit clone git://github.com/x/y.git\n")]
    [InlineData("echo git clone git://github.com/x/y.git\n")]
    [InlineData("git clone git://git.kernel.org/x.git\n")]
    [InlineData("grep -r git://github.com/ .\n")]
    public void Other_commands_are_silent(string text) => IsSilent(text, file: "setup.sh");
}
