using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Manifests;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Environment;

/// <summary>What a person who follows a guide runs, where, and which files it has them write.</summary>
public sealed class GuideLoweringTests
{
    [Theory]
    [InlineData("```bash\nsudo apt-get update\nsudo apt-get install -y git\n```\n", "sudo> apt-get [update]\nsudo> apt-get [install] [-y] [git]")]
    [InlineData("```sh\n$ pip install torch\nCollecting torch\n$ python -V\n```\n", "pip [install] [torch]\npython [-V]")]
    [InlineData("```bash\n# install it\n$ pip install torch\n```\n", "pip [install] [torch]")]
    [InlineData("```console\n(base) $ conda install \\\n    numpy\nSolving environment: done\n```\n", "conda [install] [numpy]")]
    [InlineData("```console\nuser@host:~/x$ cat <<EOF > f\n> a\n> EOF\nuser@host:~/x$ ls\n```\n", "cat\nls")]
    [InlineData("```console\n$ docker run \\\n> --gpus all x\nout\n```\n", "docker [run] [--gpus] [all] [x]")]
    [InlineData("```console\n# apt-get update\nHit:1 x\n# this is a comment\n```\n", "apt-get [update]")]
    [InlineData("```console\n$ # a comment\n$ ls\n```\n", "ls")]
    [InlineData("```console\n$ echo 'it\n$ ls\n```\n", "echo [it\nls\n]")]
    [InlineData("```\n$ pip install x\nout\n```\n", "pip [install] [x]")]
    [InlineData("```\npip install x\n```\n", "pip [install] [x]")]
    [InlineData("```console\npip install x\n```\n", "pip [install] [x]")]
    [InlineData("```\n# first\nwget https://a.example/x\nsudo mv x /y\n./x --y\nV=1 make -j4\n```\n", "wget [https://a.example/x]\nsudo> mv [x] [/y]\nx [--y]\nmake [-j4]")]
    [InlineData("```\nnvidia-smi\nThu Jan  9 05:48:31 2025\nls | more\n```\n", "nvidia-smi")]
    [InlineData("```\nfor x in a b; do\n  apt install $x\ndone\n```\n", "apt [install] [?$x] conditional")]
    [InlineData("```\ncat <<EOF\nany text\nEOF\nls\n```\n", "cat\nls")]
    [InlineData("```bash\nwsl --install\n```\n", "wsl [--install]")]
    [InlineData("```\n$ (base) conda install x\n```\n", "conda [install] [x]")]
    [InlineData("    $ pip install x\n", "pip [install] [x]")]
    [InlineData("```:PowerShell\n> nvidia-smi\n+---+\n| a |\n```\n", "nvidia-smi")]
    [InlineData("```powershell\nPS C:\\Users\\me> wsl --update\n```\n", "wsl [--update]")]
    [InlineData("```cmd\nC:\\> wsl --shutdown\n```\n", "wsl [--shutdown]")]
    [InlineData("```bash:コマンドプロンプト\nwsl --shutdown\n```\n", "wsl [--shutdown]")]
    [InlineData("V=12-4\n\n```bash\nV=12-4\n```\n\ntext\n\n```bash\napt install cuda-toolkit-$V\n```\n", "apt [install] [cuda-toolkit-12-4]")]
    [InlineData("> 1. ```bash\n>    ls \\\n>      -l\n>    ```\n", "ls [-l]")]
    [InlineData("```bash\n# ❌ slow\ncd /mnt/d/x\nmake\n\n# ✅ right\ncd ~/x\n```\n", "cd [~/x]")]
    [InlineData("```bash\n# Wrong: all interfaces\ndocker run a\n# right\ndocker run b\n```\n", "docker [run] [b]")]
    [InlineData("```bash\n# Wrongly set variables do harm\ndocker run a\n```\n", "docker [run] [a]")]
    [InlineData("```bash\nls\n├── a\n│   └── b\n• c\n[INFO] d\n- e\n[ -f x ]\n```\n", "ls\n[ [-f] [x] []]")]
    [InlineData("```bash\npip install a\n\nTo go on, you need the data:\n\n- one thing\n\n[b](https://b.example) has it.\n\n```bash\nls\n```\n", "pip [install] [a]\nls")]
    [InlineData("```bash\npip install a\n\nTo go on, you need the data.\n", "pip [install] [a]")]
    [InlineData("```\ndistribution=$(. /etc/os-release;echo $ID$VERSION_ID)\nsudo apt-key add -\n```\n", ". [/etc/os-release] ignored\necho [?$ID$VERSION_ID] ignored\nsudo> apt-key [add] [-]")]
    [InlineData("```\ndocker run -v <path to the data>:/data x\n```\n", "docker [run] [-v] [?$path_to_the_data_:/data] [x]")]
    [InlineData("```\nworkon x\npip install numpy\nls\n    pip install pandas\n```\n", "pip [install] [numpy]")]
    [InlineData("```python\npip install numpy\npython b.py\n```\n", "pip [install] [numpy]\npython [b.py]")]
    [InlineData("```python\nimport pip\npip.main()\n```\n", "")]
    [InlineData("```text\n$ pip install a\nout\n```\n", "pip [install] [a]")]
    [InlineData("```text\n> wsl --install\n```\n", "wsl [--install]")]
    [InlineData("```text\n> pip install a\n```\n", "")]
    [InlineData("```console\n$ export A=1\n  sudo apt-get install -y \\\n      x\nout\n  sudo y\n```\n", "export [A=1]\nsudo> apt-get [install] [-y] [x]")]
    [InlineData("(tensorflow)$ pip install a\n", "pip [install] [a]")]
    [InlineData("`nvidia-docker run x y`\n", "nvidia-docker [run] [x] [y]")]
    [InlineData("```{code-block} bash\n:class: x\npip install a\n```\n", "pip [install] [a]")]
    [InlineData("````{tab-set}\n```{note}\nx\n```\n````\n\n````{tab-item} b\n:sync: b\n\n```bash\npip install a\n```\n````\n", "pip [install] [a]")]
    [InlineData("<hfoption id=\"a\">\n```bash\npip install a\n\npip install b\n```\n</hfoption>\n\ntext\n", "pip [install] [a]\npip [install] [b]")]
    [InlineData("<!-- a -->\n```bash\npip install a\n```\n", "pip [install] [a]")]
    [InlineData("```shell\n--model-id <ID>\n    - fp8: [FP8](https://a.example)\n```\n", "")]
    public void Fences(string guide, string expected) => Assert.Equal(expected, FactText.Commands("guide.md", guide));

    [Theory]
    [InlineData("user@PC:/mnt/c$ sudo apt-get update\nuser@PC:/mnt/c$ sudo apt-get install -y x\n", "sudo> apt-get [update]\nsudo> apt-get [install] [-y] [x]")]
    [InlineData("user@PC:/mnt/c$ vi a.py\nimport sys\nprint(1)\n", "vi [a.py]")]
    [InlineData("$ pip install torch\n", "pip [install] [torch]")]
    [InlineData("text\n\nnvidia-smi \n\ntext\n", "nvidia-smi")]
    [InlineData("conda install pytorch pytorch-cuda=12.1 \\-c pytorch \\-c nvidia\n", "conda [install] [pytorch] [pytorch-cuda=12.1] [-c] [pytorch] [-c] [nvidia]")]
    [InlineData("wget [https://a.example/x_y](https://a.example/x_y)\n", "wget [https://a.example/x_y]")]
    [InlineData("wget <https://a.example/x>\n", "wget [https://a.example/x]")]
    [InlineData("- sudo apt install git\n", "sudo> apt [install] [git]")]
    [InlineData("sudo apt update\nsudo apt install git\n", "sudo> apt [update]\nsudo> apt [install] [git]")]
    [InlineData("docker run \\\n  --gpus all x y\n", "docker [run] [--gpus] [all] [x] [y]")]
    [InlineData("**pip install torch**\n", "pip [install] [torch]")]
    [InlineData("1. `pip install a\\_b`\n", "pip [install] [a_b]")]
    [InlineData("- `$ pip install torch`\n", "pip [install] [torch]")]
    [InlineData("wsl --install\n", "wsl [--install]")]
    [InlineData("C:\\\\> wsl --update\n", "wsl [--update]")]
    public void Command_lines_without_fence(string guide, string expected) => Assert.Equal(expected, FactText.Commands("guide.md", guide));

    [Theory]
    [InlineData("Use conda install to install the packages.\n")]
    [InlineData("pip install is the usual way\n")]
    [InlineData("pip install torch, torchvision\n")]
    [InlineData("pip install torch を実行します\n")]
    [InlineData("docker run\n")]
    [InlineData("Run `pip install torch` first.\n")]
    [InlineData("`pip install`\n")]
    [InlineData("`torch`\n")]
    [InlineData("`pip install a` or `pip install b`\n")]
    [InlineData("wget is a tool\n")]
    [InlineData("$ 100 for a GPU\n")]
    [InlineData("C:\\Users\\me\\a.txt > the file\n")]
    [InlineData("a@b.c: $ 5\n")]
    [InlineData("> pip\n")]
    [InlineData("```mermaid\ngraph LR\npip install x\n```\n")]
    [InlineData("```python\nimport torch\n```\n")]
    [InlineData("```text\npip install x\n```\n")]
    [InlineData("```json\n{\"runtimes\": {}}\n```\n")]
    [InlineData("```\nThu Jan  9 05:48:31 2025\n+----+\n| a  |\n+----+\n```\n")]
    [InlineData("```console\nThu Jan  9 05:48:31 2025\n+----+\n```\n")]
    [InlineData("```bash\nNVRM version: NVIDIA UNIX Open Kernel Module (dvs@U16)  Tue\nGCC version:  gcc 14.2.1 (GCC)\n```\n")]
    [InlineData("```bash\n+------+\n| a  b |\n|======|\n```\n")]
    [InlineData("    print(1)\n")]
    [InlineData("```\nimport torch\npip.main()\n```\n")]
    [InlineData("```\nrun: |\n  pip install x\n```\n")]
    [InlineData("```\n#include <a>\nint main() {}\n```\n")]
    [InlineData("```\nmake sure that it is there\n```\n")]
    [InlineData("```\nfor example pip\nif you want\n```\n")]
    [InlineData("```\ndocker: not found\npython: 3.10\n```\n")]
    [InlineData("```\nname: x\npip: y\n```\n")]
    public void Text_and_output_say_nothing(string guide)
    {
        var file = FactText.Analyze("guide.md", guide);
        Assert.Empty(file.Facts!.Commands);
        Assert.Empty(file.Errors);
    }

    [Theory]
    [InlineData("```bash\npip install torch==<version>\n```\n", "pip [install] [?torch==$version_]")]
    [InlineData("```bash\nconda create -n <env name> python=3.10\n```\n", "conda [create] [-n] [?$env_name_] [python=3.10]")]
    [InlineData("```bash\npip install ...\n```\n", "pip [install] [?$__]")]
    [InlineData("```powershell\nwsl --install -d <Distro>\n```\n", "wsl [--install] [-d] [?$Distro_]")]
    [InlineData("```bash\npip install torch==2.x\n```\n", "pip [install] [?torch==$_x]")]
    [InlineData("```bash\ntar xf a.x b.tar.xz 1.2.x86\n```\n", "tar [xf] [a.x] [b.tar.xz] [1.2.x86]")]
    [InlineData("```bash\nsort <in >out\n```\n", "sort")]
    public void What_a_reader_fills_in_is_not_known(string guide, string expected) => Assert.Equal(expected, FactText.Commands("guide.md", guide));

    [Theory]
    [InlineData("```bash\necho \"a\nfi\n)\n```\n")]
    [InlineData("```bash\n<--- OR --->\n```\n")]
    public void A_block_that_does_not_parse_is_no_error(string guide) => Assert.Empty(FactText.Analyze("guide.md", guide).Errors);

    [Fact]
    public void Places_are_those_of_the_file()
    {
        const string Guide = "text\n\n> ```console\n> $ sudo apt-get install \\\n> > -y git\n> out\n> ```\n\nconda install \\-c pytorch a\\_b\n";
        var source = new SourceText("guide.md", Guide);
        var facts = FactText.Facts("guide.md", Guide);
        Assert.Equal(
            ["apt-get", "install", "-y", "git", "conda", "install", "-c", "pytorch", "a\\_b"],
            facts.Commands.SelectMany(static command => command.Arguments.Prepend(command.ProgramWord)).Select(word => source.ToString(word.Span)));
        Assert.Equal("a_b", facts.Commands[1].Arguments[3].Value);
    }

    [Theory]
    [InlineData("```bash\nls\n```\n\n```powershell\nwsl --list\n```\n", "Unknown WindowsHost")]
    [InlineData("```bash:WSL\nls\n```\n\n```bash\npwd\n```\n", "Wsl Wsl")]
    [InlineData("user@PC:/mnt/c$ ls -l\n\n```bash\npwd\n```\n", "Wsl Wsl")]
    [InlineData("```bash\nls\n```\n\n```bash\nwget https://developer.download.nvidia.com/compute/cuda/repos/wsl-ubuntu/x86_64/cuda-keyring_1.1-1_all.deb\nsudo dpkg -i cuda-keyring_1.1-1_all.deb\n```\n", "Wsl Wsl Wsl")]
    [InlineData("# WSL2\n\n```bash\nls\n```\n\nIn WSL do not install a driver.\n", "Unknown")]
    [InlineData("```bash\nls\n```\n\n```powershell\nwsl --install\n```\n\n```bash\npwd\n```\n", "Unknown WindowsHost Wsl")]
    [InlineData("## Linux\n\n```bash\nls\n```\n\n## Windows\n\n```powershell\nwsl --install\n```\n\n```bash:WSL\npwd\n```\n", "Unknown WindowsHost Wsl")]
    [InlineData("## WSL2\n\n```bash:WSL\nls\n```\n\n## Test\n\n```bash\npwd\n```\n", "Wsl Unknown")]
    [InlineData("# WSL2\n\n## A\n\n```bash:WSL\nls\n```\n\n## B\n\n```bash\npwd\n```\n", "Wsl Wsl")]
    [InlineData("# WSL2\n\n## A\n\n```bash:WSL\nls\n```\n\n## Native Linux\n\n```bash\npwd\n```\n", "Wsl Unknown")]
    [InlineData("```bash\ncp /mnt/cache/x .\n```\n", "Unknown")]
    [InlineData("## Install in WSL2\n\n```bash\nls\n```\n\n## Test\n\n```bash\npwd\n```\n", "Wsl Unknown")]
    [InlineData("## WSL2 / Linux\n\n```bash\nls\n```\n", "Unknown")]
    [InlineData("## WSL2\n\n### Native Linux\n\n```bash\nls\n```\n", "Unknown")]
    [InlineData("## 1. WSL2 Setup\n\n```powershell\nwsl --install\n```\n\n## 2. CUDA\n\n```bash\nls\n```\n", "WindowsHost Wsl")]
    [InlineData("## 1. Windows\n\n```powershell\nwsl --install\n```\n\n## 2. Ubuntu\n\n```bash\nls\n```\n", "WindowsHost Unknown")]
    [InlineData("```bash\nif grep -qi microsoft /proc/version; then ls; fi\n```\n\n```bash\npwd\n```\n", "Unknown Wsl Unknown")]
    public void Scopes(string guide, string expected) =>
        Assert.Equal(expected, string.Join(' ', FactText.Facts("guide.md", guide).Commands.Select(static command => command.Scope.Kind)));

    [Fact]
    public void A_declared_target_says_where_the_blocks_of_Linux_run()
    {
        var commands = FactText.Facts("guide.md", "```bash\nls\n```\n\n```powershell\nwsl --list\n```\n", TargetPlatform.Wsl2).Commands;
        Assert.Equal([ScopeKind.Wsl, ScopeKind.WindowsHost], commands.Select(static command => command.Scope.Kind));
    }

    [Fact]
    public void Blocks_run_in_one_sequence_those_of_Windows_and_of_containers_in_others()
    {
        var facts = FactText.Facts(
            "guide.md",
            "```bash:WSL\nls\n```\n\n```powershell\nwsl --list\n```\n\n```console\n$ docker exec -it c bash\n# nvidia-smi\n# exit\n$ pwd\n```\n");
        Assert.Equal(
            ["Unknown: nvidia-smi exit", "Wsl: ls docker pwd", "WindowsHost: wsl"],
            facts.Sequences.Select(static sequence => $"{sequence.Scope.Kind}: {string.Join(' ', sequence.Facts.OfType<CommandUse>().Select(static command => command.Program))}"));
        Assert.All(facts.Sequences, static sequence => Assert.Equal(ShellOrigin.Guide, sequence.Origin));
        Assert.Equal(["ls", "wsl", "docker", "nvidia-smi", "exit", "pwd"], facts.Commands.Select(static command => command.Program));
    }

    [Theory]
    [InlineData("```dockerfile:Dockerfile\nFROM a\n```\n", "Dockerfile Dockerfile FROM a⏎")]
    [InlineData("```docker\nFROM a\n```\n", "Dockerfile Dockerfile FROM a⏎")]
    [InlineData("```docker\n# b\nRUN c\n```\n", "Dockerfile Dockerfile # b⏎RUN c⏎")]
    [InlineData("```\nFROM a\nRUN b\n```\n", "Dockerfile Dockerfile FROM a⏎RUN b⏎")]
    [InlineData("- x\n\n  ```ini\n  [wsl2]\n  memory=4GB\n  ```\n", "WslGlobalConfig .wslconfig [wsl2]⏎memory=4GB⏎")]
    [InlineData("```ini title=\"/etc/wsl.conf\"\n[boot]\nsystemd=true\n```\n", "WslDistributionConfig /etc/wsl.conf [boot]⏎systemd=true⏎")]
    [InlineData("```\n[boot]\nsystemd=true\n```\n", "WslDistributionConfig wsl.conf [boot]⏎systemd=true⏎")]
    [InlineData("```\n# /etc/wsl.conf\nx=1\n[boot]\nsystemd=true\n```\n", "WslDistributionConfig wsl.conf # /etc/wsl.conf⏎x=1⏎[boot]⏎systemd=true⏎")]
    [InlineData("```yaml\nname: a\ndependencies:\n  - python\n```\n", "CondaEnvironment environment.yml name: a⏎dependencies:⏎  - python⏎")]
    [InlineData("```text:requirements.txt\ntorch\n```\n", "Requirements requirements.txt torch⏎")]
    [InlineData("```bash title=\"setup.sh\"\nls\n```\n", "Shell setup.sh ls⏎")]
    [InlineData("```dockerfile\nFROM a\n...\nRUN pip install <package>\n```\n", "Dockerfile Dockerfile FROM a⏎RUN pip install $package_⏎")]
    [InlineData("```ini\n[wsl2]\nmemory=<size>\nswap=0\n```\n", "WslGlobalConfig .wslconfig [wsl2]⏎swap=0⏎")]
    [InlineData("```bash\ncat <<'EOF' | sudo tee /etc/wsl.conf\n[boot]\nsystemd=true\nEOF\n```\n", "WslDistributionConfig /etc/wsl.conf [boot]⏎systemd=true⏎")]
    [InlineData("```bash\ncat > requirements.txt <<EOF\ntorch\nEOF\n```\n", "Requirements requirements.txt torch⏎")]
    [InlineData("```bash\ncat >> ~/.wslconfig <<EOF\n[wsl2]\nEOF\n```\n", "WslGlobalConfig ~/.wslconfig [wsl2]⏎")]
    public void Files(string guide, string expected) => Assert.Equal(expected, Embedded("guide.md", guide));

    [Theory]
    [InlineData("setup.sh", "sudo tee /etc/wsl.conf >/dev/null <<'EOF'\n[boot]\nEOF\n", "WslDistributionConfig /etc/wsl.conf [boot]⏎")]
    [InlineData("setup.sh", "cat <<-EOF >Dockerfile\n\tFROM a\n\tRUN b\n\tEOF\n", "Dockerfile Dockerfile FROM a⏎RUN b⏎")]
    [InlineData("setup.sh", "cat <<EOF >Dockerfile\nFROM a\nENV X=\\$Y\nEOF\n", "Dockerfile Dockerfile FROM a⏎ENV X=$Y⏎")]
    [InlineData("Dockerfile", "FROM a\nRUN cat > requirements.txt <<EOF\ntorch\nEOF\n", "Requirements requirements.txt torch⏎")]
    [InlineData("Dockerfile", "FROM a\nRUN <<EOF\ncat > requirements.txt <<X\ntorch\nX\nEOF\n", "Requirements requirements.txt torch⏎")]
    public void Files_that_commands_write(string path, string text, string expected) => Assert.Equal(expected, Embedded(path, text));

    [Theory]
    [InlineData("guide.md", "```docker\ndocker run x y\n```\n")]
    [InlineData("guide.md", "```ini\n[network]\nname=x\n```\n")]
    [InlineData("guide.md", "```yaml\nversion: 2\nbuild:\n  tools: {}\n```\n")]
    [InlineData("guide.md", "```python:Dockerfile\nFROM a\n```\n")]
    [InlineData("guide.md", "FROM a\n")]
    [InlineData("guide.md", "```dockerfile\nFROM {{ image }}\nRUN a\n```\n")]
    [InlineData("guide.md", "```yaml\n#cloud-config\nwrite_files:\n- path: /etc/wsl.conf\n  content: |\n    [user]\n    default=u\n```\n")]
    [InlineData("guide.md", "```ini\nwrite_files:\n  content: |\n    [user]\n    default=u\n```\n")]
    [InlineData("guide.md", "```\nsudo nano /etc/wsl.conf\n[boot]\nsystemd=true\n```\n")]
    [InlineData("guide.md", "```text\nexit code=0\n[user]\ndefault=u\n```\n")]
    [InlineData("guide.md", "```\nFROM the shell you can\nRUN it\n```\n")]
    [InlineData("setup.sh", "cat > /etc/wsl.conf <<EOF\n[boot]\ncommand=$X\nEOF\n")]
    [InlineData("setup.sh", "cat > notes.txt <<'EOF'\n[boot]\nEOF\n")]
    [InlineData("setup.sh", "cat >> requirements.txt <<'EOF'\ntorch\nEOF\n")]
    [InlineData("setup.sh", "cat > README.md <<'EOF'\n# x\nEOF\n")]
    public void No_files(string path, string text) => Assert.Empty(FactText.Analyze(path, text).Embedded);

    [Theory]
    [InlineData("## Ubuntu\n\n```bash\nX\n```\n\n## Fedora\n\n```bash\nY\n```\n", true)]
    [InlineData("## Ubuntuの場合\n\n```bash\nX\n```\n\n## その他の場合\n\n```bash\nY\n```\n", true)]
    [InlineData("## Option 1\n\n```bash\nX\n```\n\n## Option 2\n\n```bash\nY\n```\n", true)]
    [InlineData("## 方法A\n\n```bash\nX\n```\n\n## 方法B\n\n```bash\nY\n```\n", true)]
    [InlineData("## 1. CUDA 11.8\n\n```bash\nX\n```\n\n## 2. CUDA 12.1\n\n```bash\nY\n```\n", true)]
    [InlineData("## A\n\n```bash\nX\napt update\n```\n\n## B\n\n```bash\nY\ndnf update\n```\n", true)]
    [InlineData("## A\n\n### Podman\n\n```bash\nX\n```\n\n### Docker CE\n\n#### 1\n\n```bash\nY\n```\n", true)]
    [InlineData("```bash\nX\n```\n\nまたは\n\n```bash\nY\n```\n", true)]
    [InlineData("```bash\nX\n```\n\nor\n\n```bash\nz\n```\n\n```bash\nY\n```\n", true)]
    [InlineData("```bash\nX\n```\n\nthen\n\n```bash\nY\n```\n", false)]
    [InlineData("## Step 1\n\n```bash\nX\n```\n\n## Step 2\n\n```bash\nY\n```\n", false)]
    [InlineData("## Ubuntu\n\n```bash\nX\n```\n\n### Ubuntu packages\n\n```bash\nY\n```\n", false)]
    [InlineData("## 1. Ubuntu\n\n```bash\nX\n```\n\n## 2. CUDA on Ubuntu\n\n```bash\nY\n```\n", false)]
    [InlineData("## Installing pipelines\n\n```bash\nX\n```\n\n## Capturing\n\n```bash\nY\n```\n", false)]
    public void Alternatives(string guide, bool expected)
    {
        var file = FactText.Analyze("guide.md", guide);
        var first = new TextSpan(guide.IndexOf('X', StringComparison.Ordinal), 1);
        var second = new TextSpan(guide.IndexOf('Y', StringComparison.Ordinal), 1);
        Assert.Equal(expected, file.Guide!.AreAlternatives(first, second));
        Assert.Equal(expected, file.Guide.AreAlternatives(second, first));
    }

    [Theory]
    [InlineData("guide.md", "## macOS\n\n```bash\nls\n```\n\n## Linux\n\n```bash\npwd\n```\n", "pwd")]
    [InlineData("guide.md", "## Mac\n\n### Ubuntu in a container\n\n```bash\nls\n```\n", "ls")]
    [InlineData("guide.md", "## macOS and Linux\n\n```bash\nls\n```\n", "ls")]
    [InlineData("guide.md", "macOS:\n\n```bash\nls\n```\n\n```bash\npwd\n```\n", "pwd")]
    [InlineData("docs/install_mac_apple_silicon.md", "```bash\nls\n```\n", "")]
    [InlineData("docs/machine.md", "```bash\nls\n```\n", "ls")]
    public void What_is_for_macOS_is_left_out(string path, string guide, string expected) => Assert.Equal(expected, FactText.Commands(path, guide));

    [Fact]
    public void Each_cut_of_a_guide_gives_facts()
    {
        const string Guide =
            "# WSL2\n\n> ```console\n> user@h:/mnt/c$ sudo apt-get install \\\n> > -y <x>\n> # a\n> ```\n\n```:PowerShell\n> wsl --install\n```\n\n- pip install \\-U a\\_b\n\n"
            + "```dockerfile:Dockerfile\nFROM a\nRUN b```\n\nまたは\n\n```bash\ncat <<'EOF' | tee /etc/wsl.conf\n[boot]\nEOF\nwget [https://a](https://a)\n```\n\n## Ubuntu\n\n    $ docker exec -it c bash\n    # ls\n";
        for (var length = 0; length <= Guide.Length; length++)
        {
            Assert.NotNull(FactText.Analyze("guide.md", Guide[..length]).Facts);
            Assert.NotNull(FactText.Analyze("guide.md", Guide[length..]).Facts);
        }
    }

    [Theory]
    [InlineData("$ a\n", 50_000)]
    [InlineData("```bash\nx\n```\n\n", 20_000)]
    [InlineData("```console\n$ x '\n```\n", 20_000)]
    [InlineData("# a\n\npip install b\n\n", 20_000)]
    [InlineData("user@h:/mnt/c$ x\n\n", 10_000)]
    [InlineData("## Ubuntu\n\nuser@h:/mnt/c$ x\n\n", 5_000)]
    [InlineData("[a](b", 50_000)]
    [InlineData("<a ", 50_000)]
    [InlineData("wget [x](http", 30_000)]
    [InlineData("または\n\n", 50_000)]
    public void Endless_repetitions_end(string part, int count) => Assert.NotNull(FactText.Analyze("guide.md", string.Concat(Enumerable.Repeat(part, count))).Facts);

    private static string Embedded(string path, string text) =>
        string.Join('\n', FactText.Analyze(path, text).Embedded.Select(static file => $"{file.Kind} {file.Path} {file.Text.Text.Replace("\n", "⏎", StringComparison.Ordinal)}"));
}
