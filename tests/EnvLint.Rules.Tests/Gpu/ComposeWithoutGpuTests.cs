using EnvLint.Diagnostics;
using EnvLint.Rules.Gpu;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Gpu;

public sealed class ComposeWithoutGpuTests() : RuleTest<ComposeWithoutGpu>("docker/compose.yaml")
{
    private const string Cuda = "nvidia/cuda:12.4.1-base-ubuntu22.04";

    [Fact]
    public void Command_that_asks_the_gpu() => Reports(
        $"services:\n  [|check|]:\n    image: {Cuda}  # why\n    command: nvidia-smi\n",
        $"services:\n  check:\n    image: {Cuda}  # why\n    deploy:\n      resources:\n        reservations:\n          devices:\n            - driver: nvidia\n              count: all\n              capabilities: [gpu]\n    command: nvidia-smi\n",
        "service 'check' asks a GPU for its state, and gets none",
        Severity.Warning,
        FixSafety.Safe,
        Confidence.High);

    [Theory]
    [InlineData("command: [bash, -c, 'nvidia-smi && sleep 1']")]
    [InlineData("entrypoint: nvidia-smi -L")]
    [InlineData("healthcheck: {test: [CMD, nvidia-smi]}")]
    [InlineData("healthcheck: {test: nvidia-smi || exit 1}")]
    public void Any_image_that_asks_the_gpu(string entry) => Reports(
        $"services:\n  [|a|]:\n    {entry}\n    image: mine\n",
        $"services:\n  a:\n    {entry}\n    image: mine\n    deploy:\n      resources:\n        reservations:\n          devices:\n            - driver: nvidia\n              count: all\n              capabilities: [gpu]\n",
        confidence: Confidence.High);

    [Theory]
    [InlineData("nvcr.io/nvidia/pytorch:24.05-py3")]
    [InlineData("vllm/vllm-openai:v0.8.0\n    command: --model x")]
    [InlineData("'pytorch/pytorch:2.4.0-cuda12.4-cudnn9-runtime'\n    command: python app.py")]
    public void Image_that_is_made_for_a_gpu(string image)
    {
        var lines = image.Split('\n', 2);
        Reports(
            $"services:\n  [|a|]:\n    image: {image}\n",
            $"services:\n  a:\n    image: {lines[0]}\n    deploy:\n      resources:\n        reservations:\n          devices:\n            - driver: nvidia\n              count: all\n              capabilities: [gpu]\n{string.Join("", lines.Skip(1).Select(static line => line + "\n"))}",
            safety: FixSafety.Suggested,
            confidence: Confidence.Medium);
    }

    [Fact]
    public void Image_with_a_default()
    {
        Beside("docker/.env", "CUDA=12.4.1\n");
        var found = Reports($"services:\n  [|a|]: {{image: \"nvidia/cuda:${{CUDA}}-${{KIND:-base}}-ubuntu22.04\"}}\n", message: "service 'a' runs 'nvidia/cuda:12.4.1-base-ubuntu22.04', which is made for a GPU, and gets none");
        Assert.Equal(["this is its image", "CUDA is '12.4.1' here", "KIND is 'base' here"], found[0].Related.Select(static place => place.Message));
        Assert.Equal("docker/.env", found[0].Related[1].Source.Path);
    }

    [Fact]
    public void Image_that_is_built()
    {
        Beside("docker/gpu/Dockerfile", $"ARG BASE={Cuda}\nFROM ${{BASE}} AS base\nFROM base\nRUN x\n");
        var found = Reports(
            "services:\n  [|a|]:\n    build: gpu\n    deploy: {restart_policy: {condition: any}}\n",
            message: $"service 'a' is built on '{Cuda}', which is made for a GPU, and gets none",
            confidence: Confidence.Low);
        Assert.Equal("docker/gpu/Dockerfile", Assert.Single(found[0].Related).Source.Path);
        Reports($"services:\n  [|a|]:\n    build:\n      context: .\n      dockerfile: gpu/Dockerfile\n      target: base\n      args: {{BASE: '{Cuda}'}}\n    deploy: {{mode: global}}\n");
    }

    [Theory]
    [InlineData("  a:\n    build: cpu")]
    [InlineData("  a:\n    build: plain")]
    [InlineData("  a:\n    build: gone")]
    [InlineData("  a:\n    build: {context: gpu, target: gone}")]
    [InlineData("  a:\n    build: {context: gpu, target: slim}")]
    [InlineData("  a:\n    build: {context: gpu, args: {BASE: ubuntu}}")]
    [InlineData("  a:\n    build: {context: gpu, args: [BASE]}")]
    [InlineData("  a:\n    build: '${DIR}'")]
    [InlineData("  a:\n    build: ../../gpu")]
    [InlineData("  a:\n    build: https://github.com/x/y.git")]
    [InlineData("  a:\n    build: gpu\n    command: make wheel")]
    [InlineData("  a:\n    build: gpu\n  b:\n    build: gpu\n    gpus: all")]
    public void Other_builds(string service)
    {
        Beside("docker/gpu/Dockerfile", $"ARG BASE={Cuda}\nFROM ubuntu AS slim\nFROM ${{BASE}}\n");
        Beside("docker/plain/Dockerfile", "FROM python:3.11\n");
        Beside("docker/cpu/Dockerfile", "FROM tensorflow/tensorflow:2.17.0\n");
        IsSilent($"services:\n{service}\n");
    }

    [Theory]
    [InlineData("gpus: all")]
    [InlineData("gpus: [{count: 1}]")]
    [InlineData("runtime: nvidia")]
    [InlineData("runtime: ${RUNTIME:-nvidia}")]
    [InlineData("privileged: true")]
    [InlineData("devices: [nvidia.com/gpu=all]")]
    [InlineData("devices: ['/dev/nvidia0:/dev/nvidia0']")]
    [InlineData("devices: [/dev/dxg]")]
    [InlineData("devices: ['${GPU}']")]
    [InlineData("devices: [{source: /dev/dri}]")]
    [InlineData("deploy: {resources: {reservations: {devices: [{capabilities: [gpu]}]}}}")]
    [InlineData("deploy: {resources: {reservations: {devices: [{driver: nvidia, device_ids: [all], capabilities: [compute, utility]}]}}}")]
    [InlineData("deploy: {resources: {reservations: {generic_resources: [{discrete_resource_spec: {kind: gpu, value: 1}}]}}}")]
    [InlineData("deploy: {{ gpu }}")]
    [InlineData("extends: {file: other.yml, service: b}")]
    [InlineData("deploy: {}")]
    [InlineData("deploy: {replicas: 0}")]
    [InlineData("scale: 0")]
    [InlineData("environment: {NVIDIA_VISIBLE_DEVICES: all}")]
    [InlineData("environment: [CUDA_VISIBLE_DEVICES=]")]
    [InlineData("profiles: [cpu]")]
    [InlineData("profiles: [build]")]
    [InlineData("command: pip wheel .")]
    [InlineData("command: nvcc --version")]
    [InlineData("command: ${COMMAND}")]
    [InlineData("command: tail -f /dev/null")]
    public void Services_that_ask_or_need_none(string entry) => IsSilent($"services:\n  a:\n    image: {Cuda}\n    {entry}\n");

    [Theory]
    [InlineData("web-cpu:\n    image: nvidia/cuda:12.4.1-base-ubuntu22.04")]
    [InlineData("a:\n    image: vllm/vllm-openai-cpu:latest")]
    [InlineData("a:\n    image: tensorflow/tensorflow:2.17.0")]
    [InlineData("a:\n    image: nvcr.io/nvidia/l4t-pytorch:r35.2.1-pth2.0-py3\n    command: nvidia-smi")]
    [InlineData("a:\n    image: nvcr.io/nvidia/k8s-device-plugin:v0.14")]
    [InlineData("a:\n    image: ${IMAGE}")]
    [InlineData("a:\n    image: postgres:16\n  tensorboard:\n    image: tensorflow/tensorflow:2.17.0\n    command: tensorboard --logdir x")]
    [InlineData("a:\n    image: mine\n    build: .")]
    [InlineData("a:\n    gpus: all\n    image: nvidia/cuda:1\n  controller:\n    image: nvidia/cuda:1\n    command: python -m controller")]
    [InlineData("a:\n    environment: {X: y}")]
    public void Other_services(string services) => IsSilent($"services:\n  {services}\n");

    [Fact]
    public void Anchors_and_extended_services_bring_it()
    {
        IsSilent($"x-gpu: &gpu\n  deploy: {{resources: {{reservations: {{devices: [{{capabilities: [gpu]}}]}}}}}}\nservices:\n  a:\n    <<: *gpu\n    image: {Cuda}\n  b: {{extends: a}}\n");
        Beside("docker/base.yml", "services:\n  b:\n    gpus: all\n");
        IsSilent($"services:\n  a:\n    extends: {{file: base.yml, service: b}}\n    image: {Cuda}\n");
    }

    [Theory]
    [InlineData("compose.override.yaml", "services:\n  a:\n    gpus: all\n")]
    [InlineData("docker-compose.override.yml", "services:\n  a:\n    runtime: nvidia\n")]
    [InlineData("docker-compose.gpu.yml", "services:\n  other:\n    gpus: all\n")]
    [InlineData("compose.nvidia.yaml", "services:\n  other:\n    gpus: all\n")]
    [InlineData("docker-compose-cuda.yml", "services:\n  other:\n    gpus: all\n")]
    public void Files_beside_it_bring_it(string name, string text)
    {
        Beside("docker/" + name, text);
        IsSilent($"services:\n  a:\n    image: {Cuda}\n");
        IsSilent($"services:\n  a:\n    image: {Cuda}\n", file: "docker/docker-compose.yml");
    }

    [Theory]
    [InlineData("compose.override.yaml", "services:\n  a:\n    ports: ['1:1']\n")]
    [InlineData("docker-compose.override.yml", "services:\n  b:\n    gpus: all\n")]
    [InlineData("docker-compose.gpu.yml", "services:\n  a:\n    ports: ['1:1']\n")]
    public void Files_beside_it_do_not(string name, string text)
    {
        Beside("docker/" + name, text);
        Reports($"services:\n  [|a|]: {{image: '{Cuda}'}}\n");
    }

    [Fact]
    public void An_override_whose_base_brings_it()
    {
        Beside("docker/docker-compose.yml", "services:\n  a:\n    image: x\n    gpus: all\n");
        IsSilent($"services:\n  a:\n    image: {Cuda}\n", file: "docker/docker-compose.dev.yml");
    }

    [Theory]
    [InlineData("docker-compose.cpu.yml")]
    [InlineData("cpu/compose.yaml")]
    public void Files_for_the_cpu(string path) => IsSilent($"services:\n  a:\n    image: {Cuda}\n", file: path);

    [Fact]
    public void A_file_that_a_script_writes() => Reports(
        $"cat > compose.yaml <<'EOF'\nservices:\n  [|a|]: {{image: '{Cuda}'}}\nEOF\n",
        file: "setup.sh");

    [Fact]
    public void A_guide_shows_services_in_parts() => IsSilent($"# Two services\n\n```yaml\nservices:\n  a:\n    image: {Cuda}\n    command: nvidia-smi\n```\n", file: "README.md");

    [Fact]
    public void List_of_images_to_build_runs_nothing()
    {
        Beside("docker/Dockerfile.cross", "FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nRUN make\n");
        IsSilent("services:\n  a:\n    image: ${CACHE}/cross:latest\n    build:\n      context: .\n      dockerfile: Dockerfile.cross\n      cache_from:\n        - ${CACHE}/cross:latest\n");
        IsSilent("services:\n  a:\n    image: me/cross:1.0\n    build:\n      context: .\n      dockerfile: Dockerfile.cross\n      args:\n        - X=1\n");
    }
}
