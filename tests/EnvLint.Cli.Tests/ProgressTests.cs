using System.Text;
using EnvLint.Cli.Checking;
using EnvLint.Cli.Terminal;

namespace EnvLint.Cli.Tests;

public sealed class ProgressTests : IDisposable
{
    private readonly MemoryStream _error = new();
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal) { ["NO_COLOR"] = "1" };
    private long _now;
    private int _width = 80;

    public void Dispose() => _error.Dispose();

    [Fact]
    public void Nothing_is_said_in_the_first_second()
    {
        var progress = Start();

        _now = 999;
        progress.Report(1);
        progress.Clear();

        Assert.Empty(Written);
    }

    [Fact]
    public void A_long_run_shows_how_far_it_is_ten_times_a_second_and_cleans_up()
    {
        var progress = Start();

        _now = 1000;
        progress.Report(5);
        _now = 1099;
        progress.Report(6);
        _now = 1100;
        progress.Report(7);
        progress.Clear();
        progress.Clear();

        Assert.Equal(
            "\r[###############...............]  5 of 10 files\u001b[K\r[#####################.........]  7 of 10 files\u001b[K\r\u001b[K",
            Written);
    }

    [Fact]
    public void The_bar_never_goes_back()
    {
        var progress = Start();

        _now = 1000;
        progress.Report(7);
        _now = 2000;
        progress.Report(6);

        Assert.DoesNotContain("6 of 10", Written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LC_ALL", "C.UTF-8", "[██████░░░░░░░░░░░░░░░░░░░░░░░░]  2 of 10 files")]
    [InlineData("LC_ALL", "C", "[######........................]  2 of 10 files")]
    [InlineData("NO_COLOR", "", "[\u001b[36m######\u001b[0m........................]  2 of 10 files")]
    public void It_is_drawn_with_what_the_terminal_has(string variable, string value, string line)
    {
        _variables[variable] = value;

        Assert.Equal($"\r{line}\u001b[K", Shown(2));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(48)]
    [InlineData(40)]
    [InlineData(23)]
    [InlineData(22)]
    [InlineData(15)]
    [InlineData(14)]
    [InlineData(2)]
    [InlineData(0)]
    public void The_last_column_stays_free_at_any_width(int width)
    {
        _width = width;

        var line = Shown(2);

        Assert.InRange(line.Length - "\r\u001b[K".Length, 0, Math.Max(width - 1, 0));
        Assert.Equal(width >= 23, line.Contains('[', StringComparison.Ordinal) && line.Contains('#', StringComparison.Ordinal));
        Assert.Equal(width >= 15, line.Contains(" 2 of 10 files", StringComparison.Ordinal));
    }

    [Fact]
    public void A_terminal_that_was_made_narrower_gets_a_shorter_line()
    {
        var progress = Start();

        _now = 1000;
        progress.Report(1);
        _width = 30;
        _now = 2000;
        progress.Report(2);

        Assert.EndsWith("\r[##..........]  2 of 10 files\u001b[K", Written, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_said_where_standard_error_is_no_terminal() => Assert.Empty(Shown(5, isTerminal: false));

    [Fact]
    public void Nothing_is_said_with_quiet() => Assert.Empty(Shown(5, quiet: true));

    [Fact]
    public void Nothing_is_said_on_a_terminal_that_cannot_take_a_line_back()
    {
        _variables["TERM"] = "dumb";

        Assert.Empty(Shown(5));
    }

    [Theory]
    [InlineData(ColorChoice.Always, true)]
    [InlineData(ColorChoice.Never, false)]
    [InlineData(ColorChoice.Auto, false)]
    public void The_command_line_decides_on_colour(object color, bool isColored) =>
        Assert.Equal(isColored, Shown(5, color: (ColorChoice)color).Contains("\u001b[36m", StringComparison.Ordinal));

    private string Written => Encoding.UTF8.GetString(_error.ToArray());

    private string Shown(int done, bool isTerminal = true, bool quiet = false, ColorChoice color = ColorChoice.Auto)
    {
        var progress = Start(isTerminal, quiet, color);
        _now = 1000;
        progress.Report(done);
        return Written;
    }

    private Progress Start(bool isTerminal = true, bool quiet = false, ColorChoice color = ColorChoice.Auto)
    {
        var context = new CommandContext(static () => Stream.Null, static () => Stream.Null, () => _error)
        {
            WorkingDirectory = static () => "/",
            Variable = _variables.GetValueOrDefault,
            IsOutputTerminal = () => isTerminal,
            IsErrorTerminal = () => isTerminal,
            ErrorWidth = () => _width,
            Today = static () => default,
        };
        return Progress.Start(context, 10, quiet, () => _now, color);
    }
}
