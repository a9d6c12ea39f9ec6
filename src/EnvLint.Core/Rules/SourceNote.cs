namespace EnvLint.Rules;

/// <summary>The notes that say where something is known from: all rules write them alike.</summary>
public static class SourceNote
{
    /// <summary>A source with the date of its table: <c>https://… (table of 2026-10)</c>.</summary>
    /// <param name="source">The source, in words for people.</param>
    /// <param name="asOf">The table's date.</param>
    public static string Of(string source, string asOf) => $"{source} (table of {asOf})";

    /// <summary>What is known, with its source and the date of its table: <c>removed in 2.12 (https://…; table of 2026-10)</c>.</summary>
    /// <param name="text">What is known, without a full stop; empty for the source alone.</param>
    /// <param name="source">The source, in words for people.</param>
    /// <param name="asOf">The table's date.</param>
    public static string Of(string text, string source, string asOf) => text.Length == 0 ? Of(source, asOf) : $"{text} ({source}; table of {asOf})";
}
