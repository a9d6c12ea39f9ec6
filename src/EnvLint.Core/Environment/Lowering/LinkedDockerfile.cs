using EnvLint.Environment.Facts;
using EnvLint.Environment.Linking;
using EnvLint.Manifests;
using EnvLint.Syntax.Dockerfile;
using EnvLint.Text;

namespace EnvLint.Environment.Lowering;

/// <summary>Looks into the Dockerfile that a compose file builds, for rules that ask what its image begins with.</summary>
public static class LinkedDockerfile
{
    // Each service reads its own; longer ones are nobody's.
    private const int MaximumLength = 64 * 1024;

    /// <summary>The image that the built stage begins with.</summary>
    /// <param name="build">The build.</param>
    /// <param name="file">The compose file.</param>
    /// <param name="files">The other files of the root.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The use of the image and the file that holds it; null where it is not known, or where an argument of the build decides.</returns>
    public static (ImageUse Image, SourceText File)? BaseOf(ImageBuild build, SourceText file, ILinkedFiles files, CancellationToken cancellationToken)
    {
        if (!build.IsComplete || (build.Context is { Value: null }) || (build.Dockerfile is { Value: null }) || (build.Target is { Value: null }))
        {
            return null;
        }

        var context = build.Context?.Value ?? ".";
        if (RelativePath.Combine(file.Path, $"{context}/{build.Dockerfile?.Value ?? "Dockerfile"}") is not { } path || files.Read(path) is not { Content.Length: <= MaximumLength } source)
        {
            return null;
        }

        var tree = DockerfileParser.Parse(source.Content, cancellationToken);
        var manifest = DockerfileLowering.Run(EmbeddedText.Whole(source), tree, new FactCollector(source, cancellationToken));
        ImageStage? stage = null;
        foreach (var next in manifest.Stages)
        {
            if (build.Target is { } target ? string.Equals(next.Name, target.Value, StringComparison.OrdinalIgnoreCase) : next.IsLast)
            {
                stage = next;
            }
        }

        // FROM ${BASE} AS base, FROM base: an argument may change any step of the way.
        return stage?.BaseUse is { Reference: not null } image && !IsChanged(image, build) ? (image, source) : null;
    }

    private static bool IsChanged(ImageUse image, ImageBuild build)
    {
        foreach (var origin in image.Word.Origins)
        {
            foreach (var argument in build.Arguments)
            {
                if (string.Equals(argument.Name, origin.Variable, StringComparison.Ordinal) && argument.Value?.Value != origin.Value)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
