using EnvLint.Testing;

namespace EnvLint.Cli.Tests;

public sealed class FixTests : IDisposable
{
    private readonly Project _project = new Project().AsRoot();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("fix")]
    [InlineData("check", "--fix")]
    public void Safe_fixes_are_written_and_what_is_left_is_reported(params string[] command)
    {
        _project.With("a.dockerfile", Samples.Unused).With("b.dockerfile", Samples.Broken).With("c.dockerfile", Samples.Misspelled);

        var result = _project.Run([.. command, "--format", "concise"]);

        Assert.Equal(Samples.Fine, _project.Read("a.dockerfile"));
        Assert.Equal(Samples.Broken, _project.Read("b.dockerfile"));
        Assert.Equal(Samples.Misspelled, _project.Read("c.dockerfile"));
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["b.dockerfile:2:1: error[ENV001] unknown instruction 'INSTALL'"], result.OutputLines.Where(static line => line.Contains("error", StringComparison.Ordinal)));
        Assert.DoesNotContain(result.OutputLines, static line => line.StartsWith("a.", StringComparison.Ordinal));
        Assert.Contains(result.OutputLines, static line => line.StartsWith("c.dockerfile:1:", StringComparison.Ordinal));
    }

    [Fact]
    public void Suggested_fixes_are_written_only_where_asked_for()
    {
        _project.With("Dockerfile", Samples.Misspelled);

        _project.Run("fix");
        Assert.Equal(Samples.Misspelled, _project.Read("Dockerfile"));

        _project.Run("fix", "--unsafe-fixes");
        Assert.NotEqual(Samples.Misspelled, _project.Read("Dockerfile"));
    }

    [Fact]
    public void A_second_run_changes_nothing()
    {
        _project.With("a.dockerfile", Samples.Unused).With("b.dockerfile", Samples.Misspelled);
        _project.Run("fix", "--unsafe-fixes");
        var (a, b) = (_project.Read("a.dockerfile"), _project.Read("b.dockerfile"));

        var result = _project.Run("fix", "--unsafe-fixes");

        Assert.Equal((a, b), (_project.Read("a.dockerfile"), _project.Read("b.dockerfile")));
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public void A_check_writes_nothing()
    {
        _project.With("Dockerfile", Samples.Unused);

        _project.Run("check");

        Assert.Equal(Samples.Unused, _project.Read("Dockerfile"));
    }

    [Theory]
    [InlineData("check", "--diff")]
    [InlineData("fix", "--diff")]
    public void A_diff_shows_and_writes_nothing(params string[] command)
    {
        _project.With("docker/Dockerfile", Samples.Unused);

        var result = _project.Run([.. command, "--fail-on", "warning"]);

        Assert.Equal(
            """
            --- a/docker/Dockerfile
            +++ b/docker/Dockerfile
            @@ -1,3 +1,2 @@
            -# envlint: ignore=ENV001 -- not needed
             FROM ubuntu:24.04
             RUN echo ready

            """.ReplaceLineEndings("\n"),
            result.Output);
        Assert.Equal(Samples.Unused, _project.Read("docker/Dockerfile"));
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public void A_diff_of_nothing_is_empty()
    {
        _project.With("Dockerfile", Samples.Broken).With("b.dockerfile", Samples.Misspelled);

        Assert.Empty(_project.Run("check", "--diff").Output);
        Assert.NotEmpty(_project.Run("check", "--diff", "--unsafe-fixes").Output);
    }

    [Fact]
    public void Line_ends_and_byte_order_mark_are_kept()
    {
        _project.With("Dockerfile", [0xEF, 0xBB, 0xBF, .. "# envlint: ignore=ENV001\r\nFROM ubuntu:24.04\r\nRUN echo ready\r\n"u8]);

        _project.Run("fix");

        Assert.Equal([0xEF, 0xBB, 0xBF, .. "FROM ubuntu:24.04\r\nRUN echo ready\r\n"u8], File.ReadAllBytes(_project["Dockerfile"]));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_told_and_exits_with_3()
    {
        _project.With("Dockerfile", Samples.Unused);
        File.SetAttributes(_project["Dockerfile"], FileAttributes.ReadOnly);

        var result = _project.Run("fix", "--format", "concise");

        Assert.Equal(3, result.ExitCode);
        Assert.Equal("envlint: Dockerfile cannot be written: it is read-only\n", result.Error);
        Assert.Single(result.OutputLines);
        File.SetAttributes(_project["Dockerfile"], FileAttributes.Normal);
        Assert.Equal(Samples.Unused, _project.Read("Dockerfile"));
    }

    [Fact]
    public void A_word_in_the_configuration_is_mended_too()
    {
        _project.With("envlint.toml", "ignore = [\"syntax-eror\"]\n").With("Dockerfile", Samples.Fine);

        Assert.Contains("envlint.toml:1:12: warning[ENV006]", _project.Run("check", "--format", "concise").Output, StringComparison.Ordinal);
        Assert.Equal(0, _project.Run("fix", "--unsafe-fixes").ExitCode);
        Assert.Equal("ignore = [\"syntax-error\"]\n", _project.Read("envlint.toml"));
    }

    // One finding in the Dockerfile, whose smallest mend is in the list that it installs.
    private const string InstallsList = "FROM python:3.11\nCOPY requirements.txt .\nRUN pip install --no-cache-dir torch==2.4.1 && pip install --no-cache-dir -r requirements.txt\n";

    [Fact]
    public void A_fix_may_change_the_file_that_a_file_leads_to()
    {
        _project.With("Dockerfile", InstallsList).With("requirements.txt", "torchvision==0.20.1\n");

        Assert.Contains("Take torchvision 0.19.1 in requirements.txt", _project.Run("check").Output, StringComparison.Ordinal);
        var result = _project.Run("fix", "--unsafe-fixes");

        Assert.Equal("torchvision==0.19.1\n", _project.Read("requirements.txt"));
        Assert.Equal(InstallsList, _project.Read("Dockerfile"));
        Assert.Contains("; 1 fixed", result.Output, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public void A_file_named_alone_is_mended_with_the_file_that_it_leads_to()
    {
        _project.With("Dockerfile", InstallsList).With("requirements.txt", "torchvision==0.20.1\nsklearn\n");

        var diff = _project.Run("check", "--diff", "--unsafe-fixes", "Dockerfile");
        Assert.Contains("--- a/requirements.txt\n+++ b/requirements.txt\n", diff.Output, StringComparison.Ordinal);
        var result = _project.Run("fix", "--unsafe-fixes", "Dockerfile", "--format", "concise");

        // What is wrong with the list itself is neither told nor mended: it was not named.
        Assert.Equal("torchvision==0.19.1\nsklearn\n", _project.Read("requirements.txt"));
        Assert.DoesNotContain(result.OutputLines, static line => line.StartsWith("requirements", StringComparison.Ordinal));
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public void A_fix_that_spoils_another_file_is_not_made()
    {
        // The other Dockerfile installs the same list with the torch that it is right for.
        _project.With("Dockerfile", InstallsList).With("other/b.dockerfile", InstallsList.Replace("2.4.1", "2.5.1", StringComparison.Ordinal)).With("requirements.txt", "torchvision==0.20.1\n")
            .With("compose.yaml", "services:\n  b:\n    build: {context: ., dockerfile: other/b.dockerfile}\n");

        var result = _project.Run("fix", "--unsafe-fixes", "--format", "concise");

        Assert.Equal("torchvision==0.20.1\n", _project.Read("requirements.txt"));
        Assert.Contains(result.OutputLines, static line => line.StartsWith("Dockerfile:3:", StringComparison.Ordinal) && line.Contains("FWK001", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_taken_from_a_list_that_others_install()
    {
        _project.With("Dockerfile", "FROM python:3.11\nCOPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt onnxruntime-gpu==1.20.1\n")
            .With("requirements.txt", "onnxruntime==1.20.1\nnumpy==1.26.4\n").With("README.md", "# Without a GPU\n\n```bash\npip install -r requirements.txt\n```\n");

        _project.Run("fix", "--unsafe-fixes", "--select", "FWK008");
        Assert.Equal("onnxruntime==1.20.1\nnumpy==1.26.4\n", _project.Read("requirements.txt"));

        _project.With("README.md", "# Nothing\n");
        _project.Run("fix", "--unsafe-fixes", "--select", "FWK008");
        Assert.Equal("numpy==1.26.4\n", _project.Read("requirements.txt"));
    }

    [Fact]
    public void An_argument_of_a_build_is_mended_where_it_is_handed_over()
    {
        _project.With("Dockerfile", "ARG CUDA=12.4.1\nFROM nvidia/cuda:${CUDA}-base-ubuntu22.04\nRUN echo ready\n")
            .With("compose.yaml", "services:\n  app:\n    build:\n      context: .\n      args:\n        CUDA: \"12.4\"\n    gpus: all\n");

        _project.Run("fix", "--unsafe-fixes");

        Assert.Contains("        CUDA: \"12.4.1\"\n", _project.Read("compose.yaml"), StringComparison.Ordinal);
        Assert.Contains("ARG CUDA=12.4.1\n", _project.Read("Dockerfile"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_linked_file_that_may_not_be_changed_is_told_and_all_stays_as_it_is()
    {
        _project.With("Dockerfile", InstallsList).With("requirements.txt", "torchvision==0.20.1\n").With("b.dockerfile", Samples.Unused);
        File.SetAttributes(_project["requirements.txt"], FileAttributes.ReadOnly);

        var result = _project.Run("fix", "--unsafe-fixes", "--format", "concise");

        Assert.Equal("envlint: Dockerfile: FWK001 is not mended: the fix would change requirements.txt, and it is read-only\n", result.Error);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(result.OutputLines, static line => line.Contains("FWK001", StringComparison.Ordinal));
        Assert.Equal(Samples.Fine, _project.Read("b.dockerfile"));
        File.SetAttributes(_project["requirements.txt"], FileAttributes.Normal);
        Assert.Equal("torchvision==0.20.1\n", _project.Read("requirements.txt"));
    }

    [Fact]
    public void An_excluded_file_is_not_changed()
    {
        _project.With("Dockerfile", InstallsList).With("requirements.txt", "torchvision==0.20.1\n").With("envlint.toml", "exclude = [\"*.txt\"]\n");

        var result = _project.Run("fix", "--unsafe-fixes", "--format", "concise");

        Assert.Contains("would change requirements.txt, and it is excluded", result.Error, StringComparison.Ordinal);
        Assert.Equal("torchvision==0.20.1\n", _project.Read("requirements.txt"));
    }

    [Fact]
    public void Formats_name_the_file_of_each_edit()
    {
        _project.With("Dockerfile", InstallsList).With("requirements.txt", "torchvision==0.20.1\n");

        using var json = System.Text.Json.JsonDocument.Parse(_project.Run("check", "--format", "json", "--select", "FWK001").Output);
        var edit = Assert.Single(Assert.Single(json.RootElement.GetProperty("findings").EnumerateArray()).GetProperty("fix").GetProperty("edits").EnumerateArray());
        Assert.Equal(("requirements.txt", 1, 14, "0.19.1"), (edit.GetProperty("path").GetString(), edit.GetProperty("line").GetInt32(), edit.GetProperty("column").GetInt32(), edit.GetProperty("newText").GetString()));

        using var sarif = System.Text.Json.JsonDocument.Parse(_project.Run("check", "--format", "sarif", "--select", "FWK001").Output);
        var change = Assert.Single(sarif.RootElement.GetProperty("runs")[0].GetProperty("results")[0].GetProperty("fixes")[0].GetProperty("artifactChanges").EnumerateArray());
        Assert.Equal("requirements.txt", change.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal("0.19.1", change.GetProperty("replacements")[0].GetProperty("insertedContent").GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("utf-8-bom")]
    [InlineData("utf-16-le")]
    [InlineData("utf-16-be")]
    [InlineData("utf-8")]
    public void The_encoding_is_kept(string name)
    {
        System.Text.Encoding encoding = name switch
        {
            "utf-8-bom" => new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            "utf-16-le" => new System.Text.UnicodeEncoding(bigEndian: false, byteOrderMark: true),
            "utf-16-be" => new System.Text.UnicodeEncoding(bigEndian: true, byteOrderMark: true),
            _ => new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        byte[] Bytes(string text) => [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];

        // No line end behind the last line, and \r\n before.
        _project.With("requirements.txt", Bytes("# \u00e9\u4e2d\U0001f600\r\ntensorflow-gpu==2.15.0"));

        _project.Run("fix", "--unsafe-fixes");

        Assert.Equal(Bytes("# \u00e9\u4e2d\U0001f600\r\ntensorflow[and-cuda]==2.15.0"), File.ReadAllBytes(_project["requirements.txt"]));
    }

    [Fact]
    public void A_link_inside_the_root_stays_one_and_its_file_is_mended()
    {
        _project.With("real/a.dockerfile", Samples.Unused).WithLink("Dockerfile", "real/a.dockerfile");

        var result = _project.Run("fix", "Dockerfile");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("real/a.dockerfile", new FileInfo(_project["Dockerfile"]).LinkTarget);
        Assert.Equal(Samples.Fine, _project.Read("real/a.dockerfile"));
    }

    [Fact]
    public void A_file_and_a_link_to_it_are_mended_once()
    {
        _project.With("real/a.dockerfile", Samples.Unused).WithLink("Dockerfile", "real/a.dockerfile");

        var result = _project.Run("fix");

        Assert.Equal(Samples.Fine, _project.Read("real/a.dockerfile"));
        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
    }

    [Fact]
    public void Nothing_outside_of_the_root_is_changed()
    {
        using var outside = new Project().With("Dockerfile", Samples.Unused).With("requirements.txt", "torchvision==0.20.1\n");
        _project.WithLink("Dockerfile", outside["Dockerfile"]).WithLink("requirements.txt", outside["requirements.txt"])
            .With("b.dockerfile", InstallsList).With("c.dockerfile", Samples.Unused);

        _project.Run("fix", "--unsafe-fixes");

        Assert.Equal(Samples.Unused, outside.Read("Dockerfile"));
        Assert.Equal("torchvision==0.20.1\n", outside.Read("requirements.txt"));
        Assert.Equal(Samples.Fine, _project.Read("c.dockerfile"));
    }

    [Fact]
    public void A_diff_without_a_change_says_so()
    {
        _project.With("Dockerfile", Samples.Broken);
        Assert.Equal(new CliResult(1, "", "envlint: nothing of what was found can be mended safely\n"), _project.Run("check", "--diff"));
        Assert.Equal(new CliResult(1, "", "envlint: nothing of what was found can be mended\n"), _project.Run("fix", "--diff", "--unsafe-fixes"));
        Assert.Empty(_project.Run("check", "--diff", "--quiet").Error);

        _project.With("Dockerfile", Samples.Fine);
        Assert.Equal(new CliResult(0, "", ""), _project.Run("check", "--diff"));
    }

    [SkippableByRootFact]
    public void A_folder_that_may_not_be_written_is_told_and_the_others_are_mended()
    {
        _project.With("closed/Dockerfile", Samples.Unused).With("b.dockerfile", Samples.Unused);
        MakeReadOnly(_project["closed"]);

        var result = _project.Run("fix", "--format", "concise");

        Assert.Equal(3, result.ExitCode);
        Assert.StartsWith("envlint: closed/Dockerfile cannot be written: ", result.Error, StringComparison.Ordinal);
        Assert.Equal(Samples.Fine, _project.Read("b.dockerfile"));
        Assert.Equal(Samples.Unused, _project.Read("closed/Dockerfile"));
    }

    [SkippableByRootFact]
    public void Of_files_that_change_together_none_is_written_where_one_cannot_be()
    {
        // The list can be read and looks writable, but its folder takes no new file.
        const string Text = "FROM python:3.11\nCOPY lists/requirements.txt .\nRUN pip install --no-cache-dir torch==2.4.1 && pip install --no-cache-dir -r requirements.txt\n# envlint: ignore=ENV001\nRUN echo ready\n";
        _project.With("Dockerfile", Text).With("lists/requirements.txt", "torchvision==0.20.1\n");
        MakeReadOnly(_project["lists"]);

        var result = _project.Run("fix", "--unsafe-fixes", "--format", "concise");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("lists/requirements.txt cannot be written: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("what had to change with it is left as it was: Dockerfile", result.Error, StringComparison.Ordinal);
        Assert.Equal(Text, _project.Read("Dockerfile"));
        Assert.Contains(result.OutputLines, static line => line.Contains("FWK001", StringComparison.Ordinal));
    }

    // The run tells of a list that may not be changed: all is checked then, and nothing is written yet.
    private CliResult FixWhile(Action<string> told)
    {
        _project.With("z.dockerfile", InstallsList.Replace("requirements", "requirements-z", StringComparison.Ordinal)).With("requirements-z.txt", "torchvision==0.20.1\n");
        File.SetAttributes(_project["requirements-z.txt"], FileAttributes.ReadOnly);
        var result = _project.RunHere(surroundings => surroundings with { Told = told }, "fix", "--unsafe-fixes", "--format", "concise");
        File.SetAttributes(_project["requirements-z.txt"], FileAttributes.Normal);
        Assert.StartsWith("envlint: z.dockerfile: FWK001 is not mended", result.Error, StringComparison.Ordinal);
        return result;
    }

    [Fact]
    public void A_file_that_vanishes_while_the_run_goes_on_is_not_made_anew()
    {
        _project.With("a.dockerfile", Samples.Unused).With("b.dockerfile", Samples.Unused);

        var result = FixWhile(_ => File.Delete(_project["a.dockerfile"]));

        Assert.False(File.Exists(_project["a.dockerfile"]));
        Assert.Equal(Samples.Fine, _project.Read("b.dockerfile"));
        Assert.Contains("a.dockerfile cannot be written: it has changed since it was read\n", result.Error, StringComparison.Ordinal);
        Assert.Equal(3, result.ExitCode);
    }

    [Fact]
    public void What_another_writes_while_the_run_goes_on_stays()
    {
        const string Theirs = Samples.Unused + "RUN echo theirs\n";
        _project.With("a.dockerfile", Samples.Unused).With("b.dockerfile", Samples.Unused);

        var result = FixWhile(_ => File.WriteAllText(_project["a.dockerfile"], Theirs));

        Assert.Equal(Theirs, _project.Read("a.dockerfile"));
        Assert.Equal(Samples.Fine, _project.Read("b.dockerfile"));
        Assert.Contains("a.dockerfile cannot be written: it has changed since it was read\n", result.Error, StringComparison.Ordinal);
        Assert.Equal(3, result.ExitCode);
    }

    // A fix of both files, and one of the first alone.
    private const string InstallsListAndMore = InstallsList + "# envlint: ignore=ENV001\nRUN echo ready\n";

    [Fact]
    public void The_first_of_two_files_is_put_back_where_the_second_cannot_be_written()
    {
        _project.With("Dockerfile", InstallsListAndMore).With("requirements.txt", "torchvision==0.20.1\n");
        var old = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_project["Dockerfile"], old);

        var result = FixWhile(_ => File.WriteAllText(_project["requirements.txt"], "theirs\n"));

        Assert.Contains("requirements.txt cannot be written: it has changed since it was read; what had to change with it is left as it was: Dockerfile\n", result.Error, StringComparison.Ordinal);
        Assert.Equal(3, result.ExitCode);
        Assert.Equal("theirs\n", _project.Read("requirements.txt"));
        Assert.Equal(InstallsListAndMore, _project.Read("Dockerfile"));

        // It was written and is the old text again: it was not merely left alone.
        Assert.NotEqual(old, File.GetLastWriteTimeUtc(_project["Dockerfile"]));
        Assert.Contains(result.OutputLines, static line => line.StartsWith("Dockerfile:3:", StringComparison.Ordinal) && line.Contains("FWK001", StringComparison.Ordinal));
    }

    [Fact]
    public void A_first_file_that_cannot_be_put_back_is_told()
    {
        _project.With("Dockerfile", InstallsListAndMore).With("requirements.txt", "torchvision==0.20.1\n");

        var result = FixWhile(text => File.WriteAllText(_project[text.Contains("requirements.txt cannot be written", StringComparison.Ordinal) ? "Dockerfile" : "requirements.txt"], "theirs\n"));

        Assert.EndsWith("envlint: Dockerfile is changed and cannot be put back: it has changed since it was read\n", result.Error, StringComparison.Ordinal);
        Assert.Equal(3, result.ExitCode);
        Assert.Equal("theirs\n", _project.Read("Dockerfile"));
    }

    [Fact]
    public void The_broken_twin_of_the_examples_keeps_nothing_that_is_safe_to_fix()
    {
        var twin = Path.Join(RepositoryRoot.Path, "examples", "pitfalls");
        foreach (var file in Directory.EnumerateFiles(twin, "*", SearchOption.AllDirectories))
        {
            _project.With(Path.GetRelativePath(twin, file).Replace('\\', '/'), File.ReadAllBytes(file));
        }

        Assert.NotEmpty(_project.Run("check", "--diff").Output);
        _project.Run("fix");

        using var json = System.Text.Json.JsonDocument.Parse(_project.Run("check", "--format", "json").Output);
        Assert.Equal(0, json.RootElement.GetProperty("summary").GetProperty("fixable").GetInt32());
        Assert.Empty(_project.Run("check", "--diff").Output);
    }

    private static void MakeReadOnly(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException();
        }

        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
