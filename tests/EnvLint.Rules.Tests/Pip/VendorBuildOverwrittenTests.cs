using EnvLint.Diagnostics;
using EnvLint.Rules.Pip;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Pip;

public sealed class VendorBuildOverwrittenTests() : RuleTest<VendorBuildOverwritten>("Dockerfile")
{
    [Fact]
    public void A_pin_on_an_image_of_NVIDIA() => Reports(
        "FROM nvcr.io/nvidia/pytorch:24.07-py3\nRUN pip install [|\"torch==2.3.1\"|] torchvision==0.18.1\n",
        message: "'torch==2.3.1' replaces the torch that nvcr.io/nvidia/pytorch ships",
        severity: Severity.Warning);

    [Fact]
    public void A_companion_that_asks_for_another_torch() => Reports(
        "FROM nvcr.io/nvidia/pytorch:24.07-py3\nRUN pip install [|torchaudio==2.4.0|]\n",
        message: "'torchaudio==2.4.0' brings another torch than the one that nvcr.io/nvidia/pytorch ships");

    [Theory]
    [InlineData("FROM nvcr.io/nvidia/pytorch:24.07-py3\nRUN pip install [|'torch>=2.5'|]\n")]
    [InlineData("FROM nvcr.io/nvidia/pytorch:24.07-py3\nRUN pip install -U [|torch|]\n")]
    [InlineData("FROM nvcr.io/nvidia/pytorch:22.02-py3\nRUN pip install [|torch==1.11.0|]\n")]
    [InlineData("FROM nvcr.io/nvidia/pytorch:24.07-py3\nENV PIP_CONSTRAINT=\"\"\nRUN pip install [|torch==2.3.1|]\n")]
    [InlineData("FROM nvcr.io/nvidia/pytorch:24.07-py3 AS base\nFROM base\nRUN pip install [|torch==2.3.1|]\n")]
    [InlineData("FROM nvcr.io/nvidia/pytorch:24.07-py3\nRUN pip install [|torch==2.3.1|]\nRUN pip uninstall -y flash-attn\n")]
    [InlineData("FROM nvcr.io/nvidia/pytorch:24.07-py3\nRUN pip install [|https://download.pytorch.org/whl/cu121/torch-2.3.1%2Bcu121-cp310-cp310-linux_x86_64.whl|]\n")]
    public void Replaced(string markup) => Reports(markup, severity: Severity.Warning);

    [Fact]
    public void Another_release_on_an_image_of_PyTorch() => Reports(
        "FROM pytorch/pytorch:2.4.0-cuda12.4-cudnn9-devel\nRUN pip install [|torch==2.3.1|]\n", severity: Severity.Info);

    [Fact]
    public void A_file_that_the_image_copies()
    {
        Beside("requirements.txt", "numpy\ntorch==2.3.1\n");
        BesideFixed("requirements.txt", "numpy\n");
        var found = Reports("FROM nvcr.io/nvidia/pytorch:24.07-py3\nCOPY requirements.txt .\nRUN pip install -r [|requirements.txt|]\n");
        Assert.Contains(found[0].Related, static place => place.Source.Path == "requirements.txt");
    }

    [Theory]
    [InlineData("FROM nvcr.io/nvidia/pytorch:24.07-py3\nRUN pip install torch torchvision einops==0.8.0\n")]
    [InlineData("FROM nvcr.io/nvidia/pytorch:24.07-py3\nRUN pip install 'torch>=2.0'\n")]
    [InlineData("FROM nvcr.io/nvidia/pytorch:22.02-py3\nRUN pip install 'torch>=2.0'\n")]
    [InlineData("FROM nvcr.io/nvidia/pytorch:24.07-py3\nENV PIP_CONSTRAINT=/etc/pip/mine.txt\nRUN pip install torch==2.3.1\n")]
    [InlineData("FROM nvcr.io/nvidia/pytorch:24.07-py3\nRUN pip install -c /opt/held.txt torch==2.3.1\n")]
    [InlineData("FROM nvcr.io/nvidia/pytorch:24.07-py3\nRUN pip uninstall -y torch && pip install torch==2.3.1\n")]
    [InlineData("FROM nvcr.io/nvidia/pytorch:24.07-py3\nRUN python -m venv /opt/venv && /opt/venv/bin/pip install torch==2.3.1\n")]
    [InlineData("FROM nvcr.io/nvidia/pytorch:24.07-py3\nRUN pip install --target /opt/x torch==2.3.1\n")]
    [InlineData("FROM nvcr.io/nvidia/pytorch:24.07-py3\nRUN pip install --no-deps torchvision==0.18.1\n")]
    [InlineData("FROM nvcr.io/nvidia/pytorch:24.07-py3\nRUN pip install tensorflow==2.15.0\n")]
    [InlineData("FROM nvcr.io/nvidia/pytorch:24.07-py3\nRUN if [ -n \"$X\" ]; then pip install torch==2.3.1; fi\n")]
    [InlineData("FROM nvcr.io/nvidia/pytorch:24.07-py3\nRUN pip install 'torch==2.3.1; sys_platform == \"win32\"'\n")]
    [InlineData("FROM nvcr.io/nvidia/tensorflow:24.02-tf2-py3\nRUN pip install tensorflow==2.15.0\n")]
    [InlineData("FROM pytorch/pytorch:2.4.0-cuda12.4-cudnn9-devel\nRUN pip install torch==2.4.0 torchvision==0.19.0 torchaudio==2.4.0\n")]
    [InlineData("FROM pytorch/pytorch:2.4.0-cuda12.4-cudnn9-devel\nRUN pip install 'torch>=2.1'\n")]
    [InlineData("FROM corp/pytorch:24.07\nRUN pip install torch==2.3.1\n")]
    [InlineData("FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nRUN pip install torch==2.3.1\n")]
    [InlineData("ARG TAG\nFROM nvcr.io/nvidia/$TAG\nRUN pip install torch==2.3.1\n")]
    public void Kept(string text) => IsSilent(text);

    [Fact]
    public void All_that_would_replace_it_go_together() => Reports(
        "FROM nvcr.io/nvidia/pytorch:24.07-py3\nRUN pip install einops [|torch==2.3.0|] torchvision==0.18.0\n",
        fixedText: "FROM nvcr.io/nvidia/pytorch:24.07-py3\nRUN pip install einops\n",
        file: "Dockerfile",
        safety: FixSafety.Suggested);
}
