using EnvLint.Diagnostics;
using EnvLint.Rules.Conda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Conda;

public sealed class UnknownEnvironmentKeyTests() : RuleTest<UnknownEnvironmentKey>("environment.yml")
{
    [Theory]
    [InlineData("dependecies", "dependencies", "so no package is installed")]
    [InlineData("dependancies", "dependencies", "so no package is installed")]
    [InlineData("Dependencies", "dependencies", "so no package is installed")]
    [InlineData("dependency", "dependencies", "so no package is installed")]
    public void A_misspelt_list_of_packages(string written, string right, string effect)
    {
        var found = Reports(
            $"name: x\n[|{written}|]:\n  - numpy\n",
            $"name: x\n{right}:\n  - numpy\n",
            $"conda skips the key '{written}', {effect}: it is spelt '{right}'",
            Severity.Error,
            FixSafety.Safe);
        Assert.Equal(2, found[0].Notes.Length);
    }

    [Theory]
    [InlineData("channel", "channels")]
    [InlineData("chanels", "channels")]
    [InlineData("Name", "name")]
    [InlineData("variable", "variables")]
    [InlineData("prefx", "prefix")]
    public void Other_misspelt_keys(string written, string right) => Reports(
        $"[|{written}|]: [a]\ndependencies: [numpy]\n",
        $"{right}: [a]\ndependencies: [numpy]\n",
        severity: Severity.Error,
        safety: FixSafety.Safe);

    [Fact]
    public void A_quoted_key_is_not_edited() => Reports("name: x\n[|\"dependecies\"|]:\n  - numpy\n");

    [Theory]
    [InlineData("pip")]
    [InlineData("requirements")]
    public void A_list_in_the_wrong_place(string key) => Reports(
        $"dependencies: [python]\n[|{key}|]:\n  - torch\n",
        message: $"conda skips the key '{key}' at the top, so nothing of its list is installed",
        severity: Severity.Error);

    [Fact]
    public void The_right_key_stands_there_too() => Reports(
        "dependencies: [python]\n[|dev-dependencies|]: [pytest]\n",
        severity: Severity.Info,
        confidence: Confidence.Low);

    [Fact]
    public void Any_other_key() => Reports(
        "name: x\ndependencies: [python]\n[|cuda|]: 12\n",
        message: "conda skips the key 'cuda': an environment file has name, channels, dependencies, variables and prefix",
        severity: Severity.Info);

    [Theory]
    [InlineData("name: x\nchannels: [a]\ndependencies: [b]\nvariables: {A: b}\nprefix: /x\n")]
    [InlineData("name: x\ndependencies: [b]\nplatforms: [linux-64]\ncategory: dev\n")]
    [InlineData("x-common: &c [a]\n.base: 1\n_hidden: 2\ndependencies: [b]\n")]
    [InlineData("shared: &shared [numpy]\ndependencies: [b]\n")]
    [InlineData("name: {{ x }}\ndependecies: [b]\n")]
    [InlineData("<<: {name: x}\ndependencies: [b]\n")]
    [InlineData("name: x\n? [a]\n: b\ndependencies: [b]\n")]
    public void Nothing_to_say(string text) => IsSilent(text);
}
