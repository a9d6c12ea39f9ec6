namespace EnvLint.Syntax.Shell;

/// <summary>Parses POSIX shell and bash. It takes what <c>bash -n</c> takes; everything else becomes an error with a place, and parsing goes on behind it.</summary>
public static class ShellParser
{
    /// <summary>Parses a script. Never fails; the time it takes grows linearly with the text.</summary>
    /// <param name="text">The script.</param>
    /// <param name="dialect">The shell that is to run it.</param>
    /// <param name="ct">Stops the parsing.</param>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public static ShellTree Parse(string text, ShellDialect dialect = ShellDialect.Bash, CancellationToken ct = default) =>
        new ShellReader(text, dialect, ct).Read();
}
