using System.Text;
using EnvLint.Configuration;
using EnvLint.Rules;

namespace EnvLint.DevTools;

/// <summary>The tables of rules for people: <c>docs/rules.md</c> and the families in the README.</summary>
internal static class RuleIndex
{
    /// <summary>The index of all rules.</summary>
    /// <param name="rules">All rules.</param>
    public static string Write(IReadOnlyList<Rule> rules)
    {
        var text = new StringBuilder($"""
            # Rules

            <!-- Made by `dotnet run --project src/EnvLint.DevTools -- regen` from the rules. Do not edit. -->

            {rules.Count} rules. Each code leads to its page: why it matters, examples with EnvLint's exact output, how to fix it, when to ignore it, sources.
            `envlint explain CODE` shows the same page in the terminal.

            An *error* fails, or does something else than written, for certain. A *warning* is very likely wrong. An *info* is worth knowing.
            The table has the default; some cases of a rule have another, and its page says so. *fix*: how often EnvLint offers one.

            """.ReplaceLineEndings("\n"));
        foreach (var (family, own) in RuleFamily.Group(rules))
        {
            text.Append($"\n## {family.Prefix}: {family.Title}\n\n{Capital(family.Finds)}.\n\n| code | name | severity | fix | what it finds |\n|---|---|---|---|---|\n");
            foreach (var rule in own)
            {
                var descriptor = rule.Descriptor;
                text.Append($"| [{descriptor.Code}](../{PagePath(family, rule)}) | `{descriptor.Name}` | {ConfigurationWords.Severities[(int)descriptor.Severity]} | {WordOf(descriptor.Fix)} | {Cell(descriptor.Title)} |\n");
            }
        }

        return text.ToString();
    }

    /// <summary>The table of families.</summary>
    /// <param name="rules">All rules.</param>
    public static string WriteFamilies(IReadOnlyList<Rule> rules)
    {
        var text = new StringBuilder("| family | about | finds | rules |\n|---|---|---|---|\n");
        foreach (var (family, own) in RuleFamily.Group(rules))
        {
            text.Append($"| [{family.Prefix}](docs/rules.md#{Anchor($"{family.Prefix}: {family.Title}")}) | {family.Title} | {Cell(family.Finds)} | {own.Length} |\n");
        }

        return text.ToString();
    }

    /// <summary>Where the page of a rule stands.</summary>
    /// <param name="family">The rule's family.</param>
    /// <param name="rule">The rule.</param>
    public static string PagePath(RuleFamily family, Rule rule) => $"rules/{family.Folder}/{rule.GetType().Name}.md";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string WordOf(FixAvailability fix) => fix switch
    {
        FixAvailability.Always => "always",
        FixAvailability.Sometimes => "sometimes",
        _ => "",
    };

    // As GitHub makes them of headings: small letters, no punctuation, hyphens for blanks.
    private static string Anchor(string heading)
    {
        var anchor = new StringBuilder();
        foreach (var c in heading)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            {
                anchor.Append(char.ToLowerInvariant(c));
            }
            else if (c == ' ')
            {
                anchor.Append('-');
            }
        }

        return anchor.ToString();
    }
}
