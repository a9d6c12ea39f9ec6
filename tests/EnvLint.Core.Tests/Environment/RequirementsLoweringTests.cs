using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Manifests;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Environment;

public sealed class RequirementsLoweringTests
{
    [Fact]
    public void Lines_are_requests()
    {
        var file = Analyze("torch==2.1 # c\njax[cuda12]\n-e git+https://x/y#egg=z\n./x-1.0-py3-none-any.whl\n.\nnumpy==${N}\n");

        Assert.Equal("torch==2.1 jax[cuda12] z@ git+https://x/y#egg=z x@ ./x-1.0-py3-none-any.whl", Show(file.Facts!.Packages));
        Assert.All(file.Facts.Packages, static request => Assert.Null(request.Command));
        Assert.Empty(file.Errors);
        var environment = Assert.Single(file.Facts.Environments);
        Assert.Equal(PythonEnvironmentKind.RequirementsFile, environment.Kind);
        Assert.All(environment.Requests, (request, i) => Assert.Same(file.Facts.Packages[i], request));
        Assert.False(environment.IsComplete);
    }

    [Fact]
    public void Options_count_for_the_whole_file()
    {
        var file = Analyze("torch\n--extra-index-url https://a\n-r more.txt\n", ("more.txt", "--index-url https://b\nnumpy --hash=sha256:0\n"));

        Assert.Equal("index https://b, extra https://a", PipLoweringTests.Show(file.Requirements!.Sources));
        Assert.All(file.Facts!.Environments[0].Requests, request => Assert.Same(file.Requirements.Sources, request.Sources));
    }

    [Fact]
    public void Options_of_a_linked_file_stand_where_it_is_named()
    {
        const string Text = "torch\n-r more.txt\n";
        var index = Analyze(Text, ("more.txt", "# Comments that make the file longer than the one that names it.\n--index-url https://b\n")).Requirements!.Sources.Index!;

        Assert.Equal(("https://b", "more.txt", "more.txt"), (index.Value, index.Raw, Text.Substring(index.Span.Start, index.Span.Length)));
    }

    [Fact]
    public void Files_are_followed_in_their_place()
    {
        var file = Analyze(
            "requirements/gpu.txt", "one\n-r base.txt\n-c ../constraints.txt\ntwo\n", ("requirements/base.txt", "base\n-r deep/x.txt\n"), ("requirements/deep/x.txt", "deep\n-r ../gpu.txt\n"), ("constraints.txt", "base<3\n-r more.txt\n"), ("more.txt", "deep<9\n"));
        var environment = Assert.Single(file.Facts!.Environments);

        Assert.Equal("one base deep base<3! deep<9! two", string.Join(' ', environment.Requests.Select(static request => request.Name + request.Constraint + (request.IsConstraint ? "!" : ""))));
        Assert.Equal(["", "requirements/base.txt", "requirements/deep/x.txt", "constraints.txt", "more.txt", ""], environment.Requests.Select(static request => request.LinkedFile?.Path ?? ""));
        Assert.Equal("one two", Show(file.Facts.Packages));
        Assert.True(environment.IsComplete);
        var deep = environment.Requests[2];
        Assert.Equal("deep", deep.LinkedFile!.ToString(deep.PlaceOf(deep.Requirement!.NameSpan)));
    }

    [Theory]
    [InlineData("-r missing.txt\n")]
    [InlineData("-r ../outside.txt\n")]
    [InlineData("-r /etc/passwd\n")]
    [InlineData("-r https://x/r.txt\n")]
    [InlineData("-r ${X}.txt\n")]
    [InlineData("-e .\n")]
    [InlineData("-e GroundingDINO\n")]
    [InlineData("git+https://x/y\n")]
    public void What_is_not_seen_leaves_the_environment_open(string text)
    {
        var file = Analyze("torch\n" + text);
        Assert.False(Assert.Single(file.Facts!.Environments).IsComplete);
        Assert.Equal("torch", Show(file.Facts.Packages));
    }

    [Fact]
    public void A_chain_of_files_ends()
    {
        var files = Enumerable.Range(0, 500).Select(static i => ($"r{i}.txt", $"p{i}\n-r r{i + 1}.txt\n-r w{i}.txt\n")).ToArray();
        var environment = Assert.Single(Analyze("-r r0.txt\n", files).Facts!.Environments);

        Assert.False(environment.IsComplete);
        Assert.InRange(environment.Requests.Length, 1, 64);
    }

    [Theory]
    [InlineData("constraints.txt", true)]
    [InlineData("constraints-gpu.txt", true)]
    [InlineData("requirements.txt", false)]
    public void A_file_of_constraints_asks_for_nothing(string path, bool isConstraint) =>
        Assert.Equal(isConstraint, Assert.Single(Analyze(path, "torch==2.1\n").Facts!.Packages).IsConstraint);

    [Theory]
    [InlineData("# $ conda create --name <env> --file <this file>\n# platform: linux-64\n_libgcc_mutex=0.1=main\npytorch=2.1.0=py3.10_cuda12.1_cudnn8.9.2_0\n", true)]
    [InlineData("conda-forge::numpy=1.26\npip\n", true)]
    [InlineData("python=3.10\npytorch=2.1\nnumpy\n", true)]
    [InlineData("@EXPLICIT\nhttps://conda.anaconda.org/x.conda\n", true)]
    [InlineData("Python 3.8 or newer\nA GPU with 8 GB\n", true)]
    [InlineData("torch=2.1\nnumpy==1.26\n", false)]
    [InlineData("torch=2.1\n", false)]
    [InlineData("'torch==2.1',\n'numpy',\n", false)]
    [InlineData("The environment is made with conda.\nSee the guide.\n", true)]
    [InlineData("torch\nnumpy\n", false)]
    [InlineData("", false)]
    public void Lists_of_others_ask_pip_for_nothing(string text, bool isForeign)
    {
        var file = Analyze(text);
        Assert.Equal(isForeign, file.Requirements!.IsForeign);
        Assert.True(!isForeign || file.Facts!.Packages.IsEmpty);
    }

    [Theory]
    [InlineData("requirements.txt", true)]
    [InlineData("Requirements.txt", true)]
    [InlineData("requirements-gpu.txt", true)]
    [InlineData("requirements_gpu.txt", true)]
    [InlineData("requirements.cuda.txt", true)]
    [InlineData("dev-requirements.txt", true)]
    [InlineData("docker/requirements.txt", true)]
    [InlineData("requirements/gpu.txt", true)]
    [InlineData("a/requirements/gpu.in", true)]
    [InlineData("requirements.in", true)]
    [InlineData("dev-requirements.in", true)]
    [InlineData("constraints.txt", true)]
    [InlineData("constraints-cu121.txt", true)]
    [InlineData("config.h.in", false)]
    [InlineData("constraints.in", false)]
    [InlineData("requirements.txt.j2", false)]
    [InlineData("requirements.md", false)]
    [InlineData("requirements.yml", false)]
    [InlineData("requirements/README.txt", false)]
    [InlineData("requirements/sub/x.txt", false)]
    [InlineData("apt-requirements.txt", false)]
    [InlineData("requirements_conda.txt", false)]
    [InlineData("system-requirements.txt", false)]
    [InlineData("notes.txt", false)]
    public void Names_of_files(string path, bool isRequirements) =>
        Assert.Equal(isRequirements, ManifestClassifier.ClassifyName(path) == ManifestKind.Requirements);

    private static FileAnalysis Analyze(string text, params (string Path, string Text)[] files) => Analyze("requirements.txt", text, files);

    private static FileAnalysis Analyze(string path, string text, params (string Path, string Text)[] files) =>
        new Analyzer(new NoRules()).AnalyzeFile(new SourceText(path, text), ManifestKind.Requirements, new AnalysisOptions { Files = new Files(files) }, CancellationToken.None).File;

    private static string Show(IEnumerable<PackageRequest> requests) =>
        string.Join(' ', requests.Select(static request => $"{request.Name}{(request.Extras.IsEmpty ? "" : $"[{string.Join(',', request.Extras)}]")}{request.Constraint}"));

    private sealed class Files((string Path, string Text)[] files) : ILinkedFiles
    {
        public SourceText? Read(string path)
        {
            Assert.DoesNotContain("..", path, StringComparison.Ordinal);
            var found = Array.Find(files, file => file.Path == path);
            return found.Path is null ? null : new SourceText(path, found.Text);
        }
    }

    private sealed class NoRules : RuleTable
    {
        public override IReadOnlyList<Rule> All => [];

        protected override Rule[]? Find(Type subject) => null;
    }
}
