using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Rules.Frameworks;
using EnvLint.Rules.Pip;
using EnvLint.Text;

namespace EnvLint.Rules.Stack;

/// <summary>Edits that lead to another build of the same release of torch.</summary>
internal static class TorchEdits
{
    /// <summary>The newest build of a release that a condition holds for; null where there is none.</summary>
    /// <param name="release">The release.</param>
    /// <param name="platform">The system.</param>
    /// <param name="isRight">The condition for a build's CUDA.</param>
    public static string? BuildOf(PytorchReleaseRow release, WheelPlatform platform, Func<string, bool> isRight)
    {
        string? best = null;
        foreach (var cuda in Torch.Builds(release, platform))
        {
            if (isRight(cuda) && (best is null || DottedNumber.Compare(cuda, best) > 0))
            {
                best = cuda;
            }
        }

        return best;
    }

    /// <summary>The edit that takes another build; null where the place that decides is not written out in the file under check.</summary>
    /// <param name="resolution">What the requests lead to now.</param>
    /// <param name="cuda">CUDA of the other build; null where the release has none that runs.</param>
    /// <param name="runs">Whether a build runs.</param>
    public static Fix? Take(TorchResolution resolution, string? cuda, Func<PytorchReleaseRow, string, bool> runs)
    {
        if (resolution.Request is not { LinkedFile: null } request)
        {
            return null;
        }

        // An index that stands beside PyPI may have the right build already.
        if (resolution.Source is { AsksPyPI: true, Index.Row: { } row, Word: { } beside } && PipRequests.PinOf(request) is null)
        {
            return ExtraIndexTrap.IndexEdit(request, beside) is { } alone && Torch.Find(row.Last) is { } newest && runs(newest, row.Cuda)
                ? Fix.Suggested($"Ask the index {row.Tag} alone", alone)
                : null;
        }

        if (cuda is null)
        {
            return null;
        }

        var tag = TorchIndex.TagOf(cuda);
        var edits = ImmutableArray.CreateBuilder<TextEdit>();
        if (resolution.Source is null)
        {
            // The local version says it, and so does the index that has it.
            if (request.Requirement is not { Specifiers.Specifiers: [{ Version: { HasLocal: true } pinned } specifier] }
                || FrameworkFacts.Edit(request, specifier.VersionSpan, $"{pinned.Public}+{tag}") is not { } own)
            {
                return null;
            }

            edits.Add(own);
            var isComplete = true;
            foreach (var word in (ReadOnlySpan<Word>)[.. request.Sources.ExtraIndexes, .. request.Sources.FindLinks, .. request.Sources.Index is { } index ? [index] : ImmutableArray<Word>.Empty])
            {
                if (word.Value is { } url && TorchIndex.FromUrl(url) is { Row: not null })
                {
                    isComplete &= Add(edits, word, tag);
                }
            }

            // Companions with a local version of their own would have to follow.
            return isComplete && IsAlone(request) ? Fix.Suggested($"Take the build {tag}", [.. edits]) : null;
        }

        if (resolution.Source is { Index: not null, AsksPyPI: false, Word: { } source } && Add(edits, source, tag))
        {
            return Fix.Suggested($"Take the build {tag}", [.. edits]);
        }

        // Plain names from PyPI: the index has nothing but PyTorch's own.
        return resolution.Source is { Index: null, Word: null } && request.Command is { Invocation: { HasUnknownWords: false } invocation } && IsAlone(request) && invocation.Operands is [.., var last]
            ? Fix.Suggested($"Take the build {tag}", TextEdit.Insert(last.Span.End, $" --index-url {TorchIndex.UrlOf(tag)}"))
            : null;
    }

    // Whether the command asks for torch and plain companions only.
    private static bool IsAlone(PackageRequest request)
    {
        foreach (var operand in request.Command?.Invocation?.Operands ?? [])
        {
            if (ReferenceEquals(operand, request.Word) || operand.Span == request.Word.Span)
            {
                continue;
            }

            if (operand.Value is not { } value || !(value.StartsWith("torchvision", StringComparison.Ordinal) || value.StartsWith("torchaudio", StringComparison.Ordinal)) || value.Contains('+', StringComparison.Ordinal))
            {
                return false;
            }
        }

        return request.Command is not null;
    }

    private static bool Add(ImmutableArray<TextEdit>.Builder edits, Word word, string tag)
    {
        if (!word.IsLiteral || word.Raw.Length != word.Span.Length || TorchIndex.FromUrl(word.Value!) is not { Tag.Length: > 0 } index)
        {
            return false;
        }

        var at = word.Raw.LastIndexOf(index.Tag, StringComparison.Ordinal);
        if (at < 0)
        {
            return false;
        }

        edits.Add(TextEdit.Replace(new TextSpan(word.Span.Start + at, index.Tag.Length), tag));
        return true;
    }
}
