using EnvLint.Versions;

namespace EnvLint.Core.Tests.Versions;

public sealed class CudaAndDriverVersionTests
{
    [Theory]
    [InlineData("12.4", "12.4")]
    [InlineData("12.4.1", "12.4.1")]
    [InlineData("12-4", "12.4")]
    [InlineData("11.8.0.5", "11.8.0")]
    public void Cuda(string text, string expected)
    {
        Assert.True(CudaVersion.TryParse(text, out var version));
        Assert.Equal(expected, version.ToString());
    }

    [Theory]
    [InlineData("cu124", "12.4")]
    [InlineData("cu118", "11.8")]
    [InlineData("cu130", "13.0")]
    [InlineData("cu92", "9.2")]
    public void Cuda_of_a_tag(string tag, string expected)
    {
        Assert.True(CudaVersion.TryParseTag(tag, out var version));
        Assert.Equal(expected, version.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("12")]
    [InlineData("12.")]
    [InlineData("12.x")]
    [InlineData("12.4-1")]
    [InlineData("-4")]
    [InlineData("v12.4")]
    public void Not_a_version_of_Cuda(string? text) => Assert.False(CudaVersion.TryParse(text, out _));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("cpu")]
    [InlineData("cu")]
    [InlineData("cu1")]
    [InlineData("cu12x")]
    [InlineData("cu1244")]
    public void Not_a_tag_of_Cuda(string? tag) => Assert.False(CudaVersion.TryParseTag(tag, out _));

    [Fact]
    public void Order_of_Cuda_versions()
    {
        var versions = new[] { "9.2", "10.0", "11.8", "12.4", "12.4.0", "12.4.1", "12.10", "13.0" }.Select(static text => CudaVersion.TryParse(text, out var version) ? version : default).ToArray();
        Assert.Equal(versions, versions.Reverse().Order());
        Assert.Equal(versions[3].Release, versions[5].Release);
        Assert.NotEqual(versions[3].Release, versions[6].Release);
        Assert.True(versions[2] < versions[3] && versions[3] >= versions[2]);
    }

    [Theory]
    [InlineData("525.60.13", "525.105.17")]
    [InlineData("525", "525.60.13")]
    [InlineData("R550", "550.54.15")]
    [InlineData("r545", "550")]
    [InlineData("551.61", "551.78")]
    [InlineData("99", "100")]
    public void First_driver_is_older(string older, string newer) => Assert.True(Driver(older) < Driver(newer) && Driver(newer) >= Driver(older) && Driver(older) != Driver(newer));

    [Theory]
    [InlineData("525", "525.60.13", true)]
    [InlineData("R525", "525.60.13", true)]
    [InlineData("525.60", "525.60.13", true)]
    [InlineData("525.60.13", "525.60.13", true)]
    [InlineData("525.60.13.1", "525.60.13", true)]
    [InlineData("526", "525.60.13", true)]
    [InlineData("524", "525.60.13", false)]
    [InlineData("525.59", "525.60.13", false)]
    [InlineData("525.60.12", "525.60.13", false)]
    public void Numbers_that_are_not_written_may_be_any(string driver, string floor, bool may) => Assert.Equal(may, Driver(driver).MayReach(Driver(floor)));

    [Fact]
    public void A_branch_is_its_lowest_release()
    {
        Assert.Equal(Driver("550"), Driver("R550"));
        Assert.True(Driver("R550") == Driver("550.0"));
        Assert.Equal(Driver("R550").GetHashCode(), Driver("550.0").GetHashCode());
        Assert.Equal("550", Driver(" R550 ").ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("R")]
    [InlineData("550.")]
    [InlineData("550.x")]
    [InlineData("latest")]
    [InlineData("99999999999")]
    public void Not_a_driver(string? text) => Assert.False(DriverVersion.TryParse(text, out _));

    private static DriverVersion Driver(string text) => DriverVersion.TryParse(text, out var version) ? version : throw new ArgumentException(text, nameof(text));
}
