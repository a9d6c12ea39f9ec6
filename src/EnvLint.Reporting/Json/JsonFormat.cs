using System.Text.Json;
using EnvLint.Engine;

namespace EnvLint.Reporting.Json;

/// <summary>JSON for programs, version 1: stable; lines and columns from 1, columns in UTF-16 code units, ends exclusive.</summary>
public sealed class JsonFormat : ReportFormat
{
    /// <summary>The version of the shape of findings, here and in the lines of <see cref="JsonLinesFormat"/>.</summary>
    internal const int Version = 1;

    private const int FlushAt = 32 * 1024;

    /// <inheritdoc/>
    public override string Name => "json";

    /// <inheritdoc/>
    public override string Description => "findings and counts for programs";

    /// <inheritdoc/>
    public override void Write(Report report, Stream output, ReportOptions options)
    {
        using (var json = new Utf8JsonWriter(output, JsonHead.WriterOptions))
        {
            JsonHead.Write(json, Version, report.Tool);

            json.WriteStartArray("findings"u8);
            var fingerprints = report.Fingerprints.Diagnostics;
            for (var i = 0; i < report.Diagnostics.Length; i++)
            {
                json.WriteStartObject();
                JsonFinding.Write(json, report.Diagnostics[i], fingerprints[i]);
                json.WriteEndObject();
                if (json.BytesPending > FlushAt)
                {
                    json.Flush();
                }
            }

            json.WriteEndArray();

            json.WriteStartObject("summary"u8);
            json.WriteNumber("files"u8, report.FilesChecked);
            json.WriteNumber("errors"u8, report.Errors);
            json.WriteNumber("warnings"u8, report.Warnings);
            json.WriteNumber("infos"u8, report.Infos);
            json.WriteNumber("suppressed"u8, report.SuppressedInSource);
            json.WriteNumber("baselined"u8, report.Baselined);
            json.WriteNumber("fixable"u8, report.FixableSafely);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }
}
