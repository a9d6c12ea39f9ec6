using System.Collections.Immutable;
using System.Text;
using EnvLint.Configuration;
using EnvLint.Reporting.Display;
using EnvLint.Text;
using EnvLint.Workspace;
using EnvLint.Workspace.Host;
using EnvLint.Workspace.Reading;
using EnvLint.Workspace.Writing;

namespace EnvLint.Cli.Commands;

/// <summary>Puts what a machine is into a configuration.</summary>
internal static class HostTarget
{
    // One machine's GPU with another one's driver would be no machine at all.
    private static readonly string[] OneMachine = ["driver", "cuda", "gpu", "compute-capability"];

    /// <summary>Asks the machine of this process.</summary>
    /// <param name="context">Where its variables are.</param>
    public static HostReport Ask(CommandContext context) => HostProbe.Ask(new LocalMachine(context.Variable, LocalMachine.UsualPatience));

    /// <summary>The table <c>[target]</c>, with a remark behind each line; empty where nothing is known.</summary>
    /// <param name="report">The machine.</param>
    /// <param name="remark">What to say of a key.</param>
    public static string Table(HostReport report, Func<HostFact, string> remark)
    {
        var empty = new SourceText(ConfigurationLoader.FileNames[0], "");
        if (report.Target.IsEmpty || ConfigurationEdits.SetTarget(empty, ValuesOf(report)) is not { } edits)
        {
            return "";
        }

        var lines = Apply(empty, edits).Content.TrimEnd('\n').Split('\n');
        var width = 0;
        foreach (var line in lines)
        {
            width = Math.Max(width, line.Length);
        }

        // A line for the table's name, then one for each key.
        var text = new StringBuilder().Append(lines[0]).Append('\n');
        for (var i = 1; i < lines.Length; i++)
        {
            text.Append(lines[i].PadRight(width)).Append("  # ").Append(VisibleText.Escape(remark(report.Target[i - 1]))).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Writes the target into the configuration of a root, or into a new one. The other keys and all comments stay.</summary>
    /// <param name="report">The machine.</param>
    /// <param name="root">The root.</param>
    /// <returns>The file, and what was taken out of it because this machine does not say it; no file where it says so already.</returns>
    /// <exception cref="UsageException">The file cannot be changed.</exception>
    public static (string Path, bool IsChanged, ImmutableArray<string> Removed) Write(HostReport report, WorkspaceRoot root)
    {
        var located = ConfigurationFiles.Locate(root);
        var path = located?.Path ?? ConfigurationLoader.FileNames[0];
        var before = located is null ? new SourceText(path, "")
            : located.Value.Read is TextRead { Source: var source } ? source
            : throw new UsageException($"{path}: it cannot be read; nothing was written");
        var removed = ImmutableArray.CreateBuilder<string>();
        var values = ValuesOf(report);
        if (Array.Exists(OneMachine, key => Has(report, key)))
        {
            var declared = located is null ? null : ConfigurationLoader.Parse(before, BuildInfo.Version).Configuration.Target;
            foreach (var key in OneMachine)
            {
                if (!Has(report, key))
                {
                    values.Add((key, null));
                    var isThere = key switch
                    {
                        "driver" => declared?.Driver,
                        "cuda" => declared?.Cuda,
                        "gpu" => declared?.Gpu,
                        _ => declared?.ComputeCapability,
                    } is not null;
                    if (isThere)
                    {
                        removed.Add(key);
                    }
                }
            }
        }

        if (ConfigurationEdits.SetTarget(before, values) is not { } edits)
        {
            throw new UsageException($"{path}: it is no valid TOML, or its target is no table; nothing was written");
        }

        if (edits.IsEmpty)
        {
            return (path, false, []);
        }

        Save(root, located is null ? null : before, Apply(before, edits));
        return (path, true, removed.DrainToImmutable());
    }

    /// <summary>Writes a configuration file.</summary>
    /// <param name="root">The root.</param>
    /// <param name="before">The text that is replaced; null for a new file.</param>
    /// <param name="after">The new text, with its path relative to the root.</param>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static void Save(WorkspaceRoot root, SourceText? before, SourceText after)
    {
        var result = before is null ? FileWriter.Create(root, after) : FileWriter.Replace(root, after.Path, before, after);
        if (!result.IsWritten)
        {
            throw new UsageException($"{after.Path}: {result.Reason}; nothing was written");
        }
    }

    private static bool Has(HostReport report, string key)
    {
        foreach (var fact in report.Target)
        {
            if (fact.Key == key)
            {
                return true;
            }
        }

        return false;
    }

    private static List<(string Key, string? Value)> ValuesOf(HostReport report)
    {
        var values = new List<(string, string?)>(report.Target.Length);
        foreach (var fact in report.Target)
        {
            values.Add((fact.Key, fact.Value));
        }

        return values;
    }

    private static SourceText Apply(SourceText before, ImmutableArray<TextEdit> edits)
    {
        var text = new StringBuilder(before.Length + 256);
        var position = 0;
        foreach (var edit in edits)
        {
            text.Append(before.Content, position, edit.Span.Start - position).Append(edit.NewText);
            position = edit.Span.End;
        }

        return before.WithContent(text.Append(before.Content, position, before.Length - position).ToString());
    }
}
