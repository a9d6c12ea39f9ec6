using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;

namespace EnvLint.LanguageServer.Features;

/// <summary>The part of a stack that a request for a package makes.</summary>
/// <param name="Part">The part.</param>
/// <param name="Stack">Its stack.</param>
/// <param name="SourceText">Where it is taken from: <c>the index cu121</c>, <c>PyPI</c>; empty where that is not known, or the request itself says it.</param>
/// <param name="OnWindows">The build that it is on Windows, where the file says nothing of the system and it is another one; null otherwise.</param>
internal sealed record PackageBuild(StackPart Part, EnvironmentStack Stack, string SourceText, string? OnWindows)
{
    /// <summary>Finds what a request makes of the stacks of its file.</summary>
    /// <param name="request">The request.</param>
    /// <param name="view">Its file.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Null where it is no part of any, or of several that make different builds of it.</returns>
    public static PackageBuild? Find(PackageRequest request, FileView view, CancellationToken cancellationToken)
    {
        StackPart? found = null;
        EnvironmentStack? foundIn = null;
        foreach (var stack in view.Stacks(cancellationToken))
        {
            foreach (var part in stack.Parts)
            {
                if (part.Layer is not (StackLayer.Framework or StackLayer.Cuda) || part.Place.Span != request.Word.Span
                    || !ReferenceEquals(part.Place.File, view.File.Source) || !IsOf(part, request))
                {
                    continue;
                }

                if (found is not null && (found.IsKnown != part.IsKnown || (part.IsKnown && (found.Today.Text != part.Today.Text || found.IsCertain != part.IsCertain))))
                {
                    return null;
                }

                found ??= part;
                foundIn ??= stack;
            }
        }

        return found is null ? null : Of(found, foundIn!, view);
    }

    private static PackageBuild? Of(StackPart part, EnvironmentStack stack, FileView view)
    {
        if (part is not { Name: "torch", IsKnown: true } || stack.Environment is not { } environment)
        {
            return new PackageBuild(part, stack, "", null);
        }

        if (TorchResolver.Resolve(environment, stack.Platform) is not { IsKnown: true } resolution)
        {
            return new PackageBuild(part, stack, CondaCuda.ResolveTorch(environment) is null ? "" : "the channel pytorch", null);
        }

        // The command that installs the list names the index.
        if (resolution.Source is { Word: null } && view.File.IsIndexNamedElsewhere)
        {
            return new PackageBuild(part with { Options = [], Reason = "the command that installs the file names the index" }, stack, "", null);
        }

        var windows = stack.IsPlatformAssumed && TorchResolver.Resolve(environment, WheelPlatform.Windows) is { Builds: [var first, ..] } other && first.Text != resolution.Builds[0].Text
            ? first.Text
            : null;
        return new PackageBuild(part, stack, resolution.Source?.Text ?? "", windows);
    }

    // Words that one variable expands to share a place: the name says which it is.
    private static bool IsOf(StackPart part, PackageRequest request) =>
        part.Name == request.Name || (part.Name == "torch" && (request.Name is "pytorch" || Torch.HasCompanion(request.Name)));
}
