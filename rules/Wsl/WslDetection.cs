using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Rules.Wsl.Support;
using EnvLint.Syntax.Shell;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports tests for WSL that look for <c>Microsoft</c>, which the kernel of WSL 2 spells with a small letter.</summary>
[Rule("WSL032", "wsl-detection",
    Title = "A test for WSL recognises WSL 1 only",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class WslDetection : Rule<FileAnalysis>
{
    private const string Old = "Microsoft";

    // Takes both spellings, as a pattern of the shell and as a regular expression.
    private const string Both = "[Mm]icrosoft";

    /// <inheritdoc/>
    protected override void Check(FileAnalysis subject, RuleContext context)
    {
        if (subject.Facts is not { Shells.IsEmpty: false } facts || !subject.Source.Content.Contains(Old, StringComparison.Ordinal))
        {
            return;
        }

        var tests = Find(facts);
        foreach (var test in tests)
        {
            // A file that knows the other spelling tells the two versions apart.
            if (test.KnowsOther)
            {
                return;
            }
        }

        foreach (var test in tests)
        {
            Report(test, context);
        }
    }

    private static void Report(KernelTest test, RuleContext context) => context.Report(
        test.Span,
        "the kernel of WSL 2 calls itself 'microsoft': a test for 'Microsoft' is true in WSL 1 only",
        label: Both,
        notes: ["uname -r says 4.4.0-19041-Microsoft in WSL 1, and 5.15.90.1-microsoft-standard-WSL2 or the like in WSL 2"],
        fix: test.IsPattern ? Fix.Safe("Take both spellings", TextEdit.Replace(test.Span, Both)) : Fix.Suggested("Write it small", TextEdit.Replace(test.Span, "microsoft")));

    private static List<KernelTest> Find(FileFacts facts)
    {
        var tests = new List<KernelTest>();
        foreach (var command in facts.Commands)
        {
            if (command.IsProgram("grep", "egrep", "fgrep", "rg") && AsksKernel(command))
            {
                OfGrep(command, tests);
            }
        }

        var kernel = KernelVariables(facts);
        foreach (var shell in facts.Shells)
        {
            foreach (var found in ShellWalk.TestsAndChoices(shell.Tree))
            {
                if (found is ShellTest test && AsksKernel(test.Words, shell, kernel))
                {
                    foreach (var word in test.Words)
                    {
                        OfWord(word, shell, tests);
                    }
                }
                else if (found is ShellCase choice && AsksKernel([choice.Subject], shell, kernel))
                {
                    foreach (var clause in choice.Clauses)
                    {
                        foreach (var word in clause.Patterns)
                        {
                            OfWord(word, shell, tests);
                        }
                    }
                }
            }
        }

        return tests;
    }

    private static void OfGrep(CommandUse command, List<KernelTest> tests)
    {
        var isFixed = command.Program == "fgrep";
        var ignoresCase = false;
        Word? pattern = null;
        foreach (var word in command.Arguments)
        {
            if (word.Value is { Length: > 1 } option && option[0] == '-')
            {
                ignoresCase |= option is "--ignore-case" || (option[1] != '-' && option.Contains('i', StringComparison.Ordinal));
                isFixed |= option is "--fixed-strings" || (option[1] != '-' && option.Contains('F', StringComparison.Ordinal));
            }
            else
            {
                pattern ??= word;
            }
        }

        if (pattern is not { Value: { } text } || !Mentions(text))
        {
            return;
        }

        var at = pattern.Raw.IndexOf(Old, StringComparison.Ordinal);
        if (ignoresCase || text.Contains("microsoft", StringComparison.Ordinal) || text.Contains("WSL", StringComparison.Ordinal) || text.Contains("]icrosoft", StringComparison.Ordinal))
        {
            tests.Add(new KernelTest(pattern.Span, KnowsOther: true, IsPattern: false));
        }
        else if (at >= 0 && pattern.Raw.Length == pattern.Span.Length && pattern.IsLiteral)
        {
            tests.Add(new KernelTest(new TextSpan(pattern.Span.Start + at, Old.Length), KnowsOther: false, IsPattern: !isFixed));
        }
    }

    private static bool Mentions(string text) =>
        text.Contains("icrosoft", StringComparison.OrdinalIgnoreCase) || text.Contains("WSL", StringComparison.OrdinalIgnoreCase);

    private static void OfWord(ShellWord word, ShellSource shell, List<KernelTest> tests)
    {
        var text = shell.Tree.Text.AsSpan(word.Span.Start, word.Span.Length);
        if (text.Contains("microsoft", StringComparison.Ordinal) || text.Contains("]icrosoft", StringComparison.Ordinal) || text.Contains("WSL", StringComparison.Ordinal))
        {
            tests.Add(new KernelTest(shell.ToFile(word.Span), KnowsOther: true, IsPattern: false));
            return;
        }

        var at = text.IndexOf(Old, StringComparison.Ordinal);
        if (at < 0)
        {
            return;
        }

        // In quotes a bracket is a bracket.
        var place = word.Span.Start + at;
        var isPattern = false;
        foreach (var part in word.Parts)
        {
            isPattern |= part is ShellLiteral && part.Span.Start <= place && place < part.Span.End;
        }

        tests.Add(new KernelTest(shell.ToFile(new TextSpan(place, Old.Length)), KnowsOther: false, isPattern));
    }

    // grep -q Microsoft /proc/version, uname -r | grep Microsoft
    private static bool AsksKernel(CommandUse command)
    {
        foreach (var word in command.Arguments)
        {
            if (word.Value is { } path && IsKernelFile(path))
            {
                return true;
            }
        }

        foreach (var redirection in command.Redirections)
        {
            if (redirection.Target is { } target && NamesKernel(target.Raw))
            {
                return true;
            }
        }

        for (var from = command.PipedFrom; from is not null; from = from.PipedFrom)
        {
            if (from.Program == "uname" || from.Arguments.AsSpan() is [{ Value: { } file }, ..] && IsKernelFile(file))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AsksKernel(ImmutableArray<ShellWord> words, ShellSource shell, HashSet<string> kernel)
    {
        foreach (var word in words)
        {
            if (NamesKernel(shell.Tree.Text.AsSpan(word.Span.Start, word.Span.Length)) || UsesVariable(word.Parts, kernel))
            {
                return true;
            }
        }

        return false;
    }

    private static bool UsesVariable(ImmutableArray<ShellWordPart> parts, HashSet<string> names)
    {
        foreach (var part in parts)
        {
            if ((part is ShellParameter parameter && names.Contains(parameter.Name)) || (part is ShellDoubleQuoted quoted && UsesVariable(quoted.Parts, names)))
            {
                return true;
            }
        }

        return false;
    }

    // KERNEL=$(uname -r)
    private static HashSet<string> KernelVariables(FileFacts facts)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var set in facts.Variables)
        {
            if (set.Value is { } value && NamesKernel(value.Raw))
            {
                names.Add(set.Name);
            }
        }

        return names;
    }

    private static bool IsKernelFile(string path) => path is "/proc/version" or "/proc/sys/kernel/osrelease";

    private static bool NamesKernel(ReadOnlySpan<char> text) =>
        text.Contains("uname -", StringComparison.Ordinal) || text.Contains("/proc/version", StringComparison.Ordinal) || text.Contains("/proc/sys/kernel/osrelease", StringComparison.Ordinal);

    /// <summary>A place at which the kernel's name is compared.</summary>
    /// <param name="Span">The word <c>Microsoft</c>, or the whole pattern.</param>
    /// <param name="KnowsOther">Whether it takes the spelling of WSL 2.</param>
    /// <param name="IsPattern">Whether brackets mean a choice of letters there.</param>
    private sealed record KernelTest(TextSpan Span, bool KnowsOther, bool IsPattern);
}
