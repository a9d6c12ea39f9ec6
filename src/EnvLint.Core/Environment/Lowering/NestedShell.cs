using System.Collections.Immutable;
using System.Text;
using EnvLint.Environment.Commands;
using EnvLint.Environment.Facts;
using EnvLint.Syntax.Shell;
using EnvLint.Text;

namespace EnvLint.Environment.Lowering;

/// <summary>Shell text inside a command.</summary>
/// <param name="Text">The text and the way to the file.</param>
/// <param name="IsWsl">Whether it runs in a WSL distribution.</param>
internal sealed record NestedShellText(EmbeddedText Text, bool IsWsl);

/// <summary>Finds the text that a command hands to a shell: <c>bash -c '…'</c>, <c>su -c '…'</c>, <c>wsl -e bash -c '…'</c>, <c>bash &lt;&lt;EOF</c>.</summary>
internal static class NestedShell
{
    public static NestedShellText? Find(CommandUse use, ShellSource source)
    {
        switch (use.Program)
        {
            case "sh" or "bash" or "dash" or "zsh" or "ksh" or "ash":
                return InShell(use, source, isWsl: false);
            case "su" or "runuser":
                return use.Invocation?.Option("-c", "--command")?.Value is { } command && Text(command, source) is { } text
                    ? new NestedShellText(text, IsWsl: false)
                    : null;
            case "eval" when use.Arguments.Length == 1 && use.Arguments[0].Syntax?.Parts is [ShellSingleQuoted]:
                return Text(use.Arguments[0], source) is { } evaluated ? new NestedShellText(evaluated, IsWsl: false) : null;
            case "wsl":
                return InWsl(use, source);
            default:
                return null;
        }
    }

    private static NestedShellText? InShell(CommandUse use, ShellSource source, bool isWsl)
    {
        if (use.Invocation is { } invocation)
        {
            if (invocation.Has("-c"))
            {
                return invocation.Operands is [var command, ..] && Text(command, source) is { } text ? new NestedShellText(text, isWsl) : null;
            }

            // bash <<EOF, bash -s <<EOF; with an operand it runs that file, and the text is the file's input.
            if (invocation.Operands.IsEmpty || invocation.Has("-s"))
            {
                return Heredoc(use, source) is { } body ? new NestedShellText(body, isWsl) : null;
            }
        }

        return null;
    }

    // wsl [-d NAME] [-u USER] [--] [-e] bash -c "…", or any other command: the words are those of another shell's line.
    private static NestedShellText? InWsl(CommandUse use, ShellSource source)
    {
        var start = WslCommandLine.Parse(use.Arguments).CommandStart;
        if (start < 0)
        {
            return null;
        }

        if (start + 2 < use.Arguments.Length && (use.Arguments[start].Is("bash") || use.Arguments[start].Is("sh"))
            && use.Arguments[start + 1].Value is { } option && option.StartsWith('-') && option.EndsWith('c'))
        {
            return Text(use.Arguments[start + 2], source) is { } text ? new NestedShellText(text, IsWsl: true) : null;
        }

        return use.Arguments[start].Syntax is { } first && use.Arguments[^1].Syntax is { } last && last.Span.End > first.Span.Start
            ? new NestedShellText(Slice(source, TextSpan.FromBounds(first.Span.Start, last.Span.End)), IsWsl: true)
            : null;
    }

    private static EmbeddedText? Heredoc(CommandUse use, ShellSource source)
    {
        if (use.Syntax is null)
        {
            return null;
        }

        foreach (var redirection in use.Syntax.Redirections)
        {
            if (redirection.Heredoc is { StripsTabs: false } heredoc)
            {
                return Slice(source, heredoc.Span);
            }
        }

        return null;
    }

    private static EmbeddedText? Text(Word word, ShellSource source)
    {
        if (word.Syntax is not { Parts: [var only] })
        {
            return null;
        }

        switch (only)
        {
            case ShellSingleQuoted { IsAnsi: false, IsClosed: true } single:
                return Slice(source, new TextSpan(single.Span.Start + 1, single.Span.Length - 2));
            case ShellDoubleQuoted { IsClosed: true } quoted when source.Tree.Text[quoted.Span.Start] == '"':
                return Unescape(source, quoted);
            default:
                return null;
        }
    }

    private static EmbeddedText Slice(ShellSource source, TextSpan span) =>
        new(
            source.Text.File,
            source.Tree.Text.Substring(span.Start, span.Length),
            source.Text.Map.Compose(SpanMap.Slice(span.Start, span.Length)));

    // Inside double quotes the outer shell expands variables first. They are left as they are: the inner shell
    // has the same ones or none, and a value that is not known stays unknown either way. Escapes lose their backslash.
    private static EmbeddedText Unescape(ShellSource source, ShellDoubleQuoted quoted)
    {
        var start = quoted.Span.Start + 1;
        var end = quoted.Span.End - 1;
        var hasEscape = false;
        foreach (var part in quoted.Parts)
        {
            hasEscape |= part is ShellEscape;
        }

        if (!hasEscape)
        {
            return Slice(source, TextSpan.FromBounds(start, end));
        }

        var text = new StringBuilder(end - start);
        var segments = new List<SpanMap.Segment>();
        var from = start;
        foreach (var part in quoted.Parts)
        {
            if (part is not ShellEscape escape)
            {
                continue;
            }

            Copy(from, escape.Span.Start);
            // The quoted character itself; a backslash before any other character stays.
            var kept = escape.Text.Length == escape.Span.Length ? escape.Span.Start : escape.Span.Start + 1;
            Copy(kept, escape.Span.End);
            from = escape.Span.End;
        }

        Copy(from, end);
        var inner = segments.Count == 0 ? SpanMap.Slice(start, 0) : SpanMap.FromSegments(segments);
        return new EmbeddedText(source.Text.File, text.ToString(), source.Text.Map.Compose(inner));

        void Copy(int first, int last)
        {
            if (last > first)
            {
                segments.Add(new SpanMap.Segment(text.Length, first, last - first));
                text.Append(source.Tree.Text, first, last - first);
            }
        }
    }
}
