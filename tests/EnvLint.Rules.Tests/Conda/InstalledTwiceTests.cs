using EnvLint.Diagnostics;
using EnvLint.Rules.Conda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Conda;

public sealed class InstalledTwiceTests() : RuleTest<InstalledTwice>("setup.sh")
{
    [Theory]
    [InlineData("conda create -n x python=3.10 numpy=1.26\nconda activate x\npip install [|numpy==2.1.0|]", "'numpy' is installed twice: pip writes over the files of conda's 'numpy=1.26'")]
    [InlineData("conda install -n x numpy=1.26\nconda activate x\npip install -U [|NumPy|]", "'numpy' is installed twice: pip writes over the files of conda's 'numpy=1.26'")]
    [InlineData("conda install -n x typing_extensions=4.8.0\nconda activate x\npip install [|typing-extensions==4.12.2|]", null)]
    [InlineData("conda create -n x pytorch\nconda activate x\npip install [|torch==2.1.0|]", "'torch' is installed twice: pip writes over the files of conda's 'pytorch'")]
    [InlineData("conda create -n x pytorch==2.4.0\nconda activate x\npip install [|torch==2.4.0+cu124|] --extra-index-url https://download.pytorch.org/whl/cu124", null)]
    [InlineData("conda create -n x opencv\nconda activate x\npip install --force-reinstall [|opencv-python-headless|]", null)]
    public void In_a_script(string markup, string? message) => Reports(markup + "\n", message: message);

    [Fact]
    public void Two_open_versions_may_be_the_same() => Reports(
        "conda install -n x numpy 'scipy>=1.10'\nconda activate x\npip install -U [|numpy|] [|scipy|]\n",
        message: "'numpy' is installed twice: pip writes over the files of conda's 'numpy' where PyPI has a newer one\n"
            + "'scipy' is installed twice: pip writes over the files of conda's 'scipy>=1.10' where PyPI has a newer one",
        severity: Severity.Info);

    [Fact]
    public void In_an_environment_file() => Reports(
        "dependencies:\n  - numpy=1.26.4\n  - scipy=1.11.4\n  - pandas==2.2.0\n  - tqdm=4.66.4\n  - pip\n  - pip:\n    - [|numpy|]\n    - [|scipy==1.11.3|]\n    - pandas==2.2.0\n    - tqdm==4.66.4\n    - einops\n",
        message: "'numpy' is installed twice: pip writes over the files of conda's 'numpy=1.26.4'\n'scipy' is installed twice: pip writes over the files of conda's 'scipy=1.11.4'",
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

    [Fact]
    public void A_list_for_pip_over_what_conda_installs()
    {
        Beside("requirements.txt", "numpy==1.24.0\n");
        BesideFixed("requirements.txt", "");
        Reports("conda create -n x python=3.10 numpy=1.26\nconda activate x\npip install -r [|requirements.txt|]\n", file: "setup.sh");
        Beside("environment.yml", "dependencies:\n  - python=3.10\n  - numpy=1.26\n  - pip\n  - pip:\n    - numpy==1.24.0\n");
        IsSilent("conda env create -n x -f environment.yml\n", file: "setup.sh");
        Reports("conda env create -n x -f environment.yml\nconda activate x\npip install [|numpy==1.23.0|]\n", file: "setup.sh");
    }

    [Fact]
    public void A_list_leaves_it_to_conda()
    {
        Beside("requirements.txt", "einops\nnumpy==2.1.0  # pinned\n");
        BesideFixed("requirements.txt", "einops\n");
        Reports("conda create -y -n ml python=3.11 numpy=1.26\nconda activate ml\npip install -r [|requirements.txt|]\n", file: "setup.sh", safety: FixSafety.Suggested);
    }
}
