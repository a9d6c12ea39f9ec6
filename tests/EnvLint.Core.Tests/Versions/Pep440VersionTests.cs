using EnvLint.Versions;
using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.Core.Tests.Versions;

public sealed class Pep440VersionTests
{
    // Each is older than the next; the order that PEP 440 shows, and local versions.
    private static readonly string[] Ascending =
    [
        "1.0.dev456", "1.0a1", "1.0a2.dev456", "1.0a12.dev456", "1.0a12", "1.0b1.dev456", "1.0b2", "1.0b2.post345.dev456", "1.0b2.post345", "1.0b2-346",
        "1.0c1.dev456", "1.0c1", "1.0rc2", "1.0c3", "1.0", "1.0+abc.5", "1.0+abc.7", "1.0+5", "1.0+5.abc.2", "1.0+5.0", "1.0+5.1", "1.0.post456.dev34", "1.0.post456", "1.1.dev1", "1.1", "1.1.0.1", "1.2+123abc",
        "1.2+123abc456", "1.2+abc", "1.2+abc123", "1.2+abc123def", "1.2+1234.abc", "1.2+123456", "1.2.r32+123456", "1.2.rev33+123456", "1.10", "1.99999999999999999999999", "1!0.1", "1!1.0", "2!0",
    ];

    [Fact]
    public void Order_is_that_of_the_specification()
    {
        var versions = Ascending.Select(Pep440Version.Parse).ToList();
        for (var i = 0; i < versions.Count; i++)
        {
            for (var j = 0; j < versions.Count; j++)
            {
                Assert.True(Math.Sign(versions[i].CompareTo(versions[j])) == Math.Sign(i.CompareTo(j)), $"{Ascending[i]} and {Ascending[j]}");
            }
        }
    }

    [Theory]
    [InlineData("1.0", "1.0")]
    [InlineData(" v1.0\t", "1.0")]
    [InlineData("V1.0", "1.0")]
    [InlineData("00!01.020", "1.20")]
    [InlineData("1!2.0", "1!2.0")]
    [InlineData("1.0a", "1.0a0")]
    [InlineData("1.0-ALPHA.1", "1.0a1")]
    [InlineData("1.0_beta-2", "1.0b2")]
    [InlineData("1.0c3", "1.0rc3")]
    [InlineData("1.0pre4", "1.0rc4")]
    [InlineData("1.0.preview_5", "1.0rc5")]
    [InlineData("1.0RC", "1.0rc0")]
    [InlineData("1.0-1", "1.0.post1")]
    [InlineData("1.0.post", "1.0.post0")]
    [InlineData("1.0post-2", "1.0.post2")]
    [InlineData("1.0-r3", "1.0.post3")]
    [InlineData("1.0rev4", "1.0.post4")]
    [InlineData("1.0dev", "1.0.dev0")]
    [InlineData("1.0-dev-5", "1.0.dev5")]
    [InlineData("1.0a1.post2.dev3", "1.0a1.post2.dev3")]
    [InlineData("1.0ar1", "1.0a0.post1")]
    [InlineData("1.0a-", "1.0a0")]
    [InlineData("1.0+Ubuntu-01_x", "1.0+ubuntu.1.x")]
    [InlineData("2.1.0+cu118", "2.1.0+cu118")]
    [InlineData("2.10.0.dev20251101+cu130", "2.10.0.dev20251101+cu130")]
    [InlineData("123456789012345678901234567890.0", "123456789012345678901234567890.0")]
    public void Every_spelling_has_one_normal_form(string text, string normal) => Assert.Equal(normal, Pep440Version.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("v")]
    [InlineData("french toast")]
    [InlineData("1.")]
    [InlineData(".1")]
    [InlineData("1.0.x")]
    [InlineData("1.0.*")]
    [InlineData("1.0+")]
    [InlineData("1.0+a+b")]
    [InlineData("1.0+_a")]
    [InlineData("1.0+a..b")]
    [InlineData("1.0+ß")]
    [InlineData("1.0--1")]
    [InlineData("1.0 a1")]
    [InlineData("1.0p1")]
    [InlineData("1!")]
    [InlineData("1!2!3")]
    [InlineData("١.٠")]
    [InlineData("1.0dev1a1")]
    [InlineData("latest")]
    public void What_is_no_version_is_not_read(string text) => Assert.False(Pep440Version.TryParse(text, out _));

    [Theory]
    [InlineData("1.0", "1.0.0")]
    [InlineData("1", "1.0.0.0")]
    [InlineData("1.0rc1", "1.0c1")]
    [InlineData("1.0+cu118", "1.0.0+CU118")]
    [InlineData("0!1.0", "1.0")]
    public void Different_spellings_of_one_version_are_equal(string first, string second)
    {
        Assert.Equal(Pep440Version.Parse(first), Pep440Version.Parse(second));
        Assert.Equal(Pep440Version.Parse(first).GetHashCode(), Pep440Version.Parse(second).GetHashCode());
    }

    [Theory]
    [InlineData("1.0", false, false)]
    [InlineData("1.0a1", true, false)]
    [InlineData("1.0.dev1", true, false)]
    [InlineData("1.0.post1", false, true)]
    [InlineData("1.0.post1.dev1", true, true)]
    [InlineData("1.0rc1.post1", true, true)]
    [InlineData("1.0+rc1", false, false)]
    public void Pre_and_post_releases_are_known(string text, bool isPre, bool isPost)
    {
        var version = Pep440Version.Parse(text);
        Assert.Equal((isPre, isPost), (version.IsPreRelease, version.IsPostRelease));
    }

    [Fact]
    public void Parts_are_there()
    {
        var version = Pep440Version.Parse("1!2.3.4rc5.post6.dev7+cu118.8");

        Assert.Equal("2.3.4", string.Join('.', version.Release));
        Assert.Equal((2, 3), (version.Major, version.Minor));
        Assert.Equal("1!2.3.4rc5.post6.dev7", version.Public.ToString());
        Assert.Equal("1!2.3.4", version.Base.ToString());
        Assert.Equal("cu118.8", version.LocalText);
        Assert.Equal(0, Pep440Version.Parse("2").Minor);
    }

    [Fact]
    public void What_is_printed_is_read_as_the_same() => Pep440Gen.Holds(Pep440Gen.Version, static version =>
    {
        var again = Pep440Version.Parse(version.ToString());
        Assert.Equal(version, again);
        Assert.Equal(version.ToString(), again.ToString());
        Assert.Equal(version.GetHashCode(), again.GetHashCode());
    });

    [Fact]
    public void Order_is_total() => Pep440Gen.Holds(Pep440Gen.Version.ArrayOf(3), static three =>
    {
        var (a, b, c) = (three[0], three[1], three[2]);
        Assert.Equal(0, a.CompareTo(a));
        Assert.Equal(Math.Sign(a.CompareTo(b)), -Math.Sign(b.CompareTo(a)));
        Assert.Equal(a.Equals(b), a.CompareTo(b) == 0);
        if (a.CompareTo(b) <= 0 && b.CompareTo(c) <= 0)
        {
            Assert.True(a.CompareTo(c) <= 0);
        }

        if (a.Equals(b))
        {
            Assert.Equal(a.GetHashCode(), b.GetHashCode());
            Assert.Equal(Math.Sign(a.CompareTo(c)), Math.Sign(b.CompareTo(c)));
        }
    });

    [Fact]
    public void Any_text_is_taken_or_not_but_never_throws() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), static text => Pep440Version.TryParse(text, out var version) == version is not null).QuickCheckThrowOnFailure();

    [Fact]
    public void A_number_of_a_million_digits_is_read_and_compared()
    {
        var long1 = Pep440Version.Parse(new string('9', 1_000_000));
        var long2 = Pep440Version.Parse("1" + new string('0', 1_000_000));

        Assert.True(long1 < long2);
        Assert.Equal(long2.Release[0], long1.Release[0].Next());
    }
}
