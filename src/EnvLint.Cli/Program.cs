using EnvLint.Cli;

return CommandLine.Run(args, CommandContext.OfProcess());
