using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Rules.Apt;
using EnvLint.Text;

namespace EnvLint.Rules.Cuda;

/// <summary>Reports packages of a CUDA release that NVIDIA's repository of the distribution never had.</summary>
[Rule("CUD003", "toolkit-not-in-repository",
    Title = "A CUDA release that the distribution's repository never had",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class ToolkitNotInRepository : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        if (!HasRelease(subject) || CudaSources.Of(subject) is not { } sources)
        {
            return;
        }

        var isCertain = subject.Scope.IsImage && !sources.MayHaveOthers(subject, context);
        foreach (var group in GroupsOf(subject))
        {
            // Under a condition arguments may have other values than their defaults.
            if (group.First.IsConditional && (!group.First.Word.Origins.IsEmpty || !StageFacts.IsBaseFixed(subject)) && subject.Scope.IsImage)
            {
                continue;
            }

            if (NearestOf(sources, group.Cuda, group.First.Word.Span, context) is { } nearest)
            {
                Report(group, nearest, sources, isCertain, context);
            }
        }
    }

    private static void Report(Group group, CudaRepositoryRow repository, CudaSources sources, bool isCertain, RuleContext context)
    {
        var first = group.First;
        var isOlder = repository.First is { } begin && DottedNumber.Compare(group.Cuda, begin) < 0;
        var bound = isOlder ? $"begins with CUDA {repository.First}" : $"ends with CUDA {repository.Last}";
        var nearest = (isOlder ? repository.First : repository.Last)!;
        var related = ImmutableArray.CreateBuilder<RelatedLocation>();
        related.Add(sources.PlaceOf(repository.Folder, context));
        related.AddRange(context.Origins(first.Word));
        context.Report(
            first.Word.Span,
            $"'{first.Name}' is not in NVIDIA's repository {repository.Folder}, which {bound}",
            isCertain && repository.Verified && first.Command is { IsConditional: false, Failure: not FailureEffect.Ignored } ? Severity.Error : Severity.Warning,
            label: $"{repository.Folder} {bound}",
            related: related.DrainToImmutable(),
            notes: [SourceNote.Of(CudaRepositories.SourceOf(repository), CudaRepositories.AsOf)],
            fix: FixOf(group, nearest));
    }

    // A release of the same major runs the same programs; another one is for a person to choose.
    private static Fix? FixOf(Group group, string nearest)
    {
        if (DottedNumber.Compare(DottedNumber.Prefix(group.Cuda, 1), DottedNumber.Prefix(nearest, 1)) != 0)
        {
            return null;
        }

        var edits = ImmutableArray.CreateBuilder<TextEdit>();
        foreach (var request in group.Requests)
        {
            if (!StageFacts.IsPlain(request.Word) || !request.Word.Is(request.Name))
            {
                return null;
            }

            edits.Add(TextEdit.Replace(request.Word.Span, $"{request.Name[..^group.Cuda.Length]}{nearest.Replace('.', '-')}"));
        }

        return Fix.Suggested($"Install CUDA {nearest}", [.. edits]);
    }

    // The repository that comes nearest; null where one of them may have the release, or one is not known.
    private static CudaRepositoryRow? NearestOf(CudaSources sources, string cuda, TextSpan place, RuleContext context)
    {
        CudaRepositoryRow? result = null;
        foreach (var folder in sources.Folders)
        {
            if (sources.SpanOf(folder) is { } span && context.AreAlternatives(span, place))
            {
                continue;
            }

            if (CudaRepositories.Find(folder) is not { } row || CudaRepositories.MayHold(row, cuda))
            {
                return null;
            }

            result = row;
        }

        return result;
    }

    private static bool HasRelease(CommandSequence sequence)
    {
        foreach (var fact in sequence.Facts)
        {
            if (fact is PackageRequest { Manager: PackageManager.Apt } request && ReleaseOf(request).Length > 0)
            {
                return true;
            }
        }

        return false;
    }

    // The packages of one release in one command are one cause.
    private static List<Group> GroupsOf(CommandSequence sequence)
    {
        var groups = new List<Group>();
        foreach (var fact in sequence.Facts)
        {
            if (fact is not PackageRequest { Manager: PackageManager.Apt } request || ReleaseOf(request) is not { Length: > 0 } cuda)
            {
                continue;
            }

            if (groups.Count > 0 && groups[^1] is var last && ReferenceEquals(last.First.Command, request.Command) && last.Cuda == cuda)
            {
                last.Requests.Add(request);
            }
            else
            {
                groups.Add(new Group(cuda, request, [request]));
            }
        }

        return groups;
    }

    // Libraries of forward compatibility keep coming for older folders.
    private static string ReleaseOf(PackageRequest request) =>
        AptPackages.Find(request.Name) is { } row && AptPackages.Driver(row) != DriverPart.Compatibility ? ToolkitPackages.ReleaseOf(request.Name) : "";

    private sealed record Group(string Cuda, PackageRequest First, List<PackageRequest> Requests);
}
