using EnvLint.Diagnostics;
using EnvLint.Rules.Gpu;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Gpu;

public sealed class GpuRequestTwiceTests() : RuleTest<GpuRequestTwice>("compose.yaml")
{
    private const string Reservation = "deploy: {resources: {reservations: {devices: [{driver: nvidia, capabilities: [gpu]}]}}}";

    [Fact]
    public void Runtime_and_reservation()
    {
        var found = Reports(
            $"services:\n  a:\n    image: x\n    [|runtime: nvidia|]  # GPU\n    {Reservation}\n",
            $"services:\n  a:\n    image: x\n    {Reservation}\n",
            "service 'a' asks for its GPU with 'runtime: nvidia' and with a device reservation",
            Severity.Info,
            FixSafety.Suggested);
        Assert.Equal("this asks for it too", Assert.Single(found[0].Related).Message);
    }

    [Fact]
    public void Runtime_and_gpus() => Reports(
        "services:\n  a:\n    gpus: all\n    [|runtime: nvidia|]\n",
        "services:\n  a:\n    gpus: all\n",
        "service 'a' asks for its GPU with 'runtime: nvidia' and with gpus");

    [Fact]
    public void Gpus_and_reservation() => Reports(
        $"services:\n  a:\n    [|gpus: all|]\n    {Reservation}\n",
        $"services:\n  a:\n    {Reservation}\n",
        "service 'a' asks for its GPU with 'gpus' and with a device reservation");

    [Fact]
    public void On_one_line() => Reports("services:\n  a: {image: x, gpus: all, [|runtime: nvidia|]}\n");

    [Fact]
    public void What_services_share_is_spoken_of_once() => Reports(
        $"x-a: &a\n  [|runtime: nvidia|]\n  {Reservation}\nservices:\n  a: {{<<: *a, image: x}}\n  b: {{<<: *a, image: x}}\n",
        $"x-a: &a\n  {Reservation}\nservices:\n  a: {{<<: *a, image: x}}\n  b: {{<<: *a, image: x}}\n");

    [Fact]
    public void Docker_run()
    {
        var found = Reports(
            "docker run --rm [|--runtime=nvidia|] --gpus all x\n",
            "docker run --rm --gpus all x\n",
            "'docker run' asks for the GPU with '--runtime nvidia' and with '--gpus'",
            file: "run.sh");
        Assert.Equal(FixSafety.Suggested, found[0].Fix?.Safety);
        Reports("docker run \\\n  [|--runtime nvidia|] \\\n  --gpus all \\\n  x\n", "docker run \\\n  --gpus all \\\n  x\n", file: "run.sh");
        Reports("docker run --gpus all \\\n  --rm [|--runtime nvidia|] \\\n  x\n", "docker run --gpus all \\\n  --rm \\\n  x\n", file: "run.sh");
    }

    [Theory]
    [InlineData("image: x\n    runtime: nvidia")]
    [InlineData("image: x\n    gpus: all")]
    [InlineData("image: x\n    runtime: nvidia\n    environment: {NVIDIA_VISIBLE_DEVICES: all}")]
    [InlineData("image: x\n    runtime: runc\n    gpus: all")]
    [InlineData("image: x\n    runtime: ${RUNTIME:-nvidia}\n    gpus: all")]
    [InlineData("image: x\n    runtime: nvidia\n    privileged: true\n    devices: [/dev/nvidia0]")]
    [InlineData("image: x\n    runtime: nvidia\n    deploy: {resources: {reservations: {devices: [{driver: other, capabilities: [tpu]}]}}}")]
    [InlineData("image: x\n    runtime: nvidia\n    deploy: {resources: {limits: {memory: 1g}}}")]
    [InlineData("image: dustynv/pytorch:2.1-r36.2.0\n    runtime: nvidia\n    gpus: all")]
    [InlineData("image: x\n    gpus: [{device_ids: ['0']}, {device_ids: ['1']}]")]
    public void Once_is_fine(string entries) => IsSilent($"services:\n  a:\n    {entries}\n");

    [Theory]
    [InlineData("docker run --gpus all x")]
    [InlineData("docker run --runtime=nvidia -e NVIDIA_VISIBLE_DEVICES=0 x")]
    [InlineData("docker run --runtime=$RUNTIME --gpus all x")]
    [InlineData("docker run --runtime=runsc --gpus all x")]
    [InlineData("docker run --runtime nvidia --gpus all dustynv/pytorch:2.1-r36.2.0")]
    [InlineData("docker run x --runtime=nvidia --gpus all")]
    public void Commands_that_ask_once(string command) => IsSilent(command + "\n", file: "run.sh");
}
