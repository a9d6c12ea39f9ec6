using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Text;

namespace EnvLint.Rules.Apt;

/// <summary>Reports programs that an image does not have yet when a step runs them.</summary>
[Rule("APT004", "tool-not-installed",
    Title = "A program is run that the base image does not have and nothing has installed",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class ToolNotInstalled : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        if (!subject.Scope.IsImage || StageFacts.BaseOf(subject) is not { } image)
        {
            return;
        }

        // What a broken instruction holds is not known, and so is what it leaves behind.
        var end = context.File.Errors is [var error, ..] ? error.Span.Start : int.MaxValue;

        var feeds = Feeds(subject);
        CommandUse? install = null;
        ToolState.Walk(subject, context, (use, state) =>
        {
            if (state.IsUnknown || use.Span.Start > end)
            {
                return;
            }

            if (StageFacts.IsApt(use) && use is { IsConditional: false, Invocation: { Subcommand: "install" } })
            {
                install = use;
            }

            foreach (var (word, program) in ProgramsOf(use))
            {
                if (AptTools.OfProgram(program) is { } tool && state.IsMissing(tool.Name))
                {
                    state.Assume(tool.Name);
                    if (!use.IsConditional && !IsQuestion(use))
                    {
                        Report(use, word, program, tool, image, feeds.Contains(use), state.IsRestored, install, subject, context);
                    }

                    // Without sudo or python3 nobody gets to what stands behind it.
                    break;
                }
            }
        });
    }

    // sudo, env and python3 -m stand in front of a program and have to be there too.
    private static IEnumerable<(Word Word, string Program)> ProgramsOf(CommandUse use)
    {
        var isOwn = true;
        foreach (var prefix in use.Prefixes)
        {
            if (prefix.Value is not { } name)
            {
                yield break;
            }

            if (name.StartsWith("conda", StringComparison.Ordinal) || name.Contains("mamba", StringComparison.Ordinal) || name.Contains('/', StringComparison.Ordinal))
            {
                isOwn = false;
                break;
            }

            yield return (prefix, name);
        }

        if (isOwn && use.ProgramWord.Value is { } program && !program.Contains('/', StringComparison.Ordinal))
        {
            yield return (use.ProgramWord, program);
        }
    }

    private static bool IsQuestion(CommandUse use) => use.Failure == FailureEffect.Ignored && use.Arguments is [{ Value: "--version" or "-V" or "--help" or "-h" }, ..];

    // Commands whose output another one reads.
    private static HashSet<CommandUse> Feeds(CommandSequence sequence)
    {
        var feeds = new HashSet<CommandUse>(ReferenceEqualityComparer.Instance);
        foreach (var fact in sequence.Facts)
        {
            if (fact is CommandUse { PipedFrom: { } from })
            {
                feeds.Add(from);
            }
        }

        return feeds;
    }

    private static void Report(CommandUse use, Word word, string program, AptToolRow tool, BaseImage image, bool feeds, bool isRestored, CommandUse? install, CommandSequence sequence, RuleContext context)
    {
        var package = AptTools.PackageOf(tool, image.PackageManager);
        var reference = sequence.Scope.Stage?.BaseImage;
        var name = reference is null ? image.Row.Name : reference.Tag.Length == 0 ? reference.FullRepository : $"{reference.FullRepository}:{reference.Tag}";
        var fix = install is not null && package.Length > 0 ? AddTo(install, package) : null;
        var isLost = use.Failure == FailureEffect.Ignored && !feeds;
        if (isRestored)
        {
            context.Report(
                word.Span,
                $"'{program}' is not installed by name: the image '{name}' does not have it, and only what 'unminimize' brings back may",
                Severity.Info,
                Confidence.Low,
                label: $"install '{package}' first",
                related: StageFacts.FromLine(sequence, context),
                fix: fix);
            return;
        }

        var severity = isLost || !image.IsVerified || !StageFacts.IsBaseFixed(sequence) ? Severity.Warning : Severity.Error;
        context.Report(
            word.Span,
            $"'{program}' is not installed: the image '{name}' does not have it and no earlier step brings it",
            severity,
            image.IsVerified ? Confidence.High : Confidence.Medium,
            label: $"install '{package}' first",
            related: StageFacts.FromLine(sequence, context),
            notes: [SourceNote.Of($"{image.Row.Name}: known to lack {program}", image.Source, BaseImages.AsOf)],
            fix: fix);
    }

    private static Fix? AddTo(CommandUse install, string package)
    {
        if (install.Invocation is not { Operands: [.., var last] } invocation || invocation.HasUnknownWords || !last.IsLiteral || last.Raw.Length != last.Span.Length)
        {
            return null;
        }

        return Fix.Suggested($"Install '{package}' with the packages before", TextEdit.Insert(last.Span.End, $" {package}"));
    }
}
