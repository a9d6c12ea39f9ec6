using EnvLint.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EnvLint.Generators.Catalogue;

/// <summary>Makes each rule's descriptor from its attribute and page, and the catalogue from all rules.</summary>
/// <remarks>Works in projects that set <c>EnvLintRuleCatalog</c> to <c>true</c>.</remarks>
[Generator(LanguageNames.CSharp)]
public sealed class RuleCatalogueGenerator : IIncrementalGenerator
{
    /// <summary>Name of the step whose results decide over the rules' own parts.</summary>
    public const string RuleStep = "RuleWithPage";

    /// <summary>Name of the step whose result decides over the catalogue.</summary>
    public const string CatalogueStep = "Catalogue";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var options = context.AnalyzerConfigOptionsProvider.Select(static (provider, _) =>
        {
            provider.GlobalOptions.TryGetValue("build_property.EnvLintRuleCatalog", out var wanted);
            provider.GlobalOptions.TryGetValue("build_property.EnvLintHelpBaseUri", out var helpBase);
            return (IsWanted: string.Equals(wanted, "true", StringComparison.OrdinalIgnoreCase), HelpBase: helpBase ?? "");
        });
        var isWanted = options.Select(static (value, _) => value.IsWanted);
        var helpBase = options.Select(static (value, _) => value.HelpBase);

        var declarations = context.SyntaxProvider
            .ForAttributeWithMetadataName(RuleReader.AttributeName, static (node, _) => node is ClassDeclarationSyntax, RuleReader.Read)
            .Combine(isWanted)
            .Where(static pair => pair.Right)
            .Select(static (pair, _) => pair.Left);
        var pages = context.AdditionalTextsProvider
            .Where(static file => file.Path.EndsWith(".md", StringComparison.OrdinalIgnoreCase))
            .Select(static (file, token) => new PageModel(
                file.Path.Replace('\\', '/'),
                (file.GetText(token)?.ToString() ?? "").Replace("\r\n", "\n")))
            .Combine(isWanted)
            .Where(static pair => pair.Right)
            .Select(static (pair, _) => pair.Left)
            .Collect();

        // Without the place of the class: a line more above it changes nothing of what is generated.
        var rules = declarations.Select(static (declaration, _) => declaration.Rule);

        var rulesWithPages = rules.Combine(pages).Combine(helpBase)
            .Select(static (input, _) =>
            {
                var ((rule, all), address) = input;
                var path = rule.PagePath;
                var page = all.FirstOrDefault(candidate => candidate.Path == path);
                return new RuleWithPage(rule, page?.Text ?? "", address);
            })
            .WithTrackingName(RuleStep);
        context.RegisterSourceOutput(rulesWithPages, static (output, item) =>
        {
            if (item.Rule.CanBeExtended)
            {
                output.AddSource(item.Rule.FullName.Substring("global::".Length) + ".g.cs", CatalogueEmitter.EmitRule(item));
            }
        });

        var entries = rules.Collect().Combine(isWanted)
            .Select(static (input, _) => (IsWanted: input.Right, Entries: input.Left
                .Where(static rule => rule.CanBeMade)
                .Select(static rule => new CatalogueEntry(rule.Code, rule.FullName, rule.Subject))
                .OrderBy(static entry => entry.Code, StringComparer.Ordinal)
                .ThenBy(static entry => entry.FullName, StringComparer.Ordinal)
                .ToEquatable()))
            .WithTrackingName(CatalogueStep);
        context.RegisterSourceOutput(entries, static (output, input) =>
        {
            if (input.IsWanted)
            {
                output.AddSource("EnvLint.Rules.RuleCatalog.g.cs", CatalogueEmitter.EmitCatalogue(input.Entries));
            }
        });

        var errors = declarations.Collect().Combine(pages)
            .Select(static (input, _) => CatalogueChecker.Check(input.Left, input.Right));
        context.RegisterSourceOutput(errors, static (output, found) =>
        {
            foreach (var error in found)
            {
                output.ReportDiagnostic(error.ToDiagnostic());
            }
        });
    }
}
