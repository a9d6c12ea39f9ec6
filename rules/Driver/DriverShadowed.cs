using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Text;

namespace EnvLint.Rules.Driver;

/// <summary>Reports loader paths that hide the driver: stubs or forward compatibility libraries in front of it, or WSL's folder dropped.</summary>
/// <remarks>A search path of an image that is replaced as a whole is IMG006's.</remarks>
[Rule("DRV005", "driver-shadowed",
    Title = "A loader path hides the driver's libraries",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class DriverShadowed : Rule<CommandSequence>
{
    private static readonly ImmutableArray<string> StubNotes =
    [
        "the stub libcuda.so is for the linker: a program that loads it ends with 'CUDA driver is a stub library' (github.com/NVIDIA/warp/issues/219, github.com/xmake-io/xmake/issues/4686)",
        "to link without a driver set LIBRARY_PATH, or LD_LIBRARY_PATH in front of the one command that needs it",
    ];

    private static readonly ImmutableArray<string> CompatibilityNotes =
    [
        "forward compatibility libraries work on data centre GPUs, some RTX server boards and Jetson only; elsewhere error 804 'forward compatibility was attempted on non supported HW' (docs.nvidia.com/deploy/cuda-compatibility)",
    ];

    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        // A stage that is only copied from, or that builds or tests, may link against stubs as it likes.
        if (subject.Scope.Stage is { } stage && (!stage.IsInLast || IsForBuilding(stage.Name)))
        {
            return;
        }

        bool? isBuildScript = null;
        foreach (var entry in LoaderEntries.Find(subject, context))
        {
            var isStub = entry.Shadow.Folder == LoaderFolder.Stubs;
            if (isStub ? entry.Fact is VariableSet { Kind: not VariableSetKind.Env } && (isBuildScript ??= IsBuildScript(subject)) : MayBeRight(entry, context))
            {
                continue;
            }

            context.Report(
                entry.Shadow.Span,
                isStub
                    ? $"'{entry.Shadow.Text}' on the loader path puts the toolkit's stub libcuda in front of the driver"
                    : $"'{entry.Shadow.Text}' on the loader path puts forward compatibility libraries in front of the driver",
                confidence: Confidence.Medium,
                label: "take it off the path",
                notes: isStub ? StubNotes : CompatibilityNotes,
                fix: Remove(entry));
        }

        CheckReplaced(subject, context);
    }

    private static bool IsForBuilding(string stage) =>
        stage.Contains("build", StringComparison.Ordinal) || stage.Contains("test", StringComparison.Ordinal) || stage.Contains("compile", StringComparison.Ordinal);

    // Forward compatibility is right where a script has asked for the driver first, and on Jetson, which an unknown base may be. In WSL it is
    // DRV006's.
    private static bool MayBeRight(LoaderEntry entry, RuleContext context) =>
        ForwardCompatUnsupported.IsUnsupported(entry.Fact.Scope, context)
        || entry.Fact is VariableSet { IsConditional: true } or FileWrite { Command.IsConditional: true }
        || (entry.Fact.Scope is { IsImage: true, Stage: var stage } && (stage?.BaseImage is not { } image || GpuImages.Kind(image) == GpuImageKind.Jetson));

    // export LD_LIBRARY_PATH=…/stubs:$LD_LIBRARY_PATH; make: it ends with the script that builds.
    private static bool IsBuildScript(CommandSequence sequence)
    {
        foreach (var fact in sequence.Facts)
        {
            if (fact is CommandUse use
                && (use.IsProgram("make", "cmake", "ninja", "nvcc", "gcc", "g++", "bazel", "bazelisk", "cargo", "go", "meson", "pip", "pip3", "configure", "uv", "scons", "conan", "gradle", "mvn")
                    || (use.IsProgram("python", "python3") && use.Arguments.Exists(static argument => argument.Is("setup.py") || argument.Is("build")))))
            {
                return true;
            }
        }

        return false;
    }

    // WSL's folder was on the path, and a later value is without it.
    private static void CheckReplaced(CommandSequence sequence, RuleContext context)
    {
        VariableSet? withDriver = null;
        foreach (var fact in sequence.Facts)
        {
            if (fact is not VariableSet { Name: LoaderPath.Variable, Kind: VariableSetKind.Export, Value: { } value, IsAppend: false, IsConditional: false } set || !set.Scope.IsWsl)
            {
                continue;
            }

            var elements = LoaderPath.Parse(value.Raw, value.Span);
            if (elements.Exists(static element => element.Text.StartsWith(AptPackages.WslDriverFolder, StringComparison.Ordinal)))
            {
                withDriver = set;
                continue;
            }

            // An element that is a variable may hold anything.
            if (withDriver is { } first && elements.TrueForAll(static element => !element.IsInherited && element.Text.StartsWith('/')))
            {
                context.Report(
                    value.Span,
                    $"'{LoaderPath.Variable}' is replaced: {AptPackages.WslDriverFolder}, which was put on it before, is lost",
                    label: $"append :${LoaderPath.Variable}",
                    related: [context.Here(first.Span, "put on the path here")],
                    fix: value.IsQuoted ? null : Fix.Suggested($"Keep what was on {LoaderPath.Variable}", TextEdit.Insert(value.Span.End, $":${LoaderPath.Variable}")));
                withDriver = null;
            }
        }
    }

    // Only a whole element between its colons is taken out; the variable would be left empty otherwise.
    private static Fix? Remove(LoaderEntry entry)
    {
        var index = entry.Elements.IndexOf(entry.Shadow);
        if (entry.Elements.Count < 2 || !entry.Shadow.IsExact || entry.Shadow.IsInherited)
        {
            return null;
        }

        var span = index + 1 < entry.Elements.Count
            ? TextSpan.FromBounds(entry.Shadow.Span.Start, entry.Elements[index + 1].Span.Start)
            : TextSpan.FromBounds(entry.Elements[index - 1].Span.End, entry.Shadow.Span.End);
        return Fix.Suggested($"Take {entry.Shadow.Text} off the path", TextEdit.Delete(span));
    }
}
