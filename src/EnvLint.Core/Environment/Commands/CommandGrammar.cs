using System.Collections.Immutable;
using EnvLint.Environment.Facts;

namespace EnvLint.Environment.Commands;

/// <summary>Takes command lines apart by the one table of the programs' grammars.</summary>
internal static class CommandGrammar
{
    /// <summary>Options, sub-command and operands of a command.</summary>
    /// <param name="command">The command.</param>
    /// <returns>Null where the program's grammar is not in the table.</returns>
    public static CommandInvocation? Parse(CommandUse command) =>
        CommandTable.Find(command.Program) is { } spec ? Parse(command.Arguments, spec) : null;

    internal static CommandInvocation Parse(ImmutableArray<Word> words, CommandSpec spec)
    {
        var options = ImmutableArray.CreateBuilder<CommandOption>();
        var operands = ImmutableArray.CreateBuilder<Word>();
        var subcommand = "";
        Word? subcommandWord = null;
        var seeksSubcommand = spec.HasSubcommands;
        var unknown = false;
        var optionsEnded = false;

        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            var text = word.Value ?? RawOption(word);
            if (text is null)
            {
                // A variable may hold anything: options, a sub-command, several operands, or nothing.
                unknown |= !word.IsQuoted && !optionsEnded;
                seeksSubcommand = false;
                operands.Add(word);
                continue;
            }

            if (!optionsEnded && text.Length > 1 && text[0] == '-')
            {
                if (text == "--")
                {
                    optionsEnded = true;
                }
                else if (text[1] == '-')
                {
                    AddLong(text, word, words, ref i, spec, subcommand, options);
                }
                else
                {
                    AddShort(text, word, words, ref i, spec, subcommand, options);
                }

                continue;
            }

            if (seeksSubcommand)
            {
                var path = subcommand.Length == 0 ? text : $"{subcommand} {text}";
                if (spec.IsSubcommand(path))
                {
                    subcommand = path;
                    subcommandWord = word;
                    continue;
                }

                seeksSubcommand = false;
            }

            operands.Add(word);
            if (spec.EndsAtOperand(subcommand))
            {
                for (i++; i < words.Length; i++)
                {
                    operands.Add(words[i]);
                }
            }
        }

        return new CommandInvocation(subcommand, subcommandWord, options.DrainToImmutable(), operands.DrainToImmutable(), unknown);
    }

    // --index-url=$URL is an option whose name is known although its value is not.
    private static string? RawOption(Word word)
    {
        var raw = word.Raw;
        if (raw.Length < 2 || raw[0] != '-')
        {
            return null;
        }

        var equals = raw.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && raw.AsSpan(0, equals).IndexOfAny('$', '`') < 0 ? raw : null;
    }

    private static void AddLong(string text, Word word, ImmutableArray<Word> words, ref int index, CommandSpec spec, string subcommand, ImmutableArray<CommandOption>.Builder options)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0)
        {
            options.Add(new CommandOption(text[..equals], word.From(equals + 1), word));
        }
        else if (spec.TakesValue(text, subcommand) && index + 1 < words.Length)
        {
            options.Add(new CommandOption(text, words[++index], word));
        }
        else
        {
            options.Add(new CommandOption(text, null, word));
        }
    }

    private static void AddShort(string text, Word word, ImmutableArray<Word> words, ref int index, CommandSpec spec, string subcommand, ImmutableArray<CommandOption>.Builder options)
    {
        // Some programs have long names behind one dash (nvcc, find): the table names them whole.
        if (text.Length > 2 && spec.TakesValue(text, subcommand))
        {
            options.Add(new CommandOption(text, index + 1 < words.Length ? words[++index] : null, word));
            return;
        }

        for (var i = 1; i < text.Length; i++)
        {
            var name = $"-{text[i]}";
            if (!spec.TakesValue(name, subcommand))
            {
                options.Add(new CommandOption(name, null, word));
                if (i + 1 < text.Length && text[i + 1] == '=')
                {
                    return;
                }

                continue;
            }

            if (i + 1 < text.Length)
            {
                var from = text[i + 1] == '=' ? i + 2 : i + 1;
                options.Add(new CommandOption(name, word.From(from), word));
            }
            else
            {
                options.Add(new CommandOption(name, index + 1 < words.Length ? words[++index] : null, word));
            }

            return;
        }
    }
}
