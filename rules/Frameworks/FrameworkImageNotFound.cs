using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Rules.Image;

namespace EnvLint.Rules.Frameworks;

/// <summary>Reports tags of the images of PyTorch, TensorFlow and NVIDIA's monthly images that do not exist or have stood still for years.</summary>
[Rule("FWK015", "framework-image-not-found",
    Title = "A tag of a framework's image that does not exist, or has not moved for years",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0",
    Supersedes = ["IMG001", "IMG009"])]
public sealed partial class FrameworkImageNotFound : Rule<ImageUse>
{
    /// <inheritdoc/>
    protected override void Check(ImageUse subject, RuleContext context)
    {
        if (subject is not { Like: null, Reference: { } image } || image is { Tag.Length: 0, Digest.Length: > 0 } || FrameworkTags.FaultOf(image) is not { } state || ImageTags.IsMadeHere(subject, context))
        {
            return;
        }

        context.Report(
            ImageTags.PlaceOf(subject),
            MessageOf(state, image),
            ImageTags.SeverityOf(subject, state.IsCertain ? Severity.Error : Severity.Warning),
            state.IsCertain ? Confidence.High : Confidence.Medium,
            label: LabelOf(state, image),
            related: context.Origins(subject.Word),
            notes: NotesOf(state),
            fix: state.Tag is null ? null : ImageTags.Write(subject, state.Tag, context));
    }

    private static string MessageOf(FrameworkTagState state, ImageReference image)
    {
        var name = image.FullRepository;
        return state.Fault switch
        {
            FrameworkTagFault.NoRelease => $"'{name}' has no tag '{image.Tag}': there is no PyTorch {state.Version}",
            FrameworkTagFault.NoCuda => $"'{name}' has no tag '{image.Tag}': PyTorch {state.Version} was never built for CUDA {PytorchTag.Of(image)!.Cuda}",
            FrameworkTagFault.Cudnn => $"'{name}' has no tag '{image.Tag}': the images of PyTorch {state.Version} do not have cuDNN {PytorchTag.Of(image)!.Cudnn}",
            FrameworkTagFault.TwoNumbers => $"'{name}' has no tag '{image.Tag}': the third number of {state.Version} belongs to it",
            FrameworkTagFault.NoImage => $"'{name}' has no image of TensorFlow {state.Version}",
            FrameworkTagFault.Ending => $"'{name}' has no tag '{image.Tag}': images of TensorFlow {state.Version} do not end that way",
            FrameworkTagFault.Frozen => $"'{name}:{image.Tag}' has not moved since TensorFlow {FrameworkTags.FrozenAt}",
            FrameworkTagFault.Month => $"'{name}' has no tag '{image.Tag}': {state.Version} is no month",
            _ when image.Tag.Length == 0 => $"'{name}' has no tag 'latest', which is what is asked for without a tag",
            _ => $"'{name}' has no tag 'latest': tags name a month, as {FrameworkTags.NewestMonth} does",
        };
    }

    private static string LabelOf(FrameworkTagState state, ImageReference image) => state.Fault switch
    {
        FrameworkTagFault.NoCuda => $"built for {string.Join(", ", state.Builds)}",
        FrameworkTagFault.NoLatest => "name a month",
        FrameworkTagFault.Frozen => $"the one that moves is {image.Tag.Replace("-py3", "", StringComparison.Ordinal).Replace("-py2", "", StringComparison.Ordinal)}",
        _ when state.Tag is not null => $"write {state.Tag}",
        _ => "",
    };

    private static ImmutableArray<string> NotesOf(FrameworkTagState state) => state.Fault switch
    {
        FrameworkTagFault.NoRelease or FrameworkTagFault.NoCuda => [SourceNote.Of(Torch.SourceText(Torch.Releases[0].Source), Torch.AsOf)],
        FrameworkTagFault.Cudnn or FrameworkTagFault.TwoNumbers => [SourceNote.Of(FrameworkTags.PytorchSource, FrameworkTags.AsOf)],
        FrameworkTagFault.Month or FrameworkTagFault.NoLatest => [SourceNote.Of(FrameworkTags.NgcSource, FrameworkTags.AsOf)],
        _ => [SourceNote.Of(FrameworkTags.TensorflowSource, FrameworkTags.AsOf)],
    };
}
