using EnvLint.Diagnostics;
using EnvLint.Rules.Conda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Conda;

public sealed class InstalledTwiceTests() : RuleTest<InstalledTwice>("setup.sh")
{
    [Theory]
    [InlineData("conda create -n x python=3.10 numpy=1.26\nconda activate x\npip install [|numpy==2.1.0|]", "'numpy' is installed twice: pip writes over the files of conda's 'numpy=1.26'")]
    [InlineData("conda install -n x numpy\nconda activate x\npip install -U [|NumPy|]", "'numpy' is installed twice: pip writes over the files of conda's 'numpy'")]
    [InlineData("conda create -n x pytorch\nconda activate x\npip install [|torch==2.1.0|]", "'torch' is installed twice: pip writes over the files of conda's 'pytorch'")]
    [InlineData("conda create -n x pytorch==2.4.0\nconda activate x\npip install [|torch==2.4.0+cu124|] --extra-index-url https://download.pytorch.org/whl/cu124", null)]
    [InlineData("conda create -n x opencv\nconda activate x\npip install --force-reinstall [|opencv-python-headless|]", null)]
    public void In_a_script(string markup, string? message) => Reports(markup + "\n", message: message);

    [Fact]
    public void In_an_environment_file() => Reports(
        "dependencies:\n  - numpy\n  - scipy=1.11.4\n  - pandas==2.2.0\n  - tqdm=4.66.4\n  - pip\n  - pip:\n    - [|numpy|]\n    - [|scipy==1.11.3|]\n    - pandas==2.2.0\n    - tqdm==4.66.4\n    - einops\n",
        message: "'numpy' is installed twice: pip writes over the files of conda's 'numpy'\n'scipy' is installed twice: pip writes over the files of conda's 'scipy=1.11.4'",
        file: "environment.yml");

    [Fact]
    public void In_an_image() => Reports(
        "FROM continuumio/miniconda3\nRUN conda install -y numpy=1.26\nRUN pip install [|numpy==2.1.0|]\n", file: "Dockerfile");

    [Theory]
    [InlineData("conda create -n x numpy=1.26\nconda activate x\npip install numpy")]
    [InlineData("conda create -n x numpy=1.26\nconda activate x\npip install 'numpy<2' einops")]
    [InlineData("conda create -n x numpy=1.26\nconda activate x\npip install numpy==1.26.4")]
    [InlineData("conda create -n x python=3.10 pip setuptools\nconda activate x\npip install -U pip setuptools wheel")]
    [InlineData("conda create -n x numpy=1.26\nconda activate y\npip install numpy==2.1.0")]
    [InlineData("conda create -n x numpy=1.26\nif [ -n \"$NEW\" ]; then\n  conda activate x\n  pip install numpy==2.1.0\nfi")]
    [InlineData("pip install numpy==2.1.0\nconda install numpy=1.26")]
    [InlineData("conda create -n x numpy=1.26\nconda create -n x scipy\nconda activate x\npip install numpy==2.1.0")]
    [InlineData("conda create -n x numpy=1.26\nconda activate x\npip install -c constraints.txt einops")]
    public void Silent(string script) => IsSilent(script + "\n");

    [Fact]
    public void Each_stage_has_its_own() => IsSilent(
        "FROM continuumio/miniconda3 AS a\nRUN conda install -y numpy=1.26\nFROM continuumio/miniconda3\nRUN pip install numpy==2.1.0\n", file: "Dockerfile");
}

public sealed class TwoCudaStacksTests() : RuleTest<TwoCudaStacks>("setup.sh")
{
    private const string Cuda = "conda create -n x pytorch==2.3.1 pytorch-cuda=12.1 -c pytorch -c nvidia\nconda activate x\n";

    [Theory]
    [InlineData(Cuda + "pip install [|torch==2.6.0|]", Severity.Error)]
    [InlineData(Cuda + "pip install [|torch==2.3.1+cu118|] --index-url https://download.pytorch.org/whl/cu118", Severity.Error)]
    [InlineData(Cuda + "pip install -U [|torch|]", Severity.Warning)]
    [InlineData("conda create -n x -c conda-forge 'pytorch=2.3.*=*cuda*'\nconda activate x\npip install [|torch==2.3.1+cu121|]", Severity.Warning)]
    [InlineData("conda create -n x -c conda-forge tensorflow=2.14.0=cuda118py310h148f8e9_0\nconda activate x\npip install [|tensorflow[and-cuda]==2.15.0|]", Severity.Error)]
    public void Framework_twice(string markup, Severity severity) => Reports(markup + "\n", severity: severity);

    [Fact]
    public void In_an_environment_file()
    {
        var found = Reports(
            "channels: [pytorch, nvidia]\ndependencies:\n  - pytorch=2.3\n  - pytorch-cuda=12.1\n  - pip\n  - pip:\n    - [|torch==2.6.0|]\n",
            message: "two CUDA builds of one framework: pip's 'torch==2.6.0' replaces conda's 'pytorch=2.3' and brings a CUDA of its own",
            severity: Severity.Error,
            file: "environment.yml");
        Assert.Equal(["conda installs 'pytorch' here", "'pytorch-cuda=12.1' chooses its CUDA"], found[0].Related.Select(static place => place.Message));
    }

    [Theory]
    [InlineData(Cuda + "pip install torch")]
    [InlineData(Cuda + "pip install torch==2.6.0+cpu --index-url https://download.pytorch.org/whl/cpu")]
    [InlineData(Cuda + "pip install torch==2.6.0 --index-url https://download.pytorch.org/whl/cpu")]
    [InlineData(Cuda + "pip install transformers")]
    [InlineData("conda create -n x pytorch==2.3.1 cpuonly -c pytorch\nconda activate x\npip install torch==2.6.0")]
    [InlineData("conda create -n x cudatoolkit=11.8 cudnn\nconda activate x\npip install 'tensorflow==2.12.0' torch==2.6.0")]
    [InlineData("conda create -n x pytorch -c conda-forge\nconda activate x\npip install torch==2.6.0")]
    public void Silent(string script) => IsSilent(script + "\n");
}
