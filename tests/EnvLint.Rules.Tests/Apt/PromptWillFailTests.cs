using EnvLint.Diagnostics;
using EnvLint.Rules.Apt;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Apt;

public sealed class PromptWillFailTests() : RuleTest<PromptWillFail>("Dockerfile")
{
    [Theory]
    [InlineData("[|apt-get install|] curl", "apt-get install -y curl")]
    [InlineData("[|apt-get -q install|] curl", "apt-get -q install -y curl")]
    [InlineData("[|apt install|] --no-install-recommends curl", "apt install -y --no-install-recommends curl")]
    [InlineData("[|apt-get upgrade|]", "apt-get upgrade -y")]
    [InlineData("DEBIAN_FRONTEND=noninteractive [|apt-get install|] tzdata", "DEBIAN_FRONTEND=noninteractive apt-get install -y tzdata")]
    public void Yes_is_added_in_an_image(string markup, string fixedText) =>
        Reports($"FROM ubuntu:22.04\nRUN {markup}", $"FROM ubuntu:22.04\nRUN {fixedText}", safety: FixSafety.Safe);

    [Fact]
    public void What_the_base_has_is_not_asked_for() => IsSilent("FROM nvidia/cuda:10.2-cudnn7-devel-ubuntu18.04\nRUN apt-get update && apt-get install build-essential\n");

    [Fact]
    public void Script_that_switches_questions_off_is_unattended() =>
        Reports(
            "#!/bin/bash\nexport DEBIAN_FRONTEND=noninteractive\nsudo [|apt-get install|] curl\n",
            "#!/bin/bash\nexport DEBIAN_FRONTEND=noninteractive\nsudo apt-get install -y curl\n",
            file: "setup.sh", crlf: false);

    [Theory]
    [InlineData("apt-get install -y curl")]
    [InlineData("apt-get -y install curl")]
    [InlineData("apt-get install curl --yes")]
    [InlineData("apt-get install -yq curl")]
    [InlineData("apt-get -qqy install curl")]
    [InlineData("apt-get -qq install curl")]
    [InlineData("apt-get install -q -q curl")]
    [InlineData("apt-get -o APT::Get::Assume-Yes=true install curl")]
    [InlineData("apt-get install --dry-run curl")]
    [InlineData("apt-get update")]
    [InlineData("apt-get clean")]
    [InlineData("apt-get install $OPTIONS curl")]
    [InlineData("yes | apt-get install curl")]
    [InlineData("echo y | apt-get install curl")]
    [InlineData("apt-get install curl <<< y")]
    [InlineData("yes | bash -c 'apt-get install curl'")]
    [InlineData("echo 'apt-get install curl'")]
    public void Answered_commands_are_silent(string command) => IsSilent($"FROM ubuntu:22.04\nRUN {command}");

    [Theory]
    [InlineData("FROM ubuntu:22.04\nRUN echo 'APT::Get::Assume-Yes \"true\";' > /etc/apt/apt.conf.d/90yes\nRUN apt-get install curl")]
    [InlineData("FROM ubuntu:22.04\nCOPY 90yes /etc/apt/apt.conf.d/\nRUN apt-get install curl")]
    public void Configured_answer_is_silent(string text) => IsSilent(text);

    [Theory]
    [InlineData("#!/bin/bash\nsudo apt-get install curl\n")]
    [InlineData("#!/bin/bash\nset -e\napt install curl\n")]
    public void Interactive_scripts_are_silent(string text) => IsSilent(text, file: "setup.sh", crlf: false);
}
