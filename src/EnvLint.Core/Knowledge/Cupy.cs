using EnvLint.Collections;

namespace EnvLint.Knowledge;

/// <summary>CuPy's packages on PyPI, from <c>rules/data/cupy.toml</c>.</summary>
public static class Cupy
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => CupyTable.AsOf;

    /// <summary>A package that brings the module <c>cupy</c>; null for another.</summary>
    /// <param name="name">The name on PyPI, normalised by PEP 503.</param>
    public static CupyPackageRow? Find(string name) => name.StartsWith("cupy", StringComparison.Ordinal) ? CupyTable.Packages.Find(row => row.Name == name) : null;

    /// <summary>The package for a major of CUDA; null where there is none.</summary>
    /// <param name="major">The major.</param>
    public static string? For(int major)
    {
        var name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"cupy-cuda{major}x");
        return Find(name) is null ? null : name;
    }

    /// <summary>Where a row is known from, in words for people.</summary>
    /// <param name="row">The row.</param>
    public static string SourceText(CupyPackageRow row) => SourceTexts.First(row.Source, CupyTable.Source);
}
