using EnvLint.Knowledge;

namespace EnvLint.LanguageServer.Features.Completing;

/// <summary>Completes the address of PyTorch's index: the folders that there are, those with the pinned torch where one is pinned.</summary>
internal static class IndexCompletion
{
    /// <summary>Offers what fits.</summary>
    /// <param name="list">Takes what fits.</param>
    /// <param name="around">What is known of the environment.</param>
    public static void Complete(CompletionList list, PipSurroundings around)
    {
        list.ReplaceWord(static character => !char.IsWhiteSpace(character) && character is not ('"' or '\'' or '`' or '<' or '>' or ';' or '(' or ')' or '|' or '&' or ',' or '=' or '\\'));
        var torch = around.Torch;
        var build = around.TorchBuild;
        foreach (var row in TorchIndex.Cudas)
        {
            if (build.Length > 0 && build != row.Tag)
            {
                continue;
            }

            if (torch is null || Torch.Builds(torch, around.Platform).Contains(row.Cuda, StringComparer.Ordinal))
            {
                list.Add(TorchIndex.UrlOf(row.Tag), CompletionKind.Constant, detail: $"CUDA {row.Cuda}", documentation: torch is null ? $"torch {row.First} to {row.Last}" : $"has torch {torch.Version}");
            }
        }

        if (build is "" or "cpu")
        {
            list.Add(TorchIndex.UrlOf("cpu"), CompletionKind.Constant, detail: "without CUDA");
        }
    }
}
