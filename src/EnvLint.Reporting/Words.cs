using System.Globalization;
using EnvLint.Diagnostics;

namespace EnvLint.Reporting;

/// <summary>The words that all formats use for the grades of a finding.</summary>
internal static class Words
{
    /// <summary><c>error</c>, <c>warning</c> or <c>info</c>.</summary>
    /// <param name="severity">The severity.</param>
    public static string ToWord(this Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };

    /// <summary><c>high</c>, <c>medium</c> or <c>low</c>.</summary>
    /// <param name="confidence">The confidence.</param>
    public static string ToWord(this Confidence confidence) => confidence switch
    {
        Confidence.High => "high",
        Confidence.Medium => "medium",
        _ => "low",
    };

    /// <summary><c>safe</c> or <c>suggested</c>.</summary>
    /// <param name="safety">The safety.</param>
    public static string ToWord(this FixSafety safety) => safety == FixSafety.Safe ? "safe" : "suggested";

    /// <summary>A number and what it counts: <c>1 error</c>, <c>2 errors</c>.</summary>
    /// <param name="count">The number.</param>
    /// <param name="one">The word for one.</param>
    /// <param name="many">The word for any other number.</param>
    public static string Count(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
