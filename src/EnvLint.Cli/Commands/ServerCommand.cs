using System.CommandLine;
using System.Text;
using EnvLint.LanguageServer.Protocol;

namespace EnvLint.Cli.Commands;

/// <summary><c>envlint server</c>: the language server, over standard input and output.</summary>
internal static class ServerCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="context">Streams and surroundings.</param>
    public static Command Create(CommandContext context)
    {
        // Most clients pass it; there is no other way to talk to the server.
        var stdio = new Option<bool>("--stdio") { Description = "Talks over standard input and output, as it does without" };
        var command = new Command("server", "Runs the language server for an editor, over standard input and output") { stdio };
        command.SetAction(_ => Run(context));
        return command;
    }

    private static int Run(CommandContext context)
    {
        using var log = new StreamWriter(context.Error, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        return LanguageServerHost.RunAsync(context.Input, context.Output, log, BuildInfo.Version, context.Today(), context.CatchInterrupt()).GetAwaiter().GetResult();
    }
}
