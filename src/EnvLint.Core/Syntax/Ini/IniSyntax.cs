using System.Collections.Immutable;
using EnvLint.Text;

namespace EnvLint.Syntax.Ini;

/// <summary>A header, a setting, or a line that is neither.</summary>
public abstract class IniStatement
{
    /// <summary>From the first character to the last that belongs to it; no comment, no line end.</summary>
    public required TextSpan Span { get; init; }

    /// <summary>Why the parser does not take it; null where it does, and behind the stop.</summary>
    public required IniError? Error { get; init; }

    /// <summary>Whether the parser had already given up: what stands here is never looked at.</summary>
    public required bool IsBehindStop { get; init; }

    /// <summary>The comment that follows on the same line; empty without one.</summary>
    public TextSpan CommentSpan { get; init; }

    /// <summary>Whether the parser takes it.</summary>
    public bool IsRead => Error is null && !IsBehindStop;
}

/// <summary><c>[section]</c>, or a line that begins with <c>[</c> and fails.</summary>
public sealed class IniHeader : IniStatement
{
    /// <summary>The name that is meant: what stands between the brackets, or up to the end of the line, without blanks around it.</summary>
    public required string Name { get; init; }

    /// <summary>The place of <see cref="Name"/>.</summary>
    public required TextSpan NameSpan { get; init; }
}

/// <summary><c>key = value</c>.</summary>
public sealed class IniSetting : IniStatement
{
    /// <summary>The key as written.</summary>
    public required string Key { get; init; }

    /// <summary>The place of the key.</summary>
    public required TextSpan KeySpan { get; init; }

    /// <summary>
    /// The section under which the parser files the key. Not always that of the header above: after a header that fails
    /// it is the one before, or the failed name cut to the length of the one before. Empty before the first header.
    /// </summary>
    public required string Section { get; init; }

    /// <summary>
    /// Whether the key itself is lost: after a failed header whose name is shorter than the section before it, the parser's
    /// name ends with that header's name.
    /// </summary>
    public required bool IsKeyLost { get; init; }

    /// <summary>The nearest header above, read or not; null before the first.</summary>
    public required IniHeader? Header { get; init; }

    /// <summary>The value as written, without blanks around it; empty where there is none.</summary>
    public required TextSpan ValueSpan { get; init; }

    /// <summary>The value as the parser hands it on: quotes gone, escapes and continuations resolved, on Windows each character cut to its low byte.</summary>
    public required string Value { get; init; }

    /// <summary>The line that WSL's messages name, from 1: the last one of a continued value.</summary>
    public required int Line { get; init; }

    internal int FirstValueToken { get; init; }

    internal int ValueTokenCount { get; init; }

    /// <summary>The name that the parser looks up: <c>section.key</c>, or the key alone without a section.</summary>
    public string FullName => IsKeyLost ? Section : Section.Length == 0 ? Key : $"{Section}.{Key}";
}

/// <summary>A line that begins like nothing, or like a setting but has no <c>=</c> behind its key.</summary>
public sealed class IniBadLine : IniStatement
{
    /// <summary>The letters and digits at its start; empty where it begins with something else.</summary>
    public required TextSpan KeySpan { get; init; }

    /// <summary>The nearest header above, read or not; null before the first.</summary>
    public required IniHeader? Header { get; init; }
}

/// <summary>The tree of a <c>.wslconfig</c> or <c>wsl.conf</c>: what WSL's own parser makes of the text.</summary>
public sealed class IniDocument
{
    internal IniDocument(
        SourceText source,
        IniDialect dialect,
        ImmutableArray<IniToken> tokens,
        ImmutableArray<IniStatement> statements,
        ImmutableArray<IniError> errors,
        IniError? stoppedBy)
    {
        Source = source;
        Dialect = dialect;
        Tokens = tokens;
        Statements = statements;
        Errors = errors;
        StoppedBy = stoppedBy;
    }

    /// <summary>The text.</summary>
    public SourceText Source { get; }

    /// <summary>The reader that the text was parsed for.</summary>
    public IniDialect Dialect { get; }

    /// <summary>All tokens in order; joined they are the text.</summary>
    public ImmutableArray<IniToken> Tokens { get; }

    /// <summary>Headers, settings and bad lines in order, those behind the stop included.</summary>
    public ImmutableArray<IniStatement> Statements { get; }

    /// <summary>What the parser complains about, in order.</summary>
    public ImmutableArray<IniError> Errors { get; }

    /// <summary>The complaint that ended the reading; null where the whole file was read.</summary>
    public IniError? StoppedBy { get; }

    /// <summary>Parses a text as WSL does. Never throws for what the text is like; linear in the length of the text.</summary>
    /// <param name="source">The text.</param>
    /// <param name="dialect">The reader.</param>
    /// <param name="cancellationToken">Ends the work between two lines.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IniDocument Parse(SourceText source, IniDialect dialect, CancellationToken cancellationToken = default) => new IniParser(source, dialect).Run(cancellationToken);

    /// <summary>The tokens of a setting's value: text, quotes, escapes, continuations.</summary>
    /// <param name="setting">A setting of this document.</param>
    public ReadOnlySpan<IniToken> ValueTokens(IniSetting setting) =>
        Tokens.AsSpan().Slice(setting.FirstValueToken, setting.ValueTokenCount);
}
