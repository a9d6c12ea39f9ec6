using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Rules.Frameworks;

namespace EnvLint.Rules.Stack;

/// <summary>Reports builds that have intermediate code only for the target's GPU, which the driver compiles at the first start.</summary>
[Rule("STK004", "slow-first-start",
    Title = "A build has intermediate code only for the target's GPU",
    Category = RuleCategory.Performance,
    Severity = Severity.Info,
    Since = "0.1.0")]
public sealed partial class SlowFirstStart : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        if (StackTarget.Of(context.Target, subject.Scope) is not { ComputeCapability: { } gpu, Wheels: { } platform } target || TorchResolver.OffersAlternatives(subject))
        {
            return;
        }

        var resolution = TorchResolver.Resolve(subject, platform) is { IsKnown: true } pip ? pip : CondaCuda.ResolveTorch(subject);
        if (resolution is not { IsKnown: true, Request: { } request } || !subject.Owns(request) || StackPlaces.PlaceOf(resolution) is not { } place
            || MachineHints.AreForOther(request, context))
        {
            return;
        }

        var build = resolution.Builds[0];
        if (build.Cuda.Length == 0 || Torch.CodeFor(build.Release, build.Cuda, platform, gpu, out var source) != GpuCode.Ptx || !target.Compiles(build.Cuda) || target.Missing(build.Cuda) is not null)
        {
            return;
        }

        context.Report(
            place,
            $"{StackPlaces.NameOf(resolution)} has no machine code for the target's GPU ({target.GpuText}): the driver compiles it at the first start, which takes minutes",
            related: StackPlaces.RelatedOf(resolution, context),
            notes: [SourceNote.Of(source ?? Torch.SourceText(build.Release.Source), Torch.AsOf)],
            dependsOnTarget: true);
    }
}
