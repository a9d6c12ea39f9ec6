using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Rules.Apt;
using EnvLint.Syntax.Dockerfile;
using EnvLint.Text;

namespace EnvLint.Rules.Cuda;

/// <summary>NVIDIA's CUDA repositories for apt that a stage or script has: those of its base image and those that it adds.</summary>
internal sealed class CudaSources
{
    private readonly List<(string Folder, TextSpan? Span, ImageUse? Image)> _sources = [];

    /// <summary>The folders, in the order in which they are added.</summary>
    public IEnumerable<string> Folders
    {
        get
        {
            foreach (var (folder, _, _) in _sources)
            {
                yield return folder;
            }
        }
    }

    /// <summary>The repositories of a sequence and of those that it begins with.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <returns>Null where there are none, or where not all of them are known.</returns>
    public static CudaSources? Of(CommandSequence sequence)
    {
        var result = new CudaSources();
        if (sequence.Scope.IsImage && !result.AddBase(sequence))
        {
            return null;
        }

        foreach (var part in StageFacts.Chain(sequence))
        {
            foreach (var fact in part.Facts)
            {
                if (fact is not RepositoryUse { Manager: PackageManager.Apt } use)
                {
                    continue;
                }

                // A local installer holds one release, and what is not known may hold any.
                if (use.LocalCudaVersion.Length > 0 || use.Url is null || (use.CudaDistribution.Length == 0 && use.Url.Contains("nvidia", StringComparison.OrdinalIgnoreCase) && use.Url.Contains('$', StringComparison.Ordinal)))
                {
                    return null;
                }

                if (use.CudaDistribution.Length > 0)
                {
                    result._sources.Add((use.CudaDistribution, use.Span, null));
                }
            }
        }

        return result._sources.Count == 0 ? null : result;
    }

    /// <summary>The place that adds a repository; null for one of the base image.</summary>
    /// <param name="folder">The folder.</param>
    public TextSpan? SpanOf(string folder) => _sources.Find(source => source.Folder == folder).Span;

    /// <summary>The place that adds a repository, or the base image that has it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="context">The context.</param>
    public RelatedLocation PlaceOf(string folder, RuleContext context)
    {
        var (_, span, image) = _sources.Find(source => source.Folder == folder);
        return image is not null ? context.Here(image.Word.Span, $"'{image.Word}' has the repository {folder}") : context.Here(span ?? default, $"the repository {folder} is added here");
    }

    /// <summary>Whether scripts or copied files may add further repositories.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="context">The context.</param>
    public bool MayHaveOthers(CommandSequence sequence, RuleContext context)
    {
        foreach (var part in StageFacts.Chain(sequence))
        {
            foreach (var fact in part.Facts)
            {
                if (fact is CommandUse use && StageFacts.RunsForeignCode(use) && !use.IsProgram("dpkg", "tar", "make", "cmake", "ninja") && !use.Program.StartsWith("python", StringComparison.Ordinal))
                {
                    return true;
                }
            }

            foreach (var instruction in StageFacts.InstructionsOf(part, context))
            {
                if (StageFacts.MayBringPrograms(instruction) || StageFacts.MountsFromElsewhere(instruction))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // NVIDIA's images carry the repository of their distribution; plain ones have none, and of others nobody knows.
    private bool AddBase(CommandSequence sequence)
    {
        if (StageFacts.BaseOf(sequence) is not { } image)
        {
            return false;
        }

        if (sequence.Scope.Stage is { } stage && GpuImages.Kind(stage.BaseImage) == GpuImageKind.Cuda)
        {
            var folder = CudaRepositories.FolderOf(image.Distribution, image.Release);
            if (stage.BaseImage?.Repository != "nvidia/cuda" || folder.Length == 0 || stage.BaseUse is null)
            {
                return false;
            }

            _sources.Add((folder, null, stage.BaseUse));
        }

        return true;
    }
}
