using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;

namespace EnvLint.Rules.Cuda;

/// <summary>Reports a second CUDA toolkit in an image that begins with one.</summary>
[Rule("CUD007", "toolkit-twice",
    Title = "A second CUDA toolkit is installed in an image that begins with one",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Warning,
    Since = "0.1.0")]
public sealed partial class ToolkitTwice : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        ToolkitInstall? own = null;
        foreach (var fact in subject.Facts)
        {
            if (!fact.Scope.IsImage || Toolkits.InstallOf(fact) is not { Origin: ToolkitOrigin.Package or ToolkitOrigin.RunFile } second)
            {
                continue;
            }

            own ??= OfImage(subject, context);
            if (own is null)
            {
                return;
            }

            // The image's own release is there already, and apt leaves it as it is.
            if (second.Cuda.Length > 0 && DottedNumber.Compare(DottedNumber.Prefix(second.Cuda, 2), DottedNumber.Prefix(own.Cuda, 2)) == 0)
            {
                continue;
            }

            // The newest one of the day, which may be the image's.
            var name = second.Cuda.Length > 0 ? $"CUDA {second.Cuda}" : "today's newest CUDA";
            context.Report(
                second.Word.Span,
                $"'{NameOf(second)}' installs {name} beside the CUDA {own.Cuda} that the image has",
                confidence: second.Cuda.Length > 0 ? Confidence.High : Confidence.Medium,
                label: "keep one of them",
                related: [context.Here(own.Word.Span, $"'{own.Word}' has CUDA {own.Cuda} with nvcc"), .. context.Origins(own.Word), .. context.Origins(second.Word)],
                notes: ["/usr/local/cuda, nvcc and the loader path lead to one of the two, and the image grows by several gigabytes"]);

            // The packages of one command are one cause.
            return;
        }
    }

    private static ToolkitInstall? OfImage(CommandSequence sequence, RuleContext context)
    {
        foreach (var install in Toolkits.Before(sequence, before: 0, context.File.Dockerfile).Installs)
        {
            if (install is { Origin: ToolkitOrigin.Image, Cuda.Length: > 0 })
            {
                return install;
            }
        }

        return null;
    }

    private static string NameOf(ToolkitInstall install) => install.Fact is PackageRequest request ? request.Name : install.Word.Value![(install.Word.Value!.LastIndexOf('/') + 1)..];
}
