using System.Globalization;
using EnvLint.Configuration;
using EnvLint.Diagnostics;
using EnvLint.Text;

namespace EnvLint.Engine;

/// <summary>Says when the tables are old; ENV007.</summary>
public static class KnowledgeAge
{
    private const string Code = "ENV007";

    // Half a year: two to three releases of each framework.
    private const int MostDays = 180;

    /// <summary>The finding of a run whose tables are old.</summary>
    /// <param name="names">All rules.</param>
    /// <param name="source">The file that it stands in front of.</param>
    /// <param name="newest">Date of the newest table: <c>2026-11</c> or <c>2026-11-20</c>.</param>
    /// <param name="today">The day of the run.</param>
    /// <returns>Null where they are not.</returns>
    public static Diagnostic? Find(RuleNames names, SourceText source, string newest, DateOnly today)
    {
        if (names.Find(Code) is not { } rule || LastDay(newest) is not { } last || today.DayNumber - last.DayNumber <= MostDays)
        {
            return null;
        }

        return new Diagnostic
        {
            Rule = rule,
            Severity = rule.Severity,
            Confidence = rule.Confidence,
            Message = $"the newest table of this version is of {newest}: what came after it is not known, and what is called today's newest is not",
            Source = source,
            Span = new TextSpan(0, 0),
        };
    }

    // A month counts to its end.
    private static DateOnly? LastDay(string date)
    {
        if (DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        return DateOnly.TryParseExact(date + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) ? first.AddMonths(1).AddDays(-1) : null;
    }
}
