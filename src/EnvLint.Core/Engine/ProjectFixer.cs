using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Text;

namespace EnvLint.Engine;

/// <summary>A fix of several files that was left out because one of them may not be changed.</summary>
/// <param name="Diagnostic">The finding.</param>
/// <param name="Path">The file.</param>
/// <param name="Reason">Why it may not be changed, in a few words.</param>
public sealed record BlockedFix(Diagnostic Diagnostic, string Path, string Reason);

/// <summary>A file that a fix leads to.</summary>
/// <param name="Check">Checks a text as this file.</param>
/// <param name="Refusal">Why it may not be changed, in a few words; null where it may.</param>
public sealed record LinkedFixFile(Func<SourceText, Reads, FileFindings> Check, string? Refusal);

/// <summary>Mends the files of a root: each by itself first, then those that have to change together.</summary>
/// <remarks>
/// <para>A fix of several files is made as a whole or not at all. It counts only where afterwards its finding is gone, no file has more syntax errors, and no file a finding that it did not
/// have, be it one of the run or one that the fix leads to. So each fix leaves fewer findings, the work ends, and a second run over the result changes nothing.</para>
/// <para>Files that were checked with the help of one that changed are checked again: what is said at the end is what the next run says.</para>
/// </remarks>
/// <param name="files">The files of the root; the checks read through it.</param>
/// <param name="index">What the files say of each other, read through <paramref name="files"/>; null where nobody asks.</param>
/// <param name="lowest">The least safety that is applied.</param>
/// <param name="open">Says of a file that is none of the run how it is checked, and of any whether it may be changed; null for one that is not there. Asked about paths as findings name them.</param>
public sealed class ProjectFixer(MendedFiles files, ProjectIndex? index, FixSafety lowest, Func<string, LinkedFixFile?> open)
{
    // Each try checks several files: real roots have a handful of such fixes.
    private const int MaximumTries = 200;

    // A change that leads to a change in the next file, and so on.
    private const int MaximumRounds = 8;

    private readonly Dictionary<string, FixedFile> _byPath = new(StringComparer.Ordinal);
    private readonly List<FixedFile> _files = [];
    private readonly HashSet<(string Path, string Code, TextSpan Span)> _tried = [];
    private readonly List<BlockedFix> _blocked = [];

    /// <summary>The fixes that were left out because a file may not be changed, in the order of their findings' files.</summary>
    public IReadOnlyList<BlockedFix> Blocked => _blocked;

    /// <summary>Checks a file and mends it by itself. Serves all threads, until <see cref="Finish"/>.</summary>
    /// <param name="source">The file.</param>
    /// <param name="check">Checks a text as this file, with what it asks of others.</param>
    public FixedFile Start(SourceText source, Func<SourceText, Reads, FileFindings> check)
    {
        var reads = new Reads(files, index);
        var file = new FixedFile(check(source, reads), reads, check, isLinked: false);
        file.MendAlone(reads, lowest);
        return file;
    }

    /// <summary>Mends what is left: with what the fixes of the others changed, and with fixes that change several files.</summary>
    /// <param name="started">All files of the run below the root, in order.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Files that were changed and are none of the run.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ImmutableArray<FixedFile> Finish(IReadOnlyList<FixedFile> started, CancellationToken cancellationToken)
    {
        foreach (var file in started)
        {
            if (_byPath.TryAdd(file.Path, file))
            {
                _files.Add(file);
            }

            if (file.IsChanged)
            {
                Put(file);
            }
        }

        // Where nothing changed, nothing that was read is another.
        Settle(_files.Exists(static file => file.IsChanged), [], cancellationToken);
        for (var tries = 0; tries < MaximumTries && Next() is var (owner, finding); tries++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Try(owner, finding, cancellationToken))
            {
                // What did harm before may fit now.
                _tried.Clear();
            }
        }

        var linked = ImmutableArray.CreateBuilder<FixedFile>();
        foreach (var file in _files)
        {
            if (file is { IsLinked: true, IsChanged: true })
            {
                linked.Add(file);
            }
        }

        return linked.DrainToImmutable();
    }

    private void Put(FixedFile file)
    {
        if (file.IsChanged)
        {
            files.Put(file.Findings.Source);
        }
        else
        {
            files.Remove(file.Path);
        }

        index?.Change(file.Path);
    }

    // Checks and mends again what others were read for that changed since, until nothing changes any more.
    private void Settle(bool hasChange, HashSet<FixedFile> changed, CancellationToken cancellationToken)
    {
        for (var round = 0; hasChange && round < MaximumRounds; round++)
        {
            hasChange = false;
            foreach (var file in _files)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (file.Reads.AreStillTrue())
                {
                    continue;
                }

                var reads = new Reads(files, index);
                file.Take(file.Findings.Source, reads);
                if (!file.IsLinked && file.MendAlone(reads, lowest))
                {
                    changed.Add(file);
                    Put(file);
                    hasChange = true;
                }
            }
        }
    }

    private (FixedFile Owner, Diagnostic Finding)? Next()
    {
        foreach (var file in _files)
        {
            if (file.IsLinked)
            {
                continue;
            }

            foreach (var finding in file.Findings.Diagnostics)
            {
                if (finding.Fix is { Elsewhere.IsEmpty: false } fix && fix.Safety >= lowest && _tried.Add((file.Path, finding.Rule.Code, finding.Span)))
                {
                    return (file, finding);
                }
            }
        }

        return null;
    }

    private bool Try(FixedFile owner, Diagnostic finding, CancellationToken cancellationToken)
    {
        var fix = finding.Fix!;
        var texts = new List<(FixedFile File, SourceText Text)>();
        if (!TryAdd(texts, owner, finding, owner.Findings.Source, fix.Edits))
        {
            return false;
        }

        foreach (var other in fix.Elsewhere)
        {
            if (Find(other.Source.Path) is not { } file || !TryAdd(texts, file, finding, other.Source, other.Edits))
            {
                return false;
            }
        }

        if (texts.Count == 0)
        {
            return false;
        }

        var before = _files.ConvertAll(static file => file.State);
        var changed = new HashSet<FixedFile>();
        foreach (var (file, text) in texts)
        {
            changed.Add(file);
            files.Put(text);
            index?.Change(file.Path);
        }

        foreach (var (file, text) in texts)
        {
            var reads = new Reads(files, index);
            file.Take(text, reads);
            if (!file.IsLinked && file.MendAlone(reads, lowest))
            {
                Put(file);
            }
        }

        Settle(hasChange: true, changed, cancellationToken);
        if (IsBetter(owner, finding, before))
        {
            owner.Count(finding.Rule, 1);
            Join(owner, changed);
            return true;
        }

        for (var i = 0; i < before.Count; i++)
        {
            var isOther = !ReferenceEquals(_files[i].Findings.Source, before[i].Findings.Source);
            _files[i].State = before[i];
            if (isOther)
            {
                Put(_files[i]);
            }
        }

        return false;
    }

    private bool TryAdd(List<(FixedFile File, SourceText Text)> texts, FixedFile file, Diagnostic finding, SourceText seen, ImmutableArray<TextEdit> edits)
    {
        var now = file.Findings.Source;
        if (edits.IsEmpty)
        {
            return true;
        }

        if (seen.Content != now.Content || FixApplier.EditsOf(edits, now) is not { } made)
        {
            return false;
        }

        if (open(file.Path) is not { } opened)
        {
            return false;
        }

        if (opened.Refusal is { } refusal)
        {
            if (!_blocked.Exists(blocked => blocked.Path == file.Path && blocked.Diagnostic.Rule == finding.Rule && blocked.Diagnostic.Source.Path == finding.Source.Path && blocked.Diagnostic.Message == finding.Message))
            {
                _blocked.Add(new BlockedFix(finding, file.Path, refusal));
            }

            return false;
        }

        if (!made.IsEmpty)
        {
            texts.Add((file, FixApplier.WithEdits(now, made, now.Encoding)));
        }

        return true;
    }

    private FixedFile? Find(string path)
    {
        if (_byPath.TryGetValue(path, out var known))
        {
            return known;
        }

        if (files.Read(path) is not { } source || open(path) is not { } opened)
        {
            return null;
        }

        var reads = new Reads(files, index);
        var file = new FixedFile(opened.Check(source, reads), reads, opened.Check, isLinked: true);
        reads.LetGo();
        _byPath.Add(path, file);
        _files.Add(file);
        return file;
    }

    private bool IsBetter(FixedFile owner, Diagnostic finding, List<(FileFindings Findings, ImmutableArray<AppliedFixes> Applied, Reads Reads)> before)
    {
        for (var i = 0; i < before.Count; i++)
        {
            var (file, was) = (_files[i], before[i].Findings);
            if (ReferenceEquals(file.Findings, was))
            {
                continue;
            }

            if (file.Findings.SyntaxErrors > was.SyntaxErrors)
            {
                return false;
            }

            var counts = CountsOf(was);
            foreach (var diagnostic in file.Findings.Diagnostics)
            {
                counts[diagnostic.Rule.Code] = counts.GetValueOrDefault(diagnostic.Rule.Code) - 1;
                if (counts[diagnostic.Rule.Code] < 0)
                {
                    return false;
                }
            }

            if (ReferenceEquals(file, owner) && counts[finding.Rule.Code] < 1)
            {
                return false;
            }
        }

        return !ReferenceEquals(owner.Findings, before[_files.IndexOf(owner)].Findings);
    }

    private static Dictionary<string, int> CountsOf(FileFindings findings)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var diagnostic in findings.Diagnostics)
        {
            counts[diagnostic.Rule.Code] = counts.GetValueOrDefault(diagnostic.Rule.Code) + 1;
        }

        return counts;
    }

    // One write for all of them, and for those that an earlier fix tied to one of them.
    private static void Join(FixedFile owner, HashSet<FixedFile> changed)
    {
        var all = new List<FixedFile>();
        Add(owner);
        foreach (var file in changed)
        {
            Add(file);
        }

        if (all.Count == 1)
        {
            return;
        }

        all.Sort(static (left, right) => string.CompareOrdinal(left.Path, right.Path));
        ImmutableArray<FixedFile> together = [.. all];
        foreach (var file in all)
        {
            file.Together = together;
        }

        void Add(FixedFile file)
        {
            foreach (var one in file.Together.IsEmpty ? [file] : file.Together)
            {
                if (!all.Contains(one))
                {
                    all.Add(one);
                }
            }
        }
    }
}
