namespace EnvLint.Workspace;

/// <summary>Short words for what the system refuses: its own messages name absolute paths and change with the build.</summary>
public static class Reasons
{
    // ENOSPC and ERROR_DISK_FULL.
    private const int DiskFull = 28;
    private const int DiskFullOfWindows = 112;

    /// <summary>The reason in a few words, without a path.</summary>
    /// <param name="exception">What was thrown.</param>
    public static string Of(Exception exception) => exception switch
    {
        UnauthorizedAccessException => "permission denied",
        FileNotFoundException or DirectoryNotFoundException => "not found",
        PathTooLongException => "path too long",
        IOException { HResult: var code } when (code & 0xFFFF) == (OperatingSystem.IsWindows() ? DiskFullOfWindows : DiskFull) => "no space left",
        _ => "input/output error",
    };

    /// <summary>The reason why a file or folder cannot be opened that the system has listed.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="path">Its path, as it was listed.</param>
    public static string Of(Exception exception, string path) =>
        exception is FileNotFoundException or DirectoryNotFoundException && path.Contains('\uFFFD', StringComparison.Ordinal) ? "the name is not UTF-8" : Of(exception);
}
