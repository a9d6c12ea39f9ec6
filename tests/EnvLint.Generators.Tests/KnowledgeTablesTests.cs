using System.Collections;
using System.Globalization;
using EnvLint.Knowledge;
using EnvLint.Syntax.Toml;
using EnvLint.Testing;

namespace EnvLint.Generators.Tests;

/// <summary>The tables in Core against the files that they are made from.</summary>
public sealed class KnowledgeTablesTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "rules", "data");

    public static TheoryData<string> Names()
    {
        var names = new TheoryData<string>();
        foreach (var name in FileNames())
        {
            names.Add(name);
        }

        return names;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_value_of_the_file_stands_in_the_table(string name)
    {
        var root = TomlDocument.Parse(File.ReadAllText(Path.Combine(Folder, name + ".toml"))).Root;
        var table = typeof(KnowledgeTables).Assembly.GetType($"EnvLint.Knowledge.{Pascal(name)}Table", throwOnError: true)!;
        Assert.Contains(KnowledgeTables.All, info => info.Name == name && info.AsOf == (string?)table.GetField("AsOf")!.GetValue(null));

        var kinds = 0;
        foreach (var entry in root.Entries)
        {
            if (entry.Value is not TomlArray { IsArrayOfTables: true } array)
            {
                continue;
            }

            kinds++;
            var count = array.Items.Length;
            var rows = table.GetProperties()
                .Where(static property => property.PropertyType.IsGenericType)
                .Select(static property => Listed.Items(property.GetValue(null))!)
                .Where(rows => rows.Count == count)
                .ToList();
            Assert.Contains(rows, candidate => candidate.Zip(array.Items.Cast<TomlTable>()).All(static pair => Same(pair.Second, pair.First)));
        }

        Assert.True(kinds > 0 || root.Entries.Length > 4, "The table has no rows");
    }

    [Fact]
    public void List_names_each_file_and_no_other() =>
        Assert.Equal(FileNames(), KnowledgeTables.All.ToArray().Select(static table => table.Name));

    [Fact]
    public void Source_of_the_table_has_its_text()
    {
        Assert.StartsWith("microsoft/WSL@", WslKeysTable.Source("wsl"), StringComparison.Ordinal);
        Assert.Null(WslKeysTable.Source("nobody"));
    }

    [Fact]
    public void Rows_are_made_once() => Assert.Same(WslKeysTable.Keys[0], WslKeysTable.Keys[0]);

    private static string[] FileNames() =>
        [.. Directory.EnumerateFiles(Folder, "*.toml").Select(static file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    // All columns that the row has, and nothing in those that it has not.
    private static bool Same(TomlTable row, object actual) => actual is not string && actual.GetType().GetProperties().All(property =>
    {
        var entry = row.Entries.FirstOrDefault(entry => Pascal(entry.Name) == property.Name);
        var value = property.GetValue(actual);
        return entry.Value is null
            ? (property.Name == "Verified" ? value is true : value is null || Listed.Items(value) is [])
            : Same(entry.Value, value);
    }) && row.Entries.All(entry => actual.GetType().GetProperty(Pascal(entry.Name)) is not null);

    private static bool Same(TomlValue expected, object? actual) => (expected, actual) switch
    {
        (TomlString text, string value) => text.Value == value,
        (TomlBoolean truth, bool value) => truth.Value == value,
        (TomlInteger number, int or long) => number.Value == Convert.ToInt64(actual, CultureInfo.InvariantCulture),
        (TomlFloat number, double value) => number.Value.Equals(value),
        (TomlDateTime date, DateOnly value) => new DateOnly(date.Year, date.Month, date.Day) == value,
        (TomlArray array, not string) when Listed.Items(actual) is { } items => array.Items.Length == items.Count && array.Items.Zip(items).All(static pair => Same(pair.First, pair.Second)),
        (TomlTable table, not null) => Same(table, actual),
        _ => false,
    };

    private static string Pascal(string name) =>
        string.Concat(name.Split('-', '_').Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));
}
