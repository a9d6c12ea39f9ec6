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
            : $"  {CommandLine.Name} {command.Name}{string.Concat(command.Arguments.Select(Describe))} [options]");

        if (isRoot)
        {
            WriteRows(writer, "Commands:", command.Subcommands.Select(static sub => (sub.Name + string.Concat(sub.Arguments.Select(Describe)), sub.Description ?? "")));
        }

        if (command.Arguments.Count > 0)
        {
            WriteRows(writer, "Arguments:", command.Arguments.Select(static argument => (argument.Name, argument.Description ?? "")));
        }

        var options = command.Options.Where(static option => !option.Hidden).Select(static option => (Describe(option), option.Description ?? "")).ToList();
        if (!isRoot)
        {
            options.Add(("--help, -h", "Shows this"));
        }

        WriteRows(writer, "Options:", options);
        if (isRoot)
        {
            writer.WriteLine();
            writer.WriteLine($"'{CommandLine.Name} <command> --help' says more. Exit codes: 0 nothing that fails, 1 findings, 2 wrong usage or configuration, 3 {CommandLine.Name} itself failed.");
        }
    }

    private static string Describe(Argument argument) => argument.Arity.MaximumNumberOfValues > 1 ? $" [{argument.Name}...]" : $" {argument.Name}";

    private static string Describe(Option option)
    {
        var names = option.Aliases.Count == 0 ? option.Name : $"{option.Name}, {string.Join(", ", option.Aliases)}";
        return option.HelpName is { } value ? $"{names} {value}" : names;
    }

    private static void WriteRows(TextWriter writer, string title, IEnumerable<(string Left, string Right)> rows)
    {
        var list = rows.ToList();
        var left = Math.Min(list.Max(static row => row.Left.Length), 34) + 2;
        writer.WriteLine();
        writer.WriteLine(title);
        foreach (var (name, text) in list)
        {
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
