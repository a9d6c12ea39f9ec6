using EnvLint.Diagnostics;
using EnvLint.Rules.Apt;
using EnvLint.Rules.Driver;
using EnvLint.Rules.Scripts;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Guides;

// What rules that were made for scripts and Dockerfiles say of guides, and what they leave alone there.
public sealed class BrokenContinuationInGuideTests() : RuleTest<BrokenContinuation>("guide.md")
{
    protected override bool AllowsSyntaxErrors => true;

    [Fact]
    public void A_blank_behind_the_backslash() => Reports(
        "- a\n\n  ```bash\n  apt-get install -y [|\\ |]\n    curl\n  ```\n",
        fixedText: "- a\n\n  ```bash\n  apt-get install -y \\\n    curl\n  ```\n");

    [Fact]
    public void A_line_that_begins_with_an_operator() => Reports(
        "```bash\napt-get update\n[|&&|] apt-get install -y curl\n```\n",
        fixedText: "```bash\napt-get update \\\n&& apt-get install -y curl\n```\n");

    [Fact]
    public void In_a_Dockerfile_of_a_guide() => Reports(
        "```dockerfile:Dockerfile\nFROM ubuntu:24.04\nRUN wget https://example.com/x \\\n    &&  dpkg -i x.deb\n    [|&&|]  apt update\nCMD [\"bash\"]```\n\n## Next\n\n```console\n$ ls\n```\n",
        fixedText: "```dockerfile:Dockerfile\nFROM ubuntu:24.04\nRUN wget https://example.com/x \\\n    &&  dpkg -i x.deb \\\n    &&  apt update\nCMD [\"bash\"]```\n\n## Next\n\n```console\n$ ls\n```\n");

    [Fact]
    public void In_a_fence_of_no_language() => Reports(
        "```\npython a.py \\\n    --b 1 [|\\ |]\n    --c 2\nls\n```\n",
        fixedText: "```\npython a.py \\\n    --b 1 \\\n    --c 2\nls\n```\n");

    [Fact]
    public void Behind_a_prompt() => Reports(
        "```console\n$ python a.py [|\\ |]\n    --c 2\nout\n```\n",
        fixedText: "```console\n$ python a.py \\\n    --c 2\nout\n```\n");

    [Theory]
    [InlineData("```bash\n&& apt-get update\n```\n")]
    [InlineData("```bash\n| a | b |\n| c | d |\n```\n")]
    [InlineData("```text\na\n&& b\n```\n")]
    [InlineData("a\n&& b\n")]
    [InlineData("```console\n$ a \\\n> && b\n```\n")]
    [InlineData("```bash\necho \"unclosed\n```\n")]
    public void Is_silent(string guide) => IsSilent(guide);
}

public sealed class MarkdownLinkInGuideTests() : RuleTest<MarkdownLinkInCommand>("guide.md")
{
    [Fact]
    public void Inside_a_fence() => Reports(
        "1. a [link](https://a.example)\n\n   ```bash\n   wget [|[https://b.example/x](https://b.example/x)|]\n   ```\n",
        fixedText: "1. a [link](https://a.example)\n\n   ```bash\n   wget https://b.example/x\n   ```\n",
        safety: FixSafety.Safe);

    [Fact]
    public void Behind_a_prompt() => Reports(
        "```console\n$ git clone [|[a](https://b.example/a)|]\nsee [c](https://c.example)\n```\n",
        fixedText: "```console\n$ git clone https://b.example/a\nsee [c](https://c.example)\n```\n",
        safety: FixSafety.Suggested);

    [Fact]
    public void In_PowerShell() => Reports(
        "```powershell\nInvoke-WebRequest [|[https://b.example/x](https://b.example/x)|]\n```\n",
        fixedText: "```powershell\nInvoke-WebRequest https://b.example/x\n```\n");

    [Theory]
    [InlineData("see [link](https://a.example)\n\n```bash\nls\n```\n")]
    [InlineData("wget [https://b.example/x](https://b.example/x)\n")]
    [InlineData("```bash\n# see [link](https://a.example)\nls\n```\n")]
    [InlineData("```bash\necho '[link](https://a.example)'\n```\n")]
    [InlineData("```markdown\n[link](https://a.example)\n```\n")]
    [InlineData("```bash\npip install -e .\n\nTo start, you need a dataset of triplets:\n\n[link](https://a.example) has one.\n\n```bash\nls\n```\n")]
    [InlineData("```powershell\n$a = \"the [parser](https://a.example)\"\n```\n")]
    [InlineData("```shell\n--quantize <X>\n    - fp8: [FP8](https://a.example)\n```\n")]
    public void Is_silent(string guide) => IsSilent(guide);

    [Fact]
    public void A_folder_that_became_a_link() => Reports(
        "```bash\ncd [|[a](https://b.example/a)|]/c\n```\n",
        fixedText: "```bash\ncd a/c\n```\n",
        message: "a Markdown link stands where the command needs a path: '[a](…)'",
        safety: FixSafety.Suggested);

    [Theory]
    [InlineData("gci | ForEach-Object {\n    $comment = \"the [parser](https://a.example)\"\n    ls $_\n}\n")]
    [InlineData("$comment = \"see the [parser](https://a.example)\"\nls\n")]
    [InlineData("$x = @\"\n[a](https://a.example)\n\"@\n")]
    [InlineData("Write-Host \"[a](https://a.example)\"\n")]
    public void Strings_of_PowerShell_are_text(string script) => IsSilent(script, file: "a.ps1");

    [Fact]
    public void A_command_of_PowerShell_is_none() => Reports(
        "iwr [|[https://b.example/x](https://b.example/x)|] -OutFile x\n", fixedText: "iwr https://b.example/x -OutFile x\n", file: "a.ps1");
}

public sealed class MarkdownEscapeInGuideTests() : RuleTest<MarkdownEscapeInCommand>("guide.md")
{
    [Fact]
    public void Inside_a_fence() => Reports(
        "```bash\nconda install a [|\\-|]c b\n```\n",
        fixedText: "```bash\nconda install a -c b\n```\n",
        severity: Severity.Info);

    // Outside of fences Markdown takes them away.
    [Theory]
    [InlineData("conda install pytorch \\-c pytorch \\-c nvidia\n")]
    [InlineData("user@host:~$ pip install a\\_b\n")]
    public void Is_silent(string guide) => IsSilent(guide);
}

public sealed class PromptInGuideTests() : RuleTest<PromptInCommand>("guide.md")
{
    [Theory]
    [InlineData("```bash\n$ pip install x\n```\n")]
    [InlineData("```bash\npip install x\n$ python a.py\n```\n")]
    [InlineData("user@host:/mnt/c$ pip install x\n")]
    [InlineData("```console\nroot@0123456789ab:/# nvidia-smi\n```\n")]
    public void Prompts_are_the_convention(string guide) => IsSilent(guide);

    [Fact]
    public void A_script_of_a_guide_is_a_script() => Reports(
        "```bash title=\"setup.sh\"\n[|$|] pip install x\n```\n",
        fixedText: "```bash title=\"setup.sh\"\npip install x\n```\n");
}

public sealed class FenceInGuideTests() : RuleTest<FenceInFile>("guide.md")
{
    [Fact]
    public void A_fence_behind_code_closes_nothing() => Reports(
        "- a\n\n  ```dockerfile\n  FROM a\n  CMD [\"bash\"][|```|]\n\n  b\n",
        fixedText: "- a\n\n  ```dockerfile\n  FROM a\n  CMD [\"bash\"]\n  ```\n\n  b\n",
        message: "'```' closes the block on a line of its own only: up to the next such line all text is code",
        crlf: false);

    [Fact]
    public void In_a_quote() => Reports("> ```bash\n> ls[|```|]\n> b\n", fixedText: "> ```bash\n> ls\n> ```\n> b\n", crlf: false);

    [Fact]
    public void A_script_of_a_guide_holds_no_fence() => Reports(
        "~~~bash title=\"a.sh\"\n[|```bash|]\nls\n[|```|]\n~~~\n",
        fixedText: "~~~bash title=\"a.sh\"\nls\n~~~\n",
        crlf: false);

    [Theory]
    [InlineData("```bash\nls\n```\n")]
    [InlineData("- a\n\n  ```\n  ls\n  ```\n")]
    [InlineData("```dockerfile\nFROM a\n```\n")]
    [InlineData("```bash\necho '```' ```\n```\n")]
    [InlineData("````markdown\n```bash\nls```\n```\n````\n")]
    [InlineData("text ```\n")]
    [InlineData("```text\nls```\n```\n")]
    public void Fences_are_what_a_guide_is_made_of(string guide) => IsSilent(guide);
}

public sealed class TypographicCharacterInGuideTests() : RuleTest<TypographicCharacter>("guide.md")
{
    [Fact]
    public void A_dash() => Reports(
        "```bash\npip install x [|–|]no-cache-dir\n```\n",
        fixedText: "```bash\npip install x --no-cache-dir\n```\n");

    [Fact]
    public void Values_and_all_marks_of_a_line_at_once() => Reports(
        "```bash\nA=1 B=[|”|]1 2” C=“3” bash x.sh\nexport D=[|“|]/usr/local/cuda”\n```\n",
        fixedText: "```bash\nA=1 B=\"1 2\" C=\"3\" bash x.sh\nexport D=\"/usr/local/cuda\"\n```\n");

    [Theory]
    [InlineData("text – with dashes “and quotes”\n")]
    [InlineData("```bash\n# comment – with dash\nls\n```\n")]
    [InlineData("```console\n$ ls\n– x “y”\n```\n")]
    [InlineData("```bash\nx “y”\n```\n")]
    public void Is_silent(string guide) => IsSilent(guide);
}

public sealed class VersionRedirectInGuideTests() : RuleTest<VersionRedirect>("guide.md")
{
    [Fact]
    public void In_a_fence() => Reports(
        "> ```bash\n> pip install [|torch>=2.0|]\n> ```\n",
        fixedText: "> ```bash\n> pip install \"torch>=2.0\"\n> ```\n");

    [Fact]
    public void Without_a_fence() => Reports("pip install [|torch>=2.0|]\n", fixedText: "pip install \"torch>=2.0\"\n");

    [Theory]
    [InlineData("```bash\npip install torch==<version>\n```\n")]
    [InlineData("```text\ntorch>=2.0\n```\n")]
    [InlineData("torch>=2.0 is needed\n")]
    public void Is_silent(string guide) => IsSilent(guide);
}

public sealed class PromptWillFailInGuideTests() : RuleTest<PromptWillFail>("guide.md")
{
    [Fact]
    public void In_a_Dockerfile_of_a_guide() => Reports(
        "```dockerfile\nFROM ubuntu:24.04\nRUN apt-get update && [|apt-get install|] curl\n```\n",
        fixedText: "```dockerfile\nFROM ubuntu:24.04\nRUN apt-get update && apt-get install -y curl\n```\n");

    [Theory]
    [InlineData("```bash\nsudo apt install curl\n```\n")]
    [InlineData("```bash\nexport DEBIAN_FRONTEND=noninteractive\nsudo apt install curl\n```\n")]
    public void A_reader_answers(string guide) => IsSilent(guide);
}

public sealed class ToolNotInstalledInGuideTests() : RuleTest<ToolNotInstalled>("guide.md")
{
    protected override bool AllowsSyntaxErrors => true;

    [Fact]
    public void Before_the_first_broken_instruction() => Reports(
        "```dockerfile\nFROM ubuntu:24.04\nRUN apt-get update\nRUN [|wget|] https://example.com/x\n    && ls\nRUN curl https://example.com/x\n```\n",
        message: "'wget' is not installed: the image 'ubuntu:24.04' does not have it and no earlier step brings it");

    [Fact]
    public void What_unminimize_brings_back_is_not_known() => Reports(
        "```dockerfile\nFROM ubuntu:24.04\nRUN apt-get update && apt-get install -y unminimize man-db && yes | unminimize\nRUN [|wget|] https://example.com/x\n```\n",
        fixedText: "```dockerfile\nFROM ubuntu:24.04\nRUN apt-get update && apt-get install -y unminimize man-db wget && yes | unminimize\nRUN wget https://example.com/x\n```\n",
        severity: Severity.Info,
        confidence: Confidence.Low);

    [Theory]
    [InlineData("```bash\nwget https://example.com/x\n```\n")]
    [InlineData("```dockerfile\nRUN wget https://example.com/x\n```\n")]
    [InlineData("```dockerfile\nFROM ubuntu:<version>\nRUN wget https://example.com/x\n```\n")]
    public void Is_silent(string guide) => IsSilent(guide);
}

public sealed class AptKeyInGuideTests() : RuleTest<AptKey>("guide.md")
{
    [Fact]
    public void Without_a_fence() => Reports(
        "user@PCName:/mnt/c$ curl -s -L https://nvidia.github.io/nvidia-docker/gpgkey | sudo [|apt-key add|] -\n");

    [Theory]
    [InlineData("Do not use apt-key add.\n")]
    [InlineData("```bash\nsudo apt-key del 7fa2af80\n```\n")]
    [InlineData("```text\napt-key add -\n```\n")]
    public void Is_silent(string guide) => IsSilent(guide);
}

public sealed class ConflictingEnginesInGuideTests() : RuleTest<ConflictingEngines>("guide.md")
{
    [Fact]
    public void Step_after_step() => Reports(
        "## Step 1\n\n```bash\nsudo apt install docker.io\n```\n\n## Step 2\n\n```bash\nsudo apt install [|docker-ce|] docker-ce-cli\n```\n",
        severity: Severity.Warning);

    [Theory]
    [InlineData("## Option 1\n\n```bash\nsudo apt install docker.io\n```\n\n## Option 2\n\n```bash\nsudo apt install docker-ce\n```\n")]
    [InlineData("```bash\nsudo apt install docker.io\n```\n\nor\n\n```bash\nsudo apt install docker-ce\n```\n")]
    public void Alternatives_are_silent(string guide) => IsSilent(guide);
}

public sealed class MixedDriverSourcesInGuideTests() : RuleTest<MixedDriverSources>("guide.md")
{
    [Fact]
    public void One_after_the_other() => Reports(
        "# Driver\n\n```bash\nsudo apt install nvidia-driver-535\n```\n\n# CUDA\n\n```bash\nsudo apt install [|nvidia-driver-550|]\n```\n");

    [Fact]
    public void Within_one_distribution() => Reports(
        "## Ubuntu\n\n```bash\nsudo apt install nvidia-driver-535\n```\n\n## Fedora\n\n```bash\nsudo dnf install akmod-nvidia\nsudo dnf install [|cuda-drivers|]\n```\n");

    [Theory]
    [InlineData("### Debian & Ubuntu\n\n```bash\nsudo apt install nvidia-open\n```\n\n### Fedora\n\n#### 1\n\n```bash\nsudo dnf install akmod-nvidia-open\n```\n")]
    [InlineData("```bash\nsudo apt install nvidia-driver-535\n```\n\nまたは\n\n```bash\nsudo apt install nvidia-driver-550\n```\n")]
    public void Alternatives_are_silent(string guide) => IsSilent(guide);
}

public sealed class NvidiaDockerInGuideTests() : RuleTest<NvidiaDockerRetired>("guide.md")
{
    [Fact]
    public void Package_and_lists() => Reports(
        "user@PC:/mnt/c$ distribution=$(. /etc/os-release;echo $ID$VERSION_ID)\n\n"
        + "user@PC:/mnt/c$ curl -s -L [|https://nvidia.github.io/nvidia-docker/$distribution/nvidia-docker.list|] | sudo tee /etc/apt/sources.list.d/nvidia-docker.list\n\n"
        + "user@PC:/mnt/c$ curl -s -L [|https://nvidia.github.io/libnvidia-container/experimental/$distribution/libnvidia-container-experimental.list|] | sudo tee /etc/apt/sources.list.d/x.list\n\n"
        + "user@PC:/mnt/c$ sudo apt-get install -y [|nvidia-docker2|]\n",
        fixedText: "user@PC:/mnt/c$ distribution=$(. /etc/os-release;echo $ID$VERSION_ID)\n\n"
        + "user@PC:/mnt/c$ curl -s -L https://nvidia.github.io/nvidia-docker/$distribution/nvidia-docker.list | sudo tee /etc/apt/sources.list.d/nvidia-docker.list\n\n"
        + "user@PC:/mnt/c$ curl -s -L https://nvidia.github.io/libnvidia-container/experimental/$distribution/libnvidia-container-experimental.list | sudo tee /etc/apt/sources.list.d/x.list\n\n"
        + "user@PC:/mnt/c$ sudo apt-get install -y nvidia-container-toolkit\n");

    [Theory]
    [InlineData("The toolkit was called nvidia-docker2 before.\n")]
    [InlineData("```bash\ncurl -s -L https://nvidia.github.io/libnvidia-container/stable/deb/$x/nvidia-container-toolkit.list | sudo tee /etc/apt/sources.list.d/x.list\n```\n")]
    [InlineData("```bash\ncurl -s -L https://$host/x.list | sudo tee /etc/apt/sources.list.d/x.list\n```\n")]
    public void Is_silent(string guide) => IsSilent(guide);
}

public sealed class RuntimeNotConfiguredInGuideTests() : RuleTest<RuntimeNotConfigured>("guide.md")
{
    [Fact]
    public void Configured_and_never_restarted() => Reports(
        "```shell-session:WSL\n$ sudo apt-get install -y nvidia-container-toolkit\n```\n\n```shell-session:WSL\n$ [|sudo nvidia-ctk runtime configure --runtime=docker|]\n```\n\n```shell-session:WSL\n$ docker run --gpus all x\n```\n",
        message: "'nvidia-ctk runtime configure' changes the configuration, but the guide does not restart docker, which goes on with the old one");

    [Fact]
    public void Never_configured_and_used() => Reports(
        "```bash\nsudo apt-get install -y [|nvidia-container-toolkit|]\n```\n\n```bash\ndocker run --gpus all x\n```\n",
        fixedText: "```bash\nsudo apt-get install -y nvidia-container-toolkit\nsudo nvidia-ctk runtime configure --runtime=docker\nsudo systemctl restart docker\n```\n\n```bash\ndocker run --gpus all x\n```\n");

    [Theory]
    [InlineData("```bash\nsudo apt-get install -y nvidia-container-toolkit\n```\n\nGo on with part 2.\n")]
    [InlineData("```bash\nsudo apt-get install -y nvidia-container-toolkit\nsudo nvidia-ctk runtime configure --runtime=docker\n```\n\nThen restart Docker Desktop.\n")]
    [InlineData("```bash\nsudo apt-get install -y nvidia-container-toolkit\nsudo nvidia-ctk runtime configure --runtime=docker\n```\n\nDockerを再起動します。\n")]
    [InlineData("```bash\nsudo apt-get install -y nvidia-container-toolkit\nsudo nvidia-ctk runtime configure --runtime=docker\nsudo systemctl restart docker\n```\n")]
    public void Is_silent(string guide) => IsSilent(guide);
}

public sealed class LinuxDriverInWslGuideTests() : RuleTest<LinuxDriverInWsl>("guide.md")
{
    [Fact]
    public void Behind_the_title() => Reports("```bash:WSL\nsudo apt install [|nvidia-driver-535|]\n```\n");

    [Fact]
    public void Below_the_heading_of_a_part() => Reports("# CUDA\n\n## In WSL2\n\n```bash\nsudo apt install [|nvidia-driver-535|]\n```\n", severity: Severity.Error);

    [Fact]
    public void Behind_the_step_that_installs_WSL() => Reports(
        "## 1. WSL2\n\n```powershell\nwsl --install\n```\n\n## 2. CUDA\n\n```bash\nsudo apt install [|nvidia-driver-535|]\n```\n", severity: Severity.Error);

    [Fact]
    public void A_target_does_not_say_that_all_readers_are_in_WSL() => Reports(
        "## Driver\n\n```bash\nsudo apt install [|nvidia-driver-535|]\n```\n", severity: Severity.Warning, target: "platform=wsl2");

    [Fact]
    public void Behind_the_installation_of_WSL() => Reports("```powershell\nwsl --install\n```\n\n```bash\nsudo apt install [|nvidia-driver-535|]\n```\n");

    [Theory]
    [InlineData("# CUDA on WSL\n\n```bash\nsudo apt install nvidia-driver-535\n```\n")]
    [InlineData("## Windows\n\n```powershell\nwsl --install\n```\n\n## Linux\n\n```bash\nsudo apt install nvidia-driver-535\n```\n")]
    [InlineData("```bash\nsudo apt install nvidia-driver-535\n```\n\n## WSL2\n\n```bash:WSL\nnvidia-smi\n```\n")]
    [InlineData("```console\nuser@h:/mnt/c$ docker exec -it c bash\n# apt install nvidia-driver-535\n```\n")]
    [InlineData("```bash:WSL\n# do not: apt install nvidia-driver-535\nls\n```\n")]
    public void Is_silent(string guide) => IsSilent(guide);
}

public sealed class ModelfileInGuideTests() : RuleTest<EnvLint.Rules.Checker.SyntaxErrorRule>("guide.md")
{
    protected override bool AllowsSyntaxErrors => true;

    [Theory]
    [InlineData("PARAMETER num_ctx 4096")]
    [InlineData("ADAPTER ./lora.gguf")]
    [InlineData("TEMPLATE \"{{ .Prompt }}\"")]
    public void File_of_a_language_model_is_no_Dockerfile(string line) => IsSilent($"Write `Modelfile`:\n\n```dockerfile\nFROM coder:latest\n{line}\n```\n");

    [Fact]
    public void Remark_in_brackets_stands_for_other_lines() => IsSilent("```dockerfile\nFROM ubuntu:24.04 AS base\n(other settings...)\n```\n");

    [Fact]
    public void Unknown_instructions_of_a_Dockerfile_are_reported() => Reports("```dockerfile\nFROM ubuntu:24.04\n[|INSTALL|] curl\n```\n");
}

public sealed class NotesBehindExitTests() : RuleTest<EnvLint.Rules.Checker.SyntaxErrorRule>("check.sh")
{
    protected override bool AllowsSyntaxErrors => true;

    [Theory]
    [InlineData("#!/bin/sh\ngrep -r x .\nexit\n\nTODO:\nfor all files & folders\n  if (x) y\n")]
    [InlineData("#!/bin/bash\ntail -n +4 \"$0\" | tar xz\nexit 0\n\u001f(\u0002;;)\n")]
    public void Shell_never_reads_what_stands_below_an_exit(string text) => IsSilent(text, crlf: false);

    [Theory]
    [InlineData("if true; then\n  exit\nfi\n[|)|]\n")]
    [InlineData("check || exit\n[|)|]\n")]
    public void An_exit_for_some_ends_nothing(string text) => Reports(text, crlf: false);
}

public sealed class SettingsOfGitInGuideTests() : RuleTest<EnvLint.Rules.Wsl.WslMisplacedKey>("guide.md")
{
    [Fact]
    public void Are_not_those_of_a_distribution() => IsSilent("```\n[user]\n    email = <address>\n    name = Me\n[push]\n    default = simple\n```\n");
}
