using System.CommandLine;
using System.Text;
using System.Text.Json;
using EnvLint.Engine;
using EnvLint.Knowledge;
using EnvLint.Reporting.Display;
using EnvLint.Reporting.Json;
using EnvLint.Workspace;
using EnvLint.Workspace.Host;

namespace EnvLint.Cli.Commands;

/// <summary><c>envlint host</c>: what this machine is, as a target.</summary>
internal static class HostCommand
{
    private const int FormatVersion = 1;

    /// <summary>Makes the command.</summary>
    /// <param name="context">Streams and surroundings.</param>
    public static Command Create(CommandContext context)
    {
        var write = new Option<bool>("--write") { Description = "Puts it into [target] of envlint.toml, which is made where there is none" };
        var format = new Option<string>("--format") { HelpName = "FORMAT", Description = "text (default) or json" };
        var command = new Command("host", "Says what this machine is as a target: platform, driver, GPU, Docker, and what could not be learned") { write, format };
        command.SetAction(parsed => Run(context, parsed.GetValue(write), parsed.GetValue(format) ?? "text"));
        return command;
    }

    private static int Run(CommandContext context, bool write, string format)
    {
        if (format is not ("text" or "json"))
        {
            throw new UsageException($"--format: '{format}' is none of text, json");
        }

        var report = HostTarget.Ask(context);
        Written? written = null;
        if (write && !report.Target.IsEmpty)
        {
            var workingDirectory = context.WorkingDirectory();
            var root = WorkspaceRoot.Find(workingDirectory, isFolder: true, workingDirectory);
            var (path, isChanged, removed) = HostTarget.Write(report, root);
            written = new Written(Path.GetRelativePath(workingDirectory, root.FullPath(path)).Replace('\\', '/'), isChanged, string.Join(", ", removed));
        }

        context.Output.Write(format == "json" ? Json(report, written) : Encoding.UTF8.GetBytes(Text(report, written, write)));
        return ExitCode.Success;
    }

    // TOML, so that it can be pasted; what no target holds stands in comments.
    private static string Text(HostReport report, Written? written, bool write)
    {
        var text = new StringBuilder();
        text.Append("# What this machine is").Append(write ? "" : "; 'envlint host --write' puts it into envlint.toml").Append('\n');
        text.Append(HostTarget.Table(report, static fact => fact.Source));
        if (!report.Beside.IsEmpty || !report.Notes.IsEmpty || !report.Gaps.IsEmpty || written is not null)
        {
            text.Append('\n');
        }

        foreach (var fact in report.Beside)
        {
            Line(text, $"{fact.Key}: {fact.Value} ({fact.Source})");
        }

        foreach (var note in report.Notes)
        {
            Line(text, note);
        }

        for (var i = 0; i < report.Gaps.Length; i++)
        {
            // What is not known for one reason stands in one line.
            var what = report.Gaps[i].What;
            while (i + 1 < report.Gaps.Length && report.Gaps[i + 1].Reason == report.Gaps[i].Reason)
            {
                what += $", {report.Gaps[++i].What}";
            }

            Line(text, $"not known: {what}: {report.Gaps[i].Reason}");
        }

        if (written is not null)
        {
            Line(text, written.IsChanged ? $"written to {written.Path}" : $"{written.Path} says so already");
            if (written.Removed.Length > 0)
            {
                Line(text, $"taken out of it, as this machine does not say it: {written.Removed}");
            }
        }
        else if (write)
        {
            Line(text, "nothing is known that a target could hold: nothing was written");
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, string line) => text.Append("# ").Append(VisibleText.Escape(line)).Append('\n');

    private static byte[] Json(HostReport report, Written? written)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonHead.WriterOptions))
        {
            JsonHead.Write(json, FormatVersion, new ToolInfo(CommandLine.Name, BuildInfo.Version, KnowledgeTables.Newest));
            json.WriteStartObject("target"u8);
            foreach (var fact in report.Target)
            {
                json.WriteString(fact.Key, fact.Value);
            }

            json.WriteEndObject();
            json.WriteStartArray("facts"u8);
            foreach (var fact in report.Target.AddRange(report.Beside))
            {
                json.WriteStartObject();
                json.WriteString("name"u8, fact.Key);
                json.WriteString("value"u8, fact.Value);
                json.WriteString("source"u8, fact.Source);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("unknown"u8);
            foreach (var gap in report.Gaps)
            {
                json.WriteStartObject();
                json.WriteString("name"u8, gap.What);
                json.WriteString("reason"u8, gap.Reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("notes"u8);
            foreach (var note in report.Notes)
            {
                json.WriteStringValue(note);
            }

            json.WriteEndArray();
            json.WriteString("written"u8, written is { IsChanged: true } ? written.Path : null);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private sealed record Written(string Path, bool IsChanged, string Removed);
}
