namespace EnvLint.Syntax.Shell;

/// <summary>Which shell a text is written for. Both take the whole bash grammar; they differ where the same characters mean different things.</summary>
public enum ShellDialect : byte
{
    /// <summary>bash.</summary>
    Bash,

    /// <summary>The POSIX shell: <c>$[</c> is text, and a single quote inside <c>"${x:-…}"</c> is an ordinary character.</summary>
    Posix,
}
