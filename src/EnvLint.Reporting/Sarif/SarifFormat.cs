using EnvLint.Engine;

namespace EnvLint.Reporting.Sarif;

/// <summary>SARIF 2.1.0, as GitHub code scanning and others take it in.</summary>
/// <remarks>
/// Keeps GitHub's limits: 25,000 results, 1,000 locations for each, 10 MB compressed. Where a log would not fit, the most severe
/// results are kept and a notification in the log tells how many are missing.
/// </remarks>
public sealed class SarifFormat : ReportFormat
{
    private readonly SarifLimits _limits;

    /// <summary>Makes the format.</summary>
    public SarifFormat()
        : this(SarifLimits.GitHub)
    {
    }

    /// <summary>Makes the format with other limits.</summary>
    /// <param name="limits">The limits.</param>
    internal SarifFormat(SarifLimits limits) => _limits = limits;

    /// <inheritdoc/>
    public override string Name => "sarif";

    /// <inheritdoc/>
    public override string Description => "SARIF 2.1.0 for code scanning";

    /// <inheritdoc/>
    public override bool WantsRepository => true;

    /// <inheritdoc/>
    public override void Write(Report report, Stream output, ReportOptions options)
    {
        var results = SarifResult.From(report, options.IncludeSuppressed);
        var isLarge = results.Length > _limits.Results || SarifResult.EstimateSize(report, results) > _limits.CompressedBytes;
        if (!isLarge)
        {
            new SarifWriter(report, options, _limits, output, meter: null).Write(results);
            return;
        }

        // The order of results means nothing in SARIF, but whatever does not fit must be the least severe.
        var bySeverity = (SarifResult[])results.Clone();
        Array.Sort(bySeverity, SarifResult.CompareBySeverity);
        using var meter = new GzipMeter(output);
        new SarifWriter(report, options, _limits, meter, meter).Write(bySeverity);
    }
}

/// <summary>How large a log may be.</summary>
/// <param name="Results">Results in the run.</param>
/// <param name="Locations">Locations of one result, the primary one included.</param>
/// <param name="CompressedBytes">Compressed size of the log.</param>
internal sealed record SarifLimits(int Results, int Locations, long CompressedBytes)
{
    /// <summary>What GitHub code scanning takes.</summary>
    public static SarifLimits GitHub { get; } = new(25_000, 1_000, 10_000_000);
}
