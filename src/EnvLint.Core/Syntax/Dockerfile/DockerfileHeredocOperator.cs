using System.Globalization;
using EnvLint.Text;

namespace EnvLint.Syntax.Dockerfile;

/// <summary>A <c>&lt;&lt;WORD</c> in an instruction.</summary>
/// <param name="Name">The word without quotes.</param>
/// <param name="IsQuoted">Whether a part of the word was quoted.</param>
/// <param name="StripsTabs">Whether it is <c>&lt;&lt;-</c>.</param>
/// <param name="FileDescriptor">The number in front; -1 without one.</param>
/// <param name="Start">Offset of the <c>&lt;&lt;</c> in the joined line.</param>
/// <param name="End">End of the word there.</param>
internal readonly record struct DockerfileHeredocOperator(string Name, bool IsQuoted, bool StripsTabs, int FileDescriptor, int Start, int End)
{
    /// <summary>Finds the operators as the builder does: in the words of its own shell lexer, whose escape character is always the backslash.</summary>
    /// <remarks>
    /// What that lexer cannot read (an open quote, a substitution that it does not know) means that there are none. It knows no
    /// arithmetic either: in <c>$(( 1 &lt;&lt; 2 ))</c> it sees a here-document, and the builder then misses its end.
    /// </remarks>
    /// <param name="line">The joined line.</param>
    public static List<DockerfileHeredocOperator> Find(string line)
    {
        var found = new List<DockerfileHeredocOperator>();
        var syntax = DockerfileVariables.Parse(line, '\\');
        if (syntax.Error is not null)
        {
            return found;
        }

        var start = -1;
        var hasOperand = false;
        foreach (var part in syntax.Parts)
        {
            if (part.IsQuoted)
            {
                start = start < 0 ? part.Span.Start : start;
                continue;
            }

            hasOperand |= part is DockerfileVariablePart { Operator: not DockerfileVariableOperator.None };
            for (var i = part.Span.Start; i < part.Span.End; i++)
            {
                if (!char.IsWhiteSpace(line[i]))
                {
                    start = start < 0 ? i : start;
                }
                else if (start >= 0)
                {
                    Add(found, line, start, i, hasOperand);
                    start = -1;
                    hasOperand = false;
                }
            }
        }

        if (start >= 0)
        {
            Add(found, line, start, line.Length, hasOperand);
        }

        return found;
    }

    /// <summary>Whether a word of COPY or ADD is a here-document.</summary>
    /// <param name="word">The word.</param>
    public static bool IsOperator(string word) => TryRead(word, 0, word.Length, out _);

    private static void Add(List<DockerfileHeredocOperator> found, string line, int start, int end, bool hasOperand)
    {
        // The builder's lexer forgets what stood in front of ${name:-word} in a word, so that no here-document is left.
        if (!hasOperand && TryRead(line, start, end, out var heredoc))
        {
            found.Add(heredoc);
        }
    }

    private static bool TryRead(string line, int start, int end, out DockerfileHeredocOperator heredoc)
    {
        heredoc = default;
        var position = start;
        while (position < end && char.IsAsciiDigit(line[position]))
        {
            position++;
        }

        if (position + 2 >= end || line[position] != '<' || line[position + 1] != '<')
        {
            return false;
        }

        var descriptor = position == start ? -1
            : int.TryParse(line.AsSpan(start, position - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : int.MaxValue;
        var at = position;
        position += 2;
        var stripsTabs = line[position] == '-';
        if (stripsTabs)
        {
            position++;
        }

        while (position < end && line[position] is ' ' or '\t' or '\n' or '\f' or '\r')
        {
            position++;
        }

        if (position == end || line.AsSpan(position, end - position).Contains('<'))
        {
            return false;
        }

        var syntax = DockerfileVariables.Parse(line[position..end], '\\');
        var name = syntax.WithoutQuotes();
        if (syntax.Error is not null || name.Length == 0)
        {
            return false;
        }

        var isQuoted = false;
        foreach (var part in syntax.Parts)
        {
            isQuoted |= part.IsQuoted && syntax.Raw[part.Span.Start] is '\'' or '"';
        }

        heredoc = new DockerfileHeredocOperator(name, isQuoted, stripsTabs, descriptor, at, end);
        return true;
    }
}
