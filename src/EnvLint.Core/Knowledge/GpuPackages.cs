using System.Collections.Immutable;
using EnvLint.Environment.Facts;

namespace EnvLint.Knowledge;

/// <summary>What a package says of the use of a GPU.</summary>
public enum GpuPackageKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It runs with a GPU and without one.</summary>
    Framework,

    /// <summary>It is made for an NVIDIA GPU.</summary>
    Gpu,
}

/// <summary>Packages that are for a GPU, from <c>rules/data/gpu-packages.toml</c>.</summary>
public static class GpuPackages
{
    /// <summary>What a package says.</summary>
    /// <param name="request">The request.</param>
    public static GpuPackageKind Kind(PackageRequest request)
    {
        var manager = request.Manager switch
        {
            PackageManager.Pip => "pip",
            PackageManager.Conda => "conda",
            _ => "system",
        };
        foreach (var row in GpuPackagesTable.Packages)
        {
            if (row.Manager == manager && NamePattern.MatchesAny(row.Name, request.Name) && (row.Extras.IsEmpty || HasExtra(request, row.Extras)))
            {
                return row.Use == "gpu" ? GpuPackageKind.Gpu : GpuPackageKind.Framework;
            }
        }

        return GpuPackageKind.None;
    }

    /// <summary>Whether what pip installs for a request brings a CUDA of its own along, in the build that PyPI has.</summary>
    /// <param name="request">The request.</param>
    public static bool BringsCuda(PackageRequest request)
    {
        foreach (var row in GpuPackagesTable.Bundles)
        {
            if (request.Manager == PackageManager.Pip && NamePattern.MatchesAny(row.Name, request.Name) && (row.Extras.IsEmpty || HasExtra(request, row.Extras)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasExtra(PackageRequest request, ImmutableArray<string> patterns)
    {
        foreach (var extra in request.Extras)
        {
            if (NamePattern.MatchesAny(patterns, extra))
            {
                return true;
            }
        }

        return false;
    }
}
