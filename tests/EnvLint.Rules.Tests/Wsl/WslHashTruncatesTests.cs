using EnvLint.Diagnostics;
using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslHashTruncatesTests() : RuleTest<WslHashTruncates>(".wslconfig")
{
    [Fact]
    public void A_hash_in_a_path_cuts_it() => Reports(
        "[wsl2]\nkernel=C:\\\\a[|#|]b\\\\k # c\n",
        fixedText: "[wsl2]\nkernel=\"C:\\\\a#b\\\\k\" # c\n",
        message: "`#` begins a comment also inside a word: the value of `kernel` ends here, `C:\\a`",
        safety: FixSafety.Safe);

    [Fact]
    public void A_hash_in_a_command_cuts_it() => Reports(
        "[boot]\ncommand=curl http://localhost/[|#|]a b\n",
        fixedText: "[boot]\ncommand=\"curl http://localhost/#a b\"\n",
        file: "wsl.conf");

    [Fact]
    public void A_value_with_quotes_of_its_own_has_no_fix() => Reports("[boot]\ncommand=\"a\" b[|#|]c\n", file: "wsl.conf");

    [Fact]
    public void Single_backslashes_behind_the_hash_have_no_fix() => Reports("[wsl2]\nkernel=C:\\\\a[|#|]b\\k\n");

    [Theory]
    [InlineData("kernel=C:\\\\k # of Monday")]
    [InlineData("kernel=C:\\\\k# of Monday")]
    [InlineData("kernel=C:\\\\k ## x")]
    [InlineData("kernel=C:\\\\k #x")]
    [InlineData("kernel=\"C:\\\\a#b\\\\k\"")]
    [InlineData("memory=4GB#b")]
    [InlineData("kernel=#x")]
    [InlineData("kernel=C:\\\\k#")]
    public void Comments_are_right(string line) => IsSilent($"[wsl2]\n{line}\n");

    [Fact]
    public void Names_are_no_paths() => IsSilent("[user]\ndefault=me#1\n", file: "wsl.conf");
}
