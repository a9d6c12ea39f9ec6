using EnvLint.Core.Tests.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Core.Tests.Knowledge;

public sealed class CudnnTests
{
    [Theory]
    [InlineData("torch", "2.3.1", 8, true)]
    [InlineData("torch", "2.4.0", 9, true)]
    [InlineData("torch", "2.4", 9, true)]
    [InlineData("ctranslate2", "4.4.0", 8, false)]
    [InlineData("ctranslate2", "4.5.0", 9, false)]
    [InlineData("tensorflow", "2.17.1", 8, false)]
    [InlineData("tensorflow", "2.18.0", 9, false)]
    [InlineData("onnxruntime-gpu", "1.18.1", 8, false)]
    [InlineData("onnxruntime-gpu", "1.19.0", 9, false)]
    [InlineData("jax", "0.4.29", 8, false)]
    [InlineData("jax", "0.4.30", 9, false)]
    public void Releases_need_a_major(string project, string version, int major, bool isBrought)
    {
        var use = Cudnn.NeededBy(project, version);
        Assert.NotNull(use);
        Assert.Equal((major, isBrought), (use.Major, use.IsBrought));
        Assert.NotEmpty(use.Source);
    }

    [Theory]
    [InlineData("torch", "1.12.1")]
    [InlineData("torch", "2.4.0+cu121")]
    [InlineData("torch", "nightly")]
    [InlineData("ctranslate2", "2.24.0")]
    [InlineData("tensorflow", "2.99.0")]
    [InlineData("jax", "0.4.20")]
    [InlineData("onnxruntime", "1.19.0")]
    [InlineData("numpy", "2.0.0")]
    public void Others_are_unknown(string project, string version) => Assert.Null(Cudnn.NeededBy(project, version));

    [Theory]
    [InlineData("pip install nvidia-cudnn-cu11==8.5.0.96", 8, 11)]
    [InlineData("pip install nvidia-cudnn-cu12", 9, 12)]
    [InlineData("pip install 'nvidia-cudnn-cu12>=9.1,<10'", 9, 12)]
    [InlineData("pip install 'nvidia-cudnn-cu12<9'", null, 12)]
    [InlineData("pip install 'nvidia-cudnn-cu12==8.*'", 8, 12)]
    [InlineData("apt-get install libcudnn8", 8, null)]
    [InlineData("apt-get install libcudnn8-dev=8.9.6.50-1+cuda12.2", 8, 12)]
    [InlineData("apt-get install libcudnn9-cuda-12", 9, 12)]
    [InlineData("apt-get install cudnn9-cuda-13-5", null, null)]
    [InlineData("apt-get install cudnn9-cuda-13", 9, 13)]
    [InlineData("apt-get install libcudnn9-dev-cuda-12", 9, 12)]
    [InlineData("conda install cudnn=8.9", 8, null)]
    [InlineData("conda install 'cudnn>=8.9'", null, null)]
    [InlineData("conda install cudnn", null, null)]
    public void Packages_bring_a_major(string command, int? major, int? cuda)
    {
        var package = Assert.Single(PackagesOf(command));
        var brought = Cudnn.FindPackage(package);
        Assert.Equal((major, cuda), (brought?.Major, brought?.CudaMajor));
    }

    [Theory]
    [InlineData("pip install nvidia-cublas-cu12")]
    [InlineData("pip install nvidia-cudnn-frontend")]
    [InlineData("apt-get install libcudnn-frontend-dev")]
    public void Other_packages_are_none(string command) => Assert.Null(Cudnn.FindPackage(Assert.Single(PackagesOf(command))));

    private static IEnumerable<PackageRequest> PackagesOf(string command) => FactText.Facts("setup.sh", command + "\n").Packages;
}
