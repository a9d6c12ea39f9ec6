using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Commands;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Rules.Frameworks;
using EnvLint.Syntax.Requirements;
using EnvLint.Text;

namespace EnvLint.Rules.Pip;

/// <summary>Reports an index of CUDA builds beside PyPI where PyPI has the newer release, which pip then takes.</summary>
[Rule("PIP003", "extra-index-trap",
    Title = "PyPI's release is newer than those of the extra index, and pip takes the newest",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0",
    Supersedes = ["PIP005"])]
public sealed partial class ExtraIndexTrap : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        CheckNames(subject, context);
        var known = WheelPlatforms.Of(subject.Scope, context.Target);
        var platform = known ?? WheelPlatform.LinuxX64;
        if (TorchResolver.Resolve(subject, platform) is not { IsKnown: true, Source: { AsksPyPI: true, Index.Row: { } row, Word: { } index }, Request: { } request } resolution || (request.LinkedFile is not null && index.IsElsewhere)
            || !subject.Owns(request) || OpenFramework.MayBeConstrained(request, context) || MachineHints.AreForOther(request, context))
        {
            return;
        }

        // Today's choice is the first; on the same version the index wins.
        var today = resolution.Builds[0];
        if (today.Cuda == row.Cuda)
        {
            return;
        }

        var what = today.Cuda.Length == 0 ? "without CUDA" : $"with CUDA {today.Cuda}";
        var isPinned = PipRequests.PinOf(request) is not null;
        context.Report(
            RuleContext.PlaceOf(request),
            isPinned
                ? $"'{request.Word}' comes from PyPI, {what}: the index {row.Tag} has no build of it"
                : $"'{request.Word}' comes from PyPI as {today.Release.Version} {what}: the index {row.Tag} has nothing newer than {row.Last}, and pip takes the newest of both",
            confidence: today.IsVerified && known is not null ? Confidence.High : Confidence.Medium,
            label: isPinned ? "" : $"'--index-url' asks {row.Tag} alone",
            related: Related(request, context.Here(index.Span, $"the index {row.Tag} stands beside PyPI"), context),
            notes: [SourceNote.Of(Torch.SourceText(today.Release.Source), Torch.AsOf)],
            fix: isPinned || IndexEdit(request, index) is not { } edit ? null : Fix.Safe($"Ask the index {row.Tag} alone", edit));
    }

    // cu122: pip warns of the folder that is not there and goes on with PyPI.
    private static void CheckNames(PythonEnvironment environment, RuleContext context)
    {
        if (environment.Last("torch", PackageManager.Pip) is not { IsConstraint: false, IsConditional: false, Sources: { FirstIndexWins: false } sources } request
            || !environment.Owns(request) || !PackageIndexes.ArePublic(sources) || PipRequests.PinOf(request) is { HasLocal: true })
        {
            return;
        }

        foreach (var word in sources.ExtraIndexes)
        {
            if (word.Value is { } url && TorchIndex.FromUrl(url) is { WasNeverBuilt: true } index && (request.LinkedFile is null || !word.IsElsewhere))
            {
                context.Report(
                    RuleContext.PlaceOf(request),
                    $"'{request.Word}' does not come from {index.Tag}: no release was ever built for it, and pip goes on with PyPI",
                    related: Related(request, context.Here(word.Span, $"the index {index.Tag} is named here"), context),
                    notes: [SourceNote.Of("the builds of PyTorch's releases", Torch.AsOf)]);
                return;
            }
        }
    }

    private static ImmutableArray<RelatedLocation> Related(PackageRequest request, RelatedLocation index, RuleContext context) =>
        [.. context.Linked(request), index];

    /// <summary>The edit that asks an extra index alone; null where the command asks for more than that has.</summary>
    /// <param name="request">The request.</param>
    /// <param name="index">The word that names the index.</param>
    /// <remarks>PyTorch's index has its own projects and what they need, not what else the command may ask for.</remarks>
    public static TextEdit? IndexEdit(PackageRequest request, Word index)
    {
        if (request is not { LinkedFile: null, Command: { Invocation: { } invocation } use } || !use.IsPip || invocation.Has("-i", "--index-url", "--pypi-url"))
        {
            return null;
        }

        foreach (var operand in invocation.Operands)
        {
            if (operand.Value is not { } text || Requirement.Parse(text).Name is not { } name || (name != "torch" && !Torch.HasCompanion(name)))
            {
                return null;
            }
        }

        const string Option = "--extra-index-url";
        CommandOption? found = null;
        foreach (var option in invocation.Options)
        {
            if (option.Name == Option)
            {
                // Of several addresses only one can take PyPI's place.
                if (found is not null)
                {
                    return null;
                }

                found = option;
            }
        }

        return found is { Value: { } value, Word: { } word } && value.Span.End == index.Span.End && word.Raw.StartsWith(Option, StringComparison.Ordinal) && word.Raw.Length == word.Span.Length
            ? TextEdit.Replace(new TextSpan(word.Span.Start, Option.Length), "--index-url")
            : null;
    }
}
