using EnvLint.Diagnostics;
using EnvLint.Engine;

namespace EnvLint.Rules.Checker;

/// <summary>Reports what a grammar could not take.</summary>
/// <remarks>Each parser recovers and goes on, so the findings behind an error hold as well.</remarks>
[Rule("ENV001", "syntax-error",
    Title = "A manifest does not parse",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Since = "0.1.0")]
public sealed partial class SyntaxErrorRule : Rule<SyntaxErrors>
{
    /// <inheritdoc/>
    protected override void Check(SyntaxErrors subject, RuleContext context)
    {
        foreach (var error in subject.Errors)
        {
            context.Report(error.Span, error.Message);
        }
    }
}
