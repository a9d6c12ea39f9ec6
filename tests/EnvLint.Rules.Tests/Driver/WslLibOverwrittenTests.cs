using EnvLint.Diagnostics;
using EnvLint.Rules.Driver;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Driver;

public sealed class WslLibOverwrittenTests() : RuleTest<WslLibOverwritten>("fix-cuda.sh")
{
    [Theory]
    [InlineData("sudo cp libcuda.so.1.1 [|/usr/lib/wsl/lib/|]\n")]
    [InlineData("sudo mv libcuda.so [|/usr/lib/wsl/lib/libcuda.so|]\n")]
    [InlineData("sudo ln -sf /usr/lib/wsl/lib/libcuda.so.1 [|/usr/lib/wsl/lib/libcuda.so|]\n")]
    [InlineData("sudo install -m 644 x.so [|/usr/lib/wsl/lib|]\n")]
    [InlineData("sudo cp -t [|/usr/lib/wsl/lib|] a.so b.so\n")]
    [InlineData("cat libcuda.so > [|/usr/lib/wsl/lib/libcuda.so|]\n")]
    [InlineData("cat libcuda.so | sudo tee [|/usr/lib/wsl/lib/libcuda.so|] > /dev/null\n")]
    [InlineData("sudo curl -o [|/usr/lib/wsl/lib/libcuda.so|] https://example.com/libcuda.so\n")]
    [InlineData("cd /usr/lib/wsl/lib\nsudo rm libcuda.so\nsudo ln -s libcuda.so.1 [|libcuda.so|]\n")]
    public void Write_into_the_folder(string script) => Reports(script);

    [Fact]
    public void Message_names_the_program() => Reports(
        "sudo ln -sf libcuda.so.1 [|/usr/lib/wsl/lib/libcuda.so|]\n",
        message: "'ln' links into /usr/lib/wsl/lib, which WSL mounts anew at each start: the change is lost");

    [Fact]
    public void Condition_of_another_kind_is_a_warning() => Reports("if [ -n \"$FIX\" ]; then\n  sudo cp x.so [|/usr/lib/wsl/lib/|]\nfi\n", severity: Severity.Warning);

    [Theory]
    [InlineData("sudo ln -s /usr/lib/wsl/lib/libcuda.so.1 /usr/local/cuda/lib64/libcuda.so\n")]
    [InlineData("cp /usr/lib/wsl/lib/nvidia-smi /usr/local/bin/\n")]
    [InlineData("sudo rm /usr/lib/wsl/lib/libcuda.so\n")]
    [InlineData("export LD_LIBRARY_PATH=/usr/lib/wsl/lib:$LD_LIBRARY_PATH\n")]
    [InlineData("ls -l /usr/lib/wsl/lib > files.txt\n")]
    [InlineData("echo /usr/lib/wsl/lib | sudo tee /etc/ld.so.conf.d/ld.wsl.conf\n")]
    [InlineData("cp x.so /usr/lib/wsl/library/\n")]
    [InlineData("cp x.so \"$WSL_LIB\"\n")]
    [InlineData("cd /usr/lib/wsl/lib\ncd /tmp\nln -s a b\n")]
    [InlineData("echo 'sudo cp libcuda.so /usr/lib/wsl/lib/'\n")]
    public void Reading_from_the_folder_is_silent(string script) => IsSilent(script);

    [Fact]
    public void Image_has_a_folder_of_its_own() => IsSilent("FROM ubuntu:24.04\nRUN ln -s /opt/libcuda.so /usr/lib/wsl/lib/libcuda.so\n", file: "Dockerfile");

    [Fact]
    public void The_command_of_a_service_runs_in_a_container() => IsSilent("services:\n  a:\n    image: ubuntu:24.04\n    command: bash -c \"echo x > /usr/lib/wsl/lib/libcuda.so\"\n", file: "compose.yaml");
}
