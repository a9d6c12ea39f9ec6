namespace EnvLint.Cli.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly Project _project = new Project().AsRoot();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Version_is_one_line()
    {
        var result = _project.Run("--version");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^envlint \d+\.\d+\.\d+\n$", result.Output);
        Assert.Empty(result.Error);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public void Help_lists_the_commands(string option)
    {
        var result = _project.Run(option);

        Assert.Equal(0, result.ExitCode);
        foreach (var command in (string[])["check [PATH...]", "fix [PATH...]", "explain CODE|NAME", "rules", "ast FILE"])
        {
            Assert.Contains($"\n  {command} ", result.Output, StringComparison.Ordinal);
        }

        Assert.Empty(result.Error);
    }

    [Fact]
    public void Help_of_a_command_lists_its_options()
    {
        var result = _project.Run("check", "--help");

        Assert.Equal(0, result.ExitCode);
        foreach (var option in (string[])["--target", "--select", "--ignore", "--severity", "--min-severity", "--min-confidence", "--fail-on", "--exclude", "--force-exclude", "--format", "--fix", "--unsafe-fixes", "--diff", "--config", "--no-config", "--baseline", "--no-ignore", "--stdin-filename", "--this-machine", "--show-files", "--statistics", "--jobs", "--today", "--color", "--quiet", "--verbose", "--sarif-include-suppressed", "--help, -h"])
        {
            Assert.Contains($"\n  {option}", result.Output, StringComparison.Ordinal);
        }

        Assert.All(result.OutputLines, static line => Assert.InRange(line.Length, 0, 100));
    }

    [Fact]
    public void Without_a_command_the_help_goes_to_standard_error()
    {
        var result = _project.Run();

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains("Usage:", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no command 'chek'; did you mean 'check'?", "chek")]
    [InlineData("there is no command 'frobnicate'; 'envlint --help' lists them", "frobnicate")]
    [InlineData("'--format' needs FORMAT[=FILE]", "check", "--format")]
    [InlineData("'--format' needs FORMAT[=FILE]", "check", "--format=")]
    [InlineData("'--jobs' needs N", "check", "--quiet", "--jobs")]
    [InlineData("'--kind' needs KIND", "ast", "Dockerfile", "--kind")]
    [InlineData("'--jobs' is given more than once", "check", "--jobs", "2", "--jobs", "3")]
    [InlineData("'--config' is given more than once", "stack", "--config", "a", ".", "--config=b")]
    [InlineData("'--fix' takes no value: '--fix=false'", "check", "--fix=false")]
    [InlineData("no such file or folder: --fix=false", "check", "--", "--fix=false")]
    [InlineData("no such file or folder: ''", "check", "")]
    [InlineData("no such file or folder: ''", "baseline", ".", "")]
    [InlineData("--format: 'out.txt' is named for two formats", "check", "--format", "json=out.txt", "--format", "sarif=out.txt")]
    [InlineData("there is no option '--verson'; did you mean '--version'?", "--verson")]
    [InlineData("there is no option '--selct'; did you mean '--select'?", "check", "--selct", "WSL")]
    [InlineData("there is no option '--selct'; did you mean '--select'?", "check", "--selct=WSL")]
    [InlineData("there is no option '-x'", "check", "-x")]
    [InlineData("there is no option '--formt'; did you mean '--format'?", "rules", "--formt", "json")]
    [InlineData("there is no argument 'more'", "rules", "more")]
    [InlineData("'explain' needs CODE|NAME", "explain")]
    [InlineData("'ast' needs FILE", "ast")]
    [InlineData("no such file or folder: gone", "check", "gone")]
    [InlineData("no such file or folder: --gone", "check", "--", "--gone")]
    [InlineData("no such file or folder: @gone", "check", "@gone")]
    [InlineData("--select: no rule is called 'ENV0001'; did you mean 'ENV001'?", "check", "--select", "ENV0001")]
    [InlineData("--ignore: no rule is called 'syntax-eror'; did you mean 'syntax-error'?", "check", "--ignore", "ENV002,syntax-eror")]
    [InlineData("--severity: 'ENV001' is not CODE=level", "check", "--severity", "ENV001")]
    [InlineData("--severity: 'fatal' is no severity: it is one of error, warning, info", "check", "--severity", "ENV001=fatal")]
    [InlineData("--min-severity: 'low' is none of info, warning, error", "check", "--min-severity", "low")]
    [InlineData("--min-confidence: 'sure' is none of low, medium, high", "check", "--min-confidence", "sure")]
    [InlineData("--fail-on: 'always' is none of never, info, warning, error", "check", "--fail-on", "always")]
    [InlineData("--format: there is no format 'sarfi'; did you mean 'sarif'?", "check", "--format", "sarfi")]
    [InlineData("--format: no file is named behind 'sarif='", "check", "--format", "sarif=")]
    [InlineData("--format: only one format can go to standard output; name a file: 'json=FILE'", "check", "--format", "text", "--format", "json")]
    [InlineData("--format: standard output is taken by '--diff'; name a file: 'json=FILE'", "check", "--diff", "--format", "json")]
    [InlineData("--jobs: '0' is no number from 1 to 256", "check", "--jobs", "0")]
    [InlineData("--jobs: 'many' is no number from 1 to 256", "check", "--jobs", "many")]
    [InlineData("--today: 'yesterday' is no day; write YYYY-MM-DD", "check", "--today", "yesterday")]
    [InlineData("--today: '2026-02-30' is no day; write YYYY-MM-DD", "check", "--today", "2026-02-30")]
    [InlineData("--color: 'red' is none of auto, always, never", "check", "--color", "red")]
    [InlineData("--target: a target has no key 'platfrom'; did you mean 'platform'?", "check", "--target", "platfrom=wsl2")]
    [InlineData("--target: there is no target 'wsl'; did you mean 'wsl2'?", "check", "--target", "wsl")]
    [InlineData("--target: 'mac' is no platform: it is one of wsl2, linux, windows", "check", "--target", "platform=mac")]
    [InlineData("--target: 'driver' in a target is not KEY=VALUE", "check", "--target", "platform=wsl2,driver")]
    [InlineData("--config: no such file: gone.toml", "check", "--config", "gone.toml")]
    [InlineData("'--config' and '--no-config' do not go together", "check", "--no-config", "--config", "x")]
    [InlineData("'--quiet' and '--verbose' do not go together", "check", "--quiet", "--verbose")]
    [InlineData("'--unsafe-fixes' goes with '--fix' or '--diff'", "check", "--unsafe-fixes")]
    [InlineData("'-' cannot be named together with other paths", "check", "-", "x", "--stdin-filename", "Dockerfile")]
    [InlineData("standard input needs a name that tells what it is: '--stdin-filename PATH'", "check", "-")]
    [InlineData("'--stdin-filename' goes with the path '-'", "check", "--stdin-filename", "Dockerfile")]
    [InlineData("standard input cannot be mended in place; '--diff' shows what would change", "fix", "-", "--stdin-filename", "Dockerfile")]
    [InlineData("--exclude: '[': '[' has no ']'", "check", "--exclude", "[")]
    [InlineData("no rule is called 'ENV0O1'; did you mean 'ENV001'?", "explain", "ENV0O1")]
    [InlineData("--format: 'xml' is none of text, json", "rules", "--format", "xml")]
    [InlineData("no such file: gone", "ast", "gone")]
    [InlineData("not a file but a folder: .", "ast", ".")]
    [InlineData("--kind: 'docker' is none of dockerfile, shell, wslconfig, wsl.conf, requirements, conda, markdown, powershell, batch, pyproject, compose", "ast", "here", "--kind", "docker")]
    [InlineData("'here' does not tell what it is; '--kind' does", "ast", "here")]
    public void Wrong_usage_is_said_in_one_line_and_exits_with_2(string message, params string[] arguments)
    {
        _project.With("here", "x");

        var result = _project.Run(arguments);

        Assert.Equal($"envlint: {message}\n", result.Error);
        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("check", "--select")]
    [InlineData("check", "--jobs")]
    [InlineData("check", "--jobs", "1", "--jobs", "2")]
    [InlineData("explain", "ENV001", "ENV002")]
    public void What_is_missing_or_too_much_exits_with_2(params string[] arguments)
    {
        var result = _project.Run(arguments);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("envlint: ", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Arguments_are_not_echoed_raw()
    {
        var result = _project.Run("check", "\u001b[31mred\n::error::x");

        Assert.Equal(2, result.ExitCode);
        Assert.DoesNotContain('\u001b', result.Error);
        Assert.Equal(1, result.Error.Count(static c => c == '\n'));
    }

    [Fact]
    public void A_file_whose_name_begins_with_a_dash_is_checked_behind_two_dashes()
    {
        _project.With("--fix.dockerfile", Samples.Broken);

        Assert.Equal(1, _project.Run("check", "--", "--fix.dockerfile").ExitCode);
    }

    [Fact]
    public void Options_take_their_value_behind_an_equals_sign_too()
    {
        _project.With("Dockerfile", Samples.Broken);

        Assert.Equal("Dockerfile:2:1: error[ENV001] unknown instruction 'INSTALL'\n", _project.Run("check", "--format=concise").Output);
        Assert.Empty(_project.Run("check", "--format=concise", "--ignore=ENV001").Output);
    }
}
