using EnvLint.Diagnostics;
using EnvLint.Rules.Conda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Conda;

public sealed class BadMatchSpecTests() : RuleTest<BadMatchSpec>("setup.sh")
{
    [Theory]
    [InlineData("conda install 'numpy>=1.2 [|<|]2'", "conda install 'numpy>=1.2,<2'", "conda refuses 'numpy>=1.2 <2': '<' cannot stand in a version")]
    [InlineData("conda install \"numpy>=1,[|=<|]2\"", "conda install \"numpy>=1,<=2\"", "conda refuses 'numpy>=1,=<2': conda has no operator '=<'")]
    [InlineData("conda install [|'numpy>=1,'|]", "conda install 'numpy>=1'", "conda refuses 'numpy>=1,': a version is missing")]
    [InlineData("conda install conda-forge[|/|]numpy", "conda install conda-forge::numpy", "conda refuses 'conda-forge/numpy': '/' cannot stand in the name of a package")]
    [InlineData("conda install numpy[|==|]", null, "conda refuses 'numpy==': no version stands behind '=='")]
    [InlineData("conda install 'numpy[|^|]1.2'", null, "conda refuses 'numpy^1.2': '^' cannot stand in the name of a package")]
    [InlineData("conda create -n x 'torch==2.1[|;|]python_version<\"3\"'", null, "conda refuses 'torch==2.1;python_version<\"3\"': ';' cannot stand in a version")]
    [InlineData("conda install 'numpy[[|versoin|]=1.2]'", null, "conda refuses 'numpy[versoin=1.2]': conda knows no key 'versoin'")]
    public void Refused(string markup, string? fixedText, string message) =>
        Reports(markup + "\n", fixedText is null ? null : fixedText + "\n", message, Severity.Error, FixSafety.Suggested, Confidence.High);

    [Theory]
    [InlineData("conda install 'numpy[|>=2,<1.26|]'", "no version of 'numpy' can satisfy '>=2,<1.26'")]
    [InlineData("conda install \"numpy[|==1.2,!=1.2.0|]\"", "no version of 'numpy' can satisfy '==1.2,!=1.2.0'")]
    public void Nothing_can_satisfy(string markup, string message) => Reports(markup + "\n", message: message, severity: Severity.Error);

    [Theory]
    [InlineData("conda install numpy[|=|]", "conda install numpy")]
    [InlineData("conda install \"numpy [|(>=1.2)|]\"", "conda install \"numpy>=1.2\"")]
    [InlineData("conda install 'dask[[|complete|]]'", "conda install 'dask'")]
    [InlineData("conda install [|conda-forge|]:numpy", "conda install conda-forge::numpy")]
    [InlineData("conda install 'pytorch[|=2.1|]=*cuda*'", "conda install 'pytorch=2.1.*=*cuda*'")]
    [InlineData("conda install 'numpy[|<=1.2.*|]'", "conda install 'numpy<1.3'")]
    [InlineData("conda install 'numpy[|>1.2.*|]'", "conda install 'numpy>=1.3'")]
    [InlineData("conda install 'numpy>=1,[|!=1.2*|]'", "conda install 'numpy>=1,!=1.2.*'")]
    [InlineData("conda install 'numpy>=1,[|==1.2.*|]'", "conda install 'numpy>=1,=1.2.*'")]
    [InlineData("conda install 'numpy[name=[|scipy|]]'", null)]
    public void Read_otherwise(string markup, string? fixedText) =>
        Reports(markup + "\n", fixedText is null ? null : fixedText + "\n", severity: Severity.Warning, safety: FixSafety.Suggested);

    [Theory]
    [InlineData("conda create -n x 'python 3.8 [|numpy scipy|]'")]
    [InlineData("conda install 'numpy==1.2 [|; extra|]'")]
    public void Build_that_no_package_has(string markup) => Reports(markup + "\n", severity: Severity.Error);

    [Fact]
    public void Mamba_has_a_reader_of_its_own() =>
        Reports("micromamba install 'numpy>=1.2 [|<|]2'\n", "micromamba install 'numpy>=1.2,<2'\n", severity: Severity.Warning, confidence: Confidence.Medium);

    [Fact]
    public void In_an_image() =>
        Reports("FROM continuumio/miniconda3\nRUN conda install -y \"numpy>=1.2 [|<|]2\" scipy\n", "FROM continuumio/miniconda3\nRUN conda install -y \"numpy>=1.2,<2\" scipy\n", file: "Dockerfile");

    [Fact]
    public void In_an_environment_file()
    {
        Reports(
            "name: ml\ndependencies:\n  - python >=3.10 [|<|]3.12\n  - numpy\n",
            "name: ml\ndependencies:\n  - python >=3.10,<3.12\n  - numpy\n",
            "conda refuses 'python >=3.10 <3.12': '<' cannot stand in a version",
            file: "environment.yml");
        Reports(
            "name: ml\ndependencies:\n  - \"dask[[|complete|]]\"\n  - numpy[|=|]\n",
            "name: ml\ndependencies:\n  - \"dask\"\n  - numpy\n",
            "'dask[complete]' is not read as it looks: conda drops 'complete': no key stands before it\n'numpy=' is not read as it looks: conda drops the '=' at the end and takes any version",
            Severity.Warning,
            file: "environment.yml");
    }

    [Theory]
    [InlineData("conda install numpy=1.11 'numpy 1.11*' numpy==1.11 'python>=1,<2|>3' scipy~=1.4 'x!=1.2.*'")]
    [InlineData("conda install conda-forge::numpy conda-forge/linux-64::scipy 'pytorch[version=\">=2\",build=\"*cuda*\"]' 'pytorch=*=*cuda*'")]
    [InlineData("conda install blas=1.0=*mkl cuda-version=12.4=*_3 'pytorch=2.1.0=*cuda*' tensorflow=2.14.0=cuda118py310h148f8e9_0")]
    [InlineData("conda install $PACKAGES 'numpy'$VERSION ./x.conda https://h/linux-64/y-1-0.tar.bz2 --file list.txt")]
    [InlineData("pip install 'dask[complete]' 'numpy (>=1.2)' 'numpy>=1.2 <2'")]
    [InlineData("conda install numpy=... 'numpy==<version>' 'numpy=={{ version }}' 'numpy[=version]' 'numpy=[version]'")]
    [InlineData("echo conda install numpy==")]
    [InlineData("conda list 'numpy=='")]
    public void Silent(string script) => IsSilent(script + "\n");

    [Fact]
    public void Silent_in_an_environment_file() => IsSilent(
        "name: ml\nchannels: [conda-forge]\ndependencies:\n  - python=3.10\n  - numpy >=1.2,<2\n  - _libgcc_mutex=0.1=conda_forge\n  - libblas=3.9.0=20_linux64_mkl\n  - pip\n  - pip:\n    - dask[complete]\n    - numpy (>=1.2)\n",
        file: "environment.yml");

}
