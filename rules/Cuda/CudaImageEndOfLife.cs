using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Rules.Image;

namespace EnvLint.Rules.Cuda;

/// <summary>Reports tags of <c>nvidia/cuda</c> that are there, but past their end.</summary>
[Rule("CUD002", "cuda-image-end-of-life",
    Title = "A tag of nvidia/cuda that is past its end",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Warning,
    Fix = FixAvailability.None,
    Tag = RuleTag.Deprecated,
    Since = "0.1.0",
    Confidence = Confidence.Medium)]
public sealed partial class CudaImageEndOfLife : Rule<ImageUse>
{
    /// <inheritdoc/>
    protected override void Check(ImageUse subject, RuleContext context)
    {
        if (subject is not { Like: null, Reference: { } image } || !CudaImages.IsOne(image) || CudaTag.Parse(image.Tag) is not { } tag
            || CudaImages.RowOf(tag.Version) is not { Status: "eol" } || CudaImages.StateOf(tag) != CudaTagState.Exists || ImageTags.IsMadeHere(subject, context))
        {
            return;
        }

        // Another major of CUDA is another environment for all that is compiled or loaded there: no edit of the tag alone.
        context.Report(
            ImageTags.PlaceOf(subject),
            $"the images of CUDA {tag.Version} are past their end: they get no updates, and NVIDIA deletes such tags after six months",
            ImageTags.SeverityOf(subject, Severity.Warning),
            label: CudaImages.NextLiving(tag) is { } next ? $"the next that is supported is {next}" : "",
            related: context.Origins(subject.Word),
            notes: [SourceNote.Of(CudaImages.Policy, CudaImages.AsOf)]);
    }
}
