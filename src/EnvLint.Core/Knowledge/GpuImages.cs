using System.Collections.Immutable;
using EnvLint.Environment.Facts;

namespace EnvLint.Knowledge;

/// <summary>What an image is made for.</summary>
public enum GpuImageKind
{
    /// <summary>Not known to be made for a GPU.</summary>
    None,

    /// <summary>It brings CUDA.</summary>
    Cuda,

    /// <summary>It is made for Jetson, where <c>--runtime nvidia</c> hands the GPU over.</summary>
    Jetson,
}

/// <summary>Images that are made for a GPU, from <c>rules/data/gpu-images.toml</c>.</summary>
public static class GpuImages
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => GpuImagesTable.AsOf;

    /// <summary>Images that bring CUDA, by registry and repository; families whose members are not listed are not among them.</summary>
    public static ImmutableArray<string> Names => NameIndex.All;

    /// <summary>The row of an image; null where the table does not know it.</summary>
    /// <param name="image">The image.</param>
    public static GpuImageRow? Find(ImageReference image)
    {
        var repository = image.FullRepository;
        foreach (var row in GpuImagesTable.Images)
        {
            if (NamePattern.MatchesAny(row.Repository, repository)
                && (row.Tags.IsEmpty || NamePattern.MatchesAny(row.Tags, image.Tag))
                && !NamePattern.MatchesAny(row.Except, image.Tag))
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>What an image is made for.</summary>
    /// <param name="image">The image; null where it is not known.</param>
    public static GpuImageKind Kind(ImageReference? image) => (image is null ? null : Find(image)?.Contains) switch
    {
        "cuda" => GpuImageKind.Cuda,
        "jetson" => GpuImageKind.Jetson,
        _ => GpuImageKind.None,
    };

    /// <summary>Whether an image has the forward compatibility libraries in <c>/usr/local/cuda/compat</c>.</summary>
    /// <param name="image">The image; null where it is not known.</param>
    public static bool ShipsCompatibility(ImageReference? image) => image is not null && Find(image)?.ShipsCompat == true;

    /// <summary>Whether a container engine runs in an image on purpose.</summary>
    /// <param name="image">The image; null where it is not known.</param>
    public static bool IsEngine(ImageReference? image)
    {
        if (image is null)
        {
            return false;
        }

        foreach (var row in GpuImagesTable.EngineImages)
        {
            if (NamePattern.MatchesAny(row.Repository, image.FullRepository) || image.Tag.Contains("dind", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a program asks the GPU: <c>nvidia-smi</c>.</summary>
    /// <param name="program">Its name without a folder.</param>
    public static bool IsGpuProgram(string program) => GpuImagesTable.GpuPrograms.Contains(program, StringComparer.Ordinal);

    /// <summary>Whether a program does without a GPU: compilers, package managers, file tools.</summary>
    /// <param name="program">Its name without a folder.</param>
    public static bool IsIdleProgram(string program) => GpuImagesTable.IdlePrograms.Contains(program, StringComparer.Ordinal);

    /// <summary>Whether a word of a command says that the command builds, fetches or only asks.</summary>
    /// <param name="word">The word.</param>
    public static bool IsIdleWord(string word)
    {
        foreach (var idle in GpuImagesTable.IdleWords)
        {
            if (idle[0] == '-' ? string.Equals(word, idle, StringComparison.Ordinal) : word.Contains(idle, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a program or module starts a training: <c>torchrun</c>.</summary>
    /// <param name="program">Its name without a folder.</param>
    public static bool IsTrainingProgram(string program) => GpuImagesTable.TrainingPrograms.Contains(program, StringComparer.Ordinal);

    /// <summary>Whether a part of a script's name says that it trains.</summary>
    /// <param name="word">The part.</param>
    public static bool IsTrainingWord(ReadOnlySpan<char> word)
    {
        foreach (var training in GpuImagesTable.TrainingWords)
        {
            if (word.Equals(training, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // Of its own, so that other questions to the table do not make it.
    private static class NameIndex
    {
        internal static readonly ImmutableArray<string> All = Collect();

        private static ImmutableArray<string> Collect()
        {
            var names = ImmutableArray.CreateBuilder<string>();
            foreach (var row in GpuImagesTable.Images)
            {
                foreach (var name in row.Repository)
                {
                    if (row.Contains == "cuda" && name.AsSpan().IndexOfAny('*', '#') < 0 && !names.Contains(name))
                    {
                        names.Add(name);
                    }
                }
            }

            return names.ToImmutable();
        }
    }
}
