using EnvLint.Diagnostics;
using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslBadSizeTests() : RuleTest<WslBadSize>(".wslconfig")
{
    [Theory]
    [InlineData("8gb", "8GB")]
    [InlineData("8Gb", "8GB")]
    [InlineData("8g", "8GB")]
    [InlineData("8 GB", "8GB")]
    [InlineData("8GiB", "8GB")]
    [InlineData("512mib", "512MB")]
    [InlineData("'8GB'", "8GB")]
    [InlineData("1.5GB", "1536MB")]
    [InlineData("1,5 gb", "1536MB")]
    [InlineData("8.0GB", "8GB")]
    [InlineData("00", "0")]
    [InlineData("\"8 GB\"", "8GB")]
    public void A_size_that_can_be_respelled_is_respelled(string size, string respelled) => Reports(
        $"[wsl2]\nmemory=[|{size}|]\n",
        fixedText: $"[wsl2]\nmemory={respelled}\n",
        severity: Severity.Error,
        safety: FixSafety.Safe);

    [Theory]
    [InlineData("50%")]
    [InlineData("8PB")]
    [InlineData("lots")]
    [InlineData("0x10GB")]
    [InlineData("1.0001GB")]
    [InlineData("GB")]
    public void A_size_that_cannot_be_respelled_has_no_fix(string size) => Reports($"[wsl2]\nmemory=[|{size}|]\n");

    [Fact]
    public void The_default_that_stays_is_named() => Reports(
        "[wsl2]\nmemory=[|8gb|]\n",
        fixedText: "[wsl2]\nmemory=8GB\n",
        message: "`8gb` is no size to WSL, which knows units in capitals only: it keeps the default, 50% of host RAM");

    [Fact]
    public void An_empty_size_is_none() => Reports(
        "[wsl2]\n[|memory=|]\n",
        message: "`memory` has no value: it keeps the default, 50% of host RAM");

    [Fact]
    public void A_small_number_without_unit_is_bytes() => Reports(
        "[wsl2]\nmemory=[|8|]\n",
        fixedText: "[wsl2]\nmemory=8GB\n",
        message: "`memory=8` asks WSL for 8 bytes; it silently becomes 256 MB",
        safety: FixSafety.Suggested);

    [Fact]
    public void A_number_of_megabytes_is_bytes_too() => Reports(
        "[wsl2]\nmemory=[|8192|]\nswap=[|2048B|]\n".Replace("[|2048B|]", "[|2048|]", StringComparison.Ordinal),
        fixedText: "[wsl2]\nmemory=8192MB\nswap=2048MB\n");

    [Fact]
    public void Too_little_memory_with_a_unit_is_a_warning() => Reports(
        "[wsl2]\nmemory=[|128MB|]\n",
        message: "`memory=128MB` is below WSL's minimum; it silently becomes 256 MB",
        severity: Severity.Warning);

    [Fact]
    public void Megabytes_of_swap_in_bytes_are_a_warning() => Reports(
        "[wsl2]\nswap=[|104857600|]\n",
        severity: Severity.Warning);

    [Fact]
    public void A_negative_size_wraps_around() => Reports(
        "[wsl2]\nmemory=[|-1|]\n",
        message: "`memory=-1` wraps around to a huge number, which is all memory of the host: WSL has no negative sizes");

    [Theory]
    [InlineData("4GB")]
    [InlineData("24G")]
    [InlineData("8589934592")]
    [InlineData("+4GB")]
    [InlineData("0")]
    [InlineData("0GB")]
    [InlineData("512MB")]
    [InlineData("08GB")]
    [InlineData("\"4GB\"")]
    [InlineData("4GB # half")]
    public void Sizes_that_WSL_takes_are_right(string size) => IsSilent($"[wsl2]\nmemory={size}\n");

    [Theory]
    [InlineData("swap=0")]
    [InlineData("swap=0GB")]
    [InlineData("swap=-1")]
    [InlineData("swap=128MB")]
    public void Swap_may_be_off_small_or_default(string line) => IsSilent($"[wsl2]\n{line}\n");

    [Fact]
    public void A_second_line_of_the_key_is_not_looked_at() => IsSilent("[wsl2]\nmemory=8GB\nmemory=8gb\n");

    [Fact]
    public void A_key_in_the_wrong_place_has_no_value() => IsSilent("[experimental]\nmemory=8gb\n");

    [Fact]
    public void A_comment_of_the_wrong_kind_is_another_rule() => IsSilent("[wsl2]\nmemory=8GB ; half\n");
}
