using EnvLint.Diagnostics;
using EnvLint.Rules.Apt;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Apt;

public sealed class UpdateNotWithInstallTests() : RuleTest<UpdateNotWithInstall>("Dockerfile")
{
    [Theory]
    [InlineData("FROM ubuntu:22.04\nRUN apt-get update\nRUN [|apt-get install|] -y curl", "FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y curl")]
    [InlineData("FROM ubuntu:22.04\nRUN [|apt-get install|] -y curl", "FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y curl")]
    [InlineData(
        "FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*\nRUN [|apt-get install|] -y curl",
        "FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*\nRUN apt-get update && apt-get install -y curl")]
    [InlineData("FROM example.com/ours:1\nRUN [|apt upgrade|] -y", "FROM example.com/ours:1\nRUN apt update && apt upgrade -y")]
    public void Install_without_update_in_its_layer(string markup, string fixedText) => Reports(markup, fixedText);

    [Theory]
    [InlineData(
        "FROM ubuntu:22.04 AS base\nRUN apt-get update\nFROM base\nRUN [|apt-get install|] -y curl",
        "FROM ubuntu:22.04 AS base\nRUN apt-get update\nFROM base\nRUN apt-get update && apt-get install -y curl")]
    [InlineData(
        "FROM ubuntu:22.04\nRUN apt-get update\nRUN [|apt-get install|] -y curl\nCOPY . .\nRUN ./install.sh\n",
        "FROM ubuntu:22.04\nRUN apt-get update\nRUN apt-get update && apt-get install -y curl\nCOPY . .\nRUN ./install.sh\n")]
    public void An_update_that_others_may_need_stays(string markup, string fixedText) => Reports(markup, fixedText);

    [Fact]
    public void One_finding_for_each_layer() =>
        Reports("FROM ubuntu:22.04\nRUN apt-get update\nRUN [|apt-get install|] -y curl && apt-get install -y git\nRUN [|apt-get install|] -y wget", fixedText: "FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y curl && apt-get install -y git\nRUN apt-get update && apt-get install -y wget");

    [Fact]
    public void Update_alone_is_an_info_where_nothing_installs() =>
        Reports("FROM ubuntu:22.04\nRUN [|apt-get update|]\nRUN echo ready", severity: Severity.Info);

    [Fact]
    public void Update_alone_is_a_warning_where_a_script_may_install() =>
        Reports("FROM ubuntu:22.04\nRUN [|apt-get update|]\nRUN ./install.sh", severity: Severity.Warning);

    [Theory]
    [InlineData("FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y curl")]
    [InlineData("FROM ubuntu:22.04\nRUN apt-get update; echo between; mkdir -p /x && apt-get install -y curl")]
    [InlineData("FROM ubuntu:22.04\nRUN apt update && if true; then apt install -y curl; fi")]
    [InlineData("FROM ubuntu:22.04\nRUN bash -c 'apt-get update' && apt-get install -y curl")]
    [InlineData("FROM ubuntu:22.04\nRUN ./add-sources.sh && apt-get install -y curl")]
    [InlineData("FROM ubuntu:22.04\nRUN curl -fsSL https://deb.nodesource.com/setup_20.x | bash - && apt-get install -y nodejs")]
    [InlineData("FROM ubuntu:22.04\nRUN add-apt-repository -y ppa:deadsnakes/ppa && apt-get install -y python3.11")]
    [InlineData("FROM ubuntu:22.04\nRUN --mount=type=cache,target=/var/lib/apt,sharing=locked apt-get install -y curl")]
    [InlineData("FROM ubuntu:22.04\nRUN apt-get install -y ./package.deb /tmp/other.deb")]
    [InlineData("FROM ubuntu:22.04\nRUN apt-get -f install")]
    [InlineData("RUN apt-get install -y curl")]
    [InlineData("FROM ubuntu:22.04\nRUN apt-get update && apt-cache search cudnn")]
    [InlineData("FROM ubuntu:22.04\nRUN apt-get update && apt-get remove -y x && rm -rf /var/lib/apt/lists/*")]
    [InlineData("FROM alpine:3.20\nRUN apk add curl")]
    [InlineData("FROM ubuntu:24.04\nCOPY tools/apt-install-and-clean.sh /usr/local/bin/apt-install-and-clean\nRUN apt-get update && apt-install-and-clean -y doxygen\nRUN bash /setup/java.sh")]
    [InlineData("FROM ubuntu:24.04\nRUN --mount=type=cache,target=/var/lib/apt apt-get update && apt-get purge -y imagemagick\nRUN --mount=type=cache,target=/var/lib/apt apt-get install -y vim && /tmp/setup.sh")]
    public void Layers_with_lists_of_their_own_are_silent(string text) => IsSilent(text);

    [Fact]
    public void Script_behind_deleted_lists_may_fetch_them_again() => Reports(
        "FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*\nRUN /tmp/fixes.sh\nRUN [|apt-get install|] -y curl", fixedText: "FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*\nRUN /tmp/fixes.sh\nRUN apt-get update && apt-get install -y curl",
        confidence: Confidence.Medium);

    [Fact]
    public void Here_document_is_one_layer() => IsSilent("FROM ubuntu:22.04\nRUN <<EOF\nset -e\napt-get update\napt-get install -y curl\nEOF\n", crlf: false);

    [Fact]
    public void Scripts_are_silent() => IsSilent("#!/bin/bash\nsudo apt-get install -y curl\n", file: "setup.sh", crlf: false);

    [Theory]
    [InlineData("RUN [|apt-get install|] -y curl\n", "RUN apt-get update && apt-get install -y curl\n")]
    [InlineData("RUN apt-get update\nRUN [|apt-get install|] -y curl\nRUN [|apt-get install|] -y git\n", "RUN apt-get update && apt-get install -y curl\nRUN apt-get update && apt-get install -y git\n")]
    [InlineData("RUN apt-get update && apt-get install -y a\nRUN DEBIAN_FRONTEND=noninteractive [|apt-get install|] -y curl\n", "RUN apt-get update && apt-get install -y a\nRUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y curl\n")]
    [InlineData("RUN cd /x \\\n && [|apt-get install|] -y curl\n", "RUN cd /x \\\n && apt-get update && apt-get install -y curl\n")]
    public void The_lists_are_fetched_in_front(string text, string mended) => Reports("FROM ubuntu:22.04\n" + text, fixedText: "FROM ubuntu:22.04\n" + mended, file: "Dockerfile", safety: FixSafety.Suggested);

    [Theory]
    [InlineData("RUN apt-get update && echo x\nRUN [|apt-get install|] -y curl\n")]
    [InlineData("RUN test -e /x || [|apt-get install|] -y curl\n")]
    public void Where_more_hangs_on_it_a_person_decides(string text) => Reports("FROM ubuntu:22.04\n" + text, file: "Dockerfile");
}
