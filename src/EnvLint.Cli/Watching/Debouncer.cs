namespace EnvLint.Cli.Watching;

/// <summary>Makes one call of a burst: when nothing was noted for a while, or after the longest time that one waits for that.</summary>
internal sealed class Debouncer : IDisposable
{
    /// <summary>How long nothing must happen.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a burst may go on before it is one.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly Action _due;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private long _first;
    private bool _isOpen;

    /// <summary>Makes one.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="due">Called once for each burst, from a thread of the clock.</param>
    public Debouncer(TimeProvider time, Action due)
    {
        _time = time;
        _due = due;
        _timer = time.CreateTimer(static state => ((Debouncer)state!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Something happened. Serves all threads.</summary>
    public void Note()
    {
        lock (_gate)
        {
            if (!_isOpen)
            {
                _isOpen = true;
                _first = _time.GetTimestamp();
            }

            var left = Longest - _time.GetElapsedTime(_first);
            _timer.Change(left < TimeSpan.Zero ? TimeSpan.Zero : left < Quiet ? left : Quiet, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Due()
    {
        lock (_gate)
        {
            if (!_isOpen)
            {
                return;
            }

            _isOpen = false;
        }

        _due();
    }
}
