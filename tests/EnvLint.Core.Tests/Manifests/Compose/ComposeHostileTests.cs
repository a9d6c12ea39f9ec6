using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Manifests;
using EnvLint.Testing;
using EnvLint.Text;
using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.Core.Tests.Manifests.Compose;

/// <summary>Any text has a view and facts, with places inside it: cut anywhere, made by chance, or made with malice.</summary>
public sealed class ComposeHostileTests
{
    private const int Size = 1 << 16;

    private const string Whole = """
        # head
        x-env: &env {A: "1", B: '${B:-two ${C:-three}}'}
        services:
          web: &web
            image: "nvidia/cuda:${TAG:-12.4.1}-base"
            command: bash -c "pip install 'torch==2.1' && echo $$HOME ${X}"
            environment: {<<: *env, C: d}
            healthcheck: {test: [CMD-SHELL, "curl -f x || exit 1"]}
            deploy:
              resources:
                reservations:
                  devices:
                    - {driver: nvidia, count: 1, capabilities: [gpu]}
          other:
            <<: *web
            build:
              context: .
              args: [CUDA=${CUDA:-12.4}, "T=x"]
              dockerfile_inline: |
                FROM ubuntu:22.04
                RUN echo $$PATH
            command: ["python", '-c', >-
              import
              torch]
            extends: web
        """;

    [Fact]
    public void A_text_cut_anywhere_has_facts()
    {
        foreach (var text in new[] { Whole, Whole.Replace("\n", "\r\n", StringComparison.Ordinal) })
        {
            for (var length = 0; length < text.Length; length++)
            {
                Analyze(text[..length]);
                Analyze("services:\n" + text[length..]);
            }
        }
    }

    [Fact]
    public void Any_text_has_facts()
    {
        string[] pieces =
        [
            "services:\n", "  a:\n", "    ", "image: ", "build: ", "args: ", "command: ", "entrypoint: ", "environment: ", "extends: ", "deploy: ", "gpus: ", "devices: ", "healthcheck: ", "test: ",
            "context: ", "dockerfile_inline: |\n", "FROM x\n", "bash -c ", "CMD-SHELL", "- ", "[", "]", "{", "}", ", ", "\n", "\r\n", "\"", "'", "\\", "$", "$$", "${A", ":-", ":+", "?", "}", "{{.X}}",
            "&a ", "*a", "<<: ", "!reset ", "a", "X=1", "=", " ", "🦄", "\u2028", "#", ">-\n", ";", "&&",
        ];
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(60),
            Prop.ForAll(
                Gen.Elements(pieces).ListOf().ToArbitrary(),
                parts => { Analyze("services:\n  a:\n    " + string.Concat(parts)); }));
    }

    // Nothing is timed. A text of this size with work for each pair of lines would not end while somebody waits.
    [Theory]
    [InlineData("services:\n  a:\n    command: ", "${", "")]
    [InlineData("services:\n  a:\n    command: ", "${a:-", "")]
    [InlineData("services:\n  a:\n    command: '", "$$ ", "'")]
    [InlineData("services:\n  a:\n    command: '", "\\\" ", "'")]
    [InlineData("services:\n  a:\n    command: '", "bash -c ", "'")]
    [InlineData("services:\n  a:\n    command: [", "a, ", "]")]
    [InlineData("services:\n  a:\n    environment: [", "a=${a:-b}, ", "]")]
    [InlineData("services:\n  a:\n    deploy: ", "{a: ", "")]
    [InlineData("services:\n  a:\n    devices:\n", "      - /dev/nvidia0\n", "")]
    [InlineData("services:\n", "  a: {extends: a}\n", "")]
    [InlineData("services:\n", "  {", "")]
    public void Work_grows_with_the_length(string head, string part, string tail) =>
        Analyze(head + string.Concat(Enumerable.Repeat(part, Size / part.Length)) + tail);

    [Fact]
    public void Anchors_that_multiply_are_bounded()
    {
        // Each service takes over all variables: 2,000 × 2,000.
        var variables = string.Concat(Enumerable.Range(0, 2000).Select(static i => $"  V{i}: x\n"));
        var services = string.Concat(Enumerable.Range(0, 2000).Select(static i => $"  s{i}:\n    environment: *env\n    command: [*c, *c]\n"));
        var file = Analyze($"x-c: &c bash\nx-env: &env\n{variables}services:\n{services}");
        Assert.Equal(2000, file.Compose!.Services.Length);
        Assert.True(file.Compose.Services[0].IsComplete);
        Assert.False(file.Compose.Services[^1].IsComplete);
        Assert.True(file.Compose.Services.Sum(static service => service.Environment.Length) < 200_000);

        // The same with merge keys, and with services that extend each other.
        services = string.Concat(Enumerable.Range(0, 2000).Select(static i => $"  s{i}:\n    <<: *env\n"));
        Assert.False(Analyze($"x-env: &env\n{variables}services:\n{services}").Compose!.Services[^1].IsComplete);
        services = string.Concat(Enumerable.Range(0, 2000).Select(static i => $"  s{i}:\n    extends: s{i + 1}\n    environment: [A{i}=1]\n"));
        Assert.True(Analyze($"services:\n{services}").Compose!.Services.Sum(static service => service.Layers.Length) < 40_000);
    }

    [Fact]
    public void Aliases_that_multiply_are_not_followed()
    {
        var text = "a0: &a0 [x]\n" + string.Concat(Enumerable.Range(1, 40).Select(static i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n"));
        var file = Analyze(text + "services:\n  s:\n    command: *a40\n    devices: *a40\n    deploy: *a40\n");
        Assert.False(file.Compose!.Services[0].IsComplete);
    }

    private static FileAnalysis Analyze(string text)
    {
        var file = FileAnalysis.Create(new SourceText("compose.yaml", text), ManifestKind.Compose, AnalysisOptions.None, outer: null, CancellationToken.None);
        var facts = file.Facts ?? new FileFacts();
        TreeAssert.Within(text, facts.Services.Select(static fact => fact.Span));
        TreeAssert.Within(text, facts.Services.SelectMany(static fact => fact.Words).Select(static word => word.Span));
        TreeAssert.Within(text, facts.Commands.SelectMany(static fact => fact.Arguments.Append(fact.ProgramWord)).Select(static word => word.Span));
        TreeAssert.Within(text, facts.Images.Select(static fact => fact.Span));
        TreeAssert.Within(text, facts.ImageBuilds.SelectMany(static fact => fact.Arguments).Select(static argument => argument.Span));
        TreeAssert.Within(text, facts.GpuRequests.Select(static fact => fact.Span));
        TreeAssert.Within(text, facts.Variables.Select(static fact => fact.Span));
        TreeAssert.Within(text, file.Embedded.Select(static embedded => embedded.Text.ToFile(new TextSpan(0, embedded.Text.Text.Length))));
        return file;
    }
}
