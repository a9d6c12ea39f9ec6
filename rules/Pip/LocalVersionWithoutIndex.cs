using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Manifests;
using EnvLint.Rules.Frameworks;
using EnvLint.Syntax.Requirements;
using EnvLint.Text;
using EnvLint.Versions;

namespace EnvLint.Rules.Pip;

/// <summary>Reports local versions such as <c>2.1.0+cu118</c> that no index which is asked can have.</summary>
[Rule("PIP002", "local-version-without-index",
    Title = "A local version, and no index that is asked has it",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class LocalVersionWithoutIndex : Rule<FileAnalysis>
{
    /// <inheritdoc/>
    protected override void Check(FileAnalysis subject, RuleContext context)
    {
        // Of several packages of one build in one command, the first will do.
        HashSet<(CommandUse? Command, string Tag, bool Exists)>? seen = null;
        foreach (var request in RequestsOf(subject))
        {
            var isTorch = request.Name == "torch" || Torch.HasCompanion(request.Name);
            var pin = PipRequests.PinOf(request);
            if ((!isTorch && pin is not { HasLocal: true }) || request.IsConstraint || request.Applies == MarkerResult.False
                || request.Sources.TorchBackend is not null || !PackageIndexes.ArePublic(request.Sources))
            {
                continue;
            }

            if (pin is not { HasLocal: true })
            {
                if (OnlyIndex(request) is var (word, index) && (index.WasNeverBuilt || (pin is not null && WasNeverBuilt(request.Name, pin, index.Tag) is not null))
                    && (seen ??= []).Add((request.Command, index.Tag, true)))
                {
                    ReportIndex(request, pin, word, index.Tag, context);
                }

                continue;
            }

            var tag = TagOf(pin);
            var wasNeverBuilt = isTorch && request.LinkedFile is null && WasNeverBuilt(request.Name, pin, tag) is not null;
            if ((wasNeverBuilt || IsMissing(request, isTorch, tag)) && (seen ??= []).Add((request.Command, tag, wasNeverBuilt)))
            {
                Report(request, pin, tag, isTorch, context);
            }
        }
    }

    // The requests that stand here, and those of files that something here installs from an index that is named here.
    private static IEnumerable<PackageRequest> RequestsOf(FileAnalysis file)
    {
        foreach (var request in file.Facts?.Packages ?? [])
        {
            yield return request;
        }

        foreach (var environment in file.Facts?.Environments ?? [])
        {
            foreach (var request in environment.Requests)
            {
                if (request is { LinkedFile: not null, Manager: PackageManager.Pip } && environment.Owns(request) && NamesOne(request.Sources))
                {
                    yield return request;
                }
            }
        }
    }

    // The folder of PyTorch's index that is asked and nothing else; null where there is none, or where more may be asked.
    private static (Word Word, TorchIndex Index)? OnlyIndex(PackageRequest request)
    {
        var sources = request.Sources;
        if (!sources.FindLinks.IsEmpty || MayNameIndexes(request))
        {
            return null;
        }

        var word = sources.ExtraIndexes.IsEmpty ? sources.Index
            : sources is { FirstIndexWins: true, ExtraIndexes: [var first] } ? first
            : null;
        return word?.Value is { } url && TorchIndex.FromUrl(url) is { IsStable: true, Kind: TorchIndexKind.Cuda } index ? (word, index) : null;
    }

    private static void ReportIndex(PackageRequest request, Pep440Version? pin, Word word, string tag, RuleContext context)
    {
        var wasBuilt = !TorchIndex.Find(tag).WasNeverBuilt;
        var release = pin is null ? null : request.Name == "torch" ? Torch.Find(pin.ToString()) : Torch.OfCompanion(request.Name, pin.ToString()) is [var only] ? only : null;
        var near = release is null || TorchIndex.CudaOf(tag) is not { } cuda ? null : Nearest(release.Cuda, cuda);
        context.Report(
            RuleContext.PlaceOf(request),
            wasBuilt ? $"'{request.Word}' is not in the index that is asked: that release was never built for {tag}" : $"'{request.Word}' is not in the index that is asked: no release was ever built for {tag}",
            label: release is null ? "" : $"there are {string.Join(", ", release.Cuda.Map(TorchIndex.TagOf))}",
            related: [.. context.Linked(request), context.Here(word.Span, $"the index {tag} is named here")],
            notes: [SourceNote.Of("the builds of PyTorch's releases", Torch.AsOf)],
            fix: near is not null && TagEdit(word, tag, TorchIndex.TagOf(near)) is { } edit ? Fix.Suggested($"Ask the index {TorchIndex.TagOf(near)}", edit) : null);
    }

    // The next higher build, or the highest.
    private static string? Nearest(ImmutableArray<string> builds, string cuda)
    {
        string? near = null;
        foreach (var build in builds)
        {
            var isBetter = near is null
                || (DottedNumber.Compare(near, cuda) < 0 ? DottedNumber.Compare(build, near) > 0 : DottedNumber.Compare(build, cuda) > 0 && DottedNumber.Compare(build, near) < 0);
            near = isBetter ? build : near;
        }

        return near;
    }

    // 2.1.0+cu121.with.pypi.cudnn is in cu121, 2.4.1+rocm6.1 in rocm6.1.
    private static string TagOf(Pep440Version pin) =>
        pin.Local[0].Text.StartsWith("rocm", StringComparison.Ordinal) ? pin.LocalText : pin.Local[0].Text;

    private static void Report(PackageRequest request, Pep440Version pin, string tag, bool isTorch, RuleContext context)
    {
        var related = request.LinkedFile is null ? context.Origins(request.Word) : context.Linked(request);
        if (isTorch && WasNeverBuilt(request.Name, pin, tag) is { } builds)
        {
            context.Report(
                request.Word.Span,
                builds.IsEmpty ? $"there is no '{request.Name}=={pin}': no release was ever built for {tag}" : $"there is no '{request.Name}=={pin}': that release was never built for {tag}",
                label: builds.IsEmpty ? "" : $"there are {string.Join(", ", builds.Map(TorchIndex.TagOf))}",
                related: related,
                notes: [$"the builds of PyTorch's releases (table of {Torch.AsOf})"]);
            return;
        }

        var index = isTorch && TorchIndex.Find(tag) is { Row: not null } or { Kind: TorchIndexKind.Cpu } ? TorchIndex.UrlOf(tag) : null;
        if (FirstTorchIndex(request.Sources) is var (word, other))
        {
            context.Report(
                RuleContext.PlaceOf(request),
                $"'{request.Name}=={pin}' is not in the index that is asked: '{other.Tag}' has builds for {other.Tag} only",
                label: index is null ? "" : $"its index is {index}",
                related: [context.Here(word.Span, $"the index {other.Tag} is named here"), .. related],
                fix: index is not null && TagEdit(word, other.Tag, tag) is { } edit ? Fix.Suggested($"Ask the index {tag}", edit) : null);
            return;
        }

        // Told there, where the index that it names is another one.
        if (context.File.IsIndexNamedElsewhere)
        {
            return;
        }

        // pip may be told on the command line that installs the file, and by the configuration of an image that is not known.
        var isCertain = request.Command is { } use
            ? use.Program != "uv" && (!use.Scope.IsImage || use.Scope.Stage?.KnownImage is not null)
            : context.File.Kind is not (ManifestKind.Requirements or ManifestKind.PyProject);
        context.Report(
            RuleContext.PlaceOf(request),
            $"'{request.Name}=={pin}' is a local version, which PyPI never has, and no index is named that has it",
            isCertain ? Severity.Error : Severity.Warning,
            isCertain ? Confidence.High : Confidence.Medium,
            label: index is null ? "" : $"its index is {index}",
            related: related,
            fix: index is not null && IndexEdit(request, index, context) is { } added ? Fix.Suggested($"Name the index {tag}", added) : null);
    }

    // The CUDA builds of the release where the one that is asked for does not exist; empty where no release has it; null where it may exist.
    private static ImmutableArray<string>? WasNeverBuilt(string name, Pep440Version pin, string tag)
    {
        if (TorchIndex.CudaOf(tag) is not { } cuda)
        {
            return null;
        }

        if (TorchIndex.Find(tag).WasNeverBuilt)
        {
            return [];
        }

        var version = pin.Public.ToString();
        var own = name == "torch" ? Torch.Find(version) : null;
        var releases = name == "torch" ? Torch.Releases.Keep(row => ReferenceEquals(row, own)) : Torch.OfCompanion(name, version);
        if (releases.IsEmpty)
        {
            return null;
        }

        foreach (var row in releases)
        {
            if (!Torch.WasNeverBuilt(row, cuda))
            {
                return null;
            }
        }

        // torchaudio's last releases belong to several of torch; what each was built for is not known then.
        return releases.Length == 1 ? releases[0].Cuda : null;
    }

    private static bool IsMissing(PackageRequest request, bool isTorch, string tag)
    {
        var sources = request.Sources;
        if (sources.NoIndex || MayNameIndexes(request))
        {
            return false;
        }

        var hasIndex = false;
        foreach (var word in Words(sources))
        {
            if (word.Value is not { } url || PackageIndexes.IsPyPI(url))
            {
                continue;
            }

            if (!isTorch || TorchIndex.FromUrl(url) is not { IsStable: true, Kind: TorchIndexKind.Cuda or TorchIndexKind.Cpu or TorchIndexKind.Rocm or TorchIndexKind.Xpu } index || index.Tag == tag || index.Tag.StartsWith(tag + ".", StringComparison.Ordinal))
            {
                return false;
            }

            hasIndex = true;
        }

        return hasIndex || sources is { ExtraIndexes.IsEmpty: true, FindLinks.IsEmpty: true } || !isTorch;
    }

    // The options of a file count for all that is installed with it; uv add reads those of the project.
    private static bool MayNameIndexes(PackageRequest request) =>
        request.Command?.Invocation is { } invocation
        && (invocation.Subcommand == "add" || (!request.Sources.IsComplete && invocation.Has("-r", "--requirement", "-c", "--constraint")));

    private static (Word Word, TorchIndex Index)? FirstTorchIndex(PackageSources sources)
    {
        foreach (var word in Words(sources))
        {
            if (word.Value is { } url && TorchIndex.FromUrl(url) is { } index)
            {
                return (word, index);
            }
        }

        return null;
    }

    private static bool NamesOne(PackageSources sources)
    {
        foreach (var word in Words(sources))
        {
            if (!word.IsElsewhere)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<Word> Words(PackageSources sources)
    {
        if (sources.Index is { } index)
        {
            yield return index;
        }

        foreach (var word in sources.ExtraIndexes)
        {
            yield return word;
        }

        foreach (var word in sources.FindLinks)
        {
            yield return word;
        }
    }

    private static TextEdit? TagEdit(Word word, string from, string to)
    {
        var at = word.IsLiteral && word.Raw.Length == word.Span.Length ? word.Raw.LastIndexOf($"/{from}", StringComparison.Ordinal) : -1;
        return at < 0 ? null : TextEdit.Replace(new TextSpan(word.Span.Start + at + 1, from.Length), to);
    }

    // With a local version in the pin no other index can win.
    private static TextEdit? IndexEdit(PackageRequest request, string index, RuleContext context)
    {
        if (request.LinkedFile is not null)
        {
            return null;
        }

        if (request.Command is not null)
        {
            return request.IsWrittenOut && request.Command.Program != "uv" ? TextEdit.Insert(request.Word.Span.End, $" --extra-index-url {index}") : null;
        }

        return context.File.Kind == ManifestKind.Requirements
            ? TextEdit.Insert(0, $"--extra-index-url {index}{context.Source.LineEnd}")
            : null;
    }
}
