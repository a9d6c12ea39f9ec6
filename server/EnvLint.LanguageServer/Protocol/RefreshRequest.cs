using EnvLint.LanguageServer.Protocol.Rpc;

namespace EnvLint.LanguageServer.Protocol;

/// <summary>Asks the client to ask again. One question at a time: what changes before it is answered makes one more.</summary>
/// <param name="peer">The connection.</param>
/// <param name="method">The method.</param>
internal sealed class RefreshRequest(RpcPeer peer, string method)
{
    private readonly Lock _gate = new();
    private bool _isAsked;
    private bool _isStale;

    /// <summary>Asks, now or after the answer that is still awaited.</summary>
    public void Send()
    {
        lock (_gate)
        {
            if (_isAsked)
            {
                _isStale = true;
                return;
            }

            _isAsked = true;
        }

        Ask();
    }

    private void Ask() => peer.Ask(method, writeParameters: null, _ =>
    {
        lock (_gate)
        {
            _isAsked = _isStale;
            if (!_isStale)
            {
                return;
            }

            _isStale = false;
        }

        Ask();
    });
}
