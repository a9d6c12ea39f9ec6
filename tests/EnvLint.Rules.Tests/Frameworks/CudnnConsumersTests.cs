using EnvLint.Diagnostics;
using EnvLint.Rules.Frameworks;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Frameworks;

public sealed class CudnnConsumersTests() : RuleTest<CudnnConsumers>("requirements.txt")
{
    [Fact]
    public void CTranslate2_beside_torch()
    {
        var found = Reports(
            "torch==2.5.1\n[|ctranslate2==4.4.0|]\n", fixedText: "torch==2.5.1\nctranslate2==4.5.0\n",
            message: "ctranslate2 4.4.0 loads cuDNN 8, and torch 2.5.1 brings cuDNN 9",
            severity: Severity.Warning);
        Assert.Equal("torch 2.5.1 brings cuDNN 9", Assert.Single(found[0].Related).Message);
    }

    [Fact]
    public void In_an_image_it_is_certain() => Reports(
        "FROM python:3.10-slim\nRUN pip install torch==2.3.1 faster-whisper==1.1.0 [|ctranslate2==4.5.0|]\n", fixedText: "FROM python:3.10-slim\nRUN pip install torch==2.3.1 faster-whisper==1.1.0 ctranslate2==4.4.0\n",
        message: "ctranslate2 4.5.0 loads cuDNN 9, and torch 2.3.1 brings cuDNN 8",
        file: "Dockerfile");

    [Theory]
    [InlineData("nvidia/cuda:12.2.2-cudnn8-runtime-ubuntu22.04", "4.5.0", "4.4.0")]
    [InlineData("pytorch/pytorch:2.4.1-cuda12.1-cudnn9-runtime", "4.4.0", "4.5.0")]
    public void The_cuDNN_of_the_image(string image, string version, string right)
    {
        var found = Reports($"FROM {image}\nRUN pip3 install faster-whisper [|ctranslate2=={version}|]\n", $"FROM {image}\nRUN pip3 install faster-whisper ctranslate2=={right}\n", file: "Dockerfile");
        Assert.Single(found[0].Related);
    }

    [Fact]
    public void Another_cuDNN_over_that_of_torch() => Reports(
        "pip install torch==2.4.1\npip install [|nvidia-cudnn-cu12==8.9.7.29|]\n",
        message: "'nvidia-cudnn-cu12==8.9.7.29' is cuDNN 8, and torch 2.4.1 brings cuDNN 9 in the same place",
        file: "setup.sh");

    [Fact]
    public void TensorFlow_and_torch() => Reports(
        "torch==2.4.1\n[|tensorflow[and-cuda]==2.17.0|]\n",
        message: "tensorflow[and-cuda] 2.17.0 brings cuDNN 8, and torch 2.4.1 brings cuDNN 9 in the same place");

    [Fact]
    public void JAX_and_torch() => Reports("torch==2.3.1\n[|jax[cuda12]==0.4.34|]\n");

    [Theory]
    [InlineData("torch==2.5.1\nctranslate2==4.5.0")]
    [InlineData("torch==2.3.1\nctranslate2==4.4.0")]
    [InlineData("torch==2.5.1\nctranslate2>=4.0")]
    [InlineData("torch\nctranslate2==4.4.0")]
    [InlineData("torch==2.5.1\nctranslate2==2.24.0")]
    [InlineData("torch==2.5.1\nfaster-whisper==1.0.3")]
    [InlineData("ctranslate2==4.4.0")]
    [InlineData("torch==2.5.1+cpu\nctranslate2==4.4.0")]
    [InlineData("--index-url https://download.pytorch.org/whl/cpu\ntorch==2.5.1\nctranslate2==4.4.0")]
    [InlineData("torch==2.4.1\ntensorflow==2.17.0")]
    [InlineData("torch==2.4.1\ntensorflow[and-cuda]==2.18.0")]
    [InlineData("torch==2.4.1\nnvidia-cudnn-cu12==9.1.0.70")]
    [InlineData("torch==2.3.1\nnvidia-cudnn-cu12==8.9.2.26\nctranslate2==4.4.0")]
    [InlineData("torch==2.4.1\nnvidia-cudnn-cu11==8.9.6.50")]
    [InlineData("torch==2.5.1; sys_platform == 'darwin'\nctranslate2==4.4.0; sys_platform == 'linux'")]
    public void Others(string text) => IsSilent(text + "\n");

    [Theory]
    [InlineData("FROM nvidia/cuda:12.2.2-cudnn8-runtime-ubuntu22.04\nRUN pip3 install torch==2.5.1 ctranslate2==4.4.0")]
    [InlineData("FROM ubuntu:22.04\nRUN apt-get install -y libcudnn8\nRUN pip3 install torch==2.5.1 ctranslate2==4.4.0")]
    [InlineData("FROM nvidia/cuda:12.2.2-cudnn8-runtime-ubuntu22.04\nRUN pip3 install ctranslate2==4.4.0")]
    [InlineData("FROM nvidia/cuda:12.2.2-runtime-ubuntu22.04\nRUN pip3 install ctranslate2==4.4.0")]
    [InlineData("FROM nvidia/cuda:12.2.2-cudnn8-runtime-ubuntu22.04\nRUN pip3 install nvidia-cudnn-cu12==9.* ctranslate2==4.5.0")]
    [InlineData("FROM pytorch/pytorch:2.4.1-cuda12.1-cudnn9-runtime\nRUN pip3 install ctranslate2==4.5.0")]
    [InlineData("FROM python:3.11\nRUN pip3 install ctranslate2==4.5.0")]
    [InlineData("FROM example.org/base:1\nRUN pip3 install torch==2.5.1 ctranslate2==4.4.0")]
    public void Images(string text) => IsSilent(text + "\n", file: "Dockerfile");

    [Fact]
    public void A_build_for_Windows_brings_its_own() => IsSilent("torch==2.5.1\nctranslate2==4.4.0\n", target: "windows");

    [Theory]
    [InlineData("2.3.1", "4.5.0", "4.4.0")]
    [InlineData("2.4.1", "4.4.0", "4.5.0")]
    public void CTranslate2_follows_torch(string torch, string wrong, string right) => Reports(
        $"FROM python:3.10-slim\nRUN pip install torch=={torch} [|ctranslate2=={wrong}|]\n",
        fixedText: $"FROM python:3.10-slim\nRUN pip install torch=={torch} ctranslate2=={right}\n",
        file: "Dockerfile");
}
