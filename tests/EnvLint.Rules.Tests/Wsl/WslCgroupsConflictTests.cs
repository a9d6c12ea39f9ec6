using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslCgroupsConflictTests() : RuleTest<WslCgroupsConflict>("wsl.conf")
{
    private const string Conflict = "[automount]\n[|cgroups=v1|]\n";

    [Theory]
    [InlineData("cgroup_no_v1=all")]
    [InlineData("quiet cgroup_no_v1=all systemd.unified_cgroup_hierarchy=1")]
    public void The_kernel_has_none(string commandLine)
    {
        Beside(".wslconfig", $"[wsl2]\nkernelCommandLine={commandLine}\n");
        Reports(Conflict, message: "`cgroups=v1` has no effect: the kernel is started with `cgroup_no_v1=all`, so version 2 is mounted");
    }

    [Fact]
    public void Groups_of_their_own_are_of_version_2()
    {
        Beside(".wslconfig", "[wsl2]\nisolateDistroCgroup=true\n");
        Reports(Conflict, message: "`cgroups=v1` does not go with `isolateDistroCgroup=true`, which puts each distribution into a group of version 2");
    }

    [Fact]
    public void A_script_writes_both() => Reports(
        "cat > ~/win/.wslconfig <<'EOF'\n[wsl2]\nkernelCommandLine=cgroup_no_v1=all\nEOF\ncat > /etc/wsl.conf <<'EOF'\n[automount]\n[|cgroups=v1|]\nEOF\n", file: "setup.sh");

    [Theory]
    [InlineData("[wsl2]\nkernelCommandLine=cgroup_no_v1=memory\n")]
    [InlineData("[wsl2]\nisolateDistroCgroup=false\n")]
    [InlineData("[wsl2]\nmemory=8GB\n")]
    public void What_leaves_version_1_is_right(string other)
    {
        Beside(".wslconfig", other);
        IsSilent("[automount]\ncgroups=v1\n");
    }

    [Theory]
    [InlineData("[automount]\ncgroups=v2\n")]
    [InlineData("[automount]\nenabled=true\n")]
    public void Version_2_is_right(string text)
    {
        Beside(".wslconfig", "[wsl2]\nkernelCommandLine=cgroup_no_v1=all\n");
        IsSilent(text);
    }

    [Fact]
    public void Alone_it_is_right() => IsSilent("[automount]\ncgroups=v1\n");
}
