using EnvLint.Diagnostics;
using EnvLint.Rules.Gpu;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Gpu;

public sealed class RunWithoutGpuTests() : RuleTest<RunWithoutGpu>("run.sh")
{
    private const string Cuda = "nvidia/cuda:12.4.1-base-ubuntu22.04";

    [Fact]
    public void Command_that_asks_the_gpu() => Reports(
        $"[|docker run|] --rm {Cuda} nvidia-smi\n",
        $"docker run --gpus all --rm {Cuda} nvidia-smi\n",
        "'nvidia-smi' asks for a GPU, and 'docker run' hands none over",
        Severity.Warning,
        FixSafety.Safe,
        Confidence.High);

    [Fact]
    public void Command_that_asks_the_gpu_in_any_image() => Reports("[|docker run|] ubuntu nvidia-smi -L\n", "docker run --gpus all ubuntu nvidia-smi -L\n");

    [Fact]
    public void Entry_point_that_asks_the_gpu() => Reports("sudo [|docker run|] --rm --entrypoint nvidia-smi mine\n", "sudo docker run --gpus all --rm --entrypoint nvidia-smi mine\n", message: "'mine' asks for a GPU, and 'docker run' hands none over");

    [Fact]
    public void Shell_that_asks_the_gpu() => Reports("[|docker run|] ubuntu bash -c 'nvidia-smi; sleep 1'\n", "docker run --gpus all ubuntu bash -c 'nvidia-smi; sleep 1'\n");

    [Theory]
    [InlineData("nvcr.io/nvidia/pytorch:24.05-py3 python train.py")]
    [InlineData("nvcr.io/nvidia/pytorch:24.05-py3")]
    [InlineData("tensorflow/tensorflow:2.17.0-gpu python -c 'import tensorflow'")]
    [InlineData("vllm/vllm-openai:v0.8.0 --model x")]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04 bash")]
    public void Image_that_is_made_for_a_gpu(string rest) => Reports(
        $"[|docker run|] -it {rest}\n",
        $"docker run --gpus all -it {rest}\n",
        safety: FixSafety.Suggested,
        confidence: Confidence.Medium);

    [Fact]
    public void Podman_takes_a_device() => Reports($"[|podman run|] {Cuda} nvidia-smi\n", $"podman run --device nvidia.com/gpu=all {Cuda} nvidia-smi\n");

    [Fact]
    public void Continued_lines() => Reports(
        $"[|docker container run|] \\\n  --rm \\\n  {Cuda} \\\n  nvidia-smi\n",
        $"docker container run --gpus all \\\n  --rm \\\n  {Cuda} \\\n  nvidia-smi\n");

    [Fact]
    public void Image_of_a_variable()
    {
        var found = Reports($"IMAGE={Cuda}\n[|docker run|] \"$IMAGE\" ./train\n", $"IMAGE={Cuda}\ndocker run --gpus all \"$IMAGE\" ./train\n");
        Assert.Equal($"IMAGE is '{Cuda}' here", Assert.Single(found[0].Related).Message);
    }

    [Theory]
    [InlineData("--gpus all")]
    [InlineData("--gpus=all")]
    [InlineData("--gpus 2")]
    [InlineData("--gpus device=1")]
    [InlineData("--gpus '\"device=1,2\"'")]
    [InlineData("--gpus \\\"device=0\\\"")]
    [InlineData("--runtime nvidia")]
    [InlineData("--runtime=nvidia")]
    [InlineData("--device nvidia.com/gpu=all")]
    [InlineData("--device=/dev/nvidia0")]
    [InlineData("--device \"$DEVICE\"")]
    [InlineData("--privileged -v /dev:/dev")]
    [InlineData("-e NVIDIA_VISIBLE_DEVICES=all")]
    [InlineData("-e CUDA_VISIBLE_DEVICES=")]
    [InlineData("$GPU_FLAGS")]
    [InlineData("${DOCKER_RUNTIME} ${GPU_DEVICES}")]
    [InlineData("\"${ARGS[@]}\"")]
    public void Gpu_is_handed_over_or_may_be(string options) => IsSilent($"docker run {options} {Cuda} nvidia-smi\n");

    [Theory]
    [InlineData("docker run ubuntu bash")]
    [InlineData("docker run tensorflow/tensorflow:2.17.0 python train.py")]
    [InlineData("docker run tensorflow/tensorflow python train.py")]
    [InlineData("docker run nvidia/cuda:12.4.1-devel-ubuntu22.04 nvcc --version")]
    [InlineData("docker run nvidia/cuda:12.4.1-devel-ubuntu22.04 make -C /src")]
    [InlineData("docker run nvidia/cuda:12.4.1-devel-ubuntu22.04 bash -c 'make -j8'")]
    [InlineData("docker run nvidia/cuda:12.4.1-devel-ubuntu22.04 /src/build_wheels.sh")]
    [InlineData("docker run --entrypoint cat nvcr.io/nvidia/pytorch:24.05-py3 /etc/os-release")]
    [InlineData("docker run nvcr.io/nvidia/pytorch:24.05-py3 python main.py --help")]
    [InlineData("docker run nvcr.io/nvidia/pytorch:24.05-py3 bash scripts/download_data.sh")]
    [InlineData("docker run nvcr.io/nvidia/pytorch:24.05-py3 bash -c \"$COMMAND\"")]
    [InlineData("docker run nvcr.io/nvidia/tritonserver:24.05-py3-sdk perf_analyzer")]
    [InlineData("docker run nvcr.io/nvidia/k8s-device-plugin:v0.17.0")]
    [InlineData("docker run nvcr.io/nvidia/l4t-pytorch:r35.2.1-pth2.0-py3 python train.py")]
    [InlineData("docker run \"$IMAGE\" python train.py")]
    [InlineData("docker build -t nvidia/cuda .")]
    [InlineData("docker pull nvidia/cuda:12.4.1-base-ubuntu22.04")]
    [InlineData("echo docker run nvidia/cuda:12.4.1-base-ubuntu22.04 nvidia-smi")]
    [InlineData("nvidia-docker run nvidia/cuda:12.4.1-base-ubuntu22.04 nvidia-smi")]
    [InlineData("docker exec mine nvidia-smi")]
    public void No_gpu_is_needed_or_known(string command) => IsSilent(command + "\n");

    [Fact]
    public void Image_that_files_are_copied_from_is_silent() => IsSilent(
        "id=$(docker create nvcr.io/nvidia/pytorch:24.05-py3)\ndocker cp \"$id\":/opt/lib .\ndocker rm \"$id\"\n");

    [Fact]
    public void Default_runtime_hands_the_gpu_to_all() => IsSilent(
        $"Edit `/etc/docker/daemon.json`:\n\n```\n{{ \"default-runtime\": \"nvidia\" }}\n```\n\n```\ndocker run --rm {Cuda} nvidia-smi\n```\n", file: "README.md");

    [Fact]
    public void Branch_without_a_gpu_is_silent() => IsSilent($"""
        if command -v nvidia-smi; then
          docker run --gpus all {Cuda} ./bench
        else
          docker run {Cuda} ./bench
        fi
        """);
}
