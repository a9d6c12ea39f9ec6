using System.Collections.Immutable;
using EnvLint.Text;

namespace EnvLint.Diagnostics;

/// <summary>The edits that a fix makes in one file.</summary>
/// <param name="Source">The file, as it was when the finding was made.</param>
/// <param name="Edits">Its edits, in order of position, without overlaps.</param>
public sealed record FileEdits(SourceText Source, ImmutableArray<TextEdit> Edits);

/// <summary>The smallest edit that mends a finding.</summary>
/// <param name="Title">What it does, in the imperative: <c>Write 8GB</c>.</param>
/// <param name="Safety">Whether it may be applied without a person's look.</param>
/// <param name="Edits">Edits of the finding's own file, in order of position, without overlaps.</param>
public sealed record Fix(string Title, FixSafety Safety, ImmutableArray<TextEdit> Edits)
{
    /// <summary>The encoding that the file gets with the fix; null keeps what it has.</summary>
    public TextEncoding? Encoding { get; init; }

    /// <summary>Edits of other files of the root, in the order of their paths: all are made, with those of the finding's own file, or none.</summary>
    public ImmutableArray<FileEdits> Elsewhere { get; init; } = [];

    /// <summary>A fix that is applied with <c>--fix</c>.</summary>
    /// <param name="title">What it does, in the imperative.</param>
    /// <param name="edits">The edits.</param>
    public static Fix Safe(string title, params ReadOnlySpan<TextEdit> edits) => new(title, FixSafety.Safe, Sort(edits));

    /// <summary>A fix that is applied with <c>--unsafe-fixes</c> only.</summary>
    /// <param name="title">What it does, in the imperative.</param>
    /// <param name="edits">The edits.</param>
    public static Fix Suggested(string title, params ReadOnlySpan<TextEdit> edits) => new(title, FixSafety.Suggested, Sort(edits));

    /// <summary>The title, with the other files that it changes: <c>Take torchvision 0.20.1 in requirements.txt</c>.</summary>
    public string TitleWithFiles
    {
        get
        {
            var title = Title;
            for (var i = 0; i < Elsewhere.Length; i++)
            {
                title += (i > 0 ? " and " : Edits.IsEmpty ? " in " : ", here and in ") + Elsewhere[i].Source.Path;
            }

            return title;
        }
    }

    /// <summary>The fix with edits of another file.</summary>
    /// <param name="file">The other file; null for the finding's own.</param>
    /// <param name="edits">The edits.</param>
    public Fix And(SourceText? file, params ReadOnlySpan<TextEdit> edits)
    {
        if (file is null)
        {
            return this with { Edits = Sort([.. Edits, .. edits]) };
        }

        var files = ImmutableArray.CreateBuilder<FileEdits>(Elsewhere.Length + 1);
        var place = 0;
        ImmutableArray<TextEdit> known = [];
        foreach (var other in Elsewhere)
        {
            var order = string.CompareOrdinal(other.Source.Path, file.Path);
            place += order < 0 ? 1 : 0;
            if (order == 0)
            {
                known = other.Edits;
            }
            else
            {
                files.Add(other);
            }
        }

        files.Insert(place, new FileEdits(file, Sort([.. known, .. edits])));
        return this with { Elsewhere = files.DrainToImmutable() };
    }

    private static ImmutableArray<TextEdit> Sort(ReadOnlySpan<TextEdit> edits)
    {
        var array = edits.ToArray();
        if (array.Length > 1)
        {
            Array.Sort(array, static (left, right) => left.Span.CompareTo(right.Span));
        }

        return ImmutableArray.Create(array);
    }
}
