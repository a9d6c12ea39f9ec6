using System.Buffers;
using System.Collections.Immutable;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Linking;
using EnvLint.Text;

namespace EnvLint.Engine;

/// <summary>What a build context says of a source of COPY.</summary>
public enum ContextAnswer
{
    /// <summary>It is there, or nobody can say.</summary>
    There,

    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>It is there under a name in other letter case.</summary>
    OtherCase,

    /// <summary>It is there, and <c>.dockerignore</c> leaves it out.</summary>
    LeftOut,
}

/// <summary>A source of COPY in a build context.</summary>
/// <param name="Answer">Whether it is there.</param>
/// <param name="Path">Its path as findings name it, as it is written or as it is there.</param>
/// <param name="Name">The name below the context, in the letter case that is there.</param>
public sealed record ContextSource(ContextAnswer Answer, string Path, string Name)
{
    /// <summary>The file that leaves it out; null where none does.</summary>
    public SourceText? IgnoreFile { get; init; }

    /// <summary>The pattern that leaves it out, in <see cref="IgnoreFile"/>.</summary>
    public TextSpan Pattern { get; init; }
}

/// <summary>The folder that a Dockerfile is built in, where that is certain: a build of the project says so, or what the Dockerfile copies lies in one folder only.</summary>
public sealed class BuildContext
{
    // Of patterns, templates, addresses, here-documents and paths of Windows.
    private static readonly SearchValues<char> s_signs = SearchValues.Create("*?[]<>{}$\"'\\%@:");

    private readonly ILinkedFiles _files;
    private readonly ContextIgnore? _ignore;

    private BuildContext(ILinkedFiles files, string folder, bool isDeclared, ContextIgnore? ignore)
    {
        _files = files;
        _ignore = ignore;
        Folder = folder;
        IsDeclared = isDeclared;
    }

    /// <summary>The folder, with <c>/</c> at its end; empty for the root.</summary>
    public string Folder { get; }

    /// <summary>Whether a build of the project names it.</summary>
    public bool IsDeclared { get; }

    /// <summary>The context of a Dockerfile.</summary>
    /// <param name="file">The Dockerfile.</param>
    /// <returns>Null where it is not certain, and where all that the Dockerfile copies is there.</returns>
    public static BuildContext? Find(FileAnalysis file)
    {
        if (file is not { Files: { } files, Facts.FileCopies: { IsEmpty: false } copies })
        {
            return null;
        }

        var path = file.Source.Path;
        var sources = Plain(copies);
        if (sources.Count == 0)
        {
            return null;
        }

        var folders = Upwards(path, files.Root);
        var states = new Dictionary<string, Count>(StringComparer.Ordinal);
        var whole = 0;
        var isIgnoring = false;
        foreach (var folder in folders)
        {
            var count = states[folder] = Of(folder, sources, files);
            whole += count.Missing.Count == 0 ? 1 : 0;
            isIgnoring |= count.Missing.Count > 0 || count.HasOtherCase || IgnoreOf(path, folder, files) is not null;
        }

        if (!isIgnoring)
        {
            return null;
        }

        var (isBuilt, declared) = file.DeclaredContext;
        if (isBuilt)
        {
            // A context in which nothing lies that is copied is hardly the one that is meant, nor is one beside another that has it all.
            return declared is not null && Of(declared, sources, files) is var there && (sources.Count == 1 || there.Missing.Count * 2 <= sources.Count)
                && (there.Missing.Count == 0 || !AnyElsewhere(there.Missing, declared, folders, states)) && HasNeighbours(declared, files)
                ? new BuildContext(files, declared, isDeclared: true, IgnoreOf(path, declared, files))
                : null;
        }

        if (whole > 1)
        {
            return null;
        }

        string? best = null;
        foreach (var folder in folders)
        {
            var missing = states[folder].Missing.Count;
            if (missing == 0)
            {
                return new BuildContext(files, folder, isDeclared: false, IgnoreOf(path, folder, files));
            }

            // Another source that is there shows where the others are looked for.
            if (missing == 1 && sources.Count > 1 && whole == 0)
            {
                best ??= AnyElsewhere(states[folder].Missing, folder, folders, states) ? null : folder;
            }
        }

        return best is null ? null : new BuildContext(files, best, isDeclared: false, IgnoreOf(path, best, files));
    }

    /// <summary>The path below the context of a word of COPY that names one file or folder.</summary>
    /// <param name="copy">The instruction.</param>
    /// <param name="word">The word.</param>
    /// <returns>Null for an address, a pattern, a here-document, a source out of another stage, and what is not known.</returns>
    public static string? NameOf(FileCopy copy, Word word) =>
        copy is { Layer: null, From: null, IsPlain: true } && word.Value is { Length: > 0 } value && value.AsSpan().IndexOfAny(s_signs) < 0
        && ImageLinker.InContext(value) is { Length: > 0 } name
            ? name
            : null;

    /// <summary>Whether a source is there.</summary>
    /// <param name="name">The path below the context.</param>
    public ContextSource Look(string name)
    {
        var source = Look(Folder, name, _files);
        if (source.Answer != ContextAnswer.There || _ignore is null)
        {
            return source;
        }

        var isFolder = _files.NamesIn(source.Path + "/") is not null;
        return _ignore.PatternOf(name, isFolder) is { } pattern ? source with { Answer = ContextAnswer.LeftOut, IgnoreFile = _ignore.Source, Pattern = pattern } : source;
    }

    private static ContextSource Look(string folder, string name, ILinkedFiles files)
    {
        var at = folder;
        var answer = ContextAnswer.There;
        var parts = name.Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            if (files.NamesIn(at) is not { } names)
            {
                // A file where a folder is asked for, or a link that leads away.
                return new ContextSource(ContextAnswer.There, folder + name, name);
            }

            var part = Find(names, parts[i]);
            if (part is null)
            {
                return new ContextSource(ContextAnswer.Missing, folder + name, name);
            }

            answer = part == parts[i] ? answer : ContextAnswer.OtherCase;
            at += i + 1 < parts.Length ? part + "/" : part;
        }

        return new ContextSource(answer, at, at[folder.Length..]);
    }

    private static string? Find(IReadOnlyCollection<string> names, string name)
    {
        string? result = null;
        foreach (var next in names)
        {
            if (string.Equals(next, name, StringComparison.Ordinal))
            {
                return next;
            }

            if (string.Equals(next, name, StringComparison.OrdinalIgnoreCase) && (result is null || string.CompareOrdinal(next, result) < 0))
            {
                result = next;
            }
        }

        return result;
    }

    private static List<string> Plain(ImmutableArray<FileCopy> copies)
    {
        const int Maximum = 128;
        var sources = new List<string>();
        foreach (var copy in copies)
        {
            foreach (var word in copy.Sources)
            {
                if (sources.Count < Maximum && NameOf(copy, word) is { } name && !sources.Contains(name))
                {
                    sources.Add(name);
                }
            }
        }

        return sources;
    }

    private static Count Of(string folder, List<string> sources, ILinkedFiles files)
    {
        var missing = new List<string>();
        var hasOtherCase = false;
        foreach (var source in sources)
        {
            switch (Look(folder, source, files).Answer)
            {
                case ContextAnswer.Missing:
                    missing.Add(source);
                    break;
                case ContextAnswer.OtherCase:
                    hasOtherCase = true;
                    break;
            }
        }

        return new Count(missing, hasOtherCase);
    }

    // Whether one of these lies in another folder that may be the context.
    private static bool AnyElsewhere(List<string> missing, string folder, List<string> folders, Dictionary<string, Count> states)
    {
        foreach (var other in folders)
        {
            if (other == folder)
            {
                continue;
            }

            foreach (var source in missing)
            {
                if (!states[other].Missing.Contains(source))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool HasNeighbours(string folder, ILinkedFiles files)
    {
        var count = 0;
        foreach (var name in files.NamesIn(folder) ?? [])
        {
            count += name.Contains("ocker", StringComparison.Ordinal) || name.StartsWith('.') ? 0 : 1;
        }

        return count > 1;
    }

    // The file of the Dockerfile's own wins; BuildKit knows it.
    private static ContextIgnore? IgnoreOf(string dockerfile, string folder, ILinkedFiles files) =>
        (files.Read(dockerfile + ".dockerignore") ?? files.Read(folder + ".dockerignore")) is { } source ? ContextIgnore.Parse(source) : null;

    // The folders above a file, with / at their ends, up to the root's.
    internal static List<string> Upwards(string path, string root)
    {
        var folders = new List<string>();
        for (var end = path.LastIndexOf('/'); end + 1 >= root.Length; end = path.LastIndexOf('/', end - 1))
        {
            folders.Add(path[..(end + 1)]);
            if (end <= 0)
            {
                break;
            }
        }

        return folders;
    }

    /// <summary>What a folder has of the sources.</summary>
    private sealed record Count(List<string> Missing, bool HasOtherCase);
}
