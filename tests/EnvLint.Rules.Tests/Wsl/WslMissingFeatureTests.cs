using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslMissingFeatureTests() : RuleTest<WslMissingFeature>("setup.sh")
{
    [Theory]
    [InlineData("sudo nvidia-smi [|-pm|] 1", "'nvidia-smi -pm' sets the persistence mode, which a WSL distribution cannot")]
    [InlineData("nvidia-smi -i 0 [|-c|] EXCLUSIVE_PROCESS", "'nvidia-smi -c' sets the compute mode, which a WSL distribution cannot")]
    [InlineData("nvidia-smi [|--ecc-config=0|]", "'nvidia-smi --ecc-config' sets ECC, which a WSL distribution cannot")]
    [InlineData("sudo nvidia-smi [|-mig|] 1", "'nvidia-smi -mig' sets MIG, which a WSL distribution cannot")]
    [InlineData("[|nvidia-smi mig|] -lgip", "'nvidia-smi mig' splits a GPU, and WSL does not support MIG")]
    [InlineData("sudo [|nvidia-persistenced|] --user me", "'nvidia-persistenced' needs the Linux driver's kernel module, and a WSL distribution has none")]
    [InlineData("sudo systemctl enable --now [|nvidia-fabricmanager|]", "'nvidia-fabricmanager' is a service of the Linux driver, and a WSL distribution has none")]
    [InlineData("sudo modprobe [|nvidia-uvm|]", "'nvidia-uvm' is a module of the Linux driver, and a WSL distribution has none")]
    [InlineData("cat [|/proc/driver/nvidia/version|]", "'/proc/driver/nvidia/version' is made by the Linux driver's kernel module, and is never there in WSL")]
    [InlineData("if [ -e [|/proc/driver/nvidia|] ]; then python train.py; fi", "'/proc/driver/nvidia' is made by the Linux driver's kernel module, and is never there in WSL")]
    public void The_driver_of_Windows_has_it_not(string text, string message) => Reports(text, message: message, target: "wsl2");

    [Fact]
    public void From_Windows_it_is_the_same() => Reports("wsl -u root -- nvidia-smi [|-pm|] 1", file: "setup.ps1");

    [Fact]
    public void A_branch_for_wsl_is_wsl() => Reports(
        "if grep -qi microsoft /proc/version; then\n  sudo modprobe [|nvidia|]\nelse\n  sudo modprobe nvidia\nfi\n");

    [Theory]
    [InlineData("nvidia-smi")]
    [InlineData("nvidia-smi -q -i 0")]
    [InlineData("nvidia-smi --query-gpu=name,driver_version --format=csv")]
    [InlineData("nvidia-smi dmon -c 5")]
    [InlineData("nvidia-smi -pm 1 || true")]
    [InlineData("nvidia-smi -pm $MODE && x || echo not here")]
    [InlineData("systemctl status nvidia-persistenced")]
    [InlineData("systemctl enable docker")]
    [InlineData("modprobe br_netfilter")]
    [InlineData("modprobe -r nvidia")]
    [InlineData("echo 'nvidia-smi -pm 1'")]
    [InlineData("ls /usr/lib/wsl/lib")]
    public void What_works_or_may_fail_is_right(string text) => IsSilent(text, target: "wsl2");

    [Theory]
    [InlineData("nvidia-smi -pm 1", null)]
    [InlineData("nvidia-smi -pm 1", "linux")]
    [InlineData("cat /proc/driver/nvidia/version", null)]
    public void Elsewhere_it_is_right(string text, string? target) => IsSilent(text, target: target);

    [Fact]
    public void Windows_itself_has_another_nvidia_smi() => IsSilent("nvidia-smi -c 0\n", file: "setup.bat", target: "wsl2");
}
