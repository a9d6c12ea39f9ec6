using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Manifests;
using EnvLint.Syntax.Dockerfile;
using EnvLint.Text;

namespace EnvLint.Rules.Apt;

/// <summary>Questions to stages and sequences that the rules about packages share.</summary>
internal static class StageFacts
{
    // Deeper than anyone builds: each stage looks at all before it.
    private const int MaximumDepth = 64;

    /// <summary>A sequence with those that it begins with, the first one first.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <returns>Nothing where there are too many for all to be looked at.</returns>
    public static List<CommandSequence> Chain(CommandSequence sequence)
    {
        var chain = new List<CommandSequence>();
        for (var current = sequence; current is not null; current = current.Base)
        {
            chain.Add(current);
            if (chain.Count > MaximumDepth)
            {
                return [];
            }
        }

        chain.Reverse();
        return chain;
    }

    /// <summary>What is known of the image that a sequence's stage begins with.</summary>
    /// <param name="sequence">The sequence.</param>
    public static BaseImage? BaseOf(CommandSequence sequence) => sequence.Scope.Stage?.KnownImage;

    /// <summary>The FROM that names the base image of a sequence's stage; nothing where there is none.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="context">The context.</param>
    public static ImmutableArray<RelatedLocation> FromLine(CommandSequence sequence, RuleContext context) =>
        sequence.Scope.Stage?.BaseUse is { } image ? [context.Here(image.Span, $"the base image is '{image.Word}'")] : [];

    /// <summary>Whether the base image is written out: a build argument may name another one.</summary>
    /// <param name="sequence">The sequence.</param>
    public static bool IsBaseFixed(CommandSequence sequence) => sequence.Scope.Stage?.BaseUse is { Word.Origins.IsEmpty: true };

    /// <summary>Whether a program is apt under one of its names.</summary>
    /// <param name="use">The command.</param>
    public static bool IsApt(CommandUse use) => use.IsProgram("apt-get", "apt", "aptitude", "apt-fast");

    /// <summary>From a command's program to its sub-command.</summary>
    /// <param name="use">The command.</param>
    public static TextSpan HeadOf(CommandUse use) =>
        use.Invocation?.SubcommandWord is { } word && word.Span.Start >= use.ProgramWord.Span.Start ? TextSpan.Union(use.ProgramWord.Span, word.Span) : use.ProgramWord.Span;

    /// <summary>The instructions of a sequence's stage, in order; empty outside of Dockerfiles.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="context">The context.</param>
    public static ImmutableArray<DockerfileInstruction> InstructionsOf(CommandSequence sequence, RuleContext context)
    {
        if (context.File.Dockerfile is not { } dockerfile || sequence.Scope.Stage is not { } stage)
        {
            return [];
        }

        var all = dockerfile.Tree.Instructions;
        var first = stage.From is { } from ? IndexOf(all, from.Span.Start) + 1 : 0;
        var last = first;
        while (last < all.Length && all[last].Kind != DockerfileInstructionKind.From)
        {
            last++;
        }

        return all[first..last];
    }

    // The instructions stand in the order of the file.
    private static int IndexOf(ImmutableArray<DockerfileInstruction> instructions, int start)
    {
        var low = 0;
        var high = instructions.Length - 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (instructions[middle].Span.Start < start)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>The RUN instruction of a command; null outside of Dockerfiles.</summary>
    /// <param name="use">The command.</param>
    /// <param name="context">The context.</param>
    public static RunStep? StepOf(CommandUse use, RuleContext context) =>
        use.Scope.IsImage && context.File.Dockerfile is { } dockerfile && use.Layer < dockerfile.Steps.Length ? dockerfile.Steps[use.Layer] : null;

    /// <summary>Whether a word is written out in the file letter by letter, so that an offset in its value is one in the file.</summary>
    /// <param name="word">The word.</param>
    public static bool IsPlain(Word word) => word.IsLiteral && word.Raw.Length == word.Span.Length && string.Equals(word.Raw, word.Value, StringComparison.Ordinal);

    /// <summary>Whether nobody can say what a command does to the system: a script, a build, text from elsewhere.</summary>
    /// <param name="use">The command.</param>
    public static bool RunsForeignCode(CommandUse use)
    {
        if (use.Program.Length == 0 || use.ProgramWord.Value is not { } program)
        {
            return true;
        }

        if (use.IsProgram("source", ".", "eval", "make", "cmake", "ninja", "perl", "ruby", "node", "npm", "ansible-playbook", "tar", "dpkg", "busctl"))
        {
            return true;
        }

        if (use.IsProgram("sh", "bash", "dash", "ash", "zsh"))
        {
            // bash -c '…' is lowered to commands of its own.
            return use.Invocation?.Has("-c") != true;
        }

        if (use.Program.StartsWith("python", StringComparison.Ordinal))
        {
            return true;
        }

        return program.Contains('/', StringComparison.Ordinal)
            && !program.StartsWith("/usr/bin/", StringComparison.Ordinal) && !program.StartsWith("/bin/", StringComparison.Ordinal) && !program.StartsWith("/usr/sbin/", StringComparison.Ordinal);
    }

    /// <summary>Whether COPY or ADD may bring programs: it copies from another image, or to where programs are.</summary>
    /// <param name="instruction">The instruction.</param>
    public static bool MayBringPrograms(DockerfileInstruction instruction)
    {
        if (instruction.Kind is not (DockerfileInstructionKind.Copy or DockerfileInstructionKind.Add))
        {
            return false;
        }

        foreach (var flag in instruction.Flags)
        {
            if (flag.Name == "from")
            {
                return true;
            }
        }

        if (instruction.Words is not [.., var destination])
        {
            return false;
        }

        var path = destination.Raw.Trim('"', '\'');
        return path is "/" or "./" or "." || path.Contains('$', StringComparison.Ordinal)
            ? path == "/" || path.Contains('$', StringComparison.Ordinal)
            : path.StartsWith("/usr", StringComparison.Ordinal) || path.StartsWith("/bin", StringComparison.Ordinal)
                || path.StartsWith("/sbin", StringComparison.Ordinal) || path.StartsWith("/opt", StringComparison.Ordinal) || path.StartsWith("/etc", StringComparison.Ordinal);
    }

    /// <summary>Whether <c>--mount</c> of a RUN brings another image's files.</summary>
    /// <param name="instruction">The instruction.</param>
    public static bool MountsFromElsewhere(DockerfileInstruction instruction)
    {
        foreach (var flag in instruction.Flags)
        {
            if (flag is { Name: "mount", Value: { } value } && value.Contains("from=", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether --mount of a RUN puts another folder in the place of apt's package lists, so that none stay in the layer.</summary>
    /// <param name="use">A command of the RUN.</param>
    /// <param name="context">The context.</param>
    public static bool HasListsMounted(CommandUse use, RuleContext context)
    {
        foreach (var flag in StepOf(use, context)?.Instruction.Flags ?? [])
        {
            if (flag is { Name: "mount", Value: { } mount } && (mount.Contains("/var/lib/apt", StringComparison.Ordinal) || mount.Contains("=/var/lib,", StringComparison.Ordinal) || mount.EndsWith("=/var/lib", StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }
}
