using EnvLint.Generators.Infrastructure;

namespace EnvLint.Generators.Catalogue;

/// <summary>All that the generated code of a rule depends on.</summary>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="ClassName">Its class.</param>
/// <param name="Subject">Full name of its subject; null for a rule that the engine itself reports.</param>
/// <param name="Code">The code, as written.</param>
/// <param name="Name">The name, as written.</param>
/// <param name="Title">The title.</param>
/// <param name="Category">Member of the enumeration.</param>
/// <param name="Severity">Member of the enumeration.</param>
/// <param name="Confidence">Member of the enumeration.</param>
/// <param name="Fix">Member of the enumeration.</param>
/// <param name="Tag">Member of the enumeration.</param>
/// <param name="Since">The version that first had it.</param>
/// <param name="Supersedes">Codes that stay silent.</param>
/// <param name="Folder">The folder of its source file, with <c>/</c>.</param>
/// <param name="CanBeExtended">Whether the generated part would compile.</param>
/// <param name="CanBeMade">Whether the catalogue can make an instance.</param>
internal sealed record RuleModel(
    string Namespace,
    string ClassName,
    string? Subject,
    string Code,
    string Name,
    string Title,
    string Category,
    string Severity,
    string Confidence,
    string Fix,
    string Tag,
    string Since,
    EquatableArray<string> Supersedes,
    string Folder,
    bool CanBeExtended,
    bool CanBeMade)
{
    /// <summary>The class with its namespace.</summary>
    public string FullName => Namespace.Length == 0 ? "global::" + ClassName : "global::" + Namespace + "." + ClassName;

    /// <summary>Where its page is to stand.</summary>
    public string PagePath => Folder + "/" + ClassName + ".md";
}

/// <summary>A rule and where it is declared.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Location">Its class name in the source.</param>
/// <param name="ShapeErrors">What is wrong with the class itself.</param>
internal sealed record RuleDeclaration(RuleModel Rule, LocationInfo? Location, EquatableArray<string> ShapeErrors);

/// <summary>A rule's page.</summary>
/// <param name="Path">Its path, with <c>/</c>.</param>
/// <param name="Text">Its text, with \n at the end of each line.</param>
internal sealed record PageModel(string Path, string Text)
{
    /// <summary>The first line.</summary>
    public string Heading
    {
        get
        {
            var end = Text.IndexOf('\n');
            return (end < 0 ? Text : Text.Substring(0, end)).TrimEnd();
        }
    }
}

/// <summary>A rule together with its page.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Page">The page's text; empty where it is missing, which is an error of its own.</param>
/// <param name="HelpBase">Address in front of the code; empty for none.</param>
internal sealed record RuleWithPage(RuleModel Rule, string Page, string HelpBase);

/// <summary>A rule as the catalogue sees it.</summary>
/// <param name="Code">The code.</param>
/// <param name="FullName">The class.</param>
/// <param name="Subject">The subject; null for none.</param>
internal sealed record CatalogueEntry(string Code, string FullName, string? Subject);
