using EnvLint.Diagnostics;
using EnvLint.Rules.Checker;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Checker;

public sealed class SyntaxErrorRuleTests() : RuleTest<SyntaxErrorRule>("setup.sh")
{
    protected override bool AllowsSyntaxErrors => true;

    [Fact]
    public void Line_ends_of_Windows_are_one_finding() => Reports(
        "[|if|] true; then\r\n  pip install torch\r\nfi\r\ncase $1 in\r\n a) ls ;;\r\nesac\r\n",
        fixedText: "if true; then\n  pip install torch\nfi\ncase $1 in\n a) ls ;;\nesac\n",
        message: "the lines end with CR LF, and a shell takes the CR for a part of the line's last word: expected 'then' behind the condition",
        safety: FixSafety.Suggested,
        crlf: false);

    [Fact]
    public void Other_errors_are_told_one_by_one() => Reports("[|if|] true; then\nls\n[|)|]\n", crlf: false);

    [Theory]
    [InlineData("apt-get update\r\n", "setup.sh")]
    [InlineData("FROM ubuntu:24.04\r\nRUN if true; then ls; fi\r\n", "Dockerfile")]
    public void What_parses_is_silent(string text, string file) => IsSilent(text, file: file);
}
