namespace EnvLint.Knowledge;

/// <summary>How much of CUDA an image has.</summary>
public enum CudaFlavor
{
    /// <summary>Nothing, or not known.</summary>
    None,

    /// <summary>The runtime library alone.</summary>
    Base,

    /// <summary>The libraries, without headers and compiler.</summary>
    Runtime,

    /// <summary>Libraries, headers and <c>nvcc</c>.</summary>
    Devel,
}

/// <summary>What an image brings before the first command.</summary>
public sealed record ImageContents
{
    /// <summary>The version of its CUDA: <c>12.4.1</c>, <c>12.4</c>; empty for an image that is known to have none. What lies within a framework's own packages is <see cref="FrameworkCuda"/>.</summary>
    public string Cuda { get; init; } = "";

    /// <summary>How much of <see cref="Cuda"/> it has; <see cref="CudaFlavor.None"/> beside a version says that this is not known.</summary>
    public CudaFlavor Flavor { get; init; }

    /// <summary>The version of its cuDNN, which may lie within the framework's own packages: <c>9</c>, <c>9.1.0</c>; empty where it has none or that is not known.</summary>
    public string Cudnn { get; init; } = "";

    /// <summary>The Python that <c>python</c> is; null where it has none or that is not known.</summary>
    public (int Major, int Minor)? Python { get; init; }

    /// <summary>The project of the framework that it ships: <c>torch</c>, <c>tensorflow</c>; empty for none.</summary>
    public string Framework { get; init; } = "";

    /// <summary>The framework's version: <c>2.4.0</c>; empty where it is not known.</summary>
    public string FrameworkVersion { get; init; } = "";

    /// <summary>The CUDA that the framework is built for: <c>12.4</c>; empty where it is not known.</summary>
    public string FrameworkCuda { get; init; } = "";

    /// <summary>Whether all of it was checked against its source.</summary>
    public bool IsVerified { get; init; }

    /// <summary>Where it is known from, for people; empty where the reference itself says it.</summary>
    public string Source { get; init; } = "";
}
