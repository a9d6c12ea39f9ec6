using System.Buffers;
using EnvLint.Text;

namespace EnvLint.Workspace.Reading;

/// <summary>Reads files as text, within a limit, and says what stands in the way.</summary>
public static class FileReader
{
    /// <summary>The largest file that is read, in bytes: 10 MiB. A manifest has kilobytes.</summary>
    public const int DefaultLimit = 10 * 1024 * 1024;

    /// <summary>Reads a file of a root. Never throws for what the file or the system is like.</summary>
    /// <param name="root">The root.</param>
    /// <param name="path">Path relative to the root, with <c>/</c>.</param>
    /// <param name="shownPath">The path that findings name.</param>
    /// <param name="limit">The largest size in bytes.</param>
    public static ReadResult Read(WorkspaceRoot root, string path, string shownPath, int limit = DefaultLimit)
    {
        try
        {
            if (Locate(root, path) is not { } file)
            {
                return new Unreadable("the link leads out of the root or nowhere");
            }

            // Pipes and devices have no length: they are never opened, which could wait for ever.
            var length = file.Length;
            return length == 0 ? new TextRead(new SourceText(shownPath, ""))
                : length > limit ? new TooLarge(limit)
                : ReadBytes(file.FullName, (int)length, shownPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Unreadable(Reasons.Of(exception, shownPath));
        }
    }

    /// <summary>Reads a stream to its end, such as standard input.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="shownPath">The path that findings name.</param>
    /// <param name="limit">The largest size in bytes.</param>
    public static ReadResult Read(Stream stream, string shownPath, int limit = DefaultLimit)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            var length = 0;
            while (true)
            {
                var count = stream.Read(buffer.AsSpan(length));
                if (count == 0)
                {
                    return TextDecoder.Decode(buffer.AsSpan(0, length), shownPath);
                }

                length += count;
                if (length > limit)
                {
                    return new TooLarge(limit);
                }

                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }
        }
        catch (IOException exception)
        {
            return new Unreadable(Reasons.Of(exception));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The first bytes of a file of a root, to tell what it is; fewer where it is shorter, none where it cannot be read.</summary>
    /// <param name="root">The root.</param>
    /// <param name="path">Path relative to the root, with <c>/</c>.</param>
    /// <param name="buffer">Takes the bytes.</param>
    /// <returns>The number of bytes.</returns>
    public static int ReadStart(WorkspaceRoot root, string path, Span<byte> buffer)
    {
        try
        {
            if (Locate(root, path) is not { Length: > 0 } file)
            {
                return 0;
            }

            using var handle = File.OpenHandle(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return RandomAccess.Read(handle, buffer, 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    // The file itself, or what its link leads to; null where that is not inside the root.
    private static FileInfo? Locate(WorkspaceRoot root, string path)
    {
        var file = new FileInfo(root.FullPath(path));
        return file.LinkTarget is null ? file
            : root.Resolve(path) is { } target ? new FileInfo(target)
            : null;
    }

    // What is written to the file meanwhile is not waited for: it is read as long as it was.
    private static ReadResult ReadBytes(string fullName, int length, string shownPath)
    {
        using var handle = File.OpenHandle(fullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var done = 0;
            while (done < length)
            {
                var count = RandomAccess.Read(handle, buffer.AsSpan(done, length - done), done);
                if (count == 0)
                {
                    break;
                }

                done += count;
            }

            return TextDecoder.Decode(buffer.AsSpan(0, done), shownPath);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
