using EnvLint.Diagnostics;
using EnvLint.Rules.Apt;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Apt;

public sealed class MovingGpuPackageTests() : RuleTest<MovingGpuPackage>("Dockerfile")
{
    private const string From = "FROM nvidia/cuda:12.4.1-base-ubuntu22.04\nRUN apt-get update && apt-get install -y ";

    [Theory]
    [InlineData("[|cuda-toolkit|]\n")]
    [InlineData("git [|libcudnn8|] libcudnn8-dev\n")]
    [InlineData("[|libcudnn9-cuda-12|]\n")]
    [InlineData("[|libnccl2|]\n")]
    public void Moves(string text) => Reports(From + text, severity: Severity.Info);

    [Fact]
    public void Says_how() => Reports(From + "[|cuda-toolkit|]\n", message: "'cuda-toolkit' moves to the newest CUDA, major releases included: two installs from the same file differ");

    [Fact]
    public void In_a_script_too() => Reports("sudo apt-get install -y [|cuda-toolkit|]\n", file: "setup.sh");

    [Fact]
    public void A_driver_on_a_host_moves() => Reports("sudo apt-get install -y [|cuda-drivers|]\n", file: "setup.sh", target: "linux");

    [Theory]
    [InlineData("cuda-toolkit-12-4\n")]
    [InlineData("libcudnn8=8.9.7.29-1+cuda12.2\n")]
    [InlineData("libcudnn8=${V} libcudnn9-cuda-12=9.*\n")]
    [InlineData("--only-upgrade libcudnn8\n")]
    [InlineData("cuda-drivers\n")]
    [InlineData("libcublas-12-4 git\n")]
    [InlineData("$PACKAGES\n")]
    public void Is_silent(string text) => IsSilent(From + text);

    [Fact]
    public void Preferences_may_hold_the_version() =>
        IsSilent("FROM nvidia/cuda:12.4.1-base-ubuntu22.04\nRUN printf 'Package: libcudnn8\\nPin: version 8.9.*\\nPin-Priority: 999\\n' > /etc/apt/preferences.d/cudnn\nRUN apt-get install -y libcudnn8\n");

    [Theory]
    [InlineData("FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nRUN apt-get install -y libnccl2 libnccl-dev\n")]
    [InlineData("FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04\nRUN apt-get install -y libcudnn9-dev-cuda-12\n")]
    [InlineData("FROM ubuntu:22.04\nRUN wget https://x/cudnn-local-repo-ubuntu2204-9.8.0_1.0-1_amd64.deb && dpkg -i cudnn-local-repo-ubuntu2204-9.8.0_1.0-1_amd64.deb && apt-get install -y cudnn-cuda-12\n")]
    public void What_is_there_or_in_a_local_repository_does_not_move(string text) => IsSilent(text);

    [Fact]
    public void A_guide_is_for_today() => IsSilent("# Setup\n\n```bash\nsudo apt-get install -y cuda-toolkit\n```\n", file: "README.md");
}
