using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Core.Tests.Knowledge;

public sealed class BaseImagesTests
{
    [Theory]
    [InlineData("ubuntu", "Ubuntu 26.04")]
    [InlineData("ubuntu:24.04", "Ubuntu 24.04")]
    [InlineData("docker.io/library/ubuntu:jammy-20240111", "Ubuntu 22.04")]
    [InlineData("debian:stable-slim", "Debian 13")]
    [InlineData("debian:12.5-slim", "Debian 12")]
    [InlineData("debian:bookworm-20240110-slim", "Debian 12")]
    [InlineData("python:3.12", "Debian 13")]
    [InlineData("python:3.8-slim", "Debian 12")]
    [InlineData("python:3.12.1", "Debian")]
    [InlineData("python:3.11-slim-bullseye", "Debian 11")]
    [InlineData("python:3.12-alpine3.19", "Alpine")]
    [InlineData("nvidia/cuda:12.4.1-cudnn-devel-ubuntu22.04", "Ubuntu 22.04")]
    [InlineData("nvcr.io/nvidia/cuda:11.8.0-base-ubuntu20.04", "Ubuntu 20.04")]
    [InlineData("pytorch/pytorch:2.9.1-cuda12.8-cudnn9-runtime", "Ubuntu 22.04")]
    [InlineData("pytorch/pytorch:2.12.0-cuda13.0-cudnn9-devel", "Ubuntu 24.04")]
    public void Distribution_follows_from_the_tag(string image, string expected) => Assert.Equal(expected, Find(image)?.DistributionName);

    [Theory]
    [InlineData("ubuntu:27.04")]
    [InlineData("example.com/ubuntu:24.04")]
    [InlineData("ubuntu@sha256:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("pytorch/pytorch:latest")]
    [InlineData("nvidia/cuda:12.4.1-cudnn-devel-cm2")]
    public void Other_images_are_unknown(string image) => Assert.Null(Find(image));

    [Theory]
    [InlineData("ubuntu:22.04", ExternallyManaged.No)]
    [InlineData("ubuntu:24.04", ExternallyManaged.Yes)]
    [InlineData("nvidia/cuda:12.6.3-base-ubuntu24.04", ExternallyManaged.Yes)]
    [InlineData("nvidia/cuda:12.6.3-devel-ubuntu22.04", ExternallyManaged.No)]
    [InlineData("python:3.12", ExternallyManaged.No)]
    [InlineData("pytorch/pytorch:2.11.0-cuda12.8-cudnn9-runtime", ExternallyManaged.Likely)]
    [InlineData("pytorch/pytorch:2.12.1-cuda13.0-cudnn9-runtime", ExternallyManaged.Yes)]
    [InlineData("alpine:3.20", ExternallyManaged.Unknown)]
    public void Python_is_closed_from_a_release_on(string image, ExternallyManaged expected) => Assert.Equal(expected, Find(image)?.Pep668);

    [Theory]
    [InlineData("ubuntu:24.04", false)]
    [InlineData("ubuntu:25.04", true)]
    [InlineData("debian:12", false)]
    [InlineData("debian:13", true)]
    [InlineData("python:3.12-slim", true)]
    [InlineData("python:3.12-slim-bookworm", false)]
    public void Apt_key_is_gone_from_a_release_on(string image, bool gone) => Assert.Equal(gone, Find(image)?.HasNoAptKey);

    [Fact]
    public void Tools_are_there_absent_or_unknown()
    {
        var image = Find("nvidia/cuda:12.4.1-runtime-ubuntu22.04");
        Assert.NotNull(image);
        Assert.True(image.Has("gpg") && !image.Lacks("gpg"));
        Assert.True(image.Lacks("curl") && !image.Has("curl"));
        Assert.False(image.Has("bzip2") || image.Lacks("bzip2"));
    }

    [Fact]
    public void No_row_has_a_tool_that_it_lacks()
    {
        foreach (var row in BaseImagesTable.Images)
        {
            Assert.Empty(row.Has.Intersect(row.Lacks, StringComparer.Ordinal));
        }
    }

    private static BaseImage? Find(string image) => BaseImages.Find(ImageReference.Parse(image));
}
