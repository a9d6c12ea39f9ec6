using EnvLint.Workspace.Host;

namespace EnvLint.Workspace.Tests.Host;

public sealed class HostTextTests
{
    [Theory]
    [InlineData(Recorded.Smi470, "470.82.01", "11.4")]
    [InlineData(Recorded.Smi535, "535.154.05", "12.2")]
    [InlineData(Recorded.SmiWsl, "551.78", "12.4")]
    [InlineData(Recorded.Smi570, "570.124.06", "12.8")]
    [InlineData(Recorded.Smi580, "580.65.06", "13.0")]
    [InlineData(Recorded.Smi610, "610.47", "13.3")]
    [InlineData(Recorded.SmiBeforeCuda, "331.62", null)]
    [InlineData(Recorded.SmiNoLibrary, "535.154.05", null)]
    [InlineData(Recorded.NoDriver, null, null)]
    [InlineData(Recorded.NoDevices, null, null)]
    [InlineData(Recorded.Mismatch, null, null)]
    [InlineData(Recorded.Blocked, null, null)]
    [InlineData("", null, null)]
    [InlineData("Driver Version: ..", null, null)]
    [InlineData("Driver Version: 5CUDA Version: 12.", null, null)]
    [InlineData("CUDA Version: 99999999999999999999999999999999.1", null, null)]
    public void The_heading_tells_driver_and_cuda_in_both_spellings(string output, string? driver, string? cuda) =>
        Assert.Equal((driver, cuda), (NvidiaSmi.DriverOf(output), NvidiaSmi.CudaOf(output)));

    [Theory]
    [InlineData("NVIDIA GeForce RTX 3060, 551.78, 8.6\n", "NVIDIA GeForce RTX 3060|551.78|8.6")]
    [InlineData("NVIDIA A100-SXM4-40GB, 535.154.05, 8.0\r\nNVIDIA A100-SXM4-40GB, 535.154.05, 8.0\r\n", "NVIDIA A100-SXM4-40GB|535.154.05|8.0;NVIDIA A100-SXM4-40GB|535.154.05|8.0")]
    [InlineData("GeForce GT 710, 470.82.01, [N/A]\n", "GeForce GT 710|470.82.01|")]
    [InlineData("A, with a comma, 535.1, 8.0\n", "A, with a comma|535.1|8.0")]
    [InlineData("No devices were found\n", "")]
    [InlineData("\n\n,,\n , , \n", "")]
    [InlineData("", "")]
    public void The_list_tells_the_gpus(string output, string expected) =>
        Assert.Equal(expected, string.Join(';', NvidiaSmi.List(output, hasDriver: true, hasCapability: true).Select(static gpu => $"{gpu.Name}|{gpu.Driver}|{gpu.ComputeCapability}")));

    [Fact]
    public void A_list_without_end_is_bounded() =>
        Assert.InRange(NvidiaSmi.List(string.Concat(Enumerable.Repeat("GPU, 535.1, 8.0\n", 100_000)), hasDriver: true, hasCapability: true).Length, 1, 64);

    [Theory]
    [InlineData(Recorded.KernelWsl2, false, LinuxKernel.Wsl2)]
    [InlineData("4.19.104-microsoft-standard\n", false, LinuxKernel.Wsl2)]
    [InlineData("6.6.36.3-microsoft-custom+\n", false, LinuxKernel.Wsl2)]
    [InlineData("6.6.0-mine\n", true, LinuxKernel.Wsl2)]
    [InlineData("4.4.0-19041-Microsoft\n", true, LinuxKernel.Wsl1)]
    [InlineData("Linux version 4.4.0-22621-Microsoft (Microsoft@Microsoft.com)\n", false, LinuxKernel.Wsl1)]
    [InlineData("Linux version 5.15.90.1-microsoft-standard-WSL2 (oe-user@oe-host)\n", false, LinuxKernel.Wsl2)]
    [InlineData(Recorded.KernelNative, false, LinuxKernel.Native)]
    [InlineData("", false, LinuxKernel.Native)]
    [InlineData(null, false, LinuxKernel.Native)]
    public void The_kernel_tells_whether_it_is_WSL(string? release, bool isInWsl, LinuxKernel expected) => Assert.Equal(expected, HostTexts.KernelOf(release, isInWsl));

    [Theory]
    [InlineData(Recorded.ModuleClosed, "535.154.05")]
    [InlineData(Recorded.ModuleOpen, "570.124.06")]
    [InlineData("NVRM version: something else\n", null)]
    [InlineData("GCC version:  gcc version 11.4.0\n", null)]
    [InlineData(null, null)]
    public void The_module_tells_the_driver(string? text, string? expected) => Assert.Equal(expected, HostTexts.KernelDriverOf(text));

    [Theory]
    [InlineData(Recorded.Ubuntu, "Ubuntu 22.04.4 LTS")]
    [InlineData("ID=alpine\nPRETTY_NAME='Alpine Linux v3.20'\n", "Alpine Linux v3.20")]
    [InlineData("ID=x\n", null)]
    [InlineData("PRETTY_NAME=\n", null)]
    [InlineData(null, null)]
    public void The_distribution_has_a_name(string? text, string? expected) => Assert.Equal(expected, HostTexts.DistributionOf(text));

    [Theory]
    [InlineData(Recorded.DockerEngine, "engine", "Docker 26.1.3")]
    [InlineData(Recorded.DockerDesktop, "desktop", "Docker Desktop, engine 27.2.0")]
    [InlineData(Recorded.Podman, "podman", "podman 4.9.3")]
    public void Docker_tells_what_it_is(string output, string docker, string version) => Assert.Equal((docker, version), HostTexts.DockerOf(output));

    [Theory]
    [InlineData(Recorded.DockerNoEngine)]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"ServerVersion\":7}")]
    [InlineData("{\"host\":1,\"version\":")]
    [InlineData("template parsing error: template: :1:2: executing")]
    public void Without_an_engine_it_tells_nothing(string output) => Assert.Null(HostTexts.DockerOf(output));

    [Theory]
    [InlineData(Recorded.Nvcc, "12.4")]
    [InlineData("nvcc fatal", null)]
    [InlineData("release x", null)]
    public void Nvcc_tells_the_toolkit(string output, string? expected) => Assert.Equal(expected, HostTexts.ToolkitOf(output));

    [Theory]
    [InlineData("conda 24.1.2\n", "24.1.2")]
    [InlineData("conda: error\n", null)]
    [InlineData("", null)]
    public void Conda_tells_its_version(string output, string? expected) => Assert.Equal(expected, HostTexts.CondaOf(output));

    [Theory]
    [InlineData(Recorded.Registry, "22631")]
    [InlineData("ERROR: The system was unable to find the specified registry key or value.\r\n", null)]
    [InlineData("    CurrentBuildNumber    REG_SZ    1x\r\n", null)]
    public void The_registry_tells_the_build_of_Windows(string output, string? expected) => Assert.Equal(expected, HostTexts.WindowsBuildOf(output));
}
