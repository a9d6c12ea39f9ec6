namespace EnvLint.LanguageServer.Tests.Features.Hovering;

public sealed class WslHoverTests
{
    [Fact]
    public void AKeySaysItsTypeDefaultAndSource() => Assert.Equal(
        """
        **wsl2.memory** of .wslconfig

        - Value: digits and a unit in capitals, as `8GB`; without a unit it is bytes
        - Default: 50% of host RAM
        - Since Windows build 18945

        0 or absent = 50% of host. Otherwise silently clamped to \[256MB, host RAM\] and rounded down to 2MB. Bare number is BYTES. Upper-case units only.

        *From microsoft/WSL src/windows/common/WslCoreConfig.cpp Initialize (table of 2026-08-08)*
        """.ReplaceLineEndings("\n"),
        HoverAt.Markdown(".wslconfig", "[wsl2]\n[|mem$$ory|]=8GB\n"));

    [Theory]
    [InlineData(".wslconfig", "[wsl2]\nmemory=$$8GB\n", "WSL reads it as 8,589,934,592 bytes (8 GiB)")]
    [InlineData(".wslconfig", "[wsl2]\nmemory=$$1000\n", "WSL reads it as 1,000 bytes")]
    [InlineData(".wslconfig", "[wsl2]\nswap=$$8 GB\n", "WSL does not take it")]
    [InlineData(".wslconfig", "[wsl2]\nprocessors=$$010\n", "WSL reads it as 8")]
    [InlineData(".wslconfig", "[wsl2]\nnetworkingMode=$$mirrored\n", "WSL reads it as `Mirrored`")]
    [InlineData("wsl.conf", "[boot]\nsystemd=$$1\n", "WSL reads it as on")]
    [InlineData(".wslconfig", "[wsl2]\nmemory=8GB\nmemory=$$4GB\n", "Does not count: line 2 has set the key before")]
    public void AValueIsWhatWslReads(string path, string markup, string expected) => HoverAt.HasInOrder(HoverAt.Markdown(path, markup), " for **", expected, "(table of ");

    [Theory]
    [InlineData(".wslconfig", "[ws$$l2]\nmemory=8GB\n", "**\\[wsl2\\]** of .wslconfig", "Holds for all WSL 2 distributions", "memory")]
    [InlineData("wsl.conf", "[bo$$ot]\nsystemd=true\n", "**\\[boot\\]** of wsl.conf", "Holds for this distribution alone.", "systemd")]
    public void ASectionListsItsKeys(string path, string markup, params string[] expected) => HoverAt.HasInOrder(HoverAt.Markdown(path, markup), expected);

    [Theory]
    [InlineData("[experimental]\nnetworking$$Mode=mirrored\n", "- Moved to `wsl2.networkingMode`")]
    [InlineData("[experimental]\nbestEffort$$DnsParsing=true\n", "- Works only with `dnsTunneling=true`")]
    public void AKeyThatIsElsewhereOrNeedsAnotherSaysSo(string markup, string expected) => HoverAt.HasInOrder(HoverAt.Markdown(".wslconfig", markup), expected);

    [Theory]
    [InlineData(".wslconfig", "[nothi$$ng]\na=1\n")]
    [InlineData(".wslconfig", "[wsl2]\nwhate$$ver=1\n")]
    [InlineData(".wslconfig", "[wsl2]\nwhatever=$$1\n")]
    [InlineData(".wslconfig", "[wsl2] # com$$ment\n")]
    public void OfWhatWslDoesNotKnowNothingIsSaid(string path, string markup)
    {
        var markdown = HoverAt.Markdown(path, markup) ?? "";

        Assert.DoesNotContain(" of .wslconfig\n", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain(" for **", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileInAGuideIsKnownToo() =>
        HoverAt.HasInOrder(HoverAt.Markdown("README.md", "# A\n\nPut this into `.wslconfig`:\n\n```ini\n# .wslconfig\n[wsl2]\n[|mem$$ory|]=8GB\n```\n"), "**wsl2.memory** of .wslconfig");
}
