using System.Text;
using EnvLint.Engine;
using EnvLint.Reporting.Display;

namespace EnvLint.Reporting;

/// <summary>The XML of Checkstyle's reports, which many servers and editors read.</summary>
/// <remarks>
/// The shape that Checkstyle's own <c>XMLLogger</c> writes: files, in them errors with line, column (from 1), severity
/// (error, warning or info), message and source. There is no schema of it; the version is the one that other linters write.
/// Characters that XML 1.0 forbids, and those that nobody sees, are spelled out.
/// </remarks>
public sealed class CheckstyleFormat : LineFormat
{
    /// <inheritdoc/>
    public override string Name => "checkstyle";

    /// <inheritdoc/>
    public override string Description => "XML of Checkstyle";

    /// <inheritdoc/>
    public override void Write(Report report, TextWriter output, ReportOptions options)
    {
        output.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n");
        string? path = null;
        foreach (var diagnostic in report.Diagnostics)
        {
            var xml = new StringBuilder();
            if (path != diagnostic.Source.Path)
            {
                xml.Append(path is null ? "" : "  </file>\n");
                path = diagnostic.Source.Path;
                xml.Append("  <file").AppendAttribute("name", path).Append(">\n");
            }

            var place = new ShownPlace(diagnostic.Source, diagnostic.Span);
            xml.Append("    <error")
                .AppendAttribute("line", place.Line)
                .AppendAttribute("column", place.Column)
                .AppendAttribute("severity", diagnostic.Severity.ToWord())
                .AppendAttribute("message", FindingText.SentenceOf(diagnostic, options))
                .AppendAttribute("source", $"{report.Tool.Name}.{diagnostic.Rule.Code}")
                .Append("/>\n");
            output.Write(xml);
        }

        output.Write(path is null ? "</checkstyle>\n" : "  </file>\n</checkstyle>\n");
    }
}
