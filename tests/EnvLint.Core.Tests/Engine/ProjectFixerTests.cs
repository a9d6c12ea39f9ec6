using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Rules;
using EnvLint.Testing;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Engine;

public sealed class ProjectFixerTests
{
    private delegate IEnumerable<Diagnostic> Checker(SourceText source, ILinkedFiles files);

    private static readonly RuleDescriptor Rule = TestRules.BadSize;
    private static readonly RuleDescriptor Other = TestRules.UnknownKey;

    [Fact]
    public void A_fix_of_two_files_changes_both()
    {
        var run = new Run(("a", "x 1"), ("b", "2")) { Check = AsB };
        run.Finish(FixSafety.Safe, "a", "b");
        Assert.Equal(["a: y 2", "b: 2!"], run.Texts);
        Assert.Equal(["a", "b"], run.Files["a"].Together.Select(static file => file.Path));
        Assert.Equal(1, Assert.Single(run.Files["a"].Applied).Count);
        Assert.Empty(run.Files["b"].Applied);
        Assert.Empty(run.Linked);

        static IEnumerable<Diagnostic> AsB(SourceText source, ILinkedFiles files) =>
            source.Path == "a" && source.Content.StartsWith('x')
                ? [Rule.At(source, new TextSpan(0, 1), Fix.Safe("Both", Replace(0, 1, "y"), Replace(2, 1, "2")).And(files.Read("b"), Replace(1, 0, "!")))]
                : [];
    }

    [Fact]
    public void A_file_that_is_none_of_the_run_is_changed_and_nothing_is_mended_in_it_but_that()
    {
        var run = new Run(("a", "a"), ("b", "bad z")) { Check = Same };
        run.Finish(FixSafety.Safe, "a");
        Assert.Equal("ok z", Assert.Single(run.Linked).Findings.Source.Content);
        Assert.False(run.Files["a"].IsChanged);
        Assert.Empty(run.Files["a"].Findings.Diagnostics);
        Assert.Equal(["a", "b"], run.Files["a"].Together.Select(static file => file.Path));

        // z is b's own fault.
        static IEnumerable<Diagnostic> Same(SourceText source, ILinkedFiles files) =>
            source.Path == "a" && files.Read("b") is { } b && b.Content.StartsWith("bad", StringComparison.Ordinal) ? [Rule.At(source, default, Fix.Safe("Mend b").And(b, Replace(0, 3, "ok")))]
            : source.Path == "b" && source.Content.EndsWith('z') ? [Other.At(source, default, Fix.Safe("Mend", Replace(source.Length - 1, 1, "")))]
            : [];
    }

    [Theory]
    [InlineData(FixSafety.Safe, "b")]
    [InlineData(FixSafety.Suggested, "c")]
    public void Suggested_fixes_need_permission(FixSafety lowest, string expected)
    {
        var run = new Run(("a", "a"), ("b", "b")) { Check = static (source, files) => Until(source, files, "b", "c", FixSafety.Suggested) };
        run.Finish(lowest, "a", "b");
        Assert.Equal(expected, run.Files["b"].Findings.Source.Content);
    }

    [Fact]
    public void A_fix_that_brings_a_finding_to_any_file_is_left_out()
    {
        // What is right for a is wrong for c, which reads b, too.
        var run = new Run(("a", "a"), ("b", "b"), ("c", "c"))
        {
            Check = static (source, files) => source.Path switch
            {
                "a" => Until(source, files, "b", "c", FixSafety.Safe),
                "c" when files.Read("b")?.Content != "b" => [Other.At(source, default)],
                _ => [],
            },
        };
        run.Finish(FixSafety.Safe, "a", "b", "c");
        Assert.Equal(["a: a", "b: b", "c: c"], run.Texts);
        Assert.Single(run.Files["a"].Findings.Diagnostics);
        Assert.Empty(run.Files["c"].Findings.Diagnostics);
        Assert.Empty(run.Files["a"].Applied);
    }

    [Fact]
    public void A_fix_that_brings_a_finding_to_a_file_outside_the_run_is_left_out()
    {
        var run = new Run(("a", "a"), ("b", "b"))
        {
            Check = static (source, files) => source.Path == "a" ? Until(source, files, "b", "c", FixSafety.Safe) : source.Content == "c" ? [Other.At(source, default)] : [],
        };
        run.Finish(FixSafety.Safe, "a");
        Assert.Empty(run.Linked);
        Assert.Single(run.Files["a"].Findings.Diagnostics);
    }

    [Fact]
    public void A_fix_that_breaks_a_file_or_mends_nothing_is_left_out()
    {
        var run = new Run(("a", "a"), ("b", "b")) { Check = static (source, files) => Until(source, files, "b", "(", FixSafety.Safe) };
        run.Finish(FixSafety.Safe, "a", "b");
        Assert.Equal(["a: a", "b: b"], run.Texts);

        run = new Run(("a", "a"), ("b", "b")) { Check = static (source, files) => source.Path == "a" ? [Rule.At(source, default, Fix.Safe("Grow").And(files.Read("b"), Replace(0, 0, "b")))] : [] };
        run.Finish(FixSafety.Safe, "a", "b");
        Assert.Equal(["a: a", "b: b"], run.Texts);
    }

    [Fact]
    public void Two_fixes_of_one_file_are_made_one_after_the_other()
    {
        var run = new Run(("a", "a"), ("b", "1 1"), ("c", "c"))
        {
            Check = static (source, files) => source.Path switch
            {
                "a" when files.Read("b") is { Content: ['1', ..] } b => [Rule.At(source, default, Fix.Safe("First").And(b, Replace(0, 1, "2")))],
                "c" when files.Read("b") is { Content: [.., '1'] } b => [Rule.At(source, default, Fix.Safe("Last").And(b, Replace(2, 1, "3")))],
                _ => [],
            },
        };
        run.Finish(FixSafety.Safe, "a", "b", "c");
        Assert.Equal("2 3", run.Files["b"].Findings.Source.Content);
        Assert.Equal(["a", "b", "c"], run.Files["c"].Together.Select(static file => file.Path));
    }

    [Fact]
    public void What_read_a_file_that_a_fix_of_its_own_changed_is_checked_again()
    {
        // b mends itself; only then has a something to say, and mends it.
        var run = new Run(("a", "a"), ("b", "1"))
        {
            Check = static (source, files) => source.Path switch
            {
                "b" when source.Content == "1" => [Rule.At(source, default, Fix.Safe("Two", Replace(0, 1, "2")))],
                "a" when files.Read("b")?.Content == "2" && source.Content == "a" => [Other.At(source, default, Fix.Safe("Follow", Replace(0, 1, "A")))],
                _ => [],
            },
        };
        run.Finish(FixSafety.Safe, "a", "b");
        Assert.Equal(["a: A", "b: 2"], run.Texts);
        Assert.Empty(run.Files["a"].Together);
    }

    [Fact]
    public void A_file_that_may_not_be_changed_is_told_once_and_keeps_the_others_as_they_are()
    {
        var run = new Run(("a", "x"), ("b", "b")) { Check = Both, Refusal = static path => path == "b" ? "it is read-only" : null };
        run.Finish(FixSafety.Safe, "a", "b");
        Assert.Equal(["a: x", "b: b"], run.Texts);
        var blocked = Assert.Single(run.Blocked);
        Assert.Equal(("b", "it is read-only", Rule), (blocked.Path, blocked.Reason, blocked.Diagnostic.Rule));

        static IEnumerable<Diagnostic> Both(SourceText source, ILinkedFiles files) =>
            source.Path == "a" && source.Content == "x" ? [Rule.At(source, default, Fix.Safe("Both", Replace(0, 1, "y")).And(files.Read("b"), Replace(0, 1, "c")))] : [];
    }

    [Fact]
    public void Line_ends_are_those_of_each_file()
    {
        var run = new Run(("a", "x\n"), ("b", "1\r\n2\r\n"))
        {
            Check = static (source, files) => source is { Path: "a", Content: "x\n" } ? [Rule.At(source, default, Fix.Safe("Both", Replace(0, 1, "y\nz")).And(files.Read("b"), Replace(0, 0, "0\n")))] : [],
        };
        run.Finish(FixSafety.Safe, "a", "b");
        Assert.Equal(["a: y\nz\n", "b: 0\r\n1\r\n2\r\n"], run.Texts);
    }

    [Fact]
    public void Edits_of_an_older_text_or_outside_of_it_are_not_made()
    {
        var run = new Run(("a", "a"), ("b", "b")) { Check = static (source, _) => source.Path == "a" ? [Rule.At(source, default, Fix.Safe("Old").And(new SourceText("b", "older"), Replace(0, 1, "c")))] : [] };
        run.Finish(FixSafety.Safe, "a", "b");
        Assert.Equal(["a: a", "b: b"], run.Texts);

        run = new Run(("a", "a"), ("b", "b")) { Check = static (source, files) => source.Path == "a" ? [Rule.At(source, default, Fix.Safe("Out").And(files.Read("b"), Replace(5, 1, "c")))] : [] };
        run.Finish(FixSafety.Safe, "a", "b");
        Assert.Equal(["a: a", "b: b"], run.Texts);
    }

    [Fact]
    public void Edits_of_one_file_are_put_together_and_files_are_in_order()
    {
        var b = new SourceText("b", "123");
        var fix = Fix.Safe("x").And(new SourceText("c", ""), TextEdit.Insert(0, "c")).And(b, Replace(2, 1, "z")).And(b, Replace(0, 1, "y")).And(null, TextEdit.Insert(0, "own"));
        Assert.Equal(["b", "c"], fix.Elsewhere.Select(static file => file.Source.Path));
        Assert.Equal(["y", "z"], fix.Elsewhere[0].Edits.Select(static edit => edit.NewText));
        Assert.Equal("own", Assert.Single(fix.Edits).NewText);
        Assert.Equal("x, here and in b and c", fix.TitleWithFiles);
        Assert.Equal("x in c", Fix.Safe("x").And(new SourceText("c", ""), TextEdit.Insert(0, "c")).TitleWithFiles);
        Assert.Equal("x", Fix.Safe("x", TextEdit.Insert(0, "c")).TitleWithFiles);
    }

    private static IEnumerable<Diagnostic> Until(SourceText source, ILinkedFiles files, string old, string wanted, FixSafety safety) =>
        source.Path == "a" && files.Read("b") is { } b && b.Content == old
            ? [Rule.At(source, default, new Fix("Mend b", safety, []).And(b, Replace(0, old.Length, wanted)))]
            : [];

    private static TextEdit Replace(int start, int length, string text) => TextEdit.Replace(new TextSpan(start, length), text);

    private sealed class Run(params (string Path, string Text)[] files)
    {
        private readonly MendedFiles _files = new(new MemoryFiles(files.ToDictionary(static file => file.Path, static file => file.Text)));

        public required Checker Check { get; init; }

        public Func<string, string?> Refusal { get; init; } = static _ => null;

        public Dictionary<string, FixedFile> Files { get; } = [];

        public ImmutableArray<FixedFile> Linked { get; private set; }

        public IReadOnlyList<BlockedFix> Blocked { get; private set; } = [];

        public IEnumerable<string> Texts => Files.Values.Select(static file => $"{file.Path}: {file.Findings.Source.Content}");

        public void Finish(FixSafety lowest, params string[] named)
        {
            var fixer = new ProjectFixer(_files, index: null, lowest, path => new LinkedFixFile(CheckText, Refusal(path)));
            foreach (var path in named)
            {
                Files.Add(path, fixer.Start(_files.Read(path)!, CheckText));
            }

            Linked = fixer.Finish([.. Files.Values], CancellationToken.None);
            Blocked = fixer.Blocked;

            // Nothing is left to do, nor is anything said that is not so any more.
            var again = new ProjectFixer(_files, index: null, lowest, path => new LinkedFixFile(CheckText, Refusal(path)));
            var second = named.Select(path => again.Start(_files.Read(path)!, CheckText)).ToList();
            Assert.Empty(again.Finish(second, CancellationToken.None));
            Assert.All(second, static file => Assert.False(file.IsChanged));
            Assert.Equal(Files.Values.Select(static file => file.Findings.Diagnostics.Length), second.Select(static file => file.Findings.Diagnostics.Length));
        }

        private FileFindings CheckText(SourceText text, Reads reads) => new(text, [.. Check(text, reads)], [], text.Content.Count(static c => c == '('));
    }
}
