using EnvLint.Diagnostics;
using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslUnknownOptionTests() : RuleTest<WslUnknownOption>("setup.ps1")
{
    [Theory]
    [InlineData("wsl [|--instal|] -d Ubuntu", "wsl --install -d Ubuntu", "wsl.exe has no option `--instal`, did you mean `--install`?")]
    [InlineData("wsl [|--list-online|]", "wsl --list --online", "wsl.exe has no option `--list-online`, did you mean `--list --online`?")]
    [InlineData("wsl [|-install|]", "wsl --install", "wsl.exe has no option `-install`, did you mean `--install`?")]
    [InlineData("wsl --list [|--verbos|]", "wsl --list --verbose", "'wsl --list' has no option `--verbos`, did you mean `--verbose`?")]
    [InlineData("wsl --export Ubuntu u.vhdx [|--vdh|]", "wsl --export Ubuntu u.vhdx --vhd", "'wsl --export' has no option `--vdh`, did you mean `--vhd`?")]
    [InlineData("wsl [|--stop|] Ubuntu", "wsl --terminate Ubuntu", "wsl.exe has no option `--stop`, did you mean `--terminate`?")]
    public void Another_is_meant(string text, string after, string message) => Reports(text, fixedText: after, message: message, safety: FixSafety.Suggested, confidence: Confidence.High);

    [Fact]
    public void Nobody_knows_what_is_meant() => Reports(
        "wsl [|--gpu-passthrough|]", message: "wsl.exe has no option `--gpu-passthrough`", confidence: Confidence.Medium);

    [Theory]
    [InlineData("setup.bat", "wsl [|--shutdwon|]", "wsl --shutdown")]
    [InlineData("setup.sh", "wsl.exe [|--unregster|] Ubuntu", "wsl.exe --unregister Ubuntu")]
    public void Other_scripts_call_it_too(string file, string text, string after) => Reports(text, fixedText: after, file: file);

    [Theory]
    [InlineData("wsl --install -d Ubuntu-22.04 --no-launch --web-download --enable-wsl1")]
    [InlineData("wsl --install --from-file u.wsl --name U --location D:\\u --vhd-size 100GB --fixed-vhd --version 2")]
    [InlineData("wsl -l -v\nwsl --list --online --all\nwsl -l -qv\nwsl --list --running --quiet")]
    [InlineData("wsl --manage Ubuntu --set-sparse true --allow-unsafe\nwsl --manage Ubuntu --resize 200GB\nwsl --manage Ubuntu --move D:\\u\nwsl --manage Ubuntu --set-default-user me")]
    [InlineData("wsl --mount \\\\.\\PHYSICALDRIVE1 --partition 1 --type ext4 --options ro --name d --bare\nwsl --mount d.vhdx --vhd\nwsl --unmount")]
    [InlineData("wsl --update --pre-release\nwsl --update --web-download\nwsl --update --rollback\nwsl --shutdown --force")]
    [InlineData("wsl --export U - --format tar.gz\nwsl --import U C:\\u u.tar --version 2\nwsl --import-in-place U u.vhdx")]
    [InlineData("wsl -d Ubuntu -u root --cd ~ --shell-type login -- ls --all --foo")]
    [InlineData("wsl ~ -d Ubuntu ls --foo\nwsl --system -e df -h\nwsl nvidia-smi --query-gpu=name")]
    [InlineData("wsl --status\nwsl --version\nwsl -v\nwsl --help\nwsl --debug-shell\nwsl --uninstall\nwsl -s Ubuntu\nwsl -t Ubuntu\nwsl --setdefault Ubuntu")]
    public void All_that_it_has_is_known(string text) => IsSilent(text);

    [Theory]
    [InlineData("wsl $options --foo")]
    [InlineData("wsl -h")]
    [InlineData("Write-Host 'wsl --foo'")]
    [InlineData("wsl --terminate Ubuntu --foo")]
    [InlineData("wslconfig /foo")]
    [InlineData("wsl --foo | Out-Null")]
    public void What_is_not_known_or_does_no_harm_is_left(string text) => IsSilent(text);
}
