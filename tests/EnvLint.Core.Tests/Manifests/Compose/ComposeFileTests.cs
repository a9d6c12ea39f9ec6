using EnvLint.Environment;
using EnvLint.Environment.Lowering;
using EnvLint.Manifests.Compose;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Manifests.Compose;

public sealed class ComposeFileTests
{
    [Fact]
    public void What_a_service_says()
    {
        var file = Read("""
            x-gpu: &gpu
              driver: nvidia
              count: all
              capabilities: [gpu]
            services:
              web:
                image: "nvidia/cuda:12.4.1-base-ubuntu22.04"
                command: python -m app
                entrypoint: [bash, -c]
                environment:
                  A: b
                  C:
                healthcheck:
                  test: [CMD-SHELL, curl x]
                gpus: all
                runtime: nvidia
                privileged: true
                devices: ["/dev/nvidia0:/dev/nvidia0", /dev/snd, "${X}"]
              train:
                build:
                  context: ./train
                  dockerfile: gpu.Dockerfile
                  target: final
                  args: [A=1, B, "C=d=e"]
                deploy:
                  resources:
                    reservations:
                      devices:
                        - *gpu
                        - capabilities: [gpu]
              small:
                build: dir
                environment: [X=1, Y]
                privileged: false
                deploy: {}
            """);
        Assert.True(file.IsComplete);
        Assert.Equal(["web", "train", "small"], file.Services.Select(static service => service.Name));
        Assert.All(file.Services, static service => Assert.True(service.IsComplete));

        var web = file.Find("web")!;
        Assert.Equal("nvidia/cuda:12.4.1-base-ubuntu22.04", web.Image?.Scalar.Value);
        Assert.False(web.Command!.IsList);
        Assert.Equal(["bash", "-c"], web.Entrypoint!.Words.Select(static word => word.Scalar.Value));
        Assert.Equal(["CMD-SHELL", "curl x"], web.Healthcheck!.Words.Select(static word => word.Scalar.Value));
        Assert.Equal(["A b", "C "], web.Environment.Select(static pair => $"{pair.Name} {pair.Text?.Scalar.Value}"));
        Assert.Equal("Gpus gpus: all|Runtime runtime: nvidia|Privileged privileged: true|Device \"/dev/nvidia0:/dev/nvidia0\"|Device \"${X}\"", Gpus(web));

        var train = file.Find("train")!;
        Assert.Null(train.Image);
        Assert.Equal(("./train", "gpu.Dockerfile", "final"), (train.Build!.Context?.Scalar.Value, train.Build.Dockerfile?.Scalar.Value, train.Build.Target?.Scalar.Value));
        Assert.Equal(["A|A=1|1", "B|B|", "C|\"C=d=e\"|d=e"], train.Build.Arguments.Select(pair => $"{pair.Name}|{Around(file, pair.Span)}|{pair.Text?.Scalar.Value[pair.ValueStart..]}"));
        Assert.Equal("Reservation *gpu|Reservation capabilities: [gpu]", Gpus(train));

        var small = file.Find("small")!;
        Assert.Equal("dir", small.Build!.Context?.Scalar.Value);
        Assert.Equal(["X", "Y"], small.Environment.Select(static pair => pair.Name));
        Assert.Empty(small.GpuRequests);
    }

    [Fact]
    public void Anchors_and_merge_keys()
    {
        var file = Read("""
            x-common: &common
              image: a/b:1
              environment: &env
                A: 1
              deploy:
                resources: {reservations: {devices: [{capabilities: [gpu]}]}}
            services:
              gpu:
                <<: *common
                environment:
                  <<: *env
                  B: 2
              cpu:
                <<: [*common]
                image: a/b:cpu
                deploy: {}
              reset:
                <<: *common
                deploy: !reset null
            """);
        Assert.Equal("a/b:1", file.Find("gpu")!.Image?.Scalar.Value);
        Assert.Equal(["B", "A"], file.Find("gpu")!.Environment.Select(static pair => pair.Name));
        Assert.Single(file.Find("gpu")!.GpuRequests);
        Assert.Equal("a/b:cpu", file.Find("cpu")!.Image?.Scalar.Value);
        Assert.Empty(file.Find("cpu")!.GpuRequests);
        Assert.Empty(file.Find("reset")!.GpuRequests);
        Assert.All(file.Services, static service => Assert.True(service.IsComplete));
    }

    [Fact]
    public void Extended_services_add_to_their_own()
    {
        var file = Read("""
            services:
              base:
                image: a
                gpus: all
                environment: {A: 1, B: 1}
                build: {context: ., args: {X: 1}}
              one:
                extends: base
                image: b
                environment: [B=2]
                build: {args: {X: 2}}
              two:
                extends: {service: one}
                gpus: !reset []
            """);
        var one = file.Find("one")!;
        Assert.True(one.IsComplete);
        Assert.Equal("b", one.Image?.Scalar.Value);
        Assert.Equal(["B=2", "1", "1"], one.Environment.Select(static pair => pair.Text!.Scalar.Value));
        Assert.Equal(".", one.Build!.Context?.Scalar.Value);
        Assert.Equal(["2", "1"], one.Build.Arguments.Select(static pair => pair.Text!.Scalar.Value));
        Assert.Single(one.GpuRequests);
        Assert.Empty(file.Find("two")!.GpuRequests);
    }

    [Fact]
    public void Services_of_another_file()
    {
        var files = new SomeFiles
        {
            ["docker/gpu.yml"] = "services:\n  g:\n    extends: {file: ../base.yml, service: b}\n    gpus: all\n",
            ["base.yml"] = "services:\n  b: {image: x}\n  back: {extends: {file: docker/compose.yml, service: s}}\n",
        };
        const string Text = """
            services:
              s:
                extends: {file: gpu.yml, service: g}
              gone:
                extends: {file: gone.yml, service: g}
              none:
                extends: {file: gpu.yml, service: none}
              circle:
                extends: {file: ../base.yml, service: back}
              outside:
                extends: {file: ../../base.yml, service: b}
              unknown:
                extends: {file: "${FILE}", service: b}
            """;
        var file = LinkedCompose.Read(new SourceText("docker/compose.yml", Text), files, CancellationToken.None);
        var service = file.Find("s")!;
        Assert.True(service.IsComplete);
        Assert.Equal("base.yml", service.Image?.File.Source.Path);
        Assert.Equal("docker/gpu.yml", Assert.Single(service.GpuRequests).File.Source.Path);
        Assert.All(file.Services.Skip(1), static other => Assert.False(other.IsComplete));
    }

    [Theory]
    [InlineData("image: *nothing")]
    [InlineData("<<: *nothing\n    image: a")]
    [InlineData("image: {{ image }}")]
    [InlineData("image: [a]")]
    [InlineData("extends: other")]
    [InlineData("extends: s")]
    [InlineData("extends: {file: other.yml, service: s}")]
    [InlineData("extends: ${X}")]
    [InlineData("environment: text")]
    [InlineData("deploy: [a]")]
    [InlineData("devices: {a: b}")]
    [InlineData("command: {a: b}")]
    [InlineData("build: [a]")]
    public void What_is_not_known_is_a_gap(string entry) => Assert.False(Read($"services:\n  s:\n    {entry}\n").Services[0].IsComplete);

    [Theory]
    [InlineData("image:")]
    [InlineData("deploy:")]
    [InlineData("environment: []")]
    [InlineData("devices: []")]
    [InlineData("deploy: {resources: {limits: {cpus: 1}}}")]
    [InlineData("build: {context: .}")]
    [InlineData("hostname: '{{.Node.Hostname}}'")]
    public void What_is_empty_is_no_gap(string entry)
    {
        var file = Read($"services:\n  s:\n    {entry}\n");
        Assert.True(file.Services[0].IsComplete);
        Assert.Empty(file.Services[0].GpuRequests);
    }

    [Theory]
    [InlineData("services:\n{% for s in services %}\n  {{ s }}:\n    image: x\n{% endfor %}\n", true)]
    [InlineData("services:\n  a:\n    image: x{{- if .y }}:\n {{ end }}\n", true)]
    [InlineData("services:\n  a:\n    image: <%= x %>\n", true)]
    [InlineData("services:\n  a:\n    image: '{{ image }}'\n", false)]
    [InlineData("services:\n  a:\n    hostname: \"{{.Node.Hostname}}\"\n", false)]
    [InlineData("services: {}\n# {% x %}\n", false)]
    public void Templates_are_left_alone(string text, bool isTemplate)
    {
        var file = Read(text);
        Assert.Equal(isTemplate, file.IsTemplate);
        Assert.Equal(isTemplate, file.Root is null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("services:")]
    [InlineData("services: []")]
    [InlineData("services: text")]
    [InlineData("- a")]
    [InlineData("services:\n  ? [a]\n  : b")]
    public void A_file_without_services(string text) => Assert.Empty(Read(text).Services);

    [Fact]
    public void A_service_that_is_no_mapping()
    {
        var file = Read("services:\n  a:\n  b: text\n  c: [1]\n");
        Assert.All(file.Services, static service => Assert.False(service.IsComplete));
        Assert.All(file.Services, static service => Assert.Empty(service.Layers));
    }

    private static string Gpus(ComposeService service) => string.Join('|', service.GpuRequests.Select(request => $"{request.Form} {request.File.Source.ToString(request.Span)}"));

    // A quoted text with its quotes.
    private static string Around(ComposeFile file, TextSpan span) =>
        file.Source.Content[span.Start - 1] == '"' ? file.Source.Content[(span.Start - 1)..(span.End + 1)] : file.Source.ToString(span);

    private static ComposeFile Read(string text) => ComposeFile.Create(new SourceText("compose.yaml", text), open: null, CancellationToken.None);

    private sealed class SomeFiles : Dictionary<string, string>, ILinkedFiles
    {
        public SourceText? Read(string path) => TryGetValue(path, out var text) ? new SourceText(path, text) : null;
    }
}
