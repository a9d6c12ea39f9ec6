namespace EnvLint.LanguageServer.Protocol;

/// <summary>Looks whether the process that started the server still runs: one that is killed says no <c>exit</c>, and its end of the pipe may live on in another.</summary>
internal sealed class ParentWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(400);

    private readonly ITimer _timer;

    private ParentWatch(ITimer timer) => _timer = timer;

    /// <summary>Begins to look.</summary>
    /// <param name="isRunning">Says whether the process runs; null where it cannot be seen.</param>
    /// <param name="clock">The time.</param>
    /// <param name="gone">Called when it is gone.</param>
    /// <returns>Null where there is nothing to look at: a client outside of a container names a process that is not there, and is alive all the same.</returns>
    public static ParentWatch? Start(Func<bool>? isRunning, TimeProvider clock, Action gone)
    {
        if (isRunning is null)
        {
            return null;
        }

        return new ParentWatch(clock.CreateTimer(
            _ =>
            {
                if (!isRunning())
                {
                    gone();
                }
            },
            state: null,
            Interval,
            Interval));
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();
}
