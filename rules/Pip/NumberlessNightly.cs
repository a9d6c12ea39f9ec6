using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Syntax.Requirements;

namespace EnvLint.Rules.Pip;

/// <summary>Reports nightly builds of PyTorch: without a number they change each day, with one they are removed after some months.</summary>
[Rule("PIP016", "numberless-nightly",
    Title = "A nightly build, which changes each day or is removed later",
    Category = RuleCategory.Reproducibility,
    Severity = Severity.Warning,
    Fix = FixAvailability.None,
    Since = "0.1.0")]
public sealed partial class NumberlessNightly : Rule<FileAnalysis>
{
    /// <inheritdoc/>
    protected override void Check(FileAnalysis subject, RuleContext context)
    {
        // Of the packages of one command the first will do.
        CommandUse? command = null;
        var hasFile = false;
        foreach (var request in subject.Facts?.Packages ?? [])
        {
            if (request.Manager != PackageManager.Pip || request.Applies == MarkerResult.False || request.LinkedFile is not null || (request.Command is null ? hasFile : ReferenceEquals(request.Command, command))
                || Nightly(request) is not { } message)
            {
                continue;
            }

            command = request.Command;
            hasFile |= request.Command is null;
            context.Report(request.Word.Span, message, label: "pin a release, or keep the wheel");
        }
    }

    private static string? Nightly(PackageRequest request)
    {
        var isTorch = request.Name == "torch" || Torch.HasCompanion(request.Name);

        // 2.10.0.dev20251101+cu130: the day stands where other projects count.
        if (request.Requirement?.Version is { Development: { } day } pin)
        {
            return isTorch && IsDay(day.ToString()) ? $"'{request.Name} {pin}' is a nightly build: PyTorch removes it after some months" : null;
        }

        return isTorch && request.Requirement is { Form: RequirementForm.Name, Specifiers.Specifiers.IsEmpty: true } && AsksNightly(request.Sources)
            ? $"'{request.Word}' from the nightly index is another build each day, and none of them stays"
            : null;
    }

    private static bool IsDay(string number) => number.Length == 8 && number.StartsWith("20", StringComparison.Ordinal);

    private static bool AsksNightly(PackageSources sources)
    {
        if (sources.Index is { } index && IsNightly(index))
        {
            return true;
        }

        foreach (var extra in sources.ExtraIndexes)
        {
            if (IsNightly(extra))
            {
                return true;
            }
        }

        foreach (var page in sources.FindLinks)
        {
            if (IsNightly(page))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNightly(Word word) =>
        word.Value is { } url && url.Contains("/nightly", StringComparison.Ordinal) && TorchIndex.FromUrl(url) is { IsStable: false };
}
