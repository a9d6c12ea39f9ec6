using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Rules;

namespace EnvLint.Configuration;

/// <summary>A severity given to rules by an option or a configuration file.</summary>
/// <param name="Selector">The rules.</param>
/// <param name="Severity">Their severity, whatever the rule itself would say of a case.</param>
public readonly record struct SeverityOverride(RuleSelector Selector, Severity Severity);

/// <summary>What the options of the command line say of rules.</summary>
public sealed record SelectionOptions
{
    /// <summary>No option is given.</summary>
    public static SelectionOptions None { get; } = new();

    /// <summary><c>--select</c>: these rules and no others; default where it is not given.</summary>
    public ImmutableArray<RuleSelector> Select { get; init; }

    /// <summary><c>--ignore</c>.</summary>
    public ImmutableArray<RuleSelector> Ignore { get; init; } = [];

    /// <summary><c>--severity</c>.</summary>
    public ImmutableArray<SeverityOverride> Severities { get; init; } = [];

    /// <summary>The severity that the options give to a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>The severity; null where none does.</returns>
    public Severity? SeverityOf(RuleDescriptor rule) => RuleSelection.SeverityOf(Severities, rule.Code);
}

/// <summary>Which rules speak, and with which severity.</summary>
/// <remarks>
/// <c>select</c> of the command line takes the place of the file's. Of what selects a rule and what ignores it, the command line beats the file,
/// then the longer prefix beats the shorter one, then <c>ignore</c> beats <c>select</c>.
/// </remarks>
public sealed class RuleSelection
{
    private readonly Dictionary<string, Choice> _choices;

    private RuleSelection(Dictionary<string, Choice> choices) => _choices = choices;

    /// <summary>Works out the selection of a run.</summary>
    /// <param name="names">The rules.</param>
    /// <param name="configuration">The configuration, if there is one. Words in it that name no rule are passed over: ENV006 speaks of them.</param>
    /// <param name="options">The options of the command line.</param>
    public static RuleSelection Create(RuleNames names, ProjectConfiguration? configuration, SelectionOptions options)
    {
        var fileSelect = configuration is null || configuration.Select.IsDefault ? default : Resolve(names, configuration.Select);
        var fileIgnore = configuration is null || configuration.Ignore.IsDefault ? [] : Resolve(names, configuration.Ignore);
        var fileSeverities = configuration is null ? [] : Resolve(names, configuration.Severities);
        var choices = new Dictionary<string, Choice>(names.Rules.Length, StringComparer.Ordinal);
        foreach (var rule in names.Rules)
        {
            var selected = !options.Select.IsDefault ? Rank(options.Select, rule.Code, Layer.Options)
                : !fileSelect.IsDefault ? Rank(fileSelect, rule.Code, Layer.File)
                : 0;
            var ignored = Math.Max(Rank(options.Ignore, rule.Code, Layer.Options), Rank(fileIgnore, rule.Code, Layer.File));
            var severity = SeverityOf(options.Severities, rule.Code) ?? SeverityOf(fileSeverities, rule.Code);
            choices[rule.Code] = new Choice(selected > ignored, severity);
        }

        return new RuleSelection(choices);
    }

    /// <summary>Whether a rule speaks.</summary>
    /// <param name="rule">The rule.</param>
    public bool IsEnabled(RuleDescriptor rule) => !_choices.TryGetValue(rule.Code, out var choice) || choice.IsEnabled;

    /// <summary>The severity that the configuration or an option gives to a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>The severity; null where none does.</returns>
    public Severity? SeverityOf(RuleDescriptor rule) => _choices.TryGetValue(rule.Code, out var choice) ? choice.Severity : null;

    internal static ImmutableArray<RuleSelector> Resolve(RuleNames names, ImmutableArray<RuleReference> references)
    {
        var result = ImmutableArray.CreateBuilder<RuleSelector>(references.Length);
        foreach (var reference in references)
        {
            if (names.Resolve(reference.Text) is { } selector)
            {
                result.Add(selector);
            }
        }

        return result.ToImmutable();
    }

    private static ImmutableArray<SeverityOverride> Resolve(RuleNames names, ImmutableArray<ConfiguredSeverity> severities)
    {
        var result = ImmutableArray.CreateBuilder<SeverityOverride>(severities.Length);
        foreach (var (rule, severity) in severities)
        {
            if (names.Resolve(rule.Text) is { } selector)
            {
                result.Add(new SeverityOverride(selector, severity));
            }
        }

        return result.ToImmutable();
    }

    // Grows with the layer first and the length of the prefix second; below 0 where nothing fits.
    private static int Rank(ImmutableArray<RuleSelector> selectors, string code, Layer layer)
    {
        var best = -1;
        foreach (var selector in selectors)
        {
            if (selector.Matches(code))
            {
                best = Math.Max(best, (int)layer + selector.CodePrefix.Length);
            }
        }

        return best;
    }

    // The longest prefix wins; of equal ones the last.
    internal static Severity? SeverityOf(ImmutableArray<SeverityOverride> overrides, string code)
    {
        Severity? result = null;
        var longest = 0;
        foreach (var (selector, severity) in overrides)
        {
            if (selector.CodePrefix.Length >= longest && selector.Matches(code))
            {
                longest = selector.CodePrefix.Length;
                result = severity;
            }
        }

        return result;
    }

    private enum Layer
    {
        File = 0,
        Options = 100,
    }

    private readonly record struct Choice(bool IsEnabled, Severity? Severity);
}
