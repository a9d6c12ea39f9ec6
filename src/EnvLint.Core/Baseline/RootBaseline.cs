using EnvLint.Diagnostics;
using EnvLint.Engine;

namespace EnvLint.Baseline;

/// <summary>A baseline as the files of one root see it. Immutable.</summary>
/// <remarks>Its paths start at the root that it lies in, so that a run over one file, a folder, the root or several roots asks for the same fingerprints.</remarks>
/// <param name="document">The baseline.</param>
/// <param name="prefix">What stands in its paths in front of those of the root: empty, or folders with a <c>/</c> at the end.</param>
public sealed class RootBaseline(BaselineDocument document, string prefix)
{
    /// <summary>The baseline.</summary>
    public BaselineDocument Document { get; } = document;

    /// <summary>What stands in its paths in front of those of the root: empty, or folders with a <c>/</c> at the end.</summary>
    public string Prefix { get; } = prefix;

    /// <summary>The path by which the baseline knows a file.</summary>
    /// <param name="path">Path relative to the root.</param>
    public string PathOf(string path) => Prefix + path;

    /// <summary>What a baseline records of a file's findings: those that nothing else hides.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="path">The path by which the baseline knows the file.</param>
    public static List<BaselineEntry> Record(FileFindings findings, string path)
    {
        var entries = new List<BaselineEntry>(findings.Diagnostics.Length);
        var builder = new FingerprintBuilder();
        var hidden = 0;
        foreach (var diagnostic in findings.Diagnostics)
        {
            for (; hidden < findings.Suppressed.Length && Report.Compare(findings.Suppressed[hidden].Diagnostic, diagnostic) < 0; hidden++)
            {
                builder.Next(findings.Suppressed[hidden].Diagnostic, path);
            }

            entries.Add(new BaselineEntry(builder.Next(diagnostic, path), diagnostic.Rule.Code, path, diagnostic.Message));
        }

        return entries;
    }
}
