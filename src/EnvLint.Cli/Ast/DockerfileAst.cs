using EnvLint.Syntax.Dockerfile;

namespace EnvLint.Cli.Ast;

/// <summary>Writes the tree of a Dockerfile.</summary>
internal sealed class DockerfileAst(AstWriter writer)
{
    /// <summary>Writes the tree.</summary>
    /// <param name="tree">The tree.</param>
    public void Write(DockerfileTree tree)
    {
        writer.Open("Dockerfile", new Text.TextSpan(0, tree.Text.Length));
        writer.Json.WriteString("escape", tree.EscapeCharacter.ToString());
        writer.Flag("isFragment", tree.IsFragment);
        writer.List("directives", tree.Directives, directive =>
        {
            writer.Open("Directive", directive.Span);
            writer.Json.WriteString("name", directive.Name);
            writer.Json.WriteString("value", directive.Value);
            writer.Close();
        });
        writer.List("comments", tree.Comments, comment =>
        {
            writer.Open("Comment", comment);
            writer.Close();
        });
        writer.List("instructions", tree.Instructions, Write);
        writer.Close();
    }

    private void Write(DockerfileInstruction instruction)
    {
        writer.Open(instruction.Kind.ToString(), instruction.Span);
        if (instruction.Form != DockerfileForm.None)
        {
            writer.Json.WriteString("form", instruction.Form.ToString());
        }

        writer.List("flags", instruction.Flags, flag =>
        {
            writer.Open("Flag", flag.Span);
            writer.Json.WriteString("name", flag.Name);
            writer.Json.WriteString("value", flag.Value);
            writer.Close();
        });
        writer.Span("argumentSpan", instruction.ArgumentSpan);
        writer.Json.WriteString("argument", instruction.ArgumentText);
        writer.List("words", instruction.Words, word =>
        {
            writer.Open("Word", word.Span);
            writer.Json.WriteString("raw", word.Raw);
            writer.Close();
        });
        writer.List("pairs", instruction.Pairs, pair =>
        {
            writer.Open("Pair", pair.NameSpan);
            writer.Json.WriteString("name", pair.Name);
            writer.Json.WriteString("value", pair.Value);
            writer.Span("valueSpan", pair.ValueSpan);
            writer.Flag("isLegacy", pair.IsLegacy);
            writer.Close();
        });
        writer.List("heredocs", instruction.Heredocs, heredoc =>
        {
            writer.Open("Heredoc", heredoc.OperatorSpan);
            writer.Json.WriteString("delimiter", heredoc.Delimiter);
            writer.Flag("isQuoted", heredoc.IsQuoted);
            writer.Flag("stripsTabs", heredoc.StripsTabs);
            writer.Flag("isUnclosed", !heredoc.IsClosed);
            writer.Json.WriteString("body", heredoc.Body);
            writer.Close();
        });
        if (instruction.Trigger is { } trigger)
        {
            writer.Json.WritePropertyName("trigger");
            Write(trigger);
        }

        writer.Close();
    }
}
