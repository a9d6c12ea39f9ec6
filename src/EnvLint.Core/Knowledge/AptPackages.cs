using System.Collections.Immutable;
using System.Globalization;
using EnvLint.Collections;

namespace EnvLint.Knowledge;

/// <summary>How much of a driver a package brings.</summary>
public enum DriverPart
{
    /// <summary>None: a toolkit or a library.</summary>
    None,

    /// <summary>Libraries of forward compatibility, which act from their own folder only.</summary>
    Compatibility,

    /// <summary>libcuda, NVML, GL or nvidia-smi of one driver version.</summary>
    User,

    /// <summary>The kernel module too.</summary>
    Kernel,
}

/// <summary>What a package is to the rules, beside its part of a driver.</summary>
public enum PackageRole
{
    /// <summary>Nothing that a rule asks for.</summary>
    None,

    /// <summary>Toolkit and driver in one; from the wsl-ubuntu repository the toolkit only.</summary>
    CudaMeta,

    /// <summary>A CUDA package that brings the driver.</summary>
    DriverMeta,

    /// <summary>Hands the GPU to containers.</summary>
    ContainerToolkit,

    /// <summary>Predecessor of the container toolkit.</summary>
    ContainerRetired,

    /// <summary>Runs containers.</summary>
    ContainerEngine,

    /// <summary>For building kernel modules.</summary>
    KernelHeaders,

    /// <summary>The distribution's own build of the toolkit.</summary>
    Distribution,
}

/// <summary>What a <c>.run</c> installer would bring.</summary>
public enum RunFileContent
{
    /// <summary>The file is no installer of NVIDIA's, or it installs nothing.</summary>
    None,

    /// <summary>The toolkit alone.</summary>
    Toolkit,

    /// <summary>A driver.</summary>
    Driver,
}

/// <summary>Packages around NVIDIA GPUs by their names in apt, dnf and zypper, from <c>rules/data/apt-packages.toml</c>.</summary>
public static class AptPackages
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => AptPackagesTable.AsOf;

    /// <summary>The folder into which WSL mounts the Windows driver's libraries.</summary>
    public static string WslDriverFolder => AptPackagesTable.Wsl.DriverFolder;

    /// <summary>The folder of NVIDIA's CUDA repository that holds no driver.</summary>
    public static string DriverlessRepository => AptPackagesTable.Wsl.DriverlessRepository;

    /// <summary>The row of a package; null where the table does not know it.</summary>
    /// <param name="name">The name without architecture and version.</param>
    public static AptPackageRow? Find(string name) => Index.Packages.Find(name);

    /// <summary>What a package brings of a driver.</summary>
    /// <param name="row">Its row.</param>
    public static DriverPart Driver(AptPackageRow row) => row.Driver switch
    {
        "kernel" => DriverPart.Kernel,
        "user" => DriverPart.User,
        "compat" => DriverPart.Compatibility,
        _ => DriverPart.None,
    };

    /// <summary>What a package brings of a driver; <see cref="DriverPart.None"/> for one that the table does not know.</summary>
    /// <param name="name">The name without architecture and version.</param>
    public static DriverPart Driver(string name) => Find(name) is { } row ? Driver(row) : DriverPart.None;

    /// <summary>What a package is to the rules.</summary>
    /// <param name="row">Its row.</param>
    public static PackageRole Role(AptPackageRow row) => row.Role switch
    {
        "cuda-meta" => PackageRole.CudaMeta,
        "driver-meta" => PackageRole.DriverMeta,
        "container-toolkit" => PackageRole.ContainerToolkit,
        "container-retired" => PackageRole.ContainerRetired,
        "container-engine" => PackageRole.ContainerEngine,
        "kernel-headers" => PackageRole.KernelHeaders,
        "distribution" => PackageRole.Distribution,
        _ => PackageRole.None,
    };

    /// <summary>What a package is to the rules; <see cref="PackageRole.None"/> for one that the table does not know.</summary>
    /// <param name="name">The name without architecture and version.</param>
    public static PackageRole Role(string name) => Find(name) is { } row ? Role(row) : PackageRole.None;

    /// <summary>The package to take in place of one that brings more than is wanted; null where there is none.</summary>
    /// <param name="row">The package's row.</param>
    /// <param name="name">Its name: <c>cuda-12-4</c>.</param>
    /// <returns>The other name: <c>cuda-toolkit-12-4</c>.</returns>
    public static string? InsteadOf(AptPackageRow row, string name) =>
        row is { Stem: { } stem, Use: { } use } && name.StartsWith(stem, StringComparison.Ordinal) ? use + name[stem.Length..] : null;

    /// <summary>How what a package installs changes with its repository, as its name carries no version; null for others.</summary>
    /// <param name="row">The package's row.</param>
    /// <param name="name">Its name.</param>
    public static string? MovesHow(AptPackageRow row, string name) => NamePattern.MatchesAny(row.Moving, name) ? row.MovingText : null;

    /// <summary>The driver branch in a package's name: 535 for <c>nvidia-driver-535-server</c>; null where it names none.</summary>
    /// <param name="name">The name of a package that brings a driver.</param>
    public static int? Branch(string name)
    {
        for (var start = name.IndexOf('-', StringComparison.Ordinal) + 1; start > 0; start = name.IndexOf('-', start) + 1)
        {
            var end = name.IndexOf('-', start);
            var part = end < 0 ? name.AsSpan(start) : name.AsSpan(start, end - start);
            if (part.Length == 3 && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var branch))
            {
                return branch;
            }
        }

        return null;
    }

    /// <summary>What running a <c>.run</c> file with these arguments brings.</summary>
    /// <param name="fileName">Its name without a folder.</param>
    /// <param name="arguments">The arguments; null for those whose value is not known.</param>
    /// <param name="isCertain">Whether nobody is asked: the arguments choose what is installed, or the file has nothing else.</param>
    public static RunFileContent RunFile(string fileName, IEnumerable<string?> arguments, out bool isCertain)
    {
        isCertain = true;
        var facts = AptPackagesTable.RunFile;
        var isDriver = NamePattern.MatchesAny(facts.DriverPatterns, fileName);
        if (!isDriver && !NamePattern.MatchesAny(facts.ToolkitPatterns, fileName))
        {
            return RunFileContent.None;
        }

        var chosen = isDriver;
        var driver = isDriver || !IsDriverless(fileName, facts.DriverlessFrom);
        var asked = false;
        foreach (var argument in arguments)
        {
            if (argument is null)
            {
                // It may be any option.
                isCertain = false;
                return RunFileContent.None;
            }

            if (facts.NoInstall.Contains(argument, StringComparer.Ordinal) || facts.NoInstallPrefixes.Exists(prefix => argument.StartsWith(prefix, StringComparison.Ordinal)))
            {
                return RunFileContent.None;
            }

            if (!isDriver && facts.WithDriver.Contains(argument, StringComparer.Ordinal))
            {
                asked = true;
            }

            chosen |= facts.ToolkitOnly.Contains(argument, StringComparer.Ordinal);
        }

        if (isDriver || asked)
        {
            return RunFileContent.Driver;
        }

        isCertain = chosen;
        return chosen || !driver ? RunFileContent.Toolkit : RunFileContent.Driver;
    }

    /// <summary>The retired repository that an address belongs to; null for others.</summary>
    /// <param name="url">An address of a package source.</param>
    public static AptPackagesRepositoryRow? RetiredRepository(string url)
    {
        foreach (var row in AptPackagesTable.Repositories)
        {
            // The first row that fits decides: the living list of all distributions stands in front of the old ones.
            if (NamePattern.MatchesAny(row.Patterns, url))
            {
                return row.Status == "retired" ? row : null;
            }
        }

        return null;
    }

    /// <summary>What the table says of a row's source: the text of its first id, or the address.</summary>
    /// <param name="row">A row.</param>
    public static string SourceOf(AptPackageRow row) => SourceText(row.Source);

    /// <summary>What the table says of a row's source: the text of its first id, or the address.</summary>
    /// <param name="row">A row.</param>
    public static string SourceOf(AptPackagesRepositoryRow row) => SourceText(row.Source);

    private static string SourceText(string sources)
    {
        var first = sources.AsSpan();
        var comma = first.IndexOf(',');
        var id = (comma < 0 ? first : first[..comma]).Trim().ToString();
        return AptPackagesTable.Source(id) ?? id;
    }

    // cuda_13.4.0_linux.run: the release stands behind the first underscore.
    private static bool IsDriverless(string fileName, string from)
    {
        var start = fileName.IndexOf('_', StringComparison.Ordinal) + 1;
        var end = start > 0 ? fileName.IndexOf('_', start) : -1;
        return end > start && TryRelease(fileName.AsSpan(start, end - start), out var release) && TryRelease(from, out var first) && release.CompareTo(first) >= 0;
    }

    private static bool TryRelease(ReadOnlySpan<char> text, out (int Major, int Minor) release)
    {
        release = default;
        var dot = text.IndexOf('.');
        if (dot <= 0)
        {
            return false;
        }

        var rest = text[(dot + 1)..];
        var second = rest.IndexOf('.');
        if (second >= 0)
        {
            rest = rest[..second];
        }

        return int.TryParse(text[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out release.Major)
            && int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out release.Minor);
    }

    // Of its own, so that other questions to the table do not make it.
    private static class Index
    {
        internal static readonly NameIndex<AptPackageRow> Packages = new(AptPackagesTable.Packages, static row => row.Patterns);
    }
}
