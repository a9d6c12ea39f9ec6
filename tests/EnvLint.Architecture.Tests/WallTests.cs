using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using EnvLint.Testing;

namespace EnvLint.Architecture.Tests;

/// <summary>Who may know whom. A broken wall is a failed test, with the reference that broke it.</summary>
public sealed partial class WallTests
{
    [Theory]
    [InlineData("EnvLint.Core", "")]
    [InlineData("EnvLint.Rules", "EnvLint.Core")]
    [InlineData("EnvLint.Workspace", "EnvLint.Core")]
    [InlineData("EnvLint.Reporting", "EnvLint.Core")]
    [InlineData("EnvLint.LanguageServer", "EnvLint.Core EnvLint.Reporting EnvLint.Rules EnvLint.Workspace")]
    [InlineData("envlint", "EnvLint.Core EnvLint.LanguageServer EnvLint.Reporting EnvLint.Rules EnvLint.Workspace")]
    public void Projects_refer_downwards_only(string assembly, string allowed)
    {
        var references = Assembly.Load(assembly).GetReferencedAssemblies()
            .Select(static name => name.Name ?? "")
            .Where(static name => name.StartsWith("EnvLint.", StringComparison.Ordinal));
        Assert.Empty(references.Except(allowed.Split(' '), StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("EnvLint.Core", "YamlDotNet Markdig")]
    [InlineData("EnvLint.Rules", "")]
    [InlineData("EnvLint.Workspace", "")]
    [InlineData("EnvLint.Reporting", "")]
    [InlineData("EnvLint.LanguageServer", "")]
    [InlineData("envlint", "System.CommandLine")]
    public void Packages_are_few(string assembly, string allowed)
    {
        var references = Assembly.Load(assembly).GetReferencedAssemblies()
            .Select(static name => name.Name ?? "")
            .Where(static name => !name.StartsWith("EnvLint.", StringComparison.Ordinal) && !IsFramework(name));
        Assert.Empty(references.Except(allowed.Split(' '), StringComparer.Ordinal));
    }

    // A room of Core, and the rooms whose namespaces it may name; all may name Collections, which names none.
    [Theory]
    [InlineData("Collections", "")]
    [InlineData("Text", "")]
    [InlineData("Versions", "Text")]
    [InlineData("Syntax/Requirements", "Text Versions")]
    [InlineData("Syntax/Toml", "Text")]
    [InlineData("Syntax/Ini", "Text")]
    [InlineData("Syntax/Shell", "Text")]
    [InlineData("Syntax/PowerShell", "Text")]
    [InlineData("Syntax/Dockerfile", "Text")]
    [InlineData("Syntax/Markdown", "Text")]
    [InlineData("Syntax/Yaml", "Text")]
    [InlineData("Syntax/MatchSpec", "Text Versions")]
    [InlineData("Manifests/Conda", "Syntax Text")]
    [InlineData("Manifests/PyProject", "Syntax Text Versions")]
    [InlineData("Manifests/Compose", "Syntax Text")]
    [InlineData("Diagnostics", "Text Rules")]
    [InlineData("Environment/Commands", "Environment")]
    [InlineData("Environment/Facts", "Environment Manifests.Compose Syntax Text")]
    [InlineData("Environment/Lowering", "Environment Manifests Syntax Text Versions")]
    [InlineData("Environment/Linking", "Environment Syntax Text")]
    [InlineData("Baseline", "Diagnostics Engine Text")]
    public void Rooms_of_the_library_know_what_lies_below(string room, string allowed) =>
        KnowsOnly(Path.Combine("src", "EnvLint.Core", room), room.Replace('/', '.'), allowed);

    [Theory]
    [InlineData("EnvLint.Reporting", "Html", "Diagnostics Engine Environment.Stack Reporting Rules Text")]
    [InlineData("EnvLint.Cli", "Terminal", "Reporting.Display")]
    [InlineData("EnvLint.Cli", "Completing", "Configuration Manifests Reporting Rules")]
    [InlineData("EnvLint.Cli", "Watching", "Cli.Checking Cli.Terminal Configuration Engine Workspace")]
    [InlineData("EnvLint.Cli", "Checking", "Baseline Cli.Terminal Cli.Watching Configuration Diagnostics Engine Environment Knowledge Manifests Reporting Rules Suppression Text Workspace")]
    public void Rooms_above_the_library_know_what_they_need(string project, string room, string allowed) =>
        KnowsOnly(Path.Combine("src", project, room), $"{project["EnvLint.".Length..]}.{room}", allowed);

    // It runs inside of MSBuild, on another .NET: all that it shares with the program is what the program prints, and the list of characters that nobody sees.
    [Fact]
    public void The_task_of_a_build_knows_no_other_project()
    {
        var folder = Path.Combine(RepositoryRoot.Path, "src", "EnvLint.MSBuild");
        var project = XDocument.Load(Path.Combine(folder, "EnvLint.MSBuild.csproj"));

        Assert.Equal("netstandard2.0", Assert.Single(project.Descendants("TargetFramework")).Value);
        Assert.Empty(project.Descendants("ProjectReference"));
        Assert.All(project.Descendants("PackageReference"), static package => Assert.Equal(("all", "runtime"), ((string?)package.Attribute("PrivateAssets"), (string?)package.Attribute("ExcludeAssets"))));
        Assert.Equal("../EnvLint.Reporting/Display/HiddenCharacters.cs", (string?)Assert.Single(project.Descendants("Compile")).Attribute("Include"));
        KnowsOnly(Path.Combine("src", "EnvLint.MSBuild"), "MSBuild", "Reporting.Display");
    }

    private static void KnowsOnly(string folder, string own, string allowed)
    {
        var files = Directory.GetFiles(Path.Combine(RepositoryRoot.Path, folder), "*.cs");
        Assert.NotEmpty(files);
        var known = allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var file in files)
        {
            foreach (Match use in UsingDirective().Matches(File.ReadAllText(file)))
            {
                var named = use.Groups["room"].Value;
                Assert.True(
                    named == own || named == "Collections" || Array.Exists(known, name => named == name || named.StartsWith(name + ".", StringComparison.Ordinal)),
                    $"{Path.GetFileName(file)} in {folder} uses EnvLint.{named}");
            }
        }
    }

    // The wire can be swapped for a library: only one folder knows it.
    [Fact]
    public void Only_the_protocol_knows_the_wire()
    {
        var server = Path.Combine(RepositoryRoot.Path, "server", "EnvLint.LanguageServer");
        var wire = Path.Combine(server, "Protocol") + Path.DirectorySeparatorChar;
        var knowing = Directory.EnumerateFiles(server, "*.cs", SearchOption.AllDirectories)
            .Where(static path => !path.Contains("/obj/", StringComparison.Ordinal) && File.ReadAllText(path).Contains("System.Text.Json", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(knowing);
        Assert.All(knowing, path => Assert.StartsWith(wire, path, StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_that_people_build_on_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "EnvLint.sln"));
        var projects = Directory.EnumerateFiles(RepositoryRoot.Path, "*.csproj", SearchOption.AllDirectories)
            .Select(static path => Path.GetFileName(path))
            .Where(name => !solution.Contains(name, StringComparison.Ordinal));
        Assert.Empty(projects);
    }

    [Fact]
    public void No_source_file_names_a_machine_or_a_registry()
    {
        var tracked = Directory.EnumerateFiles(RepositoryRoot.Path, "*", SearchOption.AllDirectories)
            .Where(static path => path.EndsWith(".csproj", StringComparison.Ordinal) || path.EndsWith(".props", StringComparison.Ordinal) || path.EndsWith("lock.json", StringComparison.Ordinal))
            .Where(static path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/node_modules/", StringComparison.Ordinal));
        foreach (var path in tracked)
        {
            var text = File.ReadAllText(path);
            Assert.DoesNotContain("file://", text, StringComparison.Ordinal);
            Assert.DoesNotContain("/home/", text, StringComparison.Ordinal);
            Assert.DoesNotContain("RestoreSources", text, StringComparison.Ordinal);
        }
    }

    private static bool IsFramework(string name) =>
        name.StartsWith("System.", StringComparison.Ordinal) && name != "System.CommandLine"
        || name is "netstandard" or "mscorlib" or "System" or "Microsoft.Win32.Primitives" or "Microsoft.CSharp";

    [GeneratedRegex(@"^using (static )?EnvLint\.(?<room>[A-Za-z.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UsingDirective();
}
