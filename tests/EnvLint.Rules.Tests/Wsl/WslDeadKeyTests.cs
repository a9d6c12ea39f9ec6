using EnvLint.Diagnostics;
using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslDeadKeyTests() : RuleTest<WslDeadKey>(".wslconfig")
{
    [Fact]
    public void What_needs_bridged_mode_is_dead_without_it() => Reports(
        "[wsl2]\n[|ipv6|]=true\n[|vmSwitch|]=x\n[|dhcp|]=false\n",
        message: "`ipv6` has no effect without `networkingMode=Bridged` under [wsl2]\n`vmSwitch` has no effect without `networkingMode=Bridged` under [wsl2]\n`dhcp` has no effect without `networkingMode=Bridged` under [wsl2]",
        severity: Severity.Warning,
        confidence: Confidence.Medium);

    [Fact]
    public void The_mode_that_is_set_is_shown()
    {
        var finding = Assert.Single(Reports(
            "[wsl2]\nnetworkingMode=nat\n[experimental]\n[|hostAddressLoopback|]=true\n",
            message: "`hostAddressLoopback` has an effect with `networkingMode=Mirrored` only, and `networkingMode=nat` is set",
            confidence: Confidence.High));
        Assert.Single(finding.Related);
    }

    [Fact]
    public void Ignored_ports_need_mirrored_mode() => Reports("[experimental]\n[|ignoredPorts|]=3000\n");

    [Fact]
    public void What_DNS_tunneling_needs_is_dead_without_it() => Reports(
        "[wsl2]\ndnsTunneling=false\n[experimental]\n[|bestEffortDnsParsing|]=true\n[|dnsTunnelingIpAddress|]=10.0.0.1\n");

    [Fact]
    public void Without_network_there_is_no_DNS_tunneling() => Reports(
        "[wsl2]\nnetworkingMode=none\n[experimental]\n[|bestEffortDnsParsing|]=true\n",
        message: "`bestEffortDnsParsing` has no effect with `networkingMode=None`");

    [Fact]
    public void The_DNS_proxy_is_dead_while_tunneling_is_on() => Reports(
        "[wsl2]\n[|dnsProxy|]=false\n",
        message: "`dnsProxy` has no effect without `dnsTunneling=false` under [wsl2]");

    [Fact]
    public void The_firewall_is_always_on_in_mirrored_mode() => Reports(
        "[wsl2]\nnetworkingMode=mirrored\n[|firewall|]=false\n",
        message: "`firewall` has no effect with `networkingMode=Mirrored`");

    [Theory]
    [InlineData("[experimental]\n[|sparseVhd|]=true\n")]
    [InlineData("[wsl2]\n[|pageReporting|]=false\n")]
    [InlineData("[wsl2]\nnetworkingMode=mirrored\n[|localhostForwarding|]=true\n")]
    public void What_WSL_mentions_itself_is_an_info(string markup) => Reports(markup, severity: Severity.Info);

    [Fact]
    public void Virtio9p_is_switched_off_again() => Reports(
        "[wsl2]\n[|virtio9p|]=true\n",
        message: "WSL reads `virtio9p` and does nothing with it",
        severity: Severity.Warning);

    [Theory]
    [InlineData("[wsl2]\nnetworkingMode=bridged\nvmSwitch=x\nipv6=true\ndhcp=false\n")]
    [InlineData("[wsl2]\nnetworkingMode=mirrored\n[experimental]\nhostAddressLoopback=true\nignoredPorts=3000\n")]
    [InlineData("[experimental]\nnetworkingMode=mirrored\nhostAddressLoopback=true\n")]
    [InlineData("[experimental]\nbestEffortDnsParsing=true\ndnsTunnelingIpAddress=10.0.0.1\n")]
    [InlineData("[wsl2]\ndnsTunneling=false\ndnsProxy=false\n")]
    [InlineData("[wsl2]\nlocalhostForwarding=false\n")]
    [InlineData("[wsl2]\nnetworkingMode=nat\nfirewall=false\n")]
    public void Keys_that_have_what_they_need_are_right(string text) => IsSilent(text);

    [Theory]
    [InlineData("[wsl2]\nipv6=false\ndhcp=1\ndnsProxy=true\nvirtio9p=false\n[experimental]\nsparseVhd=false\nhostAddressLoopback=FALSE\n")]
    [InlineData("[wsl2]\nnetworkingMode=mirrored\nfirewall=true\n")]
    public void A_default_that_is_written_out_does_no_harm(string text) => IsSilent(text);

    [Fact]
    public void An_invalid_value_is_another_rule() => IsSilent("[wsl2]\nipv6=yes\n");

    [Fact]
    public void The_guest_has_none() => IsSilent("[boot]\nsystemd=true\n[network]\ngenerateHosts=false\n", file: "wsl.conf");
}
