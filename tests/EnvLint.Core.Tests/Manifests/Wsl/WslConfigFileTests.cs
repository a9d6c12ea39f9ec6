using EnvLint.Knowledge;
using EnvLint.Manifests;
using EnvLint.Manifests.Wsl;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Manifests.Wsl;

public sealed class WslConfigFileTests
{
    [Fact]
    public void The_first_line_of_a_key_counts_even_when_it_is_invalid()
    {
        var file = Global("[wsl2]\nmemory=8gb\nmemory=8GB\n");

        Assert.Null(file.Find("wsl2", "memory"));
        Assert.Same(file.Settings[0], file.Settings[1].First);
        Assert.True(file.Has(file.Settings[0].Key!));
    }

    [Fact]
    public void Both_homes_of_a_moved_key_are_one()
    {
        var file = Global("[experimental]\nnetworkingMode=mirrored\n[wsl2]\nnetworkingMode=nat\n");

        Assert.Equal("mirrored", file.Find("wsl2", "networkingMode")?.Text);
        Assert.Equal("wsl2.networkingMode", file.Settings[0].Key?.FullName);
        Assert.False(file.Settings[1].IsEffective);
    }

    [Fact]
    public void Conditions_look_at_settings_and_then_at_defaults()
    {
        var mirrored = WslCondition.Parse("wsl2.networkingMode=Mirrored");
        var tunneling = WslCondition.Parse("wsl2.dnsTunneling=true");
        var kernel = WslCondition.Parse("wsl2.kernel");

        var nothing = Global("");
        Assert.False(nothing.Holds(mirrored));
        Assert.True(nothing.Holds(tunneling));
        Assert.False(nothing.Holds(kernel));

        var settings = Global("[wsl2]\nnetworkingMode=MIRRORED\ndnsTunneling=0\nkernel=C:\\\\k\n");
        Assert.True(settings.Holds(mirrored));
        Assert.False(settings.Holds(tunneling));
        Assert.True(settings.Holds(kernel));

        // An invalid value leaves the default; an unknown default leaves the question.
        Assert.True(Global("[wsl2]\ndnsTunneling=maybe\n").Holds(tunneling));
        Assert.Null(nothing.Holds(WslCondition.Parse("wsl2.memory=4GB")));
        Assert.Null(nothing.Holds(WslCondition.Parse("wsl2.noSuchKey=1")));
    }

    [Fact]
    public void Lines_that_are_not_read_are_mentioned_and_nothing_more()
    {
        var file = Global("[wsl2]\nvmSwitch=a\\b\\c\n[experimental]\nkernel=x\n");

        Assert.Null(file.Find("wsl2", "vmSwitch"));
        Assert.True(file.Mentions("wsl2", "vmSwitch"));
        Assert.True(file.Mentions("wsl2", "kernel"));
        Assert.False(file.Mentions("wsl2", "memory"));
    }

    [Theory]
    [InlineData(".wslconfig", "[wsl2]\n", false)]
    [InlineData(".wslconfig", "foo\n", false)]
    [InlineData(".wslconfig", "[wsl2]\nmemory={{ memory }}\n", true)]
    [InlineData(".wslconfig", "[wsl2]\nmemory=${MEMORY}\n", true)]
    [InlineData(".wslconfig", "<% if x %>\n", true)]
    [InlineData(".wslconfig", "[wsl2]\nkernel=C:\\\\me@home\\\\k\n", false)]
    [InlineData("wsl.conf", "[user]\ndefault=@USER_NAME@\n", true)]
    [InlineData("wsl.conf", "[boot]\ncommand=echo ${HOME} {{x}}\n", false)]
    [InlineData("wsl.conf", ":WSLInterop:M::MZ::/init:PF\n", true)]
    [InlineData("wsl.conf", "nameserver 1.1.1.1\n", true)]
    [InlineData("wsl.conf", "", false)]
    [InlineData("wsl.conf", "; nothing\n", false)]
    [InlineData("wsl.conf", "# {{ nothing }}\n", false)]
    [InlineData("wsl.conf", "systemd=true\n", false)]
    [InlineData("wsl.conf", "memory=4GB\n", false)]
    [InlineData("wsl.conf", "server=1\n", true)]
    [InlineData("wsl.conf", "[=\n", false)]
    public void A_file_that_only_shares_the_name_is_foreign(string path, string text, bool foreign) =>
        Assert.Equal(foreign, WslConfigFile.Create(new SourceText(path, text), ManifestClassifier.ClassifyName(path)).IsForeign);

    [Fact]
    public void Other_kinds_of_file_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WslConfigFile.Create(new SourceText("Dockerfile", ""), ManifestKind.Dockerfile));

    [Fact]
    public void Safe_mode_is_announced_and_hides_the_other_notice()
    {
        Assert.Equal("Virtio9pDisabled", Assert.Single(Global("[wsl2]\nvirtio9p=true\n").Warnings).ToString());
        Assert.Equal("SafeModeEnabled", Assert.Single(Global("[wsl2]\nvirtio9p=true\nsafeMode=1\n").Warnings).ToString());
        Assert.Empty(Global("[wsl2]\nvirtio9p=false\nsafeMode=0\n").Warnings);
    }

    private static WslConfigFile Global(string text) => WslConfigFile.Create(new SourceText(".wslconfig", text), ManifestKind.WslGlobalConfig);
}
