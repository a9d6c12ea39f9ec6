using EnvLint.Workspace.Walking;

namespace EnvLint.Workspace.Tests;

public sealed class FileCollectorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Paths_are_shown_from_the_root_and_not_from_the_working_folder()
    {
        _folder.With(".git/HEAD").With("a/Dockerfile").With("b/Dockerfile");

        Assert.Equal(["a/Dockerfile"], Shown(Collect(["."], "a")));
        Assert.Equal(["a/Dockerfile", "b/Dockerfile"], Shown(Collect(["../b", "Dockerfile"], "a")));
    }

    [Fact]
    public void A_file_that_is_named_twice_counts_once()
    {
        _folder.With(".git/HEAD").With("a/Dockerfile");

        var files = Collect([".", "a", "a/Dockerfile", "./a/../a/Dockerfile"]).Files;

        Assert.Equal("a/Dockerfile", Assert.Single(files).ShownPath);
        Assert.True(files[0].IsNamed);
    }

    [Fact]
    public void Of_several_roots_the_folder_above_both_is_shown()
    {
        _folder.With("p/one/.git/HEAD").With("p/one/x").With("p/two/envlint.toml").With("p/two/x");

        var collection = Collect(["p/two", "p/one"]);

        Assert.Equal(["one/x", "two/envlint.toml", "two/x"], Shown(collection));
        Assert.Equal(_folder["p"], collection.BaseFolder);
        Assert.Equal(["x", "envlint.toml", "x"], collection.Files.Select(static file => file.Path));
    }

    [Fact]
    public void A_path_that_leads_nowhere_is_refused()
    {
        _folder.With("a");

        Assert.Equal("gone", Assert.Throws<PathNotFoundException>(() => Collect(["a", "gone"])).Path);
    }

    [Fact]
    public void An_ignored_file_is_taken_where_it_is_named()
    {
        _folder.With(".gitignore", "a\n").With("a").With("b");

        Assert.Equal(["a", "b"], Shown(Collect([".", "a"])));
    }

    [Fact]
    public void An_excluded_file_is_taken_where_it_is_named_unless_exclusions_are_forced()
    {
        _folder.With("x/a").With("x/b").With(".git/HEAD");

        Assert.Empty(Collect(["."], excluded: "x").Files);
        Assert.Equal(["x/a"], Shown(Collect(["x/a"], excluded: "x")));
        Assert.Empty(Collect(["x/a"], excluded: "x", excludeNamed: true).Files);
    }

    [Fact]
    public void A_named_link_out_of_the_root_is_a_problem_and_not_read()
    {
        using var outside = new TemporaryFolder();
        outside.With("secret");
        _folder.With(".git/HEAD").WithLink("link", outside["secret"]).WithLink("door", outside.Path);

        var collection = Collect(["link", "door/secret", "door"]);

        Assert.Empty(collection.Files);
        Assert.Equal(["link", "door/secret", "door"], collection.Problems.Select(static problem => problem.Path));
    }

    [Fact]
    public void A_file_belongs_to_the_nearest_root_above_it()
    {
        _folder.With(".git/HEAD").With("x").With("a/.git").With("a/b/x").With("a/b/c/.envlint.toml").With("a/b/c/x").With("d/x");

        var collection = Collect(["."]);

        Assert.Equal(["a/.git", "a/b/c/.envlint.toml", "a/b/c/x", "a/b/x", "d/x", "x"], Shown(collection));
        Assert.Equal([".git", ".envlint.toml", "x", "b/x", "d/x", "x"], collection.Files.Select(static file => file.Path));
        Assert.Equal(["a", "a/b/c", "a/b/c", "a", "", ""], collection.Files.Select(file => Path.GetRelativePath(_folder[""], file.Root.Path).Replace(".", "", StringComparison.Ordinal)));
        Assert.Equal(3, collection.Files.Select(static file => file.Root).Distinct().Count());
    }

    [Fact]
    public void Each_root_says_what_is_taken_in_it()
    {
        _folder.With(".git/HEAD").With("x").With("y").With("a/envlint.toml").With("a/x").With("a/y").With("a/sub/x");

        var files = FileCollector.Collect(
            ["."],
            _folder[""].TrimEnd('/'),
            root => new WalkOptions { IsCandidate = path => path.EndsWith('x') == (root.Path == _folder[""].TrimEnd('/')), IsExcluded = (path, _) => path == "sub" || path == "a/y" },
            excludeNamed: false,
            CancellationToken.None);

        Assert.Equal(["a/envlint.toml", "a/y", "x"], Shown(files));
    }

    private static IEnumerable<string> Shown(FileCollection collection) => collection.Files.Select(static file => file.ShownPath);

    private FileCollection Collect(string[] paths, string workingFolder = "", string? excluded = null, bool excludeNamed = false) =>
        FileCollector.Collect(
            paths,
            _folder[workingFolder].TrimEnd('/'),
            _ => new WalkOptions { IsCandidate = static _ => true, IsExcluded = (path, _) => path == excluded },
            excludeNamed,
            CancellationToken.None);
}
