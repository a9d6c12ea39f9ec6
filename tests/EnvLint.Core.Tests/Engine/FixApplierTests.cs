using System.Collections.Immutable;
using System.Text.RegularExpressions;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Rules;
using EnvLint.Text;
using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.Core.Tests.Engine;

public sealed class FixApplierTests
{
    private delegate IEnumerable<Diagnostic> Checker(SourceText source);

    [Fact]
    public void All_fixes_of_a_round_are_applied_and_counted()
    {
        var outcome = Apply("a b a b", Replacing(TestRules.BadSize, "a", "xx"), Replacing(TestRules.UnknownKey, "b", ""));
        Assert.Equal("xx  xx ", outcome.Source.Content);
        Assert.Equal(["WSL005 2", "WSL009 2"], Counts(outcome));
        Assert.True(outcome.IsChanged);
        Assert.Empty(outcome.Rejected);
        Assert.Empty(outcome.Remaining.Diagnostics);
    }

    [Fact]
    public void A_text_without_findings_is_not_checked_again()
    {
        var source = new SourceText("x", "a\n");
        var start = new FileFindings(source, [], [], 0);
        var outcome = new FixApplier(static _ => throw new InvalidOperationException("checked"), FixSafety.Safe).Apply(start);
        Assert.Same(source, outcome.Source);
        Assert.False(outcome.IsChanged);
        Assert.Empty(outcome.Applied);
    }

    [Theory]
    [InlineData(FixSafety.Safe, "x b")]
    [InlineData(FixSafety.Suggested, "x y")]
    public void Suggested_fixes_need_permission(FixSafety lowest, string expected)
    {
        var outcome = Apply("a b", lowest, Replacing(TestRules.BadSize, "a", "x"), Replacing(TestRules.UnknownKey, "b", "y", FixSafety.Suggested));
        Assert.Equal(expected, outcome.Source.Content);
        Assert.Equal(lowest == FixSafety.Safe ? 1 : 0, outcome.Remaining.Diagnostics.Length);
        Assert.Empty(outcome.Rejected);
    }

    [Fact]
    public void What_overlaps_waits_for_the_next_round()
    {
        // "ab" goes first by position; "bc" is then gone and its rule has nothing to say.
        var outcome = Apply("abc", Replacing(TestRules.BadSize, "ab", "b"), Replacing(TestRules.UnknownKey, "bc", "d"));
        Assert.Equal("d", outcome.Source.Content);
        Assert.Equal(["WSL005 1", "WSL009 1"], Counts(outcome));
    }

    [Fact]
    public void A_fix_is_applied_as_a_whole_or_not_at_all()
    {
        // The second fix wants to change "a" and "c"; "a" is taken in this round and gone in the next.
        var outcome = Apply(
            "abc",
            Replacing(TestRules.BadSize, "a", "x"),
            source => source.Content == "abc"
                ? [TestRules.UnknownKey.At(source, new TextSpan(0, 3), Fix.Safe("Both", TextEdit.Replace(new TextSpan(0, 1), "1"), TextEdit.Replace(new TextSpan(2, 1), "3")))]
                : []);
        Assert.Equal("xbc", outcome.Source.Content);
        Assert.Equal(["WSL005 1"], Counts(outcome));
    }

    [Fact]
    public void Equal_edits_of_two_fixes_are_made_once()
    {
        var edit = TextEdit.Insert(4, "-y ");
        Checker At(RuleDescriptor rule) => source => source.Content == "apt install" ? [rule.At(source, new TextSpan(0, 3), Fix.Safe("Write -y", edit))] : [];
        var outcome = Apply("apt install", At(TestRules.PromptWillFail), At(TestRules.UpdateNotWithInstall));
        Assert.Equal("apt -y install", outcome.Source.Content);
        Assert.Equal(["APT002 1", "APT003 1"], Counts(outcome));
    }

    [Fact]
    public void Different_insertions_at_one_place_are_made_one_after_the_other()
    {
        Checker Adding(RuleDescriptor rule, string word) => source => source.Content.Contains(word, StringComparison.Ordinal)
            ? []
            : [rule.At(source, new TextSpan(0, 1), Fix.Safe($"Write {word}", TextEdit.Insert(1, word)))];
        var outcome = Apply("ab", Adding(TestRules.BadSize, "1"), Adding(TestRules.UnknownKey, "2"));
        Assert.Equal("a21b", outcome.Source.Content);
    }

    [Theory]
    [InlineData("a\r\nb\r\n", "a\r\nx\r\nb\r\n")]
    [InlineData("a\nb\n", "a\nx\nb\n")]
    [InlineData("a\rb\r", "a\rx\rb\r")]
    [InlineData("a\r\nb\r\nc\n", "a\r\nx\r\nb\r\nc\n")]
    [InlineData("ab", "a\nx\nb")]
    public void New_line_ends_are_those_of_the_file(string text, string expected)
    {
        var place = text.IndexOf('b', StringComparison.Ordinal);
        var outcome = Apply(text, source => source.Content.Contains('x', StringComparison.Ordinal)
            ? []
            : [TestRules.BadSize.At(source, new TextSpan(0, 1), Fix.Safe("Add a line", TextEdit.Insert(place, text == "ab" ? "\nx\n" : "x\n")))]);
        Assert.Equal(expected, outcome.Source.Content);
    }

    [Fact]
    public void A_carriage_return_can_be_taken_away()
    {
        var outcome = Apply("a\\\r\nb\r\n", source => source.Content.IndexOf("\\\r\n", StringComparison.Ordinal) is var at and >= 0
            ? [TestRules.BadSize.At(source, new TextSpan(at, 1), Fix.Safe("Write \\n", TextEdit.Delete(new TextSpan(at + 1, 1))))]
            : []);
        Assert.Equal("a\\\nb\r\n", outcome.Source.Content);
    }

    [Fact]
    public void The_encoding_changes_with_the_fix_that_says_so()
    {
        var source = new SourceText(".wslconfig", "\uFEFF[wsl2]\n");
        Checker check = static text => text.Encoding == TextEncoding.Utf8
            ? []
            : [TestRules.BadSize.At(text, new TextSpan(0, 0), new Fix("Save without byte order mark", FixSafety.Safe, []) { Encoding = TextEncoding.Utf8 })];
        var outcome = Apply(source, FixSafety.Safe, check);
        Assert.Equal((TextEncoding.Utf8, "[wsl2]\n", true), (outcome.Source.Encoding, outcome.Source.Content, outcome.IsChanged));
        Assert.Equal(["WSL005 1"], Counts(outcome));
    }

    [Theory]
    [InlineData(TextEncoding.Utf8Bom)]
    [InlineData(TextEncoding.Utf16LittleEndian)]
    [InlineData(TextEncoding.Utf8)]
    public void Otherwise_the_encoding_stays(TextEncoding encoding) =>
        Assert.Equal(encoding, Apply(new SourceText("x", "a", encoding), FixSafety.Safe, Replacing(TestRules.BadSize, "a", "b")).Source.Encoding);

    [Fact]
    public void A_fix_that_breaks_the_syntax_is_left_out_and_named()
    {
        // Opening brackets without closing ones are the syntax errors of this language.
        var outcome = Apply("a b a c", Replacing(TestRules.BadSize, "a", "x"), Replacing(TestRules.UnknownKey, "b", "("), Replacing(TestRules.PromptWillFail, "c", "y"), Brackets);
        Assert.Equal("x b x y", outcome.Source.Content);
        Assert.Equal(["APT003 1", "WSL005 2"], Counts(outcome));
        var rejected = Assert.Single(outcome.Rejected);
        Assert.Equal(("WSL009", FixRejection.SyntaxError, "b"), (rejected.Diagnostic.Rule.Code, rejected.Reason, outcome.Source.ToString(rejected.Diagnostic.Span)));
    }

    [Fact]
    public void One_harmful_fix_of_a_rule_does_not_hold_back_its_others()
    {
        // The rule puts a bracket in the place of the "a" in the middle and an "x" in that of the others.
        var outcome = Apply(
            "a a a",
            source => Replacing(TestRules.BadSize, "a", "x")(source).Select(found => found.Span.Start == 2
                ? found with { Fix = Fix.Safe("Write (", TextEdit.Replace(found.Span, "(")) }
                : found),
            Brackets);
        Assert.Equal("x a x", outcome.Source.Content);
        Assert.Equal(FixRejection.SyntaxError, Assert.Single(outcome.Rejected).Reason);
    }

    [Fact]
    public void A_fix_that_was_harmful_is_tried_again_in_the_mended_text()
    {
        // A ")" is an error until a "c" is there, and that takes two rounds.
        var outcome = Apply(
            "a b",
            Replacing(TestRules.BadSize, "a", "d"),
            Replacing(TestRules.PromptWillFail, "d", "c"),
            Replacing(TestRules.UnknownKey, "b", ")"),
            static source => source.Content.Contains(')', StringComparison.Ordinal) && !source.Content.Contains('c', StringComparison.Ordinal)
                ? [TestRules.SyntaxError.At(source, new TextSpan(0, 1))]
                : []);
        Assert.Equal("c )", outcome.Source.Content);
        Assert.Empty(outcome.Rejected);
    }

    [Fact]
    public void A_file_that_is_broken_already_can_be_mended()
    {
        var outcome = Apply("( a", Replacing(TestRules.BadSize, "a", "b"), Brackets);
        Assert.Equal("( b", outcome.Source.Content);
        Assert.Empty(outcome.Rejected);
    }

    [Fact]
    public void Rules_that_undo_each_other_leave_nothing_behind()
    {
        var outcome = Apply("a c", Replacing(TestRules.BadSize, "a", "b"), Replacing(TestRules.UnknownKey, "b", "a"), Replacing(TestRules.PromptWillFail, "c", "d"));
        Assert.Equal("a d", outcome.Source.Content);
        Assert.Equal(["APT003 1"], Counts(outcome));
        Assert.Equal(("WSL005", FixRejection.NotConverging), (Assert.Single(outcome.Rejected).Diagnostic.Rule.Code, outcome.Rejected[0].Reason));
    }

    [Fact]
    public void A_rule_that_never_comes_to_rest_leaves_nothing_behind()
    {
        var outcome = Apply("a c", Replacing(TestRules.BadSize, "a", "aa"), Replacing(TestRules.PromptWillFail, "c", "d"));
        Assert.Equal("a d", outcome.Source.Content);
        Assert.Equal(FixRejection.NotConverging, Assert.Single(outcome.Rejected).Reason);
    }

    [Fact]
    public void A_fix_that_does_not_end_its_finding_is_named()
    {
        // The finding stays whatever the fix does, and the fix undoes itself.
        var outcome = Apply("a", static source => [TestRules.BadSize.At(source, new TextSpan(0, 1), Fix.Safe("Turn", TextEdit.Replace(new TextSpan(0, 1), source[0] == 'a' ? "b" : "a")))]);
        Assert.Equal("a", outcome.Source.Content);
        Assert.Equal(FixRejection.NotConverging, Assert.Single(outcome.Rejected).Reason);
        Assert.False(outcome.IsChanged);
    }

    [Fact]
    public void A_fix_that_changes_nothing_is_none()
    {
        var outcome = Apply("a", static source => [TestRules.BadSize.At(source, new TextSpan(0, 1), Fix.Safe("Write a", TextEdit.Replace(new TextSpan(0, 1), "a")))]);
        Assert.Empty(outcome.Applied);
        Assert.Empty(outcome.Rejected);
        Assert.Single(outcome.Remaining.Diagnostics);
    }

    [Fact]
    public void Edits_outside_the_text_or_over_each_other_are_named()
    {
        var outcome = Apply("ab", static source =>
        [
            TestRules.BadSize.At(source, new TextSpan(0, 1), Fix.Safe("Outside", TextEdit.Insert(9, "x"))),
            TestRules.UnknownKey.At(source, new TextSpan(0, 1), Fix.Safe("Twice", TextEdit.Delete(new TextSpan(0, 2)), TextEdit.Delete(new TextSpan(1, 1)))),
        ]);
        Assert.Equal("ab", outcome.Source.Content);
        Assert.Equal([FixRejection.Invalid, FixRejection.Invalid], outcome.Rejected.Select(static rejected => rejected.Reason));
    }

    [Fact]
    public void Findings_of_another_text_are_left_alone()
    {
        var other = new SourceText("y", "a");
        var outcome = Apply("a", source => [TestRules.BadSize.At(other, new TextSpan(0, 1), Fix.Safe("Write b", TextEdit.Replace(new TextSpan(0, 1), "b")))]);
        Assert.Equal("a", outcome.Source.Content);
    }

    [Fact]
    public void Very_many_fixes_are_one_round()
    {
        var checks = 0;
        var outcome = Apply(string.Concat(Enumerable.Repeat("a ", 20_000)), Replacing(TestRules.BadSize, "a", "b"), _ =>
        {
            checks++;
            return [];
        });
        Assert.Equal(20_000, outcome.Applied[0].Count);
        Assert.Equal(2, checks);
    }

    [Fact]
    public void Whatever_the_rules_do_a_second_run_changes_nothing_and_the_rest_is_proved()
    {
        var text = Gen.Elements('a', 'b', 'c', '(', ')', '\n', '\r').ArrayOf().Select(static chars => new string(chars.Take(12).ToArray()));
        var word = Gen.Elements("a", "b", "c", "(", ")", "ab", "a\n", "bc", "()", "");
        var rule = word.Where(static old => old.Length > 0).SelectMany(old => word.Select(@new => (From: old, To: @new)));
        var rules = rule.ArrayOf().Select(static rules => rules.Take(3).ToArray());
        Prop.ForAll(text.ToArbitrary(), rules.ToArbitrary(), static (text, rules) =>
        {
            RuleDescriptor[] descriptors = [TestRules.BadSize, TestRules.UnknownKey, TestRules.PromptWillFail];
            Checker[] checkers = [.. rules.Select((rule, i) => Replacing(descriptors[i], rule.From, rule.To)), Brackets];
            var source = new SourceText("x", text);
            var first = Apply(source, FixSafety.Safe, checkers);
            var again = Apply(first.Source, FixSafety.Safe, checkers);
            var hasErrors = Findings(source, checkers).SyntaxErrors;

            Assert.False(again.IsChanged, $"'{first.Source.Content}' became '{again.Source.Content}'");
            Assert.True(first.Remaining.SyntaxErrors <= hasErrors);
            Assert.Equal(first.Source.Content, first.Remaining.Source.Content);

            // What is left although it could be mended is named, and nothing else.
            var left = first.Remaining.Diagnostics.Where(diagnostic => diagnostic.Fix is { } fix && fix.Edits.Any(edit => !LineEndsAside(first.Source.ToString(edit.Span), edit.NewText)));
            Assert.Equal(left.Select(static diagnostic => diagnostic.Span), first.Rejected.Select(static rejected => rejected.Diagnostic.Span));
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    private static bool LineEndsAside(string left, string right) => left.ReplaceLineEndings("\n") == right.ReplaceLineEndings("\n");

    // Finds a word and puts another in its place.
    private static Checker Replacing(RuleDescriptor rule, string from, string to, FixSafety safety = FixSafety.Safe) => source =>
        Regex.Matches(source.Content, Regex.Escape(from), RegexOptions.None, TimeSpan.FromSeconds(5)).Select(match =>
        {
            var span = new TextSpan(match.Index, match.Length);
            return rule.At(source, span, new Fix($"Write {to}", safety, [TextEdit.Replace(span, to)]));
        });

    // One syntax error for each bracket without its other half.
    private static IEnumerable<Diagnostic> Brackets(SourceText source)
    {
        var open = new Stack<int>();
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] == '(')
            {
                open.Push(i);
            }
            else if (source[i] == ')' && !open.TryPop(out _))
            {
                yield return TestRules.SyntaxError.At(source, new TextSpan(i, 1));
            }
        }

        foreach (var i in open)
        {
            yield return TestRules.SyntaxError.At(source, new TextSpan(i, 1));
        }
    }

    private static FixOutcome Apply(string text, params Checker[] checkers) => Apply(new SourceText("x", text), FixSafety.Safe, checkers);

    private static FixOutcome Apply(string text, FixSafety lowest, params Checker[] checkers) => Apply(new SourceText("x", text), lowest, checkers);

    private static FixOutcome Apply(SourceText source, FixSafety lowest, params Checker[] checkers) =>
        new FixApplier(text => Findings(text, checkers), lowest).Apply(Findings(source, checkers));

    private static FileFindings Findings(SourceText source, Checker[] checkers)
    {
        var found = checkers.SelectMany(check => check(source)).ToImmutableArray();
        return new FileFindings(
            source,
            [.. found.Where(static diagnostic => diagnostic.Rule.Code != "ENV001").Order(Comparer<Diagnostic>.Create(Report.Compare))],
            [],
            found.Count(static diagnostic => diagnostic.Rule.Code == "ENV001"));
    }

    private static IEnumerable<string> Counts(FixOutcome outcome) => outcome.Applied.Select(static applied => $"{applied.Rule.Code} {applied.Count}");
}
