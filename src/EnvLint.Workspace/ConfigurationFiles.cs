using EnvLint.Configuration;
using EnvLint.Text;
using EnvLint.Workspace.Reading;

namespace EnvLint.Workspace;

/// <summary>A configuration and where it was found.</summary>
/// <param name="Result">The configuration with its errors.</param>
/// <param name="Home">The folder that the paths of its files are relative to: the git repository around the root, or the root itself.</param>
public sealed record FoundConfiguration(ConfigurationResult Result, WorkspaceRoot Home);

/// <summary>Finds and reads the configuration of a root.</summary>
public static class ConfigurationFiles
{
    /// <summary>The configuration of a root: the first of its <c>envlint.toml</c>, <c>.envlint.toml</c> and <c>pyproject.toml</c> with <c>[tool.envlint]</c>.</summary>
    /// <remarks>What it extends may lie above the root, as far up as the git repository that holds it.</remarks>
    /// <param name="root">The root.</param>
    /// <param name="toolVersion">The version of EnvLint that runs.</param>
    /// <param name="unsaved">The text that an editor holds of a file, by its absolute path; null for a file that is as it is on disk. Asked of every file whose text counts, there or not.</param>
    /// <returns>The configuration with its errors; null where the root has none.</returns>
    public static FoundConfiguration? Find(WorkspaceRoot root, string toolVersion, Func<string, string?>? unsaved = null)
    {
        foreach (var name in ConfigurationLoader.FileNames)
        {
            var text = unsaved?.Invoke(root.FullPath(name));
            if (text is null && !File.Exists(root.FullPath(name)))
            {
                continue;
            }

            var home = Repository(root);
            var path = home.RelativePath(root.FullPath(name)) ?? name;
            switch (text is null ? FileReader.Read(home, path, path) : new TextRead(new SourceText(path, text)))
            {
                case TextRead { Source: var source } when ConfigurationLoader.HasConfiguration(source):
                    return Load(home, source, toolVersion, unsaved);
                case TextRead:
                    continue;
                case var unread:
                    return Failed(home, path, unread);
            }
        }

        return null;
    }

    /// <summary>The file that holds the configuration of a root, whatever is wrong with it.</summary>
    /// <param name="root">The root.</param>
    /// <returns>Its path relative to the root, and what reading it gave; null where the root has none.</returns>
    public static (string Path, ReadResult Read)? Locate(WorkspaceRoot root)
    {
        foreach (var name in ConfigurationLoader.FileNames)
        {
            if (File.Exists(root.FullPath(name)) && FileReader.Read(root, name, name) is var read && (read is not TextRead { Source: var source } || ConfigurationLoader.HasConfiguration(source)))
            {
                return (name, read);
            }
        }

        return null;
    }

    /// <summary>Reads a configuration file that was named.</summary>
    /// <param name="file">Absolute path.</param>
    /// <param name="toolVersion">The version of EnvLint that runs.</param>
    /// <param name="unsaved">As for <see cref="Find"/>; asked of what the file extends.</param>
    public static FoundConfiguration Read(string file, string toolVersion, Func<string, string?>? unsaved = null)
    {
        var home = Repository(WorkspaceRoot.Find(file, isFolder: false, Path.GetDirectoryName(file) ?? file));
        var path = home.RelativePath(file) ?? Path.GetFileName(file);
        return FileReader.Read(home, path, path) is var read && read is TextRead { Source: var source }
            ? Load(home, source, toolVersion, unsaved)
            : Failed(home, path, read);
    }

    private static FoundConfiguration Load(WorkspaceRoot home, SourceText source, string toolVersion, Func<string, string?>? unsaved)
    {
        return new FoundConfiguration(ConfigurationLoader.Load(source, toolVersion, Read), home);

        SourceText? Read(string path) =>
            unsaved?.Invoke(home.FullPath(path)) is { } text ? new SourceText(path, text)
            : home.Holds(path) && FileReader.Read(home, path, path) is TextRead read ? read.Source
            : null;
    }

    internal static WorkspaceRoot Repository(WorkspaceRoot root)
    {
        for (var folder = root.Path; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Exists(Path.Join(folder, ".git")))
            {
                return WorkspaceRoot.At(folder);
            }
        }

        return root;
    }

    private static FoundConfiguration Failed(WorkspaceRoot home, string path, ReadResult read)
    {
        var source = new SourceText(path, "");
        var reason = read switch
        {
            Unreadable { Reason: var why } => why,
            TooLarge => "it is too large",
            _ => "it is no text",
        };
        return new FoundConfiguration(
            new ConfigurationResult(
                new ProjectConfiguration { Source = source }, [new ConfigurationError(source, default, $"the configuration cannot be read: {reason}")]),
            home);
    }
}
