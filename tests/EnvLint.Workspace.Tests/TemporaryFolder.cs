using System.Text;

namespace EnvLint.Workspace.Tests;

/// <summary>A folder of a test's own, deleted at its end. Its path has no links in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder()
    {
        Path = Directory.CreateTempSubdirectory("envlint-").FullName;
    }

    public string Path { get; }

    public string this[string relativePath] => System.IO.Path.Join(Path, relativePath);

    public TemporaryFolder With(string relativePath, string content = "") => With(relativePath, Encoding.UTF8.GetBytes(content));

    public TemporaryFolder With(string relativePath, byte[] content)
    {
        var full = this[relativePath];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
        return this;
    }

    public TemporaryFolder WithFolder(string relativePath)
    {
        Directory.CreateDirectory(this[relativePath]);
        return this;
    }

    public TemporaryFolder WithLink(string relativePath, string target)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[relativePath])!);
        File.CreateSymbolicLink(this[relativePath], target);
        return this;
    }

    public void Dispose()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        Directory.Delete(Path, recursive: true);
    }
}
