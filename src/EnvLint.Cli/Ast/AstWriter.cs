using System.Globalization;
using System.Text.Json;
using EnvLint.Engine;
using EnvLint.Environment.Facts;
using EnvLint.Manifests;
using EnvLint.Reporting.Json;
using EnvLint.Text;

namespace EnvLint.Cli.Ast;

/// <summary>Writes a file's trees as JSON: what the checker sees, for rule authors and bug reports.</summary>
/// <remarks>Each node has its <c>type</c> and its <c>span</c>: start and end as UTF-16 offsets of the file. <c>at</c> is line and column, both from 1.</remarks>
internal sealed class AstWriter : IDisposable
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

    private readonly FileAnalysis _file;

    private AstWriter(Stream stream, FileAnalysis file)
    {
        Json = new Utf8JsonWriter(stream, Options);
        _file = file;
    }

    /// <summary>The writer.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>Writes the trees of a file.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="file">The file.</param>
    public static void Write(Stream stream, FileAnalysis file)
    {
        using var writer = new AstWriter(stream, file);
        writer.WriteFile();
    }

    /// <summary>Begins a node.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="span">Its place, in offsets of the file.</param>
    public void Open(string type, TextSpan span)
    {
        Json.WriteStartObject();
        Json.WriteString("type", type);
        Span("span", span);
        var position = _file.Source.Lines.PositionOf(span.Start);
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

    private void WriteFile()
    {
        Json.WriteStartObject();
        Json.WriteNumber("version", 1);
        Json.WriteString("path", _file.Source.Path);
        Json.WriteString("kind", ManifestKindNames.Of(_file.Kind));
        Json.WriteNumber("length", _file.Source.Length);
        if (_file.Dockerfile is { } dockerfile)
        {
            Json.WritePropertyName("tree");
            new DockerfileAst(this).Write(dockerfile.Tree);
        }
        else if (_file.Wsl is { } wsl)
        {
            Json.WritePropertyName("tree");
            new IniAst(this).Write(wsl.Syntax);
        }

        List("shells", _file.Facts?.Shells ?? [], WriteShell);
        List("errors", _file.Errors, error =>
        {
            Open("Error", error.Span);
            Json.WriteString("message", error.Message);
            Close();
        });
        Json.WriteEndObject();
    }

    private void WriteShell(ShellSource shell)
    {
        Open("Shell", shell.ToFile(shell.Tree.Body.Span));
        Json.WriteString("origin", shell.Origin.ToString());
        Json.WriteString("scope", shell.Scope.Kind.ToString());
        Json.WritePropertyName("body");
        new ShellAst(this, shell).Write(shell.Tree.Body);
        Close();
    }
}
