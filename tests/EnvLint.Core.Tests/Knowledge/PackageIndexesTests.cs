using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Core.Tests.Knowledge;

public sealed class PackageIndexesTests
{
    [Theory]
    [InlineData("https://pypi.org/simple", true, false)]
    [InlineData("http://mirrors.aliyun.com/pypi/simple/", true, false)]
    [InlineData("HTTPS://PyPI.org/simple/", true, false)]
    [InlineData("https://data.pyg.org/whl/torch-2.4.0+cu121.html", false, true)]
    [InlineData("https://download.pytorch.org/whl/cu121", false, false)]
    [InlineData("https://mirrors.aliyun.com/pytorch-wheels/cu121", false, false)]
    [InlineData("https://pypi.example.com/https://pypi.org/simple", false, false)]
    [InlineData("https://pypi.org.example.com/simple", false, false)]
    [InlineData("pypi.org/simple", false, false)]
    [InlineData("", false, false)]
    public void An_address_is_known_by_its_beginning(string url, bool isPyPI, bool isPage) =>
        Assert.Equal((isPyPI, isPage), (PackageIndexes.IsPyPI(url), PackageIndexes.IsPageOfWheels(url)));

    [Fact]
    public void All_of_them_must_be_known()
    {
        Assert.True(PackageIndexes.ArePublic(PackageSources.Default));
        Assert.True(PackageIndexes.ArePublic(Sources("https://pypi.org/simple", "https://download.pytorch.org/whl/cu121", "https://data.pyg.org/whl/")));
        Assert.False(PackageIndexes.ArePublic(Sources("https://pypi.example.com/simple", "https://download.pytorch.org/whl/cu121", "https://data.pyg.org/whl/")));
        Assert.False(PackageIndexes.ArePublic(Sources("https://pypi.org/simple", "https://pypi.example.com/simple", "https://data.pyg.org/whl/")));
        Assert.False(PackageIndexes.ArePublic(Sources("https://pypi.org/simple", "https://download.pytorch.org/whl/cu121", "wheels/")));
        Assert.False(PackageIndexes.ArePublic(PackageSources.Default with { NoIndex = true }));
        Assert.False(PackageIndexes.ArePublic(PackageSources.Default with { IsComplete = false }));
    }

    private static PackageSources Sources(string index, string extra, string page) => new()
    {
        Index = Word.Literal(default, index),
        ExtraIndexes = [Word.Literal(default, extra)],
        FindLinks = [Word.Literal(default, page)],
    };
}
