using EnvLint.Workspace;

namespace EnvLint.Cli.Checking;

/// <summary>The files that the paths on a command line stand for: found, and checked on all threads.</summary>
internal static class NamedFiles
{
    /// <summary>Finds them.</summary>
    /// <param name="options">The command line.</param>
    /// <param name="workingDirectory">What its paths start from.</param>
    /// <param name="settingsOf">Says what holds for a root; asked as soon as one is found.</param>
    /// <exception cref="UsageException">A path leads nowhere, or what holds for a root is wrong.</exception>
    public static FileCollection Collect(CheckOptions options, string workingDirectory, Func<WorkspaceRoot, RootSettings> settingsOf)
    {
        try
        {
            return FileCollector.Collect(
                options.Paths, workingDirectory, root => settingsOf(root).WalkOptions(useIgnoreFiles: !options.NoIgnore), options.ForceExclude, CancellationToken.None);
        }
        catch (PathNotFoundException exception)
        {
            throw new UsageException(exception.Message);
        }
    }

    /// <summary>Checks them, and shows how far that is.</summary>
    /// <param name="context">Streams and surroundings.</param>
    /// <param name="options">The command line.</param>
    /// <param name="files">The files.</param>
    /// <param name="check">Checks one; null for what turns out to be no manifest.</param>
    /// <param name="cancellationToken">Ends the work between two files.</param>
    /// <returns>What came of the manifests, in the order of the files.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static List<FileOutcome> Check(
        CommandContext context, CheckOptions options, IReadOnlyList<WorkspaceFile> files, Func<WorkspaceFile, FileOutcome?> check, CancellationToken cancellationToken)
    {
        var progress = Progress.Start(context, files.Count, options.Quiet, static () => System.Environment.TickCount64, options.Color);
        FileOutcome?[] results;
        try
        {
            results = OrderedParallel.Run(files, options.Jobs, check, progress.Report, cancellationToken);
        }
        finally
        {
            progress.Clear();
        }

        var outcomes = new List<FileOutcome>(results.Length);
        foreach (var result in results)
        {
            if (result is not null)
            {
                outcomes.Add(result);
            }
        }

        return outcomes;
    }
}
