using System.Collections.Immutable;
using EnvLint.Environment.Facts;

namespace EnvLint.Environment.Commands;

/// <summary>An option of a command.</summary>
/// <param name="Name">Name with its dashes: <c>--index-url</c>, <c>-y</c>.</param>
/// <param name="Value">Its value; null where it takes none or none is there.</param>
/// <param name="Word">The word that holds it; several short options may share one.</param>
public sealed record CommandOption(string Name, Word? Value, Word Word);

/// <summary>A command line taken apart by its program's grammar.</summary>
/// <param name="Subcommand">Sub-commands joined by a blank: <c>install</c>, <c>env create</c>; empty where there is none.</param>
/// <param name="SubcommandWord">The word of the last sub-command.</param>
/// <param name="Options">Options in order.</param>
/// <param name="Operands">What is neither option nor sub-command, in order; words whose value is not known stand here too.</param>
/// <param name="HasUnknownWords">Whether a word whose value is not known may stand for further options, so that nothing can be said to be missing.</param>
public sealed record CommandInvocation(
    string Subcommand,
    Word? SubcommandWord,
    ImmutableArray<CommandOption> Options,
    ImmutableArray<Word> Operands,
    bool HasUnknownWords)
{
    /// <summary>The first option with one of these names.</summary>
    /// <param name="names">Names with their dashes.</param>
    public CommandOption? Option(params ReadOnlySpan<string> names)
    {
        foreach (var option in Options)
        {
            foreach (var name in names)
            {
                if (string.Equals(option.Name, name, StringComparison.Ordinal))
                {
                    return option;
                }
            }
        }

        return null;
    }

    /// <summary>Whether an option with one of these names is there.</summary>
    /// <param name="names">Names with their dashes.</param>
    public bool Has(params ReadOnlySpan<string> names) => Option(names) is not null;
}
