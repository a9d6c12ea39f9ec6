using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Manifests;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Environment;

public sealed class PyProjectLoweringTests
{
    private const string Path = "pyproject.toml";

    [Fact]
    public void The_project_and_each_of_its_parts()
    {
        const string Text = """
            [project]
            name = "My_App"
            requires-python = ">=3.11,<3.12"
            dependencies = ["torch[opt]>=2.1 ; sys_platform == 'linux'", 'numpy']

            [project.optional-dependencies]
            gpu = ["flash-attn==2.6.3"]
            all = ["my-app[gpu]", "rich"]

            [dependency-groups]
            dev = ["pytest", { include-group = "lint" }]
            """;
        var facts = FactText.Facts(Path, Text);
        Assert.Equal(
            ["my-app: torch[opt]>=2.1 numpy", "my-app[gpu]: torch[opt]>=2.1 numpy flash-attn==2.6.3", "my-app[all]: torch[opt]>=2.1 numpy rich", "my-app:dev: pytest"],
            facts.Environments.Select(Show));
        Assert.All(facts.Environments, static environment => Assert.Equal(PythonEnvironmentKind.PyProject, environment.Kind));
        Assert.All(facts.Environments, static environment => Assert.Equal((3, 11), environment.Python?.Version));
        Assert.All(facts.Environments, static environment => Assert.False(environment.IsComplete));
        Assert.Equal(5, facts.Packages.Length);
        var gpu = facts.Environments[1];
        Assert.Equal([false, false, true], gpu.Requests.Select(gpu.Owns));
        Assert.True(facts.Environments[0].Owns(facts.Packages[0]));
        var torch = facts.Packages[0];
        Assert.Equal("torch[opt]>=2.1 ; sys_platform == 'linux'", Slice(Text, torch.Word.Span));
        Assert.Equal(">=2.1", Slice(Text, torch.PlaceOf(torch.Requirement!.SpecifiersSpan)));
        Assert.True(torch.IsWrittenOut);
        Assert.Equal("numpy", Slice(Text, facts.Packages[1].Word.Span));
        Assert.Equal(">=3.11,<3.12", Slice(Text, facts.Environments[0].Python!.Span));
    }

    [Fact]
    public void Escapes_have_the_place_of_the_whole()
    {
        const string Text = "[project]\ndependencies = [\"torch\\u003d=2.1.0\"]\n";
        var torch = Assert.Single(FactText.Facts(Path, Text).Packages);
        Assert.Equal("==2.1.0", torch.Constraint);
        Assert.False(torch.IsWrittenOut);
        Assert.Equal("torch\\u003d=2.1.0", Slice(Text, torch.PlaceOf(torch.Requirement!.SpecifiersSpan)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[build-system]\nrequires = [\"setuptools\"]\n[tool.black]\nline-length = 100\n")]
    [InlineData("[project]\nname = \"x\"\ndependencies = []\n")]
    [InlineData("[project]\nname = \"x\"\ndependencies = \"torch\"\n")]
    [InlineData("[project]\ndependencies = [1, true, [\"torch\"], { torch = \"2\" }]\n")]
    [InlineData("[tool.poetry.dependencies]\npython = \"^3.10\"\n")]
    [InlineData("project = 1\ntool = [1]\n[dependency-groups]\n")]
    public void Files_that_ask_for_nothing(string text)
    {
        var facts = FactText.Facts(Path, text);
        Assert.Empty(facts.Environments);
        Assert.Empty(facts.Packages);
    }

    [Theory]
    [InlineData(">=3.11,<3.12", 3, 11)]
    [InlineData("==3.10.*", 3, 10)]
    [InlineData("~=3.9.2", 3, 9)]
    [InlineData("==3.12.4", 3, 12)]
    [InlineData(">=3.10.5,<3.11", 3, 10)]
    [InlineData(">=3.10", 0, 0)]
    [InlineData(">=3.10,<3.12", 0, 0)]
    [InlineData(">=4", 0, 0)]
    [InlineData("3.10", 0, 0)]
    public void The_version_of_Python(string requires, int major, int minor)
    {
        var python = Assert.Single(FactText.Facts(Path, $"[project]\nrequires-python = \"{requires}\"\ndependencies = [\"x\"]\n").Environments).Python;
        Assert.Equal((major, minor), python?.Version ?? (0, 0));
        Assert.Equal(requires, python?.Constraint);
    }

    [Fact]
    public void Extras_of_uv_that_are_alternatives()
    {
        const string Text = """
            [project]
            name = "app"
            dependencies = ["numpy"]
            [project.optional-dependencies]
            cpu = ["torch>=2.5.1"]
            cu124 = ["torch==2.5.1"]
            [tool.uv]
            conflicts = [[{ extra = "cpu" }, { extra = "cu124" }]]
            [tool.uv.sources]
            torch = [{ index = "pytorch-cpu", extra = "cpu" }, { index = "pytorch-cu124", extra = "cu124" }]
            [[tool.uv.index]]
            name = "pytorch-cpu"
            url = "https://download.pytorch.org/whl/cpu"
            explicit = true
            [[tool.uv.index]]
            name = "pytorch-cu124"
            url = "https://download.pytorch.org/whl/cu124"
            explicit = true
            """;
        var facts = FactText.Facts(Path, Text);
        Assert.Equal(3, facts.Environments.Length);
        Assert.Null(TorchResolver.Resolve(facts.Environments[0], WheelPlatform.LinuxX64));
        Assert.All(TorchResolver.Resolve(facts.Environments[1], WheelPlatform.LinuxX64)!.Builds, static build => Assert.Equal("", build.Cuda));
        var gpu = TorchResolver.Resolve(facts.Environments[2], WheelPlatform.LinuxX64);
        Assert.Equal("2.5.1+cu124", Assert.Single(gpu!.Builds).Text);
        Assert.Equal("https://download.pytorch.org/whl/cu124", Slice(Text, gpu.Source!.Word!.Span));
        Assert.Same(PackageSources.Default.Index, facts.Environments[0].Requests[0].Sources.Index);
    }

    [Theory]
    [InlineData("""torch = { index = "a" }""", "a alone")]
    [InlineData("""torch = { index = "unknown" }""", "unknown")]
    [InlineData("""torch = { git = "https://github.com/pytorch/pytorch" }""", "unknown")]
    [InlineData("""torch = { path = "../torch" }""", "unknown")]
    [InlineData("""torch = { workspace = true }""", "unknown")]
    [InlineData("""torch = { index = 1 }""", "unknown")]
    [InlineData("""torch = "a" """, "unknown")]
    [InlineData("""other = { index = "a" }""", "b first")]
    [InlineData("""torch = { index = "a", marker = "sys_platform == 'linux'" }""", "a alone")]
    [InlineData("""torch = { index = "a", marker = "platform_machine != 'aarch64'" }""", "a alone")]
    [InlineData("""torch = { index = "a", marker = "sys_platform == 'win32'" }""", "b first")]
    [InlineData("""torch = { index = "a", marker = "platform_release == '1'" }""", "unknown")]
    [InlineData("""torch = { index = "a", marker = "no marker" }""", "unknown")]
    [InlineData("""torch = { index = "a", extra = "gpu" }""", "unknown")]
    [InlineData("""torch = { index = "a", group = "dev" }""", "b first")]
    [InlineData("""Torch.index = "a" """, "a alone")]
    public void Sources_of_uv(string source, string expected)
    {
        var text = $"""
            [project]
            dependencies = ["torch"]
            [tool.uv.sources]
            {source}
            [[tool.uv.index]]
            name = "a"
            url = "https://a"
            explicit = true
            [[tool.uv.index]]
            name = "b"
            url = "https://b"
            """;
        Assert.Equal(expected, Show(Assert.Single(FactText.Facts(Path, text).Packages).Sources));
    }

    [Theory]
    [InlineData("", "nothing")]
    [InlineData("[[tool.uv.index]]\nurl = \"https://a\"\ndefault = true", "a alone")]
    [InlineData("[[tool.uv.index]]\nurl = \"https://a\"", "a first")]
    [InlineData("[[tool.uv.index]]\nurl = \"https://a\"\nexplicit = true", "nothing")]
    [InlineData("[[tool.uv.index]]\nname = \"a\"", "unknown")]
    [InlineData("[tool.uv]\nindex-url = \"https://a\"", "a alone")]
    [InlineData("[tool.uv]\nextra-index-url = [\"https://a\"]", "a first")]
    [InlineData("[tool.uv]\nextra-index-url = [\"https://a\"]\nindex-strategy = \"unsafe-best-match\"", "a beside")]
    [InlineData("[tool.uv.pip]\ntorch-backend = \"cu128\"", "unknown")]
    [InlineData("[tool.uv.pip]\nno-build-isolation = true", "nothing")]
    [InlineData("[[tool.uv.index]]\nurl = \"https://${HOST}/a\"\ndefault = true", "unknown")]
    [InlineData("[[tool.pdm.source]]\nname = \"x\"\nurl = \"https://a\"", "unknown")]
    public void Indexes_of_all_projects(string lines, string expected) =>
        Assert.Equal(expected, Show(Assert.Single(FactText.Facts(Path, "[project]\ndependencies = [\"torch\"]\n" + lines).Packages).Sources));

    [Fact]
    public void A_wheel_as_source_of_uv()
    {
        const string Text = """
            [project]
            dependencies = ["torch>=2 ; sys_platform == 'linux'"]
            [tool.uv.sources]
            torch = { url = "https://download.pytorch.org/whl/cu121/torch-2.3.1%2Bcu121-cp311-cp311-linux_x86_64.whl" }
            """;
        var torch = Assert.Single(FactText.Facts(Path, Text).Packages);
        Assert.Equal("2.3.1+cu121", torch.Requirement?.Version?.ToString());
        Assert.False(torch.IsWrittenOut);
        Assert.Equal("torch>=2 ; sys_platform == 'linux'", Slice(Text, torch.Word.Span));
    }

    [Fact]
    public void A_member_of_a_workspace_has_the_sources_of_its_root()
    {
        const string Text = "[project]\ndependencies = [\"torch\"]\n";
        Assert.Equal("unknown", SourcesOf("packages/a/pyproject.toml", Text, "[tool.uv.workspace]\nmembers = [\"packages/*\"]\n"));
        Assert.Equal("nothing", SourcesOf("packages/a/pyproject.toml", Text, "[tool.black]\n"));
        Assert.Equal("nothing", SourcesOf("pyproject.toml", Text, "[tool.uv.workspace]\n"));

        static string SourcesOf(string path, string text, string root)
        {
            var options = new AnalysisOptions { Files = new OneFile(Path, root) };
            var file = FileAnalysis.Create(new SourceText(path, text), ManifestKind.PyProject, options, outer: null, CancellationToken.None);
            return Show(Assert.Single(file.Facts!.Packages).Sources);
        }
    }

    [Fact]
    public void Constraints_and_overrides_of_uv()
    {
        const string Text = """
            [project]
            dependencies = ["torch", "numpy>=2"]
            [tool.uv]
            constraint-dependencies = ["torch<2.5"]
            override-dependencies = ["numpy<2"]
            dev-dependencies = ["pytest"]
            """;
        var facts = FactText.Facts(Path, Text);
        Assert.Equal(["x: torch<2.5 torch", "x:dev: torch<2.5 torch pytest"], facts.Environments.Select(static environment => "x" + Show(environment)));
        Assert.True(facts.Environments[0].Requests[0].IsConstraint);
        Assert.False(facts.Environments[0].IsComplete);
        Assert.Equal("2.4.1", TorchResolver.Resolve(facts.Environments[0], WheelPlatform.LinuxX64)?.Builds[0].Release.Version);
    }

    [Fact]
    public void Poetry()
    {
        const string Text = """
            [tool.poetry]
            name = "app"
            [tool.poetry.dependencies]
            python = "~3.10"
            torch = { version = "^2.1", source = "pytorch" }
            torchvision = "0.16.*"
            numpy = [{ version = "<2", python = "<3.12" }, { version = ">=2", markers = "python_version >= '3.12'" }]
            rich = { version = "*", optional = true, extras = ["jupyter"] }
            mine = { path = "../mine", develop = true }
            other = { git = "https://github.com/a/b" }
            strange = "1.2 - 1.4"
            flash_attn = { url = "https://x/flash_attn-2.5.6-cp310-cp310-linux_x86_64.whl", platform = "linux" }
            [tool.poetry.extras]
            ui = ["rich"]
            [tool.poetry.group.dev.dependencies]
            pytest = ">=7,<9"
            [[tool.poetry.source]]
            name = "pytorch"
            url = "https://download.pytorch.org/whl/cu118"
            priority = "explicit"
            """;
        var facts = FactText.Facts(Path, Text);
        Assert.Equal(
            [
                "app: torch>=2.1,<3 torchvision==0.16.* numpy<2 numpy>=2 mine other flash-attn@ https://x/flash_attn-2.5.6-cp310-cp310-linux_x86_64.whl",
                "app[ui]: torch>=2.1,<3 torchvision==0.16.* numpy<2 numpy>=2 mine other flash-attn@ https://x/flash_attn-2.5.6-cp310-cp310-linux_x86_64.whl rich[jupyter]",
                "app:dev: torch>=2.1,<3 torchvision==0.16.* numpy<2 numpy>=2 mine other flash-attn@ https://x/flash_attn-2.5.6-cp310-cp310-linux_x86_64.whl pytest>=7,<9",
            ],
            facts.Environments.Select(Show));
        var environment = facts.Environments[0];
        Assert.Equal((3, 10), environment.Python?.Version);
        Assert.False(environment.IsComplete);
        var torch = environment.Requests[0];
        Assert.Equal("https://download.pytorch.org/whl/cu118", torch.Sources.Index?.Value);
        Assert.Equal("^2.1", Slice(Text, torch.Word.Span));
        Assert.Equal("torch>=2.1,<3", torch.Word.Value);
        Assert.False(torch.IsWrittenOut);
        Assert.Equal("nothing", Show(environment.Requests[1].Sources));
        Assert.Equal("unknown", Show(environment.Requests[5].Sources));
        var markers = WheelPlatforms.MarkersOf(WheelPlatform.LinuxX64, environment.Python);
        Assert.Equal([true, false], environment.Requests[2..4].Select(request => TorchResolver.Applies(request, markers)));
        Assert.Equal("2.5.6", environment.Requests[^1].Requirement?.Version?.ToString());
        Assert.Equal(false, TorchResolver.Applies(environment.Requests[^1], WheelPlatforms.MarkersOf(WheelPlatform.Windows, null)));
    }

    [Fact]
    public void Poetry_beside_a_list_of_the_project_only_says_where_from()
    {
        const string Text = """
            [project]
            dependencies = ["torch==2.1.0"]
            [tool.poetry.dependencies]
            torch = { version = "^1.0", source = "pytorch" }
            [[tool.poetry.source]]
            name = "pytorch"
            url = "https://a"
            priority = "explicit"
            """;
        var torch = Assert.Single(FactText.Facts(Path, Text).Packages);
        Assert.Equal("==2.1.0", torch.Constraint);
        Assert.Equal("a alone", Show(torch.Sources));
    }

    [Theory]
    [InlineData("name = \"a\"\nurl = \"https://a\"", "unknown")]
    [InlineData("name = \"a\"\nurl = \"https://a\"\npriority = \"supplemental\"", "unknown")]
    [InlineData("name = \"a\"\nurl = \"https://a\"\npriority = \"explicit\"", "nothing")]
    [InlineData("name = \"PyPI\"\npriority = \"primary\"", "nothing")]
    public void Sources_of_Poetry(string source, string expected) =>
        Assert.Equal(expected, Show(Assert.Single(FactText.Facts(Path, $"[tool.poetry.dependencies]\ntorch = \"*\"\n[[tool.poetry.source]]\n{source}\n").Packages).Sources));

    [Fact]
    public void Errors_of_TOML_have_their_place_and_leave_the_rest()
    {
        const string Text = "[project]\nname = \"x\ndependencies = [\"torch==2.1.0\"]\n";
        var file = FactText.Analyze(Path, Text);
        Assert.Equal(2, file.Source.Lines.PositionOf(Assert.Single(file.Errors).Span.Start).Line + 1);
        Assert.False(Assert.Single(file.Facts!.Environments).IsComplete);
    }

    [Theory]
    [InlineData("[project]\n{% if gpu %}\ndependencies = [\"torch\"]\n{% endif %}\n", true)]
    [InlineData("[project]\nname = \"{{ cookiecutter.name }}\"\ndependencies = [\"torch\"]\n", false)]
    public void Templates_are_left_alone(string text, bool isTemplate)
    {
        var file = FactText.Analyze(Path, text);
        Assert.Equal(isTemplate, file.PyProject!.IsTemplate);
        Assert.Equal(isTemplate, file.Facts is null);
        Assert.Empty(file.Errors);
    }

    [Fact]
    public void The_target_chooses_among_sources()
    {
        const string Text = """
            [project]
            dependencies = ["torch"]
            [tool.uv.sources]
            torch = [{ index = "a", marker = "sys_platform == 'win32'" }, { index = "b", marker = "sys_platform == 'linux'" }]
            [[tool.uv.index]]
            name = "a"
            url = "https://a"
            explicit = true
            [[tool.uv.index]]
            name = "b"
            url = "https://b"
            explicit = true
            """;
        Assert.Equal("b alone", Show(Assert.Single(FactText.Facts(Path, Text).Packages).Sources));
        Assert.Equal("a alone", Show(Assert.Single(FactText.Facts(Path, Text, TargetPlatform.Windows).Packages).Sources));
    }

    [Fact]
    public void Many_parts_of_a_large_project_are_not_followed()
    {
        var list = string.Join(", ", Enumerable.Range(0, 1000).Select(static i => $"\"a{i}\""));
        var extras = string.Join('\n', Enumerable.Range(0, 1000).Select(static i => $"e{i} = [\"x\"]"));
        var facts = FactText.Facts(Path, $"[project]\ndependencies = [{list}]\n[project.optional-dependencies]\n{extras}\n");
        Assert.InRange(facts.Environments.Sum(static environment => environment.Requests.Length), 1000, 30_000);
        Assert.Equal(2000, facts.Packages.Length);
    }

    private static string Slice(string text, TextSpan span) => text.Substring(span.Start, span.Length);

    private static string Show(PythonEnvironment environment) =>
        $"{environment.Name}: {string.Join(' ', environment.Requests.Select(static request => FactText.Show(request)["Pip ".Length..]))}";

    private static string Show(PackageSources sources)
    {
        static string Host(Word word) => word.Value!["https://".Length..];
        return !sources.IsComplete ? "unknown"
            : sources.Index is { } index ? $"{Host(index)} alone"
            : sources.ExtraIndexes is [var extra] ? $"{Host(extra)} {(sources.FirstIndexWins ? "first" : "beside")}"
            : "nothing";
    }

    private sealed class OneFile(string path, string text) : ILinkedFiles
    {
        public SourceText? Read(string file) => file == path ? new SourceText(path, text) : null;
    }
}
