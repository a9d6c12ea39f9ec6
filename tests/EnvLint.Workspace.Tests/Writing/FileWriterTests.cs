using EnvLint.Text;
using EnvLint.Workspace.Reading;
using EnvLint.Workspace.Writing;

namespace EnvLint.Workspace.Tests.Writing;

public sealed class FileWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'a', (byte)'\r', (byte)'\n' }, new byte[] { 0xEF, 0xBB, 0xBF, (byte)'b', (byte)'\r', (byte)'\n' })]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'a', 0 }, new byte[] { 0xFF, 0xFE, (byte)'b', 0 })]
    [InlineData(new byte[] { 0xFE, 0xFF, 0, (byte)'a', 0, (byte)'\r' }, new byte[] { 0xFE, 0xFF, 0, (byte)'b', 0, (byte)'\r' })]
    [InlineData(new byte[] { (byte)'a' }, new byte[] { (byte)'b' })]
    public void Encoding_and_line_ends_are_kept(byte[] before, byte[] after)
    {
        _folder.With("f", before);
        var source = Read("f");

        Assert.True(FileWriter.Replace(Root, "f", source, source.WithContent(source.Content.Replace('a', 'b'))).IsWritten);

        Assert.Equal(after, File.ReadAllBytes(_folder["f"]));
        Assert.Equal([_folder["f"]], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void The_mode_is_kept()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupWrite | UnixFileMode.OtherExecute;
        _folder.With("f", "a");
        File.SetUnixFileMode(_folder["f"], Mode);
        var source = Read("f");

        Assert.True(FileWriter.Replace(Root, "f", source, source.WithContent("b")).IsWritten);

        Assert.Equal(Mode, File.GetUnixFileMode(_folder["f"]));
    }

    [Fact]
    public void A_link_stays_a_link_and_its_target_is_written()
    {
        _folder.With("real/f", "a").WithLink("link", "real/f");
        var source = Read("link");

        Assert.True(FileWriter.Replace(Root, "link", source, source.WithContent("b")).IsWritten);

        Assert.Equal("real/f", new FileInfo(_folder["link"]).LinkTarget);
        Assert.Equal("b", File.ReadAllText(_folder["real/f"]));
    }

    [Fact]
    public void A_link_out_of_the_root_is_left_alone()
    {
        using var outside = new TemporaryFolder();
        outside.With("f", "a");
        _folder.WithLink("link", outside["f"]);

        Assert.False(FileWriter.Replace(Root, "link", new SourceText("link", "a"), new SourceText("link", "b")).IsWritten);
        Assert.Equal("a", File.ReadAllText(outside["f"]));
    }

    [Fact]
    public void A_file_that_changed_meanwhile_is_left_alone()
    {
        _folder.With("f", "a");
        var source = Read("f");
        _folder.With("f", "changed");

        Assert.Equal("it has changed since it was read", FileWriter.Replace(Root, "f", source, source.WithContent("b")).Reason);
        Assert.Equal("changed", File.ReadAllText(_folder["f"]));
    }

    [Fact]
    public void A_file_that_is_gone_is_not_made_again()
    {
        Assert.False(FileWriter.Replace(Root, "f", new SourceText("f", "a"), new SourceText("f", "b")).IsWritten);
        Assert.False(File.Exists(_folder["f"]));
    }

    [Fact]
    public void A_read_only_file_is_left_alone()
    {
        _folder.With("f", "a");
        var source = Read("f");
        File.SetAttributes(_folder["f"], FileAttributes.ReadOnly);

        Assert.Equal("it is read-only", FileWriter.Replace(Root, "f", source, source.WithContent("b")).Reason);
        File.SetAttributes(_folder["f"], FileAttributes.Normal);
        Assert.Equal("a", File.ReadAllText(_folder["f"]));
    }

    [Fact]
    public void A_text_that_cannot_be_encoded_changes_nothing()
    {
        _folder.With("f", "a");
        var source = Read("f");

        Assert.False(FileWriter.Replace(Root, "f", source, source.WithContent("\uD800")).IsWritten);
        Assert.Equal("a", File.ReadAllText(_folder["f"]));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    private WorkspaceRoot Root => WorkspaceRoot.At(_folder.Path);

    private SourceText Read(string path) => Assert.IsType<TextRead>(FileReader.Read(Root, path, path)).Source;
}
