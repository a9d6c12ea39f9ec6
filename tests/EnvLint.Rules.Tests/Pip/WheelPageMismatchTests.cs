using EnvLint.Diagnostics;
using EnvLint.Rules.Pip;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Pip;

public sealed class WheelPageMismatchTests() : RuleTest<WheelPageMismatch>("setup.sh")
{
    private const string Torch = "pip install torch==2.4.1 --index-url https://download.pytorch.org/whl/cu121\n";

    [Fact]
    public void Another_torch()
    {
        var found = Reports(
            Torch + "pip install torch-scatter torch-sparse -f [|https://data.pyg.org/whl/torch-2.3.0+cu121.html|]\n",
            Torch + "pip install torch-scatter torch-sparse -f https://data.pyg.org/whl/torch-2.4.0+cu121.html\n",
            "the wheels of this page are for torch 2.3.0, and torch 2.4.1 is installed",
            Severity.Error,
            FixSafety.Suggested);
        Assert.Contains(found[0].Notes, static note => note.Contains("table of", StringComparison.Ordinal));
        Assert.Single(found[0].Related);
    }

    [Fact]
    public void Another_CUDA() => Reports(
        Torch + "pip install torch-scatter -f [|https://data.pyg.org/whl/torch-2.4.0+cu118.html|]\n",
        Torch + "pip install torch-scatter -f https://data.pyg.org/whl/torch-2.4.0+cu121.html\n",
        "the wheels of this page are for CUDA 11.8, and torch 2.4.1 is a build for CUDA 12.1",
        Severity.Error);

    [Fact]
    public void Another_minor_of_CUDA_fails_where_it_is_compared() => Reports(
        Torch + "pip install torch-scatter -f [|'https://data.pyg.org/whl/torch-2.4.0%2Bcu124.html'|]\n",
        Torch + "pip install torch-scatter -f 'https://data.pyg.org/whl/torch-2.4.0%2Bcu121.html'\n",
        severity: Severity.Error);

    [Fact]
    public void Wheels_for_the_CPU_have_no_GPU_code() => Reports(
        Torch + "pip install torch-scatter -f [|https://data.pyg.org/whl/torch-2.4.0+cpu.html|]\n",
        Torch + "pip install torch-scatter -f https://data.pyg.org/whl/torch-2.4.0+cu121.html\n",
        "the wheels of this page are for the CPU, and torch 2.4.1 is a build for CUDA 12.1",
        Severity.Warning);

    [Fact]
    public void A_page_that_does_not_exist() => Reports(
        "pip install mmcv==2.1.0 -f [|https://download.openmmlab.com/mmcv/dist/cu124/torch2.4/index.html|]\n",
        message: "there is no page for torch 2.4 with cu124: pip takes the sources from PyPI and compiles them",
        severity: Severity.Error);

    [Theory]
    [InlineData("pip install torch-scatter -f [|https://data.pyg.org/whl/torch-2.6.1+cu124.html|]\n")]
    [InlineData("pip install torch-scatter -f [|https://data.pyg.org/whl/torch-2.6.0+cu121.html|]\n")]
    [InlineData("pip install detectron2 -f [|https://dl.fbaipublicfiles.com/detectron2/wheels/cu111/torch1.7/index.html|]\n")]
    public void Pages_that_do_not_exist(string markup) => Reports(markup, severity: Severity.Error);

    [Fact]
    public void A_page_in_a_requirements_file() => Reports(
        "torch==2.4.0\n--find-links [|https://data.pyg.org/whl/torch-2.5.0+cu121.html|]\ntorch_scatter\n",
        "torch==2.4.0\n--find-links https://data.pyg.org/whl/torch-2.4.0+cu121.html\ntorch_scatter\n",
        file: "requirements.txt");

    [Fact]
    public void Which_CUDA_a_requirements_file_leads_to_is_not_certain() => Reports(
        "torch==2.4.0\n-f [|https://data.pyg.org/whl/torch-2.4.0+cu118.html|]\ntorch_scatter\n",
        "torch==2.4.0\n-f https://data.pyg.org/whl/torch-2.4.0+cu121.html\ntorch_scatter\n",
        severity: Severity.Warning,
        file: "requirements.txt");

    [Fact]
    public void The_torch_of_the_image() => Reports(
        "FROM pytorch/pytorch:2.4.0-cuda12.1-cudnn9-devel\nRUN pip install torch-scatter -f [|https://data.pyg.org/whl/torch-2.3.0+cu121.html|]\n",
        "FROM pytorch/pytorch:2.4.0-cuda12.1-cudnn9-devel\nRUN pip install torch-scatter -f https://data.pyg.org/whl/torch-2.4.0+cu121.html\n",
        file: "Dockerfile");

    [Fact]
    public void A_value_from_arguments() => Reports(
        "FROM python:3.11\nARG T=2.3.0\nRUN pip install torch==2.4.1+cu121 --index-url https://download.pytorch.org/whl/cu121\nRUN pip install torch-scatter -f [|https://data.pyg.org/whl/torch-${T}+cu121.html|]\n",
        file: "Dockerfile");

    [Fact]
    public void Digits_of_pytorch3d() => Reports(
        "pip install torch==1.13.1 --index-url https://download.pytorch.org/whl/cu117\npip install pytorch3d -f [|https://dl.fbaipublicfiles.com/pytorch3d/packaging/wheels/py310_cu117_pyt1110/download.html|]\n",
        message: "the wheels of this page are for torch 1.11.0, and torch 1.13.1 is installed",
        severity: Severity.Error);

    [Theory]
    [InlineData(Torch + "pip install torch-scatter -f https://data.pyg.org/whl/torch-2.4.0+cu121.html\n")]
    [InlineData(Torch + "pip install torch-scatter -f https://data.pyg.org/whl/torch-2.4.1+cu121.html\n")]
    [InlineData(Torch + "pip install torch-scatter -f https://data.pyg.org/whl/torch-2.4.0%2Bcu121.html\n")]
    [InlineData(Torch + "pip install einops -f https://data.pyg.org/whl/torch-2.3.0+cu121.html\n")]
    [InlineData(Torch + "pip install torch-scatter -f https://data.pyg.org/whl/torch-${T}+${C}.html\n")]
    [InlineData(Torch + "pip install torch-scatter\n")]
    [InlineData(Torch + "pip install torch-scatter -f https://example.org/torch-2.3.0+cu121.html\n")]
    [InlineData(Torch + "pip install mmcv -f https://download.openmmlab.com/mmcv/dist/cu121/torch2.4.0/index.html\n")]
    [InlineData(Torch + "pip install https://data.pyg.org/whl/torch-2.3.0%2Bcu121/torch_scatter-2.1.2%2Bpt23cu121-cp310-cp310-linux_x86_64.whl\n")]
    [InlineData("pip install torch\npip install torch-scatter -f https://data.pyg.org/whl/torch-2.3.0+cu121.html\n")]
    [InlineData("pip install 'torch>=2.1'\npip install torch-scatter -f https://data.pyg.org/whl/torch-2.3.0+cu121.html\n")]
    [InlineData("pip install 'torch>=2.3,<2.5'\npip install torch-scatter -f https://data.pyg.org/whl/torch-2.3.0+cu121.html\n")]
    [InlineData("pip install torch-scatter -f https://data.pyg.org/whl/torch-2.3.0+cu121.html\n")]
    [InlineData("pip install torch-scatter -f https://data.pyg.org/whl/torch-2.13.1+cu130.html\n")]
    [InlineData("pip install torch-scatter -f https://data.pyg.org/whl/torch-2.15.0+cu130.html\n")]
    [InlineData("pip install torch-scatter -f https://data.pyg.org/whl/torch-1.9.0+cu999.html\n")]
    [InlineData("pip install mmcv -f https://download.openmmlab.com/mmcv/dist/ascend/torch1.8.0/index.html\n")]
    [InlineData(Torch + "pip install mmcv -f https://download.openmmlab.com/mmcv/dist/npu/torch2.1.0/index.html\n")]
    [InlineData("pip install torch==2.4.1\npip uninstall -y torch\npip install torch-scatter -f https://data.pyg.org/whl/torch-2.3.0+cu121.html\n")]
    [InlineData("pip install dgl -f https://data.dgl.ai/wheels/torch-2.4/cu124/repo.html\n")]
    public void Silent(string text) => IsSilent(text);

    [Theory]
    [InlineData("FROM corp/torch\nRUN pip install torch-scatter -f https://data.pyg.org/whl/torch-2.3.0+cu121.html\n")]
    [InlineData("FROM pytorch/pytorch:2.4.0-cuda12.1-cudnn9-devel\nRUN pip install torch-scatter -f https://data.pyg.org/whl/torch-2.4.0+cu121.html\n")]
    public void Silent_in_images(string text) => IsSilent(text, file: "Dockerfile");

    [Fact]
    public void Alternatives_of_a_guide() => IsSilent(
        "# Install\n\n```bash\npip install torch==2.3.0\n```\n\nor\n\n```bash\npip install torch==2.4.0\n```\n\n```bash\npip install torch-scatter -f https://data.pyg.org/whl/torch-2.2.0+cu121.html\n```\n",
        file: "README.md");

    [Theory]
    [InlineData("FROM nvcr.io/nvidia/pytorch:25.01-py3\nRUN pip install --no-deps dgl -f [|https://data.dgl.ai/wheels/torch-2.4/cu124/repo.html|]\n")]
    [InlineData("FROM pytorch/pytorch:2.6.0-cuda12.4-cudnn9-runtime\nRUN if [ \"$TARGETPLATFORM\" = linux/amd64 ]; then pip install dgl -f [|https://data.dgl.ai/wheels/torch-2.4/cu124/repo.html|]; fi\n")]
    public void Builds_of_a_vendor_and_branches_are_warnings(string text) => Reports(text, severity: Severity.Warning, file: "Dockerfile");
}
