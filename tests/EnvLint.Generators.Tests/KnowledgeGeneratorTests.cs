extern alias generators;

using System.Collections;
using System.Globalization;
using System.Reflection;
using generators::EnvLint.Generators.Knowledge;
using Microsoft.CodeAnalysis;

namespace EnvLint.Generators.Tests;

public sealed class KnowledgeGeneratorTests
{
    private const string Header = """
        schema = 1
        table = "cuda-toolkit"
        as_of = "2026-10"

        """;

    private const string Sources = """
        [sources]
        notes = "https://example.org/notes"
        page-2 = "the \"second\" page"

        """;

    private static readonly (string, string) Wanted = ("EnvLintKnowledge", "true");

    [Fact]
    public void Rows_become_typed_data_that_compiles_without_a_warning()
    {
        var knowledge = Load(Header + "newest_seen = \"13.4\"\nmajors = [11, 12]\n" + Sources + """
            [[toolkit]]
            version = "12.4"
            patch = 1
            size = 1
            weight = 1.5
            released = 2026-10-28
            deprecated = false
            hosts = ["x86_64", "sbsa"]
            branches = []
            drivers = [550]
            source = "notes"
            text = "quotes \" and \\ and \n lines"

            [[toolkit]]
            version = "12.5"
            patch = -2
            size = 5_000_000_000
            weight = 2e-3
            released = 2026-11-01
            deprecated = true
            hosts = []
            branches = [545, 5_000_000_000]
            source = ["notes (table 3)", "page-2: there", "https://example.org/x"]
            verified = false
            """.Replace("source = [\"notes (table 3)\", \"page-2: there\", \"https://example.org/x\"]", "source = \"notes (a, b; c), page-2: there; https://example.org/x\"", StringComparison.Ordinal));

        var table = knowledge.GetType("EnvLint.Knowledge.CudaToolkitTable", throwOnError: true)!;
        Assert.Equal("2026-10", table.GetField("AsOf")!.GetValue(null));
        Assert.Equal("13.4", Static(table, "NewestSeen"));
        Assert.Equal([11, 12], ((IEnumerable)Static(table, "Majors")!).Cast<int>());
        Assert.Equal("the \"second\" page", table.GetMethod("Source")!.Invoke(null, ["page-2"]));
        Assert.Null(table.GetMethod("Source")!.Invoke(null, ["page-3"]));

        var rows = Listed.Items(Static(table, "Toolkits"))!.ToList();
        Assert.Equal("CudaToolkitRow", rows[0].GetType().Name);
        Assert.Equal(
            "Version=12.4 Patch=1 Size=1L Weight=1.5 Released=2026-10-28 Deprecated=False Hosts=[x86_64 sbsa] Branches=[] Drivers=[550] Source=notes Text=quotes \" and \\ and \n lines Verified=True",
            Show(rows[0]));
        Assert.Equal(
            "Version=12.5 Patch=-2 Size=5000000000L Weight=0.002 Released=2026-11-01 Deprecated=True Hosts=[] Branches=[545L 5000000000L] Drivers=[] Source=notes (a, b; c), page-2: there; https://example.org/x Text=null Verified=False",
            Show(rows[1]));
    }

    [Fact]
    public void Types_are_those_of_all_rows_together()
    {
        var knowledge = Load(Header + Sources + """
            [[toolkit]]
            a = "x"
            b = true
            c = 1
            source = "notes"
            [[toolkit]]
            a = "y"
            source = "notes"
            """);
        var row = knowledge.GetType("EnvLint.Knowledge.CudaToolkitRow", throwOnError: true)!;
        Assert.Equal([typeof(string), typeof(bool?), typeof(int?), typeof(string), typeof(bool)], row.GetProperties().Select(static property => property.PropertyType));
        var nullability = new NullabilityInfoContext();
        Assert.Equal(NullabilityState.NotNull, nullability.Create(row.GetProperty("A")!).ReadState);
    }

    [Fact]
    public void Inner_tables_have_classes_of_their_own()
    {
        var knowledge = Load(Header + Sources + """
            [[toolkit]]
            builds = [{ cuda = "11.8" }, { cuda = "12.1", note = "n" }]
            limit = { low = 1 }
            source = "notes"

            [policy]
            text = "x"
            source = "notes"
            """);
        var table = knowledge.GetType("EnvLint.Knowledge.CudaToolkitTable", throwOnError: true)!;
        Assert.Equal(
            "Builds=[{Cuda=11.8 Note=null} {Cuda=12.1 Note=n}] Limit={Low=1} Source=notes Verified=True",
            Show(Listed.Items(Static(table, "Toolkits"))!.Single()));
        Assert.Equal("Text=x Source=notes Verified=True", Show(Static(table, "Policy")!));
        Assert.NotNull(knowledge.GetType("EnvLint.Knowledge.CudaToolkitBuildsRow"));
        Assert.NotNull(knowledge.GetType("EnvLint.Knowledge.CudaToolkitPolicyRow"));
    }

    [Theory]
    [InlineData("wsl-keys", "key", "WslKeysTable", "Keys", "WslKeyRow")]
    [InlineData("apt", "package", "AptTable", "Packages", "AptPackageRow")]
    [InlineData("apt", "repository", "AptTable", "Repositories", "AptRepositoryRow")]
    [InlineData("gpu", "gpu", "GpuTable", "Gpus", "GpuRow")]
    [InlineData("pytorch", "release", "PytorchTable", "Releases", "PytorchReleaseRow")]
    [InlineData("cuda-toolkit", "driver_branch", "CudaToolkitTable", "DriverBranches", "CudaToolkitDriverBranchRow")]
    [InlineData("others", "xformers", "OthersTable", "Xformers", "OthersXformersRow")]
    public void Names_follow_table_and_kind(string tableName, string kind, string tableClass, string property, string rowClass)
    {
        var knowledge = Load($"schema = 1\ntable = \"{tableName}\"\nas_of = \"2026-10-28\"\n[sources]\na = \"b\"\n[[{kind}]]\nsource = \"a\"\n", tableName);
        var table = knowledge.GetType("EnvLint.Knowledge." + tableClass, throwOnError: true)!;
        Assert.Equal(rowClass, Listed.Items(Static(table, property))!.Single().GetType().Name);
    }

    [Fact]
    public void List_of_tables_knows_names_and_dates()
    {
        static string Table(string name, string date) => $"schema = 1\ntable = \"{name}\"\nas_of = \"{date}\"\n[sources]\n";
        var (driver, compilation) = Run(("/data/b.toml", Table("b", "2026-10")), ("/data/a.toml", Table("a", "2026-09-30")));
        Assert.Empty(driver.GetRunResult().Diagnostics);
        InMemory.AssertClean(compilation);
        var tables = InMemory.Load(compilation).GetType("EnvLint.Knowledge.KnowledgeTables", throwOnError: true)!;
        Assert.Equal(("2026-10", "2026-09-30"), (tables.GetField("Newest")!.GetValue(null), tables.GetField("Oldest")!.GetValue(null)));
        Assert.Equal(["Name=a AsOf=2026-09-30", "Name=b AsOf=2026-10"], ((IEnumerable)Static(tables, "All")!).Cast<object>().Select(Show));
    }

    [Fact]
    public void Project_without_tables_has_an_empty_list()
    {
        var (_, compilation) = Run();
        InMemory.AssertClean(compilation);
        Assert.Empty((IEnumerable)Static(InMemory.Load(compilation).GetType("EnvLint.Knowledge.KnowledgeTables", throwOnError: true)!, "All")!);
    }

    [Fact]
    public void Project_that_does_not_ask_gets_nothing()
    {
        var driver = InMemory.Driver(new KnowledgeGenerator(), [InMemory.File("/data/x.toml", "broken")]).RunGenerators(InMemory.CompilationWithoutCore());
        Assert.Empty(driver.GetRunResult().GeneratedTrees);
        Assert.Empty(driver.GetRunResult().Diagnostics);
    }

    [Theory]
    [InlineData("[[toolkit]]\nversion = \"12.4\nsource = \"notes\"\n")]
    [InlineData("[[toolkit]]\nversion = 1\nversion = 2\nsource = \"notes\"\n")]
    [InlineData("[[toolkit]\nsource = \"notes\"\n")]
    public void Broken_toml_is_an_error_at_its_line(string rows)
    {
        var errors = Errors(Header + Sources + rows);
        Assert.All(errors, static error => Assert.Equal("ENVDATA001", error.Id));
        Assert.All(errors, static error => Assert.True(error.Location.GetLineSpan().StartLinePosition.Line >= 6, error.ToString()));
        Assert.NotEmpty(errors);
    }

    [Theory]
    [InlineData("schema = 1\n", "")]
    [InlineData("schema = 1\n", "schema = 2\n")]
    [InlineData("schema = 1\n", "schema = \"1\"\n")]
    [InlineData("table = \"cuda-toolkit\"\n", "")]
    [InlineData("as_of = \"2026-10\"\n", "")]
    [InlineData("\"2026-10\"", "\"2026\"")]
    [InlineData("\"2026-10\"", "\"2026-13\"")]
    [InlineData("\"2026-10\"", "\"2026-00\"")]
    [InlineData("\"2026-10\"", "\"2026-10-32\"")]
    [InlineData("\"2026-10\"", "\"26-10-01\"")]
    [InlineData("\"2026-10\"", "\"October\"")]
    [InlineData("notes = \"https://example.org/notes\"", "notes = 1")]
    [InlineData("notes = \"https://example.org/notes\"", "notes = \"\"")]
    public void Header_is_complete_and_right(string part, string replacement)
    {
        var text = Header + Sources;
        Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.Equal("ENVDATA002", Assert.Single(Errors(text.Replace(part, replacement, StringComparison.Ordinal))).Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sources = \"notes\"\n")]
    public void Table_has_sources(string text) => Assert.Equal("ENVDATA002", Assert.Single(Errors(Header + text)).Id);

    [Theory]
    [InlineData("", "The row has no source")]
    [InlineData("source = \"other\"", "'other' names no source")]
    [InlineData("source = \"notes, other\"", "'other' names no source")]
    [InlineData("source = \"notes; other (x)\"", "'other (x)' names no source")]
    [InlineData("source = \"notes and more\"", "'notes and more' names no source")]
    [InlineData("source = \"\"", "The source is empty")]
    [InlineData("source = \"notes,\"", "The source is empty")]
    [InlineData("source = [\"notes\", \"other\"]", "'other' names no source")]
    [InlineData("source = []", "A source is a text or an array of texts")]
    [InlineData("source = 1", "A source is a text or an array of texts")]
    public void Source_of_a_row_is_one_that_is_known(string source, string message)
    {
        var error = Assert.Single(Errors(Header + Sources + "[[toolkit]]\n" + source + "\nx = 1\n"));
        Assert.Equal("ENVDATA003", error.Id);
        Assert.StartsWith(message, error.GetMessage(), StringComparison.Ordinal);
        Assert.InRange(error.Location.GetLineSpan().StartLinePosition.Line, 6, 7);
    }

    [Theory]
    [InlineData("sorted_by = \"v\"", "\"2\" \"1\"", "ENVDATA004")]
    [InlineData("sorted_by = \"v\"", "\"2.10\" \"2.9\"", "ENVDATA004")]
    [InlineData("sorted_by = \"v\"", "\"a\" \"B\"", "ENVDATA004")]
    [InlineData("sorted_by = \"v\"", "2 -3", "ENVDATA004")]
    [InlineData("sorted_by = \"-v\"", "\"1\" \"2\"", "ENVDATA004")]
    [InlineData("sorted_by = \"v\"", "2026-10-02 2026-10-01", "ENVDATA004")]
    [InlineData("sorted_by = \"v\"", "\"1\" \"1\"", "ENVDATA005")]
    [InlineData("sorted_by = [\"v\"]", "\"1\" \"1\"", "ENVDATA005")]
    [InlineData("unique_by = \"v\"", "\"2\" \"1\" \"2\"", "ENVDATA005")]
    [InlineData("sorted_by = \"w\"", "\"1\"", "ENVDATA002")]
    [InlineData("sorted_by = []", "\"1\"", "ENVDATA002")]
    [InlineData("sorted_by = { toolkit = \"w\" }", "\"1\"", "ENVDATA002")]
    [InlineData("sorted_by = { toolkit = 1 }", "\"1\"", "ENVDATA002")]
    [InlineData("sorted_by = { other = \"v\" }", "\"1\"", "ENVDATA002")]
    [InlineData("sorted_by = \"v\"", "true", "ENVDATA002")]
    public void Order_is_held_to(string setting, string values, string id)
    {
        var error = Assert.Single(Errors(Header + setting + "\n" + Sources + Rows(values)));
        Assert.Equal(id, error.Id);
        var line = error.Location.GetLineSpan().StartLinePosition.Line;
        Assert.True(id == "ENVDATA002" ? line == 3 : line > 7, error.ToString());
    }

    [Theory]
    [InlineData("sorted_by = \"v\"", "\"1.9\" \"1.10\" \"2\"")]
    [InlineData("sorted_by = \"v\"", "-3 2 10")]
    [InlineData("sorted_by = \"-v\"", "\"2.10\" \"2.9.1\" \"2.9\"")]
    [InlineData("sorted_by = { toolkit = \"v\" }", "\"a\" \"b\"")]
    [InlineData("sorted_by = { toolkit = [\"source\", \"v\"] }", "\"a\" \"b\"")]
    [InlineData("sorted_by = \"v\"", "2026-10-01 2026-10-02")]
    [InlineData("unique_by = \"v\"", "\"b\" \"a\"")]
    public void Rows_in_order_are_fine(string setting, string values) =>
        Assert.Empty(Errors(Header + setting + "\n" + Sources + Rows(values)));

    [Theory]
    [InlineData("\"1\" 2", "'v' is an integer here and a string on line 9")]
    [InlineData("true \"x\"", "'v' is a string here and a boolean on line 9")]
    [InlineData("[\"x\"] [1]", "'v' is an array of integers here and an array of strings on line 9")]
    [InlineData("1 1.5", "'v' is a float here and an integer on line 9")]
    [InlineData("\"x\" [\"x\"]", "'v' is an array of strings here and a string on line 9")]
    [InlineData("[1,\"x\"]", "The value of 'v' is an array of several types")]
    [InlineData("[true]", "The value of 'v' is an array of a boolean")]
    [InlineData("[[1]]", "The value of 'v' is an array of an array of integers")]
    [InlineData("nan", "The value of 'v' is no finite number")]
    [InlineData("2026-10-01T00:00:00Z", "The value of 'v' has a time")]
    public void Column_has_one_type(string values, string message)
    {
        var error = Assert.Single(Errors(Header + Sources + Rows(values)));
        Assert.Equal("ENVDATA006", error.Id);
        Assert.StartsWith(message, error.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void Verified_is_true_or_false() =>
        Assert.Equal("ENVDATA006", Assert.Single(Errors(Header + Sources + "[[toolkit]]\nsource = \"notes\"\nverified = \"no\"\n")).Id);

    [Theory]
    [InlineData("[[toolkit]]\nBad = 1\nsource = \"notes\"\n")]
    [InlineData("[[toolkit]]\na-b = 1\nsource = \"notes\"\n")]
    [InlineData("[[toolkit]]\na__b = 1\nsource = \"notes\"\n")]
    [InlineData("[[toolkit]]\n4a = 1\nsource = \"notes\"\n")]
    [InlineData("[[Toolkit]]\nsource = \"notes\"\n")]
    [InlineData("[[as]]\nsource = \"notes\"\n[[ass]]\nsource = \"notes\"\n[as_]\nsource = \"notes\"\n")]
    public void Name_that_makes_no_name_is_an_error(string rows) =>
        Assert.All(Errors(Header + Sources + rows), static error => Assert.Equal("ENVDATA007", error.Id));

    [Fact]
    public void Columns_of_the_same_name_in_the_code_are_an_error() =>
        Assert.Equal("ENVDATA007", Assert.Single(Errors(Header + Sources + "[[toolkit]]\na1 = 1\na_1 = 1\nsource = \"notes\"\n")).Id);

    [Fact]
    public void Kinds_of_the_same_name_in_the_code_are_an_error() =>
        Assert.Equal("ENVDATA007", Assert.Single(Errors(Header + Sources + "[[key]]\nsource = \"notes\"\n[[keys]]\nsource = \"notes\"\n")).Id);

    [Theory]
    [InlineData("/data/toolkit.toml", "cuda-toolkit")]
    [InlineData("/data/Cuda.toml", "Cuda")]
    [InlineData("/data/cuda_toolkit.toml", "cuda_toolkit")]
    public void Name_of_a_table_is_that_of_its_file(string path, string name)
    {
        var (driver, _) = Run((path, (Header + Sources).Replace("cuda-toolkit", name, StringComparison.Ordinal)));
        Assert.Equal("ENVDATA007", Assert.Single(driver.GetRunResult().Diagnostics).Id);
    }

    [Fact]
    public void Edited_comment_changes_nothing_and_an_edited_row_its_own_table_only()
    {
        const string Path = "/data/cuda-toolkit.toml";
        var text = Header + Sources + Rows("\"1\"");
        var other = InMemory.File("/data/other.toml", text.Replace("cuda-toolkit", "other", StringComparison.Ordinal));
        var compilation = InMemory.CompilationWithoutCore();
        var driver = InMemory.Driver(new KnowledgeGenerator(), [InMemory.File(Path, text), other], Wanted).RunGenerators(compilation);
        InMemory.AssertHoldsNothingOfTheCompilation(driver, KnowledgeGenerator.TableStep);

        driver = driver.ReplaceAdditionalTexts([InMemory.File(Path, text + "# a remark\n"), other]).RunGenerators(compilation);
        Assert.All(InMemory.Reasons(driver, KnowledgeGenerator.TableStep), static reason => Assert.True(reason is IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Cached));

        driver = driver.ReplaceAdditionalTexts([InMemory.File(Path, text.Replace("\"1\"", "\"2\"", StringComparison.Ordinal)), other]).RunGenerators(compilation);
        Assert.Single(InMemory.Reasons(driver, KnowledgeGenerator.TableStep), static reason => reason == IncrementalStepRunReason.Modified);

        driver = driver.RunGenerators(compilation.AddSyntaxTrees(InMemory.Tree("/x.cs", "class C;")));
        Assert.All(InMemory.Reasons(driver, KnowledgeGenerator.TableStep), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    private static string Rows(string values) =>
        string.Concat(values.Split(' ').Select(static value => $"[[toolkit]]\nsource = \"notes\"\nv = {value}\n"));

    private static IReadOnlyList<Diagnostic> Errors(string text)
    {
        var errors = Run(("/data/cuda-toolkit.toml", text)).Driver.GetRunResult().Diagnostics;
        Assert.All(errors, static error => Assert.Equal((DiagnosticSeverity.Error, "/data/cuda-toolkit.toml"), (error.Severity, error.Location.GetLineSpan().Path)));
        return errors;
    }

    private static (GeneratorDriver Driver, Compilation Compilation) Run(params (string Path, string Text)[] files)
    {
        var driver = InMemory.Driver(new KnowledgeGenerator(), files.Select(static file => InMemory.File(file.Path, file.Text)), Wanted)
            .RunGeneratorsAndUpdateCompilation(InMemory.CompilationWithoutCore(), out var compilation, out _);
        return (driver, compilation);
    }

    private static Assembly Load(string text, string name = "cuda-toolkit")
    {
        var (driver, compilation) = Run(($"/data/{name}.toml", text));
        Assert.Empty(driver.GetRunResult().Diagnostics);
        InMemory.AssertClean(compilation);
        return InMemory.Load(compilation);
    }

    private static object? Static(Type type, string property) => type.GetProperty(property)!.GetValue(null);

    private static string Show(object row) =>
        string.Join(' ', row.GetType().GetProperties().Select(property => $"{property.Name}={ShowValue(property.GetValue(row))}"));

    private static string ShowValue(object? value) => value switch
    {
        null => "null",
        string text => text,
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
        not null when Listed.Items(value) is { } items => "[" + string.Join(' ', items.Select(ShowValue)) + "]",
        IFormattable plain => plain.ToString(null, CultureInfo.InvariantCulture),
        bool truth => truth.ToString(),
        _ => "{" + Show(value) + "}",
    };
}
