using EnvLint.Configuration;
using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.Core.Tests.Configuration;

public sealed class GlobTests
{
    [Theory]
    [InlineData("*.df", "a.df")]
    [InlineData("*.df", "deploy/gpu/a.df")]
    [InlineData("deploy/*.df", "deploy/a.df")]
    [InlineData("deploy/**", "deploy/a/b.sh")]
    [InlineData("deploy/**", "deploy")]
    [InlineData("deploy/", "deploy/a/b.sh")]
    [InlineData("deploy/", "x/deploy/a.sh")]
    [InlineData("third_party", "a/third_party")]
    [InlineData("/setup.sh", "setup.sh")]
    [InlineData("./setup/a.sh", "setup/a.sh")]
    [InlineData("a/**/b", "a/b")]
    [InlineData("a/**/b", "a/x/y/b")]
    [InlineData("**/b", "b")]
    [InlineData("**", "a/b")]
    [InlineData("a?c", "abc")]
    [InlineData("[a-c]x", "bx")]
    [InlineData("[!a-c]x", "dx")]
    [InlineData("[^a-c]x", "dx")]
    [InlineData("[]x]", "]")]
    [InlineData("[a-]", "-")]
    [InlineData("{a,b}/*.{sh,bash}", "b/x.bash")]
    [InlineData("{a,b{c,d}}x", "bdx")]
    [InlineData("x{,.gpu}", "x")]
    [InlineData("[{]x", "{x")]
    [InlineData(@"\{a,b\}", "{a,b}")]
    [InlineData(@"a\*b", "a*b")]
    [InlineData("a**b/c", "axxb/c")]
    public void Fits(string pattern, string path) => Assert.True(Parse(pattern).IsMatch(path));

    [Theory]
    [InlineData("*.df", "a.dff")]
    [InlineData("*.df", "a.df/b")]
    [InlineData("deploy/*.df", "deploy/x/a.df")]
    [InlineData("deploy/*.df", "x/deploy/a.df")]
    [InlineData("deploy/**", "deployment/a")]
    [InlineData("/setup.sh", "x/setup.sh")]
    [InlineData("a/**/b", "a/xb")]
    [InlineData("a/**/b", "ab")]
    [InlineData("a**b", "a/b")]
    [InlineData("a?c", "a/c")]
    [InlineData("[a-c]x", "dx")]
    [InlineData("[!a]b", "/b")]
    [InlineData("{a,b}", "c")]
    [InlineData("Setup.sh", "setup.sh")]
    [InlineData(@"a\*b", "axb")]
    [InlineData("a", "")]
    public void Does_not_fit(string pattern, string path) => Assert.False(Parse(pattern).IsMatch(path));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("[a")]
    [InlineData("{a")]
    [InlineData("../x")]
    [InlineData("a/../b")]
    [InlineData("a\\")]
    [InlineData("{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}")]
    public void Is_refused_with_a_reason(string pattern)
    {
        Assert.False(Glob.TryParse(pattern, out var glob, out var error));
        Assert.Null(glob);
        Assert.NotEmpty(error);
    }

    [Fact]
    public void Too_long_a_pattern_is_refused() =>
        Assert.False(Glob.TryParse(new string('a', Glob.LongestPattern + 1), out _, out _));

    [Theory]
    [InlineData("third_party", "third_party/a/b.sh", true)]
    [InlineData("build/*", "build/x/y.sh", true)]
    [InlineData("*.sh", "a.sh", true)]
    [InlineData("third_party", "src/third.sh", false)]
    [InlineData("/b", "a/b/c", false)]
    public void A_folder_takes_what_it_holds_with_it(string pattern, string path, bool expected) =>
        Assert.Equal(expected, Parse(pattern).IsMatchWithFolders(path));

    [Fact]
    public void Many_stars_end_at_once()
    {
        // Backtracking would need 2^100 steps.
        var glob = Parse(string.Concat(Enumerable.Repeat("a*", 100)) + "b/" + string.Concat(Enumerable.Repeat("**/", 50)) + "c");
        Assert.False(glob.IsMatch(new string('a', 5000) + "/" + string.Concat(Enumerable.Repeat("a/", 500))));
        Assert.True(glob.IsMatch(new string('a', 5000) + "b/" + string.Concat(Enumerable.Repeat("a/", 500)) + "c"));
    }

    [Fact]
    public void Agrees_with_a_plain_matcher()
    {
        var pattern = Gen.Elements("a", "b", "/", "*", "**", "**/", "?", "[ab]", "[!a]").ArrayOf().Select(static parts => string.Concat(parts.Take(7)));
        var path = Gen.Elements('a', 'b', 'c', '/').ArrayOf().Select(static chars => new string(chars.Take(8).ToArray()));
        Prop.ForAll(pattern.ToArbitrary(), path.ToArbitrary(), static (pattern, path) =>
        {
            if (!Glob.TryParse(pattern, out var glob, out _) || !IsPath(path))
            {
                return true;
            }

            return glob.IsMatch(path) == Reference.IsMatch(pattern, path);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    private static bool IsPath(string path) => path.Length > 0 && path.Split('/').All(static part => part.Length > 0);

    private static Glob Parse(string pattern)
    {
        Assert.True(Glob.TryParse(pattern, out var glob, out var error), error);
        return glob;
    }

    /// <summary>The same meaning, component by component and by trial.</summary>
    private static class Reference
    {
        public static bool IsMatch(string pattern, string path)
        {
            var isAnchored = pattern.TrimEnd('/').Contains('/', StringComparison.Ordinal);
            var isFolder = pattern.EndsWith('/');
            var parts = pattern.Trim('/').Split('/').ToList();
            if (!isAnchored)
            {
                parts.Insert(0, "**");
            }

            if (isFolder)
            {
                parts.Add("**");
            }

            return Parts(parts.ToArray(), path.Split('/'));
        }

        private static bool Parts(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
        {
            if (pattern.IsEmpty)
            {
                return path.IsEmpty;
            }

            if (pattern[0] == "**")
            {
                for (var skipped = 0; skipped <= path.Length; skipped++)
                {
                    if (Parts(pattern[1..], path[skipped..]))
                    {
                        return true;
                    }
                }

                return false;
            }

            return !path.IsEmpty && One(pattern[0], path[0]) && Parts(pattern[1..], path[1..]);
        }

        private static bool One(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
        {
            if (pattern.IsEmpty)
            {
                return name.IsEmpty;
            }

            if (pattern[0] == '*')
            {
                return One(pattern[1..], name) || (!name.IsEmpty && One(pattern, name[1..]));
            }

            if (name.IsEmpty)
            {
                return false;
            }

            if (pattern.StartsWith("[ab]"))
            {
                return name[0] is 'a' or 'b' && One(pattern[4..], name[1..]);
            }

            if (pattern.StartsWith("[!a]"))
            {
                return name[0] != 'a' && One(pattern[4..], name[1..]);
            }

            return (pattern[0] == '?' || pattern[0] == name[0]) && One(pattern[1..], name[1..]);
        }
    }
}
