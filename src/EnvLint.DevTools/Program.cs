using EnvLint.DevTools;

return DevToolsCommandLine.Run(args, Environment.CurrentDirectory, Console.Out, Console.Error);
