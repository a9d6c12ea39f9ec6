using EnvLint.Diagnostics;
using EnvLint.Rules.Apt;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Apt;

public sealed class ConflictingEnginesTests() : RuleTest<ConflictingEngines>("setup.sh")
{
    [Theory]
    [InlineData("apt-get install -y docker.io [|docker-ce|]")]
    [InlineData("apt-get install -y docker-ce [|podman-docker|]")]
    [InlineData("apt-get install -y containerd [|containerd.io|]")]
    public void Both_in_one_command_are_an_error(string command) => Reports($"#!/bin/bash\n{command}\n", crlf: false);

    [Fact]
    public void One_after_the_other_is_a_warning() =>
        Reports("#!/bin/bash\napt-get install -y docker.io\napt-get install -y [|docker-ce|] docker-ce-cli containerd.io\n", severity: Severity.Warning, crlf: false);

    [Theory]
    [InlineData("apt-get install -y docker-ce docker-ce-cli containerd.io docker-buildx-plugin")]
    [InlineData("apt-get install -y docker.io containerd runc")]
    [InlineData("apt-get remove -y docker.io containerd runc\napt-get install -y docker-ce containerd.io")]
    [InlineData("apt-get install -y docker.io\napt-get purge -y docker.io\napt-get install -y docker-ce")]
    [InlineData("if [ -n \"$CE\" ]; then apt-get install -y docker-ce; else apt-get install -y docker.io; fi")]
    [InlineData("for pkg in docker.io podman-docker containerd runc; do apt-get remove $pkg; done\napt-get install -y docker-ce")]
    public void One_engine_is_silent(string text) => IsSilent($"#!/bin/bash\n{text}\n", crlf: false);
}
