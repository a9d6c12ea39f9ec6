using System.Text.Json;
using System.Text.RegularExpressions;
using EnvLint.Reporting;

namespace EnvLint.Cli.Tests;

public sealed class OutputTests : IDisposable
{
    private readonly Project _project = new Project().AsRoot();

    public OutputTests() => _project.With("Dockerfile", Samples.Broken);

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Json_is_json()
    {
        var result = _project.Run("check", "--format", "json");

        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal(1, json.RootElement.GetProperty("version").GetInt32());
        Assert.Equal("ENV001", json.RootElement.GetProperty("findings")[0].GetProperty("code").GetString());
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public void Places_end_where_the_line_is_seen_to_end()
    {
        File.Delete(_project["Dockerfile"]);
        _project.With("setup.sh", "#!/bin/bash\r\npip install torch>=2.4\r\ncase $1 in\r\nesac\r\n");

        using var json = JsonDocument.Parse(_project.Run("check", "--format", "json").Output);

        var finding = json.RootElement.GetProperty("findings").EnumerateArray().Single(static finding => finding.GetProperty("code").GetString() == "SHL007");
        Assert.Equal((2, 13, 23), (finding.GetProperty("line").GetInt32(), finding.GetProperty("column").GetInt32(), finding.GetProperty("endColumn").GetInt32()));
        Assert.Equal([13, 23], finding.GetProperty("fix").GetProperty("edits").EnumerateArray().Select(static edit => edit.GetProperty("column").GetInt32()));
        Assert.All(json.RootElement.GetProperty("findings").EnumerateArray(), static finding => Assert.InRange(finding.GetProperty("endColumn").GetInt32(), 1, 23));

        _project.Run("fix");

        Assert.Contains("pip install \"torch>=2.4\"\r\n", _project.Read("setup.sh"), StringComparison.Ordinal);
    }

    [Fact]
    public void Sarif_is_json_even_where_nothing_was_found()
    {
        File.Delete(_project["Dockerfile"]);

        var result = _project.Run("check", "--format", "sarif");

        using var json = JsonDocument.Parse(result.Output);
        Assert.Empty(json.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray());
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public void Suppressed_findings_are_in_sarif_only_where_asked_for()
    {
        _project.With("Dockerfile", "FROM ubuntu:24.04\n# envlint: ignore=ENV001 -- why not\nINSTALL curl\n");

        Assert.DoesNotContain("why not", _project.Run("check", "--format", "sarif").Output, StringComparison.Ordinal);
        Assert.Contains("why not", _project.Run("check", "--format", "sarif", "--sarif-include-suppressed").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_formats_go_to_files_and_one_to_standard_output()
    {
        var result = _project.Run("check", "--format", "concise", "--format", "sarif=out.sarif", "--format", "json=out=1.json");

        Assert.Equal("Dockerfile:2:1: error[ENV001] unknown instruction 'INSTALL'\n", result.Output);
        Assert.Equal(_project.Run("check", "--format", "sarif").Output, _project.Read("out.sarif"));
        Assert.Equal(_project.Run("check", "--format", "json").Output, _project.Read("out=1.json"));
    }

    [Theory]
    [InlineData("jsonl", "{\"version\":1,\"code\":\"ENV001\",")]
    [InlineData("github", "::error file=Dockerfile,line=2,endLine=2,col=1,endColumn=8,title=ENV001 ")]
    [InlineData("gitlab", "[\n  {\n    \"description\": \"unknown instruction 'INSTALL'\",\n    \"check_name\": \"ENV001\",")]
    [InlineData("junit", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"envlint\" tests=\"1\" failures=\"1\" errors=\"0\">\n  <testsuite name=\"Dockerfile\"")]
    [InlineData("checkstyle", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n  <file name=\"Dockerfile\">\n    <error line=\"2\"")]
    [InlineData("sonarqube", "{\n  \"rules\": [\n    {\n      \"id\": \"ENV001\",")]
    [InlineData("rdjson", "{\n  \"source\": {\n    \"name\": \"envlint\"\n  },\n  \"diagnostics\": [\n    {\n      \"message\": \"unknown instruction 'INSTALL'\",")]
    [InlineData("msbuild", "Dockerfile(2,1,2,8): error ENV001: unknown instruction 'INSTALL'\n")]
    [InlineData("markdown", "## envlint\n\n1 error in 1 file (1 checked)\n\n| Severity | Rule | Place | Finding |\n| --- | --- | --- | --- |\n| error | ENV001 | Dockerfile:2:1 |")]
    public void Every_format_goes_to_standard_output_and_to_a_file(string format, string start)
    {
        var result = _project.Run("check", "--format", format);

        Assert.StartsWith(start, result.Output, StringComparison.Ordinal);
        Assert.EndsWith("\n", result.Output, StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Error);
        Assert.Empty(_project.Run("check", "--format", format + "=out.txt").Output);
        Assert.Equal(result.Output, _project.Read("out.txt"));
    }

    [Theory]
    [InlineData("jsonl", "")]
    [InlineData("github", "No findings (1 file checked)\n")]
    [InlineData("gitlab", "[]\n")]
    [InlineData("junit", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"envlint\" tests=\"1\" failures=\"0\" errors=\"0\">\n  <testsuite name=\"Dockerfile\" tests=\"1\" failures=\"0\" errors=\"0\">\n    <testcase classname=\"Dockerfile\" name=\"no findings\"/>\n  </testsuite>\n</testsuites>\n")]
    [InlineData("checkstyle", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n</checkstyle>\n")]
    [InlineData("sonarqube", "{\n  \"rules\": [],\n  \"issues\": []\n}\n")]
    [InlineData("rdjson", "{\n  \"source\": {\n    \"name\": \"envlint\"\n  },\n  \"diagnostics\": []\n}\n")]
    [InlineData("msbuild", "")]
    [InlineData("markdown", "## envlint\n\nNo findings (1 file checked)\n")]
    public void Every_format_says_that_nothing_was_found(string format, string expected)
    {
        _project.With("Dockerfile", Samples.Fine);

        var result = _project.Run("check", "--format", format);

        Assert.Equal(expected, result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public void All_formats_in_one_run()
    {
        string[] names = ["text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "sonarqube", "rdjson", "msbuild", "markdown", "html"];

        Directory.CreateDirectory(_project["out"]);

        var result = _project.Run(["check", .. names.SelectMany(static name => (string[])["--format", $"{name}=out/{name}.txt"])]);

        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains(string.Join(", ", names), string.Join(' ', _project.Run("check", "--help").Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.All(names, name => Assert.Equal(_project.Run("check", "--format", name).Output, _project.Read($"out/{name}.txt")));
    }

    [Fact]
    public void A_format_that_goes_to_a_file_leaves_standard_output_empty()
    {
        var result = _project.Run("check", "--format", "sarif=out.sarif");

        Assert.Empty(result.Output);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public void A_file_of_a_format_is_overwritten_as_a_whole()
    {
        _project.With("out.txt", new string('x', 10_000));

        _project.Run("check", "--format", "concise=out.txt");

        Assert.Equal("Dockerfile:2:1: error[ENV001] unknown instruction 'INSTALL'\n", _project.Read("out.txt"));
    }

    [Theory]
    [InlineData("gone/out.sarif", "not found")]
    [InlineData("folder", "it is a folder")]
    public void A_file_that_cannot_be_written_exits_with_3_and_the_other_formats_are_written(string name, string reason)
    {
        Directory.CreateDirectory(_project["folder"]);

        var result = _project.Run("check", "--format", $"sarif={name}", "--format", "concise", "--format", "concise=out.txt");

        Assert.Equal((3, $"envlint: --format: {name} cannot be written: {reason}\n"), (result.ExitCode, result.Error));
        Assert.Equal("Dockerfile:2:1: error[ENV001] unknown instruction 'INSTALL'\n", result.Output);
        Assert.Equal(result.Output, _project.Read("out.txt"));
    }

    [Fact]
    public void What_a_forge_reads_has_the_paths_of_the_repository_wherever_the_run_is()
    {
        _project.With("ml/envlint.toml").With("ml/images/Dockerfile", Samples.Broken);
        string[] formats = ["github", "gitlab", "sarif"];

        foreach (var format in formats)
        {
            var expected = _project.Run("check", "--quiet", "--format", format, "--exclude", "/Dockerfile").Output;
            Assert.Contains("ml/images/Dockerfile", expected, StringComparison.Ordinal);
            Assert.DoesNotContain("ml/ml/", expected, StringComparison.Ordinal);
            Assert.Equal(WithoutFingerprints(expected), WithoutFingerprints(_project.Run("check", "--quiet", "--format", format, "ml").Output));
            Assert.Equal(WithoutFingerprints(expected), WithoutFingerprints(_project.RunIn("ml/images", "check", "--quiet", "--format", format).Output));
            Assert.Equal(
                WithoutFingerprints(expected),
                WithoutFingerprints(_project.RunWith(Samples.Broken, ["check", "-", "--stdin-filename", "images/Dockerfile", "--quiet", "--format", format], "ml").Output));
        }

        // A baseline is found again by them: they are what they were.
        Assert.Equal(Fingerprint(_project.Run("check", "--format", "json", "ml").Output), Fingerprint(_project.Run("check", "--format", "gitlab", "ml").Output));

        static string Fingerprint(string output) => Regex.Match(output, "[0-9a-f]{64}").Value;
        static string WithoutFingerprints(string output) => Regex.Replace(output, "[0-9a-f]{64}", "");
    }

    [Fact]
    public void All_else_has_the_paths_of_the_root()
    {
        _project.With("ml/envlint.toml").With("ml/images/Dockerfile", Samples.Broken);

        foreach (var format in ReportFormat.Names.Where(static name => name is not ("github" or "gitlab" or "sarif")))
        {
            Assert.DoesNotContain("ml/images", _project.Run("check", "--format", format, "ml").Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Quiet_leaves_the_findings_alone()
    {
        var result = _project.Run("check", "--quiet");

        Assert.Contains("error[ENV001]", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("checked", result.Output, StringComparison.Ordinal);
        Assert.Empty(_project.Run("check", "--quiet", "--ignore", "ENV001").Output);
        Assert.Empty(_project.Run("check", "--quiet", ".git").Error);
    }

    [Fact]
    public void Verbose_tells_on_standard_error_and_changes_no_byte_of_the_output()
    {
        var result = _project.Run("check", "--verbose");

        Assert.Equal(_project.Run("check").Output, result.Output);
        Assert.Contains("root: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("configuration: none\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_gets_no_color_and_frames_whatever_the_locale() =>
        Assert.Equal(_project.Run("check").Output, _project.RunHere(static s => s with { Variables = new() { ["LANG"] = "C", ["TERM"] = "xterm" } }, "check").Output);

    [Theory]
    [InlineData(true, "LANG", "en_US.UTF-8")]
    [InlineData(false, "NO_COLOR", "1")]
    [InlineData(false, "TERM", "dumb")]
    [InlineData(true, "NO_COLOR", "")]
    public void A_terminal_gets_color_unless_it_says_no(bool expected, string variable, string value)
    {
        var result = _project.RunHere(s => s with { IsTerminal = true, Variables = new() { [variable] = value } }, "check");

        Assert.Equal(expected, result.Output.Contains('\u001b', StringComparison.Ordinal));
    }

    [Fact]
    public void Color_can_be_forced_and_forbidden()
    {
        Assert.Contains('\u001b', _project.Run("check", "--color", "always").Output);
        Assert.DoesNotContain('\u001b', _project.RunHere(static s => s with { IsTerminal = true }, "check", "--color", "never").Output);
    }

    [Theory]
    [InlineData(false, "LANG", "en_US.UTF-8")]
    [InlineData(false, "LC_CTYPE", "C.utf8")]
    [InlineData(true, "LANG", "C")]
    [InlineData(true, "LC_ALL", "de_DE.ISO-8859-1")]
    public void A_terminal_without_UTF_8_gets_ASCII(bool expected, string variable, string value)
    {
        var result = _project.RunHere(s => s with { IsTerminal = true, Variables = new() { [variable] = value } }, "check", "--color", "never");

        Assert.Equal(expected, result.Output.All(static c => c < 0x80));
    }

    [Fact]
    public void The_first_variable_of_the_locale_that_is_set_decides()
    {
        var result = _project.RunHere(static s => s with { IsTerminal = true, Variables = new() { ["LC_ALL"] = "C", ["LANG"] = "en_US.UTF-8" } }, "check", "--color", "never");

        Assert.True(result.Output.All(static c => c < 0x80));
    }

    [Fact]
    public void A_broken_pipe_is_no_error()
    {
        using var pipe = new BrokenPipe();

        var result = _project.RunHere(s => s with { OutputStream = pipe }, "check");

        Assert.Empty(result.Error);
        Assert.InRange(result.ExitCode, 0, 1);
    }

    [Fact]
    public void An_interrupt_ends_the_run()
    {
        _project.With("b.sh", "echo\n");

        var result = _project.RunHere(static s => s with { Started = static context => context.Interrupt() }, "check");

        Assert.Equal(130, result.ExitCode);
        Assert.Equal("envlint: interrupted\n", result.Error);
        Assert.Empty(result.Output);
    }

    private sealed class BrokenPipe : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe", OperatingSystem.IsWindows() ? unchecked((int)0x8007006D) : 32);

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    }
}
