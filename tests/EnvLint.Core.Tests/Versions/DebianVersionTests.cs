using EnvLint.Versions;
using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.Core.Tests.Versions;

public sealed class DebianVersionTests
{
    private static readonly string[] Pieces = ["0", "1", "9", "10", "00", ".", "~", "+", "-", "a", "Z", "rc", ":", "ubuntu"];

    // From old to new.
    [Theory]
    [InlineData("1~~ 1~~a 1~ 1 1a")]
    [InlineData("1.0~beta1~svn1245 1.0~beta1 1.0")]
    [InlineData("9 10")]
    [InlineData("1.2 1.2a 1.2+b 1.2.1")]
    [InlineData("0.9-1 1.0-1 1.0-1.1 1.0-2 1:0.1-1")]
    [InlineData("535.129.03-0ubuntu1 535.183.01-0ubuntu0.22.04.1 550.54.15-0ubuntu1")]
    [InlineData("8.9.7.29-1+cuda11.8 8.9.7.29-1+cuda12.2 9.0.0.312-1")]
    [InlineData("1-2-1 1-3-1")]
    public void Order(string versions)
    {
        var all = versions.Split(' ').Select(Version).ToArray();
        for (var i = 0; i < all.Length; i++)
        {
            for (var j = 0; j < all.Length; j++)
            {
                Assert.Equal((all[i], all[j], Math.Sign(i.CompareTo(j))), (all[i], all[j], Math.Sign(all[i].CompareTo(all[j]))));
            }
        }
    }

    [Theory]
    [InlineData("1.0", "1.0-0")]
    [InlineData("0:1.0", "1.0")]
    [InlineData("1.05", "1.5")]
    [InlineData("1.0", "1.00")]
    [InlineData("1.", "1.0")]
    public void Both_are_one_version(string left, string right)
    {
        Assert.True(Version(left) == Version(right));
        Assert.Equal(Version(left).GetHashCode(), Version(right).GetHashCode());
    }

    [Fact]
    public void Parts()
    {
        var version = Version("2:1.2-3-4");
        Assert.Equal((2, "1.2-3", "4", "2:1.2-3-4"), (version.Epoch, version.Upstream, version.Revision, version.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a1")]
    [InlineData("1.0-")]
    [InlineData("-1")]
    [InlineData(":1")]
    [InlineData("x:1")]
    [InlineData("1:")]
    [InlineData("1 0")]
    [InlineData("1_0")]
    [InlineData("99999999999:1")]
    public void Not_a_version(string text) => Assert.False(DebianVersion.TryParse(text, out _));

    [Fact]
    public void Order_is_total_and_hashes_agree_with_it()
    {
        var versions = Gen.Elements(Pieces).ArrayOf().Select(static pieces => "1" + string.Concat(pieces.Take(6))).Where(static text => DebianVersion.TryParse(text, out _)).Select(Version);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000),
            Prop.ForAll(versions.Three().ToArbitrary(), static triple =>
            {
                var (a, b, c) = triple;
                Assert.Equal(Math.Sign(a.CompareTo(b)), -Math.Sign(b.CompareTo(a)));
                if (a == b)
                {
                    Assert.Equal(a.GetHashCode(), b.GetHashCode());
                }

                if (a <= b && b <= c)
                {
                    Assert.True(a <= c);
                }
            }));
    }

    private static DebianVersion Version(string text) => DebianVersion.TryParse(text, out var version) ? version : throw new ArgumentException(text, nameof(text));
}
