using System.Text.Json;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Reporting.Display;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.Reporting.Json;

/// <summary>SonarQube's generic format for issues of other programs, as it is since version 10.3: rules, and issues that name them.</summary>
/// <remarks>
/// As "Generic formatted issue reports" (docs.sonarsource.com) describes it and SonarQube's <c>ExternalIssueReportValidator</c> asks for
/// it. Grades belong to rules there, so a rule has that of its most severe finding. Both ways of grading are
/// written: impacts on a software quality, and the type and severity of before, which version 10.8 brought back beside them. Of the
/// impacts only the three levels that all versions know. Lines count from 1 and columns from 0; the scanner fails at an
/// empty range, so a place without characters names its line alone. How long mending takes is not known and left out.
/// </remarks>
public sealed class SonarQubeFormat : ReportFormat
{
    private const int FlushAt = 32 * 1024;

    /// <inheritdoc/>
    public override string Name => "sonarqube";

    /// <inheritdoc/>
    public override string Description => "issues for SonarQube's import";

    /// <inheritdoc/>
    public override void Write(Report report, Stream output, ReportOptions options)
    {
        using (var json = new Utf8JsonWriter(output, JsonHead.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteStartArray("rules"u8);
            foreach (var worst in WorstOfRules(report).Values)
            {
                WriteRule(json, worst.Rule, worst.Severity, report.Tool);
            }

            json.WriteEndArray();
            json.WriteStartArray("issues"u8);
            foreach (var diagnostic in report.Diagnostics)
            {
                WriteIssue(json, diagnostic, options);
                if (json.BytesPending > FlushAt)
                {
                    json.Flush();
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static SortedDictionary<string, Diagnostic> WorstOfRules(Report report)
    {
        var rules = new SortedDictionary<string, Diagnostic>(StringComparer.Ordinal);
        foreach (var diagnostic in report.Diagnostics)
        {
            if (!rules.TryGetValue(diagnostic.Rule.Code, out var worst) || worst.Severity < diagnostic.Severity)
            {
                rules[diagnostic.Rule.Code] = diagnostic;
            }
        }

        return rules;
    }

    private static void WriteRule(Utf8JsonWriter json, RuleDescriptor rule, Severity severity, ToolInfo tool)
    {
        var (attribute, quality, type) = rule.Category switch
        {
            RuleCategory.Correctness or RuleCategory.Compatibility => ("LOGICAL", "RELIABILITY", "BUG"),
            RuleCategory.Reproducibility => ("COMPLETE", "RELIABILITY", "BUG"),
            RuleCategory.Performance => ("EFFICIENT", "MAINTAINABILITY", "CODE_SMELL"),
            RuleCategory.Security => ("TRUSTWORTHY", "SECURITY", "VULNERABILITY"),
            _ => ("CONVENTIONAL", "MAINTAINABILITY", "CODE_SMELL"),
        };
        json.WriteStartObject();
        json.WriteString("id"u8, rule.Code);
        json.WriteString("name"u8, rule.Name);
        json.WriteString("description"u8, rule.Title);
        json.WriteString("engineId"u8, tool.Name);
        json.WriteString("cleanCodeAttribute"u8, attribute);
        json.WriteString("type"u8, type);
        json.WriteString("severity"u8, severity switch
        {
            Severity.Error => "CRITICAL",
            Severity.Warning => "MAJOR",
            _ => "INFO",
        });
        json.WriteStartArray("impacts"u8);
        json.WriteStartObject();
        json.WriteString("softwareQuality"u8, quality);
        json.WriteString("severity"u8, severity switch
        {
            Severity.Error => "HIGH",
            Severity.Warning => "MEDIUM",
            _ => "LOW",
        });
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteIssue(Utf8JsonWriter json, Diagnostic diagnostic, ReportOptions options)
    {
        json.WriteStartObject();
        json.WriteString("ruleId"u8, diagnostic.Rule.Code);
        json.WriteStartObject("primaryLocation"u8);
        WriteLocation(json, diagnostic.Source, diagnostic.Span, FindingText.SentenceOf(diagnostic, options));
        json.WriteEndObject();
        if (diagnostic.Related.Length > 0)
        {
            json.WriteStartArray("secondaryLocations"u8);
            foreach (var related in diagnostic.Related)
            {
                json.WriteStartObject();
                WriteLocation(json, related.Source, related.Span, VisibleText.Escape(related.Message));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteLocation(Utf8JsonWriter json, SourceText source, TextSpan span, string message)
    {
        var place = new ShownPlace(source, span);
        json.WriteString("message"u8, message);
        json.WriteString("filePath"u8, source.Path);
        json.WriteStartObject("textRange"u8);
        json.WriteNumber("startLine"u8, place.Line);
        if (!place.IsEmpty)
        {
            json.WriteNumber("endLine"u8, place.EndLine);
            json.WriteNumber("startColumn"u8, place.Column - 1);
            json.WriteNumber("endColumn"u8, place.EndColumn - 1);
        }

        json.WriteEndObject();
    }
}
