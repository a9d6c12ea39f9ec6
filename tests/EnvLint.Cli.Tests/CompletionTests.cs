using EnvLint.Cli.Completing;
using EnvLint.Configuration;
using EnvLint.Rules;

namespace EnvLint.Cli.Tests;

public sealed class CompletionTests : IDisposable
{
    private static readonly CompletionModel s_model = CompletionModel.Of(CommandLine.CreateAll(Context()), new RuleNames(RuleCatalog.Instance));

    private readonly Project _project = new Project().AsRoot().With("Dockerfile", Samples.Fine);

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("bash", "complete -F _envlint envlint")]
    [InlineData("zsh", "#compdef envlint")]
    [InlineData("fish", "complete -c envlint")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName 'envlint'")]
    public void Each_shell_has_a_script_that_holds_each_command_and_option(string shell, string head)
    {
        var result = _project.Run("completion", shell);

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        Assert.Contains(head, result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', result.Output);
        Assert.Equal(result.Output, _project.Run("completion", shell).Output);
        foreach (var command in s_model.Commands)
        {
            Assert.Contains(command.Name, result.Output, StringComparison.Ordinal);
            foreach (var option in command.Options)
            {
                Assert.Contains(shell == "fish" ? $"'__envlint_in {command.Name}' -l {option.Name[2..]} " : option.Name, result.Output, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void The_help_says_how_each_shell_gets_it()
    {
        var help = _project.Run("completion", "--help").Output;

        foreach (var line in (string[])["eval \"$(envlint completion bash)\"", "eval \"$(envlint completion zsh)\"", "envlint completion fish > ", "envlint completion pwsh | Out-String | Invoke-Expression"])
        {
            Assert.Contains(line, help, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("there is no shell 'zhs'; did you mean 'zsh'?", "zhs")]
    [InlineData("there is no shell 'elvish'; there are bash, zsh, fish, pwsh", "elvish")]
    public void Another_shell_exits_with_2(string message, string shell)
    {
        var result = _project.Run("completion", shell);

        Assert.Equal($"envlint: {message}\n", result.Error);
        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void It_is_known_of_each_value_what_stands_there()
    {
        foreach (var command in CommandLine.CreateAll(Context()).Subcommands)
        {
            foreach (var option in command.Options)
            {
                Assert.True(
                    option.HelpName is not { } value || CompletionModel.ValueOf(command.Name, option.Name, value) is not null,
                    $"CompletionModel.ValueOf does not know what '{option.HelpName}' of '{command.Name} {option.Name}' is");
            }

            foreach (var argument in command.Arguments)
            {
                Assert.True(CompletionModel.ValueOf(command.Name, "", argument.Name) is not null, $"CompletionModel.ValueOf does not know what '{argument.Name}' of '{command.Name}' is");
            }
        }
    }

    [Fact]
    public void Each_word_that_is_offered_is_taken()
    {
        var tried = 0;
        foreach (var command in s_model.Commands.Where(static command => command.Name is "check" or "stack" or "graph" or "host" or "rules"))
        {
            foreach (var option in command.Options.Where(static option => option.Value is { Shape: ValueShape.Word or ValueShape.Output }))
            {
                foreach (var word in s_model.Sets.Single(set => set.Name == option.Value!.Set).Words)
                {
                    tried++;
                    var result = _project.Run(command.Name, option.Name, word.Text);
                    Assert.True(result.ExitCode != 2, $"{command.Name} {option.Name} {word.Text}: {result.Error}");
                }
            }
        }

        foreach (var word in s_model.Sets.Where(static set => set.Name is "rules" or "families").SelectMany(static set => set.Words))
        {
            Assert.NotNull(new RuleNames(RuleCatalog.Instance).Resolve(word.Text));
        }

        foreach (var set in s_model.Sets.Where(static set => set.Name.StartsWith("target_", StringComparison.Ordinal) && set.Name != "target_keys"))
        {
            foreach (var word in set.Words)
            {
                tried++;
                Assert.Equal(0, _project.Run("check", "--target", $"{set.Name["target_".Length..]}={word.Text}").ExitCode);
            }
        }

        Assert.InRange(tried, 20, int.MaxValue);
    }

    [Fact]
    public void Words_need_no_quotes_in_any_shell() =>
        Assert.All(s_model.Sets.SelectMany(static set => set.Words), static word => Assert.Matches("^[A-Za-z0-9._-]+$", word.Text));

    // No PowerShell here: EnvLint's own reader has to see one command up to the last brace, and all that is opened has to be closed.
    [Fact]
    public void The_script_for_PowerShell_is_closed_as_it_was_opened()
    {
        var script = _project.Run("completion", "pwsh").Output;
        _project.With("whole.ps1", script);

        var facts = _project.Run("facts", "whole.ps1").Output;
        Assert.Contains($", {script.Length - 1}]", facts, StringComparison.Ordinal);
        Assert.Contains("\"register-argumentcompleter\"", facts, StringComparison.Ordinal);
        Assert.True(IsClosed(script));
        Assert.False(IsClosed(script.Remove(script.IndexOf("'commands' = @(", StringComparison.Ordinal), 1)));
        Assert.False(IsClosed(script[..script.LastIndexOf('}')]));
    }

    private static bool IsClosed(string script)
    {
        var open = new Stack<char>();
        for (var i = 0; i < script.Length; i++)
        {
            switch (script[i])
            {
                case '#':
                    i = script.IndexOf('\n', i);
                    break;
                case '\'' or '"':
                    var end = script.IndexOf(script[i], i + 1);
                    if (end < 0 || script.IndexOf('\n', i, end - i) >= 0)
                    {
                        return false;
                    }

                    i = end;
                    break;
                case '(' or '{' or '[':
                    open.Push(script[i]);
                    break;
                case ')' or '}' or ']':
                    if (!open.TryPop(out var opened) || "({[".IndexOf(opened, StringComparison.Ordinal) != ")}]".IndexOf(script[i], StringComparison.Ordinal))
                    {
                        return false;
                    }

                    break;
            }
        }

        return open.Count == 0;
    }

    private static CommandContext Context() => new(static () => Stream.Null, static () => Stream.Null, static () => Stream.Null)
    {
        WorkingDirectory = static () => "/",
        Variable = static _ => null,
        IsOutputTerminal = static () => false,
        IsErrorTerminal = static () => false,
        Today = static () => default,
    };
}
