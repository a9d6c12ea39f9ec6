using System.Buffers;
using System.Globalization;
using System.Text.Json;
using EnvLint.Reporting.Json;

namespace EnvLint.LanguageServer.Protocol.Rpc;

/// <summary>Writes messages, each whole and in the order of <see cref="Send"/>, by one thread at a time.</summary>
/// <remarks>Nobody who sends waits for the reader at the other end: a client that writes before it reads must not stop the server from reading.</remarks>
/// <param name="output">Where to.</param>
internal sealed class MessageWriter(Stream output) : IThreadPoolWorkItem
{
    private const int LargeCapacity = 1 << 20;

    private static readonly JsonWriterOptions Options = new() { Encoder = VisibleJsonEncoder.Instance, SkipValidation = true };

    private readonly object _gate = new();
    private readonly Stack<Scratch> _scratches = new();
    private ArrayBufferWriter<byte> _pending = new();
    private ArrayBufferWriter<byte> _written = new();
    private bool _isWriting;
    private bool _isBroken;

    /// <summary>Sends a message.</summary>
    /// <param name="write">Writes its JSON; what it throws is thrown, and nothing is sent.</param>
    public void Send(Action<Utf8JsonWriter> write)
    {
        var scratch = Rent();
        write(scratch.Json);
        scratch.Json.Flush();
        var body = scratch.Buffer.WrittenSpan;
        lock (_gate)
        {
            if (!_isBroken)
            {
                Append(body);
            }

            if (!_isWriting && _pending.WrittenCount > 0)
            {
                _isWriting = true;
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
        }

        Return(scratch);
    }

    /// <summary>Waits until all that was sent is written.</summary>
    /// <param name="patience">How long at most.</param>
    public void Flush(TimeSpan patience)
    {
        lock (_gate)
        {
            while (_isWriting)
            {
                if (!Monitor.Wait(_gate, patience))
                {
                    return;
                }
            }
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        while (true)
        {
            lock (_gate)
            {
                _written.ResetWrittenCount();
                if (_pending.WrittenCount == 0)
                {
                    _isWriting = false;
                    Monitor.PulseAll(_gate);
                    return;
                }

                (_pending, _written) = (_written.Capacity > LargeCapacity ? new ArrayBufferWriter<byte>() : _written, _pending);
            }

            try
            {
                output.Write(_written.WrittenSpan);
                output.Flush();
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
            {
                // Nobody reads any more: the end of the input tells the same to the rest.
                lock (_gate)
                {
                    _isBroken = true;
                    _pending.ResetWrittenCount();
                }
            }
        }
    }

    private void Append(ReadOnlySpan<byte> body)
    {
        var target = _pending.GetSpan(body.Length + 64);
        "Content-Length: "u8.CopyTo(target);
        var length = "Content-Length: ".Length;
        body.Length.TryFormat(target[length..], out var digits, provider: CultureInfo.InvariantCulture);
        length += digits;
        "\r\n\r\n"u8.CopyTo(target[length..]);
        length += "\r\n\r\n".Length;
        body.CopyTo(target[length..]);
        _pending.Advance(length + body.Length);
    }

    private Scratch Rent()
    {
        lock (_scratches)
        {
            return _scratches.Count > 0 ? _scratches.Pop() : new Scratch();
        }
    }

    private void Return(Scratch scratch)
    {
        if (scratch.Buffer.Capacity > LargeCapacity)
        {
            return;
        }

        scratch.Buffer.ResetWrittenCount();
        scratch.Json.Reset();
        lock (_scratches)
        {
            _scratches.Push(scratch);
        }
    }

    private sealed class Scratch
    {
        public Scratch() => Json = new Utf8JsonWriter(Buffer, Options);

        public ArrayBufferWriter<byte> Buffer { get; } = new();

        public Utf8JsonWriter Json { get; }
    }
}
