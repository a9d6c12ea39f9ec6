using EnvLint.Knowledge;

namespace EnvLint.LanguageServer.Tests.Features.Completing;

public sealed class ListCompletionTests
{
    [Theory]
    [InlineData("$$", "torch")]
    [InlineData("numpy\ntor$$\n", "torchvision")]
    [InlineData("torch==2.4.0\r\ntorchvision==$$\r\n", "0.19.0")]
    [InlineData("torchvision==$$\n torch == 2.4.0  # pinned\n", "0.19.0")]
    [InlineData("torch >= $$\n", "2.4.0")]
    [InlineData("torch>=2.0,<$$\n", "2.4.0")]
    [InlineData("tensorflow[$$]==2.15.0\n", "and-cuda")]
    [InlineData("torch==2.4.0\n--extra-index-url https://download.pytorch.org/whl/$$\n", "https://download.pytorch.org/whl/cu121")]
    [InlineData("--index-url https://download.pytorch.org/whl/cu121\ntorch==2.4.0+$$\n", "2.4.0+cu121")]
    [InlineData("[broken\n==\ntorch==$$\n", "2.4.0")]
    public void RequirementsAreCompleted(string markup, string label) => Assert.Contains(label, Completed.At("requirements.txt", markup).Labels);

    [Theory]
    [InlineData("--index-url https://download.pytorch.org/whl/cu118\ntorch==2.0.1+$$\n", "2.0.1+cu118", "CUDA 11.8 from cu118")]
    [InlineData("--index-url https://download.pytorch.org/whl/cu118\ntorch==2.0$$\n", "2.0.1", "CUDA 11.8 from cu118")]
    [InlineData("--index-url https://download.pytorch.org/whl/cpu\ntorch==2.4$$\n", "2.4.1", "without CUDA")]
    [InlineData("torch==2.0$$\n", "2.0.1", "CUDA 11.7 on PyPI")]
    public void AReleaseIsShownWithTheBuildThatTheIndexGives(string markup, string label, string detail) =>
        Assert.Equal(detail, Assert.Single(Completed.At("requirements.txt", markup).Items, item => item.Label == label).Detail);

    [Theory]
    [InlineData("sci$$\n")]
    [InlineData("py$$\n")]
    [InlineData("fs$$\n")]
    public void OtherPackagesAreTypedInPeace(string markup) => Assert.Empty(Completed.At("requirements.txt", markup).Labels);

    [Theory]
    [InlineData("vision$$\n", "torchvision")]
    [InlineData("gpu$$\n", "onnxruntime-gpu")]
    [InlineData("tvis$$\n", "torchvision")]
    public void APartOfANameIsEnough(string markup, string label) => Assert.Contains(label, Completed.At("requirements.txt", markup).Labels);

    [Fact]
    public void TheCompanionIsTheOneToChoose()
    {
        var completed = Completed.At("requirements.txt", "torch==2.4.0\ntorchaudio==2.$$9.9 ; python_version < '3.12'\n");

        Assert.Equal("2.4.0", completed.Labels[0]);
        Assert.True(completed.Items[0].IsPreselected);
        Assert.Equal("torch==2.4.0\ntorchaudio==2.4.0 ; python_version < '3.12'\n", completed.Accept("2.4.0"));
    }

    [Theory]
    [InlineData("torch==2.4.0; python_version < '3.9'\ntorch==2.5.1; python_version >= '3.9'\ntorchvision==$$\n")]
    [InlineData("torch>=2.4.0\ntorchvision==$$\n")]
    public void WhatIsNotCertainIsNotPreselected(string markup)
    {
        var completed = Completed.At("requirements.txt", markup);

        Assert.NotEmpty(completed.Items);
        Assert.DoesNotContain(completed.Items, static item => item.IsPreselected);
    }

    [Theory]
    [InlineData("# torch==$$")]
    [InlineData("numpy # torch==$$")]
    [InlineData("torch==2.4.0 ; python_version$$")]
    [InlineData("-r $$")]
    [InlineData("--find-links https://download.pytorch.org/whl/$$")]
    [InlineData("numpy==$$")]
    [InlineData("torch @ https://x/$$")]
    [InlineData("torch=$$")]
    [InlineData("--index-url https://example.org/simple\ntorch==$$")]
    public void ElsewhereInRequirementsNothingIs(string markup) => Assert.Empty(Completed.At("requirements.txt", markup).Labels);

    [Theory]
    [InlineData("name: a\n$$\n", "dependencies")]
    [InlineData("dependencies:\n  - py$$\n", "pytorch")]
    [InlineData("dependencies:\n- $$\n", "python")]
    [InlineData("dependencies:\n  - python=$$\n", "3.11")]
    [InlineData("dependencies:\n  - \"python=$$\"\n", "3.11")]
    [InlineData("channels: [pytorch\ndependencies:\n  - pytorch=$$\n", "2.4.0")]
    [InlineData("channels:\n  - pytorch\n  - nvidia\ndependencies:\n  - pytorch=2.4.0\n  - pytorch-cuda=$$\n", "12.1")]
    [InlineData("channels:\n  - conda-forge\ndependencies:\n  - pytorch=$$\n", "2.8.0")]
    [InlineData("channels:\n  - conda-forge\ndependencies:\n  - cuda-version=$$\n", "12.9")]
    [InlineData("channels:\n  - $$\ndependencies:\n  - python=3.11\n", "conda-forge")]
    [InlineData("dependencies:\n  - python=3.11\n  - pip\n  - pip:\n    - torch==2.4.0\n    - torchvision==$$\n", "0.19.0")]
    [InlineData("dependencies:\n- pip:\n  - tor$$\n", "torch")]
    [InlineData("dependencies:\n- pip:\n  - torch==2.4.0\n  - --extra-index-url $$\n", "https://download.pytorch.org/whl/cu124")]
    [InlineData("dependencies:\r\n  - python=$$\r\n", "3.11")]
    public void EnvironmentFilesAreCompleted(string markup, string label) => Assert.Contains(label, Completed.At("environment.yml", markup).Labels);

    [Fact]
    public void AChannelHasItsOwnReleases()
    {
        var labels = Completed.At("environment.yml", "channels:\n  - pytorch\ndependencies:\n  - pytorch=$$\n").Labels;

        Assert.Contains("2.5.1", labels);
        Assert.DoesNotContain(Torch.Newest, labels);
    }

    [Fact]
    public void AKeyIsWrittenWithItsColon() => Assert.Equal("name: a\nchannels:\n", Completed.At("environment.yml", "name: a\nch$$\n").Accept("channels"));

    [Theory]
    [InlineData("name: a\ndependencies:\n  # py$$\n")]
    [InlineData("name: py$$\ndependencies:\n  - python\n")]
    [InlineData("dependencies:\n  - python=3.11 # =$$\n")]
    [InlineData("dependencies:\n  - numpy=$$\n")]
    [InlineData("dependencies:\n  - pytorch=2.4.0=$$\n")]
    [InlineData("dependencies:\n  - pip:\n    - -r $$\n")]
    [InlineData("variables:\n  A: $$\ndependencies:\n  - python\n")]
    public void ElsewhereInEnvironmentFilesNothingIs(string markup) => Assert.Empty(Completed.At("environment.yml", markup).Labels);

    private const string Devices = "services:\n  a:\n    image: ubuntu:22.04\n    deploy:\n      resources:\n        reservations:\n          devices:\n            - ";

    [Theory]
    [InlineData("services:\n  a:\n    image: nvid$$\n", "nvidia/cuda")]
    [InlineData("services:\n  a:\n    image: \"nvidia/cuda:12.4.1-b$$\"\n", "12.4.1-base-ubuntu22.04")]
    [InlineData("services:\n  a:\n    image: ubuntu:22.04\n    gp$$\n", "gpus")]
    [InlineData("services:\r\n  a:\r\n    image: ubuntu:22.04\r\n    gp$$\r\n", "gpus")]
    [InlineData("services:\n  a:\n    image: ubuntu:22.04\n    gpus: $$\n", "all")]
    [InlineData("services:\n  a:\n    image: ubuntu:22.04\n    runtime: $$\n", "nvidia")]
    [InlineData("services:\n  a:\n    deploy:\n      $$\n    image: ubuntu:22.04\n", "resources")]
    [InlineData("services:\n  a:\n    deploy:\n      resources:\n        reservations:\n          $$\n", "devices")]
    [InlineData(Devices + "$$\n", "driver")]
    [InlineData(Devices + "driver: $$\n", "nvidia")]
    [InlineData(Devices + "driver: nvidia\n              co$$\n", "count")]
    [InlineData(Devices + "driver: nvidia\n              count: $$\n", "all")]
    [InlineData(Devices + "driver: nvidia\n              capabilities: $$\n", "[gpu]")]
    [InlineData(Devices + "driver: nvidia\n              capabilities: [$$]\n", "gpu")]
    [InlineData(Devices + "driver: nvidia\n              capabilities:\n                - $$\n", "gpu")]
    [InlineData("services:\n  a:\n    image: python:3.11\n    command: bash -c \"pip install torch==2.4.0 torchvision==$$\"\n", "0.19.0")]
    [InlineData("services:\n  a:\n    image: python:3.11\n    command: |\n      pip install torch==2.4$$\n", "2.4.1")]
    [InlineData("services:\n  a:\n    image: [broken\n    gpus: $$\n", "all")]
    public void ComposeFilesAreCompleted(string markup, string label) => Assert.Contains(label, Completed.At("compose.yaml", markup).Labels);

    [Fact]
    public void AKeyThatIsThereIsNotOffered()
    {
        Assert.DoesNotContain("image", Completed.At("compose.yaml", "services:\n  a:\n    $$\n    image: ubuntu:22.04\n").Labels);
        Assert.DoesNotContain("device_ids", Completed.At("compose.yaml", Devices + "count: 1\n              $$\n").Labels);
    }

    [Theory]
    [InlineData("services:\n  # gp$$\n")]
    [InlineData("services:\n  a$$\n")]
    [InlineData("services:\n  a:\n    environment:\n      A: $$\n    image: ubuntu:22.04\n")]
    [InlineData("services:\n  a:\n    image: ubuntu:22.04 # nvidia/$$\n")]
    [InlineData("services:\n  a:\n    labels:\n      gp$$\n    image: ubuntu:22.04\n")]
    [InlineData("services:\n  a:\n    image: ubuntu:22.04\n    healthcheck:\n      test: |\n        gp$$\n")]
    [InlineData("services:\n  a:\n    image: ubuntu:22.04\nvolumes:\n  gp$$\n")]
    public void ElsewhereInComposeNothingIs(string markup) => Assert.Empty(Completed.At("compose.yaml", markup).Labels);
}
