using System.Collections.Immutable;
using EnvLint.Cli.Terminal;
using EnvLint.Configuration;
using EnvLint.Diagnostics;
using EnvLint.Reporting;

namespace EnvLint.Cli.Checking;

/// <summary>A report to write.</summary>
/// <param name="format">How.</param>
/// <param name="file">Where to, as named; null for standard output.</param>
internal sealed class OutputRequest(ReportFormat format, string? file)
{
    /// <summary>How.</summary>
    public ReportFormat Format { get; } = format;

    /// <summary>Where to, as named; null for standard output.</summary>
    public string? File { get; } = file;
}

/// <summary>What <c>check</c> and <c>fix</c> are asked to do: the command line, read and found right.</summary>
internal sealed class CheckOptions
{
    /// <summary>The paths named; never empty.</summary>
    public required ImmutableArray<string> Paths { get; init; }

    /// <summary>What standard input is called; null where it is not read.</summary>
    public string? StandardInputName { get; init; }

    /// <summary>The values of <c>--target</c>; names among them are looked up in each root's configuration.</summary>
    public ImmutableArray<string> Targets { get; init; } = [];

    /// <summary>Which rules speak.</summary>
    public SelectionOptions Selection { get; init; } = SelectionOptions.None;

    /// <summary>Findings below it are not shown.</summary>
    public Severity MinSeverity { get; init; } = Severity.Info;

    /// <summary>Findings below it are not shown.</summary>
    public Confidence MinConfidence { get; init; } = Confidence.Low;

    /// <summary>What fails; null leaves it to the configuration.</summary>
    public FailOn? FailOn { get; init; }

    /// <summary>What is left out beside what the configuration leaves out.</summary>
    public ImmutableArray<Glob> Exclude { get; init; } = [];

    /// <summary>Whether what is left out is left out even where it is named.</summary>
    public bool ForceExclude { get; init; }

    /// <summary>The reports to write.</summary>
    public required ImmutableArray<OutputRequest> Outputs { get; init; }

    /// <summary>Whether files are mended.</summary>
    public bool Fix { get; init; }

    /// <summary>The least safety of the fixes that are made or shown.</summary>
    public FixSafety LowestSafety { get; init; } = FixSafety.Safe;

    /// <summary>Whether fixes are shown and not made.</summary>
    public bool Diff { get; init; }

    /// <summary>The configuration file named; null for the one that is found.</summary>
    public string? ConfigurationFile { get; init; }

    /// <summary>Whether no configuration file is read.</summary>
    public bool NoConfiguration { get; init; }

    /// <summary>The file of known findings; null for the one that the configuration names.</summary>
    public string? BaselineFile { get; init; }

    /// <summary>Whether the files of known findings hide nothing, because they are to be written.</summary>
    public bool WritesBaseline { get; init; }

    /// <summary>Whether the machine's own files are checked, too.</summary>
    public bool ThisMachine { get; init; }

    /// <summary>Whether findings are counted by rule.</summary>
    public bool Statistics { get; init; }

    /// <summary>Whether ignore files of git do not count.</summary>
    public bool NoIgnore { get; init; }

    /// <summary>When output has colour.</summary>
    public ColorChoice Color { get; init; }

    /// <summary>Whether only findings are printed.</summary>
    public bool Quiet { get; init; }

    /// <summary>Whether roots, configuration and times are told on standard error.</summary>
    public bool Verbose { get; init; }

    /// <summary>The number of threads.</summary>
    public required int Jobs { get; init; }

    /// <summary>The day of the run.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Whether the files are listed and not checked.</summary>
    public bool ShowFiles { get; init; }

    /// <summary>Whether the run goes on and checks again what changes.</summary>
    public bool Watch { get; init; }

    /// <summary>Whether SARIF holds hidden findings, marked as such.</summary>
    public bool SarifIncludeSuppressed { get; init; }
}
