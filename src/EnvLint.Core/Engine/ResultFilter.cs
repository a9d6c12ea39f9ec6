using System.Collections.Immutable;
using EnvLint.Baseline;
using EnvLint.Collections;
using EnvLint.Configuration;
using EnvLint.Diagnostics;
using EnvLint.Rules;
using EnvLint.Suppression;
using EnvLint.Syntax.Toml;
using EnvLint.Text;

namespace EnvLint.Engine;

/// <summary>What is left of a file's raw findings: those to show, and those that comments or the baseline hide.</summary>
/// <param name="Source">The file.</param>
/// <param name="Diagnostics">The findings to show, ordered by position and code.</param>
/// <param name="Suppressed">The findings that comments or the baseline hide, in the same order.</param>
/// <param name="SyntaxErrors">Number of places that the file's parsers could not take, whether anything is said of them or not.</param>
public sealed record FileFindings(
    SourceText Source,
    ImmutableArray<Diagnostic> Diagnostics,
    ImmutableArray<SuppressedDiagnostic> Suppressed,
    int SyntaxErrors)
{
    /// <summary>The fingerprints of the findings that the baseline hides, those that are too slight to be shown included; in no order.</summary>
    public ImmutableArray<string> BaselineMatches { get; init; } = [];
}

/// <summary>What a run shows at least.</summary>
public sealed record ResultFilterOptions
{
    /// <summary>Findings below it are left out.</summary>
    public Severity MinSeverity { get; init; } = Severity.Info;

    /// <summary>Findings below it are left out.</summary>
    public Confidence MinConfidence { get; init; } = Confidence.Low;

    /// <summary>The day of the run, which ends ignore comments; null lets none end.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>The findings that are known and not shown; null for none.</summary>
    public RootBaseline? Baseline { get; init; }
}

/// <summary>Leads from what the rules said to what is shown: selection, severities, ignored files, superseded and equal findings, ignore comments, the baseline, order.</summary>
/// <remarks>Immutable: one serves all files and threads of a root.</remarks>
public sealed class ResultFilter
{
    private const string AnyTarget = "*";

    private static readonly string[] SyntaxErrorCodes = ["ENV001", "WSL001"];

    private readonly RuleNames _names;
    private readonly RuleSelection _selection;
    private readonly ImmutableArray<(Glob Files, ImmutableArray<RuleSelector> Rules)> _perFileIgnores;
    private readonly ResultFilterOptions _options;

    /// <summary>Makes the filter of a root.</summary>
    /// <param name="names">All rules.</param>
    /// <param name="selection">Which of them speak.</param>
    /// <param name="configuration">The root's configuration, if there is one.</param>
    /// <param name="options">What is shown at least.</param>
    public ResultFilter(RuleNames names, RuleSelection selection, ProjectConfiguration? configuration, ResultFilterOptions options)
    {
        _names = names;
        _selection = selection;
        _options = options;
        var perFileIgnores = ImmutableArray.CreateBuilder<(Glob, ImmutableArray<RuleSelector>)>();
        foreach (var entry in configuration?.PerFileIgnores ?? [])
        {
            perFileIgnores.Add((entry.Files, RuleSelection.Resolve(names, entry.Rules)));
        }

        _perFileIgnores = perFileIgnores.DrainToImmutable();
    }

    /// <summary>Filters what the engine found in one file.</summary>
    /// <param name="result">The raw findings.</param>
    public FileFindings Apply(FileResult result) =>
        Apply(result.File.Source, result.Diagnostics, SuppressionLayout.FindDirectives(result.File));

    /// <summary>Finds the words of a configuration that name no rule (ENV006).</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>For each of its files with findings what there is to show.</returns>
    public ImmutableArray<FileFindings> Apply(ProjectConfiguration configuration)
    {
        if (_names.Find(SuppressionCodes.UnknownCode) is not { } rule)
        {
            return [];
        }

        var found = new Dictionary<SourceText, List<Diagnostic>>();
        foreach (var reference in References(configuration))
        {
            if (_names.Resolve(reference.Text) is null)
            {
                if (!found.TryGetValue(reference.Source, out var ofFile))
                {
                    ofFile = [];
                    found.Add(reference.Source, ofFile);
                }

                ofFile.Add(UnknownRule.Create(rule, _names, reference.Source, reference.Span, reference.Text, ofFile.Count));
            }
        }

        var sources = new List<SourceText>(found.Keys);
        Sorting.Order(sources, static (left, right) => string.CompareOrdinal(left.Path, right.Path));
        var results = ImmutableArray.CreateBuilder<FileFindings>(sources.Count);
        foreach (var source in sources)
        {
            // What is wrong with the configuration itself is never left for later: no baseline hides it.
            results.Add(Apply(source, [.. found[source]], SuppressionLayout.FindDirectives(source, TomlDocument.Parse(source.Content)), source.Path, known: null));
        }

        return results.MoveToImmutable();
    }

    /// <summary>Filters the raw findings of one file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="raw">What the rules said; for several targets all that they said, one after the other.</param>
    /// <param name="directives">The file's ignore comments.</param>
    /// <param name="path">Path relative to the root that is configured, where the text's own is another (a run over several roots); null for the text's own.</param>
    public FileFindings Apply(SourceText source, ImmutableArray<Diagnostic> raw, ImmutableArray<SuppressionDirective> directives, string? path = null) =>
        Apply(source, raw, directives, path ?? source.Path, _options.Baseline is { } baseline ? new KnownFindings(baseline, path ?? source.Path) : null);

    /// <summary>Whether a rule may speak of a file.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="path">Path relative to the root that is configured.</param>
    public bool IsWanted(RuleDescriptor rule, string path) => IsWanted(rule, IgnoresOf(path));

    private FileFindings Apply(SourceText source, ImmutableArray<Diagnostic> raw, ImmutableArray<SuppressionDirective> directives, string path, KnownFindings? known)
    {
        if (raw.IsEmpty && directives.IsEmpty)
        {
            return new FileFindings(source, [], [], SyntaxErrors: 0);
        }

        var ignores = IgnoresOf(path);
        var run = directives.IsEmpty ? null : new SuppressionRun(source, directives, _names, _options.Today);
        var found = new List<Diagnostic>(raw.Length);
        var syntaxErrors = 0;
        var isComplete = true;
        foreach (var diagnostic in raw)
        {
            if (Array.IndexOf(SyntaxErrorCodes, diagnostic.Rule.Code) >= 0)
            {
                syntaxErrors++;
                isComplete = false;
            }
            else if (diagnostic.Rule.Code == SuppressionCodes.InternalError)
            {
                isComplete = false;
            }

            found.Add(diagnostic);
        }

        run?.ReportFaults(found);
        found = Settle(found, ignores);
        Sorting.Order(found, Report.Compare);
        RemoveEqualAndSuperseded(found);

        var shown = ImmutableArray.CreateBuilder<Diagnostic>(found.Count);
        var hidden = ImmutableArray.CreateBuilder<SuppressedDiagnostic>();
        Sift(found, run, known, shown, hidden);
        if (run is not null && isComplete)
        {
            // Directives about ENV004 come last: only then is it known what they could have hidden.
            for (var ofUnusedItself = false; ; ofUnusedItself = true)
            {
                var unused = new List<Diagnostic>();
                run.ReportUnused(unused, selector => HadTheirSay(selector, ignores), ofUnusedItself);
                Sift(Settle(unused, ignores), run, known, shown, hidden);
                if (ofUnusedItself)
                {
                    break;
                }
            }

            return new FileFindings(
                source,
                Sorting.Ordered(shown.DrainToImmutable(), Report.Compare),
                Sorting.Ordered(hidden.ToImmutable(), static (left, right) => Report.Compare(left.Diagnostic, right.Diagnostic)),
                syntaxErrors)
            {
                BaselineMatches = known?.Matches ?? [],
            };
        }

        return new FileFindings(source, shown.DrainToImmutable(), hidden.ToImmutable(), syntaxErrors) { BaselineMatches = known?.Matches ?? [] };
    }

    private static IEnumerable<RuleReference> References(ProjectConfiguration configuration)
    {
        foreach (var list in new[] { configuration.Select, configuration.Ignore })
        {
            foreach (var reference in list.IsDefault ? [] : list)
            {
                yield return reference;
            }
        }

        foreach (var severity in configuration.Severities)
        {
            yield return severity.Rule;
        }

        foreach (var entry in configuration.PerFileIgnores)
        {
            foreach (var reference in entry.Rules)
            {
                yield return reference;
            }
        }
    }

    private ImmutableArray<RuleSelector> IgnoresOf(string path)
    {
        ImmutableArray<RuleSelector> result = [];
        foreach (var (files, rules) in _perFileIgnores)
        {
            if (files.IsMatchWithFolders(path))
            {
                result = result.AddRange(rules);
            }
        }

        return result;
    }

    private bool IsWanted(RuleDescriptor rule, ImmutableArray<RuleSelector> ignores)
    {
        foreach (var ignore in ignores)
        {
            if (ignore.Matches(rule.Code))
            {
                return false;
            }
        }

        return _selection.IsEnabled(rule);
    }

    private bool HadTheirSay(RuleSelector selector, ImmutableArray<RuleSelector> ignores)
    {
        foreach (var rule in _names.Rules)
        {
            if (selector.Matches(rule.Code) && !IsWanted(rule, ignores))
            {
                return false;
            }
        }

        return true;
    }

    private List<Diagnostic> Settle(List<Diagnostic> found, ImmutableArray<RuleSelector> ignores)
    {
        var result = new List<Diagnostic>(found.Count);
        foreach (var diagnostic in found)
        {
            if (IsWanted(diagnostic.Rule, ignores))
            {
                result.Add(_selection.SeverityOf(diagnostic.Rule) is { } severity && severity != diagnostic.Severity
                    ? diagnostic with { Severity = severity }
                    : diagnostic);
            }
        }

        return result;
    }

    private void Sift(List<Diagnostic> found, SuppressionRun? run, KnownFindings? known, ImmutableArray<Diagnostic>.Builder shown, ImmutableArray<SuppressedDiagnostic>.Builder hidden)
    {
        foreach (var diagnostic in found)
        {
            // The comment counts as used even where the finding is too slight to be shown.
            var directive = run?.Hide(diagnostic);
            var isKnown = known?.Next(diagnostic, isHidden: directive is not null) == true;
            if (diagnostic.Severity < _options.MinSeverity || diagnostic.Confidence < _options.MinConfidence)
            {
                continue;
            }

            if (directive is not null)
            {
                hidden.Add(new SuppressedDiagnostic(diagnostic, SuppressionKind.InSource, directive.Reason));
            }
            else if (isKnown)
            {
                hidden.Add(new SuppressedDiagnostic(diagnostic, SuppressionKind.Baseline, ""));
            }
            else
            {
                shown.Add(diagnostic);
            }
        }
    }

    // One cause, one finding: a finding falls to one of a superseding rule whose place holds it. One pass over the sorted list:
    // all that may hold a finding begin at or before it, so the furthest end among those decides. What holds on one target
    // takes no word from what holds on another.
    private static void RemoveEqualAndSuperseded(List<Diagnostic> found)
    {
        Dictionary<string, int>? reach = null;
        var kept = 0;
        for (var i = 0; i < found.Count;)
        {
            var groupEnd = i;
            for (; groupEnd < found.Count && found[groupEnd].Span.Start == found[i].Span.Start; groupEnd++)
            {
                var diagnostic = found[groupEnd];
                foreach (var code in diagnostic.Rule.Supersedes)
                {
                    reach ??= new Dictionary<string, int>(StringComparer.Ordinal);
                    Extend(reach, code, diagnostic.Span.End);
                    Extend(reach, KeyOf(code, diagnostic.Target ?? AnyTarget), diagnostic.Span.End);
                }
            }

            for (; i < groupEnd; i++)
            {
                var diagnostic = found[i];
                if ((reach is null || !IsSuperseded(reach, diagnostic)) && (kept == 0 || Report.Compare(found[kept - 1], diagnostic) != 0) && !IsMerged(found, kept, diagnostic))
                {
                    found[kept++] = diagnostic;
                }
            }
        }

        found.RemoveRange(kept, found.Count - kept);
    }

    private static string KeyOf(string code, string target) => $"{code}\n{target}";

    private static void Extend(Dictionary<string, int> reach, string key, int end) => reach[key] = Math.Max(reach.GetValueOrDefault(key, -1), end);

    private static bool IsSuperseded(Dictionary<string, int> reach, Diagnostic diagnostic)
    {
        var end = diagnostic.Target is not { } target
            ? reach.GetValueOrDefault(diagnostic.Rule.Code, -1)
            : Math.Max(reach.GetValueOrDefault(KeyOf(diagnostic.Rule.Code, target), -1), reach.GetValueOrDefault(KeyOf(diagnostic.Rule.Code, AnyTarget), -1));
        return end >= diagnostic.Span.End;
    }

    // The same finding on a further target names that one, too.
    private static bool IsMerged(List<Diagnostic> found, int kept, Diagnostic diagnostic)
    {
        for (var i = kept - 1; diagnostic.Target is not null && i >= 0 && found[i].Span == diagnostic.Span && ReferenceEquals(found[i].Rule, diagnostic.Rule); i--)
        {
            if (found[i].Target is { } target && found[i].Severity == diagnostic.Severity && string.Equals(found[i].Message, diagnostic.Message, StringComparison.Ordinal))
            {
                found[i] = found[i] with { Target = $"{target}; {diagnostic.Target}" };
                return true;
            }
        }

        return false;
    }

    // The findings of one file beside its baseline: all are counted, or an equal one that comes later would take the ordinal of one that a comment hides.
    private sealed class KnownFindings(RootBaseline baseline, string path)
    {
        private readonly FingerprintBuilder _builder = new();
        private readonly string _path = baseline.PathOf(path);
        private readonly ImmutableArray<string>.Builder _matches = ImmutableArray.CreateBuilder<string>();

        public ImmutableArray<string> Matches => _matches.ToImmutable();

        public bool Next(Diagnostic diagnostic, bool isHidden)
        {
            var fingerprint = _builder.Next(diagnostic, _path);
            if (isHidden || !baseline.Document.Holds(fingerprint))
            {
                return false;
            }

            _matches.Add(fingerprint);
            return true;
        }
    }
}
