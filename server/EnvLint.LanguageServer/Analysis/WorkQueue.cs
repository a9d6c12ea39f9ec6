namespace EnvLint.LanguageServer.Analysis;

/// <summary>Runs work on two threads at most; what is urgent goes before what is not, each in its order.</summary>
internal sealed class WorkQueue : IDisposable
{
    /// <summary>The number of threads.</summary>
    public const int Threads = 2;

    // A parser may recurse; the default of some systems is too small for the depth that it allows itself.
    private const int StackSize = 8 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<Action> _urgent = new();
    private readonly Queue<Action> _patient = new();
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly List<TaskCompletionSource> _idle = [];
    private int _threads;
    private int _busy;
    private bool _isEnded;

    /// <summary>Adds work. It must not throw. Nothing is done any more once the queue is disposed of.</summary>
    /// <param name="work">The work.</param>
    /// <param name="isUrgent">Whether somebody waits for it.</param>
    public void Add(Action work, bool isUrgent = true)
    {
        lock (_gate)
        {
            if (_isEnded)
            {
                return;
            }

            (isUrgent ? _urgent : _patient).Enqueue(work);

            // A thread is made when there is work that none is free for.
            if (_threads < Threads && _busy + _urgent.Count + _patient.Count > _threads)
            {
                _threads++;
                new Thread(Run, StackSize) { IsBackground = true, Name = "envlint analysis" }.Start();
            }
        }

        _waiting.Release();
    }

    /// <summary>Ends when there is no work left.</summary>
    public Task WhenIdleAsync()
    {
        lock (_gate)
        {
            if (IsIdle)
            {
                return Task.CompletedTask;
            }

            var idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _idle.Add(idle);
            return idle.Task;
        }
    }

    /// <summary>Ends the threads after the work that they are at; the rest is not done.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isEnded = true;
            _urgent.Clear();
            _patient.Clear();
            EndWaits();
        }

        _waiting.Release(Threads);
    }

    private bool IsIdle => _busy == 0 && _urgent.Count == 0 && _patient.Count == 0;

    private void Run()
    {
        while (true)
        {
            _waiting.Wait();
            Action? work;
            lock (_gate)
            {
                if (_isEnded)
                {
                    return;
                }

                if (!_urgent.TryDequeue(out work) && !_patient.TryDequeue(out work))
                {
                    continue;
                }

                _busy++;
            }

            try
            {
                work();
            }
            finally
            {
                lock (_gate)
                {
                    _busy--;
                    EndWaits();
                }
            }
        }
    }

    private void EndWaits()
    {
        if (!IsIdle)
        {
            return;
        }

        foreach (var idle in _idle)
        {
            idle.TrySetResult();
        }

        _idle.Clear();
    }
}
