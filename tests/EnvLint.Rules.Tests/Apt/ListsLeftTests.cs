using EnvLint.Diagnostics;
using EnvLint.Rules.Apt;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Apt;

public sealed class ListsLeftTests() : RuleTest<ListsLeft>("Dockerfile")
{
    [Theory]
    [InlineData("RUN [|apt-get update|] && apt-get install -y x\n", "RUN apt-get update && apt-get install -y x && rm -rf /var/lib/apt/lists/*\n")]
    [InlineData("RUN [|apt-get update|] && apt-get install -y x && apt-get clean\n", "RUN apt-get update && apt-get install -y x && apt-get clean && rm -rf /var/lib/apt/lists/*\n")]
    [InlineData("RUN --mount=type=cache,target=/var/cache/apt [|apt update|] \\\n && apt install -y x\n", "RUN --mount=type=cache,target=/var/cache/apt apt update \\\n && apt install -y x && rm -rf /var/lib/apt/lists/*\n")]
    public void Stay_in_the_layer(string text, string expected) =>
        Reports("FROM ubuntu:24.04\n" + text, fixedText: "FROM ubuntu:24.04\n" + expected, severity: Severity.Info, safety: FixSafety.Suggested);

    [Theory]
    [InlineData("RUN [|apt-get update|] && apt-get install -y x | tee /log\n")]
    [InlineData("RUN [|apt-get update|] && apt-get install -y x || true\n")]
    [InlineData("RUN <<EOF\n[|apt-get update|]\napt-get install -y x\nEOF\n")]
    public void Has_no_fix(string text) => Reports("FROM ubuntu:24.04\n" + text, crlf: !text.Contains("EOF", StringComparison.Ordinal));

    [Fact]
    public void A_stage_that_installs_from_the_lists_keeps_them() =>
        Reports("FROM ubuntu:24.04 AS base\nRUN [|apt-get update|] && apt-get install -y x\nFROM base\nRUN apt-get install -y y\n");

    [Fact]
    public void A_stage_with_lists_of_its_own_does_not() => Reports(
        "FROM ubuntu:24.04 AS base\nRUN [|apt-get update|] && apt-get install -y x\nFROM base\nRUN apt-get update && apt-get install -y y && rm -rf /var/lib/apt/lists/*\n",
        fixedText: "FROM ubuntu:24.04 AS base\nRUN apt-get update && apt-get install -y x && rm -rf /var/lib/apt/lists/*\nFROM base\nRUN apt-get update && apt-get install -y y && rm -rf /var/lib/apt/lists/*\n");

    [Fact]
    public void A_later_layer_does_not_take_them_away() => Reports(
        "FROM ubuntu:24.04\nRUN [|apt-get update|] && apt-get install -y x\nRUN rm -rf /var/lib/apt/lists/*\n",
        fixedText: "FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y x && rm -rf /var/lib/apt/lists/*\nRUN rm -rf /var/lib/apt/lists/*\n");

    [Fact]
    public void The_stage_that_the_last_one_begins_with_counts() => Reports(
        "FROM ubuntu:24.04 AS base\nRUN [|apt-get update|] && apt-get install -y x\nFROM base\n",
        fixedText: "FROM ubuntu:24.04 AS base\nRUN apt-get update && apt-get install -y x && rm -rf /var/lib/apt/lists/*\nFROM base\n");

    [Theory]
    [InlineData("RUN apt-get update && apt-get install -y x && rm -rf /var/lib/apt/lists/*\n")]
    [InlineData("RUN apt-get update && apt-get install -y x && rm -rf /tmp/* /var/lib/apt/lists\n")]
    [InlineData("RUN apt-get update && apt-get install -y x && rm -rf /var/lib/{apt,dpkg,cache,log}/\n")]
    [InlineData("RUN apt-get update && apt-get install -y x && apt-get distclean\n")]
    [InlineData("RUN apt-get update && apt-get install -y x && find /var/lib/apt/lists -type f -delete\n")]
    [InlineData("RUN apt-get update && apt-get install -y x && /opt/cleanup.sh\n")]
    [InlineData("RUN apt-get update && apt-get install -y x && clean-layer.sh\n")]
    [InlineData("RUN --mount=type=cache,target=/var/lib/apt apt-get update && apt-get install -y x\n")]
    [InlineData("RUN --mount=type=tmpfs,target=/var/lib/apt/lists apt-get update && apt-get install -y x\n")]
    [InlineData("RUN apt-get install -y x\n")]
    [InlineData("RUN apt-get update\nRUN apt-get install -y x\n")]
    [InlineData("RUN apt-get update && apt-get install -y x\nRUN apt-get install -y y\n")]
    [InlineData("RUN if [ -n \"$X\" ]; then apt-get update; fi\n")]
    public void Is_silent(string text) => IsSilent("FROM ubuntu:24.04\n" + text);

    [Fact]
    public void A_builder_stage_may_leave_them() => IsSilent("FROM ubuntu:24.04 AS build\nRUN apt-get update && apt-get install -y x\nFROM ubuntu:24.04\nCOPY --from=build /x /x\n");

    [Fact]
    public void A_fragment_may_be_of_any_stage() => IsSilent("RUN apt-get update && apt-get install -y x\n");

    [Fact]
    public void A_script_may_run_anywhere() => IsSilent("apt-get update && apt-get install -y x\n", file: "install.sh");
}
