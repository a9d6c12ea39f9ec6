using System.Collections.Immutable;
using System.Globalization;
using EnvLint.Collections;
using EnvLint.Environment;
using EnvLint.Versions;

namespace EnvLint.Knowledge;

/// <summary>The lowest driver that runs code of a CUDA version.</summary>
/// <param name="Driver">The driver: <c>525.60.13</c>.</param>
/// <param name="IsOfMajor">Whether it is the same for all versions of the major, as from CUDA 11 on.</param>
/// <param name="Source">Where that is known from.</param>
public sealed record DriverFloor(string Driver, bool IsOfMajor, string Source);

/// <summary>CUDA toolkits and the drivers that their builds need, from <c>rules/data/cuda-toolkit.toml</c>.</summary>
public static class CudaDrivers
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => CudaToolkitTable.AsOf;

    /// <summary>The lowest driver that runs code built with a CUDA version.</summary>
    /// <param name="cuda">The version: <c>12.4</c>; a third number may follow.</param>
    /// <param name="platform">The platform: in WSL the driver is that of Windows.</param>
    /// <returns>Null where it is not known.</returns>
    public static DriverFloor? FloorFor(string cuda, TargetPlatform platform)
    {
        if (!DottedNumber.IsOne(cuda) || platform == TargetPlatform.Unknown)
        {
            return null;
        }

        var isWindows = platform is TargetPlatform.Wsl2 or TargetPlatform.Windows;
        var minor = DottedNumber.Prefix(cuda, 2);
        foreach (var row in CudaToolkitTable.Toolkits)
        {
            if ((isWindows ? row.FloorWindows : row.FloorLinux) is { } exact && DottedNumber.Compare(DottedNumber.Prefix(row.Version, 2), minor) == 0)
            {
                return new DriverFloor(exact, IsOfMajor: false, SourceText(row.Source));
            }
        }

        return FloorFor(int.Parse(DottedNumber.Prefix(cuda, 1), CultureInfo.InvariantCulture), platform);
    }

    /// <summary>The lowest driver that runs builds of a major of CUDA.</summary>
    /// <param name="major">The major; from 11 on.</param>
    /// <param name="platform">The platform.</param>
    /// <returns>Null where it is not known.</returns>
    public static DriverFloor? FloorFor(int major, TargetPlatform platform)
    {
        foreach (var row in CudaToolkitTable.Floors)
        {
            if (row.Major == major && platform != TargetPlatform.Unknown)
            {
                return new DriverFloor(platform is TargetPlatform.Wsl2 or TargetPlatform.Windows ? row.Windows : row.Linux, IsOfMajor: true, SourceText(row.Source));
            }
        }

        return null;
    }

    /// <summary>The minors of all toolkits, newest first: <c>12.4</c>.</summary>
    public static ImmutableArray<string> Minors => Index.Minors;

    /// <summary>The compute capabilities of all GPUs that CUDA ever knew, lowest first: <c>8.6</c>.</summary>
    public static ImmutableArray<string> ComputeCapabilities => Index.ComputeCapabilities;

    /// <summary>The newest CUDA that a driver supports, which is what <c>nvidia-smi</c> prints.</summary>
    /// <param name="driver">The driver: <c>551.78</c>.</param>
    /// <returns>Null where its branch is not known: older than the table.</returns>
    public static string? CudaOf(string driver) => RowOf(driver)?.Cuda;

    /// <summary>Where it is known from which CUDA a driver supports, in words for people; empty where that is not known.</summary>
    /// <param name="driver">The driver: <c>551.78</c>.</param>
    public static string SourceOfDriver(string driver) => RowOf(driver) is { } row ? SourceText(row.Source) : "";

    /// <summary>Whether a driver may be as new as a floor.</summary>
    /// <param name="driver">The driver: <c>551.78</c>; numbers that are not written may be any, so <c>580</c> and <c>525.60</c> may reach a floor that begins with them.</param>
    /// <param name="floor">The floor: <c>525.60.13</c>.</param>
    public static bool Reaches(string driver, string floor) =>
        DriverVersion.TryParse(driver, out var own) && DriverVersion.TryParse(floor, out var lowest) && own.MayReach(lowest);

    /// <summary>Whether a toolkit can compile for a GPU; null where the table does not know the GPU.</summary>
    /// <param name="cuda">The toolkit: <c>12.4</c>.</param>
    /// <param name="computeCapability">The GPU's compute capability: <c>8.6</c>.</param>
    public static bool? Targets(string cuda, string computeCapability)
    {
        foreach (var row in CudaToolkitTable.Arches)
        {
            if (row.Cc == computeCapability)
            {
                return DottedNumber.Compare(row.AddedIn, cuda) <= 0 && (row.RemovedIn is null || DottedNumber.Compare(cuda, row.RemovedIn) < 0);
            }
        }

        return null;
    }

    /// <summary>What is known of a compute capability: which toolkits compile for it; null where the table does not know it.</summary>
    /// <param name="computeCapability">The compute capability: <c>8.6</c>.</param>
    public static CudaToolkitArchRow? Arch(string computeCapability)
    {
        foreach (var row in CudaToolkitTable.Arches)
        {
            if (row.Cc == computeCapability)
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>The compute capabilities of a name that torch takes in <c>TORCH_CUDA_ARCH_LIST</c>; empty for none.</summary>
    /// <param name="name">The name: <c>Ampere</c>.</param>
    public static ImmutableArray<string> ArchesOf(string name)
    {
        foreach (var row in CudaToolkitTable.Families)
        {
            if (row.Name == name)
            {
                return row.Cc;
            }
        }

        return [];
    }

    /// <summary>Where a row is known from, in words for people.</summary>
    /// <param name="row">The row.</param>
    public static string SourceOf(CudaToolkitArchRow row) => SourceText(row.Source);

    private static CudaToolkitDriverRow? RowOf(string driver)
    {
        CudaToolkitDriverRow? result = null;
        foreach (var row in CudaToolkitTable.Drivers)
        {
            if (DottedNumber.Compare(row.Branch.ToString(CultureInfo.InvariantCulture), driver) <= 0)
            {
                result = row;
            }
        }

        return result;
    }

    private static string SourceText(string sources) => SourceTexts.First(sources, CudaToolkitTable.Source);

    // Of its own, so that other questions to the table do not make it.
    private static class Index
    {
        internal static readonly ImmutableArray<string> Minors = Collect();

        internal static readonly ImmutableArray<string> ComputeCapabilities =
            Sorting.Ordered([.. CudaToolkitTable.Arches.Map(static row => row.Cc)], static (left, right) => DottedNumber.Compare(left, right));

        private static ImmutableArray<string> Collect()
        {
            var minors = ImmutableArray.CreateBuilder<string>();
            foreach (var row in CudaToolkitTable.Toolkits)
            {
                var minor = DottedNumber.Prefix(row.Version, 2);
                if (minors.Count == 0 || minors[^1] != minor)
                {
                    minors.Add(minor);
                }
            }

            return minors.DrainToImmutable();
        }
    }
}
