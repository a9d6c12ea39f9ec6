using System.CommandLine;
using EnvLint.Cli.Ast;
using EnvLint.Cli.Checking;
using EnvLint.Configuration;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Manifests;
using EnvLint.Rules;
using EnvLint.Workspace;
using EnvLint.Workspace.Reading;

namespace EnvLint.Cli.Commands;

/// <summary><c>envlint ast FILE</c> and <c>envlint facts FILE</c>: what the checker sees in a file and what it understands of it, as JSON.</summary>
internal static class InspectCommand
{
    /// <summary>Makes <c>ast</c>: the trees.</summary>
    /// <param name="context">Streams and surroundings.</param>
    public static Command CreateAst(CommandContext context) =>
        Create(context, "ast", "Prints the trees that the checker sees in a file, as JSON: for rule authors and bug reports", AstWriter.Write);

    /// <summary>Makes <c>facts</c>: what the trees mean.</summary>
    /// <param name="context">Streams and surroundings.</param>
    public static Command CreateFacts(CommandContext context) =>
        Create(context, "facts", "Prints what the checker understood of a file, as JSON: commands, packages, images, environments, with places and scopes", FactsWriter.Write);

    private static Command Create(CommandContext context, string name, string description, Action<Stream, FileAnalysis> write)
    {
        var file = new Argument<string>("FILE") { Description = "A manifest" };
        var kind = new Option<string>("--kind") { HelpName = "KIND", Description = $"Takes it for this: {string.Join(", ", ManifestKindNames.All[1..])}" };
        var command = new Command(name, description) { file, kind };
        command.SetAction(parsed => Run(context, parsed.GetValue(file) ?? "", parsed.GetValue(kind), write));
        return command;
    }

    private static int Run(CommandContext context, string name, string? kindName, Action<Stream, FileAnalysis> write)
    {
        var workingDirectory = context.WorkingDirectory();
        var full = Path.GetFullPath(name, workingDirectory);
        if (!File.Exists(full))
        {
            throw new UsageException(Directory.Exists(full) ? $"not a file but a folder: {name}" : $"no such file: {name}");
        }

        var root = WorkspaceRoot.Find(full, isFolder: false, workingDirectory);
        var path = root.RelativePath(full) ?? Path.GetFileName(full);
        if (!root.Holds(path) || FileReader.Read(root, path, path) is not TextRead { Source: var source })
        {
            throw new UsageException($"not readable as text: {name}");
        }

        ManifestKind kind;
        if (kindName is null)
        {
            kind = ManifestClassifier.Classify(path, source.Content);
        }
        else if (!ManifestKindNames.TryParse(kindName, out kind))
        {
            throw new UsageException($"--kind: '{kindName}' is none of {string.Join(", ", ManifestKindNames.All[1..])}");
        }

        if (kind == ManifestKind.None)
        {
            throw new UsageException($"'{name}' does not tell what it is; '--kind' does");
        }

        using var buffer = new MemoryStream();
        var options = new AnalysisOptions { Files = new LinkedFiles(root) };
        write(buffer, new Analyzer(RuleCatalog.Instance).AnalyzeFile(source, kind, options, CancellationToken.None).File);
        buffer.WriteByte((byte)'\n');
        context.Output.Write(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        return ExitCode.Success;
    }
}
