using EnvLint.Diagnostics;

namespace EnvLint.Rules.Checker;

/// <summary>Reports ignore comments whose <c>until</c> has passed or cannot be read.</summary>
/// <remarks>The engine speaks for it (<see cref="Suppression.SuppressionCodes"/>): comments are no subject of a rule.</remarks>
[Rule("ENV005", "expired-suppression",
    Title = "An ignore comment is past its date",
    Category = RuleCategory.Checker,
    Severity = Severity.Warning,
    Since = "0.1.0")]
public sealed partial class ExpiredSuppression : Rule;
