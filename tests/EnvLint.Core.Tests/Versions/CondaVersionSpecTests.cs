using EnvLint.Versions;
using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.Core.Tests.Versions;

public sealed class CondaVersionSpecTests
{
    [Theory]
    [InlineData("1.11", "1.11 1.11.0", "1.11.1 1.110 1.11+x")]
    [InlineData("==1.11", "1.11 1.11.0", "1.11.1 1.11rc1")]
    [InlineData("=1.11", "1.11 1.11.3 1.11rc1 1.11+x", "1.110 1.1 1.12")]
    [InlineData("1.11*", "1.11 1.11.3", "1.110 1.1 1.12")]
    [InlineData("1.11.*", "1.11 1.11.3", "1.110 1.1 1.12")]
    [InlineData("=1.11.*", "1.11 1.11.3", "1.110 1.1 1.12")]
    [InlineData("!=1.2.*", "1.1 1.3 1.20", "1.2 1.2.3")]
    [InlineData("!=1.2", "1.1 1.2.3", "1.2 1.2.0")]
    [InlineData(">1.2", "1.2.1 1.2+1 1.2.post1", "1.2 1.2rc1 1.2+x")]
    [InlineData(">=1.2", "1.2 1.3", "1.2rc1 1.1")]
    [InlineData(">=1.2.*", "1.2 1.3", "1.2rc1 1.1")]
    [InlineData("<1.2", "1.1 1.2rc1", "1.2 1.2.0")]
    [InlineData("<=1.2", "1.2 1.2.0 1.2rc1 1.2+x", "1.2.1 1.2+1")]
    [InlineData("~=1.2.3", "1.2.3 1.2.10", "1.2.2 1.3 2.0")]
    [InlineData("~=1.2", "1.2 1.9", "1.1 2.0")]
    [InlineData("*", "0 1.0 1!2+x", "")]
    [InlineData(">=1,<2|>3", "1 1.9 3.1 4", "0.9 2 3")]
    [InlineData(">3|>=1,<2", "1 1.9 3.1 4", "0.9 2 3")]
    [InlineData("(>=1|<0.5),<2", "1 0.4", "0.6 2 3")]
    [InlineData(" >=1 , <2 ", "1", "2")]
    [InlineData("1.0|1.4.*", "1.0 1.4.2", "1.1 1.3")]
    public void Takes_and_refuses(string text, string taken, string refused)
    {
        var spec = Spec(text);
        foreach (var version in Versions(taken))
        {
            Assert.Equal((version, true), (version, spec.Contains(version)));
        }

        foreach (var version in Versions(refused))
        {
            Assert.Equal((version, false), (version, spec.Contains(version)));
        }
    }

    [Theory]
    [InlineData("^1\\.[0-9]+$")]
    [InlineData("1.*.2")]
    [InlineData("2.1@abc")]
    [InlineData("1.2(1.3)")]
    [InlineData("~=1")]
    public void What_is_not_known_stays_unknown(string text)
    {
        var spec = Spec(text);
        Assert.Null(spec.Contains(Version("2.0")));
        Assert.False(spec.IsEmpty);
        Assert.False(spec.HasUpperBound);
        Assert.Null(spec.PinnedVersion);
    }

    [Fact]
    public void Around_the_unknown_the_rest_counts()
    {
        Assert.False(Spec("^1.*$,<2").Contains(Version("2.0")));
        Assert.Null(Spec("^1.*$,<2").Contains(Version("1.5")));
        Assert.True(Spec("^1.*$|<2").Contains(Version("1.5")));
        Assert.True(Spec("^1.*$,<2,>3").IsEmpty);
    }

    [Theory]
    [InlineData(">=2,<1")]
    [InlineData(">1,<1")]
    [InlineData(">1.0,<1.0.0")]
    [InlineData("1.2.*,1.3.*")]
    [InlineData("==1.2,!=1.2.0")]
    [InlineData("1.2.3,!=1.2.*")]
    [InlineData(">=1.3,1.2.*")]
    [InlineData("<1.2,=1.2.0.0,>=1.2")]
    public void Nothing_is_left(string text) => Assert.True(Spec(text).IsEmpty);

    [Theory]
    [InlineData(">=1,<2")]
    [InlineData("<1.2,1.2.*")]
    [InlineData(">1.2,1.2.*")]
    [InlineData("1.2.*,1.2.3.*")]
    [InlineData(">=2,<1|1.0")]
    [InlineData("!=1.2.*,!=1.3.*")]
    [InlineData("<=1.0,>=1.0.0")]
    public void Something_is_left(string text) => Assert.False(Spec(text).IsEmpty);

    [Theory]
    [InlineData("1.2", "1.2", true)]
    [InlineData("==1.2", "1.2", true)]
    [InlineData(">=1.2,<=1.2.0", "1.2", true)]
    [InlineData("1.2|==1.2.0", "1.2", true)]
    [InlineData("1.2.*", null, true)]
    [InlineData("<1.2", null, true)]
    [InlineData("<1.2|1.5.*", null, true)]
    [InlineData(">=2,<1", null, true)]
    [InlineData(">=1.2", null, false)]
    [InlineData("!=1.2", null, false)]
    [InlineData("<1|>2", null, false)]
    [InlineData("*", null, false)]
    public void Pin_and_upper_bound(string text, string? pin, bool hasUpperBound)
    {
        Assert.Equal(pin, Spec(text).PinnedVersion?.Text);
        Assert.Equal(hasUpperBound, Spec(text).HasUpperBound);
    }

    [Theory]
    [InlineData("3.10", 3, 10)]
    [InlineData("3.10.*", 3, 10)]
    [InlineData("=3.10", 3, 10)]
    [InlineData("==3.10.4", 3, 10)]
    [InlineData(">=3.9,=3.10.*", 3, 10)]
    [InlineData("3.10.1|3.10.2", 3, 10)]
    [InlineData("~=3.10.2", 3, 10)]
    [InlineData(">=3.10,<3.11", 3, 10)]
    public void All_have_the_same_first_two_numbers(string text, int major, int minor) => Assert.Equal((major, minor), Spec(text).OnlyMinor);

    [Theory]
    [InlineData("*")]
    [InlineData("3")]
    [InlineData("3.*")]
    [InlineData(">=3.10")]
    [InlineData(">=3.10,<=3.11")]
    [InlineData("3.10.*|3.11.*")]
    [InlineData("<3.10,>3.10")]
    [InlineData("~=3.10")]
    public void The_first_two_numbers_are_open(string text) => Assert.Null(Spec(text).OnlyMinor);

    [Theory]
    [InlineData("", 0, 0, "a version is missing")]
    [InlineData(">=1,", 4, 0, "a version is missing")]
    [InlineData(">=1,,<2", 4, 1, "a version is missing")]
    [InlineData("|1", 0, 1, "a version is missing")]
    [InlineData(">=", 0, 2, "no version stands behind '>='")]
    [InlineData("1|=", 2, 1, "no version stands behind '='")]
    [InlineData(">= 1", 0, 3, "a blank cannot stand behind '>='")]
    [InlineData("=>1", 0, 2, "conda has no operator '=>'")]
    [InlineData("<>1", 0, 2, "conda has no operator '<>'")]
    [InlineData("===1", 0, 3, "conda has no operator '==='")]
    [InlineData("~1.2", 0, 1, "conda has no operator '~'")]
    [InlineData("!1.2", 0, 1, "conda has no operator '!'")]
    [InlineData("^1.2", 0, 4, "conda has no operator '^'")]
    [InlineData("1.2$", 0, 4, "a regular expression begins with '^' and ends with '$'")]
    [InlineData("~=1.2.*", 5, 2, "'.*' cannot stand behind '~='")]
    [InlineData(">=1.2<2", 5, 1, "'<' cannot stand in a version")]
    [InlineData(">=1.2 <2", 5, 1, "' ' cannot stand in a version")]
    [InlineData("1.2)", 3, 1, "')' has no '('")]
    [InlineData("(1.2", 0, 1, "'(' has no ')'")]
    [InlineData("3(10.*", 1, 5, "'(' has no ')'")]
    [InlineData("1.2;", 3, 1, "';' cannot stand in a version")]
    public void Conda_refuses(string text, int start, int length, string message)
    {
        Assert.Null(CondaVersionSpec.Parse(text, out var error));
        Assert.NotNull(error);
        Assert.Equal((start, length, message), (error.Span.Start, error.Span.Length, error.Message));
    }

    [Theory]
    [InlineData("<=1.2.*", CondaDoubtKind.DroppedWildcard)]
    [InlineData("1|>1.2.*", CondaDoubtKind.DroppedWildcard)]
    [InlineData("==1.2.*", CondaDoubtKind.DroppedWildcard)]
    [InlineData("!=1.2*", CondaDoubtKind.LiteralAsterisk)]
    [InlineData("=1.2*|=1.3.*", CondaDoubtKind.LiteralAsterisk)]
    [InlineData("<=1.2*", CondaDoubtKind.LiteralAsterisk)]
    public void Conda_reads_it_otherwise(string text, CondaDoubtKind kind) => Assert.Equal(kind, Assert.Single(Spec(text).Doubts).Kind);

    [Theory]
    [InlineData("!=1.2.*")]
    [InlineData("=1.2.*")]
    [InlineData(">=1.2.*")]
    [InlineData("<1.2.*")]
    [InlineData("1.2*")]
    [InlineData(">=1.2*")]
    public void Conda_reads_it_as_meant(string text) => Assert.Empty(Spec(text).Doubts);

    [Fact]
    public void An_intersection_takes_what_both_take() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1000),
        Prop.ForAll(CondaVersionGen.Specs.Two().ToArbitrary(), CondaVersionGen.Versions.ToArbitrary(), static (pair, version) =>
        {
            var (left, right) = pair;
            var both = left.Intersect(right);
            Assert.Equal(And(left.Contains(version), right.Contains(version)), both.Contains(version));
            Assert.Equal(both.Contains(version), CondaVersionSpec.Parse(both.Text, out _)!.Contains(version));
            Assert.Equal(both.IsEmpty, right.Intersect(left).IsEmpty);
        }));

    [Fact]
    public void What_takes_a_version_is_not_empty_and_what_is_pinned_takes_no_other() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(CondaVersionGen.Specs.ToArbitrary(), CondaVersionGen.Versions.ToArbitrary(), static (spec, version) =>
        {
            var taken = spec.Contains(version);
            Assert.False(spec.IsEmpty && taken != false);
            if (spec.PinnedVersion is { } pin)
            {
                Assert.Equal(pin == version, taken);
                Assert.True(spec.HasUpperBound);
            }
        }));

    [Fact]
    public void Many_alternatives_and_deep_parentheses_are_taken()
    {
        var many = CondaVersionSpec.Parse(string.Join('|', Enumerable.Range(0, 20_000).Select(static i => $"{i}.1")), out _);
        Assert.True(many!.Contains(Version("19999.1")));
        Assert.False(many.Contains(Version("19999.2")));
        Assert.Null(CondaVersionSpec.Parse(new string('(', 100_000), out var error));
        Assert.Equal("parentheses are nested too deeply", error!.Message);
    }

    private static bool? And(bool? left, bool? right) => left == false || right == false ? false : left & right;

    private static CondaVersion Version(string text) => CondaVersion.Parse(text, out _)!;

    private static IEnumerable<CondaVersion> Versions(string texts) =>
        texts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Version);

    private static CondaVersionSpec Spec(string text) => CondaVersionSpec.Parse(text, out var error) ?? throw new ArgumentException(error!.Message, nameof(text));
}
