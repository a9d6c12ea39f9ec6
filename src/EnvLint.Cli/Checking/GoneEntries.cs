using System.Globalization;
using EnvLint.Baseline;
using EnvLint.Cli.Terminal;
using EnvLint.Configuration;
using EnvLint.Workspace;

namespace EnvLint.Cli.Checking;

/// <summary>Finds what a baseline records and the run did not find again.</summary>
/// <param name="context">Streams and surroundings.</param>
/// <param name="options">The command line.</param>
/// <param name="names">The rules.</param>
internal sealed class GoneEntries(CommandContext context, CheckOptions options, RuleNames names)
{
    // More than these help nobody; the rest is counted.
    private const int MostShown = 20;

    /// <summary>Tells which entries of the baselines have nothing to hide any more.</summary>
    /// <param name="baselines">The baselines of the run.</param>
    /// <param name="files">All files that were found.</param>
    /// <param name="outcomes">What came of them.</param>
    /// <param name="folders">The folders that were named and could be walked as a whole.</param>
    /// <param name="settingsOf">What holds for a root.</param>
    /// <returns>Their number.</returns>
    public int Tell(
        BaselineSet baselines,
        IReadOnlyList<WorkspaceFile> files,
        IReadOnlyList<FileOutcome> outcomes,
        IReadOnlyList<WorkspaceFile> folders,
        Func<WorkspaceRoot, RootSettings?> settingsOf)
    {
        var count = 0;
        foreach (var used in baselines.All)
        {
            var matches = new HashSet<string>(StringComparer.Ordinal);
            foreach (var outcome in outcomes)
            {
                if (outcome.Settings.Baseline?.Used == used)
                {
                    matches.UnionWith(outcome.Findings.BaselineMatches);
                }
            }

            var scope = new BaselineScope(used, options, names, files, outcomes, folders, settingsOf);
            var gone = new List<BaselineEntry>();
            foreach (var entry in used.Document.Entries)
            {
                if (!matches.Contains(entry.Fingerprint) && scope.Covers(entry))
                {
                    gone.Add(entry);
                }
            }

            count += gone.Count;
            Tell(used, gone);
        }

        return count;
    }

    private void Tell(UsedBaseline used, List<BaselineEntry> gone)
    {
        if (gone.Count == 0 || options.Quiet)
        {
            return;
        }

        var command = options.BaselineFile is null ? "envlint baseline" : $"envlint baseline --baseline {used.ShownName}";
        Messages.Note(context, options.Quiet, gone.Count == 1
            ? $"a finding of {used.ShownName} is gone; '{command}' takes it out:"
            : string.Create(CultureInfo.InvariantCulture, $"{gone.Count} findings of {used.ShownName} are gone; '{command}' takes them out:"));
        for (var i = 0; i < Math.Min(gone.Count, MostShown); i++)
        {
            Messages.Error(context, $"  {gone[i].Path}: {gone[i].Code} {gone[i].Message}");
        }

        if (gone.Count > MostShown)
        {
            Messages.Error(context, string.Create(CultureInfo.InvariantCulture, $"  and {gone.Count - MostShown} more"));
        }
    }
}
