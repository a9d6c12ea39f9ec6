using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslWindowsDriveTests() : RuleTest<WslWindowsDrive>("setup.sh")
{
    private const string Tail = ": each access to a file goes through Windows there and takes many times as long";

    [Theory]
    [InlineData("python3 -m venv [|/mnt/c/work/.venv|]", "the environment lies on a drive of Windows, /mnt/c/work/.venv")]
    [InlineData("git clone https://github.com/x/y [|/mnt/c/src/y|]", "the clone lies on a drive of Windows, /mnt/c/src/y")]
    [InlineData("export HF_HOME=[|/mnt/d/models|]", "'HF_HOME' puts a cache on a drive of Windows, /mnt/d/models")]
    [InlineData("conda create -y -p [|/mnt/c/envs/x|] python", "the environment lies on a drive of Windows, /mnt/c/envs/x")]
    [InlineData("python train.py --data [|/mnt/e/imagenet|]", "what 'python' uses lies on a drive of Windows, /mnt/e/imagenet")]
    [InlineData("pip install --cache-dir [|/mnt/c/pip|] torch", "what 'pip' uses lies on a drive of Windows, /mnt/c/pip")]
    [InlineData("cd [|/mnt/c/Users/me/project|]\npython3 -m venv .venv\npython3 train.py", "'python3' works in a folder on a drive of Windows, /mnt/c/Users/me/project")]
    [InlineData("cd [|/mnt/c/work|] && git clone https://github.com/x/y", "'git' works in a folder on a drive of Windows, /mnt/c/work")]
    [InlineData("cd [|/mnt/d/x|]\npip install -e .", "'pip' works in a folder on a drive of Windows, /mnt/d/x")]
    public void Many_small_files_lie_there(string text, string message) => Reports(text, message: message + Tail, target: "wsl2");

    [Fact]
    public void The_path_itself_says_that_it_is_wsl() => Reports("cd [|/mnt/c/Users/me/x|]\nmake\n");

    [Fact]
    public void A_command_from_Windows_says_so_too() => Reports(
        "wsl -d Ubuntu -- bash -c \"cd [|/mnt/c/work|] && python3 -m venv .venv\"", file: "setup.ps1");

    [Theory]
    [InlineData("cp -r /mnt/c/Users/me/project ~/project\ncd ~/project\npython3 -m venv .venv")]
    [InlineData("rsync -a /mnt/c/data/ ~/data/\npython train.py --data ~/data")]
    [InlineData("cd /mnt/c/Users/me\ncp data.zip ~/\ncd ~\npython train.py")]
    [InlineData("cd /mnt/c/Users/me && ls")]
    [InlineData("docker run --rm -v /mnt/c/exchange:/exchange ubuntu ls")]
    [InlineData("ln -s /mnt/c/Users/me/Downloads ~/downloads")]
    [InlineData("echo 'python3 -m venv /mnt/c/x'")]
    [InlineData("# cd /mnt/c/x && make")]
    [InlineData("cd /mnt/data/project\nmake\npython train.py --data /mnt/data/x")]
    [InlineData("export HF_HOME=/mnt/models")]
    [InlineData("export BACKUP=/mnt/c/backup")]
    [InlineData("python train.py --data \"$DATA\"")]
    public void Copies_exchange_and_other_mounts_are_right(string text) => IsSilent(text, target: "wsl2");

    [Theory]
    [InlineData("cd /mnt/d/project\nmake\n", null)]
    [InlineData("cd /mnt/c/project\nmake\n", "linux")]
    public void On_a_machine_of_its_own_it_is_any_mount(string text, string? target) => IsSilent(text, target: target);

    [Fact]
    public void An_image_has_no_drive() => IsSilent("FROM ubuntu:24.04\nRUN cd /mnt/c/x && make\n", file: "Dockerfile");
}
