using System.Globalization;
using System.Text.Json;
using EnvLint.Engine;
using EnvLint.Manifests;
using EnvLint.Reporting.Json;
using EnvLint.Text;

namespace EnvLint.Cli.Ast;

/// <summary>Writes what is known of a file as JSON.</summary>
/// <remarks>Each node has its <c>type</c> and its <c>span</c>: start and end as UTF-16 offsets of the file. <c>at</c> is line and column, both from 1.</remarks>
internal abstract class FileJsonWriter : IDisposable
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        // A tree is as deep as its text nests, and the parsers bound that.
        MaxDepth = 100_000,
        // Nothing that is hidden or would move the cursor reaches a terminal raw.
        Encoder = VisibleJsonEncoder.Instance,
    };

    /// <summary>Makes a writer.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="file">The file.</param>
    protected FileJsonWriter(Stream stream, FileAnalysis file)
    {
        Json = new Utf8JsonWriter(stream, Options);
        File = file;
    }

    /// <summary>The writer.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>The file.</summary>
    protected FileAnalysis File { get; }

    /// <summary>Begins a node.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="span">Its place, in offsets of the file.</param>
    /// <param name="source">The file that the place is in; null for the file itself.</param>
    public void Open(string type, TextSpan span, SourceText? source = null)
    {
        Json.WriteStartObject();
        Json.WriteString("type", type);
        Span("span", span);
        var position = (source ?? File.Source).Lines.PositionOf(span.Start);
        Json.WriteString("at", $"{position.Line + 1}:{position.Column + 1}");
    }

    /// <summary>Ends a node.</summary>
    public void Close() => Json.WriteEndObject();

    /// <summary>Writes a place.</summary>
    /// <param name="name">The property's name.</param>
    /// <param name="span">The place, in offsets of the file.</param>
    public void Span(string name, TextSpan span)
    {
        // On one line: there is one for each node.
        Json.WritePropertyName(name);
        Json.WriteRawValue(string.Create(CultureInfo.InvariantCulture, $"[{span.Start}, {span.End}]"), skipInputValidation: true);
    }

    /// <summary>Writes a property that is there only when it is true.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    public void Flag(string name, bool value)
    {
        if (value)
        {
            Json.WriteBoolean(name, value);
        }
    }

    /// <summary>Writes a list; nothing where it is empty.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <param name="name">The property's name.</param>
    /// <param name="items">The items.</param>
    /// <param name="write">Writes one.</param>
    public void List<T>(string name, IReadOnlyList<T> items, Action<T> write)
    {
        if (items.Count == 0)
        {
            return;
        }

        Json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(item);
        }

        Json.WriteEndArray();
    }

    /// <inheritdoc/>
    public void Dispose() => Json.Dispose();

    /// <summary>Begins the object of the file.</summary>
    protected void OpenFile()
    {
        Json.WriteStartObject();
        Json.WriteNumber("version", 1);
        Json.WriteString("path", File.Source.Path);
        Json.WriteString("kind", ManifestKindNames.Of(File.Kind));
        Json.WriteNumber("length", File.Source.Length);
    }

    /// <summary>Ends the object of the file, with what could not be parsed.</summary>
    protected void CloseFile()
    {
        List("errors", File.Errors, error =>
        {
            Open("Error", error.Span);
            Json.WriteString("message", error.Message);
            Close();
        });
        Json.WriteEndObject();
    }
}
