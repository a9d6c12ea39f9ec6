using EnvLint.Diagnostics;
using EnvLint.Rules.Driver;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Driver;

public sealed class MixedDriverSourcesTests() : RuleTest<MixedDriverSources>("install.sh")
{
    [Fact]
    public void Two_branches() => Reports(
        "sudo apt-get install -y nvidia-driver-535\nsudo apt-get install -y [|nvidia-utils-550|]\n",
        message: "'nvidia-utils-550' installs a driver over the one of 'nvidia-driver-535': branch 535 and branch 550",
        confidence: Confidence.High);

    [Fact]
    public void Run_file_and_package() => Reports(
        "sudo apt-get install -y nvidia-driver-535\nsudo sh [|NVIDIA-Linux-x86_64-550.54.14.run|] --silent\n",
        message: "'NVIDIA-Linux-x86_64-550.54.14.run' installs a driver over the one of 'nvidia-driver-535': one is a .run file that the package manager knows nothing of");

    [Fact]
    public void Meta_package_takes_the_newest() => Reports(
        "sudo apt-get install -y nvidia-driver-535\nsudo apt-get install -y [|cuda-12-4|]\n",
        message: "'cuda-12-4' installs a driver over the one of 'nvidia-driver-535': it depends on the repository's newest driver, not on branch 535",
        confidence: Confidence.Medium);

    [Fact]
    public void Open_and_proprietary_modules() => Reports(
        "sudo apt-get install -y nvidia-open\nsudo apt-get install -y [|cuda-drivers|]\n",
        message: "'cuda-drivers' installs a driver over the one of 'nvidia-open': one has the open kernel modules, the other the proprietary ones");

    [Fact]
    public void Two_packagers() => Reports(
        "sudo dnf install -y akmod-nvidia\nsudo dnf install -y [|cuda-drivers|]\n",
        message: "'cuda-drivers' installs a driver over the one of 'akmod-nvidia': one is packaged by RPM Fusion, the other by NVIDIA");

    [Theory]
    [InlineData("sudo apt-get install -y nvidia-driver-535 nvidia-utils-535 libnvidia-compute-535\n")]
    [InlineData("sudo apt-get install -y nvidia-driver-535\nsudo apt-get install -y cuda-toolkit-12-4\n")]
    [InlineData("sudo apt-get install -y nvidia-driver-535\nsudo apt-get purge -y 'nvidia-*'\nsudo apt-get install -y nvidia-driver-550\n")]
    [InlineData("if [ \"$1\" = old ]; then\n  sudo apt-get install -y nvidia-driver-470\nelse\n  sudo apt-get install -y nvidia-driver-550\nfi\n")]
    [InlineData("case $X in\n  1) sudo apt-get install -y nvidia-driver-470 ;;\n  2) sudo apt-get install -y nvidia-driver-550 ;;\nesac\n")]
    [InlineData("sudo apt-get install -y nvidia-driver-535\nsudo sh cuda_12.4.0_550.54.14_linux.run --silent --toolkit\n")]
    [InlineData("sudo apt-get install -y cuda-drivers-550 cuda-12-4\n")]
    [InlineData("sudo apt-get install -y cuda-drivers cuda-12-4\n")]
    [InlineData("sudo apt-get install -y nvidia-driver-535\necho apt-get install nvidia-driver-550\n")]
    public void One_driver_is_silent(string script) => IsSilent(script);

    [Fact]
    public void Wsl_is_another_rules() => IsSilent("sudo apt-get install -y nvidia-driver-535\nsudo apt-get install -y nvidia-driver-550\n", target: "wsl2");

    [Fact]
    public void Image_is_another_rules() => IsSilent("FROM ubuntu:24.04\nRUN apt-get install -y nvidia-utils-535 && apt-get install -y nvidia-utils-550\n", file: "Dockerfile");

    [Fact]
    public void The_command_of_a_service_runs_in_a_container() => IsSilent("services:\n  a:\n    image: ubuntu:24.04\n    command: bash -c \"apt-get install -y cuda nvidia-driver-550\"\n", file: "compose.yaml");
}
