using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Rules.Cuda;
using EnvLint.Rules.Pip;

namespace EnvLint.Rules.Stack;

/// <summary>Reports extensions of torch that are compiled with an nvcc of another major than torch's CUDA.</summary>
/// <remarks>Wheels bring their CUDA along: which toolkit an image has matters only where something is compiled. Another minor is a warning of torch's only.</remarks>
[Rule("STK007", "extension-toolkit-major",
    Title = "An extension of torch is compiled with an nvcc of another major than torch's CUDA",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class ExtensionToolkitMajor : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        foreach (var build in SourceBuilds.Of(subject, context.File.Facts?.Environments ?? []))
        {
            if (build.Row.Extension != true || BuildPlaces.DependsOnImage(build)
                || (BuildNeeds.Isolation(build.Row, build.FromRepository) == IsolatedBuild.WrongTorch && !build.RunsSetup && !PipIsolation.IsOff(build.Command, subject, build.Name))
                || Toolkits.For(subject, build.Command, context.File.Dockerfile).Only is not { } nvcc
                || EnvironmentTorch.Find(BuildPlaces.EnvironmentOf(build, subject, context), subject.Scope.Stage, build.Command.Order) is not { } torch)
            {
                continue;
            }

            if (!DottedNumber.Prefix(nvcc.Cuda, 1).Equals(DottedNumber.Prefix(torch.Cuda, 1), StringComparison.Ordinal) && SourceBuilds.Compiles(build, subject, torch) is not Compilation.No and var compiles)
            {
                Report(build, compiles, nvcc, torch, context);
            }
        }
    }

    private static void Report(SourceBuild build, Compilation compiles, ToolkitInstall nvcc, EnvironmentTorch torch, RuleContext context)
    {
        var related = ImmutableArray.CreateBuilder<RelatedLocation>();
        related.AddRange(BuildPlaces.Linked(build, context));
        related.Add(context.Here(nvcc.Word.Span, $"nvcc of CUDA {nvcc.Cuda} comes from here"));
        related.AddRange(context.Origins(nvcc.Word));
        if (torch.Resolution is { Request: { } request } resolution)
        {
            related.Add(context.At(request, $"torch {torch.Release} for CUDA {torch.Cuda} is asked for here"));
            if (resolution.Source is { Word: { } index })
            {
                related.Add(context.Here(index.Span, "the index is named here"));
            }
        }

        var isCertain = compiles == Compilation.Certain && torch.IsCertain && nvcc.IsVerified && BuildPlaces.IsCertain(build);
        var today = torch.Resolution is { IsCertain: false } ? "today's torch, " : "torch ";
        context.Report(
            BuildPlaces.PlaceOf(build),
            $"'{build.Name}' is compiled with the nvcc of CUDA {nvcc.Cuda}, and {today}{torch.Release}{(today.Length > 6 ? "," : "")} is a build for CUDA {torch.Cuda}: torch refuses an nvcc of another major",
            isCertain ? Severity.Error : Severity.Warning,
            isCertain ? Confidence.High : Confidence.Medium,
            label: $"nvcc {nvcc.Cuda}, torch for CUDA {torch.Cuda}",
            related: related.DrainToImmutable(),
            notes:
            [
                $"torch says: The detected CUDA version ({DottedNumber.Prefix(nvcc.Cuda, 2)}) mismatches the version that was used to compile PyTorch ({torch.Cuda})",
                SourceNote.Of(build.Row.Text ?? "", BuildNeeds.SourceOf(build.Row), BuildNeeds.AsOf),
            ],
            fix: FixOf(nvcc, torch));
    }

    private static Fix? FixOf(ToolkitInstall nvcc, EnvironmentTorch torch)
    {
        if (torch.Resolution is not { } resolution || resolution.Request is not { Manager: PackageManager.Pip })
        {
            return null;
        }

        var major = DottedNumber.Prefix(nvcc.Cuda, 1);
        bool Fits(string cuda) => DottedNumber.Prefix(cuda, 1) == major;
        return TorchEdits.Take(resolution, TorchEdits.BuildOf(resolution.Builds[0].Release, WheelPlatform.LinuxX64, Fits), (_, cuda) => Fits(cuda));
    }
}
