using EnvLint.Syntax.MatchSpec;
using EnvLint.Versions;

namespace EnvLint.Core.Tests.Syntax.MatchSpec;

/// <summary>The spellings of a spec one by one, each under its number.</summary>
public sealed class MatchSpecSpellingTests
{
    [Theory]
    [InlineData(1, "numpy=1.11", "numpy", "1.11 1.11.3", "1.110 1.12 1.1")]
    [InlineData(2, "numpy=1.11.*", "numpy", "1.11 1.11.3", "1.110 1.12 1.1")]
    [InlineData(3, "numpy 1.11*", "numpy", "1.11 1.11.3", "1.110 1.12 1.1")]
    [InlineData(4, "numpy==1.11", "numpy", "1.11 1.11.0", "1.11.3 1.110")]
    [InlineData(5, "pytorch=2.1=*cuda*", "pytorch", "2.1 2.1.0", "2.1.2 2.2")]
    [InlineData(6, "python>=1,<2|>3", "python", "1 1.9 3.1", "0.9 2 3")]
    [InlineData(7, "numpy~=1.11.2", "numpy", "1.11.2 1.11.9", "1.11.1 1.12")]
    [InlineData(8, "numpy!=1.2.*", "numpy", "1.1 1.20", "1.2 1.2.3")]
    [InlineData(9, "conda-forge::numpy", "numpy", "1 2", "")]
    [InlineData(10, "conda-forge/linux-64::numpy=1.11", "numpy", "1.11.3", "1.12")]
    [InlineData(11, "pytorch[version='>=2,<3',build='*cuda*']", "pytorch", "2 2.9", "1 3")]
    [InlineData(12, "pytorch=*=*cuda*", "pytorch", "1 2", "")]
    [InlineData(13, "pytorch=2.4.1=*cpu*", "pytorch", "2.4.1", "2.4.0 2.4.2")]
    [InlineData(14, "pytorch 2.4.1 cuda120*", "pytorch", "2.4.1", "2.4.0 2.4.2")]
    [InlineData(15, "pytorch-cuda=12.1", "pytorch-cuda", "12.1", "12.4 12.10")]
    [InlineData(16, "cudatoolkit=11.3", "cudatoolkit", "11.3 11.3.1", "11.8")]
    [InlineData(17, "cuda-version=12.4", "cuda-version", "12.4", "12.5")]
    [InlineData(18, "pytorch-gpu", "pytorch-gpu", "1 2", "")]
    [InlineData(19, "name>=1.2", "name", "1.2 3", "1.1")]
    [InlineData(20, "name >= 1.2 , < 2", "name", "1.2 1.9", "1.1 2")]
    [InlineData(21, "name=", "name", "1 2", "")]
    [InlineData(22, "name = 1.2", "name", "1.2 1.2.3", "1.3")]
    [InlineData(23, "name===1.2", "name", "1.2", "1.2.3")]
    [InlineData(24, "name==1.2.*", "name", "1.2 1.2.3", "1.3")]
    [InlineData(25, "name=1.2.", "name", "1.2 1.2.3", "1.3")]
    [InlineData(26, "name=1.2|1.4", "name", "1.2.3 1.4", "1.3 1.4.1")]
    [InlineData(27, "name[version='(>=1,<2)|>3']", "name", "1 3.1", "2 3")]
    [InlineData(28, "NumPy 1.2", "numpy", "1.2", "1.2.3")]
    [InlineData(29, "name==1.2=py310_0", "name", "1.2", "1.2.3")]
    [InlineData(30, "name[version=1.2.*]", "name", "1.2.3", "1.3")]
    [InlineData(31, "name=1.2[version='>=3']", "name", "3 4", "1.2 2")]
    [InlineData(32, "name * *_cpython", "name", "1 2", "")]
    [InlineData(33, "https://conda.anaconda.org/conda-forge/linux-64::numpy=1.11", "numpy", "1.11.3", "1.12")]
    [InlineData(34, "https://conda.anaconda.org/conda-forge/linux-64/numpy-1.11.3-py27_0.tar.bz2", "numpy", "1.11.3", "1.11 1.12")]
    [InlineData(35, "https://host/x/noarch/py-name-2.0-0.conda#0123456789abcdef", "py-name", "2.0", "2.1")]
    [InlineData(36, "name>=1.2 # why", "name", "1.2", "1.1")]
    public void Spelling(int number, string text, string name, string taken, string refused)
    {
        var spec = MatchSpecParser.Parse(text);
        Assert.True(spec.Errors.IsEmpty, $"{number}: {(spec.Errors.IsEmpty ? "" : spec.Errors[0].Message)}");
        Assert.Equal(name, spec.Name?.Value);
        foreach (var version in taken.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.True(spec.Version is null || spec.Version.Contains(Version(version)) == true, $"{number}: {text} refuses {version}");
        }

        foreach (var version in refused.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.True(spec.Version?.Contains(Version(version)) == false, $"{number}: {text} takes {version}");
        }
    }

    [Theory]
    [InlineData("conda-forge::numpy", "conda-forge", null)]
    [InlineData("conda-forge/linux-64::numpy", "conda-forge", "linux-64")]
    [InlineData("pytorch/label/nightly::numpy", "pytorch/label/nightly", null)]
    [InlineData("https://conda.anaconda.org/conda-forge/noarch::numpy", "https://conda.anaconda.org/conda-forge", "noarch")]
    [InlineData("https://h/c/win-64/numpy-1.0-0.conda", "https://h/c", "win-64")]
    [InlineData("https://h/downloads/numpy-1.0-0.conda", null, null)]
    [InlineData("a::numpy[channel=b/osx-64]", "b", "osx-64")]
    [InlineData("a/osx-64::numpy[subdir=noarch]", "a", "noarch")]
    [InlineData("::numpy", null, null)]
    [InlineData("numpy", null, null)]
    public void Channel_and_platform(string text, string? channel, string? subdir)
    {
        var spec = MatchSpecParser.Parse(text);
        Assert.Empty(spec.Errors);
        Assert.Equal((channel, subdir), (spec.Channel?.Value, spec.Subdir?.Value));
    }

    [Theory]
    [InlineData("pytorch=2.1=*cuda*", "py311_cuda12.1_cudnn8.9.2_0", true)]
    [InlineData("pytorch=2.1=*cuda*", "cpu_py311h4cf6b3d_0", false)]
    [InlineData("pytorch=2.1=*cpu*", "cpu_py311h4cf6b3d_0", true)]
    [InlineData("pytorch=2.1=cuda120*", "cuda120_py311h25b6552_301", true)]
    [InlineData("pytorch=2.1=cuda120*", "cuda118_py311h25b6552_301", false)]
    [InlineData("pytorch=*=*cuda*py311*", "cuda120_py311h25b6552_301", true)]
    [InlineData("pytorch=*=*py311*cuda*", "cuda120_py311h25b6552_301", false)]
    [InlineData("python=3.10.4=*_cpython", "h12debd9_0_cpython", true)]
    [InlineData("python=3.10.4=*_cpython", "h12debd9_0_cpython_x", false)]
    [InlineData("blas=*=mkl", "mkl", true)]
    [InlineData("blas=*=mkl", "mkl_0", false)]
    [InlineData("numpy * *", "anything_0", true)]
    [InlineData("numpy=1=a*a", "a", false)]
    [InlineData("numpy[build='^py3.*$']", "py310_0", null)]
    [InlineData("numpy=1=py27_0[build=py310_*]", "py310_0", true)]
    public void Build(string text, string build, bool? expected)
    {
        var spec = MatchSpecParser.Parse(text);
        Assert.Empty(spec.Errors);
        Assert.NotNull(spec.Build);
        Assert.Equal(expected, spec.Build.Matches(build));
    }

    [Theory]
    [InlineData("numpy=1.11", null, null)]
    [InlineData("numpy >=1.0 , < 2.0 py34_0", ">=1.0,<2.0", "py34_0")]
    [InlineData("numpy>=1.0=py34_0", ">=1.0", "py34_0")]
    [InlineData("numpy 1.0= py34_0", "1.0", "py34_0")]
    [InlineData("numpy=1.2.3 0", "=1.2.3", "0")]
    public void Version_and_build_part(string text, string? version, string? build)
    {
        var spec = MatchSpecParser.Parse(text);
        Assert.Empty(spec.Errors);
        Assert.Equal((version ?? "=1.11", build), (spec.VersionPart?.Value, spec.BuildPart?.Value));
        Assert.Equal(build, spec.Build?.Text);
    }

    [Fact]
    public void Number_of_the_build_and_other_pairs()
    {
        var spec = MatchSpecParser.Parse("numpy[build_number='>=3', md5=abc, license=\"BSD 3\"]");
        Assert.Empty(spec.Errors);
        Assert.Equal(">=3", spec.BuildNumber?.Value);
        Assert.Equal(["build_number:>=3", "md5:abc", "license:BSD 3"], spec.Brackets.Select(static pair => $"{pair.Key.Value}:{pair.Value.Value}"));
    }

    [Fact]
    public void A_feature_names_no_package()
    {
        var spec = MatchSpecParser.Parse("mkl@");
        Assert.Empty(spec.Errors);
        Assert.Null(spec.Name);
    }

    [Theory]
    [InlineData("./numpy-1.11.3-py27_0.conda", "numpy")]
    [InlineData("C:\\pkgs\\numpy-1.11.3-py27_0.conda", "numpy")]
    [InlineData("odd.tar.bz2", null)]
    [InlineData("only-two.conda", null)]
    [InlineData(".conda", null)]
    public void Archives(string text, string? name)
    {
        var spec = MatchSpecParser.Parse(text);
        Assert.True(spec.IsArchive);
        Assert.Empty(spec.Errors);
        Assert.Equal(name, spec.Name?.Value);
    }

    // The place of the fault stands between bars.
    [Theory]
    [InlineData("[||]", "a spec begins with the name of a package")]
    [InlineData("[|=|]1.2", "a spec begins with the name of a package")]
    [InlineData("[| |]numpy", "a spec begins with the name of a package")]
    [InlineData("conda-forge::[| |]numpy", "a spec begins with the name of a package")]
    [InlineData("num[|&|]py", "'&' cannot stand in the name of a package")]
    [InlineData("numpy[|;|]1", "';' cannot stand in the name of a package")]
    [InlineData("[|-|]numpy", "'-' cannot begin the name of a package")]
    [InlineData("numpy[|==|]", "no version stands behind '=='")]
    [InlineData("numpy [|>=|]", "no version stands behind '>='")]
    [InlineData("numpy[|=|] ", "no version stands behind '='")]
    [InlineData("numpy>=1.2 [|<|]2", "'<' cannot stand in a version")]
    [InlineData("numpy>=1, [|<|]", "no version stands behind '<'")]
    [InlineData("numpy >=1,[|=>|] 1.2", "conda has no operator '=>'")]
    [InlineData("numpy[|~|]1.2", "conda has no operator '~'")]
    [InlineData("numpy [|^1.2|]", "conda has no operator '^'")]
    [InlineData("numpy=1.2[|=|]cuda-1", "'=' cannot stand in a version")]
    [InlineData("numpy>=1,[||]", "a version is missing")]
    [InlineData("numpy=1[|[|]version=2", "'[' has no ']' at the end of the spec")]
    [InlineData("numpy[|[|]version=2", "'[' cannot stand in the name of a package")]
    [InlineData("numpy[build=1][|[|]build=2]", "a spec has one pair of brackets only")]
    [InlineData("numpy[[|versoin|]=1]", "conda knows no key 'versoin'")]
    [InlineData("numpy[[|version|]='']", "no value stands behind 'version='")]
    [InlineData("numpy[version='[|>= |]1']", "a blank cannot stand behind '>='")]
    public void Conda_refuses(string markup, string message)
    {
        var (text, start, length) = Unmark(markup);
        var spec = MatchSpecParser.Parse(text);
        var error = Assert.Single(spec.Errors);
        Assert.Equal((message, start, length), (error.Message, error.Span.Start, error.Span.Length));
    }

    [Theory]
    [InlineData("numpy[|=|]", CondaDoubtKind.EmptyEquals)]
    [InlineData("numpy[|>|]", CondaDoubtKind.EmptyEquals)]
    [InlineData("numpy [|(>=1.2)|]", CondaDoubtKind.DroppedParentheses)]
    [InlineData("dask[[|complete|]]", CondaDoubtKind.DroppedBrackets)]
    [InlineData("dask[|[]|]", CondaDoubtKind.DroppedBrackets)]
    [InlineData("numpy[version=>=1,[|<2|]]", CondaDoubtKind.DroppedBrackets)]
    [InlineData("numpy[[|version='1|]]", CondaDoubtKind.DroppedBrackets)]
    [InlineData("[|conda-forge|]:numpy", CondaDoubtKind.DroppedNamespace)]
    [InlineData("numpy[name=[|scipy|]]", CondaDoubtKind.NameInBrackets)]
    [InlineData("pytorch[|=2.1|]=*cuda*", CondaDoubtKind.ExactWithBuild)]
    [InlineData("torch==2.1.0+cu118 [|; x|]", CondaDoubtKind.ImpossibleBuild)]
    [InlineData("python 3.8 [|numpy scipy|]", CondaDoubtKind.ImpossibleBuild)]
    [InlineData("numpy[|<=1.2.*|]", CondaDoubtKind.DroppedWildcard)]
    [InlineData("numpy>=1, [|!=1.2*|]", CondaDoubtKind.LiteralAsterisk)]
    public void Conda_reads_it_otherwise(string markup, CondaDoubtKind kind)
    {
        var (text, start, length) = Unmark(markup);
        var spec = MatchSpecParser.Parse(text);
        Assert.Empty(spec.Errors);
        var doubt = Assert.Single(spec.Doubts);
        Assert.Equal((kind, start, length), (doubt.Kind, doubt.Span.Start, doubt.Span.Length));
    }

    [Theory]
    [InlineData("pytorch==2.1=*cuda*")]
    [InlineData("pytorch=2.1.0=*cuda*")]
    [InlineData("pytorch=2.1.*=*cuda*")]
    [InlineData("pytorch=*=*cuda*")]
    [InlineData("pytorch=2.1=py311_cuda12.1_0")]
    [InlineData("numpy==1.2.*")]
    [InlineData("numpy!=1.2.*")]
    [InlineData("numpy(optional)")]
    [InlineData("numpy[version='>=1,<2']")]
    [InlineData("conda-forge::numpy")]
    [InlineData("numpy => 1.2")]
    [InlineData("numpy[build='^py3.*$']")]
    [InlineData("numpy=1.2.3=py38_blas_openblas1.0+x_0")]
    public void Conda_reads_it_as_meant(string text)
    {
        var spec = MatchSpecParser.Parse(text);
        Assert.Empty(spec.Errors);
        Assert.Empty(spec.Doubts);
    }

    private static (string Text, int Start, int Length) Unmark(string markup)
    {
        var start = markup.IndexOf("[|", StringComparison.Ordinal);
        var end = markup.IndexOf("|]", start, StringComparison.Ordinal);
        return (markup.Remove(end, 2).Remove(start, 2), start, end - start - 2);
    }

    private static CondaVersion Version(string text) => CondaVersion.Parse(text, out _)!;
}
