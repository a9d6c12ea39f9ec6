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
    public override ReadOnlySpan<Rule<TSubject>> For<TSubject>()
    {
        if (rule is Rule<TSubject> wanted)
        {
            return new[] { wanted };
        }

        return typeof(TSubject) == typeof(RuleFailure) ? new[] { (Rule<TSubject>)(object)new FailureWatch() } : default;
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
