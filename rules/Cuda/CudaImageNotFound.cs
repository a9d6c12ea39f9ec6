using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Rules.Image;

namespace EnvLint.Rules.Cuda;

/// <summary>Reports tags of <c>nvidia/cuda</c> that were deleted or never were.</summary>
[Rule("CUD001", "cuda-image-not-found",
    Title = "A tag of nvidia/cuda that does not exist",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0",
    Supersedes = ["IMG009"])]
public sealed partial class CudaImageNotFound : Rule<ImageUse>
{
    /// <inheritdoc/>
    protected override void Check(ImageUse subject, RuleContext context)
    {
        // A digest alone names an image, whatever tags there are.
        if (subject is not { Like: null, Reference: { } image } || !CudaImages.IsOne(image) || image is { Tag.Length: 0, Digest.Length: > 0 }
            || CudaImages.StateOf(image.Tag) is CudaTagState.Unknown or CudaTagState.Exists || ImageTags.IsMadeHere(subject, context))
        {
            return;
        }

        var state = CudaImages.StateOf(image.Tag);
        var tag = CudaTag.Parse(image.Tag);
        var nearest = tag is null ? null : CudaImages.Nearest(tag);
        var digest = image.Digest.Length > 0 ? ", so only the digest says what this is" : "";
        context.Report(
            ImageTags.PlaceOf(subject),
            MessageOf(state, image, tag) + digest,
            ImageTags.SeverityOf(subject, Severity.Error),
            Confidence.High,
            label: LabelOf(state, tag, nearest),
            related: context.Origins(subject.Word),
            notes: NotesOf(state, tag, nearest),
            fix: nearest is null ? null : ImageTags.Write(subject, nearest.ToString(), context, CudaImages.RowOf(nearest.Version) is { Status: "eol" } ? ", which is past its end" : ""));
    }

    private static string MessageOf(CudaTagState state, ImageReference image, CudaTag? tag)
    {
        var name = image.FullRepository;
        return state switch
        {
            CudaTagState.NoTag when image.Tag.Length == 0 => $"'{name}' has no tag 'latest', which is what is asked for without a tag",
            CudaTagState.NoTag => $"'{name}' has no tag 'latest'",
            CudaTagState.TwoNumbers => $"'{name}' has no tag '{image.Tag}': the point release belongs to it, as in {PointReleaseOf(tag!)}",
            CudaTagState.Incomplete => $"'{name}' has no tag '{image.Tag}': {MissingOf(tag!)} belongs to it",
            CudaTagState.Deleted => $"'{name}:{image.Tag}' is gone: the images of CUDA {tag!.Version} were deleted",
            CudaTagState.NeverPublished => $"'{name}:{image.Tag}' never was: CUDA {tag!.Version} has no images",
            CudaTagState.CudnnWord => $"'{name}' has no tag '{image.Tag}': for CUDA {tag!.Version} the word is '{CudaImages.CudnnWordOf(tag.Version)}', not '{tag.Part}'",
            CudaTagState.CudnnWithBase => $"'{name}' has no tag '{image.Tag}': cuDNN comes with runtime and devel, never with base",
            CudaTagState.NoCudnn => $"'{name}' has no tag '{image.Tag}': there are no images of CUDA {tag!.Version} with cuDNN",
            _ => $"'{name}' has no tag '{image.Tag}': there is no such image of CUDA {tag!.Version} for {tag.System}",
        };
    }

    private static string LabelOf(CudaTagState state, CudaTag? tag, CudaTag? nearest) => state switch
    {
        CudaTagState.NoTag => "name a release, a flavor and a distribution",
        _ when nearest is not null => $"{nearest} is there",
        CudaTagState.NoSystem when CudaImages.FirstWithSystem(tag!) is { } first => $"the oldest for {tag!.System} is {first}",
        CudaTagState.Deleted or CudaTagState.NeverPublished when CudaImages.NextLiving(tag!) is { } next => $"the next that is there and supported is {next}",
        _ => "",
    };

    private static ImmutableArray<string> NotesOf(CudaTagState state, CudaTag? tag, CudaTag? nearest)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        switch (state)
        {
            case CudaTagState.CudnnWord when nearest is not null && tag!.Part != "cudnn" && CudaImages.CudnnVersionOf(nearest) is { } version:
                notes.Add($"{nearest} holds cuDNN {version}");
                break;
            case CudaTagState.NoSystem:
                var systems = CudaImages.SystemsOf(tag!);
                if (!systems.IsEmpty)
                {
                    notes.Add($"CUDA {tag!.Version} has it for {string.Join(", ", systems)}");
                }

                break;
        }

        notes.Add(SourceNote.Of(CudaImages.TagList, CudaImages.AsOf));
        return notes.DrainToImmutable();
    }

    private static string PointReleaseOf(CudaTag tag) => CudaImages.NewestOf(tag.Version);

    private static string MissingOf(CudaTag tag) =>
        tag.Flavor == CudaFlavor.None ? tag.System.Length == 0 ? "base, runtime or devel and a distribution" : "base, runtime or devel" : $"a distribution such as {SystemOf(tag)}";

    // The newest Ubuntu that there are images of the release for.
    private static string SystemOf(CudaTag tag)
    {
        var newest = "";
        foreach (var system in CudaImages.SystemsOf(tag))
        {
            if (system.StartsWith("ubuntu", StringComparison.Ordinal) && string.CompareOrdinal(system, newest) > 0)
            {
                newest = system;
            }
        }

        return newest.Length > 0 ? newest : "ubuntu22.04";
    }
}
