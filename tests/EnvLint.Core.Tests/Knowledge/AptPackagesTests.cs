using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Core.Tests.Knowledge;

public sealed class AptPackagesTests
{
    [Theory]
    [InlineData("cuda", DriverPart.Kernel)]
    [InlineData("cuda-12-4", DriverPart.Kernel)]
    [InlineData("cuda-drivers-550", DriverPart.Kernel)]
    [InlineData("cuda-runtime-11-8", DriverPart.Kernel)]
    [InlineData("nvidia-driver-535-server-open", DriverPart.Kernel)]
    [InlineData("linux-modules-nvidia-535-generic", DriverPart.Kernel)]
    [InlineData("libnvidia-compute-535-server", DriverPart.User)]
    [InlineData("nvidia-utils-535", DriverPart.User)]
    [InlineData("libcuda1", DriverPart.User)]
    [InlineData("cuda-compat-12-4", DriverPart.Compatibility)]
    [InlineData("cuda-toolkit-12-4", DriverPart.None)]
    [InlineData("cuda-driver-dev-12-4", DriverPart.None)]
    [InlineData("cuda-libraries-12-4", DriverPart.None)]
    [InlineData("libnvidia-container1", DriverPart.None)]
    [InlineData("nvidia-container-toolkit", DriverPart.None)]
    [InlineData("nvidia-settings", DriverPart.None)]
    [InlineData("nvidia-modprobe", DriverPart.None)]
    [InlineData("nvidia-driver-pinning-580", DriverPart.None)]
    [InlineData("libcudnn9-cuda-12", DriverPart.None)]
    [InlineData("git", DriverPart.None)]
    public void Driver_of_a_package(string name, DriverPart part) => Assert.Equal(part, AptPackages.Driver(name));

    [Fact]
    public void Patterns_begin_with_a_letter() =>
        Assert.All(AptPackagesTable.Packages.Map(static row => row), static row => Assert.All(row.Patterns, static pattern => Assert.True(char.IsAsciiLetterLower(pattern[0]))));

    [Theory]
    [InlineData("cuda", "cuda-toolkit")]
    [InlineData("cuda-12-4", "cuda-toolkit-12-4")]
    [InlineData("cuda-runtime-12-4", "cuda-libraries-12-4")]
    [InlineData("nvidia-docker2", "nvidia-container-toolkit")]
    [InlineData("cuda-drivers", null)]
    public void Name_without_a_driver(string name, string? instead) =>
        Assert.Equal(instead, AptPackages.InsteadOf(AptPackages.Find(name)!, name));

    [Theory]
    [InlineData("nvidia-driver-535", 535)]
    [InlineData("nvidia-driver-535-server", 535)]
    [InlineData("libnvidia-compute-470", 470)]
    [InlineData("cuda-drivers-550", 550)]
    [InlineData("cuda-12-4", null)]
    [InlineData("nvidia-driver", null)]
    public void Branch_of_a_driver(string name, int? branch) => Assert.Equal(branch, AptPackages.Branch(name));

    [Theory]
    [InlineData("NVIDIA-Linux-x86_64-550.54.14.run", "", RunFileContent.Driver, true)]
    [InlineData("NVIDIA-Linux-x86_64-550.54.14.run", "--silent", RunFileContent.Driver, true)]
    [InlineData("NVIDIA-Linux-x86_64-550.54.14.run", "--extract-only", RunFileContent.None, true)]
    [InlineData("cuda_12.4.0_550.54.14_linux.run", "--silent --toolkit", RunFileContent.Toolkit, true)]
    [InlineData("cuda_9.0.176_384.81_linux-run", "-silent -toolkit", RunFileContent.Toolkit, true)]
    [InlineData("cuda_12.4.0_550.54.14_linux.run", "--silent --driver", RunFileContent.Driver, true)]
    [InlineData("cuda_12.4.0_550.54.14_linux.run", "--toolkit --driver", RunFileContent.Driver, true)]
    [InlineData("cuda_12.4.0_550.54.14_linux.run", "", RunFileContent.Driver, false)]
    [InlineData("cuda_12.4.0_550.54.14_linux.run", "--silent", RunFileContent.Driver, false)]
    [InlineData("cuda_12.4.0_550.54.14_linux.run", "--extract=/tmp/x", RunFileContent.None, true)]
    [InlineData("cuda_13.4.1_linux.run", "", RunFileContent.Toolkit, false)]
    [InlineData("Miniconda3-latest-Linux-x86_64.sh", "", RunFileContent.None, true)]
    public void Content_of_a_run_file(string file, string arguments, RunFileContent content, bool isCertain)
    {
        Assert.Equal(content, AptPackages.RunFile(file, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), out var certain));
        Assert.Equal(isCertain, certain);
    }

    [Fact]
    public void Argument_that_is_not_known_may_choose_anything() =>
        Assert.Equal(RunFileContent.None, AptPackages.RunFile("cuda_12.4.0_550.54.14_linux.run", [null], out _));

    [Theory]
    [InlineData("nvidia/cuda:12.4.1-base-ubuntu22.04", GpuImageKind.Cuda)]
    [InlineData("docker.io/nvidia/cuda:12.4.1-base-ubuntu22.04", GpuImageKind.Cuda)]
    [InlineData("nvcr.io/nvidia/pytorch:24.05-py3", GpuImageKind.Cuda)]
    [InlineData("tensorflow/tensorflow:2.17.0-gpu", GpuImageKind.Cuda)]
    [InlineData("tensorflow/tensorflow:2.17.0-gpu-jupyter", GpuImageKind.Cuda)]
    [InlineData("tensorflow/tensorflow:2.17.0", GpuImageKind.None)]
    [InlineData("tensorflow/tensorflow", GpuImageKind.None)]
    [InlineData("nvcr.io/nvidia/tritonserver:24.05-py3-sdk", GpuImageKind.None)]
    [InlineData("nvcr.io/nvidia/tritonserver:24.05-py3", GpuImageKind.Cuda)]
    [InlineData("nvcr.io/nvidia/k8s-device-plugin:v0.17.0", GpuImageKind.None)]
    [InlineData("nvcr.io/nvidia/l4t-pytorch:r35.2.1-pth2.0-py3", GpuImageKind.Jetson)]
    [InlineData("ubuntu:24.04", GpuImageKind.None)]
    public void Kind_of_an_image(string image, GpuImageKind kind) => Assert.Equal(kind, GpuImages.Kind(ImageReference.Parse(image)));

    [Fact]
    public void Image_that_is_not_known_is_of_no_kind() => Assert.Equal(GpuImageKind.None, GpuImages.Kind(null));

    [Theory]
    [InlineData("https://nvidia.github.io/nvidia-docker/ubuntu20.04/nvidia-docker.list")]
    [InlineData("https://nvidia.github.io/libnvidia-container/ubuntu18.04/libnvidia-container.list")]
    [InlineData("https://nvidia.github.io/libnvidia-container/experimental/ubuntu22.04/libnvidia-container.list")]
    public void Lists_of_one_distribution_are_retired(string url) => Assert.NotNull(AptPackages.RetiredRepository(url));

    [Theory]
    [InlineData("https://nvidia.github.io/libnvidia-container/stable/deb/nvidia-container-toolkit.list")]
    [InlineData("https://nvidia.github.io/libnvidia-container/stable/rpm/libnvidia-container.repo")]
    [InlineData("https://download.docker.com/linux/ubuntu")]
    public void The_list_of_all_distributions_is_alive(string url) => Assert.Null(AptPackages.RetiredRepository(url));
}
