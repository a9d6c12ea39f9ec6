using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Rules.Stack;
using EnvLint.Versions;

namespace EnvLint.Rules.Frameworks;

/// <summary>Reports TensorFlow that cannot use the GPU of Windows itself.</summary>
[Rule("FWK004", "tensorflow-native-windows",
    Title = "TensorFlow has no GPU on Windows itself",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Error,
    Since = "0.1.0")]
public sealed partial class TensorflowNativeWindows : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        if (!subject.Requests.Exists(static request => request.Name == "tensorflow") || WheelPlatforms.Of(subject.Scope, context.Target) != WheelPlatform.Windows || TorchResolver.OffersAlternatives(subject)
            || FrameworkFacts.Last(subject, "tensorflow", WheelPlatforms.MarkersOf(WheelPlatform.Windows, subject.Python), out var isUnclear) is not { } request || isUnclear
            || !subject.Owns(request) || IsToldThere(request, context) || HasPlugin(subject)
            || PipRequests.SpecifiersOf(request) is not { NamesPreRelease: false } specifiers
            || (PipRequests.PinOf(request) is { } pin && TensorFlow.Find(pin.Base.ToString()) is null))
        {
            return;
        }

        var last = TensorFlow.LastOnWindows;
        var only = !MayBeOld(specifiers, last);
        var isAsked = request.Extras.Contains(TensorFlow.CudaExtra.Name, StringComparer.Ordinal);
        var intent = isAsked ? new GpuIntent($"the extra '{TensorFlow.CudaExtra.Name}' asks for one", DependsOnTarget: false) : GpuIntent.Of(subject, request, context);
        if (intent is null || (!only && !TorchResolver.IsOpen(specifiers)) || (!isAsked && MachineHints.AreForOther(request, context)))
        {
            return;
        }

        context.Report(
            RuleContext.PlaceOf(request),
            $"'tensorflow{request.Constraint}' uses no GPU on Windows itself: the last release that does is {last}, and {intent.Text}",
            only ? Severity.Error : Severity.Warning,
            label: $"in WSL 2, or up to {last}",
            notes: [SourceNote.Of(TensorFlow.SourceText("tf-pip"), TensorFlow.AsOf)],
            dependsOnTarget: intent.DependsOnTarget || subject.Scope.Kind == ScopeKind.Unknown);
    }

    // With a declared target the file itself says it.
    private static bool IsToldThere(PackageRequest request, RuleContext context) => request.LinkedFile is not null && context.Target?.Platform == TargetPlatform.Windows;

    // Whether a release with a GPU may be taken.
    private static bool MayBeOld(Pep440SpecifierSet specifiers, string last) => !specifiers.Intersect(Pep440SpecifierSet.Parse($"<={last}.99")).IsEmpty;

    // tensorflow-directml-plugin
    private static bool HasPlugin(PythonEnvironment environment)
    {
        foreach (var request in environment.Requests)
        {
            if (MachineWords.In(request.Name).HasFlag(NamedMachines.Other))
            {
                return true;
            }
        }

        return false;
    }
}
