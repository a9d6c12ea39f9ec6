using EnvLint.Diagnostics;
using EnvLint.Rules.Conda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Conda;

public sealed class ActivateInRunTests() : RuleTest<ActivateInRun>("Dockerfile")
{
    [Fact]
    public void In_a_step() => Reports(
        "FROM ubuntu:22.04\nRUN [|conda activate x|] && pip install y\n",
        "FROM ubuntu:22.04\nRUN . \"$(conda info --base)/etc/profile.d/conda.sh\" && conda activate x && pip install y\n",
        "'conda activate' needs conda's shell function, and the shell of RUN starts without it: the step fails",
        Severity.Error,
        FixSafety.Suggested,
        Confidence.High);

    [Fact]
    public void After_conda_init_in_another_step() => Reports(
        "FROM ubuntu:22.04\nRUN conda init bash\nSHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN [|conda activate x|] && pip install y\n",
        "FROM ubuntu:22.04\nRUN conda init bash\nSHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN . \"$(conda info --base)/etc/profile.d/conda.sh\" && conda activate x && pip install y\n",
        severity: Severity.Error);

    [Fact]
    public void Alone_it_would_do_nothing() => Reports("FROM ubuntu:22.04\nRUN [|conda activate x|]\nRUN pip install y\n", severity: Severity.Error);

    [Fact]
    public void In_a_shell_inside_the_step() => Reports("FROM ubuntu:22.04\nRUN bash -c \"[|conda activate x|] && pip install y\"\n", severity: Severity.Error);

    [Fact]
    public void Micromamba() => Reports(
        "FROM debian:12\nRUN [|micromamba activate x|] && pip install y\n",
        "FROM debian:12\nRUN eval \"$(micromamba shell hook --shell posix)\" && micromamba activate x && pip install y\n",
        severity: Severity.Error);

    [Fact]
    public void An_image_that_is_not_known() => Reports(
        "FROM registry.local/base:1\nRUN [|conda activate x|]\n", severity: Severity.Warning, confidence: Confidence.Medium);

    [Theory]
    [InlineData("RUN . /opt/conda/etc/profile.d/conda.sh && conda activate x")]
    [InlineData("RUN source ~/.bashrc && conda activate x")]
    [InlineData("RUN eval \"$(conda shell.bash hook)\" && conda activate x && pip install y")]
    [InlineData("RUN bash -lc 'conda activate x && pip install y'")]
    [InlineData("RUN [\"/bin/bash\", \"-ic\", \"conda activate x\"]")]
    [InlineData("SHELL [\"/bin/bash\", \"--login\", \"-c\"]\nRUN conda activate x")]
    [InlineData("SHELL [\"/bin/bash\", \"-lc\"]\nRUN conda activate x")]
    [InlineData("SHELL [\"conda\", \"run\", \"-n\", \"x\", \"/bin/bash\", \"-c\"]\nRUN conda activate x")]
    [InlineData("ENV BASH_ENV=/root/.bashrc\nSHELL [\"/bin/bash\", \"-c\"]\nRUN conda activate x")]
    [InlineData("RUN echo 'conda activate x' >> ~/.bashrc")]
    [InlineData("RUN conda activate x || true")]
    [InlineData("RUN conda run -n x pip install y")]
    [InlineData("CMD conda activate x && python y.py")]
    public void Nothing_to_say(string lines) => IsSilent($"FROM ubuntu:22.04\n{lines}\n");

    [Fact]
    public void The_shell_of_the_stage_before_is_a_login_shell() => IsSilent("FROM ubuntu:22.04 AS a\nSHELL [\"/bin/bash\", \"-lc\"]\nFROM a\nRUN conda activate x\n");

    [Fact]
    public void Images_of_micromamba_have_the_function() => IsSilent("FROM mambaorg/micromamba:1.5\nRUN micromamba activate x\n");

    [Fact]
    public void A_script_is_another_matter() => IsSilent("#!/bin/bash\nconda activate x\n", file: "a.sh");
}
