using System.Collections.Immutable;
using EnvLint.Collections;

namespace EnvLint.Knowledge;

/// <summary>conda's channels, and the packages whose homes are known, from <c>rules/data/conda.toml</c>.</summary>
public static class CondaPackages
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => CondaTable.AsOf;

    /// <summary>All channels.</summary>
    public static Rows<CondaChannelRow> Channels => CondaTable.Channels;

    /// <summary>All packages whose homes are known.</summary>
    public static Rows<CondaPackageRow> Packages => CondaTable.Packages;

    /// <summary>The CUDA versions that conda-forge has builds of pytorch for, newest first.</summary>
    public static ImmutableArray<string> ForgeCudas
    {
        get
        {
            var versions = new List<string>();
            foreach (var row in CondaTable.ForgeTorches)
            {
                foreach (var version in row.CudaLinux)
                {
                    if (!versions.Contains(version))
                    {
                        versions.Add(version);
                    }
                }
            }

            Sorting.Order(versions, static (left, right) => DottedNumber.Compare(right, left));
            return [.. versions];
        }
    }

    /// <summary>A channel; null where the table does not know it.</summary>
    /// <param name="name">Its name as written: <c>pytorch</c>, <c>nvidia/label/cuda-12.4.1</c>, <c>https://conda.anaconda.org/conda-forge</c>.</param>
    public static CondaChannelRow? FindChannel(string name)
    {
        var plain = ChannelName(name);
        foreach (var row in CondaTable.Channels)
        {
            if (row.Name == plain || row.Aliases.Contains(plain, StringComparer.Ordinal))
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>The plain name of a channel: without the host of the public ones, a label or a platform.</summary>
    /// <param name="name">The channel as written.</param>
    public static string ChannelName(string name)
    {
        foreach (var host in (ReadOnlySpan<string>)["https://conda.anaconda.org/", "http://conda.anaconda.org/", "https://repo.anaconda.com/", "http://repo.anaconda.com/"])
        {
            if (name.StartsWith(host, StringComparison.Ordinal))
            {
                name = name[host.Length..];
                break;
            }
        }

        name = name.TrimEnd('/');
        foreach (var part in (ReadOnlySpan<string>)["/label/", "/linux-64", "/linux-aarch64", "/win-64", "/osx-64", "/osx-arm64", "/noarch"])
        {
            var at = name.IndexOf(part, StringComparison.Ordinal);
            if (at > 0)
            {
                name = name[..at];
            }
        }

        return name;
    }

    /// <summary>Whether packages of PyTorch come from the channel <c>pytorch</c>: the first channel that has them wins, and <c>nvidia</c> has none.</summary>
    /// <param name="channels">The plain names of the channels in the order of their priority; null for one that is not known.</param>
    public static bool TakesFromPyTorch(IEnumerable<string?> channels)
    {
        foreach (var channel in channels)
        {
            if (channel != "nvidia")
            {
                return channel == "pytorch";
            }
        }

        return false;
    }

    /// <summary>A package; null where the table has nothing to say of it.</summary>
    /// <param name="name">The name.</param>
    public static CondaPackageRow? Find(string name) => CondaTable.Packages.Find(row => row.Name == name);

    /// <summary>The last version that a channel has of a package, where nothing newer will come; null where that is not known.</summary>
    /// <param name="package">The package.</param>
    /// <param name="channel">The channel's plain name; empty for any.</param>
    public static CondaMaximumRow? MaximumOf(string package, string channel)
    {
        foreach (var row in CondaTable.Maximums)
        {
            if (row.Package == package && (row.Channel.Length == 0 || row.Channel == channel))
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>The name in conda of a project on PyPI; the name itself where the table knows no other.</summary>
    /// <param name="pip">The name on PyPI, normalised by PEP 503.</param>
    public static string CondaNameOf(string pip) => CondaTable.Twins.Find(row => row.Pip == pip)?.Conda ?? pip;

    /// <summary>The CUDA builds that conda-forge has of a version of pytorch for Linux; empty where that is not known.</summary>
    /// <param name="version">The version: <c>2.8.0</c>.</param>
    public static ImmutableArray<string> ForgeBuilds(string version)
    {
        foreach (var row in CondaTable.ForgeTorches)
        {
            if (NamePattern.MatchesAny(row.Versions, version))
            {
                return row.CudaLinux;
            }
        }

        return [];
    }

    /// <summary>The first minor of pytorch from the channel <c>pytorch</c> of which that is known.</summary>
    public static string MklTorchMin => CondaTable.Mkl.TorchMin;

    /// <summary>The last minor of pytorch from the channel <c>pytorch</c> that cannot stand a newer mkl on Linux x86_64.</summary>
    public static string MklTorchMax => CondaTable.Mkl.TorchMax;

    /// <summary>The mkl from which on it cannot.</summary>
    public static string MklBelow => CondaTable.Mkl.Below;

    /// <summary>Where that is known from, in words for people.</summary>
    public static string MklSource => SourceText(CondaTable.Mkl.Source);

    /// <summary>What tells the platform of an export: a package that others do not have; null where it tells none.</summary>
    /// <param name="package">The package.</param>
    public static CondaPlatformPackageRow? PlatformOf(string package) => CondaTable.PlatformPackages.Find(row => row.Names.Contains(package, StringComparer.Ordinal));

    /// <summary>The row of a package whose releases have three numbers; null where that is not known.</summary>
    /// <param name="package">The package.</param>
    public static CondaThreeNumberRow? ThreeNumbersOf(string package) => CondaTable.ThreeNumbers.Find(row => row.Names.Contains(package, StringComparer.Ordinal));

    /// <summary>Whether conda's installing of a package touches nothing that pip installs: libraries, compilers, programs.</summary>
    /// <param name="package">The package of conda.</param>
    public static bool IsHarmlessBesidePip(string package) => IsHarmless("conda", package);

    /// <summary>Whether a project is a tool that may come from pip before conda installs.</summary>
    /// <param name="project">The name on PyPI, normalised by PEP 503.</param>
    public static bool IsHarmlessBeforeConda(string project) => IsHarmless("pip", project);

    /// <summary>Whether a key of an environment file is one that other readers of it look for.</summary>
    /// <param name="key">The key.</param>
    public static bool IsKeyOfOthers(string key) => CondaTable.ForeignKeys.Exists(row => row.Names.Contains(key, StringComparer.Ordinal));

    /// <summary>Where a row is known from, in words for people.</summary>
    /// <param name="sources">The row's sources.</param>
    public static string SourceText(string sources) => SourceTexts.First(sources, CondaTable.Source);

    private static bool IsHarmless(string manager, string name) => CondaTable.Bystanders.Exists(row => row.Manager == manager && NamePattern.MatchesAny(row.Names, name));
}
