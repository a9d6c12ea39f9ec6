using System.Diagnostics;
using System.Text;

namespace EnvLint.Cli.Tests.Shells;

/// <summary>The completion scripts in the shells that they are for.</summary>
public sealed class ShellTests : IDisposable
{
    private readonly Project _project = new Project().AsRoot().With("my file.yml", "x").With("it's.txt", "x").With("sub/$(touch pwned)", "x");

    public void Dispose() => _project.Dispose();

    public static TheoryData<string, string, string> Lines()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var shell in (string[])["bash", "zsh", "fish"])
        {
            foreach (var (line, words) in new (string, string)[]
            {
                ("envlint ch", "check"),
                ("envlint c", "check completion"),
                ("envlint zz", ""),
                ("envlint --v", "--version"),
                ("envlint check --fo", "--force-exclude --format"),
                ("envlint check --quiet --unsafe", "--unsafe-fixes"),
                ("envlint fix --fix", ""),
                ("envlint check --format sar", "sarif"),
                ("envlint check --format=sar", "sarif"),
                ("envlint check --format nothing", ""),
                ("envlint stack --format=merm", "mermaid"),
                ("envlint rules --format ", "json text"),
                ("envlint check --min-severity ", "error info warning"),
                ("envlint check --min-confidence=", "high low medium"),
                ("envlint check --fail-on n", "never"),
                ("envlint check --color ", "always auto never"),
                ("envlint check --select WSL005", "WSL005"),
                ("envlint check --select AL", "ALL"),
                ("envlint check --select wsl-bad-si", "wsl-bad-size"),
                ("envlint check --ignore WSL001,DRV002", "DRV002"),
                ("envlint check --ignore=WSL001,drv-x,WSL005", "WSL005"),
                ("envlint check --severity WSL005", "WSL005"),
                ("envlint check --severity WSL005=", "error info warning"),
                ("envlint check --severity=WSL005=w", "warning"),
                ("envlint check --target pl", "platform"),
                ("envlint check --target wsl", "wsl2"),
                ("envlint check --target=platform=", "linux windows wsl2"),
                ("envlint check --target driver=551.78,dock", "docker"),
                ("envlint stack --target driver=551.78,docker=", "desktop engine podman"),
                ("envlint check --target driver=", ""),
                ("envlint check --jobs ", ""),
                ("envlint explain wsl-bad-si", "wsl-bad-size"),
                ("envlint ast --kind=wsl", "wsl.conf wslconfig"),
                ("envlint completion ", "bash fish pwsh zsh"),
                ("envlint rules x", ""),
                ("envlint host --w", "--write"),
            })
            {
                data.Add(shell, line, words);
            }
        }

        return data;
    }

    [ShellTheory("bash", "zsh", "fish")]
    [MemberData(nameof(Lines))]
    public void A_line_is_completed(string shell, string line, string words)
    {
        var result = Run(shell, shell == "zsh" ? ["-f"] : shell == "fish" ? ["-N"] : [], "complete." + shell, Script(shell), line);

        // What a shell calls an offer differs: the whole word or its last part, with a description, with what it types behind it.
        var offered = result.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(static offer => !offer.StartsWith("compopt ", StringComparison.Ordinal))
            .Select(static offer => offer.Split('\t')[0].TrimEnd('='))
            .Select(static offer => offer[(offer.LastIndexOfAny(['=', ',']) + 1)..])
            .Order(StringComparer.Ordinal);
        Assert.Equal(words, string.Join(' ', offered));
    }

    [ShellTheory("zsh", "bash", "fish")]
    [InlineData("bash", "envlint check my", "<check><my file.yml>")]
    [InlineData("bash", "envlint check it", "<check><it's.txt>")]
    [InlineData("bash", "envlint check \"my", "<check><my file.yml>")]
    [InlineData("bash", "envlint check sub/", "<check><sub/$(touch pwned)>")]
    [InlineData("bash", "envlint check --config=my", "<check><--config=my file.yml>")]
    [InlineData("bash", "envlint check --format sarif=it", "<check><--format><sarif=it's.txt>")]
    [InlineData("bash", "envlint check --format=conc", "<check><--format=concise>")]
    [InlineData("zsh", "envlint check my", "<check><my file.yml>")]
    [InlineData("zsh", "envlint check it", "<check><it's.txt>")]
    [InlineData("zsh", "envlint check \"my", "<check><my file.yml>")]
    [InlineData("zsh", "envlint check sub/", "<check><sub/$(touch pwned)>")]
    [InlineData("zsh", "envlint check --config=my", "<check><--config=my file.yml>")]
    [InlineData("zsh", "envlint check --format sarif=it", "<check><--format><sarif=it's.txt>")]
    [InlineData("zsh", "envlint check --format=conc", "<check><--format=concise>")]
    [InlineData("fish", "envlint check my", "<check><my file.yml>")]
    [InlineData("fish", "envlint check it", "<check><it's.txt>")]
    [InlineData("fish", "envlint check \"my", "<check><my file.yml>")]
    [InlineData("fish", "envlint check sub/", "<check><sub/$(touch pwned)>")]
    [InlineData("fish", "envlint check --config=my", "<check><--config=my file.yml>")]
    [InlineData("fish", "envlint check --format sarif=it", "<check><--format><sarif=it's.txt>")]
    [InlineData("fish", "envlint check --format=conc", "<check><--format=concise>")]
    public void A_tab_types_what_the_program_then_gets(string shell, string line, string arguments)
    {
        Assert.Equal(arguments, Run("zsh", ["-f"], "tab.zsh", shell, Script(shell), line).TrimEnd('\n'));
        Assert.False(File.Exists(_project["pwned"]));
    }

    [ShellTheory("fish")]
    [InlineData("envlint explain WSL005", "WSL005\tA size is not what it looks like")]
    [InlineData("envlint check --ignore WSL001,WSL005", "WSL001,WSL005\tA size is not what it looks like")]
    [InlineData("envlint ch", "check\tChecks files and says what will not run, why, and what mends it")]
    public void Fish_tells_what_a_word_stands_for(string line, string offer) =>
        Assert.Equal(offer, Run("fish", ["-N"], "complete.fish", Script("fish"), line).TrimEnd('\n'));

    [ShellTheory("shellcheck")]
    [InlineData("bash")]
    public void Shellcheck_finds_nothing(string shell)
    {
        var (output, exitCode) = Start("shellcheck", ["-s", shell, Script(shell)]);

        Assert.Empty(output);
        Assert.Equal(0, exitCode);
    }

    private string Script(string shell)
    {
        var result = _project.Run("completion", shell);
        Assert.Equal(0, result.ExitCode);
        _project.With(".git/completion." + shell, result.Output);
        return _project[".git/completion." + shell];
    }

    private string Run(string program, string[] options, string harness, params string[] arguments) =>
        Start(program, [.. options, Path.Join(AppContext.BaseDirectory, "Shells", harness), .. arguments]).Output;

    private (string Output, int ExitCode) Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _project[""],
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(program);
        }

        return (output.Result, process.ExitCode);
    }
}
