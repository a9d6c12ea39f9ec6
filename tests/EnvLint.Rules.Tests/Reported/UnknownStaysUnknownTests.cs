using EnvLint.Configuration;
using EnvLint.Engine;
using EnvLint.Manifests;
using EnvLint.Rules;
using EnvLint.Testing;
using EnvLint.Text;

namespace EnvLint.Rules.Tests.Reported;

/// <summary>What the files leave open, and what is newer than the tables, gives no finding of compatibility, whatever the target.</summary>
public sealed class UnknownStaysUnknownTests
{
    private static readonly string?[] s_targets =
    [
        null,
        "platform=wsl2,driver=551.78,gpu=RTX 3060",
        "platform=linux,driver=575.57.08,gpu=RTX 5090",
        "platform=linux,driver=570.124.06,gpu=V100",
        "platform=windows,driver=551.78,gpu=RTX 3060",
    ];

    [Theory]
    [InlineData("ARG CUDA\nFROM nvidia/cuda:${CUDA}-devel-ubuntu22.04\nRUN pip install --no-cache-dir ${PACKAGES}\n")]
    [InlineData("ARG TAG\nFROM ${TAG}\nRUN pip install --no-cache-dir torch==${TORCH}\n")]
    [InlineData("FROM registry.corp/ml/base:7\nRUN pip install --no-cache-dir torch\nRUN pip install --no-cache-dir onnxruntime-gpu==1.18.0\n")]
    [InlineData("FROM registry.corp/cuda:13.0.1-devel-ubuntu24.04\nENV TORCH_CUDA_ARCH_LIST=7.0\nRUN make\n")]
    [InlineData("FROM nvidia/cuda:99.1.0-devel-ubuntu99.04\nENV TORCH_CUDA_ARCH_LIST=\"17.0\"\nRUN make\n")]
    [InlineData("FROM pytorch/pytorch:99.1.0-cuda99.1-cudnn99-devel\nRUN pip install --no-cache-dir torch==99.1.0\n")]
    [InlineData("FROM nvcr.io/nvidia/pytorch:99.01-py3\nRUN pip install --no-cache-dir transformers\n")]
    [InlineData("FROM tensorflow/tensorflow:99.0.0-gpu\n")]
    [InlineData("FROM vendor/unknown-cuda-thing:latest\nRUN apt-get update && apt-get install -y cuda-nvcc-99-1 && rm -rf /var/lib/apt/lists/*\n")]
    [InlineData("FROM ubuntu:99.04\nRUN apt-get update && apt-get install -y cuda-toolkit-99-1 && rm -rf /var/lib/apt/lists/*\n")]
    public void Dockerfiles(string text) => Silent("Dockerfile", text);

    [Theory]
    [InlineData("torch==99.0.0\ntorchvision==99.0.0\n")]
    [InlineData("--index-url https://pypi.corp/simple\ntorch==2.12.0\nonnxruntime-gpu\n")]
    [InlineData("--extra-index-url https://pypi.corp/simple\ntorch\n")]
    [InlineData("--find-links wheels/\ntorch==2.12.0\n")]
    [InlineData("--index-url ${INDEX}\ntorch==2.4.1\n")]
    [InlineData("--index-url https://download.pytorch.org/whl/cu999\ntorch==99.0.0\n")]
    [InlineData("tensorflow==99.0.0\njax[cuda99]==99.0.0\n")]
    [InlineData("onnxruntime-gpu==99.0\ncupy-cuda99x\n")]
    [InlineData("torch @ https://example.org/torch-2.4.1-cp311-cp311-linux_x86_64.whl\n")]
    [InlineData("vllm==99.0.0\nxformers==99.0\n")]
    [InlineData("torch @ git+https://github.com/pytorch/pytorch\ntorchvision==0.19.0\n")]
    public void Requirements(string text) => Silent("requirements.txt", text);

    [Theory]
    [InlineData("name: a\nchannels:\n  - https://conda.corp/main\n  - nodefaults\ndependencies:\n  - pytorch=2.1\n  - pytorch-cuda=12.1\n  - python=3.13\n")]
    [InlineData("name: a\nchannels:\n  - conda-forge\ndependencies:\n  - python=3.99\n  - pytorch=99.0\n  - cuda-version=99.0\n")]
    public void Environments(string text) => Silent("environment.yml", text);

    [Theory]
    [InlineData("pip install \"torch==$TORCH_VERSION\" --index-url \"$INDEX\"\n")]
    [InlineData("pip install $(cat packages.txt)\n")]
    [InlineData("conda install -y \"pytorch-cuda=$CUDA\" -c pytorch -c nvidia\n")]
    [InlineData("docker run --gpus all \"$IMAGE\"\n")]
    [InlineData("docker run --gpus all nvidia/cuda:$TAG nvidia-smi\n")]
    public void Scripts(string text) => Silent("setup.sh", text);

    [Theory]
    [InlineData("services:\n  a:\n    image: ${IMAGE}\n    command: nvidia-smi -L ${X}\n    deploy: ${DEPLOY}\n")]
    [InlineData("services:\n  a:\n    image: registry.corp/a:1\n  b:\n    build: ${DIR}\n")]
    public void ComposeFiles(string text) => Silent("compose.yaml", text);

    private static void Silent(string path, string text)
    {
        var names = new RuleNames(RuleCatalog.Instance);
        var filter = new ResultFilter(names, RuleSelection.Create(names, null, SelectionOptions.None), null, new ResultFilterOptions());
        foreach (var target in s_targets)
        {
            var options = new AnalysisOptions { Target = Targets.Parse(target), Files = new MemoryFiles(new Dictionary<string, string>()) };
            var result = new Analyzer(RuleCatalog.Instance).AnalyzeFile(new SourceText(path, text), ManifestClassifier.Classify(path, text), options, CancellationToken.None);
            Assert.False(result.HasFailure);
            var found = filter.Apply(result).Diagnostics.Where(static diagnostic => diagnostic.Rule.Category == RuleCategory.Compatibility).ToList();
            Assert.True(found.Count == 0, $"With {target ?? "no target"}:\n{DiagnosticText.Concise(found)}");
        }
    }
}
