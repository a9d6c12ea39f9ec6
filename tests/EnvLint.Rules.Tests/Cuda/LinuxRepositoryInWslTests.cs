using EnvLint.Rules.Cuda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Cuda;

public sealed class LinuxRepositoryInWslTests() : RuleTest<LinuxRepositoryInWsl>("setup.sh")
{
    private const string Fetch = "wget https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2404/x86_64/cuda-keyring_1.1-1_all.deb\n";

    [Theory]
    [InlineData("cuda-toolkit-12-8")]
    [InlineData("cuda-nvcc-12-8 libcudnn9-cuda-12")]
    public void Toolkit_only(string packages)
    {
        var found = Reports(
            Fetch + $"sudo dpkg -i [|cuda-keyring_1.1-1_all.deb|]\nsudo apt-get install -y {packages}\n",
            message: $"'{packages.Split(' ')[0]}' comes from ubuntu2404, which has drivers, too: wsl-ubuntu has none",
            target: "wsl2",
            crlf: false);
        Assert.NotNull(found[0].Target);
    }

    [Fact]
    public void Evidence_in_the_file() => Reports(
        "export LD_LIBRARY_PATH=/usr/lib/wsl/lib:$LD_LIBRARY_PATH\n" + Fetch + "sudo dpkg -i [|cuda-keyring_1.1-1_all.deb|]\nsudo apt-get install -y cuda-toolkit-12-8\n", crlf: false);

    [Theory]
    [InlineData("sudo dpkg -i cuda-keyring_1.1-1_all.deb\nsudo apt-get install -y cuda-12-8\n", "wsl2")]
    [InlineData("sudo dpkg -i cuda-keyring_1.1-1_all.deb\nsudo apt-get install -y cuda-toolkit-12-8 nvidia-utils-550\n", "wsl2")]
    [InlineData("sudo dpkg -i cuda-keyring_1.1-1_all.deb\nsudo apt-get install -y git\n", "wsl2")]
    [InlineData("sudo dpkg -i cuda-keyring_1.1-1_all.deb\nsudo apt-get install -y cuda-toolkit-12-8\n", "linux")]
    [InlineData("sudo dpkg -i cuda-keyring_1.1-1_all.deb\nsudo apt-get install -y cuda-toolkit-12-8\n", null)]
    [InlineData("echo sudo dpkg -i cuda-keyring_1.1-1_all.deb\nsudo apt-get install -y cuda-toolkit-12-8\n", "wsl2")]
    public void Others_are_silent(string commands, string? target) => IsSilent(Fetch + commands, target, crlf: false);

    [Fact]
    public void Repository_of_wsl_is_silent() => IsSilent(
        "wget https://developer.download.nvidia.com/compute/cuda/repos/wsl-ubuntu/x86_64/cuda-keyring_1.1-1_all.deb\nsudo dpkg -i cuda-keyring_1.1-1_all.deb\nsudo apt-get install -y cuda-toolkit-12-8\n",
        target: "wsl2",
        crlf: false);
}
