using EnvLint.Configuration;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Manifests;
using EnvLint.Suppression;
using EnvLint.Testing;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Suppression;

/// <summary>What directives reach in the real grammars.</summary>
public sealed class SuppressionLayoutTests
{
    [Theory]
    [InlineData("Dockerfile", "# envlint: ignore=APT003\nFROM [|x|]\n")]
    [InlineData("Dockerfile", "FROM x\n# envlint: ignore=APT003\nRUN a && \\\n    b && \\\n    [|c|]\n")]
    [InlineData("Dockerfile", "FROM x\nRUN a && \\\n    # envlint: ignore=APT003\n    [|b|] && \\\n    c\n")]
    [InlineData("Dockerfile", "FROM x\nRUN a && \\\n    # envlint: ignore=APT003\n    # for now\n    [|b|]\n")]
    [InlineData("Dockerfile", "FROM x\n# envlint: ignore=APT003\nRUN <<EOF\na\n[|b|]\nEOF\n")]
    [InlineData("Dockerfile", "FROM x\nRUN <<EOF\na\n# envlint: ignore=APT003\n[|b|]\nEOF\n")]
    [InlineData("Dockerfile", "FROM x\nRUN <<EOF\na\n[|b|] # envlint: ignore=APT003\nEOF\n")]
    [InlineData("Dockerfile", "FROM x\nRUN <<-EOF\n\ta\n\t# envlint: ignore=APT003\n\t[|b|] \\\n\tc\n\tEOF\n")]
    [InlineData("Dockerfile", "# syntax=docker/dockerfile:1\n# envlint: ignore-file=APT003\nFROM x\nRUN [|b|]\n")]
    [InlineData("Dockerfile", "# escape=`\n# envlint: ignore=APT003\nFROM `\n  [|x|]\n")]
    [InlineData("Dockerfile", "# envlint: ignore=APT003\r\nFROM [|x|]\r\n")]
    [InlineData("setup.sh", "#!/bin/sh\n# envlint: ignore=APT003\n[|a|]\n")]
    [InlineData("setup.sh", "#!/bin/sh\n# envlint: ignore-file=APT003\na\n[|b|]\n")]
    [InlineData("setup.sh", "[|a|] # envlint: ignore=APT003\n")]
    [InlineData("setup.sh", "# envlint: ignore=APT003\na \\\n  [|b|]\n")]
    [InlineData("setup.sh", "[|a|] \\\n  b # envlint: ignore=APT003\n")]
    [InlineData("setup.sh", "if x; then\n  # envlint: ignore=APT003\n  [|a|]\nfi\n")]
    [InlineData("setup.sh", "# envlint: ignore=APT003\ncat > /etc/wsl.conf <<EOF\n[|a|]\nEOF\n")]
    [InlineData("setup.sh", "cat > /etc/wsl.conf <<EOF # envlint: ignore=APT003\na\n[|b|]\nEOF\nc\n")]
    [InlineData("setup.sh", "# envlint: ignore=APT003\nbash -c 'a\n  [|b|]'\n")]
    [InlineData(".wslconfig", "[wsl2]\n# envlint: ignore=APT003\n[|memory|]=8GB\n")]
    [InlineData(".wslconfig", "[wsl2]\n[|memory|]=8GB # envlint: ignore=APT003\n")]
    [InlineData("wsl.conf", "# envlint: ignore-file=APT003\n[boot]\n[|command|]=x\n")]
    [InlineData("wsl.conf", "[boot]\n# envlint: ignore=APT003\ncommand=a \\\n[|b|]\n")]
    [InlineData("requirements.txt", "# envlint: ignore=APT003\n[|a|]==1\nb\n")]
    [InlineData("pyproject.toml", "[project]\ndependencies = [\n  # envlint: ignore=APT003\n  [|\"a\"|],\n]\n")]
    [InlineData("pyproject.toml", "[project]\ndependencies = [\n  \"[|a|]\", # envlint: ignore=APT003\n]\n")]
    [InlineData("requirements.txt", "[|a|]==1 # envlint: ignore=APT003\n")]
    [InlineData("requirements.txt", "# envlint: ignore=APT003\na==1 \\\n  [|--hash|]=sha256:0\n")]
    [InlineData("constraints.txt", "# envlint: ignore-file=APT003\na\n[|b|]\n")]
    [InlineData("guide.md", "<!-- envlint: ignore=APT003 -->\n```bash\na\n[|b|]\n```\n")]
    [InlineData("guide.md", "# T\n\n- x\n\n  <!-- envlint: ignore=APT003 -->\n\n  ```bash\n  [|b|]\n  ```\n")]
    [InlineData("guide.md", "---\na: b\n---\n<!-- envlint: ignore-file=APT003 -->\n\n# T\n\n```bash\n[|b|]\n```\n")]
    [InlineData("guide.md", "> ```bash\n> # envlint: ignore=APT003\n> [|b|] \\\n>   c\n> ```\n")]
    [InlineData("guide.md", "```console\n# envlint: ignore=APT003\n$ [|b|]\n```\n")]
    [InlineData("guide.md", "```powershell\n# envlint: ignore=APT003\n[|b|]\n```\n")]
    [InlineData("guide.md", "```dockerfile\nFROM x\n# envlint: ignore=APT003\nRUN a && \\\n    [|b|]\n```\n")]
    [InlineData("setup.sh", "cat > Dockerfile <<'EOF'\nFROM x\n# envlint: ignore=APT003\nRUN [|b|]\nEOF\n")]
    public void Reaches(string path, string markup) => Assert.Equal(("", 1), Run(path, markup));

    [Theory]
    [InlineData("Dockerfile", "FROM x\n# envlint: ignore=APT003\nRUN a\nRUN [|c|]\n")]
    [InlineData("Dockerfile", "FROM x\nRUN a && \\\n    # envlint: ignore=APT003\n    b && \\\n    [|c|]\n")]
    [InlineData("Dockerfile", "FROM x\nRUN [|a|] && \\\n    # envlint: ignore=APT003\n    b\n")]
    [InlineData("Dockerfile", "FROM x\nRUN <<EOF\n# envlint: ignore=APT003\na\n[|b|]\nEOF\n")]
    [InlineData("Dockerfile", "FROM x\nRUN <<EOF\n# envlint: ignore=APT003\na\nEOF\nRUN [|b|]\n")]
    [InlineData("setup.sh", "# envlint: ignore=APT003\na\n[|b|]\n")]
    [InlineData("setup.sh", "a # envlint: ignore=APT003\n[|b|]\n")]
    [InlineData("setup.sh", "if x; then # envlint: ignore=APT003\n  [|a|]\nfi\n")]
    [InlineData("setup.sh", "# envlint: ignore=APT003\ncat <<EOF\na\nEOF\n[|b|]\n")]
    [InlineData(".wslconfig", "# envlint: ignore=APT003\n[wsl2]\n[|memory|]=8GB\n")]
    [InlineData("wsl.conf", "# envlint: ignore=APT003\n\n[[|boot|]]\n")]
    public void Does_not_reach(string path, string markup) => Assert.Equal(("APT003 ENV004", 0), Run(path, markup));

    // What looks like a comment and is none, and comments of other tools.
    [Theory]
    [InlineData("Dockerfile", "FROM [|x|] # envlint: ignore=APT003\n")]
    [InlineData("Dockerfile", "FROM x\nENV A=[|b|] # envlint: ignore=APT003\n")]
    [InlineData("Dockerfile", "FROM x\nRUN echo '# envlint: ignore=APT003' [|a|]\n")]
    [InlineData("Dockerfile", "FROM x\nCOPY <<EOF /a\n# envlint: ignore=APT003\n[|b|]\nEOF\n")]
    [InlineData("Dockerfile", "# check=skip=all\n# hadolint ignore=APT003\nFROM [|x|]\n")]
    [InlineData("setup.sh", "cat <<EOF\n# envlint: ignore=APT003\n[|b|]\nEOF\n")]
    [InlineData("setup.sh", "echo '\n# envlint: ignore=APT003\n' [|a|]\n")]
    [InlineData("setup.sh", "echo a#envlint: ignore=APT003 [|a|]\n")]
    [InlineData("setup.sh", "# shellcheck disable=APT003\n[|a|]\n")]
    [InlineData(".wslconfig", "[wsl2]\nkernelCommandLine = \"# envlint: ignore=APT003\"\n[|memory|]=8GB\n")]
    public void Is_no_directive(string path, string markup) => Assert.Equal(("APT003", 0), Run(path, markup));

    private static (string Shown, int Hidden) Run(string path, string markup)
    {
        var marked = Markup.Parse(markup);
        var source = new SourceText(path, marked.Text);
        var file = FileAnalysis.Create(source, ManifestClassifier.Classify(path, marked.Text), AnalysisOptions.None, outer: null, CancellationToken.None);
        var filter = new ResultFilter(TestRules.Names, RuleSelection.Create(TestRules.Names, null, SelectionOptions.None), null, new ResultFilterOptions());
        var found = filter.Apply(new FileResult(file, [TestRules.PromptWillFail.At(source, marked.Spans[0].Span)], HasFailure: false));
        return (string.Join(' ', found.Diagnostics.Select(static diagnostic => diagnostic.Rule.Code).Order(StringComparer.Ordinal)), found.Suppressed.Length);
    }
}
