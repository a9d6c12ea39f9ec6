using EnvLint.Syntax.Shell;

namespace EnvLint.Core.Tests.Syntax.Shell;

internal static class ShellAssert
{
    /// <summary>Each character in exactly one token, in order; errors inside the text.</summary>
    public static void Tiles(ShellTree tree)
    {
        var next = 0;
        foreach (var token in tree.Tokens)
        {
            if (token.Start != next || token.Length <= 0)
            {
                Assert.Fail(FormattableString.Invariant($"token {token} does not begin at {next} in: {Cut(tree.Text, next)}"));
            }

            next = token.Start + token.Length;
        }

        Assert.Equal(tree.Text.Length, next);
        foreach (var error in tree.Errors)
        {
            Assert.InRange(error.Span.Start, 0, tree.Text.Length);
            Assert.InRange(error.Span.End, error.Span.Start, tree.Text.Length);
        }
    }

    /// <summary>Each node within the node around it, and nodes that follow each other in that order.</summary>
    public static void Nested(ShellTree tree) => Walk(tree, (parent, node) =>
    {
        Assert.InRange(node.Span.Start, 0, tree.Text.Length);
        Assert.InRange(node.Span.End, node.Span.Start, tree.Text.Length);

        // The text of a here-document stands behind the line of its redirection, so neither it nor what is inside lies within that.
        if (node is not ShellHeredoc && !parent.Span.Contains(node.Span))
        {
            Assert.Fail(FormattableString.Invariant($"{node.GetType().Name} {node.Span} is outside of {parent.GetType().Name} {parent.Span} in: {tree.Text}"));
        }
    });

    /// <summary>The text at a node's place is what the node stands for.</summary>
    public static void Slices(ShellTree tree) => Walk(tree, (_, node) =>
    {
        // Between backquotes the text that is read has fewer backslashes than the text that is written.
        var slice = tree.Text.Substring(node.Span.Start, node.Span.Length);
        switch (node)
        {
            case ShellLiteral literal when !slice.Contains('\\', StringComparison.Ordinal):
                Assert.Equal(slice, literal.Text);
                break;
            case ShellEscape:
                Assert.StartsWith("\\", slice, StringComparison.Ordinal);
                break;
            case ShellSingleQuoted { IsAnsi: false } quoted when !slice.Contains('\\', StringComparison.Ordinal):
                Assert.Equal(slice, "'" + quoted.Text + (quoted.IsClosed ? "'" : ""));
                break;
            case ShellDoubleQuoted:
                Assert.Contains('"', slice);
                break;
            case ShellParameter parameter when !slice.Contains('\\', StringComparison.Ordinal):
                Assert.StartsWith(parameter.IsBraced ? "${" : "$" + parameter.Name, slice, StringComparison.Ordinal);
                Assert.Contains(parameter.Name, slice, StringComparison.Ordinal);
                break;
            case ShellRedirection redirection:
                Assert.Equal(redirection.Span.Start, redirection.OperatorSpan.Start);
                Assert.Contains(tree.Text[redirection.OperatorSpan.End - 1], "<>&|-");
                break;
            case ShellAssignment assignment when !slice.Contains('\\', StringComparison.Ordinal):
                Assert.Equal(assignment.Name, tree.Text.Substring(assignment.NameSpan.Start, assignment.NameSpan.Length));
                break;
            default:
                break;
        }
    });

    private static void Walk(ShellTree tree, Action<ShellNode, ShellNode> visit) => Visit(tree.Body, tree.Body, visit);

    private static void Visit(ShellNode parent, ShellNode? node, Action<ShellNode, ShellNode> visit)
    {
        if (node is null)
        {
            return;
        }

        visit(parent, node);
        foreach (var child in Children(node))
        {
            Visit(node, child, visit);
        }
    }

    private static IEnumerable<ShellNode?> Children(ShellNode node)
    {
        IEnumerable<ShellNode?> own = node switch
        {
            ShellList list => list.Items,
            ShellAndOr andOr => andOr.Pipelines,
            ShellPipeline pipeline => pipeline.Commands,
            ShellSimpleCommand simple => [.. simple.Assignments, .. simple.Words],
            ShellSubshell subshell => [subshell.Body],
            ShellGroup group => [group.Body],
            ShellIf conditional => [.. conditional.Branches.SelectMany(b => new[] { b.Condition, b.Body }), conditional.Else],
            ShellWhile loop => [loop.Condition, loop.Body],
            ShellFor loop => [.. loop.Words, loop.Body],
            ShellArithmeticFor loop => [.. loop.Parts, loop.Body],
            ShellCase selection => [selection.Subject, .. selection.Clauses.SelectMany(c => c.Patterns.Append<ShellNode>(c.Body))],
            ShellFunction function => [function.Body],
            ShellArithmeticCommand arithmetic => arithmetic.Parts,
            ShellTest test => test.Words,
            ShellCoprocess coprocess => [coprocess.Body],
            ShellAssignment assignment => [assignment.Index, assignment.Value, .. assignment.Array],
            ShellRedirection redirection => [redirection.Target, redirection.Heredoc],
            ShellHeredoc heredoc => heredoc.Parts,
            ShellWord word => word.Parts,
            ShellDoubleQuoted quoted => quoted.Parts,
            ShellParameter parameter => [parameter.Index, parameter.Word],
            ShellCommandSubstitution substitution => [substitution.Body],
            ShellArithmeticExpansion arithmetic => arithmetic.Parts,
            ShellArrayLiteral array => array.Elements,
            _ => [],
        };
        return node is ShellCommand command ? own.Concat(command.Redirections) : own;
    }

    private static string Cut(string text, int at) => text.Substring(Math.Max(0, at - 60), Math.Min(120, text.Length - Math.Max(0, at - 60)));
}
