using System.Text.Json;
using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Documents;
using EnvLint.LanguageServer.Protocol.Rpc;
using EnvLint.LanguageServer.Protocol.Wire;

namespace EnvLint.LanguageServer.Protocol;

/// <summary>One editor's server, from <c>initialize</c> to <c>exit</c>: what the editor tells goes to the session, what it asks to the features.</summary>
internal sealed class EditorServer : IRpcHandler, IAsyncDisposable
{
    private readonly RpcPeer _peer;
    private readonly ServerParts _parts;
    private readonly Action _parentGone;
    private readonly List<DocumentAddress> _folders = [];

    private ClientCapabilities? _client;
    private ClientSettings _settings = ClientSettings.None;
    private int _processId;
    private bool _isTraced;
    private EditorClient? _editor;
    private ISession? _session;
    private FeatureRequests? _requests;
    private WorkspacePull? _workspace;
    private ParentWatch? _parent;
    private bool _isShutDown;

    /// <summary>Makes a server that waits for <c>initialize</c>.</summary>
    /// <param name="peer">The connection.</param>
    /// <param name="parts">What it is made of.</param>
    /// <param name="parentGone">Called when the process that started the server is gone; from any thread.</param>
    public EditorServer(RpcPeer peer, ServerParts parts, Action parentGone)
    {
        _peer = peer;
        _parts = parts;
        _parentGone = parentGone;
    }

    /// <summary>Whether the client said <c>exit</c>.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>What the process says when it ends now: 0 behind <c>shutdown</c>, 1 without.</summary>
    public int ExitCode => _isShutDown ? 0 : 1;

    /// <inheritdoc/>
    public bool IsAnsweredInOrder(string method) => method is "initialize" or "shutdown";

    /// <inheritdoc/>
    public void Answered(string method)
    {
        // The client has its answer and need not wait for this.
        if (method == "initialize" && _session is null)
        {
            StartSession();
        }
    }

    /// <inheritdoc/>
    public RequestWork Accept(string method, JsonElement parameters)
    {
        if (_client is null)
        {
            return method == "initialize" ? Initialize(parameters) : throw new RpcException(RpcError.NotInitialized, "the server waits for 'initialize'");
        }

        if (_isShutDown)
        {
            throw new RpcException(RpcError.InvalidRequest, "the server is shut down");
        }

        switch (method)
        {
            case "initialize":
                throw new RpcException(RpcError.InvalidRequest, "'initialize' is asked once");
            case "shutdown":
                _isShutDown = true;
                _peer.CancelAll();
                return static _ => default;
            case "workspace/diagnostic":
                return _workspace!.Accept(parameters);
            default:
                return _requests!.Accept(method, parameters) ?? throw new RpcException(RpcError.MethodNotFound, $"there is no method '{method}'");
        }
    }

    /// <inheritdoc/>
    public void Notice(string method, JsonElement parameters)
    {
        if (method == "exit")
        {
            HasEnded = true;
        }
        else if (method == "$/cancelRequest")
        {
            _peer.Cancel(parameters.Get("id"u8));
        }
        else if (_session is { } session && !_isShutDown)
        {
            Notice(method, parameters, session);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _parent?.Dispose();
        if (_session is { } session)
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static DocumentAddress AddressIn(JsonElement parameters) => DocumentAddress.Of(parameters.Get("textDocument"u8).NeedText("uri"));

    // What is told is one line for each document: that is for both, "messages" and "verbose".
    private static bool IsTraced(JsonElement level) => level.Text() is "messages" or "verbose";

    private RequestWork Initialize(JsonElement parameters)
    {
        var client = new ClientCapabilities(parameters);
        ReadFolders(parameters);
        _settings = SettingsJson.Read(parameters.At("initializationOptions.settings"));
        _processId = parameters.Get("processId"u8).Number() ?? 0;
        _isTraced = IsTraced(parameters.Get("trace"u8));
        _client = client;
        return _ => new ValueTask<Action<Utf8JsonWriter>?>(json => ServerCapabilities.Write(json, client, _parts.Version));
    }

    private void StartSession()
    {
        if (_processId > 0)
        {
            _parent = ParentWatch.Start(_parts.FindProcess(_processId), _parts.Clock, _parentGone);
        }

        _editor = new EditorClient(_peer, _client!, () => _workspace?.Changed()) { IsTraced = _isTraced };
        _session = _parts.CreateSession(_editor);
        _requests = new FeatureRequests(_session, _client!);
        _workspace = new WorkspacePull(_peer, _session, _client!, _parts.Clock);
        _session.ChangeSettings([(null, _settings)]);
        _session.Start([.. _folders]);
    }

    private void Notice(string method, JsonElement parameters, ISession session)
    {
        switch (method)
        {
            case "initialized":
                Register();
                _editor!.Initialized();
                AskForSettings();
                break;
            case "textDocument/didOpen":
                var document = parameters.Get("textDocument"u8);
                session.Open(AddressIn(parameters), document.Get("languageId"u8).Text() ?? "", document.NeedNumber("version"), document.NeedText("text"));
                break;
            case "textDocument/didChange":
                Change(parameters, session);
                break;
            case "textDocument/didSave":
                session.Save(AddressIn(parameters));
                break;
            case "textDocument/didClose":
                session.Close(AddressIn(parameters));
                _workspace!.Changed();
                break;
            case "$/setTrace":
                _editor!.IsTraced = IsTraced(parameters.Get("value"u8));
                break;
            case "workspace/didChangeConfiguration":
                ChangeSettings(parameters, session);
                break;
            case "workspace/didChangeWorkspaceFolders":
                ChangeFolders(parameters.Get("event"u8), session);
                break;
            case "workspace/didChangeWatchedFiles":
                ChangeFiles(parameters, session);
                break;
        }
    }

    private void Change(JsonElement parameters, ISession session)
    {
        var version = parameters.Get("textDocument"u8).NeedNumber("version");
        var changes = new List<WireChange>();
        foreach (var change in parameters.NeedList("contentChanges").EnumerateArray())
        {
            var range = change.Get("range"u8);
            changes.Add(new WireChange(range.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : WireRange.Read(range), change.NeedText("text")));
        }

        var positions = _client!.Positions;
        session.Change(AddressIn(parameters), version, text => positions.Apply(text, changes));
    }

    private void ChangeFolders(JsonElement change, ISession session)
    {
        var added = ReadFolderList(change.Get("added"u8));
        var removed = ReadFolderList(change.Get("removed"u8));
        foreach (var folder in removed)
        {
            _folders.Remove(folder);
        }

        foreach (var folder in added)
        {
            if (!_folders.Contains(folder))
            {
                _folders.Add(folder);
            }
        }

        session.ChangeFolders(added, removed);
        _workspace!.Changed();
        AskForSettings();
    }

    private void ChangeFiles(JsonElement parameters, ISession session)
    {
        var changes = new List<(DocumentAddress, FileChangeKind)>();
        foreach (var change in parameters.NeedList("changes").EnumerateArray())
        {
            if (change.Get("type"u8).Number() is { } type and >= 1 and <= 3)
            {
                changes.Add((DocumentAddress.Of(change.NeedText("uri")), (FileChangeKind)type));
            }
        }

        if (changes.Count > 0)
        {
            session.ChangeFiles(changes);
            _workspace!.Changed();
        }
    }

    private void ChangeSettings(JsonElement parameters, ISession session)
    {
        if (_client!.HasConfiguration)
        {
            // What comes along is for clients that cannot be asked: it says nothing of single folders.
            AskForSettings();
            return;
        }

        var settings = parameters.Get("settings"u8);
        if (session.ChangeSettings([(null, SettingsJson.Read(settings.Get("envlint"u8) is { ValueKind: JsonValueKind.Object } section ? section : settings))]))
        {
            _workspace!.Changed();
        }
    }

    private void AskForSettings()
    {
        if (!_client!.HasConfiguration)
        {
            return;
        }

        DocumentAddress[] folders = [.. _folders];
        _peer.Ask("workspace/configuration", json => WriteConfigurationItems(json, folders), result =>
        {
            if (result.ValueKind != JsonValueKind.Array || _isShutDown)
            {
                return;
            }

            var settings = new List<(DocumentAddress?, ClientSettings)>();
            foreach (var section in result.EnumerateArray())
            {
                if (settings.Count <= folders.Length)
                {
                    settings.Add((settings.Count == 0 ? null : folders[settings.Count - 1], SettingsJson.Read(section)));
                }
            }

            if (_session!.ChangeSettings(settings))
            {
                _workspace!.Changed();
            }
        });
    }

    private static void WriteConfigurationItems(Utf8JsonWriter json, DocumentAddress[] folders)
    {
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        json.WriteStartObject();
        json.WriteString("section"u8, "envlint"u8);
        json.WriteEndObject();
        foreach (var folder in folders)
        {
            json.WriteStartObject();
            json.WriteString("scopeUri"u8, folder.Uri);
            json.WriteString("section"u8, "envlint"u8);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Register()
    {
        if (_client!.RegistersWatchers || _client.RegistersConfiguration)
        {
            _peer.Ask("client/registerCapability", json => Registrations.Write(json, _client), answered: null);
        }
    }

    private void ReadFolders(JsonElement parameters)
    {
        if (parameters.Get("workspaceFolders"u8).ValueKind == JsonValueKind.Array)
        {
            _folders.AddRange(ReadFolderList(parameters.Get("workspaceFolders"u8)));
        }
        else if (parameters.Get("rootUri"u8).Text() is { } uri)
        {
            _folders.Add(DocumentAddress.Of(uri));
        }
        else if (parameters.Get("rootPath"u8).Text() is { } path && Path.IsPathFullyQualified(path))
        {
            _folders.Add(DocumentAddress.OfPath(path));
        }
    }

    private static List<DocumentAddress> ReadFolderList(JsonElement list)
    {
        var folders = new List<DocumentAddress>();
        if (list.ValueKind == JsonValueKind.Array)
        {
            foreach (var folder in list.EnumerateArray())
            {
                if (folder.Get("uri"u8).Text() is { } uri)
                {
                    folders.Add(DocumentAddress.Of(uri));
                }
            }
        }

        return folders;
    }
}
