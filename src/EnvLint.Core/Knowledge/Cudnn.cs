using System.Globalization;
using EnvLint.Environment.Facts;
using EnvLint.Versions;

namespace EnvLint.Knowledge;

/// <summary>The cuDNN that a release needs for the GPU.</summary>
/// <param name="Major">Its major.</param>
/// <param name="IsBrought">Whether the wheel brings it; otherwise something else has to, such as an extra, the system or the image.</param>
/// <param name="IsVerified">Whether that was checked against its source.</param>
/// <param name="Source">Where it is known from, in words for people.</param>
/// <param name="AsOf">The table's date.</param>
public sealed record CudnnUse(int Major, bool IsBrought, bool IsVerified, string Source, string AsOf);

/// <summary>What a package of cuDNN brings.</summary>
/// <param name="Major">Its major; null where that is not known.</param>
/// <param name="CudaMajor">The major of CUDA that it is built for; null where that is not known.</param>
/// <param name="Source">Where it is known from, in words for people.</param>
public sealed record CudnnPackage(int? Major, int? CudaMajor, string Source);

/// <summary>cuDNN, from <c>rules/data/cudnn.toml</c> and the tables of those that need it.</summary>
public static class Cudnn
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => CudnnTable.AsOf;

    /// <summary>The cuDNN that a release on PyPI needs for the GPU.</summary>
    /// <param name="project">The project's name, normalised by PEP 503: <c>torch</c>, <c>tensorflow</c>, <c>onnxruntime-gpu</c>, <c>ctranslate2</c>, <c>jax</c>.</param>
    /// <param name="version">Plain numbers: <c>2.4.1</c>.</param>
    /// <returns>Null where that is not known, and for a project that needs none.</returns>
    public static CudnnUse? NeededBy(string project, string version)
    {
        if (!DottedNumber.IsOne(version))
        {
            return null;
        }

        switch (project)
        {
            case "tensorflow":
                return TensorFlow.Find(version) is { } release ? new(MajorOf(release.Cudnn), IsBrought: false, release.Verified, TensorFlow.SourceText(release.Source), TensorFlow.AsOf) : null;
            case "onnxruntime-gpu":
                return OnnxRuntime.Find(version) is { } runtime ? new(runtime.CudnnMajor, IsBrought: false, runtime.Verified, OnnxRuntime.SourceText(runtime.Source), OnnxRuntime.AsOf) : null;
        }

        foreach (var row in CudnnTable.Uses)
        {
            // The last minor, or release, is one with all that begin with it.
            if (row.Project == project && DottedNumber.Compare(row.First, version) <= 0
                && (row.Last is null || DottedNumber.Compare(DottedNumber.Prefix(version, row.Last.Split('.').Length), row.Last) <= 0))
            {
                return new(row.Major, row.Brings, row.Verified, SourceText(row.Source), AsOf);
            }
        }

        return null;
    }

    /// <summary>The release of a project that is nearest to another one and needs a major of cuDNN.</summary>
    /// <param name="project">The project's name, normalised by PEP 503.</param>
    /// <param name="version">The other release, plain numbers.</param>
    /// <param name="major">The major of cuDNN.</param>
    /// <returns>Its minor with a 0 behind it: <c>4.5.0</c>; null where none is known.</returns>
    public static string? NearestWith(string project, string version, int major)
    {
        foreach (var row in CudnnTable.Uses)
        {
            if (row.Project == project && row.Major == major && row.Verified)
            {
                var edge = DottedNumber.Compare(row.First, version) > 0 ? row.First : row.Last;
                return edge?.Split('.').Length == 2 ? edge + ".0" : edge;
            }
        }

        return null;
    }

    /// <summary>What a package of cuDNN brings; null for another package.</summary>
    /// <param name="request">A request of any manager.</param>
    public static CudnnPackage? FindPackage(PackageRequest request)
    {
        if (!request.Name.Contains("cudnn", StringComparison.Ordinal))
        {
            return null;
        }

        var manager = request.Manager switch
        {
            PackageManager.Pip => "pip",
            PackageManager.Conda => "conda",
            _ => "system",
        };
        foreach (var row in CudnnTable.Packages)
        {
            if (row.Manager == manager && NamePattern.Matches(row.Name, request.Name))
            {
                return new CudnnPackage(NumberBehind(request.Name, "cudnn") ?? VersionOf(request) ?? (request.Constraint.Length == 0 ? row.Newest : null), CudaOf(request), SourceText(row.Source));
            }
        }

        return null;
    }

    /// <summary>Where a row is known from, in words for people.</summary>
    /// <param name="sources">The row's sources.</param>
    public static string SourceText(string sources) => SourceTexts.First(sources, CudnnTable.Source);

    private static int MajorOf(string version) => int.Parse(DottedNumber.Prefix(version, 1), CultureInfo.InvariantCulture);

    // nvidia-cudnn-cu12, libcudnn9-cuda-12; the version of libcudnn8 names it: 8.9.6.50-1+cuda12.2.
    private static int? CudaOf(PackageRequest request) =>
        NumberBehind(request.Name, "-cuda-") ?? NumberBehind(request.Name, "-cu") ?? NumberBehind(request.Constraint, "+cuda");

    // Comparisons that are certain to leave one major.
    private static int? VersionOf(PackageRequest request)
    {
        switch (request.Manager)
        {
            case PackageManager.Pip when request.Requirement is { Specifiers: { IsValid: true, Specifiers.IsEmpty: false } specifiers }:
                return Only(major => !specifiers.Intersect(Pep440SpecifierSet.Parse($"=={major}.*")).IsEmpty);
            case PackageManager.Conda when request.Spec is { Errors.IsEmpty: true, Version: { IsEmpty: false } spec }:
                return Only(major => CondaVersionSpec.Parse($"={major}", out _) is { } one && !spec.Intersect(one).IsEmpty);
            case not (PackageManager.Pip or PackageManager.Conda):
                return NumberBehind(request.Constraint, "=");
            default:
                return null;
        }
    }

    // Majors that there are, and the next.
    private static int? Only(Func<int, bool> mayHave)
    {
        int? only = null;
        foreach (var major in (ReadOnlySpan<int>)[5, 6, 7, 8, 9, 10])
        {
            if (mayHave(major))
            {
                if (only is not null)
                {
                    return null;
                }

                only = major;
            }
        }

        return only;
    }

    private static int? NumberBehind(string text, string word)
    {
        var at = text.LastIndexOf(word, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var start = at + word.Length;
        var end = start;
        while (end < text.Length && end - start < 4 && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return end > start ? int.Parse(text.AsSpan(start, end - start), CultureInfo.InvariantCulture) : null;
    }
}
