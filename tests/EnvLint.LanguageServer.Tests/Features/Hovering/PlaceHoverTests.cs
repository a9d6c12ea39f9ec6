namespace EnvLint.LanguageServer.Tests.Features.Hovering;

/// <summary>Hovers of GPUs, sources, values, ignore comments and the configuration.</summary>
public sealed class PlaceHoverTests
{
    [Theory]
    [InlineData("run.sh", "docker run --rm [|--gp$$us|] all ubuntu:22.04 nvidia-smi\n", "**--gpus**")]
    [InlineData("run.sh", "docker run --rm --gpus [|a$$ll|] ubuntu:22.04 nvidia-smi\n", "**--gpus**")]
    [InlineData("run.sh", "docker run --runtime nvidia -e [|NVIDIA_VISIBLE$$_DEVICES=all|] ubuntu:22.04 nvidia-smi\n", "**NVIDIA_VISIBLE_DEVICES**")]
    [InlineData("run.sh", "docker run --gpus all [|--env=CUDA_VIS$$IBLE_DEVICES=0|] ubuntu:22.04 nvidia-smi\n", "**CUDA_VISIBLE_DEVICES**")]
    [InlineData("run.sh", "docker run --rm [|--run$$time=nvidia|] ubuntu:22.04 nvidia-smi\n", "**--runtime**")]
    [InlineData("compose.yaml", "services:\n  a:\n    image: ubuntu:22.04\n    run$$time: nvidia\n", "**runtime**")]
    [InlineData("compose.yaml", "services:\n  a:\n    image: ubuntu:22.04\n    deploy:\n      resources:\n        reservations:\n          devices:\n            - dri$$ver: nvidia\n              count: 1\n              capabilities: [gpu]\n", "**devices**")]
    [InlineData("compose.yaml", "services:\n  a:\n    image: ubuntu:22.04\n    environment:\n      NVIDIA_VISIBLE$$_DEVICES: all\n", "**NVIDIA_VISIBLE_DEVICES**")]
    [InlineData("Dockerfile", "FROM ubuntu:22.04\nENV NVIDIA_DRIVER$$_CAPABILITIES=compute,utility\n", "compute")]
    [InlineData("Dockerfile", "FROM nvidia/cuda:12.4.1-base-ubuntu22.04\nENV LD_LIBRARY_PA$$TH=/opt/lib\n", "- The base image has `/usr/local/nvidia/lib:/usr/local/nvidia/lib64`")]
    public void WhatHandsAGpuOverIsExplained(string path, string markup, string expected) => HoverAt.HasInOrder(HoverAt.Markdown(path, markup), expected, "`envlint explain ");

    [Theory]
    [InlineData("run.sh", "docker run --r$$m --gpus all ubuntu:22.04 nvidia-smi\n")]
    [InlineData("run.sh", "docker run --gpus all ubuntu:22.04 env -e NVIDIA_VISIBLE$$_DEVICES=all\n")]
    [InlineData("run.sh", "docker run --gpus all -e HO$$ME=/a ubuntu:22.04 nvidia-smi\n")]
    [InlineData("run.sh", "docker run --rm --runtime=run$$c ubuntu:22.04 true\n")]
    [InlineData("run.sh", "docker run --rm ubuntu:22.04 tool --gp$$us 2\n")]
    [InlineData("compose.yaml", "services:\n  a:\n    image: ubuntu:22.04\n    environment:\n      OTHER_VARI$$ABLE: all\n")]
    public void OtherFlagsAndVariablesAreNot(string path, string markup) => Assert.Null(HoverAt.Markdown(path, markup));

    [Theory]
    [InlineData("Dockerfile", "FROM python:3.11-slim\nRUN pip install --no-cache-dir torch==2.4.1 --index-url [|https://download.pytorch.org/wh$$l/cu121|]\n", "- Builds for CUDA 12.1\n- torch 2.1.0 to 2.5.1: no later release is built for it")]
    [InlineData("requirements.txt", "--index-url https://download.pytorch.org/wh$$l/cpu\ntorch==2.4.1\n", "- Builds for the CPU: they use no GPU")]
    [InlineData("environment.yml", "channels:\n  - pytor$$ch\ndependencies:\n  - pytorch=2.4.1\n", "- Gets nothing new: PyTorch 2.5.1 is its last")]
    public void AnIndexSaysWhatItHolds(string path, string markup, string expected) => HoverAt.HasInOrder(HoverAt.Markdown(path, markup), expected);

    [Theory]
    [InlineData("requirements.txt", "--index-url https://pypi.org/sim$$ple\nnumpy==1.26.4\n")]
    [InlineData("environment.yml", "channels:\n  - conda-for$$ge\ndependencies:\n  - numpy=1.26\n")]
    public void OfAUsualSourceNothingIsSaid(string path, string markup) => Assert.Null(HoverAt.Markdown(path, markup));

    [Theory]
    [InlineData("ARG CU$$DA=12.4.1\nFROM nvidia/cuda:${CUDA}-base-ubuntu22.04\n", "`CUDA` = `12.4.1`")]
    [InlineData("FROM ubuntu:22.04\nARG [|VERS$$ION|]=1.2\nRUN echo $VERSION\n", "`VERSION` = `1.2`, where the build gives no other")]
    [InlineData("FROM ubuntu:22.04\nENV A=1\nENV B=${A}.2\nRUN echo [|$$$B|]\n", "- `B` = `1.2` in line 3")]
    [InlineData("ARG R=nvcr.io/nvidia\nARG IM$$AGE=$R/cuda:12.4.1-base-ubuntu22.04\nFROM $IMAGE\n", "`IMAGE` = `nvcr.io/nvidia/cuda:12.4.1-base-ubuntu22.04`, where the build gives no other")]
    [InlineData("FROM ubuntu:22.04\nARG ARCH=\nARG V=1\nRUN echo [|x$$$V$ARCH|]\n", "- `ARCH` is empty in line 2")]
    public void AValueLeadsToItsPlaces(string markup, string expected) => HoverAt.HasInOrder(HoverAt.Markdown("Dockerfile", markup), expected);

    [Fact]
    public void AVariableThatStandsTwiceInAWordIsToldOnce()
    {
        var markdown = HoverAt.Markdown("Dockerfile", "FROM ubuntu:22.04\nENV A=1 B=2\nRUN echo $A-$B-x$$-$A\n");
        Assert.Equal("`1-2-x-1`\n\n- `A` = `1` in line 2\n- `B` = `2` in line 2", markdown);
    }

    [Theory]
    [InlineData("FROM ubuntu:22.04\nRUN echo $UNKN$$OWN_THING\n")]
    [InlineData("FROM ubuntu:22.04\nARG VERS$$ION\nRUN true\n")]
    public void AnUnknownValueStaysUnknown(string markup) => Assert.DoesNotContain(" = ", HoverAt.Markdown("Dockerfile", markup) ?? "", StringComparison.Ordinal);

    [Fact]
    public void ACodeInAnIgnoreCommentIsItsRule() =>
        HoverAt.HasInOrder(
            HoverAt.Markdown("Dockerfile", "# envlint: ignore=IMG0$$01 -- we know\nFROM python\n"),
            "**IMG001** floating-base · warning\n\n",
            "\n\nMore: `envlint explain IMG001`");

    [Theory]
    [InlineData("# envlint: ignore=IMG001 -- we kn$$ow\nFROM python\n")]
    [InlineData("# see IMG0$$01\nFROM python\n")]
    public void OtherWordsOfCommentsAreNot(string markup) => Assert.Null(HoverAt.Markdown("Dockerfile", markup));

    [Theory]
    [InlineData("fail-$$on = \"error\"\n", "**fail-on**", "One of `never`, `info`, `warning`, `error`")]
    [InlineData("ignore = [\"[|APT0$$05|]\"]\n", "**APT005** lists-left", "More: `envlint explain APT005`")]
    [InlineData("ignore = [\"lists-$$left\"]\n", "**APT005** lists-left")]
    [InlineData("select = [\"WS$$L\"]\n", "**WSL**", "WSL001")]
    [InlineData("[severity]\nIMG0$$01 = \"error\"\n", "**IMG001** floating-base")]
    [InlineData("[tar$$get]\nplatform = \"wsl2\"\n", "**target**")]
    [InlineData("[target]\ndri$$ver = \"551.78\"\n", "**driver**", "Version of the NVIDIA driver")]
    [InlineData("[target]\ndriver = \"551$$.78\"\n", "**driver** `551.78`", "- Supports CUDA up to 12.4 by itself, and runs builds for any CUDA 12", "table of")]
    [InlineData("[target]\ngpu = \"RTX $$3060\"\n", "- Compute capability 8.6, Ampere", "table of")]
    [InlineData("[targets.cluster]\ncompute-capability = \"9$$.0\"\n", "- CUDA 11.8 and later compile for it")]
    [InlineData("[files]\n\"a/*.sh\" = { ki$$nd = \"shell\" }\n", "**kind**")]
    [InlineData("[per-file-ignores]\n\"a/**\" = [\"PIP0$$05\"]\n", "**PIP005**")]
    public void TheConfigurationIsExplained(string markup, params string[] expected) =>
        HoverAt.HasInOrder(HoverAt.Markdown("envlint.toml", markup.Replace("\"[|", "[|\"", StringComparison.Ordinal).Replace("|]\"", "\"|]", StringComparison.Ordinal)), expected);

    [Theory]
    [InlineData("nothing-$$known = 1\n")]
    [InlineData("# fail-$$on\n")]
    [InlineData("exclude = [\"third_$$party/**\"]\n")]
    [InlineData("[target]\ngpu = \"Voodoo$$2\"\n")]
    [InlineData("[target]\ndriver = \"aa$$a\"\n")]
    [InlineData("ignore = [\"XYZ9$$99\"]\n")]
    public void OtherWordsOfTheConfigurationAreNot(string markup) => Assert.DoesNotContain("**\n", (HoverAt.Markdown("envlint.toml", markup) ?? "").Replace("**warning", "", StringComparison.Ordinal), StringComparison.Ordinal);

    [Fact]
    public void InPyprojectTheTableOfOursIsExplained()
    {
        HoverAt.HasInOrder(HoverAt.Markdown("pyproject.toml", "[project]\nname = \"x\"\nversion = \"1\"\n\n[tool.envlint]\nfail-$$on = \"error\"\n"), "**fail-on**");
        Assert.Null(HoverAt.Markdown("pyproject.toml", "[project]\nname = \"x\"\nversion = \"1\"\n\n[tool.other]\nfail-$$on = \"envlint\"\n"));
    }
}
