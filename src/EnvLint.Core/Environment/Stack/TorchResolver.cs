using System.Collections.Immutable;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Syntax.Requirements;
using EnvLint.Versions;

namespace EnvLint.Environment.Stack;

/// <summary>Finds the builds of torch that an environment ends up with.</summary>
/// <remarks>What is installed stays until a request does not fit it; requests of one command, or of one file, are met together.</remarks>
public static class TorchResolver
{
    private static readonly Pep440Version s_newer = Pep440Version.Parse(Torch.NewerThanAll);
    private static readonly Pep440Version s_older = Pep440Version.Parse(Torch.OlderThanAll);

    /// <summary>The builds that the requests of pip lead to.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="platform">The system.</param>
    /// <returns>Null where nothing asks for torch.</returns>
    public static TorchResolution? Resolve(PythonEnvironment environment, WheelPlatform platform)
    {
        TorchResolution? current = null;
        var markers = WheelPlatforms.MarkersOf(platform, environment.Python);
        var requests = environment.Requests;
        for (var start = 0; start < requests.Length;)
        {
            var end = start + 1;
            while (end < requests.Length && ReferenceEquals(requests[end].Command, requests[start].Command))
            {
                end++;
            }

            var group = Group.Of(requests.AsSpan()[start..end], markers);
            start = end;
            if (group.Deciding is null && !group.MayBindTorch)
            {
                continue;
            }

            current = group is { Deciding: null, Binder: { } binder } ? TorchResolution.Unknown($"'{binder.Name}' brings the one that it wants", binder)
                : group.IsUnclear ? TorchResolution.Unknown("what is installed depends on a condition or another package", group.Deciding)
                : current is null ? Fresh(environment, platform, group)
                : After(current, environment, platform, group);
        }

        return current;
    }

    /// <summary>Whether a request is known to hold on a system; null where it may or may not.</summary>
    /// <param name="request">A request of pip.</param>
    /// <param name="markers">What its condition sees.</param>
    public static bool? Applies(PackageRequest request, MarkerEnvironment markers) => request.Requirement?.Applies(markers) switch
    {
        MarkerResult.False => false,
        MarkerResult.Unknown => null,
        _ => true,
    };

    /// <summary>Whether a public version passes, where a comparison may name a local one of it.</summary>
    /// <param name="specifiers">The comparisons.</param>
    /// <param name="version">A version without a local part.</param>
    public static bool Allows(Pep440SpecifierSet specifiers, Pep440Version version)
    {
        foreach (var specifier in specifiers.Specifiers)
        {
            if (!(specifier.Pinned is { HasLocal: true } pinned ? pinned.Public == version : specifier.Matches(version)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the command of a request puts a newer release in the place of one that would do.</summary>
    /// <param name="request">A request of pip.</param>
    public static bool Upgrades(PackageRequest request) =>
        request.Command?.Invocation?.Has("-U", "--upgrade", "--force-reinstall", "--reinstall", "--upgrade-package", "-P") == true;

    /// <summary>Whether comparisons allow a release of torch, or the versions of a companion that belong to one.</summary>
    /// <param name="name">The project that they are about: torch, or a companion.</param>
    /// <param name="specifiers">The comparisons.</param>
    /// <param name="release">The release.</param>
    public static bool Fits(string name, Pep440SpecifierSet specifiers, PytorchReleaseRow release)
    {
        if (name == "torch")
        {
            return Allows(specifiers, Pep440Version.Parse(release.Version));
        }

        foreach (var version in Torch.Companions(release, name))
        {
            if (Allows(specifiers, Pep440Version.Parse(version)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether several commands of a guide bring torch, which may be alternatives: one for each driver.</summary>
    /// <param name="environment">The environment.</param>
    public static bool OffersAlternatives(PythonEnvironment environment)
    {
        if (environment.Origin != ShellOrigin.Guide)
        {
            return false;
        }

        CommandUse? first = null;
        foreach (var request in environment.Requests)
        {
            if (request.Name is not ("torch" or "pytorch" or "torchvision" or "pytorch-cuda"))
            {
                continue;
            }

            first ??= request.Command;
            if (!ReferenceEquals(request.Command, first))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a version newer than all that are known passes.</summary>
    /// <param name="specifiers">The comparisons.</param>
    public static bool IsOpen(Pep440SpecifierSet specifiers) => Allows(specifiers, s_newer);

    /// <summary>Whether a version older than all that are known passes.</summary>
    /// <param name="specifiers">The comparisons.</param>
    public static bool IsOpenBelow(Pep440SpecifierSet specifiers) => Allows(specifiers, s_older);

    // Nothing is installed yet.
    private static TorchResolution Fresh(PythonEnvironment environment, WheelPlatform platform, Group group)
    {
        var request = group.Deciding!;
        if (MayHaveTorch(environment))
        {
            return TorchResolution.Unknown("the image may have torch already", request);
        }

        if (group.HasConda)
        {
            return TorchResolution.Unknown("conda installs it", request);
        }

        // The request itself may name the build.
        if (request.Requirement is { Wheel: { } wheel })
        {
            return OfVersion(request, wheel.Version);
        }

        if (request.Requirement is not { Form: RequirementForm.Name, Specifiers: { IsValid: true } specifiers } || specifiers.NamesPreRelease)
        {
            return TorchResolution.Unknown("it is no plain request of a release", request);
        }

        if (specifiers.PinnedVersion is { HasLocal: true } pinned)
        {
            return OfVersion(request, pinned);
        }

        if (TorchSource.Of(request.Sources) is not { } source)
        {
            return TorchResolution.Unknown("the sources of packages are not all known", request);
        }

        var builds = ImmutableArray.CreateBuilder<TorchBuild>();
        foreach (var release in Torch.Releases)
        {
            if (group.Allows(release) && FitsPython(release, environment.Python) && source.BuildOf(release, platform) is { } build)
            {
                builds.Add(build);
            }
        }

        // An older Python would get an older release of those that are allowed.
        if (builds is [var newest, .., var oldest] && !ReferenceEquals(newest.Release, oldest.Release) && DistributionPython.MayBeOlder(environment, newest.Release.PythonMin))
        {
            return TorchResolution.Unknown("the image's Python is not known", request);
        }

        return TorchResolution.Of(request, source, builds.DrainToImmutable(), group.IsOpen && source is { AsksPyPI: true } or { Index.Row.Finished: false } or { Index.Kind: TorchIndexKind.Cpu });
    }

    // What is there stays where it fits.
    private static TorchResolution After(TorchResolution current, PythonEnvironment environment, WheelPlatform platform, Group group)
    {
        if (group.Deciding is null || !current.IsKnown || group.HasConda)
        {
            return TorchResolution.Unknown("other packages may change it", group.Deciding ?? current.Request);
        }

        // A companion alone brings the torch that its newest release wants, unless it is pinned itself.
        if (group.Torch is null && !group.IsPinned)
        {
            return TorchResolution.Unknown("the companion may bring another torch", group.Deciding);
        }

        var keeps = 0;
        foreach (var build in current.Builds)
        {
            keeps += group.Allows(build) ? 1 : 0;
        }

        var upgrades = group.Torch is not null && Upgrades(group.Deciding);
        if (!upgrades && keeps == current.Builds.Length)
        {
            return current;
        }

        return upgrades || (keeps == 0 && !current.IsOpen)
            ? Fresh(environment, platform, group)
            : TorchResolution.Unknown("what is installed before decides", group.Deciding);
    }

    private static TorchResolution OfVersion(PackageRequest request, Pep440Version version)
    {
        if (version.IsPreRelease || Torch.Find(version.Public.ToString()) is not { } release)
        {
            return TorchResolution.Unknown("the release is not known", request);
        }

        var local = version.LocalText;
        var cuda = local == "cpu" ? "" : TorchIndex.CudaOf(local);
        return cuda is null || (cuda.Length > 0 && (TorchIndex.Find(local).WasNeverBuilt || Torch.WasNeverBuilt(release, cuda)))
            ? TorchResolution.Unknown("the build is not known", request)
            : TorchResolution.Of(request, null, [new TorchBuild(release, cuda, IsVerified: true)], isOpen: false);
    }

    private static bool FitsPython(PytorchReleaseRow release, PythonChoice? python)
    {
        if (python?.Version is not { } version)
        {
            return true;
        }

        var text = $"{version.Major}.{version.Minor}";
        return DottedNumber.Compare(release.PythonMin, text) <= 0 && DottedNumber.Compare(text, release.PythonMax) <= 0;
    }

    // A virtual environment is empty at first, and so are plain images.
    private static bool MayHaveTorch(PythonEnvironment environment)
    {
        if (environment.Kind is PythonEnvironmentKind.Venv || environment.Scope.Stage is not { } stage)
        {
            return false;
        }

        return stage.BaseImage is not { } image
            || BaseImages.Find(image) is null
            || image.Repository.Contains("torch", StringComparison.Ordinal)
            || (image.Registry.Length > 0 && !image.Repository.EndsWith("/cuda", StringComparison.Ordinal));
    }

    // The requests of one command, or of one file.
    private sealed class Group
    {
        private readonly List<(string Name, Pep440SpecifierSet Specifiers)> _demands = [];

        public PackageRequest? Torch { get; private set; }

        public PackageRequest? Companion { get; private set; }

        /// <summary>The request that brings torch.</summary>
        public PackageRequest? Deciding => Torch ?? Companion;

        /// <summary>The request of a package that names the torch that it wants.</summary>
        public PackageRequest? Binder { get; private set; }

        public bool HasConda { get; private set; }

        /// <summary>Whether a package is there that names the torch that it wants.</summary>
        public bool MayBindTorch => HasConda || Binder is not null;

        /// <summary>Whether it is not certain what is asked for.</summary>
        public bool IsUnclear { get; private set; }

        public bool IsOpen { get; private set; } = true;

        /// <summary>Whether each demand names one version.</summary>
        public bool IsPinned { get; private set; } = true;

        public static Group Of(ReadOnlySpan<PackageRequest> requests, MarkerEnvironment markers)
        {
            var group = new Group();
            foreach (var request in requests)
            {
                group.Add(request, markers);
            }

            group.IsUnclear |= group.MayBindTorch && group.Torch?.Requirement?.Version is null;
            return group;
        }

        public bool Allows(PytorchReleaseRow release)
        {
            foreach (var (name, specifiers) in _demands)
            {
                if (!Fits(name, specifiers, release))
                {
                    return false;
                }
            }

            return true;
        }

        public bool Allows(TorchBuild build)
        {
            foreach (var (name, specifiers) in _demands)
            {
                if (!Fits(name, specifiers, build.Release)
                    || (name == "torch" && specifiers.PinnedVersion is { HasLocal: true } pinned && !string.Equals($"{pinned.Public}+{pinned.LocalText}", build.Text, StringComparison.Ordinal)))
                {
                    return false;
                }
            }

            return true;
        }

        private void Add(PackageRequest request, MarkerEnvironment markers)
        {
            if (request.Manager == PackageManager.Conda)
            {
                HasConda |= request.Name.StartsWith("pytorch", StringComparison.Ordinal);
                return;
            }

            if (request.Manager != PackageManager.Pip || Applies(request, markers) == false)
            {
                return;
            }

            var isTorch = request.Name == "torch";
            if (!isTorch && !Knowledge.Torch.HasCompanion(request.Name))
            {
                Binder ??= !request.IsConstraint && Knowledge.Torch.IsBoundBy(request.Name) ? request : null;
                return;
            }

            IsUnclear |= request.Command is { IsConditional: true } || Applies(request, markers) is null;
            if (request.Requirement is { Form: RequirementForm.Name, Specifiers: { IsValid: true } specifiers })
            {
                _demands.Add((request.Name, specifiers));
                IsOpen &= TorchResolver.IsOpen(specifiers);
                IsPinned &= specifiers.PinnedVersion is not null;
            }
            else if (!isTorch)
            {
                IsUnclear = true;
            }

            if (!request.IsConstraint)
            {
                Torch = isTorch ? request : Torch;
                Companion = isTorch ? Companion : request;
            }
        }
    }
}
