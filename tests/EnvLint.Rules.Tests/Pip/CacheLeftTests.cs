using EnvLint.Diagnostics;
using EnvLint.Rules.Pip;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Pip;

public sealed class CacheLeftTests() : RuleTest<CacheLeft>("Dockerfile")
{
    [Fact]
    public void In_the_final_stage() => Reports(
        "FROM python:3.11-slim\nRUN [|pip install|] torch && [|python3 -m pip install|] --upgrade numpy\n".Replace("[|python3 -m pip install|]", "python3 -m [|pip install|]", StringComparison.Ordinal),
        "FROM python:3.11-slim\nRUN pip install --no-cache-dir torch && python3 -m pip install --no-cache-dir --upgrade numpy\n",
        "'pip install' leaves its cache of downloads in the image\n'pip install' leaves its cache of downloads in the image",
        Severity.Info,
        FixSafety.Safe);

    [Fact]
    public void In_a_stage_that_the_final_one_begins_with() => Reports(
        "FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04 AS base\nRUN [|pip3 install|] torch\nFROM base\nRUN true\n",
        "FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04 AS base\nRUN pip3 install --no-cache-dir torch\nFROM base\nRUN true\n");

    [Fact]
    public void Files_of_others_are_no_cache() => Reports(
        "FROM python:3.11-slim\nRUN [|pip install|] torch && rm -rf /var/lib/apt/lists/*\n", "FROM python:3.11-slim\nRUN pip install --no-cache-dir torch && rm -rf /var/lib/apt/lists/*\n");

    [Fact]
    public void Cleaning_in_another_layer_is_too_late() => Reports(
        "FROM python:3.11-slim\nRUN [|pip install|] torch\nRUN rm -rf /root/.cache\n", "FROM python:3.11-slim\nRUN pip install --no-cache-dir torch\nRUN rm -rf /root/.cache\n");

    [Theory]
    [InlineData("RUN pip install --no-cache-dir torch\n")]
    [InlineData("RUN pip install --no-cache torch\n")]
    [InlineData("RUN pip --no-cache-dir install torch\n")]
    [InlineData("ENV PIP_NO_CACHE_DIR=1\nRUN pip install torch\n")]
    [InlineData("ENV PIP_NO_CACHE_DIR=off\nRUN pip install torch\n")]
    [InlineData("ARG PIP_NO_CACHE_DIR=1\nRUN pip install torch\n")]
    [InlineData("RUN PIP_NO_CACHE_DIR=1 pip install torch\n")]
    [InlineData("RUN export PIP_NO_CACHE_DIR=1 && pip install torch\n")]
    [InlineData("RUN --mount=type=cache,target=/root/.cache/pip pip install torch\n")]
    [InlineData("RUN --mount=type=tmpfs,target=/root/.cache pip install torch\n")]
    [InlineData("RUN pip install torch && rm -rf /root/.cache\n")]
    [InlineData("RUN pip install torch && rm -rf ~/.cache/pip\n")]
    [InlineData("RUN pip install torch && pip cache purge\n")]
    [InlineData("RUN uv pip install --system torch\n")]
    [InlineData("RUN pip install $OPTIONS torch\n")]
    [InlineData("RUN pip install --no-deps . ./plugin\n")]
    [InlineData("RUN pip uninstall -y torch\n")]
    [InlineData("RUN pip config set global.no-cache-dir true && pip install torch\n")]
    [InlineData("COPY pip.conf /etc/pip.conf\nRUN pip install torch\n")]
    public void No_cache_stays(string text) => IsSilent("FROM python:3.11-slim\n" + text);

    [Fact]
    public void Builder_stages_need_no_cleaning() => IsSilent("FROM python:3.11 AS build\nRUN pip wheel -w /w torch && pip install torch\nFROM python:3.11-slim\nCOPY --from=build /w /w\n");

    [Fact]
    public void An_image_that_is_not_known_may_have_switched_it_off() => IsSilent("FROM registry.example.org/team/base:1\nRUN pip install torch\n");

    [Fact]
    public void Scripts_are_no_images() => IsSilent("pip install torch\n", file: "setup.sh");
}
