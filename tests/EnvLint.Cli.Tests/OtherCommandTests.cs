using System.Text.Json;

namespace EnvLint.Cli.Tests;

public sealed class OtherCommandTests : IDisposable
{
    private readonly Project _project = new Project().AsRoot();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("ENV001")]
    [InlineData("env001")]
    [InlineData("syntax-error")]
    public void A_rule_is_explained_by_code_or_name(string rule)
    {
        var result = _project.Run("explain", rule);

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("# ENV001: syntax-error\n", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("\n", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', result.Output);
    }

    [Fact]
    public void All_rules_are_listed_in_the_order_of_their_codes()
    {
        var lines = _project.Run("rules").OutputLines;

        Assert.Contains(lines, static line => line.StartsWith("ENV001  syntax-error", StringComparison.Ordinal));
        Assert.Equal(lines.Order(StringComparer.Ordinal), lines);
    }

    [Fact]
    public void The_rules_as_json_hold_their_pages()
    {
        using var json = JsonDocument.Parse(_project.Run("rules", "--format", "json").Output);
        var rules = json.RootElement.GetProperty("rules").EnumerateArray().ToList();

        Assert.Equal(_project.Run("rules").OutputLines.Length, rules.Count);
        var rule = rules.Single(static rule => rule.GetProperty("code").GetString() == "ENV001");
        Assert.Equal("syntax-error", rule.GetProperty("name").GetString());
        Assert.Equal("error", rule.GetProperty("severity").GetString());
        Assert.Equal(_project.Run("explain", "ENV001").Output.TrimEnd(), rule.GetProperty("page").GetString()!.TrimEnd());
    }

    [Theory]
    [InlineData("Dockerfile", "# syntax=docker/dockerfile:1\nFROM --platform=linux/amd64 a AS b\nENV A=b C=d\nONBUILD RUN echo\nRUN <<EOF\nif true; then x; fi\nEOF\n# c\nHEALTHCHECK CMD x\nNOPE\n")]
    [InlineData("run.sh", "a=1 b+=(x [1]=y) c[0]=2 cmd \"q$x${y:-z}\" 'r' $'s\\n' $(t) `u` $((v+1)) <(w) > f 2>&1 << E\nh $i\nE\n! a | b && c || d &\nif a; then b; elif c; then d; else e; fi\nwhile a; do b; done; until a; do b; done\nfor i in a b; do c; done; for ((i=0;i<1;i++)); do a; done\ncase $x in a|b) c;; *) d; esac\nf() { g; }; (h); [[ -f $x && a ]]; ((i++)); coproc a\ndeclare -a arr=(1 2)\necho \"\n")]
    [InlineData(".wslconfig", "[wsl2]\nmemory=8GB # c\nbad\n[x\n")]
    [InlineData("wsl.conf", "[boot]\nsystemd=true\n[bad\nlost=1\n")]
    [InlineData("requirements.txt", "torch[a]==2.1 \\\n  --hash=x # c\n-r b.txt\nx @ https://x/y ; os_name=='a'\n-e ${X}\n=\n")]
    [InlineData("environment.yml", "name: &n !!str gpu\ndependencies: # c\n  - *n\n  - *gone\n  - [a, {pip: \"b\\n\"}]\nvariables:\n  A: |\n    x\nlost: 'open\n")]
    [InlineData("guide.md", "---\na: b\n---\n# T\n\n> ```console\n> $ ls \\\n> > -l <x>\n> ```\n\n```dockerfile:Dockerfile\nFROM a```\n\npip install \\-U a\n\n<!-- c -->\n    x\n")]
    public void The_tree_of_a_file_is_json_and_its_spans_lie_in_the_file(string name, string content)
    {
        _project.With(name, content);

        var result = _project.Run("ast", name);

        Assert.Equal(0, result.ExitCode);
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal(name, json.RootElement.GetProperty("path").GetString());
        Assert.InRange(CheckSpans(json.RootElement, content.Length), 3, 1000);
    }

    [Fact]
    public void The_facts_of_a_file_are_json_with_places_and_scopes()
    {
        const string content = "ARG V=3.11\nFROM python:${V}-slim\nENV A=b\nRUN apt-get update && apt-get install -y git && pip install --index-url https://download.pytorch.org/whl/cu121 torch==2.3.1\nRUN curl -o x https://example.org/x && docker run --gpus all $IMAGE\n";
        _project.With("Dockerfile", content);

        var result = _project.Run("facts", "Dockerfile");

        Assert.Equal(0, result.ExitCode);
        using var json = JsonDocument.Parse(result.Output);
        CheckSpans(json.RootElement, content.Length);
        var facts = json.RootElement.GetProperty("facts").EnumerateArray().ToList();
        var torch = facts.Single(static fact => fact.TryGetProperty("name", out var name) && name.GetString() == "torch");
        Assert.Equal("Pip", torch.GetProperty("manager").GetString());
        Assert.Equal("==2.3.1", torch.GetProperty("constraint").GetString());
        Assert.StartsWith("4:", torch.GetProperty("at").GetString(), StringComparison.Ordinal);
        var image = facts.Single(static fact => fact.GetProperty("type").GetString() == "ImageUse" && fact.GetProperty("role").GetString() == "Base");
        Assert.Equal("python:3.11-slim", image.GetProperty("image").GetString());
        Assert.Equal("V", image.GetProperty("origins")[0].GetProperty("variable").GetString());
        Assert.Equal(JsonValueKind.Null, facts.Single(static fact => fact.GetProperty("type").GetString() == "ContainerRun").GetProperty("image").ValueKind);
        Assert.Contains(json.RootElement.GetProperty("scopes").EnumerateArray(), static scope => scope.GetProperty("kind").GetString() == "ImageStage");
        var environment = Assert.Single(json.RootElement.GetProperty("environments").EnumerateArray());
        Assert.Equal("3.11", environment.GetProperty("python").GetProperty("version").GetString());
    }

    [Fact]
    public void The_graph_shows_what_leads_to_what()
    {
        WithProject();

        Assert.Equal(
            [
                "compose.yaml:4:16: builds docker/Dockerfile (context docker, target gpu, CUDA=12.4.1, USER)",
                "docker/Dockerfile:3:20: installs docker/requirements.txt",
                "docker/requirements.txt:2:4: is limited by constraints.txt",
                "setup.sh:1:21: makes the environment of environment.yml",
                "setup.sh:2:31: builds docker/Dockerfile (context ., X)",
            ],
            _project.Run("graph").OutputLines);
        Assert.Equal(["docker/requirements.txt:2:4: is limited by constraints.txt"], _project.Run("graph", "constraints.txt").OutputLines);
        Assert.Equal(["setup.sh:1:21: makes the environment of environment.yml", "setup.sh:2:31: builds docker/Dockerfile (context ., X)"], _project.RunIn("docker", "graph", "../setup.sh").OutputLines);
        Assert.Empty(_project.Run("graph", "alone").Output);
        Assert.Equal(2, _project.Run("graph", "missing").ExitCode);
        Assert.Equal(2, _project.Run("graph", "--format", "dot").ExitCode);
    }

    [Fact]
    public void The_graph_as_json()
    {
        WithProject();

        using var json = JsonDocument.Parse(_project.Run("graph", "compose.yaml", "--format", "json").Output);
        Assert.Equal(1, json.RootElement.GetProperty("version").GetInt32());
        Assert.Equal(
            "{\"kind\":\"build\",\"from\":\"compose.yaml\",\"line\":4,\"column\":16,\"to\":\"docker/Dockerfile\",\"context\":\"docker\",\"target\":\"gpu\",\"arguments\":[{\"name\":\"CUDA\",\"value\":\"12.4.1\"},{\"name\":\"USER\",\"value\":null}]}",
            JsonSerializer.Serialize(Assert.Single(json.RootElement.GetProperty("links").EnumerateArray().ToList())));
        using var list = JsonDocument.Parse(_project.Run("graph", "constraints.txt", "--format", "json").Output);
        Assert.Equal("constraints", Assert.Single(list.RootElement.GetProperty("links").EnumerateArray().ToList()).GetProperty("kind").GetString());
    }

    private void WithProject() => _project
        .With("compose.yaml", "services:\n  a:\n    build:\n      context: docker\n      target: gpu\n      args:\n        CUDA: 12.4.1\n        USER:\n")
        .With("docker/Dockerfile", "FROM python:3.11 AS gpu\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n")
        .With("docker/requirements.txt", "numpy\n-c ../constraints.txt\n")
        .With("requirements.txt", "numpy\n")
        .With("constraints.txt", "numpy<3\n")
        .With("environment.yml", "dependencies:\n  - python=3.10\n")
        .With("setup.sh", "conda env create -f environment.yml\ndocker build --build-arg X -f docker/Dockerfile .\n")
        .With("alone/Dockerfile", "FROM python:3.11\n");

    [Fact]
    public void The_facts_of_a_wsl_file_are_its_settings()
    {
        _project.With(".wslconfig", "[wsl2]\nmemory=8GB\nmemory=4GB\n");

        using var json = JsonDocument.Parse(_project.Run("facts", ".wslconfig").Output);

        var settings = json.RootElement.GetProperty("settings").EnumerateArray().ToList();
        Assert.Equal(["8GB", "4GB"], settings.Select(static setting => setting.GetProperty("value").GetString()));
        Assert.True(settings[0].GetProperty("effective").GetBoolean());
        Assert.False(settings[1].TryGetProperty("effective", out _));
    }

    [Fact]
    public void The_kind_can_be_given_by_hand()
    {
        _project.With("x", "FROM a\n");

        Assert.Contains("\"type\": \"From\"", _project.Run("ast", "x", "--kind", "dockerfile").Output, StringComparison.Ordinal);
    }

    // Number of nodes.
    private static int CheckSpans(JsonElement element, int length)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                return element.EnumerateArray().Sum(item => CheckSpans(item, length));
            case JsonValueKind.Object:
                var count = 0;
                if (element.TryGetProperty("span", out var span))
                {
                    Assert.InRange(span[0].GetInt32(), 0, length);
                    Assert.InRange(span[1].GetInt32(), span[0].GetInt32(), length);
                    count++;
                }

                return count + element.EnumerateObject().Sum(property => CheckSpans(property.Value, length));
            default:
                return 0;
        }
    }
}
