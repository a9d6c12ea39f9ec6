using EnvLint.Syntax.Shell;
using EnvLint.Text;

namespace EnvLint.Environment.Facts;

/// <summary>The places that hold shell text.</summary>
public enum ShellOrigin
{
    /// <summary>A script of its own.</summary>
    Script,

    /// <summary>The shell form of RUN.</summary>
    Run,

    /// <summary>A here-document of RUN.</summary>
    RunHeredoc,

    /// <summary>The shell form of CMD, ENTRYPOINT or HEALTHCHECK.</summary>
    Command,

    /// <summary>A string or here-document that another command hands to a shell.</summary>
    Nested,

    /// <summary>The command blocks of a guide, which a person pastes into a terminal.</summary>
    Guide,

    /// <summary>The command of a compose service.</summary>
    Service,
}

/// <summary>A stretch of shell text and its tree.</summary>
/// <param name="Text">The text, and the way to the file's offsets.</param>
/// <param name="Tree">Its tree, with offsets of the text.</param>
/// <param name="Origin">Where it stands.</param>
/// <param name="Scope">Where its commands run.</param>
public sealed record ShellSource(EmbeddedText Text, ShellTree Tree, ShellOrigin Origin, Scope Scope)
{
    /// <summary>The span in the file of a span of the tree.</summary>
    /// <param name="span">A span of the tree.</param>
    public TextSpan ToFile(TextSpan span) => Text.ToFile(span);
}
