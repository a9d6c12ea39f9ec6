using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Manifests;
using EnvLint.Syntax.Dockerfile;
using EnvLint.Text;

namespace EnvLint.Rules.Image;

/// <summary>Reports what a shell would expand in instructions that no shell reads.</summary>
[Rule("IMG013", "not-expanded",
    Title = "The builder does not expand what a shell would, or has no value for it",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class NotExpanded : Rule<DockerfileManifest>
{
    /// <inheritdoc/>
    protected override void Check(DockerfileManifest subject, RuleContext context) =>
        StageVariables.Walk(subject, (stage, instruction, variables) =>
        {
            switch (instruction.Kind)
            {
                case DockerfileInstructionKind.Env or DockerfileInstructionKind.Arg:
                    foreach (var word in BuilderWords.Of(instruction))
                    {
                        CheckSubstitution(word, instruction, subject.Tree.EscapeCharacter, context);
                        CheckTilde(word, isPath: false, instruction, variables, context);
                        CheckVariables(word, instruction, variables, subject.Tree.EscapeCharacter, context);
                    }

                    break;
                case DockerfileInstructionKind.Workdir or DockerfileInstructionKind.Copy or DockerfileInstructionKind.Add when instruction.Words is [.., var last]:
                    var path = new BuilderWord(last.Raw, last.Map, null);
                    CheckTilde(path, isPath: true, instruction, variables, context);
                    CheckVariables(path, instruction, variables, subject.Tree.EscapeCharacter, context);
                    break;
            }
        });

    // Names that a login, a shell or conda sets, and no instruction before.
    private static bool IsOfShell(string name) => name is
        "HOME" or "USER" or "LOGNAME" or "PWD" or "OLDPWD" or "HOSTNAME" or "SHELL" or "UID" or "CONDA_PREFIX" or "CONDA_DEFAULT_ENV" or "CONDA_EXE" or "VIRTUAL_ENV";

    /// <summary>Whether a text takes the value of a variable that a login, a shell or conda sets.</summary>
    /// <param name="raw">The text as it is written.</param>
    internal static bool NamesShellVariable(string raw)
    {
        foreach (var variable in DockerfileVariables.Parse(raw, '\\').Variables())
        {
            if (IsOfShell(variable.Name))
            {
                return true;
            }
        }

        return false;
    }

    private static string NameOf(DockerfileInstruction instruction) => instruction.Kind.ToString().ToUpperInvariant();

    // $(…) and `…` outside of single quotes, where they stand for themselves on purpose.
    private static void CheckSubstitution(BuilderWord word, DockerfileInstruction instruction, char escape, RuleContext context)
    {
        if (word.Raw is ['\'', ..] || escape == '`')
        {
            return;
        }

        var start = word.Raw.IndexOf("$(", StringComparison.Ordinal);
        var end = start < 0 ? -1 : word.Raw.LastIndexOf(')');
        if (start < 0)
        {
            start = word.Raw.IndexOf('`', StringComparison.Ordinal);
            end = start < 0 ? -1 : word.Raw.IndexOf('`', start + 1);
        }

        if (end <= start || (start > 0 && word.Raw[start - 1] is '\\' or '$'))
        {
            return;
        }

        var text = word.Raw[start..(end + 1)];
        context.Report(
            word.PlaceOf(TextSpan.FromBounds(start, end + 1)),
            $"no shell reads {NameOf(instruction)}: '{Shorten(text)}' is not run, the value is this very text",
            label: "run it in the RUN that needs it");
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..57] + "…";

    private static void CheckTilde(BuilderWord word, bool isPath, DockerfileInstruction instruction, StageVariables variables, RuleContext context)
    {
        var raw = word.Raw;
        for (var at = raw.IndexOf('~', StringComparison.Ordinal); at >= 0; at = raw.IndexOf('~', at + 1))
        {
            var isAtStart = at == 0 || (at == 1 && raw[0] is '"' or '\'') || (!isPath && raw[at - 1] == ':');
            var next = at + 1 < raw.Length ? raw[at + 1] : '\0';
            if (!isAtStart || next is not ('/' or '\0' or ':' or '"' or '\''))
            {
                continue;
            }

            // A value that is only a tilde, or a link of the form name:~, is no folder.
            if (!isPath && next != '/')
            {
                return;
            }

            var message = isPath
                ? $"the builder does not expand '~': {NameOf(instruction)} makes a folder of that name"
                : $"the builder does not expand '~': it stays in the value, and programs look for a folder of that name";
            context.Report(
                word.PlaceOf(new TextSpan(at, 1)),
                message,
                label: "write the folder out",
                fix: HomeOf(variables) is { } home ? Fix.Suggested($"Write {home}", TextEdit.Replace(word.PlaceOf(new TextSpan(at, 1)), home)) : null);
            return;
        }
    }

    // Nobody but root has logged in, as far as the file says; of an image that is not known nothing is said.
    private static string? HomeOf(StageVariables variables) => !variables.HasUser && variables.Image is not null ? "/root" : null;

    private static void CheckVariables(BuilderWord word, DockerfileInstruction instruction, StageVariables variables, char escape, RuleContext context)
    {
        if (!word.Raw.Contains('$', StringComparison.Ordinal))
        {
            return;
        }

        foreach (var variable in DockerfileVariables.Parse(word.Raw, escape).Variables())
        {
            if (!IsOfShell(variable.Name) || BuilderWords.HasFallback(variable) || variables.HasValue(variable.Name) != false)
            {
                continue;
            }

            var place = word.PlaceOf(variable.Span);
            var home = variable.Name == "HOME" && variable.Operator == DockerfileVariableOperator.None ? HomeOf(variables) : null;
            context.Report(
                place,
                $"the builder has no '{variable.Name}': {(variable.Name is "CONDA_PREFIX" or "CONDA_DEFAULT_ENV" or "CONDA_EXE" or "VIRTUAL_ENV" ? "an activated environment" : "a shell")} sets it later, and {NameOf(instruction)} gets nothing in its place",
                label: "write the value out",
                fix: home is null ? null : Fix.Suggested($"Write {home}", TextEdit.Replace(place, home)));
        }
    }
}
