using System.Collections.Immutable;
using System.Text.Json;
using EnvLint.Engine;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Reporting.Json;

namespace EnvLint.Reporting.Stack;

/// <summary>Stacks for programs, version 1: stable; lines and columns from 1, columns in UTF-16 code units, ends exclusive.</summary>
public sealed class StackJsonFormat : StackFormat
{
    private const int FormatVersion = 1;

    /// <inheritdoc/>
    public override string Name => "json";

    /// <inheritdoc/>
    public override void Write(ImmutableArray<StackAnswer> answers, ToolInfo tool, Stream output, ReportOptions options)
    {
        using (var json = new Utf8JsonWriter(output, JsonHead.WriterOptions))
        {
            JsonHead.Write(json, FormatVersion, tool);
            json.WriteStartArray("environments"u8);
            foreach (var answer in answers)
            {
                Write(json, answer);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void Write(Utf8JsonWriter json, StackAnswer answer)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, answer.Stack.Name);
        json.WriteString("target"u8, answer.Target?.Name);
        json.WriteStartArray("files"u8);
        foreach (var file in FilesOf(answer.Stack))
        {
            json.WriteStringValue(file);
        }

        json.WriteEndArray();

        json.WriteStartObject("requires"u8);
        json.WriteStartObject("driver"u8);
        json.WriteString("linux"u8, answer.Needs.DriverLinux);
        json.WriteString("windows"u8, answer.Needs.DriverWindows);
        json.WriteEndObject();
        WriteStrings(json, "computeCapability", answer.Needs.ComputeCapabilities);
        WriteStrings(json, "python", answer.Needs.Pythons);
        json.WriteString("platform"u8, answer.Stack.Platform switch
        {
            WheelPlatform.LinuxX64 => "linux-x86_64",
            WheelPlatform.LinuxArm64 => "linux-aarch64",
            WheelPlatform.Windows => "windows",
            _ => "macos",
        });
        json.WriteBoolean("platformAssumed"u8, answer.Stack.IsPlatformAssumed);
        json.WriteEndObject();

        json.WriteStartArray("builds"u8);
        foreach (var part in answer.Stack.Parts)
        {
            json.WriteStartObject();
            json.WriteString("layer"u8, part.Layer switch
            {
                StackLayer.Image => "image",
                StackLayer.Python => "python",
                StackLayer.Cuda => "cuda",
                _ => "framework",
            });
            json.WriteString("package"u8, part.IsKnown ? part.Today.Name : part.Name);
            json.WriteString("version"u8, part is { IsKnown: true, Today.Version.Length: > 0 } ? part.Today.Version : null);
            json.WriteString("cuda"u8, part is { IsKnown: true, Today.Cuda.Length: > 0 } ? part.Today.Cuda : null);
            json.WriteBoolean("certain"u8, part.IsCertain);
            json.WriteNumber("choices"u8, part.Options.Length);
            json.WriteString("reason"u8, part.Reason.Length > 0 ? part.Reason : null);
            WritePlace(json, part.Place);
            json.WriteEndObject();
        }

        json.WriteEndArray();

        json.WriteString("verdict"u8, answer.Verdict switch
        {
            StackVerdict.Ok => "ok",
            StackVerdict.Conflict => "conflict",
            _ => "unknown",
        });
        json.WriteString("reason"u8, answer.Reason.Length > 0 ? answer.Reason : null);
        if (answer.Conflict is { } conflict)
        {
            json.WriteStartObject("conflict"u8);
            json.WriteString("sentence"u8, conflict.Sentence);
            json.WriteBoolean("certain"u8, conflict.IsCertain);
            json.WriteBoolean("today"u8, conflict.IsToday);
            json.WriteBoolean("gpu"u8, conflict.WithGpu);
            json.WriteBoolean("driver"u8, conflict.WithDriver);
            json.WriteStartArray("places"u8);
            foreach (var part in conflict.Parts)
            {
                json.WriteStartObject();
                json.WriteString("package"u8, part.IsKnown ? part.Today.Name : part.Name);
                json.WriteString("text"u8, part.IsKnown ? part.Today.Text : part.Reason);
                WritePlace(json, part.Place);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteStrings(json, "sources", conflict.Sources);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("conflict"u8);
        }

        WriteStrings(json, "suggestions", answer.Mends);
        json.WriteEndObject();
    }

    private static List<string> FilesOf(EnvironmentStack stack)
    {
        var files = new List<string> { stack.File.Path };
        foreach (var request in stack.Environment?.Requests ?? [])
        {
            if (request.LinkedFile is { } linked && !files.Contains(linked.Path))
            {
                files.Add(linked.Path);
            }
        }

        // Of a service the Dockerfile.
        foreach (var part in stack.Parts)
        {
            if (!files.Contains(part.Place.File.Path))
            {
                files.Add(part.Place.File.Path);
            }
        }

        return files;
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, ImmutableArray<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void WritePlace(Utf8JsonWriter json, StackPlace place)
    {
        var start = place.File.Lines.PositionOf(place.Span.Start);
        var end = place.File.Lines.PositionOf(place.Span.End);
        json.WriteString("path"u8, place.File.Path);
        json.WriteNumber("line"u8, start.Line + 1);
        json.WriteNumber("column"u8, start.Column + 1);
        json.WriteNumber("endLine"u8, end.Line + 1);
        json.WriteNumber("endColumn"u8, end.Column + 1);
    }
}
