using EnvLint.Diagnostics;

namespace EnvLint.Rules.Checker;

/// <summary>Reports once for each run that the tables of this version are old.</summary>
/// <remarks>The engine speaks for it (<see cref="Engine.KnowledgeAge"/>): only a run knows the day.</remarks>
[Rule("ENV007", "old-knowledge",
    Title = "What EnvLint knows is old",
    Category = RuleCategory.Checker,
    Severity = Severity.Info,
    Since = "0.1.0")]
public sealed partial class OldKnowledge : Rule;
