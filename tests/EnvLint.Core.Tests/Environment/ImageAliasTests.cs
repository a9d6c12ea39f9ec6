using System.Collections.Immutable;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Manifests;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Environment;

public sealed class ImageAliasTests
{
    private static readonly ImmutableArray<ImageAlias> Aliases =
    [
        new("registry.corp/cuda:*", Parse("nvidia/cuda:12.4.1-devel-ubuntu22.04")),
        new("registry.corp/cuda:*-slim", Parse("nvidia/cuda:12.4.1-base-ubuntu22.04")),
        new("registry.corp/ml/*", Parse("pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime")),
        new("corp/python:latest", Parse("python:3.12")),
    ];

    [Theory]
    [InlineData("registry.corp/cuda:v1", "12.4.1-devel-ubuntu22.04")]
    [InlineData("registry.corp/cuda", "12.4.1-devel-ubuntu22.04")]
    [InlineData("registry.corp/cuda@sha256:00", "12.4.1-devel-ubuntu22.04")]
    [InlineData("registry.corp/cuda:v1-slim", "12.4.1-base-ubuntu22.04")]
    [InlineData("registry.corp/ml/train:3", "2.4.0-cuda12.1-cudnn9-runtime")]
    [InlineData("registry.corp/ml/team/train", "2.4.0-cuda12.1-cudnn9-runtime")]
    [InlineData("docker.io/corp/python", "3.12")]
    [InlineData("corp/python:latest", "3.12")]
    [InlineData("corp/python:3", null)]
    [InlineData("corp/python@sha256:00", null)]
    [InlineData("other.corp/cuda:v1", null)]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04", null)]
    public void Last_pattern_that_fits_counts(string image, string? expected) => Assert.Equal(expected, ImageAlias.Find(Aliases, Parse(image))?.Tag);

    [Fact]
    public void Stages_hold_what_the_public_image_holds()
    {
        var facts = Analyze("Dockerfile", "FROM registry.corp/cuda:v1 AS build\nFROM build\nCOPY --from=registry.corp/ml/train:3 /a /b\n", ManifestKind.Dockerfile);
        Assert.All(facts.Dockerfile!.Stages, static stage => Assert.Equal("nvidia/cuda", stage.BaseImage?.Repository));
        Assert.Equal(["cuda", "ml/train"], facts.Facts!.Images.Select(static image => image.Reference!.Repository));
        Assert.Equal(["nvidia/cuda", "pytorch/pytorch"], facts.Facts.Images.Select(static image => image.Content!.Repository));
    }

    [Fact]
    public void Commands_hold_what_the_public_image_holds()
    {
        var facts = Analyze("run.sh", "#!/bin/bash\ndocker pull registry.corp/cuda:v1\ndocker run registry.corp/cuda:v1\n", ManifestKind.Shell).Facts!;
        Assert.All(facts.Images, static image => Assert.Equal(("registry.corp", "nvidia/cuda"), (image.Reference!.Registry, image.Like?.Repository)));
        Assert.Equal("nvidia/cuda", Assert.Single(facts.ContainerRuns).Content?.Repository);
    }

    private static FileAnalysis Analyze(string path, string text, ManifestKind kind) =>
        FileAnalysis.Of(new SourceText(path, text), kind, new AnalysisOptions { Images = Aliases }, CancellationToken.None);

    private static ImageReference Parse(string image) => ImageReference.Parse(image)!;
}
