using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EnvLint.Syntax.Toml;

namespace EnvLint.DevTools;

/// <summary>A row that nobody has checked against its source.</summary>
/// <param name="Line">Where it stands, from 1.</param>
/// <param name="Name">Its kind and its first value.</param>
internal sealed record UnverifiedRow(int Line, string Name);

/// <summary>A table of facts, as the report sees it.</summary>
/// <param name="Path">Its file, with <c>/</c>.</param>
/// <param name="Name">The name of the file without its ending.</param>
/// <param name="AsOf">The date that it says.</param>
/// <param name="Days">The days since then; a month counts to its end. 0 where that is still to come.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Unverified">Those that are not checked.</param>
/// <param name="Addresses">The addresses of its sources.</param>
internal sealed record KnowledgeTableState(string Path, string Name, string AsOf, int Days, int Rows, ImmutableArray<UnverifiedRow> Unverified, ImmutableArray<string> Addresses);

/// <summary>What somebody who looks after the tables of <c>rules/data</c> should look at: old tables, and rows that are not checked.</summary>
internal static partial class KnowledgeReport
{
    private const string Folder = "rules/data";

    // More than this is better read in the file.
    private const int MostRowsShown = 40;

    private static readonly string[] s_noRows = ["sources", "sorted_by", "unique_by"];

    /// <summary>Reads all tables.</summary>
    /// <param name="root">Folder of the working copy.</param>
    /// <param name="today">The day that ages are counted to.</param>
    /// <returns>The tables in the order of their names.</returns>
    /// <exception cref="DevToolsException">A table cannot be read, or says no date.</exception>
    public static ImmutableArray<KnowledgeTableState> Read(string root, DateOnly today)
    {
        var tables = ImmutableArray.CreateBuilder<KnowledgeTableState>();
        foreach (var file in Directory.GetFiles(Path.Combine(root, Folder), "*.toml").Order(StringComparer.Ordinal))
        {
            tables.Add(ReadTable($"{Folder}/{Path.GetFileName(file)}", File.ReadAllText(file), today));
        }

        return tables.ToImmutable();
    }

    /// <summary>Reads one table.</summary>
    /// <param name="path">Its file, with <c>/</c>.</param>
    /// <param name="text">Its text.</param>
    /// <param name="today">The day that its age is counted to.</param>
    /// <exception cref="DevToolsException">It cannot be read, or says no date.</exception>
    public static KnowledgeTableState ReadTable(string path, string text, DateOnly today)
    {
        var document = TomlDocument.Parse(text);
        if (!document.Errors.IsEmpty)
        {
            throw new DevToolsException($"{path}:{LineOf(text, document.Errors[0].Span.Start)}: {document.Errors[0].Message}");
        }

        if (!document.Root.TryGet<TomlString>("as_of", out var asOf) || LastDay(asOf.Value) is not { } last)
        {
            throw new DevToolsException($"{path}: as_of is missing, or no date");
        }

        var rows = 0;
        var unverified = ImmutableArray.CreateBuilder<UnverifiedRow>();
        foreach (var entry in document.Root.Entries)
        {
            if (s_noRows.Contains(entry.Name, StringComparer.Ordinal))
            {
                continue;
            }

            foreach (var row in RowsOf(entry.Value))
            {
                rows++;
                if (row.TryGet<TomlBoolean>("verified", out var verified) && !verified.Value)
                {
                    unverified.Add(new UnverifiedRow(LineOf(text, row.Span.Start), $"{entry.Name} {FirstValue(row, text)}"));
                }
            }
        }

        var addresses = ImmutableArray<string>.Empty;
        if (document.Root.TryGet<TomlTable>("sources", out var sources))
        {
            addresses = [.. sources.Entries.SelectMany(static entry => entry.Value is TomlString source ? AddressesIn(source.Value) : [])];
        }

        return new KnowledgeTableState(path, Path.GetFileNameWithoutExtension(path), asOf.Value, Math.Max(0, today.DayNumber - last.DayNumber), rows, unverified.ToImmutable(), addresses);
    }

    /// <summary>The report as Markdown.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="mostDays">The age in days from which on a table is old.</param>
    public static string Write(ImmutableArray<KnowledgeTableState> tables, int mostDays)
    {
        var rows = tables.Sum(static table => table.Rows);
        var unverified = tables.Sum(static table => table.Unverified.Length);
        var old = tables.Count(table => table.Days > mostDays);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"## What EnvLint knows\n\n{tables.Length} tables with {rows} rows. Older than {mostDays} days: {old}. Rows that nobody has checked against their source: {unverified}.\n\n");
        text.Append("| table | as of | days | rows | checked |\n|---|---|--:|--:|--:|\n");
        foreach (var table in tables.OrderByDescending(static table => table.Days).ThenBy(static table => table.Name, StringComparer.Ordinal))
        {
            var days = table.Days > mostDays ? $"**{table.Days}**" : table.Days.ToString(CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"| {table.Name} | {table.AsOf} | {days} | {table.Rows} | {Share(table)} |\n");
        }

        foreach (var table in tables.Where(static table => !table.Unverified.IsEmpty))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n<details><summary>{table.Name}: {table.Unverified.Length} not checked</summary>\n\n");
            foreach (var row in table.Unverified.Take(MostRowsShown))
            {
                text.Append(CultureInfo.InvariantCulture, $"- `{row.Name.Replace('`', '\'')}`, line {row.Line}\n");
            }

            if (table.Unverified.Length > MostRowsShown)
            {
                text.Append(CultureInfo.InvariantCulture, $"- and {table.Unverified.Length - MostRowsShown} more\n");
            }

            text.Append("\n</details>\n");
        }

        return text.ToString();
    }

    /// <summary>The addresses in a text: those of the web, without what stands behind them.</summary>
    /// <param name="text">The text of a source, or a page.</param>
    public static IEnumerable<string> AddressesIn(string text) => Address().Matches(text).Select(static match => match.Value.TrimEnd('.', ':'));

    /// <summary>The addresses of all tables and of the sources that the pages of the rules name, each once, in order.</summary>
    /// <param name="root">Folder of the working copy.</param>
    /// <param name="tables">The tables.</param>
    public static ImmutableArray<string> Addresses(string root, ImmutableArray<KnowledgeTableState> tables)
    {
        var pages = Directory.GetFiles(Path.Combine(root, "rules"), "*.md", SearchOption.AllDirectories).Where(static file => Path.GetFileName(file) != "README.md").Select(File.ReadAllText).Select(Sources);
        return [.. tables.SelectMany(static table => table.Addresses).Concat(pages.SelectMany(AddressesIn)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    // Addresses in the examples of a page are part of the examples.
    private static string Sources(string page)
    {
        var start = page.IndexOf("\n## Sources", StringComparison.Ordinal);
        return start < 0 ? "" : page[start..];
    }

    private static IEnumerable<TomlTable> RowsOf(TomlValue value) => value switch
    {
        TomlTable table => [table],
        TomlArray { IsArrayOfTables: true } array => array.Items.OfType<TomlTable>(),
        _ => [],
    };

    private static string FirstValue(TomlTable row, string text) => row.Entries.IsEmpty ? "" : row.Entries[0].Value switch
    {
        TomlString value => value.Value,
        TomlArray { Items: [TomlString first, ..] } => first.Value,
        var value => text.Substring(value.Span.Start, value.Span.Length),
    };

    private static string Share(KnowledgeTableState table) =>
        table.Rows == 0 ? "" : ((table.Rows - table.Unverified.Length) * 100 / table.Rows).ToString(CultureInfo.InvariantCulture) + " %";

    private static DateOnly? LastDay(string date)
    {
        if (DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        return DateOnly.TryParseExact(date + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) ? first.AddMonths(1).AddDays(-1) : null;
    }

    private static int LineOf(string text, int position) => text.AsSpan(0, position).Count('\n') + 1;

    [GeneratedRegex("""https?://[^\s<>()\[\]"'`,;|]+""", RegexOptions.ExplicitCapture)]
    private static partial Regex Address();
}
