using EnvLint.Diagnostics;
using EnvLint.Rules.Frameworks;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Frameworks;

public sealed class TorchCompanionsTests() : RuleTest<TorchCompanions>("setup.sh")
{
    [Fact]
    public void Pins_that_do_not_belong_together()
    {
        var found = Reports(
            "pip install torch==2.4.1 [|torchvision==0.20.1|]\n",
            "pip install torch==2.4.1 torchvision==0.19.1\n",
            "torchvision 0.20.1 belongs to torch 2.5.1, and torch 2.4.1 is installed with it",
            safety: FixSafety.Suggested);
        Assert.Single(found[0].Related);
    }

    [Fact]
    public void Patch_releases_count() => Reports(
        "pip install \"torch==2.4.0\" [|\"torchvision==0.19.1\"|]\n",
        "pip install \"torch==2.4.0\" \"torchvision==0.19.0\"\n",
        "torchvision 0.19.1 belongs to torch 2.4.1, and torch 2.4.0 is installed with it");

    [Fact]
    public void Local_versions_stay() => Reports(
        "pip install torch==2.1.0+cu118 [|torchvision==0.15.2+cu118|] --index-url https://download.pytorch.org/whl/cu118\n",
        "pip install torch==2.1.0+cu118 torchvision==0.16.0+cu118 --index-url https://download.pytorch.org/whl/cu118\n");

    [Fact]
    public void The_companion_takes_the_local_version_of_torch() => Reports(
        "torch==2.4.1\n[|torchaudio==0.13.0+cu117|]\n",
        "torch==2.4.1\ntorchaudio==2.4.1\n",
        "torchaudio 0.13.0 belongs to torch 1.13.0, and torch 2.4.1 is installed with it",
        file: "requirements.txt");

    // The hashes are those of the files of this version.
    [Fact]
    public void Where_hashes_belong_to_it_no_other_is_written() =>
        Reports("torch==2.4.1\n[|torchaudio==2.3.1|] \\\n    --hash=sha256:1234\n", file: "requirements.txt");

    [Fact]
    public void Audio_before_it_was_frozen() => Reports(
        "pip install torch==2.3.1 [|torchaudio==2.2.2|]\n",
        "pip install torch==2.3.1 torchaudio==2.3.1\n",
        "torchaudio 2.2.2 belongs to torch 2.2.2, and torch 2.3.1 is installed with it");

    [Fact]
    public void Audio_of_the_last_minor_before_is_doubtful() => Reports(
        "pip install torch==2.12.0 [|torchaudio==2.10.0|]\n", "pip install torch==2.12.0 torchaudio==2.11.0\n", severity: Severity.Warning);

    [Fact]
    public void New_audio_with_an_old_torch() => Reports(
        "pip install torch==2.9.1 [|torchaudio==2.11.0|]\n",
        "pip install torch==2.9.1 torchaudio==2.9.1\n",
        "torchaudio 2.11.0 belongs to torch 2.11.0 and later, and torch 2.9.1 is installed with it");

    [Fact]
    public void Vision_with_the_number_of_torch() => Reports(
        "pip install torch==2.5.0 [|torchvision==2.5.0|]\n", "pip install torch==2.5.0 torchvision==0.20.0\n", "torchvision 2.5.0 does not belong to torch 2.5.0");

    [Fact]
    public void Bounds_without_a_pair() => Reports(
        "pip install 'torch>=2.2' [|torchvision==0.16.0|]\n",
        message: "no torchvision that '==0.16.0' allows belongs to a torch that '>=2.2' allows");

    [Fact]
    public void In_one_image_after_another() => Reports(
        "FROM python:3.11\nRUN pip install torch==2.1.0\nRUN pip install [|torchvision==0.15.2|]\n", "FROM python:3.11\nRUN pip install torch==2.1.0\nRUN pip install torchvision==0.16.0\n", file: "Dockerfile");

    [Fact]
    public void Stage_that_begins_with_the_pair_does_not_repeat_it() => Reports(
        "FROM python:3.11 AS base\nRUN pip install torch==2.1.0 [|torchvision==0.15.2|]\nFROM base\nRUN pip install numpy\n",
        "FROM python:3.11 AS base\nRUN pip install torch==2.1.0 torchvision==0.16.0\nFROM base\nRUN pip install numpy\n",
        file: "Dockerfile");

    [Fact]
    public void In_a_requirements_file() => Reports(
        "--index-url https://download.pytorch.org/whl/cu118\ntorch == 2.1.2\nnumpy<2\n[|torchvision == 0.15.2|]  # with torch\n",
        "--index-url https://download.pytorch.org/whl/cu118\ntorch == 2.1.2\nnumpy<2\ntorchvision == 0.16.2  # with torch\n",
        file: "requirements.txt");

    [Theory]
    [InlineData("torch==2.4.1\ntorchvision==0.19.1\n")]
    [InlineData("torch==2.4.1\n# torchvision==0.20.1\n")]
    [InlineData("torch==2.4.1 ; python_version < '3.9'\ntorch==2.5.1 ; python_version >= '3.9'\ntorchvision==0.20.1\n")]
    [InlineData("torch==2.4.1 ; platform_machine == 'x86_64' and sys_platform == 'linux'\ntorchvision==0.20.1 ; platform_machine == 'aarch64'\n")]
    [InlineData("https://download.pytorch.org/whl/cu121/torch-2.4.1%2Bcu121-cp311-cp311-linux_x86_64.whl\ntorchvision==0.20.1\n")]
    public void Other_requirements_files(string text) => IsSilent(text, file: "requirements.txt");

    [Fact]
    public void In_a_guide() => Reports(
        "# Setup\n\n```bash\npip install torch==2.4.1 [|torchvision==0.20.1|]\n```\n", "# Setup\n\n```bash\npip install torch==2.4.1 torchvision==0.19.1\n```\n", file: "README.md");

    [Fact]
    public void Alternatives_of_a_guide() => IsSilent(
        "# Setup\n\n```bash\npip install torch==2.4.1 torchvision==0.19.1\n```\n\nor\n\n```bash\npip install torch==2.5.1\n```\n", file: "README.md");

    [Fact]
    public void In_the_pip_part_of_an_environment_file() => Reports(
        "dependencies:\n  - python=3.10\n  - pip\n  - pip:\n    - torch==2.4.1\n    - [|torchvision==0.20.1|]\n",
        "dependencies:\n  - python=3.10\n  - pip\n  - pip:\n    - torch==2.4.1\n    - torchvision==0.19.1\n",
        file: "environment.yml");

    [Fact]
    public void From_the_channel_pytorch() => Reports(
        "conda install -y pytorch==2.1.0 [|torchvision==0.15.2|] pytorch-cuda=12.1 -c pytorch -c nvidia\n",
        "conda install -y pytorch==2.1.0 torchvision==0.16.0 pytorch-cuda=12.1 -c pytorch -c nvidia\n");

    [Fact]
    public void Channel_pytorch_with_conda_forge_is_not_certain() => Reports(
        "conda install -y pytorch==2.1.0 [|torchvision==0.15.2|] -c pytorch -c conda-forge\n",
        "conda install -y pytorch==2.1.0 torchvision==0.16.0 -c pytorch -c conda-forge\n",
        severity: Severity.Warning);

    [Theory]
    [InlineData("torch==1.7.0 torchvision==0.8.0 torchaudio==0.7.0")]
    [InlineData("torch==1.7.0+cu110 torchvision==0.8.1+cu110 torchaudio===0.7.0 -f https://download.pytorch.org/whl/torch_stable.html")]
    [InlineData("torch==1.9.1 torchvision==0.10.1 torchaudio==0.9.1")]
    [InlineData("torch==1.13.1 torchvision==0.14.1 torchaudio==0.13.1")]
    [InlineData("torch==2.0.1 torchvision==0.15.2 torchaudio==2.0.2")]
    [InlineData("torch==2.1 torchvision==0.16")]
    [InlineData("torch==2.14.0 torchvision==0.29.0 torchaudio==2.11.0")]
    [InlineData("torch==2.14.0 torchaudio==2.11.1")]
    [InlineData("torch torchvision torchaudio")]
    [InlineData("torch==2.4.1 torchvision")]
    [InlineData("'torch>=2.0' 'torchvision>=0.15'")]
    [InlineData("'torch>=2.1,<2.3' 'torchvision>=0.15,<0.17'")]
    [InlineData("'torch~=2.4.0' 'torchvision~=0.19.0'")]
    [InlineData("torch==2.4.* torchvision==0.19.*")]
    public void Right_pairs(string arguments) => IsSilent($"pip install {arguments}\n");

    [Theory]
    [InlineData("torch==1.6.0 torchvision==0.7.0")]
    [InlineData("torch==1.4.0 torchvision==0.5.0")]
    [InlineData("torch==2.15.0 torchvision==0.30.0")]
    [InlineData("torch==2.14.1 torchvision==0.29.2")]
    [InlineData("torch==2.15.0 torchaudio==2.11.0")]
    [InlineData("torch==2.4.3 torchvision==0.19.1")]
    [InlineData("torch==2.4.1 torchvision==0.19.7")]
    [InlineData("torch==2.12.0 torchaudio==2.12.0")]
    [InlineData("--pre torch==2.6.0.dev20241112 torchvision==0.20.0.dev20241112 --index-url https://download.pytorch.org/whl/nightly/cu126")]
    [InlineData("torch==2.6.0.dev20241112 torchvision==0.20.1")]
    [InlineData("'torch<2' 'torchvision<0.8'")]
    [InlineData("torch==$TORCH torchvision==0.19.1")]
    [InlineData("torch==2.4.1 git+https://github.com/pytorch/vision.git@v0.20.1")]
    public void What_the_table_does_not_know(string arguments) => IsSilent($"pip install {arguments}\n");

    [Fact]
    public void Markers_make_a_set_for_each_system() => IsSilent(
        "pip install \"torch==2.4.1; sys_platform == 'linux'\" \"torch==2.2.2; sys_platform == 'darwin'\" \"torch==2.5.1; sys_platform == 'win32'\" \"torchvision==0.19.1; sys_platform == 'linux'\" \"torchvision==0.17.2; sys_platform == 'darwin'\" \"torchvision==0.20.1; sys_platform == 'win32'\"\n");

    [Fact]
    public void One_system_of_several_is_wrong() => Reports(
        "pip install \"torch==2.4.1; sys_platform == 'linux'\" \"torch==2.2.2; sys_platform != 'linux'\" \"torchvision==0.19.1; sys_platform == 'linux'\" [|\"torchvision==0.17.1; sys_platform != 'linux'\"|]\n",
        "pip install \"torch==2.4.1; sys_platform == 'linux'\" \"torch==2.2.2; sys_platform != 'linux'\" \"torchvision==0.19.1; sys_platform == 'linux'\" \"torchvision==0.17.2; sys_platform != 'linux'\"\n");

    [Fact]
    public void Python_versions_that_are_not_known() => IsSilent(
        "pip install \"torch==2.4.1; python_version < '3.9'\" \"torch==2.5.1; python_version >= '3.9'\" torchvision==0.19.1\n");

    [Fact]
    public void Other_environments() => IsSilent("python -m venv a\na/bin/pip install torch==2.4.1\npython -m venv b\nb/bin/pip install torchvision==0.20.1\n");

    [Fact]
    public void Condition() => IsSilent("if [ -n \"$OLD\" ]; then pip install torch==2.1.0; else pip install torch==2.5.1; fi\npip install torchvision==0.20.1\n");

    [Fact]
    public void Uninstalled_in_between() => IsSilent("pip install torch==2.4.1 torchvision==0.19.1\npip uninstall -y torch torchvision\npip install torch==2.5.1\n");

    [Theory]
    [InlineData("pytorch=2.1 torchvision=0.16 torchaudio=2.1 pytorch-cuda=12.1 -c pytorch -c nvidia")]
    [InlineData("pytorch==1.13.1 torchvision==0.14.1 torchaudio==0.13.1 pytorch-cuda=11.7 -c pytorch -c nvidia")]
    [InlineData("pytorch==2.0.0 torchvision==0.15.0 torchaudio==2.0.0 pytorch-cuda=11.8 -c pytorch -c nvidia")]
    [InlineData("pytorch=2.1 torchvision=0.15 -c conda-forge")]
    [InlineData("pytorch=2.1 torchvision=0.15")]
    [InlineData("pytorch torchvision=0.15 -c pytorch")]
    public void Right_or_unknown_in_conda(string arguments) => IsSilent($"conda install -y {arguments}\n");

    [Fact]
    public void A_list_that_does_not_go_with_the_command()
    {
        Beside("requirements.txt", "numpy\ntorchvision==0.20.1\n");
        BesideFixed("requirements.txt", "numpy\ntorchvision==0.19.1\n");
        var found = Reports(
            "pip install [|torch==2.4.1|] -r requirements.txt\n",
            message: "torchvision 0.20.1 belongs to torch 2.5.1, and torch 2.4.1 is installed with it");
        Assert.Equal(["requirements.txt"], found[0].Related.Select(static place => place.Source.Path));
        BesideFixed("requirements.txt", "numpy\ntorchvision==0.19.1\n");
        Reports("FROM python:3.11\nCOPY requirements.txt /tmp/\nRUN pip install [|torch==2.4.1|] && pip install -r /tmp/requirements.txt\n", file: "Dockerfile");
    }

    [Fact]
    public void Two_lists_that_do_not_go_together()
    {
        Beside("a.txt", "torch==2.4.1\n");
        Beside("b.txt", "torchvision==0.20.1\n");
        BesideFixed("b.txt", "torchvision==0.19.1\n");
        Reports("pip install -r a.txt -r [|b.txt|]\n");
    }

    [Fact]
    public void What_is_wrong_in_one_list_is_told_there()
    {
        Beside("requirements.txt", "torch==2.4.1\n-r more.txt\n");
        Beside("more.txt", "torchvision==0.20.1\n");
        Beside("env/environment.yml", "dependencies:\n  - python=3.10\n  - pip\n  - pip:\n    - torch==2.4.1\n    - torchvision==0.20.1\n");
        IsSilent("pip install -r requirements.txt\nconda env create -f env/environment.yml\n");
        BesideFixed("more.txt", "torchvision==0.19.1\n");
        Reports("[|torch==2.4.1|]\n-r more.txt\n", file: "requirements.txt");
    }
}
