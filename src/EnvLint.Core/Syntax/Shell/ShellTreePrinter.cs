using System.Collections.Immutable;
using System.Text;

namespace EnvLint.Syntax.Shell;

/// <summary>Prints a shell tree in one line per and-or list, for tests and for people who want to see what was understood.</summary>
/// <remarks>
/// A simple command is <c>(run word word)</c>; quotes, escapes and expansions of words are printed as they are written, with spaces of
/// literals kept. Line ends are printed as <c>\n</c>.
/// </remarks>
public static class ShellTreePrinter
{
    /// <summary>The whole tree, one line per and-or list of the script.</summary>
    /// <param name="tree">The tree.</param>
    public static string Print(ShellTree tree)
    {
        var result = new StringBuilder();
        foreach (var item in tree.Body.Items)
        {
            if (result.Length > 0)
            {
                result.Append('\n');
            }

            AndOr(result, item);
        }

        return result.ToString();
    }

    private static void List(StringBuilder to, ShellList list)
    {
        for (var i = 0; i < list.Items.Length; i++)
        {
            to.Append(i > 0 ? "; " : "");
            AndOr(to, list.Items[i]);
        }
    }

    private static void AndOr(StringBuilder to, ShellAndOr andOr)
    {
        for (var i = 0; i < andOr.Pipelines.Length; i++)
        {
            to.Append(andOr.Joins[i] switch
            {
                ShellJoin.And => " && ",
                ShellJoin.Or => " || ",
                _ => "",
            });
            Pipeline(to, andOr.Pipelines[i]);
        }

        to.Append(andOr.IsBackground ? " &" : "");
    }

    private static void Pipeline(StringBuilder to, ShellPipeline pipeline)
    {
        to.Append(pipeline.IsNegated ? "! " : "");
        for (var i = 0; i < pipeline.Commands.Length; i++)
        {
            to.Append(i > 0 ? " | " : "");
            Command(to, pipeline.Commands[i]);
        }
    }

    private static void Command(StringBuilder to, ShellCommand command)
    {
        to.Append('(');
        switch (command)
        {
            case ShellSimpleCommand simple:
                to.Append("run");
                foreach (var assignment in simple.Assignments)
                {
                    Assignment(to.Append(' '), assignment);
                }

                Words(to, simple.Words);
                break;
            case ShellSubshell subshell:
                List(to.Append("subshell "), subshell.Body);
                break;
            case ShellGroup group:
                List(to.Append("group "), group.Body);
                break;
            case ShellIf conditional:
                for (var i = 0; i < conditional.Branches.Length; i++)
                {
                    List(to.Append(i == 0 ? "if " : " elif "), conditional.Branches[i].Condition);
                    List(to.Append(" then "), conditional.Branches[i].Body);
                }

                if (conditional.Else is { } otherwise)
                {
                    List(to.Append(" else "), otherwise);
                }

                break;
            case ShellWhile loop:
                List(to.Append(loop.IsUntil ? "until " : "while "), loop.Condition);
                List(to.Append(" do "), loop.Body);
                break;
            case ShellFor loop:
                to.Append("for ").Append(loop.Variable).Append(loop.HasWords ? " in" : "");
                Words(to, loop.Words);
                List(to.Append(" do "), loop.Body);
                break;
            case ShellArithmeticFor loop:
                Expansions(to.Append("for-arithmetic"), loop.Parts);
                List(to.Append(" do "), loop.Body);
                break;
            case ShellCase selection:
                Word(to.Append("case "), selection.Subject);
                foreach (var clause in selection.Clauses)
                {
                    to.Append(" [");
                    for (var i = 0; i < clause.Patterns.Length; i++)
                    {
                        Word(to.Append(i > 0 ? "|" : ""), clause.Patterns[i]);
                    }

                    List(to.Append(": "), clause.Body);
                    to.Append(']');
                }

                break;
            case ShellFunction function:
                Command(to.Append("function ").Append(function.Name).Append(' '), function.Body);
                break;
            case ShellArithmeticCommand arithmetic:
                Expansions(to.Append("arithmetic"), arithmetic.Parts);
                break;
            case ShellTest test:
                Words(to.Append("test"), test.Words);
                break;
            case ShellCoprocess coprocess:
                Command(to.Append("coproc "), coprocess.Body);
                break;
            default:
                to.Append(command.GetType().Name);
                break;
        }

        foreach (var redirection in command.Redirections)
        {
            Redirection(to.Append(' '), redirection);
        }

        to.Append(')');
    }

    private static void Assignment(StringBuilder to, ShellAssignment assignment)
    {
        to.Append(assignment.Name);
        if (assignment.IsIndexed)
        {
            to.Append('[');
            if (assignment.Index is { } index)
            {
                Word(to, index);
            }

            to.Append(']');
        }

        to.Append(assignment.IsAppend ? "+=" : "=");
        if (assignment.IsArray)
        {
            Array(to, assignment.Array);
        }
        else if (assignment.Value is { } value)
        {
            Word(to, value);
        }
    }

    private static void Redirection(StringBuilder to, ShellRedirection redirection)
    {
        if (redirection.Descriptor >= 0)
        {
            to.Append(redirection.Descriptor);
        }

        to.Append(redirection.Kind switch
        {
            ShellRedirectionKind.Input => "<",
            ShellRedirectionKind.Output => ">",
            ShellRedirectionKind.Append => ">>",
            ShellRedirectionKind.Clobber => ">|",
            ShellRedirectionKind.InputOutput => "<>",
            ShellRedirectionKind.DuplicateInput => "<&",
            ShellRedirectionKind.DuplicateOutput => ">&",
            ShellRedirectionKind.OutputAndError => "&>",
            ShellRedirectionKind.AppendOutputAndError => "&>>",
            ShellRedirectionKind.Heredoc => "<<",
            ShellRedirectionKind.HeredocStripTabs => "<<-",
            _ => "<<<",
        });
        if (redirection.Heredoc is { } heredoc)
        {
            to.Append(heredoc.IsQuoted ? "'" : "");
            Literal(to, heredoc.Delimiter);
            to.Append(heredoc.IsQuoted ? "'" : "").Append('{');
            Parts(to, heredoc.Parts);
            to.Append(heredoc.IsClosed ? "}" : "");
        }
        else if (redirection.Target is { } target)
        {
            Word(to, target);
        }
    }

    private static void Words(StringBuilder to, ImmutableArray<ShellWord> words)
    {
        foreach (var word in words)
        {
            Word(to.Append(' '), word);
        }
    }

    private static void Array(StringBuilder to, ImmutableArray<ShellWord> elements)
    {
        to.Append('(');
        for (var i = 0; i < elements.Length; i++)
        {
            Word(to.Append(i > 0 ? " " : ""), elements[i]);
        }

        to.Append(')');
    }

    private static void Word(StringBuilder to, ShellWord word) => Parts(to, word.Parts);

    private static void Expansions(StringBuilder to, ImmutableArray<ShellWordPart> parts)
    {
        foreach (var part in parts)
        {
            Part(to.Append(' '), part);
        }
    }

    private static void Parts(StringBuilder to, ImmutableArray<ShellWordPart> parts)
    {
        foreach (var part in parts)
        {
            Part(to, part);
        }
    }

    private static void Part(StringBuilder to, ShellWordPart part)
    {
        switch (part)
        {
            case ShellLiteral literal:
                Literal(to, literal.Text);
                break;
            case ShellEscape escape:
                // What the shell makes of it is one character, or the two that were written.
                Literal(to.Append(escape.Text.Length == 2 && escape.Text[0] == '\\' ? "" : "\\"), escape.Text);
                break;
            case ShellSingleQuoted single:
                Literal(to.Append(single.IsAnsi ? "$'" : "'"), single.Text);
                to.Append(single.IsClosed ? "'" : "");
                break;
            case ShellDoubleQuoted quoted:
                Parts(to.Append('"'), quoted.Parts);
                to.Append(quoted.IsClosed ? "\"" : "");
                break;
            case ShellParameter parameter:
                Parameter(to, parameter);
                break;
            case ShellCommandSubstitution substitution:
                to.Append(substitution.Kind switch
                {
                    ShellSubstitutionKind.Dollar => "$(",
                    ShellSubstitutionKind.Backquote => "`",
                    ShellSubstitutionKind.ProcessInput => "<(",
                    _ => ">(",
                });
                List(to, substitution.Body);
                to.Append(substitution.Kind == ShellSubstitutionKind.Backquote ? '`' : ')');
                break;
            case ShellArithmeticExpansion arithmetic:
                Expansions(to.Append("$(("), arithmetic.Parts);
                to.Append("))");
                break;
            case ShellArrayLiteral array:
                Array(to, array.Elements);
                break;
            default:
                to.Append(part.GetType().Name);
                break;
        }
    }

    private static void Parameter(StringBuilder to, ShellParameter parameter)
    {
        if (!parameter.IsBraced)
        {
            to.Append('$').Append(parameter.Name);
            return;
        }

        to.Append("${").Append(parameter.Name);
        if (parameter.IsIndexed)
        {
            to.Append('[');
            if (parameter.Index is { } index)
            {
                Word(to, index);
            }

            to.Append(']');
        }

        to.Append(parameter.Operation.Length > 0 && char.IsAsciiLetter(parameter.Operation[0]) ? " " : "").Append(parameter.Operation);
        if (parameter.Word is { } word)
        {
            Word(to, word);
        }

        to.Append('}');
    }

    private static void Literal(StringBuilder to, string text)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '\n' => to.Append("\\n"),
                '\t' => to.Append("\\t"),
                '\r' => to.Append("\\r"),
                < ' ' => to.Append("\\x").Append(((int)c).ToString("X2", provider: null)),
                _ => to.Append(c),
            };
        }
    }
}
