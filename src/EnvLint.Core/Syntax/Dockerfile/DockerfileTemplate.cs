using System.Collections.Immutable;
using EnvLint.Text;

namespace EnvLint.Syntax.Dockerfile;

/// <summary>Tells a template, which becomes a Dockerfile when a tool fills it in, from a Dockerfile.</summary>
public static class DockerfileTemplate
{
    /// <summary>Whether a placeholder or a statement of Jinja, Go or Mustache is what the parser could not take. Where a command holds braces of its own, nothing is wrong with them.</summary>
    /// <param name="tree">The tree.</param>
    public static bool Is(DockerfileTree tree)
    {
        foreach (var error in tree.Errors)
        {
            var line = LineAt(tree.Text, error.Span.Start);
            if (Holds(tree.Text, line, error.Span, "{{", "}}") || Holds(tree.Text, line, error.Span, "{%", "%}"))
            {
                return true;
            }
        }

        return false;
    }

    // At the beginning of the line, or where the error is: braces further on belong to a command that may be right.
    private static bool Holds(string text, TextSpan line, TextSpan error, string open, string close)
    {
        for (var from = line.Start; ;)
        {
            var start = text.IndexOf(open, from, line.End - from, StringComparison.Ordinal);
            var end = start < 0 ? -1 : text.IndexOf(close, start, line.End - start, StringComparison.Ordinal);
            if (end < 0)
            {
                return false;
            }

            if (text.AsSpan(line.Start, start - line.Start).IsWhiteSpace() || (start < error.End && end + close.Length > error.Start))
            {
                return true;
            }

            from = end;
        }
    }

    private static TextSpan LineAt(string text, int position)
    {
        var start = position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;
        var length = text.AsSpan(start).IndexOf('\n');
        return new TextSpan(start, length < 0 ? text.Length - start : length);
    }
}
