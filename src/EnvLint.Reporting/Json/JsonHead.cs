using System.Text.Json;
using EnvLint.Engine;

namespace EnvLint.Reporting.Json;

/// <summary>How all JSON documents of this project begin.</summary>
public static class JsonHead
{
    /// <summary>How they are written.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new()
    {
        Encoder = VisibleJsonEncoder.Instance,
        Indented = true,
        NewLine = "\n",
        SkipValidation = true, // the shapes are fixed and held by the tests
    };

    /// <summary>How documents of one line are written.</summary>
    public static JsonWriterOptions LineOptions { get; } = WriterOptions with { Indented = false };

    /// <summary>Opens the object of a document and writes its version and the program.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="version">The version of the document's shape.</param>
    /// <param name="tool">The program.</param>
    public static void Write(Utf8JsonWriter json, int version, ToolInfo tool)
    {
        json.WriteStartObject();
        json.WriteNumber("version"u8, version);
        json.WriteStartObject("tool"u8);
        json.WriteString("name"u8, tool.Name);
        json.WriteString("version"u8, tool.Version);
        json.WriteString("knowledge"u8, tool.Knowledge);
        json.WriteEndObject();
    }
}
