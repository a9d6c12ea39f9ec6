using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Manifests;
using EnvLint.Text;

namespace EnvLint.Rules.Scripts;

/// <summary>Reports <c>conda activate</c> in a script whose shell has not been told of conda.</summary>
/// <remarks>conda's function comes from a hook that interactive shells load; a script starts without it, and Debian's .bashrc returns at once in one.</remarks>
[Rule("SHL010", "activate-without-hook",
    Title = "A script activates a conda environment without conda's shell hook",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Confidence = Confidence.Medium,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class ActivateWithoutHook : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        // Without a first line that names the shell, the file may be meant to be sourced by an interactive one.
        if (subject.Origin != ShellOrigin.Script || context.File.Kind is ManifestKind.PowerShell or ManifestKind.Batch || FirstLine(context.Source) is not { } shebang || StartsInteractive(shebang))
        {
            return;
        }

        CommandUse? startup = null;
        foreach (var fact in subject.Facts)
        {
            if (fact is not CommandUse command)
            {
                continue;
            }

            if (LoadsHook(command) || (command.Outer is { } outer && IsLoginShell(outer)))
            {
                return;
            }

            if (command.IsProgram("source", ".") && command.Arguments is [var file, ..])
            {
                if (!IsInteractiveStartup(file))
                {
                    // Some other file: it may load the hook.
                    return;
                }

                startup = command;
            }
            else if (command.IsProgram("conda", "mamba", "micromamba") && command.Invocation is { Subcommand: "activate" } && command.Outer is null)
            {
                Report(command, startup, context);
                return;
            }
        }
    }

    private static void Report(CommandUse command, CommandUse? startup, RuleContext context)
    {
        var hook = command.Program == "conda"
            ? "eval \"$(conda shell.bash hook)\""
            : $"eval \"$({command.Program} shell hook --shell bash)\"";
        var line = context.Source.Lines.LineOf(command.Span.Start);
        var first = TextLines.FirstCharacter(context.Source, line);
        var indentation = context.Source.ToString(TextSpan.FromBounds(context.Source.Lines.StartOf(line), first));
        context.Report(
            command.Span,
            $"'{command.Program} activate' needs {command.Program}'s shell function, and a script starts without it",
            label: "no hook before this",
            related: startup is null ? [] : [context.Here(startup.Span, "in a script this returns at once on Debian and Ubuntu")],
            notes: [$"in a script, load the hook first: {hook}"],
            fix: first == command.Span.Start ? Fix.Suggested("Load the hook before it", TextEdit.Insert(first, $"{hook}\n{indentation}")) : null);
    }

    private static string? FirstLine(SourceText source) =>
        source.Content.StartsWith("#!", StringComparison.Ordinal) ? source.LineText(0) : null;

    // #!/bin/bash -l, #!/bin/bash -i, #!/usr/bin/env -S bash -l
    private static bool StartsInteractive(string shebang)
    {
        foreach (var word in shebang.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word == "--login" || (word.Length > 1 && word[0] == '-' && word[1] != '-' && word.AsSpan(1).IndexOfAny('l', 'i') >= 0))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLoginShell(CommandUse outer)
    {
        foreach (var argument in outer.Arguments)
        {
            if (argument.Value is { Length: > 1 } option && option[0] == '-' && option.AsSpan(1).IndexOfAny('l', 'i') >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool LoadsHook(CommandUse command)
    {
        if (command.IsProgram("conda", "mamba", "micromamba") && command.Invocation is { } invocation
            && (invocation.Subcommand.StartsWith("shell", StringComparison.Ordinal) || invocation.Operands is [var first, ..] && first.StartsWith("shell.")))
        {
            return true;
        }

        // eval "$(… shell.bash hook)" through a path that is not known.
        if (command.IsProgram("eval"))
        {
            foreach (var argument in command.Arguments)
            {
                if (argument.Raw.Contains("hook", StringComparison.Ordinal) || argument.Raw.Contains("conda", StringComparison.Ordinal))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsInteractiveStartup(Word file)
    {
        var text = file.Value ?? file.Raw.Trim('"');
        return text.EndsWith("/.bashrc", StringComparison.Ordinal);
    }
}
