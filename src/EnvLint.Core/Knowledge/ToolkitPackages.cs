using EnvLint.Environment.Facts;

namespace EnvLint.Knowledge;

/// <summary>Packages that bring CUDA's compiler, from <c>rules/data/toolkit-packages.toml</c>.</summary>
public static class ToolkitPackages
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => ToolkitPackagesTable.AsOf;

    /// <summary>Where a row is known from, in words for people.</summary>
    /// <param name="row">The row.</param>
    public static string SourceText(ToolkitPackageRow row) => SourceTexts.First(row.Source, ToolkitPackagesTable.Source);

    /// <summary>The row of a package; null for one that brings no compiler.</summary>
    /// <param name="manager">The package manager.</param>
    /// <param name="name">The package.</param>
    public static ToolkitPackageRow? Find(PackageManager manager, string name)
    {
        // What does not begin so is in no row.
        if (!name.StartsWith("cuda", StringComparison.Ordinal) && !name.StartsWith("nvcc", StringComparison.Ordinal))
        {
            return null;
        }

        var kind = manager switch
        {
            PackageManager.Apt or PackageManager.Dnf or PackageManager.Zypper => "apt",
            PackageManager.Conda => "conda",
            _ => "",
        };
        foreach (var row in ToolkitPackagesTable.Packages)
        {
            if (row.Manager == kind && NamePattern.MatchesAny(row.Patterns, name))
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>The CUDA release in a package's name: <c>12.4</c> for <c>cuda-nvcc-12-4</c>; empty where it names none.</summary>
    /// <param name="name">The package.</param>
    public static string ReleaseOf(string name)
    {
        var last = name.LastIndexOf('-');
        var first = last > 0 ? name.LastIndexOf('-', last - 1) : -1;
        return first > 0 && NamePattern.Matches("#-#", name.AsSpan(first + 1)) ? name[(first + 1)..].Replace('-', '.') : "";
    }
}
