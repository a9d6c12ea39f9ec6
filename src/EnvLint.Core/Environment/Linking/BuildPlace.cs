using System.Collections.Immutable;
using EnvLint.Environment.Facts;
using EnvLint.Text;

namespace EnvLint.Environment.Linking;

/// <summary>The Dockerfile and the context of a build, as paths that findings name.</summary>
/// <param name="Dockerfile">The Dockerfile.</param>
/// <param name="Context">The folder of the context, with <c>/</c> at its end; empty for the root.</param>
internal sealed record BuildPlace(SourceText Dockerfile, string Context)
{
    private static readonly ImmutableArray<string> s_docker = ["Dockerfile"];
    private static readonly ImmutableArray<string> s_podman = ["Containerfile", "Dockerfile"];

    /// <summary>Finds what a build builds.</summary>
    /// <param name="build">The build.</param>
    /// <param name="file">The path of the file that says it.</param>
    /// <param name="files">The other files.</param>
    /// <returns>Null where that is not known, or not in the root.</returns>
    public static BuildPlace? Find(ImageBuild build, string file, ILinkedFiles files)
    {
        if (build.Context is { Value: null } or { Value: "-" } || build.Dockerfile is { Value: null } or { Value: "-" } || (build.Context is null && build.Command is not null))
        {
            return null;
        }

        var context = build.Context?.Value ?? ".";
        if (build.Command is not { } use)
        {
            // In compose the Dockerfile is named from the context.
            return RelativePath.Folder(file, context) is { } folder ? In(folder, folder, build.Dockerfile?.Value, s_docker, files) : null;
        }

        if (WorkingFolder.Combine(use.Folder, ".") is not { } start || start.StartsWith('/'))
        {
            return null;
        }

        // Who starts a script stands in its folder or in the root.
        return start switch
        {
            ['@', ..] => At(file, start[1..].TrimStart('/')),
            ['#', ..] => At(files.Root, start[1..].TrimStart('/')),
            _ => At(file, start) ?? At(files.Root, start),
        };

        BuildPlace? At(string from, string below) =>
            RelativePath.Folder(from, below.Length == 0 ? "." : below) is { } home && RelativePath.Folder(home, context) is { } folder
                ? In(home, folder, build.Dockerfile?.Value, use.Program is "podman" or "buildah" ? s_podman : s_docker, files)
                : null;
    }

    private static BuildPlace? In(string home, string context, string? dockerfile, ImmutableArray<string> names, ILinkedFiles files)
    {
        if (dockerfile is not null)
        {
            return RelativePath.Combine(home, dockerfile) is { } path && files.Read(path) is { } text ? new BuildPlace(text, context) : null;
        }

        foreach (var name in names)
        {
            if (files.Read(context + name) is { } text)
            {
                return new BuildPlace(text, context);
            }
        }

        return null;
    }
}
