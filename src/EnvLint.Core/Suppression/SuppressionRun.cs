using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Configuration;
using EnvLint.Diagnostics;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.Suppression;

/// <summary>Codes of the rules about directives. The engine speaks for them: their subject exists only when all others are done.</summary>
public static class SuppressionCodes
{
    /// <summary>A directive that hides nothing.</summary>
    public const string Unused = "ENV004";

    /// <summary>A directive whose <c>until</c> has passed or cannot be read.</summary>
    public const string Expired = "ENV005";

    /// <summary>A word that names no rule.</summary>
    public const string UnknownCode = "ENV006";

    /// <summary>A rule that failed: no comment can hide it, for the exit code speaks of it.</summary>
    public const string InternalError = "ENV003";
}

/// <summary>The directives of one file at work: hides findings, and finds what is wrong with the directives.</summary>
internal sealed class SuppressionRun
{
    private const int MostListed = 8;

    private readonly SourceText _source;
    private readonly RuleNames _names;
    private readonly List<Entry> _entries = [];
    private readonly ImmutableArray<SuppressionDirective> _directives;
    private readonly DateOnly? _today;
    private int _unknown;

    // By what the codes begin with: a finding asks for the few beginnings of its own code, however many directives there are.
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);

    public SuppressionRun(SourceText source, ImmutableArray<SuppressionDirective> directives, RuleNames names, DateOnly? today)
    {
        _source = source;
        _names = names;
        _directives = directives;
        _today = today;
        foreach (var directive in directives)
        {
            if (directive.Fault != SuppressionFault.None || IsExpired(directive))
            {
                continue;
            }

            foreach (var code in directive.Codes)
            {
                if (ResolveCode(code.Text) is not { } selector)
                {
                    continue;
                }

                if (!_groups.TryGetValue(selector.CodePrefix, out var group))
                {
                    group = new Group(source.Length);
                    _groups.Add(selector.CodePrefix, group);
                }

                var entry = new Entry(directive, code, selector, group);
                group.Add(entry);
                _entries.Add(entry);
            }
        }

        foreach (var group in _groups.Values)
        {
            group.Close();
        }
    }

    /// <summary>What is wrong with directives by themselves: expired, unreadable, without rule (ENV004, ENV005, ENV006).</summary>
    public void ReportFaults(List<Diagnostic> findings)
    {
        foreach (var directive in _directives)
        {
            switch (directive.Fault)
            {
                case SuppressionFault.NoCode:
                    Report(findings, SuppressionCodes.UnknownCode, directive.FaultSpan, "the ignore comment names no rule and hides nothing", directive.FaultText);
                    continue;
                case SuppressionFault.BadDate:
                    Report(findings, SuppressionCodes.Expired, directive.FaultSpan, $"the ignore comment hides nothing: {directive.FaultText}", "write until=YYYY-MM-DD");
                    continue;
                case SuppressionFault.Malformed:
                    Report(findings, SuppressionCodes.Unused, directive.FaultSpan, $"the ignore comment hides nothing: {directive.FaultText}");
                    continue;
            }

            if (IsExpired(directive) && directive.Until is { } until)
            {
                Report(findings, SuppressionCodes.Expired, directive.UntilSpan, $"the ignore comment ended on {until:yyyy-MM-dd} and hides nothing any more");
            }

            foreach (var code in directive.Codes)
            {
                if (ResolveCode(code.Text) is null)
                {
                    ReportUnknown(findings, code);
                }
            }
        }
    }

    /// <summary>The directive that hides a finding, if one does; all that would are noted as used.</summary>
    public SuppressionDirective? Hide(Diagnostic finding)
    {
        var code = finding.Rule.Code;
        if (_groups.Count == 0 || code == SuppressionCodes.InternalError)
        {
            return null;
        }

        // A line's own directive is named before one for the whole file.
        SuppressionDirective? ofLine = null;
        SuppressionDirective? ofFile = null;
        var groups = _groups.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = code.Length; length > 0; length--)
        {
            if (groups.TryGetValue(code.AsSpan(0, length), out var group))
            {
                ofLine ??= group.HideByLine(finding);
                ofFile ??= group.HideByFile(finding);
            }
        }

        return ofLine ?? ofFile;
    }

    /// <summary>The directives that hid nothing, as findings of ENV004.</summary>
    /// <param name="findings">Takes them.</param>
    /// <param name="mayJudge">Whether a code's rules all had their say; without that nobody knows that it hides nothing.</param>
    /// <param name="ofUnusedItself">Whether to look at the codes that name ENV004, which can only be judged after the others.</param>
    public void ReportUnused(List<Diagnostic> findings, Func<RuleSelector, bool> mayJudge, bool ofUnusedItself)
    {
        for (var i = 0; i < _entries.Count;)
        {
            var directive = _entries[i].Directive;
            var unused = new List<Entry>();
            for (; i < _entries.Count && ReferenceEquals(_entries[i].Directive, directive); i++)
            {
                var entry = _entries[i];
                if (!entry.IsUsed && entry.Selector.Matches(SuppressionCodes.Unused) == ofUnusedItself && mayJudge(entry.Selector))
                {
                    unused.Add(entry);
                }
            }

            if (unused.Count > 0 && _names.Find(SuppressionCodes.Unused) is { } rule)
            {
                var isWhole = unused.Count == directive.Codes.Length;
                var where = directive.IsWholeFile ? "in this file" : "here";
                findings.Add(new Diagnostic
                {
                    Rule = rule,
                    Severity = rule.Severity,
                    Confidence = rule.Confidence,
                    Message = $"ignoring {ListOf(unused)} hides nothing {where}",
                    Source = _source,
                    Span = isWhole ? directive.Span : unused[0].Code.Span,
                    Fix = isWhole ? Fix.Safe("Remove the comment", TextEdit.Delete(SpanToRemove(directive))) : RemoveCodes(directive, unused),
                });
            }
        }
    }

    private static Fix RemoveCodes(SuppressionDirective directive, List<Entry> unused)
    {
        var removed = new HashSet<TextSpan>(unused.Count);
        foreach (var entry in unused)
        {
            removed.Add(entry.Code.Span);
        }

        var kept = new List<string>();
        foreach (var code in directive.Codes)
        {
            if (!removed.Contains(code.Span))
            {
                kept.Add(code.Text);
            }
        }

        var span = TextSpan.FromBounds(directive.Codes[0].Span.Start, directive.Codes[^1].Span.End);
        return Fix.Safe($"Remove {ListOf(unused)}", TextEdit.Replace(span, string.Join(',', kept)));
    }

    private static string ListOf(List<Entry> entries)
    {
        var first = string.Join(", ", entries.GetRange(0, Math.Min(MostListed, entries.Count)).ConvertAll(static entry => entry.Code.Text));
        return entries.Count <= MostListed ? first : $"{first} and {entries.Count - MostListed} more";
    }

    // A comment line goes with its line end; what stands in front of a comment stays, without the blanks between.
    private TextSpan SpanToRemove(SuppressionDirective directive)
    {
        var line = _source.Lines.LineOf(directive.Span.Start);
        var start = directive.Span.Start;
        var lineStart = _source.Lines.StartOf(line);
        while (start > lineStart && _source[start - 1] is ' ' or '\t')
        {
            start--;
        }

        return start == lineStart
            ? TextSpan.FromBounds(lineStart, _source.Lines.EndOf(_source.Lines.LineOf(Math.Max(start, directive.Comment.Span.End - 1))))
            : TextSpan.FromBounds(start, directive.Comment.Span.End);
    }

    private void ReportUnknown(List<Diagnostic> findings, SuppressionCode code)
    {
        if (code.Text.Equals("ALL", StringComparison.OrdinalIgnoreCase))
        {
            Report(findings, SuppressionCodes.UnknownCode, code.Span, "a comment cannot ignore all rules and hides nothing", "name the rules");
            return;
        }

        if (_names.Find(SuppressionCodes.UnknownCode) is { } rule)
        {
            findings.Add(UnknownRule.Create(rule, _names, _source, code.Span, code.Text, _unknown++));
        }
    }

    private void Report(List<Diagnostic> findings, string code, TextSpan span, string message, string label = "")
    {
        if (_names.Find(code) is { } rule)
        {
            findings.Add(new Diagnostic { Rule = rule, Severity = rule.Severity, Confidence = rule.Confidence, Message = message, Source = _source, Span = span, Label = label });
        }
    }

    private bool IsExpired(SuppressionDirective directive) => directive.Until is { } until && _today is { } today && today > until;

    // A blanket comment would hide what nobody has seen.
    private RuleSelector? ResolveCode(string text) => _names.Resolve(text) is { IsAll: false } selector ? selector : null;

    // A directive must not hide what is wrong with it.
    private static bool IsAboutItself(SuppressionDirective directive, Diagnostic finding) =>
        finding.Rule.Code is SuppressionCodes.Unused or SuppressionCodes.Expired or SuppressionCodes.UnknownCode
        && directive.Span.Contains(finding.Span);

    private sealed class Entry(SuppressionDirective directive, SuppressionCode code, RuleSelector selector, Group group)
    {
        public SuppressionDirective Directive { get; } = directive;

        public SuppressionCode Code { get; } = code;

        public RuleSelector Selector { get; } = selector;

        public TextSpan Covered => Directive.Comment.Covered;

        public bool IsUsed => Directive.IsWholeFile ? group.HasFileHits : group.HasHitIn(Covered);
    }

    /// <summary>All directives for one beginning of codes.</summary>
    private sealed class Group(int textLength)
    {
        private readonly List<Entry> _ofLines = [];
        private readonly List<int> _hits = [];
        private Entry? _ofFile;
        private Entry[] _reachingFurthest = [];
        private bool _areHitsSorted = true;

        public bool HasFileHits { get; private set; }

        public void Add(Entry entry)
        {
            if (entry.Directive.IsWholeFile)
            {
                _ofFile ??= entry;
            }
            else
            {
                _ofLines.Add(entry);
            }
        }

        /// <summary>Call when all are added.</summary>
        public void Close()
        {
            Sorting.Order(_ofLines, static (left, right) => left.Covered.CompareTo(right.Covered));

            // For each, the one among it and those before it whose stretch ends last: it alone says whether a later place is covered.
            _reachingFurthest = new Entry[_ofLines.Count];
            for (var i = 0; i < _ofLines.Count; i++)
            {
                _reachingFurthest[i] = i > 0 && _reachingFurthest[i - 1].Covered.End > _ofLines[i].Covered.End ? _reachingFurthest[i - 1] : _ofLines[i];
            }
        }

        public SuppressionDirective? HideByLine(Diagnostic finding)
        {
            var position = finding.Span.Start;
            var low = 0;
            var high = _ofLines.Count;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (_ofLines[middle].Covered.Start <= position)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            if (low == 0 || !Covers(_reachingFurthest[low - 1].Covered, position) || IsAboutItself(_reachingFurthest[low - 1].Directive, finding))
            {
                return null;
            }

            _areHitsSorted = false;
            _hits.Add(position);
            return _reachingFurthest[low - 1].Directive;
        }

        public SuppressionDirective? HideByFile(Diagnostic finding)
        {
            if (_ofFile is null || IsAboutItself(_ofFile.Directive, finding))
            {
                return null;
            }

            HasFileHits = true;
            return _ofFile.Directive;
        }

        public bool HasHitIn(TextSpan covered)
        {
            if (!_areHitsSorted)
            {
                _hits.Sort();
                _areHitsSorted = true;
            }

            var index = _hits.BinarySearch(covered.Start);
            index = index >= 0 ? index : ~index;
            return index < _hits.Count && Covers(covered, _hits[index]);
        }

        // The end of the text belongs to the last line.
        private bool Covers(TextSpan covered, int position) =>
            position >= covered.Start && (position < covered.End || (position == covered.End && position == textLength));
    }
}
