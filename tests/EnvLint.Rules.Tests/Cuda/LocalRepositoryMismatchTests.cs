using EnvLint.Diagnostics;
using EnvLint.Rules.Cuda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Cuda;

public sealed class LocalRepositoryMismatchTests() : RuleTest<LocalRepositoryMismatch>("setup.sh")
{
    private const string Installer = "dpkg -i cuda-repo-ubuntu2204-12-4-local_12.4.1-550.54.15-1_amd64.deb";

    [Fact]
    public void Package_of_another_release() =>
        Reports(
            $"#!/bin/bash\n{Installer}\napt-get update\napt-get install -y [|cuda-toolkit-12-6|]\n",
            $"#!/bin/bash\n{Installer}\napt-get update\napt-get install -y cuda-toolkit-12-4\n",
            message: "'cuda-toolkit-12-6' is not in the local installer, which holds CUDA 12.4 only",
            severity: Severity.Warning,
            safety: FixSafety.Suggested, crlf: false);

    [Fact]
    public void In_an_image_of_a_distribution_it_is_certain() =>
        Reports(
            $"FROM ubuntu:22.04\nRUN {Installer} && apt-get update && apt-get install -y [|cuda-nvcc-12-6|]\n",
            $"FROM ubuntu:22.04\nRUN {Installer} && apt-get update && apt-get install -y cuda-nvcc-12-4\n",
            severity: Severity.Error,
            file: "Dockerfile", crlf: false);

    [Fact]
    public void Folder_of_another_release() =>
        Reports($"#!/bin/bash\n{Installer}\ncp [|/var/cuda-repo-ubuntu2204-12-3-local/cuda-*-keyring.gpg|] /usr/share/keyrings/\n", severity: Severity.Warning, crlf: false);

    [Theory]
    [InlineData(Installer + "\napt-get install -y cuda-toolkit-12-4 libcudnn9-cuda-12")]
    [InlineData(Installer + "\napt-get install -y cuda cuda-toolkit")]
    [InlineData(Installer + "\ncp /var/cuda-repo-ubuntu2204-12-4-local/cuda-*-keyring.gpg /usr/share/keyrings/")]
    [InlineData(Installer + "\ndpkg -i cuda-repo-ubuntu2204-12-6-local_12.6.0-560.28.03-1_amd64.deb\napt-get install -y cuda-toolkit-12-6")]
    [InlineData("dpkg -i cuda-keyring_1.1-1_all.deb\n" + Installer + "\napt-get install -y cuda-toolkit-12-6")]
    [InlineData("dpkg -i cuda-keyring_1.1-1_all.deb\napt-get install -y cuda-toolkit-12-6")]
    [InlineData("apt-get install -y cuda-toolkit-12-6\n" + Installer)]
    [InlineData(Installer + "\napt-get install -y cuda-toolkit-$VERSION")]
    public void Releases_that_fit_are_silent(string text) => IsSilent($"#!/bin/bash\n{text}\n", crlf: false);
}
