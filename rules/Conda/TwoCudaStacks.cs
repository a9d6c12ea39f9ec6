using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Rules.Conda;

/// <summary>Reports frameworks that come with CUDA from conda and once more with CUDA from pip.</summary>
[Rule("CND008", "two-cuda-stacks",
    Title = "A framework with CUDA from conda and once more from pip",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Warning,
    Since = "0.1.0",
    Supersedes = ["CND007"])]
public sealed partial class TwoCudaStacks : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        var pairs = CondaPipPairs.Of(subject);
        var selector = pairs.Count == 0 ? null : SelectorOf(subject);
        foreach (var (conda, pip) in pairs)
        {
            if (!BringsCuda(pip) || (conda.Spec?.Build?.Text.Contains("cuda", StringComparison.Ordinal) == true ? conda : selector) is not { } cuda)
            {
                continue;
            }

            // Another version for certain is not what the file says of conda's.
            var differs = CondaPipPairs.Pinned(pip) is { } pin && conda.Spec?.Version?.Contains(pin) == false;
            context.Report(
                RuleContext.PlaceOf(pip),
                $"two CUDA builds of one framework: pip's '{pip.Name}{pip.Constraint}' replaces conda's '{conda.Name}{conda.Constraint}' and brings a CUDA of its own",
                differs ? Severity.Error : Severity.Warning,
                label: "a second CUDA",
                related:
                [
                    .. CondaPipPairs.Elsewhere(pip, context),
                    context.At(conda, $"conda installs '{conda.Name}' here"),
                    .. ReferenceEquals(cuda, conda) ? [] : (ReadOnlySpan<RelatedLocation>)[context.At(cuda, $"'{cuda.Name}{cuda.Constraint}' chooses its CUDA")],
                ],
                notes: CondaPipPairs.Notes(pip));
        }
    }

    // What makes conda's frameworks CUDA builds; null where nothing says so.
    private static PackageRequest? SelectorOf(PythonEnvironment environment)
    {
        PackageRequest? found = null;
        foreach (var request in environment.Requests)
        {
            if (request is { Manager: PackageManager.Conda, IsConditional: false })
            {
                switch (CondaPackages.Find(request.Name)?.Effect)
                {
                    case "cpu":
                        return null;
                    case "selector" or "gpu" or "toolkit":
                        found ??= request;
                        break;
                }
            }
        }

        return found;
    }

    private static bool BringsCuda(PackageRequest pip)
    {
        var sources = pip.Sources;
        if (!sources.IsComplete || sources.NoIndex || pip.Constraint.Contains("+cpu", StringComparison.Ordinal) || pip.Constraint.StartsWith('@')
            || IsCpu(sources.Index) || IsCpu(sources.TorchBackend))
        {
            return false;
        }

        foreach (var index in sources.ExtraIndexes)
        {
            if (IsCpu(index))
            {
                return false;
            }
        }

        return GpuPackages.BringsCuda(pip);
    }

    private static bool IsCpu(Word? index) => index is not null && (index.Value is not { } value || value == "cpu" || value.TrimEnd('/').EndsWith("/cpu", StringComparison.Ordinal));
}
