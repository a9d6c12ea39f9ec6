using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Manifests;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Environment;

public sealed class CondaLoweringTests
{
    [Fact]
    public void Requests_in_the_order_of_installation()
    {
        const string Text = """
            name: gpu
            channels:
              - pytorch
              - nodefaults
              - https://$HOST/x
            dependencies:
              - conda-forge::python=3.11
              - pip:
                - torch[opt]==2.4.0; sys_platform == "linux"
                - --extra-index-url https://download.pytorch.org/whl/cu121  # why
                - https://x/y/flash_attn-2.5.6-cp311-cp311-linux_x86_64.whl
              - "numpy >=1.2"
            """;
        var facts = FactText.Facts("environment.yml", Text);
        var environment = Assert.Single(facts.Environments);
        Assert.Equal(PythonEnvironmentKind.CondaFile, environment.Kind);
        Assert.Equal("gpu", environment.Name);
        Assert.Equal(
            ["Conda python=3.11", "Conda numpy >=1.2", "Pip torch[opt]==2.4.0", "Pip flash-attn@ https://x/y/flash_attn-2.5.6-cp311-cp311-linux_x86_64.whl"],
            environment.Requests.Select(FactText.Show));
        Assert.True(facts.Packages.SequenceEqual(environment.Requests));
        Assert.True(environment.IsComplete);
        Assert.Equal((3, 11), environment.Python?.Version);
        var python = environment.Requests[0];
        Assert.Equal("conda-forge", python.Channel);
        Assert.Equal("python", python.Spec?.Name?.Value);
        Assert.Equal(["pytorch", null], python.Sources.Channels.Select(static channel => channel.Value));
        Assert.True(python.Sources.OverridesChannels);
        Assert.False(python.Sources.IsComplete);
        var index = Assert.Single(environment.Requests[2].Sources.ExtraIndexes);
        Assert.Equal("https://download.pytorch.org/whl/cu121", index.Value);
        Assert.Equal(index.Value, Text.Substring(index.Span.Start, index.Span.Length));
        var torch = environment.Requests[2];
        Assert.Equal("torch[opt]==2.4.0; sys_platform == \"linux\"", Text.Substring(torch.Word.Span.Start, torch.Word.Span.Length));
        var versions = torch.PlaceOf(torch.Requirement!.SpecifiersSpan);
        Assert.Equal("==2.4.0", Text.Substring(versions.Start, versions.Length));
    }

    [Theory]
    [InlineData("- python=3.10", true)]
    [InlineData("- python: 3.10", false)]
    [InlineData("- sel(linux): python=3.10", false)]
    [InlineData("- pip: [torch]\n- pip: [numpy]", false)]
    [InlineData("- pip: [-r other.txt]", false)]
    [InlineData("- pip: [-e .]", false)]
    [InlineData("- pip: ['--no-deps']", true)]
    [InlineData("- pip: ['git+https://x/y']", false)]
    [InlineData("- https://conda.anaconda.org/a/linux-64/b-1-0.conda", false)]
    [InlineData("- 'open", false)]
    public void What_is_known_to_be_all(string items, bool isComplete) =>
        Assert.Equal(isComplete, Assert.Single(FactText.Facts("environment.yml", "name: x\ndependencies:\n" + items).Environments).IsComplete);

    [Theory]
    [InlineData("python=3.10", 3, 10)]
    [InlineData("python==3.9.7", 3, 9)]
    [InlineData("python 3.12.*", 3, 12)]
    [InlineData("python=3.8=h123_0", 3, 8)]
    [InlineData("python>=3.8", 0, 0)]
    [InlineData("python=3", 0, 0)]
    [InlineData("python=3.1*", 3, 1)]
    [InlineData("python 3.8|3.9", 0, 0)]
    [InlineData("python", 0, 0)]
    public void The_version_of_Python(string spec, int major, int minor)
    {
        var version = Assert.Single(FactText.Facts("environment.yml", $"dependencies:\n- {spec}").Environments).Python?.Version;
        Assert.Equal((major, minor), version ?? (0, 0));
    }

    [Fact]
    public void Lines_of_a_linked_file_are_requests_too()
    {
        var files = new OneFile("a/other.txt", "numpy<2\n");
        var source = new SourceText("a/environment.yml", "dependencies:\n- pip:\n  - -r other.txt\n  - torch\n");
        var file = FileAnalysis.Create(source, ManifestKind.CondaEnvironment, new AnalysisOptions { Files = files }, outer: null, CancellationToken.None);
        var environment = Assert.Single(file.Facts!.Environments);
        Assert.Equal(["numpy", "torch"], environment.Requests.Select(static request => request.Name).Order());
        Assert.Equal("a/other.txt", environment.Last("numpy")?.LinkedFile?.Path);
        Assert.True(environment.IsComplete);
        Assert.Equal("torch", Assert.Single(file.Facts.Packages).Name);
    }

    [Fact]
    public void A_template_has_no_facts()
    {
        var file = FactText.Analyze("environment.yml", "name: {{ x }}\ndependencies:\n  - y\n");
        Assert.True(file.Conda?.IsTemplate);
        Assert.Null(file.Facts);
        Assert.Empty(file.Errors);
    }

    private sealed class OneFile(string path, string text) : ILinkedFiles
    {
        public SourceText? Read(string file) => file == path ? new SourceText(path, text) : null;
    }
}
