using EnvLint.Reporting.Sarif;

namespace EnvLint.Reporting;

/// <summary>How a report is written. Nothing here changes which findings it holds, save <see cref="IncludeSuppressed"/>.</summary>
public sealed record ReportOptions
{
    /// <summary>Colour and links for a terminal, where the format has them.</summary>
    public bool UseColor { get; init; }

    /// <summary>Writes nothing but ASCII in the formats for people: frames of ASCII, all other characters escaped.</summary>
    public bool UseAscii { get; init; }

    /// <summary>Ends the formats for people with a line that sums up.</summary>
    public bool WriteSummary { get; init; } = true;

    /// <summary>Counts the findings by rule behind them, in the formats for people.</summary>
    public bool WriteStatistics { get; init; }

    /// <summary>Names the target behind each finding that depends on one, in the formats of one line for each: the run has several.</summary>
    public bool ShowTargets { get; init; }

    /// <summary>Writes hidden findings too where the format can mark them as such (SARIF).</summary>
    public bool IncludeSuppressed { get; init; }

    /// <summary>What leads from the repository's root to the folder that all paths are relative to, such as <c>ml/</c>; for the formats with <see cref="ReportFormat.WantsRepository"/>.</summary>
    public string RepositoryPrefix { get; init; } = "";

    /// <summary>A path as the repository has it.</summary>
    /// <param name="path">As findings name it: relative, or absolute for a file of the machine.</param>
    internal string PathInRepository(string path) => RepositoryPrefix.Length == 0 || SarifUri.IsAbsolute(path) ? path : RepositoryPrefix + path;

    /// <summary>Address of the folder that all paths are relative to; null leaves it out, which makes the output the same on every machine.</summary>
    public Uri? Root { get; init; }

    /// <summary>What tells several SARIF logs of one commit apart, such as <c>images</c>; null for none.</summary>
    public string? Category { get; init; }
}
