using System.Buffers.Text;

namespace EnvLint.LanguageServer.Protocol.Rpc;

/// <summary>Cuts a stream of bytes into messages: headers, an empty line, and as many bytes as <c>Content-Length</c> says.</summary>
/// <remarks>
/// What is no message is passed over up to the next <c>Content-Length</c>, wherever in a line it stands: JSON on the wire has no line ends of its own, so behind
/// a body that was shorter than announced the next header follows without one.
/// </remarks>
/// <param name="input">The stream.</param>
/// <param name="log">Hears of what was passed over.</param>
internal sealed class MessageReader(Stream input, Action<string> log)
{
    /// <summary>Bytes of the longest message that is taken.</summary>
    public const int MaxLength = 64 << 20;

    private const int UsualCapacity = 64 << 10;
    private const int LargeCapacity = 1 << 20;
    private const int MaxLine = 8 << 10;
    private const int KeptOfLongLine = 128;

    private byte[] _buffer = new byte[UsualCapacity];
    private int _start;
    private int _end;

    private static ReadOnlySpan<byte> LengthHeader => "content-length:"u8;

    /// <summary>Reads the next message. Blocks until there is one.</summary>
    /// <param name="message">Its bytes; good until the next call.</param>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public bool TryRead(out ReadOnlyMemory<byte> message)
    {
        Tidy();
        message = default;
        var length = -1;
        var skipped = 0L;
        while (true)
        {
            var line = ReadLine(ref skipped);
            if (line is null)
            {
                if (skipped > 0 || length >= 0)
                {
                    log("the input ended within a message");
                }

                return false;
            }

            var text = _buffer.AsSpan(line.Value);
            if (text.IsEmpty && length >= 0)
            {
                break;
            }

            var header = FindLengthHeader(text);
            if (header >= 0)
            {
                skipped += header;
                length = ReadLength(text[(header + LengthHeader.Length)..]);
            }
            else if (!IsHeader(text))
            {
                skipped += text.Length;
            }
        }

        if (skipped > 0)
        {
            log($"passed over {skipped} bytes that are no message");
        }

        if (!TryFill(length))
        {
            log("the input ended within a message");
            return false;
        }

        message = _buffer.AsMemory(_start, length);
        _start += length;
        return true;
    }

    private static int FindLengthHeader(ReadOnlySpan<byte> line)
    {
        if (StartsWithHeader(line))
        {
            return 0;
        }

        for (var end = line.Length; (end = line[..end].LastIndexOf((byte)':')) >= LengthHeader.Length - 1;)
        {
            var start = end + 1 - LengthHeader.Length;
            if (StartsWithHeader(line[start..]))
            {
                return start;
            }
        }

        return -1;
    }

    private static bool StartsWithHeader(ReadOnlySpan<byte> text) =>
        text.Length >= LengthHeader.Length && System.Text.Ascii.EqualsIgnoreCase(text[..LengthHeader.Length], LengthHeader);

    // Another header: a word, a colon, anything.
    private static bool IsHeader(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        for (var i = 0; i < colon; i++)
        {
            if (!char.IsAsciiLetterOrDigit((char)line[i]) && line[i] != (byte)'-')
            {
                return false;
            }
        }

        return colon > 0 || line.IsEmpty;
    }

    private int ReadLength(ReadOnlySpan<byte> value)
    {
        value = value.Trim(" \t"u8);
        if (!Utf8Parser.TryParse(value, out long length, out var read) || read != value.Length || length < 0)
        {
            log("passed over a message whose Content-Length is no number");
            return -1;
        }

        if (length > MaxLength)
        {
            log($"passed over a message of {length} bytes: {MaxLength} are the most that is taken");
            return -1;
        }

        return (int)length;
    }

    // The next line without its end; null at the end of the stream. Of a line that is too long for a header only the last bytes are kept.
    private Range? ReadLine(ref long skipped)
    {
        var scanned = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOf((byte)'\n');
            if (found >= 0)
            {
                var start = _start;
                var end = start + scanned + found;
                _start = end + 1;
                return start..(end > start && _buffer[end - 1] == '\r' ? end - 1 : end);
            }

            if (_end - _start > MaxLine)
            {
                skipped += _end - _start - KeptOfLongLine;
                _start = _end - KeptOfLongLine;
            }

            scanned = _end - _start;
            if (!Read(MaxLine))
            {
                skipped += _end - _start;
                return null;
            }
        }
    }

    private bool TryFill(int length)
    {
        while (_end - _start < length)
        {
            // What was announced is not yet there: a large buffer grows with what comes, not with what is promised.
            var missing = length - (_end - _start);
            if (!Read(length <= LargeCapacity ? missing : Math.Min(missing, Math.Max(LargeCapacity, _end - _start))))
            {
                return false;
            }
        }

        return true;
    }

    private bool Read(int wanted)
    {
        if (_buffer.Length - _end < wanted)
        {
            var held = _end - _start;
            var target = _buffer.Length >= held + wanted ? _buffer : new byte[held + wanted];
            _buffer.AsSpan(_start, held).CopyTo(target);
            _buffer = target;
            _start = 0;
            _end = held;
        }

        var count = input.Read(_buffer, _end, _buffer.Length - _end);
        _end += count;
        return count > 0;
    }

    private void Tidy()
    {
        if (_start < _end)
        {
            return;
        }

        _start = _end = 0;
        if (_buffer.Length > LargeCapacity)
        {
            _buffer = new byte[UsualCapacity];
        }
    }
}
