using EnvLint.Diagnostics;

namespace EnvLint.Rules;

/// <summary>Declares a rule. The generator makes descriptor, catalogue and dispatch table from it.</summary>
/// <param name="code">Three capitals and three digits.</param>
/// <param name="name">Kebab case; says what is wrong.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RuleAttribute(string code, string name) : Attribute
{
    /// <summary>The code.</summary>
    public string Code { get; } = code;

    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>One sentence that says what the rule finds, without a full stop.</summary>
    public required string Title { get; init; }

    /// <summary>The harm.</summary>
    public required RuleCategory Category { get; init; }

    /// <summary>The severity where neither rule nor configuration says otherwise.</summary>
    public required Severity Severity { get; init; }

    /// <summary>How sure its findings are where the rule says nothing else.</summary>
    public Confidence Confidence { get; init; } = Confidence.High;

    /// <summary>Whether it offers fixes.</summary>
    public FixAvailability Fix { get; init; }

    /// <summary>What the places of its findings are, all of them: an editor greys out or strikes through.</summary>
    public RuleTag Tag { get; init; }

    /// <summary>The version that first had it.</summary>
    public required string Since { get; init; }

    /// <summary>Codes of the rules that stay silent where this one speaks of the same place.</summary>
    public string[] Supersedes { get; init; } = [];
}
