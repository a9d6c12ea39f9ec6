using EnvLint.Knowledge;

namespace EnvLint.Core.Tests.Knowledge;

public sealed class TorchTests
{
    [Theory]
    [InlineData("2.14.1", "2.14.1")]
    [InlineData("2.1", "2.1.0")]
    [InlineData("1.7", "1.7.0")]
    [InlineData("2.10", "2.10.0")]
    [InlineData("2", "2.0.0")]
    public void A_version_is_padded_with_zeros(string version, string expected) => Assert.Equal(expected, Torch.Find(version)?.Version);

    [Theory]
    [InlineData("2.4.3")]
    [InlineData("1.10.3")]
    [InlineData("2.15.0")]
    [InlineData("1.6.0")]
    [InlineData("2.1.0+cu118")]
    [InlineData("")]
    public void Others_are_not_known(string version) => Assert.Null(Torch.Find(version));

    [Theory]
    [InlineData("2.4.3", true)]
    [InlineData("1.7.2", true)]
    [InlineData("1.6.0", false)]
    [InlineData("2.15.0", false)]
    [InlineData("2.14.2", false)]
    [InlineData("2.4.0rc1", false)]
    public void The_list_is_complete_in_its_range_only(string version, bool covered) => Assert.Equal(covered, Torch.IsCovered(version));

    [Theory]
    [InlineData("1.7.0", "0.8.0 0.8.1", "0.7.0")]
    [InlineData("1.9.1", "0.10.1", "0.9.1")]
    [InlineData("1.13.1", "0.14.1", "0.13.1")]
    [InlineData("2.0.1", "0.15.2", "2.0.2")]
    [InlineData("2.4.1", "0.19.1", "2.4.1")]
    [InlineData("2.14.0", "0.29.0", "2.11.0 2.11.1")]
    public void Companions_belong_to_a_release(string torch, string vision, string audio)
    {
        var row = Torch.Find(torch);
        Assert.NotNull(row);
        Assert.Equal(vision, string.Join(' ', Torch.Companions(row, "torchvision")));
        Assert.Equal(audio, string.Join(' ', Torch.Companions(row, "torchaudio")));
    }

    [Theory]
    [InlineData("torchvision", "0.19.1", "2.4.1")]
    [InlineData("torchvision", "0.16", "2.1.0")]
    [InlineData("torchaudio", "2.11.0", "2.14.1 2.14.0 2.13.0 2.12.1 2.12.0 2.11.0")]
    [InlineData("torchaudio", "2.12.0", "")]
    [InlineData("torchvision", "0.99.0", "")]
    public void A_companion_leads_to_its_releases(string name, string version, string expected) =>
        Assert.Equal(expected, string.Join(' ', Torch.OfCompanion(name, version).Map(static row => row.Version)));

    [Fact]
    public void Only_torchaudio_is_frozen()
    {
        Assert.Equal("2.11", Torch.FrozenAt("torchaudio"));
        Assert.Null(Torch.FrozenAt("torchvision"));
    }

    [Theory]
    [InlineData("2.10.0", WheelPlatform.LinuxX64, "12.8")]
    [InlineData("2.11.0", WheelPlatform.LinuxX64, "13.0")]
    [InlineData("2.10.0", WheelPlatform.LinuxArm64, "")]
    [InlineData("2.11.0", WheelPlatform.LinuxArm64, "13.0")]
    [InlineData("2.11.0", WheelPlatform.Windows, "")]
    [InlineData("2.11.0", WheelPlatform.MacOS, "")]
    [InlineData("1.8.2", WheelPlatform.LinuxX64, null)]
    public void The_wheel_on_PyPI_depends_on_the_system(string version, WheelPlatform platform, string? expected) =>
        Assert.Equal(expected, Torch.DefaultCuda(Torch.Find(version)!, platform));

    [Theory]
    [InlineData("2.12.0", "12.8", true)]
    [InlineData("2.12.0", "12.6", false)]
    [InlineData("2.11.0", "12.9", false)]
    [InlineData("2.12.0", "12.9", false)]
    [InlineData("2.5.1", "12.6", true)]
    public void Builds_end_with_a_release(string version, string cuda, bool never) => Assert.Equal(never, Torch.WasNeverBuilt(Torch.Find(version)!, cuda));

    [Theory]
    [InlineData("2.6.0", "12.4", "12.0", GpuCode.None)]
    [InlineData("2.5.1", "12.4", "12.0", GpuCode.None)]
    [InlineData("2.14.0", "12.6", "12.0", GpuCode.None)]
    [InlineData("2.8.0", "12.8", "12.0", GpuCode.Machine)]
    [InlineData("2.8.0", "12.8", "12.1", GpuCode.Machine)]
    [InlineData("2.8.0", "12.8", "10.3", GpuCode.Machine)]
    [InlineData("2.8.0", "12.8", "6.1", GpuCode.None)]
    [InlineData("2.8.0", "12.6", "6.1", GpuCode.Machine)]
    [InlineData("2.10.0", "12.8", "7.0", GpuCode.Machine)]
    [InlineData("2.11.0", "12.8", "7.0", GpuCode.None)]
    [InlineData("2.11.0", "13.0", "7.0", GpuCode.None)]
    [InlineData("2.14.0", "13.0", "8.9", GpuCode.Machine)]
    [InlineData("2.14.0", "13.0", "11.0", GpuCode.None)]
    [InlineData("2.3.1", "12.1", "3.7", GpuCode.None)]
    [InlineData("2.3.1", "11.8", "3.7", GpuCode.Machine)]
    [InlineData("2.7.1", "12.8", "7.0", GpuCode.Unknown)]
    [InlineData("2.7.1", "12.8", "8.6", GpuCode.Machine)]
    [InlineData("1.7.1", "11.0", "8.0", GpuCode.Unknown)]
    public void A_build_has_code_for_some_GPUs(string version, string cuda, string computeCapability, GpuCode expected) =>
        Assert.Equal(expected, Torch.CodeFor(Torch.Find(version)!, cuda, WheelPlatform.LinuxX64, computeCapability, out _));

    [Fact]
    public void Each_build_of_a_release_has_its_folder()
    {
        foreach (var release in Torch.Releases)
        {
            foreach (var cuda in release.Cuda)
            {
                var row = TorchIndex.Find(TorchIndex.TagOf(cuda)).Row;
                Assert.NotNull(row);
                Assert.True(DottedNumber.Compare(row.First, release.Version) <= 0 && DottedNumber.Compare(release.Version, row.Last) <= 0);
                Assert.Equal(cuda, row.Cuda);
            }

            Assert.NotEmpty(release.Torchvision);
            Assert.NotEmpty(release.Torchaudio);
            Assert.True(release.PypiLinux is null || release.Cuda.Contains(release.PypiLinux));
        }
    }

    [Theory]
    [InlineData("https://download.pytorch.org/whl/cu121", "cu121", TorchIndexKind.Cuda, true)]
    [InlineData("http://download.pytorch.org/whl/cu118/", "cu118", TorchIndexKind.Cuda, true)]
    [InlineData("https://download.pytorch.org/whl/cu113/torch_stable.html", "cu113", TorchIndexKind.Cuda, true)]
    [InlineData("https://download.pytorch.org/whl/cpu", "cpu", TorchIndexKind.Cpu, true)]
    [InlineData("https://download.pytorch.org/whl/nightly/cu128", "cu128", TorchIndexKind.Cuda, false)]
    [InlineData("https://download.pytorch.org/whl/lts/1.8/cu111", "cu111", TorchIndexKind.Cuda, true)]
    [InlineData("https://download.pytorch.org/whl/torch_stable.html", "", TorchIndexKind.All, true)]
    [InlineData("https://download.pytorch.org/whl/", "", TorchIndexKind.All, true)]
    [InlineData("https://download.pytorch.org/whl", "", TorchIndexKind.All, true)]
    [InlineData("https://download.pytorch.org/whl/rocm6.2", "rocm6.2", TorchIndexKind.Rocm, true)]
    [InlineData("https://download.pytorch.org/whl/cu141", "cu141", TorchIndexKind.Cuda, true)]
    [InlineData("https://download.pytorch.org/whl/torch/", "torch", TorchIndexKind.Unknown, true)]
    public void An_address_names_a_folder(string url, string tag, TorchIndexKind kind, bool isStable)
    {
        var index = TorchIndex.FromUrl(url);
        Assert.NotNull(index);
        Assert.Equal((tag, kind, isStable), (index.Tag, index.Kind, index.IsStable));
    }

    [Theory]
    [InlineData("https://pypi.org/simple")]
    [InlineData("https://mirror.example.com/?x=https://download.pytorch.org/whl/cu121")]
    [InlineData("https://download.pytorch.org/libtorch/cu121")]
    [InlineData("https://download.pytorch.org/whlx")]
    [InlineData("")]
    public void Other_addresses_are_none(string url) => Assert.Null(TorchIndex.FromUrl(url));

    [Theory]
    [InlineData("cu121", true, "2.5.1")]
    [InlineData("cu126", false, "2.14.1")]
    [InlineData("cu128", true, "2.11.0")]
    public void A_folder_may_be_finished(string tag, bool finished, string last)
    {
        var row = TorchIndex.Find(tag).Row;
        Assert.NotNull(row);
        Assert.Equal((finished, last), (row.Finished, row.Last));
    }

    [Theory]
    [InlineData("cu122", true)]
    [InlineData("cu125", true)]
    [InlineData("cu121", false)]
    [InlineData("cu141", false)]
    public void Some_folders_never_were(string tag, bool never) => Assert.Equal(never, TorchIndex.Find(tag).WasNeverBuilt);

    [Theory]
    [InlineData("cu121", "12.1")]
    [InlineData("cu92", "9.2")]
    [InlineData("cu102", "10.2")]
    [InlineData("cpu", null)]
    [InlineData("cu12", "1.2")]
    [InlineData("cu", null)]
    [InlineData("cu1210", null)]
    [InlineData("cu1.2", null)]
    public void A_tag_says_its_CUDA(string tag, string? expected) => Assert.Equal(expected, TorchIndex.CudaOf(tag));

    [Fact]
    public void A_tag_that_never_was_is_that_of_no_release() =>
        Assert.All(PytorchTable.MissingTags.Map(static row => row), static row => Assert.All(Torch.Releases.Map(static release => release), release => Assert.True(Torch.WasNeverBuilt(release, TorchIndex.CudaOf(row.Tag)!))));
}
