using System.Collections.Immutable;
using EnvLint.Text;

namespace EnvLint.Syntax.Toml;

/// <summary>A parsed TOML 1.0 document: its text, tile by tile; its statements as written; and the table that they mean.</summary>
/// <remarks>Immutable. Any text at all makes a document; what TOML 1.0 forbids is in <see cref="Errors"/>.</remarks>
public sealed class TomlDocument
{
    /// <summary>How deep tables and arrays may lie in each other; what goes deeper is an error. Counts the parts of keys, too.</summary>
    public const int MaxDepth = 200;

    internal TomlDocument(
        string text,
        ImmutableArray<TomlToken> tokens,
        ImmutableArray<TomlStatement> statements,
        ImmutableArray<TextSpan> comments,
        TomlTable root,
        ImmutableArray<SyntaxError> errors)
    {
        Text = text;
        Tokens = tokens;
        Statements = statements;
        Comments = comments;
        Root = root;
        Errors = errors;
    }

    /// <summary>The text that was parsed; all spans are offsets into it.</summary>
    public string Text { get; }

    /// <summary>Struct tokens that tile <see cref="Text"/>.</summary>
    public ImmutableArray<TomlToken> Tokens { get; }

    /// <summary>Headers and keys with values as written, in order; a line that cannot be read has none.</summary>
    public ImmutableArray<TomlStatement> Statements { get; }

    /// <summary>The comments in order, each from <c>#</c> to before its line end.</summary>
    public ImmutableArray<TextSpan> Comments { get; }

    /// <summary>What the document means.</summary>
    public TomlTable Root { get; }

    /// <summary>What breaks TOML 1.0, in grammar or in meaning, in order of position; empty for a valid document.</summary>
    public ImmutableArray<SyntaxError> Errors { get; }

    /// <summary>Parses a text. Never throws for what the text is like; takes time linear in the text's length.</summary>
    /// <param name="text">The text, with or without a byte order mark.</param>
    /// <param name="cancellationToken">Ends the work between two statements.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static TomlDocument Parse(string text, CancellationToken cancellationToken = default) => new TomlParser(text).Parse(cancellationToken);
}
