using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;

namespace EnvLint.Rules.Pip;

/// <summary>Whether pip and uv build packages in an environment of their own.</summary>
internal static class PipIsolation
{
    /// <summary>Whether isolation is switched off, or may be.</summary>
    /// <param name="use">The command.</param>
    /// <param name="sequence">Its stage or script; null where it is not known.</param>
    /// <param name="project">The project that is built.</param>
    public static bool IsOff(CommandUse use, CommandSequence? sequence, string project)
    {
        if (use.Invocation is not { } invocation || invocation.HasUnknownWords || invocation.Has("--no-build-isolation", "--no-use-pep517"))
        {
            return true;
        }

        foreach (var option in invocation.Options)
        {
            if (option is { Name: "--no-build-isolation-package", Value: var name } && (name?.Value is not { } value || value.Replace('_', '-').Equals(project, StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        // What the value means is another matter: pip reads it the other way round.
        foreach (var name in (ReadOnlySpan<string>)["PIP_NO_BUILD_ISOLATION", "UV_NO_BUILD_ISOLATION", "UV_NO_BUILD_ISOLATION_PACKAGE"])
        {
            if (sequence is null ? Sets(use, name) : VariablesAt.Find(sequence, use, name) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Sets(CommandUse use, string name)
    {
        foreach (var assignment in use.Assignments)
        {
            if (assignment.Name == name)
            {
                return true;
            }
        }

        return false;
    }
}
