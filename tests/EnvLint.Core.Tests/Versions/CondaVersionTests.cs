using EnvLint.Versions;
using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.Core.Tests.Versions;

public sealed class CondaVersionTests
{
    // From old to new; what stands between bars is one version.
    private static readonly string[] Order =
    [
        "0.4 | 0.4.0", "0.4.1.rc | 0.4.1.RC", "0.4.1", "0.5a1", "0.5b3", "0.5C1", "0.5", "0.9.6", "0.960923", "1.0+cu118", "1.0 | 1 | 1.0.0 | 0!1 | 1.0+0", "1.0+1",
        "1.0+1.1", "1.0.1", "1.1dev1", "1.1_", "1.1a1", "1.1.0dev1 | 1.1.dev1", "1.1.a1", "1.1.0rc1", "1.1.0 | 1.1", "1.1.0post1 | 1.1.post1", "1.1post1",
        "1996.07.12 | 1996.7.12", "1!0.4.1", "1!3.1.1.6", "2!0.4.1",
    ];

    [Fact]
    public void Reference_order_holds_for_all_pairs()
    {
        var places = Order.SelectMany(static (line, place) => line.Split(" | ").Select(text => (Version: Version(text), Place: place))).ToArray();
        foreach (var left in places)
        {
            foreach (var right in places)
            {
                Assert.Equal((left.Version, right.Version, Math.Sign(left.Place.CompareTo(right.Place))), (left.Version, right.Version, Math.Sign(left.Version.CompareTo(right.Version))));
            }
        }
    }

    [Theory]
    [InlineData("1.0.1_", "1.0.1a")]
    [InlineData("1.0.1a", "1.0.1")]
    [InlineData("2.0.dev5", "2.0.0a1")]
    [InlineData("2.0a1", "2.0.dev5")]
    [InlineData("9.9", "10.0")]
    [InlineData("99999999999999999999999999", "100000000000000000000000000")]
    [InlineData("2023.1", "2024")]
    [InlineData("12.4", "12.4.post")]
    public void First_is_older(string older, string newer)
    {
        Assert.True(Version(older) < Version(newer));
        Assert.True(Version(newer) > Version(older));
        Assert.False(Version(older) >= Version(newer));
        Assert.True(Version(older) != Version(newer));
    }

    [Theory]
    [InlineData("1.0", "1")]
    [InlineData("01.2", "1.02.0")]
    [InlineData("1.0-rc1", "1.0_RC1")]
    [InlineData(" 1.0 ", "1.0")]
    [InlineData("1.1.a1", "1.1.0a1")]
    public void Both_are_one_version(string left, string right)
    {
        Assert.True(Version(left) == Version(right));
        Assert.Equal(Version(left).GetHashCode(), Version(right).GetHashCode());
    }

    [Theory]
    [InlineData("1.11.3", "1.11", true)]
    [InlineData("1.110", "1.11", false)]
    [InlineData("1.11", "1.11.0", true)]
    [InlineData("1.11.1", "1.11.0", false)]
    [InlineData("1.11rc1", "1.11", true)]
    [InlineData("1.11rc1", "1.11r", true)]
    [InlineData("1.11", "1.11rc", false)]
    [InlineData("1.11+cu1", "1.11", true)]
    [InlineData("1.11+cu1", "1.11+cu", true)]
    [InlineData("1.11.1+cu1", "1.11+cu1", false)]
    [InlineData("1!1.11", "1.11", false)]
    [InlineData("1.11dev", "1.11d", false)]
    public void Beginnings(string version, string prefix, bool expected) => Assert.Equal(expected, Version(version).StartsWith(Version(prefix)));

    [Theory]
    [InlineData("", 0, 0, "a version is missing")]
    [InlineData("  ", 0, 2, "a version is missing")]
    [InlineData("1.0 1", 3, 1, "' ' cannot stand in a version")]
    [InlineData("3.5&1", 3, 1, "'&' cannot stand in a version")]
    [InlineData(" 1.é", 3, 1, "'é' cannot stand in a version")]
    [InlineData("1-2_3", 1, 1, "'-' cannot stand in a version")]
    [InlineData("1.😀", 2, 2, "'😀' cannot stand in a version")]
    [InlineData("1!2!3", 3, 1, "a version has one epoch only")]
    [InlineData("a!1", 0, 2, "the epoch in front of '!' is a number")]
    [InlineData("!1", 0, 1, "the epoch in front of '!' is a number")]
    [InlineData("1+2+3", 3, 1, "a version has one local part only")]
    [InlineData("+1", 0, 2, "a version is missing")]
    [InlineData("5.5..mw", 4, 1, "a component of the version is empty")]
    [InlineData(".1", 0, 1, "a component of the version is empty")]
    [InlineData("1.", 1, 1, "a component of the version is empty")]
    [InlineData("1.0+", 3, 1, "a component of the version is empty")]
    [InlineData("1!", 2, 0, "a version is missing")]
    public void Conda_refuses(string text, int start, int length, string message)
    {
        Assert.Null(CondaVersion.Parse(text, out var error));
        Assert.NotNull(error);
        Assert.Equal((start, length, message), (error.Span.Start, error.Span.Length, error.Message));
    }

    [Fact]
    public void Parts_that_rules_ask_for()
    {
        Assert.Equal("3.10", Version("3.10").Text);
        Assert.Equal(2, Version("1!3.10").ComponentCount);
        Assert.False(Version("3.10").HasLocal);
        Assert.True(Version("3.10+x").HasLocal);
    }

    [Fact]
    public void Order_is_total_and_hashes_agree_with_it() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1000),
        Prop.ForAll(CondaVersionGen.Versions.Three().ToArbitrary(), static triple =>
        {
            var (a, b, c) = triple;
            Assert.Equal(Math.Sign(a.CompareTo(b)), -Math.Sign(b.CompareTo(a)));
            Assert.Equal(a.CompareTo(b) == 0, a.Equals(b));
            if (a.Equals(b))
            {
                Assert.Equal(a.GetHashCode(), b.GetHashCode());
                Assert.Equal(Math.Sign(a.CompareTo(c)), Math.Sign(b.CompareTo(c)));
            }

            if (a <= b && b <= c)
            {
                Assert.True(a <= c);
            }
        }));

    // What makes ranges out of 1.11.*: nothing foreign stands among the versions of one beginning.
    [Fact]
    public void Versions_of_one_beginning_stand_together() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(CondaVersionGen.Versions.Four().ToArbitrary(), static four =>
        {
            var (prefix, a, b, c) = four;
            Assert.True(prefix.StartsWith(prefix));
            if (a <= b && b <= c && a.StartsWith(prefix) && c.StartsWith(prefix))
            {
                Assert.True(b.StartsWith(prefix));
            }
        }));

    [Fact]
    public void Any_text_is_a_version_or_an_error_within_it() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1000),
        Prop.ForAll(CondaVersionGen.Texts.ToArbitrary(), static text =>
        {
            var version = CondaVersion.Parse(text, out var error);
            Assert.Equal(version is null, error is not null);
            if (error is not null)
            {
                Assert.InRange(error.Span.Start, 0, text.Length);
                Assert.InRange(error.Span.End, error.Span.Start, text.Length);
            }
            else
            {
                Assert.True(version == Version(version!.Text));
            }
        }));

    private static CondaVersion Version(string text) => CondaVersion.Parse(text, out var error) ?? throw new ArgumentException(error!.Message, nameof(text));
}
