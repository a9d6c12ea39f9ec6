using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using EnvLint.Collections;
using EnvLint.Configuration;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.LanguageServer.Analysis;
using EnvLint.Manifests;
using EnvLint.Reporting;
using EnvLint.Rules;
using EnvLint.Suppression;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features;

/// <summary>Says what can be done about the findings of a range.</summary>
public static class CodeActionProvider
{
    // What a person who reads the file later can live with, where nobody writes anything better.
    private const string Reason = "known and accepted";

    // The work of one answer is bounded, however much is selected.
    private const int MostFindings = 20;

    // All fixes of a text are the same answer, wherever the cursor stands.
    private static readonly ConditionalWeakTable<DocumentAnalysis, MendedTexts> Mended = [];

    /// <summary>What can be done: <see cref="QuickFixes"/> and <see cref="FixAll"/>.</summary>
    /// <param name="analysis">The document.</param>
    /// <param name="range">Where the cursor is, or what is selected.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<CodeAction> In(DocumentAnalysis analysis, TextSpan range, CancellationToken cancellationToken)
    {
        var actions = QuickFixes(analysis, range, cancellationToken);
        return FixAll(analysis, cancellationToken) is { } all ? actions.Add(all) : actions;
    }

    /// <summary>What can be done about the findings of a range: mend them, hide them, give them another severity, read about them.</summary>
    /// <param name="analysis">The document.</param>
    /// <param name="range">Where the cursor is, or what is selected.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<CodeAction> QuickFixes(DocumentAnalysis analysis, TextSpan range, CancellationToken cancellationToken)
    {
        var findings = FindingsIn(analysis, range);
        if (findings.Count == 0)
        {
            return [];
        }

        var rules = new List<RuleDescriptor>();
        foreach (var finding in findings)
        {
            if (!rules.Contains(finding.Rule))
            {
                rules.Add(finding.Rule);
            }
        }

        var actions = new List<CodeAction>();
        foreach (var finding in findings)
        {
            AddFix(actions, analysis, finding);
        }

        foreach (var rule in rules)
        {
            AddFixRule(actions, analysis, rule, findings, cancellationToken);
        }

        foreach (var finding in findings)
        {
            cancellationToken.ThrowIfCancellationRequested();
            AddIgnore(actions, analysis, finding, cancellationToken);
        }

        foreach (var rule in rules)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var ofRule = findings.FindAll(finding => ReferenceEquals(finding.Rule, rule));
            AddIgnoreInFile(actions, analysis, rule, ofRule, cancellationToken);
            AddConfiguration(actions, analysis, rule, ofRule);
        }

        foreach (var rule in rules)
        {
            var title = $"Explain {rule.Code} ({rule.Name})";
            actions.Add(new CodeAction(title, CodeActionKind.QuickFix)
            {
                Diagnostics = [.. findings.FindAll(finding => ReferenceEquals(finding.Rule, rule))],
                Command = new EditorCommand(EditorCommands.ExplainRule, title, [rule.Code]),
            });
        }

        return [.. actions];
    }

    /// <summary>Mends all that is safe to mend in a document: <c>source.fixAll.envlint</c>.</summary>
    /// <param name="analysis">The document.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Null where nothing would change.</returns>
    public static CodeAction? FixAll(DocumentAnalysis analysis, CancellationToken cancellationToken)
    {
        var fixable = analysis.Findings.Diagnostics.Keep(IsSafelyFixable);
        return fixable.Count > 0 && MendedTexts.Of(analysis, rule: null, cancellationToken) is { IsEmpty: false } edits
            ? new CodeAction("Fix all safe EnvLint problems in this file", CodeActionKind.FixAll) { Diagnostics = [.. fixable], Edits = [EditOf(analysis, edits)] }
            : null;
    }

    private static List<Diagnostic> FindingsIn(DocumentAnalysis analysis, TextSpan range)
    {
        var findings = new List<Diagnostic>();
        foreach (var finding in analysis.Findings.Diagnostics)
        {
            // A cursor at either end of a finding stands on it.
            if (finding.Span.Start <= range.End && range.Start <= finding.Span.End)
            {
                findings.Add(finding);
                if (findings.Count == MostFindings)
                {
                    break;
                }
            }
        }

        return findings;
    }

    // An editor writes a file in the encoding that it has: a fix that is another encoding is not one for it.
    private static bool IsSafelyFixable(Diagnostic finding) => finding.Fix is { Safety: FixSafety.Safe, Encoding: null };

    private static void AddFix(List<CodeAction> actions, DocumentAnalysis analysis, Diagnostic finding)
    {
        if (finding.Fix is not { Encoding: null } fix || FixApplier.EditsOf(fix, analysis.Text) is not { IsEmpty: false } edits)
        {
            return;
        }

        // Several findings may ask for the same.
        for (var i = 0; i < actions.Count; i++)
        {
            if (actions[i].Title == fix.Title && AreSame(actions[i].Edits[0].Edits, edits))
            {
                actions[i] = actions[i] with { Diagnostics = actions[i].Diagnostics.Add(finding), IsPreferred = actions[i].IsPreferred || fix.Safety == FixSafety.Safe };
                return;
            }
        }

        actions.Add(new CodeAction(fix.Title, CodeActionKind.QuickFix)
        {
            Diagnostics = [finding],
            Edits = [EditOf(analysis, edits)],
            IsPreferred = fix.Safety == FixSafety.Safe,
        });
    }

    private static bool AreSame(ImmutableArray<TextEdit> left, ImmutableArray<TextEdit> right)
    {
        for (var i = 0; i < left.Length && left.Length == right.Length; i++)
        {
            if (left[i].Span != right[i].Span || left[i].NewText != right[i].NewText)
            {
                return false;
            }
        }

        return left.Length == right.Length;
    }

    private static void AddFixRule(List<CodeAction> actions, DocumentAnalysis analysis, RuleDescriptor rule, List<Diagnostic> findings, CancellationToken cancellationToken)
    {
        if (!findings.Exists(finding => ReferenceEquals(finding.Rule, rule) && IsSafelyFixable(finding)))
        {
            return;
        }

        var ofRule = analysis.Findings.Diagnostics.Keep(finding => ReferenceEquals(finding.Rule, rule) && IsSafelyFixable(finding));
        if (ofRule.Count > 1 && MendedTexts.Of(analysis, rule, cancellationToken) is { IsEmpty: false } edits)
        {
            actions.Add(new CodeAction($"Fix all safe problems of {rule.Code} in this file", CodeActionKind.QuickFix) { Diagnostics = [.. ofRule], Edits = [EditOf(analysis, edits)] });
        }
    }

    private static void AddIgnore(List<CodeAction> actions, DocumentAnalysis analysis, Diagnostic finding, CancellationToken cancellationToken)
    {
        // What is wrong with ignore comments is mended, not ignored, and a rule that failed cannot be.
        if (IsAboutComments(finding.Rule) || finding.Span.Start > analysis.Text.Length)
        {
            return;
        }

        var directive = $"ignore={finding.Rule.Code} -- {Reason}";
        var edit = analysis switch
        {
            { File: { } file } => SuppressionEdits.ForPlace(file, analysis.Options, finding.Span.Start, directive, cancellationToken),
            { Kind: ManifestKind.None } => SuppressionEdits.ForPlace(analysis.Text, finding.Span.Start, directive),
            _ => null,
        };
        if (edit is null)
        {
            return;
        }

        // One comment speaks for all findings of its rule there.
        var title = $"Ignore {finding.Rule.Code} here, with a comment";
        for (var i = 0; i < actions.Count; i++)
        {
            if (actions[i].Title == title && actions[i].Edits[0].Edits[0].Span == edit.Span)
            {
                actions[i] = actions[i] with { Diagnostics = actions[i].Diagnostics.Add(finding) };
                return;
            }
        }

        actions.Add(new CodeAction(title, CodeActionKind.QuickFix) { Diagnostics = [finding], Edits = [EditOf(analysis, [edit])] });
    }

    private static void AddIgnoreInFile(List<CodeAction> actions, DocumentAnalysis analysis, RuleDescriptor rule, List<Diagnostic> findings, CancellationToken cancellationToken)
    {
        if (!IsAboutComments(rule)
            && analysis.File is { } file
            && SuppressionEdits.ForFile(file, analysis.Options, $"ignore-file={rule.Code} -- {Reason}", cancellationToken) is { } edit)
        {
            actions.Add(new CodeAction($"Ignore {rule.Code} in this file, with a comment", CodeActionKind.QuickFix) { Diagnostics = [.. findings], Edits = [EditOf(analysis, [edit])] });
        }
    }

    private static bool IsAboutComments(RuleDescriptor rule) =>
        rule.Code is SuppressionCodes.Unused or SuppressionCodes.Expired or SuppressionCodes.UnknownCode or SuppressionCodes.InternalError;

    private static void AddConfiguration(List<CodeAction> actions, DocumentAnalysis analysis, RuleDescriptor rule, List<Diagnostic> findings)
    {
        if (rule.Code == SuppressionCodes.InternalError || ConfigurationText.Of(analysis) is not { } configuration)
        {
            return;
        }

        var text = configuration.Text;
        foreach (var severity in (ReadOnlySpan<Severity>)[Severity.Error, Severity.Warning, Severity.Info])
        {
            if (findings.Exists(finding => finding.Severity != severity))
            {
                Add($"Set {rule.Code} to {ConfigurationWords.Severities[(int)severity]} in {configuration.Name}", ConfigurationEdits.SetSeverity(text, rule, severity));
            }
        }

        Add($"Switch {rule.Code} off in {configuration.Name}", ConfigurationEdits.SwitchOff(text, rule));
        if (analysis.Kind == ManifestKind.None)
        {
            return;
        }

        var path = analysis.Text.Path;
        Add($"Ignore {rule.Code} in this file, in {configuration.Name}", ConfigurationEdits.AddPerFileIgnore(text, PatternOf(path), rule));
        if (path.LastIndexOf('/') is > 0 and var end)
        {
            Add($"Ignore {rule.Code} in {path[..(end + 1)]}, in {configuration.Name}", ConfigurationEdits.AddPerFileIgnore(text, PatternOf(path[..(end + 1)]) + "**", rule));
        }

        void Add(string title, ImmutableArray<TextEdit>? edits)
        {
            if (edits is { IsEmpty: false })
            {
                actions.Add(new CodeAction(title, CodeActionKind.QuickFix)
                {
                    Diagnostics = [.. findings],
                    Edits = [new FileEdit(configuration.Address, configuration.IsNew ? null : text, edits.Value) { Version = configuration.Version }],
                });
            }
        }
    }

    // The path with the meaning taken from what patterns give one to. A name alone would fit in any folder.
    private static string PatternOf(string path)
    {
        var pattern = new System.Text.StringBuilder(path.Contains('/', StringComparison.Ordinal) ? "" : "/", path.Length + 8);
        foreach (var character in path)
        {
            if (character is '*' or '?' or '[' or ']' or '{' or '}' or ',' or '\\' or '!')
            {
                pattern.Append('\\');
            }

            pattern.Append(character);
        }

        return pattern.ToString();
    }

    private static FileEdit EditOf(DocumentAnalysis analysis, ImmutableArray<TextEdit> edits) => new(analysis.Address, analysis.Text, edits) { Version = analysis.Version };

    /// <summary>What the safe fixes make of a text, of all rules and of single ones; each worked out at the first question.</summary>
    private sealed class MendedTexts
    {
        private readonly Dictionary<string, ImmutableArray<TextEdit>> _edits = new(StringComparer.Ordinal);

        /// <summary>The edits that the safe fixes come to.</summary>
        /// <param name="analysis">The document.</param>
        /// <param name="rule">The rule whose fixes are made; null for all.</param>
        /// <param name="cancellationToken">Ends the work.</param>
        public static ImmutableArray<TextEdit> Of(DocumentAnalysis analysis, RuleDescriptor? rule, CancellationToken cancellationToken)
        {
            var all = Mended.GetValue(analysis, static _ => new MendedTexts());
            var key = rule?.Code ?? "";
            lock (all)
            {
                if (!all._edits.TryGetValue(key, out var edits))
                {
                    edits = Mend(analysis, rule, cancellationToken);
                    all._edits.Add(key, edits);
                }

                return edits;
            }
        }

        private static ImmutableArray<TextEdit> Mend(DocumentAnalysis analysis, RuleDescriptor? rule, CancellationToken cancellationToken)
        {
            var applier = new FixApplier(text => Only(analysis.Recheck(text, cancellationToken), rule), FixSafety.Safe);
            var outcome = applier.Apply(Only(analysis.Findings, rule));
            return outcome.IsChanged ? [.. LineDiff.Edits(analysis.Text.Content, outcome.Source.Content)] : [];
        }

        private static FileFindings Only(FileFindings findings, RuleDescriptor? rule) =>
            findings with { Diagnostics = [.. findings.Diagnostics.Keep(finding => finding.Fix is null or { Encoding: null } && (rule is null || ReferenceEquals(finding.Rule, rule)))] };
    }
}
