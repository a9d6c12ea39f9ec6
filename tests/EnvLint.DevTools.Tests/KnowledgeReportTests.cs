using System.Globalization;
using EnvLint.Testing;

namespace EnvLint.DevTools.Tests;

public sealed class KnowledgeReportTests
{
    private const string Table = """
        schema = 1
        table = "some"
        as_of = "2026-08"
        newest = "13.4"
        releases = ["22.04", "24.04"]

        [sources]
        one = "https://a.example/x_(y), https://b.example/page (table 2), github.com/no/address"
        two = "a book"

        [sorted_by]
        gpu = "name"

        [limits]
        most = 3
        source = "one"

        [[gpu]]
        name = "A"
        source = "one"

        [[gpu]]
        names = ["B`1", "B2"]
        source = "one"
        verified = false

        [[gpu]]
        number = 7
        source = "one"
        verified = false

        [[gpu]]
        name = "D"
        source = "one"
        verified = true

        """;

    private static readonly DateOnly s_today = new(2026, 11, 20);

    [Theory]
    [InlineData("2026-11-20", 0)]
    [InlineData("2026-11-19", 1)]
    [InlineData("2026-12-24", 0)] // of a table that was dated ahead
    [InlineData("2026-11", 0)]
    [InlineData("2026-10", 20)] // a month counts to its end
    [InlineData("2024-02", 995)] // a leap year
    public void Age_is_counted_from_the_last_day_that_is_meant(string asOf, int days) =>
        Assert.Equal(days, Read(Table.Replace("2026-08", asOf, StringComparison.Ordinal)).Days);

    [Fact]
    public void Rows_are_tables_and_neither_sources_nor_values()
    {
        var table = Read(Table);
        Assert.Equal("some", table.Name);
        Assert.Equal(5, table.Rows);
        Assert.Equal(new UnverifiedRow[] { new(22, "gpu B`1"), new(27, "gpu 7") }, table.Unverified);
        Assert.Equal(new[] { "https://a.example/x_", "https://b.example/page" }, table.Addresses);
    }

    [Theory]
    [InlineData("schema = 1\nas_of = \n", "rules/data/some.toml:2: ")]
    [InlineData("schema = 1\n", "rules/data/some.toml: as_of is missing, or no date")]
    [InlineData("as_of = \"soon\"\n", "rules/data/some.toml: as_of is missing, or no date")]
    [InlineData("as_of = 2026\n", "rules/data/some.toml: as_of is missing, or no date")]
    public void What_cannot_be_read_is_said_with_its_place(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<DevToolsException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Old_tables_come_first_and_stand_out()
    {
        var young = Read("as_of = \"2026-11\"\n") with { Name = "young" };
        var text = KnowledgeReport.Write([young, Read(Table)], mostDays: 80);
        Assert.Equal(
            """
            ## What EnvLint knows

            2 tables with 5 rows. Older than 80 days: 1. Rows that nobody has checked against their source: 2.

            | table | as of | days | rows | checked |
            |---|---|--:|--:|--:|
            | some | 2026-08 | **81** | 5 | 60 % |
            | young | 2026-11 | 0 | 0 |  |

            <details><summary>some: 2 not checked</summary>

            - `gpu B'1`, line 22
            - `gpu 7`, line 27

            </details>

            """.ReplaceLineEndings("\n"),
            text);
        Assert.DoesNotContain("**", KnowledgeReport.Write([Read(Table)], mostDays: 81), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_list_ends_with_a_number()
    {
        var rows = string.Concat(Enumerable.Range(0, 43).Select(static i => string.Create(CultureInfo.InvariantCulture, $"[[row]]\nname = \"{i}\"\nverified = false\n")));
        var text = KnowledgeReport.Write([Read("as_of = \"2026-11\"\n" + rows)], mostDays: 1);
        Assert.Contains("- `row 39`, line 119\n- and 3 more\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("row 40", text, StringComparison.Ordinal);
    }

    [Fact]
    public void All_tables_of_the_repository_are_read()
    {
        var tables = KnowledgeReport.Read(RepositoryRoot.Path, s_today);
        Assert.Equal(Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "rules", "data"), "*.toml").Length, tables.Length);
        Assert.All(tables, static table => Assert.True(table.Rows > 0, table.Path));
        var addresses = KnowledgeReport.Addresses(RepositoryRoot.Path, tables);
        Assert.All(addresses, static address => Assert.True(Uri.IsWellFormedUriString(address, UriKind.Absolute), address));
        Assert.Equal(addresses.Order(StringComparer.Ordinal).Distinct(StringComparer.Ordinal), addresses);
        Assert.Contains("https://docs.nvidia.com/deploy/cuda-compatibility/forward-compatibility.html", addresses);
    }

    [Theory]
    [InlineData(0, "knowledge", "--today", "2026-11-20", "--older-than", "100000")]
    [InlineData(1, "knowledge", "--today", "2100-01-01")]
    [InlineData(1, "knowledge", "--today", "2100-01-01", "--older-than", "365")]
    [InlineData(0, "knowledge", "--addresses")]
    [InlineData(2, "knowledge")]
    [InlineData(2, "knowledge", "--today")]
    [InlineData(2, "knowledge", "--today", "today")]
    [InlineData(2, "knowledge", "--today", "2026-11-20", "--older-than", "-1")]
    [InlineData(2, "knowledge", "--today", "2026-11-20", "--older-than", "a week")]
    public void Exit_code_says_whether_a_table_is_old(int expected, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.Equal(expected, DevToolsCommandLine.Run(arguments, RepositoryRoot.Path, output, error));
        Assert.Equal(expected == 2, error.ToString().Length > 0);
        Assert.Equal(expected != 2, output.ToString().Length > 0);
    }

    private static KnowledgeTableState Read(string text) => KnowledgeReport.ReadTable("rules/data/some.toml", text, s_today);
}
