using EnvLint.Rules;
using EnvLint.Testing;

namespace EnvLint.DevTools.Tests;

public sealed class NewRuleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("envlint-devtools-").FullName;

    public NewRuleTests() => File.WriteAllText(Path.Combine(_folder, "EnvLint.sln"), "");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("APT", "APT001")]
    [InlineData("wsl", "WSL026")]
    public void Next_code_stands_behind_the_highest(string family, string expected) =>
        Assert.Equal(expected, NewRule.Create(family, "some-name", null, ["WSL001", "WSL025", "SHL040"]).Code);

    [Theory]
    [InlineData("WSL", "some-name", "WSL001")]
    [InlineData("WSL", "some-name", "DRV002")]
    [InlineData("WSL", "some-name", "WSL2")]
    [InlineData("WSL", "some-name", "WSLabc")]
    [InlineData("WSL", "SomeName", null)]
    [InlineData("WSL", "some--name", null)]
    [InlineData("WSL", "../name", null)]
    [InlineData("ABC", "some-name", null)]
    public void What_has_not_its_form_is_refused(string family, string name, string? code) =>
        Assert.Throws<DevToolsException>(() => NewRule.Create(family, name, code, ["WSL001"]));

    [Fact]
    public void Codes_are_read_from_the_sources()
    {
        var expected = RuleCatalog.Instance.All.Select(static rule => rule.Descriptor.Code).ToHashSet(StringComparer.Ordinal);
        Assert.Subset(NewRule.CodesIn(RepositoryRoot.Path).ToHashSet(StringComparer.Ordinal), expected);
    }

    [Theory]
    [InlineData("WSL", "Wsl", "WslConfigFile", ".wslconfig")]
    [InlineData("DRV", "Driver", "CommandUse", "Dockerfile")]
    public void Three_files_belong_to_a_rule(string family, string folder, string subject, string file)
    {
        var files = NewRule.Create(family, "some-new-rule", family + "077", []).Files().ToDictionary(static pair => pair.Path, static pair => pair.Text, StringComparer.Ordinal);
        Assert.Equal(3, files.Count);

        var rule = files[$"rules/{folder}/SomeNewRule.cs"];
        Assert.Contains($"[Rule(\"{family}077\", \"some-new-rule\",\n", rule, StringComparison.Ordinal);
        Assert.Contains($"public sealed partial class SomeNewRule : Rule<{subject}>\n", rule, StringComparison.Ordinal);
        Assert.DoesNotContain("NotImplemented", rule, StringComparison.Ordinal);

        var page = files[$"rules/{folder}/SomeNewRule.md"];
        Assert.StartsWith($"# {family}077: some-new-rule\n", page, StringComparison.Ordinal);
        var examples = PageExamples.Parse(page).Examples;
        Assert.Equal([true, false], examples.Select(static example => example.IsBad));
        Assert.All(examples, example => Assert.Equal(file, example.Path));

        var test = files[$"tests/EnvLint.Rules.Tests/{folder}/SomeNewRuleTests.cs"];
        Assert.Contains($"public sealed class SomeNewRuleTests() : RuleTest<SomeNewRule>(\"{file}\")\n", test, StringComparison.Ordinal);
        Assert.Contains("[|", test, StringComparison.Ordinal);
        Assert.All(files.Values, static text => Assert.True(text.EndsWith('\n') && !text.EndsWith("\n\n", StringComparison.Ordinal) && !text.Contains('\r', StringComparison.Ordinal)));
    }

    [Fact]
    public void Nothing_is_overwritten()
    {
        Assert.Equal(0, Run("new-rule", "DRV", "some-new-rule"));
        var path = Path.Combine(_folder, "rules", "Driver", "SomeNewRule.cs");
        File.AppendAllText(path, "// mine\n");
        Assert.Equal(2, Run("new-rule", "DRV", "some-new-rule"));
        Assert.EndsWith("// mine\n", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal(0, Run("new-rule", "DRV", "another-rule"));
        Assert.Contains("\"DRV002\"", File.ReadAllText(Path.Combine(_folder, "rules", "Driver", "AnotherRule.cs")), StringComparison.Ordinal);
    }

    private int Run(params string[] arguments) => DevToolsCommandLine.Run(arguments, _folder, TextWriter.Null, TextWriter.Null);
}
