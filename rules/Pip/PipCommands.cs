using EnvLint.Environment.Facts;
using EnvLint.Text;

namespace EnvLint.Rules.Pip;

/// <summary>Questions to commands of pip and uv that the rules about Python packages share.</summary>
internal static class PipCommands
{
    /// <summary>Whether it is <c>pip install</c>.</summary>
    /// <param name="use">The command.</param>
    public static bool IsPipInstall(CommandUse use) => use is { IsPip: true, Invocation.Subcommand: "install" };

    /// <summary>Whether it is an install of uv: <c>uv pip install</c>, <c>uv add</c>.</summary>
    /// <param name="use">The command.</param>
    public static bool IsUvInstall(CommandUse use) => use is { Program: "uv", Invocation.Subcommand: "pip install" or "add" };

    /// <summary>Whether a person pastes the command out of a guide.</summary>
    /// <param name="use">The command; null in a file that lists packages.</param>
    public static bool IsOfGuide(CommandUse? use)
    {
        for (var current = use; current is not null; current = current.Outer)
        {
            if (current.Shell?.Origin == ShellOrigin.Guide)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>From a command's program to its sub-command.</summary>
    /// <param name="use">The command.</param>
    public static TextSpan HeadOf(CommandUse use) =>
        use.Invocation?.SubcommandWord is { } word && word.Span.Start >= use.ProgramWord.Span.Start ? TextSpan.Union(use.ProgramWord.Span, word.Span) : use.ProgramWord.Span;
}
