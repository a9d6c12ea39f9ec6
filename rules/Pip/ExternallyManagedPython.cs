using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Rules.Apt;
using EnvLint.Syntax.Dockerfile;
using EnvLint.Text;

namespace EnvLint.Rules.Pip;

/// <summary>Reports pip installs into a Python that the distribution keeps for itself (PEP 668).</summary>
[Rule("PIP001", "externally-managed",
    Title = "The system's Python, which the distribution has closed, is what pip installs into",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class ExternallyManagedPython : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        if (!subject.Scope.IsImage || !context.File.Errors.IsEmpty || StageFacts.BaseOf(subject) is not { } image
            || image.Pep668 is not (ExternallyManaged.Yes or ExternallyManaged.Likely))
        {
            return;
        }

        var state = new State(image);
        List<CommandUse>? refused = null;
        foreach (var part in StageFacts.Chain(subject))
        {
            var isSubject = ReferenceEquals(part, subject);
            var opening = FirstOpening(part, context);
            foreach (var fact in part.Facts)
            {
                if (state.IsOpen || fact.Span.Start > opening)
                {
                    break;
                }

                if (fact is CommandUse use && state.IsRefused(use))
                {
                    // The build ends there: what a later stage does is nobody's matter.
                    if (!isSubject)
                    {
                        return;
                    }

                    (refused ??= []).Add(use);
                }

                state.Pass(fact);
            }

            if (opening != int.MaxValue)
            {
                break;
            }
        }

        if (refused is not null)
        {
            Report(refused, image, subject, context);
        }
    }

    // The first COPY or ADD that may bring another Python, a pip.conf, or take the marker's place.
    private static int FirstOpening(CommandSequence sequence, RuleContext context)
    {
        foreach (var instruction in StageFacts.InstructionsOf(sequence, context))
        {
            if (StageFacts.MayBringPrograms(instruction) || (instruction.Kind == DockerfileInstructionKind.Run && StageFacts.MountsFromElsewhere(instruction))
                || (instruction.Kind is DockerfileInstructionKind.Copy or DockerfileInstructionKind.Add && instruction.ArgumentText.Contains("pip", StringComparison.Ordinal) && !instruction.ArgumentText.Contains(".txt", StringComparison.Ordinal)))
            {
                return instruction.Span.Start;
            }
        }

        return int.MaxValue;
    }

    private static void Report(List<CommandUse> refused, BaseImage image, CommandSequence sequence, RuleContext context)
    {
        var use = refused[0];
        var edits = new List<TextEdit>();
        foreach (var command in refused)
        {
            if (command.Invocation?.SubcommandWord is { } word && StageFacts.IsPlain(word))
            {
                edits.Add(TextEdit.Insert(word.Span.End, " --break-system-packages"));
            }
        }

        var related = ImmutableArray.CreateBuilder<RelatedLocation>();
        related.AddRange(StageFacts.FromLine(sequence, context));
        foreach (var command in refused.GetRange(1, refused.Count - 1))
        {
            related.Add(context.Here(StageFacts.HeadOf(command), "the same happens here"));
        }

        var isLikely = image.Pep668 == ExternallyManaged.Likely;
        context.Report(
            StageFacts.HeadOf(use),
            isLikely
                ? $"'{use.Program} install' is probably refused: the Python of '{image.Row.Name}' seems to be closed to pip"
                : $"'{use.Program} install' is refused: the system's Python of {image.DistributionName} is closed to pip (externally-managed-environment)",
            isLikely || use.IsConditional || !StageFacts.IsBaseFixed(sequence) ? Severity.Warning : Severity.Error,
            isLikely || !image.IsVerified ? Confidence.Medium : Confidence.High,
            label: "install into a virtual environment, or add --break-system-packages",
            related: related.DrainToImmutable(),
            notes:
            [
                SourceNote.Of($"{image.Row.Name}: PEP 668", image.Source, BaseImages.AsOf),
                "a virtual environment: RUN python3 -m venv /opt/venv, then ENV PATH=/opt/venv/bin:$PATH",
            ],
            fix: edits.Count == refused.Count ? Fix.Suggested("Add --break-system-packages", OneForEachPlace(edits)) : null);
    }

    /// <summary>What has happened to the system's Python and pip so far.</summary>
    private sealed class State(BaseImage image)
    {
        private bool _hasPip = image.Has("pip") || image.Has("pip3");
        private int _openLayer = -1;
        private bool _opensNext;

        /// <summary>Whether pip may install, or may belong to another Python.</summary>
        public bool IsOpen { get; private set; }

        public bool IsRefused(CommandUse use)
        {
            if (_opensNext)
            {
                _openLayer = use.Layer;
                _opensNext = false;
            }

            if (!_hasPip || _openLayer == use.Layer || !IsSystemPip(use) || use.Failure == FailureEffect.Ignored
                || use.Invocation is not { Subcommand: "install", HasUnknownWords: false } invocation)
            {
                return false;
            }

            if (invocation.Has("--break-system-packages", "-t", "--target", "--prefix", "--root", "--python", "--dry-run", "-h", "--help"))
            {
                return false;
            }

            return (!invocation.Operands.IsEmpty || invocation.Has("-r", "--requirement", "-e", "--editable")) && !use.Assignments.Exists(static set => Opens(set));
        }

        public void Pass(Fact fact)
        {
            switch (fact)
            {
                case VariableSet { Kind: VariableSetKind.Prefix }:
                    break;
                case VariableSet set when Opens(set):
                    if (set.Kind is VariableSetKind.Env or VariableSetKind.Arg)
                    {
                        IsOpen = true;
                    }
                    else
                    {
                        // A set in a shell holds for the rest of its layer, which the next command names.
                        _opensNext = true;
                    }

                    break;
                case PackageRequest { Manager: PackageManager.Apt or PackageManager.Apk } request:
                    _hasPip |= request.Name is "python3-pip" or "py3-pip";
                    break;
                case PackageRequest { Manager: PackageManager.Conda }:
                    IsOpen = true;
                    break;
                case FileWrite write:
                    IsOpen |= write.Path.Value is not { } path || path.Contains("pip.conf", StringComparison.Ordinal) || path.Contains("EXTERNALLY-MANAGED", StringComparison.Ordinal);
                    break;
                case CommandUse use:
                    Pass(use);
                    break;
            }
        }

        private void Pass(CommandUse use)
        {
            if (use.IsProgram("source", ".", "activate"))
            {
                _openLayer = use.Layer;
                return;
            }

            if (use.IsProgram("conda", "mamba", "micromamba", "pyenv", "uv", "virtualenv", "update-alternatives", "poetry", "pipx"))
            {
                IsOpen |= !use.IsProgram("uv", "virtualenv", "poetry", "pipx");
                return;
            }

            if (use is { Program: "pip" or "pip3", Invocation.Subcommand: "config" or "config set" })
            {
                IsOpen = true;
                return;
            }

            // The marker is removed, renamed or emptied; python3 becomes another one.
            foreach (var argument in use.Arguments)
            {
                var text = argument.Value ?? argument.Raw;
                if (text.Contains("EXTERNALLY", StringComparison.Ordinal) || (use.IsProgram("ln", "cp", "mv", "rm") && text.Contains("python", StringComparison.Ordinal) && !text.Contains("site-packages", StringComparison.Ordinal)))
                {
                    IsOpen = true;
                    return;
                }
            }

            IsOpen |= StageFacts.RunsForeignCode(use) && !IsModule(use);
        }

        // python3 -m venv, python3 -c: neither changes the system's Python.
        private static bool IsModule(CommandUse use) => use.Program.StartsWith("python", StringComparison.Ordinal) && use.Invocation is { } invocation && invocation.Has("-m", "-c");

        private bool IsSystemPip(CommandUse use)
        {
            if (use.ProgramWord.Value is not { } program || !IsSystemPath(program))
            {
                return false;
            }

            if (!(use.Program is "pip" or "pip3" || (use.Program.StartsWith("pip3.", StringComparison.Ordinal) && use.Program[3..] == image.PythonDefault)))
            {
                return false;
            }

            foreach (var prefix in use.Prefixes)
            {
                if (prefix.Value is not { } name || !IsSystemPath(name))
                {
                    return false;
                }

                var last = name[(name.LastIndexOf('/') + 1)..];
                if (!(last is "sudo" or "env" or "time" or "nohup" or "python3" or "python" or "command" or "exec" || last == $"python{image.PythonDefault}"))
                {
                    return false;
                }
            }

            return true;
        }

        private static bool IsSystemPath(string program) =>
            !program.Contains('/', StringComparison.Ordinal) || program.StartsWith("/usr/bin/", StringComparison.Ordinal) || program.StartsWith("/bin/", StringComparison.Ordinal);

        private static bool Opens(VariableSet set)
        {
            switch (set.Name)
            {
                case "PIP_BREAK_SYSTEM_PACKAGES":
                    return set.Value?.Value is not ("0" or "false" or "no" or "off");
                case "VIRTUAL_ENV" or "PIP_TARGET" or "PIP_PREFIX" or "PIP_ROOT" or "PIP_CONFIG_FILE" or "PIP_PYTHON" or "CONDA_PREFIX" or "PYENV_ROOT" or "BASH_ENV":
                    return true;
                case "PATH":
                    foreach (var part in (set.Value?.Raw ?? "").Trim('"', '\'').Split(':'))
                    {
                        if (!(part is "$PATH" or "${PATH}" or "" || part.Contains("cuda", StringComparison.OrdinalIgnoreCase) || part.Contains("nvidia", StringComparison.OrdinalIgnoreCase)
                            || part.EndsWith(".local/bin", StringComparison.Ordinal) || part is "/usr/bin" or "/bin" or "/usr/sbin" or "/sbin" or "/usr/local/bin" or "/usr/local/sbin"))
                        {
                            return true;
                        }
                    }

                    return false;
                default:
                    return false;
            }
        }
    }

    // Several commands of one word have one edit.
    private static TextEdit[] OneForEachPlace(List<TextEdit> edits)
    {
        var places = new List<TextEdit>();
        foreach (var edit in edits)
        {
            if (!places.Exists(other => other.Span == edit.Span))
            {
                places.Add(edit);
            }
        }

        return [.. places];
    }
}
