using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Manifests;
using EnvLint.Rules.Apt;
using EnvLint.Syntax.Requirements;
using EnvLint.Text;

namespace EnvLint.Rules.Pip;

/// <summary>Reports pip installs whose cache of downloads stays in a layer of the final image.</summary>
[Rule("PIP007", "cache-left",
    Title = "The cache of pip's downloads stays in the image",
    Category = RuleCategory.Performance,
    Severity = Severity.Info,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class CacheLeft : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        // Of what other stages hold, only what is copied comes into the image; an image that is not known may have switched the cache off.
        if (subject.Scope.Stage is not { IsInLast: true } || !context.File.Errors.IsEmpty || StageFacts.BaseOf(subject) is null)
        {
            return;
        }

        foreach (var part in StageFacts.Chain(subject))
        {
            foreach (var fact in part.Facts)
            {
                if (fact is VariableSet { Name: "PIP_NO_CACHE_DIR" or "PIP_CACHE_DIR" or "PIP_CONFIG_FILE" })
                {
                    return;
                }
            }
        }

        var cleaned = CleanedLayers(subject);
        foreach (var fact in subject.Facts)
        {
            if (fact is CommandUse use && PipCommands.IsPipInstall(use) && !cleaned.Contains(use.Layer) && Leaves(use, context))
            {
                var word = use.Invocation!.SubcommandWord;
                context.Report(
                    PipCommands.HeadOf(use),
                    $"'{use.Program} install' leaves its cache of downloads in the image",
                    label: "add --no-cache-dir",
                    fix: word is not null && StageFacts.IsPlain(word) ? Fix.Safe("Add --no-cache-dir", TextEdit.Insert(word.Span.End, " --no-cache-dir")) : null);
            }
        }
    }

    private static bool Leaves(CommandUse use, RuleContext context)
    {
        if (use.Invocation is not { HasUnknownWords: false } invocation || invocation.Has("--cache-dir", "--dry-run", "-h", "--help"))
        {
            return false;
        }

        foreach (var option in invocation.Options)
        {
            // pip takes the beginning of an option for the whole.
            if (option.Name.StartsWith("--no-ca", StringComparison.Ordinal))
            {
                return false;
            }
        }

        foreach (var assignment in use.Assignments)
        {
            if (assignment.Name is "PIP_NO_CACHE_DIR" or "PIP_CACHE_DIR" or "HOME" or "XDG_CACHE_HOME")
            {
                return false;
            }
        }

        return StageFacts.StepOf(use, context) is { } step && !HasMount(step) && !(invocation.Has("--no-deps") && AreFolders(invocation.Operands))
            && !context.Source.Content.Contains("pip.conf", StringComparison.Ordinal) && !context.Source.Content.Contains("global.no-cache-dir", StringComparison.Ordinal);
    }

    // What stands beside the Dockerfile is not downloaded.
    private static bool AreFolders(ImmutableArray<Word> operands)
    {
        foreach (var operand in operands)
        {
            if (operand.Value is not { } text || Requirement.Parse(text).Form != RequirementForm.Path)
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasMount(RunStep step)
    {
        foreach (var flag in step.Instruction.Flags)
        {
            if (flag is { Name: "mount", Value: { } value } && (value.Contains("type=cache", StringComparison.Ordinal) || value.Contains("type=tmpfs", StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    // The layers with rm -rf /root/.cache, pip cache purge and the like.
    private static HashSet<int> CleanedLayers(CommandSequence sequence)
    {
        var layers = new HashSet<int>();
        foreach (var fact in sequence.Facts)
        {
            if (fact is CommandUse use && Cleans(use))
            {
                layers.Add(use.Layer);
            }
        }

        return layers;
    }

    private static bool Cleans(CommandUse use)
    {
        if (use.IsPip && use.Invocation is { Subcommand: "cache purge" })
        {
            return true;
        }

        if (!use.IsProgram("rm", "find", "sh", "bash", ""))
        {
            return false;
        }

        foreach (var argument in use.Arguments)
        {
            if (argument.Value is not { } path || path.Contains("cache", StringComparison.OrdinalIgnoreCase) || path.StartsWith("/root", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return use.Program.Length == 0;
    }
}
