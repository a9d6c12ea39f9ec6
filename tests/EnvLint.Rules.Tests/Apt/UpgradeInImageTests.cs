using EnvLint.Diagnostics;
using EnvLint.Rules.Apt;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Apt;

public sealed class UpgradeInImageTests() : RuleTest<UpgradeInImage>("Dockerfile")
{
    [Theory]
    [InlineData("RUN apt-get update && [|apt-get upgrade|] -y\n")]
    [InlineData("RUN apt-get update && [|apt-get -y dist-upgrade|]\n")]
    [InlineData("RUN apt update && [|apt full-upgrade|] -y && rm -rf /var/lib/apt/lists/*\n")]
    [InlineData("RUN <<EOF\napt-get update\n[|apt-get upgrade|] -y\nEOF\n")]
    public void Upgrades_everything(string text) => Reports("FROM ubuntu:24.04\n" + text, severity: Severity.Info);

    [Theory]
    [InlineData("FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y --only-upgrade openssl\n")]
    [InlineData("FROM ubuntu:24.04\nRUN apt-get -s upgrade\n")]
    [InlineData("FROM ubuntu:24.04\nRUN apt-get $WHAT -y\n")]
    [InlineData("FROM ubuntu:24.04\nRUN pip install --upgrade pip\n")]
    [InlineData("FROM ubuntu:24.04 AS b\nRUN apt-get update && apt-get upgrade -y\nFROM ubuntu:24.04\n")]
    [InlineData("FROM ubuntu:24.04\nRUN if true; then apt-get upgrade -y; fi\n")]
    [InlineData("RUN apt-get upgrade -y\n")]
    public void Is_silent(string text) => IsSilent(text);

    [Fact]
    public void A_machine_is_upgraded_on_purpose() => IsSilent("apt-get update && apt-get upgrade -y\n", file: "setup.sh");
}
