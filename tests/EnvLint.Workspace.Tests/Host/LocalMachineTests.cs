using System.Globalization;
using EnvLint.Workspace.Host;

namespace EnvLint.Workspace.Tests.Host;

public sealed class LocalMachineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("envlint-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_program_on_the_path_runs_with_its_arguments_as_they_are()
    {
        Script("tool", "printf '%s|' \"$@\"; echo oops >&2; exit 3");
        var run = Machine().Run("tool", "a b", "$(x)", "'\"*");
        Assert.Equal((3, "a b|$(x)|'\"*|", "oops\n", ""), (run.ExitCode, run.Output, run.Error, run.Reason));
    }

    [Fact]
    public void It_runs_outside_of_the_project()
    {
        Script("tool", "pwd");
        Assert.Equal("/\n", Machine().Run("tool").Output);
    }

    [Fact]
    public void What_is_not_there_is_missing()
    {
        File.WriteAllText(Path.Join(_folder, "text"), "no program");
        Assert.True(Machine().Run("nothing").IsMissing);
        Assert.True(Machine().Run("text").IsMissing);
        Assert.True(Machine().Run(Path.Join(_folder, "nothing")).IsMissing);
        Assert.True(new LocalMachine(static _ => null, TimeSpan.FromSeconds(2)).Run("sh").IsMissing);
    }

    [Fact]
    public void A_folder_that_is_not_absolute_does_not_count()
    {
        Script("tool", "echo here");
        var relative = Path.GetRelativePath(System.Environment.CurrentDirectory, _folder);
        Assert.True(new LocalMachine(name => name == "PATH" ? $"{relative}:.::" : null, TimeSpan.FromSeconds(2)).Run("tool").IsMissing);
    }

    [Fact]
    public void What_cannot_be_started_is_said()
    {
        var path = Path.Join(_folder, "broken");
        File.WriteAllText(path, "#!/nowhere/at/all\n");
        MakeProgram(path);
        var run = Machine().Run("broken");
        Assert.Equal((null, false, "cannot be started"), (run.ExitCode, run.IsMissing, run.Reason));
    }

    [Fact]
    public void A_program_that_hangs_is_ended_with_its_children()
    {
        var pids = Path.Join(_folder, "pids");
        Script("tool", $"/bin/sleep 600 & echo $$ $! > {pids}; echo begun; wait");

        var run = new LocalMachine(Path_, TimeSpan.FromSeconds(3)).Run("tool");

        Assert.Equal((null, "begun\n", "did not answer within 3 seconds"), (run.ExitCode, run.Output, run.Reason));
        foreach (var pid in File.ReadAllText(pids).Split(' ').Select(static text => int.Parse(text, CultureInfo.InvariantCulture)))
        {
            Assert.True(HasEnded(pid), $"the process {pid} still runs");
        }
    }

    [Fact]
    public void Ten_megabytes_are_read_and_their_beginning_is_kept()
    {
        Script("tool", "echo first; i=0; while [ $i -lt 17 ]; do s=$s$s${s:-x}; i=$((i+1)); case ${#s} in ??????*) break;; esac; done; i=0; while [ $i -lt 40 ]; do echo \"$s\"; i=$((i+1)); done; exit 0");
        var run = new LocalMachine(Path_, TimeSpan.FromSeconds(60)).Run("tool");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("first\nx", run.Output, StringComparison.Ordinal);
        Assert.Equal(256 * 1024, run.Output.Length);
    }

    [Fact]
    public void Bytes_that_are_no_text_do_no_harm()
    {
        Script("tool", "printf '\\377\\200\\000\\001ok'");
        Assert.EndsWith("ok", Machine().Run("tool").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_read_and_those_that_are_not_there_are_not()
    {
        File.WriteAllText(Path.Join(_folder, "file"), "text");
        Assert.Equal("text", Machine().Read(Path.Join(_folder, "file")));
        Assert.Null(Machine().Read(Path.Join(_folder, "nothing")));
        Assert.Null(Machine().Read(_folder));
    }

    [Fact]
    public void This_machine_is_asked_without_harm()
    {
        var report = HostProbe.Ask(Machine());
        Assert.Contains(report.Gaps, static gap => gap.What == "docker");
        Assert.DoesNotContain(report.Target, static fact => fact.Value.Length == 0);
    }

    private LocalMachine Machine() => new(Path_, TimeSpan.FromSeconds(30));

    private string? Path_(string name) => name == "PATH" ? _folder : null;

    private void Script(string name, string text)
    {
        var path = Path.Join(_folder, name);
        File.WriteAllText(path, $"#!/bin/sh\n{text}\n");
        MakeProgram(path);
    }

    private static void MakeProgram(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    // Gone, or only waiting for its parent to take note of it.
    private static bool HasEnded(int pid)
    {
        for (var i = 0; i < 100_000; i++)
        {
            try
            {
                var status = File.ReadAllText($"/proc/{pid}/stat");
                if (status[(status.LastIndexOf(')') + 2)..][0] is 'Z' or 'X')
                {
                    return true;
                }
            }
            catch (IOException)
            {
                return true;
            }
        }

        return false;
    }
}
