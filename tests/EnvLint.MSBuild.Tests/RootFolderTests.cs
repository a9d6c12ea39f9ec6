namespace EnvLint.MSBuild.Tests;

public sealed class RootFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("envlint-").FullName;

    [Theory]
    [InlineData("envlint.toml")]
    [InlineData(".envlint.toml")]
    [InlineData(".git")]
    public void The_nearest_marked_folder_is_the_root(string mark)
    {
        var inner = Directory.CreateDirectory(Path.Join(_folder, "a", "b")).FullName;
        File.WriteAllText(Path.Join(_folder, "envlint.toml"), "");
        File.WriteAllText(Path.Join(_folder, "a", mark), "");
        File.WriteAllText(Path.Join(inner, "Dockerfile"), "");

        Assert.Equal(Path.Join(_folder, "a"), RootFolder.Of(inner));
        Assert.Equal(Path.Join(_folder, "a"), RootFolder.Of(Path.Join(inner, "Dockerfile")));
        Assert.Equal(_folder, RootFolder.Of(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
