extern alias generators;

using generators::EnvLint.Generators.Authoring;

namespace EnvLint.Generators.Tests;

public sealed class RuleAuthorAnalyzerTests
{
    [Theory]
    [InlineData("System.IO.File.ReadAllText(\"x\")", "File.ReadAllText", "the machine")]
    [InlineData("System.IO.Directory.Exists(\"x\")", "Directory.Exists", "the machine")]
    [InlineData("new System.IO.FileInfo(\"x\")", "new FileInfo", "the machine")]
    [InlineData("new System.IO.FileStream(\"x\", System.IO.FileMode.Open)", "new FileStream", "the machine")]
    [InlineData("Console.Out", "Console.Out", "the machine")]
    [InlineData("System.Environment.GetEnvironmentVariable(\"PATH\")", "Environment.GetEnvironmentVariable", "the machine")]
    [InlineData("System.Environment.NewLine", "Environment.NewLine", "the machine")]
    [InlineData("OperatingSystem.IsWindows()", "OperatingSystem.IsWindows", "the machine")]
    [InlineData("System.Diagnostics.Process.Start(\"ls\")", "Process.Start", "the machine")]
    [InlineData("System.IO.Path.GetFullPath(\"x\")", "Path.GetFullPath", "the machine")]
    [InlineData("DateTime.Now", "DateTime.Now", "the clock")]
    [InlineData("DateTime.UtcNow", "DateTime.UtcNow", "the clock")]
    [InlineData("DateTimeOffset.UtcNow", "DateTimeOffset.UtcNow", "the clock")]
    [InlineData("new System.Diagnostics.Stopwatch()", "new Stopwatch", "the clock")]
    [InlineData("System.Diagnostics.Stopwatch.GetTimestamp()", "Stopwatch.GetTimestamp", "the clock")]
    [InlineData("TimeProvider.System", "TimeProvider.System", "the clock")]
    [InlineData("new System.Net.Http.HttpClient()", "new HttpClient", "the network")]
    [InlineData("new Random(1)", "new Random", "chance")]
    [InlineData("Guid.NewGuid()", "Guid.NewGuid", "chance")]
    [InlineData("typeof(string).GetMethods()", "Type.GetMethods", "reflection")]
    [InlineData("System.Reflection.Assembly.GetExecutingAssembly()", "Assembly.GetExecutingAssembly", "reflection")]
    [InlineData("Activator.CreateInstance(typeof(string))", "Activator.CreateInstance", "reflection")]
    [InlineData("(Func<string, bool>)System.IO.File.Exists", "File.Exists", "the machine")]
    public async Task Rule_looks_at_nothing_but_its_subject(string expression, string shown, string why)
    {
        var found = await Find($"var x = {expression};");
        var error = Assert.Single(found);
        Assert.Equal("ENVRULE001", error.Id);
        Assert.StartsWith($"'{shown}' makes the verdict depend on {why}", error.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("new System.Text.RegularExpressions.Regex(\"a\")")]
    [InlineData("System.Text.RegularExpressions.Regex.IsMatch(\"a\", \"b\")")]
    [InlineData("System.Text.RegularExpressions.Regex.Replace(\"a\", \"b\", \"c\")")]
    public async Task Regular_expression_is_not_compiled_at_run_time(string expression) =>
        Assert.Equal("ENVRULE002", Assert.Single(await Find($"var x = {expression};")).Id);

    [Theory]
    [InlineData("\"11.8\"")]
    [InlineData("\"2.4.1\"")]
    [InlineData("@\"2.4\"")]
    [InlineData("\"2.4\"u8.Length")]
    [InlineData("new[] { \"12.4\" }")]
    public async Task Version_number_is_no_part_of_a_rule(string expression) =>
        Assert.Equal("ENVRULE003", Assert.Single(await Find($"var x = {expression};")).Id);

    [Theory]
    [InlineData("\"127.0.0.1\"")]
    [InlineData("\"1.\"")]
    [InlineData("\".5\"")]
    [InlineData("\"12\"")]
    [InlineData("\"v1.2\"")]
    [InlineData("\"a.b\"")]
    [InlineData("\"\"")]
    [InlineData("1.5")]
    [InlineData("System.IO.Path.Combine(\"a\", \"b\")")]
    [InlineData("System.IO.Path.DirectorySeparatorChar")]
    [InlineData("new DateTime(2026, 1, 1)")]
    [InlineData("System.Text.RegularExpressions.Regex.Escape(\"a\")")]
    [InlineData("new System.IO.StringWriter()")]
    [InlineData("typeof(string) == typeof(int)")]
    [InlineData("\"a\".GetHashCode()")]
    public async Task Plain_computation_is_fine(string expression) => Assert.Empty(await Find($"var x = {expression};"));

    [Fact]
    public async Task Attribute_may_name_a_version() =>
        Assert.Empty(await Find("", "[System.ComponentModel.Description(\"0.1.0\")] "));

    [Fact]
    public async Task Class_inside_a_rule_is_part_of_it() =>
        Assert.Equal("ENVRULE001", Assert.Single(await Find("", more: "private static class Helper { public static DateTime When => DateTime.Now; }")).Id);

    [Fact]
    public async Task Other_class_is_free_where_the_project_holds_no_rules()
    {
        const string Helper = "public static class Helper { public static DateTime When => DateTime.Now; }";
        Assert.Empty(await InMemory.Analyze(InMemory.Compilation(("/Helper.cs", Helper)), new RuleAuthorAnalyzer()));
        Assert.Equal("ENVRULE001", Assert.Single(await InMemory.Analyze(InMemory.Compilation(("/Helper.cs", Helper)), new RuleAuthorAnalyzer(), ("EnvLintRuleCatalog", "true"))).Id);
    }

    private static Task<System.Collections.Immutable.ImmutableArray<Microsoft.CodeAnalysis.Diagnostic>> Find(string statement, string attribute = "", string more = "") =>
        InMemory.Analyze(
            InMemory.Compilation(("/R.cs", $$"""
                namespace R;
                {{attribute}}public sealed class Bad : EnvLint.Rules.Rule<Uri>
                {
                    public override EnvLint.Rules.RuleDescriptor Descriptor => throw new NotSupportedException();
                    protected override void Check(Uri subject, EnvLint.Rules.RuleContext context) { {{statement}} }
                    {{more}}
                }
                """)),
            new RuleAuthorAnalyzer());
}
