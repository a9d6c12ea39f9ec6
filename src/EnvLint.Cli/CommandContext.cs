using System.Runtime.InteropServices;
using EnvLint.Cli.Terminal;
using EnvLint.Cli.Watching;

namespace EnvLint.Cli;

/// <summary>All that a command sees of the world beside files: streams, working folder, variables, terminal, day, interrupts.</summary>
/// <remarks>Tests make one of their own and so see every byte.</remarks>
internal sealed class CommandContext : IDisposable
{
    private readonly Lazy<Stream> _input;
    private readonly Lazy<Stream> _output;
    private readonly Lazy<Stream> _error;
    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly CancellationTokenSource _interrupt = new();

    /// <summary>Makes a context.</summary>
    /// <param name="input">Opens standard input; called when it is first read.</param>
    /// <param name="output">Opens standard output.</param>
    /// <param name="error">Opens standard error.</param>
    public CommandContext(Func<Stream> input, Func<Stream> output, Func<Stream> error)
    {
        _input = new Lazy<Stream>(input);
        _output = new Lazy<Stream>(output);
        _error = new Lazy<Stream>(error);
    }

    /// <summary>Standard input, unbuffered.</summary>
    public Stream Input => _input.Value;

    /// <summary>Standard output, unbuffered.</summary>
    public Stream Output => _output.Value;

    /// <summary>Standard error, unbuffered.</summary>
    public Stream Error => _error.Value;

    /// <summary>Absolute path of the folder that relative paths start from.</summary>
    public required Func<string> WorkingDirectory { get; init; }

    /// <summary>The value of an environment variable; null where it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Whether standard output is a terminal.</summary>
    public required Func<bool> IsOutputTerminal { get; init; }

    /// <summary>Whether standard error is a terminal.</summary>
    public required Func<bool> IsErrorTerminal { get; init; }

    /// <summary>How many columns the terminal of standard error has now.</summary>
    public Func<int> ErrorWidth { get; init; } = ErrorTerminal.Width;

    /// <summary>Whether the system's console takes UTF-8, where the locale's variables do not say it (Windows).</summary>
    public Func<bool>? IsConsoleUtf8 { get; init; }

    /// <summary>The day of the run.</summary>
    public required Func<DateOnly> Today { get; init; }

    /// <summary>Tells when files change; asked by a run that goes on, with what takes lines for people.</summary>
    public Func<Action<string>, IChanges> Changes { get; init; } =
        static tell => new DiskChanges(TimeProvider.System, static () => File.Exists("/proc/mounts") ? File.ReadAllText("/proc/mounts") : "", tell);

    /// <summary>The number of threads that can run at once.</summary>
    public int Processors { get; init; } = 1;

    /// <summary>Whether <see cref="CatchInterrupt"/> listens to the signals of the process.</summary>
    public bool ListensToSignals { get; init; }

    /// <summary>The context of this process.</summary>
    public static CommandContext OfProcess() => new(StandardStream.OpenInput, StandardStream.OpenOutput, StandardStream.OpenError)
    {
        WorkingDirectory = static () => System.Environment.CurrentDirectory,
        Variable = System.Environment.GetEnvironmentVariable,
        IsOutputTerminal = static () => !Console.IsOutputRedirected,
        IsErrorTerminal = static () => !Console.IsErrorRedirected,
        IsConsoleUtf8 = OperatingSystem.IsWindows() ? static () => Console.OutputEncoding.CodePage == 65001 : null,
        // Universal time: the same everywhere, and no time zone is looked up at start.
        Today = static () => DateOnly.FromDateTime(DateTime.UtcNow),
        Processors = System.Environment.ProcessorCount,
        ListensToSignals = true,
    };

    /// <summary>From now on Ctrl+C ends the work in good order; a second one ends the process at once.</summary>
    /// <returns>What is cancelled by it.</returns>
    public CancellationToken CatchInterrupt()
    {
        if (ListensToSignals && _signals.Count == 0)
        {
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal));
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal));
        }

        return _interrupt.Token;
    }

    /// <summary>What Ctrl+C does.</summary>
    public void Interrupt() => _interrupt.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        _interrupt.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = !_interrupt.IsCancellationRequested;
        _interrupt.Cancel();
    }
}
