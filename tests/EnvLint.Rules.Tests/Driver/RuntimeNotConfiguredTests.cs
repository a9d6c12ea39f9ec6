using EnvLint.Diagnostics;
using EnvLint.Rules.Driver;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Driver;

public sealed class RuntimeNotConfiguredTests() : RuleTest<RuntimeNotConfigured>("install-toolkit.sh")
{
    [Fact]
    public void Neither_configured_nor_restarted() => Reports(
        "sudo apt-get install -y [|nvidia-container-toolkit|]\necho done\n",
        "sudo apt-get install -y nvidia-container-toolkit\nsudo nvidia-ctk runtime configure --runtime=docker\nsudo systemctl restart docker\necho done\n",
        "'nvidia-container-toolkit' is installed, but the script neither runs 'nvidia-ctk runtime configure' nor restarts docker",
        safety: FixSafety.Suggested);

    [Fact]
    public void Docker_with_its_containerd_installed_by_root() => Reports(
        "apt-get install -y docker-ce containerd.io [|nvidia-container-toolkit|]\n",
        "apt-get install -y docker-ce containerd.io nvidia-container-toolkit\nnvidia-ctk runtime configure --runtime=docker\nsystemctl restart docker\n");

    [Fact]
    public void Containerd_alone() => Reports(
        "sudo apt-get install -y containerd [|nvidia-container-toolkit|]\n",
        "sudo apt-get install -y containerd nvidia-container-toolkit\nsudo nvidia-ctk runtime configure --runtime=containerd\nsudo systemctl restart containerd\n");

    [Fact]
    public void Configured_and_not_restarted_before_it_is_used() => Reports(
        "sudo apt-get install -y nvidia-container-toolkit\n[|sudo nvidia-ctk runtime configure --runtime=docker|]\ndocker run --runtime=nvidia ubuntu nvidia-smi\n",
        "sudo apt-get install -y nvidia-container-toolkit\nsudo nvidia-ctk runtime configure --runtime=docker\nsudo systemctl restart docker\ndocker run --runtime=nvidia ubuntu nvidia-smi\n",
        severity: Severity.Warning);

    [Fact]
    public void Configured_and_not_restarted_is_worth_knowing() => Reports(
        "sudo apt-get install -y nvidia-container-toolkit\n[|sudo nvidia-ctk runtime configure --runtime=containerd|]\n",
        "sudo apt-get install -y nvidia-container-toolkit\nsudo nvidia-ctk runtime configure --runtime=containerd\nsudo systemctl restart containerd\n",
        "'nvidia-ctk runtime configure' changes the configuration, but the script does not restart containerd, which goes on with the old one",
        Severity.Info);

    [Fact]
    public void Restart_before_the_configuration_does_not_count() => Reports(
        "sudo apt-get install -y nvidia-container-toolkit\nsudo systemctl restart docker\n[|sudo nvidia-ctk runtime configure --runtime=docker|]\n",
        "sudo apt-get install -y nvidia-container-toolkit\nsudo systemctl restart docker\nsudo nvidia-ctk runtime configure --runtime=docker\nsudo systemctl restart docker\n",
        severity: Severity.Info);

    [Fact]
    public void Runtime_by_name_needs_the_configuration() => Reports(
        "sudo apt-get install -y [|nvidia-container-toolkit|]\nsudo systemctl restart docker\ndocker run --runtime=nvidia ubuntu nvidia-smi\n",
        "sudo apt-get install -y nvidia-container-toolkit\nsudo nvidia-ctk runtime configure --runtime=docker\nsudo systemctl restart docker\ndocker run --runtime=nvidia ubuntu nvidia-smi\n",
        "'nvidia-container-toolkit' is installed, but the script never runs 'nvidia-ctk runtime configure': --runtime=nvidia is not known");

    [Fact]
    public void Install_at_the_end_of_a_chain_has_no_fix() => Reports("sudo apt-get update && sudo apt-get install -y [|nvidia-container-toolkit|]\n");

    [Theory]
    [InlineData("sudo nvidia-ctk runtime configure --runtime=docker\nsudo systemctl restart docker\n")]
    [InlineData("sudo nvidia-ctk runtime configure --runtime=docker && sudo service docker restart\n")]
    [InlineData("sudo systemctl restart docker\n")]
    [InlineData("sudo systemctl restart docker\ndocker run --gpus all ubuntu nvidia-smi\n")]
    [InlineData("sudo nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml\n")]
    [InlineData("podman run --device nvidia.com/gpu=all ubuntu nvidia-smi\n")]
    [InlineData("sudo cp daemon.json /etc/docker/daemon.json\n")]
    [InlineData("cat > /etc/docker/daemon.json <<EOF\n{}\nEOF\nsudo systemctl restart docker\n")]
    [InlineData("sudo nvidia-ctk runtime configure --runtime=docker\nsudo apt-get install -y docker-ce\n")]
    [InlineData("sudo nvidia-ctk runtime configure --runtime=docker\nsudo reboot\n")]
    [InlineData("sudo nvidia-ctk runtime configure\nsudo systemctl restart \"$UNIT\"\n")]
    [InlineData("bash configure.sh\n")]
    [InlineData("echo 'Restart Docker Desktop now'\n")]
    [InlineData("sudo k3s check-config\n")]
    public void Configured_in_whatever_way_is_silent(string rest) => IsSilent("sudo apt-get install -y nvidia-container-toolkit\n" + rest);

    [Theory]
    [InlineData("sudo apt-get install -y nvidia-container-toolkit-base\n")]
    [InlineData("sudo apt-get remove -y nvidia-container-toolkit\n")]
    [InlineData("if [ -n \"$TOOLKIT\" ]; then sudo apt-get install -y nvidia-container-toolkit; fi\n")]
    [InlineData("echo apt-get install nvidia-container-toolkit\n")]
    [InlineData("sudo apt-get install -y nvidia-docker2 nvidia-container-toolkit\n")]
    public void No_installation_of_the_toolkit_is_silent(string script) => IsSilent(script);

    [Fact]
    public void Image_is_silent() => IsSilent("FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y nvidia-container-toolkit\n", file: "Dockerfile");

    [Fact]
    public void The_command_of_a_service_runs_in_a_container() => IsSilent("services:\n  a:\n    image: ubuntu:24.04\n    command: bash -c \"apt-get install -y nvidia-container-toolkit\"\n", file: "compose.yaml");
}
