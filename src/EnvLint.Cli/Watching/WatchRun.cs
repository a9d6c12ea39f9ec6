using System.Text;
using EnvLint.Cli.Checking;
using EnvLint.Cli.Terminal;
using EnvLint.Configuration;

namespace EnvLint.Cli.Watching;

/// <summary><c>check --watch</c>: checks, waits for changes, and checks again what they touch; the whole state is printed each time.</summary>
internal sealed class WatchRun(CommandContext context, CheckOptions options, RuleNames names)
{
    private const string Separator = "----------------------------------------\n";

    // To the upper left, and nothing left below or above.
    private const string ClearScreen = "\u001b[H\u001b[2J\u001b[3J";

    private readonly string _workingDirectory = context.WorkingDirectory();
    private bool _isPrinted;

    // What was told last and still holds; lines.
    private string? _wrong;

    /// <summary>Goes on until a person ends it.</summary>
    /// <returns>The exit code: that of an interrupted run.</returns>
    /// <exception cref="UsageException">A path or a configuration is wrong from the beginning.</exception>
    public int Run()
    {
        var cancellationToken = context.CatchInterrupt();
        using var changes = context.Changes(line => Tell(line));
        var memory = new WatchMemory(options, _workingDirectory);
        try
        {
            Check(memory, touched: null);
            while (true)
            {
                var touched = changes.Wait(memory.Places(), cancellationToken);
                memory = Round(memory, touched);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The only way to end it: nothing that has to be told.
            return ExitCode.Interrupted;
        }
    }

    private WatchMemory Round(WatchMemory memory, IReadOnlySet<string>? touched)
    {
        string? wrong = null;
        try
        {
            if (memory.IsConfigurationChanged())
            {
                var fresh = new WatchMemory(options, _workingDirectory);
                try
                {
                    Check(fresh, touched: null);
                    _wrong = null;
                    return fresh;
                }
                catch (UsageException exception)
                {
                    // The last configuration that was right goes on. This one is tried again each time: what it lacks may come.
                    wrong = string.Join('\n', exception.Lines);
                }
            }

            // Below what was wrong the state is shown once more.
            Check(memory, touched, isOther: wrong is null && _wrong is not null);
        }
        catch (UsageException exception)
        {
            wrong ??= string.Join('\n', exception.Lines);
        }

        if (wrong is not null && wrong != _wrong)
        {
            foreach (var line in wrong.Split('\n'))
            {
                Messages.Error(context, $"{CommandLine.Name}: {line}");
            }

            Tell("what was found before holds until that is mended");
        }

        _wrong = wrong;
        return memory;
    }

    private void Check(WatchMemory memory, IReadOnlySet<string>? touched, bool isOther = false)
    {
        memory.BeginRound(touched, isOther);
        var isPrinted = false;
        new CheckRun(context, options, names, memory, () => BeginPrint(ref isPrinted)).Run();
        if (isPrinted)
        {
            Tell("waiting for changes; Ctrl+C ends it");
        }
    }

    private void BeginPrint(ref bool isPrinted)
    {
        if (context.IsOutputTerminal())
        {
            context.Output.Write(Encoding.ASCII.GetBytes(ClearScreen));
        }
        else if (_isPrinted)
        {
            context.Output.Write(Encoding.ASCII.GetBytes(Separator));
        }

        _isPrinted = isPrinted = true;
    }

    private void Tell(string line) => Messages.Note(context, options.Quiet, line);
}
