using System.Collections.Immutable;
using System.Text;
using EnvLint.Text;

namespace EnvLint.Manifests.Guides;

/// <summary>Takes the commands out of a block that shows a terminal: what stands behind prompts, with the lines that go on with it. All else is output.</summary>
internal sealed class ConsoleReader
{
    private readonly EmbeddedText _content;
    private readonly GuideLanguage _language;
    private readonly bool _hasUserPrompts;
    private readonly EmbeddedTextBuilder _builder;
    private readonly CommandState _state = new();
    private readonly StringBuilder _command = new();
    private readonly ImmutableArray<GuideCommands>.Builder _result = ImmutableArray.CreateBuilder<GuideCommands>();
    private GuideShell _shell;
    private int _indentation;
    private bool _isInContainer;
    private bool _isRoot;

    private ConsoleReader(EmbeddedText content, GuideLanguage language, bool hasUserPrompts)
    {
        _content = content;
        _language = language;
        _hasUserPrompts = hasUserPrompts;
        _builder = new EmbeddedTextBuilder(content);
    }

    /// <summary>Whether a block shows a terminal.</summary>
    /// <param name="content">The block.</param>
    /// <param name="language">What its fence says.</param>
    public static bool IsConsole(EmbeddedText content, GuideLanguage language)
    {
        foreach (var range in content.Text.AsSpan().Split('\n'))
        {
            var line = content.Text.AsSpan()[range];
            if (line.IsWhiteSpace())
            {
                continue;
            }

            if (Prompt.Read(line) is not { } prompt)
            {
                if (language == GuideLanguage.Console)
                {
                    continue;
                }

                return false;
            }

            switch (prompt.Kind)
            {
                case PromptKind.NumberSign when language == GuideLanguage.Console && GuideCommandLine.BeginsWithProgram(line[prompt.Length..]):
                    return true;
                case PromptKind.NumberSign:
                    // A comment, as far as one can see from here.
                    continue;
                case PromptKind.Greater:
                    return language is GuideLanguage.PowerShell or GuideLanguage.Batch || GuideCommandLine.IsForWindows(line[prompt.Length..]);
                default:
                    return true;
            }
        }

        return false;
    }

    /// <summary>Reads the commands.</summary>
    /// <param name="content">The block.</param>
    /// <param name="language">What its fence says.</param>
    public static ImmutableArray<GuideCommands> Read(EmbeddedText content, GuideLanguage language)
    {
        var reader = new ConsoleReader(content, language, HasUserPrompts(content.Text));
        var text = content.Text;
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            reader.Line(start, end);
            start = end + 1;
        }

        reader.EndRun();
        return reader._result.DrainToImmutable();
    }

    private static bool HasUserPrompts(string text)
    {
        foreach (var range in text.AsSpan().Split('\n'))
        {
            if (Prompt.Read(text.AsSpan()[range]) is { Kind: PromptKind.User })
            {
                return true;
            }
        }

        return false;
    }

    private void Line(int start, int end)
    {
        var line = _content.Text.AsSpan(start, end - start);
        var prompt = Prompt.Read(line);
        if (_state.IsIncomplete)
        {
            if (prompt is not ({ IsExplicit: true } or { Kind: PromptKind.User }))
            {
                Add(start + Continuation(line, prompt), end);
                return;
            }

            // The quote that seemed open was none.
            _state.Reset();
            _command.Clear();
        }

        var indentation = _indentation;
        _indentation = 0;
        if (prompt is { } found && ShellOf(found, line[found.Length..]) is { } shell)
        {
            if (shell != _shell)
            {
                EndRun();
                _shell = shell;
            }

            _indentation = found.Length;
            Add(start + found.Length, end);
        }
        else if (prompt is null && _state.WasToGoOnWith(line))
        {
            _indentation = indentation;
            Add(start, end);
        }
        else if (prompt is null && indentation > 0 && line.Length > indentation && line.IndexOfAnyExcept(' ') == indentation && GuideCommandLine.BeginsWithProgram(line))
        {
            // The next command stands below the first one instead of behind a prompt.
            _indentation = indentation;
            Add(start, end);
        }
        else if (line.Contains("envlint:", StringComparison.Ordinal) && line.TrimStart().StartsWith('#'))
        {
            _builder.Add(start, end);
            _builder.AddLineEnd(end);
        }
    }

    // Null where the line is output or a comment.
    private GuideShell? ShellOf(Prompt prompt, ReadOnlySpan<char> command)
    {
        switch (prompt.Kind)
        {
            case PromptKind.User or PromptKind.Root:
                return _isInContainer || prompt.IsContainer ? GuideShell.Container : GuideShell.Posix;
            case PromptKind.NumberSign:
                if (_isInContainer)
                {
                    return GuideShell.Container;
                }

                return _isRoot || (_language == GuideLanguage.Console && !_hasUserPrompts && GuideCommandLine.BeginsWithProgram(command)) ? GuideShell.Posix : null;
            case PromptKind.PowerShell:
                return GuideShell.PowerShell;
            case PromptKind.Batch:
                return GuideShell.Batch;
            default:
                return _language switch
                {
                    GuideLanguage.PowerShell => GuideShell.PowerShell,
                    GuideLanguage.Batch => GuideShell.Batch,
                    _ => GuideCommandLine.IsForWindows(command) ? GuideShell.PowerShell : null,
                };
        }
    }

    // How much of a line that goes on with a command is the mark of the shell that waits for the rest.
    private int Continuation(ReadOnlySpan<char> line, Prompt? prompt)
    {
        if (prompt is { Kind: PromptKind.Greater })
        {
            return prompt.Value.Length;
        }

        return _shell == GuideShell.PowerShell && line.StartsWith(">> ", StringComparison.Ordinal) ? 3 : 0;
    }

    private void Add(int start, int end)
    {
        var line = _content.Text.AsSpan(start, end - start);
        _builder.Add(start, end);
        _builder.AddLineEnd(end);
        _command.Append(line).Append(' ');
        if (_shell is GuideShell.Posix or GuideShell.Container)
        {
            _state.Read(line);
        }

        if (!_state.IsIncomplete)
        {
            EndCommand();
        }
    }

    // docker exec -it x bash, sudo -i: what follows runs elsewhere, or as another user.
    private void EndCommand()
    {
        var words = _command.ToString().Split([' ', '\t', '\\'], StringSplitOptions.RemoveEmptyEntries);
        _command.Clear();
        if (words.Length == 0)
        {
            return;
        }

        var program = words is ["sudo", _, ..] ? words[1] : words[0];
        if (program is "docker" or "podman" or "nerdctl" or "nvidia-docker")
        {
            var isRun = false;
            var isInteractive = false;
            foreach (var word in words)
            {
                isRun |= word is "exec" or "run";
                isInteractive |= word is "-it" or "-ti" or "-i" or "-itd" or "--interactive" || (word.Length > 2 && word[0] == '-' && word[1] != '-' && word.AsSpan(1).IndexOfAnyExcept("itdP") < 0 && word.Contains('i', StringComparison.Ordinal));
            }

            _isInContainer |= isRun && isInteractive;
        }
        else if (program is "exit")
        {
            _isInContainer = false;
            _isRoot = false;
        }
        else if (program is "su" || words is ["sudo", "-i" or "-s", ..] or ["sudo", "bash"])
        {
            _isRoot = true;
        }
    }

    private void EndRun()
    {
        if (_builder.IsEmpty)
        {
            return;
        }

        var text = _builder.Build();
        _result.Add(new GuideCommands(_shell, text with { Text = GuidePlaceholders.ToVariables(text.Text, _shell) }));
    }
}
