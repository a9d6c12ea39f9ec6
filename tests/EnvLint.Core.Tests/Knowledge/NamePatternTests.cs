using EnvLint.Knowledge;

namespace EnvLint.Core.Tests.Knowledge;

public sealed class NamePatternTests
{
    [Theory]
    [InlineData("cuda", "cuda")]
    [InlineData("cuda-#-#", "cuda-12-4")]
    [InlineData("cuda-#-#", "cuda-8-0")]
    [InlineData("nvidia-driver-#-server", "nvidia-driver-535-server")]
    [InlineData("nvidia-dkms-*", "nvidia-dkms-")]
    [InlineData("nvidia-dkms-*", "nvidia-dkms-535-open")]
    [InlineData("*", "")]
    [InlineData("*", "anything")]
    [InlineData("*-gpu-*", "2.17.0-gpu-jupyter")]
    [InlineData("a*b*c", "aXbYbZc")]
    [InlineData("a*#c", "a1b22c")]
    [InlineData("*dind*", "my/dind")]
    [InlineData("", "")]
    public void Fits(string pattern, string text) => Assert.True(NamePattern.Matches(pattern, text));

    [Theory]
    [InlineData("cuda", "cuda-12-4")]
    [InlineData("cuda", "Cuda")]
    [InlineData("cuda-#-#", "cuda-12-")]
    [InlineData("cuda-#-#", "cuda--4")]
    [InlineData("cuda-#-#", "cuda-12-4-1")]
    [InlineData("cuda-#-#", "cuda-toolkit-12-4")]
    [InlineData("nvidia-dkms-*", "nvidia-dkms")]
    [InlineData("*-gpu", "2.17.0-gpu-jupyter")]
    [InlineData("a*b*c", "aXbYc2")]
    [InlineData("#", "")]
    [InlineData("", "x")]
    public void Does_not_fit(string pattern, string text) => Assert.False(NamePattern.Matches(pattern, text));

    [Fact]
    public void Hostile_text_ends() =>
        Assert.False(NamePattern.Matches("*a*a*a*a*b", new string('a', 20_000)));

    [Fact]
    public void One_of_several_is_enough()
    {
        Assert.True(NamePattern.MatchesAny(["x", "cuda-#"], "cuda-12"));
        Assert.False(NamePattern.MatchesAny([], "cuda-12"));
    }
}
