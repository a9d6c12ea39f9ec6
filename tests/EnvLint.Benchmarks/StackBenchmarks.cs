using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using EnvLint.Configuration;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Stack;
using EnvLint.Manifests;
using EnvLint.Text;

namespace EnvLint.Benchmarks;

/// <summary>The stacks of one file: read from its facts, and solved on a target.</summary>
[MemoryDiagnoser]
public class StackBenchmarks
{
    private static readonly Dictionary<string, (string Path, string Text)> Files = new(StringComparer.Ordinal)
    {
        ["image"] = ("Dockerfile", """
            FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04 AS base
            RUN apt-get update && apt-get install -y python3 python3-pip
            RUN pip install torch==2.6.0 torchvision==0.21.0 --index-url https://download.pytorch.org/whl/cu124
            FROM base
            RUN pip install transformers einops
            """),
        ["requirements"] = ("requirements.txt", """
            torch>=2.1
            torchvision
            tensorflow==2.16.1
            jax[cuda12]==0.4.30
            onnxruntime-gpu==1.18.0
            numpy<2
            """),
        ["conda"] = ("environment.yml", """
            name: train
            channels: [pytorch, nvidia, conda-forge]
            dependencies:
              - python=3.10
              - pytorch>=2.0
              - pytorch-cuda
              - pip
              - pip:
                  - einops
            """),
        ["conflict"] = ("Dockerfile", """
            FROM python:3.11
            RUN pip install 'torch>=2.1' torchvision
            """),
    };

    private FileAnalysis? _file;
    private TargetProfile? _target;
    private ImmutableArray<EnvironmentStack> _stacks;

    /// <summary>What the file is.</summary>
    [Params("image", "requirements", "conda", "conflict")]
    public string Sample { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        TargetKeys.Parse("platform=linux,driver=551.78,gpu=RTX 3060", configuration: null, out _target);
        var (path, text) = Files[Sample];
        _file = FileAnalysis.Of(new SourceText(path, text), ManifestClassifier.Classify(path, text), new AnalysisOptions { Target = _target }, CancellationToken.None);
        _stacks = StackReader.Read(_file, _target);
    }

    [Benchmark]
    public object Read() => StackReader.Read(_file!, _target);

    [Benchmark]
    public StackAnswer Solve() => StackSolver.Solve(_stacks[0], _target);

    [Benchmark]
    public StackAnswer SolveWithoutTarget() => StackSolver.Solve(_stacks[0], target: null);

    [Benchmark]
    public StackAnswer ReadAndSolve() => StackSolver.Solve(StackReader.Read(_file!, _target)[0], _target);
}
