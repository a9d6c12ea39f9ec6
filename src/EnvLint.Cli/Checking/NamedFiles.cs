using EnvLint.Workspace;

namespace EnvLint.Cli.Checking;

/// <summary>The files that the paths on a command line stand for.</summary>
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
}
