namespace EnvLint.Environment.Commands;

/// <summary>The grammar of a program's command line: which options take a value, which words are sub-commands.</summary>
/// <param name="valueOptions">Options that take a value, separated by blanks.</param>
/// <param name="subcommands">Paths of sub-commands, separated by <c>|</c>; a path's words are separated by blanks.</param>
/// <param name="optionsEndAtOperand">Whether what follows the first operand belongs to another program (<c>docker run IMAGE …</c>).</param>
/// <param name="operandEndingSubcommands">The sub-commands for which <paramref name="optionsEndAtOperand"/> holds, where it does not hold for all.</param>
/// <param name="subcommandOptions">Options that take a value with some sub-commands only (<c>-t</c> of <c>docker build</c>, not of <c>docker run</c>).</param>
internal sealed class CommandSpec(
    string valueOptions,
    string subcommands = "",
    bool optionsEndAtOperand = false,
    string operandEndingSubcommands = "",
    params ReadOnlySpan<(string Subcommands, string Options)> subcommandOptions)
{
    private readonly (HashSet<string> Subcommands, HashSet<string> Options)[] _special = Special(subcommandOptions);

    private readonly HashSet<string> _valueOptions = new(valueOptions.Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
    private readonly HashSet<string> _subcommands = new(subcommands.Split('|', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
    private readonly HashSet<string> _operandEnding = new(operandEndingSubcommands.Split('|', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    public bool HasSubcommands => _subcommands.Count > 0;

    public bool TakesValue(string option, string subcommand)
    {
        if (_valueOptions.Contains(option))
        {
            return true;
        }

        foreach (var (subcommands, options) in _special)
        {
            if (subcommands.Contains(subcommand) && options.Contains(option))
            {
                return true;
            }
        }

        return false;
    }

    public bool IsSubcommand(string path) => _subcommands.Contains(path);

    public bool EndsAtOperand(string subcommand) => optionsEndAtOperand || _operandEnding.Contains(subcommand);

    private static (HashSet<string> Subcommands, HashSet<string> Options)[] Special(ReadOnlySpan<(string Subcommands, string Options)> rows)
    {
        var result = new (HashSet<string> Subcommands, HashSet<string> Options)[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            result[i] = (
                new HashSet<string>(rows[i].Subcommands.Split('|'), StringComparer.Ordinal),
                new HashSet<string>(rows[i].Options.Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal));
        }

        return result;
    }
}
