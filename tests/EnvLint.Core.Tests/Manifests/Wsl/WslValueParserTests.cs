using EnvLint.Manifests.Wsl;
using EnvLint.Syntax.Ini;

namespace EnvLint.Core.Tests.Manifests.Wsl;

public sealed class WslValueParserTests
{
    [Theory]
    [InlineData("4", 4)]
    [InlineData("010", 8)]
    [InlineData("0x10", 16)]
    [InlineData("0XfF", 255)]
    [InlineData("-1", -1)]
    [InlineData("+4", 4)]
    [InlineData(" 4", 4)]
    [InlineData("0", 0)]
    [InlineData("00", 0)]
    [InlineData("-0x10", -16)]
    [InlineData("2147483647", int.MaxValue)]
    public void Integers_are_read_as_C_reads_them(string text, int value)
    {
        Assert.Equal(value, WslValueParser.ParseInteger(text, IniDialect.Host));
        Assert.Equal(value, WslValueParser.ParseInteger(text, IniDialect.Guest));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("-")]
    [InlineData("08")]
    [InlineData("0x")]
    [InlineData("0xg")]
    [InlineData("4.0")]
    [InlineData("60s")]
    [InlineData("4 ")]
    [InlineData("- 4")]
    [InlineData("４")]
    public void What_is_left_over_spoils_an_integer(string text)
    {
        Assert.Null(WslValueParser.ParseInteger(text, IniDialect.Host));
        Assert.Null(WslValueParser.ParseInteger(text, IniDialect.Guest));
    }

    [Fact]
    public void Too_large_an_integer_stops_at_the_limit_on_Windows_and_is_refused_on_Linux()
    {
        Assert.Equal(int.MaxValue, WslValueParser.ParseInteger("99999999999999999999", IniDialect.Host));
        Assert.Equal(int.MinValue, WslValueParser.ParseInteger("-99999999999", IniDialect.Host));
        Assert.Null(WslValueParser.ParseInteger("2147483648", IniDialect.Guest));
    }

    [Theory]
    [InlineData("0", 0UL)]
    [InlineData("0GB", 0UL)]
    [InlineData("08GB", 8UL << 30)]
    [InlineData("1TB", 1UL << 40)]
    [InlineData("-1", ulong.MaxValue)]
    [InlineData("-1KB", unchecked(0UL - 1024))]
    [InlineData("+4GB", 4UL << 30)]
    [InlineData("99999999999999999999999", ulong.MaxValue)]
    [InlineData("17179869184GB", 0UL)]
    public void Sizes_wrap_around_in_silence(string text, ulong bytes) => Assert.Equal(bytes, WslValueParser.ParseSize(text));

    [Theory]
    [InlineData("00")]
    [InlineData("-0")]
    [InlineData("+0")]
    [InlineData(" 0")]
    [InlineData("8gb")]
    [InlineData("8GiB")]
    [InlineData("8 GB")]
    [InlineData("8GB ")]
    [InlineData("1.5GB")]
    [InlineData("0x10")]
    [InlineData("GB")]
    [InlineData("-")]
    public void Sizes_of_another_spelling_are_none(string text) => Assert.Null(WslValueParser.ParseSize(text));

    [Theory]
    [InlineData("00:15:5d:12:34:56", true)]
    [InlineData("00-15-5D-12-34-56", true)]
    [InlineData("00:15-5d:12:34:56", false)]
    [InlineData("00155d123456", false)]
    [InlineData("00:15:5d:12:34:5g", false)]
    [InlineData("00.15.5d.12.34.56", false)]
    [InlineData("", false)]
    public void A_MAC_address_has_one_kind_of_separator(string text, bool valid) => Assert.Equal(valid, WslValueParser.IsMacAddress(text));

    [Theory]
    [InlineData("10.255.255.254", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("10.0.0", false)]
    [InlineData("10.0.0.256", false)]
    [InlineData("10.0.0.1.", false)]
    [InlineData("10.0.0.-1", false)]
    [InlineData("10.0.0. 1", false)]
    [InlineData("::1", false)]
    [InlineData("", false)]
    public void An_address_is_four_numbers(string text, bool valid) => Assert.Equal(valid, WslValueParser.IsIPv4Address(text));

    [Fact]
    public void Ports_stop_at_the_first_character_that_is_no_digit()
    {
        var ports = WslValueParser.ParsePorts("80, 9000-9100,, x,65536 , -1,2000;3.4,+7");

        Assert.Equal([80, 9000, null, null, null, 2000, 7], ports.Select(static port => port.Port));
        Assert.Equal([false, true, false, false, false, true, false], ports.Select(static port => port.HasTail));
        Assert.Equal(["80", "9000-9100", "x", "65536", "-1", "2000;3.4", "+7"], ports.Select(static port => port.Text));
        Assert.All(ports, port => Assert.Equal(port.Text, "80, 9000-9100,, x,65536 , -1,2000;3.4,+7".Substring(port.Start, port.Text.Length)));
    }

    [Theory]
    [InlineData("Simple_Hostname", "SimpleHostname")]
    [InlineData("-hostname", "hostname")]
    [InlineData("--hostname", "hostname")]
    [InlineData("hostname.-", "hostname")]
    [InlineData(".hostname", "hostname")]
    [InlineData("hostname.", "hostname")]
    [InlineData("host..name", "host.name")]
    [InlineData("host|name", "hostname")]
    [InlineData(".a-", "a")]
    [InlineData(".a-b", "a-b")]
    [InlineData(".", "localhost")]
    [InlineData("-", "localhost")]
    [InlineData("-.-", "localhost")]
    [InlineData("", "localhost")]
    public void Host_names_are_cleaned(string text, string name) => Assert.Equal(name, WslValueParser.CleanHostName(text));

    [Fact]
    public void Host_names_have_64_characters_at_most() => Assert.Equal(64, WslValueParser.CleanHostName(new string('a', 100)).Length);
}
