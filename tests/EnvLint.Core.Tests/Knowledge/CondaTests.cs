using EnvLint.Knowledge;

namespace EnvLint.Core.Tests.Knowledge;

public sealed class CondaTests
{
    [Theory]
    [InlineData("conda-forge", "conda-forge")]
    [InlineData("https://conda.anaconda.org/pytorch/", "pytorch")]
    [InlineData("nvidia/label/cuda-12.4.1", "nvidia")]
    [InlineData("https://repo.anaconda.com/pkgs/main", "pkgs/main")]
    [InlineData("conda-forge/linux-64", "conda-forge")]
    [InlineData("https://example.com/channel", "https://example.com/channel")]
    public void A_channel_has_a_plain_name(string written, string expected) => Assert.Equal(expected, CondaPackages.ChannelName(written));

    [Theory]
    [InlineData("pytorch", "frozen")]
    [InlineData("main", "active")]
    [InlineData("https://repo.anaconda.com/pkgs/main", "active")]
    [InlineData("pytorch-nightly", "ended")]
    [InlineData("my-company", null)]
    public void Channels_are_known_by_name(string written, string? status) => Assert.Equal(status, CondaPackages.FindChannel(written)?.Status);

    [Theory]
    [InlineData("cudatoolkit", "conda-forge", "11.8")]
    [InlineData("cudatoolkit", "", "11.8")]
    [InlineData("pytorch", "pytorch", "2.5.1")]
    [InlineData("torchvision", "pytorch", "0.20.1")]
    [InlineData("pytorch-cuda", "pytorch", "12.4")]
    [InlineData("pytorch", "conda-forge", null)]
    [InlineData("pytorch", "", null)]
    [InlineData("numpy", "conda-forge", null)]
    public void Some_packages_ended(string package, string channel, string? expected) => Assert.Equal(expected, CondaPackages.MaximumOf(package, channel)?.Version);

    [Theory]
    [InlineData("torch", "pytorch")]
    [InlineData("opencv-python-headless", "opencv")]
    [InlineData("numpy", "numpy")]
    public void Names_differ_from_PyPI(string pip, string expected) => Assert.Equal(expected, CondaPackages.CondaNameOf(pip));

    [Theory]
    [InlineData("2.12.1", "12.9 13.0")]
    [InlineData("2.7.1", "12.9")]
    [InlineData("2.7.0", "12.6")]
    [InlineData("2.99.0", "")]
    public void Builds_of_conda_forge(string version, string expected) => Assert.Equal(expected, string.Join(' ', CondaPackages.ForgeBuilds(version)));

    [Fact]
    public void The_maxima_are_those_of_PyTorchs_table()
    {
        var last = Torch.Find("2.5.1");
        Assert.NotNull(last);
        Assert.Equal(last.Torchvision[0], CondaPackages.MaximumOf("torchvision", "pytorch")?.Version);
        foreach (var release in Torch.Releases)
        {
            Assert.True(release.CondaCuda.IsEmpty || DottedNumber.Compare(release.Version, last.Version) <= 0);
            if (release.CondaSelector == "pytorch-cuda")
            {
                Assert.Subset(CondaPackages.Find("pytorch-cuda")!.Versions.ToHashSet(), release.CondaCuda.ToHashSet());
            }
        }
    }

    [Theory]
    [InlineData("https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-x86_64.sh", "Miniconda", "latest", "x86_64", CondaTerms.Asks, "2.28")]
    [InlineData("Miniconda3-py310_24.11.1-0-Linux-x86_64.sh", "Miniconda", "py310_24.11.1-0", "x86_64", CondaTerms.None, null)]
    [InlineData("Miniconda3-4.7.12-Linux-x86_64.sh", "Miniconda", "4.7.12", "x86_64", CondaTerms.None, null)]
    [InlineData("Miniconda3-py313_25.11.1-1-Linux-x86_64.sh", "Miniconda", "py313_25.11.1-1", "x86_64", CondaTerms.Unknown, null)]
    [InlineData("Miniconda3-latest-Windows-x86_64.exe", "Miniconda", "latest", "x86_64", CondaTerms.Asks, null)]
    [InlineData("Anaconda3-2024.10-1-Linux-x86_64.sh", "Anaconda", "2024.10-1", "x86_64", CondaTerms.None, null)]
    [InlineData("Anaconda3-2025.12-1-Linux-x86_64.sh", "Anaconda", "2025.12-1", "x86_64", CondaTerms.Unknown, null)]
    [InlineData("https://github.com/conda-forge/miniforge/releases/latest/download/Miniforge3-Linux-aarch64.sh", "Miniforge", "", "aarch64", CondaTerms.None, "2.17")]
    [InlineData("https://example.com/Mambaforge-Linux-x86_64.sh?x=1", "Mambaforge", "", "x86_64", CondaTerms.None, null)]
    [InlineData("Miniforge3-$(uname)-$(uname -m).sh", "Miniforge", "", "", CondaTerms.None, null)]
    public void An_installer_is_known_by_its_file(string file, string name, string version, string arch, CondaTerms terms, string? glibc)
    {
        var installer = CondaInstallers.Find(file);
        Assert.NotNull(installer);
        Assert.Equal((name, version, arch, terms, glibc), (installer.Row.Name, installer.Version, installer.Arch, installer.Terms, installer.Glibc?.Glibc));
    }

    [Theory]
    [InlineData("miniconda.sh")]
    [InlineData("https://repo.anaconda.com/miniconda/")]
    [InlineData("Miniconda2-latest-Linux-x86_64.sh")]
    [InlineData("")]
    public void Other_files_are_none(string file) => Assert.Null(CondaInstallers.Find(file));

    [Theory]
    [InlineData("CI", true)]
    [InlineData("JENKINS_URL", true)]
    [InlineData("WORKSPACE", true)]
    [InlineData("HOME", false)]
    public void CI_accepts_the_terms(string variable, bool expected) => Assert.Equal(expected, CondaInstallers.IsCiVariable(variable));
}
