using EnvLint.Configuration;
using EnvLint.Environment;
using EnvLint.Workspace.Host;

namespace EnvLint.Workspace.Tests.Host;

public sealed class HostProbeTests
{
    private const string Query = "nvidia-smi --query-gpu=name,driver_version,compute_cap --format=csv,noheader";

    [Fact]
    public void A_workstation_with_WSL_2()
    {
        var report = HostProbe.Ask(Wsl()
            .Says("/usr/lib/wsl/lib/nvidia-smi", Recorded.SmiWsl)
            .Says("/usr/lib/wsl/lib/" + Query, "NVIDIA GeForce RTX 3060, 551.78, 8.6\n")
            .Says("/mnt/c/Windows/System32/reg.exe*", Recorded.Registry)
            .Says("docker*", Recorded.DockerDesktop)
            .Says("conda --version", "conda 24.1.2\n")
            .Says("/usr/local/cuda/bin/nvcc --version", Recorded.Nvcc)
            .Where("CONDA_PREFIX", "/home/ann/miniconda3/envs/ml"));

        Assert.Equal("platform=wsl2,driver=551.78,cuda=12.4,gpu=NVIDIA GeForce RTX 3060,compute-capability=8.6,windows-build=22631,arch=x86_64,docker=desktop", TargetOf(report));
        Assert.Equal(["distribution: Ubuntu 22.04.4 LTS (/etc/os-release)", "CUDA toolkit: 12.4 (nvcc)", "conda: 24.1.2 (conda, /home/ann/miniconda3/envs/ml is active)"], report.Beside.Select(static fact => $"{fact.Key}: {fact.Value} ({fact.Source})"));
        Assert.Empty(report.Gaps);
        Assert.Empty(report.Notes);
    }

    [Fact]
    public void In_WSL_the_program_of_a_package_gives_way_to_that_of_Windows()
    {
        var report = HostProbe.Ask(Wsl()
            .Says("nvidia-smi*", Recorded.Mismatch, exitCode: 18)
            .Says("/usr/lib/wsl/lib/nvidia-smi", Recorded.Smi610)
            .Says("/usr/lib/wsl/lib/" + Query, "NVIDIA GeForce RTX 5090, 610.47, 12.0\n"));
        Assert.StartsWith("platform=wsl2,driver=610.47,cuda=13.3,gpu=NVIDIA GeForce RTX 5090,compute-capability=12.0", TargetOf(report), StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_with_several_GPUs_and_instances()
    {
        var report = HostProbe.Ask(Linux().Says("nvidia-smi", Recorded.Smi535).Says(Query, string.Concat(Enumerable.Repeat("NVIDIA A100-SXM4-40GB, 535.154.05, 8.0\n", 8))).Says("docker*", Recorded.DockerEngine));
        Assert.Equal("platform=linux,driver=535.154.05,cuda=12.2,gpu=NVIDIA A100-SXM4-40GB,compute-capability=8.0,arch=x86_64,docker=engine", TargetOf(report));
        Assert.Equal(["there are 8 GPUs of this kind", "the GPU is split into instances (MIG): programs see one of them"], report.Notes.ToArray());
    }

    [Fact]
    public void Of_different_GPUs_the_first_is_taken_and_the_others_are_named()
    {
        var report = HostProbe.Ask(Linux().Says("nvidia-smi", Recorded.Smi570).Says(Query, "NVIDIA GeForce RTX 4090, 570.124.06, 8.9\nNVIDIA GeForce GT 1030, 570.124.06, 6.1\n"));
        Assert.Contains("gpu=NVIDIA GeForce RTX 4090,compute-capability=8.9", TargetOf(report), StringComparison.Ordinal);
        Assert.Equal(["the first GPU is taken; also here: NVIDIA GeForce GT 1030"], report.Notes.ToArray());
    }

    [Fact]
    public void An_old_driver_that_does_not_know_the_capability()
    {
        var report = HostProbe.Ask(Linux()
            .Says("nvidia-smi", Recorded.Smi470)
            .Says("nvidia-smi --query-gpu=*", Recorded.UnknownField, exitCode: 2)
            .Says("nvidia-smi --query-gpu=name,driver_version --format=csv,noheader", "Tesla K80, 470.82.01\n"));
        Assert.Equal("platform=linux,driver=470.82.01,cuda=11.4,gpu=Tesla K80,arch=x86_64", TargetOf(report));
        Assert.Contains(new HostGap("compute-capability", "nvidia-smi does not say it"), report.Gaps);
    }

    [Fact]
    public void A_new_driver_that_no_longer_knows_the_old_name_of_its_version()
    {
        var report = HostProbe.Ask(Linux()
            .Says("nvidia-smi", Recorded.Smi610)
            .Says("nvidia-smi --query-gpu=*", "Field \"driver_version\" is not a valid field to query.\n", exitCode: 2)
            .Says("nvidia-smi --query-gpu=name,compute_cap --format=csv,noheader", "NVIDIA B200, 10.0\n"));
        Assert.Equal("platform=linux,driver=610.47,cuda=13.3,gpu=NVIDIA B200,compute-capability=10.0,arch=x86_64", TargetOf(report));
    }

    [Theory]
    [InlineData(Recorded.NoDriver, 9, "nvidia-smi says: NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running")]
    [InlineData(Recorded.NoDevices, 6, "nvidia-smi says: No devices were found")]
    [InlineData(Recorded.NoDevices, 0, "nvidia-smi says: No devices were found")]
    [InlineData(Recorded.Mismatch, 18, "nvidia-smi says: Failed to initialize NVML: Driver/library version mismatch")]
    [InlineData(Recorded.Blocked, 17, "nvidia-smi says: Failed to initialize NVML: GPU access blocked by the operating system")]
    [InlineData("", 127, "nvidia-smi ended with 127")]
    public void Where_it_fails_it_says_why(string output, int exitCode, string reason)
    {
        var report = HostProbe.Ask(Linux().Says("nvidia-smi*", output, exitCode));
        Assert.Equal("platform=linux,arch=x86_64", TargetOf(report));
        Assert.Equal(["driver", "cuda", "gpu", "compute-capability"], report.Gaps.Where(gap => gap.Reason == reason).Select(static gap => gap.What));
    }

    [Fact]
    public void The_driver_in_the_kernel_is_known_without_its_program()
    {
        var report = HostProbe.Ask(Linux().With("/proc/driver/nvidia/version", Recorded.ModuleOpen).Says("nvidia-smi*", Recorded.Mismatch, exitCode: 18));
        Assert.Equal("platform=linux,driver=570.124.06,arch=x86_64", TargetOf(report));
        Assert.DoesNotContain(report.Gaps, static gap => gap.What == "driver");
        Assert.Contains(report.Gaps, static gap => gap.What == "gpu");
    }

    [Fact]
    public void A_machine_without_anything()
    {
        var report = HostProbe.Ask(Linux());
        Assert.Equal("platform=linux,arch=x86_64", TargetOf(report));
        Assert.Equal(
            ["driver: there is no nvidia-smi on PATH", "cuda: there is no nvidia-smi on PATH", "gpu: there is no nvidia-smi on PATH", "compute-capability: there is no nvidia-smi on PATH", "docker: there is neither docker nor podman on PATH"],
            report.Gaps.Select(static gap => $"{gap.What}: {gap.Reason}"));
    }

    [Fact]
    public void Programs_that_hang_are_named()
    {
        var report = HostProbe.Ask(Wsl().Hangs("nvidia-smi*").Hangs("docker*").Hangs("conda*").Hangs("nvcc*").Hangs("/mnt/c/Windows/System32/reg.exe*"));
        Assert.Equal("platform=wsl2,arch=x86_64", TargetOf(report));
        Assert.Equal(
            ["nvidia-smi", "nvidia-smi", "nvidia-smi", "nvidia-smi", "reg.exe", "docker", "nvcc", "conda"],
            report.Gaps.Select(static gap => gap.Reason.Split(' ')[0]));
        Assert.All(report.Gaps, static gap => Assert.EndsWith(" did not answer within 2 seconds", gap.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Windows_itself()
    {
        var machine = new FakeMachine { System = MachineSystem.Windows, WindowsBuild = "22631" }
            .Says("nvidia-smi", Recorded.SmiWsl).Says(Query, "NVIDIA GeForce RTX 3060, 551.78, 8.6\r\n").Says("docker*", Recorded.DockerDesktop);
        Assert.Equal("platform=windows,driver=551.78,cuda=12.4,gpu=NVIDIA GeForce RTX 3060,compute-capability=8.6,windows-build=22631,arch=x86_64,docker=desktop", TargetOf(HostProbe.Ask(machine)));
    }

    [Fact]
    public void Another_system_has_no_platform()
    {
        var report = HostProbe.Ask(new FakeMachine { System = MachineSystem.Other, Architecture = "aarch64" });
        Assert.Equal("arch=aarch64", TargetOf(report));
        Assert.Contains(new HostGap("platform", "the system is neither Linux nor Windows"), report.Gaps);
    }

    [Fact]
    public void WSL_1_is_no_platform()
    {
        var report = HostProbe.Ask(new FakeMachine().With("/proc/sys/kernel/osrelease", "4.4.0-19041-Microsoft\n"));
        Assert.Equal("arch=x86_64", TargetOf(report));
        Assert.Contains(report.Gaps, static gap => gap.What == "platform" && gap.Reason.StartsWith("WSL 1", StringComparison.Ordinal));
    }

    [Fact]
    public void A_container_is_said_to_be_one() =>
        Assert.Equal(["this is a container: kernel and driver are its host's, the rest is its own"], HostProbe.Ask(Linux().With("/.dockerenv", "")).Notes.ToArray());

    [Fact]
    public void Podman_counts_by_its_own_name_and_by_that_of_docker()
    {
        Assert.EndsWith("docker=podman", TargetOf(HostProbe.Ask(Linux().Says("podman*", Recorded.Podman))), StringComparison.Ordinal);
        Assert.EndsWith("docker=podman", TargetOf(HostProbe.Ask(Linux().Says("docker*", Recorded.Podman))), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_programs_say_a_target_takes_it()
    {
        var garbage = new string[] { "", "\0\0\0", "\x1b[2J", "Driver Version: 1.2.3.4.5.6 CUDA Version: 1.2.3.4", "a, b, c\n", new string('x', 10_000_000), "{\"ServerVersion\":\"\u202e\"}", "NVIDIA \x1b[31m, 535.1, 8.6\n", ",,,,\n\n\n" };
        foreach (var text in garbage)
        {
            var report = HostProbe.Ask(Wsl().Says("nvidia-smi*", text).Says("docker*", text).Says("conda*", text).Says("nvcc*", text).Says("/mnt/c*", text).With("/etc/os-release", text).With("/proc/driver/nvidia/version", text));
            foreach (var fact in report.Target)
            {
                Assert.Null(TargetKeys.Set(new TargetProfile("", TargetPlatform.Unknown), fact.Key, fact.Value, out _));
            }
        }
    }

    private static FakeMachine Linux() => new FakeMachine().With("/proc/sys/kernel/osrelease", Recorded.KernelNative);

    private static FakeMachine Wsl() => new FakeMachine().With("/proc/sys/kernel/osrelease", Recorded.KernelWsl2).With("/etc/os-release", Recorded.Ubuntu);

    private static string TargetOf(HostReport report) => string.Join(',', report.Target.Select(static fact => $"{fact.Key}={fact.Value}"));
}
