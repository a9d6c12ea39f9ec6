using System.Text.Json;
using EnvLint.LanguageServer.Documents;
using EnvLint.LanguageServer.Protocol.Rpc;

namespace EnvLint.LanguageServer.Protocol.Wire;

/// <summary>What the client can do, as it says when it starts the server. What it does not say it cannot.</summary>
internal sealed class ClientCapabilities
{
    private readonly List<string> _commands = [];

    /// <summary>Reads the parameters of <c>initialize</c>.</summary>
    /// <param name="parameters">The parameters.</param>
    public ClientCapabilities(JsonElement parameters)
    {
        var all = parameters.Get("capabilities"u8);
        Positions = new PositionMap(ReadEncoding(all.At("general.positionEncodings")));

        var published = all.At("textDocument.publishDiagnostics");
        HasRelatedInformation = published.Has("relatedInformation");
        HasDiagnosticVersions = published.Has("versionSupport");
        HasCodeDescription = published.Has("codeDescriptionSupport");
        HasDiagnosticData = published.Has("dataSupport");
        ReadTags(published.At("tagSupport.valueSet"));

        PullsDiagnostics = all.At("textDocument.diagnostic").ValueKind == JsonValueKind.Object && all.Has("workspace.diagnostics.refreshSupport");

        HasDocumentChanges = all.Has("workspace.workspaceEdit.documentChanges");
        CanCreateFiles = HasDocumentChanges && all.At("workspace.workspaceEdit.resourceOperations").Lists("create");

        var action = all.At("textDocument.codeAction");
        HasCodeActionLiterals = action.At("codeActionLiteralSupport.codeActionKind").ValueKind == JsonValueKind.Object;
        HasPreferredActions = action.Has("isPreferredSupport");

        HasMarkdownHover = all.At("textDocument.hover.contentFormat").Lists("markdown");

        var completion = all.At("textDocument.completion.completionItem");
        HasMarkdownCompletion = completion.At("documentationFormat").Lists("markdown");
        HasPreselect = completion.Has("preselectSupport");
        HasDeprecatedCompletion = completion.Has("deprecatedSupport");
        foreach (var tag in Items(completion.At("tagSupport.valueSet")))
        {
            HasCompletionTags |= tag.Number() == 1;
        }

        HasLinkTooltips = all.Has("textDocument.documentLink.tooltipSupport");
        HasSymbolTree = all.Has("textDocument.documentSymbol.hierarchicalDocumentSymbolSupport");

        HasConfiguration = all.Has("workspace.configuration");
        RegistersConfiguration = all.Has("workspace.didChangeConfiguration.dynamicRegistration");
        RegistersWatchers = all.Has("workspace.didChangeWatchedFiles.dynamicRegistration");
        HasRelativePatterns = all.Has("workspace.didChangeWatchedFiles.relativePatternSupport");
        HasProgress = all.Has("window.workDoneProgress");
        RefreshesDiagnostics = all.Has("workspace.diagnostics.refreshSupport");
        RefreshesHints = all.Has("workspace.inlayHint.refreshSupport");
        RefreshesLenses = all.Has("workspace.codeLens.refreshSupport");

        var options = parameters.Get("initializationOptions"u8);
        foreach (var command in Items(options.Get("commands"u8)))
        {
            if (command.Text() is { } name)
            {
                _commands.Add(name);
            }
        }

        HasStatus = options.Has("status");
    }

    /// <summary>Lines and columns as they were agreed on.</summary>
    public PositionMap Positions { get; }

    /// <summary>Whether findings may point to further places.</summary>
    public bool HasRelatedInformation { get; }

    /// <summary>Whether published findings carry the number of the text.</summary>
    public bool HasDiagnosticVersions { get; }

    /// <summary>Whether findings carry the address of their rule's page.</summary>
    public bool HasCodeDescription { get; }

    /// <summary>Whether findings carry data of the server.</summary>
    public bool HasDiagnosticData { get; }

    /// <summary>Whether text can be shown as not needed.</summary>
    public bool HasUnnecessaryTag { get; private set; }

    /// <summary>Whether text can be shown as deprecated.</summary>
    public bool HasDeprecatedTag { get; private set; }

    /// <summary>Whether the client asks for findings: then none are published, lest they appear twice. A client that could ask but not be told to ask again is pushed.</summary>
    public bool PullsDiagnostics { get; }

    /// <summary>Whether edits name the version of the text that they are of.</summary>
    public bool HasDocumentChanges { get; }

    /// <summary>Whether edits may make files.</summary>
    public bool CanCreateFiles { get; }

    /// <summary>Whether code actions may be more than commands.</summary>
    public bool HasCodeActionLiterals { get; }

    /// <summary>Whether one of several actions may be the one to choose.</summary>
    public bool HasPreferredActions { get; }

    /// <summary>Whether hovers may be Markdown.</summary>
    public bool HasMarkdownHover { get; }

    /// <summary>Whether the documentation of completions may be Markdown.</summary>
    public bool HasMarkdownCompletion { get; }

    /// <summary>Whether one completion may be chosen beforehand.</summary>
    public bool HasPreselect { get; }

    /// <summary>Whether completions carry tags.</summary>
    public bool HasCompletionTags { get; }

    /// <summary>Whether completions may be marked as deprecated the older way.</summary>
    public bool HasDeprecatedCompletion { get; }

    /// <summary>Whether links say where they lead.</summary>
    public bool HasLinkTooltips { get; }

    /// <summary>Whether symbols may hold others.</summary>
    public bool HasSymbolTree { get; }

    /// <summary>Whether the client can be asked for settings.</summary>
    public bool HasConfiguration { get; }

    /// <summary>Whether the client tells of changed settings only when it is asked to.</summary>
    public bool RegistersConfiguration { get; }

    /// <summary>Whether the client can be asked to watch files.</summary>
    public bool RegistersWatchers { get; }

    /// <summary>Whether what is watched may be named by its folder, inside of the workspace or not.</summary>
    public bool HasRelativePatterns { get; }

    /// <summary>Whether the server may show progress of its own.</summary>
    public bool HasProgress { get; }

    /// <summary>Whether the client can be told to ask for findings again.</summary>
    public bool RefreshesDiagnostics { get; }

    /// <summary>Whether the client can be told to ask for inlay hints again.</summary>
    public bool RefreshesHints { get; }

    /// <summary>Whether the client can be told to ask for code lenses again.</summary>
    public bool RefreshesLenses { get; }

    /// <summary>Whether the client wants to hear what holds for each root.</summary>
    public bool HasStatus { get; }

    /// <summary>Whether the client's own part runs a command.</summary>
    /// <param name="command">The command.</param>
    public bool Runs(string command) => _commands.Contains(command);

    private static JsonElement.ArrayEnumerator Items(JsonElement element) => element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : default;

    // The client names what it prefers first; a text is UTF-16 here.
    private static PositionEncoding ReadEncoding(JsonElement encodings)
    {
        foreach (var encoding in Items(encodings))
        {
            switch (encoding.Text())
            {
                case "utf-8":
                    return PositionEncoding.Utf8;
                case "utf-16":
                    return PositionEncoding.Utf16;
            }
        }

        return PositionEncoding.Utf16;
    }

    private void ReadTags(JsonElement tags)
    {
        foreach (var tag in Items(tags))
        {
            HasUnnecessaryTag |= tag.Number() == 1;
            HasDeprecatedTag |= tag.Number() == 2;
        }
    }
}
