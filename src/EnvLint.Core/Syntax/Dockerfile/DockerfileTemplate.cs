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
            if (Has(line, "{{", "}}") || Has(line, "{%", "%}"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Has(ReadOnlySpan<char> line, string open, string close)
    {
        var start = line.IndexOf(open, StringComparison.Ordinal);
        return start >= 0 && line[start..].Contains(close, StringComparison.Ordinal);
    }

    private static ReadOnlySpan<char> LineAt(string text, int position)
    {
        var start = position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;
        var length = text.AsSpan(start).IndexOf('\n');
        return length < 0 ? text.AsSpan(start) : text.AsSpan(start, length);
    }
}
