using EnvLint.Diagnostics;
using EnvLint.Rules.Image;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Image;

public sealed class NotExpandedTests() : RuleTest<NotExpanded>("Dockerfile")
{
    [Theory]
    [InlineData("ENV X=[|~|]/x\n", "ENV X=/root/x\n")]
    [InlineData("ENV X=\"[|~|]/x\"\n", "ENV X=\"/root/x\"\n")]
    [InlineData("ENV PATH=$PATH:[|~|]/bin\n", "ENV PATH=$PATH:/root/bin\n")]
    [InlineData("ARG X=[|~|]/x\n", "ARG X=/root/x\n")]
    [InlineData("WORKDIR [|~|]/x\n", "WORKDIR /root/x\n")]
    [InlineData("WORKDIR [|~|]\n", "WORKDIR /root\n")]
    [InlineData("COPY a [|~|]/\n", "COPY a /root/\n")]
    [InlineData("ADD a [|~|]/x\n", "ADD a /root/x\n")]
    [InlineData("ENV PATH=[|$HOME|]/bin:$PATH\n", "ENV PATH=/root/bin:$PATH\n")]
    [InlineData("COPY a [|${HOME}|]/a\n", "COPY a /root/a\n")]
    public void Has_a_fix_where_the_home_is_known(string text, string expected) =>
        Reports("FROM ubuntu:24.04\n" + text, fixedText: "FROM ubuntu:24.04\n" + expected, safety: FixSafety.Suggested);

    [Theory]
    [InlineData("ENV X=[|$(nproc)|]\n", "no shell reads ENV: '$(nproc)' is not run, the value is this very text")]
    [InlineData("ARG X=\"[|$(dirname $(which conda))|]/x\"\n", "no shell reads ARG: '$(dirname $(which conda))' is not run, the value is this very text")]
    [InlineData("ENV X=[|`pwd`|]\n", "no shell reads ENV: '`pwd`' is not run, the value is this very text")]
    [InlineData("ENV X=[|$CONDA_PREFIX|]/lib\n", "the builder has no 'CONDA_PREFIX': an activated environment sets it later, and ENV gets nothing in its place")]
    [InlineData("WORKDIR /home/[|$USER|]\n", "the builder has no 'USER': a shell sets it later, and WORKDIR gets nothing in its place")]
    [InlineData("USER me\nENV X=[|~|]/x\n", "the builder does not expand '~': it stays in the value, and programs look for a folder of that name")]
    [InlineData("USER me\nWORKDIR [|~|]/x\n", "the builder does not expand '~': WORKDIR makes a folder of that name")]
    public void Has_no_fix(string text, string message) => Reports("FROM ubuntu:24.04\n" + text, message: message);

    [Fact]
    public void A_tilde_is_one_on_any_base() => Reports("FROM example/x:1\nENV X=[|~|]/x\n");

    [Theory]
    [InlineData("FROM ubuntu:24.04\nENV HOME=/home/me\nENV PATH=$HOME/bin:$PATH\n")]
    [InlineData("FROM ubuntu:24.04\nARG USER=me\nWORKDIR /home/$USER\n")]
    [InlineData("FROM ubuntu:24.04 AS a\nENV HOME=/x\nFROM a\nWORKDIR $HOME\n")]
    [InlineData("FROM example/x:1\nENV PATH=$HOME/bin:$PATH\n")]
    [InlineData("FROM ubuntu:24.04\nENV X=${HOME:-/root}\n")]
    [InlineData("FROM ubuntu:24.04\nENV X='$(pwd)' Y=\\$(pwd)\n")]
    [InlineData("FROM ubuntu:24.04\nENV X=a~b Y=1.0~rc1 Z=~\n")]
    [InlineData("FROM ubuntu:24.04\nRUN cd ~ && echo $HOME $(pwd)\n")]
    [InlineData("FROM ubuntu:24.04\nCOPY ~x /y\nCOPY a b~\n")]
    [InlineData("FROM ubuntu:24.04\nLABEL x=$(date)\n")]
    [InlineData("FROM ubuntu:24.04\nCMD echo ~ $HOME\n")]
    public void Is_silent(string text) => IsSilent(text);
}
