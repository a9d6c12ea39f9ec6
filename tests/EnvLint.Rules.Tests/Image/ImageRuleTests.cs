using EnvLint.Diagnostics;
using EnvLint.Rules.Image;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Image;

public sealed class VariableLostTests() : RuleTest<VariableLost>("Dockerfile")
{
    [Theory]
    [InlineData("RUN [|export X=1|]\n", "ENV X=1\n")]
    [InlineData("RUN [|export PATH=\"/x:$PATH\"|]\n", "ENV PATH=\"/x:$PATH\"\n")]
    [InlineData("RUN [|cd /opt/x|]\n", "WORKDIR /opt/x\n")]
    public void Has_an_instruction_of_its_own(string text, string expected) =>
        Reports("FROM ubuntu:24.04\n" + text, fixedText: "FROM ubuntu:24.04\n" + expected, safety: FixSafety.Suggested);

    [Theory]
    [InlineData("RUN [|. /opt/venv/bin/activate|]\n")]
    [InlineData("RUN [|export LD_LIBRARY_PATH=${CONDA_PREFIX}/lib:$LD_LIBRARY_PATH|]\n")]
    [InlineData("RUN [|export PATH=$HOME/bin:$PATH|]\n")]
    [InlineData("RUN [|source ~/.bashrc|]\n")]
    [InlineData("RUN [|export X=1|] && export Y=2\n")]
    [InlineData("RUN [|export X=$(date)|]\n")]
    [InlineData("RUN [|conda activate base|]\n")]
    [InlineData("RUN set -e; [|cd /x|]\n")]
    public void Has_no_fix(string text)
    {
        var markup = "FROM ubuntu:24.04\n" + text;
        if (text.Contains("$(date)", StringComparison.Ordinal))
        {
            // The substitution runs a command: the RUN does something.
            IsSilent(markup.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal));
            return;
        }

        Reports(markup);
    }

    [Theory]
    [InlineData("RUN export X=1 && make\n")]
    [InlineData("RUN cd /x && make\n")]
    [InlineData("RUN echo 'export X=1' >> ~/.bashrc\n")]
    [InlineData("RUN . ./install.sh\n")]
    [InlineData("RUN set -ex\n")]
    [InlineData("RUN true\n")]
    [InlineData("RUN bash -c 'cd /x'\n")]
    [InlineData("ENV X=1\nWORKDIR /x\n")]
    public void Is_silent(string text) => IsSilent("FROM ubuntu:24.04\n" + text);
}

public sealed class ExecSwallowsTests() : RuleTest<ExecSwallows>("Dockerfile")
{
    [Fact]
    public void What_follows_exec_never_runs() => Reports("FROM x\nRUN conda init && [|exec bash|] && conda install y\n", fixedText: "FROM x\nRUN conda init && conda install y\n", severity: Severity.Error);

    [Fact]
    public void At_the_end_it_has_no_effect() => Reports("FROM x\nRUN conda init && [|exec bash -l|]\n", fixedText: "FROM x\nRUN conda init\n", severity: Severity.Warning);

    [Fact]
    public void A_bare_shell_has_no_effect() => Reports("FROM x\nRUN [|bash|] && make\n", fixedText: "FROM x\nRUN make\n", severity: Severity.Warning);

    [Theory]
    [InlineData("RUN bash\n")]
    [InlineData("RUN bash install.sh && make\n")]
    [InlineData("RUN curl -fsSL x | bash && make\n")]
    [InlineData("RUN bash -c 'make' && x\n")]
    [InlineData("RUN bash <<EOF && x\nmake\nEOF\n")]
    [InlineData("RUN exec make && x\n")]
    [InlineData("RUN exec bash run.sh\n")]
    [InlineData("CMD exec bash\n")]
    [InlineData("RUN bash --version && x\n")]
    public void Is_silent(string text) => IsSilent("FROM x\n" + text);

    [Theory]
    [InlineData("RUN conda init && [|exec bash|] && conda install y\n", "RUN conda init && conda install y\n")]
    [InlineData("RUN [|exec bash|]; conda install y\n", "RUN conda install y\n")]
    [InlineData("RUN conda init \\\n && [|exec bash|] \\\n && conda install y\n", "RUN conda init \\\n && conda install y\n")]
    public void It_is_left_out(string text, string mended) => Reports("FROM x\n" + text, fixedText: "FROM x\n" + mended, file: "Dockerfile", safety: FixSafety.Suggested);
}

public sealed class InlineCommentTests() : RuleTest<InlineComment>("Dockerfile")
{
    protected override bool AllowsSyntaxErrors => true;

    [Theory]
    [InlineData("FROM x\nWORKDIR /a [|# code|]\n", "FROM x\n# code\nWORKDIR /a\n")]
    [InlineData("FROM x\nCOPY a b [|# both|]\n", "FROM x\n# both\nCOPY a b\n")]
    public void Moves_to_its_own_line(string text, string expected) => Reports(text, fixedText: expected);

    [Theory]
    [InlineData("FROM x [|# base|]\n", "# base\nFROM x\n", Severity.Error)]
    [InlineData("FROM x\nENV A=1 [|# one|]\n", "FROM x\n# one\nENV A=1\n", Severity.Error)]
    [InlineData("FROM x\nLABEL a=1 [|# one|]\n", "FROM x\n# one\nLABEL a=1\n", Severity.Error)]
    [InlineData("FROM x\nEXPOSE 80 [|#web|]\n", "FROM x\n#web\nEXPOSE 80\n", Severity.Error)]
    [InlineData("FROM x\nENV A 1 [|# one|]\n", "FROM x\n# one\nENV A 1\n", Severity.Warning)]
    [InlineData("FROM x\nENV A=1 [|#B=2|]\n", "FROM x\n#B=2\nENV A=1\n", Severity.Warning)]
    [InlineData("FROM x\nARG A=1 [|# one|]\n", "FROM x\n# one\nARG A=1\n", Severity.Warning)]
    [InlineData("FROM x\nWORKDIR /a [|# code|]\n", "FROM x\n# code\nWORKDIR /a\n", Severity.Warning)]
    public void What_stops_the_build_is_an_error(string text, string expected, Severity severity) => Reports(text, fixedText: expected, severity: severity);

    [Fact]
    public void In_the_midst_of_an_instruction_there_is_no_fix() => Reports("FROM x\nENV A=1 [|# one \\|]\n    B=2\n", severity: Severity.Error);

    [Theory]
    [InlineData("FROM x\n# comment\nWORKDIR /a\n")]
    [InlineData("FROM x\nRUN make # all\n")]
    [InlineData("FROM x\nCMD serve # now\n")]
    [InlineData("FROM x\nENV A=\"1 # one\"\n")]
    [InlineData("FROM x\nENV A=a#b\n")]
    [InlineData("FROM x\nCOPY a\\ #b c\n")]
    [InlineData("FROM x\nENV A=1 \\\n  # comment\n  B=2\n")]
    [InlineData("FROM x\nLABEL color='red # green'\n")]
    public void Is_silent(string text) => IsSilent(text);
}
