using System.Text.Json;
using EnvLint.Engine;

namespace EnvLint.Reporting.Json;

/// <summary>JSON Lines (jsonlines.org): one finding on each line, for programs that read as it comes.</summary>
/// <remarks>
/// Each line is the object that <c>findings</c> of <see cref="JsonFormat"/> holds, behind a property <c>version</c> with the same
/// meaning as there. All lines have this one shape, as programs that load JSON Lines expect it: there is no line that heads them
/// and none that sums up, and a run without findings writes nothing.
/// </remarks>
public sealed class JsonLinesFormat : ReportFormat
{
    private const int BufferSize = 32 * 1024;

    /// <inheritdoc/>
    public override string Name => "jsonl";

    /// <inheritdoc/>
    public override string Description => "one JSON object on each line";

    /// <inheritdoc/>
    public override void Write(Report report, Stream output, ReportOptions options)
    {
        // Not disposed: that would close the stream behind it.
        var buffer = new BufferedStream(output, BufferSize);
        using (var json = new Utf8JsonWriter(buffer, JsonHead.LineOptions))
        {
            var fingerprints = report.Fingerprints.Diagnostics;
            for (var i = 0; i < report.Diagnostics.Length; i++)
            {
                json.WriteStartObject();
                json.WriteNumber("version"u8, JsonFormat.Version);
                JsonFinding.Write(json, report.Diagnostics[i], fingerprints[i]);
                json.WriteEndObject();
                json.Flush();
                json.Reset();
                buffer.WriteByte((byte)'\n');
            }
        }

        buffer.Flush();
    }
}
