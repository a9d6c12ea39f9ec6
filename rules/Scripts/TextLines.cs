using System.Collections.Immutable;
using EnvLint.Syntax.Dockerfile;
using EnvLint.Syntax.Shell;
using EnvLint.Engine;
using EnvLint.Text;

namespace EnvLint.Rules.Scripts;

/// <summary>Questions about a place of a file that its tokens answer: is it a comment, a string, the text of a here-document?</summary>
internal static class TextLines
{
    /// <summary>Whether a place is text that nothing executes: a comment, a quoted string, a here-document.</summary>
    /// <param name="file">The file.</param>
    /// <param name="position">An offset in the file.</param>
    public static bool IsQuotedOrComment(FileAnalysis file, int position)
    {
        if (file.Dockerfile is { } dockerfile)
        {
            var token = Find(dockerfile.Tree.Tokens, position);
            if (token is DockerfileTokenKind.Comment or DockerfileTokenKind.HeredocText or DockerfileTokenKind.HeredocEnd or DockerfileTokenKind.Directive)
            {
                return true;
            }
        }

        if (file is { Facts: { } facts, Kind: Manifests.ManifestKind.Shell } && facts.Shells is [var script, ..])
        {
            return Find(script.Tree.Tokens, position) is ShellTokenKind.Comment or ShellTokenKind.QuotedText or ShellTokenKind.HeredocText or ShellTokenKind.HeredocEnd;
        }

        return false;
    }

    /// <summary>The first offset of a line that is no blank.</summary>
    /// <param name="source">The file.</param>
    /// <param name="line">Line number from 0.</param>
    public static int FirstCharacter(SourceText source, int line)
    {
        var span = source.LineSpan(line);
        var position = span.Start;
        while (position < span.End && source[position] is ' ' or '\t')
        {
            position++;
        }

        return position;
    }

    /// <summary>A line with its line end.</summary>
    /// <param name="source">The file.</param>
    /// <param name="line">Line number from 0.</param>
    public static TextSpan WholeLine(SourceText source, int line) =>
        TextSpan.FromBounds(source.Lines.StartOf(line), source.Lines.EndOf(line));

    private static DockerfileTokenKind Find(ImmutableArray<DockerfileToken> tokens, int position) =>
        tokens.IsEmpty ? DockerfileTokenKind.Blank : tokens[LastAtOrBefore(tokens, position, static token => token.Start)].Kind;

    private static ShellTokenKind Find(ImmutableArray<ShellToken> tokens, int position) =>
        tokens.IsEmpty ? ShellTokenKind.Blank : tokens[LastAtOrBefore(tokens, position, static token => token.Start)].Kind;

    // Tokens tile their text: the one that holds a place is the last that begins at or before it.
    private static int LastAtOrBefore<TToken>(ImmutableArray<TToken> tokens, int position, Func<TToken, int> start)
    {
        var low = 0;
        var high = tokens.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (start(tokens[middle]) <= position)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }
}
