using EnvLint.Diagnostics;
using EnvLint.Rules.Frameworks;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Frameworks;

public sealed class OnnxruntimeCudaTests() : RuleTest<OnnxruntimeCuda>("Dockerfile")
{
    [Fact]
    public void CUDA_11_in_an_image_with_12()
    {
        var found = Reports(
            "FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04\nRUN pip3 install [|onnxruntime-gpu==1.16.3|]\n",
            fixedText: "FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04\nRUN pip3 install onnxruntime-gpu==1.19.*\n",
            message: "'onnxruntime-gpu==1.16.3' is built for CUDA 11, and the image nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04 has CUDA 12.4.1",
            safety: FixSafety.Suggested);
        Assert.Equal("the image has CUDA 12.4.1", Assert.Single(found[0].Related).Message);
        Assert.Contains("CPU", found[0].Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void CUDA_12_in_an_image_with_11() => Reports(
        "FROM nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04\nRUN pip3 install '[|onnxruntime-gpu>=1.19,<1.23|]'\n".Replace("'[|", "[|'", StringComparison.Ordinal).Replace("|]'", "'|]", StringComparison.Ordinal));

    [Fact]
    public void CuDNN_8_where_9_is_needed() => Reports(
        "FROM nvidia/cuda:12.2.2-cudnn8-runtime-ubuntu22.04\nRUN pip3 install [|onnxruntime-gpu==1.20.1|]\n",
        message: "'onnxruntime-gpu==1.20.1' needs cuDNN 9, and this environment has cuDNN 8");

    [Fact]
    public void No_cuDNN_at_all() => Reports(
        "FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nRUN pip3 install [|onnxruntime-gpu==1.20.1|]\n",
        message: "'onnxruntime-gpu==1.20.1' needs cuDNN 9, and nothing here brings one",
        severity: Severity.Warning);

    [Fact]
    public void Torch_for_another_CUDA() => Reports(
        "torch==2.4.1\n[|onnxruntime-gpu==1.17.1|]\n",
        fixedText: "torch==2.4.1\nonnxruntime-gpu==1.19.*\n",
        message: "'onnxruntime-gpu==1.17.1' is built for CUDA 11, and torch 2.4.1 is a build for CUDA 12.1",
        severity: Severity.Warning,
        file: "requirements.txt");

    [Fact]
    public void Torch_in_a_plain_image() => Reports(
        "FROM python:3.10-slim\nRUN pip install torch==2.1.0 --index-url https://download.pytorch.org/whl/cu118\nRUN pip install [|onnxruntime-gpu==1.19.2|]\n",
        fixedText: "FROM python:3.10-slim\nRUN pip install torch==2.1.0 --index-url https://download.pytorch.org/whl/cu118\nRUN pip install onnxruntime-gpu==1.18.*\n",
        message: "'onnxruntime-gpu==1.19.2' is built for CUDA 12, and torch 2.1.0 is a build for CUDA 11.8");

    [Fact]
    public void The_torch_of_an_image() => Reports(
        "FROM pytorch/pytorch:2.4.1-cuda12.1-cudnn9-runtime\nRUN pip install [|onnxruntime-gpu==1.16.3|]\n",
        fixedText: "FROM pytorch/pytorch:2.4.1-cuda12.1-cudnn9-runtime\nRUN pip install onnxruntime-gpu==1.19.*\n",
        message: "'onnxruntime-gpu==1.16.3' is built for CUDA 11, and the image pytorch/pytorch:2.4.1-cuda12.1-cudnn9-runtime has torch for CUDA 12.1");

    [Fact]
    public void Wheels_of_libraries() => Reports(
        "FROM python:3.10-slim\nRUN pip install nvidia-cublas-cu11==11.11.3.6 nvidia-cudnn-cu11==8.9.6.50 [|onnxruntime-gpu==1.20.0|]\n",
        fixedText: "FROM python:3.10-slim\nRUN pip install nvidia-cublas-cu11==11.11.3.6 nvidia-cudnn-cu11==8.9.6.50 onnxruntime-gpu==1.18.*\n");

    [Fact]
    public void In_a_linked_file()
    {
        Beside("requirements.txt", "numpy\nonnxruntime-gpu==1.16.3\n");
        BesideFixed("requirements.txt", "numpy\nonnxruntime-gpu==1.19.*\n");
        var found = Reports(
            "FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04\nCOPY requirements.txt .\nRUN pip3 install -r [|requirements.txt|]\n",
            message: "'onnxruntime-gpu==1.16.3' is built for CUDA 11, and the image nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04 has CUDA 12.4.1");
        Assert.Equal("requirements.txt", found[0].Related[0].Source.Path);
    }

    [Fact]
    public void What_is_wrong_in_a_linked_file_alone_is_told_there()
    {
        Beside("requirements.txt", "torch==2.4.1\nonnxruntime-gpu==1.16.3\n");
        IsSilent("pip install -r requirements.txt\n", file: "setup.sh");
    }

    [Theory]
    [InlineData("FROM nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04\nRUN pip3 install onnxruntime-gpu==1.16.3")]
    [InlineData("FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04\nRUN pip3 install onnxruntime-gpu==1.20.1")]
    [InlineData("FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04\nRUN pip3 install onnxruntime-gpu")]
    [InlineData("FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04\nRUN pip3 install onnxruntime-gpu==1.28.0")]
    [InlineData("FROM nvidia/cuda:13.0.1-cudnn-runtime-ubuntu24.04\nRUN pip3 install onnxruntime-gpu==1.28.0")]
    [InlineData("FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04\nRUN pip3 install 'onnxruntime-gpu>=1.16'")]
    [InlineData("FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nRUN pip3 install torch==2.4.1 onnxruntime-gpu==1.20.1")]
    [InlineData("FROM nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04\nRUN pip3 install 'onnxruntime-gpu[cuda,cudnn]==1.22.0'")]
    [InlineData("FROM nvidia/cuda:12.2.2-cudnn8-runtime-ubuntu22.04\nRUN pip3 install onnxruntime-gpu==1.18.0 --extra-index-url https://aiinfra.pkgs.visualstudio.com/PublicPackages/_packaging/onnxruntime-cuda-12/pypi/simple/")]
    [InlineData("FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04\nRUN apt-get install -y cuda-libraries-11-8 libcudnn8\nRUN pip3 install onnxruntime-gpu==1.16.3")]
    [InlineData("FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04\nCOPY --from=build /usr/local/cuda-11.8 /usr/local/cuda-11.8\nRUN pip3 install onnxruntime-gpu==1.16.3")]
    [InlineData("FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04\nRUN pip3 install -r missing.txt\nRUN pip3 install onnxruntime-gpu==1.16.3")]
    [InlineData("FROM pytorch/pytorch:2.1.2-cuda11.8-cudnn8-runtime\nRUN pip install onnxruntime-gpu==1.16.3")]
    [InlineData("FROM pytorch/pytorch:2.1.2-cuda11.8-cudnn8-runtime\nRUN pip install torch==2.4.1\nRUN pip install onnxruntime-gpu==1.20.1")]
    [InlineData("FROM nvcr.io/nvidia/pytorch:24.05-py3\nRUN pip install onnxruntime-gpu==1.20.1")]
    [InlineData("FROM example.org/base:1\nRUN pip3 install torch==2.4.1 onnxruntime-gpu==1.16.3")]
    [InlineData("ARG BASE\nFROM $BASE\nRUN pip3 install torch==2.4.1 onnxruntime-gpu==1.16.3")]
    [InlineData("FROM python:3.10\nRUN pip install torch==2.4.1+cpu onnxruntime-gpu==1.16.3 -f https://download.pytorch.org/whl/torch_stable.html")]
    [InlineData("FROM python:3.10\nRUN pip install onnxruntime-gpu==1.16.3")]
    [InlineData("FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04\nRUN pip3 install onnxruntime==1.16.3")]
    public void Others(string text) => IsSilent(text + "\n");

    [Theory]
    [InlineData("torch\nonnxruntime-gpu==1.16.3")]
    [InlineData("torch==2.0.1\nonnxruntime-gpu==1.16.3; sys_platform == 'darwin'")]
    [InlineData("torch==2.4.1\nonnxruntime-gpu==1.19.2")]
    [InlineData("torch==2.4.1\nnvidia-cublas-cu11\nnvidia-cudnn-cu11<9\nonnxruntime-gpu==1.16.3")]
    public void Lists(string text) => IsSilent(text + "\n", file: "requirements.txt");

    [Fact]
    public void Commands_of_a_guide_are_alternatives() =>
        IsSilent("```bash\npip install torch==2.4.1\n```\n\n```bash\npip install onnxruntime-gpu==1.16.3\n```\n", file: "INSTALL.md");
}
