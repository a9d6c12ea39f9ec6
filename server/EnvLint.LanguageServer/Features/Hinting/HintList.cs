using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.LanguageServer.Analysis;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Hinting;

/// <summary>Collects the hints of a range, and keeps those out that say what a finding says.</summary>
/// <param name="analysis">The document.</param>
/// <param name="range">What the editor shows.</param>
internal sealed class HintList(DocumentAnalysis analysis, TextSpan range)
{
    /// <summary>The longest label: more would push the text of the line away.</summary>
    public const int MaximumLabel = 45;

    private const int MaximumHints = 500;

    private readonly ImmutableArray<InlayHint>.Builder _hints = ImmutableArray.CreateBuilder<InlayHint>();
    private readonly HashSet<(int Position, string Label)> _known = [];

    /// <summary>All hints.</summary>
    public ImmutableArray<InlayHint> All => _hints.ToImmutable();

    /// <summary>Whether a word's hint would be shown: it ends in the range, and there is room.</summary>
    /// <param name="word">The word, in the document.</param>
    public bool Wants(TextSpan word) => !word.IsEmpty && word.End >= range.Start && word.End <= range.End && word.End <= analysis.Text.Length && _hints.Count < MaximumHints;

    /// <summary>Whether a hint has nothing to add: a finding on the word says the same, or nothing comes of the line at all.</summary>
    /// <param name="word">The word, in the document.</param>
    /// <param name="need">What the hint says last: <c>driver ≥ 525.60.13</c>, <c>CPU</c>; empty for nothing.</param>
    public bool IsSaid(TextSpan word, string need)
    {
        var line = LineOf(word);
        var last = need.AsSpan(need.LastIndexOf(' ') + 1);
        foreach (var finding in analysis.Findings.Diagnostics)
        {
            if ((finding.Severity == Severity.Error && Touches(finding.Span, line))
                || (last.Length > 0 && finding.Span.Overlaps(word) && finding.Message.AsSpan().Contains(last, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether anything is wrong on the line where a word ends: then no hint says that it fits.</summary>
    /// <param name="word">The word, in the document.</param>
    public bool IsLineClean(TextSpan word)
    {
        var line = LineOf(word);
        foreach (var finding in analysis.Findings.Diagnostics)
        {
            if (Touches(finding.Span, line))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The text of the line where a word ends.</summary>
    /// <param name="word">The word, in the document.</param>
    public ReadOnlySpan<char> LineTextOf(TextSpan word)
    {
        var line = LineOf(word);
        return analysis.Text.Content.AsSpan(line.Start, line.Length);
    }

    /// <summary>Adds a hint behind a word, where it is not there already.</summary>
    /// <param name="word">The word, in the document.</param>
    /// <param name="label">The hint; one that is too long is left out.</param>
    /// <param name="tooltip">More of it, in Markdown.</param>
    public void Add(TextSpan word, string label, string tooltip)
    {
        if (label.Length is > 0 and <= MaximumLabel && _known.Add((word.End, label)))
        {
            _hints.Add(new InlayHint(word.End, label, tooltip));
        }
    }

    private static bool Touches(TextSpan span, TextSpan line) => span.Start <= line.End && span.End >= line.Start;

    private TextSpan LineOf(TextSpan word) => analysis.Text.LineSpan(analysis.Text.Lines.PositionOf(word.End).Line);
}
