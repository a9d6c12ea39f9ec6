using System.Collections.Immutable;
using EnvLint.Syntax.MatchSpec;
using EnvLint.Syntax.Requirements;
using EnvLint.Text;

namespace EnvLint.Environment.Facts;

/// <summary>The ways to set a variable.</summary>
public enum VariableSetKind
{
    /// <summary><c>X=1</c> in a shell.</summary>
    Assignment,

    /// <summary><c>export X=1</c>, also <c>declare -x</c>.</summary>
    Export,

    /// <summary><c>X=1 program</c>: for one command.</summary>
    Prefix,

    /// <summary><c>ENV</c> of a Dockerfile.</summary>
    Env,

    /// <summary><c>ARG</c> of a Dockerfile: a default that <c>--build-arg</c> may change.</summary>
    Arg,
}

/// <summary>A variable gets a value.</summary>
public sealed class VariableSet : Fact
{
    /// <summary>The variable's name.</summary>
    public required string Name { get; init; }

    /// <summary>Where the name stands.</summary>
    public required TextSpan NameSpan { get; init; }

    /// <summary>The value; null where there is none (<c>ARG X</c>, <c>export X</c>).</summary>
    public required Word? Value { get; init; }

    /// <summary>How it is set.</summary>
    public required VariableSetKind Kind { get; init; }

    /// <summary>Whether it is <c>+=</c>.</summary>
    public bool IsAppend { get; init; }

    /// <summary>Whether it may not happen: inside a condition, a loop or a function.</summary>
    public bool IsConditional { get; init; }

    /// <summary>The shell text that holds it; null for ENV and ARG.</summary>
    public ShellSource? Shell { get; init; }
}

/// <summary>A reference to a container image, taken apart.</summary>
/// <param name="Registry">Host of the registry; empty for Docker Hub.</param>
/// <param name="Repository">The name without registry, <c>library/</c> and <c>docker.io/</c> taken off: <c>nvidia/cuda</c>, <c>ubuntu</c>.</param>
/// <param name="Tag">The tag; empty where none is written.</param>
/// <param name="Digest">The digest with its algorithm; empty where none is written.</param>
public sealed record ImageReference(string Registry, string Repository, string Tag, string Digest)
{
    /// <summary>Takes a reference apart.</summary>
    /// <param name="text">A reference as written, with variables resolved.</param>
    /// <returns>Null where the text is no reference.</returns>
    public static ImageReference? Parse(string text)
    {
        var digest = "";
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0)
        {
            digest = text[(at + 1)..];
            text = text[..at];
        }

        var tag = "";
        var colon = text.LastIndexOf(':');
        if (colon > text.LastIndexOf('/'))
        {
            tag = text[(colon + 1)..];
            text = text[..colon];
        }

        var registry = "";
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && (text.AsSpan(0, slash).IndexOfAny('.', ':') >= 0 || text.AsSpan(0, slash) is "localhost"))
        {
            registry = text[..slash];
            text = text[(slash + 1)..];
        }

        if (registry is "docker.io" or "index.docker.io" or "registry-1.docker.io")
        {
            registry = "";
        }

        if (registry.Length == 0 && text.StartsWith("library/", StringComparison.Ordinal))
        {
            text = text["library/".Length..];
        }

        return text.Length == 0 ? null : new ImageReference(registry, text, tag, digest);
    }

    /// <summary>Registry and repository: <c>nvcr.io/nvidia/pytorch</c>, <c>nvidia/cuda</c>.</summary>
    public string FullRepository => Registry.Length == 0 ? Repository : $"{Registry}/{Repository}";
}

/// <summary>What an image is used for.</summary>
public enum ImageRole
{
    /// <summary><c>FROM</c>.</summary>
    Base,

    /// <summary><c>COPY --from</c> or <c>RUN --mount=from=</c> of an image outside the file.</summary>
    CopySource,

    /// <summary><c>docker run</c>, <c>docker create</c>.</summary>
    Run,

    /// <summary><c>docker pull</c>.</summary>
    Pull,

    /// <summary>The image of a compose service.</summary>
    Service,
}

/// <summary>An image is used.</summary>
public sealed class ImageUse : Fact
{
    /// <summary>The reference as a word.</summary>
    public required Word Word { get; init; }

    /// <summary>The reference taken apart; null where it is not known.</summary>
    public required ImageReference? Reference { get; init; }

    /// <summary>What it is used for.</summary>
    public required ImageRole Role { get; init; }

    /// <summary>The public image that the configuration says it is like; null where it says nothing.</summary>
    public ImageReference? Like { get; init; }

    /// <summary>The image of which to ask what is in it: <see cref="Like"/>, else <see cref="Reference"/>. Tags are asked of <see cref="Reference"/>.</summary>
    public ImageReference? Content => Like ?? Reference;
}

/// <summary>The package managers whose requests are understood.</summary>
public enum PackageManager
{
    /// <summary>apt-get, apt, aptitude; dpkg with local files.</summary>
    Apt,

    /// <summary>dnf, yum, microdnf, tdnf.</summary>
    Dnf,

    /// <summary>zypper.</summary>
    Zypper,

    /// <summary>apk.</summary>
    Apk,

    /// <summary>pip, uv pip.</summary>
    Pip,

    /// <summary>conda, mamba, micromamba.</summary>
    Conda,
}

/// <summary>A package is asked for.</summary>
public sealed class PackageRequest : Fact
{
    /// <summary>The package manager.</summary>
    public required PackageManager Manager { get; init; }

    /// <summary>The name as the manager compares it: lower case for apt; PEP 503 normalised for pip.</summary>
    public required string Name { get; init; }

    /// <summary>What stands behind the name: <c>=1.2</c>, <c>==2.1.0</c>, <c>&gt;=1,&lt;2</c>; empty where nothing does.</summary>
    public required string Constraint { get; init; }

    /// <summary>Extras in brackets, in lower case; pip only.</summary>
    public ImmutableArray<string> Extras { get; init; } = [];

    /// <summary>The channel in front of <c>::</c>; conda only.</summary>
    public string Channel { get; init; } = "";

    /// <summary>The word that names it.</summary>
    public required Word Word { get; init; }

    /// <summary>The command that asks; null in a file that lists packages.</summary>
    public required CommandUse? Command { get; init; }

    /// <summary>Whether hashes say which files of it are taken, so that another name or version needs others.</summary>
    public bool IsHashed { get; init; }

    /// <summary>Where its installer looks for it.</summary>
    public PackageSources Sources { get; init; } = PackageSources.Default;

    /// <summary>The spec as conda reads it; null for other managers. Its places are those of <see cref="Word"/>'s value.</summary>
    public MatchSpec? Spec { get; init; }

    /// <summary>Whether it only limits a version that something else asks for: a line of a constraints file.</summary>
    public bool IsConstraint { get; init; }

    /// <summary>The file that holds it where that is not the file under check: one that <c>-r</c> or <c>-c</c> names. Its spans are of this file.</summary>
    public SourceText? LinkedFile { get; init; }

    /// <summary>The word of the file under check that leads to <see cref="LinkedFile"/>: <c>requirements.txt</c> behind <c>-r</c>; null where the request stands here.</summary>
    public TextSpan? LinkedFrom { get; init; }

    /// <summary>The extra or group of a project that brings it, as it stands behind the project's name: <c>[cu124]</c>, <c>:dev</c>; empty where it is always there.</summary>
    public string Part { get; init; } = "";

    /// <summary>The requirement as PEP 508 reads it; null for managers other than pip.</summary>
    public Requirement? Requirement { get; init; }

    /// <summary>Whether the condition behind <c>;</c> holds where it is installed; true where there is none.</summary>
    public MarkerResult Applies => Requirement?.Applies(Scope.Kind switch
    {
        ScopeKind.ImageStage or ScopeKind.Wsl or ScopeKind.LinuxHost or ScopeKind.Container => MarkerEnvironment.Linux,
        ScopeKind.WindowsHost => MarkerEnvironment.Windows,
        _ => MarkerEnvironment.Unknown,
    }) ?? MarkerResult.True;

    /// <summary>Whether it may not be installed at all: inside a condition, a loop or a function, or where its own condition is not certain to hold.</summary>
    public bool IsConditional => Command is { IsConditional: true } || Applies != MarkerResult.True;

    internal SpanMap? RequirementMap { get; init; }

    /// <summary>The place of a part of <see cref="Requirement"/> in the file that holds it.</summary>
    /// <param name="part">A span of the requirement's text.</param>
    /// <returns>The part's own place where the word is written out, else that of the whole word.</returns>
    public TextSpan PlaceOf(TextSpan part) => RequirementMap?.ToOuter(part) ?? Word.Span;

    /// <summary>Whether parts of <see cref="Requirement"/> have places of their own, so that an edit there changes them and nothing else.</summary>
    public bool IsWrittenOut => RequirementMap is not null;
}

/// <summary>A file is fetched from the network.</summary>
public sealed class Download : Fact
{
    /// <summary>The address.</summary>
    public required Word Url { get; init; }

    /// <summary>The file that it is written to; empty where it goes to standard output, null where that is not known.</summary>
    public required string? Output { get; init; }

    /// <summary>The command that fetches: wget, curl, apt-key adv --fetch-keys, ADD.</summary>
    public required CommandUse? Command { get; init; }
}

/// <summary>The ways in which a package source comes into a system.</summary>
public enum RepositoryUseKind
{
    /// <summary>A line or stanza written to a sources list.</summary>
    SourcesEntry,

    /// <summary>A whole list fetched from the network (<c>nvidia-container-toolkit.list</c>).</summary>
    SourcesFile,

    /// <summary>A package that brings list and key (<c>cuda-keyring</c>, <c>cuda-repo-*</c>).</summary>
    Package,

    /// <summary><c>add-apt-repository</c>, <c>dnf config-manager --add-repo</c>, <c>zypper addrepo</c>.</summary>
    Command,
}

/// <summary>A package source is added.</summary>
public sealed class RepositoryUse : Fact
{
    /// <summary>How.</summary>
    public required RepositoryUseKind Kind { get; init; }

    /// <summary>The package manager that reads it.</summary>
    public required PackageManager Manager { get; init; }

    /// <summary>The source's address, <c>ppa:</c> name, or the address of the package that brings it; null where it is not known.</summary>
    public required string? Url { get; init; }

    /// <summary>The address as it is written, variables included; empty where it is not one word.</summary>
    public string Written { get; init; } = "";

    /// <summary>The keyring named by <c>signed-by</c>; empty where none is named.</summary>
    public string SignedBy { get; init; } = "";

    /// <summary>The suite of an entry: <c>jammy</c>, or <c>/</c> for a flat repository; empty where it is not written.</summary>
    public string Suite { get; init; } = "";

    /// <summary>The folder of NVIDIA's CUDA repository: <c>wsl-ubuntu</c>, <c>ubuntu2204</c>; empty where it is another source.</summary>
    public string CudaDistribution { get; init; } = "";

    /// <summary>For NVIDIA's local installers, the CUDA version that the package holds: <c>12.4</c>; empty otherwise.</summary>
    public string LocalCudaVersion { get; init; } = "";

    /// <summary>The command that adds it; null where an instruction does.</summary>
    public required CommandUse? Command { get; init; }
}

/// <summary>Text is written to a file.</summary>
public sealed class FileWrite : Fact
{
    /// <summary>The file's path.</summary>
    public required Word Path { get; init; }

    /// <summary>What is written, where it is known: the words of <c>echo</c>, a here-document.</summary>
    public required string? Content { get; init; }

    /// <summary>Whether the text goes behind what is there.</summary>
    public required bool IsAppend { get; init; }

    /// <summary>What is written and its place, where it is a text of PowerShell; null elsewhere.</summary>
    public EmbeddedText? Text { get; init; }

    /// <summary>The command that produces the text: <c>echo</c>, <c>cat</c>, <c>tee</c>; null where it stands by itself.</summary>
    public required CommandUse? Command { get; init; }
}

/// <summary><c>docker run</c> or <c>docker create</c>, also of podman and nerdctl.</summary>
public sealed class ContainerRun : Fact
{
    /// <summary>The command.</summary>
    public required CommandUse Command { get; init; }

    /// <summary>The image's word; null where the command line does not show which word it is.</summary>
    public required Word? Image { get; init; }

    /// <summary>The image taken apart; null where it is not known.</summary>
    public required ImageReference? Reference { get; init; }

    /// <summary>The image of which to ask what is in it: the one that the configuration says it is like, else <see cref="Reference"/>.</summary>
    public required ImageReference? Content { get; init; }

    /// <summary>What runs inside: the words behind the image.</summary>
    public required ImmutableArray<Word> Arguments { get; init; }
}

/// <summary>A value that a build gets for an <c>ARG</c>.</summary>
/// <param name="Name">The argument's name.</param>
/// <param name="Value">The value; null where the builder's environment gives it.</param>
/// <param name="Span">Name and value, in the file.</param>
public sealed record BuildArgument(string Name, Word? Value, TextSpan Span);

/// <summary>An image is built from a Dockerfile: <c>docker build</c>, <c>build:</c> of a compose service.</summary>
public sealed class ImageBuild : Fact
{
    /// <summary>The context: a folder relative to the file's own, or an address; null where none is written or known.</summary>
    public required Word? Context { get; init; }

    /// <summary>The Dockerfile as written: relative to the context in compose, to the working folder on a command line; null where the default counts.</summary>
    public required Word? Dockerfile { get; init; }

    /// <summary>The stage that is built; null for the last.</summary>
    public required Word? Target { get; init; }

    /// <summary>The arguments, in order.</summary>
    public required ImmutableArray<BuildArgument> Arguments { get; init; }

    /// <summary>The command that builds; null in a compose file.</summary>
    public required CommandUse? Command { get; init; }

    /// <summary>Whether all that decides is seen: false where words that are not known may say more.</summary>
    public required bool IsComplete { get; init; }
}

/// <summary>Files come into an image: <c>COPY</c>, <c>ADD</c>, and what <c>RUN --mount=type=bind</c> shows to one instruction.</summary>
public sealed class FileCopy : Fact
{
    /// <summary>What is copied, as written: paths of the build context, addresses, here-documents.</summary>
    public required ImmutableArray<Word> Sources { get; init; }

    /// <summary>Where it goes.</summary>
    public required Word Destination { get; init; }

    /// <summary>The stage, image or named context that it comes from; null for the build context.</summary>
    public required Word? From { get; init; }

    /// <summary>The number of the RUN instruction that alone sees it; null for COPY and ADD.</summary>
    public int? Layer { get; init; }

    /// <summary>Whether files come from the build context as they are, under their own names: false for another source, and with <c>--parents</c> or <c>--exclude</c>.</summary>
    public required bool IsPlain { get; init; }

    internal string? Folder { get; init; } = "";
}

/// <summary>The facts of one scope in their order: what was updated, added, installed before.</summary>
/// <param name="Scope">The scope.</param>
/// <param name="Facts">All facts in order.</param>
/// <param name="Base">The sequence of the stage that this one begins with; null where there is none.</param>
/// <param name="Origin">What holds it: a stage, a script, or a guide.</param>
public sealed record CommandSequence(Scope Scope, ImmutableArray<Fact> Facts, CommandSequence? Base, ShellOrigin Origin);
