using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using EnvLint.Collections;

namespace EnvLint.Knowledge;

/// <summary>The rows of a table by the patterns of their names.</summary>
/// <remarks>Asked for each package of each file: what cannot fit by its first character is not looked at.</remarks>
/// <typeparam name="TRow">The rows.</typeparam>
internal sealed class NameIndex<TRow>
    where TRow : class
{
    private const int AsciiLength = 128;

    private readonly List<string> _patterns = [];
    // As objects: a list of each class of row would be one more type in the program for each.
    private readonly List<object> _rows = [];

    // Places of the patterns that may fit a name that begins with an ASCII character, in the order of the table; null where only the open ones may.
    private readonly int[]?[] _byFirst = new int[AsciiLength][];

    // Places of the patterns that begin with a wildcard or beyond ASCII.
    private readonly int[] _open;

    /// <summary>Makes the index.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="patternsOf">The patterns of a row; of two rows with a pattern that fits the first wins.</param>
    public NameIndex(Rows<TRow> rows, Func<TRow, ImmutableArray<string>> patternsOf)
    {
        foreach (var row in rows)
        {
            foreach (var pattern in patternsOf(row))
            {
                _patterns.Add(pattern);
                _rows.Add(row);
            }
        }

        _open = PlacesFor(first: null);
        foreach (var pattern in _patterns)
        {
            if (!IsOpen(pattern))
            {
                _byFirst[pattern[0]] ??= PlacesFor(pattern[0]);
            }
        }
    }

    /// <summary>The first row with a pattern that fits a name; null for none.</summary>
    /// <param name="name">The name.</param>
    public TRow? Find(string name)
    {
        var places = name.Length > 0 && name[0] < AsciiLength ? _byFirst[name[0]] ?? _open : _open;
        foreach (var place in places)
        {
            if (NamePattern.Matches(_patterns[place], name))
            {
                return Unsafe.As<TRow>(_rows[place]);
            }
        }

        return null;
    }

    private static bool IsOpen(string pattern) => pattern.Length == 0 || pattern[0] is '*' or '#' or >= (char)AsciiLength;

    private int[] PlacesFor(char? first)
    {
        var places = new List<int>();
        for (var i = 0; i < _patterns.Count; i++)
        {
            if (IsOpen(_patterns[i]) || _patterns[i][0] == first)
            {
                places.Add(i);
            }
        }

        return [.. places];
    }
}
