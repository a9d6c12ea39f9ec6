using EnvLint.Environment;
using EnvLint.Environment.Stack;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Environment.Stack;

/// <summary>Which environments a file describes, and what each is made of.</summary>
public sealed class StackReaderTests
{
    [Theory]
    [InlineData("FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04\n", "nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04 (12.4)")]
    [InlineData("FROM docker.io/nvidia/cuda:12.4.1-base-ubuntu22.04\n", "nvidia/cuda:12.4.1-base-ubuntu22.04 (12.4)")]
    [InlineData("ARG V=12.4.1\nFROM nvidia/cuda:${V}-base-ubuntu22.04\n", "nvidia/cuda:12.4.1-base-ubuntu22.04 (12.4)")]
    [InlineData("FROM pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime\nRUN pip install einops\n", "pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime | torch 2.4.0+cu121 (12.1)")]
    [InlineData("FROM pytorch/pytorch:2.4.0-cuda12.1-cudnn9-devel\nRUN pip install einops\n", "pytorch/pytorch:2.4.0-cuda12.1-cudnn9-devel (12.1) | torch 2.4.0+cu121 (12.1)")]
    [InlineData("FROM nvcr.io/nvidia/pytorch:24.05-py3\nRUN pip install einops\n", "nvcr.io/nvidia/pytorch:24.05-py3 (12.4) | Python 3.10 | torch 2.4 of NVIDIA (12.4)")]
    [InlineData("FROM tensorflow/tensorflow:2.15.0-gpu\nRUN pip install einops\n", "tensorflow/tensorflow:2.15.0-gpu (12.2) | tensorflow 2.15.0 (12.2)")]
    [InlineData("FROM vllm/vllm-openai:v0.6.0\nRUN pip install einops\n", "image ? what vllm/vllm-openai:v0.6.0 brings is not known")]
    [InlineData("FROM pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime\n", "pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime | torch 2.4.0+cu121 (12.1)")]
    [InlineData("FROM python:3.11-slim\nRUN pip install flask\n", "Python 3.11")]
    [InlineData("FROM python:3.11-slim\nRUN pip install torch==2.6.0\n", "Python 3.11 | torch 2.6.0+cu124 (12.4)")]
    public void Images_are_parts(string text, string expected) => Assert.Equal(expected, StackText.Parts(Assert.Single(StackText.Read("Dockerfile", text))));

    [Theory]
    [InlineData("FROM ubuntu:22.04\nRUN apt-get update\n")]
    [InlineData("FROM node:20\nRUN npm ci\n")]
    [InlineData("FROM scratch\n")]
    [InlineData("ARG BASE\nFROM ${BASE}\n")]
    [InlineData("FROM example.com/team/app:1\n")]
    public void Most_images_make_no_stack(string text) => Assert.Empty(StackText.Read("Dockerfile", text));

    [Theory]
    [InlineData("pip install einops", "torch 2.4.0+cu121 (12.1)")]
    [InlineData("pip install torch", "torch 2.4.0+cu121 (12.1)")]
    [InlineData("pip install 'torch>=2.0' torchvision", "torch 2.4.0+cu121 (12.1)")]
    [InlineData("pip install torchvision==0.19.0", "torch 2.4.0+cu121 (12.1)")]
    [InlineData("pip install torchvision==0.15.0", "torch ? 'torchvision' may bring another than the image has")]
    [InlineData("pip install torch==2.6.0", "torch ? 'torch' may bring another than the image has")]
    [InlineData("pip install torch==2.4.0+cu118 --index-url https://download.pytorch.org/whl/cu118", "torch ? 'torch' may bring another than the image has")]
    [InlineData("pip install -U torch", "torch ? 'torch' may bring another than the image has")]
    [InlineData("pip install vllm", "torch ? 'vllm' may bring another than the image has")]
    [InlineData("pip install git+https://github.com/pytorch/pytorch", "torch 2.4.0+cu121 (12.1)")]
    [InlineData("python -m venv /opt/venv && /opt/venv/bin/pip install numpy", null)]
    [InlineData("python -m venv /opt/venv && /opt/venv/bin/pip install torch==2.6.0", "torch 2.6.0+cu124 (12.4)")]
    public void What_an_image_ships_stays_until_something_else_may_take_its_place(string command, string? expected)
    {
        var stack = Assert.Single(StackText.Read("Dockerfile", $"FROM pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime\nRUN {command}\n"));
        Assert.Equal("pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime" + (expected is null ? "" : " | " + expected), StackText.Parts(stack));
    }

    [Theory]
    [InlineData("pip install torch", "torch 2.4 of NVIDIA (12.4)")]
    [InlineData("pip install 'torch>=2.4'", "torch ? 'torch' may bring another than the image has")]
    public void The_torch_of_NVIDIA_is_no_release(string command, string expected) =>
        Assert.EndsWith(expected, StackText.Parts(Assert.Single(StackText.Read("Dockerfile", $"FROM nvcr.io/nvidia/pytorch:24.05-py3\nRUN {command}\n"))));

    [Theory]
    [InlineData("torch==2.6.0", "torch 2.6.0+cu124 (12.4)")]
    [InlineData("torch", "torch 2.14.1+cu130 (13.0), others…")]
    [InlineData("torch<2.1,>=2.0", "torch 2.0.1+cu117 (11.7), others")]
    [InlineData("--index-url https://download.pytorch.org/whl/cu121\ntorch", "torch 2.5.1+cu121 (12.1), others")]
    [InlineData("--index-url https://download.pytorch.org/whl/cpu\ntorch==2.6.0", "torch 2.6.0+cpu")]
    [InlineData("--index-url https://example.com/simple\ntorch==2.6.0", "torch ? the sources of packages are not all known")]
    [InlineData("torch==2.99.0", "torch ? no release of the table fits")]
    [InlineData("torch==2.6.0 ; sys_platform == 'win32'", "")]
    [InlineData("torch==2.6.0 ; python_version < '3.9'", "torch ? what is installed depends on a condition or another package")]
    [InlineData("vllm", "torch ? 'vllm' brings the one that it wants")]
    [InlineData("tensorflow[and-cuda]==2.16.1", "tensorflow[and-cuda] 2.16.1 (12.3)")]
    [InlineData("tensorflow==2.16.1", "tensorflow 2.16.1")]
    [InlineData("tensorflow>=2.10,<2.14", "tensorflow ? the release is open, or not in the tables")]
    [InlineData("tensorflow==2.16.1 ; sys_platform == 'darwin'", "")]
    [InlineData("tensorflow==2.16.1 ; python_version < '3.9'", "tensorflow ? whether it is installed depends on a condition")]
    [InlineData("--index-url https://example.com/simple\ntensorflow==2.16.1", "tensorflow ? the sources of packages are not all known")]
    [InlineData("tensorflow-gpu==2.8.0", "tensorflow-gpu 2.8.0 (11.2)")]
    [InlineData("jax[cuda12]==0.4.30", "jax[cuda12] 0.4.30 (12)")]
    [InlineData("jax[cuda12]", "jax[cuda12] 0.11.0 (12)…")]
    [InlineData("jax==0.4.30", "")]
    [InlineData("onnxruntime-gpu==1.18.0", "onnxruntime-gpu 1.18.0 (11)")]
    [InlineData("onnxruntime-gpu==1.20.1", "onnxruntime-gpu 1.20.1 (12)")]
    [InlineData("onnxruntime-gpu==1.27.0", "onnxruntime-gpu ? the release is open, or not in the tables")]
    [InlineData("onnxruntime-gpu", "onnxruntime-gpu ? the release is open, or not in the tables")]
    [InlineData("onnxruntime==1.18.0", "")]
    [InlineData("cupy-cuda12x", "cupy-cuda12x (12)")]
    [InlineData("cupy", "")]
    [InlineData("faiss-gpu", "faiss-gpu ? the tables do not say what it needs")]
    [InlineData("faiss-gpu\ntorch==2.6.0", "torch 2.6.0+cu124 (12.4)")]
    [InlineData("flask", "")]
    [InlineData("torch==2.4.1\ntorch==2.6.0", "torch ? no release of the table fits")]
    public void Requests_are_parts(string text, string expected) => Assert.Equal(expected, StackText.Parts(Assert.Single(StackText.Read("requirements.txt", text + "\n"))));

    [Theory]
    [InlineData("channels: [pytorch, nvidia]\ndependencies:\n- pytorch=2.3.1\n- pytorch-cuda=12.1\n", "torch 2.3.1+cu121 (12.1)")]
    [InlineData("channels: [pytorch, nvidia]\ndependencies:\n- pytorch=2.3.1\n- pytorch-cuda\n", "torch 2.3.1+cu121 (12.1), others")]
    [InlineData("channels: [pytorch]\ndependencies:\n- pytorch=1.12.1\n- cudatoolkit=11.3\n", "torch 1.12.1+cu113 (11.3)")]
    [InlineData("channels: [conda-forge]\ndependencies:\n- cudatoolkit=11.3\n- cupy\n", "cudatoolkit 11.3 (11.3)")]
    [InlineData("channels: [conda-forge]\ndependencies:\n- cuda-version=12.4\n- pytorch-gpu\n", "cuda-version 12.4 (12.4) | pytorch-gpu ? conda chooses among builds that are not all known")]
    [InlineData("channels: [conda-forge]\ndependencies:\n- pytorch=2.3\n", "pytorch ? conda chooses among builds that are not all known")]
    [InlineData("channels: [pytorch, nvidia]\ndependencies:\n- pytorch=2.3.1\n- pytorch-cuda=12.9\n", "pytorch-cuda ? 'pytorch-cuda=12.9' does not exist: pytorch-cuda ends with 12.4 | pytorch ? conda chooses among builds that are not all known")]
    [InlineData("dependencies:\n- python=3.10\n- pip:\n  - torch==2.6.0\n", "Python 3.10 | torch 2.6.0+cu124 (12.4)")]
    [InlineData("dependencies:\n- cudatoolkit=11.3\n- pip:\n  - torch==2.6.0\n", "cudatoolkit 11.3 (11.3) | torch 2.6.0+cu124 (12.4)")]
    public void Conda_is_read_as_well(string text, string expected) => Assert.Equal(expected, StackText.Parts(Assert.Single(StackText.Read("environment.yml", text))));

    [Theory]
    [InlineData("requirements-cpu.txt", "torch==2.6.0\n")]
    [InlineData("requirements_apple-silicon.txt", "torch==2.6.0\n")]
    [InlineData("requirements-rocm.txt", "jax[cuda12]==0.4.30\n")]
    [InlineData("README.md", "# Windows\n\n```bash\npip install torch==2.6.0\n```\n")]
    public void What_is_for_another_machine_is_left_open(string path, string text)
    {
        var answer = StackText.Solve(path, text, "platform=linux,driver=470.82,gpu=RTX 3060");
        Assert.EndsWith("what stands beside it names another machine", StackText.Show(answer));
        Assert.EndsWith("+cpu", StackText.Parts(Assert.Single(StackText.Read("requirements-cpu.txt", "--index-url https://download.pytorch.org/whl/cpu\ntorch==2.6.0\n"))));
    }

    [Fact]
    public void Builds_that_are_listed_come_before_those_that_may_be() =>
        Assert.Equal("torch 1.10.0+cu111 (11.1), others", StackText.Parts(Assert.Single(StackText.Read("environment.yml", "channels: [pytorch]\ndependencies:\n- pytorch>=1.8\n- cudatoolkit=11.1\n"))));

    [Fact]
    public void Conda_takes_the_cuda_that_the_driver_runs()
    {
        const string text = "channels: [conda-forge]\ndependencies:\n- cuda-version>=11.8\n- cupy\n";

        var here = Assert.Single(StackText.Read("environment.yml", text));
        var old = Assert.Single(StackText.Read("environment.yml", text, "platform=linux,driver=470.82,gpu=RTX 3060"));
        Assert.StartsWith("13.", here.Parts[0].Today.Version);
        Assert.Equal("11.8", old.Parts[0].Today.Version);
        Assert.Equal(here.Parts[0].Options.Length, old.Parts[0].Options.Length);
        Assert.Null(StackSolver.Solve(old, EnvLint.Testing.Targets.Parse("platform=linux,driver=470.82,gpu=RTX 3060")).Conflict);
    }

    [Fact]
    public void Each_end_of_a_Dockerfile_is_a_stack_with_all_that_came_before()
    {
        const string text = """
            FROM python:3.11 AS base
            RUN pip install torch==2.6.0
            FROM base AS dev
            RUN pip install black
            FROM base AS prod
            COPY . .
            FROM nvidia/cuda:12.4.1-base-ubuntu22.04
            COPY --from=prod /app /app
            FROM node:20 AS web
            """;

        Assert.Equal(
            """
            Dockerfile (stage dev): Python 3.11 | torch 2.6.0+cu124 (12.4)
            Dockerfile (stage prod): Python 3.11 | torch 2.6.0+cu124 (12.4)
            Dockerfile (stage 4): nvidia/cuda:12.4.1-base-ubuntu22.04 (12.4)
            """,
            List("Dockerfile", text));
    }

    [Theory]
    [InlineData("COPY --from=build /venv /venv")]
    [InlineData("COPY --from=0 /venv /venv")]
    [InlineData("RUN --mount=type=bind,from=BUILD,target=/x cp -r /x/venv /venv")]
    public void What_only_builds_runs_nowhere_and_its_packages_do(string copy)
    {
        const string head = "FROM nvidia/cuda:13.0.1-devel-ubuntu24.04 AS build\n";
        const string pip = "RUN pip install torch==2.6.0\n";
        var tail = $"FROM python:3.12\n{copy}\n";

        Assert.Equal("Dockerfile (stage build): nvidia/cuda:13.0.1-devel-ubuntu24.04 | torch 2.6.0+cu124 (12.4)", List("Dockerfile", head + pip + tail));
        Assert.Equal("", List("Dockerfile", head + tail));
        Assert.Equal("Dockerfile (stage build): nvidia/cuda:13.0.1-devel-ubuntu24.04 (13.0)", List("Dockerfile", head + "FROM python:3.12\n"));
    }

    [Fact]
    public void A_stage_goes_on_with_one_environment_and_keeps_the_other()
    {
        const string text = """
            FROM continuumio/miniconda3 AS base
            RUN conda create -n train python=3.10 && conda run -n train true
            RUN conda install -n train -c pytorch -c nvidia pytorch=2.3.1 pytorch-cuda=12.1
            RUN conda create -n serve python=3.11
            RUN conda install -n serve -c conda-forge onnx
            FROM base
            RUN conda install -n serve -c conda-forge flask
            """;

        Assert.Equal(
            """
            Dockerfile (stage 2, serve): Python 3.11
            Dockerfile (stage 2, train): Python 3.10 | torch 2.3.1+cu121 (12.1)
            """,
            List("Dockerfile", text));
    }

    [Theory]
    [InlineData("FROM nvidia/cuda:11.2.2-base-ubuntu24.04\n", "nvidia/cuda has no tag '11.2.2-base-ubuntu24.04'")]
    [InlineData("FROM nvidia/cuda\n", "nvidia/cuda has no tag 'latest'")]
    [InlineData("FROM nvidia/cuda:99.0.0-base-ubuntu24.04\n", null)]
    [InlineData("FROM nvidia/cuda:12.4.1-base-ubuntu22.04\n", null)]
    [InlineData("FROM nvidia/cuda:11.2.2-base-ubuntu24.04@sha256:1111111111111111111111111111111111111111111111111111111111111111\n", null)]
    public void An_image_whose_tag_is_gone_is_not_known(string text, string? reason)
    {
        var stacks = StackText.Read("Dockerfile", text + "RUN pip install torch==2.6.0\n");

        Assert.Equal(reason, stacks[0].Parts.FirstOrDefault(part => part.Layer == StackLayer.Image && part.Reason.Contains("has no tag", StringComparison.Ordinal))?.Reason);
    }

    [Fact]
    public void Inherited_packages_count()
    {
        const string text = "FROM python:3.11 AS base\nRUN pip install 'jax[cuda12]==0.4.30' onnxruntime-gpu==1.18.0\nFROM base\nRUN pip install flask\n";

        Assert.Equal("Dockerfile (stage 2): Python 3.11 | jax[cuda12] 0.4.30 (12) | onnxruntime-gpu 1.18.0 (11)", List("Dockerfile", text));
    }

    [Fact]
    public void Several_environments_of_a_script_are_told_apart()
    {
        const string text = "python3.12 -m venv /opt/venv\n/opt/venv/bin/pip install torch==2.6.0\n/srv/a/bin/pip install torch==2.5.1\n/srv/b/bin/pip install torch==2.4.1\n";

        Assert.Equal(
            """
            setup.sh (/opt/venv): Python 3.12 | torch 2.6.0+cu124 (12.4)
            setup.sh, line 3: torch 2.5.1+cu124 (12.4)
            setup.sh, line 4: torch 2.4.1+cu121 (12.1)
            """,
            List("setup.sh", text));
    }

    [Fact]
    public void Ways_that_a_guide_shows_beside_each_other_are_not_chosen_from()
    {
        const string one = "# Install\n\n```bash\npip install torch==2.4.1 --index-url https://download.pytorch.org/whl/cu118\n```\n";
        const string two = one + "\nor\n\n```bash\npip install torch==2.4.1 --index-url https://download.pytorch.org/whl/cu121\n```\n";

        Assert.Equal("README.md: torch 2.4.1+cu118 (11.8)", List("README.md", one));
        Assert.Equal("README.md: torch ? the guide shows several ways to install it", List("README.md", two));
    }

    [Fact]
    public void Constraints_files_describe_nothing() => Assert.Empty(StackText.Read("constraints.txt", "torch==2.6.0\n"));

    [Fact]
    public void Places_are_those_of_the_file_that_says_it()
    {
        const string text = "tensorflow==2.16.1\n-r requirements.txt\n";
        var stack = Assert.Single(StackText.Read("requirements-dev.txt", text, files: new OneFile("requirements.txt", "# all\ntorch==2.6.0\n")));

        Assert.Equal("torch 2.6.0+cu124 (12.4) | tensorflow 2.16.1", StackText.Parts(stack));
        Assert.Equal("requirements.txt: torch==2.6.0", PlaceText(stack.Parts[0].Place));
        Assert.Equal("requirements-dev.txt: tensorflow==2.16.1", PlaceText(stack.Parts[1].Place));
    }

    [Theory]
    [InlineData("Dockerfile", "FROM ubuntu:22.04\nRUN pip install torch==2.6.0\n", false)]
    [InlineData("requirements.txt", "torch==2.6.0\n", true)]
    public void A_system_is_taken_for_granted_where_nothing_says_it(string path, string text, bool isAssumed)
    {
        Assert.Equal(isAssumed, Assert.Single(StackText.Read(path, text)).IsPlatformAssumed);
        Assert.False(Assert.Single(StackText.Read(path, text, "linux")).IsPlatformAssumed);
    }

    [Fact]
    public void On_Windows_pip_takes_other_wheels() =>
        Assert.Equal("torch 2.6.0+cpu", StackText.Parts(Assert.Single(StackText.Read("requirements.txt", "torch==2.6.0\n", "windows"))));

    private static string PlaceText(StackPlace place) => $"{place.File.Path}: {place.File.Content.Substring(place.Span.Start, place.Span.Length)}";

    private static string List(string path, string text) => string.Join('\n', StackText.Read(path, text).Select(static stack => $"{stack.Name}: {StackText.Parts(stack)}"));

    private sealed class OneFile(string path, string text) : ILinkedFiles
    {
        private readonly SourceText _file = new(path, text);

        public SourceText? Read(string name) => name == _file.Path ? _file : null;
    }
}
