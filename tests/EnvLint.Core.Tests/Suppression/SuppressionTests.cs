using System.Collections.Immutable;
using EnvLint.Configuration;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Suppression;
using EnvLint.Testing;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Suppression;

/// <summary>Directives in a file whose comments begin with <c>#</c> anywhere, whose statements are lines, and runs of lines joined by a backslash.</summary>
public sealed class SuppressionTests
{
    private static readonly DateOnly Today = new(2026, 10, 1);

    [Theory]
    [InlineData("# envlint: ignore=WSL005\n[|memory=8gb|]\n")]
    [InlineData("memory=8gb\n[|memory=8gb|] # envlint: ignore=WSL005\n")]
    [InlineData("#envlint: ignore=WSL005\n[|memory=8gb|]\n")]
    [InlineData("# envlint: ignore=wsl-bad-size\n[|memory=8gb|]\n")]
    [InlineData("# envlint: ignore=WSL\n[|memory=8gb|]\n")]
    [InlineData("# envlint: ignore=APT003, WSL005\n[|memory=8gb|]\n", "APT003")]
    [InlineData("# envlint: ignore=WSL005 -- the kernel of ours takes it\n[|memory=8gb|]\n")]
    [InlineData("# envlint: ignore=WSL005 until=2026-10-01\n[|memory=8gb|]\n")]
    [InlineData("# envlint: ignore=WSL005 until=2027-01-01 -- soon\n[|memory=8gb|]\n")]
    [InlineData("# envlint: ignore=WSL005\n# what follows is old\n# and stays\n[|memory=8gb|]\n")]
    [InlineData("# as agreed # envlint: ignore=WSL005\n[|memory=8gb|]\n")]
    [InlineData("  # envlint: ignore=WSL005\n  [|memory=8gb|]")]
    [InlineData("# envlint: ignore=WSL005\nmemory=\\\n  [|8gb|]\n")]
    [InlineData("memory=\\\n  # envlint: ignore=WSL005\n  [|8gb|]\\\n x\n")]
    [InlineData("[|memory=\\\n|] 8gb # envlint: ignore=WSL005\n")]
    [InlineData("# envlint: ignore-file=WSL005\n\nx=1\n[|memory=8gb|]\n")]
    [InlineData("#!/bin/sh\n# of ours\n# envlint: ignore-file=WSL005 -- generated\nx=1\n[|memory=8gb|]\n")]
    [InlineData("# envlint: ignore=WSL005\n# envlint: ignore=APT003\n[|memory=8gb|]\n", "APT003")]
    [InlineData("x=1\r\n# envlint: ignore=WSL005\r\n[|memory=8gb|]\r\n")]
    [InlineData("x=1\r# envlint: ignore=WSL005\r[|memory=8gb|]\r")]
    public void A_directive_hides(string markup, string? alsoFound = null)
    {
        var found = Run(markup, TestRules.BadSize, alsoFound is null ? null : TestRules.Names.Find(alsoFound));
        Assert.Empty(found.Diagnostics);
        Assert.All(found.Suppressed, static hidden => Assert.Equal(SuppressionKind.InSource, hidden.Kind));
        Assert.Equal(alsoFound is null ? 1 : 2, found.Suppressed.Length);
    }

    [Theory]
    [InlineData("# envlint: ignore=WSL005\n\n[|memory=8gb|]\n")]
    [InlineData("# envlint: ignore=WSL005\nx=1\n[|memory=8gb|]\n")]
    [InlineData("[|memory=8gb|]\n# envlint: ignore=WSL005\n")]
    [InlineData("x=1 # envlint: ignore=WSL005\n[|memory=8gb|]\n")]
    [InlineData("# envlint: ignore=APT003\n[|memory=8gb|]\n")]
    [InlineData("memory=\\\n  # envlint: ignore=WSL005\n  x\\\n [|8gb|]\n")]
    [InlineData("[|memory=\\\n|]  # envlint: ignore=WSL005\n  8gb\n")]
    [InlineData("x=1\n# envlint: ignore-file=WSL005\n[|memory=8gb|]\n")]
    [InlineData("# envlint: ignore=ALL\n[|memory=8gb|]\n")]
    [InlineData("# envlint: ignore\n[|memory=8gb|]\n")]
    [InlineData("# envlint: ignore=WSL005 until=2026-09-30\n[|memory=8gb|]\n")]
    [InlineData("# envlint: ignore=WSL005 until=2027-13-01\n[|memory=8gb|]\n")]
    [InlineData("# envlint: ignore=WSL005 untill=2027-01-01\n[|memory=8gb|]\n")]
    [InlineData("# envlint: disable=WSL005\n[|memory=8gb|]\n")]
    public void What_hides_nothing_is_told(string markup)
    {
        var found = Run(markup, TestRules.BadSize);
        Assert.Contains(found.Diagnostics, static diagnostic => diagnostic.Rule.Code == "WSL005");
        Assert.Single(found.Diagnostics, static diagnostic => diagnostic.Rule.Category == EnvLint.Rules.RuleCategory.Correctness && diagnostic.Rule.Code.StartsWith("ENV00", StringComparison.Ordinal));
        Assert.Empty(found.Suppressed);
    }

    [Theory]
    [InlineData("# hadolint ignore=DL3008\n[|memory=8gb|]\n")]
    [InlineData("# shellcheck disable=SC2086\n[|memory=8gb|]\n")]
    [InlineData("# check=skip=JSONArgsRecommended\n[|memory=8gb|]\n")]
    [InlineData("# see envlint: ignore=WSL005\n[|memory=8gb|]\n")]
    [InlineData("# envlint: it says that this is no size\n[|memory=8gb|]\n")]
    [InlineData("# ENVLINT: ignore=WSL005\n[|memory=8gb|]\n")]
    [InlineData("# envlint ignore=WSL005\n[|memory=8gb|]\n")]
    public void What_is_no_directive_is_left_alone(string markup) =>
        Assert.Equal(["WSL005"], Run(markup, TestRules.BadSize).Diagnostics.Select(static diagnostic => diagnostic.Rule.Code));

    [Theory]
    [InlineData("# envlint: {|ENV006:ignore|}\nx\n", "the ignore comment names no rule and hides nothing")]
    [InlineData("# envlint: {|ENV006:ignore|}= -- why\nx\n", "the ignore comment names no rule and hides nothing")]
    [InlineData("# envlint: {|ENV006:ignore-file|}= until=2027-01-01\nx\n", "the ignore comment names no rule and hides nothing")]
    [InlineData("# envlint: ignore={|ENV006:ALL|}\nx\n", "a comment cannot ignore all rules and hides nothing")]
    [InlineData("# envlint: ignore={|ENV006:WSLO05|}\nx\n", "no rule is called 'WSLO05'; did you mean 'WSL005'?")]
    [InlineData("# envlint: ignore={|ENV006:DL3008|}\nx\n", "no rule is called 'DL3008'")]
    [InlineData("# envlint: {|ENV004:ignore|} WSL005\nx\n", "the ignore comment hides nothing: '=' is missing, write ignore=CODE")]
    [InlineData("# envlint: {|ENV004:ingore|}=WSL005\nx\n", "the ignore comment hides nothing: 'ingore' is no directive, write ignore=CODE or ignore-file=CODE")]
    [InlineData("# envlint: {|ENV004:disable|}\nx\n", "the ignore comment hides nothing: 'disable' is no directive, write ignore=CODE or ignore-file=CODE")]
    [InlineData("# envlint: ignore=WSL005 {|ENV004:because|} of me\nx\n", "the ignore comment hides nothing: 'because' has no meaning here, a reason stands behind '--'")]
    [InlineData("# envlint: ignore=WSL005 until=2027-01-01 {|ENV004:until=2027-01-02|}\nx\n", "the ignore comment hides nothing: 'until' stands there twice")]
    [InlineData("x\n# envlint: {|ENV004:ignore-file|}=WSL005\nx\n", "the ignore comment hides nothing: ignore-file belongs above everything else in the file")]
    [InlineData("# envlint: ignore=WSL005 {|ENV005:until=soon|}\nx\n", "the ignore comment hides nothing: 'soon' is no date")]
    [InlineData("# envlint: ignore=WSL005 {|ENV005:until=|}\nx\n", "the ignore comment hides nothing: the date is missing")]
    [InlineData("# envlint: ignore=WSL005 {|ENV005:until=2026-09-30|} -- x\nx\n", "the ignore comment ended on 2026-09-30 and hides nothing any more")]
    [InlineData("{|ENV004:# envlint: ignore=WSL005|}\nx\n", "ignoring WSL005 hides nothing here")]
    [InlineData("{|ENV004:# envlint: ignore-file=WSL005,apt-x|}\nx\n", "", "ENV006")]
    [InlineData("x {|ENV004:# envlint: ignore=WSL005, APT003|}\n", "ignoring WSL005, APT003 hides nothing here")]
    public void A_faulty_directive_is_one_finding(string markup, string message, string? other = null)
    {
        var marked = Markup.Parse(markup);
        var found = Run(markup);
        if (other is not null)
        {
            // The known code is unused, the unknown one is told; the comment stays for the sake of the latter.
            Assert.Equal(["ENV004", other], found.Diagnostics.Select(static diagnostic => diagnostic.Rule.Code).Order(StringComparer.Ordinal));
            return;
        }

        var finding = Assert.Single(found.Diagnostics);
        Assert.Equal(message, finding.Message);
        Assert.Equal((marked.Spans[0].Code, marked.Spans[0].Span), (finding.Rule.Code, finding.Span));
    }

    [Theory]
    [InlineData("# envlint: ignore=WSL005\nx\n", "x\n")]
    [InlineData("x\n  # envlint: ignore=WSL005 -- why not\n", "x\n")]
    [InlineData("x\r\n# envlint: ignore=WSL005\r\ny\r\n", "x\r\ny\r\n")]
    [InlineData("x\n# envlint: ignore=WSL005", "x\n")]
    [InlineData("x \t# envlint: ignore=WSL005\ny\n", "x\ny\n")]
    [InlineData("# for the old kernel # envlint: ignore=WSL005\nx\n", "# for the old kernel\nx\n")]
    [InlineData("# envlint: ignore=WSL005,APT003 -- both\n[|x|]\n", "# envlint: ignore=WSL005 -- both\nx\n")]
    [InlineData("# envlint: ignore=APT003, WSL005, APT002 until=2027-01-01\n[|x|]\n", "# envlint: ignore=WSL005 until=2027-01-01\nx\n")]
    public void The_fix_removes_what_hides_nothing_and_no_more(string markup, string fixedText)
    {
        var marked = Markup.Parse(markup);
        var found = Run(markup, marked.Spans.IsEmpty ? null : TestRules.BadSize);
        var finding = Assert.Single(found.Diagnostics);
        Assert.Equal("ENV004", finding.Rule.Code);
        Assert.Equal(FixSafety.Safe, finding.Fix?.Safety);
        FixText.AssertWellFormed(finding.Source, finding.Fix!);
        Assert.Equal(fixedText, FixText.Apply(finding.Source, [finding]).Source.Content);
    }

    [Fact]
    public void An_unknown_code_can_be_written_as_the_nearest_one()
    {
        var finding = Assert.Single(Run("# envlint: ignore=wsl-bad-sice\nx\n").Diagnostics);
        Assert.Equal(FixSafety.Suggested, finding.Fix?.Safety);
        Assert.Equal("# envlint: ignore=wsl-bad-size\nx\n", FixText.Apply(finding.Source, [finding]).Source.Content);
    }

    [Fact]
    public void The_reason_travels_with_the_hidden_finding()
    {
        var hidden = Assert.Single(Run("# envlint: ignore=WSL005 --  our kernel takes it \n[|memory=8gb|]\n", TestRules.BadSize).Suppressed);
        Assert.Equal("our kernel takes it", hidden.Justification);
    }

    [Fact]
    public void The_comment_nearest_to_the_finding_gives_the_reason()
    {
        var hidden = Assert.Single(Run("# envlint: ignore-file=WSL005 -- all\n# envlint: ignore=WSL005 -- this one\n[|memory=8gb|]\n", TestRules.BadSize).Suppressed);
        Assert.Equal("this one", hidden.Justification);
    }

    [Fact]
    public void Without_a_day_nothing_ends() =>
        Assert.Empty(Run("# envlint: ignore=WSL005 until=2020-01-01\n[|memory=8gb|]\n", today: null, TestRules.BadSize).Diagnostics);

    [Theory]
    [InlineData("# envlint: ignore=ENV004\n# envlint: ignore=WSL005\nx\n")]
    [InlineData("# envlint: ignore-file=ENV004 -- shared between files\nx\n# envlint: ignore=WSL005\ny\n")]
    [InlineData("# envlint: ignore-file=ENV006\nx\n# envlint: ignore=NEW001\ny\n")]
    [InlineData("# envlint: ignore-file=expired-suppression\nx\n# envlint: ignore=WSL005 until=2020-01-01\ny\n")]
    [InlineData("# envlint: ignore-file=ENV\nx\n# envlint: ignore=WSL005 until=2020-01-01\ny\n")]
    public void Findings_about_directives_can_be_hidden_by_others(string text) => Assert.Empty(Run(text).Diagnostics);

    [Theory]
    [InlineData("# envlint: ignore=ENV004\nx\n", "ignoring ENV004 hides nothing here")]
    [InlineData("# envlint: ignore=ENV004,WSL005\nx\n", "ignoring WSL005 hides nothing here|ignoring ENV004 hides nothing here")]
    [InlineData("# envlint: ignore-file=ENV006,NOPE01\nx\n", "no rule is called 'NOPE01'|ignoring ENV006 hides nothing in this file")]
    [InlineData("# envlint: ignore=ENV003\n[|x|]\n", "internal-error at 25|ignoring ENV003 hides nothing here", "ENV003")]
    public void A_directive_does_not_hide_what_is_wrong_with_itself(string markup, string messages, string? found = null)
    {
        if (found is not null)
        {
            // After a failed rule nobody knows what hides nothing.
            messages = messages.Split('|')[0];
        }

        var result = Run(markup, found is null ? null : TestRules.Names.Find(found));
        Assert.Equal(messages.Split('|').Order(StringComparer.Ordinal), result.Diagnostics.Select(static diagnostic => diagnostic.Message).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void While_the_file_does_not_parse_nothing_is_called_unused()
    {
        var found = Run("# envlint: ignore=WSL005\n[|x|]\n", TestRules.SyntaxError);
        Assert.Equal(["ENV001"], found.Diagnostics.Select(static diagnostic => diagnostic.Rule.Code));
        Assert.Equal(1, found.SyntaxErrors);
    }

    [Theory]
    [InlineData("WSL005", "WSL005", false)]
    [InlineData("WSL005", "WSL", false)]
    [InlineData("APT003", "WSL005", true)]
    public void What_did_not_run_is_not_called_unused(string ignored, string code, bool isTold)
    {
        var options = new SelectionOptions { Ignore = [TestRules.Names.Resolve(ignored)!.Value] };
        var found = Run($"# envlint: ignore={code}\nx\n", Today, options, null, new ResultFilterOptions { Today = Today });
        Assert.Equal(isTold, found.Diagnostics.Length == 1);
    }

    [Fact]
    public void A_finding_too_slight_to_be_shown_uses_its_comment() =>
        Assert.Empty(Run(
            "# envlint: ignore=APT003\n[|x|]\n",
            Today,
            SelectionOptions.None,
            TestRules.PromptWillFail,
            new ResultFilterOptions { Today = Today, MinSeverity = Severity.Error }).Diagnostics);

    [Fact]
    public void Very_many_directives_and_findings_end_at_once()
    {
        const int Count = 20_000;
        var text = string.Concat(Enumerable.Repeat("# envlint: ignore=WSL005,APT003\n", Count)) + "memory=8gb\n";
        var source = new SourceText("x", text);
        var line = new TextSpan(text.Length - 11, 10);
        var raw = Enumerable.Range(0, Count).Select(i => TestRules.BadSize.At(source, line) with { Message = $"{i}" }).ToImmutableArray();
        var found = Filter(SelectionOptions.None, new ResultFilterOptions()).Apply(source, raw, Directives(source));
        Assert.Equal(Count, found.Suppressed.Length);
        Assert.Equal(Count, found.Diagnostics.Length);
        Assert.All(found.Diagnostics, static diagnostic => Assert.Equal("ignoring APT003 hides nothing here", diagnostic.Message));
    }

    [Fact]
    public void Very_many_codes_in_one_directive_end_at_once()
    {
        const int Count = 50_000;
        var found = Run($"# envlint: ignore={string.Concat(Enumerable.Repeat("WSL005,", Count))}wsl-bad-sixe{string.Concat(Enumerable.Repeat(",wsl-bad-sixe", Count))}\nx\n").Diagnostics;
        var unused = Assert.Single(found, static diagnostic => diagnostic.Rule.Code == "ENV004");
        Assert.Equal($"ignoring {string.Join(", ", Enumerable.Repeat("WSL005", 8))} and {Count - 8} more hides nothing here", unused.Message);
        Assert.Equal(Count + 2, found.Length);
        Assert.Equal(100, found.Count(static diagnostic => diagnostic is { Rule.Code: "ENV006", Fix: not null }));
    }

    private static FileFindings Run(string markup, params EnvLint.Rules.RuleDescriptor?[] rules) => Run(markup, Today, rules);

    private static FileFindings Run(string markup, DateOnly? today, params EnvLint.Rules.RuleDescriptor?[] rules)
    {
        var marked = Markup.Parse(markup);
        var source = new SourceText("x", marked.Text);
        var raw = marked.Spans
            .Where(static span => span.Code is null)
            .SelectMany(span => rules.OfType<EnvLint.Rules.RuleDescriptor>().Select(rule => rule.At(source, span.Span)))
            .ToImmutableArray();
        return Filter(SelectionOptions.None, new ResultFilterOptions { Today = today }).Apply(source, raw, Directives(source));
    }

    private static FileFindings Run(string markup, DateOnly today, SelectionOptions selection, EnvLint.Rules.RuleDescriptor? rule, ResultFilterOptions options)
    {
        var marked = Markup.Parse(markup);
        var source = new SourceText("x", marked.Text);
        Assert.Equal(today, options.Today);
        ImmutableArray<Diagnostic> raw = rule is null ? [] : [rule.At(source, marked.Spans[0].Span)];
        return Filter(selection, options).Apply(source, raw, Directives(source));
    }

    private static ResultFilter Filter(SelectionOptions selection, ResultFilterOptions options) =>
        new(TestRules.Names, RuleSelection.Create(TestRules.Names, null, selection), null, options);

    private static ImmutableArray<SuppressionDirective> Directives(SourceText source)
    {
        var comments = new List<TextSpan>();
        var statements = new List<TextSpan>();
        var start = -1;
        for (var line = 0; line < source.Lines.Count; line++)
        {
            var text = source.LineText(line);
            var span = source.LineSpan(line);
            var hash = text.IndexOf('#', StringComparison.Ordinal);
            if (hash >= 0)
            {
                comments.Add(TextSpan.FromBounds(span.Start + hash, span.End));
            }

            var code = hash < 0 ? text : text[..hash];
            if (code.Trim().Length == 0)
            {
                continue;
            }

            start = start < 0 ? span.Start : start;
            if (!code.EndsWith('\\'))
            {
                statements.Add(TextSpan.FromBounds(start, span.Start + code.TrimEnd().Length));
                start = -1;
            }
        }

        return SuppressionParser.Parse(source, SuppressionLayout.OfLines(source, comments, statements));
    }
}
