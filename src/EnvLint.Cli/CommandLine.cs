using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using EnvLint.Cli.Commands;
using EnvLint.Cli.Terminal;
using EnvLint.Configuration;

namespace EnvLint.Cli;

/// <summary>From arguments to a command and its exit code.</summary>
internal static class CommandLine
{
    /// <summary>The name of the program.</summary>
    public const string Name = "envlint";

    private static readonly (string Name, Func<CommandContext, Command> Create)[] Commands =
    [
        ("check", CheckCommand.CreateCheck),
        ("fix", CheckCommand.CreateFix),
        ("baseline", BaselineCommand.Create),
        ("stack", StackCommand.Create),
        ("graph", GraphCommand.Create),
        ("explain", ExplainCommand.Create),
        ("rules", RulesCommand.Create),
        ("host", HostCommand.Create),
        ("init", InitCommand.Create),
        ("completion", CompletionCommand.Create),
        ("server", ServerCommand.Create),
        ("ast", InspectCommand.CreateAst),
        ("facts", InspectCommand.CreateFacts),
    ];

    /// <summary>The names of all commands, in the order in which help texts name them.</summary>
    public static string[] CommandNames => Array.ConvertAll(Commands, static command => command.Name);

    /// <summary>Runs a command. Never throws.</summary>
    /// <param name="arguments">The arguments of the process.</param>
    /// <param name="context">Streams and surroundings; closed at the end.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(IReadOnlyList<string> arguments, CommandContext context)
    {
        try
        {
            return RunCommand(arguments, context);
        }
        catch (UsageException exception)
        {
            return Fail(context, exception.Lines, ExitCode.Usage);
        }
        catch (OperationCanceledException)
        {
            return Fail(context, ["interrupted"], ExitCode.Interrupted);
        }
        catch (IOException exception) when (IsBrokenPipe(exception))
        {
            // Whoever read the output has seen enough.
            return ExitCode.Success;
        }
        catch (IOException exception)
        {
            return Fail(context, [exception.Message], ExitCode.Failure);
        }
        catch (Exception exception)
        {
            return Fail(context, [$"internal error: {exception.GetType().Name}: {exception.Message}", .. (exception.StackTrace ?? "").Split('\n')], ExitCode.Failure);
        }
        finally
        {
            context.Dispose();
        }
    }

    private static int RunCommand(IReadOnlyList<string> arguments, CommandContext context)
    {
        if (arguments is ["--version"])
        {
            Messages.Output(context, $"{Name} {BuildInfo.Version}");
            return ExitCode.Success;
        }

        var help = CreateHelp();
        if (arguments.Count == 0)
        {
            WriteHelp(CreateRoot(context, help, only: null), context, context.Error);
            return ExitCode.Usage;
        }

        // Only the command that is asked for is built: the others' options would cost every start.
        var root = CreateRoot(context, help, only: arguments[0]);
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        if (parsed.GetResult(help) is { Implicit: false })
        {
            WriteHelp(parsed.CommandResult.Command, context, context.Output);
            return ExitCode.Success;
        }

        RefuseValuesOfFlags(parsed, arguments);
        RefuseUnknown(parsed);
        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    /// <summary>The program with all of its commands.</summary>
    /// <param name="context">Streams and surroundings.</param>
    public static Command CreateAll(CommandContext context) => CreateRoot(context, CreateHelp(), only: null);

    private static Option<bool> CreateHelp() => new("--help", "-h") { Description = "Shows this", Arity = ArgumentArity.Zero, Recursive = true };

    // The parser's own help option fetches a translated text as soon as it is made: more than all the rest of parsing.
    private static Command CreateRoot(CommandContext context, Option<bool> help, string? only)
    {
        var root = new Command(Name, "Checks the files that set up GPU and machine learning environments, before anything is built.")
        {
            help,
            new Option<bool>("--version") { Description = "Shows the version" },
        };
        var known = Array.Exists(Commands, command => command.Name == only);
        foreach (var (name, create) in Commands)
        {
            if (!known || name == only)
            {
                root.Add(create(context));
            }
        }

        return root;
    }

    private static void WriteHelp(Command command, CommandContext context, Stream stream)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        HelpText.Write(command, writer);
    }

    private static void RefuseUnknown(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        RefuseUnknownOptions(parsed, command);
        if (parsed.UnmatchedTokens is [var unmatched, ..])
        {
            var isOption = unmatched.StartsWith('-') && unmatched.Length > 1;
            var candidates = isOption ? OptionNames(parsed.CommandResult) : NamesOf(command);
            var what = isOption ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
            var suggestion = Suggest(unmatched, candidates);
            throw new UsageException($"there is no {what} '{unmatched}'{(suggestion.Length == 0 && what == "command" ? $"; '{Name} --help' lists them" : suggestion)}");
        }

        if (parsed.Errors is [var error, ..])
        {
            if (error.SymbolResult is OptionResult { Option: var option, IdentifierTokenCount: var count })
            {
                throw new UsageException(count > 1 ? $"'{option.Name}' is given more than once" : $"'{option.Name}' needs {option.HelpName}");
            }

            throw new UsageException(parsed.CommandResult.Command.Subcommands.Count > 0
                ? $"a command is missing; '{Name} --help' lists them"
                : parsed.CommandResult.Command.Arguments is [var argument] && parsed.GetResult(argument) is not { Tokens.Count: > 0 }
                    ? $"'{parsed.CommandResult.Command.Name}' needs {argument.Name}"
                    : error.Message.TrimEnd('.'));
        }
    }

    // The parser takes what is behind the sign for one more path.
    private static void RefuseValuesOfFlags(ParseResult parsed, IReadOnlyList<string> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument == "--")
            {
                return;
            }

            if (argument.IndexOf('=', StringComparison.Ordinal) is > 0 and var end && FindOption(parsed.CommandResult.Command, argument[..end]) is { Arity.MaximumNumberOfValues: 0 } flag)
            {
                throw new UsageException($"'{flag.Name}' takes no value: '{argument}'");
            }
        }
    }

    private static Option? FindOption(Command command, string name)
    {
        foreach (var option in command.Options)
        {
            if (option.Name == name)
            {
                return option;
            }
        }

        return null;
    }

    // The parser takes a misspelled option for one more path. Behind "--" everything is a path.
    private static void RefuseUnknownOptions(ParseResult parsed, Command command)
    {
        foreach (var argument in command.Arguments)
        {
            if (parsed.GetResult(argument) is not { } result)
            {
                continue;
            }

            foreach (var token in parsed.Tokens)
            {
                if (token.Type == TokenType.DoubleDash)
                {
                    break;
                }

                if (token.Value.Length > 1 && token.Value[0] == '-' && Holds(result.Tokens, token))
                {
                    var name = token.Value.Split('=', 2)[0];
                    throw new UsageException($"there is no option '{name}'{Suggest(name, OptionNames(parsed.CommandResult))}");
                }
            }
        }
    }

    private static bool Holds(IReadOnlyList<Token> tokens, Token wanted)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (ReferenceEquals(tokens[i], wanted))
            {
                return true;
            }
        }

        return false;
    }

    private static List<string> OptionNames(CommandResult result)
    {
        var names = new List<string>();
        foreach (var option in result.Command.Options)
        {
            names.Add(option.Name);
        }

        names.Add("--help");
        return names;
    }

    private static List<string> NamesOf(Command command)
    {
        var names = new List<string>();
        foreach (var sub in command.Subcommands)
        {
            names.Add(sub.Name);
        }

        return names;
    }

    private static string Suggest(string word, IEnumerable<string> candidates) =>
        NearestName.Find(word, candidates) is { } nearest ? $"; did you mean '{nearest}'?" : "";

    private static int Fail(CommandContext context, IEnumerable<string> lines, int exitCode)
    {
        try
        {
            var isFirst = true;
            foreach (var line in lines)
            {
                if (line.Length > 0)
                {
                    Messages.Error(context, isFirst ? $"{Name}: {line}" : line);
                }

                isFirst = false;
            }
        }
        catch (IOException)
        {
            // Nobody listens: the exit code says it.
        }

        return exitCode;
    }

    // EPIPE on Unix; ERROR_BROKEN_PIPE and ERROR_NO_DATA on Windows.
    private static bool IsBrokenPipe(IOException exception) =>
        (exception.HResult & 0xFFFF) is var code && (OperatingSystem.IsWindows() ? code is 109 or 232 : code == 32);
}
