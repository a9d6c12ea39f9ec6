using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Versions;

namespace EnvLint.Environment.Stack;

/// <summary>The CUDA that a request of conda leads to.</summary>
/// <param name="Request">The request: of <c>pytorch-cuda</c>, <c>cudatoolkit</c>, <c>cuda-version</c>.</param>
/// <param name="Versions">The versions that it allows, newest first: <c>12.4</c>.</param>
/// <param name="IsOpen">Whether versions that the table does not know may be taken.</param>
/// <param name="FitsDriver">Whether conda takes one that the driver supports, where there is one.</param>
public sealed record CondaCuda(PackageRequest Request, ImmutableArray<string> Versions, bool IsOpen, bool FitsDriver)
{
    /// <summary>What the requests of an environment lead to; the last request of each package counts.</summary>
    /// <param name="environment">The environment.</param>
    public static ImmutableArray<CondaCuda> Of(PythonEnvironment environment)
    {
        var result = ImmutableArray.CreateBuilder<CondaCuda>();
        foreach (var name in (ReadOnlySpan<string>)["pytorch-cuda", "cudatoolkit", "cuda-version"])
        {
            if (environment.Last(name, PackageManager.Conda) is { } request && Of(request) is { } cuda)
            {
                result.Add(cuda);
            }
        }

        return result.DrainToImmutable();
    }

    /// <summary>The builds of pytorch from the channel <c>pytorch</c>, with the package that chooses among them.</summary>
    /// <param name="environment">The environment.</param>
    /// <returns>Null where pytorch does not come from there for certain, or nothing chooses.</returns>
    public static TorchResolution? ResolveTorch(PythonEnvironment environment)
    {
        if (environment.Last("pytorch", PackageManager.Conda) is not { Spec.Errors.IsEmpty: true } torch || !IsFromPyTorch(torch) || environment.Last("torch", PackageManager.Pip) is not null)
        {
            return null;
        }

        var builds = ImmutableArray.CreateBuilder<TorchBuild>();
        var unlisted = new List<TorchBuild>();
        var last = "";
        CondaCuda? chosen = null;
        foreach (var release in Torch.Releases)
        {
            if (release.CondaSelector is not { } selector || !Allows(torch, release.Version))
            {
                continue;
            }

            // Releases of one selector follow each other.
            if (selector != last)
            {
                last = selector;
                chosen = environment.Last(selector, PackageManager.Conda) is { } chooser ? Of(chooser) : null;
            }

            if (chosen is not { } cuda)
            {
                continue;
            }

            foreach (var version in cuda.Versions)
            {
                // Of the old ones there are more builds than the list has: the last that are thought of.
                if (release.CondaCuda.Contains(version, StringComparer.Ordinal))
                {
                    builds.Add(new TorchBuild(release, version, IsVerified: true));
                }
                else if (cuda.Versions.Length == 1 && selector != "pytorch-cuda")
                {
                    unlisted.Add(new TorchBuild(release, version, IsVerified: false));
                }
            }
        }

        builds.AddRange(unlisted);

        return builds.Count == 0 ? null : TorchResolution.Of(torch, null, builds.DrainToImmutable(), isOpen: false);
    }

    private static CondaCuda? Of(PackageRequest request)
    {
        if (request.Spec is not { Errors.IsEmpty: true } spec || (spec.VersionPart is not null && spec.Version is null))
        {
            return null;
        }

        // 11.3.1 is a build for 11.3, whatever third numbers the channels have.
        var text = spec.VersionPart?.Value.TrimStart('=') ?? "";
        if (text.EndsWith(".*", StringComparison.Ordinal))
        {
            text = text[..^2];
        }

        if (DottedNumber.IsOne(text) && text.Contains('.', StringComparison.Ordinal))
        {
            return new CondaCuda(request, [DottedNumber.Prefix(text, 2)], IsOpen: false, FitsDriver: false);
        }

        var known = CondaPackages.Find(request.Name)?.Versions ?? [];
        var candidates = known.IsEmpty ? CudaDrivers.Minors : known;
        var max = CondaPackages.MaximumOf(request.Name, "")?.Version;
        var allowed = new List<string>();
        foreach (var candidate in candidates)
        {
            if ((max is null || DottedNumber.Compare(candidate, max) <= 0) && Allows(request, candidate))
            {
                allowed.Add(candidate);
            }
        }

        Sorting.Order(allowed, static (left, right) => DottedNumber.Compare(right, left));
        return allowed.Count == 0 ? null : new CondaCuda(request, [.. allowed], max is null && Allows(request, Torch.NewerThanAll), request.Name == "cuda-version");
    }

    private static bool Allows(PackageRequest request, string version) =>
        request.Spec?.Version is not { } spec || (CondaVersion.TryParse(version, out var known) && spec.Contains(known) != false);

    private static bool IsFromPyTorch(PackageRequest request) => request.Channel.Length > 0
        ? request.Channel == "pytorch"
        : CondaPackages.TakesFromPyTorch(request.Sources.Channels.Map(static channel => channel.Value is { } value ? CondaPackages.ChannelName(value) : null));
}
