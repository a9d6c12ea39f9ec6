using System.Collections.Immutable;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;

namespace EnvLint.Engine;

/// <summary>The environments of a file, with those that it builds or runs from other files: the services of a compose file.</summary>
public static class ProjectStacks
{
    /// <summary>The environments of a file, in its order; of a compose file one for each service that concerns a GPU.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">What it was analysed with.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<EnvironmentStack> Read(FileAnalysis file, AnalysisOptions options, CancellationToken cancellationToken)
    {
        var own = StackReader.Read(file, options.Target);
        if (file.Facts is not { Services.IsEmpty: false } facts)
        {
            return own;
        }

        var result = own.ToBuilder();
        foreach (var service in facts.Services)
        {
            AddService(service, file, options, result, cancellationToken);
        }

        return result.DrainToImmutable();
    }

    private static void AddService(ServiceUse service, FileAnalysis file, AnalysisOptions options, ImmutableArray<EnvironmentStack>.Builder result, CancellationToken cancellationToken)
    {
        var name = $"{file.Source.Path} (service {file.Source.ToString(service.NameSpan)})";
        if (service.Build is null)
        {
            if (service.Image is { } image && StackReader.OfImage(image, file, options.Target) is { } stack)
            {
                result.Add(stack with { Name = name, Service = service });
            }

            return;
        }

        if (BuildFindings.InstanceOf(service.Build, file, options, cancellationToken) is not { Dockerfile.Stages: [.., var last] } instance)
        {
            return;
        }

        // What a build makes is the last stage of what it needs.
        foreach (var stack in StackReader.Read(instance, options.Target))
        {
            if (ReferenceEquals(stack.Scope.Stage, last) || IsBelow(stack.Scope.Stage, last))
            {
                result.Add(stack with { Name = name, File = file.Source, Service = service });
            }
        }
    }

    private static bool IsBelow(ImageStage? stage, ImageStage last)
    {
        for (var parent = last.Parent; parent is not null; parent = parent.Parent)
        {
            if (ReferenceEquals(parent, stage))
            {
                return true;
            }
        }

        return false;
    }
}
