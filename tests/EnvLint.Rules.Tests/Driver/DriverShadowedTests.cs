using EnvLint.Diagnostics;
using EnvLint.Rules.Driver;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Driver;

public sealed class DriverShadowedTests() : RuleTest<DriverShadowed>("Dockerfile")
{
    private const string From = "FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\n";

    [Fact]
    public void Stubs_in_front_in_an_image() => Reports(
        From + "ENV LD_LIBRARY_PATH=[|/usr/local/cuda/lib64/stubs|]:$LD_LIBRARY_PATH\n",
        From + "ENV LD_LIBRARY_PATH=$LD_LIBRARY_PATH\n",
        "'/usr/local/cuda/lib64/stubs' on the loader path puts the toolkit's stub libcuda in front of the driver",
        safety: FixSafety.Suggested);

    [Fact]
    public void Stubs_in_the_middle_of_a_path_that_inherits_last() => Reports(
        From + "ENV LD_LIBRARY_PATH=\"/usr/local/cuda/lib64:[|/usr/local/cuda/lib64/stubs|]:${LD_LIBRARY_PATH}\"\n",
        From + "ENV LD_LIBRARY_PATH=\"/usr/local/cuda/lib64:${LD_LIBRARY_PATH}\"\n");

    [Fact]
    public void Stubs_at_the_end_of_a_path_that_inherits_nothing() => Reports(
        From + "ENV LD_LIBRARY_PATH=/usr/local/cuda/lib64:[|/usr/local/cuda/lib64/stubs|]\n",
        From + "ENV LD_LIBRARY_PATH=/usr/local/cuda/lib64\n");

    [Fact]
    public void Stubs_alone_have_no_fix() => Reports(From + "ENV LD_LIBRARY_PATH=[|/usr/local/cuda/lib64/stubs|]\n");

    [Fact]
    public void Optional_suffix_is_read() => Reports(
        From + "ENV LD_LIBRARY_PATH=[|/usr/local/cuda/compat${LD_LIBRARY_PATH:+:${LD_LIBRARY_PATH}}|]\n",
        message: "'/usr/local/cuda/compat' on the loader path puts forward compatibility libraries in front of the driver");

    [Fact]
    public void Folder_of_a_variable_is_known_by_its_end() => Reports(
        From + "ENV CUDA_HOME=/usr/local/cuda\nENV LD_LIBRARY_PATH=[|${CUDA_HOME}/compat|]:${LD_LIBRARY_PATH}\n",
        From + "ENV CUDA_HOME=/usr/local/cuda\nENV LD_LIBRARY_PATH=${LD_LIBRARY_PATH}\n");

    [Fact]
    public void Loader_file() => Reports(From + "RUN echo \"[|/usr/local/cuda/lib64/stubs|]\" > /etc/ld.so.conf.d/cuda-stubs.conf && ldconfig\n");

    [Fact]
    public void Profile() => Reports(
        "echo 'export LD_LIBRARY_PATH=[|/usr/local/cuda/lib64/stubs|]:$LD_LIBRARY_PATH' >> ~/.bashrc\n",
        "echo 'export LD_LIBRARY_PATH=$LD_LIBRARY_PATH' >> ~/.bashrc\n",
        file: "setup.sh");

    [Fact]
    public void Script_that_runs_something() => Reports(
        "export LD_LIBRARY_PATH=[|/usr/local/cuda/lib64/stubs|]:$LD_LIBRARY_PATH\npython train.py\n",
        "export LD_LIBRARY_PATH=$LD_LIBRARY_PATH\npython train.py\n",
        file: "train.sh");

    [Fact]
    public void Folder_of_wsl_is_lost() => Reports(
        "export LD_LIBRARY_PATH=/usr/lib/wsl/lib:$LD_LIBRARY_PATH\nexport LD_LIBRARY_PATH=[|/usr/local/cuda/lib64|]\npython train.py\n",
        "export LD_LIBRARY_PATH=/usr/lib/wsl/lib:$LD_LIBRARY_PATH\nexport LD_LIBRARY_PATH=/usr/local/cuda/lib64:$LD_LIBRARY_PATH\npython train.py\n",
        "'LD_LIBRARY_PATH' is replaced: /usr/lib/wsl/lib, which was put on it before, is lost",
        file: "train.sh");

    [Theory]
    [InlineData("ENV LIBRARY_PATH=/usr/local/cuda/lib64/stubs\n")]
    [InlineData("ENV LD_LIBRARY_PATH=/usr/local/cuda/lib64:$LD_LIBRARY_PATH\n")]
    [InlineData("ENV LD_LIBRARY_PATH=$LD_LIBRARY_PATH:/usr/local/cuda/lib64/stubs\n")]
    [InlineData("ENV LD_LIBRARY_PATH=/usr/local/nvidia/lib64:/usr/local/cuda/lib64/stubs\n")]
    [InlineData("RUN LD_LIBRARY_PATH=/usr/local/cuda/lib64/stubs make\n")]
    [InlineData("RUN export LD_LIBRARY_PATH=/usr/local/cuda/lib64/stubs:$LD_LIBRARY_PATH && make\n")]
    [InlineData("RUN echo /usr/local/cuda/lib64/stubs > /etc/ld.so.conf.d/a.conf && ldconfig && make && rm /etc/ld.so.conf.d/a.conf && ldconfig\n")]
    [InlineData("RUN echo /usr/local/cuda/lib64/stubs > /etc/ld.so.conf.d/z-cuda-stubs.conf && ldconfig\n")]
    [InlineData("ENV LD_LIBRARY_PATH=/usr/local/cuda/lib64/stubs\nRUN make\nENV LD_LIBRARY_PATH=/usr/local/cuda/lib64\n")]
    [InlineData("ENV LD_LIBRARY_PATH=/opt/stubs:/opt/compat\n")]
    [InlineData("RUN echo '# /usr/local/cuda/lib64/stubs' > /etc/ld.so.conf.d/a.conf\n")]
    [InlineData("# ENV LD_LIBRARY_PATH=/usr/local/cuda/lib64/stubs\n")]
    public void For_one_build_step_or_behind_the_driver_is_silent(string text) => IsSilent(From + text);

    [Fact]
    public void Stage_that_is_only_copied_from_is_silent() => IsSilent(
        From.TrimEnd() + " AS maker\nENV LD_LIBRARY_PATH=/usr/local/cuda/lib64/stubs\nRUN make\nFROM ubuntu:24.04\nCOPY --from=maker /app /app\n");

    [Fact]
    public void Stage_for_tests_is_silent() => IsSilent(
        From.TrimEnd() + " AS base\nFROM base AS test\nENV LD_LIBRARY_PATH=/usr/local/cuda/lib64/stubs/:$LD_LIBRARY_PATH\n");

    [Fact]
    public void Forward_compatibility_on_an_unknown_base_is_silent() => IsSilent("ARG BASE\nFROM ${BASE}\nENV LD_LIBRARY_PATH=/usr/local/cuda/compat:$LD_LIBRARY_PATH\n");

    [Fact]
    public void Forward_compatibility_on_jetson_is_silent() => IsSilent("FROM nvcr.io/nvidia/l4t-cuda:12.2.12-runtime\nENV LD_LIBRARY_PATH=/usr/local/cuda/compat:$LD_LIBRARY_PATH\n");

    [Fact]
    public void Forward_compatibility_after_a_question_is_silent() => IsSilent(
        "if [ \"$DRIVER\" != \"$WANTED\" ]; then\n  export LD_LIBRARY_PATH=/usr/local/cuda/compat:$LD_LIBRARY_PATH\nfi\npython serve.py\n", file: "entrypoint.sh");

    [Fact]
    public void Forward_compatibility_in_wsl_is_another_rules() => IsSilent("export LD_LIBRARY_PATH=/usr/local/cuda/compat:$LD_LIBRARY_PATH\n", target: "wsl2", file: "a.sh");

    [Theory]
    [InlineData("export LD_LIBRARY_PATH=/usr/local/cuda/lib64/stubs:$LD_LIBRARY_PATH\nmake -j4\n")]
    [InlineData("export LD_LIBRARY_PATH=/usr/local/cuda/lib64/stubs:$LD_LIBRARY_PATH\nunset LD_LIBRARY_PATH\n./run\n")]
    [InlineData("LD_LIBRARY_PATH=/usr/local/cuda/lib64/stubs ./configure\n")]
    [InlineData("export LD_LIBRARY_PATH=/usr/lib/wsl/lib:$LD_LIBRARY_PATH\nexport LD_LIBRARY_PATH=/usr/local/cuda/lib64:$LD_LIBRARY_PATH\n")]
    [InlineData("export LD_LIBRARY_PATH=/usr/lib/wsl/lib\nexport LD_LIBRARY_PATH=$MINE\n")]
    [InlineData("export LD_LIBRARY_PATH=/usr/local/cuda/lib64\n")]
    public void Script_that_builds_or_keeps_the_path_is_silent(string script) => IsSilent(script, file: "build.sh");
}
