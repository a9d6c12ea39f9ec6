using EnvLint.Diagnostics;
using EnvLint.Rules.Image;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Image;

public sealed class JsonFormBrokenTests() : RuleTest<JsonFormBroken>("Dockerfile")
{
    [Theory]
    [InlineData("CMD [|['python', 'x.py']|]\n", "CMD [\"python\", \"x.py\"]\n")]
    [InlineData("ENTRYPOINT [|[ 'x' ]|]\n", "ENTRYPOINT [ \"x\" ]\n")]
    [InlineData("CMD [|[\"a\", 'b']|]\n", "CMD [\"a\", \"b\"]\n")]
    [InlineData("HEALTHCHECK CMD [|['curl', 'x']|]\n", "HEALTHCHECK CMD [\"curl\", \"x\"]\n")]
    [InlineData("CMD [\"python\"[|,|]]\n", "CMD [\"python\"]\n")]
    [InlineData("CMD [\"python\", \"x.py\"[|,|] ]\n", "CMD [\"python\", \"x.py\" ]\n")]
    [InlineData("CMD [|['a', \\\n  'b']|]\n", "CMD [\"a\", \\\n  \"b\"]\n")]
    public void Has_a_safe_fix(string text, string expected) => Reports("FROM x\n" + text, fixedText: "FROM x\n" + expected, safety: FixSafety.Safe);

    [Fact]
    public void A_comma_is_missing() => Reports("FROM x\nCMD [\"a\"[| |]\"b\"]\n", fixedText: "FROM x\nCMD [\"a\",  \"b\"]\n", safety: FixSafety.Suggested);

    [Theory]
    [InlineData("CMD [\"a\", \"b\"] [|# start|]\n")]
    [InlineData("RUN [\"a\", \"b\"] [|&& c|]\n")]
    public void Text_behind_the_array(string text) => Reports("FROM x\n" + text);

    [Theory]
    [InlineData("CMD [|['say', '\"hi\"']|]\n")]
    [InlineData("CMD [\"a\", \"C:[|\\p|]\"]\n")]
    [InlineData("CMD [\"a\", \"b[|\"|]\n")]
    public void Has_no_fix(string text) => Reports("FROM x\n" + text);

    [Fact]
    public void Says_what_happens_to_paths() => Reports(
        "FROM x\nCOPY [|['a b', '/c']|]\n",
        fixedText: "FROM x\nCOPY [\"a b\", \"/c\"]\n",
        message: "this is no JSON array, for JSON has no single quotes: brackets and commas become part of the paths");

    [Theory]
    [InlineData("CMD [\"a\", \"b\"]\n")]
    [InlineData("CMD [ ]\n")]
    [InlineData("CMD a \"[b]\"\n")]
    [InlineData("RUN [ -f x ] && y\n")]
    [InlineData("RUN [ \"$X\" = 'y' ] || z\n")]
    [InlineData("RUN [ \"$X\" ] && y\n")]
    [InlineData("RUN [ 'a' '=' 'b' ] || y\n")]
    [InlineData("RUN [[ \"$X\" == y ]] && z\n")]
    [InlineData("COPY [ab]* /x/\n")]
    [InlineData("CMD [x, y]\n")]
    [InlineData("RUN [\"a\", \"b\\\\c\"]\n")]
    public void Is_silent(string text) => IsSilent("FROM x\n" + text);
}
