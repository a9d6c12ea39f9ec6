using EnvLint.Workspace.Walking;

namespace EnvLint.Workspace.Tests.Walking;

public sealed class FileWalkerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<WalkProblem> _problems = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_come_in_ordinal_order_of_their_paths()
    {
        _folder.With("b/Dockerfile").With("a.sh").With("B/x").With("a/z").With("a/b/c").With("a-b");

        Assert.Equal(["B/x", "a-b", "a.sh", "a/b/c", "a/z", "b/Dockerfile"], Walk());
    }

    [Fact]
    public void Only_candidates_are_taken()
    {
        _folder.With("Dockerfile").With("main.py");

        Assert.Equal(["Dockerfile"], Walk(isCandidate: static path => path == "Dockerfile"));
    }

    [Fact]
    public void Dot_files_and_dot_folders_are_entered()
    {
        _folder.With(".wslconfig").With(".devcontainer/Dockerfile");

        Assert.Equal([".devcontainer/Dockerfile", ".wslconfig"], Walk());
    }

    [Fact]
    public void The_folders_of_version_control_are_not_entered()
    {
        _folder.With(".git/hooks/pre-commit.sh").With("sub/.git/Dockerfile").With(".hg/a.sh").With(".svn/a.sh").With("git/a.sh");

        Assert.Equal(["git/a.sh"], Walk());
    }

    [Fact]
    public void Ignored_files_and_folders_are_left_out()
    {
        _folder.With(".gitignore", "build/\n*.log\n").With("build/Dockerfile").With("x.log").With("src/y.log").With("src/build").With("a");

        Assert.Equal(["a", "src/build"], Walk());
    }

    [Fact]
    public void Ignore_files_do_not_count_when_they_are_not_to()
    {
        _folder.With(".gitignore", "build/\n").With(".git/info/exclude", "a\n").With("build/Dockerfile").With("a");

        Assert.Equal(["a", "build/Dockerfile"], Walk(useIgnoreFiles: false));
    }

    [Fact]
    public void The_exclude_file_of_git_counts_and_a_gitignore_beats_it()
    {
        _folder.With(".git/info/exclude", "a\nb\n").With(".gitignore", "!b\n").With("a").With("b").With("c");

        Assert.Equal(["b", "c"], Walk());
    }

    [Fact]
    public void Ignore_files_above_the_start_of_the_walk_count()
    {
        _folder.With(".gitignore", "*.log\n").With("a/.gitignore", "b/x\n").With("a/b/x").With("a/b/y").With("a/b/z.log");

        Assert.Equal(["a/b/y"], Walk("a/b"));
    }

    [Fact]
    public void An_ignored_folder_is_walked_where_it_is_the_start()
    {
        _folder.With(".gitignore", "build/\n").With("build/Dockerfile");

        Assert.Equal(["build/Dockerfile"], Walk("build"));
    }

    [Fact]
    public void A_gitignore_that_is_a_link_is_none()
    {
        _folder.With("elsewhere", "a\n").WithLink(".gitignore", "elsewhere").With("a");

        Assert.Equal(["a", "elsewhere"], Walk());
    }

    [Fact]
    public void Excluded_folders_are_not_entered()
    {
        _folder.With("third_party/Dockerfile").With("Dockerfile");

        Assert.Equal(["Dockerfile"], Walk(isExcluded: static (path, isFolder) => isFolder && path == "third_party"));
    }

    [Fact]
    public void Links_to_folders_are_not_followed()
    {
        _folder.With("a/Dockerfile").WithLink("a/loop", "..").WithLink("b", "a").WithLink("self", "self");

        Assert.Equal(["a/Dockerfile"], Walk());
        Assert.Empty(_problems);
    }

    [Fact]
    public void A_link_to_a_file_counts_only_inside_the_root()
    {
        using var outside = new TemporaryFolder();
        outside.With("secret");
        _folder.With("real").WithLink("good", "real").WithLink("bad", outside["secret"]).WithLink("up", "../../etc/passwd")
            .WithLink("gone", "nowhere").WithLink("out", outside.Path);

        Assert.Equal(["good", "real"], Walk());
    }

    [Fact]
    public void A_link_through_a_linked_folder_out_of_the_root_does_not_count()
    {
        using var outside = new TemporaryFolder();
        outside.With("secret");
        _folder.WithLink("door", outside.Path).WithLink("sly", "door/secret");

        Assert.Empty(Walk());
    }

    [Fact]
    public void A_tree_deeper_than_any_stack_is_walked()
    {
        var path = string.Concat(Enumerable.Repeat("d/", 800)) + "Dockerfile";
        _folder.With(path);

        Assert.Equal([path], Walk());
    }

    [SkippableByRootFact]
    public void An_unreadable_folder_is_one_problem_and_the_walk_goes_on()
    {
        _folder.With("a/x").With("locked/y").With("z");
        Permissions.TakeAway(_folder["locked"]);

        Assert.Equal(["a/x", "z"], Walk());
        Assert.Equal([new WalkProblem("locked", "permission denied")], _problems);
    }

    [Fact]
    public void A_cancelled_walk_ends()
    {
        _folder.With("a");

        Assert.Throws<OperationCanceledException>(() => FileWalker.Walk(
            WorkspaceRoot.At(_folder.Path), "", Options(null, null, true), _problems, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Odd_names_are_names()
    {
        _folder.With("a\nb").With("a\u001b[31m").With("::error::x").With("ünï").With(" x ");

        Assert.Equal([" x ", "::error::x", "a\nb", "a\u001b[31m", "ünï"], Walk());
    }

    private IReadOnlyList<string> Walk(
        string start = "", Func<string, bool>? isCandidate = null, Func<string, bool, bool>? isExcluded = null, bool useIgnoreFiles = true) =>
        FileWalker.Walk(WorkspaceRoot.At(_folder.Path), start, Options(isCandidate, isExcluded, useIgnoreFiles), _problems, CancellationToken.None);

    private static WalkOptions Options(Func<string, bool>? isCandidate, Func<string, bool, bool>? isExcluded, bool useIgnoreFiles) => new()
    {
        IsCandidate = isCandidate ?? (static _ => true),
        IsExcluded = isExcluded ?? (static (_, _) => false),
        UseIgnoreFiles = useIgnoreFiles,
    };
}
