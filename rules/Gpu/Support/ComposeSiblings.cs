using EnvLint.Collections;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Lowering;
using EnvLint.Manifests.Compose;

namespace EnvLint.Rules.Gpu.Support;

/// <summary>The compose files beside one, which are given together with it or instead of it.</summary>
internal sealed class ComposeSiblings
{
    private static readonly string[] s_stems = ["docker-compose", "compose"];

    private static readonly string[] s_parts = ["", "override", "gpu", "cuda", "nvidia", "gpu.override", "override.gpu", "prod", "dev", "cpu"];

    private readonly List<ComposeFile> _files = [];
    private bool _giveAll;

    /// <summary>Reads the files beside one.</summary>
    /// <param name="context">The file under check and those beside it.</param>
    public static ComposeSiblings Of(RuleContext context)
    {
        var result = new ComposeSiblings();
        if (context.File.Files is { } files)
        {
            result.Read(context.Source.Path, files, context.CancellationToken);
        }

        return result;
    }

    /// <summary>Whether one of them gives a service its GPU, or may do so: <c>docker-compose.gpu.yml</c> and the like.</summary>
    /// <param name="service">The service.</param>
    public bool GiveGpu(ServiceUse service)
    {
        if (_giveAll)
        {
            return true;
        }

        foreach (var file in _files)
        {
            if (file.Find(service.Service.Name) is { } same && (!same.IsComplete || !same.GpuRequests.IsEmpty))
            {
                return true;
            }
        }

        return false;
    }

    private void Read(string path, ILinkedFiles files, CancellationToken cancellationToken)
    {
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
                        if (!string.Equals(other, name, StringComparison.OrdinalIgnoreCase) && (part.Length > 0 || separator == ".") && files.Read(folder + other) is { } source)
                        {
                            Add(LinkedCompose.Read(source, files, cancellationToken), part);
                        }
                    }
                }
            }
        }
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

    private void Add(ComposeFile file, string part)
    {
        _files.Add(file);

        // A variant for machines with a GPU may name its services otherwise.
        _giveAll |= !file.IsComplete
            || ((part.Contains("gpu", StringComparison.Ordinal) || part is "cuda" or "nvidia") && file.Services.Exists(static service => !service.GpuRequests.IsEmpty));
    }
}
