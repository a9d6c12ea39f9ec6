using EnvLint.Diagnostics;
using EnvLint.Rules.Cuda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Cuda;

public sealed class CompilerMissingTests() : RuleTest<CompilerMissing>("Dockerfile")
{
    private const string Tcnn = "pip install --no-build-isolation [|git+https://github.com/NVlabs/tiny-cuda-nn/#subdirectory=bindings/torch|]";

    [Fact]
    public void Runtime_image_of_cuda()
    {
        var found = Reports(
            $"FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nRUN {Tcnn}\n",
            "FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nRUN pip install --no-build-isolation git+https://github.com/NVlabs/tiny-cuda-nn/#subdirectory=bindings/torch\n",
            "'tiny-cuda-nn' is compiled with nvcc, which 'nvidia/cuda:12.4.1-runtime-ubuntu22.04' does not have",
            Severity.Error,
            FixSafety.Suggested);
        Assert.Single(found[0].Related);
    }

    [Theory]
    [InlineData("python:3.11-slim", "pip install [|pycuda|]")]
    [InlineData("ubuntu:22.04", "pip install [|cupy|]")]
    [InlineData("ubuntu:22.04", "pip install [|cupy==13.3.0|]")]
    [InlineData("ubuntu:22.04", Tcnn)]
    [InlineData("ubuntu:22.04", "CMAKE_ARGS=\"-DGGML_CUDA=on\" pip install [|llama-cpp-python|]")]
    [InlineData("ubuntu:22.04", "FORCE_CUDA=1 pip install --no-build-isolation [|git+https://github.com/facebookresearch/detectron2.git|]")]
    [InlineData("ubuntu:22.04", "pip install -v --no-build-isolation --config-settings \"--build-option=--cuda_ext\" [|git+https://github.com/NVIDIA/apex|]")]
    [InlineData("ubuntu:22.04", "git clone https://github.com/NVlabs/tiny-cuda-nn && cd tiny-cuda-nn/bindings/torch && python [|setup.py|] install")]
    [InlineData("ubuntu:22.04", "git clone --recursive https://github.com/NVlabs/tiny-cuda-nn tcnn && pip install [|./tcnn/bindings/torch|]")]
    public void Plain_images_have_none(string image, string command) => Reports($"FROM {image}\nRUN {command}\n", severity: Severity.Error);

    [Fact]
    public void Variable_of_the_image_asks_for_it() => Reports("FROM ubuntu:22.04\nENV FORCE_CUDA=1\nRUN pip install --no-build-isolation [|torch-scatter|]\n");

    [Fact]
    public void No_wheel_fits_torch()
    {
        var found = Reports(
            "FROM pytorch/pytorch:2.10.0-cuda12.8-cudnn9-runtime\nRUN pip install --no-build-isolation [|flash-attn==2.8.3|]\n",
            "FROM pytorch/pytorch:2.10.0-cuda12.8-cudnn9-devel\nRUN pip install --no-build-isolation flash-attn==2.8.3\n",
            "no prebuilt wheel of 'flash-attn' fits torch 2.10.0 with CUDA 12.8, and 'pytorch/pytorch:2.10.0-cuda12.8-cudnn9-runtime' has no nvcc to compile it",
            Severity.Warning);
        Assert.Equal(Confidence.Medium, found[0].Confidence);
    }

    [Fact]
    public void Argument_of_the_image_is_shown()
    {
        var found = Reports($"ARG CUDA=12.4.1\nFROM nvidia/cuda:${{CUDA}}-base-ubuntu22.04\nRUN {Tcnn}\n");
        Assert.Equal(2, found[0].Related.Length);
    }

    [Theory]
    [InlineData("pip install [|git+https://github.com/NVlabs/tiny-cuda-nn/#subdirectory=bindings/torch|] || true")]
    [InlineData("if [ -n \"$FAST\" ]; then pip install [|git+https://github.com/NVlabs/tiny-cuda-nn/#subdirectory=bindings/torch|]; fi")]
    [InlineData("pip install [|git+https://github.com/graphdeco-inria/diff-gaussian-rasterization|]")]
    public void What_may_pass_is_a_warning(string command) => Reports($"FROM ubuntu:22.04\nRUN {command}\n", severity: Severity.Warning);

    [Theory]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04", "pip install cupy")]
    [InlineData("registry.example.com/base:1", "pip install cupy")]
    [InlineData("$BASE", "pip install cupy")]
    [InlineData("ubuntu:22.04", "pip install cupy-cuda12x flash-attn torch-scatter detectron2 llama-cpp-python mamba-ssm")]
    [InlineData("ubuntu:22.04", "apt-get install -y cuda-nvcc-12-4 && pip install cupy")]
    [InlineData("ubuntu:22.04", "apt-get install -y nvidia-cuda-toolkit && pip install pycuda")]
    [InlineData("ubuntu:22.04", "sh cuda_12.4.0_550.54.14_linux.run --silent --toolkit && pip install cupy")]
    [InlineData("ubuntu:22.04", "conda install -y cuda-nvcc && pip install cupy")]
    [InlineData("ubuntu:22.04", "./install_cuda.sh && pip install cupy")]
    [InlineData("ubuntu:22.04", "bash /tmp/setup.sh && pip install cupy")]
    [InlineData("ubuntu:22.04", "apt-get install -y $PACKAGES && pip install cupy")]
    [InlineData("ubuntu:22.04", "conda env create -f env.yml && pip install cupy")]
    [InlineData("ubuntu:22.04", "pip install flash-attn --find-links https://example.com/wheels")]
    [InlineData("ubuntu:22.04", "pip install https://github.com/Dao-AILab/flash-attention/releases/download/v2.8.3/flash_attn-2.8.3+cu12torch2.10cxx11abiTRUE-cp311-cp311-linux_x86_64.whl")]
    [InlineData("pytorch/pytorch:2.6.0-cuda12.4-cudnn9-runtime", "pip install --no-build-isolation flash-attn==2.8.3")]
    [InlineData("pytorch/pytorch:2.10.0-cuda12.8-cudnn9-runtime", "FLASH_ATTENTION_SKIP_CUDA_BUILD=TRUE pip install --no-build-isolation flash-attn==2.8.3")]
    [InlineData("ubuntu:22.04", "CMAKE_ARGS=-DGGML_CUDA=on pip install llama-cpp-python --extra-index-url https://abetlen.github.io/llama-cpp-python/whl/cu124")]
    [InlineData("ubuntu:22.04", "CMAKE_ARGS=-DGGML_BLAS=ON pip install llama-cpp-python")]
    [InlineData("ubuntu:22.04", "pip install git+https://github.com/NVlabs/nvdiffrast@v0.3.3")]
    [InlineData("ubuntu:22.04", "git clone https://github.com/NVlabs/tiny-cuda-nn")]
    [InlineData("ubuntu:22.04", "git clone https://github.com/NVlabs/tiny-cuda-nn && cd app && pip install .")]
    [InlineData("ubuntu:22.04", "echo pip install cupy")]
    public void Others_are_silent(string image, string command) => IsSilent($"FROM {image}\nRUN {command}\n");

    [Theory]
    [InlineData("COPY --from=nvidia/cuda:12.4.1-devel-ubuntu22.04 /usr/local/cuda /usr/local/cuda")]
    [InlineData("COPY --from=builder /opt/conda /opt/conda")]
    [InlineData("RUN [\"/install.sh\"]")]
    public void Copied_toolkits_are_silent(string instruction) => IsSilent($"FROM ubuntu:22.04\n{instruction}\nRUN pip install cupy\n", crlf: false);

    [Fact]
    public void Requirements_of_another_file()
    {
        Beside("requirements.txt", "numpy\ncupy==13.3.0\n");
        var found = Reports("FROM python:3.11-slim\nCOPY requirements.txt .\nRUN pip install -r [|requirements.txt|]\n", message: "'cupy' is compiled with nvcc, which 'python:3.11-slim' does not have");
        Assert.Equal("requirements.txt", found[0].Related[0].Source.Path);
    }

    [Fact]
    public void Condition_may_ask_for_the_image() => IsSilent(
        "ARG IMAGE=python:3-slim-bookworm\nFROM ${IMAGE}\nARG IMAGE\nRUN if [ \"$IMAGE\" = python:3-slim-bookworm ]; then true; else pip install cupy; fi\n");

    [Fact]
    public void Machine_of_a_script_is_silent() => IsSilent("pip install cupy\n", file: "setup.sh", crlf: false);
}
