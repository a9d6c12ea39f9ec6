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
    private readonly Dictionary<string, VariableValue?> _values;
    private readonly List<(string Name, bool Had, VariableValue? Old)> _log = [];
    private int _regions;

    public VariableTable() => _values = new Dictionary<string, VariableValue?>(StringComparer.Ordinal);

    private VariableTable(Dictionary<string, VariableValue?> values) => _values = values;

    /// <summary>A table of its own with the same values.</summary>
    public VariableTable Copy() => new(new Dictionary<string, VariableValue?>(_values, StringComparer.Ordinal));

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

        slot = value;
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
}
