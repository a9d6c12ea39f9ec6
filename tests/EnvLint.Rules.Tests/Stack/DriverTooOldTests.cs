using EnvLint.Diagnostics;
using EnvLint.Rules.Stack;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Stack;

public sealed class DriverTooOldTests() : RuleTest<DriverTooOld>("setup.sh")
{
    private const string Old = "platform=linux,driver=535.183.01";

    [Fact]
    public void Plain_torch_is_what_PyPI_has()
    {
        var found = Reports(
            "pip install [|torch==2.12.0|]\n",
            "pip install torch==2.12.0 --index-url https://download.pytorch.org/whl/cu126\n",
            "torch 2.12.0 from PyPI is a build for CUDA 13.0, which needs the driver 580.65.06 or newer: the target has the driver 535.183.01",
            Severity.Error,
            FixSafety.Suggested,
            target: Old);
        Assert.Equal("platform=linux,driver=535.183.01", found[0].Target);
    }

    [Fact]
    public void Open_versions_are_todays_newest()
    {
        var found = Reports(
            "pip install [|torch|] numpy\n",
            message: "today's torch, 2.14.1 from PyPI, is a build for CUDA 13.0, which needs the driver 580.65.06 or newer: the target has the driver 535.183.01",
            severity: Severity.Warning,
            target: Old);
        Assert.Contains(found[0].Notes, static note => note.Contains("table of", StringComparison.Ordinal));
    }

    [Fact]
    public void Local_version_with_its_index() => Reports(
        "pip install [|torch==2.9.1+cu130|] torchvision --index-url https://download.pytorch.org/whl/cu130\n",
        "pip install torch==2.9.1+cu128 torchvision --index-url https://download.pytorch.org/whl/cu128\n",
        "torch 2.9.1+cu130 is a build for CUDA 13.0, which needs the driver 580.65.06 or newer: the target has the driver 535.183.01",
        Severity.Error,
        target: Old);

    [Fact]
    public void Index() => Reports(
        "pip install [|torch==2.9.1|] --index-url https://download.pytorch.org/whl/cu130\n",
        "pip install torch==2.9.1 --index-url https://download.pytorch.org/whl/cu128\n",
        "torch 2.9.1 from the index cu130 is a build for CUDA 13.0, which needs the driver 580.65.06 or newer: the target has the driver 535.183.01",
        target: Old);

    [Fact]
    public void Index_beside_PyPI_that_ends_earlier() => Reports(
        "pip install [|torch|] --extra-index-url https://download.pytorch.org/whl/cu121\n",
        "pip install torch --index-url https://download.pytorch.org/whl/cu121\n",
        severity: Severity.Warning, safety: FixSafety.Suggested, target: Old);

    [Fact]
    public void Index_beside_PyPI_that_is_not_needed_alone_by_others() => Reports(
        "pip install [|torch|] requests --extra-index-url https://download.pytorch.org/whl/cu121\n", severity: Severity.Warning, target: Old);

    [Fact]
    public void Wheel() => Reports(
        "pip install [|https://download.pytorch.org/whl/cu130/torch-2.9.1%2Bcu130-cp312-cp312-manylinux_2_28_x86_64.whl|]\n", target: Old);

    [Fact]
    public void In_WSL_the_column_of_Windows_counts() => Reports(
        "pip install [|torch==2.12.0|]\n",
        "pip install torch==2.12.0 --index-url https://download.pytorch.org/whl/cu126\n",
        "torch 2.12.0 from PyPI is a build for CUDA 13.0, which needs the driver 580.88 or newer: the target has the driver 551.78",
        target: "platform=wsl2,driver=551.78");

    [Fact]
    public void Number_that_nvidia_smi_prints() => Reports(
        "pip install [|torch==2.12.0|] numpy\n",
        message: "torch 2.12.0 from PyPI is a build for CUDA 13.0, which needs the driver 580.88 or newer: the target has a driver that supports CUDA 12.4",
        target: "platform=wsl2,cuda=12.4");

    [Fact]
    public void Branch() => Reports(
        "pip install [|torch==2.12.0|] numpy\n",
        message: "torch 2.12.0 from PyPI is a build for CUDA 13.0, which needs the driver 580.65.06 or newer: the target has a driver of the branch 575",
        target: "platform=linux,driver=575");

    [Fact]
    public void Requirements_file() => Reports(
        "--index-url https://download.pytorch.org/whl/cu130\nnumpy\n[|torch==2.9.1|]\n",
        "--index-url https://download.pytorch.org/whl/cu128\nnumpy\ntorch==2.9.1\n",
        severity: Severity.Error,
        target: Old,
        file: "requirements.txt");

    [Fact]
    public void Requirements_file_without_an_index_leaves_a_doubt() => Reports(
        "[|torch==2.12.0|]\n", severity: Severity.Warning, target: Old, file: "requirements.txt");

    [Fact]
    public void Conda() => Reports(
        "conda install -y pytorch [|pytorch-cuda=12.1|] -c pytorch -c nvidia\n",
        message: "'pytorch-cuda=12.1' is CUDA 12.1, which needs the driver 525.60.13 or newer: the target has the driver 470.256.02",
        target: "platform=linux,driver=470.256.02");

    [Fact]
    public void Conda_without_a_version_is_todays() => Reports(
        "conda install -y pytorch [|pytorch-cuda|] -c pytorch -c nvidia\n",
        message: "'pytorch-cuda' is today CUDA 12.4, which needs the driver 525.60.13 or newer: the target has the driver 470.256.02",
        severity: Severity.Warning,
        target: "platform=linux,driver=470.256.02");

    [Fact]
    public void Conda_environment_file() => Reports(
        "name: x\nchannels: [conda-forge]\ndependencies:\n  - python=3.8\n  - [|cudatoolkit=10.2|]\n",
        message: "'cudatoolkit=10.2' is CUDA 10.2, which needs the driver 440.33 or newer: the target has the driver 430.64",
        target: "platform=linux,driver=430.64",
        file: "environment.yml");

    [Fact]
    public void Conda_chooser_of_the_channel() => Reports("conda install -y [|cuda-version=13.0|] -c conda-forge\n", target: Old);

    [Fact]
    public void Extras_of_jax() => Reports(
        "pip install [|'jax[cuda13]==0.8.0'|]\n",
        message: "jax[cuda13] 0.8.0 is built for CUDA 13, which needs the driver 580.65.06 or newer: the target has the driver 535.183.01",
        target: Old);

    [Fact]
    public void Extra_of_TensorFlow() => Reports(
        "pip install [|'tensorflow[and-cuda]'|]\n", severity: Severity.Warning, target: "platform=linux,driver=470.256.02");

    [Fact]
    public void Image() => Reports(
        "FROM python:3.11-slim\nRUN pip install --no-cache-dir [|torch==2.12.0|]\n",
        "FROM python:3.11-slim\nRUN pip install --no-cache-dir torch==2.12.0 --index-url https://download.pytorch.org/whl/cu126\n",
        target: Old,
        file: "Dockerfile");

    [Fact]
    public void GeForce_has_no_forward_compatibility() => Reports(
        "FROM nvidia/cuda:13.0.1-runtime-ubuntu24.04\nRUN pip install [|torch==2.12.0|] numpy\n", target: Old + ",gpu=RTX 3060", file: "Dockerfile");

    [Fact]
    public void Later_request_counts() => Reports(
        "pip install torch==2.5.1\npip install [|torch==2.12.0|] numpy\n", target: Old);

    [Theory]
    [InlineData("torch==2.4.1 --index-url https://download.pytorch.org/whl/cu124", "525.60.13")]
    [InlineData("torch==2.6.0", "525.60.13")]
    [InlineData("torch==2.9.1", "525.60.13")]
    [InlineData("torch==2.9.1 --index-url https://download.pytorch.org/whl/cu128", "535.54.03")]
    [InlineData("torch==2.8.0 --index-url https://download.pytorch.org/whl/cu129", "525.60.13")]
    [InlineData("torch==2.12.0 --index-url https://download.pytorch.org/whl/cu126", "525.60.13")]
    [InlineData("torch==2.1.0 --index-url https://download.pytorch.org/whl/cu118", "450.80.02")]
    [InlineData("torch==2.5.1 --index-url https://download.pytorch.org/whl/cu121", "525.60")]
    [InlineData("torch==1.7.1+cu110 -f https://download.pytorch.org/whl/torch_stable.html", "450.36.06")]
    [InlineData("torch", "580.65.06")]
    [InlineData("torch", "580")]
    [InlineData("torch", "610.43.02")]
    [InlineData("'torch<2.11'", "535.54.03")]
    [InlineData("torch torchvision==0.20.1", "535.54.03")]
    [InlineData("torch --index-url https://download.pytorch.org/whl/cu126", "535.54.03")]
    [InlineData("torch --index-url https://download.pytorch.org/whl/cpu", "450.80.02")]
    [InlineData("torch==2.12.0+cpu --index-url https://download.pytorch.org/whl/cpu", "450.80.02")]
    [InlineData("torch==2.12.0+rocm6.4 --index-url https://download.pytorch.org/whl/rocm6.4", "450.80.02")]
    [InlineData("--pre torch --index-url https://download.pytorch.org/whl/nightly/cu130", "535.54.03")]
    [InlineData("torch==2.12.0 --index-url https://wheels.example.com/simple", "535.54.03")]
    [InlineData("torch==2.12.0 --extra-index-url https://wheels.example.com/simple", "535.54.03")]
    [InlineData("torch==2.12.0 -f ./wheels", "535.54.03")]
    [InlineData("torch==2.12.0 $OPTIONS", "535.54.03")]
    [InlineData("torch vllm==0.6.0", "535.54.03")]
    [InlineData("'torch==2.12.0; sys_platform == \"darwin\"'", "535.54.03")]
    [InlineData("torch==2.99.0", "535.54.03")]
    [InlineData("jax", "450.80.02")]
    [InlineData("'jax[cuda12]==0.8.0'", "525.60.13")]
    [InlineData("'jax[cuda]==0.4.10'", "450.80.02")]
    [InlineData("'tensorflow[and-cuda]==2.14.0'", "450.80.02")]
    [InlineData("'tensorflow[and-cuda]==2.16.1'", "525.60.13")]
    public void Builds_that_run_or_are_not_known(string arguments, string driver) => IsSilent($"pip install {arguments}\n", target: $"platform=linux,driver={driver}");

    [Theory]
    [InlineData("platform=wsl2,driver=527.41")]
    [InlineData("platform=wsl2,cuda=12.0")]
    [InlineData("platform=linux,driver=525")]
    [InlineData("driver=528.33")]
    [InlineData("platform=linux")]
    [InlineData("platform=linux,gpu=RTX 3060")]
    [InlineData(null)]
    public void Targets_that_run_it_or_do_not_say(string? target) => IsSilent("pip install torch==2.4.1 --index-url https://download.pytorch.org/whl/cu124\n", target: target);

    [Theory]
    [InlineData("requirements_rocm.txt", "torch==2.12.0\n")]
    [InlineData("macos/requirements.txt", "torch\n")]
    [InlineData("intel/requirements.txt", "torch\n")]
    [InlineData("requirements-windows.txt", "torch==2.12.0\n")]
    [InlineData("Dockerfile-cpu", "FROM python:3.12\nRUN pip install torch==2.12.0\n")]
    [InlineData("docs/macOS.md", "# Install\n\n```bash\npip install torch==2.12.0\n```\n")]
    [InlineData("docs/Windows.md", "# Install\n\n```bash\npip install torch==2.12.0\n```\n")]
    [InlineData("README.md", "## Install\n\n### For Windows users\n\n```bash\npip install torch==2.12.0\n```\n")]
    [InlineData("README.md", "## Installation for NVIDIA DGX OS\n\n```bash\npip install torch==2.12.0\n```\n")]
    [InlineData("requirements/readthedocs.txt", "mmcv\ntorch\ntorchvision\n")]
    [InlineData("requirements/docs.txt", "sphinx\ntorch==2.12.0\n")]
    [InlineData("docs/requirements.txt", "sphinx\ntorch==2.12.0\n")]
    [InlineData("jetson/setup.sh", "pip install torch==2.12.0\n")]
    [InlineData("README.md", "## Apple Silicon\n\n### Install\n\n```bash\npip install torch==2.12.0\n```\n")]
    [InlineData("README.md", "## Install\n\n```bash\n# CPU only\n# (slow)\npip install torch==2.12.0\n```\n")]
    [InlineData("README.md", "## Install\n\n**AMD GPUs (ROCm):**\n\n```bash\npip install torch==2.12.0\n```\n")]
    [InlineData("setup.sh", "pip install torch==2.12.0 # cpu\n")]
    [InlineData("requirements.txt", "numpy\n# CPU版本（默认安装）\ntorch>=2.0.0\n")]
    [InlineData("environment.yml", "dependencies:\n  - python=3.12\n  - pip:\n    - torch==2.12.0  # Apple Silicon\n")]
    public void For_a_machine_without_that_driver(string file, string text) => IsSilent(text, file: file, target: Old);

    [Theory]
    [InlineData("requirements-cpu-gpu.txt", "[|torch>=2.12.0|]\n")]
    [InlineData("requirements-linux.txt", "[|torch>=2.12.0|]\n")]
    [InlineData("README.md", "## Linux / macOS\n\n```bash\npip install [|torch==2.12.0|] numpy\n```\n")]
    [InlineData("README.md", "## Windows Subsystem for Linux\n\n```bash\npip install [|torch==2.12.0|] numpy\n```\n")]
    [InlineData("README.md", "## CUDA (Intel CPU)\n\n```bash\npip install [|torch==2.12.0|] numpy\n```\n")]
    [InlineData("README.md", "## Install\n\nThis is for a machine with a good CPU and more of a story than a heading, so that it says nothing of a machine at all.\n\n```bash\npip install [|torch==2.12.0|] numpy\n```\n")]
    [InlineData("requirements.txt", "[|torch>=2.12.0|]  # change to the build for the CPU if there is none\n")]
    [InlineData("setup.sh", "# for the CPU\npip install numpy\npip install [|torch==2.12.0|] numpy\n")]
    public void For_this_machine_or_any(string file, string markup) => Reports(markup, severity: file.EndsWith(".txt", StringComparison.Ordinal) ? Severity.Warning : Severity.Error, file: file, target: Old);

    [Fact]
    public void Windows_has_builds_for_the_CPU_on_PyPI() => IsSilent("pip install torch==2.12.0\n", target: "platform=windows,driver=537.13");

    [Fact]
    public void Guide() => Reports(
        "# Setup\n\n```bash\npip install [|torch==2.9.1|] --index-url https://download.pytorch.org/whl/cu130\n```\n",
        "# Setup\n\n```bash\npip install torch==2.9.1 --index-url https://download.pytorch.org/whl/cu128\n```\n",
        target: Old,
        file: "README.md");

    [Fact]
    public void Guide_with_a_build_for_each_driver() => IsSilent(
        "# Setup\n\n```bash\npip install torch==2.9.1 --index-url https://download.pytorch.org/whl/cu130\n```\n\nor\n\n```bash\npip install torch==2.9.1 --index-url https://download.pytorch.org/whl/cu126\n```\n",
        target: Old,
        file: "README.md");

    [Fact]
    public void Another_machine() => IsSilent("sudo apt-get install -y nvidia-driver-580\nwsl.exe --version\ncat /mnt/c/x\nexport X=/usr/lib/wsl/lib\npip install torch==2.12.0\n", target: null);

    [Fact]
    public void Installed_before_and_still_right() => IsSilent("pip install torch==2.5.1 --index-url https://download.pytorch.org/whl/cu121\npip install torch transformers\n", target: Old);

    [Fact]
    public void Image_that_has_torch() => IsSilent("FROM pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime\nRUN pip install torch transformers\n", target: Old, file: "Dockerfile");

    [Fact]
    public void Image_that_is_not_known() => IsSilent("FROM registry.example.com/base:1\nRUN pip install torch==2.12.0\n", target: Old, file: "Dockerfile");

    [Fact]
    public void Image_with_forward_compatibility() => IsSilent("FROM nvidia/cuda:13.0.1-runtime-ubuntu24.04\nRUN pip install torch==2.12.0\n", target: Old, file: "Dockerfile");

    [Theory]
    [InlineData("FROM python:3.10\nRUN pip install 'jax[cuda13]'\n")]
    [InlineData("FROM python:3.12\nRUN pip install 'jax[cuda13]' numpy==1.26.4\n")]
    public void Old_Python_or_numpy_takes_an_older_jax(string text) => IsSilent(text, target: Old, file: "Dockerfile");

    [Fact]
    public void Old_Python_takes_an_older_torch() => IsSilent("FROM python:3.9\nRUN pip install torch\n", target: Old, file: "Dockerfile");

    [Theory]
    [InlineData("pytorch pytorch-cuda=12.4 -c pytorch -c nvidia", "525.60.13")]
    [InlineData("pytorch pytorch-cuda=11.8 -c pytorch -c nvidia", "450.80.02")]
    [InlineData("cudatoolkit=11.3", "450.80.02")]
    [InlineData("cudatoolkit=11.3.1", "450.80.02")]
    [InlineData("pytorch -c conda-forge", "450.80.02")]
    [InlineData("'cuda-version>=12' -c conda-forge", "525.60.13")]
    [InlineData("'cuda-version<13' -c conda-forge", "470.256.02")]
    [InlineData("'pytorch-cuda>=11.7,<12' -c pytorch -c nvidia", "470.256.02")]
    public void Conda_that_runs(string arguments, string driver) => IsSilent($"conda install -y {arguments}\n", target: $"platform=linux,driver={driver}");
}
