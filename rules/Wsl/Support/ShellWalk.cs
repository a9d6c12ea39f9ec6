using EnvLint.Syntax.Shell;

namespace EnvLint.Rules.Wsl.Support;

/// <summary>Finds tests and choices in the tree of a shell text; commands have facts of their own.</summary>
internal static class ShellWalk
{
    /// <summary>All <c>[[ … ]]</c> and <c>case</c> of a tree, in the order of the text.</summary>
    /// <param name="tree">The tree; its nesting is bounded by the parser.</param>
    internal static List<ShellCommand> TestsAndChoices(ShellTree tree)
    {
        var found = new List<ShellCommand>();
        List(tree.Body, found);
        return found;
    }

    private static void List(ShellList? list, List<ShellCommand> found)
    {
        foreach (var item in list?.Items ?? [])
        {
            foreach (var pipeline in item.Pipelines)
            {
                foreach (var command in pipeline.Commands)
                {
                    Command(command, found);
                }
            }
        }
    }

    private static void Command(ShellCommand command, List<ShellCommand> found)
    {
        switch (command)
        {
            case ShellTest:
                found.Add(command);
                break;
            case ShellCase choice:
                found.Add(choice);
                foreach (var clause in choice.Clauses)
                {
                    List(clause.Body, found);
                }

                break;
            case ShellSubshell subshell:
                List(subshell.Body, found);
                break;
            case ShellGroup group:
                List(group.Body, found);
                break;
            case ShellIf conditional:
                foreach (var branch in conditional.Branches)
                {
                    List(branch.Condition, found);
                    List(branch.Body, found);
                }

                List(conditional.Else, found);
                break;
            case ShellWhile loop:
                List(loop.Condition, found);
                List(loop.Body, found);
                break;
            case ShellFor loop:
                List(loop.Body, found);
                break;
            case ShellArithmeticFor loop:
                List(loop.Body, found);
                break;
            case ShellFunction function:
                Command(function.Body, found);
                break;
        }
    }
}
