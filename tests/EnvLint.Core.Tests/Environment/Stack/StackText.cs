using System.Collections.Immutable;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Stack;
using EnvLint.Manifests;
using EnvLint.Testing;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Environment.Stack;

/// <summary>Stacks of a text, and what is said of them in one line.</summary>
internal static class StackText
{
    public static ImmutableArray<EnvironmentStack> Read(string path, string text, string? target = null, ILinkedFiles? files = null)
    {
        var profile = Targets.Parse(target);
        var source = new SourceText(path, text);
        var analysis = FileAnalysis.Of(source, ManifestClassifier.Classify(path, text), new AnalysisOptions { Target = profile, Files = files }, CancellationToken.None);
        return StackReader.Read(analysis, profile);
    }

    public static ImmutableArray<StackAnswer> SolveAll(string path, string text, string? target = null, ILinkedFiles? files = null) =>
        [.. Read(path, text, target, files).Select(stack => StackSolver.Solve(stack, Targets.Parse(target)))];

    public static StackAnswer Solve(string path, string text, string? target = null) => Assert.Single(SolveAll(path, text, target));

    /// <summary>The verdict: <c>ok</c>, <c>unknown: …</c>, <c>error torch+GPU: …</c>, <c>open …</c> where something newer or unchecked may do, <c>today …</c> where another choice does.</summary>
    public static string Show(StackAnswer answer)
    {
        if (answer.Conflict is not { } conflict)
        {
            Assert.NotEqual(StackVerdict.Conflict, answer.Verdict);
            Assert.Empty(answer.Mends);
            return answer.Reason.Length == 0 ? Word(answer.Verdict) : $"{Word(answer.Verdict)}: {answer.Reason}";
        }

        Assert.Equal(StackVerdict.Conflict, answer.Verdict);
        Assert.False(conflict.IsToday && conflict.IsCertain);
        Assert.False(conflict.Sentence.EndsWith('.'));
        var parts = conflict.Parts.Select(static part => part.Name).Concat(conflict.WithGpu ? ["GPU"] : []).Concat(conflict.WithDriver ? ["driver"] : []);
        return $"{(conflict.IsToday ? "today" : conflict.IsCertain ? "error" : "open")} {string.Join('+', parts)}: {conflict.Sentence}";
    }

    /// <summary>The first word of <see cref="Show"/>, with the parts of a conflict.</summary>
    public static string Short(StackAnswer answer) => Show(answer).Split(':')[0];

    public static string Parts(EnvironmentStack stack) => string.Join(
        " | ", stack.Parts.Select(static part => !part.IsKnown ? $"{part.Name} ? {part.Reason}" : $"{part.Today.Text}{(part.Today.Cuda.Length == 0 ? "" : $" ({part.Today.Cuda})")}{(part.Options.Length > 1 ? ", others" : "")}{(part.IsOpen ? "…" : "")}"));

    private static string Word(StackVerdict verdict) => verdict == StackVerdict.Ok ? "ok" : "unknown";
}
