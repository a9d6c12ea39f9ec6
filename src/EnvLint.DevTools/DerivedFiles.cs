using System.Collections.Immutable;
using EnvLint.Rules;

namespace EnvLint.DevTools;

/// <summary>A file that is made from the code, whole or in part.</summary>
/// <param name="Path">Path in the working copy, with <c>/</c>.</param>
/// <param name="Make">Its text, from the folder of the working copy and the text that is there; empty where there is none.</param>
internal sealed record DerivedFile(string Path, Func<string, string, string> Make);

/// <summary>The files that are made from the code.</summary>
internal static class DerivedFiles
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<DerivedFile> All { get; } =
    [
        new("docs/rules.md", static (_, _) => RuleIndex.Write(RuleCatalog.Instance.All)),
        new("docs/envlint.schema.json", static (_, _) => ConfigurationSchema.Write(RuleCatalog.Instance.All)),
        new("docs/cli.md", static (_, text) => MarkedBlock.Replace(MarkedBlock.Replace(text, "commands", CommandReference.WriteCommands()), "formats", CommandReference.WriteFormats())),
        new("docs/configuration.md", static (_, text) => MarkedBlock.Replace(text, "keys", ConfigurationReference.Write())),
        new("README.md", MakeReadme),
    ];

    /// <summary>The files whose text is not what it should be.</summary>
    /// <param name="root">Folder of the working copy.</param>
    /// <param name="files">The files to look at.</param>
    /// <returns>Path and right text of each.</returns>
    public static IReadOnlyList<(string Path, string Text)> FindStale(string root, IEnumerable<DerivedFile> files)
    {
        var stale = new List<(string Path, string Text)>();
        foreach (var file in files)
        {
            var path = Path.Combine(root, file.Path);
            var current = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
            var text = file.Make(root, current);
            if (text != current)
            {
                stale.Add((file.Path, text));
            }
        }

        return stale;
    }

    private static string MakeReadme(string root, string text)
    {
        text = MarkedBlock.Replace(text, "families", RuleIndex.WriteFamilies(RuleCatalog.Instance.All));
        text = MarkedBlock.Replace(text, "output", SampleOutput.Write(root));
        return MarkedBlock.Replace(text, "stack", SampleStack.Write(root));
    }
}
