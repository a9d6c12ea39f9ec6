namespace EnvLint.Syntax.PowerShell;

/// <summary>Reads PowerShell and batch files at the level of commands. Never throws; what it does not understand it passes over.</summary>
public static class WindowsParser
{
    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="dialect">Its language.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static WindowsScript Parse(string text, WindowsDialect dialect, CancellationToken cancellationToken)
    {
        WindowsReader reader = dialect == WindowsDialect.PowerShell
            ? new PowerShellReader(text, cancellationToken)
            : new BatchReader(text, cancellationToken);
        return reader.Run(dialect);
    }
}
