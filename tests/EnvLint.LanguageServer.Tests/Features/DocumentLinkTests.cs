using EnvLint.Configuration;
using EnvLint.Diagnostics;
using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Features;
using EnvLint.Rules;
using EnvLint.Testing;

namespace EnvLint.LanguageServer.Tests.Features;

public sealed class DocumentLinkTests
{
    [Theory]
    [InlineData("requirements.txt", "numpy\n-r [|base.txt|]\n-c [|../constraints.txt|]\n-r gone.txt\n", "base.txt", "constraints.txt")]
    [InlineData("setup.sh", "pip install -r [|requirements.txt|] torch\n", "requirements.txt")]
    [InlineData("setup.sh", "conda env create -f [|environment.yml|]\n", "environment.yml")]
    [InlineData("setup.sh", "docker build -f [|docker/Dockerfile.gpu|] .\n", "docker/Dockerfile.gpu")]
    [InlineData("environment.yml", "name: a\ndependencies:\n  - pip\n  - pip:\n    - -r [|requirements.txt|]\n", "requirements.txt")]
    [InlineData("compose.yaml", "services:\n  a:\n    build: [|./docker|]\n  b:\n    build:\n      context: docker\n      dockerfile: [|Dockerfile.gpu|]\n", "docker/Dockerfile", "docker/Dockerfile.gpu")]
    [InlineData("compose.yaml", "include:\n  - [|other/compose.yaml|]\nservices:\n  a:\n    extends:\n      file: [|base.yaml|]\n      service: a\n    env_file: [|.env|]\n    image: ubuntu:22.04\n", "other/compose.yaml", "base.yaml", ".env")]
    [InlineData("docker/Dockerfile", "FROM ubuntu:22.04\nCOPY [|requirements.txt|] src /app/\nCOPY [|scripts/run.sh|] both.txt /app/\n", "requirements.txt", "docker/scripts/run.sh")]
    [InlineData("pyproject.toml", "[project]\nname = \"a\"\ndynamic = [\"dependencies\"]\n[tool.setuptools.dynamic]\ndependencies = { file = [\"[|requirements.txt|]\", \"gone.txt\"] }\n", "requirements.txt")]
    [InlineData("sub/envlint.toml", "extends = \"[|../envlint.toml|]\"\n", "envlint.toml")]
    public void A_name_of_a_file_leads_to_the_file(string path, string markup, params string[] targets)
    {
        var marked = Markup.Parse(markup);
        var folder = path is "requirements.txt" && markup.Contains("../", StringComparison.Ordinal) ? "sub/" : "";
        var beside = targets.Select(target => (folder.Length > 0 && target == "base.txt" ? folder + target : target, target.EndsWith("compose.yaml", StringComparison.Ordinal) ? "services: {}\n" : target == "base.yaml" ? "services:\n  a:\n    image: ubuntu\n" : "FROM ubuntu:22.04\n"))
            .Append(("docker/both.txt", "a\n")).Append(("both.txt", "a\n")).Append(("src/a.py", "a\n")).ToArray();
        var analysis = path == "sub/envlint.toml" ? Configuration(path, marked.Text, beside) : AnalysisOf.Text(folder + path, marked.Text, beside);
        var links = DocumentLinkProvider.Of(analysis, CancellationToken.None);
        Assert.Equal(marked.Spans.Select(static span => span.Span), links.Select(static link => link.Span));
        Assert.Equal(targets.Select(target => AnalysisOf.AddressOf(folder.Length > 0 && target == "base.txt" ? folder + target : target)), links.Select(static link => link.Target));
    }

    [Theory]
    [InlineData("requirements-dev.txt", "-r gone.txt\n-r ../outside.txt\n-r /etc/passwd\n-r https://example.org/a.txt\n")]
    [InlineData("compose.yaml", "services:\n  a:\n    build: ../outside\n    env_file: ../../.env\n  b:\n    build: ${PLACE}\n    extends: a\n")]
    [InlineData("Dockerfile", "FROM ubuntu:22.04 AS a\nFROM a\nCOPY --from=a requirements.txt /\nCOPY gone.txt folder *.txt /\nADD https://example.org/requirements.txt /\n")]
    [InlineData("setup.sh", "cd somewhere || exit\npip install -r \"$FILE\"\npip install -r gone.txt\n")]
    [InlineData("pyproject.toml", "[tool.setuptools.dynamic]\ndependencies = { file = [\"../requirements.txt\", 1] }\nversion = { attr = \"a\" }\n")]
    [InlineData("envlint.toml", "extends = \"../envlint.toml\"\nignore = [\"APT003\"]\n")]
    [InlineData("Dockerfile", "# envlint: ignore=APT003\nFROM ubuntu:22.04\n")]
    public void What_is_not_there_leads_nowhere(string path, string text) =>
        Assert.Empty(DocumentLinkProvider.Of(AnalysisOf.Text(path, text, ("requirements.txt", "a\n"), ("folder/a", "a\n")), CancellationToken.None));

    [Theory]
    [InlineData("Dockerfile", "# envlint: ignore=[|APT003|],IMG -- so\nFROM ubuntu:22.04\n")]
    [InlineData("envlint.toml", "select = [\"ALL\", \"[|prompt-will-fail|]\"]\nignore = [\"[|APT003|]\", \"APT\"]\n[severity]\n[|APT003|] = \"info\"\nAPT999 = \"info\"\n[per-file-ignores]\n\"a/**\" = [\"[|APT003|]\"]\n")]
    [InlineData("pyproject.toml", "[tool.envlint]\nignore = [\"[|APT003|]\"]\n")]
    public void A_code_leads_to_its_page_where_there_is_one(string path, string markup)
    {
        var marked = Markup.Parse(markup);
        var links = DocumentLinkProvider.Of(WithPages(AnalysisOf.Text(path, marked.Text)), CancellationToken.None);
        Assert.Equal(marked.Spans.Select(static span => span.Span), links.Select(static link => link.Span));
        Assert.All(links, static link => Assert.Equal("https://example.org/APT003", link.Target.Uri));
    }

    [Fact]
    public void Links_of_all_examples_are_apart_and_lead_to_files_that_are_there()
    {
        var done = 0;
        foreach (var (rule, example) in PageFiles.Examples)
        {
            var analysis = PageFiles.Open(example);
            var end = 0;
            foreach (var link in DocumentLinkProvider.Of(analysis, CancellationToken.None))
            {
                done++;
                Assert.True(link.Span.Start >= end && link.Span.End <= analysis.Text.Length, rule.Code);
                end = link.Span.End;
                Assert.Contains(example.Beside.Keys, path => AnalysisOf.AddressOf(path).Equals(link.Target));
            }
        }

        Assert.True(done > 0, "no example has a link");
    }

    // Rules without pages on the web have no addresses yet.
    private static DocumentAnalysis WithPages(DocumentAnalysis analysis) => With(analysis, new RuleNames([new RuleDescriptor
    {
        Code = "APT003",
        Name = "prompt-will-fail",
        Title = "A title",
        Category = RuleCategory.Correctness,
        Severity = Severity.Warning,
        Since = "0.1.0",
        HelpAddress = "https://example.org/APT003",
    }]));

    private static DocumentAnalysis With(DocumentAnalysis analysis, RuleNames names) => new()
    {
        Address = analysis.Address,
        Text = analysis.Text,
        Kind = analysis.Kind,
        File = analysis.File,
        Findings = analysis.Findings,
        Recheck = analysis.Recheck,
        Project = new ServerProject { Root = null, Names = names, Files = analysis.Project.Files, AddressOf = analysis.Project.AddressOf },
    };

    private static DocumentAnalysis Configuration(string path, string text, (string, string)[] beside)
    {
        var analysis = AnalysisOf.Text("envlint.toml", text, beside.Where(static file => file.Item1 != "envlint.toml").ToArray());
        var source = new EnvLint.Text.SourceText(path, text);
        return new DocumentAnalysis
        {
            Address = AnalysisOf.AddressOf(path),
            Text = source,
            Kind = analysis.Kind,
            Findings = analysis.Findings,
            Recheck = analysis.Recheck,
            Project = analysis.Project,
        };
    }
}
