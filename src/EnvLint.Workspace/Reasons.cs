namespace EnvLint.Workspace;

/// <summary>Short words for what the system refuses: its own messages name absolute paths and change with the build.</summary>
internal static class Reasons
{
    /// <summary>The reason in a few words, without a path.</summary>
    /// <param name="exception">What was thrown.</param>
    public static string Of(Exception exception) => exception switch
    {
        UnauthorizedAccessException => "permission denied",
        FileNotFoundException or DirectoryNotFoundException => "not found",
        PathTooLongException => "path too long",
        _ => "input/output error",
    };
}
