using EnvLint.Cli.Watching;

namespace EnvLint.Cli.Tests.Watching;

/// <summary>Does one thing after the other where the program waits, and presses Ctrl+C at the end.</summary>
internal sealed class ScriptedChanges(IEnumerable<Action> steps, Action end) : IChanges
{
    private readonly Queue<Action> _steps = new(steps);

    /// <summary>Where the program last said that changes count.</summary>
    public WatchedPlaces? Places { get; private set; }

    public IReadOnlySet<string>? Wait(WatchedPlaces places, CancellationToken cancellationToken)
    {
        Places = places;
        if (_steps.TryDequeue(out var step))
        {
            step();
            return null;
        }

        end();
        cancellationToken.ThrowIfCancellationRequested();
        throw new InvalidOperationException("nobody heard of Ctrl+C");
    }

    public void Dispose()
    {
    }
}
