using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using EnvLint.Text;

namespace EnvLint.Syntax.Toml;

/// <summary>What made a table.</summary>
public enum TomlTableForm : byte
{
    /// <summary>The document: what stands before the first header, and all other tables.</summary>
    Root,

    /// <summary>A header <c>[key]</c> of its own.</summary>
    Header,

    /// <summary>A header <c>[[key]]</c>: one element of an array of tables.</summary>
    Element,

    /// <summary>The header of a table further down alone: <c>a</c> in <c>[a.b]</c>.</summary>
    Implicit,

    /// <summary>A dotted key: <c>a</c> in <c>a.b = 1</c>.</summary>
    Dotted,

    /// <summary>Braces: <c>{ a = 1 }</c>.</summary>
    Inline,
}

/// <summary>A name in a table, and what it stands for.</summary>
/// <param name="Name">The name, unquoted.</param>
/// <param name="KeySpan">The part of a key that gave the name first, with its quotes.</param>
/// <param name="Value">The value; a <see cref="TomlInvalid"/> where it cannot be read.</param>
/// <param name="Statement">The header, or the key with its value, that gave the name first.</param>
public readonly record struct TomlEntry(string Name, TextSpan KeySpan, TomlValue Value, TomlStatement Statement);

/// <summary>A table as TOML means it: its names in the order of their first mention, dotted keys and headers merged.</summary>
/// <remarks>
/// The span is that of the header or the braces, of the part of the key that made an implicit or dotted table, and the whole text for the root.
/// Of a name given twice the first value stays, and a <see cref="SyntaxError"/> speaks of the second.
/// </remarks>
public class TomlTable : TomlValue
{
    // Below this number of entries a search from end to end is faster than a dictionary.
    private const int IndexThreshold = 8;

    private ImmutableArray<TomlEntry>.Builder? _building;
    private ImmutableArray<TomlEntry> _entries;
    private Dictionary<string, int>? _index;

    internal TomlTable(TextSpan span, TomlTableForm form)
        : base(span) => Form = form;

    /// <inheritdoc/>
    public sealed override TomlValueKind Kind => TomlValueKind.Table;

    /// <summary>What made the table.</summary>
    public TomlTableForm Form { get; private set; }

    /// <summary>The names in the order of their first mention.</summary>
    public ImmutableArray<TomlEntry> Entries => _entries;

    /// <summary>Looks a name up.</summary>
    /// <param name="name">The name, unquoted; upper and lower case differ.</param>
    /// <param name="entry">The entry, if there is one.</param>
    /// <returns>Whether the table has the name.</returns>
    public bool TryGet(string name, out TomlEntry entry)
    {
        if (_index is not null)
        {
            if (_index.TryGetValue(name, out var index))
            {
                entry = _building is null ? _entries[index] : _building[index];
                return true;
            }
        }
        else if (_building is not null)
        {
            for (var i = 0; i < _building.Count; i++)
            {
                if (string.Equals(_building[i].Name, name, StringComparison.Ordinal))
                {
                    entry = _building[i];
                    return true;
                }
            }
        }
        else if (!_entries.IsDefault)
        {
            foreach (var candidate in _entries)
            {
                if (string.Equals(candidate.Name, name, StringComparison.Ordinal))
                {
                    entry = candidate;
                    return true;
                }
            }
        }

        entry = default;
        return false;
    }

    /// <summary>Looks a value of one type up.</summary>
    /// <typeparam name="T">The type wanted.</typeparam>
    /// <param name="name">The name, unquoted; upper and lower case differ.</param>
    /// <param name="value">The value, if there is one of that type.</param>
    /// <returns>Whether the table has the name and its value has the type.</returns>
    public bool TryGet<T>(string name, [NotNullWhen(true)] out T? value)
        where T : TomlValue
    {
        value = TryGet(name, out var entry) ? entry.Value as T : null;
        return value is not null;
    }

    /// <summary>Follows a path through tables.</summary>
    /// <param name="path">Names, unquoted, from this table inwards.</param>
    /// <returns>The value at the end of the path; null where a name is missing or stands for something that is no table.</returns>
    public TomlValue? Find(params string[] path)
    {
        TomlValue current = this;
        foreach (var name in path)
        {
            if (current is not TomlTable table || !table.TryGet(name, out var entry))
            {
                return null;
            }

            current = entry.Value;
        }

        return current;
    }

    internal void Add(TomlEntry entry)
    {
        _building ??= ImmutableArray.CreateBuilder<TomlEntry>(4);
        var position = _building.Count;
        _building.Add(entry);
        if (_index is not null)
        {
            _index.Add(entry.Name, position);
        }
        else if (_building.Count > IndexThreshold)
        {
            _index = new Dictionary<string, int>(4 * IndexThreshold, StringComparer.Ordinal);
            for (var i = 0; i < _building.Count; i++)
            {
                _index.Add(_building[i].Name, i);
            }
        }
    }

    // An implicit table gets its own header, or is added to by a dotted key.
    internal void Become(TomlTableForm form, TextSpan span)
    {
        Form = form;
        Span = span;
    }

    internal void Seal()
    {
        _entries = _building is null ? ImmutableArray<TomlEntry>.Empty : _building.ToImmutable();
        _building = null;
    }

    private protected void SetEnd(int end) => Span = TextSpan.FromBounds(Span.Start, end);
}

/// <summary>A table in braces.</summary>
public sealed class TomlInlineTable : TomlTable
{
    internal TomlInlineTable(int start)
        : base(new TextSpan(start, 1), TomlTableForm.Inline) => KeyValues = ImmutableArray<TomlKeyValue>.Empty;

    /// <summary>The keys with their values as written, in order.</summary>
    public ImmutableArray<TomlKeyValue> KeyValues { get; private set; }

    internal void Close(int end, ImmutableArray<TomlKeyValue> keyValues)
    {
        SetEnd(end);
        KeyValues = keyValues;
    }
}
