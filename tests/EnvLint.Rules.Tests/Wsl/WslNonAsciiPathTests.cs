using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslNonAsciiPathTests() : RuleTest<WslNonAsciiPath>(".wslconfig")
{
    [Fact]
    public void A_character_is_cut_to_its_low_byte() => Reports(
        "[wsl2]\nkernel=C:\\\\Users\\\\J[|ö|]rg\\\\k\n",
        message: "WSL cuts each character of .wslconfig to its low byte: `ö` in the path of `kernel` does not survive that");

    [Fact]
    public void Characters_of_two_units_too() => Reports("[wsl2]\nswapFile=D:\\\\[|用户😀|]\\\\s.vhdx\n");

    [Fact]
    public void Comments_may_hold_anything() => IsSilent("[wsl2]\nkernel=C:\\\\k # für Jörg\n# 用户\n");

    [Fact]
    public void Plain_paths_are_right() => IsSilent("[wsl2]\nkernel=C:\\\\k\nswapFile=D:\\\\s.vhdx\n");

    [Fact]
    public void Names_are_no_paths() => IsSilent("[wsl2]\nnetworkingMode=bridged\nvmSwitch=Brücke\n");

    [Fact]
    public void In_the_guest_bytes_pass_through() => IsSilent("[automount]\nroot=/mnt/größe\n", file: "wsl.conf");

    [Fact]
    public void A_path_that_does_not_count_is_not_looked_at() => IsSilent("[wsl2]\nkernel=C:\\\\k\nkernel=C:\\\\ö\n");
}
