using EnvLint.Diagnostics;
using EnvLint.Rules.Image;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Image;

public sealed class UnknownStageTests() : RuleTest<UnknownStage>("Dockerfile")
{
    [Theory]
    [InlineData("FROM debian:12 AS a\nCOPY --from=[|1|] /x /x\n", "there is no stage 1: the file has 1, and they count from 0")]
    [InlineData("FROM debian:12\nFROM debian:12\nCOPY --from=[|1|] /x /x\n", "stage 1 is the one that this stands in: a stage cannot be its own source")]
    [InlineData("FROM debian:12\nCOPY --from=[|1|] /x /x\nFROM debian:12\n", "stage 1 begins further down: the builder takes from earlier stages only")]
    [InlineData("FROM debian:12 AS build\nCOPY --from=[|build|] /x /x\n", "'--from' names 'build', the stage that it stands in: a stage cannot be its own source")]
    [InlineData("FROM debian:12 AS build\nCOPY --from=[|RUN|] /x /x\nFROM debian:12 AS run\n", "'--from' names 'RUN', a stage that begins further down: the builder takes from earlier stages only")]
    [InlineData("FROM debian:12 AS a\nRUN --mount=type=bind,from=[|b|],target=/x ls\nFROM debian:12 AS b\n", "'from' of a mount names 'b', a stage that begins further down: the builder takes from earlier stages only")]
    [InlineData("FROM debian:12 AS a\nFROM debian:12\nRUN --mount=from=[|0|],target=/x ls\n", "'from' of a mount takes a stage's name: '0' is an image's name there, not a number")]
    [InlineData("ARG I=x\nFROM debian:12\nCOPY --from=[|${I}|] /x /x\n", "'--from' takes no variables: the builder stops here")]
    public void Stops_the_build(string text, string message) => Reports(text, message: message, severity: Severity.Error);

    [Fact]
    public void A_slip_of_the_pen_asks_for_an_image() => Reports(
        "FROM debian:12 AS builder\nFROM debian:12\nCOPY --from=[|buidler|] /x /x\n",
        fixedText: "FROM debian:12 AS builder\nFROM debian:12\nCOPY --from=builder /x /x\n",
        message: "no stage is called 'buidler', so the builder looks for an image of that name: 'builder' is a stage",
        severity: Severity.Warning,
        safety: FixSafety.Suggested);

    [Fact]
    public void In_FROM_too() => Reports(
        "FROM debian:12 AS runtime-base\nFROM [|runtime_bse|] AS x\n",
        fixedText: "FROM debian:12 AS runtime-base\nFROM runtime-base AS x\n",
        severity: Severity.Warning);

    [Fact]
    public void Of_two_stages_of_one_name_the_last_counts() => Reports(
        "FROM debian:12 AS build\nFROM debian:12 AS [|Build|]\n",
        message: "two stages are called 'build': the name means the last one, and the first is out of reach",
        severity: Severity.Warning);

    [Theory]
    [InlineData("FROM debian:12 AS a\nFROM debian:12\nCOPY --from=a /x /x\nCOPY --from=0 /x /x\n")]
    [InlineData("FROM debian:12 AS build\nFROM debian:12\nCOPY --from=BUILD /x /x\nRUN --mount=type=bind,from=build,target=/b ls\n")]
    [InlineData("FROM debian:12 AS nodes\nFROM debian:12\nCOPY --from=nginx:1 /x /x\nCOPY --from=ghcr.io/astral-sh/uv:latest /uv /bin/\nCOPY --from=other /x /x\n")]
    [InlineData("FROM python:3.12 AS python\nFROM python AS x\n")]
    [InlineData("FROM debian:12 AS debians\nFROM debian\n")]
    [InlineData("FROM base\nFROM builder AS x\n")]
    [InlineData("ARG T=a\nFROM debian:12 AS base-a\nFROM base-${T}\n")]
    [InlineData("FROM debian:12 AS a\nRUN --mount=type=cache,target=/root/.cache ls\n")]
    [InlineData("FROM debian:12 AS a\nFROM debian:12 AS b\n")]
    [InlineData("FROM scratch AS scratc\nFROM scratch\n")]
    public void Is_silent(string text) => IsSilent(text);

    [Fact]
    public void A_fragment_stands_behind_stages_that_are_not_seen() => IsSilent("COPY --from=3 /x /x\n");

    [Fact]
    public void Podman_expands_variables() => IsSilent("ARG I=x\nFROM debian:12\nCOPY --from=${I} /x /x\n", file: "Containerfile");
}
