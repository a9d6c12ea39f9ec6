using System.Collections.Immutable;
using System.Text;
using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.Engine;

/// <summary>Why a fix was not applied although it was allowed.</summary>
public enum FixRejection
{
    /// <summary>With it the file has more syntax errors than without.</summary>
    SyntaxError,

    /// <summary>Its rule finds something to mend for ever.</summary>
    NotConverging,

    /// <summary>Its edits overlap each other or lie outside the text.</summary>
    Invalid,
}

/// <summary>A fix that was not applied although it was allowed.</summary>
/// <param name="Diagnostic">The finding, in the text as it is after all.</param>
/// <param name="Reason">Why not.</param>
public sealed record RejectedFix(Diagnostic Diagnostic, FixRejection Reason);

/// <summary>How many findings of a rule were mended.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Count">Number of its fixes that were applied.</param>
public sealed record AppliedFixes(RuleDescriptor Rule, int Count);

/// <summary>What became of a file.</summary>
/// <param name="Remaining">The text as it is after all, and what is still to say of it.</param>
/// <param name="Applied">What was mended, in the order of the codes.</param>
/// <param name="Rejected">What was left although it was allowed, in order of position.</param>
/// <param name="IsChanged">Whether text or encoding differ from what they were.</param>
public sealed record FixOutcome(FileFindings Remaining, ImmutableArray<AppliedFixes> Applied, ImmutableArray<RejectedFix> Rejected, bool IsChanged)
{
    /// <summary>The text as it is after all.</summary>
    public SourceText Source => Remaining.Source;
}

/// <summary>Applies fixes until there is nothing left to mend.</summary>
/// <remarks>
/// <para>A fix is applied as a whole or not at all. Fixes whose edits overlap wait for the next round, in which the new text is checked again; equal edits of several fixes are made once.</para>
/// <para>Each round is proved before it counts: fixes that bring in a syntax error are found and left out. Rules whose fixes never come to rest are left out altogether.
/// A second run over the result therefore changes nothing.</para>
/// <para>Fixes that change several files are <see cref="ProjectFixer"/>'s.</para>
/// <para>A lone <c>\n</c> in new text becomes the line end that the file mostly has. A fix that changes line ends must delete the <c>\r</c>.</para>
/// </remarks>
/// <param name="check">Checks a text as the file it is; called once per round, and more often where a fix does harm.</param>
/// <param name="lowest">The least safety that is applied.</param>
public sealed class FixApplier(Func<SourceText, FileFindings> check, FixSafety lowest)
{
    private const int MaxRounds = 100;

    // Enough to find one harmful fix among any number, so that each round ends with one applied or one left out.
    private const int MaxChecksPerRound = 64;

    private const int MaxPasses = 8;

    /// <summary>The edits of a fix as they are made: with the line ends of the file, without those that change nothing.</summary>
    /// <param name="fix">The fix.</param>
    /// <param name="source">The file that it is for.</param>
    /// <returns>Null where they overlap or lie outside the text.</returns>
    public static ImmutableArray<TextEdit>? EditsOf(Fix fix, SourceText source) => EditsOf(fix.Edits, source);

    /// <summary>Edits as they are made: with the line ends of the file, without those that change nothing.</summary>
    /// <param name="wanted">The edits.</param>
    /// <param name="source">The file that they are for.</param>
    /// <returns>Null where they overlap or lie outside the text.</returns>
    public static ImmutableArray<TextEdit>? EditsOf(ImmutableArray<TextEdit> wanted, SourceText source)
    {
        var edits = ImmutableArray.CreateBuilder<TextEdit>(wanted.Length);
        var end = 0;
        foreach (var edit in wanted)
        {
            if (edit.Span.Start < end || edit.Span.Length < 0 || edit.Span.End > source.Length)
            {
                return null;
            }

            end = edit.Span.End;
            var text = LineEnds.Adapt(edit.NewText, source.LineEnd);
            if (!source.Content.AsSpan(edit.Span.Start, edit.Span.Length).SequenceEqual(text))
            {
                edits.Add(edit.NewText == text ? edit : edit with { NewText = text });
            }
        }

        return edits.ToImmutable();
    }

    /// <summary>A text with edits.</summary>
    /// <param name="source">The text.</param>
    /// <param name="edits">The edits, in order of position and without overlaps.</param>
    /// <param name="encoding">The encoding of the new text.</param>
    internal static SourceText WithEdits(SourceText source, IReadOnlyList<TextEdit> edits, TextEncoding encoding)
    {
        var content = source.Content;
        var text = new StringBuilder(content.Length);
        var position = 0;
        foreach (var edit in edits)
        {
            text.Append(content, position, edit.Span.Start - position).Append(edit.NewText);
            position = edit.Span.End;
        }

        text.Append(content, position, content.Length - position);

        // A U+FEFF that begins the text proper must not be taken for the byte order mark.
        if (text.Length > 0 && text[0] == '\uFEFF')
        {
            text.Insert(0, '\uFEFF');
        }

        return new SourceText(source.Path, text.ToString(), encoding);
    }

    /// <summary>Mends a file.</summary>
    /// <param name="start">The file and its findings; those of other texts are left alone, as are fixes that change other files.</param>
    public FixOutcome Apply(FileFindings start)
    {
        var current = start;
        var applied = new SortedDictionary<string, AppliedFixes>(StringComparer.Ordinal);
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            var (attempt, isRestless) = RunPass(current);
            var isChanged = !IsSameText(attempt.Current.Source, current.Source);
            current = attempt.Current;
            foreach (var (code, fixes) in attempt.Applied)
            {
                applied[code] = applied.TryGetValue(code, out var before) ? fixes with { Count = before.Count + fixes.Count } : fixes;
            }

            // Where rules had to be left out, what the others did may have calmed them: the next run would see that, so this one must.
            if (!isRestless || !isChanged)
            {
                return new FixOutcome(current, [.. applied.Values], attempt.FindRejected(), !IsSameText(current.Source, start.Source));
            }
        }

        var all = new HashSet<string>(start.Diagnostics.Map(static diagnostic => diagnostic.Rule.Code), StringComparer.Ordinal);
        return new FixOutcome(start, [], new Attempt(check, lowest, start, all).FindRejected(), IsChanged: false);
    }

    // Fixes until nothing is left. Without the restless rules it begins again from the start: their edits must not stay behind.
    private (Attempt Attempt, bool IsRestless) RunPass(FileFindings start)
    {
        var banned = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var attempt = new Attempt(check, lowest, start, banned);
            var restless = attempt.Run();
            if (restless.Count == 0)
            {
                return (attempt, banned.Count > 0);
            }

            // A banned rule fixes nothing, so each turn bans at least one more.
            banned.UnionWith(restless);
        }
    }

    private static bool IsSameText(SourceText left, SourceText right) => left.Encoding == right.Encoding && left.Content == right.Content;

    private sealed class Attempt(Func<SourceText, FileFindings> check, FixSafety lowest, FileFindings start, HashSet<string> banned)
    {
        private readonly SourceText _original = start.Source;

        // Where the harmful fixes' findings stand in the current text.
        private List<(string Code, TextSpan Span)> _harmful = [];


        public FileFindings Current { get; private set; } = start;

        public SortedDictionary<string, AppliedFixes> Applied { get; } = new(StringComparer.Ordinal);

        /// <summary>Goes on until nothing is left.</summary>
        /// <returns>The rules that never come to rest; empty where all do.</returns>
        public HashSet<string> Run()
        {
            var states = new List<State> { new(_original, []) };
            SourceText? judgedHarmful = null;
            while (states.Count <= MaxRounds && Current.Source.Length <= (4L * _original.Length) + 4_000)
            {
                var batch = Choose();
                if (batch.Count == 0)
                {
                    // What was harmful in an earlier text may fit now.
                    if (_harmful.Count == 0 || ReferenceEquals(judgedHarmful, Current.Source))
                    {
                        return [];
                    }

                    judgedHarmful = Current.Source;
                    _harmful.Clear();
                    continue;
                }

                var proved = Prove(batch);
                if (proved.Count == 0)
                {
                    continue;
                }

                var codes = new HashSet<string>(StringComparer.Ordinal);
                foreach (var fix in proved)
                {
                    var rule = fix.Diagnostic.Rule;
                    codes.Add(rule.Code);
                    Applied[rule.Code] = new AppliedFixes(rule, Applied.TryGetValue(rule.Code, out var before) ? before.Count + 1 : 1);
                }

                var seen = states.FindIndex(state => IsSameText(state.Source, Current.Source));
                states.Add(new State(Current.Source, codes));
                if (seen >= 0)
                {
                    // The text goes round in a circle: all that spoke since it was there the last time.
                    return CodesSince(states, seen + 1);
                }
            }

            return CodesSince(states, states.Count / 2);
        }

        public ImmutableArray<RejectedFix> FindRejected()
        {
            var rejected = ImmutableArray.CreateBuilder<RejectedFix>();
            foreach (var diagnostic in Current.Diagnostics)
            {
                if (Prepare(diagnostic, Current.Source) is { } fix)
                {
                    rejected.Add(new RejectedFix(
                        diagnostic,
                        !fix.IsValid ? FixRejection.Invalid : banned.Contains(diagnostic.Rule.Code) ? FixRejection.NotConverging : FixRejection.SyntaxError));
                }
            }

            return rejected.ToImmutable();
        }

        private static HashSet<string> CodesSince(List<State> states, int first)
        {
            var codes = new HashSet<string>(StringComparer.Ordinal);
            for (var i = first; i < states.Count; i++)
            {
                codes.UnionWith(states[i].Codes);
            }

            return codes;
        }

        // The fixes of one round in order of position: the first of those that overlap.
        private List<PreparedFix> Choose()
        {
            var source = Current.Source;
            var candidates = new List<PreparedFix>();
            foreach (var diagnostic in Current.Diagnostics)
            {
                if (Prepare(diagnostic, source) is { IsValid: true } fix
                    && !banned.Contains(diagnostic.Rule.Code)
                    && !_harmful.Contains((diagnostic.Rule.Code, diagnostic.Span)))
                {
                    candidates.Add(fix);
                }
            }

            // Stable, so that findings on one place keep their order.
            var batch = new List<PreparedFix>();
            var edits = new EditList();
            var places = new int[candidates.Count];
            for (var i = 0; i < places.Length; i++)
            {
                places[i] = i;
            }

            Array.Sort(places, (left, right) => candidates[left].Start.CompareTo(candidates[right].Start) is var order and not 0 ? order : left - right);
            foreach (var place in places)
            {
                if (edits.TryAdd(candidates[place]))
                {
                    batch.Add(candidates[place]);
                }
            }

            return batch;
        }

        // Moves to the text with the fixes, without those that break it.
        private List<PreparedFix> Prove(List<PreparedFix> batch)
        {
            var before = Current;
            var proved = new List<PreparedFix>();
            var harmful = new List<PreparedFix>();
            var open = new Stack<List<PreparedFix>>();
            open.Push(batch);
            for (var checks = 0; checks < MaxChecksPerRound && open.TryPop(out var part); checks++)
            {
                List<PreparedFix> attempt = [.. proved, .. part];
                var findings = check(EditList.Of(attempt).ApplyTo(before.Source));
                if (findings.SyntaxErrors <= before.SyntaxErrors)
                {
                    proved = attempt;
                    Current = findings;
                }
                else if (part.Count == 1)
                {
                    harmful.Add(part[0]);
                }
                else
                {
                    open.Push(part.GetRange(part.Count / 2, part.Count - (part.Count / 2)));
                    open.Push(part.GetRange(0, part.Count / 2));
                }
            }

            foreach (var fix in harmful)
            {
                _harmful.Add((fix.Diagnostic.Rule.Code, fix.Diagnostic.Span));
            }

            if (_harmful.Count > 0 && proved.Count > 0)
            {
                var edits = EditList.Of(proved);
                _harmful = _harmful.ConvertAll(item => (item.Code, edits.Move(item.Span)));
            }

            return proved;
        }

        // The fix with the file's own line ends and without edits that change nothing; null where nothing is left of it.
        private PreparedFix? Prepare(Diagnostic diagnostic, SourceText source)
        {
            if (diagnostic.Fix is not { Elsewhere.IsEmpty: true } fix || fix.Safety < lowest
                || diagnostic.Source.Path != source.Path || diagnostic.Source.Content != source.Content)
            {
                return null;
            }

            var edits = EditsOf(fix, source);
            var encoding = fix.Encoding is { } wanted && wanted != source.Encoding ? fix.Encoding : null;
            return edits is [] && encoding is null ? null : new PreparedFix(diagnostic, edits ?? [], encoding, edits is not null);
        }
    }

    private static class LineEnds
    {
        /// <summary>New text with the line end that the file mostly has.</summary>
        public static string Adapt(string newText, string own)
        {
            if (own == "\n" || !newText.Contains('\n', StringComparison.Ordinal))
            {
                return newText;
            }

            var result = new StringBuilder(newText.Length + 8);
            for (var i = 0; i < newText.Length; i++)
            {
                if (newText[i] == '\n' && (i == 0 || newText[i - 1] != '\r'))
                {
                    result.Append(own);
                }
                else
                {
                    result.Append(newText[i]);
                }
            }

            return result.ToString();
        }
    }

    private sealed record PreparedFix(Diagnostic Diagnostic, ImmutableArray<TextEdit> Edits, TextEncoding? Encoding, bool IsValid)
    {
        /// <summary>Where the first edit begins; 0 where there is none.</summary>
        public int Start => Edits.IsEmpty ? 0 : Edits[0].Span.Start;
    }

    private sealed record State(SourceText Source, HashSet<string> Codes);

    /// <summary>Edits in order of position that do not overlap.</summary>
    private sealed class EditList
    {
        private readonly List<TextEdit> _edits = [];
        private TextEncoding? _encoding;

        public static EditList Of(List<PreparedFix> fixes)
        {
            var result = new EditList();
            foreach (var fix in fixes)
            {
                result.TryAdd(fix);
            }

            return result;
        }

        /// <summary>Takes all edits of a fix, or none where one of them cannot be made together with those that are there.</summary>
        public bool TryAdd(PreparedFix fix)
        {
            if (fix.Encoding is not null && _encoding is not null && fix.Encoding != _encoding)
            {
                return false;
            }

            foreach (var edit in fix.Edits)
            {
                if (!Contains(edit) && !IsFree(edit))
                {
                    return false;
                }
            }

            foreach (var edit in fix.Edits)
            {
                if (!Contains(edit))
                {
                    _edits.Insert(PlaceOf(edit.Span), edit);
                }
            }

            _encoding ??= fix.Encoding;
            return true;
        }

        public SourceText ApplyTo(SourceText source) => WithEdits(source, _edits, _encoding ?? source.Encoding);

        /// <summary>Where a stretch of the old text is in the new one.</summary>
        public TextSpan Move(TextSpan span)
        {
            var start = Move(span.Start);
            return TextSpan.FromBounds(start, Math.Max(start, Move(span.End)));
        }

        private int Move(int position)
        {
            var shift = 0;
            foreach (var edit in _edits)
            {
                if (edit.Span.End > position || (edit.Span.IsEmpty && edit.Span.Start == position))
                {
                    break;
                }

                shift += edit.NewText.Length - edit.Span.Length;
            }

            return position + shift;
        }

        private bool Contains(TextEdit edit)
        {
            for (var i = PlaceOf(edit.Span) - 1; i >= 0 && _edits[i].Span == edit.Span; i--)
            {
                if (_edits[i].NewText == edit.NewText)
                {
                    return true;
                }
            }

            return false;
        }

        // What touches an insertion must wait too: the order of the two would be chance.
        private bool IsFree(TextEdit edit)
        {
            var place = PlaceOf(edit.Span);
            return (place == 0 || AreApart(_edits[place - 1].Span, edit.Span)) && (place == _edits.Count || AreApart(edit.Span, _edits[place].Span));
        }

        private static bool AreApart(TextSpan first, TextSpan second) =>
            first.End < second.Start || (first.End == second.Start && !first.IsEmpty && !second.IsEmpty);

        // Index behind the last edit that is not after the span.
        private int PlaceOf(TextSpan span)
        {
            var low = 0;
            var high = _edits.Count;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (_edits[middle].Span <= span)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            return low;
        }
    }
}
