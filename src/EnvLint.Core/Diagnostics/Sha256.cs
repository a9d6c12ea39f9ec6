using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace EnvLint.Diagnostics;

/// <summary>SHA-256 (FIPS 180-4), fed piece by piece.</summary>
/// <remarks>
/// The platform's own loads OpenSSL's shared library, which a small container does not have and which costs more at start than
/// a whole check. Nothing secret is hashed here: it only has to give the standard's value.
/// </remarks>
public sealed class Sha256
{
    /// <summary>Length of a hash in bytes.</summary>
    public const int HashSize = 32;

    private const int BlockSize = 64;

    private static readonly uint[] Constants =
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    private readonly uint[] _state = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
    private readonly byte[] _block = new byte[BlockSize];
    private int _filled;
    private ulong _length;

    /// <summary>A copy that can be fed and finished on its own.</summary>
    public Sha256 Clone()
    {
        var copy = new Sha256 { _filled = _filled, _length = _length };
        _state.CopyTo(copy._state, 0);
        _block.CopyTo(copy._block, 0);
        return copy;
    }

    /// <summary>Takes in bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        _length += (ulong)bytes.Length;
        while (!bytes.IsEmpty)
        {
            var taken = Math.Min(BlockSize - _filled, bytes.Length);
            bytes[..taken].CopyTo(_block.AsSpan(_filled));
            bytes = bytes[taken..];
            _filled += taken;
            if (_filled == BlockSize)
            {
                Compress();
                _filled = 0;
            }
        }
    }

    /// <summary>Takes in a text as UTF-8; a lone surrogate counts as U+FFFD.</summary>
    /// <param name="text">The text.</param>
    public void AppendUtf8(ReadOnlySpan<char> text)
    {
        Span<byte> buffer = stackalloc byte[768];
        while (!text.IsEmpty)
        {
            var taken = Math.Min(text.Length, 256);
            if (taken < text.Length && char.IsHighSurrogate(text[taken - 1]) && char.IsLowSurrogate(text[taken]))
            {
                taken--;
            }

            Append(buffer[..Encoding.UTF8.GetBytes(text[..taken], buffer)]);
            text = text[taken..];
        }
    }

    /// <summary>Writes the hash of all that was taken in. Nothing can be taken in afterwards.</summary>
    /// <param name="destination">At least <see cref="HashSize"/> bytes.</param>
    public void Finish(Span<byte> destination)
    {
        _block[_filled++] = 0x80;
        if (_filled > BlockSize - 8)
        {
            _block.AsSpan(_filled).Clear();
            Compress();
            _filled = 0;
        }

        _block.AsSpan(_filled).Clear();
        BinaryPrimitives.WriteUInt64BigEndian(_block.AsSpan(BlockSize - 8), _length * 8);
        Compress();
        for (var i = 0; i < _state.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination[(i * 4)..], _state[i]);
        }
    }

    private void Compress()
    {
        Span<uint> schedule = stackalloc uint[64];
        for (var i = 0; i < 16; i++)
        {
            schedule[i] = BinaryPrimitives.ReadUInt32BigEndian(_block.AsSpan(i * 4));
        }

        for (var i = 16; i < 64; i++)
        {
            var near = schedule[i - 2];
            var far = schedule[i - 15];
            var nearSigma = BitOperations.RotateRight(near, 17) ^ BitOperations.RotateRight(near, 19) ^ (near >> 10);
            var farSigma = BitOperations.RotateRight(far, 7) ^ BitOperations.RotateRight(far, 18) ^ (far >> 3);
            schedule[i] = schedule[i - 16] + farSigma + schedule[i - 7] + nearSigma;
        }

        var (a, b, c, d) = (_state[0], _state[1], _state[2], _state[3]);
        var (e, f, g, h) = (_state[4], _state[5], _state[6], _state[7]);
        for (var i = 0; i < 64; i++)
        {
            var sigmaE = BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25);
            var first = h + sigmaE + ((e & f) ^ (~e & g)) + Constants[i] + schedule[i];
            var sigmaA = BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22);
            var second = sigmaA + ((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e) = (g, f, e, d + first);
            (d, c, b, a) = (c, b, a, first + second);
        }

        _state[0] += a;
        _state[1] += b;
        _state[2] += c;
        _state[3] += d;
        _state[4] += e;
        _state[5] += f;
        _state[6] += g;
        _state[7] += h;
    }
}
