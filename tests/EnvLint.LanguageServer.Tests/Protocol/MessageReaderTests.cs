using System.Text;
using EnvLint.LanguageServer.Protocol.Rpc;

namespace EnvLint.LanguageServer.Tests.Protocol;

public sealed class MessageReaderTests
{
    private readonly List<string> _log = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(10_000)]
    public void Messages_are_read_however_the_bytes_come(int chunk)
    {
        var text = "Content-Length: 2\r\n\r\n{}Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nCONTENT-LENGTH:  4 \r\n\r\n[\r\n]content-length: 3\nX: y\n\n\"é";

        Assert.Equal(["{}", "[\r\n]", "\"é"], Read(Encoding.UTF8.GetBytes(text), chunk));
        Assert.Empty(_log);
    }

    [Fact]
    public void A_large_message_is_whole_and_the_next_one_too()
    {
        var large = new string('x', 3_000_000);

        Assert.Equal([large, "{}"], Read(Encoding.UTF8.GetBytes($"Content-Length: {large.Length}\r\n\r\n{large}Content-Length: 2\r\n\r\n{{}}"), 65_536));
        Assert.Empty(_log);
    }

    [Theory]
    [InlineData("\uFEFF")]
    [InlineData("garbage")]
    [InlineData("some garbage: with colon\r\n\r\n\r\n")]
    [InlineData("Content-Length: x\r\n\r\n{}")]
    [InlineData("Content-Length: -5\r\n\r\n{}")]
    [InlineData("Content-Length: 99999999999999999999999\r\n\r\n{}")]
    [InlineData("Content-Length: 67108865\r\n\r\n{}")]
    [InlineData("Content-Length:\r\n\r\n{}")]
    [InlineData("Content-Type: x\r\n\r\n{}")]
    [InlineData("Content-Length: 1\r\n\r\n{\"a\":\"Content-Length: 3\"}")]
    public void What_is_no_message_is_passed_over(string garbage)
    {
        foreach (var chunk in new[] { 1, 5, 1000 })
        {
            _log.Clear();

            Assert.Equal("{\"id\":1}", Read(Encoding.UTF8.GetBytes(garbage + "Content-Length: 8\r\n\r\n{\"id\":1}"), chunk)[^1]);
            Assert.NotEmpty(_log);
        }
    }

    [Fact]
    public void Garbage_without_end_is_not_kept()
    {
        var input = new Repeated("no line end anywhere ", 8 << 20, "Content-Length: 2\r\n\r\n{}");
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.True(new MessageReader(input, _log.Add).TryRead(out var message));

        Assert.Equal("{}", Encoding.UTF8.GetString(message.Span));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void What_is_announced_is_not_reserved_before_it_comes()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Empty(Read(Encoding.ASCII.GetBytes($"Content-Length: {MessageReader.MaxLength}\r\n\r\n{{}}"), 1000));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
        Assert.Equal(["the input ended within a message"], _log);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("Content-Length: 2\r\n\r\n{}", false)]
    [InlineData("Content-Length: 2\r\n\r\n{", true)]
    [InlineData("Content-Length: 2\r\n", true)]
    [InlineData("Content-Le", true)]
    public void The_end_of_the_input_is_an_end(string text, bool isWithinMessage)
    {
        Read(Encoding.ASCII.GetBytes(text), 3);

        Assert.Equal(isWithinMessage ? ["the input ended within a message"] : [], _log);
    }

    private List<string> Read(byte[] bytes, int chunk)
    {
        var reader = new MessageReader(new Chunks(bytes, chunk), _log.Add);
        var messages = new List<string>();
        while (reader.TryRead(out var message))
        {
            messages.Add(Encoding.UTF8.GetString(message.Span));
        }

        return messages;
    }

    private abstract class Source : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    // Gives so many bytes per read.
    private sealed class Chunks(byte[] bytes, int chunk) : Source
    {
        private int _position;

        public override int Read(byte[] buffer, int offset, int count)
        {
            count = Math.Min(Math.Min(count, chunk), bytes.Length - _position);
            Array.Copy(bytes, _position, buffer, offset, count);
            _position += count;
            return count;
        }
    }

    private sealed class Repeated(string text, int length, string end) : Source
    {
        private readonly byte[] _text = Encoding.ASCII.GetBytes(text);
        private readonly byte[] _end = Encoding.ASCII.GetBytes(end);
        private int _position;

        public override int Read(byte[] buffer, int offset, int count)
        {
            var i = 0;
            for (; i < count && _position < length + _end.Length; i++, _position++)
            {
                buffer[offset + i] = _position < length ? _text[_position % _text.Length] : _end[_position - length];
            }

            return i;
        }
    }
}
