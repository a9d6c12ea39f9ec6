using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Linking;
using EnvLint.Manifests;
using EnvLint.Syntax.Toml;
using EnvLint.Syntax.Yaml;
using EnvLint.Text;

namespace EnvLint.Engine;

/// <summary>A word of a file that names another file of the root.</summary>
/// <param name="Span">The word.</param>
/// <param name="Path">The other file, as findings name it.</param>
public sealed record FileReference(TextSpan Span, string Path);

/// <summary>Finds the files of the root that a file names and that are there. Where a word may mean two files, it names none.</summary>
public static class FileReferences
{
    // No real file comes near to it; a hostile one must not have the disk asked for ever.
    private const int MostLooks = 2_000;

    /// <summary>The references of a manifest.</summary>
    /// <param name="file">The manifest.</param>
    /// <param name="files">The files of its root.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>In order of position; each word once.</returns>
    public static ImmutableArray<FileReference> Of(FileAnalysis file, ILinkedFiles files, CancellationToken cancellationToken)
    {
        var finder = new Finder(file.Source, files, cancellationToken);
        if (file.Facts is { } facts)
        {
            foreach (var link in facts.Links)
            {
                finder.Add(link.Span, link.Path);
            }

            foreach (var build in facts.ImageBuilds)
            {
                // A build of one line of a script is looked at once, whatever it finds.
                if ((build.Dockerfile ?? build.Context) is { IsElsewhere: false } word && finder.MayLook() && BuildPlace.Find(build, file.Source.Path, files) is { } place)
                {
                    finder.Add(word.Span, place.Dockerfile.Path);
                }
            }

            if (file.Kind == ManifestKind.Dockerfile && !facts.FileCopies.IsEmpty)
            {
                AddCopies(finder, file, facts.FileCopies, files);
            }
        }

        if (file.Compose is { Root: { } compose, IsTemplate: false })
        {
            AddCompose(finder, compose);
        }

        if (file.PyProject is { IsTemplate: false } project && project.Syntax.Root.Find("tool", "setuptools", "dynamic") is TomlTable dynamic)
        {
            foreach (var entry in dynamic.Entries)
            {
                finder.AddStrings((entry.Value as TomlTable)?.Find("file"));
            }
        }

        return finder.Finish();
    }

    /// <summary>The references of a configuration file: what it extends.</summary>
    /// <param name="source">The file.</param>
    /// <param name="files">The files of its root.</param>
    public static ImmutableArray<FileReference> Of(SourceText source, ILinkedFiles files)
    {
        var finder = new Finder(source, files, CancellationToken.None);
        finder.AddStrings(TomlDocument.Parse(source.Content).Root.Find("extends"));
        return finder.Finish();
    }

    private static void AddCopies(Finder finder, FileAnalysis file, ImmutableArray<FileCopy> copies, ILinkedFiles files)
    {
        var declared = file.DeclaredContext is (true, { } folder) ? folder : null;
        foreach (var copy in copies)
        {
            foreach (var word in copy.Sources)
            {
                if (word.IsElsewhere || BuildContext.NameOf(copy, word) is not { } name)
                {
                    continue;
                }

                if (declared is not null)
                {
                    finder.AddAt(word.Span, declared + name);
                    continue;
                }

                // The context is a folder above, mostly; a name that is in two of them may be either.
                string? found = null;
                var isOne = true;
                foreach (var above in BuildContext.Upwards(file.Source.Path, files.Root))
                {
                    if (finder.IsFile(above + name))
                    {
                        isOne = found is null;
                        found = above + name;
                    }
                }

                if (found is not null && isOne)
                {
                    finder.Add(word.Span, found);
                }
            }
        }
    }

    private static void AddCompose(Finder finder, YamlMapping compose)
    {
        finder.AddTexts(compose.Find("include")?.Value, "path");
        if (compose.Find("services")?.Value.Resolved is not YamlMapping services)
        {
            return;
        }

        foreach (var service in services.Entries)
        {
            if (service.Value is YamlMapping body)
            {
                finder.AddTexts((body.Find("extends")?.Value as YamlMapping)?.Find("file")?.Value, key: null);
                finder.AddTexts(body.Find("env_file")?.Value, "path");
            }
        }
    }

    private sealed class Finder(SourceText source, ILinkedFiles files, CancellationToken cancellationToken)
    {
        private readonly Dictionary<TextSpan, FileReference> _found = [];
        private int _looks;

        /// <summary>Takes note of a look at the disk.</summary>
        public bool MayLook()
        {
            cancellationToken.ThrowIfCancellationRequested();
            return ++_looks <= MostLooks;
        }

        public bool IsFile(string path) => MayLook() && files.Exists(path) && files.NamesIn(path + "/") is null;

        public void Add(TextSpan span, string path)
        {
            // A guide's command stands where it stands; a command without a word for the file is too much to click on.
            if (!span.IsEmpty && span.End <= source.Length && source.Content.AsSpan(span.Start, span.Length).IndexOfAny('\r', '\n') < 0 && !string.Equals(path, source.Path, StringComparison.Ordinal))
            {
                _found.TryAdd(span, new FileReference(span, path));
            }
        }

        /// <summary>Adds a path that is known, where a file is there.</summary>
        public void AddAt(TextSpan span, string path)
        {
            if (IsFile(path))
            {
                Add(span, path);
            }
        }

        /// <summary>Adds a string, or the strings of a list, as paths from the file's own folder.</summary>
        public void AddStrings(TomlValue? value)
        {
            if (value is TomlString text)
            {
                AddNamed(text.ContentSpan, text.Value);
            }
            else if (value is TomlArray { IsArrayOfTables: false } array)
            {
                foreach (var item in array.Items)
                {
                    AddStrings(item);
                }
            }
        }

        /// <summary>Adds a scalar, the scalars of a list, or those behind a key of mappings.</summary>
        public void AddTexts(YamlNode? node, string? key)
        {
            switch (node)
            {
                case YamlScalar { Type: YamlScalarType.Text } text:
                    AddNamed(text.Span, text.Value);
                    break;
                case YamlSequence sequence:
                    foreach (var item in sequence.Items)
                    {
                        AddTexts(item.Value, key);
                    }

                    break;
                case YamlMapping mapping when key is not null:
                    AddTexts(mapping.Find(key)?.Value, key: null);
                    break;
            }
        }

        public ImmutableArray<FileReference> Finish() => Sorting.Ordered([.. _found.Values], static (left, right) => left.Span.CompareTo(right.Span));

        private void AddNamed(TextSpan span, string name)
        {
            if (RelativePath.Combine(source.Path, name) is { } path)
            {
                AddAt(span, path);
            }
        }
    }
}
