using System.CommandLine;

namespace EnvLint.Cli;

/// <summary>Writes what a command is for and what it takes.</summary>
internal static class HelpText
{
    private const int Width = 100;

    /// <summary>Writes the help of a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="writer">Where to.</param>
    public static void Write(Command command, TextWriter writer)
    {
        writer.WriteLine(command.Description);
        writer.WriteLine();
        writer.WriteLine("Usage:");
        var isRoot = command.Subcommands.Count > 0;
        writer.WriteLine(isRoot
            ? $"  {CommandLine.Name} <command> [options]"
            : $"  {CommandLine.Name} {command.Name}{Describe(command.Arguments)} [options]");

        if (isRoot)
        {
            var commands = new List<string>();
            foreach (var sub in command.Subcommands)
            {
                commands.Add(sub.Name + Describe(sub.Arguments));
                commands.Add(sub.Description ?? "");
            }

            WriteRows(writer, "Commands:", commands);
        }

        if (command.Arguments.Count > 0)
        {
            var arguments = new List<string>();
            foreach (var argument in command.Arguments)
            {
                arguments.Add(argument.Name);
                arguments.Add(argument.Description ?? "");
            }

            WriteRows(writer, "Arguments:", arguments);
        }

        WriteOptions(writer, command, isRoot);
        if (command is NotedCommand { Notes: var notes })
        {
            writer.WriteLine();
            foreach (var line in notes.AsSpan().EnumerateLines())
            {
                writer.WriteLine(line);
            }
        }

        if (isRoot)
        {
            writer.WriteLine();
            writer.WriteLine($"'{CommandLine.Name} <command> --help' says more. Exit codes: 0 nothing that fails, 1 findings, 2 wrong usage or configuration, 3 {CommandLine.Name} itself failed.");
        }
    }

    private static void WriteOptions(TextWriter writer, Command command, bool isRoot)
    {
        var heads = (command as GroupedCommand)?.Heads;
        var title = "Options";
        var rows = new List<string>();
        // The texts of all groups begin in one column.
        var left = 0;
        foreach (var option in command.Options)
        {
            left = Math.Max(left, option.Hidden ? 0 : LeftOf(Describe(option)));
        }

        for (var i = 0; i < command.Options.Count; i++)
        {
            if (heads is not null && heads.TryGetValue(i, out var head))
            {
                Flush();
                title = head;
            }

            if (command.Options[i] is { Hidden: false } option)
            {
                rows.Add(Describe(option));
                rows.Add(option.Description ?? "");
            }
        }

        if (!isRoot)
        {
            rows.Add("--help, -h");
            rows.Add("Shows this");
        }

        Flush();

        void Flush()
        {
            if (rows.Count > 0)
            {
                WriteRows(writer, $"{title}:", rows, left);
                rows.Clear();
            }
        }
    }

    private static string Describe(IList<Argument> arguments)
    {
        var text = "";
        foreach (var argument in arguments)
        {
            text += argument.Arity.MaximumNumberOfValues > 1 ? $" [{argument.Name}...]"
                : argument.Arity.MinimumNumberOfValues == 0 ? $" [{argument.Name}]" : $" {argument.Name}";
        }

        return text;
    }

    private static string Describe(Option option)
    {
        var names = option.Aliases.Count == 0 ? option.Name : $"{option.Name}, {string.Join(", ", option.Aliases)}";
        return option.HelpName is { } value ? $"{names} {value}" : names;
    }

    // Names and texts by turns: a type for the pairs would cost every start of the native binary.
    private static void WriteRows(TextWriter writer, string title, List<string> rows, int left = 0)
    {
        for (var i = 0; i < rows.Count; i += 2)
        {
            left = Math.Max(left, LeftOf(rows[i]));
        }

        writer.WriteLine();
        writer.WriteLine(title);
        for (var i = 0; i < rows.Count; i += 2)
        {
            var name = rows[i];
            var text = rows[i + 1];
            writer.Write("  ");
            writer.Write(name.PadRight(left));
            if (name.Length + 2 > left)
            {
                writer.WriteLine();
                writer.Write(new string(' ', left + 2));
            }

            WriteWrapped(writer, text, left + 2);
        }
    }

    // Longer names have a line of their own.
    private static int LeftOf(string name) => Math.Min(name.Length, 34) + 2;

    private static void WriteWrapped(TextWriter writer, string text, int indent)
    {
        var column = indent;
        foreach (var word in text.Split(' '))
        {
            if (column > indent && column + 1 + word.Length > Width)
            {
                writer.WriteLine();
                writer.Write(new string(' ', indent));
                column = indent;
            }
            else if (column > indent)
            {
                writer.Write(' ');
                column++;
            }

            writer.Write(word);
            column += word.Length;
        }

        writer.WriteLine();
    }
}
