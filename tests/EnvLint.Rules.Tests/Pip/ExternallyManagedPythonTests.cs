using EnvLint.Diagnostics;
using EnvLint.Rules.Pip;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Pip;

public sealed class ExternallyManagedPythonTests() : RuleTest<ExternallyManagedPython>("Dockerfile")
{
    private const string Pip = "RUN apt-get update && apt-get install -y python3-pip libgl1 our-own-package\n";

    [Theory]
    [InlineData("ubuntu:24.04")]
    [InlineData("ubuntu")]
    [InlineData("debian:12")]
    [InlineData("debian:trixie-slim")]
    [InlineData("nvidia/cuda:12.6.3-runtime-ubuntu24.04")]
    public void Plain_install_is_refused(string image) =>
        Reports(
            $"FROM {image}\n{Pip}RUN [|pip3 install|] torch\nRUN python3 -m pip install -r requirements.txt\n",
            $"FROM {image}\n{Pip}RUN pip3 install --break-system-packages torch\nRUN python3 -m pip install --break-system-packages -r requirements.txt\n",
            confidence: image.StartsWith("nvidia", StringComparison.Ordinal) ? Confidence.High : null,
            safety: FixSafety.Suggested);

    [Fact]
    public void Image_of_PyTorch_is_closed_from_2_12_on() =>
        Reports(
            "FROM pytorch/pytorch:2.12.0-cuda13.0-cudnn9-runtime\nRUN [|pip install|] x\n",
            "FROM pytorch/pytorch:2.12.0-cuda13.0-cudnn9-runtime\nRUN pip install --break-system-packages x\n");

    [Fact]
    public void Images_of_PyTorch_2_10_and_2_11_are_probably_closed() =>
        Reports(
            "FROM pytorch/pytorch:2.10.0-cuda12.8-cudnn9-runtime\nRUN [|pip install|] x\n",
            "FROM pytorch/pytorch:2.10.0-cuda12.8-cudnn9-runtime\nRUN pip install --break-system-packages x\n",
            severity: Severity.Warning);

    [Theory]
    [InlineData("RUN pip install --break-system-packages x")]
    [InlineData("ENV PIP_BREAK_SYSTEM_PACKAGES=1\nRUN pip install x")]
    [InlineData("RUN PIP_BREAK_SYSTEM_PACKAGES=1 pip install x")]
    [InlineData("RUN export PIP_BREAK_SYSTEM_PACKAGES=1 && pip install x")]
    [InlineData("RUN rm /usr/lib/python3*/EXTERNALLY-MANAGED\nRUN pip install x")]
    [InlineData("RUN pip config set global.break-system-packages true\nRUN pip install x")]
    [InlineData("RUN python3 -m venv /opt/venv\nENV PATH=/opt/venv/bin:$PATH\nRUN pip install x")]
    [InlineData("RUN python3 -m venv /opt/venv && . /opt/venv/bin/activate && pip install x")]
    [InlineData("RUN python3 -m venv /opt/venv\nENV VIRTUAL_ENV=/opt/venv\nRUN pip install x")]
    [InlineData("RUN python3 -m venv /opt/venv && /opt/venv/bin/pip install x")]
    [InlineData("RUN pip install --target /x x")]
    [InlineData("RUN uv pip install --system x")]
    [InlineData("RUN wget https://example.com/miniconda.sh && bash miniconda.sh -b -p /opt/conda\nRUN pip install x")]
    [InlineData("RUN conda install python=3.11 && pip install x")]
    [InlineData("RUN apt-get install -y python3.11 && python3.11 -m pip install x")]
    [InlineData("RUN pip install x || pip install --break-system-packages x")]
    [InlineData("COPY --from=builder /usr/local /usr/local\nRUN pip install x")]
    [InlineData("COPY pip.conf /etc/pip.conf\nRUN pip install x")]
    [InlineData("RUN printf '[global]\\nbreak-system-packages = true\\n' > /etc/pip.conf\nRUN pip install x")]
    [InlineData("RUN pip download x")]
    [InlineData("RUN pip install $OPTIONS x")]
    [InlineData("RUN update-alternatives --install /usr/bin/python3 python3 /usr/bin/python3.11 1 && python3 -m pip install x")]
    [InlineData("RUN pip --version")]
    public void Ways_around_are_silent(string lines) => IsSilent($"FROM ubuntu:24.04\n{Pip}{lines}\n");

    [Theory]
    [InlineData("ubuntu:22.04")]
    [InlineData("debian:11")]
    [InlineData("python:3.12")]
    [InlineData("python:3.12-slim-bookworm")]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04")]
    [InlineData("pytorch/pytorch:2.9.1-cuda12.8-cudnn9-runtime")]
    [InlineData("continuumio/miniconda3")]
    [InlineData("nvcr.io/nvidia/pytorch:25.01-py3")]
    [InlineData("example.com/ours:24.04")]
    public void Open_Pythons_are_silent(string image) => IsSilent($"FROM {image}\n{Pip}RUN pip3 install x\n");

    [Fact]
    public void Missing_pip_is_another_rule_s_matter() => IsSilent("FROM ubuntu:24.04\nRUN pip install x\n");
}
