using EnvLint.Environment.Facts;

namespace EnvLint.Environment.Stack;

/// <summary>The variables that a command of a stage or script sees.</summary>
public static class VariablesAt
{
    // Longer chains of stages are nobody's; a bound keeps the work linear.
    private const int MaximumStages = 64;

    /// <summary>The last assignment of a variable that a command sees: its own, one of its text, <c>ENV</c> or <c>ARG</c>.</summary>
    /// <param name="sequence">The stage or script.</param>
    /// <param name="use">The command.</param>
    /// <param name="name">The variable.</param>
    /// <returns>Null where nothing sets it here.</returns>
    public static VariableSet? Find(CommandSequence sequence, CommandUse use, string name)
    {
        foreach (var own in use.Assignments)
        {
            if (own.Name == name)
            {
                return own;
            }
        }

        var depth = 0;
        for (var current = sequence; current is not null && depth < MaximumStages; current = current.Base)
        {
            depth++;
            for (var i = current.Facts.Length - 1; i >= 0; i--)
            {
                if (current.Facts[i] is VariableSet set && set.Name == name && set.Kind != VariableSetKind.Prefix
                    && (!ReferenceEquals(current, sequence) || set.Order < use.Order) && (set.Shell is null || Sees(use, set.Shell)))
                {
                    return set;
                }
            }
        }

        return null;
    }

    // The text that sets it is the command's own, or one around it.
    private static bool Sees(CommandUse use, ShellSource shell)
    {
        for (var current = use; current is not null; current = current.Outer)
        {
            if (ReferenceEquals(current.Shell, shell))
            {
                return true;
            }
        }

        // The blocks of a guide go into one terminal.
        return shell.Origin == ShellOrigin.Guide && use.Shell?.Origin == ShellOrigin.Guide;
    }
}
