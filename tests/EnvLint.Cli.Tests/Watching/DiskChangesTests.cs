using EnvLint.Cli.Watching;

namespace EnvLint.Cli.Tests.Watching;

/// <summary>Real folders and the system's events. What is waited for is an event; no time is.</summary>
public sealed class DiskChangesTests : IDisposable
{
    private readonly Project _project = new Project().With("all/deep/x").With("flat/deep/x");
    private readonly CancellationTokenSource _tooLong = new(TimeSpan.FromMinutes(2));
    private readonly List<string> _told = [];

    public void Dispose()
    {
        _project.Dispose();
        _tooLong.Dispose();
    }

    [Fact]
    public void What_lies_deeper_counts_only_where_that_is_asked_for()
    {
        using var changes = Changes(TimeProvider.System, mounts: "");
        var places = Places([_project["all"]], [_project["flat"]]);
        Assert.Null(changes.Wait(places, _tooLong.Token));

        _project.With("flat/deep/x", "1").With("all/deep/x", "1").With("flat/last", "1");

        var touched = new HashSet<string>();
        while (!touched.Contains(_project["all/deep/x"]) || !touched.Contains(_project["flat/last"]))
        {
            touched.UnionWith(changes.Wait(places, _tooLong.Token)!);
        }

        Assert.DoesNotContain(_project["flat/deep/x"], touched);
        Assert.Empty(_told);
    }

    [Fact]
    public void A_folder_that_comes_back_is_watched_again()
    {
        using var changes = Changes(TimeProvider.System, mounts: "");
        var places = Places([_project["all"]], []);
        Assert.Null(changes.Wait(places, _tooLong.Token));

        Directory.Delete(_project["all"], recursive: true);
        Assert.Null(changes.Wait(Places([], [_project[""]]), _tooLong.Token));
        _project.With("all/new", "1");
        Assert.Null(changes.Wait(places, _tooLong.Token));
        _project.With("all/new", "2");

        while (!changes.Wait(places, _tooLong.Token)!.Contains(_project["all/new"]))
        {
        }
    }

    [Fact]
    public void Where_no_events_come_from_everything_is_looked_at_every_two_seconds()
    {
        var time = new EarlyTime();
        using var changes = Changes(time, mounts: "C: / 9p rw 0 0\n");
        var places = Places([_project["all"]], []);

        Assert.Null(changes.Wait(places, _tooLong.Token));
        Assert.Null(changes.Wait(places, _tooLong.Token));

        Assert.Contains(TimeSpan.FromSeconds(2), time.Dues);
        Assert.Equal([$"{_project["all"]}: looked at every 2 seconds: its file system tells nobody of changes"], _told);
    }

    private static WatchedPlaces Places(string[] folders, string[] shallow) => new(folders, shallow, static _ => false);

    private DiskChanges Changes(TimeProvider time, string mounts) => new(time, () => mounts, _told.Add);

    /// <summary>A clock that stands still, and on which everything is due at once.</summary>
    private sealed class EarlyTime : TimeProvider
    {
        public List<TimeSpan> Dues { get; } = [];

        public override long GetTimestamp() => 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new EarlyTimer(this, () => callback(state));
            timer.Change(dueTime, period);
            return timer;
        }

        private sealed class EarlyTimer(EarlyTime time, Action call) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    time.Dues.Add(dueTime);
                    call();
                }

                return true;
            }

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
