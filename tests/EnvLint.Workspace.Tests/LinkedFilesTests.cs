namespace EnvLint.Workspace.Tests;

public sealed class LinkedFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Names_are_those_of_the_folder()
    {
        _folder.With("a/Main.py", "");
        _folder.With("a/b/c.py", "");
        var files = new LinkedFiles(WorkspaceRoot.At(_folder.Path), "x/");
        Assert.Equal(["Main.py", "b"], files.NamesIn("x/a/")!.Order(StringComparer.Ordinal));
        Assert.Equal(["a"], files.NamesIn("x/"));
        Assert.Null(files.NamesIn("x/a/Main.py/"));
        Assert.Null(files.NamesIn("x/none/"));
        Assert.Null(files.NamesIn("y/"));
    }

    [Fact]
    public void Ignored_is_what_an_ignore_file_above_names()
    {
        _folder.With(".gitignore", "*.log\n/out/\n");
        _folder.With("a/.gitignore", "settings.py\n!keep.log\n");
        var files = new LinkedFiles(WorkspaceRoot.At(_folder.Path));
        Assert.True(files.IsIgnored("x.log"));
        Assert.True(files.IsIgnored("out/deep/x.py"));
        Assert.True(files.IsIgnored("a/settings.py"));
        Assert.False(files.IsIgnored("settings.py"));
        Assert.False(files.IsIgnored("a/keep.log"));
        Assert.False(files.IsIgnored("a/out/x.py"));
    }

    [Fact]
    public void Mentioned_is_a_whole_name_in_what_makes_files()
    {
        _folder.With("Makefile", "all:\n\tcp a.py docker/start.py\n");
        _folder.With("notes.md", "other.py");
        var files = new LinkedFiles(WorkspaceRoot.At(_folder.Path));
        Assert.True(files.Mentions("start.py"));
        Assert.False(files.Mentions("art.py"));
        Assert.False(files.Mentions("other.py"));
    }
}
