using System.Runtime.ExceptionServices;

namespace EnvLint.Workspace;

/// <summary>Runs the same work over many items on several threads; the results come in the order of the items.</summary>
public static class OrderedParallel
{
    // A parser may recurse; the default of some systems is too small for the depth that it allows itself.
    private const int StackSize = 8 * 1024 * 1024;

    /// <summary>Runs the work. One item, or one job, runs on the caller's thread alone.</summary>
    /// <typeparam name="TItem">What is worked on.</typeparam>
    /// <typeparam name="TResult">What comes of it.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="jobs">The number of threads, the caller's included; at least 1.</param>
    /// <param name="work">The work; called from several threads at once.</param>
    /// <param name="finished">Called after each item with the number done so far, from the thread that did it; null for nobody.</param>
    /// <param name="cancellationToken">Ends the run between two items.</param>
    /// <returns>One result for each item, in their order.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static TResult[] Run<TItem, TResult>(
        IReadOnlyList<TItem> items,
        int jobs,
        Func<TItem, TResult> work,
        Action<int>? finished,
        CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(jobs, 1);
        var results = new TResult[items.Count];
        var run = new Shared<TItem, TResult>(items, results, work, finished, cancellationToken);
        var others = new Thread[Math.Max(0, Math.Min(jobs, items.Count) - 1)];
        for (var i = 0; i < others.Length; i++)
        {
            others[i] = new Thread(run.Work, StackSize) { IsBackground = true };
            others[i].Start();
        }

        run.Work();
        foreach (var thread in others)
        {
            thread.Join();
        }

        run.Failure?.Throw();
        return results;
    }

    private sealed class Shared<TItem, TResult>(
        IReadOnlyList<TItem> items, TResult[] results, Func<TItem, TResult> work, Action<int>? finished, CancellationToken cancellationToken)
    {
        private ExceptionDispatchInfo? _failure;
        private int _next = -1;
        private int _done;

        public ExceptionDispatchInfo? Failure => _failure;

        public void Work()
        {
            try
            {
                while (Volatile.Read(ref _failure) is null)
                {
                    var index = Interlocked.Increment(ref _next);
                    if (index >= items.Count)
                    {
                        return;
                    }

                    cancellationToken.ThrowIfCancellationRequested();
                    results[index] = work(items[index]);
                    var done = Interlocked.Increment(ref _done);
                    finished?.Invoke(done);
                }
            }
            catch (Exception exception)
            {
                // Handed to the caller's thread, which throws it: the first one counts.
                Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), comparand: null);
            }
        }
    }
}
