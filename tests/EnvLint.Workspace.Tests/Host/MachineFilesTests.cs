using EnvLint.Workspace.Host;

namespace EnvLint.Workspace.Tests.Host;

public sealed class MachineFilesTests
{
    private const string Kernel = "/proc/sys/kernel/osrelease";
    private const string Wsl = "5.15.167.4-microsoft-standard-WSL2\n";
    private const string Shell = "/mnt/c/Windows/System32/cmd.exe /d /c chcp 65001 >nul & echo %USERPROFILE%";
    private const string Profile = "/mnt/c/Users/ada/.wslconfig";

    [Fact]
    public void In_WSL_there_are_two()
    {
        var found = MachineFiles.Find(InWsl().With("/etc/wsl.conf", "").With(Profile, "").Says(Shell, "C:\\Users\\ada\r\n"));

        Assert.Equal(["/etc/wsl.conf", Profile], found.Files.ToArray());
        Assert.Empty(found.Gaps);
    }

    [Theory]
    [InlineData("C:\\Users\\ada")]
    [InlineData("C:\\Users\\ada\\")]
    [InlineData("C:/Users/ada")]
    [InlineData("/mnt/c/Users/ada")]
    [InlineData("/mnt/c/Users/ada/")]
    public void What_Windows_hands_over_is_asked_for_first(string value) =>
        Assert.Equal([Profile], MachineFiles.Find(InWsl().With(Profile, "").Where("USERPROFILE", value).Says(Shell, "C:\\Users\\other")).Files.ToArray());

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("ada")]
    [InlineData("%USERPROFILE%")]
    [InlineData("/mnt/c\n/x")]
    public void What_is_no_folder_is_not_believed(string value) =>
        Assert.Equal([Profile], MachineFiles.Find(InWsl().With(Profile, "").Where("USERPROFILE", value).Says(Shell, "C:\\Users\\ada")).Files.ToArray());

    [Fact]
    public void Programs_of_WSL_are_asked_before_the_shell_of_Windows() =>
        Assert.Equal([Profile], MachineFiles.Find(InWsl().With(Profile, "").Says("wslvar USERPROFILE", "C:\\Users\\ada\n").Says(Shell, "C:\\Users\\other")).Files.ToArray());

    [Fact]
    public void Drives_may_be_mounted_elsewhere() =>
        Assert.Equal(
            ["/c/Users/ada/.wslconfig"],
            MachineFiles.Find(InWsl().With("/c/Users/ada/.wslconfig", "").Says(Shell, "C:\\Users\\ada").Says("wslpath -u C:\\Users\\ada", "/c/Users/ada\n")).Files.ToArray());

    [Fact]
    public void What_the_shell_complains_of_is_passed_over() =>
        Assert.Equal(
            [Profile],
            MachineFiles.Find(InWsl().With(Profile, "").Says(Shell, "'\\\\wsl.localhost\\Ubuntu'\r\nCMD.EXE was started with the above path as the current directory.\r\nC:\\Users\\ada \r\n")).Files.ToArray());

    [Fact]
    public void What_is_not_there_is_a_gap()
    {
        var found = MachineFiles.Find(InWsl().Says(Shell, "C:\\Users\\ada"));

        Assert.Empty(found.Files);
        Assert.Equal(["there is no /etc/wsl.conf", $"there is no {Profile}"], found.Gaps.ToArray());
    }

    [Fact]
    public void A_shell_that_hangs_or_says_nothing_is_a_gap()
    {
        Assert.Contains("the Windows profile with .wslconfig is not known: cmd.exe did not answer within 2 seconds", MachineFiles.Find(InWsl().Hangs(Shell)).Gaps.ToArray());
        Assert.Contains("the Windows profile with .wslconfig is not known: cmd.exe does not say it", MachineFiles.Find(InWsl().Says(Shell, "%USERPROFILE%\r\n")).Gaps.ToArray());
        Assert.Contains("the Windows profile with .wslconfig is not known: there is no /mnt/c/Windows/System32/cmd.exe", MachineFiles.Find(InWsl()).Gaps.ToArray());
    }

    [Fact]
    public void Elsewhere_on_Linux_no_program_is_asked()
    {
        var found = MachineFiles.Find(new FakeMachine().With(Kernel, "6.8.0-45-generic\n").With(Profile, "").Where("USERPROFILE", "C:\\Users\\ada").Says(Shell, "C:\\Users\\ada"));

        Assert.Empty(found.Files);
        Assert.Equal(["there is no /etc/wsl.conf", "this is neither WSL nor Windows: there is no .wslconfig"], found.Gaps.ToArray());
    }

    [Fact]
    public void On_Windows_it_is_the_profile()
    {
        var machine = new FakeMachine { System = MachineSystem.Windows }.With("C:/Users/ada/.wslconfig", "");

        Assert.Equal(["the Windows profile with .wslconfig is not known: USERPROFILE is not set"], MachineFiles.Find(machine).Gaps.ToArray());
        Assert.Equal(["C:/Users/ada/.wslconfig"], MachineFiles.Find(machine.Where("USERPROFILE", "C:\\Users\\ada")).Files.ToArray());
    }

    private static FakeMachine InWsl() => new FakeMachine().With(Kernel, Wsl);
}
