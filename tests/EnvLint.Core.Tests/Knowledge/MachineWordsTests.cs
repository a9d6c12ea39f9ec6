using EnvLint.Knowledge;

namespace EnvLint.Core.Tests.Knowledge;

public sealed class MachineWordsTests
{
    [Theory]
    [InlineData("requirements_macos_arm64.txt", NamedMachines.Mac)]
    [InlineData("Dockerfile-cpu", NamedMachines.Cpu)]
    [InlineData("CPU/GPU", NamedMachines.Cpu | NamedMachines.Gpu)]
    [InlineData("AMD GPUs (ROCm)", NamedMachines.Other | NamedMachines.Gpu)]
    [InlineData("pyt251_cu124.txt", NamedMachines.Nvidia)]
    [InlineData("Windows Subsystem for Linux", NamedMachines.Windows | NamedMachines.Linux)]
    [InlineData("dgx_instructions.md", NamedMachines.Board)]
    [InlineData("NVIDIA Jetson Orin", NamedMachines.Board | NamedMachines.Nvidia)]
    [InlineData("macOSの場合", NamedMachines.Mac)]
    [InlineData("GeForce RTX 3060 on Ubuntu 22.04", NamedMachines.Nvidia | NamedMachines.Linux)]
    [InlineData("machine, cpuset, window, amd64, cupy, cu, custom1", NamedMachines.None)]
    [InlineData("", NamedMachines.None)]
    public void Words_are_whole(string text, NamedMachines expected) => Assert.Equal(expected, MachineWords.In(text));

    [Fact]
    public void Each_kind_of_the_table_is_known()
    {
        foreach (var row in MachineWordsTable.Machines)
        {
            Assert.Contains(row.Name, Enum.GetNames<NamedMachines>(), StringComparer.OrdinalIgnoreCase);
            Assert.All(row.Words, word => Assert.Equal(row.Name, MachineWords.In(word).ToString(), StringComparer.OrdinalIgnoreCase));
        }
    }
}
