using System.Collections.Immutable;
using EnvLint.Environment.Commands;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Linking;
using EnvLint.Syntax.PowerShell;
using EnvLint.Syntax.Shell;
using EnvLint.Text;

namespace EnvLint.Environment.Lowering;

/// <summary>Turns PowerShell and batch text into the facts that shell text gives.</summary>
internal sealed class WindowsLowering
{
    // cmd /c "powershell -c …": deeper than anyone writes.
    private const int MaximumNesting = 6;

    private readonly FactCollector _facts;
    private readonly EmbeddedText _text;
    private readonly WindowsScript _script;
    private readonly Scope _scope;
    private readonly CommandUse? _outer;
    private readonly int _nesting;

    private WindowsLowering(FactCollector facts, EmbeddedText text, WindowsScript script, Scope scope, CommandUse? outer, int nesting)
    {
        _facts = facts;
        _text = text;
        _script = script;
        _scope = scope;
        _outer = outer;
        _nesting = nesting;
    }

    /// <summary>Lowers a script, or a block of a guide.</summary>
    /// <param name="facts">Takes the facts.</param>
    /// <param name="text">The text.</param>
    /// <param name="dialect">Its language.</param>
    /// <param name="scope">Where it runs: Windows.</param>
    /// <returns>What was read.</returns>
    public static WindowsScript Run(FactCollector facts, EmbeddedText text, WindowsDialect dialect, Scope scope) =>
        Run(facts, text, dialect, scope, outer: null, nesting: 0);

    /// <summary>The place of commands that Windows itself runs.</summary>
    /// <param name="evidence">What says so.</param>
    public static Scope Host(ScopeEvidence evidence) => new(ScopeKind.WindowsHost, [evidence], null);

    private static WindowsScript Run(FactCollector facts, EmbeddedText text, WindowsDialect dialect, Scope scope, CommandUse? outer, int nesting)
    {
        var script = WindowsParser.Parse(text.Text, dialect, facts.CancellationToken);
        new WindowsLowering(facts, text, script, scope, outer, nesting).Statements();
        return script;
    }

    private void Statements()
    {
        var uses = new CommandUse?[_script.Statements.Length];
        for (var i = 0; i < uses.Length; i++)
        {
            _facts.CancellationToken.ThrowIfCancellationRequested();
            var statement = _script.Statements[i];
            switch (statement.Kind)
            {
                case WindowsStatementKind.Assignment:
                    Set(statement.Words[0], statement.Words[1], _text.ToFile(statement.Span), statement.IsAppend, statement.IsConditional);
                    break;
                case WindowsStatementKind.Value when statement.Redirections is [{ Target: { } target } redirection]:
                    Write(target, statement.Words[0], redirection.Operator == ">>", command: null);
                    break;
                case WindowsStatementKind.Command:
                    uses[i] = Command(statement, statement.PipedFrom < 0 ? null : uses[statement.PipedFrom]);
                    break;
            }
        }
    }

    private CommandUse Command(WindowsStatement statement, CommandUse? pipedFrom)
    {
        var words = ImmutableArray.CreateBuilder<Word>(statement.Words.Length);
        foreach (var word in statement.Words)
        {
            words.Add(WordOf(word));
        }

        var stripped = CommandPrefixes.StripWindows(words, _script.Dialect);
        var use = new CommandUse
        {
            Span = _text.ToFile(statement.Span),
            Scope = _scope,
            Order = _facts.NextOrder,
            Program = stripped.Program,
            ProgramWord = stripped.ProgramWord,
            Arguments = stripped.Arguments,
            Prefixes = stripped.Prefixes,
            Assignments = [],
            Redirections = Redirections(statement),
            Shell = null,
            Syntax = null,
            Layer = 0,
            IsConditional = statement.IsConditional || _outer is { IsConditional: true },
            Failure = statement.IsFailureHandled ? FailureEffect.Ignored : FailureEffect.Unknown,
            PipedFrom = pipedFrom,
            Outer = _outer,
            Folder = _facts.WindowsFolder,
        };
        _facts.Add(use);
        FactExtractor.Extract(use, _facts);
        var arguments = statement.Words.AsSpan()[^use.Arguments.Length..];
        switch (use.Program)
        {
            case "cd" or "chdir" or "set-location" or "sl" or "pushd" or "push-location" or "popd" or "pop-location":
                ChangeFolder(use);
                break;
            case "setx":
                SetX(use, arguments, statement);
                break;
            case "set-content" or "add-content" or "out-file":
                Content(use, arguments, statement);
                break;
            case "invoke-webrequest" or "iwr" or "invoke-restmethod" or "irm":
                WebRequest(use);
                break;
            case "wsl":
                Wsl(use, arguments);
                break;
            case "powershell" or "pwsh":
                Inner(use, arguments, WindowsDialect.PowerShell, "-command", "-c");
                break;
            case "cmd":
                Inner(use, arguments, WindowsDialect.Batch, "/c", "/k");
                break;
        }

        return use;
    }

    // cd /d C:\x, cd %~dp0, Set-Location folder
    private void ChangeFolder(CommandUse use)
    {
        Word? target = null;
        foreach (var argument in use.Arguments)
        {
            if (!argument.Is("/d") && !argument.Is("/D") && !argument.Is("-Path") && !argument.Is("-LiteralPath"))
            {
                target = target is null ? argument : null;
            }
        }

        _facts.WindowsFolder = use.IsConditional || target is null || use.Program.StartsWith("pop", StringComparison.Ordinal) ? null
            : target.Raw.Trim('"').TrimEnd('\\') is "%~dp0" or "$PSScriptRoot" ? WorkingFolder.Script
            : target.Value is { } value && !value.Contains(':', StringComparison.Ordinal) && !value.Contains('%', StringComparison.Ordinal)
                && WorkingFolder.Combine(_facts.WindowsFolder, value.Replace('\\', '/')) is { } folder
                ? _facts.OutOfClone(folder)
                : null;
    }

    private Word WordOf(WindowsWord word)
    {
        var raw = _script.Text.Substring(word.Span.Start, word.Span.Length);
        return new Word(_text.ToFile(word.Span), raw, word.Value, word.IsQuoted, HasGlob(word), [], syntax: null);
    }

    private static bool HasGlob(WindowsWord word) => !word.IsQuoted && word.Value is { } value && value.AsSpan().IndexOfAny('*', '?') >= 0;

    private ImmutableArray<RedirectionUse> Redirections(WindowsStatement statement)
    {
        var result = ImmutableArray.CreateBuilder<RedirectionUse>();
        foreach (var redirection in statement.Redirections)
        {
            // PowerShell has no <.
            if (redirection.Operator == "<" ? _script.Dialect == WindowsDialect.PowerShell : !redirection.IsStandardOutput)
            {
                continue;
            }

            var kind = redirection.Operator switch
            {
                "<" => ShellRedirectionKind.Input,
                ">>" => ShellRedirectionKind.Append,
                _ => ShellRedirectionKind.Output,
            };
            result.Add(new RedirectionUse(
                kind, _text.ToFile(redirection.Span), _text.ToFile(redirection.OperatorSpan), redirection.Target is { } target ? WordOf(target) : null, HeredocText: null));
        }

        return result.DrainToImmutable();
    }

    // setx NAME VALUE [/M]
    private void SetX(CommandUse use, ReadOnlySpan<WindowsWord> arguments, WindowsStatement statement)
    {
        if (arguments is [{ Value: { Length: > 0 } first } name, var value, ..] && first[0] != '/')
        {
            Set(name, value, use.Span, isAppend: false, statement.IsConditional);
        }
    }

    private void Set(WindowsWord name, WindowsWord value, TextSpan span, bool isAppend, bool isConditional)
    {
        if (name.Value is { Length: > 0 } text)
        {
            _facts.Add(new VariableSet
            {
                Span = span,
                Scope = _scope,
                Order = _facts.NextOrder,
                Name = text,
                NameSpan = _text.ToFile(name.Span),
                Value = WordOf(value),
                Kind = VariableSetKind.Export,
                IsAppend = isAppend,
                IsConditional = isConditional || _outer is { IsConditional: true },
                Shell = null,
            });
        }
    }

    // "text" | Set-Content [-Path] FILE, Set-Content FILE "text", "text" | Out-File [-FilePath] FILE -Append
    private void Content(CommandUse use, ReadOnlySpan<WindowsWord> arguments, WindowsStatement statement)
    {
        WindowsWord? path = null;
        var value = statement.PipedFrom >= 0 && _script.Statements[statement.PipedFrom] is { Kind: WindowsStatementKind.Value } piped ? piped.Words[0] : null;
        var isAppend = use.Program == "add-content";
        for (var i = 0; i < arguments.Length; i++)
        {
            var name = arguments[i].Value is { Length: > 1 } text && text[0] == '-' && !arguments[i].IsQuoted ? text.ToLowerInvariant() : "";
            switch (name)
            {
                case "":
                    if (path is null)
                    {
                        path = arguments[i];
                    }
                    else if (use.Program != "out-file")
                    {
                        value ??= arguments[i];
                    }

                    break;
                case "-path" or "-filepath" or "-literalpath" when i + 1 < arguments.Length:
                    path = arguments[++i];
                    break;
                case "-value" when i + 1 < arguments.Length:
                    value = arguments[++i];
                    break;
                case "-append":
                    isAppend = true;
                    break;
                case "-encoding" or "-width" or "-stream" or "-inputobject" or "-filter" or "-include" or "-exclude":
                    i++;
                    break;
            }
        }

        if (path is not null && value is not null)
        {
            Write(path, value, isAppend, use);
        }
    }

    private void Write(WindowsWord path, WindowsWord value, bool isAppend, CommandUse? command)
    {
        var text = value.Value is null ? null : WindowsText.Argument(_text, _script.Dialect, value);
        _facts.Add(new FileWrite
        {
            Span = _text.ToFile(path.Span),
            Scope = _scope,
            Order = _facts.NextOrder,
            Path = WordOf(path),
            Content = text?.Text,
            Text = text,
            IsAppend = isAppend,
            Command = command,
        });
    }

    // Invoke-WebRequest [-Uri] ADDRESS [-OutFile FILE]
    private void WebRequest(CommandUse use)
    {
        Word? address = null;
        var output = "";
        for (var i = 0; i < use.Arguments.Length; i++)
        {
            var argument = use.Arguments[i];
            if (argument.Value is not { } text || !text.StartsWith('-'))
            {
                address ??= argument;
            }
            else if (text.Equals("-OutFile", StringComparison.OrdinalIgnoreCase) && i + 1 < use.Arguments.Length)
            {
                output = use.Arguments[++i].Value;
            }
            else if (TakesValue(text) && i + 1 < use.Arguments.Length)
            {
                i++;
            }
        }

        if (address is not null)
        {
            _facts.NoteAddresses([address]);
            _facts.Add(new Download { Span = address.Span, Scope = _scope, Order = _facts.NextOrder, Url = address, Output = output, Command = use });
        }
    }

    // The address may stand behind -Uri, or alone; the values of other parameters are none.
    private static bool TakesValue(string parameter) =>
        !parameter.Equals("-Uri", StringComparison.OrdinalIgnoreCase)
        && !parameter.Equals("-UseBasicParsing", StringComparison.OrdinalIgnoreCase)
        && !parameter.Equals("-UseDefaultCredentials", StringComparison.OrdinalIgnoreCase)
        && !parameter.Equals("-SkipCertificateCheck", StringComparison.OrdinalIgnoreCase)
        && !parameter.Equals("-PassThru", StringComparison.OrdinalIgnoreCase)
        && !parameter.Equals("-Verbose", StringComparison.OrdinalIgnoreCase);

    // wsl [-d NAME] [--] command …: a shell of the distribution reads the rest of the line.
    private void Wsl(CommandUse use, ReadOnlySpan<WindowsWord> arguments)
    {
        var line = WslCommandLine.Parse(use.Arguments);
        if (line.CommandStart >= 0)
        {
            ShellLowering.RunInWsl(_facts, WindowsText.CommandLine(_text, _script.Dialect, arguments[line.CommandStart..]), use);
        }
    }

    // powershell -Command "…", cmd /c …: the rest of the line is text of its own language.
    private void Inner(CommandUse use, ReadOnlySpan<WindowsWord> arguments, WindowsDialect dialect, string option, string other)
    {
        if (_nesting >= MaximumNesting)
        {
            return;
        }

        for (var i = 0; i + 1 < arguments.Length; i++)
        {
            if (arguments[i].Value is { } text && (text.Equals(option, StringComparison.OrdinalIgnoreCase) || text.Equals(other, StringComparison.OrdinalIgnoreCase)))
            {
                var rest = arguments[(i + 1)..];
                var inner = rest.Length == 1 ? WindowsText.Argument(_text, _script.Dialect, rest[0]) : WindowsText.CommandLine(_text, _script.Dialect, rest);
                Run(_facts, inner, dialect, _scope, use, _nesting + 1);
                return;
            }
        }
    }
}
