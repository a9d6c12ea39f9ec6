using System.Text;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Manifests;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Environment;

/// <summary>Facts as text, one per line, so that a test shows what was understood.</summary>
internal static class FactText
{
    public static FileAnalysis Analyze(string path, string text, TargetPlatform platform = TargetPlatform.Unknown)
    {
        var target = platform == TargetPlatform.Unknown ? null : new TargetProfile("target", platform);
        var kind = ManifestClassifier.Classify(path, text);
        return new Analyzer(new NoRules()).AnalyzeFile(new SourceText(path, text), kind, target, CancellationToken.None).File;
    }

    public static FileFacts Facts(string path, string text, TargetPlatform platform = TargetPlatform.Unknown) =>
        Analyze(path, text, platform).Facts ?? throw new InvalidOperationException("The file has no facts.");

    public static string Commands(string path, string text) =>
        string.Join('\n', Facts(path, text).Commands.Select(Show));

    public static string Show(CommandUse use)
    {
        var text = new StringBuilder();
        foreach (var prefix in use.Prefixes)
        {
            text.Append(prefix).Append("> ");
        }

        text.Append(use.Program.Length == 0 ? "?" : use.Program);
        foreach (var argument in use.Arguments)
        {
            text.Append(" [").Append(argument.Value ?? $"?{argument.Raw}").Append(']');
        }

        if (use.IsConditional)
        {
            text.Append(" conditional");
        }

        if (use.Failure != FailureEffect.Unknown)
        {
            text.Append(' ').Append(use.Failure == FailureEffect.Stops ? "stops" : "ignored");
        }

        return text.ToString();
    }

    public static string Show(PackageRequest request) =>
        $"{request.Manager} {request.Name}{(request.Extras.IsEmpty ? "" : $"[{string.Join(',', request.Extras)}]")}{request.Constraint}";

    public static string Show(RepositoryUse use) =>
        $"{use.Kind} {use.Url ?? "?"}{(use.SignedBy.Length == 0 ? "" : $" by {use.SignedBy}")}{(use.CudaDistribution.Length == 0 ? "" : $" cuda:{use.CudaDistribution}")}{(use.LocalCudaVersion.Length == 0 ? "" : $" local:{use.LocalCudaVersion}")}";

    private sealed class NoRules : RuleTable
    {
        public override IReadOnlyList<Rule> All => [];

        protected override Rule[]? Find(Type subject) => null;
    }
}
