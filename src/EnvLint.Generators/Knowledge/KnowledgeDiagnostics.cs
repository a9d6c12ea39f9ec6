using Microsoft.CodeAnalysis;

namespace EnvLint.Generators.Knowledge;

/// <summary>The errors of the tables.</summary>
internal static class KnowledgeDiagnostics
{
    /// <summary>No valid TOML.</summary>
    public static readonly DiagnosticDescriptor BadToml = Error("ENVDATA001", "The table is no valid TOML", "{0}");

    /// <summary>A header that is missing or wrong.</summary>
    public static readonly DiagnosticDescriptor BadHeader = Error("ENVDATA002", "The table does not say what it is", "{0}");

    /// <summary>A fact without source.</summary>
    public static readonly DiagnosticDescriptor BadSource = Error("ENVDATA003", "A fact without a source that is known", "{0}");

    /// <summary>A row out of order.</summary>
    public static readonly DiagnosticDescriptor NotSorted = Error("ENVDATA004", "A row out of order", "{0}");

    /// <summary>A key that two rows have.</summary>
    public static readonly DiagnosticDescriptor KeyTwice = Error("ENVDATA005", "A key used twice", "{0}");

    /// <summary>A column whose values are of several types, or of one that has no place in a table.</summary>
    public static readonly DiagnosticDescriptor BadType = Error("ENVDATA006", "A column of several types", "{0}");

    /// <summary>A name that makes no name in C#.</summary>
    public static readonly DiagnosticDescriptor BadName = Error("ENVDATA007", "A name that cannot be used", "{0}");

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, "EnvLint.Knowledge", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
