using EnvLint.Diagnostics;
using EnvLint.Rules.Driver;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Driver;

public sealed class LinuxDriverInWslTests() : RuleTest<LinuxDriverInWsl>("setup.sh")
{
    [Fact]
    public void Driver_package_in_a_script_for_wsl() => Reports(
        "sudo apt-get install -y [|nvidia-driver-535|]\n",
        message: "'nvidia-driver-535' brings a Linux driver into a WSL distribution, where only the Windows driver works",
        target: "wsl2");

    [Fact]
    public void Repository_for_wsl_is_evidence()
    {
        var found = Reports("""
            wget https://developer.download.nvidia.com/compute/cuda/repos/wsl-ubuntu/x86_64/cuda-keyring_1.1-1_all.deb
            sudo dpkg -i cuda-keyring_1.1-1_all.deb
            sudo apt-get update
            sudo apt-get install -y [|nvidia-utils-535|]
            """);
        Assert.Equal("in WSL: the wsl-ubuntu repository is added", Assert.Single(found[0].Related).Message);
        Assert.Null(found[0].Target);
    }

    [Fact]
    public void Branch_that_asks_for_wsl_is_wsl() => Reports("""
        if grep -qi microsoft /proc/version; then
          sudo apt-get install -y [|nvidia-driver-550|]
        else
          sudo apt-get install -y nvidia-driver-535
        fi
        """);

    [Fact]
    public void One_command_is_one_finding()
    {
        var found = Reports("sudo apt-get install -y build-essential [|nvidia-dkms-535|] nvidia-utils-535 libnvidia-compute-535\n", target: "wsl2");
        Assert.Equal(2, found[0].Related.Length);
        Assert.Equal("wsl2", found[0].Target);
    }

    [Fact]
    public void Run_file_of_the_driver() => Reports(
        "sudo sh [|NVIDIA-Linux-x86_64-550.54.14.run|] --silent\n",
        message: "'NVIDIA-Linux-x86_64-550.54.14.run' installs a Linux driver in a WSL distribution, where only the Windows driver works",
        target: "wsl2");

    [Fact]
    public void Run_file_of_cuda_with_its_driver() => Reports("sudo [|./cuda_12.4.0_550.54.14_linux.run|] --silent --driver --toolkit\n", target: "wsl2");

    [Fact]
    public void Run_file_that_asks_is_a_warning() =>
        Reports("sudo sh [|cuda_12.4.0_550.54.14_linux.run|]\n", severity: Severity.Warning, target: "wsl2");

    [Fact]
    public void Ubuntu_drivers_is_a_warning() => Reports("sudo [|ubuntu-drivers autoinstall|]\n", severity: Severity.Warning, target: "wsl2");

    [Fact]
    public void Row_that_is_not_verified_is_a_warning() => Reports("sudo apt-get install -y [|nvidia-headless-535|]\n", severity: Severity.Warning, target: "wsl2");

    [Fact]
    public void Condition_of_another_kind_is_a_warning() => Reports("""
        if [ "$1" = --driver ]; then
          sudo apt-get install -y [|nvidia-driver-535|]
        fi
        """, severity: Severity.Warning, target: "wsl2");

    [Theory]
    [InlineData("sudo apt-get install -y cuda-toolkit-12-4 cuda-compiler-12-4 cuda-driver-dev-12-4 libcudnn9-cuda-12\n")]
    [InlineData("sudo apt-get install -y nvidia-container-toolkit libnvidia-container-tools\n")]
    [InlineData("sudo apt-get install -y cuda-compat-12-4 nvidia-settings nvidia-modprobe\n")]
    [InlineData("sudo sh cuda_12.4.0_550.54.14_linux.run --silent --toolkit\n")]
    [InlineData("chmod +x NVIDIA-Linux-x86_64-550.54.14.run\n")]
    [InlineData("sh NVIDIA-Linux-x86_64-550.54.14.run --extract-only\n")]
    [InlineData("echo 'do not install nvidia-driver-535 or cuda-drivers'\n# apt-get install nvidia-driver-535\n")]
    [InlineData("sudo apt-get remove -y nvidia-driver-535\n")]
    [InlineData("conda install -y nvidia-driver-535\n")]
    [InlineData("ubuntu-drivers list\nubuntu-drivers devices\n")]
    [InlineData("apt-get install -y --simulate nvidia-driver-535\n")]
    public void No_driver_is_silent(string script) => IsSilent(script, target: "wsl2");

    [Fact]
    public void Meta_packages_are_another_rules() => IsSilent("sudo apt-get install -y cuda cuda-drivers\n", target: "wsl2");

    [Fact]
    public void Script_for_linux_is_silent() => IsSilent("sudo apt-get install -y nvidia-driver-535\n", target: "linux");

    [Fact]
    public void Place_that_is_not_known_is_silent() => IsSilent("sudo apt-get install -y nvidia-driver-535\n");

    [Fact]
    public void Image_is_another_rules() => IsSilent("FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y nvidia-utils-535\n", target: "wsl2", file: "Dockerfile");
}
