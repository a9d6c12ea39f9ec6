using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslFatalValueTests() : RuleTest<WslFatalValue>(".wslconfig")
{
    [Fact]
    public void Variables_in_a_path_are_not_expanded() => Reports(
        "[wsl2]\nkernel=[|%USERPROFILE%\\\\k|]\n",
        message: "`%USERPROFILE%\\\\k` names no file, WSL expands no variables in it: no distribution starts");

    [Theory]
    [InlineData("~/k")]
    [InlineData("/mnt/c/wsl/k")]
    [InlineData("/home/me/bzImage")]
    [InlineData("bzImage")]
    [InlineData("$env:USERPROFILE/k")]
    public void A_path_that_leads_nowhere_is_fatal(string path) => Reports($"[wsl2]\nkernel=[|{path}|]\n");

    [Fact]
    public void The_old_boolean_for_modules_is_a_path_now() => Reports("[wsl2]\nkernel=C:\\\\k\nkernelModules=[|true|]\n");

    [Fact]
    public void Modules_need_a_kernel() => Reports(
        "[wsl2]\nkernelModules=[|C:\\\\m.vhdx|]\n",
        message: "`kernelModules` is set without `kernel`: no distribution starts");

    [Theory]
    [InlineData("C:\\\\d.vhdx")]
    [InlineData("C:\\\\d.tar")]
    public void A_system_distribution_is_an_img_or_a_vhd(string path) => Reports(
        $"[wsl2]\nsystemDistro=[|{path}|]\n",
        message: "`systemDistro` wants a file that ends in .img or .vhd: no distribution starts");

    [Theory]
    [InlineData("00:15:5d:12:34")]
    [InlineData("00:15:5d-12:34:56")]
    [InlineData("00155d123456")]
    [InlineData("random")]
    public void A_bad_MAC_address_is_fatal_in_any_mode(string address) => Reports($"[wsl2]\nmacAddress=[|{address}|]\n");

    [Theory]
    [InlineData("kernel=C:\\\\wsl\\\\k")]
    [InlineData("kernel=C:/wsl/k")]
    [InlineData("kernel=\\\\\\\\server\\\\share\\\\k")]
    [InlineData("kernel=")]
    [InlineData("kernel=C:\\\\100%\\\\k")]
    [InlineData("kernel=C:\\\\k\nkernelModules=C:\\\\m.vhdx")]
    [InlineData("systemDistro=C:\\\\d.IMG")]
    [InlineData("systemDistro=C:\\\\d.vhd")]
    [InlineData("macAddress=00-15-5D-12-34-56")]
    [InlineData("macAddress=aa:bb:cc:dd:ee:ff")]
    public void Values_that_may_be_right_are_right(string lines) => IsSilent($"[wsl2]\n{lines}\n");

    [Fact]
    public void Safe_mode_clears_the_kernel() => IsSilent("[wsl2]\nsafeMode=true\nkernel=%X%\\\\k\nkernelModules=m\n");

    [Fact]
    public void A_kernel_that_is_dropped_for_its_backslashes_is_another_rule() => IsSilent("[wsl2]\nkernel=C:\\Users\\k\nkernelModules=C:\\\\m.vhdx\n");

    [Fact]
    public void Lost_backslashes_are_another_rule() => IsSilent("[wsl2]\nkernel=\\bin\\k\n".Replace("\\k", "/k", StringComparison.Ordinal));

    [Fact]
    public void Other_paths_are_not_fatal() => IsSilent("[wsl2]\nswapFile=%TEMP%\\\\s.vhdx\ncrashDumpFolder=%TEMP%\n");
}
