using EnvLint.Diagnostics;
using EnvLint.Manifests.Wsl;
using EnvLint.Rules;
using EnvLint.Testing;
using EnvLint.Text;
using Xunit.Sdk;

namespace EnvLint.Rules.Tests.Testing;

/// <summary>The check of the pages fails where it must.</summary>
public sealed class RulePageTests
{
    private const string Good = "```ini good .wslconfig\n[wsl2]\nmemory=8GB\n```\n";
    private const string Bad = "```ini bad .wslconfig\n[wsl2]\nmemory=8gb\n```\n";
    private const string Output = "```text output\n.wslconfig:2:8: warning[TST001] 8gb is bad\n```\n";

    [Fact]
    public void Page_that_says_what_EnvLint_says_passes() => Check(Bad + Output + Good);

    [Fact]
    public void Page_without_a_bad_example_fails() => Fails(Good, "has no bad example");

    [Fact]
    public void Page_without_a_good_example_fails() => Fails(Bad + Output, "has no good example");

    [Fact]
    public void Broken_page_fails_with_its_line() => Fails("\n" + Bad + Good, "The page of TST001, line 2: a bad example needs");

    [Fact]
    public void Other_output_fails_and_shows_both()
    {
        var message = Fails(Bad + Output.Replace("2:8", "2:9", StringComparison.Ordinal) + Good, "bad example on line 1");
        Assert.Contains("Expected:\n  .wslconfig:2:9: warning[TST001] 8gb is bad\nActual:\n  .wslconfig:2:8: warning[TST001] 8gb is bad", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_and_additional_lines_of_output_fail()
    {
        Fails(Bad + "```text output\n```\n" + Good, "Expected:\n  (nothing)");
        Fails(Bad + Output.Replace("bad\n", "bad\nx\n", StringComparison.Ordinal) + Good, "8gb is bad\n  x");
    }

    [Fact]
    public void Finding_in_a_good_example_fails() => Fails(Bad + Output + Bad.Replace(" bad ", " good ", StringComparison.Ordinal), "The good example on line 8");

    [Fact]
    public void Example_that_is_no_manifest_fails() => Fails(Bad + Output + "```text good notes.txt\n```\n", "'notes.txt' is no manifest");

    [Fact]
    public void Bad_example_without_a_finding_of_its_own_rule_fails()
    {
        var output = Output.Replace("TST001", "TST002", StringComparison.Ordinal);
        Fails(Bad + output + Good, "has no finding of TST001", new Table(new WordRule("TST002", "8gb")));
    }

    [Fact]
    public void Two_rules_that_speak_of_one_place_fail()
    {
        var output = Output.Replace("8gb is bad\n", "8gb is bad\n.wslconfig:2:8: warning[TST002] 8gb is bad\n", StringComparison.Ordinal);
        Fails(Bad + output + Good, "one cause, one finding, but TST001 and TST002", new Table(new WordRule("TST001", "8gb"), new WordRule("TST002", "8gb")));
    }

    [Fact]
    public void Two_rules_that_speak_of_two_places_pass()
    {
        var output = Output.Replace(".wslconfig:2:8", ".wslconfig:2:1: warning[TST002] memory is bad\n.wslconfig:2:8", StringComparison.Ordinal);
        RulePage.Check(
            new Table(new WordRule("TST001", "8gb"), new WordRule("TST002", "memory")),
            new WordRule("TST001", "8gb").Descriptor,
            Bad + output + Good.Replace("memory", "swap", StringComparison.Ordinal));
    }

    [Fact]
    public void Accepting_writes_todays_output()
    {
        string? accepted = null;
        RulePage.Check(new Table(new WordRule("TST001", "8gb")), new WordRule("TST001", "8gb").Descriptor, Bad + "```text output\nold\n```\n" + Good, page => accepted = page);
        Assert.Equal(Bad + Output + Good, accepted);
    }

    [Fact]
    public void Accepting_writes_nothing_where_the_page_is_right() =>
        RulePage.Check(new Table(new WordRule("TST001", "8gb")), new WordRule("TST001", "8gb").Descriptor, Bad + Output + Good, static page => Assert.Fail(page));

    [Fact]
    public void Accepting_does_not_hide_a_finding_in_a_good_example() => Assert.ThrowsAny<XunitException>(static () =>
        RulePage.Check(
            new Table(new WordRule("TST001", "8gb")),
            new WordRule("TST001", "8gb").Descriptor,
            Bad + Output + Bad.Replace(" bad ", " good ", StringComparison.Ordinal),
            static _ => { }));

    private static void Check(string page, RuleTable? table = null)
    {
        var rule = new WordRule("TST001", "8gb");
        RulePage.Check(table ?? new Table(rule), rule.Descriptor, page);
    }

    private static string Fails(string page, string message, RuleTable? table = null)
    {
        var failure = Assert.ThrowsAny<XunitException>(() => Check(page, table)).Message;
        Assert.Contains(message, failure, StringComparison.Ordinal);
        return failure;
    }

    private sealed class Table(params Rule[] rules) : RuleTable
    {
        public override IReadOnlyList<Rule> All => rules;

        protected override Rule[]? Find(Type subject)
        {
            var wanted = typeof(Rule<>).MakeGenericType(subject);
            var found = rules.Where(wanted.IsInstanceOfType).ToArray();
            var result = (Rule[])Array.CreateInstance(wanted, found.Length);
            found.CopyTo(result, 0);
            return result;
        }
    }

    private sealed class WordRule(string code, string word) : Rule<WslConfigFile>
    {
        public override RuleDescriptor Descriptor { get; } = new()
        {
            Code = code,
            Name = "word",
            Title = "A word that is bad",
            Category = RuleCategory.Correctness,
            Severity = Severity.Warning,
            Since = "0.1.0",
        };

        protected override void Check(WslConfigFile subject, RuleContext context)
        {
            var at = context.Source.Content.IndexOf(word, StringComparison.Ordinal);
            if (at >= 0)
            {
                context.Report(new TextSpan(at, word.Length), word + " is bad");
            }
        }
    }
}
