using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Versions;

namespace EnvLint.Environment.Stack;

/// <summary>The Python that a distribution brings, where no file says which one is used.</summary>
internal static class DistributionPython
{
    /// <summary>Whether an environment of an image may run on a Python of the distribution that is too old.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="oldest">The oldest Python that does: <c>3.10</c>.</param>
    /// <remarks>It is not certain that it does: images install others in more ways than are read.</remarks>
    public static bool MayBeOlder(PythonEnvironment environment, string oldest) =>
        environment.Python is null && environment.Kind != PythonEnvironmentKind.Conda
        && environment.Scope.Stage?.KnownImage is { HasOwnPython: false, PythonDefault: { Length: > 0 } version }
        && DottedNumber.IsOne(version) && DottedNumber.Compare(version, oldest) < 0;
}
