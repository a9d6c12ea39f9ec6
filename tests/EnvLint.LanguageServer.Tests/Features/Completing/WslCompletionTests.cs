namespace EnvLint.LanguageServer.Tests.Features.Completing;

public sealed class WslCompletionTests
{
    [Theory]
    [InlineData("$$")]
    [InlineData("# mine\n$$")]
    public void BeforeTheFirstHeaderSectionsAreOffered(string markup)
    {
        var completed = Completed.At(".wslconfig", markup);

        Assert.Contains("[wsl2]", completed.Labels);
        Assert.EndsWith("[wsl2]", completed.Accept("[wsl2]"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[$$", "[wsl2]")]
    [InlineData("[ws$$", "[wsl2]")]
    [InlineData("[w$$x]\n", "[wsl2]\n")]
    public void ASectionIsClosed(string markup, string expected) => Assert.Equal(expected, Completed.At(".wslconfig", markup).Accept("wsl2"));

    [Fact]
    public void ASectionThatIsThereIsNotOffered() => Assert.DoesNotContain("wsl2", Completed.At(".wslconfig", "[wsl2]\nmemory=8GB\n[$$\n").Labels);

    [Theory]
    [InlineData("[wsl2]\nmem$$", "[wsl2]\nmemory=")]
    [InlineData("[wsl2]\n$$", "[wsl2]\nmemory=")]
    [InlineData("[wsl2]\nm$$ory=8GB\n", "[wsl2]\nmemory=8GB\n")]
    [InlineData("[wsl2]\r\nmem$$\r\nswap=0\r\n", "[wsl2]\r\nmemory=\r\nswap=0\r\n")]
    [InlineData("[wsl2]\n=== broken\n  mem$$", "[wsl2]\n=== broken\n  memory=")]
    public void KeysAreOfTheSection(string markup, string expected)
    {
        var completed = Completed.At(".wslconfig", markup);

        Assert.Equal(expected, completed.Accept("memory"));
        Assert.DoesNotContain("autoMemoryReclaim", completed.Labels);
        Assert.NotEqual("", completed.Items.Single(static item => item.Label == "memory").Documentation);
    }

    [Fact]
    public void AKeyThatIsThereIsNotOffered()
    {
        var labels = Completed.At(".wslconfig", "[wsl2]\nmemory=8GB\n$$\n").Labels;

        Assert.DoesNotContain("memory", labels);
        Assert.Contains("swap", labels);
    }

    [Fact]
    public void AKeyWithoutEffectIsMarked()
    {
        var completed = Completed.At(".wslconfig", "[experimental]\nsparse$$");

        Assert.True(Assert.Single(completed.Items).IsDeprecated);
    }

    [Theory]
    [InlineData(".wslconfig", "[wsl2]\nnetworkingMode=$$", "Mirrored")]
    [InlineData(".wslconfig", "[wsl2]\nnetworkingMode = mi$$x # why\n", "Mirrored")]
    [InlineData(".wslconfig", "[wsl2]\nguiApplications=$$", "false")]
    [InlineData(".wslconfig", "[wsl2]\nmemory=$$", "8GB")]
    [InlineData(".wslconfig", "[wsl2]\nmemory=\"$$\"", "8GB")]
    [InlineData(".wslconfig", "[wsl2]\nswapFile=$$", @"C:\\")]
    [InlineData("wsl.conf", "[boot]\nsystemd=$$", "true")]
    [InlineData("wsl.conf", "[automount]\noptions=uid=1000,$$", "metadata")]
    public void ValuesAreThoseThatWslTakes(string path, string markup, string expected) => Assert.Contains(expected, Completed.At(path, markup).Labels);

    [Fact]
    public void AValueIsReplacedAndItsCommentStays() =>
        Assert.Equal("[wsl2]\nnetworkingMode = Mirrored # why\n", Completed.At(".wslconfig", "[wsl2]\nnetworkingMode = mi$$x # why\n").Accept("Mirrored"));

    [Theory]
    [InlineData(".wslconfig", "[wsl2]\n# mem$$")]
    [InlineData(".wslconfig", "[wsl2]\n; mem$$")]
    [InlineData(".wslconfig", "[wsl2]\nmemory=8GB # sw$$")]
    [InlineData(".wslconfig", "[wsl2] me$$")]
    [InlineData(".wslconfig", "[wsl2]\nmemory 8$$")]
    [InlineData(".wslconfig", "[wsl2]\nunknown=$$")]
    [InlineData(".wslconfig", "[nosuch]\n$$")]
    [InlineData(".wslconfig", "[wsl2]\nkernelCommandLine=$$")]
    [InlineData(".wslconfig", "[wsl2]\nswapFile=C:\\\\x\\\nmem$$")]
    [InlineData("wsl.conf", "[boot]\ncommand=$$")]
    public void ElsewhereNothingIs(string path, string markup) => Assert.Empty(Completed.At(path, markup).Labels);
}
