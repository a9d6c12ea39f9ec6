using System.Globalization;
using System.Text;
using EnvLint.Cli.Terminal;

namespace EnvLint.Cli.Checking;

/// <summary>Shows on a terminal how far a long run is: a bar and the count, after the first second, ten times a second at most.</summary>
internal sealed class Progress
{
    private const long FirstAfter = 1000;
    private const long ThenEvery = 100;
    private const int LongestBar = 30;

    // With less there is no bar but the count.
    private const int ShortestBar = 5;

    private readonly CommandContext _context;
    private readonly Stream? _stream;
    private readonly int _total;
    private readonly Func<long> _milliseconds;
    private readonly bool _useColor;
    private readonly Lock _lock = new();
    private long _next;
    private int _shown;

    private Progress(CommandContext context, Stream? stream, int total, Func<long> milliseconds, bool useColor)
    {
        _context = context;
        _stream = stream;
        _total = total;
        _milliseconds = milliseconds;
        _useColor = useColor;
        _next = milliseconds() + FirstAfter;
    }

    /// <summary>Starts the clock.</summary>
    /// <param name="context">Where to write; nothing is written where standard error is no terminal, or one that cannot take a line back.</param>
    /// <param name="total">Number of files.</param>
    /// <param name="quiet">Whether nothing is to be written.</param>
    /// <param name="milliseconds">The clock.</param>
    /// <param name="color">What the command line says of colour.</param>
    public static Progress Start(CommandContext context, int total, bool quiet, Func<long> milliseconds, ColorChoice color = ColorChoice.Auto)
    {
        var isShown = total > 1 && !quiet && context.IsErrorTerminal() && !string.Equals(context.Variable("TERM"), "dumb", StringComparison.Ordinal);
        var useColor = color == ColorChoice.Always || (color == ColorChoice.Auto && string.IsNullOrEmpty(context.Variable("NO_COLOR")));
        return new Progress(context, isShown ? context.Error : null, total, milliseconds, useColor);
    }

    /// <summary>Takes note of a file that is done; called from any thread.</summary>
    /// <param name="done">Number of files done.</param>
    public void Report(int done)
    {
        if (_stream is null || _milliseconds() < Volatile.Read(ref _next))
        {
            return;
        }

        lock (_lock)
        {
            // Of two threads the one that did less may come later.
            var now = _milliseconds();
            if (now >= _next && done > _shown)
            {
                Volatile.Write(ref _next, now + ThenEvery);
                _shown = done;
                Write("\r" + Line(done) + "\u001b[K");
            }
        }
    }

    /// <summary>Takes the line away again.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            if (_shown > 0)
            {
                _shown = 0;
                Write("\r\u001b[K");
            }
        }
    }

    // The width is asked for each time: a terminal may be made narrower, and a line that goes on in the next one is not taken back.
    private string Line(int done)
    {
        var total = _total.ToString(CultureInfo.InvariantCulture);
        var count = done.ToString(CultureInfo.InvariantCulture).PadLeft(total.Length) + $" of {total} files";
        var width = _context.ErrorWidth();

        // The last column stays free: some terminals go on in the next line when it is written to.
        var room = Math.Min(LongestBar, width - count.Length - 4);
        if (room < ShortestBar)
        {
            return count.Length < width ? count : "";
        }

        var filled = (int)((long)room * done / _total);
        var (full, empty) = TerminalStyle.IsUtf8(_context) ? ('█', '░') : ('#', '.');
        var bar = new string(full, filled);
        return $"[{(_useColor && filled > 0 ? $"\u001b[36m{bar}\u001b[0m" : bar)}{new string(empty, room - filled)}] {count}";
    }

    private void Write(string text) => _stream?.Write(Encoding.UTF8.GetBytes(text));
}
