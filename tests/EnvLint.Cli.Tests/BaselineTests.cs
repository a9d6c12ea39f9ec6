using System.Text.Json;
using EnvLint.Workspace;

namespace EnvLint.Cli.Tests;

/// <summary><c>envlint baseline</c>, <c>check --baseline</c> and the key of the configuration.</summary>
public sealed class BaselineTests : IDisposable
{
    private const string Default = BaselineFiles.DefaultName;
    private const string Configured = $"baseline = \"{Default}\"\n";

    // What stands for a finding that came later: ENV001 at 3:1.
    private const string BrokenTwice = Samples.Broken + "COPPY . .\n";

    private readonly Project _project = new Project().AsRoot().With("Dockerfile", Samples.Broken).With("sub/Dockerfile", Samples.Broken);

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Recorded_findings_are_hidden_and_counted()
    {
        var written = _project.Run("baseline");
        Assert.Equal((0, $"wrote {Default}: 2 findings\n"), (written.ExitCode, written.Output));
        Assert.Equal($"envlint: 'baseline = \"{Default}\"' in envlint.toml, or '--baseline {Default}', makes 'envlint check' hide them\n", written.Error);

        Assert.Equal(1, _project.Run("check").ExitCode);
        var result = _project.Run("check", "--baseline", Default);
        Assert.Equal((0, "No findings (2 files checked); 2 in the baseline\n", ""), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public void What_comes_later_is_shown()
    {
        Record();
        _project.With("Dockerfile", BrokenTwice);

        Assert.Equal(["Dockerfile:3:1: error[ENV001] unknown instruction 'COPPY'"], Concise());
    }

    [Fact]
    public void Of_equal_findings_exactly_the_new_ones_are_shown()
    {
        Record();
        _project.With("Dockerfile", "FROM ubuntu:24.04\nINSTALL curl\nRUN true\nINSTALL  curl\n");

        Assert.Equal(["Dockerfile:4:1: error[ENV001] unknown instruction 'INSTALL'"], Concise());
    }

    [Theory]
    [InlineData("FROM ubuntu:24.04\n\n\nRUN echo ready\nINSTALL curl\n")]
    [InlineData("FROM ubuntu:24.04\n   INSTALL \t curl  \n")]
    [InlineData("FROM ubuntu:24.04\r\nINSTALL curl\r\n")]
    public void Findings_that_move_or_are_indented_stay_hidden(string dockerfile)
    {
        Record();
        _project.With("Dockerfile", dockerfile);

        Assert.Empty(Concise());
    }

    [Theory]
    [InlineData(Default, "known.json")]
    [InlineData(Default, "away.json")]
    [InlineData("ci", "")]
    public void A_link_out_of_the_root_is_neither_read_nor_written_unless_it_is_named(string link, string target)
    {
        using var other = new Project().With("known.json", "{}\n");
        var file = target.Length == 0 ? "ci/new.json" : link;
        _project.With("envlint.toml", $"baseline = \"{file}\"\n").WithLink(link, other[target]);

        foreach (var command in (string[])["check", "baseline"])
        {
            var result = _project.Run(command);
            Assert.Equal((2, $"envlint: {file}: no baseline: the link leads out of the root or nowhere\n"), (result.ExitCode, result.Error));
        }

        Assert.Equal("{}\n", other.Read("known.json"));
        Assert.Single(Directory.GetFileSystemEntries(other[""]));

        // Who names it means it.
        File.Delete(other["known.json"]);
        Assert.Equal(0, _project.Run("baseline", "--baseline", file).ExitCode);
        Assert.Single(Directory.GetFileSystemEntries(other[""]));
    }

    [Fact]
    public void A_link_within_the_root_stays_one()
    {
        Assert.Equal(0, _project.With("ci/x").Run("baseline", "--baseline", "ci/known.json").ExitCode);
        _project.With("envlint.toml", Configured).WithLink(Default, _project["ci/known.json"]);

        Assert.Equal($"wrote {Default}: 2 findings, as before\n", _project.Run("baseline").Output);
        Assert.NotNull(new FileInfo(_project[Default]).LinkTarget);
        Assert.Equal(0, _project.Run("check").ExitCode);
    }

    [Fact]
    public void A_file_that_is_renamed_is_a_new_one()
    {
        Record();
        File.Move(_project["Dockerfile"], _project["Containerfile"]);

        var result = _project.Run("check", "--baseline", Default, "--format", "concise");
        Assert.Equal(["Containerfile:2:1: error[ENV001] unknown instruction 'INSTALL'"], result.OutputLines);
        Assert.Equal($"envlint: a finding of {Default} is gone; 'envlint baseline --baseline {Default}' takes it out:\n  Dockerfile: ENV001 unknown instruction 'INSTALL'\n", result.Error);
    }

    [Fact]
    public void The_configuration_can_name_it()
    {
        _project.With("envlint.toml", Configured);
        var missing = _project.Run("check");
        Assert.Equal((2, $"envlint: envlint.toml:1:13: there is no baseline '{Default}'; 'envlint baseline' writes it\n"), (missing.ExitCode, missing.Error));

        Assert.Equal($"wrote {Default}: 2 findings\n", _project.Run("baseline").Output);
        Assert.Equal(0, _project.Run("check").ExitCode);
        Assert.Equal(0, _project.RunIn("sub", "check").ExitCode);
        Assert.Equal(1, _project.Run("check", "--no-config").ExitCode);
        Assert.Contains($"baseline: {Default}\n", _project.Run("check", "--verbose").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_configuration_names_it_from_its_own_folder()
    {
        _project.With("ci/base.toml", "baseline = \"known.json\"\n").With("envlint.toml", "extends = \"ci/base.toml\"\n");

        Assert.Equal("wrote ci/known.json: 2 findings\n", _project.Run("baseline").Output);
        Assert.Equal(0, _project.Run("check").ExitCode);
    }

    [Theory]
    [InlineData("baseline = \"../x.json\"", "envlint.toml:1:13: '../x.json' leads out of the root: nothing outside it is read")]
    [InlineData("baseline = \"/etc/x.json\"", "envlint.toml:1:13: '/etc/x.json' leads out of the root: nothing outside it is read")]
    [InlineData("baseline = 1", "envlint.toml:1:12: 'baseline' must be a string")]
    [InlineData("baseline = \"\"", "envlint.toml:1:12: 'baseline' names no file")]
    public void A_wrong_name_in_the_configuration_is_told(string line, string error)
    {
        var result = _project.With("envlint.toml", line + "\n").Run("check");

        Assert.Equal((2, $"envlint: {error}\n"), (result.ExitCode, result.Error));
    }

    [Fact]
    public void It_holds_wherever_the_run_begins()
    {
        Record();

        Assert.Equal(0, _project.RunIn("sub", "check", "--baseline", "../" + Default).ExitCode);
        Assert.Equal(0, _project.Run("check", "sub", "--baseline", Default).ExitCode);
        Assert.Equal(0, _project.Run("check", "sub/Dockerfile", "--baseline", Default).ExitCode);
        Assert.Equal(0, _project.RunIn("sub", "check", "Dockerfile", "../Dockerfile", "--baseline", "../" + Default).ExitCode);
        Assert.Equal(0, _project.RunWith(Samples.Broken, ["check", "-", "--stdin-filename", "sub/Dockerfile", "--baseline", Default]).ExitCode);
        Assert.Equal(1, _project.RunWith(Samples.Broken, ["check", "-", "--stdin-filename", "new/Dockerfile", "--baseline", Default]).ExitCode);
    }

    [Fact]
    public void One_file_serves_the_roots_below_its_own()
    {
        _project.With("inner/envlint.toml", "").With("inner/Dockerfile", Samples.Broken).With("inner/deep/Dockerfile", Samples.Broken);
        Assert.Equal($"wrote {Default}: 4 findings\n", _project.Run("baseline", "--baseline", Default).Output);

        string[][] runs = [["check"], ["check", "inner"], ["check", "inner/Dockerfile"], ["check", "inner/Dockerfile", "Dockerfile"], ["check", "inner/deep"]];
        Assert.All(runs, run => Assert.Equal(("", 0), (_project.Run([.. run, "--baseline", Default]).Error, _project.Run([.. run, "--baseline", Default]).ExitCode)));
        Assert.Equal(0, _project.RunIn("inner", "check", "--baseline", "../" + Default).ExitCode);
    }

    [Fact]
    public void Each_root_has_its_own_where_none_is_named()
    {
        _project.With("envlint.toml", Configured).With("inner/envlint.toml", Configured).With("inner/Dockerfile", BrokenTwice);

        Assert.Equal([$"wrote {Default}: 2 findings", $"wrote inner/{Default}: 2 findings"], _project.Run("baseline").OutputLines.Order(StringComparer.Ordinal));
        Assert.Equal(0, _project.Run("check").ExitCode);
        Assert.Equal(0, _project.RunIn("inner", "check").ExitCode);
        Assert.Equal(0, _project.RunIn("inner/..", "check", "inner/Dockerfile", "sub/Dockerfile").ExitCode);
        Assert.Contains("\"path\": \"Dockerfile\"", _project.Read($"inner/{Default}"), StringComparison.Ordinal);
    }

    [Fact]
    public void One_outside_serves_one_repository()
    {
        using var elsewhere = new Project().AsRoot().With("Dockerfile", Samples.Broken);
        using var outside = new Project();
        var file = outside["known.json"];

        Assert.Equal(0, _project.Run("baseline", "--baseline", file).ExitCode);
        Assert.Equal(0, _project.Run("check", "--baseline", file).ExitCode);
        Assert.Equal(0, _project.RunIn("sub", "check", "--baseline", file).ExitCode);

        var both = _project.Run("check", ".", elsewhere["."], "--baseline", file);
        Assert.Equal(2, both.ExitCode);
        Assert.Contains("one baseline cannot serve both", both.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_gone_is_told()
    {
        _project.With("Dockerfile", BrokenTwice);
        Record();
        _project.With("Dockerfile", Samples.Broken);

        var result = _project.Run("check", "--baseline", Default);
        Assert.Equal((0, "No findings (2 files checked); 2 in the baseline, 1 gone from it\n"), (result.ExitCode, result.Output));
        Assert.Equal($"envlint: a finding of {Default} is gone; 'envlint baseline --baseline {Default}' takes it out:\n  Dockerfile: ENV001 unknown instruction 'COPPY'\n", result.Error);
        Assert.Empty(_project.Run("check", "--baseline", Default, "--quiet").Error);

        File.Delete(_project["sub/Dockerfile"]);
        Assert.EndsWith("; 1 in the baseline, 2 gone from it\n", _project.Run("check", "--baseline", Default).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_looked_at_is_not_gone()
    {
        _project.With("Dockerfile", BrokenTwice);
        Record();
        _project.With("Dockerfile", Samples.Fine);
        File.Delete(_project["sub/Dockerfile"]);
        _project.With("sub/other/Dockerfile", Samples.Fine).With("third/Dockerfile", Samples.Fine);

        Assert.Equal("No findings (1 file checked); 0 in the baseline, 2 gone from it\n", Last("check", "Dockerfile"));
        Assert.Equal("No findings (1 file checked); 0 in the baseline, 1 gone from it\n", Last("check", "sub"));
        Assert.Equal("No findings (1 file checked)\n", Last("check", "sub/other"));
        Assert.Equal("No findings (1 file checked)\n", Last("check", "third/Dockerfile"));
        Assert.Equal("No findings (3 files checked); 0 in the baseline, 3 gone from it\n", Last("check"));
        Assert.Equal("No findings (2 files checked); 0 in the baseline, 2 gone from it\n", Last("check", "--exclude", "sub/Dockerfile", "--exclude", "third"));
        Assert.Equal("No findings (3 files checked)\n", Last("check", "--select", "FWK"));
        Assert.Equal("No findings (3 files checked)\n", Last("check", "--ignore", "ENV001"));
        Assert.Equal("No findings (3 files checked); 0 in the baseline, 3 gone from it\n", Last("check", "--select", "ENV"));

        string Last(params string[] arguments) => _project.Run([.. arguments, "--baseline", Default]).Output;
    }

    [Fact]
    public void What_is_too_slight_to_be_shown_is_not_gone()
    {
        _project.With("Dockerfile", Samples.Unused);
        Record();

        Assert.Equal("No findings (2 files checked); 1 in the baseline\n", _project.Run("check", "--baseline", Default, "--min-severity", "error").Output);
    }

    [Fact]
    public void A_baseline_of_a_part_keeps_the_rest()
    {
        Record();
        _project.With("Dockerfile", Samples.Fine).With("sub/Dockerfile", BrokenTwice);

        Assert.Equal(
            $"wrote {Default}: 3 findings, 1 added, 0 removed\n+ sub/Dockerfile: ENV001 unknown instruction 'COPPY'\n", _project.Run("baseline", "sub").Output);
        Assert.Equal($"wrote {Default}: 3 findings, as before\n", _project.Run("baseline", "--select", "FWK").Output);
        Assert.Equal($"wrote {Default}: 2 findings, 0 added, 1 removed\n- Dockerfile: ENV001 unknown instruction 'INSTALL'\n", _project.Run("baseline").Output);
        Assert.Equal("", _project.Run("baseline", "--quiet").Output);
    }

    [Fact]
    public void The_same_findings_give_the_same_file()
    {
        Record();
        var first = _project.Read(Default);
        _project.With("Dockerfile", "\n\n" + Samples.Broken);
        Record();

        Assert.Equal(first, _project.Read(Default));
        var lines = first.Split('\n');
        Assert.Equal(["{", "  \"version\": 1,", "  \"fingerprint\": \"envlint/v1\",", "  \"findings\": ["], lines[..4]);
        Assert.StartsWith("    { \"path\": \"Dockerfile\", \"code\": \"ENV001\", \"message\": \"unknown instruction 'INSTALL'\", \"fingerprint\": \"", lines[4], StringComparison.Ordinal);
        Assert.EndsWith("\" },", lines[4], StringComparison.Ordinal);
        Assert.Equal(["  ]", "}", ""], lines[6..]);
    }

    [Fact]
    public void Its_fingerprints_are_those_of_the_json_format()
    {
        using var found = JsonDocument.Parse(_project.Run("check", "--format", "json").Output);
        Record();
        using var recorded = JsonDocument.Parse(_project.Read(Default));

        Assert.Equal(Fingerprints(found), Fingerprints(recorded));

        static List<string?> Fingerprints(JsonDocument document) =>
            [.. document.RootElement.GetProperty("findings").EnumerateArray().Select(static finding => finding.GetProperty("fingerprint").GetString())];
    }

    [Fact]
    public void Nothing_to_record_makes_a_file_only_where_one_is_asked_for()
    {
        _project.With("Dockerfile", Samples.Fine).With("sub/Dockerfile", Samples.Fine);

        Assert.Equal($"{Default} is not written: there is nothing to record\n", _project.Run("baseline").Output);
        Assert.False(File.Exists(_project[Default]));
        Assert.Equal("wrote x.json: 0 findings\n", _project.Run("baseline", "--baseline", "x.json").Output);
        Assert.Equal("{\n  \"version\": 1,\n  \"fingerprint\": \"envlint/v1\",\n  \"findings\": []\n}\n", _project.Read("x.json"));
        Assert.Equal("No findings (2 files checked)\n", _project.Run("check", "--baseline", "x.json").Output);
    }

    [Fact]
    public void Comments_win_over_the_baseline()
    {
        _project.With("Dockerfile", "FROM ubuntu:24.04\n# envlint: ignore=ENV001 -- for now\nINSTALL curl\nINSTALL curl\n");
        Record();

        Assert.Equal("No findings (2 files checked); 1 suppressed; 2 in the baseline\n", _project.Run("check", "--baseline", Default).Output);
    }

    [Fact]
    public void Hidden_findings_are_not_mended()
    {
        _project.With("Dockerfile", Samples.Unused).With("sub/Dockerfile", Samples.Fine);
        Record();

        Assert.Equal("No findings (2 files checked); 1 in the baseline\n", _project.Run("fix", "--baseline", Default).Output);
        Assert.Equal("", _project.Run("check", "--diff", "--baseline", Default).Output);
        Assert.Equal(Samples.Unused, _project.Read("Dockerfile"));

        // A new one beside it is, and what was hidden stays so.
        _project.With("sub/Dockerfile", Samples.Unused);
        Assert.Equal("No findings (2 files checked); 1 fixed; 1 in the baseline\n", _project.Run("fix", "--baseline", Default).Output);
        Assert.Equal(Samples.Unused, _project.Read("Dockerfile"));
        Assert.Equal(Samples.Fine, _project.Read("sub/Dockerfile"));
    }

    [Fact]
    public void Formats_count_what_is_hidden()
    {
        Record();

        using var json = JsonDocument.Parse(_project.Run("check", "--baseline", Default, "--format", "json").Output);
        Assert.Equal(2, json.RootElement.GetProperty("summary").GetProperty("baselined").GetInt32());
        Assert.Equal(0, json.RootElement.GetProperty("findings").GetArrayLength());
    }

    [Fact]
    public void Sarif_says_what_is_new()
    {
        Record();
        _project.With("Dockerfile", BrokenTwice);

        Assert.Equal(["-"], States("--baseline", Default));
        Assert.Equal(["new 0 ", "unchanged 1 external", "unchanged 1 external"], States("--baseline", Default, "--sarif-include-suppressed"));
        Assert.All(States("--sarif-include-suppressed"), static state => Assert.StartsWith("-", state, StringComparison.Ordinal));

        List<string> States(params string[] arguments)
        {
            using var sarif = JsonDocument.Parse(_project.Run(["check", "--format", "sarif", .. arguments]).Output);
            return [.. sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(static result =>
                (result.TryGetProperty("baselineState", out var state) ? state.GetString() : "-")
                + (result.TryGetProperty("suppressions", out var hidden)
                    ? $" {hidden.GetArrayLength()} {string.Join(' ', hidden.EnumerateArray().Select(static one => one.GetProperty("kind").GetString()))}"
                    : ""))
                .Order(StringComparer.Ordinal)];
        }
    }

    [Fact]
    public void The_configuration_itself_is_never_hidden()
    {
        _project.With("envlint.toml", $"{Configured}ignore = [\"XYZ999\"]\n");
        _project.Run("baseline");

        Assert.Equal(["envlint.toml:2:12: warning[ENV006] no rule is called 'XYZ999'"], _project.Run("check", "--format", "concise").OutputLines);
    }

    [Theory]
    [InlineData("", "1:1: this is no valid JSON")]
    [InlineData("[]", "1:1: a baseline is an object with 'version', 'fingerprint' and 'findings'")]
    [InlineData("{\n  \"version\": 2,\n  \"x\": 1}", "2:14: this version of a baseline is not known: it is 1 here; 'envlint baseline' writes a new one where the file is deleted")]
    [InlineData("{\n  \"version\": 1,\n  \"fingerprint\": \"envlint/v2\"}", "3:18: these fingerprints are not known: they are envlint/v1 here; 'envlint baseline' writes new ones where the file is deleted")]
    [InlineData("{ \"version\": 1, \"fingerprint\": \"envlint/v1\" }", "1:1: 'findings' is missing")]
    [InlineData("{\n<<<<<<< HEAD\n", "2:1: a conflict of git is left in the file")]
    [InlineData("{ \"version\": 1, \"fingerprint\": \"envlint/v1\", \"findings\": [\n  7 ] }", "2:3: a finding must be an object with 'path', 'code', 'message' and 'fingerprint'")]
    public void A_broken_file_is_told_with_its_place(string content, string error)
    {
        _project.With("known.json", content);

        foreach (var command in new[] { "check", "fix", "baseline" })
        {
            var result = _project.Run(command, "--baseline", "known.json");
            Assert.Equal((2, "", $"envlint: known.json:{error}\n"), (result.ExitCode, result.Output, result.Error));
        }

        Assert.Equal(content, _project.Read("known.json"));
    }

    [Fact]
    public void A_finding_that_is_there_twice_is_told()
    {
        Record();
        var lines = _project.Read(Default).Split('\n').ToList();
        lines.Insert(5, lines[4]);
        _project.With(Default, string.Join('\n', lines));

        var result = _project.Run("check", "--baseline", Default);
        Assert.Equal((2, $"envlint: {Default}:6:5: this finding is recorded twice\n"), (result.ExitCode, result.Error));
    }

    [Theory]
    [InlineData("no.json", "envlint: --baseline: no such file: no.json; 'envlint baseline --baseline no.json' writes it\n")]
    [InlineData("sub", "envlint: sub: the baseline cannot be read: it is a folder\n")]
    [InlineData("binary.json", "envlint: binary.json: the baseline cannot be read: it is no text\n")]
    [InlineData("", "envlint: --baseline: no file is named\n")]
    public void What_is_no_file_is_told(string name, string error)
    {
        _project.With("binary.json", [0, 1, 2]);

        var result = _project.Run("check", "--baseline", name);
        Assert.Equal((2, error), (result.ExitCode, result.Error));
    }

    [Fact]
    public void It_is_not_written_where_that_cannot_be()
    {
        var result = _project.Run("baseline", "--baseline", "nowhere/x.json");

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("envlint: nowhere/x.json cannot be written: ", result.Error, StringComparison.Ordinal);
        Assert.Equal("envlint: 'baseline' does not read standard input: what it records has a path\n", _project.Run("baseline", "-").Error);
    }

    [Fact]
    public void Hostile_paths_and_messages_stay_on_their_line()
    {
        const string Folder = "a\n::warning::\u001b[31m\u202e\"";
        _project.With($"{Folder}/Dockerfile", "FROM ubuntu:24.04\nIN\u202eSTALL\u001b curl\n");

        Record();
        Assert.DoesNotContain('\u001b', _project.Read(Default));
        Assert.DoesNotContain('\u202e', _project.Read(Default));
        Assert.Equal(0, _project.Run("check", "--baseline", Default).ExitCode);

        File.Delete(_project[$"{Folder}/Dockerfile"]);
        var gone = _project.Run("check", "--baseline", Default).Error;
        Assert.DoesNotContain('\u001b', gone);
        Assert.Equal(2, gone.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public void Many_that_are_gone_are_counted()
    {
        _project.With("Dockerfile", Samples.Broken + string.Concat(Enumerable.Range(0, 30).Select(static i => $"COPPY{(char)('A' + i % 26)} {i}\n")));
        Record();
        _project.With("Dockerfile", Samples.Fine);

        var lines = _project.Run("check", "--baseline", Default).Error.TrimEnd('\n').Split('\n');
        Assert.StartsWith($"envlint: 31 findings of {Default} are gone; ", lines[0], StringComparison.Ordinal);
        Assert.Equal((22, "  and 11 more"), (lines.Length, lines[^1]));
    }

    [Fact]
    public void No_manifest_is_told_and_what_was_recorded_of_them_goes()
    {
        Record();
        File.Delete(_project["Dockerfile"]);
        File.Delete(_project["sub/Dockerfile"]);

        var result = _project.Run("baseline");
        Assert.Equal("envlint: no manifest found\n", result.Error);
        Assert.StartsWith($"wrote {Default}: 0 findings, 0 added, 2 removed\n", result.Output, StringComparison.Ordinal);
    }

    private void Record() => Assert.Equal(0, _project.Run("baseline").ExitCode);

    private string[] Concise() => _project.Run("check", "--baseline", Default, "--format", "concise").OutputLines;
}
