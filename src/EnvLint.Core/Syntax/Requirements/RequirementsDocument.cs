using System.Collections.Immutable;
using EnvLint.Text;

namespace EnvLint.Syntax.Requirements;

/// <summary>A requirements or constraints file of pip: its text, tile by tile, and its lines.</summary>
/// <remarks>Immutable. Any text at all makes a document; mistakes stay with their line.</remarks>
public sealed class RequirementsDocument
{
    internal RequirementsDocument(string text, ImmutableArray<RequirementsToken> tokens, ImmutableArray<RequirementsLine> lines, ImmutableArray<TextSpan> comments)
    {
        Text = text;
        Tokens = tokens;
        Lines = lines;
        Comments = comments;
    }

    /// <summary>The text that was parsed.</summary>
    public string Text { get; }

    /// <summary>Struct tokens that tile <see cref="Text"/>.</summary>
    public ImmutableArray<RequirementsToken> Tokens { get; }

    /// <summary>The lines that say something, in order.</summary>
    public ImmutableArray<RequirementsLine> Lines { get; }

    /// <summary>The comments in order, each up to the end of its physical line.</summary>
    public ImmutableArray<TextSpan> Comments { get; }

    /// <summary>Parses a text. Never throws for what the text is like; takes time linear in the text's length.</summary>
    /// <param name="text">The text, with or without a byte order mark.</param>
    /// <param name="cancellationToken">Ends the work between two lines.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static RequirementsDocument Parse(string text, CancellationToken cancellationToken = default) => new RequirementsParser(text).Parse(cancellationToken);
}
