using System.Globalization;
using System.Text;
using EnvLint.Configuration;
using EnvLint.Engine;
using EnvLint.Manifests;
using EnvLint.Workspace.Reading;
using EnvLint.Workspace.Walking;

namespace EnvLint.Workspace;

/// <summary>Says which files of a root are manifests: by its configuration, their names, their first lines, or their texts where many tools share a name.</summary>
public static class ManifestFiles
{
    private const int StartLength = 128;

    /// <summary>What the configuration or the name of a file says.</summary>
    /// <param name="path">Path relative to the root.</param>
    /// <param name="configuration">The root's configuration, if there is one.</param>
    /// <param name="textDecides">Whether the text may say otherwise.</param>
    public static ManifestKind KindOf(string path, ProjectConfiguration? configuration, out bool textDecides)
    {
        textDecides = false;
        if (configuration?.Classify(path) is { Kind: { } declared })
        {
            return declared;
        }

        var kind = ManifestClassifier.ClassifyName(path);
        textDecides = kind == ManifestKind.Shell || NeedsText(path, kind) || (kind == ManifestKind.None && ManifestClassifier.MayBeScript(path));
        return kind;
    }

    /// <summary>What a file with this text is.</summary>
    /// <param name="path">Path relative to the root.</param>
    /// <param name="configuration">The root's configuration, if there is one.</param>
    /// <param name="text">The text.</param>
    public static ManifestKind KindOf(string path, ProjectConfiguration? configuration, ReadOnlySpan<char> text)
    {
        var kind = KindOf(path, configuration, out var textDecides);
        return textDecides ? ManifestClassifier.Classify(path, text) : kind;
    }

    /// <summary>What a file on disk is; no more of it is read than it takes to say so.</summary>
    /// <param name="file">The file.</param>
    /// <param name="configuration">The root's configuration, if there is one.</param>
    public static ManifestKind KindOf(WorkspaceFile file, ProjectConfiguration? configuration)
    {
        var kind = KindOf(file.Path, configuration, out var textDecides);
        if (!textDecides)
        {
            return kind;
        }

        return NeedsText(file.Path, kind)
            ? FileReader.Read(file.Root, file.Path, file.ShownPath) is TextRead { Source: var source } ? ManifestClassifier.Classify(file.Path, source.Content) : kind
            : KindOfStart(file);
    }

    /// <summary>Reads a file that may be a manifest.</summary>
    /// <param name="file">The file.</param>
    /// <param name="configuration">The root's configuration, if there is one.</param>
    /// <returns>What came of reading it; null for what is no manifest by its name and its first line.</returns>
    public static ReadResult? Read(WorkspaceFile file, ProjectConfiguration? configuration)
    {
        var kind = KindOf(file.Path, configuration, out var textDecides);

        // Whatever has no telling name is read only when it begins as a script does, or has a name that environment files have.
        return kind == ManifestKind.None && (!textDecides || (!ManifestClassifier.NeedsText(file.Path) && KindOfStart(file) == ManifestKind.None))
            ? null
            : FileReader.Read(file.Root, file.Path, file.ShownPath);
    }

    /// <summary>What a file is that was read.</summary>
    /// <param name="path">Path relative to the root.</param>
    /// <param name="configuration">The root's configuration, if there is one.</param>
    /// <param name="read">What came of reading it. A program that unpacks itself begins like a script: what is no text and has no telling name is none.</param>
    public static ManifestKind KindOf(string path, ProjectConfiguration? configuration, ReadResult read) =>
        read is TextRead { Source: var source } ? KindOf(path, configuration, source.Content) : KindOf(path, configuration, out _);

    /// <summary>What a walk below a folder of a root takes: what may be a manifest, by its name.</summary>
    /// <param name="configuration">The root's configuration, if there is one.</param>
    /// <param name="isExcluded">Whether a file or folder is left out, by its path relative to the root.</param>
    /// <param name="useIgnoreFiles">Whether ignore files of git count.</param>
    public static WalkOptions WalkOptions(ProjectConfiguration? configuration, Func<string, bool> isExcluded, bool useIgnoreFiles) => new()
    {
        UseIgnoreFiles = useIgnoreFiles,
        IsCandidate = path => ManifestClassifier.ClassifyName(path) != ManifestKind.None
            || ManifestClassifier.MayBeScript(path)
            || ManifestClassifier.NeedsText(path)
            || configuration?.Classify(path) is not null,
        IsExcluded = (path, _) => isExcluded(path),
    };

    /// <summary>Why a file could not be read, as findings tell it.</summary>
    /// <param name="read">Any result but a text.</param>
    public static UnreadableFile Describe(ReadResult read) => read switch
    {
        TooLarge { Limit: var limit } => new UnreadableFile(UnreadableReason.TooLarge, string.Create(CultureInfo.InvariantCulture, $"more than {limit / (1024 * 1024)} MiB")),
        BinaryContent { Offset: var offset } => new UnreadableFile(UnreadableReason.Binary, string.Create(CultureInfo.InvariantCulture, $"zero byte at offset {offset}")),
        Undecodable { Offset: var offset } => new UnreadableFile(UnreadableReason.Undecodable, string.Create(CultureInfo.InvariantCulture, $"wrong byte at offset {offset}")),
        Unreadable { Reason: var reason } => new UnreadableFile(UnreadableReason.Inaccessible, reason),
        _ => throw new ArgumentOutOfRangeException(nameof(read)),
    };

    private static ManifestKind KindOfStart(WorkspaceFile file)
    {
        Span<byte> start = stackalloc byte[StartLength];
        var bytes = start[..FileReader.ReadStart(file.Root, file.Path, start)];
        return ManifestClassifier.Classify(file.Path, Encoding.Latin1.GetString(bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes));
    }

    private static bool NeedsText(string path, ManifestKind kind) =>
        kind is ManifestKind.CondaEnvironment or ManifestKind.Compose || (kind == ManifestKind.None && ManifestClassifier.NeedsText(path));
}
