using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslUnregisterWithoutExportTests() : RuleTest<WslUnregisterWithoutExport>("reset.ps1")
{
    [Fact]
    public void A_disk_is_gone() => Reports(
        "wsl --list\nwsl [|--unregister Ubuntu-22.04|]\nwsl --install -d Ubuntu-22.04\n",
        message: "'wsl --unregister Ubuntu-22.04' deletes the distribution's disk at once and for good, and nothing has exported it before");

    [Theory]
    [InlineData("reset.bat", "wsl.exe [|--unregister %1|]")]
    [InlineData("reset.cmd", "wslconfig [|/u Ubuntu|]")]
    [InlineData("reset.sh", "wsl.exe [|--unregister \"$DISTRO\"|]")]
    [InlineData("reset.ps1", "wsl --export Debian d.tar\nwsl [|--unregister Ubuntu|]")]
    [InlineData("reset.ps1", "wsl [|--unregister Ubuntu|]\nwsl --export Ubuntu late.tar")]
    [InlineData("reset.ps1", "if ($force) { wsl [|--unregister $name|] }")]
    public void It_is_found_wherever_it_stands(string file, string text) => Reports(text, file: file);

    [Theory]
    [InlineData("wsl --export Ubuntu backup.tar\nwsl --unregister ubuntu")]
    [InlineData("wsl --export $name \"$name.tar\"\nwsl --unregister $name")]
    [InlineData("if (Test-Path x) { wsl --export Ubuntu b.tar }\nwsl --unregister Ubuntu")]
    [InlineData("wsl --import Build C:\\b base.tar --version 2\nwsl -d Build -- make\nwsl --unregister Build")]
    [InlineData("wsl --install -d Test --no-launch\nwsl --unregister Test")]
    [InlineData("wsl --install --name Test Ubuntu\nwsl --unregister Test")]
    [InlineData("Copy-Item \"$path\\ext4.vhdx\" D:\\backup\nwsl --unregister Ubuntu")]
    [InlineData("wsl.exe --unregister tool\nwsl.exe --import tool C:\\tool tool.tar.gz --version 2")]
    public void What_is_saved_or_new_may_go(string text) => IsSilent(text);

    [Theory]
    [InlineData("reset.ps1", "$answer = Read-Host 'Delete it?'\nif ($answer -eq 'y') { wsl --unregister Ubuntu }")]
    [InlineData("reset.bat", "set /p X=Delete it?\nif %X%==y wsl --unregister Ubuntu")]
    [InlineData("reset.sh", "read -p 'Delete it? ' x\n[ \"$x\" = y ] && wsl.exe --unregister Ubuntu")]
    public void Who_is_asked_has_been_told(string file, string text) => IsSilent(text, file: file);

    [Theory]
    [InlineData("wsl --unregister docker-desktop")]
    [InlineData("wsl --unregister")]
    [InlineData("Write-Host \"run wsl --unregister Ubuntu\"")]
    [InlineData("# wsl --unregister Ubuntu")]
    [InlineData("$help = 'wsl --unregister Ubuntu'")]
    [InlineData("wsl -d Ubuntu -- echo --unregister Ubuntu")]
    [InlineData("wsl --terminate Ubuntu")]
    public void What_deletes_nothing_is_right(string text) => IsSilent(text);

    [Theory]
    [InlineData("uninstall.bat")]
    [InlineData("scripts/Remove-Wsl.ps1")]
    [InlineData("clean.cmd")]
    public void Who_runs_it_wants_nothing_else(string file) => IsSilent("wsl --unregister Ubuntu", file: file);

    [Theory]
    [InlineData("wsl --unregister <DistributionName>")]
    [InlineData("wsl --unregister DistroName")]
    [InlineData("wsl --unregister $name")]
    public void A_guide_that_shows_the_command_deletes_nothing(string command) => IsSilent($"```powershell\n{command}\n```\n", file: "README.md");

    [Fact]
    public void A_guide_has_it_pasted() => Reports(
        "Start anew:\n\n```powershell\nwsl [|--unregister Ubuntu|]\nwsl --install -d Ubuntu\n```\n", file: "README.md");

    [Fact]
    public void A_guide_that_saves_it_first_is_right() => IsSilent(
        "Save it:\n\n```powershell\nwsl --export Ubuntu u.tar\n```\n\nStart anew:\n\n```bat\nwsl --unregister Ubuntu\n```\n\n`wsl --unregister Ubuntu` deletes it.\n", file: "README.md");
}
