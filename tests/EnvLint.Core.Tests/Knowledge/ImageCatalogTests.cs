using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Core.Tests.Knowledge;

public sealed class ImageCatalogTests
{
    [Theory]
    [InlineData("nvidia/cuda:12.4.1-cudnn-devel-ubuntu22.04", "12.4.1", CudaFlavor.Devel, "9.1.0")]
    [InlineData("docker.io/nvidia/cuda:12.2.2-cudnn8-runtime-ubuntu20.04", "12.2.2", CudaFlavor.Runtime, "8.9.6")]
    [InlineData("nvcr.io/nvidia/cuda:12.4.1-base-ubuntu22.04", "12.4.1", CudaFlavor.Base, "")]
    [InlineData("nvidia/cuda:10.2-cudnn7-devel-ubuntu18.04", "10.2", CudaFlavor.Devel, "7")]
    [InlineData("nvidia/cuda:13.3.1-cudnn-devel-ubuntu24.04", "13.3.1", CudaFlavor.Devel, "9")]
    [InlineData("pytorch/pytorch:2.4.0-cuda12.1-cudnn9-devel", "12.1", CudaFlavor.Devel, "9")]
    [InlineData("nvcr.io/nvidia/pytorch:24.10-py3", "12.6.2", CudaFlavor.Devel, "")]
    [InlineData("tensorflow/tensorflow:2.15.0-gpu-jupyter", "12.2", CudaFlavor.None, "8.9")]
    public void Cuda_of_an_image(string image, string cuda, CudaFlavor flavor, string cudnn)
    {
        var contents = Find(image);
        Assert.NotNull(contents);
        Assert.Equal((cuda, flavor, cudnn), (contents.Cuda, contents.Flavor, contents.Cudnn));
    }

    [Theory]
    [InlineData("pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime", "torch", "2.4.0", "12.1")]
    [InlineData("pytorch/pytorch:1.9.1-cuda11.1-cudnn8-devel", "torch", "1.9.1", "11.1")]
    [InlineData("nvcr.io/nvidia/pytorch:25.10-py3", "torch", "2.9.0", "13.0.2")]
    [InlineData("nvcr.io/nvidia/tensorflow:25.01-tf2-py3", "tensorflow", "", "12.8.0")]
    [InlineData("tensorflow/tensorflow:2.15.0", "tensorflow", "2.15.0", "")]
    [InlineData("tensorflow/tensorflow:2.15.0-gpu", "tensorflow", "2.15.0", "12.2")]
    [InlineData("nvidia/cuda:12.4.1-base-ubuntu22.04", "", "", "")]
    public void Framework_of_an_image(string image, string framework, string version, string cuda)
    {
        var contents = Find(image);
        Assert.NotNull(contents);
        Assert.Equal((framework, version, cuda), (contents.Framework, contents.FrameworkVersion, contents.FrameworkCuda));
    }

    [Theory]
    [InlineData("ubuntu:24.04")]
    [InlineData("debian:bookworm-slim")]
    [InlineData("python:3.11-slim")]
    [InlineData("python")]
    [InlineData("continuumio/miniconda3:24.5.0-0")]
    [InlineData("condaforge/miniforge3:latest")]
    [InlineData("mambaorg/micromamba:1.5.8")]
    [InlineData("pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime")]
    [InlineData("tensorflow/tensorflow:2.15.0")]
    public void Images_without_a_CUDA_of_their_own(string image) =>
        Assert.True(Find(image) is { Cuda: "", Flavor: CudaFlavor.None });

    [Theory]
    [InlineData("python:3.11-slim", 3, 11)]
    [InlineData("python:3.12.1", 3, 12)]
    [InlineData("pytorch/pytorch:2.12.0-cuda13.0-cudnn9-devel", 3, 12)]
    [InlineData("nvcr.io/nvidia/pytorch:24.10-py3", 3, 10)]
    public void Python_of_an_image(string image, int major, int minor) => Assert.Equal((major, minor), Find(image)?.Python);

    [Theory]
    [InlineData("python:3-slim")]
    [InlineData("python:latest")]
    [InlineData("ubuntu:24.04")]
    [InlineData("pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime")]
    [InlineData("nvcr.io/nvidia/pytorch:22.05-py3")]
    public void Python_that_is_not_known(string image)
    {
        var contents = Find(image);
        Assert.NotNull(contents);
        Assert.Null(contents.Python);
    }

    [Theory]
    [InlineData("nvidia/cuda")]
    [InlineData("nvidia/cuda:latest")]
    [InlineData("nvidia/cuda:99.1.0-devel-ubuntu22.04")]
    [InlineData("nvidia/cuda-arm64:11.4.1-devel-ubuntu20.04")]
    [InlineData("registry.corp/nvidia/cuda:12.4.1-devel-ubuntu22.04")]
    [InlineData("pytorch/pytorch:latest")]
    [InlineData("pytorch/pytorch:99.0.0-cuda15.0-cudnn9-devel")]
    [InlineData("tensorflow/tensorflow:latest-gpu")]
    [InlineData("tensorflow/tensorflow:99.0.0-gpu")]
    [InlineData("nvcr.io/nvidia/pytorch:99.01-py3")]
    [InlineData("nvcr.io/nvidia/pytorch:25.10-py3-igpu")]
    [InlineData("nvcr.io/nvidia/nemo:24.05")]
    [InlineData("mambaorg/micromamba:1.5-jammy-cuda-12.1.0")]
    [InlineData("continuumio/conda-ci")]
    [InlineData("example/app:1")]
    public void Other_images_are_unknown(string image) => Assert.Null(Find(image));

    [Fact]
    public void Rows_that_nobody_checked_say_so()
    {
        Assert.True(Find("nvidia/cuda:12.4.1-base-ubuntu22.04")?.IsVerified);
        Assert.False(Find("nvcr.io/nvidia/pytorch:22.03-py3")?.IsVerified);
        Assert.False(Find("tensorflow/tensorflow:2.15.0-gpu")?.IsVerified);
    }

    private static ImageContents? Find(string image) => ImageCatalog.Find(ImageReference.Parse(image));
}
