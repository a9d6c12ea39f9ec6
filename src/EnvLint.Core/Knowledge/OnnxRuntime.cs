using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Versions;

namespace EnvLint.Knowledge;

/// <summary>ONNX Runtime's packages and releases, from <c>rules/data/onnxruntime.toml</c>.</summary>
public static class OnnxRuntime
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => OnnxruntimeTable.AsOf;

    /// <summary>A package that brings the module <c>onnxruntime</c>; null for another.</summary>
    /// <param name="name">The name on PyPI, normalised by PEP 503.</param>
    public static OnnxruntimeVariantRow? FindVariant(string name) => OnnxruntimeTable.Variants.Find(row => row.Name == name);

    /// <summary>What a release of onnxruntime-gpu on PyPI needs; null where the table does not know it.</summary>
    /// <param name="version">Plain numbers: <c>1.19.2</c>.</param>
    public static OnnxruntimeReleaseRow? Find(string version)
    {
        if (!DottedNumber.IsOne(version))
        {
            return null;
        }

        var minor = DottedNumber.Prefix(version, 2);
        foreach (var row in OnnxruntimeTable.Releases)
        {
            if (DottedNumber.Compare(row.First, minor) <= 0 && (row.Last is null || DottedNumber.Compare(minor, row.Last) <= 0))
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>All rows of releases, newest first.</summary>
    public static Rows<OnnxruntimeReleaseRow> Releases => OnnxruntimeTable.Releases;

    /// <summary>What all releases of onnxruntime-gpu that comparisons allow need; null where they differ, or where that is not known.</summary>
    /// <param name="specifiers">The comparisons.</param>
    public static OnnxruntimeReleaseRow? Only(Pep440SpecifierSet specifiers)
    {
        OnnxruntimeReleaseRow? only = null;
        foreach (var row in OnnxruntimeTable.Releases)
        {
            // 1.18.99 stands for the last of its minor.
            var range = Pep440SpecifierSet.Parse(row.Last is null ? $">={row.First}" : $">={row.First},<={row.Last}.99");
            if (specifiers.Intersect(range).IsEmpty)
            {
                continue;
            }

            if (only is not null && (only.CudaMajor != row.CudaMajor || only.CudnnMajor != row.CudnnMajor))
            {
                return null;
            }

            only ??= row;
        }

        return only;
    }

    /// <summary>Where a row is known from, in words for people.</summary>
    /// <param name="sources">The row's sources.</param>
    public static string SourceText(string sources) => SourceTexts.First(sources, OnnxruntimeTable.Source);
}
