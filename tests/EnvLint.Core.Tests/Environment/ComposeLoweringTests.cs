using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Manifests;
using EnvLint.Manifests.Compose;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Environment;

public sealed class ComposeLoweringTests
{
    [Fact]
    public void Images_builds_and_gpus()
    {
        const string Text = """
            services:
              web:
                image: docker.io/nvidia/cuda:12.4.1-base-ubuntu22.04
                gpus: all
              train:
                image: mine:1
                build:
                  context: train
                  dockerfile: gpu.Dockerfile
                  target: final
                  args: {CUDA: 12.4.1, NAME: }
                deploy:
                  resources:
                    reservations:
                      devices:
                        - driver: nvidia
                          count: 1
                          device_ids: ["0"]
                          capabilities: [gpu, utility]
            """;
        var facts = Facts(Text);
        var image = Assert.Single(facts.Images);
        Assert.Equal(("nvidia/cuda", "12.4.1-base-ubuntu22.04", ImageRole.Service), (image.Reference?.Repository, image.Reference?.Tag, image.Role));
        Assert.Equal("docker.io/nvidia/cuda:12.4.1-base-ubuntu22.04", Text.Substring(image.Span.Start, image.Span.Length));
        Assert.Equal(ScopeKind.Container, image.Scope.Kind);

        var build = Assert.Single(facts.ImageBuilds);
        Assert.True(build.IsComplete);
        Assert.Equal(("train", "gpu.Dockerfile", "final"), (build.Context?.Value, build.Dockerfile?.Value, build.Target?.Value));
        Assert.Equal([("CUDA", "12.4.1"), ("NAME", null)], build.Arguments.Select(static argument => (argument.Name, argument.Value?.Value)));

        Assert.Equal([ComposeGpuForm.Gpus, ComposeGpuForm.Reservation], facts.GpuRequests.Select(static request => request.Form));
        var request = facts.GpuRequests[1];
        Assert.Equal(("nvidia", "1"), (request.Driver?.Value, request.Count?.Value));
        Assert.Equal(["0"], request.DeviceIds.Select(static word => word.Value));
        Assert.Equal(["gpu", "utility"], request.Capabilities.Select(static word => word.Value));

        Assert.Equal(["web", "train"], facts.Services.Select(static service => service.Service.Name));
        Assert.Same(image, facts.Services[0].Image);
        Assert.Null(facts.Services[1].Image);
        Assert.Same(build, facts.Services[1].Build);
        Assert.Equal(2, facts.Sequences.Length);
        Assert.All(facts.Sequences, static sequence => Assert.Equal(ShellOrigin.Service, sequence.Origin));
    }

    [Theory]
    [InlineData("nvidia/cuda:${TAG:-12.4.1}-base", "nvidia/cuda:12.4.1-base", "TAG=12.4.1")]
    [InlineData("nvidia/cuda:${TAG-12.4.1}", "nvidia/cuda:12.4.1", "TAG=12.4.1")]
    [InlineData("a:${B:-x${C:-y}}", "a:xy", "C=y B=xy")]
    [InlineData("a:${ENVTAG}", "a:1.2", "ENVTAG=1.2")]
    [InlineData("a:$ENVTAG-x", "a:1.2-x", "ENVTAG=1.2")]
    [InlineData("a:${ENVTAG:-9}", "a:1.2", "ENVTAG=1.2")]
    [InlineData("a:${EMPTY:-9}", "a:9", "EMPTY=9")]
    [InlineData("a:${EMPTY-9}", "a:", "EMPTY=")]
    [InlineData("a${ENVTAG:+-gpu}", "a-gpu", "ENVTAG=1.2")]
    [InlineData("a${EMPTY:+-gpu}", "a", "")]
    [InlineData("a:${ENVTAG:?no tag}", "a:1.2", "ENVTAG=1.2")]
    [InlineData("a:${QUOTED}", "a:q # r", "QUOTED=q # r")]
    [InlineData("a$$b", "a$b", "")]
    [InlineData("a:${X:-}", "a:", "X=")]
    [InlineData("a:${TAG}", null, "")]
    [InlineData("a:$TAG", null, "")]
    [InlineData("a:${TAG:?set it}", null, "")]
    [InlineData("a${TAG:+-gpu}", null, "")]
    [InlineData("a:${MADE:-1}", null, "")]
    [InlineData("a:${B:-x${C}}", null, "")]
    [InlineData("a:${", null, "")]
    [InlineData("a:$(date)", null, "")]
    [InlineData("'{{ image }}'", null, "")]
    public void Variables_of_compose(string image, string? value, string origins)
    {
        var files = new SomeFiles { ["a/.env"] = "# c\nENVTAG = 1.2  # why\nexport EMPTY=\nQUOTED=\"q # r\"\nMADE=${OTHER}\n" };
        var text = $"services:\n  s:\n    image: {image}\n";
        var word = Assert.Single(Analyze(text, files).Facts!.Images).Word;
        Assert.Equal(value, word.Value);
        Assert.Equal(image.Trim('\''), word.Raw);
        if (value is not null)
        {
            Assert.Equal(origins, string.Join(' ', word.Origins.Select(static origin => $"{origin.Variable}={origin.Value}")));
        }

        foreach (var origin in word.Origins)
        {
            if (origin.File is { } file)
            {
                Assert.Equal("a/.env", file.Path);
                Assert.Equal(origin.Value, file.ToString(origin.Span));
            }
            else if (!origin.Value.Contains('x', StringComparison.Ordinal) && origin.Value.Length > 0)
            {
                Assert.Equal(origin.Value, text.Substring(origin.Span.Start, origin.Span.Length));
            }
        }
    }

    [Theory]
    [InlineData("command: python train.py --lr 1e-4 'a b'", "python [train.py] [--lr] [1e-4] [a b]")]
    [InlineData("command: [python, train.py, --x=1]", "python [train.py] [--x=1]")]
    [InlineData("command: [pip, install, torch]", "pip [install] [torch]")]
    [InlineData("command: --model x", "")]
    [InlineData("command: a && b", "a")]
    [InlineData("command: echo ${X} b", "echo [?${X}] [b]")]
    [InlineData("command: echo $$HOME", "echo [$HOME]")]
    [InlineData("command: bash -c 'a && b'", "bash [-c] [a && b]\na\nb")]
    [InlineData("command: bash -c \"echo $$A $$B ${C}\"", "bash [-c] [?\"echo $$A $$B ${C}\"]\necho [1] [?$B] [?${C}]")]
    [InlineData("command: [sh, -c, 'echo ${A}']", "sh [-c] [?echo ${A}]\necho [?${A}]")]
    [InlineData("entrypoint: [bash, -c]\n    command: ['x; y']", "bash [-c] [x; y]\nx\ny")]
    [InlineData("entrypoint: python\n    command: -m x", "python [-m] [x]")]
    [InlineData("healthcheck: {test: curl x || exit 1}", "curl [x]\nexit [1] conditional")]
    [InlineData("healthcheck: {test: [CMD, curl, x]}", "curl [x]")]
    [InlineData("healthcheck: {test: [CMD-SHELL, 'curl x | y']}", "curl [x] ignored\ny")]
    [InlineData("healthcheck: {disable: true}", "")]
    [InlineData("healthcheck: {test: [NONE]}", "")]
    [InlineData("command:", "")]
    public void Commands(string entries, string expected)
    {
        var facts = Facts($"services:\n  s:\n    environment: {{A: 1}}\n    {entries}\n");
        Assert.Equal(expected, string.Join('\n', facts.Commands.Select(FactText.Show)));
        Assert.All(facts.Commands, static use => Assert.Equal(ScopeKind.Container, use.Scope.Kind));
        Assert.All(facts.Shells, static shell => Assert.Equal(ShellOrigin.Service, shell.Origin));
    }

    [Fact]
    public void Places_in_shell_text()
    {
        const string Text = """
            services:
              s:
                command: >
                  bash -c "pip install
                  torch==2.1.0 &&
                  python x.py"
                entrypoint: []
            """;
        var facts = Facts(Text);
        var torch = Assert.Single(facts.Packages);
        Assert.Equal("torch==2.1.0", Text.Substring(torch.Word.Span.Start, torch.Word.Span.Length));
        Assert.Equal(["bash", "pip", "python"], facts.Commands.Select(static use => use.Program));
        Assert.Single(facts.Environments);
    }

    [Fact]
    public void What_services_share_is_one_fact()
    {
        var facts = Facts("""
            x-common: &common
              image: a:1
              gpus: all
              environment: {A: 1}
              command: [pip, install, x]
            services:
              one: {<<: *common}
              two: {<<: *common}
            """);
        Assert.Single(facts.Images);
        Assert.Single(facts.GpuRequests);
        Assert.Single(facts.Variables);
        Assert.Single(facts.Commands);
        Assert.Equal(2, facts.Services.Length);
        Assert.Same(facts.Services[0].Image, facts.Services[1].Image);
        Assert.Same(Assert.Single(facts.Services[0].Gpus), Assert.Single(facts.Services[1].Gpus));
    }

    [Fact]
    public void A_Dockerfile_inside()
    {
        const string Text = """
            services:
              a:
                build:
                  context: .
                  dockerfile_inline: |
                    FROM ubuntu:22.04
                    RUN echo $$PATH && apt-get install x
              b:
                build:
                  dockerfile_inline: |
                    FROM ${BASE}
            """;
        var file = Analyze(Text);
        var embedded = Assert.Single(file.Embedded);
        Assert.Equal(ManifestKind.Dockerfile, embedded.Kind);
        Assert.Equal("FROM ubuntu:22.04\nRUN echo $PATH && apt-get install x\n", embedded.Text.Text);
        var at = embedded.Text.Text.IndexOf("apt-get", StringComparison.Ordinal);
        Assert.Equal(Text.IndexOf("apt-get", StringComparison.Ordinal), embedded.Text.ToFile(new TextSpan(at, 7)).Start);
        Assert.Empty(file.Facts!.ImageBuilds);
    }

    [Fact]
    public void What_another_file_says_has_no_place_here()
    {
        var files = new SomeFiles { ["a/base.yml"] = "services:\n  b:\n    image: x\n    build: {context: q, args: {A: 1}}\n    command: [pip, install, y]\n    gpus: all\n    environment: [K=1]\n" };
        var facts = Analyze("services:\n  s:\n    extends: {file: base.yml, service: b}\n  t:\n    extends: {file: base.yml, service: b}\n    build: {dockerfile: D}\n", files).Facts!;
        Assert.Empty(facts.Images);
        Assert.Empty(facts.GpuRequests);
        Assert.Empty(facts.Variables);
        Assert.Empty(facts.Commands);
        Assert.Single(facts.Services[0].Service.GpuRequests);
        Assert.False(Assert.Single(facts.ImageBuilds).IsComplete);
    }

    [Fact]
    public void A_template_has_no_facts() => Assert.Null(Analyze("services:\n{% if x %}\n  a: {image: b}\n{% endif %}\n").Facts);

    [Fact]
    public void In_a_guide_and_written_by_a_script()
    {
        const string Guide = "# Run\n\n```yaml\nservices:\n  a:\n    image: b:1\n```\n\n```yaml\nservices:\n  - a\n```\n\n```yaml\njobs: x\nservices:\n  a: {image: b}\n```\n";
        Assert.Equal(ManifestKind.Compose, Assert.Single(FactText.Analyze("README.md", Guide).Embedded).Kind);
        const string Script = "cat > docker-compose.yml <<'EOF'\nservices:\n  a:\n    image: b:1\nEOF\n";
        Assert.Equal(ManifestKind.Compose, Assert.Single(FactText.Analyze("run.sh", Script).Embedded).Kind);
    }

    [Fact]
    public void A_part_of_a_file_in_a_guide_has_no_errors()
    {
        const string Part = "services:\n  a:\n    <<: *common\n    image: b\n";
        Assert.NotEmpty(Analyze(Part).Errors);
        var guide = FactText.Analyze("README.md", $"# Run\n\n```yaml\n{Part}```\n");
        var embedded = Assert.Single(guide.Embedded);
        var inner = FileAnalysis.Create(new SourceText(embedded.Path, embedded.Text.Text), embedded.Kind, AnalysisOptions.None, guide, CancellationToken.None);
        Assert.Empty(inner.Errors);
        Assert.False(inner.Facts!.Services[0].Service.IsComplete);
    }

    private static FileFacts Facts(string text) => Analyze(text).Facts!;

    private static FileAnalysis Analyze(string text, ILinkedFiles? files = null) =>
        FileAnalysis.Create(new SourceText("a/compose.yaml", text), ManifestKind.Compose, new AnalysisOptions { Files = files }, outer: null, CancellationToken.None);

    private sealed class SomeFiles : Dictionary<string, string>, ILinkedFiles
    {
        public SourceText? Read(string path) => TryGetValue(path, out var text) ? new SourceText(path, text) : null;
    }
}
