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

    // What a menu shows without being as wide as the window.
    private const int LongestTitle = 70;

    private const string FixAllTitle = "Fix all safe EnvLint problems in this file";

    // All fixes of a text are the same answer, wherever the cursor stands.
    private static readonly ConditionalWeakTable<DocumentAnalysis, MendedTexts> Mended = [];

    /// <summary>What can be done: <see cref="QuickFixes"/>, and <see cref="FixAll"/> where those do not hold the same.</summary>
    /// <param name="analysis">The document.</param>
    /// <param name="range">Where the cursor is, or what is selected.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<CodeAction> In(DocumentAnalysis analysis, TextSpan range, CancellationToken cancellationToken)
    {
        var actions = QuickFixes(analysis, range, cancellationToken);
        return actions is not [.., { Title: FixAllTitle }] && FixAll(analysis, cancellationToken) is { } all ? actions.Add(all) : actions;
    }

    /// <summary>What can be done about the findings of a range: mend them, hide them, give them another severity, read about them.</summary>
    /// <remarks>What is about one rule stands together, rules that can be mended first. What mends the whole file is last: menus of quick fixes do not show <see cref="FixAll"/> itself.</remarks>
    /// <param name="analysis">The document.</param>
    /// <param name="range">Where the cursor is, or what is selected.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<CodeAction> QuickFixes(DocumentAnalysis analysis, TextSpan range, CancellationToken cancellationToken)
    {
        var findings = FindingsIn(analysis, range);
        var rules = new List<RuleDescriptor>();
        foreach (var finding in findings)
        {
            if (!rules.Contains(finding.Rule))
            {
                rules.Add(finding.Rule);
            }
        }

        var actions = new List<CodeAction>();
        var others = new List<CodeAction>();
        foreach (var rule in rules)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var ofRule = findings.FindAll(finding => ReferenceEquals(finding.Rule, rule));
            var count = actions.Count;
            foreach (var finding in ofRule)
            {
                AddFix(actions, analysis, finding);
            }

            AddFixRule(actions, analysis, rule, ofRule, cancellationToken);
            var group = actions.Count > count ? actions : others;
            foreach (var finding in ofRule)
            {
                AddIgnore(group, analysis, finding, cancellationToken);
            }

            AddForRule(group, analysis, rule, ofRule, cancellationToken);
        }

        actions.AddRange(others);

        // One that mends nothing but what the fix here mends says nothing new.
        if (findings.Exists(IsSafelyFixable) && analysis.Findings.Diagnostics.Keep(IsSafelyFixable).Count > 1 && FixAll(analysis, cancellationToken) is { } all)
        {
            actions.Add(all with { Kind = CodeActionKind.QuickFix });
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
            ? new CodeAction(FixAllTitle, CodeActionKind.FixAll) { Diagnostics = [.. fixable], Edits = [EditOf(analysis, edits)] }
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

    private static bool IsSafelyFixable(Diagnostic finding) => finding.Fix is { Safety: FixSafety.Safe, Elsewhere.IsEmpty: true } && IsForEditors(finding);

    // An editor writes a file in the encoding and with the line ends that it has: a fix that is another encoding is not one for it, and no more
    // is an edit between CR and LF, where there is no place in an editor.
    private static bool IsForEditors(Diagnostic finding) => finding.Fix is not { } fix || (fix.Encoding is null && !CutsLineEnd(finding.Source, fix.Edits));

    private static void AddFix(List<CodeAction> actions, DocumentAnalysis analysis, Diagnostic finding)
    {
        if (finding.Fix is not { } fix || !IsForEditors(finding) || EditsOf(analysis, fix) is not { IsEmpty: false } edits)
        {
            return;
        }

        // Several findings may ask for the same.
        for (var i = 0; i < actions.Count; i++)
        {
            if (AreSame(actions[i].Edits, edits))
            {
                actions[i] = actions[i] with { Diagnostics = actions[i].Diagnostics.Add(finding), IsPreferred = actions[i].IsPreferred || fix.Safety == FixSafety.Safe };
                return;
            }
        }

        actions.Add(new CodeAction(TitleOf(fix, finding.Rule), CodeActionKind.QuickFix)
        {
            Diagnostics = [finding],
            Edits = edits,
            IsPreferred = fix.Safety == FixSafety.Safe,
        });
    }

    // All files of a fix as they are now; null where one of them is no longer what the finding was made of.
    private static ImmutableArray<FileEdit>? EditsOf(DocumentAnalysis analysis, Fix fix)
    {
        if (FixApplier.EditsOf(fix, analysis.Text) is not { } own)
        {
            return null;
        }

        var files = ImmutableArray.CreateBuilder<FileEdit>();
        if (!own.IsEmpty)
        {
            files.Add(EditOf(analysis, own));
        }

        foreach (var other in fix.Elsewhere)
        {
            // The number first: a text that is newer than it is refused by the client, and not changed in the wrong place.
            var version = analysis.Project.VersionOf(other.Source.Path);
            if (analysis.Project.Files?.Read(other.Source.Path) is not { } text || text.Content != other.Source.Content
                || analysis.Project.Configuration?.IsExcluded(other.Source.Path) == true || FixApplier.EditsOf(other.Edits, text) is not { } edits || CutsLineEnd(text, edits))
            {
                return null;
            }

            if (!edits.IsEmpty)
            {
                files.Add(new FileEdit(analysis.Project.AddressOf(other.Source.Path), text, edits) { Version = version });
            }
        }

        return files.DrainToImmutable();
    }

    private static bool CutsLineEnd(SourceText text, ImmutableArray<TextEdit> edits)
    {
        foreach (var edit in edits)
        {
            if (IsInLineEnd(text, edit.Span.Start) || IsInLineEnd(text, edit.Span.End))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsInLineEnd(SourceText text, int offset) => offset > 0 && offset < text.Length && text[offset - 1] == '\r' && text[offset] == '\n';

    private static string TitleOf(Fix fix, RuleDescriptor rule)
    {
        var tail = $" ({rule.Code})";
        var length = LongestTitle - tail.Length;
        var title = fix.TitleWithFiles;
        if (title.Length > length)
        {
            var end = length - 1;
            return string.Concat(title.AsSpan(0, char.IsHighSurrogate(title[end - 1]) ? end - 1 : end), "…", tail);
        }

        return title + tail;
    }

    private static bool AreSame(ImmutableArray<FileEdit> left, ImmutableArray<FileEdit> right)
    {
        for (var i = 0; i < left.Length && left.Length == right.Length; i++)
        {
            if (!left[i].Address.Equals(right[i].Address) || !AreSame(left[i].Edits, right[i].Edits))
            {
                return false;
            }
        }

        return left.Length == right.Length;
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
        if (!findings.Exists(IsSafelyFixable))
        {
            return;
        }

        // Where no other rule has a fix, the one for the file does the same.
        var fixable = analysis.Findings.Diagnostics.Keep(IsSafelyFixable);
        var ofRule = fixable.FindAll(finding => ReferenceEquals(finding.Rule, rule));
        if (ofRule.Count > 1 && ofRule.Count < fixable.Count && MendedTexts.Of(analysis, rule, cancellationToken) is { IsEmpty: false } edits)
        {
            actions.Add(new CodeAction($"Fix all safe problems of {rule.Code} in this file", CodeActionKind.QuickFix) { Diagnostics = [.. ofRule], Edits = [EditOf(analysis, edits)] });
        }
    }

    private static void AddIgnore(List<CodeAction> actions, DocumentAnalysis analysis, Diagnostic finding, CancellationToken cancellationToken)
    {
        // What is wrong with ignore comments is mended, not ignored, and a rule that failed cannot be.
        if (IsAboutComments(finding.Rule) || IsWrongConfiguration(analysis, finding.Rule) || finding.Span.Start > analysis.Text.Length)
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

    private static bool IsAboutComments(RuleDescriptor rule) =>
        rule.Code is SuppressionCodes.Unused or SuppressionCodes.Expired or SuppressionCodes.UnknownCode or SuppressionCodes.InternalError;

    // With it nothing is checked at all: neither a comment nor its own words can change that.
    private static bool IsWrongConfiguration(DocumentAnalysis analysis, RuleDescriptor rule) =>
        analysis is { File: null, Kind: ManifestKind.None } && rule.Code == DocumentAnalyzer.SyntaxErrorCode;

    private static void AddForRule(List<CodeAction> actions, DocumentAnalysis analysis, RuleDescriptor rule, List<Diagnostic> findings, CancellationToken cancellationToken)
    {
        if (rule.Code != SuppressionCodes.InternalError && !IsWrongConfiguration(analysis, rule))
        {
            var configuration = ConfigurationText.Of(analysis);
            AddIgnoreInFile();
            if (configuration is not null)
            {
                // Up is seldom asked for; what a menu cannot hold, the completion of the configuration offers.
                if (LowerThan(findings) is { } severity && analysis.Project.EditorSelection.SeverityOf(rule) is null)
                {
                    AddEdit($"Set {rule.Code} to {ConfigurationWords.Severities[(int)severity]} in {configuration.Name}", configuration, ConfigurationEdits.SetSeverity(configuration.Text, rule, severity));
                }

                AddEdit($"Switch {rule.Code} off in {configuration.Name}", configuration, ConfigurationEdits.SwitchOff(configuration.Text, rule));
            }

            void AddIgnoreInFile()
            {
                if (analysis.File is not { } file)
                {
                    return;
                }

                if (!IsAboutComments(rule) && SuppressionEdits.ForFile(file, analysis.Options, $"ignore-file={rule.Code} -- {Reason}", cancellationToken) is { } edit)
                {
                    Add($"Ignore {rule.Code} in this file, with a comment", EditOf(analysis, [edit]));
                }
                else if (configuration is not null)
                {
                    AddEdit($"Ignore {rule.Code} in this file, in {configuration.Name}", configuration, ConfigurationEdits.AddPerFileIgnore(configuration.Text, PatternOf(analysis.Text.Path), rule));
                }
            }
        }

        var title = $"Explain {rule.Code} ({rule.Name})";
        actions.Add(new CodeAction(title, CodeActionKind.QuickFix)
        {
            Diagnostics = [.. findings],
            Command = new EditorCommand(EditorCommands.ExplainRule, title, [rule.Code]),
        });

        void AddEdit(string title, ConfigurationText configuration, ImmutableArray<TextEdit>? edits)
        {
            if (edits is { IsEmpty: false })
            {
                Add(title, new FileEdit(configuration.Address, configuration.IsNew ? null : configuration.Text, edits.Value) { Version = configuration.Version });
            }
        }

        void Add(string title, FileEdit edit) => actions.Add(new CodeAction(title, CodeActionKind.QuickFix) { Diagnostics = [.. findings], Edits = [edit] });
    }

    private static Severity? LowerThan(List<Diagnostic> findings)
    {
        var highest = Severity.Info;
        foreach (var finding in findings)
        {
            highest = finding.Severity > highest ? finding.Severity : highest;
        }

        return highest > Severity.Info ? highest - 1 : null;
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
            findings with { Diagnostics = [.. findings.Diagnostics.Keep(finding => IsForEditors(finding) && (rule is null || ReferenceEquals(finding.Rule, rule)))] };
    }
}
