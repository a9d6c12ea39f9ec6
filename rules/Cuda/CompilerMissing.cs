using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Text;

namespace EnvLint.Rules.Cuda;

/// <summary>Reports packages that are compiled with <c>nvcc</c> in images that have none.</summary>
[Rule("CUD010", "compiler-missing",
    Title = "A package is compiled with nvcc in an image that has none",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class CompilerMissing : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        if (!subject.Scope.IsImage || subject.Scope.Stage?.BaseUse is not { } image)
        {
            return;
        }

        foreach (var build in SourceBuilds.Of(subject, context.File.Facts?.Environments ?? []))
        {
            if (BuildPlaces.DependsOnImage(build) || !Toolkits.For(subject, build.Command, context.File.Dockerfile).HasNone)
            {
                continue;
            }

            var torch = EnvironmentTorch.Find(BuildPlaces.EnvironmentOf(build, subject, context), subject.Scope.Stage, build.Command.Order);
            var compiles = SourceBuilds.Compiles(build, subject, torch);
            if (compiles != Compilation.No)
            {
                Report(build, compiles, torch, image, context);
            }
        }
    }

    private static void Report(SourceBuild build, Compilation compiles, EnvironmentTorch? torch, ImageUse image, RuleContext context)
    {
        var why = BuildNeeds.Compiler(build.Row) == CompilerNeed.WithoutWheel && compiles == Compilation.Likely && torch is not null
            ? $"no prebuilt wheel of '{build.Name}' fits torch {torch.Release} with CUDA {torch.Cuda}, and '{image.Word}' has no nvcc to compile it"
            : $"'{build.Name}' is compiled with nvcc, which '{image.Word}' does not have";
        var note = SourceNote.Of(build.Row.Text ?? "", BuildNeeds.SourceOf(build.Row), BuildNeeds.AsOf);
        var isVerified = ImageCatalog.Find(image.Content) is { IsVerified: true };
        context.Report(
            BuildPlaces.PlaceOf(build),
            why,
            compiles == Compilation.Certain && isVerified && BuildPlaces.IsCertain(build) ? Severity.Error : Severity.Warning,
            compiles == Compilation.Certain ? Confidence.High : Confidence.Medium,
            label: "begin with a -devel image, or install nvcc before",
            related: [.. BuildPlaces.Linked(build, context), context.Here(image.Word.Span, "the base image"), .. context.Origins(image.Word)],
            notes: [note],
            fix: FixOf(image));
    }

    // The development flavour of the same image.
    private static Fix? FixOf(ImageUse image)
    {
        if (image is not { Reference: { Digest.Length: 0 } reference, Word: { IsLiteral: true } word } || word.Raw.Length != word.Span.Length || !(CudaImages.IsOne(reference) || reference.FullRepository == "pytorch/pytorch"))
        {
            return null;
        }

        foreach (var flavor in (ReadOnlySpan<string>)["-runtime", "-base"])
        {
            var at = word.Raw.LastIndexOf(flavor, StringComparison.Ordinal);
            var end = at + flavor.Length;
            if (at >= 0 && (end == word.Raw.Length || word.Raw[end] == '-'))
            {
                return Fix.Suggested("Begin with the development image", TextEdit.Replace(new TextSpan(word.Span.Start + at, flavor.Length), "-devel"));
            }
        }

        return null;
    }
}
