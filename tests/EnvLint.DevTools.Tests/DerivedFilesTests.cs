using EnvLint.Rules;
using EnvLint.Testing;

namespace EnvLint.DevTools.Tests;

public sealed class DerivedFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("envlint-devtools-").FullName;

    public DerivedFilesTests() => File.WriteAllText(Path.Combine(_folder, "EnvLint.sln"), "");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Repository_is_up_to_date()
    {
        var output = new StringWriter();
        var exitCode = DevToolsCommandLine.Run(["regen", "--check"], RepositoryRoot.Path, output, output);
        Assert.True(exitCode == 0, output.ToString());
    }

    [Fact]
    public void Stale_file_is_named_and_left_alone()
    {
        File.WriteAllText(Path.Combine(_folder, "a.md"), "old\n");
        var stale = DerivedFiles.FindStale(_folder, [new DerivedFile("a.md", static (_, _) => "new\n"), new DerivedFile("b.md", static (_, _) => "")]);
        Assert.Equal([("a.md", "new\n")], stale);
        Assert.Equal("old\n", File.ReadAllText(Path.Combine(_folder, "a.md")));
    }

    [Fact]
    public void Line_ends_of_a_checkout_do_not_make_a_file_stale()
    {
        File.WriteAllText(Path.Combine(_folder, "a.md"), "one\r\ntwo\r\n");
        Assert.Empty(DerivedFiles.FindStale(_folder, [new DerivedFile("a.md", static (_, _) => "one\ntwo\n")]));
    }

    [Fact]
    public void Regen_writes_what_check_then_takes()
    {
        Copy("README.md");
        Copy("docs/cli.md");
        Copy("docs/configuration.md");
        Copy(SampleOutput.File);
        Copy("examples/pitfalls/envlint.toml");
        Copy("examples/pitfalls/serve/Dockerfile");
        Copy("examples/pitfalls/serve/requirements.txt");
        var readme = Path.Combine(_folder, "README.md");
        File.WriteAllText(readme, MarkedBlock.Replace(File.ReadAllText(readme), "families", "gone\n"));

        Assert.Equal(1, Run("regen", "--check"));
        Assert.Contains("gone\n", File.ReadAllText(readme), StringComparison.Ordinal);
        Assert.Equal(0, Run("regen"));
        Assert.Equal(0, Run("regen", "--check"));
        Assert.Equal(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "README.md")), File.ReadAllText(readme));
    }

    [Theory]
    [InlineData]
    [InlineData("regen", "--chek")]
    [InlineData("new-rule", "WSL")]
    [InlineData("new-rule", "XYZ", "some-name")]
    public void Wrong_usage_is_exit_code_2(params string[] arguments) => Assert.Equal(2, Run(arguments));

    [Fact]
    public void Every_page_that_the_index_links_to_is_there()
    {
        foreach (var (family, rules) in RuleFamily.Group(RuleCatalog.Instance.All))
        {
            Assert.All(rules, rule => Assert.True(File.Exists(Path.Combine(RepositoryRoot.Path, RuleIndex.PagePath(family, rule))), RuleIndex.PagePath(family, rule)));
        }
    }

    [Fact]
    public void Index_has_a_line_for_each_rule()
    {
        var index = RuleIndex.Write(RuleCatalog.Instance.All);
        Assert.All(RuleCatalog.Instance.All, rule => Assert.Contains($"| [{rule.Descriptor.Code}](../rules/", index, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<!-- a -->\nx\n")]
    [InlineData("<!-- /a -->\n<!-- a -->\n")]
    [InlineData("<!-- a -->\n<!-- /a -->\n<!-- a -->\n<!-- /a -->\n")]
    [InlineData("")]
    public void Block_without_its_marks_is_refused(string text) =>
        Assert.Throws<DevToolsException>(() => MarkedBlock.Replace(text, "a", "y\n"));

    [Fact]
    public void Block_is_replaced_between_its_marks() =>
        Assert.Equal("1\n<!-- a -->\ny\n<!-- /a -->\n2\n", MarkedBlock.Replace("1\n<!-- a -->\nx\n<!-- /a -->\n2\n", "a", "y\n"));

    private int Run(params string[] arguments) => DevToolsCommandLine.Run(arguments, _folder, TextWriter.Null, TextWriter.Null);

    private void Copy(string path)
    {
        var target = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(Path.Combine(RepositoryRoot.Path, path), target);
    }
}
