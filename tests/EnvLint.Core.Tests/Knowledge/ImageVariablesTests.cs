using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Core.Tests.Knowledge;

public sealed class ImageVariablesTests
{
    [Theory]
    [InlineData("ubuntu:22.04", "CUDA_HOME", false)]
    [InlineData("ubuntu:22.04", "PATH", true)]
    [InlineData("python:3.11-slim", "PYTHON_VERSION", true)]
    [InlineData("nvidia/cuda:12.4.1-base-ubuntu22.04", "NVIDIA_VISIBLE_DEVICES", true)]
    [InlineData("nvidia/cuda:12.4.1-base-ubuntu22.04", "PYTHON_VERSION", false)]
    public void Images_set_what_their_row_names(string image, string name, bool expected) =>
        Assert.Equal(expected, ImageVariables.MaySet(ImageVariables.Find(ImageReference.Parse(image))!, name));

    [Theory]
    [InlineData("nvidia/cuda:12.8.1-base-ubuntu22.04", "LD_LIBRARY_PATH", "/usr/local/cuda/lib64")]
    [InlineData("nvidia/cuda:12.4.1-base-ubuntu22.04", "LD_LIBRARY_PATH", "/usr/local/nvidia/lib:/usr/local/nvidia/lib64")]
    [InlineData("debian:12", "LD_LIBRARY_PATH", "")]
    [InlineData("debian:12", "PYTHONPATH", "")]
    public void Search_paths_go_with_the_release(string image, string name, string expected) =>
        Assert.Equal(expected, ImageVariables.SearchPath(ImageVariables.Find(ImageReference.Parse(image))!, name));

    [Fact]
    public void Of_other_images_nothing_is_known()
    {
        Assert.Null(ImageVariables.Find(null));
        Assert.Null(ImageVariables.Find(ImageReference.Parse("registry.corp/base:1")));
    }

    [Theory]
    [InlineData("ubuntu:22.04", true)]
    [InlineData("fedora:41", false)]
    [InlineData("rockylinux:9", false)]
    public void What_was_not_read_is_not_verified(string image, bool expected) => Assert.Equal(expected, ImageVariables.Find(ImageReference.Parse(image))!.Verified);
}
