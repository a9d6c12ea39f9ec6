using System.Collections.Immutable;

namespace EnvLint.Knowledge;

/// <summary>When an installation compiles with <c>nvcc</c>.</summary>
public enum CompilerNeed
{
    /// <summary>Never, or that is not known.</summary>
    None,

    /// <summary>Each time.</summary>
    Always,

    /// <summary>Where no prebuilt wheel fits.</summary>
    WithoutWheel,

    /// <summary>Where a variable says so, or a GPU is visible.</summary>
    Forced,

    /// <summary>Where a word of the command or a variable asks for it.</summary>
    Flag,
}

/// <summary>What an isolated build does.</summary>
public enum IsolatedBuild
{
    /// <summary>It works, or that is not known.</summary>
    Works,

    /// <summary>It stops, because torch is not there.</summary>
    Fails,

    /// <summary>It compiles against another torch than the installed one.</summary>
    WrongTorch,
}

/// <summary>Python packages that compile when they are installed, from <c>rules/data/build-needs.toml</c>.</summary>
public static class BuildNeeds
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => BuildNeedsTable.AsOf;

    /// <summary>The pip from which on all builds are isolated.</summary>
    public static string PipIsolatesAll => BuildNeedsTable.PipIsolatesAll;

    /// <summary>The row of a project; null where the table does not know it.</summary>
    /// <param name="name">The name, normalised by PEP 503.</param>
    public static BuildNeedsPackageRow? Find(string name) => Index.Packages.Find(name);

    /// <summary>The row of a repository; null where the table does not know it.</summary>
    /// <param name="url">An address that names it: <c>git+https://github.com/NVIDIA/apex@master</c>.</param>
    public static BuildNeedsPackageRow? FindUrl(string url)
    {
        if (!url.Contains("://", StringComparison.Ordinal) && !url.Contains('@', StringComparison.Ordinal))
        {
            return null;
        }

        // git@github.com:NVIDIA/apex.git names the same repository.
        var text = url.ToLowerInvariant().Replace("github.com:", "github.com/", StringComparison.Ordinal);
        foreach (var row in BuildNeedsTable.Packages)
        {
            if (NamePattern.MatchesAny(row.Urls, text))
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>When an installation compiles.</summary>
    /// <param name="row">The package.</param>
    public static CompilerNeed Compiler(BuildNeedsPackageRow row) => row.Nvcc switch
    {
        "always" => CompilerNeed.Always,
        "no-wheel" => CompilerNeed.WithoutWheel,
        "forced" => CompilerNeed.Forced,
        "flag" => CompilerNeed.Flag,
        _ => CompilerNeed.None,
    };

    /// <summary>What an isolated build does.</summary>
    /// <param name="row">The package.</param>
    /// <param name="fromRepository">Whether it is installed from its repository.</param>
    public static IsolatedBuild Isolation(BuildNeedsPackageRow row, bool fromRepository) => (fromRepository ? row.IsolationGit ?? row.Isolation : row.Isolation) switch
    {
        "fails" => IsolatedBuild.Fails,
        "wrong-torch" => IsolatedBuild.WrongTorch,
        _ => IsolatedBuild.Works,
    };

    /// <summary>The variables that switch the compiler off, with the value that does: <c>BUILD_NO_CUDA=1</c>.</summary>
    public static ImmutableArray<string> Skips => BuildNeedsTable.Skip;

    /// <summary>Whether a project is a tool that does not bring torch along.</summary>
    /// <param name="name">The name, normalised by PEP 503.</param>
    public static bool IsBuildTool(string name) => BuildNeedsTable.BuildTools.Contains(name, StringComparer.Ordinal);

    /// <summary>Whether a prebuilt wheel fits; null where that is not known.</summary>
    /// <param name="project">The project.</param>
    /// <param name="version">Its version: <c>2.8.3</c>; empty for the newest.</param>
    /// <param name="torch">The release of torch: <c>2.6.0</c>.</param>
    /// <param name="cudaMajor">The major of torch's CUDA.</param>
    public static bool? HasWheel(string project, string version, string torch, int cudaMajor)
    {
        foreach (var row in BuildNeedsTable.Wheels)
        {
            // The newest versions come first; of a version newer than the table nothing is known.
            if (row.Project != project || (version.Length > 0 && DottedNumber.Compare(version, row.From) < 0))
            {
                continue;
            }

            if (row.Newest == true && version.Length > 0 && DottedNumber.Compare(version, row.From) > 0)
            {
                return null;
            }

            var minor = DottedNumber.Prefix(torch, 2);
            return DottedNumber.Compare(row.TorchFrom, minor) <= 0 && DottedNumber.Compare(minor, row.TorchTo) <= 0 && row.Cuda.Contains(cudaMajor);
        }

        return null;
    }

    /// <summary>Where a row is known from, in words for people.</summary>
    /// <param name="row">The row.</param>
    public static string SourceOf(BuildNeedsPackageRow row) => SourceTexts.First(row.Source, BuildNeedsTable.Source);

    // Of its own, so that other questions to the table do not make it.
    private static class Index
    {
        internal static readonly NameIndex<BuildNeedsPackageRow> Packages = new(BuildNeedsTable.Packages, static row => row.Names);
    }
}
