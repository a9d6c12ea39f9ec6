using EnvLint.LanguageServer.Documents;

namespace EnvLint.LanguageServer.Analysis;

/// <summary>A file that a scan looks at.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="FullPath">Its absolute path.</param>
/// <param name="Project">Its root.</param>
internal sealed record ScannedFile(DocumentAddress Address, string FullPath, SessionProject Project);

/// <summary>Looks at many files that are not open, a few at a time, so that what is urgent comes between. Nothing of a file is kept.</summary>
/// <param name="queue">Does the work.</param>
/// <param name="files">The files.</param>
/// <param name="analyze">Looks at one.</param>
/// <param name="found">Takes what came of one; not called by two threads at once.</param>
/// <param name="finished">Hears of each file that is done; called from the thread that did it.</param>
/// <param name="cancellationToken">Ends the scan between two files, and within one.</param>
internal sealed class WorkspaceScan(
    WorkQueue queue, IReadOnlyList<ScannedFile> files, Func<ScannedFile, CancellationToken, DocumentAnalysis?> analyze, Action<DocumentAnalysis> found, Action finished, CancellationToken cancellationToken)
{
    // About a millisecond or two of work.
    private const int FilesAtOnce = 4;

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _next = -1;
    private int _open;

    /// <summary>Looks at all files.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task RunAsync()
    {
        if (files.Count == 0)
        {
            return Task.CompletedTask;
        }

        _open = WorkQueue.Threads;
        for (var i = 0; i < WorkQueue.Threads; i++)
        {
            queue.Add(Work, isUrgent: false);
        }

        return _done.Task.WaitAsync(cancellationToken);
    }

    private void Work()
    {
        try
        {
            for (var i = 0; i < FilesAtOnce; i++)
            {
                var index = Interlocked.Increment(ref _next);
                if (index >= files.Count || cancellationToken.IsCancellationRequested)
                {
                    if (Interlocked.Decrement(ref _open) == 0)
                    {
                        _done.TrySetResult();
                    }

                    return;
                }

                if (analyze(files[index], cancellationToken) is { } analysis)
                {
                    lock (_gate)
                    {
                        found(analysis);
                    }
                }

                finished();
            }

            queue.Add(Work, isUrgent: false);
        }
        catch (OperationCanceledException)
        {
            _done.TrySetCanceled(cancellationToken);
        }
        catch (Exception exception)
        {
            // Of who takes the answers: a failure in a file is one of them.
            _done.TrySetException(exception);
        }
    }
}
