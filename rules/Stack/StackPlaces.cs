using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Text;

namespace EnvLint.Rules.Stack;

/// <summary>What the rules about the stack say of a resolution, and where.</summary>
internal static class StackPlaces
{
    /// <summary>How bad it is that builds do not run: an error where all fail, a warning where today's choice does; null otherwise.</summary>
    /// <param name="resolution">The builds.</param>
    /// <param name="fails">Whether a build fails.</param>
    public static Severity? Judge(TorchResolution resolution, Func<TorchBuild, bool> fails)
    {
        if (!fails(resolution.Builds[0]))
        {
            return null;
        }

        foreach (var build in resolution.Builds)
        {
            // What was not checked raises no error.
            if (!fails(build) || !build.IsVerified)
            {
                return Severity.Warning;
            }
        }

        return resolution.IsOpen ? Severity.Warning : Severity.Error;
    }

    /// <summary>The severity where the file that lists packages names no index, so that another may when it is installed; and where a project leaves the release open, so that a lock file or its user decides.</summary>
    /// <param name="severity">The severity otherwise.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="resolution">The builds.</param>
    public static Severity Lower(Severity severity, PythonEnvironment environment, TorchResolution resolution) => environment.Kind switch
    {
        PythonEnvironmentKind.PyProject when resolution is { Source.Word: null, IsCertain: false } => Severity.Info,
        PythonEnvironmentKind.RequirementsFile or PythonEnvironmentKind.PyProject when resolution.Source is { Word: null } => Severity.Warning,
        _ => severity,
    };

    /// <summary>The build for people: <c>torch 2.4.1+cu121</c>, <c>today's torch, 2.14.1</c>.</summary>
    /// <param name="resolution">The builds.</param>
    public static string NameOf(TorchResolution resolution) =>
        resolution.Source is null ? resolution.IsCertain ? $"torch {resolution.Builds[0].Text}" : $"today's torch, {resolution.Builds[0].Text},"
        : resolution.IsCertain ? $"torch {resolution.Builds[0].Release.Version}"
        : $"today's torch, {resolution.Builds[0].Release.Version}";

    /// <summary>What explains a choice of the installer.</summary>
    /// <param name="resolution">The builds.</param>
    public static ImmutableArray<string> NotesOf(TorchResolution resolution) =>
        resolution.Source is { Index: not null, AsksPyPI: true } ? ["pip takes the newest of PyPI and the extra index: '--index-url' asks the index alone"] : [];

    /// <summary>The place of a request in the file under check.</summary>
    /// <param name="request">The request.</param>
    /// <returns>Null where another file holds it and is checked itself.</returns>
    public static TextSpan? PlaceOf(PackageRequest request) => request.LinkedFile is null ? request.Word.Span : null;

    /// <summary>The place of a resolution in the file under check: where the request stands, or the word that leads there where the index is named here.</summary>
    /// <param name="resolution">The builds.</param>
    /// <returns>Null where another file says all of it and is checked itself.</returns>
    public static TextSpan? PlaceOf(TorchResolution resolution) => resolution.Request is not { } request ? null
        : request.LinkedFile is null || resolution.Source is { Word.IsElsewhere: false } ? RuleContext.PlaceOf(request)
        : null;

    /// <summary>Where the index is named, and the request where it stands in another file.</summary>
    /// <param name="resolution">The builds.</param>
    /// <param name="context">The context.</param>
    public static ImmutableArray<RelatedLocation> RelatedOf(TorchResolution resolution, RuleContext context)
    {
        var related = ImmutableArray.CreateBuilder<RelatedLocation>();
        if (resolution.Request is { } request)
        {
            related.AddRange(context.Linked(request));
        }

        if (resolution.Source is { Word: { } word })
        {
            related.Add(context.Here(word.Span, "the index is named here"));
        }

        return related.DrainToImmutable();
    }
}
