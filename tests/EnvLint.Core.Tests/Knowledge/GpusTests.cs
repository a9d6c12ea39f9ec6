using EnvLint.Knowledge;

namespace EnvLint.Core.Tests.Knowledge;

public sealed class GpusTests
{
    [Theory]
    [InlineData("RTX 3060", "8.6")]
    [InlineData("NVIDIA GeForce RTX 4090 Laptop GPU", "8.9")]
    [InlineData("rtx4070ti", "8.9")]
    [InlineData("GTX1080Ti", "6.1")]
    [InlineData("GTX 1660 Super", "7.5")]
    [InlineData("3060 Ti", "8.6")]
    [InlineData("1080", "6.1")]
    [InlineData("RTX-5090", "12.0")]
    [InlineData("RTX A6000", "8.6")]
    [InlineData("RTX 6000 Ada Generation", "8.9")]
    [InlineData("RTX PRO 6000 Blackwell Workstation Edition", "12.0")]
    [InlineData("Quadro RTX 5000", "7.5")]
    [InlineData("A100-SXM4-40GB", "8.0")]
    [InlineData("Tesla V100-PCIE-16GB", "7.0")]
    [InlineData("NVIDIA L4", "8.9")]
    [InlineData("tesla t4", "7.5")]
    [InlineData("NVIDIA H100 80GB HBM3", "9.0")]
    [InlineData("GTX 780M", null)]
    [InlineData("GeForce GTX 480", null)]
    public void A_name_leads_to_the_compute_capability(string name, string? expected) => Assert.Equal(expected, Gpus.Find(name)?.Cc);

    [Theory]
    [InlineData("RTX 6000")]
    [InlineData("RTX 9090")]
    [InlineData("4000")]
    [InlineData("Radeon RX 7900")]
    [InlineData("L400")]
    [InlineData("")]
    [InlineData(null)]
    public void Others_are_unknown(string? name) => Assert.Null(Gpus.Find(name));

    [Theory]
    [InlineData("GeForce RTX 3060", true)]
    [InlineData("rtx 4090 laptop", true)]
    [InlineData("GTX1080", true)]
    [InlineData("GTX 480", true)]
    [InlineData("RTX 4000", false)]
    [InlineData("A100", false)]
    [InlineData("RTX 6000 Ada", false)]
    [InlineData(null, false)]
    public void Consumer_GPUs(string? name, bool expected) => Assert.Equal(expected, Gpus.IsGeForce(name));

    [Fact]
    public void Compute_capabilities_are_those_of_the_toolkits()
    {
        foreach (var row in GpuTable.Gpus)
        {
            Assert.True(row.Cc is null || CudaDrivers.Targets("13.4", row.Cc) is not null, row.Name);
            Assert.Equal(row.Cc is null, row.Architecture is null);
        }
    }

    [Theory]
    [InlineData("Pascal", 580)]
    [InlineData("Kepler", 470)]
    [InlineData("Turing", null)]
    [InlineData(null, null)]
    public void Drivers_leave_old_architectures(string? architecture, int? expected) => Assert.Equal(expected, Gpus.LastDriverOf(architecture));
}
