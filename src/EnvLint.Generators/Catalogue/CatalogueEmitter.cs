using System.Collections.Immutable;
using EnvLint.Generators.Infrastructure;

namespace EnvLint.Generators.Catalogue;

/// <summary>Writes the code of the catalogue.</summary>
internal static class CatalogueEmitter
{
    /// <summary>The generated part of a rule: its descriptor and page.</summary>
    /// <param name="item">The rule.</param>
    public static string EmitRule(RuleWithPage item)
    {
        var rule = item.Rule;
        var code = new CodeWriter(rule.Namespace);
        code.Line("partial class " + rule.ClassName).Open();
        code.Line("/// <inheritdoc/>");
        code.Line("public override global::EnvLint.Rules.RuleDescriptor Descriptor => GeneratedDescriptor.Value;").Line();

        // In a class of its own, so that asking for the descriptor does not build the rule's own tables, nor the other way round.
        code.Line("private static class GeneratedDescriptor").Open();
        code.Line("internal static readonly global::EnvLint.Rules.RuleDescriptor Value = new()").Open();
        code.Line("Code = " + CodeWriter.Literal(rule.Code) + ",");
        code.Line("Name = " + CodeWriter.Literal(rule.Name) + ",");
        code.Line("Title = " + CodeWriter.Literal(rule.Title) + ",");
        code.Line("Category = global::EnvLint.Rules.RuleCategory." + rule.Category + ",");
        code.Line("Severity = global::EnvLint.Diagnostics.Severity." + rule.Severity + ",");
        code.Line("Confidence = global::EnvLint.Diagnostics.Confidence." + rule.Confidence + ",");
        code.Line("Fix = global::EnvLint.Rules.FixAvailability." + rule.Fix + ",");
        if (rule.Tag != "None")
        {
            code.Line("Tag = global::EnvLint.Rules.RuleTag." + rule.Tag + ",");
        }

        code.Line("Since = " + CodeWriter.Literal(rule.Since) + ",");
        if (rule.Supersedes.Count > 0)
        {
            code.Line("Supersedes = [" + string.Join(", ", rule.Supersedes.Select(CodeWriter.Literal)) + "],");
        }

        if (item.HelpBase.Length > 0)
        {
            code.Line("HelpAddress = " + CodeWriter.Literal(item.HelpBase + rule.Code) + ",");
        }

        code.Line("PageSource = static () => global::System.Text.Encoding.UTF8.GetString(PageBytes),");
        code.Close(";").Line();
        code.Line("private static global::System.ReadOnlySpan<byte> PageBytes => " + CodeWriter.Literal(item.Page) + "u8;");
        code.Close();
        code.Close();
        return code.ToString();
    }

    /// <summary>The catalogue.</summary>
    /// <param name="entries">The rules in the order of their codes.</param>
    public static string EmitCatalogue(EquatableArray<CatalogueEntry> entries)
    {
        var subjects = entries.Select(static entry => entry.Subject).OfType<string>().Distinct(StringComparer.Ordinal).OrderBy(static name => name, StringComparer.Ordinal).ToImmutableArray();
        var indexInSubject = new int[subjects.Length];

        var code = new CodeWriter("EnvLint.Rules");
        code.Summary("The rules that EnvLint ships, and for each subject those that want it.");
        code.Line("public sealed class RuleCatalog : global::EnvLint.Rules.RuleTable").Open();
        code.Line("private RuleCatalog()").Open().Close().Line();
        code.Summary("The one catalogue.");
        code.Line("public static RuleCatalog Instance { get; } = new();").Line();
        code.Line("/// <inheritdoc/>");
        code.Line("public override global::System.Collections.Generic.IReadOnlyList<global::EnvLint.Rules.Rule> All => AllRules.Items;").Line();
        code.Line("/// <inheritdoc/>");
        code.Line("protected override global::EnvLint.Rules.Rule[]? Find(global::System.Type subject)").Open();
        for (var i = 0; i < subjects.Length; i++)
        {
            code.Line("if (subject == typeof(" + subjects[i] + "))").Open();
            code.Line("return Subject" + i + ".Rules;");
            code.Close().Line();
        }

        code.Line("return null;");
        code.Close();

        // A nested class per subject: a rule is made when a file first yields its subject.
        for (var i = 0; i < subjects.Length; i++)
        {
            code.Line();
            code.Line("private static class Subject" + i).Open();
            code.Line("internal static readonly global::EnvLint.Rules.Rule<" + subjects[i] + ">[] Rules =");
            code.Line("[");
            foreach (var entry in entries.Where(entry => entry.Subject == subjects[i]))
            {
                code.Line("    new " + entry.FullName + "(),");
            }

            code.Line("];");
            code.Close();
        }

        code.Line();
        code.Line("private static class AllRules").Open();
        code.Line("internal static readonly global::System.Collections.ObjectModel.ReadOnlyCollection<global::EnvLint.Rules.Rule> Items = new(new global::EnvLint.Rules.Rule[]").Open();
        foreach (var entry in entries)
        {
            if (entry.Subject is null)
            {
                code.Line("new " + entry.FullName + "(),");
            }
            else
            {
                var subject = subjects.IndexOf(entry.Subject, StringComparer.Ordinal);
                code.Line("Subject" + subject + ".Rules[" + indexInSubject[subject]++ + "],");
            }
        }

        code.Close(");");
        code.Close();
        code.Close();
        return code.ToString();
    }

    private static int IndexOf(this ImmutableArray<string> array, string item, StringComparer comparer) => array.IndexOf(item, 0, array.Length, comparer);
}
