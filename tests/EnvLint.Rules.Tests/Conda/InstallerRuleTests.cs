using EnvLint.Diagnostics;
using EnvLint.Rules.Conda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Conda;

public sealed class TermsStopTheBuildTests() : RuleTest<TermsStopTheBuild>("Dockerfile")
{
    private const string Install =
        "FROM ubuntu:24.04\nRUN wget -q https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-x86_64.sh -O /tmp/conda.sh && bash /tmp/conda.sh -b -p /opt/conda\n";

    private const string Accept =
        "conda tos accept --override-channels --channel https://repo.anaconda.com/pkgs/main && conda tos accept --override-channels --channel https://repo.anaconda.com/pkgs/r && ";

    [Theory]
    [InlineData("RUN [|conda create|] -y -n ml python=3.11", "RUN " + Accept + "conda create -y -n ml python=3.11", "conda stops here until the terms of its default channels are accepted, and -y does not accept them")]
    [InlineData("RUN conda config --add channels conda-forge && [|conda install|] numpy", "RUN conda config --add channels conda-forge && " + Accept + "conda install numpy", "conda stops here until the terms of its default channels are accepted")]
    [InlineData("RUN conda config --set channel_priority strict && [|conda install|] -c conda-forge numpy", "RUN conda config --set channel_priority strict && " + Accept + "conda install -c conda-forge numpy", null)]
    [InlineData("RUN conda init bash && conda clean -afy\nRUN [|conda update|] -n base conda", "RUN conda init bash && conda clean -afy\nRUN " + Accept + "conda update -n base conda", null)]
    public void In_an_image(string markup, string fixedText, string? message) =>
        Reports(Install + markup + "\n", Install + fixedText + "\n", message, Severity.Error, FixSafety.Suggested, Confidence.High);

    [Fact]
    public void Full_path_and_any_processor() => Reports(
        "FROM debian:12\nRUN curl -o /tmp/c.sh \"https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-$(uname -m).sh\" && sh /tmp/c.sh -b -p /opt/conda\nRUN [|/opt/conda/bin/conda install|] -y numpy\n",
        "FROM debian:12\nRUN curl -o /tmp/c.sh \"https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-$(uname -m).sh\" && sh /tmp/c.sh -b -p /opt/conda\nRUN "
            + Accept.Replace("conda tos", "/opt/conda/bin/conda tos", StringComparison.Ordinal) + "/opt/conda/bin/conda install -y numpy\n");

    [Fact]
    public void An_installer_that_does_not_start_there_is_replaced_first() => Reports(
        Install.Replace("ubuntu:24.04", "ubuntu:16.04", StringComparison.Ordinal) + "RUN [|conda install|] -y numpy\n");

    [Fact]
    public void A_file_may_say_nodefaults() => Reports(
        Install + "RUN [|conda env create|] -f environment.yml\n",
        Install + "RUN " + Accept + "conda env create -f environment.yml\n",
        "conda stops here until the terms of its default channels are accepted, unless the file says 'nodefaults'",
        Severity.Warning,
        confidence: Confidence.Medium);

    [Fact]
    public void In_a_script_with_yes() => Reports(
        "wget https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-x86_64.sh\nbash Miniconda3-latest-Linux-x86_64.sh -b\n[|conda install|] -y numpy\n",
        "wget https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-x86_64.sh\nbash Miniconda3-latest-Linux-x86_64.sh -b\n" + Accept + "conda install -y numpy\n",
        file: "setup.sh");

    [Fact]
    public void An_installer_for_each_processor() => Reports(
        "FROM ubuntu:24.04\nARG TARGETARCH\nRUN if [ \"$TARGETARCH\" = arm64 ]; then wget -O /tmp/c.sh https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-aarch64.sh; else wget -O /tmp/c.sh https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-x86_64.sh; fi && sh /tmp/c.sh -b\nRUN [|conda create|] -n x python\n",
        "FROM ubuntu:24.04\nARG TARGETARCH\nRUN if [ \"$TARGETARCH\" = arm64 ]; then wget -O /tmp/c.sh https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-aarch64.sh; else wget -O /tmp/c.sh https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-x86_64.sh; fi && sh /tmp/c.sh -b\nRUN "
            + Accept + "conda create -n x python\n");

    [Theory]
    [InlineData("RUN conda tos accept && conda install -y numpy")]
    [InlineData("RUN conda tos accept --override-channels --channel https://repo.anaconda.com/pkgs/main || true\nRUN conda install -y numpy")]
    [InlineData("ENV CONDA_PLUGINS_AUTO_ACCEPT_TOS=yes\nRUN conda install -y numpy")]
    [InlineData("RUN CONDA_PLUGINS_AUTO_ACCEPT_TOS=true conda install -y numpy")]
    [InlineData("ENV CI=true\nRUN conda install -y numpy")]
    [InlineData("ARG GITHUB_ACTIONS\nRUN conda install -y numpy")]
    [InlineData("RUN conda config --set plugins.auto_accept_tos yes && conda install -y numpy")]
    [InlineData("RUN conda config --remove channels defaults && conda config --add channels conda-forge && conda install -y numpy")]
    [InlineData("RUN conda install -y --override-channels -c conda-forge numpy")]
    [InlineData("RUN printf 'channels: [conda-forge]\\n' > /opt/conda/.condarc && conda install -y numpy")]
    [InlineData("COPY condarc /opt/conda/.condarc\nRUN conda install -y numpy")]
    [InlineData("RUN mamba install -y numpy")]
    [InlineData("RUN conda --version && conda init && conda list")]
    [InlineData("RUN conda install -y numpy || true")]
    [InlineData("RUN conda install -y $ARGS")]
    [InlineData("RUN pip install numpy")]
    public void Silent_in_an_image(string text) => IsSilent(Install + text + "\n");

    [Theory]
    [InlineData("FROM continuumio/miniconda3\nRUN conda install -y numpy\n")]
    [InlineData("FROM condaforge/miniforge3\nRUN conda install -y numpy\n")]
    [InlineData("FROM ubuntu:24.04\nRUN conda install -y numpy\n")]
    [InlineData("FROM ubuntu:24.04\nADD https://github.com/conda-forge/miniforge/releases/latest/download/Miniforge3-Linux-x86_64.sh /tmp/c.sh\nRUN sh /tmp/c.sh -b && conda install -y numpy\n")]
    [InlineData("FROM ubuntu:24.04\nADD https://repo.anaconda.com/miniconda/Miniconda3-py310_24.11.1-0-Linux-x86_64.sh /tmp/c.sh\nRUN sh /tmp/c.sh -b && conda install -y numpy\n")]
    [InlineData("FROM ubuntu:24.04\nARG V\nADD https://repo.anaconda.com/miniconda/Miniconda3-${V}-Linux-x86_64.sh /tmp/c.sh\nRUN sh /tmp/c.sh -b && conda install -y numpy\n")]
    [InlineData("FROM ubuntu:24.04\nADD https://repo.anaconda.com/archive/Anaconda3-2023.03-1-Linux-x86_64.sh /tmp/c.sh\nRUN sh /tmp/c.sh -b && conda install -y numpy\n")]
    public void Silent_with_other_installers(string text) => IsSilent(text);

    [Theory]
    [InlineData("wget https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-x86_64.sh\nbash Miniconda3-latest-Linux-x86_64.sh\nconda install numpy\n", "setup.sh")]
    [InlineData("```bash\nwget https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-x86_64.sh\nconda install -y numpy\n```\n", "README.md")]
    public void Silent_at_a_terminal(string text, string file) => IsSilent(text, file: file);
}

public sealed class InstallerNeedsNewerGlibcTests() : RuleTest<InstallerNeedsNewerGlibc>("Dockerfile")
{
    [Theory]
    [InlineData("ubuntu:18.04", "'Miniconda3-latest-Linux-x86_64.sh' needs glibc 2.28, and Ubuntu 18.04 has 2.27", Severity.Error)]
    [InlineData("nvidia/cuda:11.1.1-cudnn8-devel-ubuntu18.04", "'Miniconda3-latest-Linux-x86_64.sh' needs glibc 2.28, and Ubuntu 18.04 has 2.27", Severity.Warning)]
    [InlineData("amazonlinux:2", "'Miniconda3-latest-Linux-x86_64.sh' needs glibc 2.28, and Amazon Linux 2 has 2.26", Severity.Warning)]
    public void Old_base(string image, string message, Severity severity)
    {
        var found = Reports(
            $"FROM {image}\nRUN wget [|https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-x86_64.sh|] && bash Miniconda3-latest-Linux-x86_64.sh -b\n", message: message, severity: severity);
        Assert.Contains(found[0].Related, static place => place.Message.StartsWith("the base image is", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("RUN curl -fsSL -o /tmp/c.sh {0} && sh /tmp/c.sh -b")]
    [InlineData("RUN wget -O /tmp/c.sh \"{0}\"")]
    [InlineData("ADD {0} /tmp/c.sh")]
    public void A_name_of_its_own_may_hold_Miniforge(string line)
    {
        const string Url = "https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-x86_64.sh";
        var marked = line.Contains('"', StringComparison.Ordinal) ? line.Replace("\"{0}\"", "[|\"" + Url + "\"|]", StringComparison.Ordinal) : string.Format(line, "[|" + Url + "|]");
        Reports(
            $"FROM ubuntu:18.04\n{marked}\n",
            $"FROM ubuntu:18.04\n{string.Format(line, "https://github.com/conda-forge/miniforge/releases/latest/download/Miniforge3-Linux-x86_64.sh")}\n",
            severity: Severity.Error,
            safety: FixSafety.Suggested);
    }

    [Theory]
    [InlineData("FROM ubuntu:20.04\nADD https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-x86_64.sh /tmp/c.sh\n")]
    [InlineData("FROM ubuntu:18.04\nADD https://repo.anaconda.com/miniconda/Miniconda3-py310_23.11.0-2-Linux-x86_64.sh /tmp/c.sh\n")]
    [InlineData("FROM ubuntu:18.04\nADD https://github.com/conda-forge/miniforge/releases/latest/download/Miniforge3-Linux-x86_64.sh /tmp/c.sh\n")]
    [InlineData("FROM ubuntu:18.04\nENV CONDA_OVERRIDE_GLIBC=2.28\nADD https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-x86_64.sh /tmp/c.sh\n")]
    [InlineData("FROM somebody/image:18.04\nADD https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-x86_64.sh /tmp/c.sh\n")]
    [InlineData("FROM ubuntu:18.04\nADD https://repo.anaconda.com/miniconda/Miniconda3-latest-Windows-x86_64.exe /tmp/c.exe\n")]
    [InlineData("FROM ubuntu:18.04\nRUN echo https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-x86_64.sh\n")]
    public void Silent(string text) => IsSilent(text);
}
