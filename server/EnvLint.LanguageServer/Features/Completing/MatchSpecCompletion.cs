using EnvLint.Knowledge;

namespace EnvLint.LanguageServer.Features.Completing;

/// <summary>Completes a spec of conda wherever it stands: names and versions of which the tables know that a channel has them.</summary>
internal static class MatchSpecCompletion
{
    /// <summary>Offers what fits.</summary>
    /// <param name="list">Takes what fits.</param>
    /// <param name="typed">The spec from its beginning to the cursor.</param>
    /// <param name="around">What is known of its environment.</param>
    public static void Complete(CompletionList list, ReadOnlySpan<char> typed, PipSurroundings around)
    {
        typed = typed.TrimStart(" \t");
        var channels = around.Channels;
        if (typed.IndexOf("::", StringComparison.Ordinal) is >= 0 and var colons)
        {
            channels = [CondaPackages.ChannelName(typed[..colons].ToString())];
            typed = typed[(colons + 2)..];
        }

        var length = 0;
        while (length < typed.Length && Words.IsPackage(typed[length]))
        {
            length++;
        }

        if (length == typed.Length)
        {
            Names(list);
            return;
        }

        var name = typed[..length].ToString().ToLowerInvariant();
        var rest = typed[length..].TrimStart(" \t");
        var isExact = rest.StartsWith("==", StringComparison.Ordinal);
        var version = rest.TrimStart("<>=!~");

        // What follows the version is its build; brackets are another language.
        if (length == 0 || version.Length == rest.Length || version.IndexOfAny("= [") >= 0)
        {
            return;
        }

        list.ReplaceWord(static character => Words.IsVersion(character) && character != '-');
        switch (name)
        {
            case "pytorch":
                Pytorch(list, channels, around);
                break;
            case "torchvision" or "torchaudio" when MayBe(channels, "pytorch"):
                Companions(list, name, around);
                break;
            case "pytorch-cuda":
                PytorchCuda(list, around);
                break;
            case "cuda-version":
                foreach (var cuda in around.Torch is { } torch && CondaPackages.ForgeBuilds(torch.Version) is { IsEmpty: false } builds ? builds : CondaPackages.ForgeCudas)
                {
                    list.Add(cuda, CompletionKind.Constant);
                }

                break;
            case "python" when !isExact:
                Pythons(list, around);
                break;
        }
    }

    private static void Names(CompletionList list)
    {
        list.ReplaceWord(Words.IsPackage);
        list.Add("python", CompletionKind.Module);
        foreach (var row in CondaPackages.Packages)
        {
            list.Add(row.Name, CompletionKind.Module, detail: string.Join(", ", row.Channels));
        }

        foreach (var companion in (ReadOnlySpan<string>)["torchvision", "torchaudio"])
        {
            list.Add(companion, CompletionKind.Module);
        }

        list.Add("pip", CompletionKind.Module);
    }

    private static void Pytorch(CompletionList list, List<string?> channels, PipSurroundings around)
    {
        foreach (var release in Torch.Releases)
        {
            if (!list.Wants(release.Version, isExact: true) || !around.SuitsPython(release.PythonMin, release.PythonMax))
            {
                continue;
            }

            if (MayBe(channels, "pytorch") && !release.CondaCuda.IsEmpty)
            {
                list.Add(release.Version, CompletionKind.Constant, detail: $"channel pytorch, CUDA {string.Join(", ", release.CondaCuda)}");
            }
            else if (MayBe(channels, "conda-forge") && CondaPackages.ForgeBuilds(release.Version) is { IsEmpty: false } builds)
            {
                list.Add(release.Version, CompletionKind.Constant, detail: $"conda-forge, CUDA {string.Join(", ", builds)}");
            }
        }
    }

    private static void Companions(CompletionList list, string name, PipSurroundings around)
    {
        if (around.Torch is { } torch && !torch.CondaCuda.IsEmpty && Torch.Companions(torch, name) is [var own, ..])
        {
            list.Add(own, CompletionKind.Constant, detail: $"for pytorch {torch.Version}", isPreselected: true);
        }

        foreach (var release in Torch.Releases)
        {
            if (!release.CondaCuda.IsEmpty && Torch.Companions(release, name) is [var version, ..])
            {
                list.Add(version, CompletionKind.Constant, detail: $"for pytorch {release.Version}");
            }
        }
    }

    private static void PytorchCuda(CompletionList list, PipSurroundings around)
    {
        var versions = around.Torch is { CondaCuda.IsEmpty: false, CondaSelector: "pytorch-cuda" } torch ? torch.CondaCuda : CondaPackages.Find("pytorch-cuda")?.Versions ?? [];
        for (var i = versions.Length - 1; i >= 0; i--)
        {
            list.Add(versions[i], CompletionKind.Constant);
        }
    }

    private static void Pythons(CompletionList list, PipSurroundings around)
    {
        var minors = PythonReleases.Minors;
        for (var i = minors.Length - 1; i >= 0; i--)
        {
            var isFit = around.Torch is not { } torch || (DottedNumber.Compare(torch.PythonMin, minors[i]) <= 0 && DottedNumber.Compare(minors[i], torch.PythonMax) <= 0);
            if (isFit && PythonReleases.Find(minors[i]) is { Verified: true } row)
            {
                list.Add(minors[i], CompletionKind.Constant, detail: row.Eol is { } end ? $"until {end}" : "");
            }
        }
    }

    // Whether packages of PyTorch come from a channel, as far as the channels are named.
    private static bool MayBe(List<string?> channels, string channel)
    {
        if (channels.Count == 0)
        {
            return true;
        }

        return channel == "pytorch" ? CondaPackages.TakesFromPyTorch(channels) : !CondaPackages.TakesFromPyTorch(channels) && channels.Contains(channel);
    }
}
