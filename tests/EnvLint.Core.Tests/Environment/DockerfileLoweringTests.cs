using EnvLint.Environment.Facts;

namespace EnvLint.Core.Tests.Environment;

public sealed class DockerfileLoweringTests
{
    [Theory]
    [InlineData("FROM nvidia/cuda:12.4.1-devel-ubuntu22.04", "nvidia/cuda 12.4.1-devel-ubuntu22.04")]
    [InlineData("ARG V=12.4.1\nFROM nvidia/cuda:${V}-devel", "nvidia/cuda 12.4.1-devel")]
    [InlineData("ARG V\nFROM nvidia/cuda:${V}-devel", "?")]
    [InlineData("ARG V\nFROM nvidia/cuda:${V:-12.4.1}-devel", "?")]
    [InlineData("FROM docker.io/library/ubuntu", "ubuntu ")]
    [InlineData("FROM nvcr.io/nvidia/pytorch:24.05-py3", "nvcr.io/nvidia/pytorch 24.05-py3")]
    [InlineData("FROM localhost:5000/a/b@sha256:0123", "localhost:5000/a/b ")]
    [InlineData("FROM scratch", "?")]
    [InlineData("FROM a AS b\nFROM b", "a ")]
    public void Base_images(string dockerfile, string expected) =>
        Assert.Equal(
            expected,
            string.Join(';', FactText.Facts("Dockerfile", dockerfile).Images.Select(image => image.Reference is { } reference ? $"{reference.FullRepository} {reference.Tag}" : "?")));

    [Fact]
    public void A_stage_that_begins_with_another_has_its_base_and_its_variables()
    {
        var manifest = FactText.Analyze("Dockerfile", "FROM ubuntu:24.04 AS One\nENV V=1\nFROM one AS two\nRUN echo $V\n").Dockerfile;
        Assert.NotNull(manifest);
        Assert.Equal("ubuntu", manifest.Stages[1].BaseImage?.Repository);
        Assert.Same(manifest.Stages[0], manifest.Stages[1].Parent);
        Assert.True(manifest.Stages[1].IsLast);
        Assert.Equal("1", manifest.Steps[0].Commands[0].Arguments[0].Value);
    }

    [Theory]
    [InlineData("RUN a && b", "a stops\nb stops")]
    [InlineData("RUN a; b", "a ignored\nb stops")]
    [InlineData("RUN set -eux; a; b", "set [-eux] ignored\na stops\nb stops")]
    [InlineData("RUN a || true", "a ignored\ntrue conditional stops")]
    [InlineData("RUN a | b", "a ignored\nb stops")]
    [InlineData("SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN a | b", "a stops\nb stops")]
    [InlineData("RUN [\"a\", \"b c\"]", "a [b c] stops")]
    [InlineData("RUN [\"/bin/bash\", \"-c\", \"a && b\"]", "bash [-c] [a && b] stops\na\nb")]
    [InlineData("SHELL [\"powershell\", \"-command\"]\nRUN a", "")]
    [InlineData("RUN <<EOF\na\nb\nEOF", "a ignored\nb stops")]
    [InlineData("RUN <<EOF\n#!/usr/bin/env python3\nimport os\nEOF", "")]
    [InlineData("RUN cat <<EOF > /x && b\na\nEOF", "cat stops\nb stops")]
    [InlineData("RUN python3 <<EOF\nimport torch\nEOF", "python3 stops")]
    [InlineData("RUN a \\\n  # comment\n\n  && b \\ \n  && c", "a stops\nb stops\nc stops")]
    [InlineData("ENV P=\"a b\"\nRUN apt-get install $P", "apt-get [install] [a] [b] stops")]
    [InlineData("ARG P=a\nRUN echo $P", "echo [a] stops")]
    [InlineData("RUN export X=1\nRUN echo $X", "export [X=1] stops\necho [?$X] stops")]
    public void Commands_of_a_stage(string instructions, string expected) =>
        Assert.Equal(expected, FactText.Commands("Dockerfile", "FROM ubuntu:24.04\n" + instructions + "\n"));

    [Fact]
    public void A_global_argument_needs_to_be_declared_in_the_stage()
    {
        const string Text = "ARG V=1\nFROM ubuntu\nRUN echo $V\nARG V\nRUN echo $V\n";
        Assert.Equal("echo [?$V] stops\necho [1] stops", FactText.Commands("Dockerfile", Text));
    }

    [Theory]
    [InlineData("RUN apt-get update && \\\n    # why\n    apt-get install -y \\\n      [|nvidia-driver-550|]\n")]
    [InlineData("RUN <<EOF\napt-get install -y [|nvidia-driver-550|]\nEOF\n")]
    [InlineData("RUN bash -c 'apt-get install -y [|nvidia-driver-550|]'\n")]
    [InlineData("RUN [\"bash\", \"-c\", \"apt-get install -y [|nvidia-driver-550|]\"]\n")]
    [InlineData("RUN bash <<EOF && \\\n  true\napt-get install -y [|nvidia-driver-550|]\nEOF\n")]
    public void Spans_are_exact_through_every_embedding(string markup)
    {
        var text = "FROM ubuntu:24.04\n" + markup;
        var start = text.IndexOf("[|", StringComparison.Ordinal);
        text = text.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
        // The builder hands a here-document to the shell with its carriage returns: they become part of the words.
        var windows = text.Contains("<<", StringComparison.Ordinal) ? text : text.Replace("\n", "\r\n", StringComparison.Ordinal);
        foreach (var variant in new[] { text, windows })
        {
            var package = Assert.Single(FactText.Facts("Dockerfile", variant).Packages, static package => package.Name == "nvidia-driver-550");
            Assert.Equal("nvidia-driver-550", variant.Substring(package.Span.Start, package.Span.Length));
        }

        Assert.Equal(start, FactText.Facts("Dockerfile", text).Packages[^1].Span.Start);
    }

    [Fact]
    public void Images_of_copies_and_mounts_are_no_stages()
    {
        const string Text = "FROM ubuntu AS a\nCOPY --from=ghcr.io/astral-sh/uv:0.8 /uv /bin/\nCOPY --from=a /x /y\nCOPY --from=0 /x /y\nRUN --mount=type=bind,from=busybox:1,target=/b ls\n";
        Assert.Equal(
            ["ghcr.io/astral-sh/uv", "busybox"],
            FactText.Facts("Dockerfile", Text).Images.Where(static image => image.Role == ImageRole.CopySource).Select(static image => image.Reference!.FullRepository));
    }

    [Fact]
    public void Each_stage_has_a_sequence_that_knows_the_one_before()
    {
        var sequences = FactText.Facts("Dockerfile", "FROM ubuntu AS a\nRUN x\nFROM a\nRUN y\nFROM alpine\nRUN z\n").Sequences;
        Assert.Equal(3, sequences.Length);
        Assert.Same(sequences[0], sequences[1].Base);
        Assert.Null(sequences[2].Base);
        Assert.Equal("y", sequences[1].Facts.OfType<CommandUse>().Single().Program);
    }

    [Fact]
    public void An_empty_file_has_no_facts() => Assert.Empty(FactText.Facts("Dockerfile", "").Sequences);

    [Fact]
    public void What_a_RUN_sets_ends_with_it()
    {
        var commands = FactText.Facts("Dockerfile", "FROM a\nENV V=1\nRUN V=2 && echo $V\nRUN echo $V\n").Commands;
        Assert.Equal(["2", "1"], commands.Select(static command => command.Arguments[0].Value));
    }

    [Fact]
    public void The_last_stage_of_a_name_is_meant()
    {
        var stages = FactText.Facts("Dockerfile", "FROM a AS x\nENV V=1\nFROM b AS X\nENV V=2\nFROM x\nRUN echo $V\n").Commands;
        Assert.Equal("2", Assert.Single(stages).Arguments[0].Value);
    }
}
