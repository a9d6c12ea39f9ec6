using EnvLint.Diagnostics;

namespace EnvLint.Rules.Checker;

/// <summary>Reports words in ignore comments and configuration files that are to name a rule and name none.</summary>
/// <remarks>The engine speaks for it (<see cref="Suppression.SuppressionCodes"/>): a rule does not know the others.</remarks>
[Rule("ENV006", "unknown-rule-code",
    Title = "An ignore comment or the configuration names no rule",
    Category = RuleCategory.Checker,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class UnknownRuleCode : Rule;
