using System.Collections.Immutable;
using System.Globalization;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Rules.Cuda;

/// <summary>Reports packages of cuDNN that are built for another major of CUDA than the image has.</summary>
[Rule("CUD013", "cudnn-mismatch",
    Title = "A package of cuDNN is built for another CUDA than the image has",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Warning,
    Since = "0.1.0",
    Supersedes = ["APT009"])]
public sealed partial class CudnnMismatch : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        if (!subject.Scope.IsImage)
        {
            return;
        }

        CommandUse? told = null;
        foreach (var fact in subject.Facts)
        {
            // Packages of pip bring what they need, and conda's solver looks at it.
            if (fact is not PackageRequest { Manager: PackageManager.Apt or PackageManager.Dnf or PackageManager.Zypper, IsConditional: false } request
                || Cudnn.FindPackage(request) is not { CudaMajor: { } major } cudnn || ReferenceEquals(request.Command, told))
            {
                continue;
            }

            if (CudaOf(subject) is not { } cuda)
            {
                return;
            }

            if (cuda.Majors.Contains(major))
            {
                continue;
            }

            told = request.Command;
            context.Report(
                request.Word.Span,
                $"'{request.Word}' is cuDNN for CUDA {major}, and the CUDA of '{cuda.Image.Word}' is {cuda.Version}",
                label: $"a package for CUDA {cuda.Majors[0]} fits",
                related: [context.Here(cuda.Image.Word.Span, $"CUDA {cuda.Version} comes from here"), .. context.Origins(cuda.Image.Word), .. context.Origins(request.Word)],
                notes: [SourceNote.Of("cuDNN loads the cuBLAS of the CUDA that it is built for", cudnn.Source, Cudnn.AsOf)]);
        }
    }

    // The image's CUDA with the majors of all packages of CUDA that are installed beside it.
    private static (ImageUse Image, string Version, ImmutableArray<int> Majors)? CudaOf(CommandSequence sequence)
    {
        if (sequence.Scope.Stage?.BaseUse is not { } image || ImageCatalog.Find(image.Reference) is not { Cuda.Length: > 0 } contents)
        {
            return null;
        }

        var majors = ImmutableArray.CreateBuilder<int>();
        majors.Add(int.Parse(DottedNumber.Prefix(contents.Cuda, 1), CultureInfo.InvariantCulture));
        for (var current = sequence; current is not null; current = current.Base)
        {
            foreach (var fact in current.Facts)
            {
                if (fact is PackageRequest { Manager: not (PackageManager.Pip or PackageManager.Conda) } request && ToolkitPackages.ReleaseOf(request.Name) is { Length: > 0 } release)
                {
                    majors.Add(int.Parse(DottedNumber.Prefix(release, 1), CultureInfo.InvariantCulture));
                }
            }
        }

        return (image, contents.Cuda, majors.DrainToImmutable());
    }
}
