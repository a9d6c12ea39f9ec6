using EnvLint.Collections;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Environment.Stack;

/// <summary>Where pip or uv takes torch and its companions from.</summary>
/// <param name="Index">The folder of PyTorch's index that is asked; null where only PyPI is.</param>
/// <param name="AsksPyPI">Whether PyPI is asked.</param>
/// <param name="Word">The word that names the index; null where nothing is named.</param>
public sealed record TorchSource(TorchIndex? Index, bool AsksPyPI, Word? Word)
{
    /// <summary>The source for people.</summary>
    public string Text => (Index, AsksPyPI) switch
    {
        (null, _) => "PyPI",
        ({ } index, false) => $"the index {index.Tag}",
        ({ } index, true) => $"PyPI and the index {index.Tag}",
    };

    /// <summary>What an installer with these sources asks; null where that is not known.</summary>
    /// <param name="sources">The sources.</param>
    public static TorchSource? Of(PackageSources sources)
    {
        if (!sources.IsComplete || sources.NoIndex || sources.AllowsPreReleases || sources.FindLinks.Exists(static page => page.Value is not { } url || !PackageIndexes.IsPageOfWheels(url)))
        {
            return null;
        }

        if (sources.TorchBackend is { } backend)
        {
            // auto looks at the driver.
            return backend.Value is { } tag && TorchIndex.Find(tag) is { Row: not null } or { Kind: TorchIndexKind.Cpu } ? new TorchSource(TorchIndex.Find(backend.Value), AsksPyPI: false, backend) : null;
        }

        TorchSource? main = new(null, AsksPyPI: true, null);
        if (sources.Index is { } index)
        {
            main = OfIndex(index);
        }

        foreach (var extra in sources.ExtraIndexes)
        {
            if (main is null || OfIndex(extra) is not { } beside)
            {
                return null;
            }

            if (sources.FirstIndexWins)
            {
                // An index beside the main one comes first, and all that are known here have the project.
                return beside;
            }

            if (main.Index is not null && beside.Index is not null && main.Index.Tag != beside.Index.Tag)
            {
                return null;
            }

            main = new TorchSource(main.Index ?? beside.Index, main.AsksPyPI || beside.AsksPyPI, main.Index is null ? beside.Word : main.Word);
        }

        return main;
    }

    /// <summary>The build of a release that is taken; null where there is none, or where that is not known.</summary>
    /// <param name="release">The release.</param>
    /// <param name="platform">The system.</param>
    public TorchBuild? BuildOf(PytorchReleaseRow release, WheelPlatform platform)
    {
        // On the same version the index wins: its local version is the higher one.
        if (Index is { Kind: TorchIndexKind.Cpu })
        {
            return new TorchBuild(release, "", IsVerified: true);
        }

        if (Index?.Row is { } row && !Torch.WasNeverBuilt(release, row.Cuda)
            && (platform != WheelPlatform.Windows || Torch.Builds(release, platform).Contains(row.Cuda, StringComparer.Ordinal)))
        {
            return new TorchBuild(release, row.Cuda, release.Cuda.Contains(row.Cuda, StringComparer.Ordinal));
        }

        return AsksPyPI && Torch.DefaultCuda(release, platform) is { } cuda
            ? new TorchBuild(release, cuda, cuda.Length == 0 || release.PypiLinuxVerified == true)
            : null;
    }

    private static TorchSource? OfIndex(Word word)
    {
        if (word.Value is not { } url)
        {
            return null;
        }

        if (PackageIndexes.IsPyPI(url))
        {
            return new TorchSource(null, AsksPyPI: true, word);
        }

        return TorchIndex.FromUrl(url) is { IsStable: true } index && (index.Row is not null || index.Kind == TorchIndexKind.Cpu)
            ? new TorchSource(index, AsksPyPI: false, word)
            : null;
    }
}
