using System.Collections.Immutable;
using EnvLint.Environment;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;

namespace EnvLint.Reporting.Stack;

/// <summary>How a layer does.</summary>
internal enum StackMark
{
    /// <summary>It fits, as far as that is known.</summary>
    Fits,

    /// <summary>It takes part in the conflict.</summary>
    Breaks,

    /// <summary>It is not known.</summary>
    Unknown,
}

/// <summary>A layer of the picture.</summary>
/// <param name="Mark">How it does.</param>
/// <param name="Layer">What it is: <c>torch</c>, <c>image</c>, <c>driver</c>.</param>
/// <param name="What">Which it is: <c>2.6.0+cu124</c>.</param>
/// <param name="Needs">What it needs of the layers below; empty for nothing.</param>
/// <param name="Place">Where it is said; null for the target's own.</param>
internal sealed record StackRow(StackMark Mark, string Layer, string What, string Needs, StackPlace? Place)
{
    /// <summary>The layers of an answer, from the framework down to the GPU.</summary>
    /// <param name="answer">The answer.</param>
    public static ImmutableArray<StackRow> Of(StackAnswer answer)
    {
        var rows = ImmutableArray.CreateBuilder<StackRow>();
        var parts = answer.Stack.Parts;
        foreach (var layer in (ReadOnlySpan<StackLayer>)[StackLayer.Framework, StackLayer.Cuda, StackLayer.Python, StackLayer.Image])
        {
            foreach (var part in parts)
            {
                if (part.Layer == layer)
                {
                    rows.Add(Of(part, answer));
                }
            }
        }

        AddTarget(answer, rows);
        return rows.DrainToImmutable();
    }

    private static StackRow Of(StackPart part, StackAnswer answer)
    {
        if (!part.IsKnown)
        {
            return part.IsMissing
                ? new StackRow(StackMark.Breaks, part.Name, part.Unfit.Length > 0 ? part.Unfit : "does not exist", "", part.Place)
                : new StackRow(StackMark.Unknown, part.Name, "not known", part.Reason, part.Place);
        }

        var breaks = false;
        foreach (var other in answer.Conflict?.Parts ?? [])
        {
            breaks |= ReferenceEquals(part, other);
        }

        var text = part.Today.Text.StartsWith(part.Name + " ", StringComparison.Ordinal) ? part.Today.Text[(part.Name.Length + 1)..]
            : part.Layer == StackLayer.Python ? part.Today.Version : part.Today.Text;
        return new StackRow(breaks ? StackMark.Breaks : StackMark.Fits, part.Name, part.IsCertain ? text : $"{text} (today's choice)", NeedsOf(part, answer), part.Place);
    }

    private static string NeedsOf(StackPart part, StackAnswer answer)
    {
        var needs = new List<string>();
        var option = part.Today;
        if (DriverText(option, answer.Target) is { Length: > 0 } driver)
        {
            needs.Add(driver);
        }

        // Where only the oldest is known, that one.
        if (option is { Code: { } code, ComputeCapabilities: [var lowest, ..] gpus })
        {
            needs.Add(code(lowest) == GpuCode.Unknown ? $"GPU >= {lowest}" : $"GPU {DottedNumber.Ranges(gpus, CudaDrivers.ComputeCapabilities)}");
        }

        if (part.Layer != StackLayer.Python && option is { PythonMin: { } low, PythonMax: { } high })
        {
            needs.Add(low == high ? $"Python {low}" : $"Python {low} to {high}");
        }

        return string.Join(", ", needs);
    }

    private static string DriverText(StackOption option, TargetProfile? target)
    {
        var linux = option.FloorOn(TargetPlatform.Linux)?.Driver;
        var windows = option.FloorOn(TargetPlatform.Windows)?.Driver;
        return (linux, windows, target?.Platform) switch
        {
            (_, { } driver, TargetPlatform.Wsl2 or TargetPlatform.Windows) => $"driver >= {driver}",
            ({ } driver, _, TargetPlatform.Linux) => $"driver >= {driver}",
            ({ } one, { } other, _) => $"driver >= {one} (Windows {other})",
            _ => "",
        };
    }

    // The driver may be too old besides, where the GPU alone is enough for the conflict.
    private static bool IsTooOld(StackConflict conflict, StackTarget machine)
    {
        foreach (var part in conflict.Parts)
        {
            if (part.IsKnown && part.Today.MissingOn(machine) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static void AddTarget(StackAnswer answer, ImmutableArray<StackRow>.Builder rows)
    {
        if (StackTarget.Of(answer.Target, answer.Stack.Scope) is not { } machine)
        {
            return;
        }

        if (machine.HasDriver)
        {
            var driver = answer.Target!.Driver;
            var newest = answer.Target.Cuda ?? (driver is null ? null : CudaDrivers.CudaOf(driver));
            var what = driver is null ? $"for CUDA {newest}" : newest is null ? driver : $"{driver}, up to CUDA {newest}";
            rows.Add(new StackRow(answer.Conflict is { } conflict && (conflict.WithDriver || IsTooOld(conflict, machine)) ? StackMark.Breaks : StackMark.Fits, "driver", what, "", null));
        }

        if (machine.ComputeCapability is { } gpu)
        {
            var what = answer.Target!.Gpu is { } name ? $"{name}, compute capability {gpu}" : $"compute capability {gpu}";
            rows.Add(new StackRow(answer.Conflict is { WithGpu: true } ? StackMark.Breaks : StackMark.Fits, "GPU", what, "", null));
        }
        else if (answer.Target!.Gpu is { } name)
        {
            rows.Add(new StackRow(StackMark.Unknown, "GPU", name, "its compute capability is not known", null));
        }
    }
}
