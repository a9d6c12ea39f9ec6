using EnvLint.Diagnostics;
using EnvLint.Rules.Stack;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Stack;

public sealed class ExtensionToolkitMajorTests() : RuleTest<ExtensionToolkitMajor>("Dockerfile")
{
    private const string Tcnn = "pip install --no-build-isolation git+https://github.com/NVlabs/tiny-cuda-nn/#subdirectory=bindings/torch";
    private const string MarkedTcnn = "pip install --no-build-isolation [|git+https://github.com/NVlabs/tiny-cuda-nn/#subdirectory=bindings/torch|]";

    [Fact]
    public void Build_of_an_index()
    {
        var found = Reports(
            $"FROM nvidia/cuda:12.8.1-devel-ubuntu22.04\nRUN pip install torch==2.6.0 --index-url https://download.pytorch.org/whl/cu118\nRUN {MarkedTcnn}\n",
            $"FROM nvidia/cuda:12.8.1-devel-ubuntu22.04\nRUN pip install torch==2.6.0 --index-url https://download.pytorch.org/whl/cu126\nRUN {Tcnn}\n",
            "'tiny-cuda-nn' is compiled with the nvcc of CUDA 12.8.1, and torch 2.6.0 is a build for CUDA 11.8: torch refuses an nvcc of another major",
            Severity.Error,
            FixSafety.Suggested);
        Assert.Equal(3, found[0].Related.Length);
    }

    [Fact]
    public void Argument_of_the_image_is_shown()
    {
        var found = Reports(
            $"ARG CUDA=11.8.0\nFROM nvidia/cuda:${{CUDA}}-devel-ubuntu22.04\nRUN pip install torch==2.6.0\nRUN {MarkedTcnn}\n",
            $"ARG CUDA=11.8.0\nFROM nvidia/cuda:${{CUDA}}-devel-ubuntu22.04\nRUN pip install torch==2.6.0 --index-url https://download.pytorch.org/whl/cu118\nRUN {Tcnn}\n");
        Assert.Contains(found[0].Related, static place => place.Message == "CUDA is '11.8.0' here");
    }

    [Fact]
    public void Todays_torch_is_a_warning() => Reports(
        $"FROM nvidia/cuda:12.8.1-devel-ubuntu22.04\nRUN pip install torch\nRUN {MarkedTcnn}\n",
        $"FROM nvidia/cuda:12.8.1-devel-ubuntu22.04\nRUN pip install torch --index-url https://download.pytorch.org/whl/cu126\nRUN {Tcnn}\n",
        severity: Severity.Warning);

    [Fact]
    public void Toolkit_of_a_package() => Reports(
        $"FROM ubuntu:22.04\nRUN apt-get install -y cuda-toolkit-12-4\nRUN pip install torch==2.0.1+cu118 -f https://download.pytorch.org/whl/torch_stable.html\nRUN {MarkedTcnn}\n",
        severity: Severity.Error);

    [Fact]
    public void Torch_of_the_image() => Reports(
        $"FROM pytorch/pytorch:2.6.0-cuda12.4-cudnn9-runtime\nRUN apt-get update && apt-get install -y cuda-toolkit-11-8\nRUN {MarkedTcnn}\n",
        message: "'tiny-cuda-nn' is compiled with the nvcc of CUDA 11.8, and torch 2.6.0 is a build for CUDA 12.4: torch refuses an nvcc of another major");

    [Fact]
    public void Cloned_repository() => Reports(
        "FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nRUN pip install torch==2.3.1+cu118 --extra-index-url https://download.pytorch.org/whl/cu118\n"
        + "RUN git clone https://github.com/NVIDIA/apex && cd apex && pip install -v --no-build-isolation --config-settings \"--build-option=--cpp_ext\" --config-settings \"--build-option=--cuda_ext\" [|./|]\n",
        "FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nRUN pip install torch==2.3.1+cu121 --extra-index-url https://download.pytorch.org/whl/cu121\n"
        + "RUN git clone https://github.com/NVIDIA/apex && cd apex && pip install -v --no-build-isolation --config-settings \"--build-option=--cpp_ext\" --config-settings \"--build-option=--cuda_ext\" ./\n");

    [Fact]
    public void No_wheel_fits_and_the_major_is_another() => Reports(
        "FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nRUN pip install torch==2.14.1\nRUN pip install --no-build-isolation [|flash-attn|]\n",
        "FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nRUN pip install torch==2.14.1 --index-url https://download.pytorch.org/whl/cu126\nRUN pip install --no-build-isolation flash-attn\n",
        severity: Severity.Warning);

    [Fact]
    public void Requirements_of_another_file()
    {
        Beside("requirements.txt", "torch==2.3.1+cu118\ntinycudann @ git+https://github.com/NVlabs/tiny-cuda-nn/#subdirectory=bindings/torch\n");
        var found = Reports(
            "ARG CUDA=12.4.1\nFROM nvidia/cuda:${CUDA}-devel-ubuntu22.04\nCOPY requirements.txt .\nRUN pip install -r [|requirements.txt|]\n",
            message: "'tinycudann' is compiled with the nvcc of CUDA 12.4.1, and torch 2.3.1 is a build for CUDA 11.8: torch refuses an nvcc of another major",
            severity: Severity.Error);
        Assert.Equal(
            ["requirements.txt 19", "Dockerfile 21", "Dockerfile 4", "requirements.txt 0"],
            found[0].Related.Select(static place => $"{place.Source.Path} {place.Span.Start}"));
    }

    [Theory]
    [InlineData("nvidia/cuda:12.1.1-devel-ubuntu22.04", "pip install torch==2.6.0 --index-url https://download.pytorch.org/whl/cu126", Tcnn)]
    [InlineData("nvidia/cuda:12.8.1-devel-ubuntu22.04", "pip install torch==2.6.0 --index-url https://download.pytorch.org/whl/cu118", "pip install transformers")]
    [InlineData("nvidia/cuda:12.8.1-runtime-ubuntu22.04", "pip install torch==2.6.0 --index-url https://download.pytorch.org/whl/cu118", Tcnn)]
    [InlineData("nvidia/cuda:12.8.1-devel-ubuntu22.04", "pip install torch==2.6.0 --index-url https://download.pytorch.org/whl/cpu", Tcnn)]
    [InlineData("registry.example.com/base:1", "pip install torch==2.6.0 --index-url https://download.pytorch.org/whl/cu118", Tcnn)]
    [InlineData("nvidia/cuda:12.8.1-devel-ubuntu22.04", "pip install -r requirements.txt", Tcnn)]
    [InlineData("nvidia/cuda:12.8.1-devel-ubuntu22.04", "apt-get install -y cuda-toolkit-11-8 && pip install torch==2.6.0 --index-url https://download.pytorch.org/whl/cu118", Tcnn)]
    [InlineData("nvidia/cuda:12.8.1-devel-ubuntu22.04", "pip install torch==2.6.0 --index-url https://download.pytorch.org/whl/cu118", "CUDA_HOME=/opt/cuda-11.8 " + Tcnn)]
    [InlineData("nvidia/cuda:11.8.0-devel-ubuntu22.04", "pip install torch==2.6.0", "pip install --no-build-isolation flash-attn==2.8.3")]
    [InlineData("nvidia/cuda:11.8.0-devel-ubuntu22.04", "pip install torch==2.6.0", "pip install --no-build-isolation torch-scatter -f https://data.pyg.org/whl/torch-2.6.0+cu124.html")]
    [InlineData("nvidia/cuda:11.8.0-devel-ubuntu22.04", "pip install torch==2.6.0", "pip install git+https://github.com/nerfstudio-project/gsplat")]
    [InlineData("nvidia/cuda:11.8.0-devel-ubuntu22.04", "pip install torch==2.6.0", "pip install pycuda cupy")]
    [InlineData("nvidia/cuda:11.8.0-devel-ubuntu22.04", "./install_cuda_12.sh && pip install torch==2.6.0", Tcnn)]
    [InlineData("nvidia/cuda:10.2-cudnn7-devel-ubuntu18.04", "apt-get update && apt-get install -y python3 python3-pip && python3 -m pip install torch", Tcnn)]
    public void Others_are_silent(string image, string torch, string build) => IsSilent($"FROM {image}\nRUN {torch}\nRUN {build}\n");

    [Fact]
    public void Home_of_another_toolkit_is_silent() => IsSilent(
        $"FROM nvidia/cuda:12.8.1-devel-ubuntu22.04\nENV CUDA_HOME=/opt/cuda-11.8\nRUN pip install torch==2.6.0 --index-url https://download.pytorch.org/whl/cu118\nRUN {Tcnn}\n");

    [Fact]
    public void Torch_that_comes_later_is_silent() => IsSilent(
        $"FROM nvidia/cuda:12.8.1-devel-ubuntu22.04\nRUN {Tcnn}\nRUN pip install torch==2.6.0 --index-url https://download.pytorch.org/whl/cu118\n");

    [Fact]
    public void Machine_of_a_script_is_silent() => IsSilent(
        $"pip install torch==2.6.0 --index-url https://download.pytorch.org/whl/cu118\nsudo apt-get install -y cuda-toolkit-12-4\n{Tcnn}\n", file: "setup.sh", crlf: false);
}
