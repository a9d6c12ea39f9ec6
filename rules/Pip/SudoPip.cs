using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Text;

namespace EnvLint.Rules.Pip;

/// <summary>Reports <c>sudo pip install</c>: it changes the system's Python, and not the environment that is active.</summary>
[Rule("PIP012", "sudo-pip",
    Title = "As root, pip installs into the system's Python",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Fix = FixAvailability.None,
    Since = "0.1.0")]
public sealed partial class SudoPip : Rule<CommandUse>
{
    /// <inheritdoc/>
    protected override void Check(CommandUse subject, RuleContext context)
    {
        if (!PipCommands.IsPipInstall(subject) || subject.Invocation is not { } invocation || invocation.Has("-t", "--target", "--prefix", "--root", "--python")
            || IsOfEnvironment(subject.ProgramWord) || FirstSudo(subject) is not { } sudo || NeedsTheSystem(subject))
        {
            return;
        }

        // sudo -u somebody is no root; sudo env PATH=… keeps the environment.
        var between = context.Source.ToString(TextSpan.FromBounds(sudo.Span.End, Math.Max(subject.ProgramWord.Span.Start, sudo.Span.End)));
        foreach (var word in between.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if ((word.StartsWith("-u", StringComparison.Ordinal) && word is not "-uroot") || word.StartsWith("--user", StringComparison.Ordinal) || word.Contains("PATH=", StringComparison.Ordinal)
                || word.StartsWith("--preserve-env=", StringComparison.Ordinal))
            {
                return;
            }
        }

        foreach (var prefix in subject.Prefixes)
        {
            if (IsOfEnvironment(prefix))
            {
                return;
            }
        }

        context.Report(
            TextSpan.Union(sudo.Span, PipCommands.HeadOf(subject)),
            $"'sudo {subject.Program} install' changes the system's Python, whatever environment is active",
            label: "install into a virtual environment, without sudo",
            notes: ["sudo starts with a PATH of its own, so that it finds the system's pip; what pip replaces there belongs to the distribution's packages"]);
    }

    private static Word? FirstSudo(CommandUse use)
    {
        foreach (var prefix in use.Prefixes)
        {
            if (prefix.Value is "sudo" or "doas" or "/usr/bin/sudo")
            {
                return prefix;
            }
        }

        return null;
    }

    // /opt/venv/bin/pip says which Python is meant; a program that is not known may.
    private static bool IsOfEnvironment(Word word) =>
        word.Value is not { } path || (path.Contains('/', StringComparison.Ordinal) && !path.StartsWith("/usr/bin/", StringComparison.Ordinal));

    // jtop is a service of the system, and is installed like this by its own manual.
    private static bool NeedsTheSystem(CommandUse use)
    {
        foreach (var operand in use.Invocation?.Operands ?? [])
        {
            if (operand.StartsWith("jetson-stats"))
            {
                return true;
            }
        }

        return false;
    }
}
