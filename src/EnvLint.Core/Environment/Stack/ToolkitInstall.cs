using System.Collections.Immutable;
using EnvLint.Environment.Facts;

namespace EnvLint.Environment.Stack;

/// <summary>What brings a CUDA compiler.</summary>
public enum ToolkitOrigin
{
    /// <summary>The image that a stage begins with.</summary>
    Image,

    /// <summary>A package of NVIDIA's repository.</summary>
    Package,

    /// <summary>The distribution's own package.</summary>
    Distribution,

    /// <summary>NVIDIA's <c>.run</c> installer.</summary>
    RunFile,

    /// <summary>A package of conda.</summary>
    Conda,
}

/// <summary>Something that brings <c>nvcc</c>.</summary>
/// <param name="Cuda">Its CUDA: <c>12.4</c>, <c>12.4.1</c>; empty where that is not known.</param>
/// <param name="Origin">What it is.</param>
/// <param name="Word">The word that names it.</param>
/// <param name="Fact">The fact that says so.</param>
/// <param name="IsWhole">Whether it brings the whole toolkit: headers, libraries and tools beside the compiler.</param>
/// <param name="IsVerified">Whether that was checked against its source.</param>
public sealed record ToolkitInstall(string Cuda, ToolkitOrigin Origin, Word Word, Fact Fact, bool IsWhole, bool IsVerified)
{
    /// <summary>Whether it may not be installed at all.</summary>
    public bool IsConditional => Fact is PackageRequest { IsConditional: true } or CommandUse { IsConditional: true };
}

/// <summary>The CUDA compilers that are there at one place.</summary>
/// <param name="Installs">What brings one, in order.</param>
/// <param name="IsComplete">Whether that is all: nothing else may have brought, replaced or removed one.</param>
/// <param name="HasHome">Whether <c>CUDA_HOME</c> chooses among several.</param>
public sealed record ToolkitState(ImmutableArray<ToolkitInstall> Installs, bool IsComplete, bool HasHome)
{
    /// <summary>Whether there is none for certain.</summary>
    public bool HasNone => IsComplete && Installs.IsEmpty;

    /// <summary>The one that builds take, where there is one for certain and its CUDA is known; null otherwise.</summary>
    public ToolkitInstall? Only => IsComplete && !HasHome && Installs is [{ Cuda.Length: > 0, IsConditional: false } only] ? only : null;
}
