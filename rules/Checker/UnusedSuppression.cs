using EnvLint.Diagnostics;

namespace EnvLint.Rules.Checker;

/// <summary>Reports ignore comments that hide nothing.</summary>
/// <remarks>The engine speaks for it (<see cref="Suppression.SuppressionCodes"/>): only when all other rules are done is it known what a comment hides.</remarks>
[Rule("ENV004", "unused-suppression",
    Title = "An ignore comment hides nothing",
    Category = RuleCategory.Checker,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Tag = RuleTag.Unnecessary,
    Since = "0.1.0")]
public sealed partial class UnusedSuppression : Rule;
