namespace EnvLint.LanguageServer.Tests.Features.Completing;

public sealed class SuppressionCompletionTests
{
    [Theory]
    [InlineData(".wslconfig", "# envlint: ignore=$$\n[wsl2]\n")]
    [InlineData("Dockerfile", "FROM ubuntu:22.04\nRUN true \\\n  # envlint: ignore=APT$$\n  && true\n")]
    [InlineData("requirements.txt", "torch # envlint: ignore=FWK001, $$\n")]
    [InlineData("environment.yml", "dependencies:\n  # envlint: ignore=$$\n  - python=3.11\n")]
    [InlineData("compose.yaml", "services:\n  # envlint: ignore=$$\n  a:\n    image: ubuntu:22.04\n")]
    [InlineData("pyproject.toml", "[project] # envlint: ignore=$$\nname = \"a\"\n")]
    [InlineData("setup.sh", "#!/bin/sh\n# envlint: ignore=$$\napt-get install -y cuda\n")]
    [InlineData("README.md", "<!-- envlint: ignore=$$ -->\n\ntext\n")]
    [InlineData("envlint.toml", "# envlint: ignore=$$\nignore = []\n")]
    public void CodesAreOfferedInEachKindOfFile(string path, string markup) => Assert.Contains("APT002", Completed.At(path, markup).Labels);

    [Fact]
    public void WhatIsFoundHereComesFirst()
    {
        var completed = Completed.At(".wslconfig", "[wsl2]\n# envlint: ignore=$$\nmemory=8gb\n");

        Assert.Equal("WSL005", completed.Labels[0]);
        Assert.True(completed.Items[0].IsPreselected);
        Assert.False(completed.Items[1].IsPreselected);
    }

    [Fact]
    public void ACodeIsReplacedWhole() => Assert.Equal("# envlint: ignore=WSL005,WSL009\n[wsl2]\n", Completed.At(".wslconfig", "# envlint: ignore=WSL005,WS$$L001\n[wsl2]\n").Accept("WSL009"));

    [Fact]
    public void ACodeThatIsNamedIsNotOfferedAgain() => Assert.DoesNotContain("WSL005", Completed.At(".wslconfig", "# envlint: ignore=WSL005,$$\n[wsl2]\n").Labels);

    [Fact]
    public void BehindTheCodesComesTheDateAndTheReason() => Assert.Equal(["until=", "-- "], Completed.At(".wslconfig", "[wsl2]\nmemory=8gb # envlint: ignore=WSL005 $$\n").Labels);

    [Theory]
    [InlineData("# env$$\n[wsl2]\n", "envlint: ignore=", "envlint: ignore-file=")]
    [InlineData("[wsl2]\n# env$$\n", "envlint: ignore=")]
    [InlineData("# envlint: $$\n[wsl2]\n", "ignore=", "ignore-file=")]
    [InlineData("[wsl2]\n# envlint: ig$$\n", "ignore=")]
    public void TheWordsOfADirectiveAre(string markup, params string[] expected) => Assert.Equal(expected, Completed.At(".wslconfig", markup).Labels);

    [Theory]
    [InlineData("# en$$\n")]
    [InlineData("# speaks of env$$ironments\n")]
    [InlineData("# see envlint$$.toml\n")]
    [InlineData("# envlint: ignore=WSL005 -- because $$\n")]
    [InlineData("# envlint: ignore=WSL005 until=$$\n")]
    [InlineData("# envlint: nothing=$$\n")]
    public void ElsewhereNothingIs(string markup) => Assert.Empty(Completed.At(".wslconfig", "[wsl2]\n" + markup).Labels);
}
