using System.Collections.Immutable;
using EnvLint.Environment.Facts;

namespace EnvLint.Environment.Lowering;

/// <summary>What the files that a command names ask for.</summary>
/// <param name="Requests">The requests in order.</param>
/// <param name="IsComplete">Whether that is all: false where a file is not known, or where it names more than can be read.</param>
internal sealed record LinkedRequests(ImmutableArray<PackageRequest> Requests, bool IsComplete)
{
    /// <summary>Files that are not known.</summary>
    public static LinkedRequests Unknown { get; } = new([], IsComplete: false);

    /// <summary>The name that an environment file of conda gives; null where it has none or is none.</summary>
    public string? Name { get; init; }

    /// <summary>The Python that an environment file of conda asks for; null where it does not.</summary>
    public PythonChoice? Python { get; init; }
}
