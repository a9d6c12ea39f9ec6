using EnvLint.Collections;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.LanguageServer.Features.Hovering;

namespace EnvLint.LanguageServer.Features.Hinting;

/// <summary>Hints behind images: what they hold and need, and what variables make of them.</summary>
internal static class ImageHints
{
    /// <summary>Adds the hints of a file.</summary>
    /// <param name="view">The file.</param>
    /// <param name="hints">Takes them.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static void Add(FileView view, HintList hints, CancellationToken cancellationToken)
    {
        foreach (var use in view.Facts.Images)
        {
            var place = view.PlaceOf(use.Word.Span);
            if (use is not { Reference: { } reference, Word.IsElsewhere: false } || !hints.Wants(place))
            {
                continue;
            }

            if (!use.Word.Origins.IsEmpty)
            {
                AddReference(use, reference, view, hints);
            }

            if (use.Role is not (ImageRole.Base or ImageRole.Run or ImageRole.Service)
                || ImageHover.ContentsOf(use.Content!) is not { IsVerified: true } contents || !Runs(use, view, cancellationToken) || ImageHover.NewestOf(contents) is not { Length: > 0 } cuda)
            {
                continue;
            }

            var need = NeedText.DriverOf(cuda, view, use.Scope);
            if (hints.IsSaid(place, need))
            {
                continue;
            }

            var fits = view.Analysis.Project.Targets.Length == 1 && hints.IsLineClean(place) ? ImageHover.FitOf(use.Content!, cuda, view.Target, use.Scope) : "";

            // NVIDIA's images may refuse to start on a driver that their libraries run on.
            var own = need.Length > 0 && CudaImages.RequirementOf(use.Content!) is not null ? "libraries: " + need : need;
            var label = NeedText.Join(WhatOf(contents, cuda, reference), fits.Length > 0 ? fits : own);
            hints.Add(place, label, ImageHover.Describe(use.Word, reference, use.Like, use.Scope, view));
        }
    }

    // FROM nvidia/cuda:${CUDA}-base-ubuntu22.04
    private static void AddReference(ImageUse use, ImageReference reference, FileView view, HintList hints)
    {
        var label = "= " + ImageHover.NameOf(reference);
        if (label.Length > HintList.MaximumLabel && reference.Tag.Length > 0)
        {
            label = "= …:" + reference.Tag;
        }

        if (!label.AsSpan().ContainsAnyInRange('\0', '\u001F'))
        {
            var page = new MarkdownPage();
            page.Paragraph(MarkdownText.Code(ImageHover.NameOf(reference)));
            ValueHover.WriteOrigins(use.Word, view, page);
            hints.Add(view.PlaceOf(use.Word.Span), label, page.ToString());
        }
    }

    // An image that only builds needs no driver: of a Dockerfile what an environment is built on counts.
    private static bool Runs(ImageUse use, FileView view, CancellationToken cancellationToken)
    {
        if (use.Role == ImageRole.Run)
        {
            return true;
        }

        foreach (var stack in view.Stacks(cancellationToken))
        {
            if (ReferenceEquals(stack.File, view.File.Source)
                && stack.Parts.Exists(part => part is { IsKnown: true, Today.Cuda.Length: > 0 } && part.Place.Span == use.Word.Span && ReferenceEquals(part.Place.File, view.File.Source)))
            {
                return true;
            }
        }

        return false;
    }

    // What the reference does not say itself.
    private static string WhatOf(ImageContents contents, string cuda, ImageReference reference)
    {
        var what = reference.Tag.Contains(cuda, StringComparison.Ordinal) ? "" : $"CUDA {cuda}";
        var minor = DottedNumber.Prefix(contents.FrameworkVersion, 2);
        return contents.FrameworkVersion.Length == 0 || reference.Tag.Contains(minor, StringComparison.Ordinal) ? what
            : what.Length == 0 ? $"{contents.Framework} {minor}"
            : $"{what}, {contents.Framework} {minor}";
    }
}
