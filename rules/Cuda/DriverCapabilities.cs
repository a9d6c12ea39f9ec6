using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Configuration;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Text;

namespace EnvLint.Rules.Cuda;

/// <summary>Reports values of <c>NVIDIA_DRIVER_CAPABILITIES</c> with which a container has no CUDA, or does not start.</summary>
[Rule("CUD016", "driver-capabilities",
    Title = "NVIDIA_DRIVER_CAPABILITIES without what CUDA needs",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class DriverCapabilities : Rule<FileAnalysis>
{
    private const string Variable = "NVIDIA_DRIVER_CAPABILITIES";
    private const string Source = "https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/docker-specialized.html";

    /// <inheritdoc/>
    protected override void Check(FileAnalysis subject, RuleContext context)
    {
        if (subject.Facts is not { } facts || !subject.Source.Content.Contains(Variable, StringComparison.Ordinal))
        {
            return;
        }

        Scope? asked = null;
        var usesCuda = false;
        foreach (var variable in facts.Variables)
        {
            if (variable is { Kind: VariableSetKind.Env, Name: Variable, Value: { } value } && variable.Scope.Stage is { } stage)
            {
                if (!ReferenceEquals(asked, variable.Scope))
                {
                    asked = variable.Scope;
                    usesCuda = UsesCuda(stage.BaseImage) || InstallsCuda(asked, facts.Sequences);
                }

                Check(value, value, usesCuda, context);
            }
        }

        foreach (var service in facts.Services)
        {
            foreach (var variable in service.Variables)
            {
                if (variable is { Name: Variable, Value: { } value })
                {
                    Check(value, value, UsesCuda(service.Image?.Content), context);
                }
            }
        }

        foreach (var run in facts.ContainerRuns)
        {
            foreach (var option in run.Command.Invocation?.Options ?? [])
            {
                if (option.Name is "-e" or "--env" && option.Value is { Value: { } text } word && text.StartsWith(Variable + "=", StringComparison.Ordinal))
                {
                    // nvidia-smi does with 'utility' alone.
                    var asks = run.Arguments is [{ Value: { } program }, ..] && GpuImages.IsGpuProgram(program);
                    Check(word, word.From(Variable.Length + 1), !asks && UsesCuda(run.Content), context);
                }
            }
        }
    }

    private static void Check(Word word, Word value, bool usesCuda, RuleContext context)
    {
        if (value.Value is not { } text)
        {
            return;
        }

        var given = text.Trim('"', '\'').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in given)
        {
            if (!CudaImages.DriverCapabilities.Contains(name, StringComparer.Ordinal))
            {
                var nearest = NearestName.Find(name, [.. CudaImages.DriverCapabilities]);
                context.Report(
                    value.Span,
                    $"'{name}' is no driver capability: the container does not start with it",
                    confidence: Confidence.Medium,
                    label: nearest is null ? "" : $"write {nearest}",
                    related: context.Origins(word),
                    notes: [$"it is one of {string.Join(", ", CudaImages.DriverCapabilities)} ({Source})"],
                    fix: nearest is null ? null : FixOf(value, text, text.Replace(name, nearest, StringComparison.Ordinal)));
                return;
            }
        }

        // Nothing at all stands for the default, which is both.
        if (given.Length == 0 || Array.IndexOf(given, "all") >= 0 || !usesCuda)
        {
            return;
        }

        var missing = new List<string>();
        foreach (var needed in (ReadOnlySpan<string>)["compute", "utility"])
        {
            if (Array.IndexOf(given, needed) < 0)
            {
                missing.Add(needed);
            }
        }

        if (missing.Count == 0)
        {
            return;
        }

        var what = missing[0] == "compute" ? "the container gets no libcuda, so CUDA finds no GPU" : "the container gets neither nvidia-smi nor NVML, which NCCL loads";
        context.Report(
            value.Span,
            $"without '{missing[0]}' {what}",
            confidence: missing[0] == "compute" ? Confidence.High : Confidence.Medium,
            label: $"add {string.Join(',', missing)}",
            related: context.Origins(word),
            notes: [$"the value takes the place of the image's own, compute,utility ({Source})"],
            fix: FixOf(value, text, $"{string.Join(',', missing)},{text}"));
    }

    private static Fix? FixOf(Word value, string old, string text) =>
        value.IsLiteral && value.Raw == old && value.Raw.Length == value.Span.Length ? Fix.Suggested($"Write {text}", TextEdit.Replace(value.Span, text)) : null;

    private static bool UsesCuda(ImageReference? image) => GpuImages.Kind(image) == GpuImageKind.Cuda;

    private static bool InstallsCuda(Scope scope, ImmutableArray<CommandSequence> sequences)
    {
        for (var sequence = sequences.Find(sequence => ReferenceEquals(sequence.Scope, scope)); sequence is not null; sequence = sequence.Base)
        {
            foreach (var fact in sequence.Facts)
            {
                if (fact is PackageRequest request && GpuPackages.Kind(request) == GpuPackageKind.Gpu)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
