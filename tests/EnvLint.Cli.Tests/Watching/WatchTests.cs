using System.Text;
using EnvLint.Cli.Watching;

namespace EnvLint.Cli.Tests.Watching;

public sealed class WatchTests : IDisposable
{
    private const string Separator = "----------------------------------------\n";
    private const string Found = "Dockerfile:2:1: error[ENV001] unknown instruction 'INSTALL'\n";

    private readonly Project _project = new Project().AsRoot();
    private readonly MemoryStream _output = new();
    private ScriptedChanges? _changes;

    public void Dispose()
    {
        _project.Dispose();
        _output.Dispose();
    }

    [Fact]
    public void The_whole_state_is_printed_each_time_something_changes()
    {
        _project.With("Dockerfile", Samples.Fine);

        var result = Watch(
            [],
            () => _project.With("Dockerfile", Samples.Broken),
            () => { },
            () => _project.With("b/Dockerfile", Samples.Broken),
            () => File.Delete(_project["Dockerfile"]),
            () => File.Move(_project["b/Dockerfile"], _project["b/other.dockerfile"]),
            () => File.Delete(_project["b/other.dockerfile"]));

        Assert.Equal(
            Separator + Found + Separator + Found + "b/" + Found + Separator + "b/" + Found + Separator + "b/other.dockerfile" + Found["Dockerfile".Length..] + Separator,
            result.Output);
        Assert.Equal(130, result.ExitCode);
        Assert.Contains("envlint: no manifest found\n", result.Error, StringComparison.Ordinal);
        Assert.Equal(6, result.Error.Split("waiting for changes").Length - 1);
    }

    [Fact]
    public void An_editor_that_writes_beside_and_renames_is_seen()
    {
        _project.With("Dockerfile", Samples.Fine);
        var time = File.GetLastWriteTimeUtc(_project["Dockerfile"]);

        var result = Watch([], () =>
        {
            _project.With("Dockerfile.tmp~", Samples.Broken);
            File.Move(_project["Dockerfile.tmp~"], _project["Dockerfile"], overwrite: true);
            File.SetLastWriteTimeUtc(_project["Dockerfile"], time);
        });

        Assert.Equal(Separator + Found, result.Output);
    }

    [Fact]
    public void What_leads_to_a_file_is_checked_again_with_it_and_nothing_else()
    {
        _project.With("Dockerfile", "FROM python:3.11\nCOPY requirements-torch.txt /x/torch.txt\nRUN pip install torchvision==0.19.0 -r /x/torch.txt\n").With("b.sh", "pip install -r requirements-other.txt\n")
            .With("requirements-torch.txt", "torch==2.4.0\n").With("requirements-other.txt", "numpy==1.26.4\n").With("c.sh", "echo x\n");
        var before = _project.Run("check", "--format", "concise", "--quiet").Output;

        var result = Watch(["--verbose"], () => _project.With("requirements-torch.txt", "torch==2.5.1\n"));
        Assert.Contains("5 of 5 files analysed in this round\n", result.Error, StringComparison.Ordinal);
        Assert.Contains("\n2 of 5 files analysed in this round\n", result.Error, StringComparison.Ordinal);

        Assert.Equal(before + Separator + _project.Run("check", "--format", "concise", "--quiet").Output, result.Output);
        Assert.NotEqual(before, result.Output[(before.Length + Separator.Length)..]);
    }

    [Fact]
    public void A_broken_configuration_is_told_and_the_last_good_one_holds()
    {
        _project.With("Dockerfile", Samples.Broken).With("envlint.toml", "ignore = [\"ENV001\"]\n");

        var result = Watch(
            [],
            () => _project.With("envlint.toml", "ignore = [\n"),
            () => _project.With("other.dockerfile", Samples.Broken),
            () => _project.With("envlint.toml", "ignore = [\"APT005\"]\n"),
            () => File.Delete(_project["envlint.toml"]),
            () => _project.With(".envlint.toml", "ignore = [\"ENV001\"]\n"));

        // The second report, with the new file, is without findings: the last good configuration holds.
        var both = Found + "other.dockerfile" + Found["Dockerfile".Length..];
        Assert.Equal(Separator + Separator + both + Separator + both + Separator, result.Output);
        Assert.Contains("envlint: envlint.toml:", result.Error, StringComparison.Ordinal);
        Assert.Contains("what was found before holds until that is mended", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_configuration_that_is_broken_from_the_beginning_exits_with_2()
    {
        _project.With("Dockerfile", Samples.Broken).With("envlint.toml", "ignore = [\n");

        var result = Watch([], static () => Assert.Fail("it waits"));

        Assert.Equal(2, result.ExitCode);
    }

    [Fact]
    public void What_a_configuration_extends_counts()
    {
        _project.With("Dockerfile", Samples.Broken).With("envlint.toml", "extends = \"base.toml\"\n").With("base.toml", "ignore = [\"ENV001\"]\n");

        Assert.Equal(Separator + Found, Watch([], () => _project.With("base.toml", "ignore = [\"APT005\"]\n")).Output);
    }

    [Fact]
    public void Ignore_files_count_when_they_change()
    {
        _project.With("Dockerfile", Samples.Broken);

        Assert.Equal(Found + Separator + Separator + Found, Watch([], () => _project.With(".gitignore", "Dockerfile\n"), () => _project.With(".gitignore", "x\n")).Output);
    }

    [Fact]
    public void A_path_that_is_gone_is_told_and_waited_for()
    {
        _project.With("sub/Dockerfile", Samples.Broken);

        var result = Watch(
            ["sub/Dockerfile"],
            () => File.Delete(_project["sub/Dockerfile"]),
            () => _project.With("sub/Dockerfile", Samples.Broken + "MORE x\n"));

        Assert.Contains("envlint: no such file or folder: sub/Dockerfile\n", result.Error, StringComparison.Ordinal);
        Assert.Contains("sub/Dockerfile:3:1: error[ENV001] unknown instruction 'MORE'", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_is_told_once_and_the_state_is_shown_again_below_it()
    {
        _project.With("sub/Dockerfile", Samples.Broken);

        var result = Watch(
            ["sub/Dockerfile"],
            () => File.Move(_project["sub/Dockerfile"], _project["sub/away"]),
            () => { },
            () => { },
            () => File.Move(_project["sub/away"], _project["sub/Dockerfile"]),
            () => { });

        Assert.Equal(1, result.Error.Split("no such file or folder").Length - 1);
        Assert.Equal("sub/" + Found + Separator + "sub/" + Found, result.Output);
    }

    [Fact]
    public void A_file_that_the_configuration_lacks_is_read_when_it_comes()
    {
        _project.With("Dockerfile", Samples.Broken).With("envlint.toml", "");

        var result = Watch(
            [],
            () => _project.With("envlint.toml", "extends = \"base.toml\"\n"),
            () => { },
            () => _project.With("base.toml", "ignore = [\"ENV001\"]\n"));

        Assert.Equal(1, result.Error.Split("envlint.toml:1:").Length - 1);
        Assert.Equal(Found + Separator, result.Output);
    }

    [Fact]
    public void Of_the_folder_of_a_configuration_elsewhere_nothing_but_that_counts()
    {
        using var other = new Project().With("envlint.toml", "").With("big/Dockerfile", Samples.Fine);
        _project.With("Dockerfile", Samples.Fine);

        Watch(["--config", other["envlint.toml"]]);

        var places = _changes!.Places!;
        Assert.Equal([Root(_project)], places.Folders);
        Assert.Equal([Root(other)], places.ShallowFolders);
        Assert.False(places.IsIdle(other["envlint.toml"]));
        Assert.True(places.IsIdle(other["Dockerfile"]));
    }

    [Fact]
    public void A_root_that_is_gone_is_waited_for_where_it_was()
    {
        _project.With("sub/deep/.git/HEAD", "").With("sub/deep/Dockerfile", Samples.Broken);

        WatchedPlaces? meanwhile = null;
        var result = Watch(
            ["sub/deep"],
            () => Directory.Delete(_project["sub"], recursive: true),
            () =>
            {
                meanwhile = _changes!.Places!;
                _project.With("sub/deep/.git/HEAD", "").With("sub/deep/Dockerfile", Samples.Fine);
            });

        Assert.Empty(meanwhile!.Folders);
        Assert.Equal([Root(_project)], meanwhile.ShallowFolders);
        Assert.False(meanwhile.IsIdle(_project["sub"]));
        Assert.True(meanwhile.IsIdle(_project["subs"]));
        Assert.Equal([_project["sub/deep"]], _changes!.Places!.Folders);
        Assert.Equal(Found + Separator, result.Output);
    }

    [Fact]
    public void A_new_root_below_is_one()
    {
        _project.With("Dockerfile", Samples.Broken).With("sub/Dockerfile", Samples.Broken);

        var result = Watch([], () => _project.With("sub/envlint.toml", "ignore = [\"ENV001\"]\n"), () => File.Delete(_project["sub/envlint.toml"]));

        Assert.Equal(Found + "sub/" + Found + Separator + Found + Separator + Found + "sub/" + Found, result.Output);
    }

    [Fact]
    public void A_terminal_is_cleared_and_a_pipe_is_not()
    {
        _project.With("Dockerfile", Samples.Broken);

        var shown = Run(isTerminal: true, [], [() => _project.With("Dockerfile", Samples.Fine)]).Output;

        Assert.Equal(2, shown.Split("\u001b[H\u001b[2J\u001b[3J").Length - 1);
        Assert.DoesNotContain("----", shown, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', Watch([], () => _project.With("Dockerfile", Samples.Broken)).Output);
    }

    [Fact]
    public void A_format_with_a_file_is_written_each_time()
    {
        _project.With("Dockerfile", Samples.Fine);
        var lengths = new List<int>();

        Watch(
            ["--format", "json=out.json", "--format", "concise"],
            () =>
            {
                lengths.Add(_project.Read("out.json").Length);
                _project.With("Dockerfile", Samples.Broken);
            },
            () => lengths.Add(_project.Read("out.json").Length));

        Assert.True(lengths[1] > lengths[0]);
    }

    [Fact]
    public void What_is_ignored_wakes_nobody_and_what_a_file_leads_to_does()
    {
        _project.With(".gitignore", "node_modules/\nbuilt/\n*.log\n").With("Dockerfile", Samples.Fine).With("setup.sh", "pip install -r built/list.txt\n").With("built/list.txt", "numpy\n");

        Watch([]);

        var isIdle = _changes!.Places!.IsIdle;
        Assert.All((string[])["node_modules/x/Dockerfile", "node_modules", ".git/index", ".git/objects/ab/cd", "a.log", "built/other"], path => Assert.True(isIdle(_project[path]), path));
        Assert.All((string[])["Dockerfile", ".gitignore", "new/Dockerfile", ".git/info/exclude", ".git", "envlint.toml", "built/list.txt"], path => Assert.False(isIdle(_project[path]), path));
    }

    [Theory]
    [InlineData("'--watch' and '--fix' do not go together", "--fix")]
    [InlineData("'--watch' and '--diff' do not go together", "--diff")]
    [InlineData("'--watch' and '--show-files' do not go together", "--show-files")]
    [InlineData("'--watch' and '--this-machine' do not go together", "--this-machine")]
    [InlineData("'--watch' and '-' do not go together: standard input is read once", "-", "--stdin-filename", "Dockerfile")]
    [InlineData("--format: '--watch' prints text or concise; name a file, which is written each time: 'json=FILE'", "--format", "json")]
    public void What_does_not_go_with_it_exits_with_2(string message, params string[] arguments)
    {
        var result = _project.Run(["check", "--watch", .. arguments]);

        Assert.Equal($"envlint: {message}\n", result.Error);
        Assert.Equal(2, result.ExitCode);
    }

    [Fact]
    public void Fix_does_not_watch() => Assert.Equal("envlint: there is no option '--watch'", _project.Run("fix", "--watch").Error.Split(';')[0].TrimEnd('\n'));

    // After whatever happens, what is shown is what a run from the beginning shows.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void The_state_is_that_of_a_run_from_the_beginning(int seed)
    {
        var random = new Random(seed);
        string[] paths = ["Dockerfile", "docker/Dockerfile", "compose.yml", "setup.sh", "lists/torch.txt", "requirements.txt", "lists/more.txt", "environment.yml", ".gitignore", "sub/envlint.toml", "sub/setup.sh", "Makefile", "envlint.toml"];
        string[] texts =
        [
            "FROM python:3.11\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n",
            "FROM nvidia/cuda:12.4.1-base-ubuntu22.04\nCOPY lists/torch.txt /x/\nRUN pip install -r /x/torch.txt\nINSTALL x\n",
            "services:\n  a:\n    build:\n      context: .\n      dockerfile: docker/Dockerfile\n",
            "services:\n  a:\n    build: .\n",
            "pip install -r lists/torch.txt --index-url https://download.pytorch.org/whl/cu121\n",
            "docker build -f docker/Dockerfile .\npip install -r requirements.txt\n",
            "torch==2.5.1\ntorchvision==0.19.0\n",
            "torch==2.4.0+cu121\n-r more.txt\n",
            "-r lists/torch.txt\nnumpy==1.26.4\n",
            "name: x\nchannels: [conda-forge]\ndependencies:\n  - python=3.11\n  - pip:\n    - -r lists/torch.txt\n",
            "lists/\n",
            "ignore = [\"ENV001\"]\n",
            "all:\n\tcp list requirements.txt\n",
            "",
        ];
        for (var i = 0; i < 6; i++)
        {
            _project.With(paths[random.Next(paths.Length - 1)], texts[random.Next(texts.Length)]);
        }

        var steps = new List<Action>();
        for (var i = 0; i < 40; i++)
        {
            steps.Add(() =>
            {
                Compare();
                Change();
            });
        }

        steps.Add(Compare);
        Watch([], [.. steps]);

        void Compare()
        {
            // What is printed last holds still, if nothing was printed since.
            var shown = Encoding.UTF8.GetString(_output.ToArray()).Split(Separator)[^1];
            var fresh = _project.RunHere(static surroundings => surroundings, "check", "--format", "concise", "--quiet");
            if (fresh.ExitCode != 2)
            {
                Assert.Equal(fresh.Output, shown);
            }
        }

        void Change()
        {
            var path = paths[random.Next(paths.Length)];
            switch (random.Next(6))
            {
                case 0:
                    File.Delete(_project[path]);
                    break;
                case 1 when File.Exists(_project[path]):
                    var other = _project[paths[random.Next(paths.Length)]];
                    Directory.CreateDirectory(Path.GetDirectoryName(other)!);
                    File.Move(_project[path], other, overwrite: true);
                    break;
                default:
                    _project.With(path, texts[random.Next(texts.Length)]);
                    break;
            }
        }
    }

    private static string Root(Project project) => Path.TrimEndingDirectorySeparator(project[""]);

    private CliResult Watch(string[] arguments, params Action[] steps) => Run(isTerminal: false, arguments, steps);

    private CliResult Run(bool isTerminal, string[] arguments, Action[] steps)
    {
        _output.SetLength(0);
        CommandContext? context = null;
        var result = _project.RunHere(
            surroundings => surroundings with
            {
                IsTerminal = isTerminal,
                OutputStream = _output,
                Started = started => context = started,
                Changes = _ => _changes = new ScriptedChanges(steps, () => context!.Interrupt()),
            },
            ["check", "--watch", .. arguments.Contains("--format") ? [] : (string[])["--format", "concise"], .. arguments]);
        return result with { Output = string.Concat(Encoding.UTF8.GetString(_output.ToArray()).Split('\n').Where(static line => !line.Contains(" checked)", StringComparison.Ordinal)).Select(static line => line + "\n"))[..^1] };
    }
}
