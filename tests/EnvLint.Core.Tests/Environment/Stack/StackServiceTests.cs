using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Stack;
using EnvLint.Manifests;
using EnvLint.Testing;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Environment.Stack;

public sealed class StackServiceTests
{
    private static readonly TargetProfile Blackwell = new("b", TargetPlatform.Linux) { Driver = "575.57.08", Gpu = "RTX 5090" };

    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal)
    {
        ["app/Dockerfile"] = "ARG CUDA=12.4.1\nFROM nvidia/cuda:${CUDA}-devel-ubuntu22.04 AS base\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nFROM base AS train\nRUN pip install numpy\nFROM base AS serve\n",
        ["app/requirements.txt"] = "torch==2.4.1+cu124\n",
    };

    [Fact]
    public void A_service_is_what_it_builds_with_its_arguments()
    {
        var answer = Assert.Single(Solve("services:\n  web:\n    build:\n      context: app\n      target: train\n      args:\n        CUDA: 12.6.3\n", Blackwell));
        Assert.Equal("compose.yaml (service web)", answer.Stack.Name);
        Assert.Equal(StackVerdict.Conflict, answer.Verdict);
        Assert.Contains(answer.Stack.Parts, static part => part.Layer == StackLayer.Image && part.Today.Text == "nvidia/cuda:12.6.3-devel-ubuntu22.04");
        Assert.Contains(answer.Stack.Parts, static part => part.Name == "torch" && part.Place.File.Path == "app/requirements.txt");
    }

    [Fact]
    public void A_service_is_the_image_that_it_runs()
    {
        var answer = Assert.Single(Solve("services:\n  web:\n    image: nvidia/cuda:12.4.1-runtime-ubuntu22.04\n  cache:\n    image: redis:7\n", Blackwell));
        Assert.Equal("compose.yaml (service web)", answer.Stack.Name);
    }

    [Theory]
    [InlineData("services:\n  web:\n    build: ${DIR}\n")]
    [InlineData("services:\n  web:\n    build: other\n")]
    [InlineData("services:\n  web:\n    image: ${IMAGE}\n")]
    [InlineData("services:\n  cache:\n    image: redis:7\n")]
    public void What_is_not_known_or_of_no_concern_is_none(string text) => Assert.Empty(Solve(text, Blackwell));

    [Theory]
    [InlineData("torch==2.4.1\ntorchvision==0.18.1\n", "torchvision 0.18.1 belongs to torch 2.3.1, and torch 2.4.1 is installed with it", "torchvision 0.19.1")]
    [InlineData("torch==2.5.1\ntorchaudio==2.4.1\n", "torchaudio 2.4.1 belongs to torch 2.4.1, and torch 2.5.1 is installed with it", "torchaudio 2.5.1")]
    public void Companions_that_do_not_belong_together_are_a_conflict(string text, string sentence, string mend)
    {
        var answer = Assert.Single(Solve("requirements.txt", text, Blackwell));
        Assert.Equal(StackVerdict.Conflict, answer.Verdict);
        Assert.Equal(sentence, answer.Conflict?.Sentence);
        Assert.Equal(["torch", mend.Split(' ')[0]], answer.Conflict!.Parts.Select(static part => part.Name));
        Assert.Equal(mend, Assert.Single(answer.Mends));
    }

    private static List<StackAnswer> Solve(string text, TargetProfile target) => Solve("compose.yaml", text, target);

    private static List<StackAnswer> Solve(string path, string text, TargetProfile target)
    {
        var options = new AnalysisOptions { Target = target, Files = new MemoryFiles(Files) };
        var source = new SourceText(path, text);
        var file = FileAnalysis.Of(source, ManifestClassifier.Classify(path, text), options, CancellationToken.None);
        return [.. ProjectStacks.Read(file, options, CancellationToken.None).Select(stack => StackSolver.Solve(stack, target))];
    }
}
