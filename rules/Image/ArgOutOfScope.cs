using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Manifests;
using EnvLint.Syntax.Dockerfile;
using EnvLint.Syntax.Shell;
using EnvLint.Text;

namespace EnvLint.Rules.Image;

/// <summary>Reports build arguments that are used where they have no value: an argument belongs to its stage, or to the FROM lines.</summary>
[Rule("IMG002", "arg-out-of-scope",
    Title = "A build argument is used where it has no value",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class ArgOutOfScope : Rule<DockerfileManifest>
{
    // A RUN with more arguments than these is nobody's; a bound keeps the work linear.
    private const int MaximumNames = 32;
    private const int LongestOperand = 200;

    /// <inheritdoc/>
    protected override void Check(DockerfileManifest subject, RuleContext context)
    {
        if (subject.Tree.IsFragment)
        {
            return;
        }

        var globals = Globals(subject.Tree);
        CheckFrom(subject.Tree, globals, context);
        CheckStages(subject, globals, context);
    }

    // The builder gives these to the FROM lines, and to each stage that declares them.
    private static bool IsAutomatic(string name) => name is
        "BUILDPLATFORM" or "BUILDOS" or "BUILDOSVERSION" or "BUILDARCH" or "BUILDVARIANT" or
        "TARGETPLATFORM" or "TARGETOS" or "TARGETOSVERSION" or "TARGETARCH" or "TARGETVARIANT" or "TARGETSTAGE";

    // Known everywhere without a declaration.
    private static bool IsProxy(string name) =>
        name.ToUpperInvariant() is "HTTP_PROXY" or "HTTPS_PROXY" or "FTP_PROXY" or "NO_PROXY" or "ALL_PROXY";

    private static bool IsGlobal(string name, Dictionary<string, DockerfilePair> globals) => (globals.ContainsKey(name) && !IsProxy(name)) || IsAutomatic(name);

    private static Dictionary<string, DockerfilePair> Globals(DockerfileTree tree)
    {
        var globals = new Dictionary<string, DockerfilePair>(StringComparer.Ordinal);
        foreach (var instruction in tree.Instructions)
        {
            if (instruction.Kind == DockerfileInstructionKind.From)
            {
                break;
            }

            if (instruction.Kind == DockerfileInstructionKind.Arg)
            {
                foreach (var pair in instruction.Pairs)
                {
                    globals[pair.Name] = pair;
                }
            }
        }

        return globals;
    }

    private static void CheckFrom(DockerfileTree tree, Dictionary<string, DockerfilePair> globals, RuleContext context)
    {
        DockerfileInstruction? first = null;
        var declared = new Dictionary<string, DockerfilePair>(StringComparer.Ordinal);
        foreach (var instruction in tree.Instructions)
        {
            if (instruction.Kind != DockerfileInstructionKind.From)
            {
                if (first is not null && instruction.Kind is DockerfileInstructionKind.Arg or DockerfileInstructionKind.Env)
                {
                    foreach (var pair in instruction.Pairs)
                    {
                        declared[pair.Name] = pair;
                    }
                }

                continue;
            }

            first ??= instruction;
            var words = BuilderWords.Of(instruction);
            if (instruction.Words is [var image, ..])
            {
                words.Add(new BuilderWord(image.Raw, image.Map, null));
            }

            foreach (var word in words)
            {
                foreach (var variable in DockerfileVariables.Parse(word.Raw, tree.EscapeCharacter).Variables())
                {
                    if (!BuilderWords.HasFallback(variable) && !globals.ContainsKey(variable.Name) && !IsAutomatic(variable.Name) && declared.TryGetValue(variable.Name, out var pair))
                    {
                        context.Report(
                            word.PlaceOf(variable.Span),
                            $"'{variable.Name}' has no value in FROM: what a stage declares ends with the stage, and FROM sees only what stands before the first FROM",
                            label: "declare it before the first FROM",
                            related: [context.Here(pair.NameSpan, $"'{variable.Name}' belongs to this stage")],
                            fix: Declare(pair, first, context));
                    }
                }
            }
        }
    }

    private static Fix? Declare(DockerfilePair pair, DockerfileInstruction first, RuleContext context)
    {
        var value = pair.Value;
        if (pair.IsLegacy || value?.Contains('$', StringComparison.Ordinal) == true)
        {
            return null;
        }

        var line = context.Source.Lines.StartOf(context.Source.Lines.LineOf(first.Span.Start));
        return Fix.Suggested(
            $"Declare {pair.Name} before the first FROM",
            TextEdit.Insert(line, $"ARG {pair.Name}{(value is null ? "" : "=" + value)}{context.Source.LineEnd}"));
    }

    private static void CheckStages(DockerfileManifest dockerfile, Dictionary<string, DockerfilePair> globals, RuleContext context)
    {
        // Most files have no argument that a stage could miss: those of the builder all hold one of two words.
        if (globals.Count == 0 && !context.Source.Content.Contains("TARGET", StringComparison.Ordinal) && !context.Source.Content.Contains("BUILD", StringComparison.Ordinal))
        {
            return;
        }

        var steps = new Dictionary<DockerfileInstruction, RunStep>(ReferenceEqualityComparer.Instance);
        foreach (var step in dockerfile.Steps)
        {
            steps[step.Instruction] = step;
        }

        var reported = new HashSet<(int Stage, string Name)>();
        StageVariables.Walk(dockerfile, (stage, instruction, variables) =>
        {
            foreach (var (name, place) in UsesOf(instruction, steps.GetValueOrDefault(instruction), globals, dockerfile.Tree.EscapeCharacter))
            {
                var hasValue = variables.HasValue(name);
                if (hasValue == true || (hasValue is null && NamesImage(stage, name)) || !reported.Add((stage.Index, name)))
                {
                    continue;
                }

                // An image that is not known may set it.
                Report(stage, name, place, globals.GetValueOrDefault(name), hasValue == false && variables.Image is not { Verified: false }, context);
            }
        });
    }

    // FROM pytorch:${PYTORCH_VERSION}: such an image may well set the variable itself.
    private static bool NamesImage(ImageStage stage, string name) => stage.BaseUse is { } image && image.Word.Raw.Contains(name, StringComparison.Ordinal);

    private static void Report(ImageStage stage, string name, TextSpan place, DockerfilePair? pair, bool isCertain, RuleContext context)
    {
        if (stage.From is not { } from)
        {
            return;
        }

        var lines = context.Source.Lines;
        var line = lines.LineOf(Math.Max(from.Span.Start, from.Span.End - 1)) + 1;
        context.Report(
            place,
            pair is null
                ? $"'{name}' has no value in this stage: the builder gives it to the FROM lines, and to stages that declare it"
                : $"'{name}' has no value in this stage: an argument from before the first FROM counts for the FROM lines only",
            isCertain ? Severity.Error : Severity.Warning,
            isCertain ? Confidence.High : Confidence.Medium,
            label: $"write 'ARG {name}' behind FROM",
            related: pair is null ? [] : [context.Here(pair.NameSpan, "declared here, for the FROM lines")],
            fix: line < lines.Count ? Fix.Suggested($"Take {name} over into the stage", TextEdit.Insert(lines.StartOf(line), $"ARG {name}{context.Source.LineEnd}")) : null);
    }

    // References to global arguments that give nothing where the argument has no value.
    private static List<(string Name, TextSpan Place)> UsesOf(DockerfileInstruction instruction, RunStep? step, Dictionary<string, DockerfilePair> globals, char escape)
    {
        var uses = new List<(string, TextSpan)>();
        foreach (var word in BuilderWords.Of(instruction))
        {
            if (!word.Raw.Contains('$', StringComparison.Ordinal))
            {
                continue;
            }

            foreach (var variable in DockerfileVariables.Parse(word.Raw, escape).Variables())
            {
                if (!BuilderWords.HasFallback(variable) && IsGlobal(variable.Name, globals) && !IsTakenOver(instruction, word, variable.Name, globals))
                {
                    uses.Add((variable.Name, word.PlaceOf(variable.Span)));
                }
            }
        }

        if (step is { Shell: { } shell } && !ReadsVariables(step))
        {
            ShellUses(shell, globals, uses);
        }

        return uses;
    }

    // ARG X=$X, where X has no default before FROM: who builds gives X, and the stage's own X has it then.
    private static bool IsTakenOver(DockerfileInstruction instruction, BuilderWord word, string name, Dictionary<string, DockerfilePair> globals) =>
        instruction.Kind == DockerfileInstructionKind.Arg && word.Pair is { } pair && pair.Name == name && globals.GetValueOrDefault(name) is { Value: null };

    // What a file that the shell reads sets is not known.
    private static bool ReadsVariables(RunStep step)
    {
        foreach (var command in step.Commands)
        {
            if (command.IsProgram("source", ".", "eval") || command.Program.Length == 0)
            {
                return true;
            }
        }

        return false;
    }

    private static void ShellUses(ShellSource shell, Dictionary<string, DockerfilePair> globals, List<(string Name, TextSpan Place)> uses)
    {
        // Each name is told once for its stage, so its first place will do.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var text = shell.Tree.Text;
        var tokens = shell.Tree.Tokens;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Kind != ShellTokenKind.Expansion || text[tokens[i].Start] != '$' || tokens[i].Length == 0)
            {
                continue;
            }

            var start = tokens[i].Start + 1;
            var isBraced = start < text.Length && text[start] == '{';
            if (isBraced)
            {
                start++;
            }

            var end = start;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
            {
                end++;
            }

            if (end == start || char.IsAsciiDigit(text[start]))
            {
                continue;
            }

            var close = end;
            if (isBraced)
            {
                // ${X:-1}, ${X=1}, ${X+1} say themselves what counts where there is no value.
                if (end < text.Length && (text[end] is '-' or '=' or '+' || (text[end] == ':' && end + 1 < text.Length && text[end + 1] is '-' or '=' or '+')))
                {
                    continue;
                }

                close = text.IndexOf('}', end, Math.Min(LongestOperand, text.Length - end)) is var brace and >= 0 ? brace + 1 : end;
            }

            var name = text[start..end];
            if (IsGlobal(name, globals) && seen.Count < MaximumNames && seen.Add(name) && !IsSetIn(text, name))
            {
                uses.Add((name, shell.ToFile(TextSpan.FromBounds(tokens[i].Start, close))));
            }
        }
    }

    // The bare name anywhere in the text, as in X=1, read X, for X in: the shell may set it itself.
    private static bool IsSetIn(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + name.Length, StringComparison.Ordinal))
        {
            var before = at == 0 ? ' ' : text[at - 1];
            var after = at + name.Length == text.Length ? ' ' : text[at + name.Length];
            if (before is not ('$' or '{' or '_' or '/' or '.') && !char.IsAsciiLetterOrDigit(before) && after is '=' or ' ' or '\t' or '\n' or ';' or '+')
            {
                return true;
            }
        }

        return false;
    }
}
