using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Features;
using EnvLint.Testing;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Tests.Features;

public sealed class CodeActionTests
{
    private const string Dockerfile = "FROM ubuntu:22.04\nRUN apt-get update && apt-get install curl\n";

    [Fact]
    public void A_place_without_finding_has_no_action() =>
        Assert.Empty(CodeActionProvider.QuickFixes(AnalysisOf.Text(".wslconfig", "[wsl2]\nmemory=8GB\n"), new TextSpan(0, 18), CancellationToken.None));

    [Fact]
    public void The_end_of_a_text_has_no_action() =>
        Assert.Empty(CodeActionProvider.QuickFixes(AnalysisOf.Text(".wslconfig", "[wsl2]\nmemory=8 GB\n\n"), new TextSpan(20, 0), CancellationToken.None));

    [Fact]
    public void A_finding_is_mended()
    {
        var (analysis, range) = Open(".wslconfig", "[wsl2]\nmemory=[|8 GB|]\n");
        var action = Assert.Single(CodeActionProvider.QuickFixes(analysis, range, CancellationToken.None), static action => action.IsPreferred);
        Assert.Equal("[wsl2]\nmemory=8GB\n", Edits.Apply(analysis, action));
    }

    [Theory]
    [InlineData("Dockerfile", "# syntax=docker/dockerfile:1\nFROM ubuntu:22.04\nRUN echo a \\\n  && pip3 install torch \\\n  && [|apt-get|] update\n", "# syntax=docker/dockerfile:1\nFROM ubuntu:22.04\n# envlint: ignore=*\nRUN echo a \\\n")]
    [InlineData("Dockerfile", "FROM ubuntu:22.04\nRUN <<EOF\necho a\n[|apt-get install curl|]\nEOF\n", "FROM ubuntu:22.04\n# envlint: ignore=*\nRUN <<EOF\n")]
    [InlineData("setup.sh", "#!/bin/bash\nif true; then\n  sudo apt-get update \\\n    && sudo apt-get install docker.io [|nvidia-docker2|]\nfi\n", "if true; then\n  # envlint: ignore=*\n  sudo apt-get update \\\n")]
    [InlineData("setup.sh", "#!/bin/bash\ncat > ~/.wslconfig <<EOF\n[wsl2]\nmemory=[|8 GB|]\nEOF\n", "#!/bin/bash\n# envlint: ignore=*\ncat > ~/.wslconfig <<EOF\n[wsl2]\n")]
    [InlineData("requirements.txt", "numpy\n[|torch == 2.1.0+cu121|] \\\n  --hash=sha256:0\n", "numpy\n# envlint: ignore=*\ntorch == 2.1.0+cu121 \\\n")]
    [InlineData("README.md", "# Set up\n\n- First:\n\n  ```bash\n  echo\n  [|sudo pip install torch|]\n  ```\n", "  echo\n  # envlint: ignore=*\n  sudo pip")]
    [InlineData("README.md", "# Set up\n\n```console\n$ echo\na\n$ [|sudo pip install torch|]\n```\n", "# Set up\n\n<!-- envlint: ignore=* -->\n```console\n")]
    [InlineData("README.md", "# Set up\n\n```ini\n# .wslconfig\n[wsl2]\nmemory=[|8 GB|]\n```\n", "[wsl2]\n# envlint: ignore=*\nmemory=8 GB\n")]
    [InlineData("README.md", "# Set up\n\n```dockerfile\nFROM ubuntu:22.04\nRUN echo a \\\n && [|apt-get install curl|]\n```\n", "FROM ubuntu:22.04\n# envlint: ignore=*\nRUN echo a \\\n")]
    [InlineData("setup.ps1", "wsl --install\nif ($true) {\n    [|wsl --unregister Ubuntu|]\n}\n", "if ($true) {\n    # envlint: ignore=*\n    wsl --unregister")]
    [InlineData("setup.bat", "@echo off\n[|wsl --unregister Ubuntu|]\n", "@echo off\nREM envlint: ignore=*\nwsl --unregister")]
    [InlineData("environment.yml", "name: a\nchannels:\n  - [|pytorch|]\ndependencies:\n  - pytorch\n", "channels:\n  # envlint: ignore=*\n  - pytorch\n")]
    public void An_ignore_comment_stands_where_the_file_takes_one(string path, string markup, string expected)
    {
        var (analysis, range) = Open(path, markup);
        var finding = analysis.Findings.Diagnostics.FirstOrDefault(found => range.Contains(found.Span.Start));
        Assert.True(finding is not null, $"No finding there: {string.Join(", ", analysis.Findings.Diagnostics.Select(static found => $"{found.Rule.Code} {found.Span}"))}");
        var action = Assert.Single(CodeActionProvider.QuickFixes(analysis, finding.Span, CancellationToken.None), action => action.Diagnostics.Contains(finding) && action.Title.EndsWith("here, with a comment", StringComparison.Ordinal));
        var after = Edits.Apply(analysis, action);
        Assert.Contains(expected.Replace("*", $"{finding.Rule.Code} -- known and accepted", StringComparison.Ordinal), after, StringComparison.Ordinal);
        Assert.DoesNotContain(finding.Rule.Code, analysis.Recheck(analysis.Text.WithContent(after), CancellationToken.None).Diagnostics.Where(found => found.Message == finding.Message).Select(static found => found.Rule.Code));
    }

    [Theory]
    [InlineData("setup.ps1", "wsl --install `\n  ; [|wsl --unregister Ubuntu|]\n")]
    [InlineData("setup.bat", "echo a ^\n & [|wsl --unregister Ubuntu|]\n")]
    [InlineData("README.md", "1. Run\n2. ```\n   $ [|sudo pip install torch|]\n   ```\n")]
    public void Where_no_comment_can_stand_none_is_offered(string path, string markup)
    {
        var (analysis, range) = Open(path, markup);
        Assert.Contains(analysis.Findings.Diagnostics, found => range.Contains(found.Span.Start));
        Assert.DoesNotContain(CodeActionProvider.QuickFixes(analysis, range, CancellationToken.None), static action => action.Title.EndsWith("here, with a comment", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Dockerfile", "# syntax=docker/dockerfile:1\nFROM ubuntu:22.04\nRUN [|apt-get install -y curl|]\n", "# syntax=docker/dockerfile:1\n# envlint: ignore-file=*\nFROM")]
    [InlineData("setup.sh", "#!/bin/bash\n[|sudo pip install numpy|]\n", "#!/bin/bash\n# envlint: ignore-file=*\nsudo")]
    [InlineData("README.md", "---\ntitle: a\n---\n# A\n\n```\n[|sudo pip install numpy|]\n```\n", "---\n<!-- envlint: ignore-file=* -->\n# A")]
    [InlineData("setup.bat", "[|wsl --unregister Ubuntu|]", "REM envlint: ignore-file=*\nwsl")]
    public void A_comment_for_the_file_stands_at_its_top(string path, string markup, string expected)
    {
        var (analysis, range) = Open(path, markup);
        var finding = Assert.Single(analysis.Findings.Diagnostics, found => range.Contains(found.Span.Start));
        var action = Assert.Single(CodeActionProvider.QuickFixes(analysis, finding.Span, CancellationToken.None), static action => action.Title.EndsWith("in this file, with a comment", StringComparison.Ordinal));
        var after = Edits.Apply(analysis, action);
        Assert.Contains(expected.Replace("*", $"{finding.Rule.Code} -- known and accepted", StringComparison.Ordinal), after, StringComparison.Ordinal);
        Assert.DoesNotContain(analysis.Recheck(analysis.Text.WithContent(after), CancellationToken.None).Diagnostics, found => found.Rule.Code == finding.Rule.Code);
    }

    [Fact]
    public void Several_findings_of_a_rule_are_mended_at_once()
    {
        var (analysis, range) = Open(".wslconfig", "[wsl2]\nmemory=[|8 GB|]\nGuiApplications=yes\nswap=4 GB\n");
        var actions = CodeActionProvider.QuickFixes(analysis, range, CancellationToken.None);
        var action = Assert.Single(actions, static action => action.Title.StartsWith("Fix all safe problems of ", StringComparison.Ordinal));
        Assert.Equal("[wsl2]\nmemory=8GB\nGuiApplications=yes\nswap=4GB\n", Edits.Apply(analysis, action));
        Assert.Equal(2, action.Diagnostics.Length);
        Assert.Equal(2, action.Edits[0].Edits.Length);
        Assert.Equal("Fix all safe EnvLint problems in this file", actions[^1].Title);
        Assert.Equal(CodeActionKind.QuickFix, actions[^1].Kind);
    }

    [Fact]
    public void Where_only_one_rule_has_fixes_all_of_the_file_is_offered_once()
    {
        var (analysis, range) = Open(".wslconfig", "[wsl2]\nmemory=[|8 GB|]\n\nswap=4 GB\n");
        var action = Assert.Single(CodeActionProvider.QuickFixes(analysis, range, CancellationToken.None), static action => action.Title.StartsWith("Fix all", StringComparison.Ordinal));
        Assert.Equal("[wsl2]\nmemory=8GB\n\nswap=4GB\n", Edits.Apply(analysis, action));
        Assert.Single(CodeActionProvider.In(analysis, range, CancellationToken.None), static other => other.Title.StartsWith("Fix all", StringComparison.Ordinal));
    }

    [Fact]
    public void The_menu_of_a_finding_begins_with_its_fix_and_says_nothing_twice()
    {
        var (analysis, range) = Open("windows/.wslconfig", "[wsl2]\nmemory=[|24gb|]\n");
        Assert.Equal(
            [
                "Write 24GB (WSL005)",
                "Ignore WSL005 here, with a comment",
                "Ignore WSL005 in this file, with a comment",
                "Set WSL005 to warning in envlint.toml",
                "Switch WSL005 off in envlint.toml",
                "Explain WSL005 (wsl-bad-size)",
            ],
            CodeActionProvider.QuickFixes(analysis, range, CancellationToken.None).Select(static action => action.Title));
    }

    [Fact]
    public void Actions_of_one_rule_stand_together_those_with_a_fix_first()
    {
        var analysis = AnalysisOf.Text("Dockerfile", Dockerfile);
        var actions = CodeActionProvider.QuickFixes(analysis, new TextSpan(0, analysis.Text.Length), CancellationToken.None).Where(static action => !action.Title.StartsWith("Fix all", StringComparison.Ordinal)).ToList();
        var codes = actions.Select(static action => action.Diagnostics[0].Rule.Code).ToList();
        var groups = codes.Where((code, i) => i == 0 || codes[i - 1] != code).ToList();
        Assert.True(groups.Count > 1);
        Assert.Equal(groups.Distinct(StringComparer.Ordinal), groups);
        var mended = groups.Select(code => analysis.Findings.Diagnostics.Any(finding => finding.Rule.Code == code && finding.Fix is not null)).ToList();
        Assert.Equal(mended.OrderDescending(), mended);
    }

    [Fact]
    public void A_long_title_of_a_fix_is_cut()
    {
        var words = new string('a', 90);
        var analysis = AnalysisOf.Text("setup.sh", $"#!/bin/bash\npip install '[{words}](https://example.com/{words})'\n");
        Assert.All(analysis.Findings.Diagnostics.SelectMany(finding => CodeActionProvider.QuickFixes(analysis, finding.Span, CancellationToken.None)), static action => Assert.True(action.Title.Length <= 70, action.Title));
    }

    [Fact]
    public void A_single_finding_has_no_action_for_its_whole_rule()
    {
        var (analysis, range) = Open(".wslconfig", "[wsl2]\nmemory=[|8 GB|]\n");
        Assert.DoesNotContain(CodeActionProvider.QuickFixes(analysis, range, CancellationToken.None), static action => action.Title.StartsWith("Fix all", StringComparison.Ordinal));
    }

    [Fact]
    public void All_that_is_safe_is_mended_with_small_edits()
    {
        var analysis = AnalysisOf.Text(".wslconfig", "[wsl2]\r\nmemory=8 GB\r\n# 8 GB\r\nswap=4 GB\r\n");
        var action = CodeActionProvider.FixAll(analysis, CancellationToken.None);
        Assert.NotNull(action);
        Assert.Equal("[wsl2]\r\nmemory=8GB\r\n# 8 GB\r\nswap=4GB\r\n", Edits.Apply(analysis, action));
        Assert.All(action.Edits[0].Edits, static edit => Assert.Equal((1, ""), (edit.Span.Length, edit.NewText)));
    }

    [Fact]
    public void All_actions_are_those_of_the_place_and_the_one_for_the_file()
    {
        var (analysis, range) = Open(".wslconfig", "[wsl2]\nmemory=[|8 GB|]\n");
        var actions = CodeActionProvider.In(analysis, range, CancellationToken.None);
        Assert.Equal(CodeActionProvider.QuickFixes(analysis, range, CancellationToken.None).Length + 1, actions.Length);
        Assert.Equal(CodeActionKind.FixAll, actions[^1].Kind);
        Assert.Equal(CodeActionKind.FixAll, Assert.Single(CodeActionProvider.In(analysis, new TextSpan(0, 0), CancellationToken.None)).Kind);
    }

    [Fact]
    public void Where_nothing_is_safe_to_mend_there_is_no_fix_all()
    {
        Assert.Null(CodeActionProvider.FixAll(AnalysisOf.Text(".wslconfig", "[wsl2]\nmemory=8GB\n"), CancellationToken.None));
        Assert.Null(CodeActionProvider.FixAll(AnalysisOf.Text("setup.sh", "wsl.exe --unregister Ubuntu\n"), CancellationToken.None));
    }

    [Fact]
    public void A_severity_goes_into_a_new_file_where_there_is_none()
    {
        var actions = Actions("Dockerfile", Dockerfile, "APT003");
        var action = Assert.Single(actions, static action => action.Title == "Set APT003 to info in envlint.toml");
        var edit = Assert.Single(action.Edits);
        Assert.Null(edit.Text);
        Assert.Equal(AnalysisOf.AddressOf("envlint.toml"), edit.Address);
        Assert.Equal("[severity]\nAPT003 = \"info\"\n", Edits.Apply("", edit.Edits));
    }

    [Theory]
    [InlineData("envlint.toml", "[severity]\nAPT003 = \"error\" # so\n", "[severity]\nAPT003 = \"warning\" # so\n")]
    [InlineData(".envlint.toml", "fail-on = \"never\"\n", "fail-on = \"never\"\n\n[severity]\nAPT003 = \"info\"\n")]
    [InlineData("pyproject.toml", "[tool.envlint]\nfail-on = \"never\"\n", "[tool.envlint]\nfail-on = \"never\"\n\n[tool.envlint.severity]\nAPT003 = \"info\"\n")]
    public void A_severity_goes_into_the_file_that_is_there(string path, string before, string after)
    {
        var action = Assert.Single(Actions("Dockerfile", Dockerfile, "APT003", (path, before)), action => action.Title.StartsWith("Set APT003 to ", StringComparison.Ordinal) && action.Title.EndsWith($" in {path}", StringComparison.Ordinal));
        var edit = Assert.Single(action.Edits);
        Assert.Equal(AnalysisOf.AddressOf(path), edit.Address);
        Assert.Equal(before, edit.Text?.Content);
        Assert.Equal(after, Edits.Apply(before, edit.Edits));
    }

    [Fact]
    public void The_level_that_a_finding_has_is_not_offered()
    {
        var titles = Actions("Dockerfile", Dockerfile, "APT003", ("envlint.toml", "[severity]\nAPT003 = \"error\"\n")).Select(static action => action.Title).ToList();
        Assert.DoesNotContain("Set APT003 to error in envlint.toml", titles);
        Assert.Contains("Set APT003 to warning in envlint.toml", titles);
        Assert.DoesNotContain("Set APT003 to info in envlint.toml", titles);
        Assert.Contains("Switch APT003 off in envlint.toml", titles);
    }

    [Theory]
    [InlineData("docker/Dockerfile", "docker/b/Dockerfile")]
    [InlineData("a [b]{c}/Dockerfile", "a b/Dockerfile")]
    [InlineData("Dockerfile", "docker/Dockerfile")]
    public void Where_a_comment_for_the_file_is_no_way_out_the_configuration_names_that_file_alone(string fits, string other)
    {
        var action = Assert.Single(Actions(fits, Dockerfile + "# envlint: ignore=APT001\n", "ENV004"), static action => action.Title == "Ignore ENV004 in this file, in envlint.toml");
        var configuration = new SourceText("envlint.toml", Edits.Apply("", action.Edits[0].Edits));
        var loaded = EnvLint.Configuration.ConfigurationLoader.Parse(configuration, AnalysisOf.ToolVersion);
        Assert.Empty(loaded.Errors);
        var files = Assert.Single(loaded.Configuration.PerFileIgnores).Files;
        Assert.True(files.IsMatch(fits));
        Assert.False(files.IsMatch(other));
    }

    [Fact]
    public void A_configuration_that_cannot_be_read_is_not_changed() =>
        Assert.DoesNotContain(Actions("Dockerfile", Dockerfile, "APT003", ("envlint.toml", "[severity\n")), static action => action.Title.Contains("envlint.toml", StringComparison.Ordinal));

    [Fact]
    public void The_page_of_a_rule_is_opened()
    {
        var action = Assert.Single(Actions("Dockerfile", Dockerfile, "APT003"), static action => action.Command is not null);
        Assert.Equal((EditorCommands.ExplainRule, "APT003"), (action.Command!.Name, action.Command.Arguments.Single()));
        Assert.Empty(action.Edits);
    }

    [Fact]
    public void A_word_of_the_configuration_is_ignored_by_a_comment()
    {
        var analysis = AnalysisOf.Text("envlint.toml", "ignore = [\n  \"APT003\",\n  \"APT999\",\n]\n");
        var finding = Assert.Single(analysis.Findings.Diagnostics);
        Assert.DoesNotContain(CodeActionProvider.QuickFixes(analysis, finding.Span, CancellationToken.None), static action => action.Title.Contains("comment", StringComparison.Ordinal));
    }

    private static (DocumentAnalysis Analysis, TextSpan Range) Open(string path, string markup)
    {
        var marked = Markup.Parse(markup);
        return (AnalysisOf.Text(path, marked.Text), marked.Spans.Single().Span);
    }

    private static List<CodeAction> Actions(string path, string text, string code, params (string, string)[] beside)
    {
        var analysis = AnalysisOf.Text(path, text, beside);
        var finding = analysis.Findings.Diagnostics.First(found => found.Rule.Code == code);
        return [.. CodeActionProvider.QuickFixes(analysis, finding.Span, CancellationToken.None).Where(action => action.Diagnostics.Any(found => found.Rule.Code == code))];
    }
}
