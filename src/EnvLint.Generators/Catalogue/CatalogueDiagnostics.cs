using Microsoft.CodeAnalysis;

namespace EnvLint.Generators.Catalogue;

/// <summary>The errors of the rule catalogue.</summary>
internal static class CatalogueDiagnostics
{
    private const string Category = "EnvLint.Catalogue";

    /// <summary>A rule without page.</summary>
    public static readonly DiagnosticDescriptor RuleWithoutPage = Error(
        "ENVGEN001", "Rule without page", "{0} has no page: write {1} beside it");

    /// <summary>A page without rule.</summary>
    public static readonly DiagnosticDescriptor PageWithoutRule = Error(
        "ENVGEN002", "Page without rule", "{0} is the page of no rule: a rule class of that name must stand in the same folder");

    /// <summary>A code that two rules have.</summary>
    public static readonly DiagnosticDescriptor CodeTwice = Error(
        "ENVGEN003", "Code used twice", "{0} is the code of {1} and of {2}");

    /// <summary>A code or name that does not have its form.</summary>
    public static readonly DiagnosticDescriptor BadCodeOrName = Error(
        "ENVGEN004", "Malformed code or name", "{0}");

    /// <summary>A class that cannot be a rule.</summary>
    public static readonly DiagnosticDescriptor BadShape = Error(
        "ENVGEN005", "Rule class of the wrong shape", "{0} {1}");

    /// <summary>A superseded rule that does not exist.</summary>
    public static readonly DiagnosticDescriptor UnknownSuperseded = Error(
        "ENVGEN006", "Supersedes names no other rule", "{0} supersedes {1}, which is {2}");

    /// <summary>A page that belongs to another rule by its heading.</summary>
    public static readonly DiagnosticDescriptor BadHeading = Error(
        "ENVGEN007", "Wrong heading of a page", "The first line must be '# {0}: {1}'");

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
}
