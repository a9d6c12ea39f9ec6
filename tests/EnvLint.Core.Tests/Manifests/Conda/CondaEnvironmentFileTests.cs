using EnvLint.Manifests.Conda;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Manifests.Conda;

public sealed class CondaEnvironmentFileTests
{
    [Fact]
    public void What_a_file_says()
    {
        var file = Read("""
            name: gpu
            channels: [pytorch, "nvidia"]
            dependencies:
              - python=3.11
              - &v 'numpy >=1.2'   # why
              - *v
              - sel(linux): cuda-version=12.4
              - pip:
                - torch==2.4.0
                - --extra-index-url https://x/y
            variables: {A: b}
            prefix: /home/me/envs/gpu
            platforms:
              - linux-64
            """);
        Assert.True(file.IsComplete);
        Assert.Equal("gpu", file.Name);
        Assert.Equal(["pytorch", "nvidia"], file.Channels.Select(static channel => channel.Value));
        Assert.Equal(["python=3.11", "numpy >=1.2", "numpy >=1.2", "cuda-version=12.4"], file.Dependencies.Select(static dependency => dependency.Text.Value));
        Assert.Equal(["", "", "", "linux"], file.Dependencies.Select(static dependency => dependency.Selector));
        Assert.Equal("*v", file.Source.ToString(file.Dependencies[2].Text.Span));
        Assert.Equal([true, false, false, true], file.Dependencies.Select(static dependency => dependency.Text.IsVerbatim));
        Assert.Equal(["torch==2.4.0", "--extra-index-url https://x/y"], Assert.Single(file.PipSections).Lines.Select(static line => line.Value));
        Assert.Equal(["platforms"], file.UnknownKeys.Select(static entry => entry.Name));
        Assert.Equal("prefix: /home/me/envs/gpu", file.Source.ToString(file.PrefixEntry!.Span));
        Assert.NotNull(file.VariablesEntry);
        Assert.Empty(file.Misshapes);
    }

    [Theory]
    [InlineData("dependencies: {a: b}", "DependenciesNoList {a: b}")]
    [InlineData("dependencies: numpy", "DependenciesNoList numpy")]
    [InlineData("dependencies:\nname: x", "DependenciesEmpty dependencies")]
    [InlineData("channels: conda-forge", "ChannelsNoList conda-forge")]
    [InlineData("channels:\nname: x", "ChannelsEmpty channels")]
    [InlineData("channels:\n  - 1.2\n  - - a", "ChannelNoText - 1.2|ChannelNoText - - a")]
    [InlineData("name: 3.10", "NameNoText 3.10")]
    [InlineData("name:", "NameNoText name")]
    [InlineData("dependencies:\n  - 3.10", "DependencyNoText 3.10")]
    [InlineData("dependencies:\n  - true", "DependencyNoText true")]
    [InlineData("dependencies:\n  - - numpy", "DependencyList - numpy")]
    [InlineData("dependencies:\n  -\n  - numpy", "DependencyEmpty -")]
    [InlineData("dependencies:\n  - python: 3.10", "DependencyMapping python: 3.10")]
    [InlineData("dependencies:\n  - pip: torch", "PipNoList torch")]
    [InlineData("dependencies:\n  - pip: {a: b}", "PipNoList {a: b}")]
    [InlineData("dependencies:\n  - pip:\n  - torch", "PipEmpty pip")]
    [InlineData("dependencies:\n  - pip:\n      - 1.0\n      -\n      - torch: 2", "PipLineNoText 1.0|PipLineNoText -|PipLineNoText torch: 2")]
    [InlineData("dependencies: [a]\ndependencies: [b]", "KeyTwice dependencies")]
    [InlineData("dependencies:\n  - pip: [a]\n    pip: [b]", "KeyTwice pip")]
    public void Parts_of_another_shape(string text, string expected)
    {
        var file = Read(text);
        Assert.Equal(expected, string.Join('|', file.Misshapes.Select(part => $"{part.Error} {file.Source.ToString(part.Span)}")));
    }

    [Theory]
    [InlineData("dependencies:\n  - pip")]
    [InlineData("dependencies:\n  - numpy\n  - pip:")]
    [InlineData("dependencies: []\nchannels: []\nname: gpu")]
    [InlineData("dependencies:\n  - '3.10'\n  - !!str 3.11")]
    [InlineData("dependencies:\n  - pip: []")]
    [InlineData("<<: {name: x}\ndependencies: [a]")]
    [InlineData("{name: x, dependencies: [a, pip: [b]]}")]
    public void Parts_of_the_right_shape(string text) => Assert.Empty(Read(text).Misshapes);

    [Theory]
    [InlineData("dependencies:\n  - *nothing")]
    [InlineData("<<: *nothing\ndependencies: [a]")]
    [InlineData("dependencies:\n  - 'open")]
    [InlineData("dependencies: *nothing")]
    [InlineData("dependencies:\n  - pip:\n    - *nothing")]
    public void What_is_not_known_is_a_gap(string text)
    {
        var file = Read(text);
        Assert.False(file.IsComplete);
        Assert.Empty(file.Misshapes);
        Assert.NotEmpty(file.Syntax.Errors);
    }

    [Theory]
    [InlineData("name: {{ env }}\ndependencies: [a]", true)]
    [InlineData("dependencies:\n  - python={{ python }}\n", true)]
    [InlineData("{% set x = 1 %}\nname: y", true)]
    [InlineData("name: {{- .Values.name }}\n", true)]
    [InlineData("name: <%= name %>\n", true)]
    [InlineData("# {{ cookiecutter.name }}\nname: x  # {% no %}\n", false)]
    [InlineData("name: x\n", false)]
    [InlineData("name: '{{'\n", false)]
    public void Templates_are_left_alone(string text, bool isTemplate)
    {
        var file = Read(text);
        Assert.Equal(isTemplate, file.IsTemplate);
        Assert.Equal(!isTemplate, file.IsComplete);
        Assert.Equal(isTemplate, file.Root is null);
    }

    private static CondaEnvironmentFile Read(string text) => CondaEnvironmentFile.Create(new SourceText("environment.yml", text), CancellationToken.None);
}
