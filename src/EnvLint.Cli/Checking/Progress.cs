using System.Globalization;
using System.Text;

namespace EnvLint.Cli.Checking;

/// <summary>Says on a terminal how far a long run is: after the first second, ten times a second at most.</summary>
internal sealed class Progress
{
    private const long FirstAfter = 1000;
    private const long ThenEvery = 100;

    private readonly Stream? _stream;
    private readonly int _total;
    private readonly Func<long> _milliseconds;
    private readonly Lock _lock = new();
    private long _next;
    private bool _isShown;

    private Progress(Stream? stream, int total, Func<long> milliseconds)
    {
        _stream = stream;
        _total = total;
        _milliseconds = milliseconds;
        _next = milliseconds() + FirstAfter;
    }

    /// <summary>Starts the clock.</summary>
    /// <param name="context">Where to write; nothing is written where standard error is no terminal.</param>
    /// <param name="total">Number of files.</param>
    /// <param name="quiet">Whether nothing is to be written.</param>
    /// <param name="milliseconds">The clock.</param>
    public static Progress Start(CommandContext context, int total, bool quiet, Func<long> milliseconds) =>
        new(total > 1 && !quiet && context.IsErrorTerminal() ? context.Error : null, total, milliseconds);

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
            var now = _milliseconds();
            if (now >= _next)
            {
                _next = now + ThenEvery;
                _isShown = true;
                Write(string.Create(CultureInfo.InvariantCulture, $"\r{done} of {_total} files"));
            }
        }
    }

    /// <summary>Takes the line away again.</summary>
    public void Clear()
    {
        if (_isShown)
        {
            Write("\r\u001b[K");
        }
    }

    private void Write(string text) => _stream?.Write(Encoding.ASCII.GetBytes(text));
}
