using EnvLint.Workspace.Reading;

namespace EnvLint.Workspace.Tests.Reading;

public sealed class FileReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_read_with_the_path_to_show()
    {
        _folder.With("a/Dockerfile", "FROM x\n");

        var source = Assert.IsType<TextRead>(FileReader.Read(Root, "a/Dockerfile", "shown/Dockerfile")).Source;

        Assert.Equal("FROM x\n", source.Content);
        Assert.Equal("shown/Dockerfile", source.Path);
    }

    [Fact]
    public void The_limit_is_a_size_that_is_still_read()
    {
        _folder.With("a", "12345678");

        Assert.IsType<TextRead>(FileReader.Read(Root, "a", "a", limit: 8));
        Assert.Equal(new TooLarge(7), FileReader.Read(Root, "a", "a", limit: 7));
    }

    [Fact]
    public void A_file_of_twenty_megabytes_is_not_read()
    {
        using (var file = File.Create(_folder["a"]))
        {
            file.SetLength(20 * 1024 * 1024);
        }

        Assert.IsType<TooLarge>(FileReader.Read(Root, "a", "a"));
    }

    [Fact]
    public void A_line_of_five_megabytes_is_read()
    {
        var line = new string('x', 5 * 1024 * 1024);
        _folder.With("a", line);

        Assert.Equal(line.Length, Assert.IsType<TextRead>(FileReader.Read(Root, "a", "a")).Source.Length);
    }

    [Fact]
    public void A_file_that_is_not_there_is_unreadable() =>
        Assert.Equal(new Unreadable("not found"), FileReader.Read(Root, "a", "a"));

    [Fact]
    public void A_folder_is_unreadable()
    {
        _folder.WithFolder("a");

        Assert.IsType<Unreadable>(FileReader.Read(Root, "a", "a"));
    }

    [Fact]
    public void A_link_is_followed_inside_the_root_and_not_out_of_it()
    {
        using var outside = new TemporaryFolder();
        outside.With("secret", "s");
        _folder.With("real", "r").WithLink("good", "real").WithLink("bad", outside["secret"]);

        Assert.Equal("r", Assert.IsType<TextRead>(FileReader.Read(Root, "good", "good")).Source.Content);
        Assert.IsType<Unreadable>(FileReader.Read(Root, "bad", "bad"));

        var buffer = new byte[8];
        Assert.Equal(1, FileReader.ReadStart(Root, "good", buffer));
        Assert.Equal(0, FileReader.ReadStart(Root, "bad", buffer));
    }

    [SkippableByRootFact]
    public void A_file_without_permission_is_unreadable()
    {
        _folder.With("a", "x");
        Permissions.TakeAway(_folder["a"]);

        Assert.Equal(new Unreadable("permission denied"), FileReader.Read(Root, "a", "a"));
    }

    [Fact]
    public void The_start_of_a_file_is_at_most_the_buffer()
    {
        _folder.With("a", "#!/bin/sh\n").With("empty");
        var buffer = new byte[4];

        Assert.Equal(4, FileReader.ReadStart(Root, "a", buffer));
        Assert.Equal("#!/b"u8.ToArray(), buffer);
        Assert.Equal(0, FileReader.ReadStart(Root, "empty", buffer));
        Assert.Equal(0, FileReader.ReadStart(Root, "gone", buffer));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(16 * 1024)]
    [InlineData(300_000)]
    public void A_stream_is_read_to_its_end(int length)
    {
        using var stream = new TrickleStream(length);

        Assert.Equal(new string('a', length), Assert.IsType<TextRead>(FileReader.Read(stream, "-")).Source.Content);
    }

    [Fact]
    public void A_stream_without_end_is_read_up_to_the_limit()
    {
        using var stream = new TrickleStream(int.MaxValue);

        Assert.Equal(new TooLarge(100_000), FileReader.Read(stream, "-", limit: 100_000));
    }

    private WorkspaceRoot Root => WorkspaceRoot.At(_folder.Path);

    /// <summary>Gives a few bytes at a time, as a pipe does.</summary>
    private sealed class TrickleStream(int length) : Stream
    {
        private int _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var count = Math.Min(Math.Min(buffer.Length, 777), _left);
            buffer[..count].Fill((byte)'a');
            _left -= count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
