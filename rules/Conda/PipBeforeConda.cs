using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Rules.Conda;

/// <summary>Reports conda installing into an environment after pip did.</summary>
[Rule("CND009", "pip-before-conda",
    Title = "An environment in which conda installs after pip",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Warning,
    Confidence = Confidence.Medium,
    Since = "0.1.0")]
public sealed partial class PipBeforeConda : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        // The blocks of a guide may be alternatives.
        if (subject.Origin is null or ShellOrigin.Guide)
        {
            return;
        }

        PackageRequest? pip = null;
        for (var i = 0; i < subject.Requests.Length; i++)
        {
            var request = subject.Requests[i];
            if (request.IsConditional || request.IsConstraint)
            {
                continue;
            }

            if (request.Manager == PackageManager.Pip)
            {
                if (pip is null && !CondaPackages.IsHarmlessBeforeConda(request.Name))
                {
                    pip = request;
                }
            }
            else if (pip is not null && request is { Manager: PackageManager.Conda, Command: { Invocation.SubcommandWord: { } subcommand } command }
                && subject.Owns(request) && (request.LinkedFile is null || !ReferenceEquals(request.LinkedFile, pip.LinkedFile)) && BringsPython(subject, i))
            {
                context.Report(
                    command.Span.Contains(subcommand.Span) && subcommand.Span.Start >= command.ProgramWord.Span.Start
                        ? Text.TextSpan.Union(command.ProgramWord.Span, subcommand.Span)
                        : RuleContext.PlaceOf(request),
                    $"conda installs '{request.Name}' after pip installed '{pip.Name}' in the same environment: it does not know pip's packages and may write over them",
                    label: "belongs before pip",
                    related: [context.At(pip, $"pip installs '{pip.Name}' here")]);
                return;
            }
        }
    }

    // Libraries and compilers meet no package of pip; a name with none of the known beginnings may be anything of Python's.
    private static bool BringsPython(PythonEnvironment environment, int first)
    {
        // The requests of one command stand together.
        var requests = environment.Requests;
        for (var i = first; i < requests.Length && ReferenceEquals(requests[i].Command, requests[first].Command); i++)
        {
            if (!CondaPackages.IsHarmlessBesidePip(requests[i].Name))
            {
                return true;
            }
        }

        return false;
    }
}
