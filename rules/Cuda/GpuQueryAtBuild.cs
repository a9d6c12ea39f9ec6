using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Text;

namespace EnvLint.Rules.Cuda;

/// <summary>Reports steps of an image's build that ask for a GPU, which a build does not have.</summary>
[Rule("CUD009", "gpu-query-at-build",
    Title = "A step of an image's build asks for a GPU",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Since = "0.1.0")]
public sealed partial class GpuQueryAtBuild : Rule<CommandUse>
{
    private const string Note = "docker build has no --gpus: driver and devices are mounted when a container starts. Only a daemon whose default runtime is nvidia gives them to a build";

    /// <inheritdoc/>
    protected override void Check(CommandUse subject, RuleContext context)
    {
        if (!subject.Scope.IsImage || subject.IsConditional || subject.Failure == FailureEffect.Ignored)
        {
            return;
        }

        if (GpuQueries.IsProgram(subject.Program))
        {
            if (HasGpu(subject))
            {
                return;
            }

            context.Report(
                subject.ProgramWord.Span,
                $"'{subject.Program}' fails while an image is built: there is no GPU and no driver",
                label: "run it when a container starts",
                notes: [Note]);
            return;
        }

        if (!subject.Program.StartsWith("python", StringComparison.Ordinal) || CodeOf(subject) is not var (code, span))
        {
            return;
        }

        var kind = GpuQueries.OfPython(code, out var query);
        if (kind == GpuQueryKind.None || HasGpu(subject))
        {
            return;
        }

        switch (kind)
        {
            case GpuQueryKind.Needs or GpuQueryKind.Demands:
                context.Report(
                    span,
                    kind == GpuQueryKind.Needs
                        ? $"'{query}' raises an error while an image is built: there is no GPU"
                        : $"'{query}' is false while an image is built, so that the step stops: there is no GPU",
                    label: "ask when a container starts",
                    notes: [Note]);
                break;
            case GpuQueryKind.Asks:
                context.Report(
                    span,
                    $"'{query}' says nothing while an image is built: there is no GPU, whatever is installed",
                    Severity.Info,
                    label: "ask when a container starts",
                    notes: [Note]);
                break;
        }
    }

    private static bool HasGpu(CommandUse use) => GpuQueries.IsJetson(use.Scope.Stage?.BaseImage);

    // python -c '…', python <<EOF: the text that the command runs.
    private static (string Code, TextSpan Span)? CodeOf(CommandUse use)
    {
        if (use.Invocation?.Option("-c") is { Value: { } argument } option)
        {
            return (argument.Value ?? argument.Raw, TextSpan.Union(use.ProgramWord.Span, option.Word.Span));
        }

        foreach (var redirection in use.Redirections)
        {
            if (redirection.HeredocText is { } text)
            {
                return (text, use.ProgramWord.Span);
            }
        }

        return null;
    }
}
