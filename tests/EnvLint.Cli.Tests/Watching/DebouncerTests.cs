using EnvLint.Cli.Watching;

namespace EnvLint.Cli.Tests.Watching;

public sealed class DebouncerTests
{
    private readonly ManualTime _time = new();
    private int _calls;

    [Fact]
    public void A_burst_is_one_call_after_it_has_come_to_rest()
    {
        using var debouncer = new Debouncer(_time, () => _calls++);

        debouncer.Note();
        _time.Advance(60);
        debouncer.Note();
        _time.Advance(99);
        Assert.Equal(0, _calls);
        _time.Advance(1);
        Assert.Equal(1, _calls);
        _time.Advance(10_000);
        Assert.Equal(1, _calls);
    }

    [Fact]
    public void What_never_comes_to_rest_is_a_call_each_second()
    {
        using var debouncer = new Debouncer(_time, () => _calls++);

        for (var i = 0; i < 100; i++)
        {
            debouncer.Note();
            _time.Advance(50);
        }

        Assert.InRange(_calls, 4, 5);
    }

    [Fact]
    public void Without_a_change_nothing_is_called()
    {
        using var debouncer = new Debouncer(_time, () => _calls++);

        _time.Advance(10_000);

        Assert.Equal(0, _calls);
    }

    [Theory]
    [InlineData("/mnt/c/work", true)]
    [InlineData("/mnt/c", true)]
    [InlineData("/mnt/cold", false)]
    [InlineData("/home/me/work", false)]
    [InlineData("/home/me/share/x", true)]
    [InlineData("/mnt/c/linux/x", false)]
    [InlineData("/my drive/x", true)]
    [InlineData("/sshfs/x", true)]
    public void It_is_known_which_file_systems_tell_nobody(string folder, bool isEventless) =>
        Assert.Equal(
            isEventless,
            EventlessMounts.Holds(folder, "/dev/sdc / ext4 rw 0 0\nC: /mnt/c 9p rw,aname=drvfs 0 0\nnas:/x /home/me/share nfs4 rw 0 0\n/dev/sdd /mnt/c/linux ext4 rw 0 0\nD: /my\\040drive drvfs rw 0 0\nx /sshfs fuse.sshfs rw 0 0\n\nbroken\n"));

    [Fact]
    public void Without_a_table_of_mounts_events_are_trusted() => Assert.False(EventlessMounts.Holds("/mnt/c", ""));
}
