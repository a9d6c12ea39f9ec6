using EnvLint.Environment.Facts;
using EnvLint.Syntax.Shell;

namespace EnvLint.Cli.Ast;

/// <summary>Writes the tree of shell text, with offsets of the file around it.</summary>
internal sealed class ShellAst(AstWriter writer, ShellSource shell)
{
    /// <summary>Writes a list of commands.</summary>
    /// <param name="list">The list.</param>
    public void Write(ShellList list)
    {
        Open("List", list);
        writer.List("items", list.Items, Write);
        writer.Close();
    }

    private void Open(string type, ShellNode node) => writer.Open(type, shell.ToFile(node.Span));

    private void Write(string name, ShellList list)
    {
        writer.Json.WritePropertyName(name);
        Write(list);
    }

    private void Write(ShellAndOr andOr)
    {
        // What is one pipeline is written as such: most lines of a script are.
        if (andOr.Pipelines is [var only] && !andOr.IsBackground)
        {
            Write(only);
            return;
        }

        Open("AndOr", andOr);
        writer.Flag("isBackground", andOr.IsBackground);
        writer.Json.WriteStartArray("joins");
        foreach (var join in andOr.Joins)
        {
            writer.Json.WriteStringValue(join.ToString());
        }

        writer.Json.WriteEndArray();
        writer.List("pipelines", andOr.Pipelines, Write);
        writer.Close();
    }

    private void Write(ShellPipeline pipeline)
    {
        if (pipeline.Commands is [var only] && !pipeline.IsNegated)
        {
            Write(only);
            return;
        }

        Open("Pipeline", pipeline);
        writer.Flag("isNegated", pipeline.IsNegated);
        writer.List("commands", pipeline.Commands, Write);
        writer.Close();
    }

    private void Write(ShellCommand command)
    {
        switch (command)
        {
            case ShellSimpleCommand simple:
                Open("SimpleCommand", simple);
                writer.List("assignments", simple.Assignments, Write);
                writer.List("words", simple.Words, Write);
                break;
            case ShellSubshell subshell:
                Open("Subshell", subshell);
                Write("body", subshell.Body);
                break;
            case ShellGroup group:
                Open("Group", group);
                Write("body", group.Body);
                break;
            case ShellIf choice:
                Open("If", choice);
                writer.List("branches", choice.Branches, branch =>
                {
                    writer.Json.WriteStartObject();
                    Write("condition", branch.Condition);
                    Write("body", branch.Body);
                    writer.Json.WriteEndObject();
                });
                if (choice.Else is { } otherwise)
                {
                    Write("else", otherwise);
                }

                break;
            case ShellWhile loop:
                Open(loop.IsUntil ? "Until" : "While", loop);
                Write("condition", loop.Condition);
                Write("body", loop.Body);
                break;
            case ShellFor loop:
                Open("For", loop);
                writer.Json.WriteString("variable", loop.Variable);
                writer.List("words", loop.Words, Write);
                Write("body", loop.Body);
                break;
            case ShellArithmeticFor loop:
                Open("ArithmeticFor", loop);
                writer.List("parts", loop.Parts, Write);
                Write("body", loop.Body);
                break;
            case ShellCase choice:
                Open("Case", choice);
                writer.Json.WritePropertyName("subject");
                Write(choice.Subject);
                writer.List("clauses", choice.Clauses, clause =>
                {
                    writer.Json.WriteStartObject();
                    writer.List("patterns", clause.Patterns, Write);
                    Write("body", clause.Body);
                    writer.Json.WriteEndObject();
                });
                break;
            case ShellFunction function:
                Open("Function", function);
                writer.Json.WriteString("name", function.Name);
                writer.Json.WritePropertyName("body");
                Write(function.Body);
                break;
            case ShellCoprocess coprocess:
                Open("Coprocess", coprocess);
                writer.Json.WritePropertyName("body");
                Write(coprocess.Body);
                break;
            case ShellArithmeticCommand arithmetic:
                Open("Arithmetic", arithmetic);
                writer.List("parts", arithmetic.Parts, Write);
                break;
            case ShellTest test:
                Open("Test", test);
                writer.List("words", test.Words, Write);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "A kind of command that is not written yet.");
        }

        writer.List("redirections", command.Redirections, Write);
        writer.Close();
    }

    private void Write(ShellAssignment assignment)
    {
        Open("Assignment", assignment);
        writer.Json.WriteString("name", assignment.Name);
        writer.Flag("isAppend", assignment.IsAppend);
        if (assignment.Index is { } index)
        {
            writer.Json.WritePropertyName("index");
            Write(index);
        }

        if (assignment.Value is { } value)
        {
            writer.Json.WritePropertyName("value");
            Write(value);
        }

        writer.Flag("isArray", assignment.IsArray);
        writer.List("array", assignment.Array, Write);
        writer.Close();
    }

    private void Write(ShellRedirection redirection)
    {
        Open(redirection.Kind.ToString(), redirection);
        writer.Json.WriteNumber("descriptor", redirection.Descriptor);
        if (redirection.Target is { } target)
        {
            writer.Json.WritePropertyName("target");
            Write(target);
        }

        if (redirection.Heredoc is { } heredoc)
        {
            writer.Json.WritePropertyName("heredoc");
            Open("Heredoc", heredoc);
            writer.Json.WriteString("delimiter", heredoc.Delimiter);
            writer.Flag("isQuoted", heredoc.IsQuoted);
            writer.Flag("stripsTabs", heredoc.StripsTabs);
            writer.Flag("isUnclosed", !heredoc.IsClosed);
            writer.List("parts", heredoc.Parts, Write);
            writer.Close();
        }

        writer.Close();
    }

    private void Write(ShellWord word)
    {
        Open("Word", word);
        writer.List("parts", word.Parts, Write);
        writer.Close();
    }

    private void Write(ShellWordPart part)
    {
        switch (part)
        {
            case ShellLiteral literal:
                Open("Literal", literal);
                writer.Json.WriteString("text", literal.Text);
                break;
            case ShellEscape escape:
                Open("Escape", escape);
                writer.Json.WriteString("text", escape.Text);
                break;
            case ShellSingleQuoted quoted:
                Open("SingleQuoted", quoted);
                writer.Json.WriteString("text", quoted.Text);
                writer.Flag("isAnsi", quoted.IsAnsi);
                writer.Flag("isUnclosed", !quoted.IsClosed);
                break;
            case ShellDoubleQuoted quoted:
                Open("DoubleQuoted", quoted);
                writer.List("parts", quoted.Parts, Write);
                writer.Flag("isUnclosed", !quoted.IsClosed);
                break;
            case ShellParameter parameter:
                Open("Parameter", parameter);
                writer.Json.WriteString("name", parameter.Name);
                if (parameter.Operation.Length > 0)
                {
                    writer.Json.WriteString("operation", parameter.Operation);
                }

                if (parameter.Index is { } index)
                {
                    writer.Json.WritePropertyName("index");
                    Write(index);
                }

                if (parameter.Word is { } word)
                {
                    writer.Json.WritePropertyName("word");
                    Write(word);
                }

                break;
            case ShellCommandSubstitution substitution:
                Open("CommandSubstitution", substitution);
                writer.Json.WriteString("kind", substitution.Kind.ToString());
                Write("body", substitution.Body);
                break;
            case ShellArithmeticExpansion arithmetic:
                Open("ArithmeticExpansion", arithmetic);
                writer.List("parts", arithmetic.Parts, Write);
                break;
            case ShellArrayLiteral array:
                Open("ArrayLiteral", array);
                writer.List("elements", array.Elements, Write);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(part), part.GetType().Name, "A kind of word part that is not written yet.");
        }

        writer.Close();
    }
}
