using System.Buffers.Binary;
using System.Text;
using EnvLint.Text;

namespace EnvLint.Workspace.Writing;

/// <summary>Makes the bytes of a text: the way back of <see cref="Reading.TextDecoder"/>.</summary>
public static class TextEncoder
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The bytes of a text in its own encoding, with the byte order mark that goes with it.</summary>
    /// <param name="source">The text.</param>
    /// <exception cref="EncoderFallbackException">The text holds half of a surrogate pair.</exception>
    public static byte[] Encode(SourceText source) => source.Encoding switch
    {
        TextEncoding.Utf8Bom => [0xEF, 0xBB, 0xBF, .. StrictUtf8.GetBytes(source.Content)],
        TextEncoding.Utf16LittleEndian or TextEncoding.Utf16BigEndian => EncodeUtf16(source),
        _ => StrictUtf8.GetBytes(source.Content),
    };

    private static byte[] EncodeUtf16(SourceText source)
    {
        var bytes = new byte[2 + (source.Length * 2)];
        Put(bytes, source.Encoding, '\uFEFF');
        for (var i = 0; i < source.Length; i++)
        {
            Put(bytes.AsSpan(2 + (i * 2)), source.Encoding, source[i]);
        }

        return bytes;
    }

    private static void Put(Span<byte> bytes, TextEncoding encoding, char unit)
    {
        if (encoding == TextEncoding.Utf16LittleEndian)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, unit);
        }
        else
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes, unit);
        }
    }
}
