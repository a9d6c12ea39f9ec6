using System.Collections.Immutable;
using System.Runtime.InteropServices;
using EnvLint.Environment.Facts;

namespace EnvLint.Environment.Lowering;

/// <summary>A variable's value, and the places that gave it.</summary>
/// <param name="Text">The value.</param>
/// <param name="Origins">The chain of places, the variable's own last.</param>
internal sealed record VariableValue(string Text, ImmutableArray<ValueOrigin> Origins);

/// <summary>The values of variables at one place of a script. A variable that is not in the table, or whose entry is null, is not known.</summary>
/// <remarks>Regions undo or forget what was assigned in them: a subshell's assignments end with it, those of a branch may not have happened.</remarks>
internal sealed class VariableTable
{
    // A=$A$A doubles with each line, and a chain of assignments grows with each: what no real file comes near to is not known.
    private const int MaximumLength = 8192;
    private const int MaximumOrigins = 64;

    private readonly Budget _budget;
    private readonly Dictionary<string, VariableValue?> _values;
    private readonly List<(string Name, bool Had, VariableValue? Old)> _log = [];
    private int _regions;

    public VariableTable()
        : this(new Dictionary<string, VariableValue?>(StringComparer.Ordinal), new Budget())
    {
    }

    private VariableTable(Dictionary<string, VariableValue?> values, Budget budget)
    {
        _values = values;
        _budget = budget;
    }

    /// <summary>A table of its own with the same values; without any once the file's budget is spent.</summary>
    public VariableTable Copy() => _budget.Take(_values.Count * 4L)
        ? new(new Dictionary<string, VariableValue?>(_values, StringComparer.Ordinal), _budget)
        : Empty();

    /// <summary>An empty table of the same file.</summary>
    public VariableTable Empty() => new(new Dictionary<string, VariableValue?>(StringComparer.Ordinal), _budget);

    /// <summary>The value of a variable, to be put into a word; null where it is not known, or where the words of the file hold too much already.</summary>
    public VariableValue? Expand(string name) =>
        Get(name) is { } value && _budget.Take(value.Text.Length + (8L * value.Origins.Length)) ? value : null;

    /// <summary>The value of a variable; null where it is not known.</summary>
    public VariableValue? Get(string name) => _values.GetValueOrDefault(name);

    /// <summary>Whether the table has an entry, known or not.</summary>
    public bool Contains(string name) => _values.ContainsKey(name);

    /// <summary>Gives a variable a value, or makes it unknown.</summary>
    public void Set(string name, VariableValue? value)
    {
        ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(_values, name, out var had);
        if (_regions > 0)
        {
            _log.Add((name, had, slot));
        }

        slot = value is null || value.Text.Length > MaximumLength || value.Origins.Length > MaximumOrigins ? null : value;
    }

    /// <summary>Begins a region whose assignments are undone or forgotten at its end.</summary>
    public int Enter()
    {
        _regions++;
        return _log.Count;
    }

    /// <summary>Ends a subshell: what it assigned was its own.</summary>
    public void LeaveSubshell(int mark)
    {
        for (var i = _log.Count - 1; i >= mark; i--)
        {
            var (name, had, old) = _log[i];
            if (had)
            {
                _values[name] = old;
            }
            else
            {
                _values.Remove(name);
            }
        }

        _log.RemoveRange(mark, _log.Count - mark);
        _regions--;
    }

    /// <summary>Ends a branch, loop or function: what it assigned may or may not hold.</summary>
    public void LeaveBranch(int mark)
    {
        for (var i = mark; i < _log.Count; i++)
        {
            _values[_log[i].Name] = null;
        }

        // The entries stay in the log for the region around this one.
        _regions--;
        if (_regions == 0)
        {
            _log.Clear();
        }
    }

    /// <summary>What the words of one file may take from variables, so that work and memory stay linear in its length.</summary>
    private sealed class Budget
    {
        private long _left = 4 * 1024 * 1024;

        public bool Take(long amount)
        {
            _left -= amount;
            return _left >= 0;
        }
    }
}
