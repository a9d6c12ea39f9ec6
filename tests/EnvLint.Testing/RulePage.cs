using System.Collections.Immutable;
using EnvLint.Configuration;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Knowledge;
using EnvLint.Manifests;
using EnvLint.Rules;
using EnvLint.Text;
using Xunit;

namespace EnvLint.Testing;

/// <summary>Executes the examples on the page of a rule.</summary>
public static class RulePage
{
    /// <summary>Set to 1, the tests write what EnvLint says today behind the bad examples of the pages. Look at the difference before you commit it.</summary>
    public const string AcceptVariable = "ENVLINT_ACCEPT";

    // The day on which all pages are executed.
    private static readonly DateOnly Today = new(2026, 10, 1);

    /// <summary>
    /// The page has a good and a bad example; each bad one gives, with all rules at work, exactly the output behind it, the rule's own
    /// finding among it; each good one gives nothing; no place has findings of two rules. Each fix by itself, all safe ones, and all with the suggested
    /// ones: the finding is gone, no rule says anything new in any file, no file has more syntax errors, and a second run changes nothing.
    /// </summary>
    /// <param name="rules">All rules.</param>
    /// <param name="rule">The rule of the page.</param>
    /// <param name="page">The page.</param>
    /// <param name="accept">Takes the page with today's outputs in the place of a failure over an output; null to fail.</param>
    public static void Check(RuleTable rules, RuleDescriptor rule, string page, Action<string>? accept = null)
    {
        PageExamples examples;
        try
        {
            examples = PageExamples.Parse(page);
        }
        catch (FormatException exception)
        {
            Assert.Fail($"The page of {rule.Code}, {exception.Message}");
            return;
        }

        Assert.True(examples.Examples.Any(static example => example.IsBad), $"The page of {rule.Code} has no bad example");
        Assert.True(examples.Examples.Any(static example => !example.IsBad), $"The page of {rule.Code} has no good example");

        var failures = new List<string>();
        if (rule.Fix != FixAvailability.None && !examples.Examples.Any(example => example.IsBad && Run(rules, rule, example).Diagnostics.Any(diagnostic => diagnostic.Rule.Code == rule.Code && diagnostic.Fix is not null)))
        {
            failures.Add($"{rule.Code} has a fix, and no bad example of its page shows one");
        }

        if (accept is not null)
        {
            var accepted = examples.Rewrite(page, example => DiagnosticText.Concise(Run(rules, rule, example).Diagnostics));
            if (accepted != page)
            {
                accept(accepted);
                examples = PageExamples.Parse(accepted);
            }
        }

        foreach (var example in examples.Examples)
        {
            var result = Run(rules, rule, example);
            var actual = DiagnosticText.Concise(result.Diagnostics);
            var place = $"The {(example.IsBad ? "bad" : "good")} example on line {example.Line} of the page of {rule.Code}";
            if (result.HasFailure && example.Failing is null)
            {
                failures.Add($"{place}: a rule threw\n{actual}");
            }
            else if (actual != example.Output)
            {
                failures.Add($"{place}\nExpected:\n{Indent(example.Output)}\nActual:\n{Indent(actual)}");
            }
            else if (example.IsBad && result.Diagnostics.All(diagnostic => diagnostic.Rule.Code != rule.Code))
            {
                failures.Add($"{place} has no finding of {rule.Code}");
            }

            foreach (var group in result.Diagnostics.GroupBy(static diagnostic => diagnostic.Span))
            {
                var codes = group.Select(static diagnostic => diagnostic.Rule.Code).Distinct(StringComparer.Ordinal).ToList();
                if (codes.Count > 1)
                {
                    failures.Add($"{place}: one cause, one finding, but {string.Join(" and ", codes)} speak of the same place:\n{Indent(DiagnosticText.Concise(group))}");
                }
            }
        }

        foreach (var example in examples.Examples.Where(static example => example.IsBad && example.Unreadable is null && example.Failing is null))
        {
            failures.AddRange(new PageFixes(rules, example, (text, reads) => Check(rules, rule, example, text, reads)).Failures()
                .Select(failure => $"The bad example on line {example.Line} of the page of {rule.Code}: {failure}"));
        }

        if (failures.Count > 0)
        {
            Assert.Fail($"{string.Join("\n\n", failures)}\n\n({AcceptVariable}=1 writes today's outputs into the page.)");
        }
    }

    // As a run without configuration shows them: ignore comments work on pages as they do in files.
    private static (ImmutableArray<Diagnostic> Diagnostics, bool HasFailure) Run(RuleTable rules, RuleDescriptor rule, PageExample example)
    {
        var result = Analyze(rules, rule, example);
        var findings = Filter(rules).Apply(result).Diagnostics;
        return example.Today is { } today && KnowledgeAge.Find(new RuleNames(rules), result.File.Source, KnowledgeTables.Newest, today) is { } old
            ? ([old, .. findings], result.HasFailure)
            : (findings, result.HasFailure);
    }

    // A text as the example or as one of the files beside it.
    private static FileFindings Check(RuleTable rules, RuleDescriptor rule, PageExample example, SourceText text, Reads reads) =>
        text.Path == example.Path || ManifestClassifier.Classify(text.Path, text.Content) != ManifestKind.None
            ? Filter(rules).Apply(Analyze(rules, rule, example with { Path = text.Path, Text = text.Content, Encoding = text.Encoding }, reads))
            : new FileFindings(text, [], [], SyntaxErrors: 0);

    private static ResultFilter Filter(RuleTable rules)
    {
        var names = new RuleNames(rules);
        return new ResultFilter(names, RuleSelection.Create(names, null, SelectionOptions.None), null, new ResultFilterOptions { Today = Today });
    }

    private static FileResult Analyze(RuleTable rules, RuleDescriptor rule, PageExample example, Reads? reads = null)
    {
        var kind = ManifestClassifier.Classify(example.Path, example.Text);
        Assert.True(kind != ManifestKind.None, $"The example on line {example.Line} of the page of {rule.Code}: '{example.Path}' is no manifest");
        var engine = new Analyzer(example.Failing is { } code ? new TableWithFailure(rules, code) : rules);
        if (example.Unreadable is { } reason)
        {
            return engine.ReportUnreadable(example.Path, kind, new UnreadableFile(reason, ""));
        }

        var options = new AnalysisOptions { Target = Targets.Parse(example.Target), Files = reads is null ? new MemoryFiles(example.Beside) : reads };
        return engine.AnalyzeFile(new SourceText(example.Path, example.Text, example.Encoding), kind, options, CancellationToken.None);
    }

    private static string Indent(string lines) => lines.Length == 0 ? "  (nothing)" : "  " + lines.Replace("\n", "\n  ", StringComparison.Ordinal);

    private sealed class TableWithFailure(RuleTable rules, string code) : RuleTable
    {
        public override IReadOnlyList<Rule> All => rules.All;

        protected override Rule[]? Find(Type subject)
        {
            var wanted = typeof(Rule<>).MakeGenericType(subject);
            var found = rules.All.Where(wanted.IsInstanceOfType).ToArray();
            var result = (Rule[])Array.CreateInstance(wanted, found.Length);
            for (var i = 0; i < found.Length; i++)
            {
                result[i] = found[i].Descriptor.Code == code
                    ? (Rule)Activator.CreateInstance(typeof(Failing<>).MakeGenericType(subject), found[i].Descriptor)!
                    : found[i];
            }

            return result;
        }
    }

    private sealed class Failing<TSubject>(RuleDescriptor descriptor) : Rule<TSubject>
        where TSubject : class
    {
        public override RuleDescriptor Descriptor => descriptor;

        protected override void Check(TSubject subject, RuleContext context) => throw new InvalidOperationException("asked to fail");
    }
}
