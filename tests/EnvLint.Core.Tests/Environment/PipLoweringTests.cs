using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Manifests;
using EnvLint.Syntax.Requirements;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Environment;

public sealed class PipLoweringTests
{
    [Theory]
    [InlineData("pip install torch==2.1 'numpy<2'", "torch==2.1 numpy<2")]
    [InlineData("python3 -m pip install \"jax[cuda12]>=0.4\"", "jax[cuda12]>=0.4")]
    [InlineData("pip install torch=2.1", "torch=2.1")]
    [InlineData("pip install .", "")]
    [InlineData("pip install -e .[dev] ./wheels", "")]
    [InlineData("pip install -r requirements.txt -c constraints.txt", "")]
    [InlineData("pip install -e git+https://github.com/x/y#egg=Y_z", "y-z@ git+https://github.com/x/y#egg=Y_z")]
    [InlineData("pip install https://x/torch-2.3.1%2Bcu121-cp311-cp311-linux_x86_64.whl", "torch@ https://x/torch-2.3.1%2Bcu121-cp311-cp311-linux_x86_64.whl =2.3.1+cu121")]
    [InlineData("pip install 'torch @ https://x/torch-2.3.1-cp311-cp311-linux_x86_64.whl'", "torch@ https://x/torch-2.3.1-cp311-cp311-linux_x86_64.whl =2.3.1")]
    [InlineData("pip install ./dist/x-1.0-py3-none-any.whl", "x@ ./dist/x-1.0-py3-none-any.whl =1.0")]
    [InlineData("pip install torch==$VERSION", "")]
    [InlineData("V=2.1; pip install torch==$V", "torch==2.1")]
    [InlineData("uv pip install torch", "torch")]
    [InlineData("uv add 'torch>=2.1'", "torch>=2.1")]
    [InlineData("pip uninstall torch", "")]
    public void Requests_of_a_command_line(string command, string expected) =>
        Assert.Equal(expected, string.Join(' ', FactText.Facts("setup.sh", command + "\n").Packages.Select(static request =>
            $"{request.Name}{(request.Extras.IsEmpty ? "" : $"[{string.Join(',', request.Extras)}]")}{request.Constraint}{(request.Requirement!.Wheel is { } wheel ? $" ={wheel.Version}" : "")}")));

    [Theory]
    [InlineData("pip install 'torch[x]>=2.1' # c", ">=2.1")]
    [InlineData("pip install torch[x]'>=2.1'", ">=2.1")]
    [InlineData("pip install torch\">=\"2.1", ">=\"2.1")]
    [InlineData("pip install \\\n  \"torch >=2.1\"", ">=2.1")]
    [InlineData("pip install torch\\>=2.1", "torch\\>=2.1")]
    [InlineData("V='>=2.1'; pip install torch$V", "torch$V")]
    public void Parts_of_a_word_have_their_places(string command, string expected)
    {
        var request = Assert.Single(FactText.Facts("setup.sh", command + "\n").Packages);
        var span = request.PlaceOf(request.Requirement!.SpecifiersSpan);

        Assert.Equal(expected, command.Substring(span.Start, span.Length));
        Assert.Equal(span != request.Word.Span, request.IsWrittenOut);
    }

    [Theory]
    [InlineData("pip install torch", "")]
    [InlineData("pip install torch -i https://a", "index https://a")]
    [InlineData("pip install torch --index-url=https://a --extra-index-url https://b --extra-index-url https://c", "index https://a, extra https://b, extra https://c")]
    [InlineData("pip install -f https://a -f ./b --no-index --pre torch", "links https://a, links ./b, no index, pre")]
    [InlineData("pip install torch --index-url $URL", "index ?, incomplete")]
    [InlineData("pip install torch $OPTIONS", "incomplete")]
    [InlineData("PIP_INDEX_URL=https://a pip install torch", "index https://a")]
    [InlineData("PIP_INDEX_URL=https://a; pip install torch", "")]
    [InlineData("export PIP_INDEX_URL=https://a\npip install torch", "index https://a")]
    [InlineData("export PIP_INDEX_URL=https://a\npip install torch -i https://b", "index https://b")]
    [InlineData("export PIP_EXTRA_INDEX_URL='https://a https://b'\npip install torch --extra-index-url https://c", "extra https://a, extra https://b, extra https://c")]
    [InlineData("export PIP_INDEX_URL=$X\npip install torch", "index ?, incomplete")]
    [InlineData("export PIP_NO_INDEX=1 PIP_FIND_LINKS=/wheels PIP_PRE=true\npip install torch", "links /wheels, no index, pre")]
    [InlineData("export PIP_PRE=0\npip install torch", "")]
    [InlineData("pip install torch\nexport PIP_INDEX_URL=https://a", "")]
    [InlineData("export UV_INDEX_URL=https://a\npip install torch", "")]
    [InlineData("pip config set global.index-url https://a\npip install torch", "incomplete")]
    [InlineData("uv pip install torch", "first")]
    [InlineData("uv pip install torch --index pytorch=https://a/whl?x=1 --default-index https://b", "index https://b, extra https://a/whl?x=1, first")]
    [InlineData("uv pip install torch --extra-index-url https://a --index-strategy unsafe-best-match", "extra https://a")]
    [InlineData("uv pip install torch --torch-backend=cu128 --prerelease allow", "pre, backend cu128, first")]
    [InlineData("UV_TORCH_BACKEND=auto uv pip install torch", "backend auto, first")]
    [InlineData("export UV_EXTRA_INDEX_URL=https://a UV_DEFAULT_INDEX=https://b\nuv pip install torch", "index https://b, extra https://a, first")]
    public void Sources_of_a_command_line(string script, string expected) =>
        Assert.Equal(expected, Show(Assert.Single(FactText.Facts("setup.sh", script + "\n").Packages).Sources));

    [Theory]
    [InlineData("FROM x\nENV PIP_EXTRA_INDEX_URL=https://a\nRUN pip install torch\n", "extra https://a")]
    [InlineData("FROM x\nARG PIP_INDEX_URL=https://a\nRUN pip install torch\n", "index https://a")]
    [InlineData("FROM x AS a\nENV PIP_INDEX_URL=https://a\nFROM a\nRUN pip install torch\n", "index https://a")]
    [InlineData("FROM x AS a\nENV PIP_INDEX_URL=https://a\nFROM y\nRUN pip install torch\n", "")]
    [InlineData("FROM x\nRUN export PIP_INDEX_URL=https://a\nRUN pip install torch\n", "")]
    [InlineData("FROM x\nRUN export PIP_INDEX_URL=https://a && pip install torch\n", "index https://a")]
    [InlineData("FROM x\nRUN [\"pip\", \"install\", \"torch\", \"-i\", \"https://a\"]\n", "index https://a")]
    [InlineData("FROM x\nARG PIP_INDEX_URL\nRUN pip install torch\n", "index ?, incomplete")]
    [InlineData("ARG PIP_INDEX_URL=https://a\nFROM x\nRUN pip install torch\n", "")]
    [InlineData("ARG PIP_INDEX_URL=https://a\nFROM x\nARG PIP_INDEX_URL\nRUN pip install torch\n", "index https://a")]
    [InlineData("FROM x\nENV UV_INDEX=pytorch=https://a UV_TORCH_BACKEND=cu128\nRUN uv pip install torch\n", "extra https://a, backend cu128, first")]
    [InlineData("FROM x\nARG UV_TORCH_BACKEND\nRUN uv pip install torch\n", "backend ?, first, incomplete")]
    [InlineData("FROM x\nCOPY pip.conf /etc/pip.conf\nRUN pip install torch\n", "incomplete")]
    public void Sources_in_an_image(string dockerfile, string expected) =>
        Assert.Equal(expected, Show(Assert.Single(FactText.Facts("Dockerfile", dockerfile).Packages).Sources));

    [Theory]
    [InlineData("https://pypi.corp/simple", "pypi")]
    [InlineData("https://pypi.corp/simple/", "pypi")]
    [InlineData("https://user:pass@PYPI.corp/simple", "pypi")]
    [InlineData("http://pypi.corp/simple", "pypi")]
    [InlineData("https://pypi.corp/simple/cu121", "cu121")]
    [InlineData("https://pypi.corp/simple/cu121/torch", "cu121")]
    [InlineData("https://pypi.corp/simple2", "private")]
    [InlineData("https://pypi.corp", "private")]
    [InlineData("https://pypi.org@pypi.corp/other", "private")]
    public void Private_indexes_are_what_the_configuration_says(string url, string expected)
    {
        var options = new AnalysisOptions
        {
            Indexes =
            [
                new IndexAlias("https://pypi.corp/simple", "https://pypi.org/simple"),
                new IndexAlias("https://pypi.corp/simple/cu121/", "https://download.pytorch.org/whl/cu121"),
            ],
        };
        foreach (var (path, text) in new[]
        {
            ("setup.sh", $"pip install torch -i {url}\n"),
            ("setup.sh", $"PIP_INDEX_URL={url} pip install torch\n"),
            ("Dockerfile", $"FROM x\nENV UV_DEFAULT_INDEX={url}\nRUN uv pip install torch\n"),
            ("requirements.txt", $"--index-url {url}\ntorch\n"),
            ("pyproject.toml", $"[project]\ndependencies = [\"torch\"]\n[[tool.uv.index]]\nurl = \"{url}\"\ndefault = true\n"),
        })
        {
            var file = FileAnalysis.Create(new SourceText(path, text), ManifestClassifier.Classify(path, text), options, outer: null, CancellationToken.None);
            var index = Assert.Single(file.Facts!.Packages).Sources.Index!;
            Assert.Equal(url, text.Substring(index.Span.Start, index.Span.Length).Split('=')[^1]);
            Assert.Equal(expected, PackageIndexes.IsPyPI(index.Value!) ? "pypi" : TorchIndex.FromUrl(index.Value!)?.Tag ?? "private");

            // Nobody edits an address that is not the one that is written.
            Assert.Equal(expected == "private", index.IsLiteral);
        }
    }

    [Fact]
    public void Conditions_are_asked_of_the_place()
    {
        const string Text = "FROM x\nRUN pip install \"torch; sys_platform == 'linux'\" \"triton; sys_platform == 'win32'\" \"numpy; python_version < '3.9'\"\n";
        var requests = FactText.Facts("Dockerfile", Text).Packages;

        Assert.Equal([MarkerResult.True, MarkerResult.False, MarkerResult.Unknown], requests.Select(static request => request.Applies));
        Assert.Equal([false, true, true], requests.Select(static request => request.IsConditional));
    }

    internal static string Show(PackageSources sources)
    {
        var parts = new List<string>();
        Add("index", sources.Index);
        foreach (var index in sources.ExtraIndexes)
        {
            Add("extra", index);
        }

        foreach (var links in sources.FindLinks)
        {
            Add("links", links);
        }

        if (sources.NoIndex)
        {
            parts.Add("no index");
        }

        if (sources.AllowsPreReleases)
        {
            parts.Add("pre");
        }

        Add("backend", sources.TorchBackend);
        if (sources.FirstIndexWins)
        {
            parts.Add("first");
        }

        if (!sources.IsComplete)
        {
            parts.Add("incomplete");
        }

        return string.Join(", ", parts);

        void Add(string what, Word? word)
        {
            if (word is not null)
            {
                parts.Add($"{what} {word.Value ?? "?"}");
            }
        }
    }
}
