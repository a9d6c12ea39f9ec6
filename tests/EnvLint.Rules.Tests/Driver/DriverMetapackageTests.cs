using EnvLint.Diagnostics;
using EnvLint.Rules.Driver;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Driver;

public sealed class DriverMetapackageTests() : RuleTest<DriverMetapackage>("setup.sh")
{
    private const string Ubuntu = "wget https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2204/x86_64/cuda-keyring_1.1-1_all.deb\nsudo dpkg -i cuda-keyring_1.1-1_all.deb\n";

    private const string Wsl = "wget https://developer.download.nvidia.com/compute/cuda/repos/wsl-ubuntu/x86_64/cuda-keyring_1.1-1_all.deb\nsudo dpkg -i cuda-keyring_1.1-1_all.deb\n";

    [Fact]
    public void Versioned_meta_package_from_a_repository_with_drivers()
    {
        var found = Reports(
            Ubuntu + "sudo apt-get install -y [|cuda-12-4|]\n",
            Ubuntu + "sudo apt-get install -y cuda-toolkit-12-4\n",
            "'cuda-12-4' brings a Linux driver into a WSL distribution, where only the Windows driver works",
            Severity.Error,
            FixSafety.Safe,
            Confidence.High,
            target: "wsl2");
        Assert.Contains(found[0].Related, static related => related.Message == "the repository ubuntu2204 holds drivers");
    }

    [Fact]
    public void Pinned_version_stays() => Reports(
        Ubuntu + "sudo apt-get install -y [|cuda-12-4=12.4.1-1|]\n",
        Ubuntu + "sudo apt-get install -y cuda-toolkit-12-4=12.4.1-1\n",
        target: "wsl2");

    [Fact]
    public void Plain_meta_package_has_no_safe_name() => Reports(
        Ubuntu + "sudo apt-get install -y [|cuda|]\n",
        Ubuntu + "sudo apt-get install -y cuda-toolkit\n",
        severity: Severity.Error,
        safety: FixSafety.Suggested,
        target: "wsl2");

    [Fact]
    public void Local_installer_says_the_version() => Reports(
        "sudo dpkg -i cuda-repo-ubuntu2204-12-4-local_12.4.0-550.54.14-1_amd64.deb\nsudo apt-get install -y [|cuda|]\n",
        "sudo dpkg -i cuda-repo-ubuntu2204-12-4-local_12.4.0-550.54.14-1_amd64.deb\nsudo apt-get install -y cuda-toolkit-12-4\n",
        severity: Severity.Error,
        safety: FixSafety.Safe,
        target: "wsl2");

    [Fact]
    public void Runtime_becomes_libraries() => Reports(
        Ubuntu + "sudo apt-get install -y [|cuda-runtime-12-4|]\n",
        Ubuntu + "sudo apt-get install -y cuda-libraries-12-4\n",
        target: "wsl2");

    [Fact]
    public void Driver_alone_is_an_error_whatever_the_repository() => Reports("sudo apt-get install -y [|cuda-drivers-550|]\n", severity: Severity.Error, target: "wsl2");

    [Fact]
    public void Driver_is_not_in_the_repository_for_wsl_either() => Reports(Wsl + "sudo apt-get install -y [|cuda-drivers|]\n", severity: Severity.Error);

    [Fact]
    public void Repository_that_is_not_known_is_a_warning() => Reports(
        "sudo apt-get install -y [|cuda-12-4|]\n",
        "sudo apt-get install -y cuda-toolkit-12-4\n",
        "'cuda-12-4' brings a Linux driver into a WSL distribution, where only the Windows driver works unless it comes from the wsl-ubuntu repository",
        Severity.Warning,
        confidence: Confidence.Medium,
        target: "wsl2");

    [Fact]
    public void Condition_is_a_warning() => Reports(
        Ubuntu + "if [ -n \"$WITH_CUDA\" ]; then\n  sudo apt-get install -y [|cuda-12-4|]\nfi\n",
        Ubuntu + "if [ -n \"$WITH_CUDA\" ]; then\n  sudo apt-get install -y cuda-toolkit-12-4\nfi\n",
        severity: Severity.Warning,
        target: "wsl2");

    [Fact]
    public void Image_is_a_warning() => Reports(
        "FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nRUN apt-get update && apt-get install -y [|cuda-12-4|]\n",
        "FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nRUN apt-get update && apt-get install -y cuda-toolkit-12-4\n",
        "'cuda-12-4' brings a Linux driver into the image, where it clashes with the host's",
        Severity.Warning,
        confidence: Confidence.High,
        file: "Dockerfile");

    [Fact]
    public void Version_of_an_argument_keeps_its_variable()
    {
        var found = Reports(
            "FROM ubuntu:22.04\nARG CUDA=12-4\nRUN apt-get update && apt-get install -y [|cuda-${CUDA}|]\n",
            "FROM ubuntu:22.04\nARG CUDA=12-4\nRUN apt-get update && apt-get install -y cuda-toolkit-${CUDA}\n",
            severity: Severity.Warning,
            file: "Dockerfile");
        Assert.Contains(found[0].Related, static related => related.Message == "CUDA is '12-4' here");
    }

    [Fact]
    public void Stage_below_knows_the_repository_of_the_stage_above() => Reports(
        "FROM ubuntu:22.04 AS base\nRUN apt-get update && apt-get install -y wget && wget https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2204/x86_64/cuda-keyring_1.1-1_all.deb && dpkg -i cuda-keyring_1.1-1_all.deb\nFROM base\nRUN apt-get update && apt-get install -y [|cuda-drivers|]\n",
        severity: Severity.Warning,
        confidence: Confidence.High,
        file: "Dockerfile");

    [Theory]
    [InlineData("cuda")]
    [InlineData("cuda-12-4")]
    [InlineData("cuda-runtime-12-4")]
    public void Repository_for_wsl_has_no_driver(string package) => IsSilent(Wsl + $"sudo apt-get install -y {package}\n");

    [Fact]
    public void Local_installer_for_wsl_has_no_driver() => IsSilent(
        "sudo dpkg -i cuda-repo-wsl-ubuntu-12-4-local_12.4.0-1_amd64.deb\nsudo apt-get update\nsudo apt-get -y install cuda\n");

    [Theory]
    [InlineData("sudo apt-get install -y cuda-toolkit-12-4 cuda-toolkit\n")]
    [InlineData("conda install -y -c nvidia cuda\n")]
    [InlineData("pip install cuda\n")]
    [InlineData("echo apt-get install cuda\n")]
    [InlineData("sudo apt-get remove -y cuda\n")]
    public void No_meta_package_of_apt_is_silent(string script) => IsSilent(Ubuntu + script, target: "wsl2");

    [Theory]
    [InlineData("linux")]
    [InlineData(null)]
    public void Host_may_have_a_driver(string? target) => IsSilent(Ubuntu + "sudo apt-get install -y cuda cuda-drivers\n", target: target);

    [Fact]
    public void Both_repositories_are_another_rules() => IsSilent(Ubuntu + Wsl + "sudo apt-get install -y cuda-12-4\n", target: "wsl2");
}
