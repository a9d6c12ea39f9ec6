using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace EnvLint.Cli.Tests;

/// <summary>Bad input gets a clear finding or nothing; never a crash, a hang or a read outside the root; the other files are still checked.</summary>
public sealed class HostileInputTests : IDisposable
{
    private const string Proof = "z.dockerfile:2:1: error[ENV001] unknown instruction 'INSTALL'";

    private readonly Project _project = new Project().AsRoot().With("z.dockerfile", Samples.Broken);

    public void Dispose() => _project.Dispose();

    public static TheoryData<string, byte[], string?> Contents => new()
    {
        { "Dockerfile", [], "Dockerfile:1:1: error[ENV001] expected an instruction" },
        { "run.sh", [], null },
        { ".wslconfig", [], null },
        { "wsl.conf", [], null },
        { "Dockerfile", "FROM a\r\nRUN b\r\n"u8.ToArray(), null },
        { "Dockerfile", [0xEF, 0xBB, 0xBF, .. "FROM a\n"u8], null },
        { "Dockerfile", [0x7F, (byte)'E', (byte)'L', (byte)'F', 0, 1], "Dockerfile:1:1: warning[ENV002] the file is binary (zero byte at offset 4): nothing in it was checked" },
        { "run.sh", [(byte)'a', 0xFF, 0xFE], "run.sh:1:1: warning[ENV002] the file is neither UTF-8 nor UTF-16 with a byte order mark (wrong byte at offset 1): nothing in it was checked" },
        { "run.sh", [0xFF, 0xFE, (byte)'a'], "run.sh:1:1: warning[ENV002] the file is neither UTF-8 nor UTF-16 with a byte order mark (wrong byte at offset 2): nothing in it was checked" },
        { "run.sh", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("echo a\r\n")).ToArray(), null },
        { "run.sh", Encoding.BigEndianUnicode.GetPreamble().Concat(Encoding.BigEndianUnicode.GetBytes("echo a\n")).ToArray(), null },
        { "run.sh", "echo a\recho b\r"u8.ToArray(), null },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public void Every_content_gets_a_finding_or_nothing_and_the_others_are_checked(string name, byte[] content, string? expected)
    {
        _project.With(name, content);

        var result = _project.Run("check", "--select", "ENV001,ENV002", "--format", "concise");

        Assert.Equal(expected is null ? [Proof] : [expected, Proof], result.OutputLines.Order(StringComparer.Ordinal));
        Assert.Empty(result.Error);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public void A_file_of_20_megabytes_is_not_read()
    {
        using (var file = File.Create(_project["Dockerfile"]))
        {
            file.SetLength(20 * 1024 * 1024);
        }

        Assert.Equal(
            ["Dockerfile:1:1: warning[ENV002] the file is too large (more than 10 MiB): nothing in it was checked", Proof],
            _project.Run("check", "--format", "concise").OutputLines);
    }

    [Theory]
    [InlineData("Dockerfile", "FROM a\nRUN echo ")]
    [InlineData("Dockerfile", "FROM a\nNOPE ")]
    [InlineData("run.sh", "echo ")]
    [InlineData("wsl.conf", "[boot]\ncommand=")]
    [InlineData(".wslconfig", "[wsl2]\nkernel=")]
    public void A_line_of_5_megabytes_does_not_hang_and_is_not_echoed(string name, string start)
    {
        _project.With(name, start + new string('x', 5 * 1024 * 1024) + "\n");

        foreach (var format in (string[])["text", "concise", "json", "sarif"])
        {
            var result = _project.Run("check", "--format", format);

            Assert.InRange(result.ExitCode, 0, 1);
            Assert.InRange(result.Output.Length, 1, 1024 * 1024);
            Assert.Contains("INSTALL", result.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("run.sh", "$(")]
    [InlineData("run.sh", "{")]
    [InlineData("run.sh", "(")]
    [InlineData("run.sh", "\"")]
    [InlineData("run.sh", "\"$(")]
    [InlineData("run.sh", "${a:-")]
    [InlineData("run.sh", "`")]
    [InlineData("run.sh", "[[ ( ")]
    [InlineData("run.sh", "if ")]
    [InlineData("Dockerfile", "[")]
    [InlineData("Dockerfile", "ONBUILD ")]
    [InlineData("Dockerfile", "RUN $(")]
    [InlineData("wsl.conf", "[")]
    [InlineData(".wslconfig", "a=\"\\")]
    [InlineData("envlint.toml", "a = [")]
    [InlineData("envlint.toml", "a = {b=")]
    public void A_hundred_thousand_openings_are_survived(string name, string opening)
    {
        _project.With(name, (name == "Dockerfile" ? "FROM a\n" : "") + string.Concat(Enumerable.Repeat(opening, 100_000)) + "\n");

        var result = _project.Run("check", "--format", "concise");

        Assert.Equal(name == "envlint.toml" ? 2 : 1, result.ExitCode);
        Assert.InRange(result.Output.Length + result.Error.Length, 1, 8 * 1024 * 1024);
        Assert.Equal(0, _project.Run("check", "--no-config", "--exclude", "z.dockerfile", "--fail-on", "never", "--format", "sarif").ExitCode);
    }

    [Theory]
    [InlineData("a\nb.dockerfile")]
    [InlineData("a\u001b[31mb.dockerfile")]
    [InlineData("::error::b.dockerfile")]
    [InlineData("\n::error file=x::b.dockerfile")]
    [InlineData("a\u202Eb.dockerfile")]
    [InlineData("a\rb.dockerfile")]
    [InlineData("a b%20<script>&\"'.dockerfile")]
    public void Odd_names_never_come_out_raw(string name)
    {
        _project.With(name, Samples.Broken).With("y" + name, [0]);

        foreach (var arguments in (string[][])[["check"], ["check", "--format", "concise"], ["check", "--show-files"], ["check", "--format", "json"], ["check", "--format", "sarif"], ["check", "--verbose"]])
        {
            var result = _project.Run(arguments);

            Assert.DoesNotContain(result.Output, static c => c is '\u001b' or '\r' or '\u202e');
            Assert.DoesNotContain(result.Error, static c => c is '\u001b' or '\r' or '\u202e');
            Assert.DoesNotContain("\n::", result.Output, StringComparison.Ordinal);
            Assert.InRange(result.ExitCode, 0, 1);
        }

        using var json = JsonDocument.Parse(_project.Run("check", "--format", "json").Output);
        Assert.Contains(json.RootElement.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("path").GetString() == name);
    }

    [Fact]
    public void A_diff_of_an_odd_name_is_still_a_diff()
    {
        _project.With("a\n+++ b\u001b.dockerfile", Samples.Unused);

        Assert.StartsWith("--- \"a/a\\n+++ b\\033.dockerfile\"\n+++ \"b/a\\n+++ b\\033.dockerfile\"\n@@", _project.Run("check", "--diff").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_in_circles_and_out_of_the_root_are_not_followed()
    {
        using var outside = new Project().With("secret.dockerfile", "TOPSECRET\n");
        _project.WithLink("loop", ".").WithLink("self.dockerfile", "self.dockerfile").WithLink("out.dockerfile", outside["secret.dockerfile"])
            .WithLink("up.dockerfile", "../../../../../../etc/passwd").WithLink("door", outside[""].TrimEnd('/'));

        var walked = _project.Run("check", "--format", "concise");
        Assert.Equal([Proof], walked.OutputLines);

        foreach (var named in (string[])["out.dockerfile", "up.dockerfile", "self.dockerfile", "door", "door/secret.dockerfile"])
        {
            var result = _project.Run("check", named);

            Assert.DoesNotContain("TOPSECRET", result.Output, StringComparison.Ordinal);
            Assert.Equal(0, result.ExitCode);
            Assert.Contains($"envlint: {named}: the link leads out of the root or nowhere\n", result.Error, StringComparison.Ordinal);
        }

        Assert.Equal(2, _project.Run("ast", "out.dockerfile").ExitCode);
    }

    [Fact]
    public void What_a_manifest_names_outside_the_root_is_not_read()
    {
        _project.With("Dockerfile", "FROM a\nCOPY ../../etc/passwd /\nRUN pip install -r ../../etc/passwd\n").With("run.sh", "source ../../etc/passwd\n");

        var result = _project.Run("check");

        Assert.DoesNotContain("root:x:", result.Output, StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
    }

    [SkippableByRootFact]
    public void An_unreadable_folder_is_one_warning()
    {
        _project.With("locked/Dockerfile", Samples.Broken);
        TakeAway(_project["locked"]);

        var result = _project.Run("check", "--format", "concise");

        Assert.Equal([Proof], result.OutputLines);
        Assert.Equal("envlint: locked: permission denied\n", result.Error);
    }

    [SkippableByRootFact]
    public void What_an_unreadable_folder_holds_is_not_said_to_be_missing()
    {
        _project.With("locked/Dockerfile", Samples.Broken);
        TakeAway(_project["locked"]);

        Assert.Equal(new CliResult(2, "", "envlint: locked/Dockerfile: permission denied\n"), _project.Run("check", "locked/Dockerfile"));
    }

    [Fact]
    public void A_name_that_is_no_UTF_8_is_told_for_what_it_is()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // the file systems of the others have no such names
        }

        // Nothing but bytes makes such names, or takes them away again.
        InShell("name=$(printf 'a\\377') && mkdir \"$name\" && printf x > \"Dockerfile.$name\"");
        var result = _project.Run("check", "--format", "concise");
        InShell("rm -r a* Dockerfile.a*");

        Assert.Equal("envlint: a\uFFFD: the name is not UTF-8\n", result.Error);
        Assert.Equal(["Dockerfile.a\uFFFD:1:1: warning[ENV002] the file cannot be opened (the name is not UTF-8): nothing in it was checked", Proof], result.OutputLines);

        void InShell(string script)
        {
            using var shell = Process.Start("/bin/sh", ["-c", $"cd '{_project["."]}' && {script}"]);
            shell.WaitForExit();
            Assert.Equal(0, shell.ExitCode);
        }
    }

    [SkippableByRootFact]
    public void An_unreadable_file_is_a_finding()
    {
        _project.With("Dockerfile", Samples.Broken);
        TakeAway(_project["Dockerfile"]);

        Assert.Equal(
            ["Dockerfile:1:1: warning[ENV002] the file cannot be opened (permission denied): nothing in it was checked", Proof],
            _project.Run("check", "--format", "concise").OutputLines);
    }

    [Fact]
    public void A_pipe_in_the_folder_is_not_waited_for()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using (var mkfifo = Process.Start("mkfifo", [_project["pipe.sh"], _project["run"], _project[".gitignore"]]))
        {
            mkfifo.WaitForExit();
            Assert.Equal(0, mkfifo.ExitCode);
        }

        Assert.Equal([Proof], _project.Run("check", "--format", "concise").OutputLines);
        Assert.Equal(0, _project.Run("check", "pipe.sh").ExitCode);
    }

    [Fact]
    public void A_program_that_unpacks_itself_is_no_manifest()
    {
        _project.With("installer", [.. "#!/bin/sh\nexit\n"u8, 0, 1, 2, 0xFF]);

        Assert.Equal([Proof], _project.Run("check", "--format", "concise").OutputLines);
    }

    private static void TakeAway(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException();
        }

        File.SetUnixFileMode(path, UnixFileMode.None);
    }
}
