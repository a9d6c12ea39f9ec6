using EnvLint.Manifests;

namespace EnvLint.Core.Tests.Manifests;

public sealed class ManifestClassifierTests
{
    [Theory]
    [InlineData("Dockerfile", ManifestKind.Dockerfile)]
    [InlineData("docker/dockerfile", ManifestKind.Dockerfile)]
    [InlineData("Containerfile", ManifestKind.Dockerfile)]
    [InlineData("Dockerfile.gpu", ManifestKind.Dockerfile)]
    [InlineData("Dockerfile-cuda12.4", ManifestKind.Dockerfile)]
    [InlineData("a/b.dockerfile", ManifestKind.Dockerfile)]
    [InlineData("Dockerfile.md", ManifestKind.None)]
    [InlineData("Dockerfile.j2", ManifestKind.None)]
    [InlineData("Dockerfile.tmpl", ManifestKind.None)]
    [InlineData("Dockerfile.dockerignore", ManifestKind.None)]
    [InlineData("Dockerfiles", ManifestKind.None)]
    [InlineData("setup.sh", ManifestKind.Shell)]
    [InlineData("setup.bash", ManifestKind.Shell)]
    [InlineData("setup.sh.in", ManifestKind.None)]
    [InlineData(".wslconfig", ManifestKind.WslGlobalConfig)]
    [InlineData("home/.WSLConfig", ManifestKind.WslGlobalConfig)]
    [InlineData("etc/wsl.conf", ManifestKind.WslDistributionConfig)]
    [InlineData("resolv.conf", ManifestKind.None)]
    [InlineData("README.md", ManifestKind.None)]
    public void Names_say_what_a_file_is(string path, ManifestKind expected) => Assert.Equal(expected, ManifestClassifier.Classify(path, ""));

    [Theory]
    [InlineData("run", "#!/bin/sh\n", ManifestKind.Shell)]
    [InlineData("run", "#! /usr/bin/env bash\r\n", ManifestKind.Shell)]
    [InlineData("run", "#!/usr/bin/env -S bash -e\n", ManifestKind.Shell)]
    [InlineData("run", "#!/usr/bin/env X=1 dash", ManifestKind.Shell)]
    [InlineData("run", "#!/usr/bin/python3\n", ManifestKind.None)]
    [InlineData("run", "echo\n", ManifestKind.None)]
    [InlineData("run", "", ManifestKind.None)]
    [InlineData("run.txt", "#!/bin/sh\n", ManifestKind.None)]
    [InlineData("run.sh", "#!/usr/bin/env python3\n", ManifestKind.None)]
    [InlineData("run.sh", "#!/usr/bin/zsh\n", ManifestKind.None)]
    [InlineData("run.sh", "echo\n", ManifestKind.Shell)]
    [InlineData("2to3", "#!/bin/sh\n'''exec' /a/python \"$0\" \"$@\"\n' '''\n", ManifestKind.None)]
    public void The_first_line_may_say_more(string path, string text, ManifestKind expected) => Assert.Equal(expected, ManifestClassifier.Classify(path, text));
}
