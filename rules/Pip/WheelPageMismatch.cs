using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Rules.Frameworks;
using EnvLint.Rules.Stack;
using EnvLint.Text;

namespace EnvLint.Rules.Pip;

/// <summary>Reports pages of wheels, of PyG, mmcv and others, that are for another torch or CUDA than the one beside them, or that do not exist.</summary>
[Rule("PIP017", "wheel-page-mismatch",
    Title = "A page of wheels is for another torch or CUDA than the one that is installed",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class WheelPageMismatch : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        HashSet<TextSpan>? told = null;
        ImmutableArray<Candidate> candidates = default;
        foreach (var request in subject.Requests)
        {
            if (request is not { Manager: PackageManager.Pip, IsConstraint: false, Sources.FindLinks.IsEmpty: false, LinkedFile: null } || !subject.Owns(request)
                || request.Requirement is { Url.Length: > 0 })
            {
                continue;
            }

            foreach (var word in request.Sources.FindLinks)
            {
                if (word.Value is not { } url || WheelPages.Find(url) is not { } page || !page.Row.Packages.Contains(request.Name, StringComparer.Ordinal) || !(told ??= []).Add(word.Span))
                {
                    continue;
                }

                candidates = candidates.IsDefault ? Candidate.Of(subject, context) : candidates;
                Check(subject, request, word, page, candidates, context);
            }
        }
    }

    private static void Check(PythonEnvironment environment, PackageRequest request, Word word, WheelPage page, ImmutableArray<Candidate> candidates, RuleContext context)
    {
        var torch = candidates is [var first, ..] && Meets(environment, request, first) ? first : null;
        if (torch is not null && !candidates.Exists(one => WheelPages.Fits(page, one.Version)))
        {
            // Within one minor the wheels of a page that names the patch often load all the same.
            var isOtherMinor = DottedNumber.Compare(DottedNumber.Prefix(page.Torch, 2), DottedNumber.Prefix(torch.Version, 2)) != 0;
            Report(
                request, word, page, torch, $"the wheels of this page are for torch {page.Torch}, and torch {torch.Version} is installed",
                isOtherMinor && torch.IsCertain ? Severity.Error : Severity.Warning, context);
        }
        else if (WheelPages.IsMissing(page))
        {
            var tags = WheelPages.TagsOf(page.Row, page.Torch);
            context.Report(
                word.Span,
                $"there is no page for torch {page.Torch} with {page.Tag}: {page.Row.Missing}",
                label: tags.Contains(page.Tag, StringComparer.Ordinal) ? $"there is one for {DottedNumber.Prefix(page.Torch, 2)}.0" : $"there are {string.Join(", ", tags)}",
                related: context.Origins(word),
                notes: [SourceNote.Of(WheelPages.SourceText(page.Row), WheelPages.AsOf)]);
        }
        else if (torch is not null && torch.Cuda is { } cuda && !candidates.Exists(one => one.Cuda is null || TagOf(one.Cuda) == page.Tag))
        {
            Report(
                request, word, page, torch, $"the wheels of this page are for {Text(page.Tag)}, and torch {torch.Version} is a build for {Text(TagOf(cuda))}",
                SeverityOf(page, cuda, torch), context);
        }
    }

    // A build for the CPU loads beside any torch and has no GPU code; one for another major does not load.
    private static Severity SeverityOf(WheelPage page, string cuda, Candidate torch) =>
        torch.IsCertain && torch.IsCudaCertain && page.Row.Verified && page.Tag != "cpu"
            && (page.Row.CudaChecked == true || cuda.Length == 0 || TorchIndex.CudaOf(page.Tag) is { } own && DottedNumber.Prefix(own, 1) != DottedNumber.Prefix(cuda, 1))
            ? Severity.Error
            : Severity.Warning;

    private static bool Meets(PythonEnvironment environment, PackageRequest request, Candidate torch) => torch.Request is null || environment.AreTogether(torch.Request, request);

    private static string TagOf(string cuda) => cuda.Length == 0 ? "cpu" : TorchIndex.TagOf(cuda);

    private static string Text(string tag) => tag == "cpu" ? "the CPU" : TorchIndex.CudaOf(tag) is { } cuda ? $"CUDA {cuda}" : tag;

    private static void Report(PackageRequest request, Word word, WheelPage page, Candidate torch, string message, Severity severity, RuleContext context)
    {
        var related = ImmutableArray.CreateBuilder<RelatedLocation>();
        if (torch.Request is { } asked)
        {
            related.Add(context.AskedFor(asked));
        }
        else if (torch.Image is { } image)
        {
            related.Add(context.Here(image.Word.Span, "the image brings it"));
        }

        related.AddRange(context.Origins(word));
        var edits = Edits(word, page, torch);

        // A vendor's torch is a build of its own, which wheels of the release before may do with; and a branch may never run.
        if (torch.Image is { Content.Registry: "nvcr.io" } || request.Command is { IsConditional: true })
        {
            severity = Severity.Warning;
        }

        context.Report(
            word.Span,
            message,
            severity,
            severity == Severity.Error ? Confidence.High : Confidence.Medium,
            label: $"for {request.Name}",
            related: related.DrainToImmutable(),
            notes: [SourceNote.Of(page.Row.Missing, WheelPages.SourceText(page.Row), WheelPages.AsOf)],
            fix: edits is null ? null : Fix.Suggested($"Take the page for torch {torch.Version}", edits));
    }

    // Where it is known that there is a page for that torch.
    private static TextEdit[]? Edits(Word word, WheelPage page, Candidate torch)
    {
        if (torch.Cuda is not { } cuda || page.Row.Digits == true || !WheelPages.TagsOf(page.Row, torch.Version).Contains(TagOf(cuda), StringComparer.Ordinal)
            || !word.IsLiteral || word.Raw.IndexOf(word.Value!, StringComparison.Ordinal) is not (>= 0 and var start) || word.Raw.Length != word.Span.Length)
        {
            return null;
        }

        var minor = DottedNumber.Prefix(torch.Version, 2);
        var version = page.Torch.Split('.').Length > 2 ? $"{minor}.0" : minor;
        var edits = new List<TextEdit>();
        foreach (var (span, old, text) in ((TextSpan, string, string)[])[(page.TorchSpan, page.Torch, version), (page.TagSpan, page.Tag, TagOf(cuda))])
        {
            if (old != text && !(span == page.TorchSpan && WheelPages.Fits(page, torch.Version)))
            {
                edits.Add(TextEdit.Replace(new TextSpan(word.Span.Start + start + span.Start, span.Length), text));
            }
        }

        return edits.Count == 0 ? null : [.. edits];
    }

    // A torch that the environment may have: what requests lead to, or what the image brings.
    private sealed record Candidate(string Version, string? Cuda, PackageRequest? Request, ImageUse? Image, bool IsCertain, bool IsCudaCertain)
    {
        public static ImmutableArray<Candidate> Of(PythonEnvironment environment, RuleContext context)
        {
            if (TorchResolver.OffersAlternatives(environment) || FrameworkFacts.Uninstalls(context, "torch"))
            {
                return [];
            }

            var platform = WheelPlatforms.Of(environment.Scope, context.Target) ?? WheelPlatform.LinuxX64;
            if (TorchResolver.Resolve(environment, platform) is { } resolution)
            {
                return OfResolution(environment, resolution, platform);
            }

            return CondaCuda.ResolveTorch(environment) is null && environment.Kind == PythonEnvironmentKind.System && OfImage(environment.Scope.Stage) is { } shipped ? [shipped] : [];
        }

        private static ImmutableArray<Candidate> OfResolution(PythonEnvironment environment, TorchResolution resolution, WheelPlatform platform)
        {
            var result = ImmutableArray.CreateBuilder<Candidate>();
            if (resolution is { IsKnown: true, IsOpen: false })
            {
                // Another command may name another index for the same file.
                var isCudaCertain = resolution.Source is not { Word: null } || environment.Kind is not (PythonEnvironmentKind.RequirementsFile or PythonEnvironmentKind.PyProject);
                foreach (var build in resolution.Builds)
                {
                    result.Add(new Candidate(build.Release.Version, build.Cuda, resolution.Request, null, IsCertain: true, isCudaCertain && build.IsVerified));
                }
            }
            else if (!resolution.IsKnown && resolution.Request is { IsConditional: false } request && request.Name == "torch" && PipRequests.PinOf(request) is { } pin
                && ReferenceEquals(environment.Last("torch", PackageManager.Pip), request) && TorchResolver.Applies(request, WheelPlatforms.MarkersOf(platform, environment.Python)) == true)
            {
                // Its build is not known, its release is.
                result.Add(new Candidate(pin.Base.ToString(), null, request, null, IsCertain: true, IsCudaCertain: false));
            }

            return result.DrainToImmutable();
        }

        private static Candidate? OfImage(ImageStage? stage) =>
            stage?.BaseUse is { } image && stage.Contents is { Framework: "torch", FrameworkVersion: { Length: > 0 } version, IsVerified: var isVerified } contents
                ? new Candidate(version, contents.FrameworkCuda.Length == 0 ? null : contents.FrameworkCuda, null, image, isVerified, isVerified)
                : null;
    }
}
