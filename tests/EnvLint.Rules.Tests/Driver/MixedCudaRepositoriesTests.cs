using EnvLint.Diagnostics;
using EnvLint.Rules.Driver;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Driver;

public sealed class MixedCudaRepositoriesTests() : RuleTest<MixedCudaRepositories>("setup.sh")
{
    private const string Wsl = "echo 'deb [signed-by=/usr/share/keyrings/cuda-archive-keyring.gpg] https://developer.download.nvidia.com/compute/cuda/repos/wsl-ubuntu/x86_64/ /' | sudo tee /etc/apt/sources.list.d/cuda-wsl.list\n";

    private const string Ubuntu = "echo 'deb [signed-by=/usr/share/keyrings/cuda-archive-keyring.gpg] https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2204/x86_64/ /' | sudo tee /etc/apt/sources.list.d/cuda.list\n";

    [Fact]
    public void Both_with_a_meta_package()
    {
        var found = Reports(
            "wget https://developer.download.nvidia.com/compute/cuda/repos/wsl-ubuntu/x86_64/cuda-keyring_1.1-1_all.deb\nsudo dpkg -i cuda-keyring_1.1-1_all.deb\nsudo dpkg -i [|cuda-repo-ubuntu2204-12-4-local_12.4.0-550.54.14-1_amd64.deb|]\nsudo apt-get install -y cuda-12-4\n",
            "wget https://developer.download.nvidia.com/compute/cuda/repos/wsl-ubuntu/x86_64/cuda-keyring_1.1-1_all.deb\nsudo dpkg -i cuda-keyring_1.1-1_all.deb\nsudo dpkg -i cuda-repo-ubuntu2204-12-4-local_12.4.0-550.54.14-1_amd64.deb\nsudo apt-get install -y cuda-toolkit-12-4\n",
            "'ubuntu2204' is added beside 'wsl-ubuntu': 'cuda-12-4' comes from whichever is newer, and ubuntu2204 brings the Linux driver with it",
            Severity.Warning,
            FixSafety.Suggested);
        Assert.Equal(2, found[0].Related.Length);
    }

    [Fact]
    public void Toolkit_is_the_same_in_both() => IsSilent(Wsl + Ubuntu + "sudo apt-get install -y cuda-toolkit-12-4\n");

    [Fact]
    public void One_repository_is_silent() => IsSilent(Wsl + "sudo apt-get install -y cuda\n");

    [Fact]
    public void Branch_for_each_is_silent() => IsSilent(
        "if grep -qi microsoft /proc/version; then\n" + Wsl + "else\n" + Ubuntu + "fi\nsudo apt-get install -y cuda-12-4\n");

    [Fact]
    public void Text_is_no_repository() => IsSilent(Wsl + "echo https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2204/x86_64/\nsudo apt-get install -y cuda\n");
}
