using EnvLint.Diagnostics;
using EnvLint.Rules.Scripts;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Scripts;

public sealed class PipeFailureLostTests() : RuleTest<PipeFailureLost>("Dockerfile")
{
    private const string Bash = "SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\n";

    [Fact]
    public void The_build_goes_on_with_nothing() => Reports(
        "FROM ubuntu:24.04\nRUN [|curl|] -fsSL https://x.org/list | tee /etc/list\n",
        fixedText: $"FROM ubuntu:24.04\n{Bash}RUN curl -fsSL https://x.org/list | tee /etc/list\n",
        message: "if 'curl' fails, the build goes on with what 'tee' makes of nothing: the status of a pipe is that of its last command",
        severity: Severity.Info,
        safety: FixSafety.Suggested);

    [Fact]
    public void Alpine_has_a_shell_of_its_own() => Reports(
        "FROM alpine:3.20\nRUN [|wget|] -qO- https://x.org/i.sh | sh\n",
        fixedText: "FROM alpine:3.20\nSHELL [\"/bin/ash\", \"-o\", \"pipefail\", \"-c\"]\nRUN wget -qO- https://x.org/i.sh | sh\n");

    [Theory]
    [InlineData("FROM example.org/own:1\nRUN [|curl|] -fsSL https://x.org/i.sh | bash\n")]
    [InlineData("FROM ubuntu:24.04\nSHELL [\"/bin/bash\", \"-c\"]\nRUN [|curl|] -fsSL https://x.org/i.sh | bash\n")]
    public void Where_nobody_knows_which_shell_is_right_there_is_no_fix(string text) => Reports(text);

    [Fact]
    public void One_word_for_each_instruction() => Reports(
        "FROM example.org/own:1\nRUN [|curl|] https://x.org/a | sh && curl https://x.org/b | sh\nRUN a && [|curl|] https://x.org/c | sed s/a/b/ > /c\n");

    [Theory]
    [InlineData("SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN curl https://x.org/a | sh")]
    [InlineData("SHELL [\"/bin/bash\", \"-eo\", \"pipefail\", \"-c\"]\nRUN curl https://x.org/a | sh")]
    [InlineData("RUN set -o pipefail && curl https://x.org/a | sh")]
    [InlineData("RUN set -euxo pipefail; curl https://x.org/a | sh")]
    public void With_pipefail_it_is_not_lost(string text) => IsSilent($"FROM ubuntu:24.04\n{text}\n");

    [Theory]
    [InlineData("RUN echo x | tee /y")]
    [InlineData("RUN yes | ./install.sh")]
    [InlineData("RUN cat list.txt | xargs apt-get install -y")]
    [InlineData("RUN curl -fsSL https://x.org/a.tgz | tar xz")]
    [InlineData("RUN curl -fsSL https://x.org/key | gpg --dearmor -o /k.gpg")]
    [InlineData("RUN curl -fsSL https://x.org/a | tee /b || true")]
    [InlineData("RUN curl -fsSL https://x.org/a | grep -q b")]
    [InlineData("RUN curl -fsSL https://x.org/a -o a && sh a")]
    [InlineData("RUN if curl -fsSL https://x.org/a | tee b; then c; fi")]
    [InlineData("RUN VERSION=$(curl -fsSL https://x.org/v | head -1) && echo $VERSION")]
    [InlineData("CMD curl https://x.org/a | sh")]
    public void What_cannot_fail_or_may_is_right(string text) => IsSilent($"FROM ubuntu:24.04\n{text}\n");

    [Fact]
    public void A_script_is_another_matter() => IsSilent("curl https://x.org/a | sh\n", file: "setup.sh");
}
