using EnvLint.Diagnostics;
using EnvLint.Rules.Conda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Conda;

public sealed class NotOnChannelTests() : RuleTest<NotOnChannel>("setup.sh")
{
    [Theory]
    [InlineData("conda install conda-forge::cudatoolkit[|==12.1|]", "conda install conda-forge::cuda-toolkit=12.1", "'cudatoolkit==12.1' is on no channel: the last is 11.8")]
    [InlineData("conda install -c nvidia cudatoolkit[|=13|]", null, "'cudatoolkit=13' is on no channel: the last is 11.8")]
    [InlineData("conda install 'cudatoolkit[|>=12|]'", null, "'cudatoolkit>=12' is on no channel: the last is 11.8")]
    [InlineData("mamba install cudatoolkit[|=12.4|] -c conda-forge", "mamba install cuda-toolkit=12.4 -c conda-forge", "'cudatoolkit=12.4' is on no channel: the last is 11.8")]
    [InlineData(
        "conda install pytorch pytorch-cuda[|=12.6|] -c pytorch -c nvidia", "conda install pytorch pytorch-cuda=12.4 -c pytorch -c nvidia",
        "'pytorch-cuda=12.6' was never on any channel: there are 11.6, 11.7, 11.8, 12.1, 12.4")]
    [InlineData("conda install pytorch-cuda[|=12.2|] -c pytorch", "conda install pytorch-cuda=12.1 -c pytorch", null)]
    [InlineData("conda install 'pytorch-cuda[|>=12.5|]' -c pytorch", null, null)]
    [InlineData("conda install pytorch::pytorch[|=2.7|]", null, "'pytorch=2.7' is not on the channel 'pytorch': its last is 2.5.1")]
    [InlineData("conda install --override-channels -c pytorch -c nvidia torchvision[|=0.21|]", null, "'torchvision=0.21' is not on the channel 'pytorch': its last is 0.20.1")]
    public void Certain(string markup, string? fixedText, string? message) =>
        Reports(markup + "\n", fixedText is null ? null : fixedText + "\n", message, Severity.Error, FixSafety.Suggested, Confidence.High);

    [Theory]
    [InlineData("conda install pytorch[|==2.6.0|] pytorch-cuda=12.4 -c pytorch -c nvidia")]
    [InlineData("conda install 'torchaudio[|>=2.6|]' -c pytorch")]
    public void Configured_channels_may_have_it(string markup) => Reports(markup + "\n", severity: Severity.Warning, confidence: Confidence.Medium);

    [Fact]
    public void In_an_image_and_an_environment_file()
    {
        Reports("FROM condaforge/miniforge3\nARG CUDA=12.1\nRUN conda install -y cudatoolkit[|==12.1|] && conda clean -afy\n", "FROM condaforge/miniforge3\nARG CUDA=12.1\nRUN conda install -y cuda-toolkit=12.1 && conda clean -afy\n", file: "Dockerfile");
        Reports(
            "channels:\n  - pytorch\n  - nodefaults\ndependencies:\n  - cudatoolkit[|=12.1|]\n  - pytorch[|=2.6|]\n",
            "channels:\n  - pytorch\n  - nodefaults\ndependencies:\n  - cuda-toolkit=12.1\n  - pytorch=2.6\n",
            file: "environment.yml");
    }

    [Fact]
    public void In_a_guide() => Reports(
        "```\nconda install conda-forge::cudatoolkit[|==12.1|]\n```\n", "```\nconda install conda-forge::cuda-toolkit=12.1\n```\n", file: "README.md");

    [Theory]
    [InlineData("conda install cudatoolkit=11.8 -c nvidia")]
    [InlineData("conda install cudatoolkit=11.8.0 cudnn=8.9")]
    [InlineData("conda install 'cudatoolkit>=11' cudatoolkit")]
    [InlineData("conda install cuda-toolkit=12.1 cuda-version=13.0 -c nvidia")]
    [InlineData("conda install pytorch==2.5.1 pytorch-cuda=12.4 -c pytorch -c nvidia")]
    [InlineData("conda install pytorch=2.5 'pytorch>=2.1' -c pytorch")]
    [InlineData("conda install pytorch=2.7 -c pytorch -c conda-forge")]
    [InlineData("conda install pytorch=2.7 -c conda-forge -c pytorch -c nvidia")]
    [InlineData("conda install pytorch=2.7 torchvision=0.22")]
    [InlineData("conda install cudatoolkit=12.1 -c https://mirror.example.com/all")]
    [InlineData("conda install our::cudatoolkit=12.1")]
    [InlineData("conda install cudatoolkit=12.1 -c $CHANNEL")]
    [InlineData("conda install cudatoolkit=$CUDA")]
    [InlineData("conda install 'cudatoolkit=^12.*$'")]
    [InlineData("conda config --add channels https://mirror.example.com/all\nconda install cudatoolkit=12.1")]
    [InlineData("pip install pytorch-cuda==12.6")]
    [InlineData("# conda install cudatoolkit=12.1")]
    public void Silent(string script) => IsSilent(script + "\n");

    [Fact]
    public void Configuration_in_the_image_is_not_known() => IsSilent(
        "FROM ubuntu:24.04\nCOPY .condarc /root/.condarc\nRUN conda install -y cudatoolkit=12.1\n", file: "Dockerfile");
}
