using EnvLint.Collections;
using System.Collections.Immutable;

namespace EnvLint.Knowledge;

/// <summary>TensorFlow's releases, from <c>rules/data/tensorflow.toml</c>.</summary>
public static class TensorFlow
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => TensorflowTable.AsOf;

    /// <summary>The newest stable release that the table knows.</summary>
    public static string Newest => TensorflowTable.Newest;

    /// <summary>All minors, newest first; of each the first release is named.</summary>
    public static Rows<TensorflowReleaseRow> Releases => TensorflowTable.Releases;

    /// <summary>The package for GPUs of its own that is gone.</summary>
    public static TensorflowGpuPackageRow GpuPackage => TensorflowTable.GpuPackage;

    /// <summary>The extra that brings CUDA.</summary>
    public static TensorflowCudaExtraRow CudaExtra => TensorflowTable.CudaExtra;

    /// <summary>The last minor release that uses a GPU on Windows itself.</summary>
    public static string LastOnWindows
    {
        get
        {
            var last = "0";
            foreach (var row in TensorflowTable.Releases)
            {
                last = row.WindowsGpu == true && DottedNumber.Compare(row.Version, last) > 0 ? row.Version : last;
            }

            return last;
        }
    }

    /// <summary>What holds for a release; null where the table does not know its minor.</summary>
    /// <param name="version">Plain numbers: <c>2.15.0</c>, <c>2.15</c>.</param>
    public static TensorflowReleaseRow? Find(string version)
    {
        if (!DottedNumber.IsOne(version))
        {
            return null;
        }

        foreach (var row in TensorflowTable.Releases)
        {
            if (DottedNumber.Compare(row.Version, DottedNumber.Prefix(version, 2)) == 0)
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>Where a row is known from, in words for people.</summary>
    /// <param name="sources">The row's sources.</param>
    public static string SourceText(string sources) => SourceTexts.First(sources, TensorflowTable.Source);
}
