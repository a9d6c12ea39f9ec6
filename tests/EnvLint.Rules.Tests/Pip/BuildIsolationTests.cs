using EnvLint.Diagnostics;
using EnvLint.Rules.Pip;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Pip;

public sealed class BuildIsolationTests() : RuleTest<BuildIsolation>("Dockerfile")
{
    [Fact]
    public void Torch_of_the_same_command_comes_too_late()
    {
        var found = Reports(
            "FROM python:3.11\nRUN pip install torch==2.8.0 [|flash-attn|]\n",
            message: "'flash-attn' needs torch while it is built: that of the same command comes too late",
            severity: Severity.Error);
        Assert.Single(found[0].Related);
    }

    [Theory]
    [InlineData("pip install torch [|flash-attn|] --no-build-isolation")]
    [InlineData("pip install -U pip setuptools wheel && pip install [|flash-attn==2.8.3|]")]
    [InlineData("pip install [|detectron2@git+https://github.com/facebookresearch/detectron2.git|]")]
    [InlineData("uv pip install --system torch [|torch-scatter|]")]
    public void Nothing_installs_torch_before(string command) => Reports($"FROM python:3.11\nRUN {command}\n", severity: Severity.Error);

    [Fact]
    public void Uv_always_isolates() => Reports(
        "FROM python:3.11\nRUN uv pip install --system torch==2.8.0\nRUN uv pip install --system [|flash-attn|]\n",
        "FROM python:3.11\nRUN uv pip install --system torch==2.8.0\nRUN uv pip install --no-build-isolation --system flash-attn\n",
        "'flash-attn' needs torch while it is built, and uv builds it in an environment without it",
        Severity.Error,
        FixSafety.Suggested);

    [Fact]
    public void Old_pip_may_build_it_without_isolation()
    {
        var found = Reports(
            "FROM pytorch/pytorch:2.8.0-cuda12.8-cudnn9-devel\nRUN pip install [|flash-attn|]\n",
            "FROM pytorch/pytorch:2.8.0-cuda12.8-cudnn9-devel\nRUN pip install --no-build-isolation flash-attn\n",
            severity: Severity.Warning);
        Assert.Equal(2, found[0].Notes.Length);
    }

    [Fact]
    public void Against_another_torch() => Reports(
        "FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nRUN pip install torch==2.6.0\nRUN pip install [|mamba-ssm|]\n",
        "FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nRUN pip install torch==2.6.0\nRUN pip install --no-build-isolation mamba-ssm\n",
        "'mamba-ssm' is built in an environment of its own, against PyPI's newest torch and not torch 2.6.0",
        Severity.Warning);

    [Fact]
    public void One_requirements_file() => Reports("torch==2.8.0\n[|flash-attn|]\n", severity: Severity.Warning, file: "requirements.txt");

    [Fact]
    public void One_list_of_an_environment_file() => Reports(
        "name: a\ndependencies:\n  - python=3.11\n  - pip\n  - pip:\n      - torch==2.8.0\n      - [|flash-attn|]\n", severity: Severity.Error, file: "environment.yml");

    [Theory]
    [InlineData("pip install torch\npip install [|flash-attn|]")]
    [InlineData("pip install torch [|flash-attn|]")]
    [InlineData("pip install [|torch-scatter|] torch-geometric")]
    public void Machine_of_a_script_is_a_warning(string commands)
    {
        var before = commands.StartsWith("pip install torch\n", StringComparison.Ordinal);
        Reports($"{commands}\n", before ? "pip install torch\npip install --no-build-isolation flash-attn\n" : null, severity: Severity.Warning, file: "setup.sh", crlf: false);
    }

    [Theory]
    [InlineData("pip install torch && pip install --no-build-isolation flash-attn")]
    [InlineData("pip install torch && PIP_NO_BUILD_ISOLATION=0 pip install flash-attn")]
    [InlineData("pip install torch && uv pip install --no-build-isolation-package flash-attn flash-attn")]
    [InlineData("pip install torch && pip install $OPTIONS flash-attn")]
    [InlineData("pip install torch xformers vllm deepspeed bitsandbytes gsplat")]
    [InlineData("pip install torch && pip install torch-scatter -f https://data.pyg.org/whl/torch-2.8.0+cu128.html")]
    [InlineData("pip install torch && pip install https://github.com/Dao-AILab/flash-attention/releases/download/v2.8.3/flash_attn-2.8.3+cu12torch2.8cxx11abiTRUE-cp311-cp311-linux_x86_64.whl")]
    [InlineData("pip install --no-build-isolation -r requirements.txt && pip install --no-build-isolation flash-attn")]
    [InlineData("pip install mamba-ssm")]
    [InlineData("pip install torch \"flash-attn; sys_platform == 'win32'\"")]
    [InlineData("pip uninstall -y flash-attn")]
    [InlineData("echo pip install flash-attn")]
    public void Others_are_silent(string command) => IsSilent($"FROM python:3.11\nRUN {command}\n");

    [Fact]
    public void Variable_of_the_image_is_silent() => IsSilent("FROM python:3.11\nENV PIP_NO_BUILD_ISOLATION=0\nRUN pip install torch\nRUN pip install flash-attn\n");

    [Fact]
    public void Images_of_nvidia_have_it() => IsSilent("FROM nvcr.io/nvidia/pytorch:24.06-py3\nRUN pip install flash-attn\n");

    [Theory]
    [InlineData("flash-attn\n")]
    [InlineData("-f https://data.pyg.org/whl/torch-2.8.0+cu128.html\ntorch\ntorch-scatter\n")]
    [InlineData("torch\nxformers\n")]
    [InlineData("xformers\nflash-attn\n")]
    [InlineData("torch\npytorch3d\ndetectron2\n")]
    [InlineData("# pip install --no-build-isolation -r requirements.txt\ntorch\nflash-attn\n")]
    public void Requirements_that_are_silent(string text) => IsSilent(text, file: "requirements.txt");

    [Fact]
    public void Torch_of_conda_is_there_before() => Reports(
        "name: a\ndependencies:\n  - pytorch\n  - pip\n  - pip:\n      - [|flash-attn|]\n",
        message: "'flash-attn' needs torch while it is built, and pip builds it in an environment without it",
        severity: Severity.Warning,
        file: "environment.yml");

    [Theory]
    [InlineData("  - pytorch\n  - pip=24.2\n  - pip:\n      - flash-attn\n")]
    [InlineData("  - pip\n  - pip:\n      - flash-attn\n")]
    [InlineData("  - pytorch\n  - flash-attn\n")]
    public void Environment_files_that_are_silent(string dependencies) => IsSilent($"name: a\ndependencies:\n{dependencies}", file: "environment.yml");

    [Fact]
    public void Environment_file_of_an_image_tells_it_itself()
    {
        Beside("environment.yml", "name: a\ndependencies:\n  - pytorch\n  - pip:\n      - flash-attn\n");
        IsSilent("FROM condaforge/miniforge3\nCOPY environment.yml .\nRUN conda env create -f environment.yml\n");
    }

    [Fact]
    public void Requirements_of_an_image_without_torch()
    {
        Beside("requirements.txt", "numpy\nflash-attn\n");
        var found = Reports("FROM python:3.11\nCOPY requirements.txt .\nRUN pip install -r [|requirements.txt|]\n", severity: Severity.Error);
        Assert.Equal("requirements.txt", found[0].Related[0].Source.Path);
    }

    [Fact]
    public void What_the_linked_file_tells_itself_is_not_told_twice()
    {
        Beside("requirements.txt", "torch\nflash-attn\n");
        IsSilent("FROM python:3.11\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n");
    }

    [Fact]
    public void Linked_file_tells_it_itself()
    {
        Beside("requirements.txt", "torch\nflash-attn\n");
        IsSilent("-r requirements.txt\nnumpy\n", file: "requirements-dev.txt");
    }

    [Fact]
    public void A_project_of_uv() => Reports(
        "[project]\ndependencies = [\"torch==2.4.1\", \"[|flash-attn==2.6.3|]\"]\n[tool.uv]\n",
        message: "'flash-attn' needs torch while it is built, and uv builds it in an environment without it",
        severity: Severity.Error,
        file: "pyproject.toml");

    [Fact]
    public void A_project_of_Poetry() => Reports(
        "[tool.poetry.dependencies]\ntorch = \"^2.4\"\nflash-attn = \"[|^2.6|]\"\n", severity: Severity.Error, file: "pyproject.toml");

    [Theory]
    [InlineData("[project]\ndependencies = [\"torch==2.4.1\", \"flash-attn==2.6.3\"]\n")]
    [InlineData("[project]\ndependencies = [\"torch==2.4.1\", \"flash-attn==2.6.3\"]\n[tool.uv]\nno-build-isolation-package = [\"flash-attn\"]\n")]
    [InlineData("[project]\ndependencies = [\"torch==2.4.1\", \"flash-attn==2.6.3\"]\n[tool.uv.extra-build-dependencies]\nflash-attn = [\"torch\"]\n")]
    [InlineData("[project]\ndependencies = [\"torch==2.4.1\", \"flash-attn==2.6.3\"]\n[tool.uv.sources]\nflash-attn = { url = \"https://x/flash_attn-2.6.3+cu123torch2.4cxx11abiFALSE-cp311-cp311-linux_x86_64.whl\" }\n")]
    [InlineData("[project]\ndependencies = [\"torch==2.4.1\", \"flash-attn==2.6.3\"]\n[tool.uv.sources]\nflash-attn = { path = \"wheels/flash_attn.whl\" }\n")]
    [InlineData("[project]\ndependencies = [\"torch==2.4.1\"]\n[tool.uv]\n")]
    public void Silent_in_a_project(string text) => IsSilent(text, file: "pyproject.toml");
}
