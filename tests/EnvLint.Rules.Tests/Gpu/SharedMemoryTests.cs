using EnvLint.Diagnostics;
using EnvLint.Rules.Gpu;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Gpu;

public sealed class SharedMemoryTests() : RuleTest<SharedMemory>("compose.yaml")
{
    [Fact]
    public void A_service_that_trains()
    {
        var found = Reports(
            "services:\n  [|train|]:\n    image: pytorch/pytorch:2.4.0-cuda12.4-cudnn9-runtime\n    gpus: all\n    command: torchrun --nproc-per-node 2 main.py\n",
            "services:\n  train:\n    image: pytorch/pytorch:2.4.0-cuda12.4-cudnn9-runtime\n    shm_size: 8gb\n    gpus: all\n    command: torchrun --nproc-per-node 2 main.py\n",
            "service 'train' trains with 'torchrun', and has 64 MB of shared memory",
            Severity.Info,
            FixSafety.Suggested);
        Assert.Equal("this is the training", Assert.Single(found[0].Related).Message);
    }

    [Theory]
    [InlineData("python train.py")]
    [InlineData("python3 -u tools/train_net.py --x")]
    [InlineData("[bash, -c, 'cd /x && accelerate launch main.py']")]
    [InlineData("bash run-training.sh")]
    [InlineData("python -m torch.distributed.launch main.py")]
    [InlineData("deepspeed main.py")]
    public void What_trains(string command) => Reports(
        $"services:\n  [|a|]:\n    build: .\n    runtime: nvidia\n    command: {command}\n",
        $"services:\n  a:\n    build: .\n    shm_size: 8gb\n    runtime: nvidia\n    command: {command}\n");

    [Fact]
    public void Docker_run() => Reports(
        "[|docker run|] --rm --gpus all -v $PWD:/x mine python train.py\n",
        "docker run --shm-size=8g --rm --gpus all -v $PWD:/x mine python train.py\n",
        "'docker run' trains with 'train.py', and the container has 64 MB of shared memory",
        file: "run.sh");

    [Theory]
    [InlineData("gpus: all\n    shm_size: 1g\n    command: python train.py")]
    [InlineData("gpus: all\n    ipc: host\n    command: python train.py")]
    [InlineData("gpus: all\n    volumes: ['/dev/shm:/dev/shm']\n    command: python train.py")]
    [InlineData("gpus: all\n    tmpfs: /dev/shm:size=8g\n    command: python train.py")]
    [InlineData("command: python train.py")]
    [InlineData("gpus: all\n    command: python serve.py")]
    [InlineData("gpus: all\n    command: python pretrained.py --train")]
    [InlineData("gpus: all\n    command: python constrain.py")]
    [InlineData("gpus: all\n    command: ${COMMAND}")]
    [InlineData("gpus: all\n    extends: {file: gone.yml, service: x}\n    command: python train.py")]
    [InlineData("gpus: all")]
    public void Services_without_need(string entries) => IsSilent($"services:\n  a:\n    image: mine\n    {entries}\n");

    [Theory]
    [InlineData("tensorflow/tensorflow:2.17.0-gpu")]
    [InlineData("nvcr.io/nvidia/jax:24.04-py3")]
    public void Images_without_need(string image) => IsSilent($"services:\n  a:\n    image: {image}\n    gpus: all\n    command: python train.py\n");

    [Theory]
    [InlineData("docker run --gpus all --ipc=host mine python train.py")]
    [InlineData("docker run --gpus all --shm-size 8g mine python train.py")]
    [InlineData("docker run --gpus all -v /dev/shm:/dev/shm mine python train.py")]
    [InlineData("docker run --gpus all $OPTIONS mine python train.py")]
    [InlineData("docker run mine python train.py")]
    [InlineData("docker run --gpus all mine python app.py")]
    [InlineData("docker run --gpus all mine bash")]
    public void Commands_without_need(string command) => IsSilent(command + "\n", file: "run.sh");
}
