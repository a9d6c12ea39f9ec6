namespace EnvLint.Workspace;

/// <summary>What a file was like: as long as it is the same, so is the file, unless somebody sets its time back.</summary>
/// <param name="Exists">Whether there is one.</param>
/// <param name="Time">When it was last written, in ticks; of what a link leads to.</param>
/// <param name="Length">Its length in bytes.</param>
public sealed record FileStamp(bool Exists, long Time, long Length)
{
    private static readonly FileStamp s_missing = new(Exists: false, 0, 0);

    /// <summary>Looks at a file.</summary>
    /// <param name="fullPath">Absolute path, there or not.</param>
    public static FileStamp Of(string fullPath)
    {
        try
        {
            var info = new FileInfo(fullPath);
            info = info.LinkTarget is null ? info : info.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? info;
            return info.Exists ? new FileStamp(Exists: true, info.LastWriteTimeUtc.Ticks, info.Length) : s_missing;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return s_missing;
        }
    }
}
