using System.Collections.Immutable;
using EnvLint.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EnvLint.Generators.Knowledge;

/// <summary>Turns the tables of <c>rules/data</c> into static data: typed rows, nothing parsed and nothing looked up by name at run time.</summary>
/// <remarks>Works in projects that set <c>EnvLintKnowledge</c> to <c>true</c>. The form of a table is described in <c>rules/data/README.md</c>.</remarks>
[Generator(LanguageNames.CSharp)]
public sealed class KnowledgeGenerator : IIncrementalGenerator
{
    /// <summary>Name of the step that gives the code of each table.</summary>
    public const string TableStep = "KnowledgeTable";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var isWanted = context.AnalyzerConfigOptionsProvider.Select(static (provider, _) =>
            provider.GlobalOptions.TryGetValue("build_property.EnvLintKnowledge", out var wanted)
            && string.Equals(wanted, "true", StringComparison.OrdinalIgnoreCase));

        var tables = context.AdditionalTextsProvider
            .Where(static file => file.Path.EndsWith(".toml", StringComparison.OrdinalIgnoreCase))
            .Combine(isWanted)
            .Where(static pair => pair.Right)
            .Select(static (pair, token) => KnowledgeTable.Process(pair.Left.Path.Replace('\\', '/'), pair.Left.GetText(token) ?? SourceText.From("")))
            .WithTrackingName(TableStep);

        context.RegisterSourceOutput(tables, static (output, table) =>
        {
            foreach (var error in table.Errors)
            {
                output.ReportDiagnostic(error.ToDiagnostic());
            }

            if (table.Code.Length > 0)
            {
                output.AddSource($"{KnowledgeEmitter.Namespace}.{KnowledgeNames.Pascal(table.Name)}Table.g.cs", table.Code);
            }
        });

        var list = tables
            .Where(static table => table.Code.Length > 0)
            .Select(static (table, _) => (table.Name, table.AsOf))
            .Collect()
            .Select(static (all, _) => all.OrderBy(static table => table.Name, StringComparer.Ordinal).ToEquatable())
            .Combine(isWanted);
        context.RegisterSourceOutput(list, static (output, input) =>
        {
            if (input.Right)
            {
                output.AddSource($"{KnowledgeEmitter.Namespace}.KnowledgeTables.g.cs", KnowledgeEmitter.EmitList(input.Left.Items));
            }
        });
    }
}
