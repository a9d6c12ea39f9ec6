using EnvLint.Syntax.Dockerfile;

namespace EnvLint.Core.Tests.Syntax.Dockerfile;

public sealed class DockerfileTemplateTests
{
    [Theory]
    [InlineData("{% if cuda %}\nFROM nvidia/cuda:12.4.1-base-ubuntu22.04\n{% endif %}\n")]
    [InlineData("  {{ header }}\nFROM ubuntu:24.04\n")]
    [InlineData("FROM {{ base }} AS build extra words\n")]
    [InlineData("FROM ubuntu:24.04\n{{- range .Packages }}\nRUN apt-get install -y {{ . }}\n{{- end }}\n")]
    public void Is_one(string text) => Assert.True(DockerfileTemplate.Is(DockerfileParser.Parse(text)));

    [Theory]
    [InlineData("FROM ubuntu:24.04\nRUN docker inspect --format '{{.Id}}' x\n")]
    [InlineData("FROM ubuntu:24.04\nRUM docker inspect --format '{{.Id}}' x\n")]
    [InlineData("FROM ubuntu:24.04\nINSTALL curl # {{ later }}\n")]
    [InlineData("FROM ubuntu:24.04\n{{ not closed\n")]
    [InlineData("FROM ubuntu:24.04\n{%\n")]
    [InlineData("")]
    public void Is_none(string text) => Assert.False(DockerfileTemplate.Is(DockerfileParser.Parse(text)));
}
