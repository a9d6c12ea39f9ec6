using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Rules.Frameworks;

namespace EnvLint.Rules.Conda;

/// <summary>Reports projects that conda installs and pip then overwrites.</summary>
[Rule("CND007", "installed-twice",
    Title = "A project from conda that pip overwrites",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class InstalledTwice : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        foreach (var (conda, pip) in CondaPipPairs.Of(subject))
        {
            var isCertain = CondaPipPairs.IsCertain(conda, pip);
            context.Report(
                RuleContext.PlaceOf(pip),
                $"'{pip.Name}' is installed twice: pip writes over the files of conda's '{conda.Name}{conda.Constraint}'{(isCertain ? "" : " where PyPI has a newer one")}",
                isCertain ? Severity.Warning : Severity.Info,
                label: "conda has it already",
                related: [.. CondaPipPairs.Elsewhere(pip, context), context.At(conda, $"conda installs '{conda.Name}' here")],
                notes: CondaPipPairs.Notes(pip),
                fix: pip.LinkedFile is not null && FrameworkFacts.Removal(pip, context) is { } edit ? Fix.Suggested($"Leave '{pip.Name}' to conda").And(pip.LinkedFile, edit) : null);
        }
    }
}
