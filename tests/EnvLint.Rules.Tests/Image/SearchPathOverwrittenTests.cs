using EnvLint.Diagnostics;
using EnvLint.Rules.Image;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Image;

public sealed class SearchPathOverwrittenTests() : RuleTest<SearchPathOverwritten>("Dockerfile")
{
    private const string Cuda = "FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\n";

    [Fact]
    public void Drops_what_the_base_had() => Reports(
        Cuda + "ENV LD_LIBRARY_PATH=[|/opt/lib|]\n",
        fixedText: Cuda + "ENV LD_LIBRARY_PATH=/opt/lib${LD_LIBRARY_PATH:+:${LD_LIBRARY_PATH}}\n",
        message: "LD_LIBRARY_PATH is replaced: '/usr/local/nvidia/lib:/usr/local/nvidia/lib64', which 'nvidia/cuda:12.4.1-runtime-ubuntu22.04' has on it, is lost",
        severity: Severity.Info,
        safety: FixSafety.Suggested);

    [Fact]
    public void Names_only_what_is_lost() => Reports(
        Cuda + "ENV PATH=[|\"/x:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\"|]\n",
        fixedText: Cuda + "ENV PATH=\"/x:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin${PATH:+:${PATH}}\"\n",
        message: "PATH is replaced: '/usr/local/cuda/bin', which 'nvidia/cuda:12.4.1-runtime-ubuntu22.04' has on it, is lost");

    [Fact]
    public void Older_releases_keep_programs_outside_usr() => Reports(
        "FROM ubuntu:18.04\nENV PATH=[|/opt/x:/usr/local/bin:/usr/sbin:/usr/bin|]\n",
        fixedText: "FROM ubuntu:18.04\nENV PATH=/opt/x:/usr/local/bin:/usr/sbin:/usr/bin${PATH:+:${PATH}}\n",
        message: "PATH is replaced: '/sbin:/bin', which 'ubuntu:18.04' has on it, is lost",
        severity: Severity.Warning);

    [Theory]
    [InlineData("ENV LD_LIBRARY_PATH=/a[|:$LD_LIBRARY_PATH|]\n", "ENV LD_LIBRARY_PATH=/a${LD_LIBRARY_PATH:+:${LD_LIBRARY_PATH}}\n")]
    [InlineData("ENV LD_LIBRARY_PATH=\"/a[|:${LD_LIBRARY_PATH}|]\"\n", "ENV LD_LIBRARY_PATH=\"/a${LD_LIBRARY_PATH:+:${LD_LIBRARY_PATH}}\"\n")]
    [InlineData("ENV LD_LIBRARY_PATH=[|${LD_LIBRARY_PATH}:|]/a\n", "ENV LD_LIBRARY_PATH=${LD_LIBRARY_PATH:+${LD_LIBRARY_PATH}:}/a\n")]
    [InlineData("ENV LD_LIBRARY_PATH=/a[|:$LD_LIBRARY_PATH|]:/b\n", "ENV LD_LIBRARY_PATH=/a${LD_LIBRARY_PATH:+:${LD_LIBRARY_PATH}}:/b\n")]
    [InlineData("ENV LD_LIBRARY_PATH /a[|:$LD_LIBRARY_PATH|]\n", "ENV LD_LIBRARY_PATH /a${LD_LIBRARY_PATH:+:${LD_LIBRARY_PATH}}\n")]
    public void Leaves_an_empty_element(string text, string expected) =>
        Reports("FROM ubuntu:24.04\n" + text, fixedText: "FROM ubuntu:24.04\n" + expected, safety: FixSafety.Safe, severity: Severity.Warning);

    [Fact]
    public void For_Python_that_is_a_hint() => Reports(
        "FROM python:3.12\nENV PYTHONPATH=/app[|:$PYTHONPATH|]\n",
        fixedText: "FROM python:3.12\nENV PYTHONPATH=/app${PYTHONPATH:+:${PYTHONPATH}}\n",
        message: "'PYTHONPATH' has no value yet, and the colon beside it stays: an empty element of PYTHONPATH is the current folder",
        severity: Severity.Info);

    [Fact]
    public void Written_out() => Reports("FROM example/x:1\nENV LD_LIBRARY_PATH=[|/a:|]\n", message: "an empty element stands at its end or beginning: an empty element of LD_LIBRARY_PATH is the current folder");

    [Theory]
    [InlineData("ENV PATH=/root/.local/bin:/usr/local/cuda/bin:/usr/local/bin:/usr/bin:/usr/sbin\n")]
    [InlineData("ENV LD_LIBRARY_PATH=/a:$LD_LIBRARY_PATH\n")]
    [InlineData("ENV LD_LIBRARY_PATH=/usr/local/nvidia/lib:/usr/local/nvidia/lib64/:/a\n")]
    [InlineData("ENV LD_LIBRARY_PATH=/a:$OTHER\n")]
    [InlineData("ENV PATH=/a:$PATH PATHS=/b\n")]
    [InlineData("ENV LD_LIBRARY_PATH=/usr/local/cuda/lib64/stubs\n")]
    [InlineData("ENV LD_LIBRARY_PATH=/a:$LD_LIBRARY_PATH\nENV LD_LIBRARY_PATH=/b\n")]
    [InlineData("RUN LD_LIBRARY_PATH=/b make\n")]
    public void Is_silent_on_CUDA_images(string text) => IsSilent(Cuda + text);

    [Theory]
    [InlineData("FROM example/x:1\nENV LD_LIBRARY_PATH=/a:$LD_LIBRARY_PATH\n")]
    [InlineData("FROM example/x:1\nENV LD_LIBRARY_PATH=/a\n")]
    [InlineData("FROM ubuntu:24.04\nENV LD_LIBRARY_PATH=/a\n")]
    [InlineData("FROM ubuntu:24.04\nENV LD_LIBRARY_PATH=/a\nENV LD_LIBRARY_PATH=/b:$LD_LIBRARY_PATH\n")]
    [InlineData("FROM ubuntu:24.04 AS a\nENV LD_LIBRARY_PATH=/a\nFROM a\nENV LD_LIBRARY_PATH=/b:$LD_LIBRARY_PATH\n")]
    [InlineData("FROM ubuntu:24.04\nARG LD_LIBRARY_PATH\nENV LD_LIBRARY_PATH=/b:$LD_LIBRARY_PATH\n")]
    [InlineData("FROM ubuntu:24.04\nENV LD_LIBRARY_PATH=/a${LD_LIBRARY_PATH:+:${LD_LIBRARY_PATH}}\n")]
    [InlineData("FROM ubuntu:24.04\nENV LD_LIBRARY_PATH=/a:${LD_LIBRARY_PATH:-/b}\n")]
    [InlineData("FROM scratch\nENV PATH=/a:$PATH\n")]
    public void Is_silent(string text) => IsSilent(text);
}
