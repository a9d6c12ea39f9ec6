using System.Globalization;
using EnvLint.Configuration;
using EnvLint.Engine;
using EnvLint.Knowledge;
using EnvLint.LanguageServer.Documents;
using EnvLint.Text;
using EnvLint.Workspace;
using EnvLint.Workspace.Reading;
using EnvLint.Workspace.Walking;

namespace EnvLint.LanguageServer.Analysis;

/// <summary>The open documents, the roots around them, and the work on them.</summary>
/// <remarks>
/// All that can change stands under one lock; the client is never called under it, but in the order in which things were decided.
/// Each change makes a new revision of the session. What is known of a document holds as long as all that it asked of other files has the same answers.
/// </remarks>
public sealed class Session : ISession
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly ISessionClient _client;
    private readonly TimeProvider _clock;
    private readonly string _version;
    private readonly RuleNames _names;
    private readonly ResultFilterOptions _filterOptions;
    private readonly DocumentAnalyzer _analyzer;
    private readonly WorkQueue _queue = new();

    private readonly Lock _gate = new();
    private readonly Lock _sending = new();
    private readonly Queue<Action> _outbox = new();
    private readonly Dictionary<DocumentAddress, SessionDocument> _documents = [];
    private readonly Dictionary<string, SessionProject> _projects = new(WorkspaceRoot.PathComparer);
    private readonly List<DocumentAddress> _folders = [];
    private IReadOnlyList<(DocumentAddress? Folder, ClientSettings Settings)> _settings = [];
    private string[] _named = [];
    private long _revision;
    private bool _mustRefresh;
    private bool _hasToldAge;
    private readonly CancellationTokenSource _ending = new();
    private bool _isEnded;

    /// <summary>Makes a session.</summary>
    /// <param name="analyzer">The engine.</param>
    /// <param name="client">The editor.</param>
    /// <param name="clock">Measures the pause after a change.</param>
    /// <param name="today">The day, which ends ignore comments; null lets none end.</param>
    /// <param name="version">The version of EnvLint that runs, which configurations may demand.</param>
    public Session(Analyzer analyzer, ISessionClient client, TimeProvider clock, DateOnly? today, string version)
    {
        _client = client;
        _clock = clock;
        _version = version;
        _names = new RuleNames(analyzer.Rules);
        _filterOptions = new ResultFilterOptions { Today = today };
        _analyzer = new DocumentAnalyzer(analyzer, version);
    }

    /// <inheritdoc/>
    public void Start(IReadOnlyList<DocumentAddress> folders) => ChangeFolders(folders, []);

    /// <inheritdoc/>
    public void ChangeFolders(IReadOnlyList<DocumentAddress> added, IReadOnlyList<DocumentAddress> removed)
    {
        lock (_gate)
        {
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

            FindRoots();
            foreach (var folder in _folders)
            {
                if (folder.FullPath is { } path)
                {
                    _ = Current(ProjectAt(RootOf(path)), single: null);
                }
            }

            RunAll(isChanged: true);
        }

        Send();
    }

    /// <inheritdoc/>
    public bool ChangeSettings(IReadOnlyList<(DocumentAddress? Folder, ClientSettings Settings)> settingsOf)
    {
        lock (_gate)
        {
            // Documents that are no files have projects of their own.
            var before = new Dictionary<SessionProject, ClientSettings>();
            foreach (var project in _projects.Values)
            {
                before[project] = SettingsOf(project);
            }

            foreach (var document in _documents.Values)
            {
                before[document.Project] = SettingsOf(document.Project);
            }

            _settings = settingsOf;
            var isChanged = false;
            foreach (var (project, settings) in before)
            {
                if (!SettingsOf(project).IsSame(settings))
                {
                    isChanged = project.IsStale = true;
                }
            }

            if (!isChanged)
            {
                return false;
            }

            RunAll(isChanged: true);
        }

        Send();
        return true;
    }

    /// <inheritdoc/>
    public void Open(DocumentAddress address, string languageId, int version, string text)
    {
        LookForChanges();
        lock (_gate)
        {
            if (_documents.Remove(address, out var old))
            {
                Release(old);
            }

            // What was shown of a document that is opened twice is still there.
            var document = new SessionDocument(address, languageId) { Project = ProjectOf(address), Encoding = EncodingOf(address), Shown = old?.Shown };
            _documents.Add(address, document);
            if (address.FullPath is { } path)
            {
                document.Project.Stamps?.Note(path);
            }

            SetText(document, version, text);
            _ = GetOrStart(document, isPublished: true, batch: null);
            RunAll(isChanged: false);
        }

        Send();
    }

    /// <inheritdoc/>
    public bool Change(DocumentAddress address, int version, Func<string, string> change)
    {
        lock (_gate)
        {
            if (!_documents.TryGetValue(address, out var document))
            {
                return false;
            }

            SetText(document, version, change(document.Content));
            Cancel(document, isRepeated: false);
            document.IsPausing = true;
            if (document.Pause is null)
            {
                document.Pause = _clock.CreateTimer(static state => ((Action)state!)(), () => EndPause(document), s_pause, Timeout.InfiniteTimeSpan);
            }
            else
            {
                document.Pause.Change(s_pause, Timeout.InfiniteTimeSpan);
            }
        }

        Send();
        return true;
    }

    /// <inheritdoc/>
    public void Save(DocumentAddress address)
    {
        LookForChanges();
        lock (_gate)
        {
            if (_documents.TryGetValue(address, out var document) && EncodingOf(address) is var encoding && encoding != document.Encoding)
            {
                document.Encoding = encoding;
                SetText(document, document.Version, document.Content);
            }

            if (address.FullPath is { } path)
            {
                Forget(path);
            }

            // A configuration that is saved for the first time makes a root.
            if (address.Name is "envlint.toml" or ".envlint.toml" && HasMovedRoots())
            {
                FindRoots();
            }

            RunAll(isChanged: false);
        }

        Send();
    }

    /// <inheritdoc/>
    public void Close(DocumentAddress address)
    {
        lock (_gate)
        {
            if (!_documents.Remove(address, out var document))
            {
                return;
            }

            Release(document);
            SetOverlay(document, isOpen: false);
            document.Project.Shown.Remove(address);
            if (document.Shown?.Analysis is not null)
            {
                _outbox.Enqueue(() => _client.Publish(address, analysis: null));
            }

            DropProjects();
            RunAll(isChanged: false);
        }

        Send();
    }

    /// <inheritdoc/>
    public void ChangeFiles(IReadOnlyList<(DocumentAddress Address, FileChangeKind Kind)> changes)
    {
        lock (_gate)
        {
            var mayMoveRoots = false;
            foreach (var (address, kind) in changes)
            {
                if (address.FullPath is not { } path)
                {
                    continue;
                }

                mayMoveRoots |= kind != FileChangeKind.Changed && address.Name is "envlint.toml" or ".envlint.toml" or ".git";
                Forget(path, isListed: kind != FileChangeKind.Changed || address.Name == ".gitignore");
            }

            if (mayMoveRoots)
            {
                FindRoots();
            }

            RunAll(isChanged: false);
        }

        Send();
    }

    /// <inheritdoc/>
    public OpenDocument? Find(DocumentAddress address)
    {
        lock (_gate)
        {
            return _documents.TryGetValue(address, out var document) ? new OpenDocument(document.Address, document.Language, document.Version, document.Text) : null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<DocumentAnalysis?> AnalyzeAsync(DocumentAddress address, CancellationToken cancellationToken)
    {
        while (true)
        {
            DocumentJob job;
            lock (_gate)
            {
                if (!_documents.TryGetValue(address, out var document))
                {
                    break;
                }

                if (KnownOf(document) is { } state)
                {
                    return state.Analysis;
                }

                job = GetOrStart(document, isPublished: false, batch: null)!;
            }

            Send();
            try
            {
                return await job.Done.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (job.IsRepeated && !cancellationToken.IsCancellationRequested)
            {
                // The configuration changed meanwhile: the same text is asked for again.
            }
        }

        return await AnalyzeClosedAsync(address, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task AnalyzeWorkspaceAsync(Action<DocumentAnalysis> found, Action<ScanProgress>? progress, CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ending.Token);
        var token = linked.Token;
        var (files, open) = await RunAsync(() => Collect(token), isUrgent: false, token).ConfigureAwait(false);
        var total = files.Count + open.Count;
        var done = 0;
        progress?.Invoke(new ScanProgress(0, total));
        await new WorkspaceScan(_queue, files, AnalyzeClosed, found, Finish, token).RunAsync().ConfigureAwait(false);
        foreach (var address in open)
        {
            if (await AnalyzeNewestAsync(address, token).ConfigureAwait(false) is { } analysis)
            {
                found(analysis);
            }

            Finish();
        }

        void Finish() => progress?.Invoke(new ScanProgress(Interlocked.Increment(ref done), total));
    }

    // Whoever types meanwhile is waited for.
    private async Task<DocumentAnalysis?> AnalyzeNewestAsync(DocumentAddress address, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await AnalyzeAsync(address, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // A newer text came.
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isEnded = true;
            _ending.Cancel();
            foreach (var document in _documents.Values)
            {
                Release(document);
            }

            _documents.Clear();
        }

        _queue.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends when all work is done that was asked for.</summary>
    internal Task WhenIdleAsync() => _queue.WhenIdleAsync();

    // All below runs under the lock, unless it says otherwise.

    private SessionProject ProjectOf(DocumentAddress address)
    {
        if (address.FullPath is not { } path)
        {
            return new SessionProject(root: null, isWatched: true);
        }

        return ProjectAt(WorkspaceRootOf(path));
    }

    private WorkspaceRoot WorkspaceRootOf(string file) => WorkspaceRoot.Find(file, isFolder: false, FolderOf(file) ?? Path.GetDirectoryName(file) ?? file);

    private SessionProject ProjectAt(WorkspaceRoot root)
    {
        if (_projects.TryGetValue(root.Path, out var project))
        {
            return project;
        }

        _projects.Add(root.Path, project = new SessionProject(root, _client.WatchesFiles));
        foreach (var document in _documents.Values)
        {
            SetOverlay(document, project, isOpen: true);
        }

        return project;
    }

    // The innermost folder of the workspace around a file.
    private string? FolderOf(string path)
    {
        string? result = null;
        foreach (var folder in _folders)
        {
            if (folder.FullPath is { } candidate && candidate.Length > (result?.Length ?? 0) && WorkspaceRoot.At(candidate).RelativePath(path) is not null)
            {
                result = candidate;
            }
        }

        return result;
    }

    // Those of the innermost folder around the root; where all lie below it, as parts of one repository do, those of the first.
    private ClientSettings SettingsOf(SessionProject project)
    {
        ClientSettings? general = null;
        ClientSettings? result = null;
        ClientSettings? below = null;
        var length = -1;
        foreach (var (folder, settings) in _settings)
        {
            if (folder is null)
            {
                general = settings;
            }
            else if (project.Root is { } root && folder.FullPath is { } path)
            {
                if (path.Length > length && WorkspaceRoot.At(path).RelativePath(root.Path) is not null)
                {
                    length = path.Length;
                    result = settings;
                }
                else if (root.RelativePath(path) is not null)
                {
                    below ??= settings;
                }
            }
        }

        return result ?? below ?? general ?? ClientSettings.None;
    }

    private bool HasMovedRoots()
    {
        foreach (var document in _documents.Values)
        {
            if (document.Project.Root is { } root && WorkspaceRootOf(document.Address.FullPath!).Path != root.Path)
            {
                return true;
            }
        }

        return false;
    }

    // Documents may belong to other roots now.
    private void FindRoots()
    {
        _revision++;
        foreach (var document in _documents.Values)
        {
            var project = document.Address.FullPath is null ? document.Project : ProjectOf(document.Address);
            if (!ReferenceEquals(project, document.Project))
            {
                document.Project = project;
                SetText(document, document.Version, document.Content);
            }
        }

        DropProjects();
        foreach (var project in _projects.Values)
        {
            project.IsStale = true;
        }
    }

    private static WorkspaceRoot RootOf(string folder) => WorkspaceRoot.Find(folder, isFolder: true, folder);

    // Roots that hold neither an open document nor a folder of the workspace are not kept.
    private void DropProjects()
    {
        var used = new HashSet<SessionProject>();
        foreach (var folder in _folders)
        {
            if (folder.FullPath is { } path && _projects.TryGetValue(RootOf(path).Path, out var project))
            {
                used.Add(project);
            }
        }

        foreach (var document in _documents.Values)
        {
            used.Add(document.Project);
        }

        var unused = new List<string>();
        foreach (var (path, project) in _projects)
        {
            if (!used.Contains(project))
            {
                unused.Add(path);
                Unshow(project, project.Shown);
            }
        }

        foreach (var path in unused)
        {
            _projects.Remove(path);
        }
    }

    private void SetText(SessionDocument document, int version, string content)
    {
        var root = document.Project.Root;
        document.Version = version;
        document.Content = content;
        document.Path = root is null ? document.Address.Name : root.RelativePath(document.Address.FullPath!) ?? document.Address.Name;
        document.Text = new SourceText(document.Path, content, document.Encoding);
        SetOverlay(document, isOpen: true);
    }

    private void SetOverlay(SessionDocument document, bool isOpen)
    {
        _revision++;
        foreach (var project in _projects.Values)
        {
            SetOverlay(document, project, isOpen);
        }
    }

    private static void SetOverlay(SessionDocument document, SessionProject project, bool isOpen)
    {
        if (document.Address.FullPath is not { } full)
        {
            return;
        }

        if (project.Loaded?.Paths.Contains(full) == true)
        {
            project.IsStale = true;
        }

        if (project is { Root: { } root, Files: { } files } && root.RelativePath(full) is { Length: > 0 } path)
        {
            files.SetOpen(path, !isOpen ? null : path == document.Path ? document.Text : new SourceText(path, document.Content, document.Encoding));
            project.Links!.Change(path);
        }
    }

    // A file is not what it was on disk.
    private void Forget(string full, bool isListed = false)
    {
        _revision++;
        foreach (var project in _projects.Values)
        {
            if (project.Loaded?.Paths.Contains(full) == true)
            {
                project.IsStale = true;
            }

            if (project is { Root: { } root, Files: { } files } && root.RelativePath(full) is { } path && (path.Length > 0 || isListed))
            {
                if (isListed)
                {
                    files.ForgetAll();
                }
                else
                {
                    files.Forget(path);
                }

                // What an ignore file or a new folder brings is found by a walk only.
                if (isListed && (path.EndsWith(".gitignore", StringComparison.Ordinal) || Directory.Exists(full)))
                {
                    project.Links!.Forget();
                }
                else
                {
                    project.Links!.Change(path);
                }
            }
        }
    }

    // What holds for a root now.
    private LoadedProject Current(SessionProject project, DocumentAddress? single)
    {
        if (!project.IsStale && project.Loaded is { } known)
        {
            return known;
        }

        project.IsStale = false;
        var loaded = LoadedProject.Load(project.Root, _names, SettingsOf(project), _filterOptions, _version, Unsaved, project.Loaded, project.Files, path => AddressOf(project, path, single), path => VersionOf(project, path));
        project.Loaded = loaded;
        project.Links?.Forget();
        _revision++;
        var status = loaded.Status;
        _outbox.Enqueue(() => _client.Report(status));
        ShowConfiguration(project, loaded);
        WatchNamed();
        return loaded;

        string? Unsaved(string path)
        {
            project.Stamps?.Note(path);
            return UnsavedText(path);
        }
    }

    // What is read from files that the editor would not tell of: a baseline and what a configuration extends have any name, and may lie outside of the workspace.
    private void WatchNamed()
    {
        var named = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var project in _projects.Values)
        {
            if (project.Loaded is { } loaded)
            {
                foreach (var path in loaded.Paths)
                {
                    if (!ConfigurationLoader.FileNames.Contains(Path.GetFileName(path), StringComparer.Ordinal) || FolderOf(path) is null)
                    {
                        named.Add(path);
                    }
                }
            }
        }

        if (!named.SetEquals(_named))
        {
            IReadOnlyList<string> paths = _named = [.. named];
            _outbox.Enqueue(() => _client.Watch(paths));
        }
    }

    private string? UnsavedText(string path) => _documents.TryGetValue(DocumentAddress.OfPath(path), out var document) ? document.Text.Content : null;

    // Runs outside of the lock, too.
    private int? VersionOf(SessionProject project, string path)
    {
        if (project.Root is not { } root)
        {
            return null;
        }

        lock (_gate)
        {
            return _documents.TryGetValue(DocumentAddress.OfPath(root.FullPath(path)), out var document) ? document.Version : null;
        }
    }

    // Runs outside of the lock, too.
    private DocumentAddress AddressOf(SessionProject project, string path, DocumentAddress? single)
    {
        if (project.Root is not { } root)
        {
            return single ?? DocumentAddress.Of("untitled:" + path);
        }

        var address = DocumentAddress.OfPath(root.FullPath(path));
        lock (_gate)
        {
            return _documents.TryGetValue(address, out var document) ? document.Address : address;
        }
    }

    // A configuration with errors is told of whether it is open or not: all that is said of its root depends on it.
    private void ShowConfiguration(SessionProject project, LoadedProject loaded)
    {
        var shown = new List<DocumentAddress>();
        foreach (var error in loaded.Found?.Result.Errors ?? [])
        {
            var address = DocumentAddress.OfPath(loaded.Found!.Home.FullPath(error.Source.Path));
            if (shown.Contains(address) || _documents.ContainsKey(address))
            {
                continue;
            }

            shown.Add(address);
            if (_analyzer.Analyze(new AnalyzedDocument(address, error.Source.Path, "", Version: null, loaded, IsConfiguration: true), error.Source, files: null, index: null, CancellationToken.None) is { } analysis)
            {
                _outbox.Enqueue(() => _client.Publish(address, analysis));
            }
        }

        var gone = project.Shown.FindAll(address => !shown.Contains(address));
        project.Shown = shown;
        Unshow(project, gone);
    }

    private void Unshow(SessionProject project, List<DocumentAddress> gone)
    {
        foreach (var address in gone)
        {
            if (!_documents.ContainsKey(address))
            {
                _outbox.Enqueue(() => _client.Publish(address, analysis: null));
            }
        }

        if (ReferenceEquals(gone, project.Shown))
        {
            project.Shown = [];
        }
    }

    private bool IsConfiguration(DocumentAddress address)
    {
        if (address.Name is "envlint.toml" or ".envlint.toml")
        {
            return true;
        }

        if (address.FullPath is not { } path || address.Name == "pyproject.toml" || !address.Name.EndsWith(".toml", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var project in _projects.Values)
        {
            if (project.Loaded?.Paths.Contains(path) == true)
            {
                return true;
            }
        }

        return false;
    }

    // What is known of the document as it is now; null where that is to be found out.
    private DocumentState? KnownOf(SessionDocument document) =>
        Current(document.Project, document.Address) is var loaded && document.State is { } state && ReferenceEquals(state.Text, document.Text) && ReferenceEquals(state.Loaded, loaded) && state.Revision == _revision
            ? state
            : null;

    // Null where all is known already.
    private DocumentJob? GetOrStart(SessionDocument document, bool isPublished, RefreshBatch? batch)
    {
        if (KnownOf(document) is { } state)
        {
            if (isPublished)
            {
                Publish(document, state);
            }

            return null;
        }

        var loaded = Current(document.Project, document.Address);
        var job = document.Job;
        if (job is not null && (!ReferenceEquals(job.Text, document.Text) || !ReferenceEquals(job.Loaded, loaded)))
        {
            Cancel(document, isRepeated: ReferenceEquals(job.Text, document.Text));
            job = null;
        }

        if (job is null)
        {
            var analyzed = new AnalyzedDocument(document.Address, document.Path, document.Language, document.Version, loaded, IsConfiguration(document.Address));
            document.Job = job = new DocumentJob(document.Text, loaded, analyzed, ReadsOf(document.Project));
            _queue.Add(() => Run(document, job));
        }

        job.Revision = _revision;
        job.IsPublished |= isPublished;
        if (batch is not null)
        {
            batch.Open++;
            job.Batches.Add(batch);
        }

        return job;
    }

    private static Reads? ReadsOf(SessionProject project) => project.Files is { } files ? new Reads(files, project.Links!) : null;

    private void Publish(SessionDocument document, DocumentState state)
    {
        if (ReferenceEquals(document.Shown, state))
        {
            return;
        }

        // Who was told something else of this very text has to ask again.
        _mustRefresh |= ReferenceEquals(document.Shown?.Text, state.Text);
        var hadFindings = document.Shown?.Analysis is not null;
        document.Shown = state;
        if (state.Analysis is { } analysis)
        {
            TellAge(state);
            _outbox.Enqueue(() => _client.Publish(document.Address, analysis));
        }
        else if (hadFindings)
        {
            _outbox.Enqueue(() => _client.Publish(document.Address, analysis: null));
        }
    }

    // That the tables are old is said of no file: envlint check tells it in front of the first one, and an editor's person is told once.
    private void TellAge(DocumentState state)
    {
        if (_hasToldAge || state.Analysis?.File is null || _filterOptions.Today is not { } today)
        {
            return;
        }

        _hasToldAge = true;
        if (KnowledgeAge.Find(_names, state.Text, KnowledgeTables.Newest, today) is { } old && state.Loaded.Filter.Apply(state.Text, [old], [], state.Text.Path).Diagnostics is [var told])
        {
            _outbox.Enqueue(() => _client.Tell(MessageLevel.Info, $"EnvLint: {told.Message}", show: true));
        }
    }

    private void Cancel(SessionDocument document, bool isRepeated)
    {
        if (document.Job is not { } job)
        {
            return;
        }

        document.Job = null;
        job.IsRepeated = isRepeated;
        job.Cancellation.Cancel();
        job.Done.TrySetCanceled(job.Cancellation.Token);
        End(job);
    }

    private void Release(SessionDocument document)
    {
        document.Pause?.Dispose();
        document.Pause = null;
        Cancel(document, isRepeated: false);
    }

    // All documents whose answers may be others now. What still holds costs a few look-ups.
    private void RunAll(bool isChanged)
    {
        // What is wrong with a configuration is told whether a document of its root is open or not.
        foreach (var project in _projects.Values)
        {
            _ = Current(project, single: null);
        }

        var batch = new RefreshBatch { Open = 1, IsChanged = isChanged && _documents.Count > 0 };
        foreach (var document in _documents.Values)
        {
            // Whoever is being typed in is done after the pause.
            if (!document.IsPausing)
            {
                _ = GetOrStart(document, isPublished: true, batch);
            }
        }

        Close(batch);
    }

    private void End(DocumentJob job)
    {
        foreach (var batch in job.Batches)
        {
            Close(batch);
        }

        job.Batches.Clear();
    }

    private void TellFailure(string path, Exception exception) =>
        _outbox.Enqueue(() => _client.Tell(MessageLevel.Error, $"{path} could not be analysed: {exception.GetType().Name}: {exception.Message}", show: false));

    private void TellTime(DocumentState state, string path, TimeSpan time)
    {
        var what = state.Analysis is { } analysis ? string.Create(CultureInfo.InvariantCulture, $"{analysis.Findings.Diagnostics.Length} findings") : "nothing to check";
        _outbox.Enqueue(() => _client.Trace(string.Create(CultureInfo.InvariantCulture, $"{path}: {what}, analysed in {time.TotalMilliseconds:F1} ms")));
    }

    private void Close(RefreshBatch batch)
    {
        if (--batch.Open == 0 && (_mustRefresh || batch.IsChanged))
        {
            _mustRefresh = false;
            _outbox.Enqueue(_client.Refresh);
        }
    }

    // From here on nothing runs under the lock.

    // Where the editor does not tell what changes on disk.
    private void LookForChanges()
    {
        if (_client.WatchesFiles)
        {
            return;
        }

        SessionProject[] projects;
        lock (_gate)
        {
            projects = [.. _projects.Values];
        }

        var changes = new List<(string FullPath, FileChangeKind Kind)>();
        foreach (var project in projects)
        {
            changes.AddRange(project.Stamps?.TakeChanged() ?? []);
        }

        if (changes.Count == 0)
        {
            return;
        }

        lock (_gate)
        {
            foreach (var (path, kind) in changes)
            {
                Forget(path, isListed: kind != FileChangeKind.Changed || Path.GetFileName(path) == ".gitignore");
            }

            if (HasMovedRoots())
            {
                FindRoots();
            }
        }
    }

    private void EndPause(SessionDocument document)
    {
        LookForChanges();
        lock (_gate)
        {
            if (_isEnded || !_documents.TryGetValue(document.Address, out var open) || !ReferenceEquals(open, document))
            {
                return;
            }

            document.IsPausing = false;
            _ = GetOrStart(document, isPublished: true, batch: null);
            RunAll(isChanged: false);
        }

        Send();
    }

    // What was decided is told in its order, whoever comes by.
    private void Send()
    {
        lock (_sending)
        {
            while (true)
            {
                Action? message;
                lock (_gate)
                {
                    if (!_outbox.TryDequeue(out message))
                    {
                        return;
                    }
                }

                try
                {
                    message();
                }
                catch (Exception exception)
                {
                    // One message, and not the thread that came by.
                    _client.Tell(MessageLevel.Error, $"a message could not be written: {exception.GetType().Name}: {exception.Message}", show: false);
                }
            }
        }
    }

    private void Run(SessionDocument document, DocumentJob job)
    {
        DocumentState? state;
        long revision;
        lock (_gate)
        {
            if (!ReferenceEquals(document.Job, job))
            {
                return;
            }

            state = document.State is { } known && ReferenceEquals(known.Text, job.Text) && ReferenceEquals(known.Loaded, job.Loaded) ? known : null;
            revision = job.Revision;
        }

        var isNew = false;
        var started = _clock.GetTimestamp();
        try
        {
            while (true)
            {
                if (state is null || state.Reads?.AreStillTrue() == false)
                {
                    var reads = isNew ? ReadsOf(document.Project) : job.Reads;
                    isNew = true;
                    state = new DocumentState(job.Text, job.Loaded, reads, _analyzer.Analyze(job.Document, job.Text, reads, reads, job.Cancellation.Token));
                }

                lock (_gate)
                {
                    if (!ReferenceEquals(document.Job, job))
                    {
                        return;
                    }

                    if (job.Revision == revision)
                    {
                        state.Revision = revision;
                        document.State = state;
                        document.Job = null;
                        if (job.IsPublished)
                        {
                            Publish(document, state);
                        }

                        End(job);
                        if (isNew)
                        {
                            TellTime(state, job.Document.Path, _clock.GetElapsedTime(started));
                        }

                        break;
                    }

                    // Asked for again meanwhile.
                    revision = job.Revision;
                }
            }

            job.Done.TrySetResult(state.Analysis);
        }
        catch (OperationCanceledException) when (job.Cancellation.IsCancellationRequested)
        {
            job.Done.TrySetCanceled(job.Cancellation.Token);
        }
        catch (Exception exception)
        {
            // The engine catches what rules throw. Whatever else goes wrong is told in place of what would have been found, and does not end the session.
            var failure = _analyzer.ReportFailure(job.Document, job.Text, exception);
            lock (_gate)
            {
                if (ReferenceEquals(document.Job, job))
                {
                    // Not tried again before something changes.
                    document.Job = null;
                    document.State = new DocumentState(job.Text, job.Loaded, job.Reads, failure) { Revision = job.Revision };
                    if (job.IsPublished)
                    {
                        Publish(document, document.State);
                    }
                }

                End(job);
                TellFailure(job.Document.Path, exception);
            }

            job.Done.TrySetResult(failure);
        }

        Send();
    }

    private async Task<DocumentAnalysis?> AnalyzeClosedAsync(DocumentAddress address, CancellationToken cancellationToken)
    {
        if (address.FullPath is not { } path || !File.Exists(path))
        {
            return null;
        }

        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ending.Token);
        var token = linked.Token;
        return await RunAsync(() => AnalyzeClosed(address, path, token), isUrgent: true, token).ConfigureAwait(false);
    }

    private async Task<T> RunAsync<T>(Func<T> work, bool isUrgent, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Add(
            () =>
            {
                try
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    done.TrySetResult(work());
                }
                catch (OperationCanceledException)
                {
                    done.TrySetCanceled(cancellationToken);
                }
                catch (Exception exception)
                {
                    done.TrySetException(exception);
                }
            },
            isUrgent);
        return await done.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private DocumentAnalysis? AnalyzeClosed(DocumentAddress address, string full, CancellationToken cancellationToken)
    {
        SessionProject project;
        lock (_gate)
        {
            project = ProjectOf(address);
        }

        return AnalyzeClosed(new ScannedFile(address, full, project), cancellationToken);
    }

    private DocumentAnalysis? AnalyzeClosed(ScannedFile file, CancellationToken cancellationToken)
    {
        var (address, full, project) = file;
        var document = DocumentOf(file);
        var root = project.Root!;
        Send();
        var read = document.IsConfiguration
            ? ReadConfiguration(document, root, full)
            : ManifestFiles.Read(new WorkspaceFile(root, document.Path, document.Path, IsNamed: false), document.Loaded.Project.Configuration);
        try
        {
            return read is null ? null : _analyzer.Analyze(document, read, project.Files, project.Links, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            lock (_gate)
            {
                TellFailure(address.Name, exception);
            }

            Send();
            return _analyzer.ReportFailure(document, (read as TextRead)?.Source ?? new SourceText(document.Path, ""), exception);
        }
    }

    private AnalyzedDocument DocumentOf(ScannedFile file)
    {
        lock (_gate)
        {
            return new AnalyzedDocument(file.Address, file.Project.Root!.RelativePath(file.FullPath) ?? file.Address.Name, "", Version: null, Current(file.Project, file.Address), IsConfiguration(file.Address));
        }
    }

    // What is extended may lie above the root, in the repository.
    private static ReadResult ReadConfiguration(AnalyzedDocument document, WorkspaceRoot root, string full) =>
        document.Loaded.Found?.Home is { } home && home.RelativePath(full) is { Length: > 0 } path ? FileReader.Read(home, path, document.Path) : FileReader.Read(root, document.Path, document.Path);

    // The files of all folders, each with the root that it has when it is open; those that are open by themselves.
    private (List<ScannedFile> Closed, List<DocumentAddress> Open) Collect(CancellationToken cancellationToken)
    {
        DocumentAddress[] folders;
        lock (_gate)
        {
            folders = [.. _folders];
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var closed = new List<ScannedFile>();
        foreach (var folder in folders)
        {
            if (folder.FullPath is { } path)
            {
                Collect(path, seen, closed, cancellationToken);
            }
        }

        Send();
        var open = new List<DocumentAddress>();
        lock (_gate)
        {
            closed.RemoveAll(file => _documents.ContainsKey(file.Address));
            foreach (var document in _documents.Values)
            {
                if (document.Address.FullPath is { } path && FolderOf(path) is not null)
                {
                    open.Add(document.Address);
                }
            }
        }

        return (closed, open);
    }

    private void Collect(string folder, HashSet<string> seen, List<ScannedFile> files, CancellationToken cancellationToken)
    {
        var root = RootOf(folder);
        // A folder below may be a root of its own, with its own configuration.
        var nested = new NestedRoots(root, WorkspaceRoot.At);
        var options = new Dictionary<string, WalkOptions>(StringComparer.Ordinal);
        var projects = new Dictionary<string, SessionProject>(StringComparer.Ordinal);
        var configurations = new HashSet<SessionProject>();
        foreach (var path in FileWalker.Walk(root, root.RelativePath(folder) ?? "", nested.WalkOptions(Options), [], cancellationToken))
        {
            var full = root.FullPath(path);
            if (!seen.Add(full) || Path.GetDirectoryName(full) is not { } parent)
            {
                continue;
            }

            var address = DocumentAddress.OfPath(full);
            if (!projects.TryGetValue(parent, out var project))
            {
                lock (_gate)
                {
                    projects.Add(parent, project = ProjectOf(address));
                }
            }

            files.Add(new ScannedFile(address, full, project));
            configurations.Add(project);
        }

        foreach (var project in configurations)
        {
            AddConfiguration(project, folder, seen, files);
        }

        WalkOptions Options(WorkspaceRoot inner)
        {
            if (!options.TryGetValue(inner.Path, out var known))
            {
                lock (_gate)
                {
                    known = SessionProject.WalkOptions(Current(ProjectAt(inner), single: null));
                }

                options.Add(inner.Path, known);
            }

            return known;
        }
    }

    // Of a configuration those files are told of that have something wrong in them, where it lies in the folder.
    private void AddConfiguration(SessionProject project, string folder, HashSet<string> seen, List<ScannedFile> files)
    {
        LoadedProject loaded;
        lock (_gate)
        {
            loaded = Current(project, single: null);
        }

        if (loaded.Found is not { } found || WorkspaceRoot.At(folder).RelativePath(found.Home.FullPath(found.Result.Configuration.Source.Path)) is null)
        {
            return;
        }

        var sources = new List<SourceText>();
        foreach (var findings in loaded.Filter.Apply(found.Result.Configuration))
        {
            sources.Add(findings.Source);
        }

        foreach (var error in found.Result.Errors)
        {
            sources.Add(error.Source);
        }

        foreach (var source in sources)
        {
            var full = found.Home.FullPath(source.Path);
            if (seen.Add(full))
            {
                files.Add(new ScannedFile(DocumentAddress.OfPath(full), full, project));
            }
        }
    }

    // A byte order mark is the file's, not the editor's: it writes the file as it read it.
    private static TextEncoding EncodingOf(DocumentAddress address)
    {
        if (address.FullPath is not { } path || Path.GetDirectoryName(path) is not { } folder)
        {
            return TextEncoding.Utf8;
        }

        Span<byte> start = stackalloc byte[3];
        return start[..FileReader.ReadStart(WorkspaceRoot.At(folder), Path.GetFileName(path), start)] switch
        {
            [0xEF, 0xBB, 0xBF] => TextEncoding.Utf8Bom,
            [0xFF, 0xFE, ..] => TextEncoding.Utf16LittleEndian,
            [0xFE, 0xFF, ..] => TextEncoding.Utf16BigEndian,
            _ => TextEncoding.Utf8,
        };
    }
}
