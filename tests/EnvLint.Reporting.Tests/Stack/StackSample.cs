using System.Collections.Immutable;
using System.Text;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Manifests;
using EnvLint.Reporting.Stack;
using EnvLint.Testing;
using EnvLint.Text;

namespace EnvLint.Reporting.Tests.Stack;

/// <summary>Stacks to write: answers made by hand, so that no table's refresh changes the pictures.</summary>
internal static class StackSample
{
    private static readonly SourceText s_dockerfile = new("serving/Dockerfile", "FROM python:3.9-slim\nRUN pip install -r requirements.txt\n");
    private static readonly SourceText s_requirements = new("serving/requirements.txt", "torch==2.6.0\ntensorflow\njax[cuda12]==0.6.0\n");
    private static readonly Scope s_scope = AnyScope();

    public static TargetProfile Box { get; } = new("box", TargetPlatform.Linux) { Driver = "551.78", Gpu = "RTX 3060" };

    /// <summary>Each verdict, with and without a target, and what uses no GPU.</summary>
    public static ImmutableArray<StackAnswer> Everything() =>
    [
        Answer(Stack("serving/Dockerfile", Torch("2.6.0+cu124", "12.4", 0, 12)), Box, StackVerdict.Ok),
        Answer(Stack("serving/Dockerfile (stage train)", Image(), Python("3.9"), Torch("2.12.0+cu130", "13.0", 0, 12) with { IsOpen = true }, TensorFlow()), Box, StackVerdict.Conflict, conflict: true,
            mends: ["torch 2.12.0 from https://download.pytorch.org/whl/cu126", "a driver 580.65.06 or newer on the target"]),
        Answer(Stack("serving/requirements.txt", Torch("2.6.0+cu124", "12.4", 0, 12), Unknown("jax", "whether it is installed depends on a condition", 24, 18)) with { IsPlatformAssumed = true }, null, StackVerdict.Unknown, "jax: whether it is installed depends on a condition"),
        Answer(Stack("tools/Dockerfile", Python("3.9")), Box, StackVerdict.Unknown, "nothing in it is known to use a GPU"),
    ];

    /// <summary>A stack of many parts, with long names and paths.</summary>
    public static StackAnswer Wide()
    {
        var path = "services/speech/recognition/training/experiments/2026-09 large vocabulary/environment/requirements-gpu.txt";
        var file = new SourceText(path, new string('x', 400));
        var parts = ImmutableArray.CreateBuilder<StackPart>();
        parts.Add(Image() with { Options = [new StackOption("registry.example.com/team/images/cuda", "12.4.1-cudnn-devel-ubuntu22.04-with-our-tools-and-certificates") { Text = "registry.example.com/team/images/cuda:12.4.1-cudnn-devel-ubuntu22.04-with-our-tools-and-certificates", Cuda = "12.4" }] });
        parts.Add(Python("3.11"));
        for (var i = 0; i < 12; i++)
        {
            parts.Add(new StackPart(StackLayer.Framework, $"package-with-a-long-name-{i}", new StackPlace(file, new TextSpan(i * 10, 9)), [Option($"package-with-a-long-name-{i}", $"{i}.0+cu124", "12.4") with { Text = $"package-with-a-long-name-{i} {i}.0+cu124" }]));
        }

        parts.Add(new StackPart(StackLayer.Framework, "other", new StackPlace(file, new TextSpan(200, 9)), []) { Reason = "the sources of packages are not all known, since one of them is a variable that nothing in the file sets, and another is a page of wheels" });
        return Answer(Stack(path, [.. parts]), Box with { Name = "platform=linux,driver=551.78,gpu=RTX 3060" }, StackVerdict.Unknown, "other: the sources of packages are not all known");
    }

    /// <summary>Names that would move the cursor, end a label, or begin markup.</summary>
    public static StackAnswer Hostile()
    {
        var file = new SourceText("a\x1b[2J\u202e\"]<script>`#%%{init}%%.txt", "torch\n");
        var option = new StackOption("torch", "1\n2\x07") { Text = "torch 1\n2\x07\"; click x \"<b>&amp;#35;", Cuda = "12.4" };
        var part = new StackPart(StackLayer.Framework, "torch", new StackPlace(file, new TextSpan(0, 5)), [option]);
        return Answer(Stack("name\r\n\u2028end \"x\" #1 <i> --> y %%{init}%%", part), new TargetProfile("box\x1b[31m\"]", TargetPlatform.Linux) { Driver = "551.78", Gpu = "R\u200bTX\n" }, StackVerdict.Unknown, "reason \x9b \"quoted\" <br/> #amp;");
    }

    /// <summary>What the whole way from text to picture gives.</summary>
    public static ImmutableArray<StackAnswer> OfText(string path, string text, string? target)
    {
        var profile = Targets.Parse(target);
        var source = new SourceText(path, text);
        var file = FileAnalysis.Of(source, ManifestClassifier.Classify(path, text), new AnalysisOptions { Target = profile }, CancellationToken.None);
        return [.. StackReader.Read(file, profile).Select(stack => StackSolver.Solve(stack, profile))];
    }

    public static string Write(this StackFormat format, ImmutableArray<StackAnswer> answers, ReportOptions? options = null)
    {
        using var output = new MemoryStream();
        format.Write(answers, Sample.Tool, output, options ?? new ReportOptions());
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static StackPart Torch(string build, string cuda, int start, int length) =>
        new(StackLayer.Framework, "torch", new StackPlace(s_requirements, new TextSpan(start, length)), [Option("torch", build.Split('+')[0], cuda) with { Text = $"torch {build}", PythonMin = "3.9", PythonMax = "3.13" }]);

    private static StackPart TensorFlow() =>
        new(StackLayer.Framework, "tensorflow", new StackPlace(s_requirements, new TextSpan(13, 10)), [new StackOption("tensorflow", "2.20.0") { Text = "tensorflow 2.20.0", PythonMin = "3.9", PythonMax = "3.13" }, new StackOption("tensorflow", "2.19.0")]);

    private static StackPart Unknown(string name, string reason, int start, int length) =>
        new(StackLayer.Framework, name, new StackPlace(s_requirements, new TextSpan(start, length)), []) { Reason = reason };

    private static StackPart Python(string version) =>
        new(StackLayer.Python, "python", new StackPlace(s_dockerfile, new TextSpan(5, 15)), [new StackOption("python", version) { Text = $"Python {version}", PythonMin = version, PythonMax = version }]);

    private static StackPart Image() =>
        new(StackLayer.Image, "image", new StackPlace(s_dockerfile, new TextSpan(5, 15)), [new StackOption("nvidia/cuda", "12.4.1-base-ubuntu22.04") { Text = "nvidia/cuda:12.4.1-base-ubuntu22.04", Cuda = "12.4" }]);

    private static StackOption Option(string name, string version, string cuda) => new(name, version)
    {
        Cuda = cuda,
        Code = static gpu => DottedNumber.Compare(gpu, "7.5") < 0 || DottedNumber.Compare(gpu, "12.0") > 0 ? GpuCode.None : GpuCode.Machine,
        Source = "https://example.org/table",
    };

    private static EnvironmentStack Stack(string name, params StackPart[] parts) => new(name, name.StartsWith("serving/r", StringComparison.Ordinal) ? s_requirements : s_dockerfile, s_scope, WheelPlatform.LinuxX64, [.. parts]);

    private static StackAnswer Answer(EnvironmentStack stack, TargetProfile? target, StackVerdict verdict, string reason = "", bool conflict = false, ImmutableArray<string>? mends = null)
    {
        var torch = stack.Parts.FirstOrDefault(static part => part.Name == "torch");
        return new StackAnswer(
            stack,
            target,
            stack.Parts.Any(static part => part.Layer == StackLayer.Framework) ? new StackNeeds("525.60.13", "527.41", ["7.5", "8.0", "8.6", "8.7", "8.8", "8.9", "9.0"], ["3.9", "3.10", "3.11"]) : new StackNeeds(null, null, [], ["3.9"]),
            verdict,
            reason,
            conflict ? new StackConflict([torch!], WithGpu: false, WithDriver: true, IsToday: true, IsCertain: false, "today's torch, 2.12.0+cu130, needs the driver 580.65.06 or newer: the target has the driver 551.78", ["https://example.org/table", "https://example.org/drivers"]) : null,
            mends ?? []);
    }

    private static Scope AnyScope() =>
        FileAnalysis.Of(new SourceText("requirements.txt", "torch\n"), ManifestKind.Requirements, new AnalysisOptions(), CancellationToken.None).Facts!.Environments[0].Scope;
}
