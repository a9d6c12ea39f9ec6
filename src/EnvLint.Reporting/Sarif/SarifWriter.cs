using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Reporting.Display;
using EnvLint.Reporting.Json;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.Reporting.Sarif;

/// <summary>Writes one SARIF log, front to back.</summary>
internal sealed class SarifWriter
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";
    private const string RootName = "%SRCROOT%";
    private const int FlushAt = 64 * 1024;

    // What may still come behind the last result that fits: the end of the log and what lies in the buffer.
    private const int Reserve = 2 * FlushAt;

    // More links than this make a message unreadable; the places themselves are all there.
    private const int LinkLimit = 10;

    private readonly Report _report;
    private readonly ReportOptions _options;
    private readonly SarifLimits _limits;
    private readonly Stream _output;
    private readonly GzipMeter? _meter;
    private readonly Dictionary<string, int> _ruleIndex = new(StringComparer.Ordinal);
    private readonly List<RuleDescriptor> _rules = [];
    private int _shortened;

    /// <summary>Makes a writer for one log.</summary>
    /// <param name="report">The report.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="limits">How large it may be.</param>
    /// <param name="output">Where to; stays open.</param>
    /// <param name="meter">Measures what goes to <paramref name="output"/>; null where the size cannot matter.</param>
    public SarifWriter(Report report, ReportOptions options, SarifLimits limits, Stream output, GzipMeter? meter)
    {
        _report = report;
        _options = options;
        _limits = limits;
        _output = output;
        _meter = meter;
    }

    /// <summary>Writes the log.</summary>
    /// <param name="results">The results; where they are too many, the last ones are left out.</param>
    public void Write(SarifResult[] results)
    {
        CollectRules(results);
        using (var json = new Utf8JsonWriter(_output, JsonHead.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("$schema"u8, Schema);
            json.WriteString("version"u8, "2.1.0");
            json.WriteStartArray("runs"u8);
            json.WriteStartObject();
            WriteTool(json);
            if (_options.Category is { Length: > 0 } category)
            {
                json.WriteStartObject("automationDetails"u8);
                json.WriteString("id"u8, category.EndsWith('/') ? category : category + "/");
                json.WriteEndObject();
            }

            json.WriteString("columnKind"u8, "utf16CodeUnits");
            json.WriteStartArray("newlineSequences"u8);
            json.WriteStringValue("\r\n");
            json.WriteStringValue("\n");
            json.WriteStringValue("\r");
            json.WriteEndArray();
            WriteRoot(json);
            var written = WriteResults(json, results);
            WriteInvocation(json, results.Length - written);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        _output.Write("\n"u8);
    }

    private static string LevelOf(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    // A rule that speaks without being in the table is written all the same: a result without its rule is refused.
    private void CollectRules(SarifResult[] results)
    {
        foreach (var rule in _report.Rules)
        {
            Add(rule);
        }

        foreach (var result in results)
        {
            Add(result.Diagnostic.Rule);
        }

        void Add(RuleDescriptor rule)
        {
            if (_ruleIndex.TryAdd(rule.Code, _rules.Count))
            {
                _rules.Add(rule);
            }
        }
    }

    private void WriteTool(Utf8JsonWriter json)
    {
        json.WriteStartObject("tool"u8);
        json.WriteStartObject("driver"u8);
        json.WriteString("name"u8, _report.Tool.Name);
        json.WriteString("version"u8, _report.Tool.Version);
        json.WriteString("semanticVersion"u8, _report.Tool.Version);
        json.WriteStartArray("rules"u8);
        foreach (var rule in _rules)
        {
            WriteRule(json, rule);
            FlushIfLarge(json);
        }

        json.WriteEndArray();
        if (_report.Tool.Knowledge.Length > 0)
        {
            json.WriteStartObject("properties"u8);
            json.WriteString("knowledge"u8, _report.Tool.Knowledge);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter json, RuleDescriptor rule)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, rule.Code);
        json.WriteString("name"u8, rule.Name);
        WriteText(json, "shortDescription"u8, RulePage.Cut(RulePage.Sentence(rule.Title), RulePage.DescriptionLimit));
        WriteText(json, "fullDescription"u8, RulePage.Describe(rule));
        json.WriteStartObject("help"u8);
        json.WriteString("text"u8, RulePage.ToPlainText(rule));
        if (!string.IsNullOrWhiteSpace(rule.Page))
        {
            json.WriteString("markdown"u8, rule.Page);
        }

        json.WriteEndObject();
        if (rule.HelpUri is { } address)
        {
            json.WriteString("helpUri"u8, address.AbsoluteUri);
        }

        json.WriteStartObject("defaultConfiguration"u8);
        json.WriteString("level"u8, LevelOf(rule.Severity));
        json.WriteEndObject();
        json.WriteStartObject("properties"u8);
        json.WriteStartArray("tags"u8);
        json.WriteStringValue(TagOf(rule.Category));
        json.WriteStringValue(rule.Code.TrimEnd("0123456789".AsSpan()).ToString().ToLowerInvariant());
        json.WriteEndArray();
        json.WriteString("precision"u8, rule.Confidence.ToWord());
        json.WriteString("problem.severity"u8, rule.Severity switch
        {
            Severity.Error => "error",
            Severity.Warning => "warning",
            _ => "recommendation",
        });
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string TagOf(RuleCategory category) => category switch
    {
        RuleCategory.Correctness => "correctness",
        RuleCategory.Compatibility => "compatibility",
        RuleCategory.Reproducibility => "reproducibility",
        RuleCategory.Performance => "performance",
        RuleCategory.Security => "security",
        _ => "checker",
    };

    private void WriteRoot(Utf8JsonWriter json)
    {
        json.WriteStartObject("originalUriBaseIds"u8);
        json.WriteStartObject(RootName);
        if (RootAddress() is { } root)
        {
            json.WriteString("uri"u8, root);
        }

        WriteText(json, "description"u8, "The folder that the paths of the results are relative to.");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private string? RootAddress()
    {
        var root = _options.Root?.AbsoluteUri;
        return root is null || root.EndsWith('/') ? root : root + "/";
    }

    /// <summary>Writes the results that fit and returns how many they are.</summary>
    private int WriteResults(Utf8JsonWriter json, SarifResult[] results)
    {
        var written = 0;
        json.WriteStartArray("results"u8);
        while (written < results.Length && written < _limits.Results)
        {
            if (FlushIfLarge(json) && _meter is not null && _meter.CompressedLength > _limits.CompressedBytes - Reserve)
            {
                break;
            }

            WriteResult(json, results[written]);
            written++;
        }

        json.WriteEndArray();
        return written;
    }

    private static bool FlushIfLarge(Utf8JsonWriter json)
    {
        if (json.BytesPending < FlushAt)
        {
            return false;
        }

        json.Flush();
        return true;
    }

    private void WriteResult(Utf8JsonWriter json, SarifResult result)
    {
        var diagnostic = result.Diagnostic;
        var related = diagnostic.Related.AsSpan();
        if (related.Length > _limits.Locations - 1)
        {
            related = related[..(_limits.Locations - 1)];
            _shortened++;
        }

        json.WriteStartObject();
        json.WriteString("ruleId"u8, diagnostic.Rule.Code);
        json.WriteNumber("ruleIndex"u8, _ruleIndex[diagnostic.Rule.Code]);
        json.WriteString("level"u8, LevelOf(diagnostic.Severity));
        WriteText(json, "message"u8, MessageOf(diagnostic));
        json.WriteStartArray("locations"u8);
        json.WriteStartObject();
        WritePlace(json, diagnostic.Source, diagnostic.Span);
        json.WriteEndObject();
        json.WriteEndArray();

        if (related.Length > 0)
        {
            json.WriteStartArray("relatedLocations"u8);
            for (var i = 0; i < related.Length; i++)
            {
                json.WriteStartObject();
                json.WriteNumber("id"u8, i + 1);
                WritePlace(json, related[i].Source, related[i].Span);
                WriteText(json, "message"u8, RulePage.Sentence(Visible(LabelOf(related[i], i))));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteStartObject("partialFingerprints"u8);
        json.WriteString("primaryLocationLineHash"u8, result.LineHash.ToString());
        json.WriteString(Fingerprint.Version, result.Fingerprint);
        json.WriteEndObject();

        // An edit is needed: a fix that only changes the encoding cannot be said in SARIF.
        if (diagnostic.Fix is { Edits.Length: > 0 } or { Elsewhere.Length: > 0 } && diagnostic.Fix is { } fix)
        {
            WriteFix(json, diagnostic.Source, fix);
        }

        WriteSuppression(json, result.Suppression);
        if (_options.IncludeSuppressed && _report.HasBaseline)
        {
            // As with suppressions: all results of a run say it, or none does.
            json.WriteString("baselineState"u8, result.Suppression?.Kind == SuppressionKind.Baseline ? "unchanged"u8 : "new"u8);
        }

        json.WriteStartObject("properties"u8);
        json.WriteString("confidence"u8, diagnostic.Confidence.ToWord());
        if (diagnostic.Target is { } target)
        {
            json.WriteString("target"u8, target);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The finding's sentence, then its notes, then links to the further places, which code scanning shows only if they are linked.</summary>
    private static string MessageOf(Diagnostic diagnostic)
    {
        var text = new StringBuilder(EscapeLinks(RulePage.Sentence(Visible(diagnostic.Message))));
        foreach (var note in diagnostic.Notes)
        {
            text.Append(' ').Append(EscapeLinks(RulePage.Sentence(Visible(note))));
        }

        for (var i = 0; i < diagnostic.Related.Length && i < LinkLimit; i++)
        {
            var label = Visible(LabelOf(diagnostic.Related[i], i)).Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $" See [{label}]({i + 1}).");
        }

        return text.ToString();
    }

    private static string LabelOf(RelatedLocation related, int index) =>
        related.Message.Length > 0 ? related.Message : string.Create(CultureInfo.InvariantCulture, $"place {index + 1}");

    private static string Visible(string text) => VisibleText.Escape(text);

    // "[extra](name)" in a sentence must not become a link.
    private static string EscapeLinks(string text) =>
        text.Contains("](", StringComparison.Ordinal)
            ? text.Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal)
            : text;

    private void WriteFix(Utf8JsonWriter json, SourceText source, Fix fix)
    {
        json.WriteStartArray("fixes"u8);
        json.WriteStartObject();
        WriteText(json, "description"u8, RulePage.Sentence(Visible(fix.TitleWithFiles)));
        json.WriteStartArray("artifactChanges"u8);
        if (!fix.Edits.IsEmpty)
        {
            WriteChange(json, source, fix.Edits);
        }

        foreach (var other in fix.Elsewhere)
        {
            WriteChange(json, other.Source, other.Edits);
        }

        json.WriteEndArray();
        json.WriteStartObject("properties"u8);
        json.WriteString("safety"u8, fix.Safety.ToWord());
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteChange(Utf8JsonWriter json, SourceText source, ImmutableArray<TextEdit> edits)
    {
        json.WriteStartObject();
        WriteArtifact(json, source);
        json.WriteStartArray("replacements"u8);
        foreach (var edit in edits)
        {
            json.WriteStartObject();
            WriteRegion(json, "deletedRegion"u8, source, edit.Span);
            if (edit.NewText.Length > 0)
            {
                WriteText(json, "insertedContent"u8, edit.NewText);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Either all results of a run say how they are suppressed, or none does; an empty array means "not at all".
    private void WriteSuppression(Utf8JsonWriter json, SuppressedDiagnostic? suppression)
    {
        if (!_options.IncludeSuppressed)
        {
            return;
        }

        json.WriteStartArray("suppressions"u8);
        if (suppression is not null)
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, suppression.Kind == SuppressionKind.InSource ? "inSource" : "external");
            json.WriteString("status"u8, "accepted");
            if (suppression.Justification.Length > 0)
            {
                json.WriteString("justification"u8, Visible(suppression.Justification));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteInvocation(Utf8JsonWriter json, int missing)
    {
        json.WriteStartArray("invocations"u8);
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful"u8, _report.IsComplete);
        if (RootAddress() is { } root)
        {
            json.WriteStartObject("workingDirectory"u8);
            json.WriteString("uri"u8, root);
            json.WriteEndObject();
        }

        if (missing > 0 || _shortened > 0)
        {
            json.WriteStartArray("toolExecutionNotifications"u8);
            if (missing > 0)
            {
                WriteNotification(json, $"The log would have been too large: {Words.Count(missing, "result is", "results are")} missing, the least severe ones.");
            }

            if (_shortened > 0)
            {
                WriteNotification(json, $"{Words.Count(_shortened, "result has", "results have")} more than {_limits.Locations} locations, of which the first are kept.");
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteNotification(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("level"u8, "warning");
        WriteText(json, "message"u8, text);
        json.WriteEndObject();
    }

    private void WritePlace(Utf8JsonWriter json, SourceText source, TextSpan span)
    {
        json.WriteStartObject("physicalLocation"u8);
        WriteArtifact(json, source);
        WriteRegion(json, "region"u8, source, span);
        json.WriteEndObject();
    }

    private void WriteArtifact(Utf8JsonWriter json, SourceText source)
    {
        json.WriteStartObject("artifactLocation"u8);
        json.WriteString("uri"u8, SarifUri.Of(_options.PathInRepository(source.Path), out var isRelative));
        if (isRelative)
        {
            json.WriteString("uriBaseId"u8, RootName);
        }

        json.WriteEndObject();
    }

    private static void WriteRegion(Utf8JsonWriter json, ReadOnlySpan<byte> name, SourceText source, TextSpan span)
    {
        var start = source.Lines.PositionOf(span.Start);
        var end = source.Lines.PositionOf(span.End);
        json.WriteStartObject(name);
        json.WriteNumber("startLine"u8, start.Line + 1);
        json.WriteNumber("startColumn"u8, start.Column + 1);
        json.WriteNumber("endLine"u8, end.Line + 1);
        json.WriteNumber("endColumn"u8, end.Column + 1);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text"u8, text);
        json.WriteEndObject();
    }
}
