using EnvLint.Diagnostics;
using EnvLint.Rules.Image;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Image;

public sealed class ArgOutOfScopeTests() : RuleTest<ArgOutOfScope>("Dockerfile")
{
    [Fact]
    public void What_a_stage_declares_has_no_value_in_a_later_FROM() => Reports(
        "FROM debian:12 AS a\nARG TAG=12\nFROM debian:[|${TAG}|]\n",
        fixedText: "ARG TAG=12\nFROM debian:12 AS a\nARG TAG=12\nFROM debian:${TAG}\n",
        message: "'TAG' has no value in FROM: what a stage declares ends with the stage, and FROM sees only what stands before the first FROM",
        severity: Severity.Error,
        safety: FixSafety.Suggested);

    [Fact]
    public void A_variable_of_ENV_neither() =>
        Reports("FROM debian:12 AS a\nENV TAG=12\nFROM debian:[|$TAG|]\n", fixedText: "ARG TAG=12\nFROM debian:12 AS a\nENV TAG=12\nFROM debian:$TAG\n");

    [Fact]
    public void The_platform_of_FROM_is_looked_at() =>
        Reports("FROM debian:12 AS a\nARG P=linux/amd64\nFROM --platform=[|$P|] debian:12\n", fixedText: "ARG P=linux/amd64\nFROM debian:12 AS a\nARG P=linux/amd64\nFROM --platform=$P debian:12\n");

    [Fact]
    public void A_value_made_of_variables_is_not_moved() => Reports("FROM debian:12 AS a\nARG A=1\nARG TAG=$A\nFROM debian:[|$TAG|]\n");

    [Theory]
    [InlineData("ENV X=[|${V}|]\n")]
    [InlineData("RUN pip install torch==[|${V}|]\n")]
    [InlineData("RUN pip install \"torch==[|$V|]\"\n")]
    [InlineData("RUN cmake -DV=[|$V|] .\n")]
    [InlineData("WORKDIR /opt/[|$V|]\n")]
    [InlineData("COPY a /opt/[|${V}|]/\n")]
    [InlineData("RUN echo [|${V%.*}|]\n")]
    [InlineData("RUN cat <<EOF > /x\n[|$V|]\nEOF\n")]
    [InlineData("RUN <<EOF\necho [|$V|]\nEOF\n")]
    public void A_global_argument_has_no_value_in_a_stage(string text) => Reports(
        "ARG V=2.5\nFROM ubuntu:24.04\n" + text,
        fixedText: "ARG V=2.5\nFROM ubuntu:24.04\nARG V\n" + text.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal),
        message: "'V' has no value in this stage: an argument from before the first FROM counts for the FROM lines only",
        severity: Severity.Error);

    [Fact]
    public void The_builders_own_arguments_have_to_be_declared() => Reports(
        "FROM debian:12\nRUN wget https://x/y-[|${TARGETARCH}|]\n",
        fixedText: "FROM debian:12\nARG TARGETARCH\nRUN wget https://x/y-${TARGETARCH}\n",
        message: "'TARGETARCH' has no value in this stage: the builder gives it to the FROM lines, and to stages that declare it",
        severity: Severity.Error);

    [Fact]
    public void Each_stage_is_told_once() => Reports(
        "ARG V=1\nFROM ubuntu:24.04 AS a\nRUN echo [|$V|] $V\nFROM ubuntu:24.04\nRUN echo [|$V|]\n",
        fixedText: "ARG V=1\nFROM ubuntu:24.04 AS a\nARG V\nRUN echo $V $V\nFROM ubuntu:24.04\nARG V\nRUN echo $V\n");

    [Fact]
    public void An_image_that_is_not_known_may_set_it() =>
        Reports("ARG V=1\nFROM example/x:1\nRUN echo [|$V|]\n", fixedText: "ARG V=1\nFROM example/x:1\nARG V\nRUN echo $V\n", severity: Severity.Warning, confidence: Confidence.Medium);

    [Theory]
    [InlineData("ARG V=1\nFROM debian:$V\nARG V\nRUN echo $V\n")]
    [InlineData("ARG V=1\nFROM debian:12\nARG V=2\nRUN echo $V\n")]
    [InlineData("ARG V=1\nFROM debian:12 AS a\nARG V\nFROM a\nRUN echo $V\n")]
    [InlineData("ARG V=1\nFROM debian:12\nENV V=2\nRUN echo $V\n")]
    [InlineData("ARG V=1\nFROM debian:12\nRUN V=2 && echo $V\n")]
    [InlineData("ARG V=1\nFROM debian:12\nRUN for V in a b; do echo $V; done\n")]
    [InlineData("ARG V=1\nFROM debian:12\nRUN read V < /x && echo $V\n")]
    [InlineData("ARG V=1\nFROM debian:12\nRUN . /etc/os-release && echo $V\n")]
    [InlineData("ARG V=1\nFROM debian:12\nRUN echo ${V:-2} ${V-2} ${V:+x}\n")]
    [InlineData("ARG V=1\nFROM debian:12\nENV X=${V:-2}\n")]
    [InlineData("ARG V=1\nFROM debian:12\nRUN echo '$V' \\$V\n")]
    [InlineData("ARG V=1\nFROM debian:12\nCMD echo $V\n")]
    [InlineData("ARG V=1\nFROM debian:12\nRUN [\"echo\", \"$V\"]\n")]
    public void Is_silent_where_it_has_a_value_or_needs_none(string text) => IsSilent(text);

    // Python's images set PYTHON_VERSION, CUDA's CUDA_VERSION.
    [Theory]
    [InlineData("ARG PYTHON_VERSION=3.12\nFROM python:${PYTHON_VERSION}\nRUN echo $PYTHON_VERSION\n")]
    [InlineData("ARG CUDA_VERSION=12.4.1\nFROM nvidia/cuda:${CUDA_VERSION}-base-ubuntu22.04\nRUN echo $CUDA_VERSION\n")]
    [InlineData("ARG TORCH_VERSION=1\nFROM example/torch:${TORCH_VERSION}\nRUN echo $TORCH_VERSION\n")]
    public void Is_silent_where_the_base_sets_it(string text) => IsSilent(text);

    [Theory]
    [InlineData("ARG HTTP_PROXY=x\nFROM debian:12\nRUN echo $HTTP_PROXY\n")]
    [InlineData("FROM debian:12 AS a\nARG TARGETARCH\nFROM debian:12-${TARGETARCH}\n")]
    [InlineData("FROM ${BASE}\nRUN echo $X\n")]
    [InlineData("FROM --platform=$BUILDPLATFORM debian:12\nARG TARGETARCH\nRUN echo $TARGETARCH\n")]
    [InlineData("FROM debian:12\nRUN TARGETARCH=$(dpkg --print-architecture) && echo $TARGETARCH\n")]
    [InlineData("FROM debian:12\nRUN echo ${TARGETARCH:-amd64}\n")]
    [InlineData("FROM debian:12 AS a\nARG T=1\nFROM debian:${T:-12}\n")]
    [InlineData("ARG V=1\nRUN echo $V\n")]
    public void Is_silent_where_nothing_is_certain(string text) => IsSilent(text);

    [Fact]
    public void Argument_of_the_build_that_a_stage_takes_over_by_its_name() =>
        IsSilent("ARG ROOT \\\n  OS\nFROM nvidia/cuda:12.4.1-base-ubuntu${OS}\nARG ROOT=$ROOT \\\n  OS=$OS\nENV HOME_DIR=$ROOT\n");

    [Fact]
    public void Default_before_FROM_does_not_come_into_the_stage_by_its_name() =>
        Reports(
            "ARG ROOT=/srv\nFROM ubuntu:24.04\nARG ROOT=[|$ROOT|]\nENV HOME_DIR=$ROOT\n",
            fixedText: "ARG ROOT=/srv\nFROM ubuntu:24.04\nARG ROOT\nARG ROOT=$ROOT\nENV HOME_DIR=$ROOT\n",
            severity: Severity.Error);
}
