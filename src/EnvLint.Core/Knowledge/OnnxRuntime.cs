using EnvLint.Collections;

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

    /// <summary>Where a row is known from, in words for people.</summary>
    /// <param name="sources">The row's sources.</param>
    public static string SourceText(string sources) => SourceTexts.First(sources, OnnxruntimeTable.Source);
}
