using EnvLint.LanguageServer.Analysis;
using EnvLint.Rules;
using EnvLint.Testing;

namespace EnvLint.LanguageServer.Tests.Features;

/// <summary>The examples of all rules' pages, as documents.</summary>
internal static class PageFiles
{
    /// <summary>The bad examples that can be read as text.</summary>
    public static IEnumerable<(RuleDescriptor Rule, PageExample Example)> Bad { get; } = [.. All(static example => example.IsBad)];

    /// <summary>All examples that can be read as text.</summary>
    public static IEnumerable<(RuleDescriptor Rule, PageExample Example)> Examples { get; } = [.. All(static _ => true)];

    /// <summary>An example as a document.</summary>
    /// <param name="example">The example.</param>
    public static DocumentAnalysis Open(PageExample example) => Open(example, example.Text);

    /// <summary>Another text in the place of an example.</summary>
    /// <param name="example">The example.</param>
    /// <param name="text">The text.</param>
    public static DocumentAnalysis Open(PageExample example, string text) => AnalysisOf.Text(
        example.Path,
        text,
        example.Target is { } target ? [target] : [],
        [.. example.Beside.Where(file => file.Key != example.Path).Select(static file => (file.Key, file.Value))]);

    private static IEnumerable<(RuleDescriptor Rule, PageExample Example)> All(Func<PageExample, bool> condition) =>
        from rule in AnalysisOf.Names.Rules
        from example in PageExamples.Parse(rule.Page).Examples
        where example.Unreadable is null && example.Failing is null && condition(example)
        select (rule, example);
}
