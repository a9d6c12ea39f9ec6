using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Text;

namespace EnvLint.Rules.Cuda;

/// <summary>Questions to installations that compile, which several rules ask.</summary>
internal static class BuildPlaces
{
    /// <summary>The environment that a build goes into; null where that is not known.</summary>
    /// <param name="build">The build.</param>
    /// <param name="sequence">Its stage or script.</param>
    /// <param name="context">The context.</param>
    public static PythonEnvironment? EnvironmentOf(SourceBuild build, CommandSequence sequence, RuleContext context)
    {
        PythonEnvironment? only = null;
        var count = 0;
        foreach (var environment in context.File.Facts?.Environments ?? [])
        {
            if (!ReferenceEquals(environment.Scope, sequence.Scope))
            {
                continue;
            }

            foreach (var request in environment.Requests)
            {
                if (ReferenceEquals(request.Command, build.Command))
                {
                    return environment;
                }
            }

            only = environment;
            count++;
        }

        // A stage that asks for nothing itself has what its base has.
        return count == 1 ? only : count == 0 ? InheritedBy(sequence, context) : null;
    }

    /// <summary>The place of a build in the file under check.</summary>
    /// <param name="build">The build.</param>
    public static TextSpan PlaceOf(SourceBuild build) => build.Request is { } request ? RuleContext.PlaceOf(request) : build.Word.Span;

    /// <summary>The place of a build in the file that it is linked from; nothing where it stands here.</summary>
    /// <param name="build">The build.</param>
    /// <param name="context">The context.</param>
    public static ImmutableArray<RelatedLocation> Linked(SourceBuild build, RuleContext context) =>
        build.Request is { } request ? context.Linked(request) : [];

    /// <summary>Whether a build stands under a condition in a stage whose image a build argument names: the two may go together.</summary>
    /// <param name="build">The build.</param>
    public static bool DependsOnImage(SourceBuild build) =>
        build.Command.IsConditional && build.Command.Scope.Stage?.BaseUse is not { Word.Origins.IsEmpty: true };

    /// <summary>Whether a build is certain to run, and to stop what is around it where it fails.</summary>
    /// <param name="build">The build.</param>
    public static bool IsCertain(SourceBuild build) =>
        build.Command is { IsConditional: false, Failure: not FailureEffect.Ignored } && build.Request is null or { IsConditional: false };

    private static PythonEnvironment? InheritedBy(CommandSequence sequence, RuleContext context)
    {
        PythonEnvironment? only = null;
        for (var current = sequence.Base; current is not null && only is null; current = current.Base)
        {
            foreach (var environment in context.File.Facts?.Environments ?? [])
            {
                if (ReferenceEquals(environment.Scope, current.Scope))
                {
                    if (only is not null)
                    {
                        return null;
                    }

                    only = environment;
                }
            }
        }

        return only;
    }
}
