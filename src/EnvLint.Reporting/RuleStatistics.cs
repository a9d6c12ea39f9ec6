using System.Globalization;
using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Rules;

namespace EnvLint.Reporting;

/// <summary>How often each rule spoke: the table of <c>--statistics</c>.</summary>
public static class RuleStatistics
{
    private const string CountTitle = "count";
    private const string FixableTitle = "fixable";
    private const int SeverityWidth = 8;
    private const int CodeWidth = 6;

    /// <summary>Writes one line for each rule and severity, the most frequent first; nothing where there are no findings.</summary>
    /// <param name="report">The report; what it hides does not count.</param>
    /// <param name="output">Where to.</param>
    public static void Write(Report report, TextWriter output)
    {
        var rows = Count(report);
        if (rows.Count == 0)
        {
            return;
        }

        output.Write($"{CountTitle}  {FixableTitle}  {"severity".PadRight(SeverityWidth)}  {"code".PadRight(CodeWidth)}  name\n");
        foreach (var row in rows)
        {
            output.Write(Number(row.Count, CountTitle.Length));
            output.Write("  ");
            output.Write(Number(row.Fixable, FixableTitle.Length));
            output.Write($"  {row.Severity.ToWord().PadRight(SeverityWidth)}  {row.Rule.Code.PadRight(CodeWidth)}  {row.Rule.Name}\n");
        }
    }

    private static string Number(int value, int width) => value.ToString(CultureInfo.InvariantCulture).PadLeft(width);

    private static List<Row> Count(Report report)
    {
        var rows = new List<Row>();
        var byKey = new Dictionary<string, Row>(StringComparer.Ordinal);
        foreach (var diagnostic in report.Diagnostics)
        {
            var key = $"{diagnostic.Severity.ToWord()} {diagnostic.Rule.Code}";
            if (!byKey.TryGetValue(key, out var row))
            {
                byKey.Add(key, row = new Row(diagnostic.Rule, diagnostic.Severity));
                rows.Add(row);
            }

            row.Count++;
            row.Fixable += diagnostic.Fix?.Safety == FixSafety.Safe ? 1 : 0;
        }

        Sorting.Order(rows, static (left, right) =>
            left.Count != right.Count ? right.Count.CompareTo(left.Count)
            : string.CompareOrdinal(left.Rule.Code, right.Rule.Code) is var order and not 0 ? order
            : right.Severity.CompareTo(left.Severity));
        return rows;
    }

    private sealed class Row(RuleDescriptor rule, Severity severity)
    {
        public RuleDescriptor Rule { get; } = rule;

        public Severity Severity { get; } = severity;

        public int Count { get; set; }

        public int Fixable { get; set; }
    }
}
