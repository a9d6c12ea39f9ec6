using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Text;

namespace EnvLint.Rules.Apt;

/// <summary>Reports installs in images that bring tzdata or the like, which ask, without telling debconf that nobody answers.</summary>
[Rule("APT011", "tzdata-prompt",
    Title = "An install in an image brings a package that asks for the time zone or the keyboard",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0",
    Confidence = Confidence.Medium)]
public sealed partial class TzdataPrompt : Rule<CommandSequence>
{
    private const string Frontend = "DEBIAN_FRONTEND";

    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        if (!subject.Scope.IsImage || subject.Scope.Stage is not { BaseImage: { } reference } || !AptReleases.HasPlainLists(reference)
            || StageFacts.BaseOf(subject) is not { Distribution: "ubuntu", Release.Length: > 0 } image)
        {
            return;
        }

        // A broken instruction may have set it.
        var end = context.File.Errors is [var error, ..] ? error.Span.Start : int.MaxValue;
        var quiet = new HashSet<ShellSource>(ReferenceEqualityComparer.Instance);
        foreach (var part in StageFacts.Chain(subject))
        {
            var instructions = StageFacts.InstructionsOf(part, context);
            var next = 0;
            foreach (var fact in part.Facts)
            {
                while (next < instructions.Length && instructions[next].Span.Start < fact.Span.Start)
                {
                    if (StageFacts.MayBringPrograms(instructions[next++]))
                    {
                        return;
                    }
                }

                switch (fact)
                {
                    case VariableSet { Name: Frontend, Kind: VariableSetKind.Env or VariableSetKind.Arg }:
                        return;
                    case VariableSet { Name: Frontend, Kind: VariableSetKind.Export or VariableSetKind.Assignment, Shell: { } shell }:
                        quiet.Add(shell);
                        break;
                    case FileWrite write when IsAnswer(write.Path.Value ?? write.Path.Raw):
                        return;
                    case CommandUse use:
                        if (use.Span.Start >= end || Settles(use))
                        {
                            return;
                        }

                        if (!StageFacts.IsApt(use) || use.Invocation is not { Subcommand: "install" } invocation)
                        {
                            break;
                        }

                        var isQuiet = use.HasInput || IsQuiet(use, quiet);
                        var withRecommended = !invocation.Has("--no-install-recommends") && !invocation.Options.Exists(static option => option.Word.Value is not { } text || text.Contains("Recommends", StringComparison.OrdinalIgnoreCase));
                        foreach (var operand in invocation.Operands)
                        {
                            var name = NameOf(operand);
                            if (name is not null && AptQuestions.Find(name, image.Release, withRecommended) is { } row)
                            {
                                // After the first time the answer is there.
                                if (!isQuiet && !use.IsConditional && ReferenceEquals(part, subject))
                                {
                                    Report(use, operand, name, row, image, subject, context);
                                }

                                return;
                            }

                            // It may have brought the package, with its question answered or not.
                            if (name is null || (isQuiet && !AptQuestions.Knows(name) && AptTools.BroughtBy(name) is null))
                            {
                                return;
                            }
                        }

                        break;
                }
            }
        }
    }

    // Set for the command, or exported by the shell that runs it or what holds it.
    private static bool IsQuiet(CommandUse use, HashSet<ShellSource> quiet)
    {
        for (var current = use; current is not null; current = current.Outer)
        {
            if ((current.Shell is { } shell && quiet.Contains(shell)) || current.Assignments.Exists(static assignment => assignment.Name == Frontend))
            {
                return true;
            }
        }

        return false;
    }

    private static string? NameOf(Word operand)
    {
        if (operand.Value is not { Length: > 0 } text || operand.HasGlob || text[0] is '.' or '/')
        {
            return null;
        }

        var at = text.AsSpan().IndexOfAny('=', '/', ':');
        return at < 0 ? text : text[..at];
    }

    private static bool IsAnswer(string path) =>
        path.StartsWith("/etc/timezone", StringComparison.Ordinal) || path.StartsWith("/etc/localtime", StringComparison.Ordinal) || path.StartsWith("/etc/apt", StringComparison.Ordinal)
        || path.Contains("debconf", StringComparison.Ordinal) || path.StartsWith("/etc/default/keyboard", StringComparison.Ordinal);

    // The answer is given beforehand, or something runs that may have installed anything.
    private static bool Settles(CommandUse use)
    {
        if (use.IsProgram("debconf-set-selections", "dpkg-reconfigure", "debconf-communicate", "unminimize", "dpkg", "add-apt-repository", "apt-add-repository")
            || (StageFacts.RunsForeignCode(use) && !use.Program.StartsWith("python", StringComparison.Ordinal) && !use.IsProgram("tar", "make", "cmake", "ninja")))
        {
            return true;
        }

        foreach (var argument in use.Arguments)
        {
            if (IsAnswer(argument.Value ?? argument.Raw))
            {
                return true;
            }
        }

        return false;
    }

    private static void Report(CommandUse use, Word operand, string name, AptQuestionsPackageRow row, BaseImage image, CommandSequence sequence, RuleContext context)
    {
        var what = row.Asks == "tzdata" ? "asks for the time zone" : "asks for the keyboard";
        context.Report(
            operand.Span,
            name == row.Asks
                ? $"'{name}' {what} while it is installed, and nobody can answer"
                : $"'{name}' brings '{row.Asks}' on {image.DistributionName}, which {what} while it is installed, and nobody can answer",
            label: "set DEBIAN_FRONTEND=noninteractive for the command",
            related: StageFacts.FromLine(sequence, context),
            notes:
            [
                "the build waits for an answer without end, or takes the default, as its input decides (github.com/containerd/containerd/pull/7969, github.com/grafana/grafana/pull/23942)",
                SourceNote.Of(AptQuestions.SourceOf(row), AptQuestions.AsOf),
            ],
            fix: use.Prefixes.IsEmpty && use.Assignments.IsEmpty && StageFacts.IsPlain(use.ProgramWord)
                ? Fix.Suggested("Tell debconf that nobody answers", TextEdit.Insert(use.ProgramWord.Span.Start, "DEBIAN_FRONTEND=noninteractive "))
                : null);
    }
}
