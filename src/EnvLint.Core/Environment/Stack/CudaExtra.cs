using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Versions;

namespace EnvLint.Environment.Stack;

/// <summary>An extra of jax or TensorFlow that brings CUDA, or is built for the system's.</summary>
/// <param name="Name">The request for people: <c>jax[cuda13]</c>, <c>tensorflow[and-cuda] 2.20.0</c>.</param>
/// <param name="Version">The version: the pinned one, or today's newest.</param>
/// <param name="Major">The major of CUDA.</param>
/// <param name="LowestGpu">The lowest compute capability with code; null where that is not known.</param>
/// <param name="IsCertain">Whether the version is pinned.</param>
/// <param name="Source">Where it is known from.</param>
/// <param name="AsOf">The table's date.</param>
public sealed record CudaExtra(string Name, string Version, int Major, string? LowestGpu, bool IsCertain, string Source, string AsOf)
{
    /// <summary>What a request asks for; null where it asks for no such extra, or where its version is not known.</summary>
    /// <param name="request">The request.</param>
    /// <param name="environment">Its environment.</param>
    /// <param name="platform">The system.</param>
    public static CudaExtra? Of(PackageRequest request, PythonEnvironment environment, WheelPlatform platform)
    {
        if (request is not { Manager: PackageManager.Pip, IsConstraint: false, Command: not { IsConditional: true }, Extras.IsEmpty: false }
            || !PackageIndexes.ArePublic(request.Sources)
            || PipRequests.SpecifiersOf(request) is not { NamesPreRelease: false } specifiers
            || TorchResolver.Applies(request, WheelPlatforms.MarkersOf(platform, environment.Python)) != true)
        {
            return null;
        }

        return request.Name switch
        {
            "jax" => OfJax(request, environment, specifiers),
            "tensorflow" => OfTensorFlow(request, environment, specifiers),
            _ => null,
        };
    }

    private static CudaExtra? OfJax(PackageRequest request, PythonEnvironment environment, Pep440SpecifierSet specifiers)
    {
        if (PipRequests.VersionOf(request, environment, specifiers) is not { } version)
        {
            return null;
        }

        foreach (var name in request.Extras)
        {
            // The plain name meant another CUDA before there was a numbered one.
            if (Jax.FindExtra(name) is { Verified: true } extra && Jax.Has(extra, version.Text)
                && (extra.Name != "cuda" || (Jax.FindExtra($"cuda{extra.Major}") is { } numbered && Jax.Has(numbered, version.Text))))
            {
                return new CudaExtra(NameOf(request, name, version), version.Text, extra.Major, extra.CcMin, version.IsPinned, Jax.SourceText(extra.Source), Jax.AsOf);
            }
        }

        return null;
    }

    private static CudaExtra? OfTensorFlow(PackageRequest request, PythonEnvironment environment, Pep440SpecifierSet specifiers)
    {
        var extra = TensorFlow.CudaExtra.Name;
        return request.Extras.Contains(extra, StringComparer.Ordinal)
            && PipRequests.VersionOf(request, environment, specifiers) is { } version
            && TensorFlow.Find(version.Text) is { Verified: true, AndCuda: true } row
            ? new CudaExtra(NameOf(request, extra, version), version.Text, int.Parse(DottedNumber.Prefix(row.Cuda, 1), System.Globalization.CultureInfo.InvariantCulture), row.CcMin, version.IsPinned, TensorFlow.SourceText(row.Source), TensorFlow.AsOf)
            : null;
    }

    private static string NameOf(PackageRequest request, string extra, (string Text, bool IsPinned) version) =>
        version.IsPinned ? $"{request.Name}[{extra}] {version.Text}" : $"today's {request.Name}[{extra}], {version.Text},";
}
