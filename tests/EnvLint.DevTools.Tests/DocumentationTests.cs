using System.Text.RegularExpressions;
using EnvLint.Testing;

namespace EnvLint.DevTools.Tests;

public sealed partial class DocumentationTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("CHANGELOG.md")]
    [InlineData("SECURITY.md")]
    [InlineData(".github/CONTRIBUTING.md")]
    [InlineData("docs/architecture.md")]
    [InlineData("docs/ci.md")]
    [InlineData("docs/cli.md")]
    [InlineData("docs/configuration.md")]
    [InlineData("docs/editors.md")]
    [InlineData("docs/graph.md")]
    [InlineData("docs/rules.md")]
    [InlineData("docs/stack.md")]
    [InlineData("rules/README.md")]
    [InlineData("examples/pitfalls/README.md")]
    [InlineData("examples/mended/README.md")]
    public void Links_lead_to_files(string document)
    {
        var path = Path.Combine(RepositoryRoot.Path, document);
        foreach (Match link in Link().Matches(File.ReadAllText(path)))
        {
            var target = link.Groups["target"].Value;
            var file = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, target));
            Assert.True(File.Exists(file) || Directory.Exists(file), $"{document} links to {target}");
        }
    }

    // What the documents tell people to run.
    [Theory]
    [InlineData("README.md")]
    [InlineData(".github/CONTRIBUTING.md")]
    public void Scripts_and_projects_that_are_named_are_there(string document)
    {
        var names = Named().Matches(File.ReadAllText(Path.Combine(RepositoryRoot.Path, document))).Select(static match => match.Value).Distinct(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.True(File.Exists(Path.Combine(RepositoryRoot.Path, name)) || Directory.Exists(Path.Combine(RepositoryRoot.Path, name)), $"{document} names {name}"));
    }

    [GeneratedRegex(@"\]\((?<target>[^):#\s]+)(#[^)\s]*)?\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![\w/])(src/[A-Za-z.]+|tests/(EnvLint\.[A-Za-z.]+|[A-Za-z]+/[a-zA-Z-]+\.sh)|\.ci/[a-z-]+(\.sh)?|examples/[a-z]+)(?![*\w])", RegexOptions.ExplicitCapture)]
    private static partial Regex Named();
}
