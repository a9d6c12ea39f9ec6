using EnvLint.Diagnostics;
using EnvLint.Rules.Conda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Conda;

public sealed class ChannelMissingTests() : RuleTest<ChannelMissing>("setup.sh")
{
    [Theory]
    [InlineData(
        "conda install [|pytorch-cuda|]=12.1 -c conda-forge", "conda install -c pytorch -c nvidia pytorch-cuda=12.1 -c conda-forge",
        "'pytorch-cuda' is only on the channel 'pytorch', and asked is 'conda-forge'")]
    [InlineData("conda install [|cpuonly|] -c nvidia", "conda install -c pytorch cpuonly -c nvidia", "'cpuonly' is only on the channel 'pytorch', and asked is 'nvidia'")]
    [InlineData("conda install -n x --override-channels -c conda-forge -c nvidia [|cpuonly|]", "conda install -c pytorch -n x --override-channels -c conda-forge -c nvidia cpuonly", null)]
    public void Another_channel_is_asked(string markup, string fixedText, string? message) =>
        Reports(markup + "\n", fixedText + "\n", message, Severity.Error, FixSafety.Safe, Confidence.High);

    [Fact]
    public void No_channel_in_an_image() => Reports(
        "FROM continuumio/miniconda3\nRUN conda install -y pytorch [|pytorch-cuda|]=12.1\n",
        "FROM continuumio/miniconda3\nRUN conda install -c pytorch -c nvidia -y pytorch pytorch-cuda=12.1\n",
        "'pytorch-cuda' is only on the channel 'pytorch', and no channel is named",
        Severity.Error,
        file: "Dockerfile");

    [Fact]
    public void No_channel_in_a_script_may_be_configured() => Reports(
        "conda install pytorch [|pytorch-cuda|]=12.1\n", "conda install -c pytorch -c nvidia pytorch pytorch-cuda=12.1\n", severity: Severity.Warning, confidence: Confidence.Medium);

    [Fact]
    public void Dependencies_live_elsewhere() => Reports(
        "conda install pytorch [|pytorch-cuda|]=12.1 -c pytorch\n",
        "conda install pytorch pytorch-cuda=12.1 -c pytorch -c nvidia\n",
        "'pytorch-cuda' depends on packages of the channel 'nvidia', which is not asked",
        Severity.Warning,
        FixSafety.Safe);

    [Fact]
    public void Named_channel_does_not_have_it() => Reports(
        "conda install [|conda-forge|]::pytorch-cuda=12.1\n", message: "'pytorch-cuda' is not on the channel 'conda-forge'", severity: Severity.Error);

    [Fact]
    public void In_an_environment_file() => Reports(
        "name: ml\nchannels:\n  - conda-forge\ndependencies:\n  - pytorch=2.4\n  - [|pytorch-cuda|]=12.1\n",
        "name: ml\nchannels:\n  - pytorch\n  - nvidia\n  - conda-forge\ndependencies:\n  - pytorch=2.4\n  - pytorch-cuda=12.1\n",
        severity: Severity.Error,
        file: "environment.yml");

    [Theory]
    [InlineData("conda install pytorch pytorch-cuda=12.1 -c pytorch -c nvidia")]
    [InlineData("conda install pytorch::pytorch-cuda=12.1 -c nvidia")]
    [InlineData("conda install pytorch-cuda=12.1 -c pytorch -c nvidia/label/cuda-12.1.0")]
    [InlineData("conda install pytorch-cuda=12.1 -c https://conda.anaconda.org/pytorch -c conda-forge")]
    [InlineData("conda install cpuonly -c pytorch")]
    [InlineData("conda install cuda-toolkit cudnn pytorch-gpu cuda-version=12.4")]
    [InlineData("conda install cuda-toolkit -c pytorch")]
    [InlineData("conda install pytorch-cuda=12.1 -c https://mirror.example.com/pytorch")]
    [InlineData("conda install pytorch-cuda=12.1 $CHANNELS")]
    [InlineData("conda config --add channels pytorch\nconda config --add channels nvidia\nconda install pytorch-cuda=12.1")]
    [InlineData("conda config --append channels $X\nconda install pytorch-cuda=12.1")]
    [InlineData("printf 'channels:\\n  - pytorch\\n' > ~/.condarc\nconda install pytorch-cuda=12.1")]
    [InlineData("conda install nvidia::cuda-toolkit")]
    [InlineData("conda install pytorch-cuda==")]
    [InlineData("apt-get install cpuonly")]
    public void Silent(string script) => IsSilent(script + "\n");

    [Fact]
    public void Configuration_in_the_image_is_not_known()
    {
        IsSilent("FROM ubuntu:24.04\nCOPY condarc.yml /opt/conda/.condarc\nRUN conda install -y pytorch-cuda=12.1\n", file: "Dockerfile");
        IsSilent("FROM ubuntu:24.04\nENV CONDA_CHANNELS=pytorch,nvidia\nRUN conda install -y pytorch-cuda=12.1\n", file: "Dockerfile");
        IsSilent("channels: [pytorch, nvidia]\ndependencies: [pytorch, pytorch-cuda=12.1]\n", file: "environment.yml");
    }
}
