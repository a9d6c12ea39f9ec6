using EnvLint.Diagnostics;
using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslBadValueTests() : RuleTest<WslBadValue>(".wslconfig")
{
    [Fact]
    public void A_misspelt_name_gets_the_nearest() => Reports(
        "[wsl2]\nnetworkingMode=[|mirored|]\n",
        fixedText: "[wsl2]\nnetworkingMode=Mirrored\n",
        message: "WSL does not take `mirored` for `networkingMode`, it wants one of None, Nat, Bridged, Mirrored, Consomme, VirtioProxy: it keeps the default, Nat (or policy DefaultNetworkingMode)",
        safety: FixSafety.Suggested);

    [Theory]
    [InlineData("drop_cache", "DropCache")]
    [InlineData("'gradual'", "Gradual")]
    public void Other_spellings_of_a_name_are_respelled(string text, string name) => Reports(
        $"[experimental]\nautoMemoryReclaim=[|{text}|]\n",
        fixedText: $"[experimental]\nautoMemoryReclaim={name}\n");

    [Theory]
    [InlineData("true")]
    [InlineData("2")]
    public void Booleans_and_numbers_are_no_names(string text) => Reports($"[experimental]\nautoMemoryReclaim=[|{text}|]\n");

    [Fact]
    public void A_version_of_the_control_groups_has_a_v() => Reports(
        "[automount]\ncgroups=[|1|]\n",
        fixedText: "[automount]\ncgroups=v1\n",
        file: "wsl.conf");

    [Theory]
    [InlineData("vmIdleTimeout", "60s", "60000")]
    [InlineData("vmIdleTimeout", "5 min", "300000")]
    [InlineData("kernelBootTimeout", "500ms", "500")]
    [InlineData("processors", "4.0", "4")]
    [InlineData("processors", "08", "08")]
    public void Integers_have_no_units_and_fractions(string key, string text, string number)
    {
        if (text == number)
        {
            Reports($"[wsl2]\n{key}=[|{text}|]\n", fixedText: $"[wsl2]\n{key}=8\n");
            return;
        }

        Reports($"[wsl2]\n{key}=[|{text}|]\n", fixedText: $"[wsl2]\n{key}={number}\n");
    }

    [Theory]
    [InlineData("processors=[|half|]")]
    [InlineData("processors=[|4.5|]")]
    [InlineData("processors=[|4s|]")]
    [InlineData("[|vmIdleTimeout=|]")]
    public void What_is_no_number_has_no_fix(string line) => Reports($"[wsl2]\n{line}\n");

    [Fact]
    public void A_mask_has_octal_digits() => Reports("[filesystem]\numask=[|0088|]\n", file: "wsl.conf");

    [Fact]
    public void A_bad_address_turns_DNS_tunneling_off() => Reports(
        "[experimental]\ndnsTunnelingIpAddress=[|10.255.255.256|]\n",
        message: "WSL does not take `10.255.255.256` for `dnsTunnelingIpAddress`, it wants four numbers up to 255 between dots: it turns DNS tunneling off");

    [Theory]
    [InlineData("[wsl2]\nnetworkingMode=NAT\nprocessors=0x4\nvmIdleTimeout=-1\nkernelBootTimeout=\"100\"\n")]
    [InlineData("[wsl2]\nnetworkingMode=VirtioProxy\n[experimental]\nautoMemoryReclaim=dropcache\ndnsTunnelingIpAddress=10.0.0.1\n")]
    public void Values_that_WSL_takes_are_right(string text) => IsSilent(text);

    [Theory]
    [InlineData("[wsl2]\nmemory=8gb\n")]
    [InlineData("[wsl2]\nipv6=yes\n")]
    [InlineData("[wsl2]\nmacAddress=1\n")]
    [InlineData("[experimental]\nignoredPorts=a\n")]
    public void Other_kinds_are_other_rules(string text) => IsSilent(text);

    [Fact]
    public void The_second_line_of_a_key_is_not_looked_at() => IsSilent("[wsl2]\nprocessors=4\nprocessors=half\n");

    [Fact]
    public void A_wrong_comment_is_another_rule() => IsSilent("[wsl2]\nprocessors=4 // of 8\n");
}
