using EnvLint.Diagnostics;
using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslDnsConflictTests() : RuleTest<WslDnsConflict>("wsl/wsl.conf")
{
    private const string Conflict = "[network]\n[|generateResolvConf = false|]\n";

    [Fact]
    public void The_tunnel_is_asked_for()
    {
        Beside("wsl/.wslconfig", "[wsl2]\ndnsTunneling=true\n");
        var finding = Assert.Single(Reports(
            Conflict,
            message: "`generateResolvConf=false` leaves the address of the DNS tunnel out of resolv.conf, and `.wslconfig` switches the tunnel on",
            confidence: Confidence.High));
        Assert.Equal("wsl/.wslconfig", Assert.Single(finding.Related).Source.Path);
    }

    [Fact]
    public void The_tunnel_is_there_without_a_word()
    {
        Beside(".wslconfig", "[wsl2]\nmemory=8GB\n");
        Reports(
            Conflict,
            message: "`generateResolvConf=false` leaves the address of the DNS tunnel out of resolv.conf, and the tunnel is on by default",
            confidence: Confidence.Medium);
    }

    [Fact]
    public void A_script_writes_both() => Reports(
        "cat > /mnt/c/Users/me/.wslconfig <<'EOF'\n[wsl2]\ndnsTunneling=true\nEOF\nsudo tee /etc/wsl.conf <<'EOF'\n[network]\n[|generateResolvConf=false|]\nEOF\n",
        confidence: Confidence.High,
        file: "setup.sh");

    [Theory]
    [InlineData("[wsl2]\ndnsTunneling=false\n")]
    [InlineData("[experimental]\ndnsTunneling=false\n")]
    [InlineData("[wsl2]\nnetworkingMode=none\n")]
    [InlineData("[wsl2]\nnetworkingMode=bridged\nvmSwitch=x\n")]
    [InlineData("[wsl2]\nsafeMode=true\n")]
    public void Without_a_tunnel_it_is_right(string other)
    {
        Beside("wsl/.wslconfig", other);
        IsSilent("[network]\ngenerateResolvConf=false\n");
    }

    [Theory]
    [InlineData("[network]\ngenerateResolvConf=true\n")]
    [InlineData("[network]\ngenerateHosts=false\n")]
    [InlineData("[network]\n# generateResolvConf=false\n")]
    public void What_is_written_is_right(string text)
    {
        Beside("wsl/.wslconfig", "[wsl2]\ndnsTunneling=true\n");
        IsSilent(text);
    }

    [Fact]
    public void Alone_nobody_knows() => IsSilent("[network]\ngenerateResolvConf=false\n");
}
