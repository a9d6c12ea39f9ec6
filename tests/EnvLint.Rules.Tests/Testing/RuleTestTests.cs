using EnvLint.Diagnostics;
using EnvLint.Manifests.Wsl;
using EnvLint.Rules;
using EnvLint.Testing;
using EnvLint.Text;
using Xunit.Sdk;

namespace EnvLint.Rules.Tests.Testing;

/// <summary>The base class of all rules' tests fails where it must.</summary>
public sealed class RuleTestTests
{
    [Fact]
    public void Good_case_passes() =>
        new Cases<Rule8gb>().Run("[wsl2]\nmemory=[|8gb|]\nswap=[|8gb|]\n", "[wsl2]\nmemory=8GB\nswap=8GB\n", message: "8gb is bad\n8gb is bad", severity: Severity.Warning, safety: FixSafety.Safe);

    [Fact]
    public void Silent_case_passes() => new Cases<Rule8gb>().Silent("[wsl2]\nmemory=8GB\n");

    [Theory]
    [InlineData("[wsl2]\nmemory=[|8g|]b\n", "Expected findings at:\n  2:8 \"8g\"\nActual:\n  2:8 \"8gb\"")]
    [InlineData("[wsl2]\nmemory=[|8gb|]\nswap=8gb\n", "3:6 \"8gb\"")]
    [InlineData("[wsl2]\nmemory=[|8GB|]\n", "Expected findings at")]
    [InlineData("[wsl2]\nmemory=8gb\n", "marks no span")]
    [InlineData("[wsl2]\nmemory={|WSL999:8gb|}\n", "another rule")]
    public void Wrong_span_fails(string markup, string message) => Fails<Rule8gb>(test => test.Run(markup, ""), message);

    [Fact]
    public void Finding_in_a_silent_case_fails() => Fails<Rule8gb>(static test => test.Silent("[wsl2]\nmemory=8gb\n"), "Expected no finding");

    [Fact]
    public void Wrong_message_fails() => Fails<Rule8gb>(static test => test.Run("[wsl2]\nmemory=[|8gb|]\n", "[wsl2]\nmemory=8GB\n", message: "no"), "Assert.Equal");

    [Fact]
    public void Wrong_severity_fails() => Fails<Rule8gb>(static test => test.Run("[wsl2]\nmemory=[|8gb|]\n", "[wsl2]\nmemory=8GB\n", severity: Severity.Error), "Assert.Equal");

    [Fact]
    public void Wrong_safety_fails() => Fails<Rule8gb>(static test => test.Run("[wsl2]\nmemory=[|8gb|]\n", "[wsl2]\nmemory=8GB\n", safety: FixSafety.Suggested), "Assert.Equal");

    [Fact]
    public void Fix_that_the_case_does_not_mention_fails() => Fails<Rule8gb>(static test => test.Run("[wsl2]\nmemory=[|8gb|]\n", null), "mentions no fix");

    [Fact]
    public void Other_fixed_text_fails() => Fails<Rule8gb>(static test => test.Run("[wsl2]\nmemory=[|8gb|]\n", "[wsl2]\nmemory=9GB\n"), "Assert.Equal");

    [Fact]
    public void Missing_fix_fails() => Fails<RuleWithoutFix>(static test => test.Run("[wsl2]\nmemory=[|8gb|]\n", "[wsl2]\nmemory=8GB\n"), "No finding has a fix");

    [Fact]
    public void Fix_against_the_declaration_fails() => Fails<RuleThatDeniesItsFix>(static test => test.Run("[wsl2]\nmemory=[|8gb|]\n", "[wsl2]\nmemory=8GB\n"), "declares FixAvailability.None");

    [Fact]
    public void Promised_fix_that_is_missing_fails() => Fails<RuleThatPromisesAFix>(static test => test.Run("[wsl2]\nmemory=[|8gb|]\n", null), "declares FixAvailability.Always");

    [Fact]
    public void Fix_that_does_not_settle_fails() => Fails<RuleWhoseFixIsBad>(static test => test.Run("[wsl2]\nmemory=[|8gb|]\n", "[wsl2]\nmemory=88gb\n"), "still has findings with a fix");

    [Fact]
    public void Fix_that_changes_nothing_fails() => Fails<RuleWhoseFixIsEmpty>(static test => test.Run("[wsl2]\nmemory=[|8gb|]\n", "[wsl2]\nmemory=8gb\n"), "changes nothing");

    [Fact]
    public void Rule_that_throws_fails() => Fails<RuleThatThrows>(static test => test.Silent("[wsl2]\nmemory=8gb\n"), "The rule threw: InvalidOperationException: broken");

    [Fact]
    public void Message_with_a_full_stop_fails() => Fails<RuleWithAFullStop>(static test => test.Run("[wsl2]\nmemory=[|8gb|]\n", null), "is no message");

    [Fact]
    public void Span_outside_of_the_file_fails() => Fails<RuleOutside>(static test => test.Silent("[wsl2]\nmemory=8gb\n"), "lies outside");

    [Fact]
    public void Case_that_depends_on_the_line_end_fails_unless_it_says_so()
    {
        const string Markup = "[wsl2]\nmemory=[|8gb\n|]";
        Fails<RuleOfLineFeeds>(static test => test.Run(Markup, null), "Expected findings at");
        new Cases<RuleOfLineFeeds>().Run(Markup, null, crlf: false);
    }

    [Fact]
    public void File_that_is_no_manifest_fails() => Fails<Rule8gb>(static test => test.Silent("memory=8gb\n", "notes.txt"), "is no manifest");

    [Fact]
    public void Overlapping_fixes_are_made_one_after_the_other() =>
        new Cases<RuleWithOverlaps>().Run("[wsl2]\nmemory=[|a[|a|]|]\n", "[wsl2]\nmemory=b\n");

    private static void Fails<TRule>(Action<Cases<TRule>> run, string message)
        where TRule : Rule, new() =>
        Assert.Contains(message, Assert.ThrowsAny<XunitException>(() => run(new Cases<TRule>())).Message, StringComparison.Ordinal);

    private sealed class Cases<TRule>() : RuleTest<TRule>(".wslconfig")
        where TRule : Rule, new()
    {
        public void Run(string markup, string? fixedText, string? message = null, Severity? severity = null, FixSafety? safety = null, bool crlf = true) =>
            Reports(markup, fixedText, message, severity, safety, crlf: crlf);

        public void Silent(string text, string? file = null) => IsSilent(text, file: file);
    }

    private abstract class WordRule(string word, FixAvailability availability) : Rule<WslConfigFile>
    {
        public override RuleDescriptor Descriptor { get; } = new()
        {
            Code = "TST001",
            Name = "word",
            Title = "A word that is bad",
            Category = RuleCategory.Correctness,
            Severity = Severity.Warning,
            Fix = availability,
            Since = "0.1.0",
        };

        protected override void Check(WslConfigFile subject, RuleContext context)
        {
            for (var at = Find(context, 0); at >= 0; at = Find(context, at + 1))
            {
                Report(context, new TextSpan(at, word.Length));
            }
        }

        protected abstract void Report(RuleContext context, TextSpan span);

        private int Find(RuleContext context, int start) => context.Source.Content.IndexOf(word, start, StringComparison.Ordinal);
    }

    private sealed class Rule8gb() : WordRule("8gb", FixAvailability.Always)
    {
        protected override void Report(RuleContext context, TextSpan span) =>
            context.Report(span, "8gb is bad", fix: Fix.Safe("Write 8GB", TextEdit.Replace(span, "8GB")));
    }

    private sealed class RuleWithoutFix() : WordRule("8gb", FixAvailability.Sometimes)
    {
        protected override void Report(RuleContext context, TextSpan span) => context.Report(span, "8gb is bad");
    }

    private sealed class RuleThatDeniesItsFix() : WordRule("8gb", FixAvailability.None)
    {
        protected override void Report(RuleContext context, TextSpan span) =>
            context.Report(span, "8gb is bad", fix: Fix.Safe("Write 8GB", TextEdit.Replace(span, "8GB")));
    }

    private sealed class RuleThatPromisesAFix() : WordRule("8gb", FixAvailability.Always)
    {
        protected override void Report(RuleContext context, TextSpan span) => context.Report(span, "8gb is bad");
    }

    private sealed class RuleWhoseFixIsBad() : WordRule("8gb", FixAvailability.Always)
    {
        protected override void Report(RuleContext context, TextSpan span) =>
            context.Report(span, "8gb is bad", fix: Fix.Safe("Write 88gb", TextEdit.Replace(span, "88gb")));
    }

    private sealed class RuleWhoseFixIsEmpty() : WordRule("8gb", FixAvailability.Always)
    {
        protected override void Report(RuleContext context, TextSpan span) =>
            context.Report(span, "8gb is bad", fix: Fix.Safe("Write 8gb", TextEdit.Replace(span, "8gb")));
    }

    private sealed class RuleThatThrows() : WordRule("8gb", FixAvailability.None)
    {
        protected override void Report(RuleContext context, TextSpan span) => throw new InvalidOperationException("broken");
    }

    private sealed class RuleWithAFullStop() : WordRule("8gb", FixAvailability.None)
    {
        protected override void Report(RuleContext context, TextSpan span) => context.Report(span, "8gb is bad.");
    }

    private sealed class RuleOutside() : WordRule("8gb", FixAvailability.None)
    {
        protected override void Report(RuleContext context, TextSpan span) => context.Report(new TextSpan(span.Start, 1000), "8gb is bad");
    }

    private sealed class RuleOfLineFeeds() : WordRule("8gb\n", FixAvailability.None)
    {
        protected override void Report(RuleContext context, TextSpan span) => context.Report(span, "8gb is bad");
    }

    // The second finding lies in the first one, and so do their fixes.
    private sealed class RuleWithOverlaps() : WordRule("a", FixAvailability.Always)
    {
        protected override void Report(RuleContext context, TextSpan span)
        {
            var word = context.Source.Content.IndexOf("aa", StringComparison.Ordinal);
            if (word == span.Start)
            {
                context.Report(new TextSpan(word, 2), "aa is bad", fix: Fix.Suggested("Write b", TextEdit.Replace(new TextSpan(word, 2), "b")));
            }
            else
            {
                context.Report(span, "a is bad", fix: Fix.Suggested("Write c", TextEdit.Replace(span, "c")));
            }
        }
    }
}
