using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EnvLint.Cli.Checking;
using EnvLint.Cli.Terminal;
using EnvLint.Collections;
using EnvLint.Configuration;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Reporting.Display;
using EnvLint.Reporting.Json;
using EnvLint.Rules;
using EnvLint.Workspace;

namespace EnvLint.Cli.Commands;

/// <summary><c>envlint graph [PATH]</c>: which files lead to which.</summary>
internal static class GraphCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="context">Streams and surroundings.</param>
    public static Command Create(CommandContext context)
    {
        var path = new Argument<string>("PATH") { Arity = ArgumentArity.ZeroOrOne, Description = "A file: what it leads to and what leads to it. A folder: the same for all below it. The folder that you are in if none is named" };
        var format = new Option<string>("--format") { HelpName = "FORMAT", Description = "text (default) or json" };
        var command = new Command("graph", "Shows which files install, limit or build which others") { path, format };
        command.SetAction(parsed => Run(context, parsed.GetValue(path) ?? ".", parsed.GetValue(format) ?? "text"));
        return command;
    }

    private static int Run(CommandContext context, string name, string format)
    {
        if (format is not ("text" or "json"))
        {
            throw new UsageException($"--format: '{format}' is none of text, json");
        }

        var workingDirectory = context.WorkingDirectory();
        var full = Path.GetFullPath(name, workingDirectory);
        var isFolder = Directory.Exists(full);
        if (!isFolder && !File.Exists(full))
        {
            throw new UsageException($"no such file or folder: {name}");
        }

        var root = WorkspaceRoot.Find(full, isFolder, workingDirectory);
        var names = new RuleNames(RuleCatalog.Instance);
        var settings = RootSettings.Load(root, new CheckOptions { Paths = [name], Outputs = [], Jobs = 1, Today = context.Today() }, names, workingDirectory);
        var path = root.RelativePath(full) ?? "";
        var links = settings.IndexOf(new WorkspaceFile(root, path, path, IsNamed: true)).Links(context.CatchInterrupt());
        var shown = links.Keep(link => path.Length == 0 || IsIn(link.From.Path, path) || IsIn(link.To, path));
        if (format == "json")
        {
            WriteJson(context.Output, shown);
        }
        else
        {
            var style = TerminalStyle.Of(context, ColorChoice.Auto);
            context.Output.Write(Encoding.UTF8.GetBytes(string.Concat(shown.ConvertAll(link => VisibleText.Escape(LineOf(link), style.UseAscii) + "\n"))));
        }

        if (shown.Count == 0)
        {
            Messages.Error(context, $"{CommandLine.Name}: no links found");
        }

        return ExitCode.Success;
    }

    private static bool IsIn(string path, string named) =>
        path.StartsWith(named, StringComparison.Ordinal) && (path.Length == named.Length || path[named.Length] == '/');

    private static string LineOf(ProjectLink link)
    {
        var position = link.From.Lines.PositionOf(link.Span.Start);
        var line = string.Create(CultureInfo.InvariantCulture, $"{link.From.Path}:{position.Line + 1}:{position.Column + 1}: {Verb(link.Kind)} {link.To}");
        if (link.Build is not { } build)
        {
            return line;
        }

        line += $" (context {ContextOf(link)}";
        if (build.Target is { } target)
        {
            line += $", target {target.Value ?? target.Raw}";
        }

        foreach (var argument in build.Arguments)
        {
            line += argument.Value is { } value ? $", {argument.Name}={value.Value ?? "?"}" : $", {argument.Name}";
        }

        return line + ")";
    }

    private static string Verb(FileLinkKind kind) => kind switch
    {
        FileLinkKind.Requirements => "installs",
        FileLinkKind.Constraints => "is limited by",
        FileLinkKind.Conda => "makes the environment of",
        _ => "builds",
    };

    private static string ContextOf(ProjectLink link) => link.Context.Length == 0 ? "." : link.Context.TrimEnd('/');

    private static void WriteJson(Stream stream, List<ProjectLink> links)
    {
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = VisibleJsonEncoder.Instance }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            json.WriteStartArray("links");
            foreach (var link in links)
            {
                Write(json, link);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    private static void Write(Utf8JsonWriter json, ProjectLink link)
    {
        var position = link.From.Lines.PositionOf(link.Span.Start);
        json.WriteStartObject();
        json.WriteString("kind", KindOf(link.Kind));
        json.WriteString("from", link.From.Path);
        json.WriteNumber("line", position.Line + 1);
        json.WriteNumber("column", position.Column + 1);
        json.WriteString("to", link.To);
        if (link.Build is { } build)
        {
            json.WriteString("context", ContextOf(link));
            if (build.Target is { } target)
            {
                json.WriteString("target", target.Value);
            }

            json.WriteStartArray("arguments");
            foreach (var argument in build.Arguments)
            {
                json.WriteStartObject();
                json.WriteString("name", argument.Name);
                json.WriteString("value", argument.Value?.Value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static string KindOf(FileLinkKind kind) => kind switch
    {
        FileLinkKind.Requirements => "requirements",
        FileLinkKind.Constraints => "constraints",
        FileLinkKind.Conda => "conda",
        _ => "build",
    };
}
