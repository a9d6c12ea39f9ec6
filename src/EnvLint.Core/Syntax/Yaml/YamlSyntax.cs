using System.Collections.Immutable;
using EnvLint.Text;

namespace EnvLint.Syntax.Yaml;

/// <summary>A scalar, a sequence, a mapping or an alias, with its place.</summary>
public abstract class YamlNode
{
    /// <summary>From the first character of the node to its last; anchor and tag are not part of it. Empty for a value that is left out.</summary>
    public required TextSpan Span { get; init; }

    /// <summary>The same with the anchor and the tag in front.</summary>
    public required TextSpan FullSpan { get; init; }

    /// <summary>The name behind <c>&amp;</c>; empty without one.</summary>
    public string Anchor { get; init; } = "";

    /// <summary>The tag, with its handle resolved; empty without one.</summary>
    public string Tag { get; init; } = "";

    /// <summary>The node itself, or what an alias stands for; null for an alias that stands for nothing, or for what it is a part of.</summary>
    public virtual YamlNode? Resolved => this;
}

/// <summary>The ways to write a scalar.</summary>
public enum YamlScalarStyle : byte
{
    /// <summary>Without quotes.</summary>
    Plain,

    /// <summary>Between single quotes.</summary>
    SingleQuoted,

    /// <summary>Between double quotes, with escapes.</summary>
    DoubleQuoted,

    /// <summary>The lines behind <c>|</c>.</summary>
    Literal,

    /// <summary>The lines behind <c>&gt;</c>, joined.</summary>
    Folded,
}

/// <summary>What a scalar is to a reader of YAML 1.2.</summary>
public enum YamlScalarType : byte
{
    /// <summary>A text: quoted, a block, tagged, or written like none of the others.</summary>
    Text,

    /// <summary>Nothing, <c>~</c> or <c>null</c>.</summary>
    Null,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>Any other number.</summary>
    Float,
}

/// <summary>A scalar.</summary>
public sealed class YamlScalar : YamlNode
{
    /// <summary>The text that it comes to: quotes gone, escapes resolved, lines joined.</summary>
    public required string Value { get; init; }

    /// <summary>How it is written.</summary>
    public required YamlScalarStyle Style { get; init; }

    /// <summary>What a reader takes it for.</summary>
    public YamlScalarType Type => Style == YamlScalarStyle.Plain && Tag.Length == 0 ? YamlScalarTypes.Of(Value) : YamlScalarType.Text;

    /// <summary>Whether a text stands here that was not made from anything else: an edit of the span edits the value.</summary>
    public bool IsVerbatim => Style == YamlScalarStyle.Plain && Span.Length == Value.Length;

    /// <summary>The value as a text of its own, with the way back to the file.</summary>
    /// <param name="file">The file that the tree was read from.</param>
    /// <returns>
    /// A text whose map is exact for all that was copied; a character made by an escape leads to the start of its escape,
    /// and a blank made by joining lines to the end of the line in front of it.
    /// </returns>
    public EmbeddedText ToEmbedded(SourceText file) => new(file, Value, YamlScalarMap.Create(file.Content, this));
}

/// <summary>An item of a sequence.</summary>
/// <param name="Value">The item.</param>
/// <param name="Span">From the dash, where there is one, to the end of the value.</param>
public sealed record YamlItem(YamlNode Value, TextSpan Span);

/// <summary>A sequence: items behind dashes, or between brackets.</summary>
public sealed class YamlSequence : YamlNode
{
    /// <summary>The items.</summary>
    public required ImmutableArray<YamlItem> Items { get; init; }

    /// <summary>Whether it is written between brackets.</summary>
    public required bool IsFlow { get; init; }

    /// <summary>Whether its end was read: not so where an error stopped the reading inside.</summary>
    public required bool IsComplete { get; init; }
}

/// <summary>A key with its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value; an empty scalar where it is left out.</param>
/// <param name="Span">From the key to the end of the value.</param>
public sealed record YamlEntry(YamlNode Key, YamlNode Value, TextSpan Span)
{
    /// <summary>The key's text; null where it is no scalar.</summary>
    public string? Name => (Key.Resolved as YamlScalar)?.Value;

    /// <summary>Whether it takes in the entries of another mapping: <c>&lt;&lt;: *name</c>.</summary>
    public bool IsMerge => Key is YamlScalar { Style: YamlScalarStyle.Plain, Value: "<<", Tag.Length: 0 };
}

/// <summary>A mapping: keys with values on lines of their own, or between braces.</summary>
public sealed class YamlMapping : YamlNode
{
    /// <summary>The entries as written, in order; keys may come twice, merges are not carried out.</summary>
    public required ImmutableArray<YamlEntry> Entries { get; init; }

    /// <summary>Whether it is written between braces, or as one pair inside brackets.</summary>
    public required bool IsFlow { get; init; }

    /// <summary>Whether its end was read: not so where an error stopped the reading inside.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>The last entry of a name that stands in this mapping itself; null for none.</summary>
    /// <param name="name">The key.</param>
    public YamlEntry? Find(string name)
    {
        for (var i = Entries.Length - 1; i >= 0; i--)
        {
            if (string.Equals(Entries[i].Name, name, StringComparison.Ordinal) && !Entries[i].IsMerge)
            {
                return Entries[i];
            }
        }

        return null;
    }

    /// <summary>The entries that a reader sees: the own ones, then those merged in whose key is new. Of a key that comes twice the last counts.</summary>
    /// <returns>The entries, and whether that is all: an unknown alias, or something that is no mapping, may have brought more.</returns>
    public (ImmutableArray<YamlEntry> Entries, bool IsComplete) Expand()
    {
        var complete = IsComplete;
        var result = ImmutableArray.CreateBuilder<YamlEntry>(Entries.Length);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        HashSet<YamlMapping>? seen = null;
        Stack<YamlMapping>? merged = null;
        Take(this, isOwn: true);
        while (merged is { Count: > 0 })
        {
            // A mapping brings nothing new the second time, so the whole is bounded by what is written.
            var next = merged.Pop();
            if ((seen ??= new(ReferenceEqualityComparer.Instance)).Add(next))
            {
                complete &= next.IsComplete;
                Take(next, isOwn: false);
            }
        }

        return (result.DrainToImmutable(), complete);

        void Take(YamlMapping mapping, bool isOwn)
        {
            List<YamlMapping>? found = null;
            var own = isOwn ? 0 : result.Count;
            foreach (var entry in mapping.Entries)
            {
                if (entry.IsMerge)
                {
                    found ??= [];
                    if (entry.Value.Resolved is YamlSequence sequence)
                    {
                        foreach (var item in sequence.Items)
                        {
                            complete &= Add(found, item.Value.Resolved);
                        }
                    }
                    else
                    {
                        complete &= Add(found, entry.Value.Resolved);
                    }
                }
                else if (entry.Name is not { } name)
                {
                    result.Add(entry);
                }
                else if (!places.TryGetValue(name, out var place))
                {
                    places.Add(name, result.Count);
                    result.Add(entry);
                }
                else if (place >= own)
                {
                    result[place] = entry;
                }
            }

            // The first of several merges wins: it goes on top.
            for (var i = (found?.Count ?? 0) - 1; i >= 0; i--)
            {
                (merged ??= new()).Push(found![i]);
            }
        }

        static bool Add(List<YamlMapping> found, YamlNode? node)
        {
            if (node is not YamlMapping mapping)
            {
                return false;
            }

            found.Add(mapping);
            return true;
        }
    }
}

/// <summary><c>*name</c>.</summary>
public sealed class YamlAlias : YamlNode
{
    /// <summary>The name behind <c>*</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The node that has the anchor; null where there is none above, or where the alias stands inside that node.</summary>
    public required YamlNode? Target { get; init; }

    /// <inheritdoc/>
    public override YamlNode? Resolved => Target;
}

/// <summary>One document of a file.</summary>
/// <param name="Root">The node; null where an error came before anything was read.</param>
/// <param name="Marker">The <c>---</c> in front of it; empty where there is none.</param>
public sealed record YamlDocument(YamlNode? Root, TextSpan Marker);

/// <summary>What was read from a YAML text.</summary>
public sealed class YamlDocumentSet
{
    internal YamlDocumentSet(ImmutableArray<YamlDocument> documents, ImmutableArray<TextSpan> comments, ImmutableArray<SyntaxError> errors, bool isComplete)
    {
        Documents = documents;
        Comments = comments;
        Errors = errors;
        IsComplete = isComplete;
    }

    /// <summary>The documents; none in a text of blanks and comments.</summary>
    public ImmutableArray<YamlDocument> Documents { get; }

    /// <summary>The comments, from <c>#</c> to the end of the line, as far as was read.</summary>
    public ImmutableArray<TextSpan> Comments { get; }

    /// <summary>What a reader refuses, in order of position.</summary>
    public ImmutableArray<SyntaxError> Errors { get; }

    /// <summary>
    /// Whether the text was read to its end. Where it was not, nothing can be said about what is missing. There may be no error all the same:
    /// some texts are too much for the library and not for others.
    /// </summary>
    public bool IsComplete { get; }

    /// <summary>The root of the first document; null where there is none.</summary>
    public YamlNode? Root => Documents.IsEmpty ? null : Documents[0].Root;
}
