using System.Collections.Immutable;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Environment.Stack;

/// <summary>Looks for what mends a conflict and is known to exist.</summary>
internal static class StackMends
{
    private const int MostMends = 3;

    /// <summary>The mends of a conflict, those of the files before the one of the driver.</summary>
    /// <param name="conflict">The conflict.</param>
    /// <param name="stack">The stack that it is in.</param>
    /// <param name="target">The target; null where none is declared.</param>
    public static ImmutableArray<string> Of(StackConflict conflict, EnvironmentStack stack, StackTarget? target)
    {
        var mends = ImmutableArray.CreateBuilder<string>();
        foreach (var part in conflict.Parts)
        {
            switch (part)
            {
                case { Layer: StackLayer.Framework, Name: "torch" } when stack.Environment is not null:
                    AddTorch(part, stack, target, mends);
                    break;
                case { Layer: StackLayer.Cuda }:
                    AddConda(part, target, mends);
                    break;
                case { Layer: StackLayer.Python }:
                    AddPython(part, conflict, mends);
                    break;
            }
        }

        if (conflict is { WithDriver: true, WithGpu: false } && target is not null)
        {
            string? driver = null;
            foreach (var part in conflict.Parts)
            {
                if (part.Today.MissingOn(target) is { } floor && (driver is null || DottedNumber.Compare(floor.Driver, driver) > 0))
                {
                    driver = floor.Driver;
                }
            }

            if (driver is not null && mends.Count < MostMends && MayRun(driver, target))
            {
                mends.Add($"a driver {driver} or newer on the target");
            }
        }

        return mends.DrainToImmutable();
    }

    // No newer driver knows the GPUs that were dropped.
    private static bool MayRun(string driver, StackTarget target) =>
        Gpus.LastDriverOf(target.Architecture) is not { } last || DottedNumber.Compare(DottedNumber.Prefix(driver, 1), last.ToString(System.Globalization.CultureInfo.InvariantCulture)) <= 0;

    private static void AddTorch(StackPart part, EnvironmentStack stack, StackTarget? target, ImmutableArray<string>.Builder mends)
    {
        var python = PythonOf(stack);
        var isConda = IsOfConda(stack);

        // Another build of a release that the files allow is nearer than another release.
        foreach (var option in part.Options)
        {
            if (Torch.Find(option.Version) is { } release && FitsPython(release, python) && BuildOf(release, stack.Platform, target, isConda) is { } cuda)
            {
                mends.Add(Text(release, cuda, isConda));
                break;
            }
        }

        // The newest of all that runs, where it is not that one.
        foreach (var release in Torch.Releases)
        {
            if (FitsPython(release, python) && BuildOf(release, stack.Platform, target, isConda) is { } cuda)
            {
                if (!mends.Contains(Text(release, cuda, isConda)))
                {
                    mends.Add(Text(release, cuda, isConda));
                }

                return;
            }
        }
    }

    private static string Text(PytorchReleaseRow release, string cuda, bool isConda) => isConda
        ? $"pytorch={release.Version} with {release.CondaSelector ?? "pytorch-cuda"}={cuda}"
        : $"torch {release.Version} from {TorchIndex.UrlOf(TorchIndex.TagOf(cuda))}";

    private static string? BuildOf(PytorchReleaseRow release, WheelPlatform platform, StackTarget? target, bool isConda)
    {
        string? best = null;
        foreach (var cuda in isConda ? release.CondaCuda : Torch.Builds(release, platform))
        {
            if ((target is null || Runs(release, cuda, platform, target)) && (best is null || DottedNumber.Compare(cuda, best) > 0))
            {
                best = cuda;
            }
        }

        return best;
    }

    private static bool Runs(PytorchReleaseRow release, string cuda, WheelPlatform platform, StackTarget target) =>
        target.Missing(cuda) is null
        && (target.ComputeCapability is not { } gpu || Torch.CodeFor(release, cuda, platform, gpu, out _) == GpuCode.Machine);

    private static bool FitsPython(PytorchReleaseRow release, string? python) =>
        python is null || (DottedNumber.Compare(release.PythonMin, python) <= 0 && DottedNumber.Compare(python, release.PythonMax) <= 0);

    private static string? PythonOf(EnvironmentStack stack)
    {
        foreach (var part in stack.Parts)
        {
            if (part is { Layer: StackLayer.Python, IsKnown: true })
            {
                return part.Today.Version;
            }
        }

        return null;
    }

    private static bool IsOfConda(EnvironmentStack stack) =>
        stack.Environment?.Last("pytorch", PackageManager.Conda) is not null && stack.Environment.Last("torch", PackageManager.Pip) is null;

    private static void AddConda(StackPart part, StackTarget? target, ImmutableArray<string>.Builder mends)
    {
        string? best = null;
        foreach (var version in CondaPackages.Find(part.Name) is { Versions.IsEmpty: false } known ? known.Versions : CudaDrivers.Minors)
        {
            if (target?.Missing(version) is null && (CondaPackages.MaximumOf(part.Name, "") is not { Version: { } newest } || DottedNumber.Compare(version, newest) <= 0)
                && (best is null || DottedNumber.Compare(version, best) > 0))
            {
                best = version;
            }
        }

        if (best is not null)
        {
            mends.Add($"{part.Name}={best}");
        }
    }

    private static void AddPython(StackPart python, StackConflict conflict, ImmutableArray<string>.Builder mends)
    {
        var minors = PythonReleases.Minors;
        for (var i = minors.Length - 1; i >= 0; i--)
        {
            var fits = true;
            foreach (var part in conflict.Parts)
            {
                fits &= ReferenceEquals(part, python) || part.Today.Fits(minors[i]);
            }

            if (fits)
            {
                mends.Add($"Python {minors[i]}");
                return;
            }
        }
    }
}
