using EnvLint.Diagnostics;
using EnvLint.Rules.Conda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Conda;

public sealed class ChannelsMixedTests() : RuleTest<ChannelsMixed>("environment.yml")
{
    [Fact]
    public void Defaults_in_front()
    {
        var found = Reports(
            "channels:\n  - defaults\n  - [|conda-forge|]\ndependencies:\n  - python=3.11\n  - numpy\n", fixedText: "channels:\n  - conda-forge\n  - defaults\ndependencies:\n  - python=3.11\n  - numpy\n",
            message: "'defaults' stands in front of 'conda-forge': what both have comes from there, and the rest, built against other libraries, from here");
        Assert.Single(found[0].Related);
    }

    [Fact]
    public void Another_name_of_defaults() => Reports("channels:\n  - pytorch\n  - anaconda\n  - [|conda-forge|]\ndependencies:\n  - numpy\n", fixedText: "channels:\n  - pytorch\n  - conda-forge\n  - anaconda\ndependencies:\n  - numpy\n");

    [Fact]
    public void In_a_command() => Reports("conda create -y -n ml -c defaults -c [|conda-forge|] python=3.11 numpy\n", fixedText: "conda create -y -n ml -c conda-forge -c defaults python=3.11 numpy\n", file: "setup.sh");

    [Fact]
    public void Forge_in_front_of_pytorch() => Reports(
        "channels:\n  - conda-forge\n  - [|pytorch|]\n  - nvidia\ndependencies:\n  - pytorch=2.4\n  - pytorch-cuda=12.1\n", fixedText: "channels:\n  - pytorch\n  - conda-forge\n  - nvidia\ndependencies:\n  - pytorch=2.4\n  - pytorch-cuda=12.1\n",
        message: "'conda-forge' stands in front of 'pytorch' and has a pytorch of its own, which 'pytorch-cuda' does not choose");

    [Theory]
    [InlineData("channels:\n  - conda-forge\n  - defaults\ndependencies:\n  - numpy\n")]
    [InlineData("channels:\n  - conda-forge\n  - nodefaults\ndependencies:\n  - numpy\n")]
    [InlineData("channels:\n  - conda-forge\ndependencies:\n  - numpy\n")]
    [InlineData("channels:\n  - defaults\ndependencies:\n  - numpy\n")]
    [InlineData("channels:\n  - pytorch\n  - nvidia\n  - conda-forge\ndependencies:\n  - pytorch=2.4\n  - pytorch-cuda=12.1\n")]
    [InlineData("channels:\n  - conda-forge\n  - pytorch\ndependencies:\n  - pytorch=2.4\n")]
    [InlineData("channels:\n  - conda-forge\n  - pytorch\ndependencies:\n  - pytorch::pytorch=2.4\n  - pytorch::pytorch-cuda=12.1\n")]
    [InlineData("channels:\n  - defaults\n  - conda-forge\ndependencies:\n  - _libgcc_mutex=0.1=main\n  - numpy=1.26.4=py311h64a7726_0\n")]
    public void Others(string text) => IsSilent(text);

    [Fact]
    public void The_channels_change_places() => Reports(
        "name: ml\nchannels:\n  - defaults\n  - nvidia\n  - [|conda-forge|]\ndependencies:\n  - python=3.11\n  - numpy\n",
        fixedText: "name: ml\nchannels:\n  - conda-forge\n  - nvidia\n  - defaults\ndependencies:\n  - python=3.11\n  - numpy\n",
        file: "environment.yml",
        safety: FixSafety.Suggested);
}
