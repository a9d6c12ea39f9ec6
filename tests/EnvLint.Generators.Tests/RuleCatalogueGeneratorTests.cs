extern alias generators;

using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Rules;
using generators::EnvLint.Generators.Catalogue;
using Microsoft.CodeAnalysis;

namespace EnvLint.Generators.Tests;

public sealed class RuleCatalogueGeneratorTests
{
    private const string Page = "# TST001: bad-size\n\nA \"quoted\" \\ page, mit Ümlaut und 😀.\n";

    private static readonly (string, string) Wanted = ("EnvLintRuleCatalog", "true");

    [Fact]
    public void Rule_gets_descriptor_and_catalogue_that_compile_without_a_warning()
    {
        var (driver, compilation) = Run([("/rules/Wsl/BadSize.cs", Rule())], [("/rules/Wsl/BadSize.md", Page.Replace("\n", "\r\n", StringComparison.Ordinal))]);
        Assert.Empty(driver.GetRunResult().Diagnostics);
        InMemory.AssertClean(compilation);

        var rule = Catalogue(compilation).All.Single();
        var descriptor = rule.Descriptor;
        Assert.Same(descriptor, rule.Descriptor);
        Assert.Equal(("TST001", "bad-size", "A size that is none", "0.1.0"), (descriptor.Code, descriptor.Name, descriptor.Title, descriptor.Since));
        Assert.Equal((RuleCategory.Security, Severity.Warning, FixAvailability.Always), (descriptor.Category, descriptor.Severity, descriptor.Fix));
        Assert.Equal(Page, descriptor.Page);
        Assert.Null(descriptor.HelpUri);
        Assert.Empty(descriptor.Supersedes);
    }

    [Fact]
    public void Confidence_is_high_where_the_attribute_says_nothing()
    {
        var (_, compilation) = Run(
            [("/r/A.cs", Rule("A", "TST001", "a")), ("/r/B.cs", Rule("B", "TST002", "b", more: ", Confidence = Confidence.Low"))],
            [("/r/A.md", "# TST001: a"), ("/r/B.md", "# TST002: b")]);
        Assert.Equal([Confidence.High, Confidence.Low], Catalogue(compilation).All.Select(static rule => rule.Descriptor.Confidence));
    }

    [Fact]
    public void Tag_is_none_where_the_attribute_says_nothing()
    {
        var (_, compilation) = Run(
            [("/r/A.cs", Rule("A", "TST001", "a")), ("/r/B.cs", Rule("B", "TST002", "b", more: ", Tag = RuleTag.Unnecessary")), ("/r/C.cs", Rule("C", "TST003", "c", more: ", Tag = RuleTag.Deprecated"))],
            [("/r/A.md", "# TST001: a"), ("/r/B.md", "# TST002: b"), ("/r/C.md", "# TST003: c")]);
        Assert.Equal([RuleTag.None, RuleTag.Unnecessary, RuleTag.Deprecated], Catalogue(compilation).All.Select(static rule => rule.Descriptor.Tag));
    }

    [Fact]
    public void Help_address_is_base_and_code()
    {
        var (_, compilation) = Run([("/r/BadSize.cs", Rule())], [("/r/BadSize.md", Page)], ("EnvLintHelpBaseUri", "https://example.org/rules/"));
        Assert.Equal(new Uri("https://example.org/rules/TST001"), Catalogue(compilation).All.Single().Descriptor.HelpUri);
    }

    [Fact]
    public void Catalogue_is_ordered_by_code_and_finds_rules_by_subject()
    {
        var (_, compilation) = Run(
            [
                ("/r/C.cs", Rule("C", "TST003", "c", subject: "System.Uri")),
                ("/r/A.cs", Rule("A", "TST001", "a", subject: "System.Uri", more: ", Supersedes = [\"TST003\"]")),
                ("/r/B.cs", Rule("B", "TST002", "b", subject: "System.Version")),
                ("/r/D.cs", Rule("D", "TST000", "d", subject: null)),
            ],
            [("/r/A.md", "# TST001: a"), ("/r/B.md", "# TST002: b"), ("/r/C.md", "# TST003: c"), ("/r/D.md", "# TST000: d")]);
        InMemory.AssertClean(compilation);
        var catalogue = Catalogue(compilation);
        Assert.Equal(["TST000", "TST001", "TST002", "TST003"], Codes(catalogue.All));
        Assert.Equal(["TST001", "TST003"], Codes(catalogue.For<Uri>().ToArray()));
        Assert.Equal(["TST002"], Codes(catalogue.For<Version>().ToArray()));
        Assert.Empty(catalogue.For<string>().ToArray());
        Assert.Same(catalogue.All[3], catalogue.For<Uri>()[1]);
        Assert.Equal(["TST003"], catalogue.All[1].Descriptor.Supersedes.ToArray());
    }

    [Fact]
    public void Rule_may_derive_from_an_abstract_rule_of_its_own()
    {
        var (driver, compilation) = Run(
            [
                ("/r/KeyRule.cs", "namespace R; public abstract class KeyRule : EnvLint.Rules.Rule<Uri>;"),
                ("/r/BadSize.cs", Rule().Replace("Rule<System.Uri>", "KeyRule", StringComparison.Ordinal)),
            ],
            [("/r/BadSize.md", Page)]);
        Assert.Empty(driver.GetRunResult().Diagnostics);
        Assert.Equal(["TST001"], Codes(Catalogue(compilation).For<Uri>().ToArray()));
    }

    [Fact]
    public void Project_without_rules_has_an_empty_catalogue()
    {
        var (_, compilation) = Run([], []);
        InMemory.AssertClean(compilation);
        Assert.Empty(Catalogue(compilation).All);
    }

    [Fact]
    public void Project_that_does_not_ask_gets_nothing()
    {
        var driver = InMemory.Driver(new RuleCatalogueGenerator(), [InMemory.File("/r/Lost.md", "# x")])
            .RunGenerators(InMemory.Compilation(("/r/BadSize.cs", Rule())));
        Assert.Empty(driver.GetRunResult().GeneratedTrees);
        Assert.Empty(driver.GetRunResult().Diagnostics);
    }

    [Fact]
    public void Rule_without_page_is_an_error_at_the_class()
    {
        var error = Single("ENVGEN001", [("/r/BadSize.cs", Rule())], []);
        Assert.Equal("BadSize has no page: write BadSize.md beside it", error.GetMessage());
        Assert.Equal("/r/BadSize.cs", error.Location.GetLineSpan().Path);
        Assert.Equal(5, error.Location.GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public void Page_in_another_folder_is_no_page()
    {
        var (driver, _) = Run([("/r/Wsl/BadSize.cs", Rule())], [("/r/Pip/BadSize.md", Page)]);
        Assert.Equal(["ENVGEN001", "ENVGEN002"], driver.GetRunResult().Diagnostics.Select(static error => error.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Page_without_rule_is_an_error_on_the_page()
    {
        var error = Single("ENVGEN002", [("/r/BadSize.cs", Rule())], [("/r/BadSize.md", Page), ("/r/Other.md", "# x")]);
        Assert.Equal("/r/Other.md", error.Location.GetLineSpan().Path);
    }

    [Fact]
    public void Code_of_two_rules_is_an_error() => Single(
        "ENVGEN003",
        [("/r/A.cs", Rule("A", "TST001", "a")), ("/r/B.cs", Rule("B", "TST001", "b"))],
        [("/r/A.md", "# TST001: a"), ("/r/B.md", "# TST001: b")]);

    [Theory]
    [InlineData("TS001")]
    [InlineData("TST01")]
    [InlineData("tst001")]
    [InlineData("TST0001")]
    [InlineData("TST-01")]
    public void Malformed_code_is_an_error(string code) =>
        Single("ENVGEN004", [("/r/A.cs", Rule("A", code, "a"))], [("/r/A.md", $"# {code}: a")]);

    [Theory]
    [InlineData("Bad-size")]
    [InlineData("bad_size")]
    [InlineData("bad--size")]
    [InlineData("bad-size-")]
    [InlineData("-bad")]
    [InlineData("4gb")]
    [InlineData("a-name-that-is-longer-than-any-table-")]
    [InlineData("a-name-that-is-longer-than-any-tables")]
    public void Malformed_name_is_an_error(string name) =>
        Single("ENVGEN004", [("/r/A.cs", Rule("A", "TST001", name))], [("/r/A.md", $"# TST001: {name}")]);

    [Fact]
    public void Longest_name_is_taken()
    {
        var name = new string('a', 36);
        Assert.Empty(Run([("/r/A.cs", Rule("A", "TST001", name))], [("/r/A.md", $"# TST001: {name}")]).Driver.GetRunResult().Diagnostics);
    }

    [Fact]
    public void Name_of_two_rules_is_an_error() => Single(
        "ENVGEN004",
        [("/r/A.cs", Rule("A", "TST001", "a")), ("/r/B.cs", Rule("B", "TST002", "a"))],
        [("/r/A.md", "# TST001: a"), ("/r/B.md", "# TST002: a")]);

    [Theory]
    [InlineData("sealed ", "", "must be sealed")]
    [InlineData("partial ", "", "must be partial")]
    [InlineData(" : Rule<System.Uri>", "", "must derive from Rule<TSubject>")]
    [InlineData("{", "{ private int _count = 1;", "must not have state: '_count' belongs to the instance")]
    [InlineData("{", "{ public int Count { get; } = 1;", "must not have state: 'Count' belongs to the instance")]
    [InlineData("{", "{ private static int s_count = 1;", "must not have state: the static 's_count' can be assigned")]
    [InlineData("{", "{ public BadSize(int x) { }", "needs a constructor without parameters")]
    public void Class_of_the_wrong_shape_is_an_error(string part, string replacement, string message)
    {
        var text = Rule();
        var at = text.IndexOf(part, text.IndexOf("public sealed", StringComparison.Ordinal), StringComparison.Ordinal);
        var error = Single("ENVGEN005", [("/r/BadSize.cs", text[..at] + replacement + text[(at + part.Length)..])], [("/r/BadSize.md", Page)]);
        Assert.Equal("BadSize " + message, error.GetMessage());
    }

    [Fact]
    public void State_of_a_base_class_is_an_error() => Single(
        "ENVGEN005",
        [
            ("/r/KeyRule.cs", "namespace R; public abstract class KeyRule : EnvLint.Rules.Rule<Uri> { protected int Count; }"),
            ("/r/BadSize.cs", Rule().Replace("Rule<System.Uri>", "KeyRule", StringComparison.Ordinal)),
        ],
        [("/r/BadSize.md", Page)]);

    [Fact]
    public void Constants_and_readonly_statics_are_no_state()
    {
        var text = Rule().Replace("{ protected", "{ private const int Most = 3; private static readonly string[] Words = [\"a\"]; protected", StringComparison.Ordinal);
        Assert.Empty(Run([("/r/BadSize.cs", text)], [("/r/BadSize.md", Page)]).Driver.GetRunResult().Diagnostics);
    }

    [Theory]
    [InlineData("TST009", "the code of no rule")]
    [InlineData("TST001", "the rule itself")]
    public void Superseded_code_must_be_that_of_another_rule(string code, string message)
    {
        var error = Single("ENVGEN006", [("/r/BadSize.cs", Rule(more: $", Supersedes = [\"{code}\"]"))], [("/r/BadSize.md", Page)]);
        Assert.Contains(message, error.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n# TST001: bad-size")]
    [InlineData("# TST002: bad-size\n")]
    [InlineData("# TST001 bad-size\n")]
    [InlineData("## TST001: bad-size\n")]
    public void Heading_of_a_page_names_its_rule(string page) =>
        Single("ENVGEN007", [("/r/BadSize.cs", Rule())], [("/r/BadSize.md", page)]);

    [Fact]
    public void Edit_above_the_class_generates_nothing_anew()
    {
        var (driver, compilation) = Input();
        driver = driver.RunGenerators(compilation);
        InMemory.AssertHoldsNothingOfTheCompilation(driver, RuleCatalogueGenerator.RuleStep, RuleCatalogueGenerator.CatalogueStep);

        var edited = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.First(), InMemory.Tree("/r/A.cs", "// a line\n" + Rule("A", "TST001", "a")));
        driver = driver.RunGenerators(edited);
        Assert.All(InMemory.Reasons(driver, RuleCatalogueGenerator.RuleStep), IsSkipped);
        Assert.All(InMemory.Reasons(driver, RuleCatalogueGenerator.CatalogueStep), IsSkipped);
    }

    [Fact]
    public void Edited_page_generates_its_own_rule_anew_and_no_other()
    {
        var (driver, compilation) = Input();
        driver = driver.RunGenerators(compilation);
        driver = driver.ReplaceAdditionalTexts([InMemory.File("/r/A.md", "# TST001: a\nnew"), InMemory.File("/r/B.md", "# TST002: b")]).RunGenerators(compilation);
        Assert.Equal(
            [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged],
            InMemory.Reasons(driver, RuleCatalogueGenerator.RuleStep).Select(static reason => reason == IncrementalStepRunReason.Cached ? IncrementalStepRunReason.Unchanged : reason));
        Assert.All(InMemory.Reasons(driver, RuleCatalogueGenerator.CatalogueStep), IsSkipped);
    }

    [Fact]
    public void Edited_attribute_is_seen()
    {
        var (driver, compilation) = Input();
        driver = driver.RunGenerators(compilation);
        var edited = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.First(), InMemory.Tree("/r/A.cs", Rule("A", "TST003", "a")));
        driver = driver.RunGenerators(edited);
        Assert.Contains(IncrementalStepRunReason.Modified, InMemory.Reasons(driver, RuleCatalogueGenerator.RuleStep));
        Assert.Contains(IncrementalStepRunReason.Modified, InMemory.Reasons(driver, RuleCatalogueGenerator.CatalogueStep));
    }

    private static void IsSkipped(IncrementalStepRunReason reason) =>
        Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reason.ToString());

    private static (GeneratorDriver Driver, Compilation Compilation) Input()
    {
        var compilation = InMemory.Compilation(("/r/A.cs", Rule("A", "TST001", "a")), ("/r/B.cs", Rule("B", "TST002", "b")));
        var driver = InMemory.Driver(new RuleCatalogueGenerator(), [InMemory.File("/r/A.md", "# TST001: a"), InMemory.File("/r/B.md", "# TST002: b")], Wanted);
        return (driver, compilation);
    }

    private static (GeneratorDriver Driver, Compilation Compilation) Run((string, string)[] files, (string Path, string Text)[] pages, params (string, string)[] properties)
    {
        var driver = InMemory.Driver(new RuleCatalogueGenerator(), pages.Select(static page => InMemory.File(page.Path, page.Text)), [Wanted, .. properties])
            .RunGeneratorsAndUpdateCompilation(InMemory.Compilation(files), out var compilation, out _);
        return (driver, compilation);
    }

    private static Microsoft.CodeAnalysis.Diagnostic Single(string id, (string, string)[] files, (string, string)[] pages)
    {
        var found = Run(files, pages).Driver.GetRunResult().Diagnostics;
        var error = Assert.Single(found);
        Assert.Equal((id, DiagnosticSeverity.Error), (error.Id, error.Severity));
        return error;
    }

    private static RuleTable Catalogue(Compilation compilation) =>
        (RuleTable)InMemory.Load(compilation).GetType("EnvLint.Rules.RuleCatalog", throwOnError: true)!.GetProperty("Instance")!.GetValue(null)!;

    private static IEnumerable<string> Codes(IEnumerable<Rule> rules) => rules.Select(static rule => rule.Descriptor.Code);

    private static string Rule(string className = "BadSize", string code = "TST001", string name = "bad-size", string? subject = "System.Uri", string more = "") =>
        $$"""
        using EnvLint.Diagnostics;
        using EnvLint.Rules;
        namespace R;

        [Rule("{{code}}", "{{name}}", Title = "A size that is none", Category = RuleCategory.Security, Severity = Severity.Warning, Fix = FixAvailability.Always, Since = "0.1.0"{{more}})]
        public sealed partial class {{className}} : Rule{{(subject is null ? "" : $"<{subject}>")}}
        { {{(subject is null ? "" : $"protected override void Check({subject} subject, RuleContext context) {{ }}")}} }
        """;
}
