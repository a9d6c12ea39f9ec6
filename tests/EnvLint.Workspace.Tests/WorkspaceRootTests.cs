namespace EnvLint.Workspace.Tests;

public sealed class WorkspaceRootTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("envlint.toml")]
    [InlineData(".envlint.toml")]
    [InlineData(".git/HEAD")]
    [InlineData(".git")]
    public void The_nearest_marked_folder_is_the_root(string mark)
    {
        _folder.With("envlint.toml").With("a/" + mark).With("a/b/c/Dockerfile");

        Assert.Equal(_folder["a"], Find("a/b/c/Dockerfile", isFolder: false).Path);
        Assert.Equal(_folder["a"], Find("a/b/c", isFolder: true).Path);
        Assert.Equal(_folder["a"], Find("a", isFolder: true).Path);
        Assert.Equal(_folder.Path, Find("other", isFolder: true).Path);
    }

    [Fact]
    public void Without_a_mark_the_folder_named_is_the_root()
    {
        _folder.WithFolder("a/b");

        Assert.Equal(_folder["a/b"], Find("a/b", isFolder: true).Path);
        Assert.Equal(_folder["a/b"], Find("a/b/", isFolder: true).Path);
    }

    [Fact]
    public void Without_a_mark_a_file_belongs_to_the_working_folder_that_holds_it()
    {
        _folder.With("a/b/Dockerfile");

        Assert.Equal(_folder.Path, Find("a/b/Dockerfile", isFolder: false).Path);
        Assert.Equal(_folder["a/b"], WorkspaceRoot.Find(_folder["a/b/Dockerfile"], isFolder: false, _folder["c"]).Path);
    }

    [Theory]
    [InlineData(".git/HEAD", ".", "")]
    [InlineData(".git/HEAD", "a/b", "a/b/")]
    [InlineData(".git/HEAD", "a/b/", "a/b/")]
    [InlineData("a/.git", "a/b", "b/")]
    [InlineData("a/b/.git/HEAD", "a", "")]
    [InlineData("envlint.toml", "a", "")]
    public void A_folder_has_a_path_in_the_repository_around_it(string mark, string folder, string expected)
    {
        _folder.WithFolder("a/b").With(mark);

        Assert.Equal(expected, WorkspaceRoot.PathInRepository(folder == "." ? _folder.Path : _folder[folder]));
    }

    [Fact]
    public void A_folder_whose_name_begins_like_the_root_is_outside()
    {
        var root = WorkspaceRoot.At(_folder["a"]);

        Assert.Null(root.RelativePath(_folder["ab/c"]));
        Assert.Null(root.RelativePath(_folder.Path));
        Assert.Equal("", root.RelativePath(_folder["a"]));
        Assert.Equal("b/c", root.RelativePath(_folder["a/b/c"]));
    }

    [Fact]
    public void A_root_that_is_reached_through_a_link_holds_its_files()
    {
        _folder.With("real/Dockerfile").WithLink("link", "real");

        Assert.True(WorkspaceRoot.At(_folder["link"]).Holds("Dockerfile"));
    }

    [Fact]
    public void Links_in_a_circle_lead_nowhere()
    {
        _folder.WithLink("a", "b").WithLink("b", "a");

        Assert.False(WorkspaceRoot.At(_folder.Path).Holds("a"));
    }

    [Fact]
    public void A_link_that_leaves_and_comes_back_is_held()
    {
        _folder.With("real").WithLink("link", $"../{Path.GetFileName(_folder.Path)}/real");

        Assert.True(WorkspaceRoot.At(_folder.Path).Holds("link"));
    }

    private WorkspaceRoot Find(string path, bool isFolder) => WorkspaceRoot.Find(_folder[path], isFolder, _folder.Path);
}
