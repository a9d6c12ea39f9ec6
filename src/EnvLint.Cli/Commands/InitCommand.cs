using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using EnvLint.Cli.Terminal;
using EnvLint.Collections;
using EnvLint.Configuration;
using EnvLint.Text;
using EnvLint.Workspace;

namespace EnvLint.Cli.Commands;

/// <summary><c>envlint init</c>: writes a configuration for the project, with this machine as the target.</summary>
internal static class InitCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="context">Streams and surroundings.</param>
    public static Command Create(CommandContext context)
    {
        var command = new Command("init", "Writes envlint.toml for this project, with this machine as the target; what is there already stays");
        command.SetAction(_ => Run(context));
        return command;
    }

    private static int Run(CommandContext context)
    {
        var workingDirectory = context.WorkingDirectory();
        var root = WorkspaceRoot.Find(workingDirectory, isFolder: true, workingDirectory);
        if (ConfigurationFiles.Locate(root) is { } located)
        {
            throw new UsageException($"{Shown(located.Path)} holds a configuration already; 'envlint host --write' writes its target");
        }

        var path = ConfigurationLoader.FileNames[0];
        var table = HostTarget.Table(HostTarget.Ask(context), static fact => DescriptionOf(ConfigurationKeys.Target, fact.Key));
        HostTarget.Save(root, before: null, new SourceText(path, Text(table)));
        Messages.Output(context, table.Length > 0 ? $"wrote {Shown(path)}, with this machine as the target" : $"wrote {Shown(path)}, without a target: nothing is known of this machine");
        return ExitCode.Success;

        string Shown(string file) => Path.GetRelativePath(workingDirectory, root.FullPath(file)).Replace('\\', '/');
    }

    private static string Text(string table)
    {
        var text = new StringBuilder("# What EnvLint is to know of this project.\n");
        Add(text, "fail-on", "\"error\"");
        Add(text, "exclude", "[\"third_party/**\"]");
        Add(text, "ignore", "[\"APT005\"]");
        text.Append('\n');
        if (table.Length > 0)
        {
            text.Append("# ").Append(DescriptionOf(ConfigurationKeys.Root, "target")).Append(": as 'envlint host' found it. Change it where that is another one.\n").Append(table);
        }
        else
        {
            text.Append("# ").Append(DescriptionOf(ConfigurationKeys.Root, "target")).Append(".\n# [target]\n# platform = \"wsl2\"\n# driver = \"551.78\"\n# gpu = \"RTX 3060\"\n");
        }

        return text.ToString();
    }

    // A key with what it does, to be taken out of its comment.
    private static void Add(StringBuilder text, string key, string value) =>
        text.Append("\n# ").Append(DescriptionOf(ConfigurationKeys.Root, key)).Append(".\n# ").Append(key).Append(" = ").Append(value).Append('\n');

    private static string DescriptionOf(ImmutableArray<ConfigurationKey> keys, string key) => keys.Find(item => item.Name == key)?.Description ?? "";
}
