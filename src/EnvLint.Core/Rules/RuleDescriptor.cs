using System.Collections.Immutable;
using EnvLint.Diagnostics;

namespace EnvLint.Rules;

/// <summary>The harm that a rule guards against.</summary>
public enum RuleCategory
{
    /// <summary>The file does something else than written, or nothing.</summary>
    Correctness,

    /// <summary>Parts that do not fit together: driver, CUDA, framework, platform.</summary>
    Compatibility,

    /// <summary>Works today, not tomorrow or elsewhere.</summary>
    Reproducibility,

    /// <summary>Costs time, memory or disk.</summary>
    Performance,

    /// <summary>Opens the machine or leaks a secret.</summary>
    Security,

    /// <summary>The checker itself: suppressions, configuration, failures.</summary>
    Checker,
}

/// <summary>What the place of a finding is, so that an editor can show it so.</summary>
public enum RuleTag
{
    /// <summary>Nothing that an editor has a look for.</summary>
    None,

    /// <summary>It has no effect, and could be left out without a loss.</summary>
    Unnecessary,

    /// <summary>It is retired: it gets no updates, or is not served any more.</summary>
    Deprecated,
}

/// <summary>Whether a rule offers fixes.</summary>
public enum FixAvailability
{
    /// <summary>Never.</summary>
    None,

    /// <summary>Where the edit is known.</summary>
    Sometimes,

    /// <summary>With each finding.</summary>
    Always,
}

/// <summary>What is known of a rule before it runs.</summary>
/// <remarks>Made by the generator from the rule's attribute and the page beside it.</remarks>
public sealed class RuleDescriptor
{
    /// <summary>The code: three capitals and three digits, never used twice.</summary>
    public required string Code { get; init; }

    /// <summary>The name in kebab case.</summary>
    public required string Name { get; init; }

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

    /// <summary>What the places of its findings are, all of them.</summary>
    public RuleTag Tag { get; init; }

    /// <summary>The version that first had it.</summary>
    public required string Since { get; init; }

    /// <summary>Codes of the rules that stay silent where this one speaks of the same place.</summary>
    public ImmutableArray<string> Supersedes { get; init; } = [];

    /// <summary>The page beside the rule, in Markdown.</summary>
    public string Page
    {
        get => field ??= PageSource?.Invoke() ?? "";
        init;
    }

    /// <summary>Gives the page when it is first asked for: a check that prints no page decodes none.</summary>
    public Func<string>? PageSource { private get; init; }

    /// <summary>Address of the page; null while the project has no public home.</summary>
    public Uri? HelpUri
    {
        get => field ??= HelpAddress is null ? null : new Uri(HelpAddress);
        init;
    }

    /// <summary>The text of <see cref="HelpUri"/>, which is parsed when it is first asked for.</summary>
    public string? HelpAddress { private get; init; }
}
