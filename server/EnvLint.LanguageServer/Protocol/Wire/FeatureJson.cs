using System.Collections.Immutable;
using System.Text.Json;
using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Features;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Protocol.Wire;

/// <summary>Writes what the features answer.</summary>
internal static class FeatureJson
{
    /// <summary>Writes a hover.</summary>
    public static void Write(Utf8JsonWriter json, Hover hover, SourceText text, ClientCapabilities client)
    {
        json.WriteStartObject();
        json.WritePropertyName("contents"u8);
        WriteMarkup(json, hover.Markdown, client.HasMarkdownHover);
        json.WritePropertyName("range"u8);
        client.Positions.Write(json, text, hover.Span);
        json.WriteEndObject();
    }

    /// <summary>Writes completions as a list.</summary>
    public static void Write(Utf8JsonWriter json, ImmutableArray<Completion> completions, SourceText text, ClientCapabilities client)
    {
        json.WriteStartObject();

        // A list of that length was cut to what is typed so far.
        json.WriteBoolean("isIncomplete"u8, completions.Length >= CompletionProvider.MaximumCount);
        json.WriteStartArray("items"u8);
        foreach (var completion in completions)
        {
            Write(json, completion, text, client);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes inlay hints.</summary>
    public static void Write(Utf8JsonWriter json, ImmutableArray<InlayHint> hints, SourceText text, ClientCapabilities client)
    {
        json.WriteStartArray();
        foreach (var hint in hints)
        {
            json.WriteStartObject();
            json.WritePropertyName("position"u8);
            client.Positions.Write(json, text, hint.Position);
            json.WriteString("label"u8, hint.Label);
            json.WriteBoolean("paddingLeft"u8, true);
            if (hint.Tooltip.Length > 0)
            {
                json.WritePropertyName("tooltip"u8);
                WriteMarkup(json, hint.Tooltip, isMarkdown: true);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes code lenses. Where the client does not run a lens's command, its title is shown alone.</summary>
    public static void Write(Utf8JsonWriter json, ImmutableArray<CodeLens> lenses, SourceText text, ClientCapabilities client)
    {
        json.WriteStartArray();
        foreach (var lens in lenses)
        {
            json.WriteStartObject();
            json.WritePropertyName("range"u8);
            client.Positions.Write(json, text, lens.Span);
            json.WritePropertyName("command"u8);
            if (lens.Command is { } command && client.Runs(command.Name))
            {
                Write(json, command with { Title = lens.Title });
            }
            else
            {
                Write(json, new EditorCommand("", lens.Title, []));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes links.</summary>
    public static void Write(Utf8JsonWriter json, ImmutableArray<DocumentLink> links, SourceText text, ClientCapabilities client)
    {
        json.WriteStartArray();
        foreach (var link in links)
        {
            json.WriteStartObject();
            json.WritePropertyName("range"u8);
            client.Positions.Write(json, text, link.Span);
            json.WriteString("target"u8, link.Target.Uri);
            if (client.HasLinkTooltips && link.Tooltip.Length > 0)
            {
                json.WriteString("tooltip"u8, link.Tooltip);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes the outline: as a tree, or as a flat list where the client knows no tree.</summary>
    public static void Write(Utf8JsonWriter json, ImmutableArray<OutlineEntry> entries, DocumentAnalysis analysis, ClientCapabilities client)
    {
        json.WriteStartArray();
        foreach (var entry in entries)
        {
            if (client.HasSymbolTree)
            {
                WriteTree(json, entry, analysis.Text, client);
            }
            else
            {
                WriteFlat(json, entry, container: "", analysis, client);
            }
        }

        json.WriteEndArray();
    }

    /// <summary>Writes the code actions that a client can take.</summary>
    public static void Write(Utf8JsonWriter json, ImmutableArray<CodeAction> actions, DocumentAnalysis analysis, ClientCapabilities client)
    {
        json.WriteStartArray();
        foreach (var action in actions)
        {
            if (CanTake(action, client))
            {
                Write(json, action, action.Kind == CodeActionKind.FixAll ? WireWords.FixAll : WireWords.QuickFix, analysis, client);
            }
        }

        json.WriteEndArray();
    }

    /// <summary>Whether a kind of code actions was asked for: <c>source</c> asks for <c>source.fixAll.envlint</c> too.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="only">The kinds that were asked for; empty for all.</param>
    public static bool IsAskedFor(string kind, List<string> only)
    {
        foreach (var asked in only)
        {
            if (kind.StartsWith(asked, StringComparison.Ordinal) && (asked.Length == 0 || kind.Length == asked.Length || kind[asked.Length] == '.'))
            {
                return true;
            }
        }

        return only.Count == 0;
    }

    private static void Write(Utf8JsonWriter json, Completion completion, SourceText text, ClientCapabilities client)
    {
        json.WriteStartObject();
        json.WriteString("label"u8, completion.Label);
        json.WriteNumber("kind"u8, (int)completion.Kind);
        WriteWhereAny(json, "detail"u8, completion.Detail);
        if (completion.Documentation.Length > 0)
        {
            json.WritePropertyName("documentation"u8);
            WriteMarkup(json, completion.Documentation, client.HasMarkdownCompletion);
        }

        WriteWhereAny(json, "filterText"u8, completion.FilterText);
        WriteWhereAny(json, "sortText"u8, completion.SortText);
        if (completion.IsDeprecated && client.HasCompletionTags)
        {
            json.WriteStartArray("tags"u8);
            json.WriteNumberValue(1);
            json.WriteEndArray();
        }
        else if (completion.IsDeprecated && client.HasDeprecatedCompletion)
        {
            json.WriteBoolean("deprecated"u8, true);
        }

        if (completion.IsPreselected && client.HasPreselect)
        {
            json.WriteBoolean("preselect"u8, true);
        }

        var span = completion.Edit.Span;
        json.WriteStartObject("textEdit"u8);

        // Always the whole word: half of a version or tag left behind the cursor would make another one.
        json.WritePropertyName("range"u8);
        client.Positions.Write(json, text, span);
        json.WriteString("newText"u8, completion.Edit.NewText);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CodeAction action, string kind, DocumentAnalysis analysis, ClientCapabilities client)
    {
        json.WriteStartObject();
        json.WriteString("title"u8, action.Title);
        json.WriteString("kind"u8, kind);
        if (!action.Diagnostics.IsEmpty)
        {
            json.WriteStartArray("diagnostics"u8);
            foreach (var diagnostic in action.Diagnostics)
            {
                DiagnosticJson.Write(json, diagnostic, analysis, client);
            }

            json.WriteEndArray();
        }

        if (action.IsPreferred && client.HasPreferredActions)
        {
            json.WriteBoolean("isPreferred"u8, true);
        }

        if (!action.Edits.IsEmpty)
        {
            json.WritePropertyName("edit"u8);
            WriteEdit(json, action.Edits, client);
        }

        if (action.Command is { } command && client.Runs(command.Name))
        {
            json.WritePropertyName("command"u8);
            Write(json, command);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, EditorCommand command)
    {
        json.WriteStartObject();
        json.WriteString("title"u8, command.Title);
        json.WriteString("command"u8, command.Name);
        if (!command.Arguments.IsEmpty)
        {
            json.WriteStartArray("arguments"u8);
            foreach (var argument in command.Arguments)
            {
                if (argument is int number)
                {
                    json.WriteNumberValue(number);
                }
                else
                {
                    json.WriteStringValue(argument.ToString());
                }
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteEdit(Utf8JsonWriter json, ImmutableArray<FileEdit> files, ClientCapabilities client)
    {
        json.WriteStartObject();
        if (client.HasDocumentChanges)
        {
            json.WriteStartArray("documentChanges"u8);
            foreach (var file in files)
            {
                WriteDocumentChange(json, file, client);
            }

            json.WriteEndArray();
        }
        else
        {
            json.WriteStartObject("changes"u8);
            foreach (var file in files)
            {
                json.WritePropertyName(file.Address.Uri);
                WriteEdits(json, file, client);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteDocumentChange(Utf8JsonWriter json, FileEdit file, ClientCapabilities client)
    {
        if (file.Text is null)
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, "create"u8);
            json.WriteString("uri"u8, file.Address.Uri);
            json.WriteEndObject();
        }

        json.WriteStartObject();
        json.WriteStartObject("textDocument"u8);
        json.WriteString("uri"u8, file.Address.Uri);
        if (file.Version is { } version)
        {
            json.WriteNumber("version"u8, version);
        }
        else
        {
            json.WriteNull("version"u8);
        }

        json.WriteEndObject();
        json.WritePropertyName("edits"u8);
        WriteEdits(json, file, client);
        json.WriteEndObject();
    }

    private static void WriteEdits(Utf8JsonWriter json, FileEdit file, ClientCapabilities client)
    {
        var text = file.Text ?? new SourceText("", "");
        json.WriteStartArray();
        foreach (var edit in file.Edits)
        {
            json.WriteStartObject();
            json.WritePropertyName("range"u8);
            client.Positions.Write(json, text, edit.Span);
            json.WriteString("newText"u8, edit.NewText);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTree(Utf8JsonWriter json, OutlineEntry entry, SourceText text, ClientCapabilities client)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, entry.Name);
        WriteWhereAny(json, "detail"u8, entry.Detail);
        json.WriteNumber("kind"u8, (int)entry.Kind);
        json.WritePropertyName("range"u8);
        client.Positions.Write(json, text, entry.Span);
        json.WritePropertyName("selectionRange"u8);
        client.Positions.Write(json, text, entry.NameSpan);
        if (!entry.Children.IsEmpty)
        {
            json.WriteStartArray("children"u8);
            foreach (var child in entry.Children)
            {
                WriteTree(json, child, text, client);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteFlat(Utf8JsonWriter json, OutlineEntry entry, string container, DocumentAnalysis analysis, ClientCapabilities client)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, entry.Name);
        json.WriteNumber("kind"u8, (int)entry.Kind);
        json.WriteStartObject("location"u8);
        json.WriteString("uri"u8, analysis.Address.Uri);
        json.WritePropertyName("range"u8);
        client.Positions.Write(json, analysis.Text, entry.Span);
        json.WriteEndObject();
        WriteWhereAny(json, "containerName"u8, container);
        json.WriteEndObject();
        foreach (var child in entry.Children)
        {
            WriteFlat(json, child, entry.Name, analysis, client);
        }
    }

    private static void WriteMarkup(Utf8JsonWriter json, string text, bool isMarkdown)
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, isMarkdown ? "markdown"u8 : "plaintext"u8);
        json.WriteString("value"u8, text);
        json.WriteEndObject();
    }

    private static void WriteWhereAny(Utf8JsonWriter json, ReadOnlySpan<byte> name, string text)
    {
        if (text.Length > 0)
        {
            json.WriteString(name, text);
        }
    }

    // An action is whole or not there: one that makes a file is nothing without the file, one that runs a command nothing without who runs it.
    private static bool CanTake(CodeAction action, ClientCapabilities client)
    {
        foreach (var file in action.Edits)
        {
            if (file.Text is null && !client.CanCreateFiles)
            {
                return false;
            }
        }

        return !action.Edits.IsEmpty || (action.Command is { } command && client.Runs(command.Name));
    }
}
