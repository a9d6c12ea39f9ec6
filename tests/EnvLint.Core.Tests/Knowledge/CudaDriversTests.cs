using EnvLint.Environment;
using EnvLint.Knowledge;

namespace EnvLint.Core.Tests.Knowledge;

public sealed class CudaDriversTests
{
    [Theory]
    [InlineData("12.1", TargetPlatform.Linux, "525.60.13")]
    [InlineData("12.4", TargetPlatform.Linux, "525.60.13")]
    [InlineData("12.9.1", TargetPlatform.Linux, "525.60.13")]
    [InlineData("12.4", TargetPlatform.Wsl2, "527.41")]
    [InlineData("12.4", TargetPlatform.Windows, "527.41")]
    [InlineData("11.8", TargetPlatform.Linux, "450.80.02")]
    [InlineData("11.0", TargetPlatform.Linux, "450.36.06")]
    [InlineData("11.0", TargetPlatform.Windows, "451.22")]
    [InlineData("11.1", TargetPlatform.Windows, "452.39")]
    [InlineData("13.2", TargetPlatform.Linux, "580.65.06")]
    [InlineData("13.9", TargetPlatform.Wsl2, "580.88")]
    [InlineData("10.2", TargetPlatform.Linux, "440.33")]
    [InlineData("9.2", TargetPlatform.Linux, "396.26")]
    public void Builds_run_on_the_floor_of_their_major(string cuda, TargetPlatform platform, string expected) =>
        Assert.Equal(expected, CudaDrivers.FloorFor(cuda, platform)?.Driver);

    [Theory]
    [InlineData("14.0", TargetPlatform.Linux)]
    [InlineData("7.5", TargetPlatform.Linux)]
    [InlineData("12.4", TargetPlatform.Unknown)]
    [InlineData("x", TargetPlatform.Linux)]
    public void Other_floors_are_unknown(string cuda, TargetPlatform platform) => Assert.Null(CudaDrivers.FloorFor(cuda, platform));

    [Theory]
    [InlineData("551.78", "12.4")]
    [InlineData("550", "12.4")]
    [InlineData("566.03", "12.7")]
    [InlineData("616.92", "13.4")]
    [InlineData("449.99", null)]
    public void A_driver_prints_its_CUDA(string driver, string? expected)
    {
        Assert.Equal(expected, CudaDrivers.CudaOf(driver));
        Assert.Equal(expected is null, CudaDrivers.SourceOfDriver(driver).Length == 0);
    }

    [Theory]
    [InlineData("535.54.03", "525.60.13", true)]
    [InlineData("525.60.12", "525.60.13", false)]
    [InlineData("580", "580.65.06", true)]
    [InlineData("580.0", "580.65.06", false)]
    [InlineData("575", "580.65.06", false)]
    [InlineData("580.88", "580.88", true)]
    [InlineData("newest", "580.88", false)]
    public void What_is_not_written_of_a_driver_may_be_any_number(string driver, string floor, bool expected) => Assert.Equal(expected, CudaDrivers.Reaches(driver, floor));

    [Theory]
    [InlineData("12.4", "12.0", false)]
    [InlineData("12.8", "12.0", true)]
    [InlineData("13.0", "7.0", false)]
    [InlineData("12.9", "5.0", true)]
    [InlineData("12.0", "3.5", false)]
    [InlineData("12.4", "99.0", null)]
    public void A_toolkit_compiles_for_some_GPUs(string cuda, string computeCapability, bool? expected) => Assert.Equal(expected, CudaDrivers.Targets(cuda, computeCapability));

    [Theory]
    [InlineData("525.60.13", "525.60.9", 1)]
    [InlineData("550", "550.0", 0)]
    [InlineData("99", "100", -1)]
    [InlineData("450.80.02", "450.80.2", 0)]
    public void Numbers_count_by_component(string left, string right, int expected) => Assert.Equal(expected, Math.Sign(DottedNumber.Compare(left, right)));
}
