using System.Collections.Immutable;
using EnvLint.Text;

namespace EnvLint.Environment.Facts;

/// <summary>The kinds of Python environment.</summary>
public enum PythonEnvironmentKind
{
    /// <summary>What a requirements file describes, wherever it is installed.</summary>
    RequirementsFile,

    /// <summary>What an environment file of conda describes.</summary>
    CondaFile,

    /// <summary>What a <c>pyproject.toml</c> asks for: the project, or the project with one of its extras or groups.</summary>
    PyProject,

    /// <summary>A conda environment that commands fill.</summary>
    Conda,

    /// <summary>A virtual environment that commands fill.</summary>
    Venv,

    /// <summary>The Python of a system, an image or an environment that is active when a script begins.</summary>
    System,
}

/// <summary>What says which Python an environment has.</summary>
/// <param name="Constraint">What is written: <c>3.10</c>, <c>&gt;=3.9,&lt;3.12</c>.</param>
/// <param name="Version">Major and minor version where they are certain; null otherwise.</param>
/// <param name="Span">The place, in the file under check.</param>
/// <param name="Text">What says so: <c>the image python:3.11-slim</c>, <c>python=3.10</c>.</param>
public sealed record PythonChoice(string Constraint, (int Major, int Minor)? Version, TextSpan Span, string Text);

/// <summary>The packages that end up in one Python environment, as far as one file and what it links to shows.</summary>
/// <remarks>A later request of a project takes the place of an earlier one. A stage begins with what the stage before it has.</remarks>
public sealed class PythonEnvironment
{
    /// <summary>Its name or folder: <c>ml_env</c>, <c>/opt/venv</c>; empty where it has none.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public required PythonEnvironmentKind Kind { get; init; }

    /// <summary>The extra or group that it is the project with: <c>[cu124]</c>, <c>:dev</c>; empty for the project alone and for all that is no project.</summary>
    public string Part { get; init; } = "";

    /// <summary>Where it is.</summary>
    public required Scope Scope { get; init; }

    /// <summary>What asks for its packages: a script, a stage, a guide; null for a file that lists packages.</summary>
    public ShellOrigin? Origin { get; init; }

    /// <summary>The requests of pip and conda, in the order in which they are installed; constraints stand among them.</summary>
    public required ImmutableArray<PackageRequest> Requests { get; init; }

    /// <summary>Its Python; null where nothing says which.</summary>
    public PythonChoice? Python { get; init; }

    /// <summary>Whether all that goes into it is seen: false where a file that is not read, words that are not known or an image may bring more.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>The same packages, whatever the Python.</summary>
    internal PythonEnvironment WithoutPython() => new() { Name = Name, Kind = Kind, Part = Part, Scope = Scope, Origin = Origin, Requests = Requests, IsComplete = IsComplete };

    /// <summary>The same place, of whose packages nothing is known.</summary>
    internal PythonEnvironment WithoutRequests() => new() { Name = Name, Kind = Kind, Part = Part, Scope = Scope, Origin = Origin, Requests = [], Python = Python, IsComplete = false };

    /// <summary>The last request of a project that is certain to be installed; null where there is none.</summary>
    /// <param name="name">The name as its manager compares it.</param>
    /// <param name="manager">The manager; null for either.</param>
    public PackageRequest? Last(string name, PackageManager? manager = null)
    {
        for (var i = Requests.Length - 1; i >= 0; i--)
        {
            var request = Requests[i];
            if (!request.IsConstraint && !request.IsConditional && (manager is null || request.Manager == manager)
                && string.Equals(request.Name, name, StringComparison.Ordinal))
            {
                return request;
            }
        }

        return null;
    }

    /// <summary>Whether a request is the environment's own, and not one of the stage that its stage begins with, or of the project alone where this is the project with an extra.</summary>
    /// <param name="request">One of its requests.</param>
    public bool Owns(PackageRequest request) =>
        ReferenceEquals(Scope.Stage, request.Scope.Stage) && (Part.Length == 0 || string.Equals(Part, request.Part, StringComparison.Ordinal));

    /// <summary>Whether what is wrong with some requests is to be told in the file under check: one of them stands there, or different words lead to them.</summary>
    /// <remarks>What is wrong behind one link is told behind it, and not once more in each file that leads there.</remarks>
    /// <param name="requests">The requests that a finding is about.</param>
    public static bool SpeaksHere(params ReadOnlySpan<PackageRequest> requests)
    {
        foreach (var request in requests)
        {
            if (request.LinkedFile is null || request.LinkedFrom != requests[0].LinkedFrom)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether two requests are certain to meet: of one command or one file, or neither under a condition; in a guide, where commands may be alternatives, of one command.</summary>
    /// <param name="first">One request.</param>
    /// <param name="second">The other.</param>
    public bool AreTogether(PackageRequest first, PackageRequest second) =>
        ReferenceEquals(first.Command, second.Command)
        || (!first.IsConditional && !second.IsConditional && Origin != ShellOrigin.Guide);
}
