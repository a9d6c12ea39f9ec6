using EnvLint.Diagnostics;
using EnvLint.Rules.Gpu;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Gpu;

public sealed class ComposeGpuInvalidTests() : RuleTest<ComposeGpuInvalid>("docker-compose.yml")
{
    [Fact]
    public void No_capabilities() => Reports(
        Device("- [|driver|]: nvidia\n  count: 1"),
        Device("- capabilities: [gpu]\n  driver: nvidia\n  count: 1"),
        "a reserved device needs 'capabilities', and this one has none",
        Severity.Error,
        FixSafety.Safe);

    [Fact]
    public void No_capabilities_between_braces() => Reports(Device("- {[|count|]: all}"), Device("- {capabilities: [gpu], count: all}"));

    [Fact]
    public void Count_and_identifiers()
    {
        var found = Reports(
            Device("- driver: nvidia\n  [|count|]: 1\n  device_ids: ['0']\n  capabilities: [gpu]"),
            Device("- driver: nvidia\n  device_ids: ['0']\n  capabilities: [gpu]"),
            "a device has 'count' or 'device_ids', and this one has both",
            safety: FixSafety.Suggested);
        Assert.Equal("the devices are named here", Assert.Single(found[0].Related).Message);
        Reports("services:\n  a:\n    gpus:\n      - {[|count|]: 1, device_ids: ['0']}\n");
    }

    [Theory]
    [InlineData("capabilities: [|gpu|]", "capabilities: [gpu]", "'capabilities' has to be a list, and is 'gpu'")]
    [InlineData("capabilities: [|\"gpu\"|]", "capabilities: [\"gpu\"]", null)]
    [InlineData("capabilities: [|gpu, utility|]", null, null)]
    [InlineData("capabilities: [|[[gpu]]|]", "capabilities: [gpu]", "'capabilities' has to be a list of names, and is a list of lists")]
    [InlineData("capabilities: [gpu]\n  device_ids: [[|0|], \"1\", [|2|]]", "capabilities: [gpu]\n  device_ids: [\"0\", \"1\", \"2\"]", null)]
    [InlineData("capabilities: [gpu]\n  device_ids: [|'0'|]", null, "'device_ids' has to be a list, and is '0'")]
    [InlineData("capabilities: [gpu]\n  count: [|1.5|]", null, "'count' has to be a whole number or 'all'")]
    [InlineData("capabilities: [gpu]\n  count: [|true|]", null, null)]
    [InlineData("capabilities: [gpu]\n  count: [|some|]", null, null)]
    [InlineData("capabilities: [gpu]\n  count: [|[1]|]", null, null)]
    [InlineData("capabilities: [gpu]\n  [|device_id|]: ['0']", null, "a reserved device has no key 'device_id': it has driver, count, device_ids, capabilities and options")]
    public void Values_of_another_type(string entries, string? mended, string? message) => Reports(Device("- " + entries), mended is null ? null : Device("- " + mended), message);

    [Theory]
    [InlineData("gpus: [|2|]", "gpus: [{count: 2}]", "'gpus' has to be 'all' or a list of devices, and is '2'")]
    [InlineData("gpus: [|\"1\"|]", "gpus: [{count: 1}]", null)]
    [InlineData("gpus: [|ALL|]", "gpus: all", null)]
    [InlineData("gpus: [|true|]", null, null)]
    [InlineData("gpus: [[|all|]]", "gpus: all", "an item of 'gpus' has to be a device such as '{count: 1}', and is 'all'")]
    [InlineData("gpus: [[|0|], {count: 1}]", null, null)]
    [InlineData("[|gpus|]: {count: 1}", null, "'gpus' has to be 'all' or a list of devices, and is one device")]
    [InlineData("gpus: [{capabilities: [|gpu|]}]", "gpus: [{capabilities: [gpu]}]", null)]
    [InlineData("gpus: [{device_ids: [[|1|]]}]", "gpus: [{device_ids: [\"1\"]}]", null)]
    public void The_short_form(string entry, string? mended, string? message) => Reports($"services:\n  a:\n    image: x\n    {entry}\n", mended is null ? null : $"services:\n  a:\n    image: x\n    {mended}\n", message);

    [Theory]
    [InlineData("deploy: {[|gpus|]: all}", "'gpus' stands below 'deploy', and compose takes it in a service only")]
    [InlineData("deploy: {resources: {[|gpus|]: all}}", "'gpus' stands below 'resources', and compose takes it in a service only")]
    [InlineData("deploy: {resources: {reservations: {[|gpus|]: 1}}}", "'gpus' stands below 'reservations', and compose takes it in a service only")]
    [InlineData("deploy: {resources: {limits: {[|devices|]: [{capabilities: [gpu]}]}}}", "'devices' stands below 'limits', and compose takes it below 'reservations' only")]
    [InlineData("deploy: {resources: {[|devices|]: [{capabilities: [gpu]}]}}", "'devices' stands below 'resources', and compose takes it below 'deploy.resources.reservations' only")]
    [InlineData("deploy: {[|devices|]: [{capabilities: [gpu]}]}", "'devices' stands below 'deploy', and compose takes it below 'deploy.resources.reservations' only")]
    [InlineData("deploy: {[|reservations|]: {devices: [{capabilities: [gpu]}]}}", "'reservations' stands below 'deploy', and compose takes it below 'deploy.resources' only")]
    [InlineData("[|resources|]: {reservations: {devices: [{capabilities: [gpu]}]}}", "'resources' stands in a service, and compose takes it below 'deploy' only")]
    [InlineData("[|reservations|]: {devices: [{capabilities: [gpu]}]}", "'reservations' stands in a service, and compose takes it below 'deploy' only")]
    [InlineData("deploy: {resources: {reservations: {[|devices|]: {capabilities: [gpu]}}}}", "'devices' has to be a list, and is one device")]
    [InlineData("deploy: {resources: {reservations: {devices: [|all|]}}}", "'devices' has to be a list of devices, and is 'all'")]
    [InlineData("deploy: {resources: {reservations: {devices: [[|nvidia.com/gpu=all|]]}}}", "'nvidia.com/gpu=all' is no device with 'capabilities', which is all that compose takes here")]
    public void At_the_wrong_level(string entry, string message) => Reports($"services:\n  a:\n    image: x\n    {entry}\n", message: message);

    [Fact]
    public void An_anchor_is_spoken_of_once() => Reports(
        "x-gpu: &gpu\n  resources: {reservations: {devices: [{[|driver|]: nvidia}]}}\nservices:\n  a: {image: x, deploy: *gpu}\n  b: {image: x, deploy: *gpu}\n",
        "x-gpu: &gpu\n  resources: {reservations: {devices: [{capabilities: [gpu], driver: nvidia}]}}\nservices:\n  a: {image: x, deploy: *gpu}\n  b: {image: x, deploy: *gpu}\n");

    [Fact]
    public void In_a_guide() => Reports("# GPU\n\n```yaml\nservices:\n  a:\n    image: x\n    gpus: [|2|]\n```\n", "# GPU\n\n```yaml\nservices:\n  a:\n    image: x\n    gpus: [{count: 2}]\n```\n", file: "README.md");

    [Theory]
    [InlineData("- capabilities: [gpu]")]
    [InlineData("- capabilities: [compute, utility]\n  driver: nvidia")]
    [InlineData("- capabilities: [\"gpu\"]\n  device_ids: [\"all\"]")]
    [InlineData("- capabilities:\n    - gpu\n  count: all")]
    [InlineData("- capabilities: [gpu]\n  count: \"1\"")]
    [InlineData("- capabilities: [gpu]\n  count: -1")]
    [InlineData("- capabilities: [gpu]\n  count: 0")]
    [InlineData("- capabilities: [gpu]\n  count: ${COUNT:-1}")]
    [InlineData("- capabilities: [gpu]\n  device_ids: [\"${GPU:-0}\"]")]
    [InlineData("- capabilities: [gpu]\n  device_ids:\n    - ${GPU:-0}")]
    [InlineData("- capabilities: [gpu]\n  count:\n  device_ids: ['0']")]
    [InlineData("- capabilities: [gpu]\n  options: {a: 1}")]
    [InlineData("- capabilities: [gpu]\n  x-why: because")]
    [InlineData("- capabilities: [gpu]\n  driver: cdi\n  device_ids: [nvidia.com/gpu=all]")]
    [InlineData("- *gpu")]
    [InlineData("- <<: *gpu\n  count: 1")]
    public void Devices_that_are_taken(string device) => IsSilent("x-gpu: &gpu {capabilities: [gpu]}\n" + Device(device));

    [Theory]
    [InlineData("gpus: all")]
    [InlineData("gpus: 'all'")]
    [InlineData("gpus: ${GPUS:-all}")]
    [InlineData("gpus: ${GPUS:-1}")]
    [InlineData("gpus:")]
    [InlineData("gpus: [{driver: nvidia}]")]
    [InlineData("gpus: [{count: 2}]")]
    [InlineData("deploy: {}")]
    [InlineData("deploy:")]
    [InlineData("deploy: {resources: {reservations: {devices: []}}}")]
    [InlineData("deploy: {resources: {limits: {cpus: '1'}, reservations: {memory: 1g}}}")]
    [InlineData("devices: [/dev/nvidia0]")]
    [InlineData("devices: [nvidia.com/gpu=all]")]
    [InlineData("x-resources: {reservations: {devices: [{driver: x}]}}")]
    public void Services_that_are_taken(string entry) => IsSilent($"services:\n  a:\n    image: x\n    {entry}\n");

    [Theory]
    [InlineData("x-gpu: {driver: nvidia}\nservices:\n  a: {image: x}\n")]
    [InlineData("services: {}\ngpus: 1\n")]
    public void Other_places(string text) => IsSilent(text);

    private static string Device(string item) =>
        "services:\n  a:\n    image: x\n    deploy:\n      resources:\n        reservations:\n          devices:\n            " + item.Replace("\n", "\n            ", StringComparison.Ordinal) + "\n";
}
