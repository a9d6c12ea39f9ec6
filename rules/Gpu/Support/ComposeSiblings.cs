using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Lowering;
using EnvLint.Manifests.Compose;
using EnvLint.Rules;

namespace EnvLint.Rules.Gpu.Support;

/// <summary>Looks at the compose files beside one, which are given together with it or instead of it.</summary>
internal static class ComposeSiblings
{
    private static readonly string[] s_stems = ["docker-compose", "compose"];

    private static readonly string[] s_parts = ["", "override", "gpu", "cuda", "nvidia", "gpu.override", "override.gpu", "prod", "dev", "cpu"];

    /// <summary>Whether a file of the same folder gives a service its GPU: <c>docker-compose.gpu.yml</c> and the like.</summary>
    /// <param name="service">The service.</param>
    /// <param name="context">The file under check and those beside it.</param>
    public static bool GiveGpu(ServiceUse service, RuleContext context)
    {
        if (context.File.Files is not { } files)
        {
            return false;
        }

        var path = context.Source.Path;
        var slash = path.LastIndexOf('/') + 1;
        var folder = path[..slash];
        var name = path[slash..];
        foreach (var stem in Stems(name))
        {
            foreach (var part in s_parts)
            {
                foreach (var separator in (ReadOnlySpan<string>)[".", "-", "_"])
                {
                    foreach (var extension in (ReadOnlySpan<string>)[".yml", ".yaml"])
                    {
                        var other = part.Length == 0 ? stem + extension : stem + separator + part + extension;
                        if (!string.Equals(other, name, StringComparison.OrdinalIgnoreCase) && (part.Length > 0 || separator == ".")
                            && Gives(folder + other, part, service, files, context.CancellationToken))
                        {
                            return true;
                        }
                    }
                }
            }
        }

        return false;
    }

    // The usual stems, and what the file's own name begins with: docker-compose.app.yml, docker-compose.app.gpu.yml.
    private static IEnumerable<string> Stems(string name)
    {
        foreach (var stem in s_stems)
        {
            yield return stem;
        }

        var end = name.LastIndexOf('.');
        if (end > 0 && Array.IndexOf(s_stems, name[..end]) < 0)
        {
            yield return name[..end];
        }
    }

    private static bool Gives(string path, string part, ServiceUse service, ILinkedFiles files, CancellationToken cancellationToken)
    {
        if (files.Read(path) is not { } source)
        {
            return false;
        }

        var file = LinkedCompose.Read(source, files, cancellationToken);
        if (!file.IsComplete || file.Find(service.Service.Name) is { } same && (!same.IsComplete || !same.GpuRequests.IsEmpty))
        {
            return true;
        }

        // A variant for machines with a GPU may name its services otherwise.
        if (part.Contains("gpu", StringComparison.Ordinal) || part is "cuda" or "nvidia")
        {
            foreach (var other in file.Services)
            {
                if (!other.GpuRequests.IsEmpty)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
