using EnvLint.Diagnostics;
using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslVersion1Tests() : RuleTest<WslVersion1>("setup.ps1")
{
    private const string Gpu = "platform=wsl2,gpu=RTX 3060";

    [Fact]
    public void A_distribution_loses_the_gpu() => Reports(
        "wsl [|--set-version Ubuntu 1|]\n",
        fixedText: "wsl --set-version Ubuntu 2\n",
        message: "the distribution becomes WSL 1, and WSL 1 has no GPU",
        safety: FixSafety.Safe,
        target: Gpu);

    [Fact]
    public void So_do_all_new_ones() => Reports(
        "wsl [|--set-default-version 1|]\n",
        fixedText: "wsl --set-default-version 2\n",
        message: "new distributions become WSL 1, and WSL 1 has no GPU",
        target: Gpu);

    [Theory]
    [InlineData("wsl [|--import U C:\\u u.tar --version 1|]", "wsl --import U C:\\u u.tar --version 2", "setup.bat")]
    [InlineData("wsl.exe [|--set-default-version 1|]", "wsl.exe --set-default-version 2", "setup.sh")]
    public void Other_ways_lead_there_too(string text, string after, string file) => Reports(text, fixedText: after, target: Gpu, file: file);

    [Theory]
    [InlineData("docker run --rm --gpus all nvidia/cuda:12.4.1-base-ubuntu22.04 nvidia-smi")]
    [InlineData("wsl -- pip install tensorflow[and-cuda]")]
    [InlineData("pip install torch --index-url https://download.pytorch.org/whl/cu124")]
    [InlineData("conda install -y -c nvidia cuda-toolkit")]
    [InlineData("wsl nvidia-smi")]
    [InlineData("wsl -- sudo apt-get install -y cuda-toolkit-12-4")]
    [InlineData("$env:CUDA_VISIBLE_DEVICES = \"0\"")]
    public void The_file_itself_says_that_it_wants_a_gpu(string text) => Reports(
        $"{text}\nwsl [|--set-default-version 1|]\n", fixedText: $"{text}\nwsl --set-default-version 2\n");

    [Fact]
    public void In_a_branch_it_may_not_come_to_it() => Reports(
        "if ($old) { wsl [|--set-default-version 1|] }", fixedText: "if ($old) { wsl --set-default-version 2 }", severity: Severity.Warning, target: Gpu);

    [Theory]
    [InlineData("wsl --set-default-version 2")]
    [InlineData("wsl --set-version Ubuntu 2")]
    [InlineData("wsl --set-version Ubuntu $version")]
    [InlineData("wsl --set-version 1")]
    [InlineData("wsl --version")]
    [InlineData("wsl -d 1")]
    [InlineData("Write-Output 'wsl --set-default-version 1'")]
    public void What_stays_is_right(string text) => IsSilent(text, target: Gpu);

    [Theory]
    [InlineData("wsl --set-default-version 1")]
    [InlineData("pip install torch\nwsl --set-default-version 1")]
    [InlineData("$env:CUDA_VISIBLE_DEVICES = \"\"\nwsl --set-default-version 1")]
    public void Without_a_gpu_it_is_a_choice(string text) => IsSilent(text);

    [Fact]
    public void A_guide_for_a_gpu_says_so_elsewhere() => Reports(
        "```powershell\nwsl [|--set-default-version 1|]\n```\n\nIn Ubuntu:\n\n```bash\nnvidia-smi\n```\n",
        fixedText: "```powershell\nwsl --set-default-version 2\n```\n\nIn Ubuntu:\n\n```bash\nnvidia-smi\n```\n",
        file: "README.md");
}
