using System.Xml;
using System.Xml.Linq;

namespace EnvLint.Cli.Tests;

/// <summary><c>--format html</c> of <c>check</c> and <c>stack</c>.</summary>
public sealed class HtmlTests : IDisposable
{
    private const string New = "FROM ubuntu:24.04\nRUN pip install torch==2.12.0 --index-url https://download.pytorch.org/whl/cu130\n";
    private const string Target = "platform=linux,driver=551.78,gpu=RTX 3060";

    private readonly Project _project = new Project().AsRoot();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_page_goes_to_a_file_beside_what_goes_to_the_terminal()
    {
        _project.With("Dockerfile", Samples.Broken);

        var result = _project.Run("check", "--format", "concise", "--format", "html=report.html");

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("Dockerfile:2:1: error[ENV001]", result.Output, StringComparison.Ordinal);
        var page = Parse(_project.Read("report.html"));
        Assert.Equal("EnvLint: 1 error", Value(page, "title"));
        Assert.Contains("Dockerfile:2:1", Value(page, "article"), StringComparison.Ordinal);
        Assert.Contains("ENV001", page.Descendants().Single(static e => (string?)e.Attribute("id") == "rule-ENV001").Parent!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_goes_to_standard_output()
    {
        _project.With("Dockerfile", Samples.Fine).With("sub/requirements.txt", "numpy==2.1.0\n");

        var result = _project.Run("check", "--format", "html");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        var page = Parse(result.Output);
        Assert.Equal("EnvLint: no findings", Value(page, "title"));
        Assert.Equal(["Dockerfile dockerfile", "sub/requirements.txt requirements"], page.Descendants().Where(static e => (string?)e.Attribute("class") == "files").Descendants().Where(static e => e.Name.LocalName == "li").Select(static e => e.Value));
    }

    [Fact]
    public void The_picture_is_that_of_the_target()
    {
        _project.With("Dockerfile", New);

        var page = Parse(_project.Run("check", "--format", "html", "--target", Target).Output);

        Assert.Contains("1 stack: 1 in conflict.", page.Value, StringComparison.Ordinal);
        Assert.Contains("driver 551.78", page.Descendants().Single(static e => (string?)e.Attribute("class") == "envlint-stack").Value, StringComparison.Ordinal);
        Assert.All(page.Descendants().Where(static e => (string?)e.Attribute("class") == "envlint-link"), static e => Assert.StartsWith("#f", (string?)e.Attribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public void After_a_fix_the_page_shows_what_is_left()
    {
        _project.With("Dockerfile", Samples.Unused);

        var page = Parse(_project.Run("fix", "--format", "html").Output);

        Assert.Equal("EnvLint: no findings", Value(page, "title"));
        Assert.Contains("1 fixed in this run", page.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_fix_the_picture_is_that_of_the_files_as_they_are_now()
    {
        _project.With("Dockerfile", "FROM python:3.11\nCOPY requirements.txt /x/\nRUN pip install -r /x/requirements.txt\n").With("requirements.txt", "torch==2.5.1\ntorchvision==0.19.0\n");
        Assert.Contains("1 in conflict.", _project.Run("check", "--format", "html").Output, StringComparison.Ordinal);

        var page = Parse(_project.Run("fix", "--unsafe-fixes", "--format", "html").Output);

        Assert.DoesNotContain("in conflict", page.Value, StringComparison.Ordinal);
        Assert.Equal(Parse(_project.Run("check", "--format", "html").Output).Descendants().Single(static e => (string?)e.Attribute("class") == "envlint-stack").Value, page.Descendants().Single(static e => (string?)e.Attribute("class") == "envlint-stack").Value);
    }

    [Fact]
    public void Standard_input_has_a_page_too()
    {
        var page = Parse(_project.RunWith(New, ["check", "-", "--stdin-filename", "Dockerfile", "--format", "html", "--target", Target]).Output);

        Assert.Contains("1 stack: 1 in conflict.", page.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_manifest_the_page_says_so()
    {
        var result = _project.Run("check", "--format", "html");

        Assert.Equal((0, "envlint: no manifest found\n"), (result.ExitCode, result.Error));
        Assert.Contains("No file was found that sets up an environment.", Parse(result.Output).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_and_lines_of_files_are_text()
    {
        _project.With("a<b>&\"/Dockerfile", "FROM ubuntu:24.04\nINSTALL <script>alert(1)</script>\n");

        var page = Parse(_project.Run("check", "--format", "html").Output);

        Assert.Single(page.Descendants(), static e => e.Name.LocalName == "script");
        Assert.Contains("INSTALL <script>alert(1)</script>", Value(page, "article"), StringComparison.Ordinal);
        Assert.Contains("a<b>&\"/Dockerfile:2:1", Value(page, "article"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_output_does_not_depend_on_the_threads()
    {
        for (var i = 0; i < 12; i++)
        {
            _project.With($"d{i}/Dockerfile", i % 2 == 0 ? New : Samples.Broken);
        }

        Assert.Equal(_project.Run("check", "--format", "html", "--jobs", "1").Output, _project.Run("check", "--format", "html", "--jobs", "4").Output);
    }

    [Fact]
    public void A_page_of_stacks()
    {
        _project.With("Dockerfile", New).With("tools/requirements.txt", "flask==3.0.0\n");

        var result = _project.Run("stack", "--format", "html", "--target", Target);

        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        var page = Parse(result.Output);
        Assert.Equal("EnvLint: 1 stack: 1 in conflict", Value(page, "title"));
        Assert.Contains("Dockerfile:2:17", Value(page, "table"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_without_stacks()
    {
        var result = _project.Run("stack", "--format", "html");

        Assert.Equal((0, "envlint: no environment found\n"), (result.ExitCode, result.Error));
        Assert.Contains("No environment was found.", Parse(result.Output).Value, StringComparison.Ordinal);
    }

    private static XElement Parse(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root!;
    }

    private static string Value(XElement page, string name) => page.Descendants().First(e => e.Name.LocalName == name).Value;
}
