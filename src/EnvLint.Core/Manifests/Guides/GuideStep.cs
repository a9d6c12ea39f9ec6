using System.Collections.Immutable;
using EnvLint.Syntax.Markdown;
using EnvLint.Text;

namespace EnvLint.Manifests.Guides;

/// <summary>The shells that a guide's commands are meant for.</summary>
public enum GuideShell
{
    /// <summary>bash, or a shell like it.</summary>
    Posix,

    /// <summary>bash inside a container that a command before it has entered.</summary>
    Container,

    /// <summary>PowerShell.</summary>
    PowerShell,

    /// <summary>cmd.exe.</summary>
    Batch,
}

/// <summary>Commands of one block for one shell, without prompts and output.</summary>
/// <param name="Shell">The shell.</param>
/// <param name="Text">The commands, one line after the other.</param>
public sealed record GuideCommands(GuideShell Shell, EmbeddedText Text);

/// <summary>A block that a reader acts upon: commands, or a file.</summary>
/// <param name="Block">The block.</param>
/// <param name="Section">The section that holds it.</param>
public sealed record GuideStep(MarkdownBlock Block, GuideSection Section)
{
    /// <summary>Its commands; empty for a file.</summary>
    public ImmutableArray<GuideCommands> Commands { get; init; } = [];

    /// <summary>The kind of file that it is; <see cref="ManifestKind.None"/> for commands.</summary>
    public ManifestKind Manifest { get; init; }

    /// <summary>The file's path: its title, or the usual name of its kind.</summary>
    public string Path { get; init; } = "";

    /// <summary>How often "or" stands between blocks of the guide up to this one: two blocks of one section with different numbers take each other's place.</summary>
    public int Alternative { get; init; }

    /// <summary>What says that it is done in WSL, such as a prompt in <c>/mnt/c</c>; empty where nothing does.</summary>
    public string WslEvidence { get; init; } = "";

    /// <summary>Where <see cref="WslEvidence"/> stands.</summary>
    public TextSpan WslEvidenceSpan { get; init; }
}
