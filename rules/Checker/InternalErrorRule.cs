using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Text;

namespace EnvLint.Rules.Checker;

/// <summary>Reports a rule that failed. The other rules went on; the exit code is 3.</summary>
[Rule("ENV003", "internal-error",
    Title = "A rule failed",
    Category = RuleCategory.Checker,
    Severity = Severity.Warning,
    Since = "0.1.0")]
public sealed partial class InternalErrorRule : Rule<RuleFailure>
{
    /// <inheritdoc/>
    protected override void Check(RuleFailure subject, RuleContext context) =>
        context.Report(
            new TextSpan(0, 0),
            $"rule {subject.Code} ({subject.Name}) failed on this file: {subject.Exception}",
            notes: ["the other rules went on; please report this with the file that caused it"]);
}
