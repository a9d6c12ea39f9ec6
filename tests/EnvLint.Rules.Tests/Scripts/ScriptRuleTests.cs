using EnvLint.Diagnostics;
using EnvLint.Rules.Scripts;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Scripts;

public sealed class BrokenContinuationTests() : RuleTest<BrokenContinuation>("setup.sh")
{
    protected override bool AllowsSyntaxErrors => true;

    [Fact]
    public void A_blank_behind_the_backslash_ends_the_command() => Reports(
        "apt-get install -y [|\\ |]\n  curl\n",
        fixedText: "apt-get install -y \\\n  curl\n");

    [Fact]
    public void An_option_on_the_next_line_needs_no_indentation() => Reports(
        "docker run [|\\  \t|]\n--rm ubuntu\n",
        fixedText: "docker run \\\n--rm ubuntu\n");

    [Fact]
    public void A_line_that_begins_with_an_operator_has_nothing_to_continue() => Reports(
        "apt-get update\n[|&&|] apt-get install -y curl\n",
        fixedText: "apt-get update \\\n&& apt-get install -y curl\n");

    [Fact]
    public void In_a_Dockerfile_too() => Reports(
        "FROM ubuntu:24.04\nRUN apt-get update\n    [|&&|] apt-get install -y curl\n",
        fixedText: "FROM ubuntu:24.04\nRUN apt-get update \\\n    && apt-get install -y curl\n",
        file: "Dockerfile");

    [Fact]
    public void A_here_document_of_run_is_read_by_a_shell() => Reports(
        "FROM ubuntu:24.04\nRUN <<EOF\nmake [|\\ |]\n  wheel\nEOF\n",
        fixedText: "FROM ubuntu:24.04\nRUN <<EOF\nmake \\\n  wheel\nEOF\n",
        file: "Dockerfile",
        crlf: false);

    [Theory]
    [InlineData("make \\\n  wheel\n")]
    [InlineData("cp a My\\ File\n")]
    [InlineData("echo a\\ \necho b\n")]
    [InlineData("echo 'a \\ '\n  b\n")]
    [InlineData("# make \\ \n  wheel\n")]
    [InlineData("cat <<EOF\nmake \\ \n  wheel\nEOF\n")]
    [InlineData("a &&\n&& b\n")]
    public void Is_silent_in_scripts(string text) => IsSilent(text);

    [Theory]
    [InlineData("FROM ubuntu:24.04\nRUN make \\ \n  wheel\n")]
    [InlineData("FROM ubuntu:24.04\nRUN make \\\n  # why\n\n  && wheel\n")]
    public void Is_silent_in_Dockerfiles(string text) => IsSilent(text, file: "Dockerfile");
}

public sealed class MarkdownLinkInCommandTests() : RuleTest<MarkdownLinkInCommand>("setup.sh")
{
    protected override bool AllowsSyntaxErrors => true;

    [Fact]
    public void A_link_to_itself_is_the_address() => Reports(
        "wget [|[https://a.b/c](https://a.b/c)|]\n",
        fixedText: "wget https://a.b/c\n",
        safety: FixSafety.Safe);

    [Theory]
    [InlineData("virtualisation_requirements.txt", "See [the guide on virtual machines](https://a.b/c) first\n")]
    [InlineData("environment.yml", "name: a\nchannels: [conda-forge]\ndependencies:\n  - numpy # [numpy](https://a.b/c)\n")]
    [InlineData("check.ps1", "$text = \"errors by the [reference parser](https://a.b/c): \" + [string]::Join(\"x\", $errors)\n")]
    public void Links_of_sentences_are_meant_as_links(string file, string text) => IsSilent(text, file: file);

    [Fact]
    public void A_link_in_PowerShell() => Reports(
        "curl.exe -O [|[https://a.b/c](https://a.b/c)|]\n",
        fixedText: "curl.exe -O https://a.b/c\n",
        file: "get.ps1");

    [Fact]
    public void A_link_with_another_text_is_a_guess() => Reports(
        "curl -O [|[the file](https://a.b/c)|]\n",
        fixedText: "curl -O https://a.b/c\n",
        safety: FixSafety.Suggested);

    [Theory]
    [InlineData("echo '[a](https://a.b)' > x.md\n")]
    [InlineData("# [a](https://a.b)\n")]
    [InlineData("cat <<EOF > x.md\n[a](https://a.b)\nEOF\n")]
    [InlineData("sed -i \"s#x#[a](https://a.b)#\" x.md\n")]
    [InlineData("[ -f x ] && wget https://a.b\n")]
    public void Is_silent(string text) => IsSilent(text);
}

public sealed class MarkdownEscapeInCommandTests() : RuleTest<MarkdownEscapeInCommand>("setup.sh")
{
    [Fact]
    public void Bold_type_is_a_pattern() => Reports(
        "docker build -t x [|**.**|]\n", fixedText: "docker build -t x .\n", severity: Severity.Error, crlf: false);

    [Fact]
    public void An_escaped_option_works_by_luck() => Reports(
        "bash [|\\-|]c true\n", fixedText: "bash -c true\n", severity: Severity.Info);

    [Fact]
    public void A_quoted_address_keeps_its_backslash() => Reports(
        "wget [|\"https://a.b/c\\_12\\-1.run\"|]\n", fixedText: "wget \"https://a.b/c_12-1.run\"\n", severity: Severity.Error, crlf: false);

    [Theory]
    [InlineData("ls **/*.py\n")]
    [InlineData("grep \\-v x\n")]
    [InlineData("sed s/\\-/_/ x\n")]
    [InlineData("echo **bold**\n")]
    [InlineData("wget \"https://a.b/c_12.run\"\n")]
    [InlineData("cp a\\_b c\n")]
    public void Is_silent(string text) => IsSilent(text);
}

public sealed class TypographicCharacterTests() : RuleTest<TypographicCharacter>("setup.sh")
{
    [Theory]
    [InlineData("docker run [|\u2014|]gpus all ubuntu\n", "docker run --gpus all ubuntu\n")]
    [InlineData("apt-get install [|\u2013|]y curl\n", "apt-get install -y curl\n")]
    [InlineData("apt-get install [|\u2013\u2013|]yes curl\n", "apt-get install --yes curl\n")]
    [InlineData("pip install [|\u2013-|]upgrade torch\n", "pip install --upgrade torch\n")]
    [InlineData("apt-get[|\u00A0|]update\n", "apt-get update\n")]
    [InlineData("pip install[|\u3000|]torch\n", "pip install torch\n")]
    [InlineData("pip install [|\u201C|]torch\u201D\n", "pip install \"torch\"\n")]
    public void Is_replaced(string text, string expected) => Reports(text, fixedText: expected, crlf: false);

    [Theory]
    [InlineData("echo \u201Ctorch\u201D \u2013 ready\n")]
    [InlineData("log \u201Ctorch\u201D\n")]
    [InlineData("git commit -m \u201Cx\u201D\n")]
    [InlineData("apt-get install -y curl # \u2013y\n")]
    [InlineData("cp '\u2013y' x\n")]
    [InlineData("cd M\u00FCller\n")]
    [InlineData("python \u8A13\u7DF4.py\n")]
    public void Is_silent(string text) => IsSilent(text);
}

public sealed class PromptInCommandTests() : RuleTest<PromptInCommand>("setup.sh")
{
    [Theory]
    [InlineData("[|$|] apt-get update\n", "apt-get update\n")]
    [InlineData("[|me@box:~$|] nvidia-smi -L\n", "nvidia-smi -L\n")]
    [InlineData("[|root@box:/src#|] make\n", "make\n")]
    public void Is_taken_off(string text, string expected) => Reports(text, fixedText: expected, crlf: false);

    [Theory]
    [InlineData("$CMD update\n")]
    [InlineData("echo $ x\n")]
    [InlineData("scp me@box:/x y\n")]
    [InlineData("echo 'me@box:~$ x'\n")]
    [InlineData("# $ apt-get update\n")]
    public void Is_silent(string text) => IsSilent(text);
}

public sealed class FenceInFileTests() : RuleTest<FenceInFile>("Dockerfile")
{
    protected override bool AllowsSyntaxErrors => true;

    [Fact]
    public void Fences_around_a_Dockerfile() => Reports(
        "[|```dockerfile|]\nFROM ubuntu:24.04\n[|```|]\n", fixedText: "FROM ubuntu:24.04\n");

    [Fact]
    public void Fences_around_a_script() => Reports(
        "[|```bash|]\necho a\n[|```|]\n", fixedText: "echo a\n", file: "a.sh");

    [Theory]
    [InlineData("cat <<'EOF' > README.md\n```bash\nx\n```\nEOF\n", "a.sh")]
    [InlineData("# ```\nx\n", "a.sh")]
    [InlineData("echo '\n```\n'\n", "a.sh")]
    [InlineData("FROM ubuntu:24.04\nRUN <<EOF\ncat > x <<'A'\n```\nA\nEOF\n", "Dockerfile")]
    [InlineData("x=`date`\n", "a.sh")]
    public void Is_silent(string text, string file) => IsSilent(text, file: file);
}

public sealed class VersionRedirectTests() : RuleTest<VersionRedirect>("setup.sh")
{
    [Theory]
    [InlineData("pip install [|torch>=2.0|] x\n", "pip install \"torch>=2.0\" x\n")]
    [InlineData("pip install [|numpy<2|]\n", "pip install \"numpy<2\"\n")]
    [InlineData("pip3 install -U [|torch>=2.0,<3|]\n", "pip3 install -U \"torch>=2.0,<3\"\n")]
    [InlineData("conda install -y [|python>=3.10|]\n", "conda install -y \"python>=3.10\"\n")]
    [InlineData("python -m pip install [|x[y]>=1|]&& z\n", "python -m pip install \"x[y]>=1\"&& z\n")]
    [InlineData("uv pip install [|torch>2|]\n", "uv pip install \"torch>2\"\n")]
    public void Is_quoted(string text, string expected) => Reports(text, fixedText: expected, crlf: false);

    [Theory]
    [InlineData("pip install 'torch>=2.0'\n")]
    [InlineData("pip install torch\\>=2.0\n")]
    [InlineData("pip install -r r.txt > log 2>&1\n")]
    [InlineData("pip install torch>log\n")]
    [InlineData("pip install torch 2>/dev/null\n")]
    [InlineData("apt-get install cuda=12.*\n")]
    [InlineData("pip freeze>1\n")]
    [InlineData("cat > requirements.txt <<EOF\ntorch>=2.0\nEOF\n")]
    public void Is_silent(string text) => IsSilent(text);

    [Fact]
    public void A_value_of_env_is_no_redirection() => IsSilent("FROM ubuntu:24.04\nENV NVIDIA_REQUIRE_CUDA=cuda>=12.8\n", file: "Dockerfile");
}

public sealed class ActivateWithoutHookTests() : RuleTest<ActivateWithoutHook>("train.sh")
{
    [Fact]
    public void A_script_has_no_conda_function() => Reports(
        "#!/bin/bash\n[|conda activate x|]\n",
        fixedText: "#!/bin/bash\neval \"$(conda shell.bash hook)\"\nconda activate x\n",
        safety: FixSafety.Suggested,
        crlf: false);

    [Fact]
    public void Bashrc_returns_at_once() => Reports(
        "#!/bin/bash\nsource ~/.bashrc\nif true; then\n  [|conda activate x|]\nfi\n",
        fixedText: "#!/bin/bash\nsource ~/.bashrc\nif true; then\n  eval \"$(conda shell.bash hook)\"\n  conda activate x\nfi\n",
        crlf: false);

    [Theory]
    [InlineData("#!/bin/bash\neval \"$(conda shell.bash hook)\"\nconda activate x\n")]
    [InlineData("#!/bin/bash\neval \"$($CONDA/bin/conda shell.bash hook)\"\nconda activate x\n")]
    [InlineData("#!/bin/bash\nsource ~/miniconda3/etc/profile.d/conda.sh\nconda activate x\n")]
    [InlineData("#!/bin/bash\n. \"$(conda info --base)/etc/profile.d/conda.sh\"\nconda activate x\n")]
    [InlineData("#!/bin/bash -l\nconda activate x\n")]
    [InlineData("#!/usr/bin/env -S bash -il\nconda activate x\n")]
    [InlineData("conda activate x\n")]
    [InlineData("#!/bin/bash\nbash -lc 'conda activate x'\n")]
    [InlineData("#!/bin/bash\necho conda activate x\n")]
    [InlineData("#!/bin/bash\nconda run -n x python y.py\n")]
    public void Is_silent(string text) => IsSilent(text);
}

public sealed class QuotedGlobTests() : RuleTest<QuotedGlob>("setup.sh")
{
    [Theory]
    [InlineData("cp [|\"/var/cuda-*-keyring.gpg\"|] /x\n", "cp /var/cuda-*-keyring.gpg /x\n")]
    [InlineData("rm -f [|'/tmp/*.deb'|]\n", "rm -f /tmp/*.deb\n")]
    [InlineData("mv [|\"$D/*.deb\"|] /x\n", "mv \"$D/\"*\".deb\" /x\n")]
    [InlineData("dpkg -i [|\"cuda-*.deb\"|]\n", "dpkg -i cuda-*.deb\n")]
    public void Is_unquoted(string text, string expected) => Reports(text, fixedText: expected, crlf: false);

    [Fact]
    public void An_asterisk_alone_may_be_a_name() => Reports("rm -rf [|\"$D/*\"|]\n", fixedText: "rm -rf \"$D/\"*\n", severity: Severity.Warning, crlf: false);

    [Theory]
    [InlineData("cp /var/cuda-*-keyring.gpg /x\n")]
    [InlineData("cp \"$D\"/*.deb /x\n")]
    [InlineData("find . -name '*.deb'\n")]
    [InlineData("apt-get install 'libnccl*'\n")]
    [InlineData("tar --exclude='*.o' -cf x y\n")]
    [InlineData("unzip '*.zip'\n")]
    [InlineData("echo \"*\" > x\n")]
    [InlineData("cp \"a b\" c\n")]
    public void Is_silent(string text) => IsSilent(text);
}
