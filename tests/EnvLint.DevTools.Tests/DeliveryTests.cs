using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using EnvLint.Testing;
using YamlDotNet.RepresentationModel;

namespace EnvLint.DevTools.Tests;

/// <summary>Versions, names of assets and platforms stand in scripts, workflows, the action and pages: they must not drift apart.</summary>
public sealed partial class DeliveryTests
{
    private static readonly string s_version = Value("Directory.Build.props", "<VersionPrefix>(?<value>[^<]+)</VersionPrefix>");

    private static readonly string[] s_workflows = [.. Directory.GetFiles(Full(".github/workflows")).Select(static file => ".github/workflows/" + Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Workflows => new(s_workflows);

    [Fact]
    public void All_files_have_the_same_version()
    {
        Assert.Matches(@"^\d+\.\d+\.\d+$", s_version);
        using var package = JsonDocument.Parse(Text("vscode-extension/package.json"));
        using var locked = JsonDocument.Parse(Text("vscode-extension/package-lock.json"));
        Assert.Equal(s_version, package.RootElement.GetProperty("version").GetString());
        Assert.Equal(s_version, locked.RootElement.GetProperty("version").GetString());
        Assert.Equal(s_version, locked.RootElement.GetProperty("packages").GetProperty("").GetProperty("version").GetString());
    }

    [Fact]
    public void Image_says_the_version() => Assert.Equal(s_version, Find(".github/container/Dockerfile", "ARG VERSION=(?<value>.*)"));

    // The version that people copy is one that there is.
    [Theory]
    [InlineData("docs/ci.md")]
    [InlineData("docs/ci/gitlab.yml")]
    [InlineData("action.yml")]
    [InlineData(".github/action/find.sh")]
    public void Examples_name_the_version(string file)
    {
        var versions = VersionTag().Matches(file == "action.yml" ? UsesLine().Replace(Text(file), "") : Text(file)).Select(static match => match.Value).Distinct(StringComparer.Ordinal);
        Assert.Equal(["v" + s_version], versions);
    }

    [Fact]
    public void Changes_begin_with_what_is_not_released_or_with_this_version()
    {
        var headings = Heading().Matches(Text("CHANGELOG.md")).Select(static match => match.Groups["version"].Value).ToList();
        Assert.Contains(headings[0], new[] { "Unreleased", s_version });
        Assert.Equal(headings.Count, headings.Distinct(StringComparer.Ordinal).Count());
        Assert.All(headings.Skip(1), static heading => Assert.Matches(@"^\d+\.\d+\.\d+$", heading));
    }

    [Fact]
    public void Every_script_knows_the_same_platforms()
    {
        var matrix = Yaml(".github/workflows/release.yml")["jobs"]["native"]["strategy"]["matrix"]["include"];
        var expected = ((YamlSequenceNode)matrix).Select(static row => row["platform"].ToString()).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(["linux-arm64", "linux-x64", "osx-arm64", "win-x64"], expected);
        Assert.Equal(expected, Find(".ci/release/package.sh", "for platform in (?<value>[^;]+);").Split(' ').Order(StringComparer.Ordinal));
        Assert.Equal(expected, Find(".ci/release/archive.sh", @"# PLATFORM   (?<value>.*)").Split(", ").Order(StringComparer.Ordinal));
        Assert.Equal(expected, Platform().Matches(Text(".github/action/find.sh")).Select(static match => match.Groups["platform"].Value).Order(StringComparer.Ordinal));

        var pairs = Find(".ci/release/extension.sh", "for pair in (?<value>[^;]+);").Split(' ').Select(static pair => pair.Split('=')).ToList();
        Assert.Equal(expected, pairs.Select(static pair => pair[0]).Order(StringComparer.Ordinal));
        var targets = Find("vscode-extension/scripts/package.mjs", @"const targets = \[(?<value>[^\]]+)\]");
        Assert.All(pairs, pair => Assert.Contains($"'{pair[1]}'", targets, StringComparison.Ordinal));
    }

    [Fact]
    public void An_archive_is_called_the_same_where_it_is_made_and_where_it_is_fetched()
    {
        Assert.Contains("name=envlint-$1\n", Text(".ci/release/archive.sh"), StringComparison.Ordinal);
        Assert.Contains("archive=$output/$name.zip\n", Text(".ci/release/archive.sh"), StringComparison.Ordinal);
        Assert.Contains("archive=$output/$name.tar.gz\n", Text(".ci/release/archive.sh"), StringComparison.Ordinal);
        Assert.Contains("  win-*) asset=envlint-$platform.zip ;;\n  *) asset=envlint-$platform.tar.gz ;;\n", Text(".github/action/find.sh"), StringComparison.Ordinal);
        Assert.Contains("/envlint-linux-x64.tar.gz\"", Text("docs/ci/gitlab.yml"), StringComparison.Ordinal);
        foreach (var file in new[] { ".ci/release/checksums.sh", ".github/action/find.sh", ".github/workflows/release.yml", "docs/ci/gitlab.yml" })
        {
            Assert.Contains("SHA256SUMS", Text(file), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Page_has_the_inputs_and_outputs_of_the_action()
    {
        var action = Yaml("action.yml");
        var page = Text("docs/ci.md");
        Assert.Equal(Keys(action["inputs"]), TableColumn(page, "| input |"));
        Assert.Equal(Keys(action["outputs"]), TableColumn(page, "| output |"));
        Assert.All(Keys(action["inputs"]), input => Assert.Contains("${{ inputs." + input + " }}", Text("action.yml"), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    [InlineData("action.yml")]
    public void Actions_of_others_are_pinned_to_a_commit(string file)
    {
        var uses = Uses().Matches(Text(file)).Select(static match => match.Groups["action"].Value.Trim()).ToList();
        Assert.NotEmpty(uses);
        Assert.All(uses, action => Assert.Matches(@"^(\./|(actions|github)/[a-z/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$)", action));
    }

    [Fact]
    public void An_action_is_of_one_commit_everywhere()
    {
        var pinned = s_workflows.Append("action.yml").SelectMany(static file => Uses().Matches(Text(file))).Select(static match => match.Groups["action"].Value.Trim()).Distinct(StringComparer.Ordinal).ToList();
        Assert.Equal(pinned.Count, pinned.Select(static action => action.Split('@')[0]).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Workflows_have_the_least_rights_and_an_end(string file)
    {
        var workflow = Yaml(file);
        Assert.Equal("{ { contents, read } }", workflow["permissions"].ToString());
        Assert.False(string.IsNullOrEmpty(workflow["concurrency"]["group"].ToString()));
        foreach (var (name, job) in (YamlMappingNode)workflow["jobs"])
        {
            Assert.True(int.Parse(job["timeout-minutes"].ToString(), CultureInfo.InvariantCulture) is > 0 and <= 60, $"{file}: {name}");
            foreach (var step in (YamlSequenceNode)job["steps"])
            {
                var map = (YamlMappingNode)step;
                if (map.Children.TryGetValue("uses", out var uses) && uses.ToString().StartsWith("actions/checkout@", StringComparison.Ordinal))
                {
                    Assert.Equal("false", map["with"]["persist-credentials"].ToString());
                }

                // What an expression gives would become part of the script's text.
                if (map.Children.TryGetValue("run", out var run))
                {
                    Assert.DoesNotContain("${{", run.ToString(), StringComparison.Ordinal);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    [InlineData("action.yml")]
    [InlineData("docs/ci.md")]
    public void Scripts_that_are_run_are_there(string file)
    {
        var scripts = Script().Matches(Text(file)).Select(static match => match.Groups["script"].Value).Distinct(StringComparer.Ordinal).ToList();
        Assert.All(scripts, script => Assert.True(File.Exists(Full(script)), $"{file} runs {script}"));
        if (!file.EndsWith(".md", StringComparison.Ordinal))
        {
            Assert.NotEmpty(scripts);
        }

        foreach (var script in scripts.Where(static script => script.EndsWith(".sh", StringComparison.Ordinal)))
        {
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Full(script)).HasFlag(UnixFileMode.UserExecute), script);
        }
    }

    private static string Full(string path) => Path.Combine(RepositoryRoot.Path, path);

    private static string Text(string path) => File.ReadAllText(Full(path)).ReplaceLineEndings("\n");

    private static YamlMappingNode Yaml(string path)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Text(path)));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static List<string> Keys(YamlNode node) => [.. ((YamlMappingNode)node).Children.Keys.Select(static key => key.ToString())];

    private static string Find(string path, string pattern) => Value(path, pattern);

    private static string Value(string path, string pattern)
    {
        var match = Regex.Match(Text(path), pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        Assert.True(match.Success, $"{path} has no {pattern}");
        return match.Groups["value"].Value.Trim();
    }

    // The names in the first column of the table that begins with a line; a cell may name two.
    private static List<string> TableColumn(string page, string head) =>
        [.. page[page.IndexOf(head, StringComparison.Ordinal)..].Split('\n').Skip(2).TakeWhile(static line => line.StartsWith('|')).SelectMany(static line => Code().Matches(line.Split('|')[1])).Select(static match => match.Groups["name"].Value)];

    [GeneratedRegex(@"\bv\d+\.\d+\.\d+\b")]
    private static partial Regex VersionTag();

    [GeneratedRegex(@"^## \[?(?<version>[^\]\s]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^  \w+-\w+\) platform=(?<platform>[a-z0-9-]+) ;;$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Platform();

    [GeneratedRegex(@"^ *(- )?uses: (?<action>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Uses();

    [GeneratedRegex(@"^ *uses: .*$", RegexOptions.Multiline)]
    private static partial Regex UsesLine();

    [GeneratedRegex("`(?<name>[a-z-]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Code();

    [GeneratedRegex(@"(bash |\$GITHUB_ACTION_PATH/)(?<script>[.a-z][\w./-]*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Script();
}
