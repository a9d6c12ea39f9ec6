using System.Text.Json;

namespace EnvLint.Cli.Tests;

/// <summary><c>host</c> and <c>init</c>, with programs of the test's own on the path. Platform and processor are those of the machine that the tests run on.</summary>
public sealed class HostTests : IDisposable
{
    private const string Gpu = "driver = \"551.78\"\ncuda = \"12.4\"\ngpu = \"NVIDIA GeForce RTX 3060\"\ncompute-capability = \"8.6\"\n";

    private readonly Project _project = new Project().AsRoot();
    private readonly Project _programs = new();

    public void Dispose()
    {
        _project.Dispose();
        _programs.Dispose();
    }

    [Fact]
    public void It_is_a_table_that_can_be_pasted_with_who_says_so()
    {
        WithGpu();
        Program("docker", """echo '{"OperatingSystem":"Docker Desktop","ServerVersion":"27.2.0"}'""");

        var result = Run("host");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("\ndriver = \"551.78\"                # nvidia-smi\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("\ngpu = \"NVIDIA GeForce RTX 3060\"", result.Output, StringComparison.Ordinal);
        Assert.Contains("\ndocker = \"desktop\"", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not known: driver", result.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_project["envlint.toml"]));

        // What it prints is a configuration.
        _project.With("envlint.toml", result.Output).With("requirements.txt", "torch==2.6.0\n");
        Assert.Contains("551.78, up to CUDA 12.4", _project.Run("stack").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_GPU_it_says_what_it_could_not_learn_and_does_not_fail()
    {
        var result = Run("host");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("# not known: ", result.Output, StringComparison.Ordinal);
        Assert.Contains("docker: there is neither docker nor podman on PATH\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_fails_is_quoted_without_its_control_characters()
    {
        Program("nvidia-smi", "printf 'No \\033[31mdevices\\a were found\\n'; exit 6");
        var result = Run("host");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("nvidia-smi says: No \\x1b[31mdevices\\x07 were found\n", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\x1b', result.Output);
    }

    [Fact]
    public void Json_is_what_programs_read()
    {
        WithGpu();
        using var json = JsonDocument.Parse(Run("host", "--format", "json").Output);
        Assert.Equal(1, json.RootElement.GetProperty("version").GetInt32());
        Assert.Equal("551.78", json.RootElement.GetProperty("target").GetProperty("driver").GetString());
        Assert.Equal("nvidia-smi", json.RootElement.GetProperty("facts").EnumerateArray().Single(static fact => fact.GetProperty("name").GetString() == "gpu").GetProperty("source").GetString());
        Assert.Contains("docker", json.RootElement.GetProperty("unknown").EnumerateArray().Select(static gap => gap.GetProperty("name").GetString()));
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("written").ValueKind);
    }

    [Fact]
    public void Written_it_makes_a_configuration_that_holds()
    {
        WithGpu();

        var result = Run("host", "--write");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.EndsWith("# written to envlint.toml\n", result.Output, StringComparison.Ordinal);
        Assert.StartsWith("[target]\n", _project.Read("envlint.toml"), StringComparison.Ordinal);
        Assert.Contains(Gpu, _project.Read("envlint.toml"), StringComparison.Ordinal);
        Assert.Equal(0, _project.With("Dockerfile", Samples.Fine).Run("check").ExitCode);

        // A second time there is nothing to do.
        var before = _project.Read("envlint.toml");
        Assert.EndsWith("# envlint.toml says so already\n", Run("host", "--write").Output, StringComparison.Ordinal);
        Assert.Equal(before, _project.Read("envlint.toml"));
    }

    [Fact]
    public void What_else_a_configuration_says_stays_with_its_comments()
    {
        WithGpu();
        _project.With("envlint.toml", "# ours\nfail-on = \"warning\" # strict\n\n[target] # the old one\ndriver = \"470.82.01\" # long ago\nwindows-build = \"19045\"\n\n[severity]\nIMG001 = \"error\"\n");

        Assert.Equal(0, Run("host", "--write").ExitCode);

        var text = _project.Read("envlint.toml");
        Assert.StartsWith("# ours\nfail-on = \"warning\" # strict\n\n[target] # the old one\ndriver = \"551.78\" # long ago\nwindows-build = ", text, StringComparison.Ordinal);
        Assert.EndsWith("\n[severity]\nIMG001 = \"error\"\n", text, StringComparison.Ordinal);
        Assert.Contains("gpu = \"NVIDIA GeForce RTX 3060\"\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_target_of_another_machine_does_not_mix_with_this_one()
    {
        // A driver without a GPU that it lists.
        Program("nvidia-smi", """case "$*" in *query*) exit 6;; *) echo '| NVIDIA-SMI 535.154.05  Driver Version: 535.154.05  CUDA Version: 12.2 |';; esac""");
        _project.With("envlint.toml", "[target]\ndriver = \"580.65.06\"\ngpu = \"H100\" # the cluster's\n");

        var result = Run("host", "--write");

        Assert.EndsWith("# written to envlint.toml\n# taken out of it, as this machine does not say it: gpu\n", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("H100", _project.Read("envlint.toml"), StringComparison.Ordinal);
        Assert.Contains("driver = \"535.154.05\"\n", _project.Read("envlint.toml"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_without_a_GPU_leaves_the_declared_one()
    {
        _project.With("envlint.toml", "[target]\ndriver = \"580.65.06\"\ngpu = \"H100\"\n");
        Assert.Equal(0, Run("host", "--write").ExitCode);
        Assert.StartsWith("[target]\ndriver = \"580.65.06\"\ngpu = \"H100\"\n", _project.Read("envlint.toml"), StringComparison.Ordinal);
    }

    [Fact]
    public void It_goes_where_the_configuration_is()
    {
        WithGpu();
        _project.With("sub/.keep").With("pyproject.toml", "[project]\nname = \"x\"\n\n[tool.envlint]\nfail-on = \"error\"\n");

        var result = _project.RunWhere(Variables(), ["host", "--write"], "sub");

        Assert.EndsWith("# written to ../pyproject.toml\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("[tool.envlint.target]\n", _project.Read("pyproject.toml"), StringComparison.Ordinal);
        Assert.False(File.Exists(_project["sub/envlint.toml"]));
    }

    [Theory]
    [InlineData("envlint.toml", "[target\n")]
    [InlineData("envlint.toml", "target = 3\n")]
    public void What_is_no_configuration_is_not_touched(string path, string text)
    {
        _project.With(path, text);
        var result = Run("host", "--write");
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("nothing was written", result.Error, StringComparison.Ordinal);
        Assert.Equal(text, _project.Read(path));
    }

    [Theory]
    [InlineData("--format: 'toml' is none of text, json", "host", "--format", "toml")]
    [InlineData("there is no argument 'here'", "host", "here")]
    [InlineData("there is no option '--wirte'; did you mean '--write'?", "host", "--wirte")]
    [InlineData("there is no argument 'here'", "init", "here")]
    public void Wrong_usage_is_told(string expected, params string[] arguments)
    {
        var result = Run(arguments);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_project["envlint.toml"]));
    }

    [Fact]
    public void Init_writes_a_configuration_with_this_machine_as_the_target()
    {
        WithGpu();

        var result = Run("init");

        Assert.Equal((0, "wrote envlint.toml, with this machine as the target\n", ""), (result.ExitCode, result.Output, result.Error));
        var text = _project.Read("envlint.toml");
        Assert.Contains("# fail-on = \"error\"\n", text, StringComparison.Ordinal);
        Assert.Contains("\ngpu = \"NVIDIA GeForce RTX 3060\"  # Name of the GPU\n", text, StringComparison.Ordinal);

        // All that it offers in comments is a configuration, too.
        var result2 = _project.With("Dockerfile", Samples.Fine).Run("check");
        Assert.Equal((0, ""), (result2.ExitCode, result2.Error));
        _project.With("envlint.toml", string.Join('\n', text.Split('\n').Select(static line => line.StartsWith("# ", StringComparison.Ordinal) && line.Contains(" = ", StringComparison.Ordinal) ? line[2..] : line)));
        result2 = _project.Run("check");
        Assert.Equal((0, ""), (result2.ExitCode, result2.Error));
    }

    [Theory]
    [InlineData("envlint.toml", "")]
    [InlineData("envlint.toml", "fail-on = \"never\"\n")]
    [InlineData("envlint.toml", "not toml [\n")]
    [InlineData(".envlint.toml", "fail-on = \"never\"\n")]
    [InlineData("pyproject.toml", "[tool.envlint]\nfail-on = \"never\"\n")]
    public void Init_leaves_what_is_there(string path, string text)
    {
        _project.With(path, text);

        var result = Run("init");

        Assert.Equal((2, "", $"envlint: {path} holds a configuration already; 'envlint host --write' writes its target\n"), (result.ExitCode, result.Output, result.Error));
        Assert.Equal(text, _project.Read(path));
        Assert.Equal(path == "envlint.toml", File.Exists(_project["envlint.toml"]));
    }

    [Fact]
    public void Init_is_for_the_whole_project_and_not_for_the_folder_that_one_is_in()
    {
        _project.With("a/b/.keep").With("pyproject.toml", "[project]\nname = \"x\"\n");
        Assert.Equal("wrote ../../envlint.toml, with this machine as the target\n", _project.RunWhere(Variables(), ["init"], "a/b").Output);
        Assert.True(File.Exists(_project["envlint.toml"]));
    }

    [SkippableByRootFact]
    public void Where_nothing_can_be_written_that_is_said()
    {
        _project.With("locked/.git/HEAD");
        SetMode(_project["locked"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var result = _project.RunWhere(Variables(), ["init"], "locked");
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("nothing was written", result.Error, StringComparison.Ordinal);
    }

    private void WithGpu() => Program("nvidia-smi", """
        case "$*" in
          "") echo '| NVIDIA-SMI 550.60.01  Driver Version: 551.78  CUDA Version: 12.4 |' ;;
          "--query-gpu=name,driver_version,compute_cap --format=csv,noheader") echo 'NVIDIA GeForce RTX 3060, 551.78, 8.6' ;;
          *) exit 2 ;;
        esac
        """);

    private void Program(string name, string text)
    {
        _programs.With(name, $"#!/bin/sh\n{text}\n");
        SetMode(_programs[name], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private Dictionary<string, string> Variables() => new() { ["PATH"] = _programs[""].TrimEnd('/') };

    private CliResult Run(params string[] arguments) => _project.RunWhere(Variables(), arguments);
}
