namespace EnvLint.Syntax.PowerShell;

/// <summary>The two command languages of Windows.</summary>
public enum WindowsDialect
{
    /// <summary>PowerShell, old and new.</summary>
    PowerShell,

    /// <summary>The language of <c>cmd.exe</c>: <c>.bat</c> and <c>.cmd</c>.</summary>
    Batch,
}
