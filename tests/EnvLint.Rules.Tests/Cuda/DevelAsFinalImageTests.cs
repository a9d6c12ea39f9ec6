using EnvLint.Diagnostics;
using EnvLint.Rules.Cuda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Cuda;

public sealed class DevelAsFinalImageTests() : RuleTest<DevelAsFinalImage>("Dockerfile")
{
    [Theory]
    [InlineData("nvidia/cuda", "12.4.1-cudnn-devel-ubuntu22.04", "12.4.1-cudnn-runtime-ubuntu22.04", "COPY --from=build /src/server /usr/bin/server\nCMD [\"/usr/bin/server\"]\n")]
    [InlineData("nvidia/cuda", "12.4.1-devel-ubuntu22.04", "12.4.1-runtime-ubuntu22.04", "RUN apt-get update && apt-get install -y ffmpeg && rm -rf /var/lib/apt/lists/*\nCOPY server /srv/server\nENTRYPOINT [\"/srv/server\"]\n")]
    [InlineData("nvidia/cuda", "12.4.1-cudnn-devel-ubuntu22.04", "12.4.1-cudnn-runtime-ubuntu22.04", "RUN apt-get install -y python3-pip && pip3 install onnxruntime-gpu==1.20.1 numpy\nCOPY app.py .\nCMD [\"python3\", \"app.py\"]\n")]
    [InlineData("pytorch/pytorch", "2.4.0-cuda12.1-cudnn9-devel", "2.4.0-cuda12.1-cudnn9-runtime", "RUN pip install transformers fastapi uvicorn\nCOPY . /app\nCMD uvicorn app:app --port 80\n")]
    public void Nothing_compiles(string name, string tag, string runtime, string rest) =>
        Reports($"FROM ubuntu:24.04 AS build\nFROM {name}:[|{tag}|]\n{rest}", $"FROM ubuntu:24.04 AS build\nFROM {name}:{runtime}\n{rest}", severity: Severity.Info, safety: FixSafety.Suggested);

    [Theory]
    [InlineData("RUN pip install -r requirements.txt\nCMD [\"python\", \"app.py\"]")]
    [InlineData("RUN pip install flash-attn\nCMD [\"python\", \"app.py\"]")]
    [InlineData("RUN pip install deepspeed\nCMD [\"python\", \"app.py\"]")]
    [InlineData("RUN pip install some-package\nCMD [\"python\", \"app.py\"]")]
    [InlineData("RUN pip install git+https://github.com/facebookresearch/detectron2.git\nCMD [\"python\", \"app.py\"]")]
    [InlineData("RUN pip install .\nCMD [\"python\", \"app.py\"]")]
    [InlineData("RUN python setup.py install\nCMD [\"python\", \"app.py\"]")]
    [InlineData("RUN nvcc -o a a.cu\nCMD [\"./a\"]")]
    [InlineData("RUN cmake . && make\nCMD [\"./a\"]")]
    [InlineData("RUN ./install.sh\nCMD [\"./a\"]")]
    [InlineData("RUN apt-get install -y build-essential\nCMD [\"python\", \"app.py\"]")]
    [InlineData("RUN apt-get install -y libopenmpi-dev\nCMD [\"python\", \"app.py\"]")]
    [InlineData("RUN conda install -y pandas\nCMD [\"python\", \"app.py\"]")]
    [InlineData("ENV TORCH_CUDA_ARCH_LIST=8.6\nCMD [\"python\", \"app.py\"]")]
    [InlineData("RUN pip install numpy\nCMD [\"bash\"]")]
    [InlineData("RUN pip install numpy")]
    [InlineData("RUN pip install numpy\nENTRYPOINT [\"/entrypoint.sh\"]")]
    [InlineData("RUN pip install numpy\nCMD [\"bash\", \"-c\", \"python app.py\"]")]
    [InlineData("COPY --from=build /opt/venv /opt/venv\nCMD [\"python\", \"app.py\"]")]
    public void What_may_compile_is_silent(string text) => IsSilent($"FROM ubuntu:24.04 AS build\nFROM pytorch/pytorch:2.4.0-cuda12.1-cudnn9-devel\n{text}\n");

    [Theory]
    [InlineData("FROM nvidia/cuda:12.4.1-devel-ubuntu22.04 AS build\nRUN true\nCMD [\"/srv/a\"]\nFROM ubuntu:24.04\nCMD [\"/srv/a\"]\n")]
    [InlineData("FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nCMD [\"/srv/a\"]\n")]
    [InlineData("FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nRUN apt-get install -y python3-pip && pip3 install torch\nCMD [\"python3\", \"app.py\"]\n")]
    [InlineData("FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nCOPY app.py .\nCMD [\"python3\", \"app.py\"]\n")]
    [InlineData("FROM nvidia/cuda:12.4.1-devel-ubuntu22.04 AS dev\nCMD [\"/srv/a\"]\n")]
    [InlineData("FROM nvcr.io/nvidia/pytorch:24.08-py3\nCMD [\"/srv/a\"]\n")]
    [InlineData("FROM nvidia/cuda:14.0.0-devel-ubuntu26.04\nCMD [\"/srv/a\"]\n")]
    public void Others_are_silent(string text) => IsSilent(text);

    [Fact]
    public void Images_to_develop_in_are_silent() => IsSilent("FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nCMD [\"/srv/a\"]\n", file: ".devcontainer/Dockerfile");
}
