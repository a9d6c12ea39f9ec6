using EnvLint.Diagnostics;
using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslDetectionTests() : RuleTest<WslDetection>("install.sh")
{
    [Theory]
    [InlineData("if grep -q [|Microsoft|] /proc/version; then x; fi")]
    [InlineData("if uname -r | grep -q '[|Microsoft|]'; then x; fi")]
    [InlineData("cat /proc/version | egrep \"^Linux.*[|Microsoft|]\" && x")]
    [InlineData("grep [|Microsoft|] <<< \"$(uname -a)\"")]
    [InlineData("if [[ $(uname -r) == *[|Microsoft|]* ]]; then x; fi")]
    [InlineData("if [[ \"$(uname -r)\" =~ [|Microsoft|]$ ]]; then x; fi")]
    [InlineData("KERNEL=$(uname -r)\nif [[ \"$KERNEL\" == *[|Microsoft|] ]]; then x; fi")]
    [InlineData("case \"$(uname -r)\" in *[|Microsoft|]*) x ;; *) y ;; esac")]
    [InlineData("f() {\n  if [[ $(</proc/version) == *[|Microsoft|]* ]]; then x; fi\n}")]
    public void It_is_true_in_the_first_version_only(string text) => Reports(
        text,
        fixedText: text.Replace("[|Microsoft|]", "[Mm]icrosoft", StringComparison.Ordinal),
        message: "the kernel of WSL 2 calls itself 'microsoft': a test for 'Microsoft' is true in WSL 1 only",
        safety: FixSafety.Safe);

    [Theory]
    [InlineData("if [[ $(uname -r) == *\"[|Microsoft|]\"* ]]; then x; fi")]
    [InlineData("if grep -qF [|Microsoft|] /proc/sys/kernel/osrelease; then x; fi")]
    public void Where_a_bracket_is_a_bracket_it_is_written_small(string text) => Reports(
        text, fixedText: text.Replace("[|Microsoft|]", "microsoft", StringComparison.Ordinal), safety: FixSafety.Suggested);

    [Fact]
    public void In_an_image_and_from_Windows_it_is_the_same() => Reports(
        "FROM ubuntu:24.04\nRUN if grep -q [|Microsoft|] /proc/version; then x; fi\n",
        fixedText: "FROM ubuntu:24.04\nRUN if grep -q [Mm]icrosoft /proc/version; then x; fi\n",
        file: "Dockerfile");

    [Theory]
    [InlineData("grep -qi Microsoft /proc/version")]
    [InlineData("grep -iq Microsoft /proc/version")]
    [InlineData("grep --ignore-case Microsoft /proc/version")]
    [InlineData("grep -q microsoft /proc/version")]
    [InlineData("grep -qE '[Mm]icrosoft' /proc/version")]
    [InlineData("grep -qE 'Microsoft|WSL' /proc/version")]
    [InlineData("uname -r | grep -qE '(Microsoft|microsoft)'")]
    [InlineData("[[ $(uname -r) =~ [Mm]icrosoft ]]")]
    [InlineData("if grep -q Microsoft /proc/version; then echo 1; elif grep -q microsoft /proc/version; then echo 2; fi")]
    [InlineData("case $(uname -r) in *Microsoft*) echo 1 ;; *microsoft*) echo 2 ;; esac")]
    [InlineData("if [[ $(uname -r) == *Microsoft* && $(uname -r) == *WSL2* ]]; then x; fi")]
    public void Both_spellings_are_known(string text) => IsSilent(text);

    [Theory]
    [InlineData("grep Microsoft names.txt")]
    [InlineData("if [[ $VENDOR == Microsoft ]]; then x; fi")]
    [InlineData("echo Microsoft")]
    [InlineData("uname -r # Microsoft")]
    [InlineData("lsb_release -a | grep Microsoft")]
    [InlineData("case $VENDOR in Microsoft) x ;; esac; uname -r")]
    public void Not_every_Microsoft_is_the_kernels(string text) => IsSilent(text);
}
