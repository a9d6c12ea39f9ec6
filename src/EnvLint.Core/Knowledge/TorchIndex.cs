using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Versions;

namespace EnvLint.Knowledge;

/// <summary>What a folder of PyTorch's index holds builds for.</summary>
public enum TorchIndexKind
{
    /// <summary>CUDA.</summary>
    Cuda,

    /// <summary>The CPU only.</summary>
    Cpu,

    /// <summary>AMD's ROCm.</summary>
    Rocm,

    /// <summary>Intel's XPU.</summary>
    Xpu,

    /// <summary>Several of them: the page that old commands name with <c>-f</c>, or the index without a folder.</summary>
    All,

    /// <summary>Not known: newer than the table, or a name that it does not have.</summary>
    Unknown,
}

/// <summary>A folder of <c>https://download.pytorch.org/whl/</c>.</summary>
/// <param name="Tag">The folder: <c>cu121</c>, <c>cpu</c>; empty for all.</param>
/// <param name="Kind">What it holds builds for.</param>
/// <param name="Row">What is known of a CUDA folder; null for others.</param>
/// <param name="IsStable">Whether it holds releases; nightly and test builds are no releases.</param>
public sealed record TorchIndex(string Tag, TorchIndexKind Kind, PytorchIndexRow? Row, bool IsStable)
{
    private const string Host = "://download.pytorch.org/whl";

    /// <summary>The folders for CUDA that hold releases, newest CUDA first.</summary>
    public static Rows<PytorchIndexRow> Cudas => Index.Cudas;

    /// <summary>Whether no release was ever built for it.</summary>
    public bool WasNeverBuilt => PytorchTable.MissingTags.Exists(row => row.Tag == Tag);

    /// <summary>The folder of a tag.</summary>
    /// <param name="tag">The tag: <c>cu121</c>.</param>
    public static TorchIndex Find(string tag) => Find(tag, isStable: true);

    /// <summary>The folder that an address names.</summary>
    /// <param name="url">The address; an ending slash, a project behind the folder and any letter case of the host are fine.</param>
    /// <returns>Null where it is no address of PyTorch's index.</returns>
    public static TorchIndex? FromUrl(string url)
    {
        var at = url.IndexOf(Host, StringComparison.OrdinalIgnoreCase);
        if (at is not (4 or 5) || !url.StartsWith("http", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var path = url.AsSpan(at + Host.Length);
        if (path.IsEmpty)
        {
            return new TorchIndex("", TorchIndexKind.All, null, IsStable: true);
        }

        if (path[0] != '/')
        {
            return null;
        }

        var isStable = true;
        var folder = Next(ref path);
        if (folder is "nightly" or "test" or "preview")
        {
            isStable = false;
            folder = Next(ref path);
        }
        else if (folder is "lts")
        {
            // lts/1.8/cu111
            Next(ref path);
            folder = Next(ref path);
        }

        return folder.IsEmpty || folder.EndsWith(".html", StringComparison.Ordinal)
            ? new TorchIndex("", TorchIndexKind.All, null, isStable)
            : Find(folder.ToString(), isStable);
    }

    /// <summary>The tag of a CUDA version: <c>cu121</c> for <c>12.1</c>.</summary>
    /// <param name="cuda">The version.</param>
    public static string TagOf(string cuda) => "cu" + DottedNumber.Prefix(cuda, 2).Replace(".", "", StringComparison.Ordinal);

    /// <summary>The address of a folder: <c>https://download.pytorch.org/whl/cu121</c>.</summary>
    /// <param name="tag">The folder.</param>
    public static string UrlOf(string tag) => $"https{Host}/{tag}";

    /// <summary>The CUDA version of a tag: <c>12.1</c> for <c>cu121</c>; null for another text.</summary>
    /// <param name="tag">The tag.</param>
    public static string? CudaOf(string tag) => CudaVersion.TryParseTag(tag, out var version) ? version.ToString() : null;

    private static TorchIndex Find(string tag, bool isStable)
    {
        foreach (var row in PytorchTable.Indexes)
        {
            if (row.Tag == tag)
            {
                return new TorchIndex(tag, TorchIndexKind.Cuda, row, isStable);
            }
        }

        var kind = tag switch
        {
            "cpu" or "cpu-cxx11-abi" or "cpu_pypi_pkg" => TorchIndexKind.Cpu,
            "xpu" => TorchIndexKind.Xpu,
            _ when tag.StartsWith("rocm", StringComparison.Ordinal) => TorchIndexKind.Rocm,
            _ when CudaOf(tag) is not null => TorchIndexKind.Cuda,
            _ => TorchIndexKind.Unknown,
        };
        return new TorchIndex(tag, kind, null, isStable);
    }

    private static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> path)
    {
        if (path.IsEmpty)
        {
            return path;
        }

        path = path[1..];
        var end = path.IndexOf('/');
        var part = end < 0 ? path : path[..end];
        path = end < 0 ? [] : path[end..];
        return part;
    }

    // Of its own, so that other questions to the table do not make it.
    private static class Index
    {
        internal static readonly Rows<PytorchIndexRow> Cudas = PytorchTable.Indexes.Ordered(static (left, right) => DottedNumber.Compare(right.Cuda, left.Cuda));
    }
}
