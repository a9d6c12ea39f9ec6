using System.Text;
using EnvLint.Workspace.Walking;

namespace EnvLint.Workspace;

/// <summary>The texts of a root that may make files before an image is built: scripts, build files, pipelines.</summary>
public sealed class BuildTexts
{
    // A root with more is not searched: what it makes is not known.
    private const int MaximumFiles = 20_000;
    private const long MaximumLength = 64 * 1024 * 1024;
    private const long MaximumOne = 4 * 1024 * 1024;

    private readonly List<(string Path, byte[] Text)> _texts = [];
    private bool _isWhole = true;

    private BuildTexts()
    {
    }

    /// <summary>How long they are together, in bytes.</summary>
    public long Length { get; private set; }

    /// <summary>Reads the texts of a root.</summary>
    /// <param name="root">The root.</param>
    public static BuildTexts Read(WorkspaceRoot root)
    {
        var result = new BuildTexts();
        var options = new WalkOptions { IsCandidate = MayMake, IsExcluded = static (_, _) => false };
        var paths = FileWalker.Walk(root, "", options, [], CancellationToken.None);
        var length = 0L;
        foreach (var path in paths)
        {
            try
            {
                var file = new FileInfo(root.FullPath(path));
                length += file.Length;
                if (result._texts.Count >= MaximumFiles || length > MaximumLength || file.Length > MaximumOne)
                {
                    result._isWhole = false;
                    return result;
                }

                result._texts.Add((path, File.ReadAllBytes(file.FullName)));
                result.Length = length;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                result._isWhole = false;
                return result;
            }
        }

        return result;
    }

    /// <summary>Whether one of them holds a name as a word; true where not all could be read.</summary>
    /// <param name="name">The name of a file without its folder.</param>
    public bool Mention(string name)
    {
        var word = Encoding.UTF8.GetBytes(name);
        return !_isWhole || _texts.Exists(text => Holds(text.Text, word));
    }

    /// <summary>The paths of those that hold a name as a word.</summary>
    /// <param name="name">The name of a file without its folder.</param>
    /// <returns>Null where not all could be read.</returns>
    public IReadOnlyList<string>? Mentioning(string name)
    {
        if (!_isWhole)
        {
            return null;
        }

        var word = Encoding.UTF8.GetBytes(name);
        var paths = new List<string>();
        foreach (var (path, text) in _texts)
        {
            if (Holds(text, word))
            {
                paths.Add(path);
            }
        }

        return paths;
    }

    /// <summary>Whether a text holds a name as a word.</summary>
    /// <param name="text">The text, in UTF-8.</param>
    /// <param name="word">The name, in UTF-8.</param>
    public static bool Holds(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word)
    {
        for (var at = text.IndexOf(word); at >= 0;)
        {
            var end = at + word.Length;
            if ((at == 0 || !IsOfName(text[at - 1])) && (end == text.Length || !IsOfName(text[end])))
            {
                return true;
            }

            var next = text[end..].IndexOf(word);
            at = next < 0 ? -1 : end + next;
        }

        return false;
    }

    /// <summary>Whether a file may make others, by its name.</summary>
    /// <param name="path">Path relative to the root, with <c>/</c>.</param>
    public static bool MayMake(string path)
    {
        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        var dot = name.LastIndexOf('.');
        if (name.StartsWith("Dockerfile", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Containerfile", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        // Without an ending: Makefile, Justfile, Jenkinsfile, and scripts.
        return dot <= 0 || name[(dot + 1)..] is "sh" or "bash" or "zsh" or "fish" or "py" or "mk" or "make" or "cmake" or "yml" or "yaml" or "ps1" or "psm1" or "bat" or "cmd"
            or "gradle" or "kts" or "groovy" or "bzl" or "bazel" or "hcl" or "nix" or "rb" or "pl" or "js" or "mjs" or "ts" or "go" or "rs" or "in" or "j2" or "tmpl" or "template";
    }

    private static bool IsOfName(byte value) => char.IsAsciiLetterOrDigit((char)value) || value is (byte)'_' or (byte)'-';
}
