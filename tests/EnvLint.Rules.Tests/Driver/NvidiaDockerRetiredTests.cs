using EnvLint.Diagnostics;
using EnvLint.Rules.Driver;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Driver;

public sealed class NvidiaDockerRetiredTests() : RuleTest<NvidiaDockerRetired>("run.sh")
{
    [Fact]
    public void Run() => Reports(
        "[|nvidia-docker run|] --rm -it nvidia/cuda:12.4.1-base-ubuntu22.04 nvidia-smi\n",
        "docker run --gpus all --rm -it nvidia/cuda:12.4.1-base-ubuntu22.04 nvidia-smi\n",
        "'nvidia-docker' is retired",
        Severity.Warning,
        FixSafety.Safe);

    [Fact]
    public void Run_that_asks_for_gpus_itself() => Reports("sudo [|nvidia-docker run|] --gpus all -it yolo\n", "sudo docker run --gpus all -it yolo\n");

    [Fact]
    public void Jetson_takes_the_runtime() => Reports(
        "[|nvidia-docker run|] nvcr.io/nvidia/l4t-base:r32.7.1\n", "docker run --runtime nvidia nvcr.io/nvidia/l4t-base:r32.7.1\n");

    [Fact]
    public void Options_in_a_variable_are_only_suggested() => Reports("[|nvidia-docker run|] $OPTIONS image\n", "docker run --gpus all $OPTIONS image\n", safety: FixSafety.Suggested);

    [Fact]
    public void Other_commands_are_those_of_docker() => Reports("[|nvidia-docker|] build -t x .\n", "docker build -t x .\n", safety: FixSafety.Safe);

    [Fact]
    public void Choice_of_gpus_by_variable_has_no_fix() => Reports("NV_GPU=0 [|nvidia-docker run|] image\n");

    [Fact]
    public void Command_that_the_toolkit_does_not_bring_is_an_error() => Reports(
        "sudo apt-get install -y nvidia-container-toolkit\n[|nvidia-docker run|] image\n",
        "sudo apt-get install -y nvidia-container-toolkit\ndocker run --gpus all image\n",
        "'nvidia-docker' is retired, and 'nvidia-container-toolkit' does not bring it",
        Severity.Error);

    [Fact]
    public void Package() => Reports(
        "sudo apt-get install -y [|nvidia-docker2|]\n",
        "sudo apt-get install -y nvidia-container-toolkit\n",
        "'nvidia-docker2' is retired",
        safety: FixSafety.Suggested);

    [Fact]
    public void Pinned_package_has_no_fix() => Reports("sudo apt-get install -y [|nvidia-docker2=2.13.0-1|]\n");

    [Fact]
    public void Package_of_the_runtime() => Reports("sudo apt-get install -y [|nvidia-container-runtime|]\n", "sudo apt-get install -y nvidia-container-toolkit\n");

    [Fact]
    public void List_of_a_distribution() => Reports(
        "curl -s -L [|https://nvidia.github.io/nvidia-docker/ubuntu20.04/nvidia-docker.list|] | sudo tee /etc/apt/sources.list.d/nvidia-docker.list\n",
        message: "the repository 'nvidia-docker' is retired and has no folder for new releases");

    [Fact]
    public void Experimental_list() => Reports(
        "curl -s -L [|https://nvidia.github.io/libnvidia-container/experimental/ubuntu20.04/libnvidia-container.list|] | sudo tee /etc/apt/sources.list.d/x.list\n");

    [Theory]
    [InlineData("docker run --gpus all nvidia/cuda:12.4.1-base-ubuntu22.04 nvidia-smi\n")]
    [InlineData("docker run --runtime nvidia l4t nvidia-smi\n")]
    [InlineData("echo 'nvidia-docker run is gone'\n")]
    [InlineData("# nvidia-docker run image\n")]
    [InlineData("sudo apt-get remove -y nvidia-docker2\n")]
    [InlineData("sudo rm /etc/apt/sources.list.d/nvidia-docker.list\n")]
    [InlineData("curl -fsSL https://nvidia.github.io/libnvidia-container/gpgkey | sudo gpg --dearmor -o /usr/share/keyrings/nvidia-container-toolkit-keyring.gpg\n")]
    [InlineData("curl -s -L https://nvidia.github.io/libnvidia-container/stable/deb/nvidia-container-toolkit.list | sudo tee /etc/apt/sources.list.d/nvidia-container-toolkit.list\n")]
    [InlineData("sudo apt-get install -y nvidia-container-toolkit\n")]
    [InlineData("git clone https://github.com/NVIDIA/nvidia-docker\n")]
    [InlineData("command -v nvidia-docker\nwhich nvidia-docker\n")]
    public void What_is_not_retired_is_silent(string script) => IsSilent(script);

    [Theory]
    [InlineData("NV_GPU=0 [|nvidia-docker run|] --rm image\n")]
    [InlineData("sudo NV_GPU=0 [|nvidia-docker run|] --rm image\n")]
    public void GPUs_that_a_variable_chose_are_not_lost(string text) => Reports(text, file: "setup.sh");
}
