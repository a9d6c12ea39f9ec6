using System.Globalization;
using System.Text;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Reporting.Display;

namespace EnvLint.Reporting;

/// <summary>Workflow commands of GitHub Actions: each finding is an annotation at its lines.</summary>
/// <remarks>
/// As "Workflow commands for GitHub Actions" (docs.github.com) describes them, escaped as <c>@actions/core</c> does it and as the
/// runner's own parser takes it back. A page shows a title and a message; the log shows the message alone, so it begins with the place.
/// </remarks>
public sealed class GitHubFormat : LineFormat
{
    /// <inheritdoc/>
    public override string Name => "github";

    /// <inheritdoc/>
    public override string Description => "annotations of GitHub Actions";

    /// <inheritdoc/>
    public override bool WantsRepository => true;

    /// <inheritdoc/>
    public override void Write(Report report, TextWriter output, ReportOptions options)
    {
        // GitHub shows the first ten errors, warnings and notices of a step and fifty of a job, and drops what comes later.
        foreach (var index in FindingText.MostSevereFirst(report.Diagnostics))
        {
            output.Write(CommandOf(report.Diagnostics[index], report.Tool, options));
            output.Write('\n');
        }

        if (options.WriteSummary)
        {
            output.Write(TextFormat.Summarize(report));
            output.Write('\n');
        }
    }

    private static string CommandOf(Diagnostic diagnostic, ToolInfo tool, ReportOptions options)
    {
        var place = new ShownPlace(diagnostic.Source, diagnostic.Span);
        var command = new StringBuilder("::").Append(diagnostic.Severity switch
        {
            Severity.Error => "error",
            Severity.Warning => "warning",
            _ => "notice",
        });
        AppendEscaped(command.Append(" file="), VisibleText.Escape(options.PathInRepository(diagnostic.Source.Path)), isProperty: true);
        command.Append(CultureInfo.InvariantCulture, $",line={place.Line},endLine={place.EndLine}");
        if (place.Line == place.EndLine)
        {
            // The runner takes the columns of one line only.
            command.Append(CultureInfo.InvariantCulture, $",col={place.Column},endColumn={place.EndColumn}");
        }

        AppendEscaped(command.Append(",title="), $"{diagnostic.Rule.Code} {diagnostic.Rule.Name}", isProperty: true);
        AppendEscaped(command.Append("::"), $"{place.With(diagnostic.Source, options)}: {VisibleText.Escape(diagnostic.Message)}", isProperty: false);
        foreach (var line in FindingText.LinesOf(diagnostic, tool, options))
        {
            AppendEscaped(command.Append("%0A"), line, isProperty: false);
        }

        return command.ToString();
    }

    private static void AppendEscaped(StringBuilder output, string text, bool isProperty)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '%' => output.Append("%25"),
                ':' when isProperty => output.Append("%3A"),
                ',' when isProperty => output.Append("%2C"),
                _ => output.Append(c), // line ends are spelled out already
            };
        }
    }
}
