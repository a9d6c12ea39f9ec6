using System.Collections.Immutable;
using EnvLint.Collections;

namespace EnvLint.Knowledge;

/// <summary>Whether a build has code for a GPU.</summary>
public enum GpuCode
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>It has none: nothing that uses the GPU runs.</summary>
    None,

    /// <summary>Intermediate code only, which the driver compiles at the first use.</summary>
    Ptx,

    /// <summary>Machine code.</summary>
    Machine,
}

/// <summary>PyTorch's releases and builds, from <c>rules/data/pytorch.toml</c>.</summary>
public static class Torch
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => PytorchTable.AsOf;

    /// <summary>The newest stable release that the table knows.</summary>
    public static string Newest => PytorchTable.Newest;

    /// <summary>The oldest release that the table knows; from it on the list is complete.</summary>
    public static string Oldest => PytorchTable.Oldest;

    /// <summary>A version newer than any that the table, or PyTorch, will have for long.</summary>
    public static string NewerThanAll => "999";

    /// <summary>A version older than any that PyTorch had.</summary>
    public static string OlderThanAll => "0.0.1";

    /// <summary>All releases, newest first.</summary>
    public static Rows<PytorchReleaseRow> Releases => PytorchTable.Releases;

    /// <summary>A release; null where the table does not know it.</summary>
    /// <param name="version">Its version, also without the last zero: <c>2.1</c> is <c>2.1.0</c>.</param>
    public static PytorchReleaseRow? Find(string version)
    {
        if (!DottedNumber.IsOne(version))
        {
            return null;
        }

        foreach (var row in PytorchTable.Releases)
        {
            if (DottedNumber.Compare(row.Version, version) == 0)
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>Whether a version lies where the list is complete, so that one it does not hold was never released.</summary>
    /// <param name="version">Plain numbers: <c>2.4.3</c>.</param>
    public static bool IsCovered(string version) =>
        DottedNumber.IsOne(version) && DottedNumber.Compare(version, Oldest) >= 0 && DottedNumber.Compare(version, Newest) <= 0;

    /// <summary>Whether a project's releases belong to those of torch: <c>torchvision</c>, <c>torchaudio</c>.</summary>
    /// <param name="name">The project.</param>
    public static bool HasCompanion(string name) => name is "torchvision" or "torchaudio";

    /// <summary>The versions of a companion that belong to a release; the first is the one of the official commands.</summary>
    /// <param name="release">The release.</param>
    /// <param name="name">The companion.</param>
    public static ImmutableArray<string> Companions(PytorchReleaseRow release, string name) => name switch
    {
        "torchvision" => release.Torchvision,
        "torchaudio" => release.Torchaudio,
        _ => [],
    };

    /// <summary>All versions of a companion that the table knows, newest first.</summary>
    /// <param name="name">The companion.</param>
    public static ImmutableArray<string> CompanionVersions(string name)
    {
        var versions = new List<string>();
        foreach (var row in PytorchTable.Releases)
        {
            foreach (var version in Companions(row, name))
            {
                if (!versions.Contains(version))
                {
                    versions.Add(version);
                }
            }
        }

        Sorting.Order(versions, static (left, right) => DottedNumber.Compare(right, left));
        return [.. versions];
    }

    /// <summary>The releases that a version of a companion belongs to, newest first; empty where the table does not know it.</summary>
    /// <param name="name">The companion.</param>
    /// <param name="version">Its version, also without the last zero.</param>
    public static Rows<PytorchReleaseRow> OfCompanion(string name, string version) => DottedNumber.IsOne(version)
        ? PytorchTable.Releases.Keep(row => Companions(row, name).Exists(companion => DottedNumber.Compare(companion, version) == 0))
        : default;

    /// <summary>The minor of torch from which on a companion has no releases of its own; null where it goes on.</summary>
    /// <param name="name">The companion.</param>
    public static string? FrozenAt(string name) => PytorchTable.Companions.Find(row => row.Name == name)?.FrozenAt;

    /// <summary>Whether releases of a project name the torch that they want, and so may bring another one.</summary>
    /// <param name="name">The project's name, normalised by PEP 503.</param>
    public static bool IsBoundBy(string name) => PytorchTable.Binders.Exists(row => NamePattern.MatchesAny(row.Names, name));

    /// <summary>The CUDA builds on PyTorch's index, such as <c>12.6</c>.</summary>
    /// <param name="release">The release.</param>
    /// <param name="platform">The system.</param>
    public static ImmutableArray<string> Builds(PytorchReleaseRow release, WheelPlatform platform) => platform switch
    {
        WheelPlatform.LinuxX64 => release.CudaLinuxExtra.IsEmpty ? release.Cuda : [.. release.Cuda, .. release.CudaLinuxExtra],
        WheelPlatform.Windows => release.CudaWindows.IsEmpty ? release.Cuda : release.CudaWindows,

        // What the index has for aarch64 is known by the code in it only.
        _ => [],
    };

    /// <summary>Whether a build is known not to exist for any system.</summary>
    /// <param name="release">The release.</param>
    /// <param name="cuda">The build's CUDA: <c>12.4</c>.</param>
    public static bool WasNeverBuilt(PytorchReleaseRow release, string cuda) =>
        !release.Cuda.Contains(cuda, StringComparer.Ordinal) && !release.CudaLinuxExtra.Contains(cuda, StringComparer.Ordinal)
        && !release.CudaLinuxUnsure.Contains(cuda, StringComparer.Ordinal);

    /// <summary>The CUDA of the wheel on PyPI; empty for a wheel without CUDA, null where that is not known.</summary>
    /// <param name="release">The release.</param>
    /// <param name="platform">The system.</param>
    public static string? DefaultCuda(PytorchReleaseRow release, WheelPlatform platform) => platform switch
    {
        WheelPlatform.LinuxX64 => release.PypiLinux,
        WheelPlatform.LinuxArm64 => DottedNumber.Compare(release.Version, PytorchTable.PypiCudaOnArmSince) < 0 ? "" : release.PypiLinux,
        _ => "",
    };

    /// <summary>Whether a build has code for a GPU.</summary>
    /// <param name="release">The release.</param>
    /// <param name="cuda">The build's CUDA: <c>12.4</c>.</param>
    /// <param name="platform">The system.</param>
    /// <param name="computeCapability">The GPU's compute capability: <c>8.6</c>.</param>
    /// <param name="source">Where it is known from; null for <see cref="GpuCode.Unknown"/>.</param>
    /// <returns><see cref="GpuCode.Unknown"/> also where the table's row was not checked and says that there is none.</returns>
    public static GpuCode CodeFor(PytorchReleaseRow release, string cuda, WheelPlatform platform, string computeCapability, out string? source)
    {
        source = null;

        // Said for an architecture as such: that stands above the lists, in which older builds have PTX that is not enough.
        foreach (var need in PytorchTable.Needs)
        {
            if (DottedNumber.Compare(computeCapability, need.CcFrom) >= 0
                && (DottedNumber.Compare(cuda, need.CudaMin) < 0 || DottedNumber.Compare(release.Version, need.TorchMin) < 0))
            {
                source = SourceText(need.Source);
                return GpuCode.None;
            }
        }

        var minor = DottedNumber.Prefix(release.Version, 2);
        var name = platform switch
        {
            WheelPlatform.LinuxX64 => "linux-x86_64",
            WheelPlatform.LinuxArm64 => "linux-aarch64",
            WheelPlatform.Windows => "windows",
            _ => "",
        };
        foreach (var row in PytorchTable.Arches)
        {
            if (row.Platform == name && row.Cuda == cuda && DottedNumber.Compare(row.TorchFrom, minor) <= 0 && DottedNumber.Compare(row.TorchTo, minor) >= 0)
            {
                var code = CodeFor(row, computeCapability);
                if (code == GpuCode.None && !row.Verified)
                {
                    return GpuCode.Unknown;
                }

                source = SourceText(row.Source);
                return code;
            }
        }

        return GpuCode.Unknown;
    }

    /// <summary>Where a row is known from, in words for people.</summary>
    /// <param name="sources">The row's sources.</param>
    public static string SourceText(string sources) => SourceTexts.First(sources, PytorchTable.Source);

    private static GpuCode CodeFor(PytorchArchRow row, string computeCapability)
    {
        var major = DottedNumber.Prefix(computeCapability, 1);
        foreach (var sm in row.Sm)
        {
            if (DottedNumber.Prefix(sm, 1) == major && DottedNumber.Compare(sm, computeCapability) <= 0)
            {
                return GpuCode.Machine;
            }
        }

        return row.Ptx.Exists(ptx => DottedNumber.Compare(ptx, computeCapability) <= 0) ? GpuCode.Ptx : GpuCode.None;
    }
}
