using EnvLint.Rules.Cuda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Cuda;

public sealed class RepositoryForOtherReleaseTests() : RuleTest<RepositoryForOtherRelease>("Dockerfile")
{
    private static string Keyring(string folder, bool marked = false) =>
        $"wget https://developer.download.nvidia.com/compute/cuda/repos/{folder}/x86_64/cuda-keyring_1.1-1_all.deb && dpkg -i {(marked ? "[|cuda-keyring_1.1-1_all.deb|]" : "cuda-keyring_1.1-1_all.deb")}";

    [Fact]
    public void Keyring_of_another_release()
    {
        var found = Reports(
            $"FROM ubuntu:24.04\nRUN {Keyring("ubuntu2204", marked: true)}\n", fixedText: $"FROM ubuntu:24.04\nRUN {Keyring("ubuntu2404")}\n",
            message: "the repository ubuntu2204 is not made for Ubuntu 24.04: its packages may need libraries that are not there");
        Assert.Single(found[0].Related);
    }

    [Theory]
    [InlineData("debian:12", "ubuntu2204", "debian12")]
    [InlineData("python:3.11-slim-bookworm", "ubuntu2004", "debian12")]
    [InlineData("nvidia/cuda:12.4.1-base-ubuntu22.04", "ubuntu2004", "ubuntu2204")]
    public void Other_distributions(string image, string folder, string right) =>
        Reports($"FROM {image}\nRUN {Keyring(folder, marked: true)}\n", fixedText: $"FROM {image}\nRUN {Keyring(right)}\n");

    [Fact]
    public void Local_installer() => Reports("FROM ubuntu:24.04\nRUN dpkg -i [|cuda-repo-ubuntu2204-12-4-local_12.4.1-550.54.15-1_amd64.deb|]\n");

    [Theory]
    [InlineData("ubuntu:22.04", "ubuntu2204")]
    [InlineData("debian:bookworm", "debian12")]
    [InlineData("ubuntu:22.04", "wsl-ubuntu")]
    [InlineData("ubuntu:22.04", "$DISTRO")]
    [InlineData("ubuntu:22.04", "cross-linux-aarch64")]
    [InlineData("registry.example.com/base:1", "ubuntu2204")]
    [InlineData("$BASE", "ubuntu2204")]
    public void Right_and_unknown_ones_are_silent(string image, string folder) => IsSilent($"FROM {image}\nRUN {Keyring(folder)}\n");

    [Fact]
    public void Local_installer_for_another_processor_is_silent() => IsSilent("FROM ubuntu:24.04\nRUN dpkg -i cuda-repo-cross-aarch64-ubuntu2404-13-2-local_13.2.0-1_all.deb\n");

    [Fact]
    public void Condition_may_ask_for_the_release() => IsSilent($"FROM ubuntu:24.04\nRUN if grep -q 22.04 /etc/os-release; then {Keyring("ubuntu2204")}; fi\n");

    [Fact]
    public void Machine_of_a_script_is_silent() => IsSilent(Keyring("ubuntu2204") + "\n", file: "setup.sh", crlf: false);

    [Fact]
    public void All_places_of_the_stage_name_the_right_one() => Reports(
        "FROM ubuntu:24.04\nRUN wget https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2204/x86_64/cuda-keyring_1.1-1_all.deb && dpkg -i [|cuda-keyring_1.1-1_all.deb|]\nRUN wget https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2204/x86_64/cuda-ubuntu2204.pin\n",
        fixedText: "FROM ubuntu:24.04\nRUN wget https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2404/x86_64/cuda-keyring_1.1-1_all.deb && dpkg -i cuda-keyring_1.1-1_all.deb\nRUN wget https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2404/x86_64/cuda-ubuntu2404.pin\n");
}
