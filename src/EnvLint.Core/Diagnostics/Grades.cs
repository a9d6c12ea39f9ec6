namespace EnvLint.Diagnostics;

/// <summary>How bad a finding is. Each level is a promise.</summary>
public enum Severity
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Very likely wrong.</summary>
    Warning,

    /// <summary>Fails, or does something else than written, for certain.</summary>
    Error,
}

/// <summary>How sure a finding is, apart from how bad it is.</summary>
public enum Confidence
{
    /// <summary>A heuristic.</summary>
    Low,

    /// <summary>One step of inference.</summary>
    Medium,

    /// <summary>From the file itself and a verified row of the tables.</summary>
    High,
}

/// <summary>Whether a fix keeps the meaning that the author certainly wanted.</summary>
public enum FixSafety
{
    /// <summary>Only the author can know: written with <c>--unsafe-fixes</c>.</summary>
    Suggested,

    /// <summary>The file does afterwards what it says now: written with <c>--fix</c>.</summary>
    Safe,
}
