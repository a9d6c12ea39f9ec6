using EnvLint.Text;
using EnvLint.Workspace.Reading;

namespace EnvLint.Workspace.Writing;

/// <summary>What came of writing a file.</summary>
/// <param name="Reason">Why it was not written, in a few words; null where it was.</param>
public readonly record struct WriteResult(string? Reason)
{
    /// <summary>Whether the file holds the new text.</summary>
    public bool IsWritten => Reason is null;
}

/// <summary>Writes files whole or not at all.</summary>
public static class FileWriter
{
    private const string LeadsOut = "the link leads out of the root or nowhere";
    private const string ReadOnly = "it is read-only";

    /// <summary>Puts a new text in the place of the one that was read. Never throws for what the file or the system is like.</summary>
    /// <remarks>
    /// The new text goes to a file beside the old one and is then renamed over it, so that no reader sees half of it. The file's mode is kept;
    /// a link stays a link, and what it leads to is replaced. A file that has changed since it was read is left alone.
    /// </remarks>
    /// <param name="root">The root.</param>
    /// <param name="path">Path relative to the root, with <c>/</c>.</param>
    /// <param name="before">The text as it was read.</param>
    /// <param name="after">The text to write, in the encoding it names.</param>
    public static WriteResult Replace(WorkspaceRoot root, string path, SourceText before, SourceText after)
    {
        try
        {
            var target = root.FullPath(path);
            if (new FileInfo(target).LinkTarget is not null)
            {
                if (root.Resolve(path) is not { } resolved)
                {
                    return new WriteResult(LeadsOut);
                }

                target = resolved;
            }

            var now = (FileReader.Read(root, path, before.Path) as TextRead)?.Source;
            if (now is not null && IsSame(now, after))
            {
                // Done already, under the name of a link.
                return default;
            }

            if (now is null || !IsSame(now, before))
            {
                return new WriteResult("it has changed since it was read");
            }

            // A rename asks for rights on the folder only: a file that must not be written is left alone.
            if (new FileInfo(target).IsReadOnly)
            {
                return new WriteResult(ReadOnly);
            }

            WriteAtomically(target, TextEncoder.Encode(after));
            return default;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new WriteResult(Reasons.Of(exception));
        }
        catch (System.Text.EncoderFallbackException)
        {
            return new WriteResult("the new text cannot be encoded");
        }
    }

    private static bool IsSame(SourceText left, SourceText right) => left.Encoding == right.Encoding && string.Equals(left.Content, right.Content, StringComparison.Ordinal);

    /// <summary>Why a file cannot be written that can be read, as far as that can be said before it is tried. Never throws for what the system is like.</summary>
    /// <param name="root">The root.</param>
    /// <param name="path">Path relative to the root, with <c>/</c>.</param>
    /// <returns>A few words; null where nothing speaks against it.</returns>
    public static string? WhyNot(WorkspaceRoot root, string path)
    {
        try
        {
            return root.Resolve(path) is not { } target ? LeadsOut : new FileInfo(target).IsReadOnly ? ReadOnly : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Reasons.Of(exception);
        }
    }

    /// <summary>Writes a file that is not there yet. Never throws for what the system is like.</summary>
    /// <param name="root">The root.</param>
    /// <param name="text">The text, with its path relative to the root, in the encoding it names.</param>
    public static WriteResult Create(WorkspaceRoot root, SourceText text)
    {
        try
        {
            var target = root.FullPath(text.Path);
            if (Path.Exists(target) || new FileInfo(target).LinkTarget is not null)
            {
                return new WriteResult("it is there already");
            }

            WriteAtomically(target, TextEncoder.Encode(text));
            return default;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new WriteResult(Reasons.Of(exception));
        }
    }

    /// <summary>Writes a file beside its place and renames it there.</summary>
    /// <param name="fullPath">Absolute path of a file that may exist already.</param>
    /// <param name="content">All its bytes.</param>
    /// <exception cref="IOException">The folder or the disk does not allow it.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static void WriteAtomically(string fullPath, ReadOnlySpan<byte> content)
    {
        var temporary = Path.Join(Path.GetDirectoryName(fullPath), $".{Path.GetRandomFileName()}.envlint");
        try
        {
            using (var handle = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.None, content.Length))
            {
                RandomAccess.Write(handle, content, 0);
                if (!OperatingSystem.IsWindows() && File.Exists(fullPath))
                {
                    File.SetUnixFileMode(handle, File.GetUnixFileMode(fullPath));
                }

                RandomAccess.FlushToDisk(handle);
            }

            File.Move(temporary, fullPath, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
