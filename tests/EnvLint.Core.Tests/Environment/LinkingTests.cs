using EnvLint.Engine;
using EnvLint.Environment.Facts;
using EnvLint.Manifests;
using EnvLint.Rules;
using EnvLint.Testing;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Environment;

public sealed class LinkingTests
{
    private static readonly Dictionary<string, string> Root = new(StringComparer.Ordinal)
    {
        ["requirements.txt"] = "root==1\n",
        ["constraints.txt"] = "limit<2\n",
        ["reqs/a.txt"] = "a==1\n-r b.txt\n",
        ["reqs/b.txt"] = "b==1\n",
        ["docker/only.txt"] = "only==1\n",
        ["sub/requirements.txt"] = "sub==1\n",
        ["ml/environment.yml"] = "name: ml\nchannels:\n  - conda-forge\ndependencies:\n  - python=3.10\n  - numpy=1.26\n  - pip\n  - pip:\n    - torch==2.1\n    - -r ../requirements.txt\n",
        ["specs.txt"] = "# list\nnumpy=1.26 # text\nconda-forge::scipy\n",
        ["foreign.txt"] = "@EXPLICIT\n",
        ["open.txt"] = "x\n-r missing.txt\n",
        ["index.txt"] = "--index-url https://b\nindexed\n",
        ["pyproject.toml"] = "[project]\n",
        ["app/main.py"] = "",
    };

    [Theory]
    [InlineData("pip install -r requirements.txt", "root==1")]
    [InlineData("python3 -m pip install -q -r requirements.txt -c constraints.txt extra", "root==1 limit<2! extra")]
    [InlineData("pip install -rrequirements.txt", "root==1")]
    [InlineData("pip install --requirement=./requirements.txt", "root==1")]
    [InlineData("pip install -r reqs/a.txt", "a==1 b==1")]
    [InlineData("pip install -r reqs/a.txt -r reqs/b.txt", "a==1 b==1")]
    [InlineData("cd reqs\npip install -r a.txt", "a==1 b==1")]
    [InlineData("cd reqs && pip install -r ../requirements.txt", "root==1")]
    [InlineData("(cd reqs && pip install -r b.txt)\npip install -r requirements.txt", "b==1 root==1")]
    [InlineData("pushd reqs\npip install -r b.txt\npopd\npip install -r requirements.txt", "b==1 root==1")]
    [InlineData("F=requirements.txt\npip install -r $F", "root==1")]
    [InlineData("uv pip install -r requirements.txt", "root==1")]
    [InlineData("uv pip sync requirements.txt", "root==1")]
    [InlineData("export PIP_CONSTRAINT=constraints.txt\npip install x", "limit<2! x")]
    [InlineData("sed -i 's/a/b/' other.txt\npip install -r requirements.txt", "root==1")]
    [InlineData("pip install numpy\npip install -r requirements.txt\npip install scipy", "numpy root==1 scipy")]
    public void A_script_installs_what_its_lists_hold(string script, string expected) => Assert.Equal(expected, Show(Analyze("install.sh", script)));

    [Theory]
    [InlineData("scripts/install.sh", "pip install -r requirements.txt", "root==1")]
    [InlineData("sub/install.sh", "pip install -r requirements.txt", "sub==1")]
    [InlineData("sub/install.sh", "cd ..\npip install -r requirements.txt", "root==1")]
    [InlineData("scripts/install.sh", "cd \"$(dirname \"$0\")/..\"\npip install -r requirements.txt", "root==1")]
    [InlineData("scripts/install.sh", "cd $(dirname ${BASH_SOURCE[0]})\npip install -r ../reqs/b.txt", "b==1")]
    [InlineData("docs/install.md", "```bash\npip install -r requirements.txt\n```\n", "root==1")]
    [InlineData("README.md", "```bash\ngit clone https://github.com/o/Project.git\ncd project\n```\n```bash\npip install -r requirements.txt\n```\n", "")]
    [InlineData("README.md", "```bash\ngit clone https://github.com/o/Project.git\ncd Project/reqs\npip install -r b.txt\n```\n", "b==1")]
    [InlineData("install.ps1", "cd reqs\npip install -r a.txt\n", "a==1 b==1")]
    [InlineData("install.bat", "cd /d %~dp0\npip install -r reqs\\b.txt\n", "b==1")]
    public void Paths_start_where_the_text_does(string path, string text, string expected) => Assert.Equal(expected, Show(Analyze(path, text)));

    [Theory]
    [InlineData("pip install -r missing.txt")]
    [InlineData("pip install -r $UNKNOWN")]
    [InlineData("pip install -r /opt/requirements.txt")]
    [InlineData("pip install -r ~/requirements.txt")]
    [InlineData("pip install -r ../requirements.txt")]
    [InlineData("pip install -r https://x/requirements.txt")]
    [InlineData("pip install -r reqs/*.txt")]
    [InlineData("pip install -r foreign.txt")]
    [InlineData("pip install -r pyproject.toml")]
    [InlineData("cd $X\npip install -r requirements.txt")]
    [InlineData("cd\npip install -r requirements.txt")]
    [InlineData("cd /tmp\npip install -r requirements.txt")]
    [InlineData("if [ -d reqs ]; then cd reqs; fi\npip install -r requirements.txt")]
    [InlineData("git clone https://github.com/o/other\ncd other\npip install -r requirements.txt")]
    [InlineData("git clone https://github.com/o/other o\ncd o/sub\npip install -r requirements.txt")]
    [InlineData("sed -i '/torch/d' requirements.txt\npip install -r requirements.txt")]
    [InlineData("sed -i '/torch/d' *.txt\npip install -r requirements.txt")]
    [InlineData("echo x > requirements.txt\npip install -r requirements.txt")]
    [InlineData("poetry export -o requirements.txt\npip install -r requirements.txt")]
    [InlineData("grep -v torch requirements.txt > r.txt\npip install -r r.txt")]
    public void What_is_not_known_brings_nothing(string script)
    {
        var file = Analyze("install.sh", script + " one");
        Assert.Equal("one", Show(file));
        Assert.False(Assert.Single(file.Facts!.Environments).Requests[0].Sources.IsComplete);
    }

    [Theory]
    [InlineData("COPY requirements.txt .\nRUN pip install -r requirements.txt", "root==1")]
    [InlineData("COPY requirements.txt /tmp/\nRUN pip install -r /tmp/requirements.txt", "root==1")]
    [InlineData("COPY requirements.txt /tmp\nRUN pip install -r /tmp/requirements.txt", "root==1")]
    [InlineData("COPY ./requirements.txt /tmp/r.txt\nRUN cd /tmp && pip install -r r.txt", "root==1")]
    [InlineData("COPY . /app\nRUN pip install -r /app/reqs/a.txt", "a==1 b==1")]
    [InlineData("WORKDIR /app\nADD . .\nRUN pip install -r requirements.txt", "root==1")]
    [InlineData("WORKDIR /app\nCOPY reqs reqs\nRUN cd reqs && pip install -r a.txt", "a==1 b==1")]
    [InlineData("COPY reqs/*.txt /tmp/\nRUN pip install -r /tmp/b.txt", "b==1")]
    [InlineData("COPY requirements.tx[t] .\nRUN pip install -r requirements.txt", "root==1")]
    [InlineData("COPY [\"requirements.txt\", \"/tmp/\"]\nRUN pip install -r /tmp/requirements.txt", "root==1")]
    [InlineData("RUN --mount=type=bind,source=requirements.txt,target=/tmp/r.txt pip install -r /tmp/r.txt", "root==1")]
    [InlineData("WORKDIR /w\nRUN --mount=type=bind,target=. pip install -r sub/requirements.txt", "sub==1")]
    [InlineData("ARG F=reqs\nCOPY $F/b.txt /tmp/\nRUN pip install -r /tmp/b.txt", "b==1")]
    [InlineData("WORKDIR /app\nWORKDIR sub\nCOPY . .\nRUN pip install -r /app/sub/requirements.txt", "root==1")]
    [InlineData("COPY requirements.txt /r/\nFROM python:3.11 AS b\nFROM 0 AS c\nRUN true", "")]
    [InlineData("COPY ../requirements.txt .\nRUN [\"pip\", \"install\", \"-r\", \"requirements.txt\"]", "root==1")]
    public void An_image_installs_what_is_copied_into_it(string text, string expected) => Assert.Equal(expected, Show(Analyze("Dockerfile", "FROM python:3.11\n" + text + "\n")));

    [Theory]
    [InlineData("RUN pip install -r requirements.txt one")]
    [InlineData("COPY --from=x requirements.txt .\nRUN pip install -r requirements.txt one")]
    [InlineData("COPY requirements.txt .\nCOPY --from=x /app .\nRUN pip install -r requirements.txt one")]
    [InlineData("COPY requirements.txt .\nRUN sed -i s/x/y/ requirements.txt\nRUN pip install -r requirements.txt one")]
    [InlineData("COPY $X .\nRUN pip install -r requirements.txt one")]
    [InlineData("COPY requirements.txt $X\nRUN pip install -r requirements.txt one")]
    [InlineData("WORKDIR $X\nCOPY requirements.txt .\nRUN pip install -r requirements.txt one")]
    [InlineData("COPY requirements.txt /tmp/\nRUN pip install -r requirements.txt one")]
    [InlineData("COPY <<EOF requirements.txt\ntorch\nEOF\nRUN pip install -r requirements.txt one")]
    [InlineData("ADD https://x/requirements.txt .\nRUN pip install -r requirements.txt one")]
    [InlineData("RUN --mount=type=bind,source=requirements.txt,target=/tmp/r.txt true\nRUN pip install -r /tmp/r.txt one")]
    [InlineData("RUN --mount=type=secret,target=/tmp/requirements.txt pip install -r /tmp/requirements.txt one")]
    public void What_an_image_has_otherwise_is_not_known(string text)
    {
        var file = Analyze("Dockerfile", "FROM python:3.11\n" + text + "\n");
        Assert.Equal("one", Show(file));
        Assert.False(Assert.Single(file.Facts!.Environments).Requests[0].Sources.IsComplete);
    }

    [Theory]
    [InlineData("docker/Dockerfile", "COPY only.txt .\nRUN pip install -r only.txt", "only==1")]
    [InlineData("docker/Dockerfile", "COPY requirements.txt .\nRUN pip install -r requirements.txt", "root==1")]
    [InlineData("docker/Dockerfile", "COPY docker/only.txt app/main.py /x/\nRUN pip install -r /x/only.txt", "only==1")]
    [InlineData("sub/Dockerfile", "COPY . .\nRUN pip install -r requirements.txt", "sub==1")]
    [InlineData("sub/Dockerfile", "COPY . .\nCOPY app app\nRUN pip install -r requirements.txt", "root==1")]
    public void The_context_is_the_nearest_that_holds_what_is_copied(string path, string text, string expected) =>
        Assert.Equal(expected, Show(Analyze(path, "FROM python:3.11\n" + text + "\n")));

    [Fact]
    public void A_stage_has_what_the_stage_before_it_has()
    {
        var file = Analyze("Dockerfile", "FROM python:3.11 AS base\nWORKDIR /app\nCOPY . .\nFROM base\nRUN pip install -r requirements.txt\nFROM python:3.11\nWORKDIR /app\nRUN pip install -r requirements.txt\n");
        Assert.Equal("root==1", Show(file));
    }

    [Theory]
    [InlineData("conda env create -f ml/environment.yml", "ml", "python=3.10 numpy=1.26 pip torch==2.1 root==1", true)]
    [InlineData("conda env create --file=ml/environment.yml -n other", "other", "python=3.10 numpy=1.26 pip torch==2.1 root==1", true)]
    [InlineData("cd ml\nmamba env create", "ml", "python=3.10 numpy=1.26 pip torch==2.1 root==1", true)]
    [InlineData("micromamba create -y -n m -f ml/environment.yml", "m", "python=3.10 numpy=1.26 pip torch==2.1 root==1", true)]
    [InlineData("conda env create -f ml/environment.yml\nconda activate ml\npip install one", "ml", "python=3.10 numpy=1.26 pip torch==2.1 root==1 one", true)]
    [InlineData("conda create -n n --file specs.txt python=3.9", "n", "numpy=1.26 scipy python=3.9", true)]
    [InlineData("conda create -n n python=3.9\nconda env update -n n -f ml/environment.yml", "n", "python=3.9 python=3.10 numpy=1.26 pip torch==2.1 root==1", true)]
    [InlineData("conda create -n n python=3.9\nconda env update -n n -f missing.yml", "n", "python=3.9", false)]
    [InlineData("conda create -n n python=3.9 --file missing.txt", "n", "python=3.9", false)]
    [InlineData("conda create -n n python=3.9\nconda activate n\npip install -r open.txt", "n", "python=3.9 x", false)]
    [InlineData("conda create -n n python=3.9\nconda activate n\npip install -e .", "n", "python=3.9", false)]
    [InlineData("conda create -n n python=3.9\nconda activate n\npip install -r requirements.txt", "n", "python=3.9 root==1", true)]
    public void Conda_environments_hold_what_their_files_hold(string script, string name, string expected, bool isComplete)
    {
        var environment = Assert.Single(Analyze("install.sh", script).Facts!.Environments);
        Assert.Equal((name, expected, isComplete), (environment.Name, Show(environment), environment.IsComplete));
        Assert.NotNull(environment.Python);
    }

    [Fact]
    public void Requests_say_where_they_stand_and_what_leads_there()
    {
        const string Text = "pip install -i https://a -r reqs/a.txt -r index.txt one\n";
        var file = Analyze("install.sh", Text);
        var requests = Assert.Single(file.Facts!.Environments).Requests;

        Assert.Equal(["reqs/a.txt", "reqs/b.txt", "index.txt", ""], requests.Select(static request => request.LinkedFile?.Path ?? ""));
        Assert.Equal(["reqs/a.txt", "reqs/a.txt", "index.txt", ""], requests.Select(static request => request.LinkedFrom is { } span ? Text.Substring(span.Start, span.Length) : ""));
        Assert.Equal("b==1", requests[1].LinkedFile!.ToString(requests[1].Word.Span));
        Assert.All(requests, request => Assert.Same(file.Facts.Commands[0], request.Command));
        Assert.All(requests, static request => Assert.Equal("https://b", request.Sources.Index?.Value));
        Assert.False(requests[0].Sources.Index!.IsLiteral);
        Assert.Equal("one", string.Join(' ', file.Facts.Packages.Select(static request => request.Name)));
    }

    [Fact]
    public void A_file_that_names_none_asks_for_none()
    {
        var files = new MemoryFiles(Root);
        foreach (var (path, text) in new[] { ("Dockerfile", "FROM python:3.11\nCOPY . /app\nRUN pip install torch\n"), ("a.sh", "cd x\npip install torch\n"), ("README.md", "# A\n```bash\npip install x\n```\n") })
        {
            new Analyzer(new NoRules()).AnalyzeFile(new SourceText(path, text), ManifestClassifier.Classify(path, text), new AnalysisOptions { Files = files }, CancellationToken.None);
        }

        Assert.Empty(files.Asked);
    }

    [Fact]
    public void A_thousand_commands_that_name_long_lists_end()
    {
        var long_ = new Dictionary<string, string>(StringComparer.Ordinal) { ["requirements.txt"] = string.Concat(Enumerable.Range(0, 3000).Select(static i => $"p{i}\n")) };
        var text = string.Concat(Enumerable.Repeat("pip install -r requirements.txt\n", 1000));
        var file = new Analyzer(new NoRules()).AnalyzeFile(new SourceText("a.sh", text), ManifestKind.Shell, new AnalysisOptions { Files = new MemoryFiles(long_) }, CancellationToken.None).File;
        var environment = Assert.Single(file.Facts!.Environments);
        Assert.InRange(environment.Requests.Length, 0, 20_000);
        Assert.False(environment.IsComplete);
    }

    private static FileAnalysis Analyze(string path, string text) => new Analyzer(new NoRules()).AnalyzeFile(
        new SourceText(path, text), ManifestClassifier.Classify(path, text), new AnalysisOptions { Files = new MemoryFiles(Root, "Project") }, CancellationToken.None).File;

    private static string Show(FileAnalysis file) => string.Join(" | ", file.Facts!.Environments.Select(Show));

    private static string Show(PythonEnvironment environment) =>
        string.Join(' ', environment.Requests.Select(static request => request.Name + request.Constraint + (request.IsConstraint ? "!" : "")));

    private sealed class NoRules : RuleTable
    {
        public override IReadOnlyList<Rule> All => [];

        protected override Rule[]? Find(Type subject) => null;
    }
}
