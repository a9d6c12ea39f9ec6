using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Environment.Stack;

/// <summary>What a declared target says of driver and GPU, for one scope of a file.</summary>
public sealed class StackTarget
{
    private readonly TargetProfile _target;

    private StackTarget(TargetProfile target, TargetPlatform platform, WheelPlatform? wheels)
    {
        _target = target;
        Platform = platform;
        Wheels = wheels;
    }

    /// <summary>Whose driver it is; unknown where neither target nor scope says it.</summary>
    public TargetPlatform Platform { get; }

    /// <summary>The wheels that installers take; null where that is not known.</summary>
    public WheelPlatform? Wheels { get; }

    /// <summary>Whether the target says what the driver can do.</summary>
    public bool HasDriver => _target.Driver is not null || _target.Cuda is not null;

    /// <summary>The driver for people.</summary>
    public string DriverText => _target.Driver is { } driver
        ? driver.Contains('.', StringComparison.Ordinal) ? $"the driver {driver}" : $"a driver of the branch {driver}"
        : $"a driver that supports CUDA {_target.Cuda}";

    /// <summary>The GPU's compute capability; null where it is not known.</summary>
    public string? ComputeCapability => _target.ComputeCapability ?? Gpu?.Cc;

    /// <summary>Whether the compute capability is said, or known from a row that was checked.</summary>
    public bool IsGpuVerified => _target.ComputeCapability is not null || Gpu is { Verified: true };

    /// <summary>The GPU's architecture, such as <c>Pascal</c>; null where it is not known.</summary>
    public string? Architecture => Gpu?.Architecture;

    /// <summary>The GPU for people.</summary>
    public string GpuText => _target.Gpu is { } gpu ? $"{gpu}, compute capability {ComputeCapability}" : $"compute capability {ComputeCapability}";

    private GpuRow? Gpu => Gpus.Find(_target.Gpu);

    /// <summary>The target as it concerns what runs on it.</summary>
    /// <param name="target">The declared target; null for none.</param>
    public static StackTarget? Of(TargetProfile? target) => target is null ? null : new StackTarget(target, target.Platform, wheels: null);

    /// <summary>The target as it concerns a scope; null where none is declared, or where it is another machine.</summary>
    /// <param name="target">The declared target.</param>
    /// <param name="scope">The scope.</param>
    public static StackTarget? Of(TargetProfile? target, Scope scope)
    {
        if (target is null)
        {
            return null;
        }

        var platform = scope.Kind switch
        {
            ScopeKind.Wsl => TargetPlatform.Wsl2,
            ScopeKind.LinuxHost => TargetPlatform.Linux,
            ScopeKind.WindowsHost => TargetPlatform.Windows,
            _ => target.Platform,
        };

        // Windows and its WSL have one driver, Linux has another.
        if (target.Platform != TargetPlatform.Unknown && (platform == TargetPlatform.Linux) != (target.Platform == TargetPlatform.Linux))
        {
            return null;
        }

        return new StackTarget(target, platform, WheelPlatforms.Of(scope, target));
    }

    /// <summary>The driver that builds for a CUDA version need, where the target's is older; null where it is not, or where that is not known.</summary>
    /// <param name="cuda">The version: <c>12.4</c>; empty for a build without CUDA.</param>
    public DriverFloor? Missing(string cuda) => cuda.Length == 0 ? null : Missing(platform => CudaDrivers.FloorFor(cuda, platform), cuda);

    /// <summary>The driver that builds for a major of CUDA need, where the target's is older; null where it is not, or where that is not known.</summary>
    /// <param name="major">The major.</param>
    public DriverFloor? Missing(int major) => Missing(platform => CudaDrivers.FloorFor(major, platform), $"{major}.0");

    /// <summary>The newest CUDA that the driver supports by itself; null where that is not known.</summary>
    public string? NewestCuda => _target.Cuda ?? (_target.Driver is { } driver ? CudaDrivers.CudaOf(driver) : null);

    /// <summary>What the GPU's brand adds to a demand of an image, for people; empty for nothing.</summary>
    public string BrandText => Gpu?.Kind == "geforce" ? ", and no branch is exempt for GeForce" : "";

    /// <summary>Whether an image names the branch of the driver as one that does for the GPU; null where that is not known.</summary>
    /// <param name="requirement">What the image demands.</param>
    public bool? IsListed(CudaRequirement requirement)
    {
        // Without a driver there is only what nvidia-smi prints, and branches of one CUDA are many.
        if (_target.Driver is not { } driver || !int.TryParse(DottedNumber.Prefix(driver, 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var branch))
        {
            return null;
        }

        if (requirement.AnyBranchFrom is { } any && branch >= any)
        {
            return true;
        }

        // Windows has numbers of its own between the branches.
        if (Platform is TargetPlatform.Wsl2 or TargetPlatform.Windows)
        {
            branch -= branch % 5;
        }

        var isPro = Contains(requirement.ProBranches, branch) || Contains(requirement.TeslaBranches, branch);
        var isGeforce = Contains(requirement.GeforceBranches, branch);
        return Gpu?.Kind switch
        {
            "geforce" => isGeforce ? true : requirement.AreListsComplete ? false : null,
            "workstation" or "datacenter" => isPro ? true : requirement.AreListsComplete ? false : null,
            _ => isPro || isGeforce || !requirement.AreListsComplete ? null : false,
        };
    }

    /// <summary>Whether WSL 2 does not hand the GPU over, because it is too old.</summary>
    public bool IsTooOldForWsl => Platform == TargetPlatform.Wsl2 && ComputeCapability is { } gpu && DottedNumber.Compare(gpu, Gpus.LowestInWsl) < 0;

    /// <summary>Whether the driver can compile intermediate code made for a CUDA version; true where that is not known.</summary>
    /// <param name="cuda">The version: <c>12.4</c>.</param>
    public bool Compiles(string cuda) =>
        NewestCuda is not { } newest || DottedNumber.Compare(newest, cuda) >= 0;

    /// <summary>Whether forward compatibility may put a newer CUDA on the target's driver.</summary>
    /// <param name="scope">Where the build runs.</param>
    /// <param name="facts">What its file says.</param>
    /// <remarks>The libraries work on data centre GPUs only, and not in WSL.</remarks>
    public bool MayBeForwardCompatible(Scope scope, FileFacts? facts)
    {
        if (Platform is TargetPlatform.Wsl2 or TargetPlatform.Windows || Gpus.IsGeForce(_target.Gpu))
        {
            return false;
        }

        // NVIDIA's own images of frameworks bring the libraries, too, and use them where the GPU takes them.
        if (GpuImages.ShipsCompatibility(scope.Stage?.BaseImage) || scope.Stage?.BaseImage is { Registry: "nvcr.io" })
        {
            return true;
        }

        foreach (var package in facts?.Packages ?? [])
        {
            if (package.Name.StartsWith("cuda-compat", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Contains(System.Collections.Immutable.ImmutableArray<int> branches, int branch) => branches.IndexOf(branch) >= 0;

    private DriverFloor? Missing(Func<TargetPlatform, DriverFloor?> floorFor, string cuda)
    {
        if (_target.Driver is not { } driver)
        {
            // nvidia-smi prints the newest CUDA of the driver: a build of a newer minor of the same major runs.
            var floor = floorFor(Platform == TargetPlatform.Unknown ? TargetPlatform.Linux : Platform);
            return floor is not null && _target.Cuda is { } printed && DottedNumber.Compare(printed, floor.IsOfMajor ? DottedNumber.Prefix(cuda, 1) : cuda) < 0 ? floor : null;
        }

        if (Platform != TargetPlatform.Unknown)
        {
            return floorFor(Platform) is { } one && !CudaDrivers.Reaches(driver, one.Driver) ? one : null;
        }

        // Whose driver it is, is not said: too old for either.
        return floorFor(TargetPlatform.Linux) is { } linux && !CudaDrivers.Reaches(driver, linux.Driver)
            && floorFor(TargetPlatform.Windows) is { } windows && !CudaDrivers.Reaches(driver, windows.Driver)
            ? linux
            : null;
    }
}
