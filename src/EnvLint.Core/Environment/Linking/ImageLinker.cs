using System.Buffers;
using System.Collections.Immutable;
using EnvLint.Environment.Facts;
using EnvLint.Syntax.Dockerfile;
using EnvLint.Text;

namespace EnvLint.Environment.Linking;

/// <summary>Finds the files that the commands of a Dockerfile name: what COPY, ADD and mounts brought to that place of the image, from the build context.</summary>
/// <param name="path">The Dockerfile's path, as findings name it.</param>
/// <param name="files">The other files.</param>
/// <param name="tree">The Dockerfile.</param>
/// <param name="context">The folder of the context, with <c>/</c> at its end, where a build says it; null where none does.</param>
/// <param name="declared">Finds the context that builds of the project say, for a Dockerfile that does not show it.</param>
internal sealed class ImageLinker(string path, ILinkedFiles files, DockerfileTree tree, string? context = null, Func<string, string?>? declared = null) : FileLinker(path, files)
{
    // Of patterns, variables, quotes and here-documents.
    private static readonly SearchValues<char> s_signs = SearchValues.Create("*?[<$\"'");

    private List<string>? _sources;
    private string? _context = context;

    /// <inheritdoc/>
    protected override SourceText? Locate(CommandUse use, string path, ImmutableArray<Fact>.Builder earlier, CommandSequence? before)
    {
        if (use.Folder is not { } folder || AbsoluteOf(folder, use.Scope.Stage) is not { } start || WorkingFolder.Combine(start, path) is not { } wanted)
        {
            return null;
        }

        var name = wanted[(wanted.LastIndexOf('/') + 1)..];
        for (var i = earlier.Count - 1; i >= 0; i--)
        {
            if (Passes(earlier[i], use, wanted, name, out var found))
            {
                return found;
            }
        }

        for (var sequence = before; sequence is not null; sequence = sequence.Base)
        {
            for (var i = sequence.Facts.Length - 1; i >= 0; i--)
            {
                if (Passes(sequence.Facts[i], use, wanted, name, out var found))
                {
                    return found;
                }
            }
        }

        return null;
    }

    // Whether the search ends at a fact: with the file, or with nothing known.
    private bool Passes(Fact fact, CommandUse use, string wanted, string name, out SourceText? found)
    {
        found = null;
        return fact switch
        {
            _ when !Look() => true,
            CommandUse other => !ReferenceEquals(other, use) && Touches(other, name),
            FileCopy copy => (copy.Layer is not { } layer || (layer == use.Layer && ReferenceEquals(copy.Scope.Stage, use.Scope.Stage))) && Copied(copy, wanted, name, out found),
            _ => false,
        };
    }

    // Whether a copy brings the file, or may bring it.
    private bool Copied(FileCopy copy, string wanted, string name, out SourceText? found)
    {
        found = null;
        if (copy.Destination.Value is not { } written || AbsoluteOf(copy.Folder, copy.Scope.Stage) is not { } start || WorkingFolder.Combine(start, written) is not { } destination)
        {
            return true;
        }

        var rest = RestOf(wanted, destination);
        if (rest is null)
        {
            return false;
        }

        for (var i = copy.Sources.Length - 1; i >= 0; i--)
        {
            if (!copy.IsPlain || copy.Sources[i].Value is not { } source || source.Contains("://", StringComparison.Ordinal) || source.StartsWith("<<", StringComparison.Ordinal))
            {
                return true;
            }

            source = InContext(source);
            foreach (var candidate in Candidates(source, rest, name, copy.Layer is not null))
            {
                if (Read(candidate) is { } text)
                {
                    found = text;
                    return true;
                }
            }
        }

        return false;
    }

    // What lies at a place below the destination, where the source is a file, a folder or a pattern.
    private static string[] Candidates(string source, string rest, string name, bool isMount)
    {
        if (source.AsSpan().IndexOfAny("*?[") >= 0)
        {
            var slash = source.LastIndexOf('/');
            return rest == name && source.AsSpan(0, slash + 1).IndexOfAny("*?[") < 0 && ContextPattern.IsMatch(source.AsSpan(slash + 1), name) ? [source[..(slash + 1)] + name] : [];
        }

        var below = rest.Length == 0 ? source : source.Length == 0 ? rest : $"{source}/{rest}";
        return !isMount && rest == name && source[(source.LastIndexOf('/') + 1)..] == name ? [source, below] : [below];
    }

    // Empty for the folder itself; null for what does not lie below it.
    private static string? RestOf(string path, string folder)
    {
        if (path == folder)
        {
            return "";
        }

        var start = folder is "/" or "" ? folder : folder + "/";
        return path.StartsWith(start, StringComparison.Ordinal) && (folder.Length > 0 || path[0] != '/') ? path[start.Length..] : null;
    }

    /// <summary>A path of the context without what leads nowhere: the builder takes <c>/a</c>, <c>./a</c> and <c>../a</c> for <c>a</c>.</summary>
    /// <param name="source">The path as written.</param>
    public static string InContext(string source) => (WorkingFolder.Combine("/", source) ?? "").TrimStart('/');

    // Images of the distributions and of languages begin in /.
    private static string? AbsoluteOf(string? folder, ImageStage? stage) =>
        folder is null or ['/', ..] || stage?.BaseImage is not { Registry: "" } image || (image.Repository != "nvidia/cuda" && image.Repository.Contains('/', StringComparison.Ordinal)) || image.Repository == "golang"
            ? folder
            : WorkingFolder.Combine("/", folder);

    private SourceText? Read(string candidate)
    {
        if (candidate.Length == 0)
        {
            return null;
        }

        if (_context is not null)
        {
            return In(_context, candidate);
        }

        // Not said: of the folders upwards with this file the one that has most of what the Dockerfile copies, the nearest first.
        var most = -1;
        var found = 0;
        SourceText? result = null;
        foreach (var folder in Folders())
        {
            if (In(folder, candidate) is not { } text)
            {
                continue;
            }

            found++;
            if (Count(folder) is var count && count > most)
            {
                most = count;
                result = text;
                _context = folder;
            }
        }

        // Several folders have such a file: a build of the project may say which it is.
        if (found > 1 && declared?.Invoke(Path) is { } said)
        {
            _context = said;
            return In(said, candidate);
        }

        return result;
    }

    private SourceText? In(string folder, string candidate) => RelativePath.Combine(folder, candidate) is { } path ? Files.Read(path) : null;

    private IEnumerable<string> Folders()
    {
        for (var end = Path.LastIndexOf('/'); end >= 0; end = end == 0 ? -1 : Path.LastIndexOf('/', end - 1))
        {
            if (end + 1 < Files.Root.Length)
            {
                yield break;
            }

            yield return Path[..(end + 1)];
        }

        if (Files.Root.Length == 0)
        {
            yield return "";
        }
    }

    private int Count(string folder)
    {
        var count = 0;
        foreach (var source in _sources ??= Sources())
        {
            if (RelativePath.Combine(folder, source) is { } path && Files.Exists(path))
            {
                count++;
            }
        }

        return count;
    }

    // The files and folders that the Dockerfile takes from its context by name.
    private List<string> Sources()
    {
        const int Maximum = 64;
        var sources = new List<string>();
        foreach (var instruction in tree.Instructions)
        {
            if (instruction.Kind is not (DockerfileInstructionKind.Copy or DockerfileInstructionKind.Add) || HasFlag(instruction, "from"))
            {
                continue;
            }

            for (var i = 0; i + 1 < instruction.Words.Length && sources.Count < Maximum; i++)
            {
                var source = instruction.Words[i].Raw;
                if (source.AsSpan().IndexOfAny(s_signs) < 0 && !source.Contains("://", StringComparison.Ordinal) && !source.StartsWith("git@", StringComparison.Ordinal)
                    && InContext(source) is { Length: > 0 } path && !sources.Contains(path))
                {
                    sources.Add(path);
                }
            }
        }

        return sources;
    }

    private static bool HasFlag(DockerfileInstruction instruction, string name)
    {
        foreach (var flag in instruction.Flags)
        {
            if (flag.Name == name)
            {
                return true;
            }
        }

        return false;
    }
}
