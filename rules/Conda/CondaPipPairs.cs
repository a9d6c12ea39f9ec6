using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Versions;

namespace EnvLint.Rules.Conda;

/// <summary>Finds projects that conda installs and pip then installs over them.</summary>
internal static class CondaPipPairs
{
    /// <summary>The requests of conda and pip for one project, where pip is certain to change it.</summary>
    /// <param name="environment">The environment.</param>
    public static List<(PackageRequest Conda, PackageRequest Pip)> Of(PythonEnvironment environment)
    {
        var pairs = new List<(PackageRequest, PackageRequest)>();
        Dictionary<string, PackageRequest>? conda = null;
        foreach (var request in environment.Requests)
        {
            if (request.IsConstraint)
            {
                continue;
            }

            if (request.Manager == PackageManager.Conda)
            {
                (conda ??= new(StringComparer.Ordinal))[Plain(request.Name)] = request;
            }
            else if (request.Manager == PackageManager.Pip && conda is not null
                && (conda.TryGetValue(Plain(CondaPackages.CondaNameOf(request.Name)), out var first) || conda.TryGetValue(request.Name, out first))
                && IsProject(first.Name) && PythonEnvironment.SpeaksHere(first, request) && environment.Owns(request) && environment.AreTogether(first, request) && Changes(first, request))
            {
                pairs.Add((first, request));
            }
        }

        return pairs;
    }

    /// <summary>Whether pip changes conda's package for certain, and not only where PyPI has the newer one.</summary>
    /// <param name="conda">The request of conda.</param>
    /// <param name="pip">The request of pip.</param>
    public static bool IsCertain(PackageRequest conda, PackageRequest pip) =>
        Pinned(pip) is not null || conda.Spec?.Version is { HasUpperBound: true } || Reinstalls(pip);

    /// <summary>How pip goes about it.</summary>
    /// <param name="pip">The request of pip.</param>
    public static ImmutableArray<string> Notes(PackageRequest pip) =>
        IsOfCondaFile(pip) ? ["conda runs 'pip install -U' with this list after its own packages, so what stands in it is brought up to date over them"] : [];

    /// <summary>Where the request of pip stands, where that is another file.</summary>
    /// <param name="pip">The request of pip.</param>
    /// <param name="context">The context.</param>
    public static ImmutableArray<RelatedLocation> Elsewhere(PackageRequest pip, RuleContext context) =>
        pip.LinkedFile is null ? [] : [context.At(pip, $"pip installs '{pip.Name}' here")];

    // Of the list for pip in an environment file, here or behind conda env create.
    private static bool IsOfCondaFile(PackageRequest pip) => pip.Command is null or { Program: "conda" or "mamba" or "micromamba" };

    private static bool Reinstalls(PackageRequest pip) => pip.Command?.Invocation?.Has("--force-reinstall", "-I", "--ignore-installed") == true;

    // pip keeps what already meets its demand; conda brings the list of an environment file up to date.
    private static bool Changes(PackageRequest conda, PackageRequest pip)
    {
        var pin = Pinned(pip);
        var own = conda.Spec?.Version;
        if (pin is not null && own?.Contains(pin) == false)
        {
            return true;
        }

        var upgrades = IsOfCondaFile(pip) || Reinstalls(pip) || pip.Command?.Invocation?.Has("-U", "--upgrade") == true;
        if (upgrades)
        {
            // =1.2.3 may be several to conda, but of three numbers there is one.
            return pin is null || own?.Contains(pin) != true || (own.PinnedVersion is null && pin.ComponentCount < 3)
                || conda.Spec!.VersionPart?.Value.TrimStart('=') != pin.Text;
        }

        // A build of another index under its own name, torch==2.4.0+cu124; or one version where conda takes the newest.
        return pin is not null && (own is null || pin.HasLocal);
    }

    /// <summary>The one version that pip is asked for; null where it may be several.</summary>
    /// <param name="pip">The request of pip.</param>
    public static CondaVersion? Pinned(PackageRequest pip)
    {
        var constraint = pip.Constraint.Replace(" ", "", StringComparison.Ordinal);
        return constraint.StartsWith("==", StringComparison.Ordinal) && !constraint.EndsWith(".*", StringComparison.Ordinal)
            && CondaVersion.TryParse(constraint[2..], out var version)
            ? version
            : null;
    }

    // conda has typing_extensions where PyPI has typing-extensions.
    private static string Plain(string name) => name.Replace('_', '-');

    // What both bring on purpose, and what is no project of Python.
    private static bool IsProject(string name) => name is not ("pip" or "setuptools" or "wheel" or "python" or "uv" or "conda");
}
