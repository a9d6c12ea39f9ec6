using System.Text;
using EnvLint.Cli.Checking;

namespace EnvLint.Cli.Tests;

public sealed class ProgressTests : IDisposable
{
    private readonly MemoryStream _error = new();
    private long _now;

    public void Dispose() => _error.Dispose();

    [Fact]
    public void Nothing_is_said_in_the_first_second()
    {
        var progress = Start(isTerminal: true);

        _now = 999;
        progress.Report(1);
        progress.Clear();

        Assert.Empty(Written);
    }

    [Fact]
    public void A_long_run_says_how_far_it_is_ten_times_a_second_and_cleans_up()
    {
        var progress = Start(isTerminal: true);

        _now = 1000;
        progress.Report(5);
        _now = 1099;
        progress.Report(6);
        _now = 1100;
        progress.Report(7);
        progress.Clear();

        Assert.Equal("\r5 of 10 files\r7 of 10 files\r\u001b[K", Written);
    }

    [Fact]
    public void Nothing_is_said_where_standard_error_is_no_terminal()
    {
        var progress = Start(isTerminal: false);

        _now = 5000;
        progress.Report(5);
        progress.Clear();

        Assert.Empty(Written);
    }

    private string Written => Encoding.UTF8.GetString(_error.ToArray());

    private Progress Start(bool isTerminal)
    {
        var context = new CommandContext(static () => Stream.Null, static () => Stream.Null, () => _error)
        {
            WorkingDirectory = static () => "/",
            Variable = static _ => null,
            IsOutputTerminal = () => isTerminal,
            IsErrorTerminal = () => isTerminal,
            Today = static () => default,
        };
        return Progress.Start(context, 10, quiet: false, () => _now);
    }
}
