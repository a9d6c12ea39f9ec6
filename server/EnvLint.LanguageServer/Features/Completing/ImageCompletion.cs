using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Completing;

/// <summary>Completes the name of an image, and the tags that the tables know to be there.</summary>
internal static class ImageCompletion
{
    /// <summary>What references are made of.</summary>
    /// <param name="character">A character.</param>
    public static bool IsPart(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-' or '/' or ':' or '@';

    /// <summary>Offers tags behind a colon, and names in front of one.</summary>
    /// <param name="site">The place.</param>
    /// <param name="list">Takes what fits.</param>
    /// <param name="reference">The reference, around the cursor.</param>
    /// <param name="withNames">Whether names are offered, too.</param>
    public static void Complete(CompletionSite site, CompletionList list, TextSpan reference, bool withNames = true)
    {
        var typed = site.Text.AsSpan(reference.Start, site.Position - reference.Start);
        if (typed.Contains('@'))
        {
            return;
        }

        var colon = typed.LastIndexOf(':');
        if (colon > typed.LastIndexOf('/'))
        {
            var start = reference.Start + colon + 1;
            var end = site.Text.IndexOf('@', site.Position, reference.End - site.Position) is >= 0 and var at ? at : reference.End;
            if (colon > 0 && ImageReference.Parse($"{typed[..colon]}:x") is { } image)
            {
                list.Replace(TextSpan.FromBounds(start, end));
                Tags(list, image);
            }
        }
        else if (withNames)
        {
            var next = site.Text.AsSpan(site.Position, reference.End - site.Position).IndexOfAny(':', '@');
            list.Replace(TextSpan.FromBounds(reference.Start, next < 0 ? reference.End : site.Position + next));
            foreach (var name in GpuImages.Names)
            {
                // Without a tag it would be 'latest', which most of them do not have.
                list.Add(name, CompletionKind.Module, next < 0 ? name + ":" : name);
            }
        }
    }

    private static void Tags(CompletionList list, ImageReference image)
    {
        if (CudaImages.IsOne(image))
        {
            foreach (var tag in CudaImages.Tags)
            {
                if (list.Wants(tag.Name, isExact: true))
                {
                    list.Add(
                        tag.Name,
                        CompletionKind.Constant,
                        detail: tag is { Tag.HasCudnn: true, Row.CudnnVersion: { } cudnn } ? $"cuDNN {cudnn}" : tag.IsAlive ? "" : "no more updates",
                        documentation: tag.IsAlive ? "" : $"CUDA {tag.Tag.Version} gets no more updates.",
                        isDeprecated: !tag.IsAlive);
                }
            }
        }
        else if (image is { Registry: "", Repository: "pytorch/pytorch" })
        {
            foreach (var tag in FrameworkTags.PytorchTags)
            {
                list.Add(tag, CompletionKind.Constant, detail: tag.EndsWith("-devel", StringComparison.Ordinal) ? "with nvcc" : "");
            }
        }
        else
        {
            foreach (var tag in FrameworkTags.MonthlyTags(image.FullRepository))
            {
                list.Add(tag, CompletionKind.Constant);
            }
        }
    }
}
