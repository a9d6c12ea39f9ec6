using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Features;

namespace EnvLint.LanguageServer.Tests.Features;

public sealed class CodeActionPageTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void An_ignore_comment_hides_its_finding_and_brings_no_other(string lineEnd)
    {
        var failures = new List<string>();
        var done = 0;
        foreach (var (rule, example) in PageFiles.Bad)
        {
            var analysis = PageFiles.Open(example, example.Text.ReplaceLineEndings(lineEnd));
            foreach (var finding in analysis.Findings.Diagnostics)
            {
                var actions = CodeActionProvider.QuickFixes(analysis, finding.Span, CancellationToken.None).Where(action => action.Diagnostics.Contains(finding)).ToList();
                var here = actions.Where(static action => action.Title.EndsWith("here, with a comment", StringComparison.Ordinal)).ToList();
                var inFile = actions.Where(static action => action.Title.EndsWith("in this file, with a comment", StringComparison.Ordinal)).ToList();
                var isAboutComments = finding.Rule.Code is "ENV004" or "ENV005" or "ENV006";
                if (here.Count != (isAboutComments ? 0 : 1) || inFile.Count != here.Count)
                {
                    failures.Add($"{here.Count} and {inFile.Count} actions, page {rule.Code} line {example.Line}, '{finding.Message}'");
                }

                foreach (var action in here.Concat(inFile))
                {
                    done++;
                    if (WhyNot(analysis, finding, action) is { } why)
                    {
                        failures.Add($"{action.Title}, page {rule.Code} line {example.Line}, '{finding.Message}': {why}\n{Edits.Apply(analysis, action)}");
                    }
                }
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {done}\n{string.Join("\n\n", failures)}");
    }

    [Fact]
    public void Fixes_of_all_pages_are_those_of_the_command_line()
    {
        var done = 0;
        foreach (var (rule, example) in PageFiles.Bad)
        {
            var analysis = PageFiles.Open(example);
            var outcome = new FixApplier(text => ForEditors(analysis.Recheck(text, CancellationToken.None)), FixSafety.Safe).Apply(ForEditors(analysis.Findings));
            var action = CodeActionProvider.FixAll(analysis, CancellationToken.None);
            Assert.Equal(outcome.IsChanged, action is not null);
            if (action is not null)
            {
                done++;
                Assert.Equal(CodeActionKind.FixAll, action.Kind);
                Assert.Equal(outcome.Source.Content, Edits.Apply(analysis, action));
            }

            foreach (var finding in analysis.Findings.Diagnostics)
            {
                var fixes = CodeActionProvider.QuickFixes(analysis, finding.Span, CancellationToken.None).Where(other => other.Diagnostics.Contains(finding) && other.Title.EndsWith(')') && other.Command is null).ToList();
                var expected = finding.Fix is { } fix && IsForEditors(fix) ? 1 : 0;
                Assert.True(expected == fixes.Count, $"{fixes.Count} fixes of {finding.Rule.Code}, page {rule.Code} line {example.Line}, '{finding.Fix?.Title}'");
                Assert.True(fixes.TrueForAll(fix => fix.IsPreferred || finding.Fix!.Safety == FixSafety.Suggested), rule.Code);
            }
        }

        Assert.True(done > 20, $"only {done} examples have safe fixes");
    }

    [Fact]
    public void Menus_of_all_pages_are_short_and_without_repetition()
    {
        foreach (var (rule, example) in PageFiles.Bad)
        {
            var analysis = PageFiles.Open(example);
            foreach (var finding in analysis.Findings.Diagnostics)
            {
                var actions = CodeActionProvider.QuickFixes(analysis, finding.Span, CancellationToken.None);
                Assert.All(actions, action => Assert.True(action.Title.Length <= 70, action.Title));
                Assert.Equal(actions.Length, actions.Select(static action => action.Title).Distinct(StringComparer.Ordinal).Count());
                var own = actions.Count(action => action.Diagnostics.Contains(finding));
                Assert.True(own <= 8, $"{own} actions for {finding.Rule.Code} on the page of {rule.Code}");
                Assert.Contains(actions, static action => action.Command is not null);
                Assert.All(actions, static action => Assert.True(action.Edits.IsEmpty ? action.Command is not null : action.Edits.All(static edit => !edit.Edits.IsEmpty), action.Title));
            }
        }
    }

    // Encodings and line ends are the editor's own.
    private static bool IsForEditors(Fix fix) => fix is { Encoding: null, Title: not ("Write the line ends of Unix" or @"End the line with \n alone") };

    private static FileFindings ForEditors(FileFindings findings) => findings with { Diagnostics = [.. findings.Diagnostics.Where(static finding => finding.Fix is null || IsForEditors(finding.Fix))] };

    private static string? WhyNot(DocumentAnalysis analysis, Diagnostic finding, CodeAction action)
    {
        var edit = Assert.Single(Assert.Single(action.Edits).Edits);
        var before = analysis.Findings;
        var after = analysis.Recheck(analysis.Text.WithContent(Edits.Apply(analysis, action)), CancellationToken.None);
        var shift = edit.NewText.Length;
        var shown = after.Diagnostics.Select(Key).ToList();
        var old = before.Diagnostics.Select(other => (other.Rule.Code, Start: other.Span.Start >= edit.Span.Start ? other.Span.Start + shift : other.Span.Start, other.Message)).ToList();
        var added = shown.Except(old).ToList();
        var gone = old.Except(shown).ToList();
        var own = (finding.Rule.Code, finding.Span.Start >= edit.Span.Start ? finding.Span.Start + shift : finding.Span.Start, finding.Message);
        return added.Count > 0 ? $"new: {string.Join(", ", added)}"
            : !gone.Contains(own) ? "still there"
            : gone.Any(other => other.Code != finding.Rule.Code) ? $"hides others: {string.Join(", ", gone)}"
            : !after.Suppressed.Any(hidden => hidden.Diagnostic.Rule.Code == finding.Rule.Code && hidden.Diagnostic.Message == finding.Message) ? "gone, and not hidden"
            : after.SyntaxErrors != before.SyntaxErrors ? "another number of syntax errors"
            : null;
    }

    private static (string Code, int Start, string Message) Key(Diagnostic finding) => (finding.Rule.Code, finding.Span.Start, finding.Message);
}
