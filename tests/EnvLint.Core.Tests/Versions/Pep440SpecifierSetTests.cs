using EnvLint.Text;
using EnvLint.Versions;
using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.Core.Tests.Versions;

public sealed class Pep440SpecifierSetTests
{
    [Theory]
    [InlineData("~=2.2", "2.2 2.3 2.99.1 2.2.post1", "2.1 3.0 3.0.dev0 2.2rc1")]
    [InlineData("~=1.4.5", "1.4.5 1.4.6+x", "1.5 1.4.4")]
    [InlineData("~=2.2.post3", "2.2.post3 2.3", "2.2 3.0 2.2.post2")]
    [InlineData("~=1.4.5a4", "1.4.5a4 1.4.5 1.4.9rc1", "1.5 1.4.5a3")]
    [InlineData("~=2.2.0", "2.2.0 2.2.5", "2.3")]
    [InlineData("~=1!2.2", "1!2.3", "2.3 1!3.0")]
    [InlineData("==1.1", "1.1 1.1.0 1.1+local", "1.1.post1 1.1a1 1.1.1 1.1.dev1")]
    [InlineData("==1.1.post1", "1.1.post1 1.1-1", "1.1")]
    [InlineData("==1.1.*", "1.1 1.1.post1 1.1a1 1.1.dev1 1.1.9 1.1+x", "1.10 1.2 1 2.1.1")]
    [InlineData("==1.1.0.*", "1.1 1.1rc1 1.1.0.7", "1.1.1")]
    [InlineData("==2.1.0+cu118", "2.1.0+cu118 2.1+CU118", "2.1.0 2.1.0+cu121")]
    [InlineData("!=1.1", "1.1.post1 1.2", "1.1 1.1.0 1.1+local")]
    [InlineData("!=1.1.*", "1.2 1.0", "1.1 1.1a1 1.1.post1 1.1.5")]
    [InlineData("!=1.1+x", "1.1 1.1+y", "1.1+x")]
    [InlineData("<=1.1", "1.1 1.1+local 1.1a1 0.9", "1.1.post1 1.2")]
    [InlineData(">=1.1", "1.1 1.1+local 1.1.post1 2", "1.1rc1 1.0")]
    [InlineData(">1.7", "1.7.1 1.7.0.1 1.8.dev1", "1.7 1.7.0.post1 1.7+local 1.7.post1+local 1.7rc1")]
    [InlineData(">1.7.post2", "1.7.post3 1.7.1 1.7.1+local", "1.7.post2 1.7.post1 1.7 1.7.post2+local")]
    [InlineData(">1.7rc1", "1.7 1.7rc2 1.7.post1 1.7+local", "1.7rc1 1.7rc1.post1 1.7rc1+local")]
    [InlineData(">1.7.dev1", "1.7 1.7.dev2 1.7.post1", "1.7.dev1 1.7.dev1+local 1.7.dev0")]
    [InlineData("<2.2", "2.1 2.1rc1 2.1.99+cu118", "2.2 2.2rc1 2.2.dev0 2.2.0a1 2.2+x")]
    [InlineData("<2.2rc2", "2.2rc1 2.2a1 2.1", "2.2rc2 2.2")]
    [InlineData("<2.2.post1", "2.2 2.1 2.2rc1", "2.2.post1 2.2.post1.dev0")]
    [InlineData("===2.1.0", "2.1.0", "2.1 2.1.0+cu118")]
    [InlineData("===2.1+CU118", "2.1+cu118", "2.1")]
    [InlineData("===foobar", "", "1.0")]
    [InlineData(">=1.4,<2,!=1.5.*", "1.4 1.6 1.99", "1.5 1.5.1 2.0 2.0rc1 1.3")]
    [InlineData("", "0 1 2.1+cu118 1a1", "")]
    [InlineData(">= 1.0 , < 2", "1.5", "2")]
    [InlineData(">=1.0,", "1.0", "0.9")]
    public void What_passes_is_what_the_specification_says(string set, string inside, string outside)
    {
        var specifiers = Pep440SpecifierSet.Parse(set);
        Assert.Empty(specifiers.Errors);
        Assert.All(Versions(inside), version => Assert.True(specifiers.Contains(version, allowPreReleases: true), $"{set} takes {version}"));
        Assert.All(Versions(outside), version => Assert.False(specifiers.Contains(version, allowPreReleases: true), $"{set} does not take {version}"));
    }

    [Theory]
    [InlineData(">=1.0", "2.0rc1", false)]
    [InlineData(">=1.0rc1", "2.0rc1", true)]
    [InlineData("!=1.0rc1", "2.0rc1", false)]
    [InlineData("==2.*", "2.0rc1", false)]
    [InlineData(">=1.0,<3.0.dev0", "2.0rc1", true)]
    [InlineData("", "2.0.dev1", false)]
    [InlineData("", "2.0.post1", true)]
    public void Pre_releases_pass_where_one_is_named(string set, string version, bool passes) =>
        Assert.Equal(passes, Pep440SpecifierSet.Parse(set).Contains(Pep440Version.Parse(version), allowPreReleases: false));

    [Theory]
    [InlineData(">=1.0", "0.9 1.0 1.2 2.0rc1", "1.2")]
    [InlineData(">1.2", "0.9 1.0 1.2 2.0rc1 2.0rc2", "2.0rc2")]
    [InlineData("==1.2", "1.2 1.2+cu118 1.2+cpu", "1.2+cu118")]
    [InlineData(">3", "0.9 1.0", null)]
    public void The_newest_is_no_pre_release_where_there_is_another(string set, string candidates, string? newest) =>
        Assert.Equal(newest, Pep440SpecifierSet.Parse(set).Newest(Versions(candidates), allowPreReleases: false)?.ToString());

    [Theory]
    [InlineData("2.1", 0, 3, "expected a comparison such as '==' before '2.1'", null)]
    [InlineData("=2.1", 0, 1, "'=' is no comparison: it is written '=='", "==")]
    [InlineData("=>2.1", 0, 2, "'=>' is no comparison: it is written '>='", ">=")]
    [InlineData(">=1, =<2", 5, 2, "'=<' is no comparison: it is written '<='", "<=")]
    [InlineData("====2", 0, 4, "'====' is no comparison", null)]
    [InlineData("==", 0, 2, "expected a version behind '=='", null)]
    [InlineData("==,<2", 0, 2, "expected a version behind '=='", null)]
    [InlineData("==2.1.x", 2, 5, "'2.1.x' is no version of PEP 440", null)]
    [InlineData("==*", 2, 1, "'*' is no version of PEP 440", null)]
    [InlineData(">=2.1.*", 2, 5, "'.*' goes with '==' and '!=' only, not with '>='", "2.1")]
    [InlineData("~=2.*", 2, 3, "'.*' goes with '==' and '!=' only, not with '~='", null)]
    [InlineData("==2.1a1.*", 2, 7, "'.*' stands behind the numbers of a release only", null)]
    [InlineData(">=2.1+cu118", 2, 9, "a local version ('+cu118') goes with '==' and '!=' only, not with '>='", "2.1")]
    [InlineData("~=2", 0, 3, "'~=' needs at least two numbers, as in '~=2.0'", null)]
    [InlineData(">=1 <2", 4, 2, "expected ',' before '<2'", null)]
    [InlineData(">=1 and <2,!=1.5", 4, 3, "expected ',' before 'and'", null)]
    [InlineData(">=1,,<2", 4, 1, "a comma without a comparison in front of it", "")]
    [InlineData(",>=1", 0, 1, "a comma without a comparison in front of it", "")]
    public void Mistakes_have_a_place_and_words(string set, int start, int length, string message, string? replacement)
    {
        var error = Assert.Single(Pep440SpecifierSet.Parse(set).Errors);
        Assert.Equal(message, error.Message);
        Assert.Equal(message.StartsWith("'~='", StringComparison.Ordinal) ? new TextSpan(2, 1) : new TextSpan(start, length), error.Span);
        Assert.Equal(replacement, error.Replacement);
    }

    [Fact]
    public void Comparisons_know_their_places()
    {
        const string Text = " >= 1.0 ,!=1.5.*";
        var specifiers = Pep440SpecifierSet.Parse(Text).Specifiers;

        Assert.Equal(["[1..7) [1..3) [4..7) >=1.0", "[9..16) [9..11) [11..16) !=1.5.*"], specifiers.Select(static one => $"{one.Span} {one.OperatorSpan} {one.VersionSpan} {one}"));
    }

    [Theory]
    [InlineData(">=2.2,<2.2", true)]
    [InlineData(">=2.2,<=2.1", true)]
    [InlineData(">2.1,<=2.1", true)]
    [InlineData(">=2.1,<=2.1", false)]
    [InlineData(">=2.1,<=2.1,!=2.1", true)]
    [InlineData(">=2.2.dev0,<2.2", true)]
    [InlineData(">2.1,<2.1.1", false)]
    [InlineData("==2.1.*,>=2.2", true)]
    [InlineData("==2.1.*,<2.1", true)]
    [InlineData("==2.1.*,>=2.1.9", false)]
    [InlineData("==2.*,~=3.1", true)]
    [InlineData("~=2.1,<2.1", true)]
    [InlineData(">=2.1.dev0,<2.2,!=2.1.*", true)]
    [InlineData(">=2.1,<3,!=2.1.*,!=2.2.*", false)]
    [InlineData("==2.1,==2.2", true)]
    [InlineData("==2.1,==2.1.0", false)]
    [InlineData("==2.1,==2.1+cu118", false)]
    [InlineData("==2.1+cpu,==2.1+cu118", true)]
    [InlineData("==2.1,!=2.1", true)]
    [InlineData("==2.1,!=2.1.*", true)]
    [InlineData("==2.1,>2.1", true)]
    [InlineData("===2.1,==2.1.0", false)]
    [InlineData("===whatever,==2.1", false)]
    [InlineData("", false)]
    [InlineData("<0.dev0", false)]
    public void A_set_without_versions_is_known(string set, bool isEmpty) => Assert.Equal(isEmpty, Pep440SpecifierSet.Parse(set).IsEmpty);

    [Theory]
    [InlineData("==2.1.0+cu118", "2.1.0+cu118", true)]
    [InlineData(">=2,==2.1", "2.1", true)]
    [InlineData("==2.1.*", null, true)]
    [InlineData("===2.1", "2.1", true)]
    [InlineData(">=2", null, false)]
    [InlineData("!=2", null, false)]
    [InlineData("~=2.1", null, true)]
    [InlineData("<3", null, true)]
    [InlineData("", null, false)]
    public void Pins_and_bounds_are_known(string set, string? pinned, bool bounded)
    {
        var specifiers = Pep440SpecifierSet.Parse(set);
        Assert.Equal(pinned, specifiers.PinnedVersion?.ToString());
        Assert.Equal(bounded, specifiers.HasUpperBound);
    }

    [Fact]
    public void Comparisons_agree_with_the_order() => Pep440Gen.Holds(Pep440Gen.Version.Two(), static pair =>
    {
        var (version, bound) = pair;
        var limit = bound.Public;
        var order = version.Public.CompareTo(limit);
        Assert.Equal(order >= 0, Passes(">=", version, limit));
        Assert.Equal(order <= 0, Passes("<=", version, limit));
        Assert.Equal(order == 0, Passes("==", version, limit));
        Assert.Equal(order != 0, Passes("!=", version, limit));
        Assert.True(order > 0 || !Passes(">", version, limit));
        Assert.True(order < 0 || !Passes("<", version, limit));
        if (version.Base.CompareTo(limit.Base) != 0)
        {
            Assert.Equal(order > 0, Passes(">", version, limit));
            Assert.Equal(order < 0, Passes("<", version, limit));
        }
    });

    [Fact]
    public void An_intersection_takes_what_both_take() => Pep440Gen.Holds(
        from first in Pep440Gen.Set
        from second in Pep440Gen.Set
        from version in Pep440Gen.Version
        select (first, second, version),
        static sample =>
        {
            var both = sample.first.Contains(sample.version, true) && sample.second.Contains(sample.version, true);
            Assert.Equal(both, sample.first.Intersect(sample.second).Contains(sample.version, true));
            Assert.Equal(both, sample.second.Intersect(sample.first).Contains(sample.version, true));
        });

    [Fact]
    public void An_empty_set_takes_nothing() => Pep440Gen.Holds(
        from first in Pep440Gen.Set
        from second in Pep440Gen.Set
        from versions in Pep440Gen.Version.ArrayOf(20)
        select (Set: first.Intersect(second), versions),
        static sample =>
        {
            if (sample.Set.IsEmpty)
            {
                // The versions that its comparisons name are those at the edges.
                Assert.DoesNotContain(sample.versions.Concat(sample.Set.Specifiers.Select(static one => one.Version!)), version => sample.Set.Contains(version, true));
            }
        });

    [Fact]
    public void What_is_printed_is_read_as_the_same() => Pep440Gen.Holds(Pep440Gen.Set, static set =>
        Assert.Equal(set.ToString(), Pep440SpecifierSet.Parse(set.ToString()).ToString()));

    [Fact]
    public void Any_text_is_taken_and_spans_lie_within_it() =>
        Prop.ForAll(Arb.From(Gen.Elements("==", ">=", "~=", "=", "!", ",", " ", "1.0", ".*", "+cu", "a1", "*", "x", "===", "\t").ListOf().Select(string.Concat)), static text =>
        {
            var set = Pep440SpecifierSet.Parse(text);
            EnvLint.Testing.TreeAssert.Within(text, set.Specifiers.Select(static one => one.Span));
            EnvLint.Testing.TreeAssert.Within(text, set.Errors.Select(static error => error.Span));
        }).QuickCheckThrowOnFailure();

    private static Pep440Version[] Versions(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Pep440Version.Parse)];

    private static bool Passes(string comparison, Pep440Version version, Pep440Version limit) =>
        Pep440SpecifierSet.Parse(comparison + limit).Contains(version, allowPreReleases: true);
}
