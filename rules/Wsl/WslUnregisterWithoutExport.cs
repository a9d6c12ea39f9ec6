using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Commands;
using EnvLint.Environment.Facts;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports a distribution that is unregistered, which deletes its disk, without an export before it.</summary>
[Rule("WSL027", "wsl-unregister-without-export",
    Title = "A distribution is deleted, and nothing saves what is in it",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Since = "0.1.0")]
public sealed partial class WslUnregisterWithoutExport : Rule<FileAnalysis>
{
    /// <inheritdoc/>
    protected override void Check(FileAnalysis subject, RuleContext context)
    {
        if (subject.Facts is not { } facts || !RunsWsl(facts) || SaysSo(subject.Source.Path))
        {
            return;
        }

        // What has been saved so far, and what the file itself brings.
        var known = Imported(facts);
        foreach (var command in facts.Commands)
        {
            // Whoever is asked first has been told.
            if (CopiesDisk(command) || Asks(command))
            {
                return;
            }

            if (WslCommandLine.Parse(command) is { } line)
            {
                if (line.Action is "--export" or "--install" && NameOf(line) is { } name)
                {
                    known.Add(TextOf(name));
                }
                else if (line is { Action: "--unregister", ActionWord: { } action, Operands: [var distribution, ..] })
                {
                    Report(command, action, distribution, known, context);
                }
            }
            else if (command is { Program: "wslconfig", Arguments: [var verb, var distribution, ..] } && (verb.Value?.ToLowerInvariant() is "/u" or "/unregister"))
            {
                Report(command, verb, distribution, known, context);
            }
        }
    }

    // uninstall.bat, remove-wsl.ps1: who runs it wants nothing else.
    private static bool RunsWsl(FileFacts facts)
    {
        foreach (var command in facts.Commands)
        {
            if (command.Program is "wsl" or "wslconfig")
            {
                return true;
            }
        }

        return false;
    }

    private static bool SaysSo(string path)
    {
        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        return name.Contains("uninstall", StringComparison.OrdinalIgnoreCase) || name.Contains("unregister", StringComparison.OrdinalIgnoreCase)
            || name.Contains("remove", StringComparison.OrdinalIgnoreCase) || name.Contains("delete", StringComparison.OrdinalIgnoreCase)
            || name.Contains("clean", StringComparison.OrdinalIgnoreCase);
    }

    // A distribution that the file imports, before or afterwards, is made of a file that is kept.
    private static HashSet<string> Imported(FileFacts facts)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var command in facts.Commands)
        {
            if (WslCommandLine.Parse(command) is { Action: "--import" or "--import-in-place", Operands: [var name, ..] })
            {
                names.Add(TextOf(name));
            }
        }

        return names;
    }

    // Read-Host, set /p, choice, read
    private static bool Asks(CommandUse command) =>
        command.IsProgram("read-host", "choice", "read") || command is { Program: "set", Arguments: [{ Value: "/p" or "/P" }, ..] };

    private static Word? NameOf(WslCommandLine line) => line.Action == "--install"
        ? line.Option("--name")?.Value ?? line.Option("-d", "--distribution")?.Value ?? (line.Operands.IsEmpty ? null : line.Operands[0])
        : line.Operands.IsEmpty ? null : line.Operands[0];

    // A variable stands for the same distribution wherever it is written.
    private static string TextOf(Word word) => (word.Value ?? word.Raw.Trim('"', '\'')).ToLowerInvariant();

    private static void Report(CommandUse command, Word verb, Word distribution, HashSet<string> known, RuleContext context)
    {
        // A guide may tell of it in words, or only show how the command is written.
        if (context.File.Guide is not null && (distribution.Value is null || context.Source.Content.AsSpan(0, command.Span.Start).Contains("--export", StringComparison.Ordinal)))
        {
            return;
        }

        var name = TextOf(distribution);

        // Docker Desktop makes its own anew; what is no name is the text of a message.
        if (known.Contains(name) || name is "docker-desktop" or "docker-desktop-data" or "" || name[0] is '-' or '<' or '['
            || (context.File.Guide is not null && (name.Contains("distro", StringComparison.Ordinal) || name.Contains("distribution", StringComparison.Ordinal))))
        {
            return;
        }

        context.Report(
            TextSpan.Union(verb.Span, distribution.Span),
            $"'{command.Program} {verb.Value} {distribution.Value ?? distribution.Raw}' deletes the distribution's disk at once and for good, and nothing has exported it before",
            label: "export it first",
            notes:
            [
                $"wsl --export {distribution.Value ?? "NAME"} backup.tar saves it, wsl --import brings it back (learn.microsoft.com/windows/wsl/basic-commands)",
                "WSL asks no question, and nothing brings the disk back (microsoft/WSL#10439, microsoft/WSL#40394)",
            ]);
    }

    // Copy-Item …\ext4.vhdx D:\backup
    private static bool CopiesDisk(CommandUse command)
    {
        if (!command.IsProgram("cp", "copy", "copy-item", "xcopy", "robocopy", "move", "move-item", "mv", "tar"))
        {
            return false;
        }

        foreach (var argument in command.Arguments)
        {
            if ((argument.Value ?? argument.Raw).Contains(".vhdx", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
