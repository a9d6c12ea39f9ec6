using System.Collections.Immutable;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.Engine;

/// <summary>A file of a run that mends: what was found, and what became of it.</summary>
public sealed class FixedFile
{
    private readonly Func<SourceText, Reads, FileFindings> _check;

    internal FixedFile(FileFindings unfixed, Reads reads, Func<SourceText, Reads, FileFindings> check, bool isLinked)
    {
        Unfixed = unfixed;
        Findings = unfixed;
        Reads = reads;
        IsLinked = isLinked;
        _check = check;
    }

    /// <summary>The path, as findings name it.</summary>
    public string Path => Unfixed.Source.Path;

    /// <summary>Whether it is none of the files of the run, and changed only because one of them leads to it.</summary>
    public bool IsLinked { get; }

    /// <summary>What was found before any fix was made, with the text as it was read.</summary>
    public FileFindings Unfixed { get; }

    /// <summary>The text as it is after all, and what is still to say of it.</summary>
    public FileFindings Findings { get; private set; }

    /// <summary>What was mended, in the order of the codes.</summary>
    public ImmutableArray<AppliedFixes> Applied { get; private set; } = [];

    /// <summary>The files that are written with this one or not at all, this one among them; empty where it stands alone.</summary>
    public ImmutableArray<FixedFile> Together { get; internal set; } = [];

    /// <summary>Whether text or encoding differ from what they were.</summary>
    public bool IsChanged => Findings.Source.Encoding != Unfixed.Source.Encoding || Findings.Source.Content != Unfixed.Source.Content;

    /// <summary>What was asked of other files for the findings.</summary>
    internal Reads Reads { get; private set; }

    /// <summary>All that changes, to go back to.</summary>
    internal (FileFindings Findings, ImmutableArray<AppliedFixes> Applied, Reads Reads) State
    {
        get => (Findings, Applied, Reads);
        set => (Findings, Applied, Reads) = value;
    }

    /// <summary>Checks a text as this file and takes it.</summary>
    internal void Take(SourceText text, Reads reads)
    {
        Reads = reads;
        Findings = _check(text, reads);
        reads.LetGo();
    }

    /// <summary>Makes the fixes that need this file only.</summary>
    /// <returns>Whether it changed.</returns>
    internal bool MendAlone(Reads reads, Diagnostics.FixSafety lowest)
    {
        var before = Findings.Source;
        var outcome = new FixApplier(text => _check(text, reads), lowest).Apply(Findings);
        reads.LetGo();
        Findings = outcome.Remaining;
        foreach (var applied in outcome.Applied)
        {
            Count(applied.Rule, applied.Count);
        }

        return outcome.IsChanged && (before.Encoding != Findings.Source.Encoding || before.Content != Findings.Source.Content);
    }

    /// <summary>Counts fixes that were made.</summary>
    internal void Count(RuleDescriptor rule, int count)
    {
        var place = 0;
        while (place < Applied.Length && string.CompareOrdinal(Applied[place].Rule.Code, rule.Code) < 0)
        {
            place++;
        }

        Applied = place < Applied.Length && Applied[place].Rule.Code == rule.Code
            ? Applied.SetItem(place, Applied[place] with { Count = Applied[place].Count + count })
            : Applied.Insert(place, new AppliedFixes(rule, count));
    }
}
