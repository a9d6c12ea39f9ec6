using EnvLint.Diagnostics;
using EnvLint.Rules.Cuda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Cuda;

public sealed class ToolkitNotInRepositoryTests() : RuleTest<ToolkitNotInRepository>("Dockerfile")
{
    private const string Keyring2404 = "wget https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2404/x86_64/cuda-keyring_1.1-1_all.deb && dpkg -i cuda-keyring_1.1-1_all.deb";

    [Fact]
    public void Release_before_the_first_of_the_base_image()
    {
        var found = Reports(
            "FROM nvidia/cuda:12.8.1-base-ubuntu24.04\nRUN apt-get update && apt-get install -y [|cuda-nvcc-12-4|] cuda-cudart-dev-12-4\n",
            "FROM nvidia/cuda:12.8.1-base-ubuntu24.04\nRUN apt-get update && apt-get install -y cuda-nvcc-12-5 cuda-cudart-dev-12-5\n",
            "'cuda-nvcc-12-4' is not in NVIDIA's repository ubuntu2404, which begins with CUDA 12.5",
            Severity.Error,
            FixSafety.Suggested);
        Assert.Single(found[0].Related);
    }

    [Fact]
    public void Repository_that_is_added() => Reports(
        $"FROM ubuntu:24.04\nRUN {Keyring2404} && apt-get update && apt-get install -y [|cuda-toolkit-11-8|]\n",
        message: "'cuda-toolkit-11-8' is not in NVIDIA's repository ubuntu2404, which begins with CUDA 12.5");

    [Fact]
    public void Machine_may_have_another_repository() => Reports(
        $"{Keyring2404}\nsudo apt-get install -y [|cuda-toolkit-11-8|]\n", severity: Severity.Warning, file: "setup.sh", crlf: false);

    [Fact]
    public void Value_of_an_argument_has_no_fix()
    {
        var found = Reports("FROM nvidia/cuda:12.8.1-base-ubuntu24.04\nARG V=12-1\nRUN apt-get install -y [|cuda-libraries-$V|]\n");
        Assert.Equal(2, found[0].Related.Length);
    }

    [Theory]
    [InlineData("FROM nvidia/cuda:12.9.1-base-ubuntu20.04\nRUN apt-get install -y [|cuda-toolkit-13-0|]\n")]
    [InlineData("FROM nvidia/cuda:12.8.1-base-ubuntu24.04\nRUN apt-get install -y [|cuda-toolkit-11-8|] || true\n")]
    [InlineData("FROM nvidia/cuda:12.8.1-base-ubuntu24.04\nRUN ./add-repositories.sh && apt-get install -y [|libcublas-11-8|]\n")]
    [InlineData("FROM nvidia/cuda:12.8.1-base-ubuntu24.04\nCOPY nvidia.list /etc/apt/sources.list.d/\nRUN apt-get install -y [|cuda-toolkit-11-8|]\n")]
    public void What_may_come_from_elsewhere_is_a_warning(string text) => Reports(text, severity: Severity.Warning);

    [Theory]
    [InlineData("nvidia/cuda:12.8.1-base-ubuntu24.04", "apt-get install -y cuda-toolkit-12-5 cuda-nvcc-12-8 cuda-toolkit-13-9")]
    [InlineData("nvidia/cuda:12.8.1-base-ubuntu22.04", "apt-get install -y cuda-toolkit-11-7 cuda-nvcc-12-4")]
    [InlineData("nvidia/cuda:12.8.1-base-ubuntu24.04", "apt-get install -y cuda-compat-12-4 cuda-toolkit cuda-keyring libcudnn8 python3-12-4")]
    [InlineData("nvidia/cuda:12.8.1-base-ubi9", "dnf install -y cuda-toolkit-11-0")]
    [InlineData("ubuntu:24.04", "apt-get install -y cuda-toolkit-11-8")]
    [InlineData("registry.example.com/base:24.04", Keyring2404 + " && apt-get install -y cuda-toolkit-11-8")]
    [InlineData("ubuntu:24.04", "echo 'deb https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2204/x86_64/ /' > /etc/apt/sources.list.d/cuda.list && " + Keyring2404 + " && apt-get install -y cuda-toolkit-12-1")]
    [InlineData("ubuntu:24.04", Keyring2404 + " && dpkg -i cuda-repo-ubuntu2204-11-8-local_11.8.0-520.61.05-1_amd64.deb && apt-get install -y cuda-toolkit-11-8")]
    [InlineData("ubuntu:24.04", "add-apt-repository \"deb https://developer.download.nvidia.com/compute/cuda/repos/$D/x86_64/ /\" && " + Keyring2404 + " && apt-get install -y cuda-toolkit-11-8")]
    [InlineData("debian:11", "wget https://developer.download.nvidia.com/compute/cuda/repos/debian11/x86_64/cuda-keyring_1.1-1_all.deb && dpkg -i cuda-keyring_1.1-1_all.deb && apt-get install -y cuda-toolkit-11-0")]
    [InlineData("nvidia/cuda:12.8.1-base-ubuntu24.04", "echo apt-get install cuda-toolkit-11-8; apt-get remove cuda-toolkit-11-8")]
    public void Others_are_silent(string image, string command) => IsSilent($"FROM {image}\nRUN {command}\n");

    [Fact]
    public void Argument_under_a_condition_is_silent() => IsSilent(
        "FROM nvidia/cuda:12.8.1-base-ubuntu24.04\nARG V=12-0\nARG CUDA\nRUN if [ -n \"$CUDA\" ]; then apt-get install -y cuda-nvcc-$V; fi\n");

    [Fact]
    public void Repository_of_wsl_is_silent() => IsSilent(
        "wget https://developer.download.nvidia.com/compute/cuda/repos/wsl-ubuntu/x86_64/cuda-keyring_1.1-1_all.deb\ndpkg -i cuda-keyring_1.1-1_all.deb\napt-get install -y cuda-toolkit-11-7\n",
        file: "setup.sh",
        crlf: false);

    [Fact]
    public void Sections_for_two_distributions_are_silent() => IsSilent(
        "# Setup\n\n## Ubuntu 22.04\n\n```bash\nsudo apt-get install -y cuda-toolkit-12-1\n```\n\n## Ubuntu 24.04\n\n```bash\n" + Keyring2404.Replace(" && ", "\n", StringComparison.Ordinal) + "\nsudo apt-get install -y cuda-toolkit-12-6\n```\n",
        file: "README.md");
}
