using EnvLint.Syntax.Dockerfile;
using EnvLint.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.Core.Tests.Syntax.Dockerfile;

public sealed class DockerfileLosslessTests
{
    private const string Sample = """
        # syntax=docker/dockerfile:1
        # escape=\

        # A comment
        ARG CUDA=12.4.1
          # an indented one
        FROM --platform=$BUILDPLATFORM nvidia/cuda:${CUDA}-devel-ubuntu22.04 AS base
        ENV A=1 B="two words" \
            # inside a continued instruction
            C='it''s' \

            D=a\ b
        LABEL org.example.title "old form"
        RUN --mount=type=cache,target=/root/.cache \
            --network="host" apt-get update \
         && apt-get install -y  \  
            curl
        RUN <<-'EOF' bash && cat 3<<OTHER
        	echo $HOME
        	EOF
        second
        OTHER
        COPY --from=base --chown=1000:1000 <<a.txt ["x"] /dest/
        text
        a.txt
        SHELL ["/bin/bash", "-o", "pipefail", "-c"]
        HEALTHCHECK --interval=30s CMD ["curl", "-f", "http://localhost/\u0041"]
        ONBUILD COPY . /app
        CMD [ "python",
        EXPOSE 80 443/tcp
        USER me
        ENTRYPOINT exec top -b \
        """;

    [Fact]
    public void Tokens_tile_a_text_with_everything_in_it()
    {
        var tree = DockerfileTreeAssert.Sound(Sample);
        foreach (var kind in Enum.GetValues<DockerfileTokenKind>())
        {
            Assert.Equal(kind != DockerfileTokenKind.Skipped, tree.Tokens.Any(token => token.Kind == kind));
        }
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r\r\n")]
    [InlineData("\r")]
    public void Tokens_tile_a_text_with_other_line_ends(string newline)
    {
        DockerfileTreeAssert.Sound(Sample.Replace("\n", newline, StringComparison.Ordinal));
        DockerfileTreeAssert.Sound("\uFEFF" + Sample.Replace("\n", newline, StringComparison.Ordinal));
    }

    [Fact]
    public void Carriage_returns_change_nothing_but_offsets()
    {
        var unix = DockerfileParser.Parse(Sample).Instructions.Select(DockerfileTreeAssert.Show);
        var windows = DockerfileParser.Parse(Sample.Replace("\n", "\r\n", StringComparison.Ordinal)).Instructions.Select(DockerfileTreeAssert.Show);
        Assert.Equal(unix, windows);
    }

    [Fact]
    public void Tokens_tile_every_beginning_and_every_end()
    {
        TreeAssert.EachBeginning(Sample, static text => DockerfileTreeAssert.Sound(text));
        for (var i = 0; i < Sample.Length; i++)
        {
            DockerfileTreeAssert.Sound(Sample[i..]);
        }
    }

    [Fact]
    public void Tokens_tile_random_mixtures()
    {
        string[] pieces =
        [
            "FROM a", "RUN ", "COPY ", "ENV ", "ARG x", "ONBUILD ", "HEALTHCHECK ", "CMD ", "SHELL ", "LABEL ", "# syntax=x", "# escape=`", "#", "\\", "`", "\n", "\n", "\r\n", " ", "\t",
            "<<EOF", "<<-'E'", "EOF", "E", "--a=b", "--", "[", "]", "\"a\"", ",", "\"", "'", "${", "}", "$x", ":-", "##", "=", "a=b", "é", "😀", "\uFEFF", "\0", "\u00a0", "\ud800",
        ];
        var texts = Gen.Elements(pieces).ListOf().Select(static list => string.Concat(list));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(60), Prop.ForAll(texts.ToArbitrary(), static text =>
        {
            DockerfileTreeAssert.Sound(text);
        }));
    }

    [Fact]
    public void Tokens_tile_random_text()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(ArbMap.Default.ArbFor<string?>(), static text =>
        {
            DockerfileTreeAssert.Sound(text ?? "");
        }));
    }

    [Fact]
    public void The_tokens_of_a_continued_instruction_are_told_apart()
    {
        var tree = DockerfileParser.Parse("  RU\\\nN --a\\  \n=b \\\n # c\n\n x\n");
        Assert.Equal(
            [
                (DockerfileTokenKind.Blank, "  "), (DockerfileTokenKind.Keyword, "RU"), (DockerfileTokenKind.LineContinuation, "\\\n"), (DockerfileTokenKind.Keyword, "N"),
                (DockerfileTokenKind.Blank, " "), (DockerfileTokenKind.Flag, "--a"), (DockerfileTokenKind.LineContinuation, "\\  \n"), (DockerfileTokenKind.Flag, "=b"),
                (DockerfileTokenKind.Blank, " "), (DockerfileTokenKind.LineContinuation, "\\\n"), (DockerfileTokenKind.Blank, " "), (DockerfileTokenKind.Comment, "# c"),
                (DockerfileTokenKind.Newline, "\n"), (DockerfileTokenKind.Newline, "\n"), (DockerfileTokenKind.Blank, " "), (DockerfileTokenKind.Argument, "x"), (DockerfileTokenKind.Newline, "\n"),
            ],
            tree.Tokens.Select(token => (token.Kind, tree.Text.Substring(token.Start, token.Length))));
    }
}
