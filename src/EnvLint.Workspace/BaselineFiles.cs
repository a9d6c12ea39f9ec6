using System.Text;
using EnvLint.Baseline;
using EnvLint.Text;
using EnvLint.Workspace.Reading;
using EnvLint.Workspace.Writing;

namespace EnvLint.Workspace;

/// <summary>Reads and writes baselines, and says whose files they know by which path.</summary>
public static class BaselineFiles
{
    /// <summary>What a baseline is called where nothing else is said.</summary>
    public const string DefaultName = "envlint-baseline.json";

    // Some hundred thousand findings.
    private const int Limit = 128 * 1024 * 1024;

    /// <summary>Reads a baseline.</summary>
    /// <param name="file">Absolute path.</param>
    /// <param name="shownName">The name for people.</param>
    /// <param name="unsaved">The text that an editor holds of it; null for a file that is as it is on disk.</param>
    /// <param name="error">What is wrong, with the name in front; null for nothing, and where there is no such file.</param>
    /// <returns>Null where something is wrong, and where there is no such file.</returns>
    public static BaselineDocument? Read(string file, string shownName, string? unsaved, out string? error)
    {
        error = null;
        ReadResult read;
        if (unsaved is not null)
        {
            read = new TextRead(new SourceText(shownName, unsaved));
        }
        else if (Directory.Exists(file))
        {
            read = new Unreadable("it is a folder");
        }
        else
        {
            try
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
                read = FileReader.Read(stream, shownName, Limit);
            }
            catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
            {
                return null;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                read = new Unreadable(Reasons.Of(exception));
            }
        }

        if (read is TextRead { Source: var source })
        {
            var document = BaselineText.Parse(source, out var fault);
            error = fault?.Describe();
            return document;
        }

        error = $"{shownName}: the baseline cannot be read: " + read switch
        {
            Unreadable { Reason: var reason } => reason,
            TooLarge => "it is too large",
            _ => "it is no text",
        };
        return null;
    }

    /// <summary>Writes a baseline, whole or not at all. Never throws for what the system is like.</summary>
    /// <param name="file">Absolute path; may be there already.</param>
    /// <param name="document">The baseline.</param>
    public static WriteResult Write(string file, BaselineDocument document)
    {
        try
        {
            // A link stays a link.
            var target = new FileInfo(file).LinkTarget is null ? file : File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
            if (new FileInfo(target) is { Exists: true, IsReadOnly: true })
            {
                return new WriteResult("it is read-only");
            }

            FileWriter.WriteAtomically(target, Encoding.UTF8.GetBytes(BaselineText.Write(document)));
            return default;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new WriteResult(Reasons.Of(exception));
        }
    }

    /// <summary>Whether a baseline that nobody named on a command line would be read or written outside of the folder that it belongs to, by way of a link.</summary>
    /// <param name="home">The folder.</param>
    /// <param name="path">Path relative to it, with <c>/</c>; the file need not be there.</param>
    /// <returns>True, too, for a link that leads nowhere: what is written would come to be where it points to.</returns>
    public static bool LeadsOut(WorkspaceRoot home, string path)
    {
        for (var length = path.Length; length > 0; length = path.AsSpan(0, length).LastIndexOf('/'))
        {
            var full = home.FullPath(path[..length]);
            if (Path.Exists(full) || new FileInfo(full).LinkTarget is not null)
            {
                return !home.Holds(path[..length]);
            }
        }

        return false;
    }

    /// <summary>The folder that a baseline's paths start from: the root that it lies in, where that holds the files; else the git repository around them, or their own root.</summary>
    /// <param name="file">Absolute path of the baseline.</param>
    /// <param name="root">The root of the files.</param>
    /// <param name="workingDirectory">Absolute path; the root of a baseline below it that has no marked folder above it.</param>
    public static WorkspaceRoot HomeOf(string file, WorkspaceRoot root, string workingDirectory)
    {
        var own = WorkspaceRoot.Find(file, isFolder: false, workingDirectory);
        return own.RelativePath(root.Path) is not null ? own : ConfigurationFiles.Repository(root);
    }

    /// <summary>A baseline as the files of a root see it.</summary>
    /// <param name="document">The baseline.</param>
    /// <param name="home">The folder that its paths start from.</param>
    /// <param name="root">The root, at or below that folder.</param>
    public static RootBaseline For(BaselineDocument document, WorkspaceRoot home, WorkspaceRoot root) =>
        new(document, home.RelativePath(root.Path) is { Length: > 0 } below ? below + "/" : "");
}
