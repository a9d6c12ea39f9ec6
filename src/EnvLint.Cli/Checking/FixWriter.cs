using System.Text;
using EnvLint.Cli.Terminal;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Reporting;
using EnvLint.Reporting.Display;
using EnvLint.Workspace;
using EnvLint.Workspace.Writing;

namespace EnvLint.Cli.Checking;

/// <summary>The fixes of a run: ended, shown, or written.</summary>
/// <param name="context">Streams and surroundings.</param>
/// <param name="options">The command line.</param>
internal sealed class FixWriter(CommandContext context, CheckOptions options)
{
    /// <summary>Mends what several files need, after each of them by itself, one root after the other.</summary>
    /// <param name="outcomes">What came of all files; those that others lead to join them.</param>
    /// <param name="roots">What holds for the roots.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Finish(List<FileOutcome> outcomes, IEnumerable<RootSettings> roots, CancellationToken cancellationToken)
    {
        foreach (var settings in roots)
        {
            if (settings.Fixer is not { } fixer)
            {
                continue;
            }

            var files = new List<FixedFile>();
            WorkspaceFile? beside = null;
            foreach (var outcome in outcomes)
            {
                if (ReferenceEquals(outcome.Settings, settings) && outcome.Fixed is { } file)
                {
                    files.Add(file);
                    beside = outcome.File;
                }
            }

            foreach (var linked in fixer.Finish(files, cancellationToken))
            {
                var place = outcomes.FindIndex(outcome => string.CompareOrdinal(outcome.File.ShownPath, linked.Path) > 0);
                outcomes.Insert(place < 0 ? outcomes.Count : place, FileChecker.OfLinked(linked, settings, beside!));
            }

            foreach (var blocked in fixer.Blocked)
            {
                Warn($"{blocked.Diagnostic.Source.Path}: {blocked.Diagnostic.Rule.Code} is not mended: the fix would change {blocked.Path}, and {blocked.Reason}");
            }
        }

        for (var i = 0; i < outcomes.Count; i++)
        {
            outcomes[i] = outcomes[i].Fixed is { IsLinked: false } ? FileChecker.Finished(outcomes[i]) : outcomes[i];
        }
    }

    /// <summary>Writes what was mended; what cannot be written is told, and counts as found and not mended.</summary>
    /// <param name="outcomes">What came of all files.</param>
    /// <returns>Whether all could be written.</returns>
    public bool Write(List<FileOutcome> outcomes)
    {
        var places = new Dictionary<FixedFile, int>();
        for (var i = 0; i < outcomes.Count; i++)
        {
            if (outcomes[i].Fixed is { } file)
            {
                places.Add(file, i);
            }
        }

        var isWritten = true;
        var done = new HashSet<int>();
        for (var i = 0; i < outcomes.Count; i++)
        {
            List<int> group = [i];
            foreach (var file in outcomes[i].Fixed?.Together ?? [])
            {
                // A file that was changed and changed back has no place.
                if (places.TryGetValue(file, out var place) && place != i)
                {
                    group.Add(place);
                }
            }

            group.Sort();
            if (done.Add(group[0]))
            {
                isWritten &= WriteTogether(outcomes, group);
            }
        }

        return isWritten;
    }

    // All files of a group or none of them.
    private bool WriteTogether(List<FileOutcome> outcomes, List<int> group)
    {
        var changed = group.FindAll(place => outcomes[place].Change is not null);
        for (var i = 0; i < changed.Count; i++)
        {
            var (file, (before, after)) = (outcomes[changed[i]].File, outcomes[changed[i]].Change!.Value);
            if (FileWriter.Replace(file.Root, file.Path, before, after) is not { IsWritten: false, Reason: var reason })
            {
                continue;
            }

            var others = new List<string>();
            foreach (var place in changed)
            {
                if (place != changed[i])
                {
                    others.Add(outcomes[place].File.ShownPath);
                }
            }

            Messages.Error(context, $"{CommandLine.Name}: {file.ShownPath} cannot be written: {reason}{(others.Count == 0 ? "" : $"; what had to change with it is left as it was: {string.Join(", ", others)}")}");
            for (var j = 0; j < i; j++)
            {
                var (written, (was, now)) = (outcomes[changed[j]].File, outcomes[changed[j]].Change!.Value);
                if (FileWriter.Replace(written.Root, written.Path, now, was) is { IsWritten: false, Reason: var why })
                {
                    Messages.Error(context, $"{CommandLine.Name}: {written.ShownPath} is changed and cannot be put back: {why}");
                }
            }

            foreach (var place in group)
            {
                outcomes[place] = outcomes[place] with { Findings = outcomes[place].Unfixed, Change = null, Mended = 0 };
            }

            return false;
        }

        return true;
    }

    /// <summary>Writes to standard output what would change, as a patch.</summary>
    /// <param name="outcomes">What came of all files.</param>
    public void WriteDiff(List<FileOutcome> outcomes)
    {
        // For a terminal nothing raw; for a pipe the very bytes, or no patch would apply.
        var style = TerminalStyle.Of(context, options.Color);
        Func<string, string> show = context.IsOutputTerminal() ? line => VisibleText.Escape(line, style.UseAscii) : static line => line;
        using var writer = new StreamWriter(context.Output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        foreach (var outcome in outcomes)
        {
            if (outcome.Change is var (before, after))
            {
                UnifiedDiff.Write(before, after, writer, show);
            }
        }

        // An empty diff could be a mistake, too.
        if (!outcomes.Exists(static outcome => outcome.Change is not null) && outcomes.Exists(static outcome => !outcome.Unfixed.Diagnostics.IsEmpty))
        {
            Warn(options.LowestSafety == FixSafety.Safe ? "nothing of what was found can be mended safely" : "nothing of what was found can be mended");
        }
    }

    /// <summary>Names the files of the machine that could be mended and are not: who asks about a machine wants to know, not to have its settings changed.</summary>
    /// <param name="outcomes">What came of all files.</param>
    public void TellMachine(List<FileOutcome> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            if (!outcome.Settings.IsMachine)
            {
                continue;
            }

            foreach (var diagnostic in outcome.Findings.Diagnostics)
            {
                if (diagnostic.Fix is { } fix && fix.Safety >= options.LowestSafety)
                {
                    Warn($"{outcome.File.ShownPath} is not mended: it belongs to this machine; name it to have it mended");
                    break;
                }
            }
        }
    }

    private void Warn(string line) => Messages.Note(context, options.Quiet, line);
}
