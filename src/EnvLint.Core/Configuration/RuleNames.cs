using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Rules;

namespace EnvLint.Configuration;

/// <summary>What names rules in a comment, a configuration file or an option: a code (<c>WSL005</c>), a name (<c>wsl-bad-size</c>), the first characters of codes (<c>WSL</c>), or <c>ALL</c>.</summary>
/// <param name="Text">As written.</param>
/// <param name="CodePrefix">What the codes begin with: all six characters for one rule, none for all rules.</param>
public readonly record struct RuleSelector(string Text, string CodePrefix)
{
    /// <summary>Whether it stands for all rules.</summary>
    public bool IsAll => CodePrefix.Length == 0;

    /// <summary>Whether it stands for a rule.</summary>
    /// <param name="code">The rule's code.</param>
    public bool Matches(string code) => code.StartsWith(CodePrefix, StringComparison.Ordinal);
}

/// <summary>All codes and names of rules, and what they may be called.</summary>
/// <remarks>Letter case does not count.</remarks>
public sealed class RuleNames
{
    private const string All = "ALL";
    private const int FamilyLength = 3;
    private const int CodeLength = 6;

    private readonly Dictionary<string, RuleDescriptor> _byCodeOrName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes the names of a set of rules.</summary>
    /// <param name="rules">The rules.</param>
    public RuleNames(IEnumerable<RuleDescriptor> rules)
    {
        var sorted = new List<RuleDescriptor>(rules);
        Sorting.Order(sorted, static (left, right) => string.CompareOrdinal(left.Code, right.Code));
        Rules = [.. sorted];
        foreach (var rule in Rules)
        {
            _byCodeOrName[rule.Code] = rule;
            _byCodeOrName[rule.Name] = rule;
        }
    }

    /// <summary>Makes the names of the rules of a table.</summary>
    /// <param name="table">The table.</param>
    public RuleNames(RuleTable table)
        : this(DescriptorsOf(table))
    {
    }

    /// <summary>The rules in the order of their codes.</summary>
    public ImmutableArray<RuleDescriptor> Rules { get; }

    /// <summary>The rule of a code or name.</summary>
    /// <param name="codeOrName">The code or name.</param>
    /// <returns>The rule; null where there is none.</returns>
    public RuleDescriptor? Find(string codeOrName) => _byCodeOrName.GetValueOrDefault(codeOrName);

    /// <summary>The rules that a code, a name, a prefix of codes or <c>ALL</c> stands for.</summary>
    /// <param name="text">As written.</param>
    /// <returns>The selector; null where it names no rule.</returns>
    public RuleSelector? Resolve(string text)
    {
        if (_byCodeOrName.TryGetValue(text, out var rule))
        {
            return new RuleSelector(text, rule.Code);
        }

        if (text.Equals(All, StringComparison.OrdinalIgnoreCase))
        {
            return new RuleSelector(text, "");
        }

        if (text.Length is < FamilyLength or >= CodeLength)
        {
            return null;
        }

        var prefix = text.ToUpperInvariant();
        foreach (var candidate in Rules)
        {
            if (candidate.Code.StartsWith(prefix, StringComparison.Ordinal))
            {
                return new RuleSelector(text, prefix);
            }
        }

        return null;
    }

    /// <summary>The rules that an option's list stands for.</summary>
    /// <param name="list">Codes, names and prefixes with commas between them.</param>
    /// <param name="selectors">The selectors in the order of the list.</param>
    /// <returns>The sentence to print where an item names no rule; null where all do.</returns>
    public string? ResolveList(string list, out ImmutableArray<RuleSelector> selectors)
    {
        var result = ImmutableArray.CreateBuilder<RuleSelector>();
        string? error = null;
        foreach (var item in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Resolve(item) is { } selector)
            {
                result.Add(selector);
            }
            else
            {
                error ??= Nearest(item) is { } nearest
                    ? $"no rule is called '{item}'; did you mean '{nearest}'?"
                    : $"no rule is called '{item}'";
            }
        }

        selectors = result.ToImmutable();
        return error ?? (selectors.IsEmpty ? "no rule is named" : null);
    }

    /// <summary>The code, name or family that a word was perhaps meant to be.</summary>
    /// <param name="text">A word that names no rule.</param>
    public string? Nearest(string text) => NearestName.Find(text, Candidates());

    private static List<RuleDescriptor> DescriptorsOf(RuleTable table)
    {
        var result = new List<RuleDescriptor>(table.All.Count);
        foreach (var rule in table.All)
        {
            result.Add(rule.Descriptor);
        }

        return result;
    }

    private IEnumerable<string> Candidates()
    {
        foreach (var rule in Rules)
        {
            yield return rule.Name;
        }

        foreach (var rule in Rules)
        {
            yield return rule.Code;
        }

        var family = "";
        foreach (var rule in Rules)
        {
            if (!rule.Code.StartsWith(family, StringComparison.Ordinal) || family.Length == 0)
            {
                family = rule.Code[..FamilyLength];
                yield return family;
            }
        }

        yield return All;
    }
}
