using System.Text;
using EnvLint.Reporting.Display;

namespace EnvLint.Cli.Terminal;

/// <summary>Writes lines for people: UTF-8, <c>\n</c>, and nothing raw that a file or an argument brought along.</summary>
internal static class Messages
{
    /// <summary>Writes one line to standard error; line ends in it are spelled out.</summary>
    /// <param name="context">The streams.</param>
    /// <param name="line">The line.</param>
    public static void Error(CommandContext context, string line) =>
        Write(context.Error, line, context.IsErrorTerminal() && !TerminalStyle.IsUtf8(context));

    /// <summary>Writes a line that nobody has to read to standard error, with the program's name in front.</summary>
    /// <param name="context">The streams.</param>
    /// <param name="isQuiet">Whether nothing is to be written.</param>
    /// <param name="line">The line.</param>
    public static void Note(CommandContext context, bool isQuiet, string line)
    {
        if (!isQuiet)
        {
            Error(context, $"{CommandLine.Name}: {line}");
        }
    }

    /// <summary>Writes one line to standard output; line ends in it are spelled out.</summary>
    /// <param name="context">The streams.</param>
    /// <param name="line">The line.</param>
    public static void Output(CommandContext context, string line) =>
        Write(context.Output, line, context.IsOutputTerminal() && !TerminalStyle.IsUtf8(context));

    private static void Write(Stream stream, string line, bool asciiOnly) =>
        stream.Write(Encoding.UTF8.GetBytes(VisibleText.Escape(line, asciiOnly) + "\n"));
}
