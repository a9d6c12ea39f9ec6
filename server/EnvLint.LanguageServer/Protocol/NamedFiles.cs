using EnvLint.Configuration;
using EnvLint.LanguageServer.Documents;
using EnvLint.LanguageServer.Protocol.Rpc;
using EnvLint.LanguageServer.Protocol.Wire;

namespace EnvLint.LanguageServer.Protocol;

/// <summary>Has the client watch single files, whatever they are called, beside <see cref="Registrations.Watched"/>. Serves all threads.</summary>
/// <param name="peer">The connection.</param>
/// <param name="client">What the client can.</param>
internal sealed class NamedFiles(RpcPeer peer, ClientCapabilities client)
{
    private readonly Lock _gate = new();
    private List<WatchedFile> _wanted = [];
    private List<WatchedFile> _registered = [];
    private int _number;
    private bool _isStarted;

    /// <summary>Tells the client what there is so far: from now on it may be asked for something.</summary>
    public void Start()
    {
        lock (_gate)
        {
            _isStarted = true;
            Register();
        }
    }

    /// <summary>Watches these files in place of those before.</summary>
    /// <param name="paths">Absolute paths, in a fixed order.</param>
    public void Set(IReadOnlyList<string> paths)
    {
        var wanted = new List<WatchedFile>();
        foreach (var path in paths)
        {
            var name = Path.GetFileName(path);
            if (client.HasRelativePatterns && Path.GetDirectoryName(path) is { } folder)
            {
                wanted.Add(new WatchedFile(DocumentAddress.OfPath(folder).Uri, WatchedFile.PatternOf(name)));
            }
            else if (!ConfigurationLoader.FileNames.Contains(name, StringComparer.Ordinal) && new WatchedFile(null, "**/" + WatchedFile.PatternOf(name)) is var file && !wanted.Contains(file))
            {
                wanted.Add(file);
            }
        }

        lock (_gate)
        {
            _wanted = wanted;
            Register();
        }
    }

    private void Register()
    {
        if (!_isStarted || !client.RegistersWatchers || AreSame(_wanted, _registered))
        {
            return;
        }

        var (files, had, old, id) = (_wanted, _registered.Count > 0, IdOf(_number), IdOf(++_number));
        _registered = files;

        // The new one first: nothing is missed between the two.
        if (files.Count > 0)
        {
            peer.Ask("client/registerCapability", json => Registrations.WriteFiles(json, id, files), answered: null);
        }

        if (had)
        {
            peer.Ask("client/unregisterCapability", json => Registrations.WriteEnd(json, old), answered: null);
        }
    }

    private static string IdOf(int number) => FormattableString.Invariant($"envlint-named-{number}");

    private static bool AreSame(List<WatchedFile> left, List<WatchedFile> right)
    {
        for (var i = 0; i < left.Count && left.Count == right.Count; i++)
        {
            if (left[i] != right[i])
            {
                return false;
            }
        }

        return left.Count == right.Count;
    }
}
