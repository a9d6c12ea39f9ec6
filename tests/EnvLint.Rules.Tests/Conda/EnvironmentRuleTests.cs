using EnvLint.Diagnostics;
using EnvLint.Rules.Conda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Conda;

public sealed class PipBeforeCondaTests() : RuleTest<PipBeforeConda>("setup.sh")
{
    [Theory]
    [InlineData("conda create -n x python=3.10\nconda activate x\npip install torch\n[|conda install|] -y pandas")]
    [InlineData("conda activate x\npip install -r requirements.txt torch\n[|mamba update|] scipy ffmpeg\nconda install numpy")]
    public void In_a_script(string markup) => Reports(markup + "\n");

    [Fact]
    public void In_an_image() => Reports(
        "FROM continuumio/miniconda3\nRUN pip install torch\nRUN [|conda install|] -y faiss-gpu\n",
        message: "conda installs 'faiss-gpu' after pip installed 'torch' in the same environment: it does not know pip's packages and may write over them",
        severity: Severity.Warning,
        file: "Dockerfile");

    [Theory]
    [InlineData("conda create -n x python=3.10\nconda activate x\nconda install pandas\npip install torch")]
    [InlineData("conda activate x\npip install -U pip setuptools\nconda install pandas")]
    [InlineData("conda activate x\npip install torch\nconda install -c conda-forge ffmpeg libgl gcc cuda-toolkit")]
    [InlineData("pip install torch\nconda create -n x pandas")]
    [InlineData("conda activate x\npip install torch\nconda install -n y pandas")]
    [InlineData("conda activate x\npip install torch\nif true; then conda install pandas; fi")]
    [InlineData("conda activate x\npip install torch\nconda deactivate\nconda install -n base mamba")]
    public void Silent(string script) => IsSilent(script + "\n");

    [Fact]
    public void Environment_files_have_their_order_from_conda() => IsSilent(
        "dependencies:\n  - pip:\n    - torch\n  - pandas\n  - pip\n", file: "environment.yml");
}

public sealed class BuildStringPythonTests() : RuleTest<BuildStringPython>("setup.sh")
{
    [Theory]
    [InlineData(
        "conda create -n ml python=3.10\nconda activate ml\nconda install -c conda-forge tensorflow=2.14.0=[|cuda118py311heb1bdc4_0|]",
        "conda create -n ml python=3.10\nconda activate ml\nconda install -c conda-forge \"tensorflow=2.14.0=cuda118py310*\"",
        "the build 'cuda118py311heb1bdc4_0' of 'tensorflow' is for Python 3.11, the environment 'ml' has 3.10")]
    [InlineData("conda create -n ml 'python>=3.9,<3.10' 'pytorch=2.1.0=[|py3.11_cuda12.1_cudnn8.9.2_0|]'", "conda create -n ml 'python>=3.9,<3.10' 'pytorch=2.1.0=py3.9*'", null)]
    [InlineData("conda create -n ml python==3.11.4 'numpy[version=1.26.4,build=[|py39h|]*]'", null, null)]
    [InlineData("conda create -n ml python=3.11 'numpy=1.26.4=[|*py39*|]'", "conda create -n ml python=3.11 'numpy=1.26.4=*py311*'", null)]
    public void In_a_script(string markup, string? fixedText, string? message)
    {
        markup = markup.Replace("[|py39h|]*", "[|py39h*|]", StringComparison.Ordinal);
        fixedText ??= markup.Replace("[|py39h*|]", "py311*", StringComparison.Ordinal);
        Reports(markup + "\n", fixedText + "\n", message, Severity.Error, FixSafety.Suggested);
    }

    [Fact]
    public void In_an_environment_file()
    {
        var found = Reports(
            "name: ml\ndependencies:\n  - python=3.10\n  - numpy=1.26.4=[|py311h64a7726_0|]\n",
            "name: ml\ndependencies:\n  - python=3.10\n  - numpy=1.26.4=py310*\n",
            file: "environment.yml");
        Assert.Equal("Python 3.10 comes from here", Assert.Single(found[0].Related).Message);
    }

    [Fact]
    public void In_a_guide() => Reports(
        "# Set up\n\n```bash\nconda create -n ml_env python=3.10 # or another\nconda activate ml_env\n```\n\nThen:\n\n```bash\nconda install -c conda-forge tensorflow=2.14.0=[|cuda118py311heb1bdc4_0|]\n```\n",
        "# Set up\n\n```bash\nconda create -n ml_env python=3.10 # or another\nconda activate ml_env\n```\n\nThen:\n\n```bash\nconda install -c conda-forge \"tensorflow=2.14.0=cuda118py310*\"\n```\n",
        file: "README.md");

    [Theory]
    [InlineData("conda create -n ml python=3.11 tensorflow=2.14.0=cuda118py311heb1bdc4_0")]
    [InlineData("conda create -n ml python=3.11.4=h955ad1f_0 numpy=1.26.4=py311h64a7726_0 six=1.16.0=pyh6c4a22f_0 x=1=py_0 y=1=py3_1 z=1=pypy39_0")]
    [InlineData("conda create -n ml python=3.10 'numpy=1.26.4=py31*' 'scipy=1.11=*py3*'")]
    [InlineData("conda create -n ml numpy=1.26.4=py311h64a7726_0")]
    [InlineData("conda create -n ml 'python>=3.9' numpy=1.26.4=py311h64a7726_0")]
    [InlineData("conda create -n ml python=$VERSION numpy=1.26.4=py311h64a7726_0")]
    [InlineData("conda create -n a python=3.10\nconda install -n b numpy=1.26.4=py311h64a7726_0")]
    [InlineData("conda create -n a python=3.10\nconda activate a\nconda install python=3.11\nconda install numpy=1.26.4=py311h64a7726_0")]
    [InlineData("conda create -n ml python=3.10 'numpy=1.26.4=^py311.*$'")]
    [InlineData("conda create -n ml python=3.10 python_abi=3.10=2_cp310")]
    public void Silent(string script) => IsSilent(script + "\n");
}

public sealed class MklTooNewTests() : RuleTest<MklTooNew>("setup.sh")
{
    [Theory]
    [InlineData(
        "conda create -n x [|pytorch==2.3.1|] pytorch-cuda=12.1 -c pytorch -c nvidia -c conda-forge",
        "conda create -n x pytorch==2.3.1 \"mkl<2024.1\" pytorch-cuda=12.1 -c pytorch -c nvidia -c conda-forge", Confidence.High)]
    [InlineData("conda install [|pytorch=1.13|] cpuonly -c pytorch", "conda install pytorch=1.13 \"mkl<2024.1\" cpuonly -c pytorch", Confidence.Medium)]
    [InlineData("conda install 'pytorch::[|pytorch>=2.0,<2.5|]'", "conda install 'pytorch::pytorch>=2.0,<2.5' \"mkl<2024.1\"", Confidence.Medium)]
    [InlineData("conda create -n x [|pytorch=1.13|] 'numpy<2' -c pytorch -c conda-forge", "conda create -n x pytorch=1.13 \"mkl<2024.1\" 'numpy<2' -c pytorch -c conda-forge", Confidence.High)]
    [InlineData("conda install [|pytorch==2.4.1|] -c nvidia -c pytorch", "conda install pytorch==2.4.1 \"mkl<2024.1\" -c nvidia -c pytorch", Confidence.Medium)]
    public void In_a_script(string markup, string fixedText, Confidence confidence) =>
        Reports(markup + "\n", fixedText + "\n", severity: confidence == Confidence.High ? Severity.Warning : Severity.Info, safety: FixSafety.Safe, confidence: confidence);

    [Fact]
    public void In_an_environment_file() => Reports(
        "channels:\n  - pytorch\n  - nvidia\n  - conda-forge\ndependencies:\n  - [|pytorch=2.1|]\n  - pytorch-cuda=12.1\n",
        "channels:\n  - pytorch\n  - nvidia\n  - conda-forge\ndependencies:\n  - pytorch=2.1\n  - mkl<2024.1\n  - pytorch-cuda=12.1\n",
        "'pytorch=2.1' of the channel 'pytorch' takes any mkl, and from 2024.1 on its import fails on Linux: undefined symbol iJIT_NotifyEvent",
        file: "environment.yml");

    [Theory]
    [InlineData("conda install pytorch==2.5.1 -c pytorch")]
    [InlineData("conda install -y pytorch=0.4.1 torchvision cuda91 -c pytorch")]
    [InlineData("conda install pytorch==1.4.0 cudatoolkit=10.1 -c pytorch")]
    [InlineData("conda install pytorch -c pytorch")]
    [InlineData("conda install 'pytorch>=2.1' -c pytorch")]
    [InlineData("conda install pytorch==2.3.1 'mkl<2024.1' -c pytorch")]
    [InlineData("conda install mkl=2023.1.0\nconda install pytorch==2.3.1 -c pytorch")]
    [InlineData("conda create -n ldm python=3.8 pytorch=1.11.0 numpy=1.19.2 -c pytorch")]
    [InlineData("conda create -n ldm pytorch=1.11.0 'numpy<2' -c pytorch -c nvidia")]
    [InlineData("conda install pytorch==2.3.1 -c conda-forge")]
    [InlineData("conda install pytorch==2.3.1 -c conda-forge -c pytorch")]
    [InlineData("conda install pytorch==2.3.1")]
    [InlineData("conda install conda-forge::pytorch==2.3.1 -c pytorch")]
    [InlineData("conda install pytorch/osx-arm64::pytorch==2.3.1")]
    [InlineData("pip install torch==2.3.1")]
    public void Silent(string script) => IsSilent(script + "\n");

    [Fact]
    public void Windows_is_not_hit() => IsSilent("conda install pytorch==2.2.1 -c pytorch\n", target: "windows");
}

public sealed class RetiredChannelTests() : RuleTest<RetiredChannel>("setup.sh")
{
    [Theory]
    [InlineData("conda install pytorch pytorch-cuda=12.4 -c [|pytorch|] -c nvidia", "the channel 'pytorch' gets no newer PyTorch: it ended with 2.5.1, and an open version gives that one")]
    [InlineData("conda install pytorch==2.0.1 pytorch-cuda=11.8 -c [|pytorch|] -c nvidia", "the channel 'pytorch' gets no newer PyTorch: it ended with 2.5.1")]
    [InlineData("conda install [|pytorch|]::torchvision pytorch::pytorch", null)]
    [InlineData("conda install -c [|pytorch-nightly|] pytorch", "the channel 'pytorch-nightly' gets no more packages")]
    [InlineData("conda install -c [|https://conda.anaconda.org/pytorch|] torchvision\nconda install -c pytorch pytorch", null)]
    public void In_a_script(string markup, string? message) => Reports(markup + "\n", message: message, severity: Severity.Info);

    [Fact]
    public void In_an_environment_file() => Reports("channels:\n  - [|pytorch|]\n  - conda-forge\ndependencies:\n  - pytorch\n", file: "environment.yml");

    [Fact]
    public void Once_though_a_second_stage_begins_with_the_first() => Reports(
        "FROM continuumio/miniconda3 AS a\nRUN conda install -y -c [|pytorch|] pytorch\nFROM a\nRUN conda install -y numpy\n", file: "Dockerfile");

    [Theory]
    [InlineData("conda install -c conda-forge -c nvidia pytorch-gpu")]
    [InlineData("conda install conda-forge::pytorch")]
    [InlineData("conda install -c my-pytorch pytorch")]
    [InlineData("conda search -c pytorch pytorch")]
    [InlineData("conda install -c pytorch faiss-gpu=1.9.0")]
    [InlineData("conda install -c pytorch faiss-cpu numpy")]
    public void Silent(string script) => IsSilent(script + "\n");
}
