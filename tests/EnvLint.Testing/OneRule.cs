using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.Testing;

/// <summary>A table that holds one rule, and a watch that reports what the rule throws.</summary>
/// <param name="rule">The rule.</param>
public sealed class OneRule(Rule rule) : RuleTable
{
    /// <inheritdoc/>
    public override IReadOnlyList<Rule> All { get; } = [rule];

    /// <inheritdoc/>
    protected override Rule[]? Find(Type subject)
    {
        var wanted = typeof(Rule<>).MakeGenericType(subject);
        if (wanted.IsInstanceOfType(rule))
        {
            var rules = (Rule[])Array.CreateInstance(wanted, 1);
            rules[0] = rule;
            return rules;
        }

        return subject == typeof(RuleFailure) ? new Rule<RuleFailure>[] { new FailureWatch() } : null;
    }

    private sealed class FailureWatch : Rule<RuleFailure>
    {
        public override RuleDescriptor Descriptor { get; } = new()
        {
            Code = "ENV003",
            Name = "internal-error",
            Title = "A rule failed",
            Category = RuleCategory.Checker,
            Severity = Severity.Warning,
            Since = "0.1.0",
        };

        protected override void Check(RuleFailure subject, RuleContext context) => context.Report(new TextSpan(0, 0), subject.Exception);
    }
}
