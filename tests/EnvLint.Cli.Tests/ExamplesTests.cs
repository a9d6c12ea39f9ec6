using EnvLint.Rules;
using EnvLint.Testing;

namespace EnvLint.Cli.Tests;

/// <summary>The projects under <c>examples</c>, checked as a visitor checks them.</summary>
public sealed class ExamplesTests
{
    // ENVLINT_ACCEPT=1 writes today's findings there: look at the difference before you commit it.
    private static readonly string Golden = Path.Join(RepositoryRoot.Path, "tests", "EnvLint.Cli.Tests", "Data", "pitfalls.txt");

    private static readonly string[] Families =
        [.. RuleCatalog.Instance.All.Select(static rule => rule.Descriptor.Code[..3]).Where(static family => family != "ENV").Distinct(StringComparer.Ordinal)];

    [Fact]
    public void Mended_project_has_no_finding()
    {
        using var project = CopyOf("mended");
        var result = project.Run("check", "--format", "concise");
        Assert.Equal("", result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public void Both_projects_have_the_same_files()
    {
        using var pitfalls = CopyOf("pitfalls");
        using var mended = CopyOf("mended");
        var files = pitfalls.Run("check", "--show-files").Output;
        Assert.Equal(files, mended.Run("check", "--show-files").Output);
        Assert.Equal(12, files.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Pitfalls_have_the_findings_of_the_list()
    {
        using var project = CopyOf("pitfalls");
        var result = project.Run("check", "--format", "concise");
        Assert.Equal(1, result.ExitCode);
        var actual = string.Concat(result.OutputLines.Select(static line => Place(line) + "\n"));
        if (System.Environment.GetEnvironmentVariable(RulePage.AcceptVariable) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Golden)!);
            File.WriteAllText(Golden, actual);
        }

        Assert.Equal(File.ReadAllText(Golden).ReplaceLineEndings("\n"), actual);
    }

    [Fact]
    public void Pitfalls_have_a_finding_of_each_family()
    {
        using var project = CopyOf("pitfalls");
        var found = project.Run("check", "--format", "concise").OutputLines.Select(static line => Code(line)[..3]).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(Families.Except(found, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("fix")]
    [InlineData("fix --unsafe-fixes")]
    public void Second_fix_changes_nothing(string command)
    {
        using var project = CopyOf("pitfalls");
        var before = Texts(project, "pitfalls");
        project.Run(command.Split(' '));
        var fixedOnce = Texts(project, "pitfalls");
        Assert.NotEqual(before, fixedOnce);

        var second = project.Run([.. command.Split(' '), "--format", "concise"]);
        Assert.Equal(fixedOnce, Texts(project, "pitfalls"));
        Assert.Equal(project.Run("check", "--format", "concise").Output, second.Output);
    }

    [Fact]
    public void Readme_shows_what_the_program_prints()
    {
        using var project = CopyOf("pitfalls");
        var result = project.RunHere(
            static surroundings => surroundings with { Variables = new() { ["LANG"] = "C.UTF-8" } },
            "check",
            "scripts/setup-wsl.sh");
        var readme = File.ReadAllText(Path.Join(RepositoryRoot.Path, "README.md")).ReplaceLineEndings("\n");
        Assert.Contains($"```text\n{result.Output.TrimEnd('\n')}\n```\n", readme, StringComparison.Ordinal);
    }

    private static Project CopyOf(string example)
    {
        var project = new Project().AsRoot();
        var folder = Path.Join(RepositoryRoot.Path, "examples", example);
        foreach (var file in Files(example))
        {
            project.With(file, File.ReadAllBytes(Path.Join(folder, file)));
        }

        return project;
    }

    private static string[] Files(string example)
    {
        var folder = Path.Join(RepositoryRoot.Path, "examples", example);
        return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];
    }

    private static string Texts(Project project, string example) => string.Concat(Files(example).Select(file => $"== {file}\n{project.Read(file)}"));

    // "path:line:column: severity[CODE] message" without the message, which belongs to the rule's own tests.
    private static string Place(string line) => line[..(line.IndexOf(']', StringComparison.Ordinal) + 1)];

    private static string Code(string line)
    {
        var start = line.IndexOf('[', StringComparison.Ordinal) + 1;
        return line[start..line.IndexOf(']', StringComparison.Ordinal)];
    }
}
