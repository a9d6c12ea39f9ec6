using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Knowledge;

namespace EnvLint.LanguageServer.Features.Completing;

/// <summary>Completes a requirement of pip wherever it stands: names, extras and versions of which the tables know that they exist.</summary>
internal static class RequirementCompletion
{
    /// <summary>Offers what fits.</summary>
    /// <param name="list">Takes what fits.</param>
    /// <param name="typed">The requirement from its beginning to the cursor.</param>
    /// <param name="around">What is known of its environment.</param>
    public static void Complete(CompletionList list, ReadOnlySpan<char> typed, PipSurroundings around)
    {
        typed = typed.TrimStart(" \t");
        var length = 0;
        while (length < typed.Length && Words.IsPackage(typed[length]))
        {
            length++;
        }

        if (length == typed.Length)
        {
            if (typed is not (['-' or '.' or '_', ..]))
            {
                Names(list);
            }

            return;
        }

        var name = PipSurroundings.Normalise(typed[..length]);
        var rest = typed[length..].TrimStart(" \t");
        if (length == 0 || rest.IndexOfAny(';', '@') >= 0)
        {
            return;
        }

        if (rest is ['[', ..])
        {
            var close = rest.IndexOf(']');
            if (close < 0)
            {
                Extras(list, name, rest[1..]);
                return;
            }

            rest = rest[(close + 1)..].TrimStart(" \t");
        }

        if (Comparison(rest) is { } version && !version.Contains(' '))
        {
            Versions(list, name, version, around);
        }
    }

    // What is typed of the last version; null where no operator stands in front of it.
    private static string? Comparison(ReadOnlySpan<char> text)
    {
        text = text[(text.LastIndexOf(',') + 1)..].Trim(" \t(");
        var length = 0;
        while (length < text.Length && text[length] is '<' or '>' or '=' or '!' or '~')
        {
            length++;
        }

        // One equals sign alone is no operator of pip.
        return text[..length] is "==" or "===" or "!=" or "<=" or ">=" or "<" or ">" or "~=" ? text[length..].TrimStart(" \t").ToString() : null;
    }

    private static void Names(CompletionList list)
    {
        list.ReplaceWord(Words.IsPackage);
        foreach (var name in PipProjects.Names)
        {
            list.Add(name, CompletionKind.Module);
        }
    }

    private static void Extras(CompletionList list, string name, ReadOnlySpan<char> typed)
    {
        var given = typed[..(typed.LastIndexOf(',') + 1)].ToString();
        list.ReplaceWord(Words.IsPackage);
        switch (name)
        {
            case "tensorflow":
                Add(TensorFlow.CudaExtra.Name, $"since {TensorFlow.CudaExtra.Since}");
                break;
            case "jax":
                Add(Jax.UsualExtra, "");
                foreach (var extra in Jax.Extras)
                {
                    if (extra.Gone is null)
                    {
                        Add(extra.Name, $"since {extra.From}");
                    }
                }

                break;
        }

        void Add(string extra, string detail)
        {
            if (!given.Contains(extra + ",", StringComparison.OrdinalIgnoreCase))
            {
                list.Add(extra, CompletionKind.EnumMember, detail: detail);
            }
        }
    }

    private static void Versions(CompletionList list, string name, string typed, PipSurroundings around)
    {
        // Whatever an index of someone else has.
        if (around.HasOtherIndex)
        {
            return;
        }

        list.ReplaceWord(Words.IsVersion);
        switch (name)
        {
            case "torch":
                TorchVersions(list, typed, around);
                break;
            case "torchvision" or "torchaudio":
                CompanionVersions(list, name, around);
                break;
            case "tensorflow":
                foreach (var row in TensorFlow.Releases)
                {
                    if (around.SuitsPython(row.PythonMin, row.PythonMax) && row.First.StartsWith("2.", StringComparison.Ordinal))
                    {
                        list.Add(row.First, CompletionKind.Constant, detail: row.Cuda is { } cuda ? $"CUDA {cuda}" : "", documentation: PythonText(row.PythonMin, row.PythonMax));
                    }
                }

                break;
            case "jax":
                foreach (var row in Jax.Releases)
                {
                    if (around.SuitsPython(row.PythonMin, row.PythonMax))
                    {
                        list.Add(row.Version, CompletionKind.Constant, documentation: PythonText(row.PythonMin, row.PythonMax));
                    }
                }

                break;
            default:
                PinnedVersions(list, name, around);
                break;
        }
    }

    private static void TorchVersions(CompletionList list, string typed, PipSurroundings around)
    {
        // A local version is there where the index is.
        if (typed.Contains('+', StringComparison.Ordinal))
        {
            if (around.IndexTag.Length > 0 && Torch.Find(typed[..typed.IndexOf('+', StringComparison.Ordinal)]) is { } local && IsOffered(local, around))
            {
                list.Add($"{local.Version}+{around.IndexTag}", CompletionKind.Constant, detail: IndexText(around.IndexTag));
            }

            return;
        }

        foreach (var first in BelongingTo(around))
        {
            if (IsOffered(first, around))
            {
                AddTorch(list, first, around, isPreselected: true);
            }
        }

        foreach (var release in Torch.Releases)
        {
            if (IsOffered(release, around))
            {
                AddTorch(list, release, around, isPreselected: false);
            }
        }
    }

    private static void AddTorch(CompletionList list, PytorchReleaseRow release, PipSurroundings around, bool isPreselected)
    {
        if (list.Wants(release.Version, isExact: true))
        {
            list.Add(
                release.Version,
                CompletionKind.Constant,
                detail: around.IndexTag.Length > 0 ? IndexText(around.IndexTag) : release.PypiLinux is { Length: > 0 } cuda ? $"CUDA {cuda} on PyPI" : Cudas(release),
                documentation: TorchText(release),
                isPreselected: isPreselected);
        }
    }

    private static void CompanionVersions(CompletionList list, string name, PipSurroundings around)
    {
        var torch = around.Torch;
        var isFirst = true;
        foreach (var version in torch is null ? [] : Torch.Companions(torch, name))
        {
            list.Add(version, CompletionKind.Constant, detail: $"for torch {torch!.Version}", isPreselected: isFirst);
            isFirst = false;
        }

        foreach (var version in Torch.CompanionVersions(name))
        {
            if (!list.Wants(version, isExact: true))
            {
                continue;
            }

            foreach (var release in Torch.OfCompanion(name, version))
            {
                if (IsOffered(release, around))
                {
                    list.Add(version, CompletionKind.Constant, detail: $"for torch {release.Version}");
                    break;
                }
            }
        }
    }

    // Projects whose releases ask for one torch.
    private static void PinnedVersions(CompletionList list, string name, PipSurroundings around)
    {
        var torch = around.Torch?.Version;
        for (var pass = 0; pass < 2; pass++)
        {
            for (var i = TorchPins.All.Length - 1; i >= 0; i--)
            {
                var row = TorchPins.All[i];
                if (row.Project == name && row.Torch == torch == (pass == 0))
                {
                    list.Add(row.Last, CompletionKind.Constant, detail: $"for torch {row.Torch}", isPreselected: pass == 0);
                    list.Add(row.First, CompletionKind.Constant, detail: $"for torch {row.Torch}");
                }
            }
        }
    }

    // The releases of torch to which what is pinned beside it belongs.
    private static Rows<PytorchReleaseRow> BelongingTo(PipSurroundings around)
    {
        foreach (var companion in (ReadOnlySpan<string>)["torchvision", "torchaudio"])
        {
            if (Torch.FrozenAt(companion) is null && around.PinOf(companion) is { } version)
            {
                return Torch.OfCompanion(companion, version);
            }
        }

        return default;
    }

    private static bool IsOffered(PytorchReleaseRow release, PipSurroundings around) =>
        (around.IndexTag.Length == 0 ? release.PypiLinux is not null : HasBuild(release, around)) && around.SuitsPython(release.PythonMin, release.PythonMax);

    private static bool HasBuild(PytorchReleaseRow release, PipSurroundings around) =>
        TorchIndex.Find(around.IndexTag).Kind switch
        {
            TorchIndexKind.Cuda => TorchIndex.CudaOf(around.IndexTag) is { } cuda && Torch.Builds(release, around.Platform).Contains(cuda, StringComparer.Ordinal),
            TorchIndexKind.Cpu => true,
            _ => false,
        };

    // The same release is there with other builds; this is the one that the index gives.
    private static string IndexText(string tag) => TorchIndex.CudaOf(tag) is { } cuda ? $"CUDA {cuda} from {tag}" : "without CUDA";

    private static string Cudas(PytorchReleaseRow release) => $"CUDA {string.Join(", ", release.Cuda)}";

    private static string TorchText(PytorchReleaseRow release) => Words.Paragraphs(
        $"Builds for {Cudas(release)} on PyTorch's index.",
        PythonText(release.PythonMin, release.PythonMax),
        release.Torchvision is [var vision, ..] ? $"torchvision {vision}" + (release.Torchaudio is [var audio, ..] ? $", torchaudio {audio}" : "") : "");

    private static string PythonText(string lowest, string highest) => $"Python {lowest} to {highest}.";
}
