using System.Collections.Immutable;
using System.Text;
using EnvLint.Collections;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Outlining;

/// <summary>Entries of an outline at one level. Whatever it is given, names are not empty, and children lie within what holds them.</summary>
internal sealed class OutlineItems
{
    private const int LongestText = 80;

    private readonly List<OutlineEntry> _entries = [];

    /// <summary>Adds an entry.</summary>
    /// <param name="name">Its name; an entry without one is left out, and its children take its place.</param>
    /// <param name="detail">A few words beside it.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="span">All of it.</param>
    /// <param name="nameSpan">Its name.</param>
    /// <param name="children">What it holds; those that do not lie in it are left out.</param>
    public void Add(string name, string detail, OutlineKind kind, TextSpan span, TextSpan nameSpan, OutlineItems? children = null)
    {
        var all = TextSpan.Union(span, nameSpan);
        name = OneLine(name);
        if (name.Length == 0)
        {
            _entries.AddRange(children?._entries ?? []);
            return;
        }

        var inside = ImmutableArray.CreateBuilder<OutlineEntry>();
        foreach (var child in children?._entries ?? [])
        {
            if (all.Contains(child.Span))
            {
                inside.Add(child);
            }
        }

        _entries.Add(new OutlineEntry(name, OneLine(detail), kind, all, nameSpan, Ordered(inside.DrainToImmutable())));
    }

    /// <summary>The entries, in order of position.</summary>
    public ImmutableArray<OutlineEntry> Finish() => Ordered([.. _entries]);

    /// <summary>A text on one line, cut where it is long.</summary>
    /// <param name="text">The text.</param>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, LongestText));
        foreach (var character in text)
        {
            if (line.Length >= LongestText)
            {
                if (char.IsHighSurrogate(line[^1]))
                {
                    line.Length--;
                }

                return line.Append('…').ToString();
            }

            if (!char.IsWhiteSpace(character) && !char.IsControl(character))
            {
                line.Append(character);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>Names with commas between them; of many the first ones.</summary>
    /// <param name="names">The names.</param>
    public static string ListOf(List<string> names)
    {
        const int Shown = 4;
        return names.Count <= Shown + 1 ? string.Join(", ", names) : $"{string.Join(", ", names.GetRange(0, Shown))} and {names.Count - Shown} more";
    }

    private static ImmutableArray<OutlineEntry> Ordered(ImmutableArray<OutlineEntry> entries) =>
        entries.Length < 2 ? entries : Sorting.Ordered(entries, static (left, right) => left.Span.CompareTo(right.Span));
}
