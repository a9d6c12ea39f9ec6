using EnvLint.Manifests.PyProject;

namespace EnvLint.Core.Tests.Manifests.PyProject;

public sealed class PoetryConstraintTests
{
    [Theory]
    [InlineData("^1.2.3", ">=1.2.3,<2")]
    [InlineData("^1.2", ">=1.2,<2")]
    [InlineData("^1", ">=1,<2")]
    [InlineData("^0.15", ">=0.15,<0.16")]
    [InlineData("^0.0.3", ">=0.0.3,<0.0.4")]
    [InlineData("^0.0", ">=0.0,<0.1")]
    [InlineData("^0", ">=0,<1")]
    [InlineData("^2.1.0+cu118", ">=2.1.0,<3")]
    [InlineData("~1.2.3", ">=1.2.3,<1.3")]
    [InlineData("~1.2", ">=1.2,<1.3")]
    [InlineData("~1", ">=1,<2")]
    [InlineData("~=1.2", "~=1.2")]
    [InlineData("*", "")]
    [InlineData("1.2.*", "==1.2.*")]
    [InlineData("1.2.x", "==1.2.*")]
    [InlineData("1.2.3", "==1.2.3")]
    [InlineData("=1.2.3", "==1.2.3")]
    [InlineData("==2.0.1+cu117", "==2.0.1+cu117")]
    [InlineData(">= 1.2 , < 2", ">=1.2,<2")]
    [InlineData(">=1.2 <2 !=1.5", ">=1.2,<2,!=1.5")]
    [InlineData(">=1.2,<2||^3", ">=1.2,<2 | >=3,<4")]
    [InlineData("1.0 | 2.0", "==1.0 | ==2.0")]
    public void Versions_as_PEP_440_has_them(string text, string expected) =>
        Assert.Equal(expected, string.Join(" | ", PoetryConstraint.Read(text) ?? ["unknown"]));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("^")]
    [InlineData("^x")]
    [InlineData("latest")]
    [InlineData("1.2 - 1.4")]
    [InlineData(">=1.2,")]
    [InlineData("||")]
    [InlineData("^1.2 || ")]
    [InlineData(">=1.*.2")]
    [InlineData("~1!2.0")]
    [InlineData("@^1.2")]
    public void What_is_not_understood(string text) => Assert.Null(PoetryConstraint.Read(text));

    [Fact]
    public void Long_texts_are_not_read() => Assert.Null(PoetryConstraint.Read(string.Join(',', Enumerable.Repeat("!=1.0", 500))));
}
