using System.Text.Json;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Reporting.Display;

namespace EnvLint.Reporting.Json;

/// <summary>A Code Quality report of GitLab: the part of Code Climate's format that GitLab reads.</summary>
/// <remarks>
/// As "Code Quality report format" (docs.gitlab.com, ci/testing/code_quality) lists it: description, check_name, fingerprint,
/// severity, path and first line; GitLab leaves everything else unread. The grades are those that ESLint's formatter for GitLab
/// gives its errors and warnings: major and minor.
/// </remarks>
public sealed class GitLabFormat : ReportFormat
{
    private const int FlushAt = 32 * 1024;

    /// <inheritdoc/>
    public override string Name => "gitlab";

    /// <inheritdoc/>
    public override string Description => "Code Quality report of GitLab";

    /// <inheritdoc/>
    public override bool WantsRepository => true;

    /// <inheritdoc/>
    public override void Write(Report report, Stream output, ReportOptions options)
    {
        using (var json = new Utf8JsonWriter(output, JsonHead.WriterOptions))
        {
            json.WriteStartArray();
            var fingerprints = report.Fingerprints.Diagnostics;
            for (var i = 0; i < report.Diagnostics.Length; i++)
            {
                Write(json, report.Diagnostics[i], fingerprints[i], options);
                if (json.BytesPending > FlushAt)
                {
                    json.Flush();
                }
            }

            json.WriteEndArray();
        }

        output.Write("\n"u8);
    }

    private static void Write(Utf8JsonWriter json, Diagnostic diagnostic, string fingerprint, ReportOptions options)
    {
        json.WriteStartObject();
        json.WriteString("description"u8, FindingText.SentenceOf(diagnostic, options));
        json.WriteString("check_name"u8, diagnostic.Rule.Code);
        json.WriteString("fingerprint"u8, fingerprint);
        json.WriteString("severity"u8, diagnostic.Severity switch
        {
            Severity.Error => "major",
            Severity.Warning => "minor",
            _ => "info",
        });
        json.WriteStartObject("location"u8);
        json.WriteString("path"u8, options.PathInRepository(diagnostic.Source.Path));
        json.WriteStartObject("lines"u8);
        json.WriteNumber("begin"u8, new ShownPlace(diagnostic.Source, diagnostic.Span).Line);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
