using System.Globalization;
using System.Text;
using EnvLint.Text;

namespace EnvLint.Syntax.Dockerfile;

/// <summary>Writes a parsed Dockerfile as an indented text, one node to a line, for people who want to see what the parser saw.</summary>
public static class DockerfileTreePrinter
{
    /// <summary>Writes a tree.</summary>
    /// <param name="tree">The tree.</param>
    /// <returns>Lines that each end in a line feed.</returns>
    public static string Print(DockerfileTree tree)
    {
        var output = new StringBuilder();
        foreach (var directive in tree.Directives)
        {
            Line(output, 0, "Directive", directive.Span).Append(' ').Append(directive.Name).Append('=');
            Quote(output, directive.Value).Append('\n');
        }

        foreach (var instruction in tree.Instructions)
        {
            Print(output, instruction, 0);
        }

        foreach (var comment in tree.Comments)
        {
            Line(output, 0, "Comment", comment).Append('\n');
        }

        if (tree.IsFragment)
        {
            output.Append("Fragment\n");
        }

        foreach (var error in tree.Errors)
        {
            Line(output, 0, "Error", error.Span).Append(' ');
            Quote(output, error.Message).Append('\n');
        }

        return output.ToString();
    }

    private static void Print(StringBuilder output, DockerfileInstruction instruction, int depth)
    {
        Line(output, depth, instruction.Kind.ToString(), instruction.Span);
        if (instruction.Form != DockerfileForm.None)
        {
            output.Append(' ').Append(instruction.Form == DockerfileForm.Exec ? "exec" : "shell");
        }

        output.Append('\n');
        foreach (var flag in instruction.Flags)
        {
            Line(output, depth + 1, "Flag", flag.Span).Append(' ').Append(flag.Name);
            if (flag.Value is not null)
            {
                Quote(output.Append('='), flag.Value);
            }

            output.Append('\n');
        }

        if (instruction.Trigger is { } trigger)
        {
            Print(output, trigger, depth + 1);
        }
        else if (!instruction.Pairs.IsEmpty)
        {
            foreach (var pair in instruction.Pairs)
            {
                Line(output, depth + 1, "Pair", TextSpan.FromBounds(pair.NameSpan.Start, Math.Max(pair.NameSpan.End, pair.ValueSpan.End))).Append(' ');
                Quote(output, pair.Name);
                if (pair.Value is not null)
                {
                    Quote(output.Append(pair.IsLegacy ? ' ' : '='), pair.Value);
                }

                output.Append('\n');
            }
        }
        else if (!instruction.Words.IsEmpty)
        {
            foreach (var word in instruction.Words)
            {
                Quote(Line(output, depth + 1, "Word", word.Span).Append(' '), word.Raw).Append('\n');
            }
        }
        else if (instruction.ArgumentText.Length > 0)
        {
            Quote(Line(output, depth + 1, "Text", instruction.ArgumentSpan).Append(' '), instruction.ArgumentText).Append('\n');
        }

        foreach (var heredoc in instruction.Heredocs)
        {
            Line(output, depth + 1, "Heredoc", heredoc.OperatorSpan).Append(' ');
            if (heredoc.FileDescriptor >= 0)
            {
                output.Append(CultureInfo.InvariantCulture, $"{heredoc.FileDescriptor}");
            }

            Quote(output.Append(heredoc.StripsTabs ? "<<-" : "<<"), heredoc.Delimiter);
            output.Append(heredoc.IsQuoted ? " quoted" : "").Append(heredoc.IsClosed ? " " : " unclosed ");
            Quote(output, heredoc.Body).Append('\n');
        }
    }

    private static StringBuilder Line(StringBuilder output, int depth, string name, TextSpan span) =>
        output.Append(' ', depth * 2).Append(name).Append(' ').Append(CultureInfo.InvariantCulture, $"{span}");

    private static StringBuilder Quote(StringBuilder output, string text)
    {
        output.Append('"');
        foreach (var character in text)
        {
            switch (character)
            {
                case '"' or '\\':
                    output.Append('\\').Append(character);
                    break;
                case '\n':
                    output.Append("\\n");
                    break;
                case '\r':
                    output.Append("\\r");
                    break;
                case '\t':
                    output.Append("\\t");
                    break;
                default:
                    if (char.IsControl(character) || char.IsSurrogate(character))
                    {
                        output.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
                    }
                    else
                    {
                        output.Append(character);
                    }

                    break;
            }
        }

        return output.Append('"');
    }
}
