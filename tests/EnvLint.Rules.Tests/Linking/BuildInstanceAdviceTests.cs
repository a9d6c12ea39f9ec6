using EnvLint.Rules.Apt;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Linking;

/// <summary>Advice that only some builds bring about is not carried to who builds.</summary>
public sealed class BuildInstanceAdviceTests() : RuleTest<UpgradeInImage>("build.sh")
{
    [Fact]
    public void Advice_stays_with_the_Dockerfile()
    {
        const string Dockerfile = "FROM ubuntu:22.04 AS a\nRUN apt-get update && apt-get upgrade -y\n";
        Assert.Contains(Analyze(new Text.SourceText("Dockerfile", Dockerfile)).Diagnostics, static finding => finding.Severity == Diagnostics.Severity.Info);
        Assert.Empty(Analyze(new Text.SourceText("Dockerfile", Dockerfile + "FROM ubuntu:22.04\n")).Diagnostics);
        Beside("Dockerfile", Dockerfile + "FROM ubuntu:22.04\n");
        IsSilent("docker build --target a .\n");
    }
}
