using System.CommandLine;
using System.Text;
using System.Text.Json;
using EnvLint.Configuration;
using EnvLint.Reporting.Json;
using EnvLint.Rules;

namespace EnvLint.Cli.Commands;

/// <summary><c>envlint rules</c>: all rules, for people or programs.</summary>
internal static class RulesCommand
{
    private static readonly string[] Formats = ["text", "json"];

    /// <summary>Makes the command.</summary>
    /// <param name="context">Streams and surroundings.</param>
    public static Command Create(CommandContext context)
    {
        var format = new Option<string>("--format") { HelpName = "FORMAT", Description = "text (default) or json" };
        var command = new Command("rules", "Lists all rules") { format };
        command.SetAction(parsed => Run(context, parsed.GetValue(format) ?? Formats[0]));
        return command;
    }

    private static int Run(CommandContext context, string format)
    {
        if (Array.IndexOf(Formats, format) < 0)
        {
            throw new UsageException($"--format: '{format}' is none of {string.Join(", ", Formats)}");
        }

        var names = new RuleNames(RuleCatalog.Instance);
        context.Output.Write(format == "json" ? WriteJson(names) : WriteText(names));
        return ExitCode.Success;
    }

    private static byte[] WriteText(RuleNames names)
    {
        var width = 0;
        foreach (var rule in names.Rules)
        {
            width = Math.Max(width, rule.Name.Length);
        }

        var text = new StringBuilder();
        foreach (var rule in names.Rules)
        {
            text.Append(rule.Code).Append("  ").Append(rule.Name.PadRight(width)).Append("  ")
                .Append(ConfigurationWords.Severities[(int)rule.Severity].PadRight("warning".Length)).Append("  ")
                .Append(rule.Fix == FixAvailability.None ? "   " : "fix").Append("  ")
                .Append(rule.Title).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static byte[] WriteJson(RuleNames names)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = VisibleJsonEncoder.Instance }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", 1);
            writer.WriteStartArray("rules");
            foreach (var rule in names.Rules)
            {
                writer.WriteStartObject();
                writer.WriteString("code", rule.Code);
                writer.WriteString("name", rule.Name);
                writer.WriteString("title", rule.Title);
                writer.WriteString("category", WordOf(rule.Category));
                writer.WriteString("severity", ConfigurationWords.Severities[(int)rule.Severity]);
                writer.WriteString("confidence", ConfigurationWords.Confidences[(int)rule.Confidence]);
                writer.WriteString("fix", WordOf(rule.Fix));
                writer.WriteString("since", rule.Since);
                writer.WriteStartArray("supersedes");
                foreach (var code in rule.Supersedes)
                {
                    writer.WriteStringValue(code);
                }

                writer.WriteEndArray();
                if (rule.HelpUri is { } help)
                {
                    writer.WriteString("help", help.AbsoluteUri);
                }

                writer.WriteString("page", rule.Page);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static string WordOf(RuleCategory category) => category switch
    {
        RuleCategory.Correctness => "correctness",
        RuleCategory.Compatibility => "compatibility",
        RuleCategory.Reproducibility => "reproducibility",
        RuleCategory.Performance => "performance",
        RuleCategory.Security => "security",
        _ => "checker",
    };

    private static string WordOf(FixAvailability fix) => fix switch
    {
        FixAvailability.Always => "always",
        FixAvailability.Sometimes => "sometimes",
        _ => "none",
    };
}
