using System.Collections.Immutable;
using System.Text;
using EnvLint.Text;

namespace EnvLint.Syntax.PowerShell;

/// <summary>The kinds of token.</summary>
public enum WindowsTokenKind
{
    /// <summary>Blanks, and a line continuation.</summary>
    Blank,

    /// <summary>The end of a line.</summary>
    LineEnd,

    /// <summary>A comment, or a label of a batch file.</summary>
    Comment,

    /// <summary>A prompt that was copied along: <c>PS C:\&gt;</c>.</summary>
    Prompt,

    /// <summary>A word, a piece of one, a keyword.</summary>
    Word,

    /// <summary>What joins commands or redirects them.</summary>
    Operator,

    /// <summary>A bracket that opens or closes a part.</summary>
    Bracket,
}

/// <summary>A token. All tokens of a text, one behind the other, are the text.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Span">Its place.</param>
public readonly record struct WindowsToken(WindowsTokenKind Kind, TextSpan Span);

/// <summary>The kinds of part that a word is made of.</summary>
public enum WindowsWordPartKind
{
    /// <summary>Text that stands for itself.</summary>
    Text,

    /// <summary>An escape; <see cref="WindowsWordPart.Text"/> is what it stands for.</summary>
    Escape,

    /// <summary>A variable; <see cref="WindowsWordPart.Text"/> is its name.</summary>
    Variable,

    /// <summary>What is known when it runs: <c>$(…)</c>, <c>{…}</c>.</summary>
    Unknown,
}

/// <summary>A part of a word, quotes left out.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Span">Its place.</param>
/// <param name="Text">Text, or the name of a variable.</param>
public readonly record struct WindowsWordPart(WindowsWordPartKind Kind, TextSpan Span, string Text);

/// <summary>A word of a command.</summary>
/// <param name="Span">Its place, quotes included.</param>
/// <param name="Parts">Its parts.</param>
/// <param name="IsQuoted">Whether any part is quoted.</param>
public sealed record WindowsWord(TextSpan Span, ImmutableArray<WindowsWordPart> Parts, bool IsQuoted)
{
    /// <summary>What the word comes to; null where a part of it is not known.</summary>
    public string? Value { get; } = ValueOf(Parts);

    private static string? ValueOf(ImmutableArray<WindowsWordPart> parts)
    {
        foreach (var part in parts)
        {
            if (part.Kind is WindowsWordPartKind.Variable or WindowsWordPartKind.Unknown)
            {
                return null;
            }
        }

        if (parts.Length == 1)
        {
            return parts[0].Text;
        }

        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(part.Text);
        }

        return text.ToString();
    }
}

/// <summary>A redirection.</summary>
/// <param name="Span">Its place, target included.</param>
/// <param name="OperatorSpan">The operator's place.</param>
/// <param name="Operator">The operator without the number of the stream: <c>&gt;</c>, <c>&gt;&gt;</c>, <c>&lt;</c>.</param>
/// <param name="IsStandardOutput">Whether it is the standard output that it redirects.</param>
/// <param name="Target">The file; null for a stream, and where it is missing.</param>
public sealed record WindowsRedirection(TextSpan Span, TextSpan OperatorSpan, string Operator, bool IsStandardOutput, WindowsWord? Target);

/// <summary>The kinds of statement that the reader tells of.</summary>
public enum WindowsStatementKind
{
    /// <summary>A command with its arguments.</summary>
    Command,

    /// <summary>A variable of the environment gets a value: its name without <c>env:</c>, and the value.</summary>
    Assignment,

    /// <summary>A text or a number of its own: <c>"text" | program</c>.</summary>
    Value,
}

/// <summary>A statement: at the level of commands, with no tree above it.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Span">Its place.</param>
/// <param name="Words">Its words.</param>
/// <param name="Redirections">Its redirections.</param>
/// <param name="PipedFrom">Index of the statement whose output it reads; -1 where there is none.</param>
/// <param name="IsConditional">Whether it may not run at all, or not as often as it is written.</param>
/// <param name="IsFailureHandled">Whether its failure is looked at, or lost: a condition, before <c>||</c>, not the last of a pipe.</param>
/// <param name="IsAppend">Whether an assignment adds to what is there.</param>
public sealed record WindowsStatement(
    WindowsStatementKind Kind,
    TextSpan Span,
    ImmutableArray<WindowsWord> Words,
    ImmutableArray<WindowsRedirection> Redirections,
    int PipedFrom,
    bool IsConditional,
    bool IsFailureHandled,
    bool IsAppend = false);

/// <summary>What the reader found in a text.</summary>
/// <param name="Text">The text.</param>
/// <param name="Dialect">Its language.</param>
/// <param name="Tokens">All tokens, in order and without gaps.</param>
/// <param name="Statements">The statements; what runs inside another comes before it.</param>
public sealed record WindowsScript(string Text, WindowsDialect Dialect, ImmutableArray<WindowsToken> Tokens, ImmutableArray<WindowsStatement> Statements);
