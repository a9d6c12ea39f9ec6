using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.Reporting.Tests;

public sealed class TextFormatTests
{
    private static readonly TextFormat Format = new();
    private static readonly ReportOptions FramesOnly = new() { WriteSummary = false };

    [Fact]
    public void A_report_with_everything() => Expected.Matches("text/everything.txt", Format.Write(Sample.Everything()));

    [Fact]
    public void A_report_with_everything_in_colour() =>
        Expected.Matches("text/everything.ansi", Format.Write(WithHelp(Sample.Everything()), new ReportOptions { UseColor = true }));

    [Fact]
    public void A_report_with_everything_in_ascii()
    {
        var output = Format.Write(Sample.Everything(), new ReportOptions { UseAscii = true });
        Assert.DoesNotContain(output, static c => c > '~');
        Expected.Matches("text/everything.ascii.txt", output);
    }

    [Fact]
    public void The_writer_of_a_terminal_gets_what_a_file_gets()
    {
        using var writer = new StringWriter { NewLine = "\r\n" };
        Format.Write(Sample.Everything(), writer, new ReportOptions());
        Assert.Equal(Format.Write(Sample.Everything()), writer.ToString());
    }

    [Fact]
    public void The_sample_of_the_contract()
    {
        var file = new Marked("docker/Dockerfile", new string('\n', 13) + "RUN pip install [1|torch==2.5.1|1] [0|torchvision==0.19.0|0]");
        Frame(
            Sample.Finding(file, Sample.Companions, "torchvision 0.19.0 does not belong to torch 2.5.1", "use 0.20.1").With(Place(file, 1, "torch is pinned here")) with
            {
                Notes = ["torch 2.5.1 goes with torchvision 0.20.1"],
                Fix = Fix.Suggested("Write 0.20.1", TextEdit.Insert(0, "x")),
            },
            """
            error[FWK001]: torchvision 0.19.0 does not belong to torch 2.5.1
              ┌─ docker/Dockerfile:14:30
              │
            14│ RUN pip install torch==2.5.1 torchvision==0.19.0
              │                 ------------ torch is pinned here
              │                              ^^^^^^^^^^^^^^^^^^^ use 0.20.1
              = note: torch 2.5.1 goes with torchvision 0.20.1
              = help: Write 0.20.1 (`envlint check --fix --unsafe-fixes`)
            """);
    }

    [Fact]
    public void Marks_share_a_row_where_their_labels_leave_room() => Frame(
        "[1|a|1]    [2|b|2]           [0|c|0]",
        "x",
        """
         ┌─ f:1:18
         │
        1│ a    b           c
         │ -    - second    ^ x
        """,
        (1, ""),
        (2, "second"));

    [Fact]
    public void A_label_that_would_touch_the_next_mark_gets_a_row() => Frame(
        "[1|a|1] [0|bbb|0]",
        "x",
        """
         ┌─ f:1:3
         │
        1│ a bbb
         │ - y
         │   ^^^ x
        """,
        (1, "y"));

    [Fact]
    public void Overlapping_marks_get_rows_of_their_own() => Frame(
        "[0|aa [1|bb|1] cc|0]",
        "whole",
        """
         ┌─ f:1:1
         │
        1│ aa bb cc
         │ ^^^^^^^^ whole
         │    -- part
        """,
        (1, "part"));

    [Fact]
    public void One_line_between_two_places_is_shown_and_more_are_left_out() => Frame(
        "[0|a|0]\nb\n[1|c|1]\nd\ne\n[2|f|2]\n",
        "",
        """
         ┌─ f:1:1
         │
        1│ a
         │ ^
        2│ b
        3│ c
         │ - here
         ·
        6│ f
         │ - there
        """,
        (1, "here"),
        (2, "there"));

    [Fact]
    public void Line_numbers_keep_to_the_right()
    {
        var file = new Marked("f", new string('\n', 8) + "[0|a|0]\n\n[1|b|1]\n");
        Frame(
            Sample.Finding(file).With(Place(file, 1, "")),
            """
            error[FWK001]: Something is wrong
              ┌─ f:9:1
              │
             9│ a
              │ ^
            10│
            11│ b
              │ -
            """);
    }

    [Fact]
    public void A_stretch_that_begins_with_its_line() => Frame(
        "x\n  [0|RUN a && \\\n    b|0]\ny",
        "the whole command",
        """
         ┌─ f:2:3
         │
        2│ ╭   RUN a && \
        3│ │     b
         │ ╰─────^ the whole command
        """);

    [Fact]
    public void A_stretch_that_begins_within_its_line() => Frame(
        "RUN [0|a && \\\n    b|0] c",
        "both",
        """
         ┌─ f:1:5
         │
        1│   RUN a && \
         │ ╭─────^
        2│ │     b c
         │ ╰─────^ both
        """);

    [Fact]
    public void A_long_stretch_shows_its_two_ends() => Frame(
        "[0|1\n2\n3\n4\n5\n6\n7|0]",
        "long",
        """
         ┌─ f:1:1
         │
        1│ ╭ 1
        2│ │ 2
        3│ │ 3
         · │
        6│ │ 6
        7│ │ 7
         │ ╰─^ long
        """);

    [Fact]
    public void A_stretch_within_another_gets_a_second_bar() => Frame(
        "[0|a\n[1|b\nc|1]\nd|0]",
        "outer",
        """
         ┌─ f:1:1
         │
        1│ ╭   a
        2│ │ ╭ b
        3│ │ │ c
         │ │ ╰─- inner
        4│ │   d
         │ ╰───^ outer
        """,
        (1, "inner"));

    [Fact]
    public void A_mark_of_one_line_within_a_stretch() => Frame(
        "[0|a\n  [1|b|1]\nc|0]",
        "",
        """
         ┌─ f:1:1
         │
        1│ ╭ a
        2│ │   b
         │ │   - here
        3│ │ c
         │ ╰─^
        """,
        (1, "here"));

    [Fact]
    public void A_fourth_stretch_at_once_is_marked_at_its_first_line_only() => Frame(
        "[0|a\n[1|b\n[2|c\n[3|dd\ne|3]|2]|1]|0]",
        "",
        """
         ┌─ f:1:1
         │
        1│ ╭     a
        2│ │ ╭   b
        3│ │ │ ╭ c
        4│ │ │ │ dd
         │ │ │ │ -- three
        5│ │ │ │ e
         │ │ │ ╰─- two
         │ │ ╰───- one
         │ ╰─────^
        """,
        (1, "one"),
        (2, "two"),
        (3, "three"));

    [Fact]
    public void The_line_end_belongs_to_the_line_it_ends() => Frame(
        "[0|a\r\n|0]b",
        "",
        """
         ┌─ f:1:1
         │
        1│ a
         │ ^
        """);

    [Theory]
    [InlineData("a[0||0]b", " ^")]
    [InlineData("[0||0]", "^")]
    [InlineData("ab[0||0]", "  ^")]
    [InlineData("ab[0|\n|0]", "  ^")]
    public void A_place_between_two_characters_has_one_caret(string markup, string row) =>
        Assert.Equal(row, MarkRow("x\n" + markup));

    [Theory]
    [InlineData("\t[0|a|0]", "    a", "    ^")]
    [InlineData("ab\t[0|c|0]", "ab  c", "    ^")]
    [InlineData("abcd\t[0|c|0]", "abcd    c", "        ^")]
    [InlineData("a[0|\t|0]b", "a   b", " ^^^")]
    [InlineData(" \t \t[0|a|0]", "        a", "        ^")]
    public void Carets_are_right_under_tabs(string markup, string line, string row) => Assert.Equal((line, row), Rows(markup));

    [Theory]
    [InlineData("漢字 [0|a|0]", "     ^")]
    [InlineData("[0|漢字|0]", "^^^^")]
    [InlineData("ｆ[0|u|0]", "  ^")] // full width letter
    [InlineData("ﾊﾝ[0|a|0]", "  ^")] // half width katakana
    [InlineData("한국[0|a|0]", "    ^")]
    [InlineData("\u1112\u1161\u11ab[0|a|0]", "  ^")] // the same syllable in three parts
    [InlineData("e\u0301[0|a|0]", " ^")]
    [InlineData("\U0001F680[0|a|0]", "  ^")]
    [InlineData("\U0001F44D\U0001F3FD[0|a|0]", "  ^")] // with a skin tone
    [InlineData("\U0001F468\u200D\U0001F469\u200D\U0001F467[0|a|0]", "  ^")] // a family
    [InlineData("\U0001F3F3\uFE0F\u200D\U0001F308[0|a|0]", "  ^")] // a flag of two pictures
    [InlineData("\u2764\uFE0F\u200D\U0001F525[0|a|0]", "  ^")]
    [InlineData("\u2764[0|a|0]", " ^")]
    [InlineData("\u2764\uFE0F[0|a|0]", "  ^")]
    [InlineData("1\uFE0F\u20E3[0|a|0]", "  ^")] // a key cap
    [InlineData("\U0001F1E9\U0001F1EA[0|a|0]", "  ^")] // a country
    [InlineData("\U00020000[0|a|0]", "  ^")] // the second ideographic plane
    [InlineData("Ünïcödé [0|a|0]", "        ^")]
    [InlineData("кириллица [0|a|0]", "          ^")]
    [InlineData("漢\t[0|a|0]", "    ^")]
    public void Carets_are_right_under_wide_characters(string markup, string row) => Assert.Equal(row, MarkRow(markup));

    [Theory]
    [InlineData("\x1b[0|a|0]", @"\x1ba", "    ^")]
    [InlineData("[0|\0|0]b", @"\x00b", "^^^^")]
    [InlineData("\u202e[0|a|0]", @"\u{202e}a", "        ^")]
    [InlineData("a\u200bb[0|c|0]", @"a\u{200b}bc", "          ^")]
    [InlineData("a\u200db[0|c|0]", @"a\u{200d}bc", "          ^")]
    [InlineData("\u0085[0|a|0]", @"\x85a", "    ^")]
    [InlineData("\u2028[0|a|0]", @"\u{2028}a", "        ^")]
    [InlineData("\U000E0041[0|a|0]", @"\u{e0041}a", "         ^")]
    public void Hidden_characters_of_a_line_are_spelled_out(string markup, string line, string row) => Assert.Equal((line, row), Rows(markup));

    [Fact]
    public void A_lone_surrogate_is_spelled_out() =>
        Assert.Equal((@"\u{d83d}a", "        ^"), Rows("\ud83d[0|a|0]"));

    [Fact]
    public void A_joiner_between_letters_of_its_scripts_stays() =>
        Assert.Equal(("\u0645\u06cc\u200c\u062e a", "    ^"), Rows("\u0645\u06cc\u200c\u062e [0|a|0]"));

    [Fact]
    public void Nothing_raw_comes_out_of_messages_paths_labels_and_notes()
    {
        var file = new Marked("a\nb\x1b[2J.sh", "[0|x|0] [1|y|1]");
        var output = Format.Write(Sample.Report(Sample.Finding(file, Sample.Memory, "bad \x1b]0;x\a\r\n\tline \u202eevil", "la\nbel").With(Place(file, 1, "\u009b31m")) with
        {
            Notes = ["no\nte"],
            Target = "ta\x7frget",
            Fix = Fix.Safe("Wri\bte", TextEdit.Insert(0, "x")),
        }));
        Assert.DoesNotContain(output, static c => c is (< ' ' and not '\n') or (>= '\x7f' and <= '\x9f') or '\u202e');
        Assert.Contains(@"warning[WSL024]: bad \x1b]0;x\x07\x0d\x0a\x09line \u{202e}evil", output, StringComparison.Ordinal);
        Assert.Contains(@"┌─ a\x0ab\x1b[2J.sh:1:1", output, StringComparison.Ordinal);
        Assert.Contains(@"^ la\x0abel", output, StringComparison.Ordinal);
        Assert.Contains(@"- \x9b31m", output, StringComparison.Ordinal);
        Assert.Contains(@"= note: no\x0ate", output, StringComparison.Ordinal);
        Assert.Contains(@"(ta\x7frget)", output, StringComparison.Ordinal);
        Assert.Contains(@"= help: Wri\x08te", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_line_is_cut_around_its_place()
    {
        var (line, row) = Rows(new string('a', 1000) + "[0|b|0]" + new string('c', 1000));
        Assert.Equal("…" + new string('a', 40) + "b" + new string('c', 119) + "…", line);
        Assert.Equal(new string(' ', 41) + "^", row);
    }

    [Fact]
    public void A_long_line_is_not_cut_at_an_end_that_is_near()
    {
        Assert.Equal(("[" + new string('a', 159) + "…", "^"), Rows("[0|[|0]" + new string('a', 1000)));
        Assert.Equal(("…" + new string('a', 159) + "]", new string(' ', 160) + "^"), Rows(new string('a', 1000) + "[0|]|0]"));
    }

    [Fact]
    public void A_mark_longer_than_the_window_ends_with_it() =>
        Assert.Equal(("…" + new string('x', 40) + new string('a', 120) + "…", new string(' ', 41) + new string('^', 120)), Rows(new string('x', 50) + "[0|" + new string('a', 1000) + "|0]"));

    [Fact]
    public void Places_far_apart_on_a_long_line_get_windows_of_their_own() => Frame(
        "[0|a|0]" + new string(' ', 300) + "[1|b|1]" + new string(' ', 300),
        "first",
        """
         ┌─ f:1:1
         │
        1│ a                                                                                                                                                               …
         │ ^ first
        1│ …                                        b                                                                                                                       …
         │                                          - second
        """,
        (1, "second"));

    [Theory]
    [InlineData("\U0001F600")]
    [InlineData("e\u0301")]
    public void A_cut_parts_no_character(string character)
    {
        for (var shift = 0; shift < 3; shift++)
        {
            var (line, _) = Rows(new string('a', shift) + string.Concat(Enumerable.Repeat(character, 300)) + "[0|b|0]" + string.Concat(Enumerable.Repeat(character, 300)));
            Assert.DoesNotContain(@"\u{", line, StringComparison.Ordinal);
            Assert.DoesNotContain("…\u0301", line, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_finding_about_an_empty_file_has_no_source_rows() => Frame(
        "[0||0]",
        "",
        """
         ┌─ f:1:1
        """);

    [Fact]
    public void More_places_than_anyone_reads_are_counted()
    {
        var file = new Marked("f", "[0|a|0]\n");
        var related = Enumerable.Repeat(new RelatedLocation(file.Source, file[0], "again"), 23).ToArray();
        var output = Format.Write(Sample.Report(Sample.Finding(file).With([.. related])));
        Assert.Equal(20, output.Split("- again").Length - 1);
        Assert.Contains("= note: 3 more places\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_million_characters_on_one_line_cost_no_more_than_a_thousand()
    {
        var source = new SourceText("f", new string('x', 1_000_000));
        var findings = Enumerable.Range(0, 2000).Select(i => Sample.Finding(source, new TextSpan(i * 500, 1))).ToArray();
        Assert.Equal(2000 * 6, Format.Write(Sample.Report([.. findings]), FramesOnly).Count(static c => c == '\n'));
    }

    [Theory]
    [InlineData(0, 0, 0, 0, 0, 0, 0, 1, "No findings (1 file checked)")]
    [InlineData(0, 0, 0, 0, 0, 2, 3, 12, "No findings (12 files checked); 2 suppressed; 3 in the baseline")]
    [InlineData(1, 0, 0, 0, 0, 0, 0, 1, "1 error in 1 file (1 checked)")]
    [InlineData(2, 1, 0, 0, 0, 0, 0, 5, "2 errors, 1 warning in 1 file (5 checked)")]
    [InlineData(0, 2, 1, 0, 0, 0, 0, 5, "2 warnings, 1 info in 1 file (5 checked)")]
    [InlineData(0, 0, 2, 0, 0, 1, 0, 5, "2 infos in 1 file (5 checked); 1 suppressed")]
    [InlineData(3, 1, 0, 2, 0, 1, 0, 12, "3 errors, 1 warning in 1 file (12 checked); 2 fixable with --fix; 1 suppressed")]
    [InlineData(3, 0, 0, 2, 1, 0, 0, 12, "3 errors in 1 file (12 checked); 2 fixable with --fix, 1 more with --unsafe-fixes")]
    [InlineData(3, 0, 0, 0, 1, 0, 0, 12, "3 errors in 1 file (12 checked); 1 fixable with --fix --unsafe-fixes")]
    public void The_last_line_sums_up(int errors, int warnings, int infos, int safe, int suggested, int suppressed, int baselined, int files, string expected)
    {
        var source = new SourceText("f", "text");
        var finding = Sample.Finding(source, new TextSpan(0, 1));
        var found = Enumerable.Repeat(finding with { Severity = Severity.Error }, errors)
            .Concat(Enumerable.Repeat(finding with { Severity = Severity.Warning }, warnings))
            .Concat(Enumerable.Repeat(finding with { Severity = Severity.Info }, infos))
            .Select((each, i) => i < safe ? each with { Fix = Fix.Safe("Do it", TextEdit.Insert(0, "x")) } : each)
            .Select((each, i) => i >= safe && i < safe + suggested ? each with { Fix = Fix.Suggested("Do it", TextEdit.Insert(0, "x")) } : each);
        var hidden = Enumerable.Repeat(new SuppressedDiagnostic(finding, SuppressionKind.InSource, ""), suppressed)
            .Concat(Enumerable.Repeat(new SuppressedDiagnostic(finding, SuppressionKind.Baseline, ""), baselined));
        var report = Sample.Create([.. found], [.. hidden], files);
        Assert.Equal(expected, TextFormat.Summarize(report));
        Assert.EndsWith(expected + "\n", Format.Write(report), StringComparison.Ordinal);
        Assert.DoesNotContain(expected, Format.Write(report, FramesOnly), StringComparison.Ordinal);
    }

    [Fact]
    public void Mended_findings_are_counted_too() =>
        Assert.Equal("No findings (12 files checked); 4 fixed", TextFormat.Summarize(Sample.Report() with { Fixed = 4 }));

    [Fact]
    public void The_code_is_a_link_only_with_colour_and_an_address()
    {
        var file = new Marked("f", "[0|a|0]\n");
        var rule = Sample.Rule("ABC001", "a-rule", "A rule", Severity.Error, help: "https://example.org/rules/ABC001");
        var report = Sample.Report(Sample.Finding(file, rule));
        Assert.Contains("\x1b]8;;https://example.org/rules/ABC001\x1b\\\x1b[1;31merror[ABC001]\x1b[0m\x1b]8;;\x1b\\", Format.Write(report, new ReportOptions { UseColor = true }), StringComparison.Ordinal);
        Assert.DoesNotContain('\x1b', Format.Write(report));
        Assert.DoesNotContain("\x1b]8", Format.Write(Sample.Report(Sample.Finding(file)), new ReportOptions { UseColor = true }), StringComparison.Ordinal);
        Assert.Contains("= help: https://example.org/rules/ABC001\n", Format.Write(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Colour_changes_nothing_else()
    {
        var coloured = Format.Write(Sample.Everything(), new ReportOptions { UseColor = true });
        Assert.Equal(Format.Write(Sample.Everything()), System.Text.RegularExpressions.Regex.Replace(coloured, "\x1b\\[[0-9;]*m", ""));
    }

    private static Report WithHelp(Report report)
    {
        var rule = Sample.Rule("FWK001", "torch-companions", "Title", Severity.Error, help: "https://example.org/FWK001");
        return Sample.Create([.. report.Diagnostics.Select(each => each.Rule.Code == rule.Code ? each with { Rule = rule } : each)], report.Suppressed);
    }

    private static RelatedLocation Place(Marked file, int number, string message) => new(file.Source, file[number], message);

    private static void Frame(Diagnostic diagnostic, string expected) =>
        Assert.Equal(expected.ReplaceLineEndings("\n") + "\n\n", Format.Write(Sample.Report(diagnostic), FramesOnly));

    private static void Frame(string markup, string label, string expected, params (int Number, string Label)[] related)
    {
        var file = new Marked("f", markup);
        var diagnostic = Sample.Finding(file, label: label).With([.. related.Select(each => Place(file, each.Number, each.Label))]);
        Frame(diagnostic, "error[FWK001]: Something is wrong\n" + expected);
    }

    private static string MarkRow(string markup) => Rows(markup).Row;

    /// <summary>The source row and the row under it, without what stands left of the source.</summary>
    private static (string Line, string Row) Rows(string markup)
    {
        var file = new Marked("f", markup);
        var rows = Format.Write(Sample.Report(Sample.Finding(file)), FramesOnly).Split('\n');
        return (Cut(rows[^4]), Cut(rows[^3]));

        static string Cut(string row) => row.Length > 3 ? row[3..] : "";
    }
}
