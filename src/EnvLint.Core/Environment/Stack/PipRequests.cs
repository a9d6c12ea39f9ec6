using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Syntax.Requirements;
using EnvLint.Versions;

namespace EnvLint.Environment.Stack;

/// <summary>What requests of pip say of the version that they lead to.</summary>
public static class PipRequests
{
    /// <summary>The one version that a request of pip names, where it is a plain release; null otherwise.</summary>
    /// <param name="request">The request.</param>
    public static Pep440Version? PinOf(PackageRequest request) =>
        request.Requirement is { Form: RequirementForm.Name, Specifiers: { IsValid: true, Specifiers.Length: 1, PinnedVersion: { IsPreRelease: false, IsPostRelease: false, Epoch.IsZero: true } version } } ? version : null;

    /// <summary>The comparisons of a request of pip; null where it is no plain request, or cannot be read.</summary>
    /// <param name="request">The request.</param>
    public static Pep440SpecifierSet? SpecifiersOf(PackageRequest request) =>
        request.Requirement is { Form: RequirementForm.Name, Specifiers: { IsValid: true } specifiers } ? specifiers : null;

    /// <summary>The version that a request is certain to give: its pin, or today's newest where that is allowed and newer ones are, too.</summary>
    /// <param name="request">The request: jax or TensorFlow.</param>
    /// <param name="environment">Its environment.</param>
    /// <param name="specifiers">Its comparisons.</param>
    /// <returns>Null where it may be any of several.</returns>
    public static (string Text, bool IsPinned)? VersionOf(PackageRequest request, PythonEnvironment environment, Pep440SpecifierSet specifiers)
    {
        if (PinOf(request) is { } pin)
        {
            return (pin.Base.ToString(), true);
        }

        var newest = request.Name == "jax" ? Jax.Newest : TensorFlow.Newest;
        return TorchResolver.IsOpen(specifiers) && TorchResolver.Allows(specifiers, Pep440Version.Parse(newest)) && TakesNewest(environment, request.Name) ? (newest, false) : null;
    }

    /// <summary>Whether an environment may take the newest release of jax or TensorFlow: its Python is not too old, and nothing that they need is held back.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="name">The project.</param>
    public static bool TakesNewest(PythonEnvironment environment, string name)
    {
        var oldest = name == "jax" ? Jax.Find(Jax.Newest)?.PythonMin : TensorFlow.Find(TensorFlow.Newest)?.PythonMin;
        if (oldest is not null
            && (environment.Python?.Version is { } python ? DottedNumber.Compare($"{python.Major}.{python.Minor}", oldest) < 0 : DistributionPython.MayBeOlder(environment, oldest)))
        {
            return false;
        }

        // An old numpy, jaxlib or Keras leads pip to a release of their time.
        foreach (var request in environment.Requests)
        {
            if (request.Name is "numpy" or "jaxlib" or "keras" or "protobuf" or "ml-dtypes" or "flax" && !(SpecifiersOf(request) is { } specifiers && TorchResolver.IsOpen(specifiers)))
            {
                return false;
            }
        }

        return true;
    }
}
