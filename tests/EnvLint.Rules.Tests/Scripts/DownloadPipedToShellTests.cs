using EnvLint.Diagnostics;
using EnvLint.Rules.Scripts;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Scripts;

public sealed class DownloadPipedToShellTests() : RuleTest<DownloadPipedToShell>("setup.sh")
{
    [Fact]
    public void Whatever_comes_is_run() => Reports(
        "curl -fsSL [|https://get.docker.com|] | sh",
        message: "'sh' runs what get.docker.com sends today, whatever it is",
        severity: Severity.Info);

    [Theory]
    [InlineData("wget -qO- [|https://x.org/install.sh|] | sudo -E bash -", "setup.sh")]
    [InlineData("curl -L [|https://x.org/install|] | tee log | bash -s -- -y", "setup.sh")]
    [InlineData("curl -sSL [|https://install.python-poetry.org|] | python3 -", "setup.sh")]
    [InlineData("FROM ubuntu:24.04\nRUN curl -LsSf [|https://astral.sh/uv/install.sh|] | sh\n", "Dockerfile")]
    [InlineData("irm [|https://astral.sh/uv/install.ps1|] | iex", "setup.ps1")]
    [InlineData("powershell -ExecutionPolicy ByPass -c \"irm [|https://astral.sh/uv/install.ps1|] | iex\"", "setup.bat")]
    [InlineData("wsl -- bash -c \"curl -fsSL [|https://get.docker.com|] | sh\"", "setup.ps1")]
    public void Wherever_it_stands(string text, string file) => Reports(text, file: file);

    [Theory]
    [InlineData("curl -LsSf https://astral.sh/uv/0.9.5/install.sh | sh")]
    [InlineData("curl https://raw.githubusercontent.com/x/y/v1.2.3/install.sh | bash")]
    [InlineData("curl https://raw.githubusercontent.com/x/y/0123456789abcdef0123456789abcdef01234567/install.sh | bash")]
    public void A_version_does_not_change(string text) => IsSilent(text);

    [Theory]
    [InlineData("curl -fsSL https://x.org/install.sh -o install.sh\nsha256sum -c sums\nsh install.sh")]
    [InlineData("curl -fsSL https://x.org/key.asc | gpg --dearmor -o key.gpg")]
    [InlineData("curl -fsSL https://x.org/a.tgz | tar xz")]
    [InlineData("curl -fsSL https://x.org/list | bash filter.sh")]
    [InlineData("curl -fsSL https://x.org/list | python3 filter.py")]
    [InlineData("curl -fsSL https://x.org/i.sh.gpg | gpg --verify | sh")]
    [InlineData("curl -fsSL \"$URL\" | sh")]
    [InlineData("cat install.sh | sh")]
    [InlineData("echo 'curl https://x.org/i.sh | sh'")]
    [InlineData("curl https://x.org/i.json | jq .x")]
    public void What_is_looked_at_or_not_run_is_right(string text) => IsSilent(text);
}
