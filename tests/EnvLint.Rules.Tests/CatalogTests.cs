using System.Reflection;
using EnvLint.Rules;

namespace EnvLint.Rules.Tests;

public sealed class CatalogTests
{
    private static readonly IReadOnlyList<Rule> All = RuleCatalog.Instance.All;

    [Fact]
    public void Codes_are_in_order_and_unique() =>
        Assert.Equal(All.Select(Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), All.Select(Code));

    [Fact]
    public void Names_are_kebab_case_and_unique()
    {
        Assert.All(All, static rule => Assert.Matches("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", rule.Descriptor.Name));
        Assert.Equal(All.Count, All.Select(static rule => rule.Descriptor.Name).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Titles_are_sentences_without_a_full_stop() => Assert.All(All, static rule =>
    {
        var title = rule.Descriptor.Title;
        Assert.True(title.Length is > 10 and <= 120, $"{Code(rule)}: a title has 11 to 120 characters: {title}");
        Assert.False(char.IsLower(title[0]) && !title.StartsWith(FirstWordThatIsAName(title), StringComparison.Ordinal), $"{Code(rule)}: a title begins with a capital: {title}");
        Assert.False(title.EndsWith('.') || title.Contains('\n', StringComparison.Ordinal), $"{Code(rule)}: a title has no full stop: {title}");
    });

    [Fact]
    public void Since_is_a_version() =>
        Assert.All(All, static rule => Assert.Matches(@"^\d+\.\d+\.\d+$", rule.Descriptor.Since));

    [Fact]
    public void No_rule_is_superseded_by_one_that_it_supersedes()
    {
        var supersedes = All.ToDictionary(Code, static rule => rule.Descriptor.Supersedes);
        foreach (var rule in All)
        {
            var reached = new HashSet<string>(StringComparer.Ordinal);
            var pending = new Stack<string>(supersedes[Code(rule)]);
            while (pending.TryPop(out var code))
            {
                if (reached.Add(code))
                {
                    foreach (var next in supersedes[code])
                    {
                        pending.Push(next);
                    }
                }
            }

            Assert.DoesNotContain(Code(rule), reached);
        }
    }

    [Fact]
    public void Descriptor_is_made_once() =>
        Assert.All(All, static rule => Assert.Same(rule.Descriptor, rule.Descriptor));

    [Fact]
    public void Page_begins_with_code_and_name() =>
        Assert.All(All, static rule => Assert.StartsWith($"# {Code(rule)}: {rule.Descriptor.Name}\n", rule.Descriptor.Page, StringComparison.Ordinal));

    [Fact]
    public void Each_rule_with_a_subject_is_found_under_it()
    {
        var holds = typeof(CatalogTests).GetMethod(nameof(Holds), BindingFlags.NonPublic | BindingFlags.Static)!;
        foreach (var rule in All)
        {
            if (SubjectOf(rule) is { } subject)
            {
                Assert.True((bool)holds.MakeGenericMethod(subject).Invoke(null, [rule])!, $"{Code(rule)} is not among the rules of {subject}");
            }
        }
    }

    [Fact]
    public void Subject_that_no_rule_wants_has_no_rules() =>
        Assert.True(RuleCatalog.Instance.For<CatalogTests>().IsEmpty);

    private static string Code(Rule rule) => rule.Descriptor.Code;

    // A file name such as wsl.conf or a program keeps its spelling at the beginning of a title.
    private static string FirstWordThatIsAName(string title)
    {
        var word = title.Split(' ')[0];
        return word.Any(static c => c is '.' or '-' or '_' or '`' or '=' or '/') ? word : "\0";
    }

    private static Type? SubjectOf(Rule rule)
    {
        for (var type = rule.GetType(); type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Rule<>))
            {
                return type.GetGenericArguments()[0];
            }
        }

        return null;
    }

    private static bool Holds<TSubject>(Rule rule)
        where TSubject : class
    {
        foreach (var candidate in RuleCatalog.Instance.For<TSubject>())
        {
            if (ReferenceEquals(candidate, rule))
            {
                return true;
            }
        }

        return false;
    }
}
