using System.Collections.Immutable;
using EnvLint.Collections;

namespace EnvLint.Knowledge;

/// <summary>Python's releases, <c>get-pip.py</c>, and what distributions bring of them, from <c>rules/data/python-releases.toml</c>.</summary>
public static class PythonReleases
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => PythonReleasesTable.AsOf;

    /// <summary>What is known of <c>get-pip.py</c>.</summary>
    public static PythonReleasesGetPipRow GetPip => PythonReleasesTable.GetPip;

    /// <summary>The versions of pip that change what a manifest means.</summary>
    public static PythonReleasesChangesRow Changes => PythonReleasesTable.Changes;

    /// <summary>All minors, oldest first: <c>3.12</c>.</summary>
    public static ImmutableArray<string> Minors => Index.Minors;

    /// <summary>A minor of Python; null where the table does not know it.</summary>
    /// <param name="version">The minor: <c>3.12</c>.</param>
    public static PythonReleasesPythonRow? Find(string version) => PythonReleasesTable.Pythons.Find(row => row.Version == version);

    /// <summary>The last pip for a Python; null where newer ones still take it, or where that is not known.</summary>
    /// <param name="python">The minor: <c>3.6</c>.</param>
    public static string? LastPipFor(string python) => PythonReleasesTable.PipLasts.Find(row => row.Python == python)?.Pip;

    /// <summary>The Python and pip of a distribution's release; null where the table does not know it.</summary>
    /// <param name="distribution">The distribution: <c>ubuntu</c>, <c>debian</c>.</param>
    /// <param name="release">The release: <c>22.04</c>.</param>
    public static PythonReleasesDistributionRow? OfDistribution(string distribution, string release) =>
        PythonReleasesTable.Distributions.Find(row => row.Name == distribution && row.Release == release);

    /// <summary>Where a row is known from, in words for people.</summary>
    /// <param name="sources">The row's sources.</param>
    public static string SourceText(string sources) => SourceTexts.First(sources, PythonReleasesTable.Source);

    // Of its own, so that other questions to the table do not make it.
    private static class Index
    {
        internal static readonly ImmutableArray<string> Minors =
            Sorting.Ordered([.. PythonReleasesTable.Pythons.Map(static row => row.Version)], static (left, right) => DottedNumber.Compare(left, right));
    }
}
